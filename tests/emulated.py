# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as behaviour and integration tests have it: one for a run, as at its start for each test."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import pytest

from tests.emulator.process import Emulator, running

READS_OF_V1 = re.compile(r"/api/(table\.|get|status\.|historicdata|public/|v2/)|/(?!api/|editsettings|moveobjectnow)")
SESSIONS = re.compile(r"/api/v2/session")


class WatchedEmulator(Emulator):
    """An emulator that tells which requests were meant to change something.

    ``worlds`` grows where one begins anew. ``ahead`` are the seconds by which a clock was moved, by URL.
    """

    worlds = 0
    ahead: ClassVar[Counter[str]] = Counter()

    def writes(self) -> list[dict[str, Any]]:
        """Return the requests since the last reset that write: for v1 by the page, else by the method."""
        return [request for request in self.requests() if is_write(request)]

    def reset(self, world: bool = False) -> None:
        """Put the emulator back; with its world also what tasks on this host remember of it."""
        super().reset(world)
        WatchedEmulator.worlds += world
        if world:
            self.ahead[self.prtg] = 0

    def advance(self, seconds: float) -> None:
        """Move the servers' clock forward."""
        super().advance(seconds)
        self.ahead[self.prtg] += seconds

    def time(self) -> float:
        """What time it is on the servers, as ``now``, but without asking, and only where no fault moves their clock."""
        return time.time() + self.ahead[self.prtg]

    def when(self, seen: Callable[[list[dict[str, Any]]], bool]) -> None:
        """Wait until the requests are so; ``TimeoutError`` after a minute."""
        patience = threading.Event()
        for _look in range(3000):
            if seen(self.requests()):
                return
            patience.wait(0.02)
        raise TimeoutError(f"the requests did not become so: {self.requests()}")

    @contextlib.contextmanager
    def releasing(
        self, seen: Callable[[list[dict[str, Any]]], bool], first: Callable[[], object] | None = None
    ) -> Iterator[None]:
        """Meanwhile, when the requests are so, do something ``first`` and let go on what a fault holds."""

        def release() -> None:
            try:
                self.when(seen)
                if first is not None:
                    first()
            finally:
                self.release()

        with ThreadPoolExecutor() as aside:
            released = aside.submit(release)
            yield
            released.result()

    @property
    def v1(self) -> dict[str, str]:
        """The environment that makes API v1 the PRTG to talk to."""
        return {"PRTG_URL": self.prtg, "PRTG_API_TOKEN": self.credentials["prtg_api_token"], **self._trust()}

    @property
    def v2(self) -> dict[str, str]:
        """The environment that makes API v2 the PRTG to talk to."""
        return {**self.v1, "PRTG_URL": self.prtg_v2, "PRTG_API": "v2"}

    @property
    def pingdom_env(self) -> dict[str, str]:
        """The environment that makes this the Pingdom to talk to."""
        token = self.credentials["pingdom_api_token"]
        trust = {"PINGDOM_CA_PATH": self.ca} if self.ca else {}
        return {"PINGDOM_URL": self.pingdom, "PINGDOM_API_TOKEN": token, **trust}

    @property
    def pingdom_21(self) -> str:
        """The URL of the same account in API 2.1."""
        return self.pingdom.removesuffix("/api/3.1") + "/api/2.1"

    @property
    def pingdom_21_env(self) -> dict[str, str]:
        """The environment that makes this the Pingdom to talk to, in API 2.1."""
        names = ("USERNAME", "PASSWORD", "APP_KEY", "ACCOUNT_EMAIL")
        told = {f"PINGDOM_{name}": self.credentials[f"pingdom_{name.lower()}"] for name in names}
        trust = {"PINGDOM_CA_PATH": self.ca} if self.ca else {}
        return {"PINGDOM_URL": self.pingdom_21, **told, **trust}

    def _trust(self) -> dict[str, str]:
        return {"PRTG_CA_PATH": self.ca} if self.ca else {}


def is_write(request: dict[str, Any]) -> bool:
    """Tell whether a recorded request was meant to change something on its server."""
    if request["server"] == "prtg":
        return not READS_OF_V1.match(request["path"])
    return request["method"] not in ("GET", "HEAD", "OPTIONS") and not SESSIONS.match(request["path"])


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[WatchedEmulator]:
    """One emulator with the demo world for all tests."""
    with running() as emulator:
        yield WatchedEmulator(**vars(emulator))


@pytest.fixture
def emulator(running_emulator: WatchedEmulator) -> WatchedEmulator:
    """The emulator as it was at its start: world, clock, faults, quirks and the log of requests."""
    running_emulator.reset(world=True)
    return running_emulator
