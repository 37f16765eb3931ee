# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The last value of a channel in API v1: a number in the unit that is shown with it.

The raw number alone misleads: it is ten times the shown one for some channels ("26 %" with 260.0000), a number in
another unit for others ("10 KByte" with 10240), and nothing says which. The shown number alone is ambiguous: point and
comma depend on the server's locale. Together they tell (PRTG API v1 facts, section 2.3).
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._classic_columns import Row, number, object_id

#: What the answer to ``columns=objid,name,lastvalue_`` holds; older documents keep the trailing underscore.
CHANNEL_COLUMNS = ("objid", "name", "lastvalue", "lastvalue_")

_SHOWN = re.compile(r"([-\u2212]?)([0-9]+(?:[.,'\u2019][0-9]+|[ \u00a0\u202f][0-9]{3}(?![0-9]))*)\s*(.*)", re.DOTALL)
_SEPARATOR = re.compile(r"[^0-9]")
_SCALES = (1.0, 10.0)


def read_channel(row: Row) -> dict[str, t.Any]:
    """``id``, ``name``, ``last_value`` (None unless it is certain) and ``unit`` of a channel.

    A traffic channel comes twice with the same id, its name ending in "(volume)" and "(speed)".
    """
    shown = row.get("lastvalue", row.get("lastvalue_", ""))
    value, unit = _value(shown.strip(), number(row.get("lastvalue_raw", row.get("lastvalue__raw"))))
    return {
        "id": object_id(row.get("objid_raw", row.get("objid"))),
        "name": row.get("name_raw", row.get("name", "")),
        "last_value": value,
        "unit": unit,
    }


def _value(shown: str, raw: float | None) -> tuple[float | None, str | None]:
    found = _SHOWN.fullmatch(shown)
    if found is None:
        return None, None
    sign, digits, unit = found.groups()
    if re.search(r"\s[0-9]", unit):  # a time span such as "1 h 37 m"
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
