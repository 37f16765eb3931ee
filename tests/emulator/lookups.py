# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a PRTG server has beside its tree for API v2 to list: lookups of values, libraries, icons and templates.

That these lists are there is documented; what is in them is made up.
"""

from __future__ import annotations

from dataclasses import dataclass

LOOKUP_TYPES = ("singleint", "boolean", "range", "bitfield")
"""The kinds of lookup files (PRTG manual, "Define Lookups"); how API v2 spells them is unverified."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a lookup: what it means, and the state that a sensor is in because of it."""

    value: int
    text: str
    state: str = "Ok"


@dataclass(frozen=True, slots=True)
class LookupDefinition:
    """How values of channels are shown as words."""

    id: str
    name: str
    lookup_type: str
    entries: tuple[Entry, ...]
    kind: str = "lookupdefinition"


YES_NO = "prtg.standardlookups.yesno.stateyesok"
LOOKUPS = (
    LookupDefinition(YES_NO, YES_NO, "singleint", (Entry(1, "Yes"), Entry(2, "No", "Error"))),
    LookupDefinition(
        "prtg.standardlookups.boolean.statetrueok",
        "prtg.standardlookups.boolean.statetrueok",
        "boolean",
        (Entry(1, "True"), Entry(0, "False", "Error")),
    ),
)


@dataclass(frozen=True, slots=True)
class Library:
    """A view of the tree that users made."""

    id: str
    name: str
    kind: str = "library"


LIBRARIES = (Library("701", "Servers at night"), Library("702", "Bandwidth"))
ICONS = ("A_Server_1.png", "b_server_sql.png", "device_printer.png", "Vendors_Cisco.png")
TEMPLATES = {"Generic Device (PING only).odt": "Generic Device (PING only)", "Server Windows.odt": "Windows Server"}
INTERVALS = (30, 60, 300, 600, 900, 1800, 3600, 14400, 21600, 43200, 86400)
"""Scanning intervals in seconds (prtg-v1-facts section 3)."""
