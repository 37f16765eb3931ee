# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an expression means: a checked tree becomes a function that tells whether an object fits.

The function answers True, False or None. None is *unknown*: the answer depends on a field that nobody read
(``UNREAD``), on a place in the tree that is not known, or on a value that every object has and the API did not tell.

An object without a value (nil) equals nothing but nil, differs from every other value, and is neither less nor greater
than anything; ``not(...)`` is always the exact opposite. A property that objects of this kind do not have is nil. Empty
text is nil and nil is false, because the APIs leave out or send either.
"""

from __future__ import annotations

import operator
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES, Property
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.similarity import similar_to
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    Comparison,
    Node,
    Not,
    Or,
    comparisons,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    BOOLEAN,
    FIELDS,
    ROOT_ID,
    STATUS_BY_TOKEN,
    TEXT,
    UNREAD,
    PrtgObject,
    Tree,
    can_be_above,
    is_id,
)

#: Whether an object fits; None: it cannot be told.
Answer = t.Optional[bool]
Predicate = t.Callable[[PrtgObject], Answer]

#: What makes the function for a comparison, or for its opposite where it is not wanted.
_Leaf = t.Callable[[Comparison, bool], Predicate]

_TREE_PROPERTIES = ("ancestors", "descendants")
_ORDERINGS: dict[str, t.Callable[[t.Any, t.Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_EMPTY: dict[str, t.Any] = {TEXT: "", BOOLEAN: False}
_KIND = FIELDS.index("kind")


class Selection(t.NamedTuple):
    """What an expression says of some objects: those that fit, and those of which it cannot be told."""

    kept: list[PrtgObject]
    unknown: list[PrtgObject]


def compile_filter(node: Node, tree: Tree | None = None) -> Predicate:
    """The function that a checked tree stands for.

    ``tree`` answers ``ancestors`` and ``descendants``; without it these are unknown. It must not change any more.
    """
    return _compiled(node, lambda part, wanted: _comparison(part, tree, wanted), True)


def compile_for(node: Node, places: t.Mapping[str, int]) -> t.Callable[[tuple[t.Any, ...]], Answer]:
    """The same for rows of values that are no objects; ``places`` has where the value of each property is."""
    return t.cast(
        "t.Callable[[tuple[t.Any, ...]], Answer]",
        _compiled(node, lambda part, wanted: _of_row(part, places, wanted), True),
    )


def _of_row(node: Comparison, places: t.Mapping[str, int], wanted: bool) -> Predicate:
    if node.property not in places:
        return lambda found: None
    return _compared(node, PROPERTIES[node.property], places[node.property], wanted)


def _compiled(node: Node, leaf: _Leaf, wanted: bool) -> Predicate:
    """The function for ``node``, or with ``wanted`` False for its opposite: negation costs nothing at run time."""
    if isinstance(node, Comparison):
        return leaf(node, wanted)
    if isinstance(node, Not):
        return _compiled(node.term, leaf, not wanted)
    terms = tuple(_compiled(term, leaf, wanted) for term in node.terms)
    decisive = isinstance(node, Or) is wanted
    if len(terms) == 2:
        return _pair(*terms, decisive)
    return _triple(*terms, decisive) if len(terms) == 3 else _row(terms, decisive)


def select(node: Node, objects: t.Iterable[PrtgObject], tree: Tree | None = None) -> Selection:
    """The objects that fit, in their order, and those of which it cannot be told."""
    fits = compile_filter(node, tree)
    kept: list[PrtgObject] = []
    unknown: list[PrtgObject] = []
    for found in objects:
        answer = fits(found)
        if answer:
            kept.append(found)
        elif answer is None:
            unknown.append(found)
    return Selection(kept, unknown)


def fields_needed(node: Node) -> frozenset[str]:
    """The record fields that deciding the expression takes."""
    return frozenset(field for part in comparisons(node) for field in PROPERTIES[part.property].fields)


def needs_tree(node: Node) -> bool:
    """Whether deciding the expression takes the objects above as well; the root is above every other object."""
    return any(part.property in _TREE_PROPERTIES and values(part)[0] != ROOT_ID for part in comparisons(node))


def _pair(first: Predicate, second: Predicate, decisive: bool) -> Predicate:
    """``and`` (``decisive`` False) or ``or`` (True) of two: the decisive answer wins, then unknown."""

    def pair(found: PrtgObject) -> Answer:
        if (answer := first(found)) is decisive or (other := second(found)) is decisive:
            return decisive
        return None if answer is None or other is None else not decisive

    return pair


def _triple(first: Predicate, second: Predicate, third: Predicate, decisive: bool) -> Predicate:
    """The same of three: a loop over so few costs more than their work."""

    def triple(found: PrtgObject) -> Answer:
        if (
            (answer := first(found)) is decisive
            or (other := second(found)) is decisive
            or (last := third(found)) is decisive
        ):
            return decisive
        return None if answer is None or other is None or last is None else not decisive

    return triple


def _row(terms: tuple[Predicate, ...], decisive: bool) -> Predicate:
    """The same of any number."""

    def row(found: PrtgObject) -> Answer:
        result: Answer = not decisive
        for term in terms:
            answer = term(found)
            if answer is decisive:
                return decisive
            if answer is None:
                result = None
        return result

    return row


def _comparison(node: Comparison, tree: Tree | None, wanted: bool) -> Predicate:
    row = PROPERTIES[node.property]
    if row.name in _TREE_PROPERTIES:
        return _placed(row.name, values(node)[0], tree, wanted)
    if not row.fields:
        return _unreadable(row, on_nil(node) is wanted)
    fields = tuple(map(FIELDS.index, row.fields))
    if node.operator == "contains":
        return _contains(fields[0], fields[-1], values(node)[0], wanted)
    if row.joined:
        return _joined(fields[0], _compared(node, row, 0, wanted))
    term = _compared(node, row, fields[0], wanted)
    return term if row.kinds is None else _limited(term, row.kinds, on_nil(node) is wanted)


def _compared(node: Comparison, row: Property, field: int, wanted: bool) -> Predicate:
    """What compares the value at the place ``field``."""
    if node.operator in _ORDERINGS:
        return _ordered(field, _ORDERINGS[node.operator], values(node)[0], wanted)
    if node.operator == "matches":
        return _similar(field, similar_to(values(node)[0]), wanted, row.definite)
    return _among(field, _accepted(node, row), (node.operator != "!=") is wanted, row.definite)


def _joined(field: int, term: Predicate) -> Predicate:
    """``term`` on the names of a list, with slashes in between."""

    def joined(found: PrtgObject) -> Answer:
        names: t.Any = found[field]
        return term(t.cast(PrtgObject, (names if names is UNREAD or names is None else "/".join(names),)))

    return joined


def on_nil(node: Comparison) -> bool:
    """What a comparison says of an object that has no value."""
    if node.operator == "matches":
        return similar_to(values(node)[0])("")
    if node.operator in ("=", "!=", "in"):
        return (None in _accepted(node, PROPERTIES[node.property])) is (node.operator != "!=")
    return False


def _unreadable(row: Property, absent: bool) -> Predicate:
    """Of a property that no record holds, all that is known is which kinds have none."""

    def unreadable(found: PrtgObject) -> Answer:
        return None if row.belongs_to(found.kind) else absent

    return unreadable


def _limited(term: Predicate, kinds: tuple[str, ...], absent: bool) -> Predicate:
    def limited(found: PrtgObject) -> Answer:
        return term(found) if found[_KIND] in kinds else absent

    return limited


def _accepted(node: Comparison, row: Property) -> frozenset[t.Any]:
    """Every value of a record that equals one of the values on the right.

    A status is taken as token, in the spelling of v2 answers and as v1 number. Empty text, and a mark that is not set,
    are nil.
    """
    accepted = set(values(node))
    if row.name == "status":
        for status in [STATUS_BY_TOKEN[token] for token in accepted if token is not None]:
            accepted |= {status.answer, status.code, str(status.code)}
    empty = {None, _EMPTY.get(row.type)}
    if accepted & empty:
        accepted |= empty
    return frozenset(accepted - {None} if row.definite else accepted)


def _among(field: int, accepted: frozenset[t.Any], inside: bool, definite: bool) -> Predicate:
    outside = not inside

    def among(found: PrtgObject) -> Answer:
        value = found[field]
        if value in accepted:
            return inside
        return None if value is UNREAD or (definite and value is None) else outside

    return among


def _ordered(field: int, compare: t.Callable[[t.Any, t.Any], bool], limit: float, wanted: bool) -> Predicate:
    unwanted = not wanted

    def ordered(found: PrtgObject) -> Answer:
        value = found[field]
        if value is UNREAD:
            return None
        return wanted if value is not None and compare(value, limit) else unwanted

    return ordered


def _similar(field: int, similar: t.Callable[[str], bool], wanted: bool, definite: bool) -> Predicate:
    def matches(found: PrtgObject) -> Answer:
        value: t.Any = found[field]
        if value is UNREAD or (definite and value is None):
            return None
        return similar(value or "") is wanted

    return matches


def _contains(own: int, inherited: int, text: str, wanted: bool) -> Predicate:
    unwanted = not wanted

    def contains(found: PrtgObject) -> Answer:
        mine: t.Any = found[own]
        if mine and text in mine:
            return wanted
        above: t.Any = found[inherited]
        if above and text in above:
            return wanted
        return None if mine is UNREAD or above is UNREAD else unwanted

    return contains


def _placed(relation: str, object_id: str, tree: Tree | None, wanted: bool) -> Predicate:
    place = _below(object_id, tree) if relation == "ancestors" else _above(object_id, tree)
    if wanted:
        return place

    def elsewhere(found: PrtgObject) -> Answer:
        answer = place(found)
        return None if answer is None else not answer

    return elsewhere


def _below(wanted: str, tree: Tree | None) -> Predicate:
    """``ancestors contains``: remembers the answer for each object that it passes on the way up."""
    if wanted == ROOT_ID:
        return lambda found: found.id != ROOT_ID
    if tree is not None and tree.may_hide(wanted):
        return lambda found: found.id != ROOT_ID and tree.says(found.id, wanted)
    known: dict[str, Answer] = {ROOT_ID: False, wanted: True}
    loose = tree.unseen.loose if tree is not None else {}

    def below(found: PrtgObject) -> Answer:
        if found.id in (ROOT_ID, wanted):
            return False
        if tree is not None and found.id in loose:
            return tree.says(found.id, wanted)
        passed: list[str] = []
        above = found.parent_id
        while above and above not in known and above not in passed:
            passed.append(above)
            if tree is None or above in loose:
                break
            parent = tree.get(above)
            above = parent.parent_id if parent is not None else None
        answer = known.get(above) if above else None
        if tree is not None and above in loose and answer is None:
            answer = tree.says(str(above), wanted)
        known.update(dict.fromkeys(passed, answer))
        return answer

    return below


def _above(wanted: str, tree: Tree | None) -> Predicate:
    """``descendants contains``: the objects above the one that is named, found once."""
    if not is_id(wanted) or wanted == ROOT_ID or (tree is not None and wanted in tree.absent):
        return lambda found: False
    start = tree.get(wanted) if tree is not None else None
    if start is None or tree is None:
        return lambda found: None
    ids, whole, loose = tree.line(start)
    line = frozenset(ids)

    def above(found: PrtgObject) -> Answer:
        if found.id in line or found.id == ROOT_ID:
            return True
        if whole or (loose and not can_be_above(found, loose, wanted)):
            return False
        return tree.says(loose, found.id) if loose else None

    return above
