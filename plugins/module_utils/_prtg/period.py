# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The period that a task asks PRTG about: what has been, from its start on and before its end."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import Moment, iso, parse_moment, possible

#: The options of a module that asks about a period.
OPTIONS: dict[str, dict[str, t.Any]] = {
    "start": {"type": "str", "default": "-24h"},
    "end": {"type": "str", "default": "now"},
}

#: How far apart the clocks of two places are at most, in seconds: UTC+14 and UTC-12 (IANA time zone database).
ZONES = 26 * 3600


class Span(t.NamedTuple):
    """A period in Unix seconds: what is at ``start`` belongs to it, what is at ``end`` does not."""

    start: int
    end: int

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.end - self.start

    def told(self) -> dict[str, str]:
        """The period in results."""
        return {"start": iso(self.start), "end": iso(self.end)}


class Asked(t.NamedTuple):
    """What the options ``start`` and ``end`` say."""

    start: Moment
    end: Moment

    @classmethod
    def of(cls, params: t.Mapping[str, t.Any]) -> Asked:
        """The options as moments; ``ConfigurationError`` for what is none."""
        return cls(*(parse_moment(params[option], option, past=True) for option in OPTIONS))

    @property
    def depends_on_now(self) -> bool:
        """Whether another clock makes another period of it."""
        return self.start.relative or self.end.relative

    def at(self, now: float) -> Span:
        """The period, for a task that runs at ``now``; what is to come has not been, so that a later end is now.

        ``ConfigurationError`` for one that ends before it starts, has not begun, or begins before 1970.
        """
        present = int(now)
        start, end = (possible(moment.at(present), option) for moment, option in zip(self, OPTIONS))
        if start < 0:
            raise ConfigurationError("start is before 1970, when no server of PRTG has measured anything")
        if end <= start:
            raise ConfigurationError(
                f"the period ends before it starts: start is {iso(start)}, and end is {iso(end)}",
                hint="Nothing was sent. Without end, a period ends now.",
            )
        if start >= present:
            raise ConfigurationError(
                f"the period has not begun: start is {iso(start)}, and now it is {iso(present)}",
                hint="Nothing was sent. Relative times of what has been have a minus sign, such as -2h.",
            )
        return Span(start, min(end, present))
