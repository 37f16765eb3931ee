# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Measured values of API v1, which come twice: as shown, in a unit and in the language of the account, and as a number.

The number is in the unit that is shown for some channels ("51 %" with 51.0000), and in a base unit for others
("657 MByte" with 688644096.0000, both in fixture historicdata_default). Only the two together tell: the shown one its
unit and magnitude, the number its decimals.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._shown import read_shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import number


class _Scale(t.NamedTuple):
    """Of which kind a unit is, and how much of the kind's own unit one is."""

    kind: str
    factor: float


#: Units that PRTG chooses after the size of a value (PRTG manual, "Channel settings"). Raw numbers are in bytes, bytes
#: a second and seconds, as some fixtures show; that it is so for all of these is unverified.
_SCALES = {
    **{f"{name}Byte": _Scale("volume", 1024.0**power) for power, name in enumerate(("", "K", "M", "G", "T", "P"))},
    **{f"{name}Byte/s": _Scale("rate", 1024.0**power) for power, name in enumerate(("", "K", "M", "G", "T"))},
    **{f"{name}bit/s": _Scale("speed", 1000.0**power / 8) for power, name in enumerate(("", "k", "M", "G", "T"))},
    "s": _Scale("time", 1.0),
    "m": _Scale("time", 60.0),
    "h": _Scale("time", 3600.0),
    "d": _Scale("time", 86400.0),
}

_SPAN = re.compile(r"([0-9]{1,9}) ([dhms])(?: |$)")
_WHOLE_SPAN = re.compile(r"[0-9]{1,9} [dhms](?: [0-9]{1,9} [dhms]){0,3}")
_BOUND = re.compile(r"[<>]\s*([-0-9].*)", re.DOTALL)

#: Characters of a value that is told in words.
_LONGEST_WORDS = 200


class Value(t.NamedTuple):
    """A measured value in its unit; None for what is not certain. ``words``: what PRTG shows, if that is no number."""

    value: float | None
    unit: str | None = None
    words: str | None = None


def read_value(shown: str, raw_text: str) -> Value:
    """A value from what is shown and the number beside it."""
    shown, raw = " ".join(shown.split()), number(raw_text)
    if _WHOLE_SPAN.fullmatch(shown):
        return _time(shown, raw)
    bound = _BOUND.fullmatch(shown)
    if bound is not None:
        return _beyond(bound.group(1), raw)
    value, unit = read_shown(shown, raw)
    if raw is not None and unit in _SCALES:
        exact = raw / _SCALES[unit].factor
        finer, _unit = read_shown(shown, exact)
        value = exact if finer == exact else value
    if value is None and raw is not None and shown and not shown[0].isdigit() and not shown[1:2].isdigit():
        return Value(raw, None, shown[:_LONGEST_WORDS])
    return Value(value, unit)


def _time(shown: str, raw: float | None) -> Value:
    """A length of time in seconds: shown in some of its largest units, unless it is a number of days as such."""
    parts = [(int(amount), _SCALES[unit].factor) for amount, unit in _SPAN.findall(shown)]
    seconds, smallest = sum(amount * factor for amount, factor in parts), parts[-1][1]
    if raw is not None and seconds - smallest <= raw <= seconds + smallest:
        return Value(raw, "s")
    if len(parts) == 1:
        return Value(*read_shown(shown, raw))
    return Value(seconds, "s")


def _beyond(shown: str, raw: float | None) -> Value:
    """What is less, or more, than can be shown, such as ``< 1 %``: the number, if it is in the unit that is shown."""
    bound, unit = read_shown(shown, None)
    if raw is None or bound is None:
        return Value(None, unit)
    exact = raw / _SCALES[unit].factor if unit in _SCALES else raw
    return Value(exact if abs(exact) <= abs(bound) else None, unit)


def in_unit(value: Value, unit: str | None) -> float | None:
    """A value in another unit of its kind; None if its own cannot be converted."""
    if value.value is None or value.unit is None or value.unit == unit:
        return value.value
    own, other = _SCALES.get(value.unit), _SCALES.get(unit or "")
    if own is None or other is None or own.kind != other.kind:
        return None
    return value.value * own.factor / other.factor
