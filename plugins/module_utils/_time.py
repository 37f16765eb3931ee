# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Durations and points in time: as people write them, and as results show them. All times are Unix seconds."""

from __future__ import annotations

import datetime
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed, quoted

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
#: The begin of the year 1 and the end of the year 9999, between which dates can be shown.
EARLIEST, LATEST = -62135596800, 253402300799

_SHOWN = "%Y-%m-%dT%H:%M:%SZ"
# The longest length that can be meant: 100 years, far below what dates can hold.
_LONGEST = 100 * 366 * SECONDS["d"]
_PART = r"[0-9]+\s*[a-z]"
_DURATION = re.compile(rf"(?:{_PART}\s*)+|[0-9]+", re.IGNORECASE | re.ASCII)
_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?"
    r"\s?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)


def parse_duration(text: str, option: str = "duration") -> int:
    """Seconds of ``text``: whole numbers with the units s, m, h, d, w (each at most once), or seconds without a unit.

    Raises ``ConfigurationError`` that names ``option`` for anything else, for zero and for more than 100 years.
    """
    seconds = _seconds_of(_plain(text))
    if seconds is None:
        raise ConfigurationError(
            f"{option} is {quoted(text)}, which is not a length of time",
            hint="Write it as 30m, 2h, 1h30m, 1d or as a number of seconds.",
        )
    if not 0 < seconds <= _LONGEST:
        raise ConfigurationError(f"{option} must be more than zero and at most 100 years, not {quoted(text)}")
    return seconds


def parse_wait(text: object, option: str, least: int = 0) -> int:
    """Seconds to wait, as ``parse_duration`` reads them; ``ConfigurationError`` for less than ``least``."""
    seconds = _seconds_of(_plain(text))
    if seconds is None or not least <= seconds <= _LONGEST:
        lowest = "1 second" if least == 1 else f"{least} seconds"
        raise ConfigurationError(
            f"{option} is {quoted(text)}, and must be {lowest} or more, at most 100 years",
            hint="Write it as a number of seconds, or as 5m or 1h30m.",
        )
    return seconds


def _seconds_of(plain: str) -> int | None:
    """The seconds of a length of time, however long; None for what is none."""
    if not _DURATION.fullmatch(plain):
        return None
    if plain.isdigit():
        return _number(plain)
    parts = [(_number(number), unit.lower()) for number, unit in re.findall(r"([0-9]+)\s*([a-zA-Z])", plain)]
    units = [unit for _number_of, unit in parts]
    if len(set(units)) != len(units) or not set(units) <= set(SECONDS):
        return None
    return sum(number * SECONDS[unit] for number, unit in parts)


def _plain(text: object) -> str:
    """What is given without blanks around it; ``3600.0`` is what arithmetic in templates makes of whole seconds."""
    plain = str(text).strip()
    whole, _dot, rest = plain.partition(".")
    return whole if whole.isdigit() and rest and not rest.strip("0") else plain


def _number(digits: str) -> int:
    # a number of 20 digits is too long in any unit, and int() refuses very long ones with an error of its own
    return int(digits[:20])


class Moment(t.NamedTuple):
    """A point in time: Unix seconds, or seconds from now if ``relative``."""

    seconds: int
    relative: bool = False

    def at(self, now: int) -> int:
        """Unix seconds, for a task that runs at ``now``."""
        return now + self.seconds if self.relative else self.seconds


def parse_moment(text: object, option: str, past: bool = False) -> Moment:
    """``now``, ``+2h``, Unix seconds, or ISO 8601 with a zone; ``ConfigurationError`` names ``option`` for all else.

    With ``past`` also ``-2h``, where what has been is asked for.
    """
    wanted = _plain(text)
    if wanted.lower() == "now":
        return Moment(0, relative=True)
    sign = {"+": 1, "-": -1 if past else 0}.get(wanted[:1], 0)
    seconds = _seconds_of(_plain(wanted[1:])) if sign else None
    if seconds is not None:
        if not 0 < seconds <= _LONGEST:
            raise ConfigurationError(f"{option} must be at most 100 years from now, and not now, not {quoted(wanted)}")
        return Moment(sign * seconds, relative=True)
    if re.fullmatch("[0-9]{1,12}", wanted) and int(wanted) <= LATEST:
        return Moment(int(wanted))
    found = _ISO.fullmatch(wanted)
    if found is None:
        raise ConfigurationError(
            f"{option} is {quoted(wanted)}, which is not a point in time",
            hint=f"Write now, a time from now such as {'-2h' if past else '+2h'} (in {listed([*SECONDS], 'or')}), Unix "
            "seconds, or ISO 8601 with a zone such as 2030-01-31T22:00:00+01:00.",
        )
    if found.group("zone") is None:
        raise ConfigurationError(
            f"{option} is {wanted!r}, which has no time zone",
            hint="Add Z for UTC, or an offset such as +01:00, and put the value in quotes.",
        )
    return Moment(_unix_seconds(found, option))


def utc(seconds: float) -> datetime.datetime:
    """A point in time as a date of UTC; ``OverflowError`` or ``ValueError`` beyond the calendar."""
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def iso(seconds: float) -> str:
    """ISO 8601 in UTC, in whole seconds: ``2030-01-31T21:00:00Z``."""
    return utc(int(seconds)).strftime(_SHOWN)


def unix(text: str) -> float | None:
    """What ``iso`` wrote; None for anything else."""
    try:
        return datetime.datetime.strptime(text, _SHOWN).replace(tzinfo=datetime.timezone.utc).timestamp()
    except (TypeError, ValueError):
        return None


def unix_of(text: str) -> int | None:
    """A time in ISO 8601 with a zone, in Unix seconds; None for anything else."""
    found = _ISO.fullmatch(text.strip())
    try:
        return _unix_seconds(found, "it") if found and found.group("zone") else None
    except ConfigurationError:
        return None


def readable(raw: t.Any) -> int | None:
    """A time of an answer in Unix seconds; None for what is missing, no number, or on no calendar."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw <= LATEST else None


def shown_time(raw: t.Any) -> str | None:
    """A time of an answer as ISO 8601, None for what no one can read."""
    seconds = readable(raw)
    return None if seconds is None else iso(seconds)


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
