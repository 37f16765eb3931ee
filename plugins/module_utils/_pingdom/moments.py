# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Points in time as people write them, in Unix seconds."""

from __future__ import annotations

import datetime
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import EARLIEST, LATEST, parse_duration

_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?"
    r"\s?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)


class Moment(t.NamedTuple):
    """A point in time: Unix seconds, or seconds from now if ``relative``."""

    seconds: int
    relative: bool = False

    def at(self, now: int) -> int:
        """Unix seconds, for a task that runs at ``now``."""
        return now + self.seconds if self.relative else self.seconds


def parse_moment(text: object, option: str) -> Moment:
    """``now``, ``+2h``, Unix seconds, or ISO 8601 with a zone; ``ConfigurationError`` names ``option`` for all else."""
    wanted = str(text).strip()
    if wanted.lower() == "now":
        return Moment(0, relative=True)
    if wanted.startswith("+"):
        return Moment(parse_duration(wanted[1:], option), relative=True)
    if re.fullmatch("[0-9]{1,12}", wanted) and int(wanted) <= LATEST:
        return Moment(int(wanted))
    found = _ISO.fullmatch(wanted)
    if found is None:
        raise ConfigurationError(
            f"{option} is {quoted(wanted)}, which is not a point in time",
            hint="Write now, +2h, Unix seconds, or ISO 8601 with a zone such as 2030-01-31T22:00:00+01:00.",
        )
    if found.group("zone") is None:
        raise ConfigurationError(
            f"{option} is {wanted!r}, which has no time zone",
            hint="Add Z for UTC, or an offset such as +01:00, and put the value in quotes.",
        )
    return Moment(_unix_seconds(found, option))


def possible(seconds: int, option: str) -> int:
    """``seconds`` if it is a time that can be shown, otherwise ``ConfigurationError`` that names ``option``."""
    if seconds > LATEST:
        raise ConfigurationError(f"{option} is beyond the year 9999, the last that can be shown")
    if seconds < EARLIEST:
        raise ConfigurationError(f"{option} is before the year 1, the first that can be shown")
    return seconds


def _unix_seconds(found: re.Match[str], option: str) -> int:
    clock = found.group("time") if found.group("time").count(":") == 2 else f"{found.group('time')}:00"
    zone = found.group("zone").upper().replace(":", "").replace("Z", "+0000")
    try:
        parsed = datetime.datetime.strptime(f"{found.group('date')}T{clock}{zone}", "%Y-%m-%dT%H:%M:%S%z")
        return possible(int(parsed.timestamp()), option)
    except (ValueError, OverflowError):
        raise ConfigurationError(
            f"{option} is {found.group()!r}, which is no time that a calendar or clock shows"
        ) from None
