# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command costs: wall time, processor time, peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

_LAST = 4000
"""Characters of what a failed command said that its error shows."""


@dataclass(frozen=True)
class Cost:
    """Seconds on the wall and of the processors, and the peak resident memory in MB (10^6 bytes)."""

    wall: float
    cpu: float
    memory: float


def cost_of(command: Sequence[str], env: Mapping[str, str]) -> Cost:
    """Run a command, and return what it cost itself. It has to succeed: ``RuntimeError`` tells what it said last."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=dict(env), stdout=said, stderr=subprocess.STDOUT)
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace")[-_LAST:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{last}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6)


def median_of(costs: Sequence[Cost]) -> Cost:
    """The medians of several runs, each number for itself."""
    return _each(statistics.median, costs)


def best_of(costs: Sequence[Cost]) -> Cost:
    """The least of several runs, each number for itself."""
    return _each(min, costs)


def _each(chosen: Callable[[Iterable[float]], float], costs: Sequence[Cost]) -> Cost:
    return Cost(*(chosen([getattr(cost, name) for cost in costs]) for name in ("wall", "cpu", "memory")))
