# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Looking until something shows, with an end: pauses, and looks that come after them."""

from __future__ import annotations

import time
import typing as t

Sleep = t.Callable[[float], None]


def looks(pauses: t.Iterable[float], sleep: Sleep | None = None) -> t.Iterator[int]:
    """The numbers of looks from 0 on, each after its pause in seconds, for a ``for`` that ends early."""
    for number, pause in enumerate(pauses):
        if pause > 0:
            (sleep or time.sleep)(pause)
        yield number


def within(
    seconds: float, first: float = 0.25, most: float = 5.0, clock: t.Callable[[], float] | None = None
) -> t.Iterator[float]:
    """The pauses before looks within ``seconds``: none, then ``first``, then doubled each time up to ``most``.

    The last look comes when the time is over, so that there are two at least, unless ``seconds`` are none.
    """
    read = clock or time.monotonic
    deadline = read() + seconds
    pause = first
    yield 0.0
    while (left := deadline - read()) > 0:
        yield min(pause, left)
        pause = min(pause * 2, most)


def paced(seconds: float, first: float, most: float, clock: t.Callable[[], float] | None = None) -> t.Iterator[float]:
    """The same for looks that cost a server something: a pause is at least twice as long as the last look took."""
    read = clock or time.monotonic
    deadline = read() + seconds
    step, pause = first, 0.0
    while True:
        before = read()
        yield pause
        took = max(0.0, read() - before - pause)
        left = deadline - read()
        if left <= 0:
            return
        pause = min(max(step, 2 * took), left)
        step = min(step * 2, most)
