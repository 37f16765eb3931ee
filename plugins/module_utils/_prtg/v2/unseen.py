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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import Row, parent_of, path_above
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Transport


class Places:
    """Where the objects of a list are, as their rows tell it."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._asked: set[str] = set()

    def keep(self, row: Row, with_path: bool) -> None:
        """Keep what a row tells; ``with_path`` if it was asked for its path."""
        found_id = row["id"]
        self._rows[found_id] = {"id": found_id, "parent": row.get("parent"), "path": row.get("path")}
        if with_path:
            self._asked.add(found_id)

    def unseen(self, objects: t.Mapping[str, PrtgObject], client: Transport, query: Query) -> Unseen:
        """The parents that rows name and that are none of ``objects``, as far as what is right below tells of them."""
        unseen = Unseen(gaps=any(parent_of(row) is None for row in self._rows.values() if row["id"] != ROOT_ID))
        below: dict[str, PrtgObject] = {}
        for one in objects.values():
            if one.parent_id is None and one.id != ROOT_ID:
                unseen.loose[one.id] = one.id
            elif one.parent_id and one.parent_id not in objects and one.parent_id != ROOT_ID:
                below[one.parent_id] = one
        self._read_paths([one.id for one in below.values()], client, query)
        for one in below.values():
            _add(unseen, objects, one, self._rows.get(one.id, {}))
        return unseen

    def _read_paths(self, ids: t.Iterable[str], client: Transport, query: Query) -> None:
        """Ask for the paths that nobody asked for yet."""
        lacking = [one for one in ids if one not in self._asked and path_above(self._rows.get(one, {})) is None]
        self._asked.update(lacking)
        for row in client.paths(lacking, query):
            if row["id"] in self._rows:
                self._rows[row["id"]]["path"] = row.get("path")


def _add(unseen: Unseen, objects: t.Mapping[str, PrtgObject], found: PrtgObject, row: Row) -> None:
    """Add what ``row`` names above ``found``. What is above the parent is certain if the path has the parent, and if
    that is a probe."""
    above = [one for one in path_above(row) or () if one.id != ROOT_ID]
    parent = parent_of(row)
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
