# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sensors of the tree have measured: the same for each API, and each time that it is asked for.

A value follows from its channel and the time of its scan. While a sensor was paused there is no scan, and while it was
down a scan has no value; what the tree does not know of its past, it was up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .channels import Channel
from .settings import INTERVAL
from .status import OUTAGE, PAUSED, Status
from .tree import Node, Tree

DOWNTIME = -4
"""The id of the channel that says how much of an average a sensor was down (prtg-v1-facts section 2.1)."""
SHOWN = re.compile(r"(-?[0-9]+)(?:\.([0-9]+))?\s*(.*)")
WITHOUT_VALUE = 10.0
"""What a channel measures about that shows no value now."""


class Value(NamedTuple):
    """A value in the unit that is shown, and the raw number of API v1."""

    shown: float
    raw: float


@dataclass(frozen=True)
class Row:
    """A scan, or an average from ``begin`` to ``end``: a value for each channel, and how much of it was scanned."""

    begin: float
    end: float
    values: tuple[Value | None, ...]
    coverage: float


def unit_of(channel: Channel) -> tuple[int, str]:
    """With how many decimals, and in which unit a channel is shown."""
    found = SHOWN.fullmatch(channel.display)
    return (len(found.group(2) or ""), found.group(3)) if found else (0, channel.unit)


class Measurements:
    """What a tree has measured until now."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def rows(self, sensor: Node, start: float, end: float, average: int, zone: float = 0.0) -> list[Row]:
        """The scans from ``start`` on and until ``end``, or averages over so many seconds that begin there.

        Averages begin at multiples of their length on a clock that is ``zone`` seconds ahead of UTC; that real servers
        do so is a guess.
        """
        last = min(end, self._tree.clock.now())
        if not average:
            return [self._scan(sensor, *scan) for scan in self._scans(sensor, start, last)]
        begin = math.ceil((start + zone) / average) * average - zone
        rows = []
        while begin < last:
            rows.append(self._average(sensor, begin, average))
            begin += average
        return rows if any(row.coverage for row in rows) else []

    def _scans(self, sensor: Node, start: float, end: float) -> Iterator[tuple[float, bool]]:
        """When a sensor was scanned from ``start`` on and until ``end``, as ``Tree.last_check`` has it, and whether it
        was down then.
        """
        interval: int = self._tree.value(sensor, INTERVAL)
        ahead = sensor.id * 7
        begin = max(start, sensor.counted_since or start)
        at = float(math.ceil((begin + ahead) / interval) * interval - ahead)
        shown = self._tree.shown(sensor).status
        while at <= end:
            status = shown if sensor.since is None or at >= sensor.since else self._past_status(sensor, at)
            if status not in PAUSED:
                yield at, status in OUTAGE
            at += interval

    def _past_status(self, sensor: Node, at: float) -> Status:
        spans = self._tree.past.get(sensor.id, ())
        return next((status for begin, end, status in spans if begin <= at < end), Status.UP)

    def _scan(self, sensor: Node, at: float, is_down: bool) -> Row:
        channels = self._tree.channels(sensor)
        values = tuple(
            None if is_down or channel.id == DOWNTIME else _value(channel, _factor(sensor, place, at))
            for place, channel in enumerate(channels)
        )
        return Row(at, at, values, 100.0)

    def _average(self, sensor: Node, begin: float, seconds: int) -> Row:
        scans = list(self._scans(sensor, begin, begin + seconds - 1))
        up = [at for at, is_down in scans if not is_down]
        downtime = None if not scans else Value(share := 100.0 * (len(scans) - len(up)) / len(scans), share)
        values = tuple(
            downtime
            if channel.id == DOWNTIME
            else None
            if not up
            else _value(channel, sum(_factor(sensor, place, at) for at in up) / len(up))
            for place, channel in enumerate(self._tree.channels(sensor))
        )
        interval: int = self._tree.value(sensor, INTERVAL)
        expected = max(1, min(seconds, self._tree.clock.now() - begin) // interval)
        return Row(begin, begin + seconds, values, min(100.0, 100.0 * len(scans) / expected))


def _factor(sensor: Node, place: int, at: float) -> float:
    """Between 0.8 and 1.2, another one for each scan of each channel."""
    return 0.8 + (int(at) // 10 * 7919 + sensor.id * 104_729 + place * 1_299_709) % 4001 / 10_000


def _value(channel: Channel, factor: float) -> Value:
    """So many times what the channel shows now."""
    found = SHOWN.match(channel.display)
    shown = float(f"{found.group(1)}.{found.group(2) or 0}") if found else WITHOUT_VALUE
    return Value(shown * factor, (shown if channel.value is None else channel.value) * factor)
