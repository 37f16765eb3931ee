# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""On which day an occurrence is: a date of some time zone, or a moment inside the occurrence."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso, parse_moment

_DATE = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?", re.IGNORECASE)
_DAY = 86400


class Day(t.NamedTuple):
    """From ``begin`` until before ``end``, in Unix seconds; both are the same for a moment. ``text`` is as given."""

    begin: int
    end: int
    text: str

    @property
    def is_moment(self) -> bool:
        """Whether this is a moment, which lies inside an occurrence."""
        return self.begin == self.end

    def has(self, start: int, end: int) -> bool:
        """Whether an occurrence is of this day: it begins on it, or goes on at the moment."""
        return start <= self.begin < end if self.is_moment else self.begin <= start < self.end

    def touches(self, start: int, end: int) -> bool:
        """Whether an occurrence is in force on it at all."""
        return start <= self.begin < end or self.begin <= start < self.end

    @property
    def words(self) -> str:
        """The day, for messages: what is meant by it, too."""
        return f"at {iso(self.begin)}" if self.is_moment else f"on {self.text} ({iso(self.begin)} to {iso(self.end)})"


def parse_day(text: object, now: int) -> Day:
    """A date, of UTC or of the offset behind it; or a moment in any form of ``parse_moment``."""
    wanted = str(text).strip()
    found = _DATE.fullmatch(wanted)
    if found is None:
        return _moment(wanted, now)
    begin = parse_moment(f"{found['date']}T00:00:00{found['zone'] or 'Z'}", "day").seconds
    return Day(begin, begin + _DAY, wanted)


def _moment(wanted: str, now: int) -> Day:
    try:
        moment = parse_moment(wanted, "day").at(now)
    except ConfigurationError as error:
        raise ConfigurationError(
            f"day is {quoted(wanted)}, which is neither a date nor a point in time with a zone",
            hint="Write 2030-01-31 for a day of UTC, 2030-01-31+01:00 for one of another zone, or a moment inside the "
            "occurrence: now, +2h, Unix seconds, or ISO 8601 with a zone.",
        ) from error
    return Day(moment, moment, wanted)
