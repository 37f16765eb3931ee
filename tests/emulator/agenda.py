# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens on an emulated server by itself when its time has come."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable

Event = Callable[[float], object]
"""What happens, given the time (Unix seconds) that it was planned for."""


class Agenda:
    """Events in the order of their times; those of one time in the order in which they were planned."""

    def __init__(self) -> None:
        self._events: list[tuple[float, int, Event]] = []
        self._numbers = itertools.count()

    def plan(self, at: float, event: Event) -> None:
        """Let something happen at a time."""
        heapq.heappush(self._events, (at, next(self._numbers), event))

    def settle(self, now: float) -> None:
        """Let everything happen that was due by now, what is planned meanwhile among it."""
        while self._events and self._events[0][0] <= now:
            at, _number, event = heapq.heappop(self._events)
            event(at)
