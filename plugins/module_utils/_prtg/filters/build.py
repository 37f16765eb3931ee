# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Expressions from plain data: whatever a value holds, it stays a value."""

from __future__ import annotations

import datetime
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import check, property_meant
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    BY_NAME,
    Property,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    KEYWORDS,
    MAX_DEPTH,
    NIL,
    OPERATORS,
    And,
    Comparison,
    List,
    Literal,
    Node,
    Not,
    Or,
    parse,
    render,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    BOOLEAN,
    DURATION,
    IDENTIFIER,
    NUMBER,
    TEXT,
    TEXTS,
    TIME,
)

_AMOUNT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[smhd]?")
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TOO_LARGE = 10**18


def build(conditions: t.Any) -> str:
    """The canonical expression of ``conditions``; raises FilterError.

    A mapping holds a property and its value, a list of values, or a mapping of operators and values for each condition;
    ``any`` and ``all`` with a list of conditions, and ``not`` with conditions. All of it has to hold, also of a list.
    """
    text = render(_conditions(conditions, 0))
    return render(check(parse(text), text))


def _conditions(conditions: t.Any, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise FilterError(f"Filter: conditions are nested more than {MAX_DEPTH} levels deep")
    if isinstance(conditions, t.Mapping):
        terms = [term for key, value in conditions.items() for term in _condition(key, value, depth)]
    elif _is_list(conditions):
        terms = [_conditions(part, depth + 1) for part in conditions]
    else:
        raise FilterError(f"Filter: conditions are a mapping or a list of mappings, not {_named(conditions)}")
    return _joined(And, terms)


def _joined(join: type[And | Or], terms: list[Node]) -> Node:
    if not terms:
        raise FilterError("Filter: there is no condition, which would select everything")
    return terms[0] if len(terms) == 1 else join(tuple(terms))


def _condition(key: t.Any, value: t.Any, depth: int) -> t.Iterator[Node]:
    if key in ("any", "all"):
        if not _is_list(value):
            raise FilterError(f"Filter: {key} takes a list of conditions, not {_named(value)}")
        yield _joined(Or if key == "any" else And, [_conditions(part, depth + 1) for part in value])
    elif key == "not":
        yield Not(_conditions(value, depth + 1))
    else:
        yield from _comparisons(_property(key)._replace(name=key.lower()), value)


def _property(key: t.Any) -> Property:
    row = BY_NAME.get(key.lower()) if isinstance(key, str) else None
    if row is None:
        raise FilterError(f"Filter: there is no property {shown(str(key))}", hint=property_meant(str(key)))
    return row


def _comparisons(row: Property, value: t.Any) -> t.Iterator[Node]:
    if isinstance(value, t.Mapping):
        if not value:
            raise FilterError(f"Filter: {row.name} has no condition")
        for operator, operand in value.items():
            yield from _compared(row, operator, operand)
    elif row.joined and _is_list(value):  # a path as records have it
        yield from _compared(row, "=", "/".join(map(str, value)))
    elif row.type == TEXTS:
        yield from _compared(row, "contains", value)
    else:
        yield from _compared(row, "in" if _is_list(value) else "=", value)


def _compared(row: Property, operator: t.Any, value: t.Any) -> t.Iterator[Node]:
    if operator not in OPERATORS:
        raise FilterError(
            f"Filter: {shown(str(operator))} is no operator", hint=f"Operators are {' '.join(OPERATORS)}."
        )
    if not _is_list(value):
        yield Comparison(row.name, operator, _literal(row, value))
        return
    items = tuple(_literal(row, item) for item in value)
    if not items:
        raise FilterError(f"Filter: the list of {row.name} is empty", hint="A list holds at least one value.")
    if operator == "contains":
        yield from (Comparison(row.name, operator, item) for item in items)
    else:
        yield Comparison(row.name, operator, List(items))


def _literal(row: Property, value: t.Any) -> Literal:
    if value is None:
        return Literal(NIL, None)
    if isinstance(value, int) and abs(value) >= _TOO_LARGE:
        raise FilterError(f"Filter: {row.name} is compared with a number that is too large")
    if isinstance(value, datetime.date):  # YAML makes dates of times without quotes
        value = value.isoformat()
    text = "true" if value is True else "false" if value is False else str(value)
    if row.type in (TEXT, TEXTS, TIME) and isinstance(value, (str, int)) and not isinstance(value, bool):
        return Literal(TEXT, text)
    if row.type in (NUMBER, DURATION) and _AMOUNT.fullmatch(text):
        return _amount(row, text)
    if row.type == BOOLEAN and text.lower() in ("true", "false"):
        return Literal(BOOLEAN, text.lower() == "true")
    if row.type == IDENTIFIER and _TOKEN.fullmatch(text) and text.lower() not in KEYWORDS:
        return Literal(IDENTIFIER, text.lower())
    if row.type == IDENTIFIER and isinstance(value, int):
        return Literal(NUMBER, value)
    hint = "A value that is null stands for nil." if text.lower() == "nil" else None
    raise FilterError(f"Filter: {row.name} is compared with {row.type}, not with {shown(text)}", hint=hint)


def _amount(row: Property, text: str) -> Literal:
    """A number, or a duration: of which a bare number are seconds."""
    suffix = "s" if row.type == DURATION and text[-1].isdigit() else ""
    try:
        comparison = t.cast(Comparison, parse(f"x = {text}{suffix}"))
    except FilterError:
        raise FilterError(f"Filter: {row.name} is no {row.type} that can be: {shown(text)}") from None
    return t.cast(Literal, comparison.value)


def _is_list(value: t.Any) -> bool:
    return isinstance(value, (list, tuple))


def _named(value: t.Any) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"
