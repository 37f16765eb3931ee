# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What sensors have measured, whichever API tells it: the protocol of the part ``history``."""

from __future__ import annotations

import typing as t

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import Span
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query


class Channel(t.NamedTuple):
    """A channel of a sensor: its id within the sensor (None: not told), its name, and the unit of its values."""

    id: str | None
    name: str
    unit: str | None = None


class Measured(t.NamedTuple):
    """One scan, or one average.

    ``at`` is when the scan was, or the average begins, in Unix seconds. ``values`` are those of the channels of its
    series, in their order, None for what was not measured; ``texts`` those that PRTG tells in words beside them, by the
    channel's place. ``coverage`` is how much of the average was measured, in percent (None: not told).
    """

    at: float
    values: tuple[float | None, ...]
    coverage: float | None = None
    texts: t.Mapping[int, str] = {}


class Series(t.NamedTuple):
    """The rows of a sensor in a period, in the order of their times, with the channels that their values are of."""

    channels: list[Channel]
    rows: list[Measured]


class Cost(t.NamedTuple):
    """What asking for a sensor takes: over how many seconds rows are averaged (0: one for each scan), how many requests
    for each sensor, and how many seconds each of many requests takes at least, since no more may be made."""

    average: int
    requests: int
    pace: float = 0.0


class History(t.Protocol):
    """The part ``history`` of an API."""

    def cost(self, span: Span, average: int | None, now: float) -> Cost:
        """What it takes to read averages over so many seconds, or None: as fine as one request can tell.

        ``ConfigurationError`` for what this API cannot tell. Nothing is sent for that.
        """

    def read(self, sensors: t.Sequence[PrtgObject], span: Span, average: int, query: Query) -> t.Iterator[Series]:
        """What each sensor has measured in a period, one after the other; ``query`` counts what is asked.

        Rows are those whose ``at`` is in the period. None is there twice, and none is missing that the server has.
        """
