# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""When a recurring maintenance window is in force. All times are Unix seconds.

That Pingdom counts days of 24 hours in UTC, and takes the last day of a month that lacks the day, is unverified.
"""

from __future__ import annotations

import calendar
import datetime
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._time import LATEST, utc

_DAYS = {"day": 1, "week": 7}
_DAY = 86400
#: Units of a recurrence (OpenAPI document 3.1, ``recurrencetype``).
UNITS = (*_DAYS, "month")


class Series(t.NamedTuple):
    """The occurrences of a window: the first from ``start`` to ``end``, then every so many units.

    Without a unit of ``UNITS`` there is only the first.
    """

    start: int
    end: int
    unit: str = "none"
    every: int = 0

    def last_begun(self, moment: int) -> tuple[int, int]:
        """Start and end of the last occurrence that has begun at ``moment``, of the first if none has."""
        return self._occurrence(self._begun(moment))

    def coming(self, moment: int) -> tuple[int, int]:
        """Start and end of the first occurrence that has not ended at ``moment``, of the last one if all have."""
        number = self._begun(moment)
        if self._occurrence(number)[1] <= moment and self._repeats:
            number += 1
        return self._occurrence(number)

    @property
    def _repeats(self) -> bool:
        return self.unit in UNITS and self.every > 0

    def _begun(self, moment: int) -> int:
        """The number of the last occurrence that has begun, counted from 0."""
        if moment <= self.start or not self._repeats:
            return 0
        if self.unit != "month":
            return (moment - self.start) // (_DAYS[self.unit] * _DAY * self.every)
        first, last = utc(self.start), utc(moment)
        months = (last.year - first.year) * 12 + last.month - first.month
        number = months // self.every
        return number if self._occurrence(number)[0] <= moment else number - 1

    def _occurrence(self, number: int) -> tuple[int, int]:
        count = number * self.every
        if self.unit != "month":
            later = _DAYS.get(self.unit, 0) * _DAY * count
        else:
            later = _months_later(self.start, count) - self.start
        return self.start + later, self.end + later


def _months_later(seconds: int, count: int) -> int:
    """The same day and time of a later month; a time beyond the calendar for one that is on none."""
    start = utc(seconds)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year > datetime.MAXYEAR:
        return LATEST + 1
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return calendar.timegm((year, month + 1, day, start.hour, start.minute, start.second))
