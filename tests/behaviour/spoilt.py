# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things that go wrong in the middle of a task on PRTG, and waiting for them that takes no time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from tests.behaviour.at_hand import EmulatorAtHand
from tests.emulated import READS_OF_V1, SESSIONS
from tests.emulator.faults import Rule

FAULTS: dict[str, dict[str, Any]] = {
    "refused": {"status": 403},
    "failed": {"status": 500},
    "failed, and done": {"status": 500, "after": True},
    "torn": {"reset": True},
    "torn, and done": {"reset": True, "after": True},
    "unavailable": {"status": 503},
    "cut": {"truncate": 10},
}
"""What can become of a request."""


class Patience:
    """A clock of this host that waiting moves, in place of passing the time; nobody waits unless ``allowed``.

    It has what the standard module ``time`` has of waiting.
    """

    def __init__(self) -> None:
        self.allowed = False
        self._waited = 0.0

    def sleep(self, seconds: float) -> None:
        """Have waited."""
        assert self.allowed, f"a task waits for {seconds} s"
        self._waited += seconds

    def monotonic(self) -> float:
        """Seconds, of which only differences mean something."""
        return time.monotonic() + self._waited

    @contextlib.contextmanager
    def of_a_task(self) -> Iterator[None]:
        """Let one wait while the block runs."""
        self.allowed = True
        try:
            yield
        finally:
            self.allowed = False


@contextlib.contextmanager
def spoilt(server: EmulatorAtHand, fault: str, writes: bool, skip: int) -> Iterator[None]:
    """One request to PRTG goes wrong while the block runs: one that writes, or any, after so many others."""
    v1 = {"path": f"^(?!{READS_OF_V1.pattern})"} if writes else {}
    v2 = {"method": "POST|PUT|PATCH|DELETE", "path": f"^(?!{SESSIONS.pattern})"} if writes else {}
    rules = [
        {"server": "prtg", "skip": skip, "times": 1, **v1, **FAULTS[fault]},
        {"server": "prtg_v2", "skip": skip, "times": 1, **v2, **FAULTS[fault]},
    ]
    server.emulation.faults.rules = [Rule.read(rule) for rule in rules]
    try:
        yield
    finally:
        server.emulation.faults.reset()
