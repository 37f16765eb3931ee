# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What of a filter the lists of kinds of their own can be asked, in either family.

The overview's properties belong to the deprecated lists. Of them, limits and ``percent`` are never sent: in which unit
a server compares them is unverified. That the current lists take more than ``id``, ``name``, ``parentid`` and
``primary`` no source says (facts, section 6). Of yes and no the server is asked for yes alone, since what is not told
counts as no.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES, Property
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import ID, LISTED, PLAIN, Trust
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import (
    CHANNEL,
    LOOKUPDEFINITION,
    OWN_KINDS,
    USER,
    USERGROUP,
    Kind,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import OVERVIEW, Lists
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import CURRENT, DEPRECATED, Asked

#: The part of a channel's id behind the point: the form of negative ones is unknown (facts, section 11).
_CHANNEL_ID = r"[0-9]{1,18}\.[0-9]{1,9}"

_TEXT = Trust(LISTED, PLAIN, doubtful=True)
_NUMBERED = Trust(LISTED, ID)
_YES = Trust(("=",))

#: What both families of lists are asked for of each kind, and what only one.
_BOTH: dict[str, dict[str, Trust]] = {
    CHANNEL.name: {"id": Trust(LISTED, _CHANNEL_ID, doubtful=True), "parentid": _NUMBERED, "name": _TEXT},
    USER.name: {"id": _NUMBERED, "name": _TEXT},
    USERGROUP.name: {"id": _NUMBERED, "name": _TEXT},
    LOOKUPDEFINITION.name: {"id": _TEXT, "name": _TEXT},
}
_CURRENT: dict[str, dict[str, Trust]] = {CHANNEL.name: {"primary": _YES}}
_DEPRECATED: dict[str, dict[str, Trust]] = {
    CHANNEL.name: {"lookupdefinitionid": _TEXT},
    USER.name: {
        "loginname": _TEXT,
        "email": _TEXT,
        "primarygroup": Trust(LISTED, ID, doubtful=True),  # that it is compared by its id is unverified
        "active": _YES,
        "activedirectory": _YES,
        "ticketmail": _YES,
    },
    USERGROUP.name: {
        "active": _YES,
        "activedirectory": _YES,
        "admingroup": _YES,
        "restrictedsensormode": _YES,
        "ticketmode": _YES,
    },
}


class KindLists(Lists):
    """The lists of a kind of its own in the family of a ``name``."""

    def __init__(self, kind: Kind, name: str, trust: t.Mapping[str, Trust], otherwise: KindLists | None = None) -> None:
        asked = {one: Asked(one, given._replace(kinds=(kind.name,))) for one, given in trust.items()}
        alone = {one: one for one in (*OVERVIEW, "primary") if PROPERTIES[one].belongs_to(kind.name)}
        super().__init__(name, {}, asked, otherwise=otherwise, alone=alone)
        self._told = kind.properties()
        self._kind = kind

    def tells(self, row: Property) -> bool:
        """Whether a record of the kind holds the property; see ``Asking``."""
        return row.name in self._told

    def deciding(self) -> Lists:
        """The deprecated lists, if there are any others; see ``Asking``."""
        return DECIDING[self._kind.name]


def _deprecated(kind: Kind, otherwise: KindLists | None = None) -> KindLists:
    trust = {**_BOTH[kind.name], **_DEPRECATED.get(kind.name, {})}
    return KindLists(kind, DEPRECATED, trust, otherwise)


def _current(kind: Kind, otherwise: KindLists | None = None) -> KindLists:
    return KindLists(kind, CURRENT, {**_BOTH[kind.name], **_CURRENT.get(kind.name, {})}, otherwise)


#: What is asked for each kind, first of all the current lists; lookup definitions have none.
ASKING: dict[str, KindLists] = {
    name: _deprecated(kind) if kind == LOOKUPDEFINITION else _current(kind, _deprecated(kind))
    for name, kind in OWN_KINDS.items()
}

#: The same where the server decides something alone, which the overview says of the deprecated lists.
DECIDING: dict[str, KindLists] = {
    name: ASKING[name] if kind == LOOKUPDEFINITION else _deprecated(kind, _current(kind))
    for name, kind in OWN_KINDS.items()
}
