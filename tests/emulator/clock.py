# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time the emulated servers live in."""

from __future__ import annotations

import time

NOON = 1_790_164_800.0
"""2026-09-23 12:00 UTC."""


class Clock:
    """Real time plus what tests have added to it with ``POST /_emulator/clock``."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since the Unix epoch, as the emulated servers see it."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the servers' time forward; a timed pause or window that ends meanwhile has then ended."""
        if seconds < 0:
            raise ValueError("the clock only goes forward")
        self._ahead += seconds

    def reset(self) -> None:
        """Back to real time."""
        self._ahead = 0.0


class StandingClock(Clock):
    """A clock that only :meth:`advance` moves, so that what a test measures does not depend on how fast it ran."""

    def __init__(self, at: float = NOON) -> None:
        super().__init__()
        self.at = at

    def now(self) -> float:
        """Seconds since the Unix epoch, as the emulated servers see it."""
        return self.at + self._ahead
