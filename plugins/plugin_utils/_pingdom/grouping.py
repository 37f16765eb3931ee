# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The built-in groups of an inventory of checks: made from records in plain Python, without a template."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import Group, value_group
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.records import Monitored

#: What a region is called where none is chosen: such a check is tested from all of them.
EVERY_REGION = "all"


def _regions(one: Monitored) -> t.Iterator[str]:
    for check in one.checks:
        yield from check["probe_filters"] or (EVERY_REGION,)


#: The groupings of ``group_by``: what names of groups start with, and the values of a host.
GROUPINGS: dict[str, tuple[str, t.Callable[[Monitored], t.Iterable[t.Any]]]] = {
    "tags": ("tag_", lambda one: one.tags),
    "auto_tags": ("tag_", lambda one: one.auto_tags),
    "type": ("type_", lambda one: [check["type"] for check in one.checks]),
    "status": ("status_", lambda one: [one.status]),
    "region": ("region_", _regions),
    "host": ("host_", lambda one: [one.host]),
    "resolution": ("resolution_", lambda one: [check["resolution"] for check in one.checks]),
    "severity_level": ("severity_", lambda one: [check["severity_level"] for check in one.checks]),
}


class Grouping:
    """Which groups a host belongs to, for the groupings in ``group_by``; ``prefix`` is put before every name."""

    def __init__(self, group_by: t.Iterable[str], prefix: str = "") -> None:
        self._groupings = [(field, *GROUPINGS[field]) for field in group_by]
        self._prefix = prefix
        self._known: dict[tuple[str, str], Group] = {}

    @property
    def groups(self) -> list[Group]:
        """Every group that a host was found to belong to."""
        return [*self._known.values()]

    def of(self, one: Monitored) -> list[Group]:
        """The groups that ``one`` belongs to; what is not known, or empty, makes none."""
        found: dict[Group, None] = {}
        for field, start, values in self._groupings:
            for value in values(one):
                if value not in (None, ""):
                    found[self._group(field, start, str(value))] = None
        return [*found]

    def _group(self, field: str, start: str, value: str) -> Group:
        known = self._known.get((start, value))
        if known is None:
            known = self._known[start, value] = value_group(self._prefix, start, field, value)
        return known
