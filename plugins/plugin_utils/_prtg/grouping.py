# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The built-in groups of the inventory: made from records in plain Python, without a template."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, ROOT_ID, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import Group, value_group

#: Groupings by a value of the record, and what their group names start with.
VALUE_PREFIXES = {
    "tags": "tag_",
    "parent_tags": "tag_",
    "status": "status_",
    "health": "health_",
    "paused_by": "paused_by_",
    "kind": "kind_",
    "priority": "priority_",
    "location": "location_",
    "sensor_kind": "sensor_kind_",
    "icon": "icon_",
}

#: Groupings by the objects above.
TREE_GROUPINGS = ("tree", "probe")


def icon_name(file_name: str) -> str:
    """What a device's icon shows, such as ``c_os_win`` for ``C_OS_Win.png``: PRTG spells one file in several ways."""
    return file_name.rpartition("/")[2].rsplit(".", 1)[0].lower()


class Grouping:
    """Which groups an object belongs to, for the groupings in ``group_by``; ``groups`` are all that came up.

    ``prefix`` is put before every name.
    """

    def __init__(self, group_by: t.Sequence[str], tree: Tree, prefix: str = "") -> None:
        self._tree = tree
        self._prefix = prefix
        self._values: dict[str, dict[t.Any, Group]] = {start: {} for start in VALUE_PREFIXES.values()}
        by_value = [field for field in group_by if field in VALUE_PREFIXES]
        self._by_value = [(FIELDS.index(field), field, VALUE_PREFIXES[field]) for field in by_value]
        self._by_tree = "tree" in group_by
        self._by_probe = "probe" in group_by
        self._above: dict[str | None, tuple[Group, ...]] = {}
        self._nodes: dict[str, Group] = {}
        self._probes: dict[str, Group] = {}

    @property
    def groups(self) -> list[Group]:
        """Every group that an object was found to belong to, and those above them, parents first."""
        values = [group for known in self._values.values() for group in known.values()]
        return [*self._nodes.values(), *self._probes.values(), *values]

    def of(self, one: PrtgObject) -> list[Group]:
        """The groups that ``one`` belongs to directly."""
        found = list(self._of_parent(one)) if self._by_tree or self._by_probe else []
        for index, field, start in self._by_value:
            value: t.Any = one[index]
            if not value:
                continue
            if field == "icon":
                value = icon_name(value)
            known = self._values[start]
            for item in value if isinstance(value, tuple) else (value,):
                group = known.get(item)
                if group is None:
                    group = known[item] = value_group(self._prefix, start, field, str(item))
                if group not in found:
                    found.append(group)
        return found

    def _of_parent(self, one: PrtgObject) -> tuple[Group, ...]:
        known = self._above.get(one.parent_id)
        if known is None:
            known = self._above[one.parent_id] = self._groups_above(one)
        return known

    def _groups_above(self, one: PrtgObject) -> tuple[Group, ...]:
        above = [node for node in self._tree.ancestors(one) if node.id != ROOT_ID]
        found = []
        if self._by_tree and above:
            nearest = None
            for node in reversed(above):
                nearest = self._node_group(node, nearest)
            found.append(t.cast(Group, nearest))
        if self._by_probe and above:
            found += [self._probe_group(node) for node in above if node.kind == "probe"]
        return tuple(found)

    def _node_group(self, node: PrtgObject, parent: Group | None) -> Group:
        group = self._nodes.get(node.id)
        if group is None:
            path = "_".join(self._tree.path(node))
            name = node.name.strip() or f"{node.kind}_{node.id}"
            raw_names = [f"{self._prefix}{name}", f"{self._prefix}{path}", f"{self._prefix}{path}_{node.id}"]
            group = self._nodes[node.id] = Group(raw_names, f"{node.kind} {node.id} in the tree", parent)
        return group

    def _probe_group(self, node: PrtgObject) -> Group:
        group = self._probes.get(node.id)
        if group is None:
            raw = f"{self._prefix}probe_{node.name}"
            group = self._probes[node.id] = Group([raw, f"{raw}_{node.id}"], f"probe {node.id}")
        return group
