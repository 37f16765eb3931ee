# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Measured values as PRTG shows them to people, in the language of the account."""

from __future__ import annotations

import re

_SHOWN = re.compile(r"([-\u2212]?)([0-9]+(?:[.,'\u2019][0-9]+|[ \u00a0\u202f][0-9]{3}(?![0-9]))*)\s*(.*)", re.DOTALL)
_SEPARATOR = re.compile(r"[^0-9]")
_SCALES = (1.0, 10.0)

#: The rest of a time span such as "1 h 37 m", and the exponent of a number that PRTG would not show.
_NO_UNIT = re.compile(r"\s[0-9]|^[eE][-+]?[0-9]")

#: More text than this is no measured value.
_LONGEST = 200


def read_shown(shown: str, raw: float | None) -> tuple[float | None, str | None]:
    """Number and unit of a value as PRTG shows it, such as ``12 msec``; None for what is not certain.

    ``raw`` is the number that PRTG tells beside it, in a unit that is not always the same: it decides what a point or a
    comma means, and adds the decimals that are not shown.
    """
    found = _SHOWN.fullmatch(shown) if len(shown) <= _LONGEST else None
    if found is None:
        return None, None
    sign, digits, unit = found.groups()
    if _NO_UNIT.search(unit):
        return None, None
    readings = [-reading if sign else reading for reading in _readings(digits)]
    certain = {candidate for reading in readings for candidate in _agreeing(reading, raw)}
    if len(certain) != 1:
        certain = set(readings)
    return (certain.pop() if len(certain) == 1 else None), unit or None


def _readings(digits: str) -> list[float]:
    """What a shown number can mean: a single point or comma before three digits may group or divide."""
    separators = _SEPARATOR.findall(digits)
    together = float(_SEPARATOR.sub("", digits))
    if not separators:
        return [together]
    last = separators[-1]
    decimals = len(digits) - digits.rindex(last) - 1
    divided = together / 10**decimals
    if last not in ".," or separators.count(last) > 1:
        return [together]
    if len(separators) > 1 or decimals != 3:
        return [divided]
    return [together, divided]


def _agreeing(reading: float, raw: float | None) -> list[float]:
    """The raw number, or a tenth of it, where the shown number is that number rounded."""
    if raw is None:
        return []
    shown_decimals = len(f"{reading:.10f}".rstrip("0").partition(".")[2])
    return [raw / scale for scale in _SCALES if abs(raw / scale - reading) <= 0.5 * 10**-shown_decimals + 1e-9]
