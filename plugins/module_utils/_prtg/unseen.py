# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Who is below whom where the way up leads through what an account does not see: what the server itself says."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ROOT_ID,
    PrtgObject,
    Tree,
    can_be_above,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer, Query


def settle_below(server: PrtgServer, tree: Tree, ancestor_id: str, query: Query) -> None:
    """Let ``tree`` know what is below ``ancestor_id``, as far as the server says so; ``query`` counts what is asked."""
    if tree.may_hide(ancestor_id):
        seen = [one for one in tree if one.id != ROOT_ID and one.id not in tree.unseen.parents]
        says = server.below(ancestor_id, seen, False, query)
        for one in seen:
            if one.id in says:
                tree.unseen.told.setdefault(one.id, {})[ancestor_id] = says[one.id]
    else:
        _settle(server, tree, ancestor_id, list(tree.unseen.loose), query)


def settle_above(server: PrtgServer, tree: Tree, object_id: str, query: Query) -> None:
    """Let ``tree`` know what is above an object, as far as the server says so; ``query`` counts what is asked."""
    found = tree.get(object_id)
    loose = tree.line(found).loose if found is not None else None
    if loose is not None:
        for one in list(tree):
            if can_be_above(one, loose, object_id) and one.id not in tree.unseen.parents:
                _settle(server, tree, one.id, [loose], query)


def _settle(server: PrtgServer, tree: Tree, ancestor_id: str, loose: t.Sequence[str], query: Query) -> None:
    undecided = []
    for one in loose:
        if ancestor_id in (one, ROOT_ID) or tree.says(one, ancestor_id) is not None:
            continue
        if _is_ruled_out(tree, one, ancestor_id):
            tree.unseen.told.setdefault(one, {})[ancestor_id] = False
        else:
            undecided.append(one)
    if undecided:
        _ask(server, tree, ancestor_id, undecided, query)


def _ask(server: PrtgServer, tree: Tree, ancestor_id: str, undecided: t.Sequence[str], query: Query) -> None:
    """Ask the server, also about what is known to be right below ``ancestor_id``, by which its answer can be judged."""
    seen = ancestor_id in tree and ancestor_id not in tree.unseen.parents
    there = {one: tree.get(tree.unseen.loose[one]) for one in undecided}
    children = [one for one in tree if one.parent_id == ancestor_id and one.id not in tree.unseen.parents]
    objects = {one.id: one for one in (*there.values(), *([] if seen else children)) if one is not None}
    says = server.below(ancestor_id, list(objects.values()), seen, query)
    for one, found in there.items():
        if found is not None and found.id in says:
            tree.unseen.told.setdefault(one, {})[ancestor_id] = says[found.id]


def _is_ruled_out(tree: Tree, loose: str, ancestor_id: str) -> bool:
    """Whether nothing at ``loose`` can be below ``ancestor_id``: that is below it itself, is no container, or belongs
    to another probe."""
    ancestor = tree.get(ancestor_id)
    if ancestor is None:
        return False
    line = tree.line(ancestor)
    if loose in (ancestor_id, *line.ids) or ancestor.kind == "sensor":
        return True
    names = _probe_name(tree, tree.get(loose)), _probe_name(tree, ancestor)
    return None not in names and names[0] != names[1]


def _probe_name(tree: Tree, found: PrtgObject | None) -> str | None:
    """The name of the probe that an object belongs to, if anybody tells."""
    above = [] if found is None else [found, *tree.ancestors(found)]
    return next((one.name for one in above if one.kind == "probe" and one.name), None)
