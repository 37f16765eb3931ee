# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The period that a task asks about, whose times may lie before now."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import Moment, iso, parse_moment, possible


class Period(t.NamedTuple):
    """Unix seconds; without ``start`` it is all that has been, without ``end`` it goes on until now."""

    start: int | None
    end: int | None

    def query(self) -> Row:
        """The period as Pingdom is asked for it."""
        return {name: time for name, time in (("from", self.start), ("to", self.end)) if time is not None}

    def touches(self, start: int | None, end: int | None) -> bool:
        """Whether what lasts from ``start`` to ``end`` is in force in it; a time that cannot be read may be any."""
        began = start is None or self.end is None or start < self.end
        return began and (end is None or self.start is None or end > self.start)

    def shown(self, now: int) -> Row:
        """The period in results."""
        return {
            "start": None if self.start is None else iso(self.start),
            "end": iso(now if self.end is None else self.end),
        }


class Asked(t.NamedTuple):
    """What the options ``start`` and ``end`` say."""

    start: Moment | None
    end: Moment | None

    @classmethod
    def of(cls, params: t.Mapping[str, t.Any]) -> Asked:
        """The options, checked as far as that goes without a clock."""
        start, end = (
            None if params.get(name) is None else parse_moment(params[name], name, past=True)
            for name in ("start", "end")
        )
        if start and end and start.relative == end.relative and end.seconds <= start.seconds:
            raise ConfigurationError("end must be later than start")
        return cls(start, end)

    def ahead(self, now: int) -> Period | None:
        """The period, for what may be to come: without a start it begins now, without both there is none."""
        if self.start is None and self.end is None:
            return None
        period = Period((self.start or Moment(now)).at(now), self.end.at(now) if self.end else None)
        if period.end is not None and period.end <= t.cast(int, period.start):
            raise ConfigurationError("end must be later than start", hint="Without start, a period begins now.")
        return period

    def depends_on_now(self, length: int | None) -> bool:
        """Whether another clock makes another period of it, which without a start is its last ``length`` seconds."""
        given = [one for one in self if one is not None]
        return any(one.relative for one in given) or (not given and length is not None)

    def at(self, now: int, length: int | None = None) -> Period:
        """The period, for a task that runs at ``now``; without a start it is the last ``length`` seconds of it.

        What is to come has not been: a later end is now. ``ConfigurationError`` for a period that has not begun.
        """
        end = None if self.end is None else _after_1970(self.end.at(now), "end")
        if end is not None and end >= now:
            end = None
        last = now if end is None else end
        start = None if length is None else max(0, last - length)
        if self.start is not None:
            start = _after_1970(self.start.at(now), "start")
            if start >= last:
                raise ConfigurationError(f"start must be earlier than {'now' if end is None else 'end'}")
        return Period(start, end)


def _after_1970(seconds: int, option: str) -> int:
    if seconds < 0:
        raise ConfigurationError(f"{option} is before 1970, when the times of Pingdom begin")
    return possible(seconds, option)
