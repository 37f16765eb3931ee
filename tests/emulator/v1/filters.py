# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``filter_COLUMN=value`` as API v1 takes it (prtg-v1-facts section 2.5).

Different columns must all match, values of one column are alternatives. A plain value must equal the raw form as XML
writes it; of tags it is one among them, and of a sensor's last value the tenfold (findings of 2026-11-25, 2.5).
``@neq``, ``@above``, ``@below`` and ``@inrange`` work on numbers only and match no row of a text column. That ``@sub``
ignores case, and that a filter on an unknown column or by nothing, such as ``filter_name=``, is ignored, are guesses
(unverified; netbox-prtg takes a filter back by sending it empty).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .columns import Column
from .view import View

OPERATOR = re.compile(r"@(sub|neq|above|below|tag|inrange)\((.*)\)", re.DOTALL)
BRACKETS = re.compile(r"[()\[\],]")
DAY = 86400.0
RELATIVE_DAYS = {"7days": 7, "30days": 30, "6months": 183, "12months": 365}
Test = Callable[[View, Any], bool]


def compile_filters(filters: dict[str, list[str]], columns: dict[str, Column], brackets_unmatched: bool) -> Test | None:
    """One test of a row for all filters; ``None`` if there is nothing to test."""
    sought = {name: [value for value in values if value] for name, values in filters.items() if name in columns}
    tests = [
        _any([_value_test(columns[name].sought or columns[name], value, brackets_unmatched) for value in values])
        for name, values in sought.items()
        if values
    ]
    if not tests:
        return None
    return lambda view, row: all(test(view, row) for test in tests)


def period(filters: Mapping[str, Sequence[str]], now: float, zone: float = 0.0) -> tuple[float, float]:
    """From when to when (Unix seconds) the log is asked for by ``filter_drel``, ``filter_dstart`` and ``filter_dend``.

    The manual names the values. Guesses: a relative period reaches back from the present moment, today and yesterday
    from midnight, in the account's time zone, ``zone`` seconds ahead of UTC; what cannot be read is ignored.
    """
    midnight = now - (now + zone) % DAY
    starts = {"today": midnight, "yesterday": midnight - DAY}
    starts |= {name: now - days * DAY for name, days in RELATIVE_DAYS.items()}
    start = max(
        [starts[name] for name in filters.get("drel", ()) if name in starts]
        + [at for text in filters.get("dstart", ()) if (at := moment(text, zone)) is not None],
        default=-math.inf,
    )
    end = min([at for text in filters.get("dend", ()) if (at := moment(text, zone)) is not None], default=math.inf)
    return start, end


def moment(text: str, zone: float) -> float | None:
    """``2026-11-25-08-30-00`` in the account's time zone as Unix seconds."""
    try:
        return datetime.strptime(text, "%Y-%m-%d-%H-%M-%S").replace(tzinfo=UTC).timestamp() - zone
    except ValueError:
        return None


def _any(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda view, row: any(test(view, row) for test in tests)


def _value_test(column: Column, value: str, brackets_unmatched: bool) -> Test:
    operator = OPERATOR.fullmatch(value)
    if operator is not None:
        return _operator_test(column, operator.group(1), operator.group(2))
    if brackets_unmatched and BRACKETS.search(value):
        return lambda view, row: False
    if column.words:
        return lambda view, row: value in _words(column, view, row)
    return lambda view, row: _text(column, view, row) == value


def _operator_test(column: Column, name: str, argument: str) -> Test:
    parts = [part.strip() for part in argument.split(",")]
    if name == "sub":
        needles = [part.casefold() for part in parts]
        return lambda view, row: any(needle in _text(column, view, row).casefold() for needle in needles)
    if name == "tag":
        wanted = set(parts)
        return lambda view, row: not wanted.isdisjoint(_words(column, view, row))
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return lambda view, row: False
    compare: dict[str, Callable[[float], bool]] = {
        "neq": lambda number: number != numbers[0],
        "above": lambda number: number > numbers[0],
        "below": lambda number: number < numbers[0],
        "inrange": lambda number: numbers[0] <= number <= numbers[-1],
    }

    def test(view: View, row: Any) -> bool:
        number = _raw(column, view, row)
        return isinstance(number, (int, float)) and not isinstance(number, bool) and compare[name](number)

    return test


def _words(column: Column, view: View, row: Any) -> list[str]:
    return re.split(r"[\s,]+", _text(column, view, row))


def _raw(column: Column, view: View, row: Any) -> Any:
    return column.show(view, row) if column.raw is None else column.raw(view, row)


def _text(column: Column, view: View, row: Any) -> str:
    raw = _raw(column, view, row)
    if raw is None:
        return ""
    return raw if isinstance(raw, str) else column.xml(raw)
