# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task that only reads refers to.

Ids of checks and contacts are taken as they are, since results and alerts may be about what was deleted since. Their
names are looked up, and in check mode one that nothing has yet is awaited. Probes are Pingdom's own, and all are looked
up: an id that no probe has would be refused by Pingdom in words that do not name it, or give nothing.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import Named, named
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ids_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recipients import everybody

#: Every number that an id can be.
_ANY_ID = range(1, 10**18)


def _probes(api: PingdomApi, query: Row) -> list[Row]:
    """The probes, each by its name and, unless a probe is called so, by its city.

    What one that is active is called means no other: Pingdom keeps those that it has replaced.
    """
    rows = reports.read(api, reports.PROBES, query).rows
    names = {row.get("name") for row in rows}
    called = [*rows, *({**row, "name": row["city"]} for row in rows if row.get("city") not in (None, *names))]
    active = {row.get("name") for row in called if row.get("active")}
    return [row if row.get("active") or row.get("name") not in active else {**row, "name": None} for row in called]


def probe_in(api: PingdomApi, reference: str) -> int:
    """The id of the active probe that a test is to be made from; ``NotFound`` and ``AmbiguousName``."""
    return ids_of([reference], lambda: _probes(api, {"onlyactive": True}), "active probe")[0]


def _probes_ever(api: PingdomApi, references: t.Iterable[str], _check_mode: bool) -> Named:
    """The ids of probes that have tested, which need not be in use any more."""
    return Named(ids_of(references, lambda: _probes(api, {"includedeleted": True}), "probe"), ())


def _checks(api: PingdomApi, references: t.Iterable[str], check_mode: bool) -> Named:
    return named(references, lambda: LISTED.rows(api), "check", _ANY_ID, check_mode)


def _contacts(api: PingdomApi, references: t.Iterable[str], check_mode: bool) -> Named:
    return named(references, lambda: everybody(api, reports.CONTACTS), "contact", _ANY_ID, check_mode)


#: What no task makes, so that check mode awaits none.
NEVER_AWAITED = frozenset({"probes"})
#: What options refer to: the ids of what is named, and in words what check mode awaits.
REFERENCES: dict[str, t.Callable[[PingdomApi, t.Iterable[str], bool], Named]] = {
    "check": _checks,
    "checks": _checks,
    "contacts": _contacts,
    "probes": _probes_ever,
}
