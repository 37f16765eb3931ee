# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator in the test's own process: served from a thread, with its state at hand and a clock that stands."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from tests.emulated import is_write
from tests.emulator.app import Ports, Servers
from tests.emulator.clock import StandingClock
from tests.emulator.emulation import Emulation
from tests.emulator.recorder import Server
from tests.emulator.tree import Tree


class EmulatorAtHand:
    """The URLs and credentials of servers that run in this process, and what they share.

    Their state may be looked at and changed as long as no request is on its way.
    """

    def __init__(self, emulation: Emulation, urls: dict[Server, str]) -> None:
        self.emulation = emulation
        self.prtg = urls["prtg"]
        self.prtg_v2 = urls["prtg_v2"]
        self.credentials = emulation.credentials.as_json()

    @property
    def tree(self) -> Tree:
        """The objects of PRTG."""
        return self.emulation.tree

    def requests(self) -> list[dict[str, Any]]:
        """Every request since the last reset."""
        return [asdict(entry) for entry in self.emulation.recorder.seen]

    def writes(self) -> list[dict[str, Any]]:
        """The requests since the last reset that write."""
        return [request for request in self.requests() if is_write(request)]

    def advance(self, seconds: float) -> None:
        """Move the clock forward, and let happen what is due by then."""
        self.emulation.clock.advance(seconds)
        self.tree.settle()


@contextmanager
def at_hand(world: str = "demo") -> Iterator[EmulatorAtHand]:
    """Serve a world from a thread of this process while the block runs."""
    emulation, loop = Emulation(world, StandingClock()), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="emulator")
    thread.start()
    servers = Servers(emulation, "127.0.0.1", Ports())
    try:
        asyncio.run_coroutine_threadsafe(servers.start(), loop).result()
        yield EmulatorAtHand(emulation, servers.urls)
    finally:
        asyncio.run_coroutine_threadsafe(servers.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
