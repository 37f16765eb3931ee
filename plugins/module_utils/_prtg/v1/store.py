# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The tables that one ``read`` over PRTG's API v1 has asked for, and the objects that came."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ROOT_ID,
    PrtgObject,
    Tree,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    TREE_MEMBER_FIELDS,
    Need,
    Query,
    in_batches,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    CONTENTS,
    Reader,
    columns_for,
    read_summary,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import Selection, TableReader
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import Row

#: The order in which objects are looked for: most are sensors and devices.
SEARCH_ORDER = ("sensor", "device", "group", "probe")

PARALLEL_TABLES = 2


class _Made(t.NamedTuple):
    """What is kept of a row."""

    object: PrtgObject | None
    summary: dict[str, int | None] | None


_NOTHING = _Made(None, None)


class Store:
    """Asks for tables and keeps what comes, by kind and id. ``asked`` is the last selection of each table."""

    def __init__(self, tables: TableReader, base_url: str, need: Need) -> None:
        self.tables = tables
        self.need = need
        self.query = Query()
        self.objects: dict[str, dict[str, PrtgObject]] = {kind: {} for kind in SEARCH_ORDER}
        self.asked: dict[str, Selection] = {}
        self.summaries: dict[str, dict[str, int | None]] = {}
        self._base_url = base_url

    def everything(self) -> t.Iterator[PrtgObject]:
        """Every object that came."""
        return (found for kind in SEARCH_ORDER for found in self.objects[kind].values())

    def tree(self) -> Tree:
        """All of them as a tree."""
        return Tree(self.everything())

    def unseen_parents(self, kinds: t.Iterable[str] = SEARCH_ORDER) -> dict[str, PrtgObject]:
        """The ids of parents that rows of these kinds name and no row is of, each with an object right below it."""
        seen = {ROOT_ID, *(found.id for found in self.everything())}
        return {
            found.parent_id: found
            for kind in kinds
            for found in self.objects[kind].values()
            if found.parent_id is not None and found.parent_id not in seen
        }

    def has_whole(self, kind: str) -> bool:
        """Whether a table was read as a whole, or as far as it is ``under`` what is wanted."""
        asked = self.asked.get(kind)
        return asked is not None and not asked.filters and asked.scope in (None, self.need.under)

    def read_whole(self, kind: str, scope: str | None = None) -> None:
        """Everything of a kind, or everything that is also below ``scope``; once."""
        if not self.has_whole(kind):
            self.read_table(kind, self.selection(kind, scope))

    def read_table(self, kind: str, selection: Selection) -> None:
        """All rows of a selection, whether it was read before or not."""
        self.asked[kind] = selection
        self._keep(kind, self.tables.whole(selection, self.query, self._maker(kind)))

    def read_together(self, scopes: dict[str, str | None]) -> None:
        """Whole tables at the same time, by kind; not the first of a server, lest wrong credentials be sent often."""
        selections = {kind: self.selection(kind, scope) for kind, scope in scopes.items() if kind not in self.asked}
        self.asked.update(selections)
        queries = {kind: Query() for kind in selections}
        read = in_parallel(
            lambda kind: self.tables.whole(selections[kind], queries[kind], self._maker(kind)),
            selections,
            PARALLEL_TABLES,
        )
        for kind, made in zip(selections, read):
            self.query.add(queries[kind])
            self._keep(kind, made)

    def read_some(self, kind: str, ids: t.Collection[str]) -> None:
        """Objects by their ids; who is not in the answer may exist all the same."""
        for batch in in_batches(sorted(ids, key=int)):
            rows = self.tables.first_page(self.selection(kind, filter_objid=tuple(batch)), self.query)
            self._keep_rows(kind, {row_id: row for row_id, row in rows.items() if row_id in ids})

    def read_first(self, kind: str, count: int) -> None:
        """A few objects of a kind, whichever these are. (Before the first probe the core server may come.)"""
        few = None if CONTENTS[kind].type_raw else count
        self._keep_rows(kind, self.tables.first_page(self.selection(kind)._replace(page_size=few), self.query))

    def selection(self, kind: str, scope: str | None = None, **filters: tuple[str, ...]) -> Selection:
        """The table of a kind with the columns that are wanted of it."""
        columns = columns_for(kind, self._fields(kind), self.need.summary)
        return Selection(CONTENTS[kind], columns, scope, tuple(filters.items()))

    def _fields(self, kind: str) -> frozenset[str]:
        asked = self.need.fields if kind in self.need.kinds else frozenset()
        return asked | TREE_MEMBER_FIELDS if self.need.needs_tree and kind != "sensor" else asked

    def _maker(self, kind: str) -> t.Callable[[t.Sequence[Row]], list[_Made]]:
        """What makes of rows what is kept of them: nothing of one that does not belong to its table."""
        read, holds = Reader(kind, self._fields(kind), self._base_url), CONTENTS[kind].holds
        counted = self.need.summary and kind != "sensor"

        def make(rows: t.Sequence[Row]) -> list[_Made]:
            own = [holds(row) for row in rows]
            made = iter(read([row for row, is_own in zip(rows, own) if is_own]))
            return [
                _Made(next(made), read_summary(row) if counted else None) if is_own else _NOTHING
                for row, is_own in zip(rows, own)
            ]

        return make

    def _keep_rows(self, kind: str, rows: t.Mapping[str, Row]) -> None:
        self._keep(kind, dict(zip(rows, self._maker(kind)(list(rows.values())))))

    def _keep(self, kind: str, made: t.Mapping[str, _Made]) -> None:
        for row_id, (one, summary) in made.items():
            if one is not None:
                self.objects[kind][row_id] = one
            if summary is not None:
                self.summaries[row_id] = summary
