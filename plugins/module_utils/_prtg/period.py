# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The period that a task asks PRTG about: what has been, from its start on and before its end."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
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
    """What the options ``start`` and ``end`` say, and how they are ``written``."""

    start: Moment
    end: Moment
    written: tuple[str, str]

    @classmethod
    def of(cls, params: t.Mapping[str, t.Any]) -> Asked:
        """The options as moments; ``ConfigurationError`` for what is none."""
        start, end = (parse_moment(params[option], option, past=True) for option in OPTIONS)
        return cls(start, end, (params["start"], params["end"]))

    @property
    def depends_on_now(self) -> bool:
        """Whether another clock makes another period of it."""
        return self.start.relative or self.end.relative

    def at(self, now: float) -> Span:
        """The period, for a task that runs at ``now``; what is to come has not been, so that a later end is now.

        ``ConfigurationError`` for one that ends before it starts, has not begun, or begins before 1970.
        """
        present = int(now)
        start, end = possible(self.start.at(present), "start"), possible(self.end.at(present), "end")
        if start < 0:
            raise ConfigurationError(
                f"{self._said('start', start)}, before 1970, when no server of PRTG has measured anything"
            )
        if end <= start:
            raise ConfigurationError(
                f"the period ends before it starts: {self._said('start', start)}, and {self._said('end', end)}",
                hint="Nothing was sent. Without end, a period ends now.",
            )
        if start >= present:
            raise ConfigurationError(
                f"the period has not begun: {self._said('start', start)}, and now it is {iso(present)}",
                hint="Nothing was sent. Relative times of what has been have a minus sign, such as -2h.",
            )
        return Span(start, min(end, present))

    def _said(self, option: str, at: int) -> str:
        """What an option says: as it is written, and what is understood by it."""
        written, moment = str(self.written[[*OPTIONS].index(option)]).strip(), iso(at)
        return f"{option} is {moment}" if written == moment else f"{option} is {quoted(written)}, which is {moment}"
