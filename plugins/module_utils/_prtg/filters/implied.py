# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What follows from an expression: for objects of one kind, and of comparisons that a server is trusted with.

What is *implied* holds wherever the whole expression does: whatever it leaves out does not fit, so a server that
filters well saves rows, and one that ignores a filter or answers too much costs rows and nothing else.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import on_nil
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    Node,
    Not,
    Or,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import Trust


def for_kind(node: Node, kind: str) -> Node | bool:
    """What is left of a checked tree when the kind of the object is known, without what the kind decides."""
    if isinstance(node, Comparison):
        return _comparison_for_kind(node, kind)
    if isinstance(node, Not):
        term = for_kind(node.term, kind)
        return (not term) if isinstance(term, bool) else Not(term)
    decisive = isinstance(node, Or)
    terms = []
    for part in node.terms:
        term = for_kind(part, kind)
        if term is decisive:
            return decisive
        if not isinstance(term, bool):
            terms.append(term)
    if not terms:
        return not decisive
    return terms[0] if len(terms) == 1 else type(node)(tuple(terms))


def _comparison_for_kind(node: Comparison, kind: str) -> Node | bool:
    if node.property == "type":
        return (kind in values(node)) is (node.operator != "!=")
    if not PROPERTIES[node.property].belongs_to(kind):
        return on_nil(node)
    return node


def implied(node: Node, trust: t.Mapping[str, Trust], kind: str, wanted: bool = True) -> Node | None:
    """A tree without ``not``, made of trusted comparisons only, that holds wherever ``node`` does.

    With ``wanted`` False: wherever ``node`` does not hold. None if nothing can be said. ``trust`` is by property.
    """
    if isinstance(node, Comparison):
        found = node if wanted else opposite(node)
        return found if found is not None and _trusted(found, trust, kind) else None
    if isinstance(node, Not):
        return implied(node.term, trust, kind, not wanted)
    terms = [implied(term, trust, kind, wanted) for term in node.terms]
    known = [term for term in terms if term is not None]
    if isinstance(node, Or) is wanted:
        return joined(Or, known) if len(known) == len(terms) else None
    return joined(And, known)


def joined(join: type[And | Or], terms: list[Node]) -> Node | None:
    """Some terms as one; None if there are none."""
    if not terms:
        return None
    return terms[0] if len(terms) == 1 else join(tuple(terms))


def opposite(node: Comparison) -> Comparison | None:
    """The comparison that holds exactly where ``node`` does not, if there is one."""
    turned = {"=": "!=", "!=": "="}.get(node.operator)
    return Comparison(node.property, turned, node.value) if turned else None


def _trusted(node: Comparison, trust: t.Mapping[str, Trust], kind: str) -> bool:
    return node.property in trust and trust[node.property].covers(node.operator, values(node), kind)
