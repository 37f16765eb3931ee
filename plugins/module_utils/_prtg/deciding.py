# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What of an expression is left to the server alone (``trust_server``), because no row tells it.

An expression is a conjunction of terms. A term with a comparison that no row tells is sent whole, and is then known to
hold of every row that comes; all other terms are evaluated here as ever. In such a term may stand, beside what only
the server can tell, only what it is trusted to compare exactly: an ``or`` of which one side is sure to be answered too
narrowly would lose objects, and nobody could see that.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.implied import joined, opposite
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    Literal,
    Node,
    Not,
    Or,
    comparisons,
    render,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import IDENTIFIER
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import (
    MAX_TEXT,
    Asking,
    Decider,
    Plan,
    left_to,
    plan,
    plan_trees,
    refused,
    trees_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Undecided

#: Texts that servers compare: others "silently fail to match" (prtg-v2-facts section 6, of names), and how quotation
#: marks and backslashes are escaped is unverified.
_COMPARABLE = re.compile(r'[^\x00-\x1f()\[\]&"\\\x7f-\U0010ffff]{1,100}')


def plan_deciding(
    node: Node,
    asking: Asking,
    kinds: t.Iterable[str],
    source: str | None,
    left: frozenset[str] = frozenset(),
) -> Plan:
    """How to find what fits ``node``, where the server decides alone what no row tells.

    ``left`` are properties that rows could tell and do not: those of other lists of the API are known when they are
    read. Raises FilterError, with the place in ``source``, for what cannot be left to this API.
    """
    kinds = tuple(kinds)
    untold = [part for part in _compared(node, kinds) if not _is_certain(part, asking, left)]
    if not untold:
        found, other = plan(node, asking, kinds, source), asking.otherwise
        if other is None:
            return found
        return dataclasses.replace(found, again=functools.partial(_plan_without_deciding, node, other, kinds, source))
    decider = asking.deciding()
    if decider is None:
        raise _unknown(untold[0], asking, source)
    return _Deciding(node, kinds, source, left).plan(decider)


def _plan_without_deciding(node: Node, asking: Asking, kinds: t.Sequence[str], source: str | None) -> Plan:
    """The same for lists that are there in place of those that were planned for.

    ``Undecided`` if they do not tell what the server could decide.
    """
    untold = {part.property for part in _compared(node, kinds) if not _is_certain(part, asking)}
    if untold.isdisjoint(left_to(asking)):
        return plan(node, asking, kinds, source)
    error = Undecided(f"{asking.name} does not tell {', '.join(sorted(untold))}")
    error.properties = frozenset(untold)
    raise error


def _compared(node: Node, kinds: t.Iterable[str]) -> t.Iterator[Comparison]:
    """The comparisons that some kind is left with."""
    for tree in trees_of(node, kinds).values():
        if not isinstance(tree, bool):
            yield from comparisons(tree)


def _is_certain(part: Comparison, asking: Asking, left: frozenset[str] = frozenset()) -> bool:
    """Whether rows tell what is compared, and it is not ``left`` to the server all the same."""
    return part.property not in left and asking.tells(PROPERTIES[part.property])


def _unknown(part: Comparison, asking: Asking, source: str | None) -> FilterError:
    """The error for what neither a row tells nor the server decides."""
    hint = "Another API of the server may have it."
    return refused(part, source, f"can neither be read nor be asked for over API {asking.name}", hint)


@dataclasses.dataclass(frozen=True)
class _Deciding:
    """An expression on its way to a plan; ``left`` are properties that the server decides whatever rows tell."""

    node: Node
    kinds: tuple[str, ...]
    source: str | None
    left: frozenset[str] = frozenset()

    def plan(self, asking: Decider) -> Plan:
        alone: dict[str, Node] = {}
        here: dict[str, Node | bool] = {}
        for kind, tree in trees_of(self.node, self.kinds).items():
            terms = [] if isinstance(tree, bool) else list(_conjuncts(tree))
            theirs = [term for term in terms if not self._is_ours(term, asking)]
            ours = joined(And, [term for term in terms if term not in theirs])
            here[kind] = True if ours is None else ours
            if theirs:
                alone[kind] = t.cast(Node, joined(And, [self._whole(term, asking, kind) for term in theirs]))
        bare = {kind: asking.decided(None, part) for kind, part in alone.items()}
        taken = max(len(urllib.parse.quote(asked.sent, safe="")) for asked in bare.values()) if bare else 0
        self._refuse_length(taken, len(here))
        found = plan_trees(_of_kinds(here), here, asking, self.source, self._again(asking), taken)
        asked = {kind: asking.decided(found.trusted[kind], part) for kind, part in alone.items() if kind in found.kinds}
        return dataclasses.replace(
            found,
            server={**found.server, **{kind: one.sent for kind, one in asked.items()}},
            alone=alone,
            bare={kind: one.bare for kind, one in asked.items()},
            contrary={kind: one.contrary for kind, one in asked.items()},
        )

    def _again(self, asking: Decider) -> t.Callable[[], Plan] | None:
        """What the server decides it does whichever list answers, so that the same is evaluated here."""
        if asking.otherwise is None:
            return None
        parts = _compared(self.node, self.kinds)
        untold = {part.property for part in parts if not _is_certain(part, asking, self.left)}
        return functools.partial(dataclasses.replace(self, left=self.left | untold).plan, asking.otherwise)

    def _is_ours(self, term: Node, asking: Asking) -> bool:
        return all(_is_certain(part, asking, self.left) for part in comparisons(term))

    def _refuse_length(self, taken: int, kinds: int) -> None:
        if taken > MAX_TEXT // max(kinds, 1):
            raise FilterError(
                "Filter: what is left to PRTG alone is too long for one request",
                hint="Ask for parts of it, in several tasks.",
            )

    def _whole(self, node: Node, asking: Decider, kind: str, wanted: bool = True) -> Node:
        """``node`` (its opposite, without ``wanted``) in comparisons that the server is asked, ``not`` before them."""
        if isinstance(node, Comparison):
            return self._comparison(node, asking, kind, wanted)
        if isinstance(node, Not):
            return self._whole(node.term, asking, kind, not wanted)
        terms = tuple(self._whole(term, asking, kind, wanted) for term in node.terms)
        return And(terms) if isinstance(node, And) is wanted else Or(terms)

    def _comparison(self, part: Comparison, asking: Decider, kind: str, wanted: bool) -> Node:
        if not _is_certain(part, asking, self.left):
            self._refuse_unasked(part, asking)
            return part if wanted else Not(part)
        found = part if wanted else opposite(part)
        trust = asking.trust.get(part.property)
        if found is None or trust is None or trust.doubtful or not trust.covers(found.operator, values(found), kind):
            raise refused(
                part,
                self.source,
                "cannot be asked of PRTG with certainty, and stands in an or with what PRTG alone can tell",
                "Ask for each side of the or in a task of its own.",
            )
        return found

    def _refuse_unasked(self, part: Comparison, asking: Decider) -> None:
        """FilterError for what the server does not know, or is known not to compare."""
        if part.property not in asking.alone:
            raise _unknown(part, asking, self.source)
        wrong = [value for value in values(part) if isinstance(value, str) and not _COMPARABLE.fullmatch(value)]
        if wrong:
            raise refused(
                part,
                self.source,
                "is compared by PRTG alone, which finds nothing for some texts",
                "Take one of up to 100 characters, without brackets, quotation marks, & and letters beyond ASCII.",
            )


def _conjuncts(node: Node, wanted: bool = True) -> t.Iterator[Node]:
    """The terms that all have to hold where ``node`` does (or, without ``wanted``, does not)."""
    if isinstance(node, Not):
        yield from _conjuncts(node.term, not wanted)
    elif isinstance(node, And if wanted else Or):
        for term in node.terms:
            yield from _conjuncts(term, wanted)
    else:
        yield node if wanted else Not(node)


def _of_kinds(trees: t.Mapping[str, Node | bool]) -> Node | None:
    """One tree that says for each kind what its own says; None if all of it fits."""
    found = [tree for tree in trees.values() if not isinstance(tree, bool)]
    if not found:
        return None
    if len(found) == len(trees) and len(set(map(render, found))) == 1:
        return found[0]
    kinds = {kind: Comparison("type", "=", Literal(IDENTIFIER, kind)) for kind in trees}
    terms: list[Node] = [
        kinds[kind] if isinstance(tree, bool) else And((kinds[kind], tree)) for kind, tree in trees.items()
    ]
    return joined(Or, terms)
