# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Points in time as API v1 tells and takes them; here they are Unix seconds.

What it tells as ``datetime_raw`` is taken as UTC: a recorded answer of historicdata has UTC there, and the account's
own time (UTC+7) beside it. What it takes is in the account's time zone, which no request is known to tell (PRTG API v1
facts, sections 2.3 and 5). So whoever asks for a period asks for ``ZONES`` more at either end, and chooses here.
"""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import ZONES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import number
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import utc

#: Days from 1899-12-30, where PRTG's day numbers begin, to 1970-01-01; and the day after the last of the calendar.
_UNIX_EPOCH, _BEYOND = 25_569, 2_958_466
_DAY = 86_400

#: The last moment that can be asked for: a day and more before the calendar ends.
_LAST = (_BEYOND - _UNIX_EPOCH) * _DAY - 2 * ZONES


def unix_from_ole(text: str | None) -> float | None:
    """A raw date, to the millisecond; None for what is none, or lies before 1970."""
    days = number(text)
    if days is None or not _UNIX_EPOCH <= days < _BEYOND:
        return None
    return round((days - _UNIX_EPOCH) * _DAY, 3)


def wall_clock(at: float) -> str:
    """A moment in UTC as API v1 takes dates; one before 1970, or at the end of the calendar, becomes the next one."""
    return utc(min(max(at, 0), _LAST)).strftime("%Y-%m-%d-%H-%M-%S")
