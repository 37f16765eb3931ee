# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What PRTG's API v1 tells of objects that an account does not see, in the rows of those below them.

A row has the id of its parent, and the names of the probe, the group and the device that it belongs to, also of those
that are in no table (recorded: an account that sees no probe, and its groups' column ``probe``, PRTG 18.2.41). Of a
group, the column ``group`` is its own name; of a device right below a probe it is the probe's (PRTG API v1 facts,
fixtures groups.18.2 and devices_default).
"""

from __future__ import annotations

import html
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID, PrtgObject, Tree, Unseen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import IDS_PER_REQUEST
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    CONTENTS,
    IDENTITY_COLUMNS,
    Row,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.store import SEARCH_ORDER, Store
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import Selection

_COLUMNS = ("probe", "group", "device")
_TAG = re.compile(r"<[^>]*>")


class Place(t.NamedTuple):
    """Where an object is, by the names in its own row; empty if the server does not tell."""

    probe: str
    group: str
    device: str


def unseen_of(store: Store, below: dict[str, PrtgObject]) -> Unseen:
    """The parents that rows name and no row is of, as far as the objects right ``below`` them tell of them."""
    places: dict[str, Place] = {}
    for kind in SEARCH_ORDER:
        places.update(_places(store, kind, [one.id for one in below.values() if one.kind == kind]))
    return _Guess(store.tree(), below, places).unseen()


def _places(store: Store, kind: str, ids: list[str]) -> dict[str, Place]:
    """Where the objects with these ids are."""
    if not ids:
        return {}
    selection = Selection(CONTENTS[kind], (*IDENTITY_COLUMNS, *_COLUMNS))
    rows: t.Mapping[str, Row] = {}
    if len(ids) <= IDS_PER_REQUEST:
        few = selection._replace(filters=(("filter_objid", tuple(ids)),))
        rows = store.tables.first_page(few, store.query)
    if not rows.keys() >= set(ids):
        rows = store.tables.whole(selection, store.query, list)
    return {one: Place(*(_name(rows[one], column) for column in _COLUMNS)) for one in ids if one in rows}


def _name(row: Row, column: str) -> str:
    """A name as it is shown: what the column's raw twin holds is not known."""
    return html.unescape(_TAG.sub(" ", row.get(column, ""))).strip()


class _Guess:
    """Makes parents of names. What is above them is certain only if they are probes."""

    def __init__(self, tree: Tree, below: dict[str, PrtgObject], places: dict[str, Place]) -> None:
        self._tree = tree
        self._below = below
        self._places = {parent_id: places[one.id] for parent_id, one in below.items() if one.id in places}
        self._unseen = Unseen(loose={parent_id: one.id for parent_id, one in below.items()})

    def unseen(self) -> Unseen:
        """Do it: probes first, as all others are below one."""
        rest = {parent_id: place for parent_id, place in self._places.items() if place.probe}
        for parent_id in self._probes(rest):
            self._add(parent_id, "probe", rest.pop(parent_id).probe, ROOT_ID)
        for parent_id, place in rest.items():
            kind = self._below[parent_id].kind
            if kind == "group":  # it is below a group of which nobody tells the name
                self._add(parent_id, "group", "", self._probe(place.probe))
            elif kind == "device":
                self._add(parent_id, "group", place.group, self._probe(place.probe))
        for parent_id, place in rest.items():
            if self._below[parent_id].kind == "sensor":
                self._add(parent_id, "device", place.device, self._group(place))
        return self._unseen

    def _add(self, parent_id: str, kind: str, name: str, above: str) -> None:
        self._unseen.parents[parent_id] = PrtgObject(parent_id, kind, name, above)

    def _probes(self, places: dict[str, Place]) -> list[str]:
        """The parents that are probes: certainly of a device that is in no group, and as far as anybody tells of a
        group whose probe no row is of."""
        seen = {one.name for one in self._tree if one.kind == "probe"}
        probes = []
        for parent_id, place in places.items():
            kind = self._below[parent_id].kind
            if kind == "device" and place.group == place.probe:
                self._unseen.loose.pop(parent_id)
                probes.append(parent_id)
            elif kind == "group" and place.probe not in seen:
                probes.append(parent_id)
        return probes

    def _probe(self, name: str) -> str:
        """The id of the probe with this name: of the only one that is known, else of one that is made for it."""
        return self._only(one for one in self._known() if (one.kind, one.name) == ("probe", name)) or self._made(
            "probe", (name,), ROOT_ID
        )

    def _group(self, place: Place) -> str:
        """The id of the group of this place, found like ``_probe``."""
        if place.group in ("", place.probe):
            return self._probe(place.probe)
        tree = Tree(self._tree, unseen=self._unseen)
        same = (
            one
            for one in self._known()
            if (one.kind, one.name) == ("group", place.group) and tree.path(one)[:1] == (place.probe,)
        )
        return self._only(same) or self._made("group", (place.probe, place.group), self._probe(place.probe))

    def _known(self) -> t.Iterator[PrtgObject]:
        yield from self._tree
        yield from self._unseen.parents.values()

    @staticmethod
    def _only(found: t.Iterable[PrtgObject]) -> str | None:
        ids = {one.id for one in found}
        return ids.pop() if len(ids) == 1 else None

    def _made(self, kind: str, path: tuple[str, ...], above: str) -> str:
        """The id, which is none of PRTG's, of an object of which only the path is known."""
        made = f"{kind} {'/'.join(path)}"
        self._unseen.parents.setdefault(made, PrtgObject(made, kind, path[-1], above))
        return made
