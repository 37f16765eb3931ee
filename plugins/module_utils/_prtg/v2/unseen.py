# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What PRTG's API v2 tells of objects that an account does not see, in the rows of those below them.

A row of the current lists names its parent with id, name and type (seen live), and its path if that is included.
Whether a path leaves out what the account does not see is not known, so both are looked at.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID, PrtgObject, Unseen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import (
    Line,
    path_above,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Transport

_NOWHERE = Line(None, (), None, None)


class Places:
    """Where the objects of a list are, as their rows tell it."""

    def __init__(self) -> None:
        self._places: dict[str, Line] = {}
        self._asked: set[str] = set()

    def keep(self, found_id: str, place: Line, with_path: bool) -> None:
        """Keep where an object is; ``with_path`` if its row was asked for its path."""
        self._places[found_id] = place
        if with_path:
            self._asked.add(found_id)

    def unseen(self, objects: t.Mapping[str, PrtgObject], client: Transport, query: Query) -> Unseen:
        """The parents that rows name and that are none of ``objects``, as far as what is right below tells of them."""
        unseen = Unseen(gaps=any(place.parent is None for one, place in self._places.items() if one != ROOT_ID))
        below: dict[str, PrtgObject] = {}
        for one in objects.values():
            if one.parent_id is None and one.id != ROOT_ID:
                unseen.loose[one.id] = one.id
            elif one.parent_id and one.parent_id not in objects and one.parent_id != ROOT_ID:
                below[one.parent_id] = one
        self._read_paths([one.id for one in below.values()], client, query)
        for one in below.values():
            _add(unseen, objects, one, self._places.get(one.id, _NOWHERE))
        return unseen

    def _read_paths(self, ids: t.Iterable[str], client: Transport, query: Query) -> None:
        """Ask for the paths that nobody asked for yet."""
        places = {one: self._places.get(one, _NOWHERE) for one in ids}
        lacking = [one for one, place in places.items() if one not in self._asked and place.above is None]
        for one in lacking:
            self._places[one] = places[one]
        self._asked.update(lacking)
        for row in client.paths(lacking, query):
            if row["id"] in self._places:
                above = path_above(row)
                told = None if above is None else tuple(above)
                self._places[row["id"]] = self._places[row["id"]]._replace(above=told)


def _add(unseen: Unseen, objects: t.Mapping[str, PrtgObject], found: PrtgObject, place: Line) -> None:
    """Add what ``place`` names above ``found``. What is above the parent is certain if the path has the parent, and if
    that is a probe."""
    above = [one for one in place.above or () if one.id != ROOT_ID]
    parent = place.parent
    certain = bool(above) and above[-1].id == found.parent_id
    if not certain and parent is not None:
        certain = parent.kind == "probe"
        above = [parent] if certain else [*above, parent]
    over: str | None = ROOT_ID if above and above[0].kind in ("probe", None) else None
    for one in above:
        if one.id not in objects and one.name is not None:
            kind = one.kind or ("device" if found.kind == "sensor" and one.id == found.parent_id else "group")
            unseen.parents[one.id] = PrtgObject(one.id, kind, one.name, over)
        over = one.id
    if not certain and found.parent_id is not None:
        unseen.loose[found.parent_id] = found.id
