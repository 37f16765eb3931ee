# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What of a filter API v1 can be asked: filters of columns, and the scope ``id``.

What servers are known to answer too little for is never sent: ``filter_objid`` (nothing on 20.1.57), text that is not
plain (brackets, parentheses, commas), ``@neq``, ``@above`` and ``@below`` on text, ``active`` (a timed pause may show
either flag), anything about probes. Source: prtg-v1-facts section 2.5.
"""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTY_OF
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    Node,
    Or,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import (
    ID,
    LISTED,
    MAX_VALUES,
    PLAIN,
    WORD,
    Trust,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, FOLLOWING
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking, Part
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import FIELDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.values import BELOW_PROBES, Asked, tagged

_SCOPE = "id"


def _scope(operator: str) -> Asked:
    return Asked(_SCOPE, Trust((operator,), ID, BELOW_PROBES), exact=False)


#: How the server is asked for each property; of those that share the scope, what narrows most comes first.
ASKED: dict[str, Asked] = {
    "id": _scope("="),
    "parentid": _scope("="),
    "ancestors": _scope("contains"),
    "name": Asked("name", Trust(LISTED, PLAIN, BELOW_PROBES, doubtful=True)),
    "tags": Asked("tags", Trust(("contains",), WORD, BELOW_PROBES), tagged, exact=False),
    **{PROPERTY_OF[name]: field.asked for name, field in FIELDS.items() if field.asked is not None},
}

#: Necessary values of each column of API v1: a row that fits has one of them.
_Columns = dict[str, frozenset[str]]


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
    order = list(ASKED)
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
    asked = ASKED[node.property]
    raw = asked.write(node.operator, values(node))
    return {asked.column: frozenset(raw)} if raw else {}


def _parameters(columns: _Columns) -> tuple[tuple[str, str], ...]:
    scope = [(_SCOPE, value) for value in columns.get(_SCOPE, ())]
    filters = [
        (f"filter_{column}", value)
        for column in sorted(columns.keys() - {_SCOPE})
        for value in sorted(columns[column], key=lambda value: (len(value), value))
    ]
    return (*scope, *filters)


_DOUBTFUL = frozenset(asked.column for asked in ASKED.values() if asked.trust.doubtful)
_EXACT = frozenset(asked.column for asked in ASKED.values() if asked.exact)


class _Tables(Asking):
    """``Asking`` for the tables of API v1."""

    name = "v1"
    trust = {name: asked.trust for name, asked in ASKED.items()}
    fields = frozenset({*ALWAYS_READ, *FIELDS, *FOLLOWING})
    lacking = frozenset({"basic.tags"})  # own tags are those that nothing above has, which is not certain

    def part(self, trusted: Node, room: int) -> Part | None:
        """Parameters of a table; see ``Asking``."""
        columns = _columns(trusted)
        if columns is None:
            return None
        while len(urllib.parse.urlencode(_parameters(columns))) > room:
            del columns[max(columns, key=lambda column: len("".join(columns[column])))]
        return Part(trusted, _parameters(columns) or None, not _DOUBTFUL.isdisjoint(columns))

    def says(self, trusted: Node, part: Part) -> bool:
        """Whether one column alone says it; see ``Asking``."""
        columns = _columns(trusted) or {}
        if len(columns) != 1 or not columns.keys() <= _EXACT:
            return False
        [(column, wanted)] = columns.items()
        parameters = part.sent if isinstance(part.sent, tuple) else ()
        sent = {value for name, value in parameters if name == f"filter_{column}"}
        return bool(sent) and sent <= wanted


TABLES = _Tables()
