# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Time zones: what a clock in one shows, and which moments such a clock means. Moments are Unix seconds."""

from __future__ import annotations

import calendar
import datetime
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import utc

#: How many seconds a clock is ahead of UTC at a moment.
Ahead = t.Callable[[float], int]

_DAY = 86_400
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([0-9]{1,2}):?([0-9]{2})", re.IGNORECASE | re.ASCII)
_HINT = (
    "Give the time zone of the PRTG account, as its settings in PRTG show it: Europe/Berlin, or +01:00 where no clock "
    "is ever changed."
)


class Zone(t.NamedTuple):
    """A time zone, by how far its clocks are ``ahead`` of UTC."""

    ahead: Ahead

    def wall(self, at: float) -> datetime.datetime:
        """What a clock there shows at a moment, without a zone."""
        return (utc(int(at)) + datetime.timedelta(seconds=self.ahead(at))).replace(tzinfo=None)

    def moments(self, wall: datetime.datetime) -> list[int]:
        """When a clock there shows this: once, twice where it is set back, or never where it is set forward.

        What no clock shows is taken with the offset from before.
        """
        shown = calendar.timegm(wall.timetuple())
        offsets = [self.ahead(shown - _DAY), self.ahead(shown + _DAY)]
        found = sorted({shown - one for one in offsets if self.ahead(shown - one) == one})
        return found or [shown - offsets[0]]


def zone_of(text: str, option: str = "time_zone") -> Zone:
    """The zone of an IANA name, ``UTC`` or an offset such as ``+01:00``; ``ConfigurationError`` for all else."""
    wanted = text.strip()
    if wanted.upper() in ("Z", "UTC", "GMT"):
        return fixed(0)
    found = _OFFSET.fullmatch(wanted)
    if found:
        hours, minutes = int(found.group(2)), int(found.group(3))
        if hours > 14 or minutes > 59:
            raise ConfigurationError(f"{option} is {quoted(text)}, and no place is that far from UTC", hint=_HINT)
        return fixed((hours * 3600 + minutes * 60) * (-1 if found.group(1) == "-" else 1))
    return _named(wanted, option)


def fixed(seconds: int) -> Zone:
    """A zone whose clocks are never changed."""
    return Zone(lambda _at: seconds)


def _named(name: str, option: str) -> Zone:
    import zoneinfo  # delayed, since few tasks name a zone

    try:
        info = zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise ConfigurationError(
            f"{option} is {quoted(name)}, which is no time zone that this Python knows",
            hint=f"{_HINT} Names need a time zone database where the module runs: that of the operating system, or the "
            "package tzdata.",
        ) from None

    def ahead(at: float) -> int:
        offset = datetime.datetime.fromtimestamp(at, info).utcoffset()
        return 0 if offset is None else int(offset.total_seconds())

    return Zone(ahead)


class Change(t.NamedTuple):
    """When clocks are changed each year: on a day of the week in a month, the ``which``-th of them, 5 for the last.

    Days of the week count from 0 for Sunday. ``seconds`` are from midnight, on the clock as it is by then.
    """

    month: int
    weekday: int
    which: int
    seconds: int

    def shown(self, year: int) -> int:
        """The moment at which a clock that is not ahead of UTC shows this in a year."""
        days = calendar.monthrange(year, self.month)[1]
        first = 1 + (self.weekday - 1 - calendar.weekday(year, self.month, 1)) % 7
        day = first + 7 * (self.which - 1)
        while day > days:
            day -= 7
        return calendar.timegm((year, self.month, day, 0, 0, 0)) + self.seconds


class Rules(t.NamedTuple):
    """A zone as Windows has it: seconds ahead of UTC in standard time and in summer, and when each begins."""

    standard: int
    daylight: int
    standard_begins: Change
    daylight_begins: Change

    def zone(self) -> Zone:
        """The zone of these rules; they are taken for every year."""

        def ahead(at: float) -> int:
            year = utc(at + self.standard).year
            begins = self.daylight_begins.shown(year) - self.standard
            ends = self.standard_begins.shown(year) - self.daylight
            if begins < ends:
                return self.daylight if begins <= at < ends else self.standard
            return self.standard if ends <= at < begins else self.daylight

        return Zone(ahead)
