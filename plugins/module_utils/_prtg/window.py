# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a one-time maintenance window of PRTG shall become. Nothing here talks to a server; times are Unix seconds.

PRTG has one such window for each object, between two minutes. Whole minutes are asked for, since nothing tells whether
a server keeps seconds.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import (
    Moment,
    iso,
    parse_duration,
    parse_moment,
    possible,
)

#: A rest of less than this share of the wanted length is extended, so that a second run shortly after changes nothing.
ENOUGH = 0.9

_MINUTE = 60

#: How much later than it was asked for a window may begin or end, in seconds: whole minutes are sent, of two times.
_ROUNDED = 2 * _MINUTE


class Times(t.NamedTuple):
    """When a window begins and ends."""

    start: int
    end: int

    def minutes(self) -> Times:
        """The whole minutes that hold it."""
        return Times(self.start // _MINUTE * _MINUTE, -(-self.end // _MINUTE) * _MINUTE)

    def told(self) -> str:
        """The window in messages."""
        return f"{iso(self.start)} to {iso(self.end)}"


class Wish(t.NamedTuple):
    """What a task asks for: a start, and either an end or a length in seconds."""

    start: Moment
    end: Moment | None
    length: int | None

    @classmethod
    def of(cls, params: t.Mapping[str, t.Any]) -> Wish:
        """The options, checked as far as that goes without a clock; ``ConfigurationError`` for what cannot be."""
        end, duration = params["end"], params["duration"]
        wish = cls(
            parse_moment(params["start"], "start"),
            None if end is None else parse_moment(end, "end"),
            None if duration is None else parse_duration(duration),
        )
        if wish.end is not None and wish.end.relative == wish.start.relative and wish.end.seconds <= wish.start.seconds:
            raise ConfigurationError("end must be later than start")
        return wish

    def at(self, now: int) -> Times:
        """The window for a task that runs at ``now``, where there is none; ``ConfigurationError`` for one that is none
        or is over."""
        start = possible(self.start.at(now), "start")
        end = possible(start + self.length if self.end is None else self.end.at(now), "end")  # type: ignore[operator]
        if start < 0:
            raise ConfigurationError("start is before 1970")
        if end <= start:
            raise ConfigurationError(f"end must be later than start, and {iso(end)} is not later than {iso(start)}")
        return Times(start, end)

    @property
    def relative_length(self) -> int | None:
        """How long the window is, if the task does not say when it ends."""
        if self.length is not None:
            return self.length
        if self.end is not None and self.end.relative:
            return self.end.seconds - (self.start.seconds if self.start.relative else 0)
        return None


def wanted(wish: Wish, was: Times | None, now: int) -> Times:
    """The window that an object shall have, where it has had ``was``; the same, if that is what the task asks for.

    A relative start does not move a window that this task may have made before. ``ConfigurationError`` for a window
    that is over.
    """
    kept = None if was is None or was.end <= was.start else _kept(wish, was, now)
    times = wish.at(now).minutes() if kept is None else kept
    if times != was and times.end <= now:
        raise ConfigurationError(
            f"the window ends at {iso(times.end)}, which is past",
            hint="Nothing was sent. To have no window, set state to absent.",
        )
    return times


def _kept(wish: Wish, was: Times, now: int) -> Times | None:
    """What becomes of a window that this task may have made before; None if it is another one."""
    length = wish.relative_length
    if not wish.start.relative:
        if was.start != Times(wish.start.seconds, 0).minutes().start or length is None or wish.length is not None:
            return None
        return Times(was.start, _lasting(was.end, length, now))
    if was.end <= now or was.start > wish.start.at(now):
        return None
    if length is None:
        end = wish.at(now).minutes().end
    elif wish.start.seconds == 0:
        end = _lasting(was.end, length, now)
    elif 0 <= was.end - was.start - length < _ROUNDED:
        end = was.end
    else:
        return None
    return Times(was.start, end)


def _lasting(end: int, length: int, now: int) -> int:
    """``end``, or ``length`` from now on if less than most of that is left; never earlier than ``end``."""
    return end if end - now >= ENOUGH * length else Times(0, now + length).minutes().end
