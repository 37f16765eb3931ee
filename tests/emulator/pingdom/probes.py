# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The probes that test, and the parameters that choose among them.

A probe that does not exist is refused, one that does not test gives nothing; both are unverified.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.emulator.pingdom.parameters import integer, integer_text

Probe = dict[str, Any]

PROBES: dict[int, Probe] = {
    1: {"id": 1, "country": "Germany", "city": "Frankfurt", "countryiso": "DE", "region": "EU", "active": True},
    2: {"id": 2, "country": "United States", "city": "Chicago", "countryiso": "US", "region": "NA", "active": True},
    3: {"id": 3, "country": "Japan", "city": "Tokyo", "countryiso": "JP", "region": "APAC", "active": True},
    4: {"id": 4, "country": "Brazil", "city": "Recife", "countryiso": "BR", "region": "LATAM", "active": False},
    5: {"id": 5, "country": "Canada", "city": "Montreal", "countryiso": "CA", "region": "NA", "active": False},
}
DELETED = {5}
"""Those that are "no longer in use" (OpenAPI document 3.1, GET /probes, includedeleted)."""

TRANSACTIONS = {1, 4}
"""Those that test transactions (2.1 documentation, Get Probe Server List, onlytms)."""

for _probe in PROBES.values():
    _probe["name"] = f"{_probe['city']}, {_probe['country']}"
    _probe["hostname"] = f"probe{_probe['id']}.example.net"
    _probe["ip"] = f"192.0.2.{_probe['id']}"
    _probe["ipv6"] = f"2001:db8::{_probe['id']}"


def active(filters: Iterable[str] = ()) -> list[Probe]:
    """The probes that test; with filters (``region: EU``) those of these regions, or all where there is none."""
    every = [probe for probe in PROBES.values() if probe["active"]]
    regions = {item.rpartition(" ")[2] for item in filters}
    return [probe for probe in every if probe["region"] in regions] or every


def active_for_transactions(probe: Probe) -> bool:
    """Whether it tests, and transactions too."""
    return probe["active"] and probe["id"] in TRANSACTIONS


def probe_ids(value: object) -> list[int]:
    """Comma separated identifiers of probes that exist."""
    ids = integer_text(value)
    if not set(ids) <= set(PROBES):
        raise ValueError
    return ids


def active_probe(value: object) -> Probe:
    """The probe of that identifier, which has to be one that tests."""
    number = integer()(value)
    if number not in PROBES or not PROBES[number]["active"]:
        raise ValueError
    return PROBES[number]
