# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Requests of which only some may be made within a while."""

from __future__ import annotations

import collections
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

Clock = t.Callable[[], float]


class Pace:
    """Lets ``most`` requests through in any ``seconds``, by a clock that nobody sets."""

    def __init__(self, most: int, seconds: float, sleep: Sleep | None = None, clock: Clock | None = None) -> None:
        self._seconds = seconds
        self._sleep = sleep or time.sleep
        self._clock = clock or time.monotonic
        self._ends: collections.deque[float] = collections.deque(maxlen=most)

    def turn(self) -> None:
        """Wait until one more may be made, which is to be made now."""
        if len(self._ends) == self._ends.maxlen:
            self.rest(self._ends[0] + self._seconds - self._clock())
        self._ends.append(self._clock())

    def rest(self, seconds: float | None = None) -> None:
        """Wait so long, or until all that may be made can be made again."""
        pause = self._seconds if seconds is None else seconds
        if pause > 0:
            tell(f"waiting for {pause:.0f} s, as PRTG takes so many requests in a while and no more")
            self._sleep(pause)
