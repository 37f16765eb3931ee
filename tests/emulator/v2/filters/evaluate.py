# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters checked against the properties of a list, and turned into a test of one row.

Unverified, and chosen here: ``matches`` is true when the property holds the text, whatever the case; a property
without a value is unequal to every value and in no order with it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..view import View
from .accounts import DIALECTS
from .properties import Property
from .syntax import Comparison, Expression, FilterError, Junction, Negation, Value, parse

Test = Callable[[View, Any], bool]
PLAIN_NAME = re.compile(r"[^()\[\]&\x80-\U0010ffff]*")
LITERALS = {
    "text": "text",
    "number": "number",
    "duration": "duration",
    "boolean": "boolean",
    "enumeration": "identifier",
    "list of text": "text",
}
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How a list takes filters: its dialect (deprecated, current), the kinds it holds, and the quirks in force."""

    dialect: str
    kinds: frozenset[str]
    odd_names_unmatched: bool = True
    unquoted_ids_match_nothing: bool = True
    matches_misses_odd_ids: bool = False


def compile_filter(text: str, manners: Manners) -> Test:
    """A test of one row; ``FilterError`` with the server's message where the filter is refused."""
    return _compile(parse(text), manners)


def _compile(expression: Expression, manners: Manners) -> Test:
    if isinstance(expression, Negation):
        inner = _compile(expression.part, manners)
        return lambda view, row: not inner(view, row)
    if isinstance(expression, Junction):
        if expression.word == "or" and (chain := _equal_chain(expression, manners)) is not None:
            return chain
        tests = [_compile(part, manners) for part in expression.parts]
        decide: Callable[[Iterable[bool]], bool] = all if expression.word == "and" else any
        return lambda view, row: decide(test(view, row) for test in tests)
    return _compare(expression, manners)


def _equal_chain(expression: Junction, manners: Manners) -> Test | None:
    """``id = "1" or id = "2" or ...`` as one look-up, so that long chains over many rows stay cheap."""
    parts = expression.parts
    first = parts[0]
    if not isinstance(first, Comparison) or first.name not in ("id", "parentid"):
        return None
    if not all(isinstance(part, Comparison) and (part.name, part.operator) == (first.name, "=") for part in parts):
        return None
    found = DIALECTS[manners.dialect][first.name]
    values = {
        _literal(first.name, found, part.value)
        for part in parts
        if isinstance(part, Comparison) and part.value.kind != "nil"
    }
    return lambda view, row: found.get(view, row) in values


def _compare(comparison: Comparison, manners: Manners) -> Test:
    found = DIALECTS[manners.dialect].get(comparison.name)
    if found is None:
        raise FilterError(f"unknown property {comparison.name!r}")
    if found.kinds.isdisjoint(manners.kinds):
        raise FilterError(f"property {comparison.name!r} cannot be used here")
    sign = comparison.operator
    if sign not in found.operators:
        raise FilterError(f"operator {sign!r} is not allowed for property {comparison.name!r}")
    if comparison.value.kind == "nil":
        return _nil_test(comparison, found)
    if sign == "in":
        return _in_test(comparison, found, manners)
    value = _literal(comparison.name, found, comparison.value)
    if sign == "contains":
        return lambda view, row: value in (found.get(view, row) or ())
    if sign == "matches":
        return _matches_test(found, str(value).casefold(), manners)
    if sign in ORDERS:
        return _order_test(found, ORDERS[sign], value)
    if manners.odd_names_unmatched and comparison.name == "name" and not PLAIN_NAME.fullmatch(str(value)):
        return lambda view, row: sign == "!="
    return (
        (lambda view, row: found.get(view, row) == value)
        if sign == "="
        else (lambda view, row: found.get(view, row) != value)
    )


def _order_test(found: Property, compare: Callable[[Any, Any], bool], value: Any) -> Test:
    def test(view: View, row: Any) -> bool:
        actual = found.get(view, row)
        return actual is not None and compare(actual, value)

    return test


def _matches_test(found: Property, needle: str, manners: Manners) -> Test:
    def test(view: View, row: Any) -> bool:
        missed = manners.matches_misses_odd_ids and str(row.id)[-1] in "13579"
        return not missed and needle in str(found.get(view, row) or "").casefold()

    return test


def _nil_test(comparison: Comparison, found: Property) -> Test:
    if comparison.operator not in ("=", "!="):
        raise FilterError(f"operator {comparison.operator!r} cannot be used with nil")
    wanted = comparison.operator == "="
    return lambda view, row: (found.get(view, row) is None) is wanted


def _in_test(comparison: Comparison, found: Property, manners: Manners) -> Test:
    if comparison.value.kind != "list":
        raise FilterError(f"property {comparison.name!r}: value must be a list")
    items: tuple[Value, ...] = comparison.value.value  # type: ignore[assignment]
    unquoted = all(item.kind == "number" for item in items)
    if comparison.name == "parentid" and unquoted and manners.unquoted_ids_match_nothing:
        return lambda view, row: False
    values = {_literal(comparison.name, found, item) for item in items}
    if manners.odd_names_unmatched and comparison.name == "name":
        values = {value for value in values if PLAIN_NAME.fullmatch(str(value))}
    return lambda view, row: found.get(view, row) in values


def _literal(name: str, found: Property, value: Value) -> Any:
    """A value of the property's type; enumeration tokens are taken in either case."""
    wanted = LITERALS[found.type]
    if value.kind != wanted:
        article = "an" if wanted == "identifier" else "a"
        raise FilterError(f"property {name!r}: value must be {article} {wanted}")
    if found.type != "enumeration":
        return value.value
    token = str(value.value).lower()
    if token not in found.tokens:
        raise FilterError(f"property {name!r}: unknown token {value.value!r}")
    return token
