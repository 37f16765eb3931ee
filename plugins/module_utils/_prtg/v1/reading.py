# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One ``read`` over PRTG's API v1: which tables to ask for, narrow or whole, and which of the rows were meant."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree, Unseen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    CONTAINERS,
    IDS_PER_REQUEST,
    PLAIN_NAME,
    Need,
    Snapshot,
    asked_for,
    completed,
    untold_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.store import SEARCH_ORDER, Store
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import TableReader

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan

#: More text of names than this is not put into one URL.
_NAMES_LENGTH = 4000


class Reading:
    """One ``read``: asks for tables, narrow or whole, each at most once unless it comes empty."""

    def __init__(self, tables: TableReader, base_url: str, need: Need) -> None:
        self._store = Store(tables, base_url, need)
        self._need = need

    def snapshot(self) -> Snapshot:
        """Do it."""
        need, store = self._need, self._store
        if need.needs_tree:
            store.read_whole("probe")
            kinds = [] if self._narrows else [kind for kind in self._kinds() if kind != "group"]
            store.read_together({"group": None, **dict.fromkeys(kinds, need.under)})
        self._read_wanted()
        doubtful = [kind for kind in self._kinds() if self._is_doubtful(kind)]
        if doubtful:
            # delayed, since few tables come empty: 2 % of starting a module (bench imports)
            from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.doubt import ask_again

            ask_again(store, doubtful, self._missing)
        if need.needs_tree:
            self._read_parents()
        tree = Tree(store.everything(), unseen=self._unseen() if need.tree or "path" in need.fields else None)
        asked = sorted(self._asked_for(tree), key=lambda found: int(found.id))
        objects = completed(asked, tree, need.fields)
        summaries = {found.id: store.summaries[found.id] for found in objects if found.id in store.summaries}
        return Snapshot(objects, tree, store.query, summaries, untold=untold_of(objects, tree, self._unlisted()))

    def _unseen(self) -> Unseen | None:
        """What rows tell of parents that the account does not see."""
        below = self._store.unseen_parents(reversed(SEARCH_ORDER))  # what is nearest to a sensor tells most
        if not below:
            return None
        # delayed, since most accounts see everything: 2 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.unseen import unseen_of

        return unseen_of(self._store, below)

    @property
    def _narrows(self) -> bool:
        """Whether a server may be asked for less than whole tables of the wanted kinds."""
        need = self._need
        return need.ids is not None or need.names is not None or need.filter is not None

    def _kinds(self) -> list[str]:
        return [kind for kind in SEARCH_ORDER if kind in self._need.kinds]

    def _unlisted(self) -> tuple[str, ...]:
        """The kinds of which the server lists nothing, although it was asked for everything."""
        asked, objects = self._store.asked, self._store.objects
        return tuple(kind for kind in CONTAINERS if kind in asked and asked[kind].is_whole and not objects[kind])

    def _asked_for(self, tree: Tree) -> list[PrtgObject]:
        """Of all rows that came, those that fit: what servers do with filters cannot be relied on."""
        is_asked_for = asked_for(self._need)
        return [
            found
            for kind in self._kinds()
            for found in self._store.objects[kind].values()
            if is_asked_for(found) and self._may_be_under(found, tree)
        ]

    def _may_be_under(self, found: PrtgObject, tree: Tree) -> bool:
        under = self._need.under
        if under is None or not self._need.needs_tree:
            return True
        return found.id == under or tree.is_below(found, under) is not False

    def _read_wanted(self) -> None:
        need = self._need
        if need.ids is not None:
            self._read_ids()
        elif need.names is not None:
            self._read_names(need.names)
        elif need.filter is not None:
            self._read_filtered(need.filter)
        else:
            for kind in self._kinds():
                self._store.read_whole(kind, need.under)

    def _is_doubtful(self, kind: str) -> bool:
        """Whether a table came empty, and what was looked for may have been in it."""
        need = self._need
        if kind not in self._store.asked or self._store.objects[kind]:
            return False
        if need.ids is not None:
            return bool(self._missing())
        for_its_own_sake = self._store.asked[kind].is_whole and not (need.needs_tree and kind in ("probe", "group"))
        return need.names is None or for_its_own_sake or not self._has_names(need.names)

    def _read_ids(self) -> None:
        if len(set(self._need.ids or ())) <= IDS_PER_REQUEST:
            for kind in self._kinds():
                missing = self._missing()
                if missing and kind not in self._store.asked:
                    self._store.read_some(kind, missing | self._missing_parents() if kind == "device" else missing)
        for kind in self._kinds():
            if self._missing():
                self._store.read_whole(kind)

    def _missing(self) -> set[str]:
        """The ids that were asked for and did not come yet."""
        return set(self._need.ids or ()).difference(*(self._store.objects[kind] for kind in self._kinds()))

    def _read_names(self, names: tuple[str, ...]) -> None:
        """By name where the server can be asked for it; that a name does not exist is only believed of whole tables."""
        store, under = self._store, self._need.under
        simple = len(names) <= IDS_PER_REQUEST and len("".join(names)) <= _NAMES_LENGTH
        if simple and all(PLAIN_NAME.fullmatch(name) for name in names):
            for kind in self._kinds():
                if kind not in store.asked:
                    store.read_table(kind, store.selection(kind, under, filter_name=names))
            if self._has_names(names):
                return
        for kind in self._kinds():
            store.read_whole(kind, under)

    def _has_names(self, names: tuple[str, ...]) -> bool:
        there = {found.name for kind in self._kinds() for found in self._store.objects[kind].values()}
        return there.issuperset(names)

    def _read_filtered(self, how: Plan) -> None:
        """What the plan of a filter trusts this API with; the rest is evaluated by whoever asked.

        A scope that brings nothing is not believed unless the account sees the object whose scope it is: what is below
        an object that it does not see may not be in that scope (unverified).
        """
        store, under = self._store, self._need.under
        scopes: dict[str, str] = {}
        for kind in (kind for kind in self._kinds() if kind in how.server):
            parameters = how.server[kind]
            if not isinstance(parameters, tuple) or kind in store.asked:
                store.read_whole(kind, under)
                continue
            filters: dict[str, tuple[str, ...]] = {}
            for name, value in parameters:
                filters[name] = (*filters.get(name, ()), value)
            if under is None:
                scopes.update((kind, scope) for scope in filters.get("id", ()))
            filters.pop("id", None)
            store.read_table(kind, store.selection(kind, under or scopes.get(kind), **filters))
        seen = {one.id for one in store.everything()}
        if not any(store.objects[kind] for kind in scopes) and not seen.intersection(scopes.values()):
            for kind in scopes:
                store.read_whole(kind, under)

    def _read_parents(self) -> None:
        """The devices of the sensors that were found."""
        missing = self._missing_parents()
        if 0 < len(missing) <= IDS_PER_REQUEST:
            self._store.read_some("device", missing)
        if self._missing_parents():
            self._store.read_whole("device", self._need.under)

    def _missing_parents(self) -> set[str]:
        if not self._need.needs_tree or self._store.has_whole("device"):
            return set()
        parents = {found.parent_id for found in self._store.objects["sensor"].values() if found.parent_id is not None}
        return parents - self._store.objects["device"].keys()
