# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which part of an expression a server is asked, and what is evaluated here.

The server's part is *implied* by the whole expression: whatever it leaves out does not fit, so a server that filters
well saves rows, and one that ignores a filter or answers too much costs rows and nothing else. Every row is evaluated
again here. What servers are known to answer too little for is never sent:

* API v1: ``filter_objid`` (nothing on 20.1.57), text that is not plain (brackets, parentheses, commas), ``@neq``,
  ``@above`` and ``@below`` on text, ``active`` (a timed pause may show either flag), anything about probes.
* API v2: text that is not plain (brackets, ``&``, non-ASCII: "silently fail to match"), ``matches``, a status of
  anything but sensors (devices and groups may carry ``SUMMED_INFO_`` states), ``!=`` on what may have no value, tags on
  classic lists (whether inherited ones count is unknown), ``ancestors`` on current lists (unproven).

Sources: prtg-v1-facts section 2.5, prtg-v2-facts section 6.
"""

from __future__ import annotations

import dataclasses
import math
import operator
import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import mistake
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import (
    fields_needed,
    needs_tree,
    on_nil,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    DIALECTS,
    PROPERTIES,
    V1,
    V2_CLASSIC,
    V2_CURRENT,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.render import render_for
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    Node,
    Not,
    Or,
    comparisons,
    render,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    KINDS,
    ROOT_ID,
    STATUS_BY_TOKEN,
    is_id,
)

#: Values of one property that one request names at most.
MAX_VALUES = 100

#: Characters of the filters of one request at most, escaped as they are in its URL: no server is known to say how much
#: it takes, and common ones take 8,190 for the whole first line.
MAX_TEXT = 6000

#: Parameters of API v1 in their order; a repeated one means any of its values.
Parameters = tuple[tuple[str, str], ...]
#: What a server is asked for one kind: v1 parameters or a v2 filter; None: everything.
ServerPart = t.Union[Parameters, str, None]


@dataclasses.dataclass(frozen=True)
class Plan:
    """How to find what an expression selects.

    ``kinds`` are the kinds that can hold a match, ``server`` what to ask for each. ``residual`` is what every row is
    evaluated with (None: the kinds alone decide), ``here`` the part of it that only this side can tell. ``fields`` are
    the record fields for it; with ``tree`` it takes the objects above as well, and the objects ``known`` (ids) with
    everything above them, whatever their kind. ``doubtful``: a server was asked for a text, and "no match" is then
    unproven (prtg-v2-facts section 6): if nothing fits, read again without the server's part.
    """

    dialect: str
    kinds: tuple[str, ...]
    server: t.Mapping[str, ServerPart]
    fields: frozenset[str]
    residual: Node | None
    here: Node | None
    tree: bool
    known: tuple[str, ...]
    doubtful: bool

    def explain(self) -> dict[str, t.Any]:
        """The plan as plain data for a result: what each kind is asked for, and what is evaluated here."""
        return {
            "kinds": list(self.kinds),
            "server": {kind: _described(part) for kind, part in self.server.items()},
            "here": render(self.here) if self.here is not None else None,
        }


def plan(node: Node, dialect: str, kinds: t.Iterable[str] = KINDS, source: str | None = None) -> Plan:
    """How to find, over ``dialect``, the objects of ``kinds`` that fit a checked tree.

    Raises FilterError for a property that records read over this API do not hold, with the place in ``source``, the
    text that the tree was read from, if that is given.
    """
    if dialect not in DIALECTS:
        raise ValueError(dialect)
    decided = {kind: for_kind(node, kind) for kind in kinds}
    open_kinds = {kind: found for kind, found in decided.items() if found is not False}
    trees = [tree for tree in open_kinds.values() if not isinstance(tree, bool)]
    for kind, tree in open_kinds.items():
        if not isinstance(tree, bool):
            _refuse_unreadable(tree, dialect, kind, source)
    room = MAX_TEXT if dialect == V1 else MAX_TEXT // max(len(open_kinds), 1)  # v2 asks for all kinds in one request
    parts = {kind: _asked(tree, dialect, kind, room) for kind, tree in open_kinds.items()}
    asked = {kind: part for kind, part in parts.items() if part is not None}
    return Plan(
        dialect=dialect,
        kinds=tuple(asked),
        server={kind: part.sent for kind, part in asked.items()},
        fields=frozenset().union(*map(fields_needed, trees)),
        residual=node if trees else None,
        here=_left_here(node, dialect, asked) if trees else None,
        tree=any(map(needs_tree, trees)),
        known=_known(trees),
        doubtful=any(part.doubtful for part in asked.values()),
    )


def _known(trees: t.Iterable[Node]) -> tuple[str, ...]:
    """The objects that ``descendants`` names: without them nobody can tell what is above them."""
    named = (part for tree in trees for part in comparisons(tree) if part.property == "descendants")
    ids = [value for part in named for value in values(part) if is_id(value) and value != ROOT_ID]
    return tuple(dict.fromkeys(ids))


def _refuse_unreadable(node: Node, dialect: str, kind: str, source: str | None) -> None:
    for part in comparisons(node):
        row = PROPERTIES[part.property]
        if row.readable(dialect, kind):
            continue
        hint = "Another API of the server may have it."
        if not row.fields:
            hint = "PRTG knows it, but it is in no record, so that no row could be checked."
        message = f"{row.name} cannot be read over API {dialect}"
        if source is None:
            raise mistake(render(part), 0, message, hint, len(row.name))
        written = source[part.at : part.middle].split(None, 1)[0]
        raise mistake(source, part.at, message, hint, part.at + len(written))


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


class _Part(t.NamedTuple):
    """What one kind is asked for: the trusted tree, how it is sent, whether the server compares a text in it."""

    trusted: Node | None = None
    sent: ServerPart = None
    doubtful: bool = False


_DOUBTFUL = ("name", "dnsname", "sensorkind")


def _asked(tree: Node | bool, dialect: str, kind: str, room: int) -> _Part | None:
    """What to ask for the objects of ``kind`` that fit ``tree``, in ``room`` characters; None if none can."""
    trusted = None if isinstance(tree, bool) else _implied(tree, dialect, kind, True)
    if trusted is None:
        return _Part()
    return _asked_v1(trusted, room) if dialect == V1 else _asked_v2(trusted, dialect, room)


def _asked_v1(trusted: Node, room: int) -> _Part | None:
    columns = _columns(trusted)
    if columns is None:
        return None
    while len(urllib.parse.urlencode(_parameters(columns))) > room:
        del columns[max(columns, key=lambda column: len("".join(columns[column])))]
    return _Part(trusted, _parameters(columns) or None, any(PROPERTIES[name].v1 in columns for name in _DOUBTFUL))


def _asked_v2(trusted: Node, dialect: str, room: int) -> _Part:
    fitting = _shortened(trusted, dialect, room)
    if fitting is None:
        return _Part()
    doubtful = any(part.property in _DOUBTFUL for part in comparisons(fitting))
    return _Part(fitting, render_for(fitting, dialect), doubtful)


def _shortened(node: Node, dialect: str, room: int) -> Node | None:
    """As much of ``node`` as goes into ``room`` characters of a URL; None if nothing does.

    A conjunction without its longest parts still holds wherever the whole does; nothing else can be shortened.
    """
    if not isinstance(node, And):
        return node if _escaped_length(node, dialect) <= room else None
    sizes = [(_escaped_length(term, dialect) + _JOINT, place) for place, term in enumerate(node.terms)]
    kept = set()
    for size, place in sorted(sizes):
        room -= size
        if room < 0:
            break
        kept.add(place)
    return _joined(And, [term for place, term in enumerate(node.terms) if place in kept])


#: What an " and " and the parentheses around a part take at most.
_JOINT = len(urllib.parse.quote(" and ()", safe=""))


def _escaped_length(node: Node, dialect: str) -> int:
    return len(urllib.parse.quote(render_for(node, dialect), safe=""))


def _joined(join: type[And | Or], terms: list[Node]) -> Node | None:
    if not terms:
        return None
    return terms[0] if len(terms) == 1 else join(tuple(terms))


def _implied(node: Node, dialect: str, kind: str, wanted: bool) -> Node | None:
    """A tree without ``not``, made of trusted comparisons only, that holds wherever ``node`` does.

    With ``wanted`` False: wherever ``node`` does not hold. None if nothing can be said.
    """
    if isinstance(node, Comparison):
        found = node if wanted else _opposite(node)
        return found if found is not None and _trusted(found, dialect, kind) else None
    if isinstance(node, Not):
        return _implied(node.term, dialect, kind, not wanted)
    terms = [_implied(term, dialect, kind, wanted) for term in node.terms]
    known = [term for term in terms if term is not None]
    if isinstance(node, Or) is wanted:
        return _joined(Or, known) if len(known) == len(terms) else None
    return _joined(And, known)


def _opposite(node: Comparison) -> Comparison | None:
    """The comparison that holds exactly where ``node`` does not, if there is one."""
    turned = {"=": "!=", "!=": "="}.get(node.operator)
    return Comparison(node.property, turned, node.value) if turned else None


class _Trust(t.NamedTuple):
    """With which operators a server is asked for a property, of which kinds, and what its values look like."""

    operators: tuple[str, ...]
    value: re.Pattern[str] | None = None
    kinds: tuple[str, ...] = KINDS


_ID = re.compile(r"0|[1-9][0-9]{0,17}")
_PLAIN = re.compile(r"(?=.{1,100}\Z)[A-Za-z0-9_.-]+(?: [A-Za-z0-9_.-]+)*")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,100}")

_SENSOR, _DEVICE, _BELOW_PROBES = ("sensor",), ("device",), ("group", "device", "sensor")
_ORDERED = ("=", "in", "<", "<=", ">", ">=")

_TRUST: dict[str, dict[str, _Trust]] = {
    V1: {
        "id": _Trust(("=",), _ID, _BELOW_PROBES),
        "parentid": _Trust(("=",), _ID, _BELOW_PROBES),
        "ancestors": _Trust(("contains",), _ID, _BELOW_PROBES),
        "name": _Trust(("=", "in"), _PLAIN, _BELOW_PROBES),
        "dnsname": _Trust(("=", "in"), _PLAIN, _DEVICE),
        "sensorkind": _Trust(("=", "in"), _WORD, _SENSOR),
        "tags": _Trust(("contains",), _WORD, _BELOW_PROBES),
        "status": _Trust(("=", "!=", "in"), None, _BELOW_PROBES),
        "priority": _Trust(_ORDERED, None, _BELOW_PROBES),
        "favorite": _Trust(("=",), None, _BELOW_PROBES),
        "scanninginterval": _Trust(_ORDERED, None, _SENSOR),
    },
    V2_CLASSIC: {
        "id": _Trust(("=", "in"), _ID),
        "parentid": _Trust(("=", "in"), _ID),
        "ancestors": _Trust(("contains",), _ID),
        "descendants": _Trust(("contains",), _ID),
        "name": _Trust(("=", "in"), _PLAIN),
        "dnsname": _Trust(("=", "in"), _PLAIN, _DEVICE),
        "status": _Trust(("=", "!=", "in"), None, _SENSOR),
        "priority": _Trust(_ORDERED),
        "favorite": _Trust(("=",)),
        "scanninginterval": _Trust(_ORDERED, None, _SENSOR),
    },
    V2_CURRENT: {
        "id": _Trust(("=", "in"), _ID),
        "parentid": _Trust(("=", "in"), _ID),
        "name": _Trust(("=", "in"), _PLAIN),
        "dnsname": _Trust(("=", "in"), _PLAIN, _DEVICE),
        "tags": _Trust(("contains",), _WORD),
        "status": _Trust(("=", "!=", "in"), None, _SENSOR),
        "favorite": _Trust(("=",)),
    },
}


def _trusted(node: Comparison, dialect: str, kind: str) -> bool:
    trust = _TRUST[dialect].get(node.property)
    if trust is None or node.operator not in trust.operators or kind not in trust.kinds:
        return False
    wanted = values(node)
    if len(wanted) > MAX_VALUES or any(value is None or value is False for value in wanted):
        return False
    return trust.value is None or all(map(trust.value.fullmatch, wanted))


#: Necessary values of each column of API v1: a row that fits has one of them.
_Columns = dict[str, frozenset[str]]

_SCOPE = "id"
_PRIORITIES = range(1, 6)
_COMPARE: dict[str, t.Callable[[t.Any, t.Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _columns(node: Node) -> _Columns | None:
    """What a tree of trusted comparisons demands of single columns; None if no row can meet it."""
    if isinstance(node, Comparison):
        return _demand(node)
    if isinstance(node, And):
        return _all_columns(sorted(node.terms, key=_narrowness))
    possible = [columns for columns in map(_columns, t.cast(Or, node).terms) if columns is not None]
    return _any_columns(possible) if possible else None


def _narrowness(node: Node) -> int:
    """Where a comparison stands in the table of trust, which names what narrows most first."""
    order = list(_TRUST[V1])
    return order.index(node.property) if isinstance(node, Comparison) else len(order)


def _all_columns(terms: t.Iterable[Node]) -> _Columns | None:
    merged: _Columns = {}
    for term in terms:
        columns = _columns(term)
        if columns is None:
            return None
        for column, wanted in columns.items():
            both = _both(column, merged[column], wanted) if column in merged else wanted
            if not both:
                return None
            merged[column] = both
    return merged


def _both(column: str, first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    """Values that meet two demands on one column. Where they cannot be put into one, either alone is necessary, too."""
    if column == _SCOPE or _has_operator(second):
        return first
    return second if _has_operator(first) else first & second


def _any_columns(alternatives: list[_Columns]) -> _Columns:
    shared = set(alternatives[0]).intersection(*alternatives[1:])
    merged = {column: frozenset().union(*(columns[column] for columns in alternatives)) for column in shared}
    return {column: wanted for column, wanted in merged.items() if _repeatable(column, wanted)}


def _repeatable(column: str, wanted: frozenset[str]) -> bool:
    """Whether these values can stand in one request: operators other than ``@tag`` are not known to be repeatable."""
    if len(wanted) == 1:
        return True
    return column != _SCOPE and len(wanted) <= MAX_VALUES and (column == "tags" or not _has_operator(wanted))


def _has_operator(wanted: frozenset[str]) -> bool:
    return any(value.startswith("@") for value in wanted)


def _demand(node: Comparison) -> _Columns:
    wanted = values(node)
    if node.property in ("id", "parentid", "ancestors"):
        return {_SCOPE: frozenset(wanted)}
    column = t.cast(str, PROPERTIES[node.property].v1)
    raw = _RAW.get(node.property, _raw_text)(node.operator, wanted)
    return {column: frozenset(raw)} if raw else {}


def _raw_text(_operator: str, wanted: tuple[t.Any, ...]) -> t.Iterable[str]:
    return wanted


def _raw_tags(_operator: str, wanted: tuple[t.Any, ...]) -> t.Iterable[str]:
    return [f"@tag({tag})" for tag in wanted]


def _raw_status(comparison: str, wanted: tuple[t.Any, ...]) -> t.Iterable[str]:
    codes = [str(STATUS_BY_TOKEN[token].code) for token in wanted]
    return [f"@neq({code})" for code in codes] if comparison == "!=" else codes


def _raw_favorite(_operator: str, _wanted: tuple[t.Any, ...]) -> t.Iterable[str]:
    return ["1"]


def _raw_priority(comparison: str, wanted: tuple[t.Any, ...]) -> t.Iterable[str]:
    compare = _COMPARE.get(comparison)
    fitting = [level for level in _PRIORITIES if (compare(level, wanted[0]) if compare else level in wanted)]
    return map(str, fitting) if fitting else ()


def _raw_interval(comparison: str, wanted: tuple[t.Any, ...]) -> t.Iterable[str]:
    """Whole seconds, padded as the server holds them.

    Whether ``@above`` and ``@below`` include the limit is not known, so the limit is set where it does not matter.
    """
    if comparison in ("=", "in"):
        return [_padded(seconds) for seconds in wanted] if all(seconds == int(seconds) for seconds in wanted) else ()
    if comparison in (">", ">="):
        limit = math.floor(wanted[0]) if comparison == ">" else math.ceil(wanted[0]) - 1
        return [f"@above({_padded(limit)})"] if limit >= 0 else ()
    limit = math.ceil(wanted[0]) if comparison == "<" else math.floor(wanted[0]) + 1
    return [f"@below({_padded(limit)})"]


def _padded(seconds: float) -> str:
    return f"{int(seconds):010d}"


_RAW: dict[str, t.Callable[[str, tuple[t.Any, ...]], t.Iterable[str]]] = {
    "tags": _raw_tags,
    "status": _raw_status,
    "favorite": _raw_favorite,
    "priority": _raw_priority,
    "scanninginterval": _raw_interval,
}


def _parameters(columns: _Columns) -> Parameters:
    scope = [(_SCOPE, value) for value in columns.get(_SCOPE, ())]
    filters = [
        (f"filter_{column}", value)
        for column in sorted(columns.keys() - {_SCOPE})
        for value in sorted(columns[column], key=lambda value: (len(value), value))
    ]
    return (*scope, *filters)


def _described(part: ServerPart) -> str | None:
    if part is None or isinstance(part, str):
        return part
    return "&".join(f"{name}={value}" for name, value in part)


def _left_here(node: Node, dialect: str, asked: t.Mapping[str, _Part]) -> Node | None:
    """Those terms of a conjunction that some kind's server is not asked in full."""
    terms = node.terms if isinstance(node, And) else (node,)
    left = [term for term in terms if not all(_covered(term, dialect, kind, part) for kind, part in asked.items())]
    return _joined(And, left)


def _covered(term: Node, dialect: str, kind: str, part: _Part) -> bool:
    """Whether what ``kind`` is asked for says all that ``term`` does."""
    tree = for_kind(term, kind)
    if isinstance(tree, bool):
        return True
    trusted = _implied(tree, dialect, kind, True)
    if trusted is None or part.trusted is None or len(list(comparisons(trusted))) < len(list(comparisons(tree))):
        return False
    if dialect != V1:
        return trusted == part.trusted or (isinstance(part.trusted, And) and trusted in part.trusted.terms)
    columns = _columns(trusted) or {}
    if len(columns) != 1 or not columns.keys() <= _EXACT_COLUMNS:
        return False
    [(column, wanted)] = columns.items()
    parameters = part.sent if isinstance(part.sent, tuple) else ()
    sent = {value for name, value in parameters if name == f"filter_{column}"}
    return bool(sent) and sent <= wanted


#: Columns of API v1 whose filters say exactly what the comparisons do.
_EXACT_COLUMNS = frozenset({"name", "host", "type", "status", "priority", "favorite"})
