# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Checked trees as text for a server of API v2, in the names of either generation.

Sources: prtg-v2-facts section 6. ``in`` is written only where live servers took it or the reference names it; elsewhere
the values are joined with ``or``, which means the same. The current lists have own and inherited tags apart.
"""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import mistake
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    PROPERTIES,
    V2_CLASSIC,
    V2_CURRENT,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    Comparison,
    List,
    Node,
    Not,
    Or,
    render,
)

#: Properties that servers take with ``in``: seen on live servers (classic), named by the reference (current).
_LISTABLE = {
    V2_CLASSIC: ("name", "parentid", "status"),
    V2_CURRENT: ("name", "parentid", "status", "dnsname", "basic.hostv6"),
}


def render_for(node: Node, dialect: str) -> str:
    """``node`` in the names of ``dialect`` (V2_CLASSIC or V2_CURRENT); FilterError where it has none."""
    return render(_translated(node, dialect))


def _translated(node: Node, dialect: str) -> Node:
    if isinstance(node, Comparison):
        return _comparison(node, dialect)
    if isinstance(node, Not):
        return Not(_translated(node.term, dialect))
    return type(node)(tuple(_translated(term, dialect) for term in node.terms))


def _comparison(node: Comparison, dialect: str) -> Node:
    row = PROPERTIES[node.property]
    name = row.name_in(dialect)
    if name is None:
        text = render(node)
        raise mistake(text, 0, f"API {dialect} cannot be asked for {row.name}", end=len(row.name))
    named = Comparison(name, node.operator, node.value)
    if row.name == "tags" and dialect == V2_CURRENT:
        return Or((named, Comparison("basic.parenttags", node.operator, node.value)))
    if isinstance(node.value, List) and row.name not in _LISTABLE[dialect]:
        alternatives = tuple(Comparison(name, "=", item) for item in node.value.items)
        return alternatives[0] if len(alternatives) == 1 else Or(alternatives)
    return named
