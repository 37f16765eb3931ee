# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator and the Ansible that integration tests run against each other.

"make test" runs the tests once for each ansible-core and says which by OPSWATCH_CORE_BIN, the folder of its commands,
and OPSWATCH_TARGET_PYTHON, the Python that runs modules. Without them it is the core and Python of pytest itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.emulator.process import Emulator, running
from tests.integration.ansible_runs import Ansible, under_test

if TYPE_CHECKING:
    from tests.integration.pingdom_calls import Account

READS_OF_V1 = re.compile(r"/api/(table\.|get|status\.|historicdata|public/|v2/)|/(?!api/|editsettings)")
SESSIONS = re.compile(r"/api/v2/session")


class WatchedEmulator(Emulator):
    """An emulator that tells which requests were meant to change something."""

    def writes(self) -> list[dict[str, Any]]:
        """Return the requests since the last reset that write: for v1 by the page, else by the method."""
        return [request for request in self.requests() if is_write(request)]

    def reset(self, world: bool = False) -> None:
        """Put the emulator back; with its world also what Ansible remembers of it."""
        super().reset(world)
        Ansible.worlds += world

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

    def _trust(self) -> dict[str, str]:
        return {"PRTG_CA_PATH": self.ca} if self.ca else {}


def is_write(request: dict[str, Any]) -> bool:
    """Tell whether a recorded request was meant to change something on its server."""
    if request["server"] == "prtg":
        return not READS_OF_V1.match(request["path"])
    return request["method"] not in ("GET", "HEAD", "OPTIONS") and not SESSIONS.match(request["path"])


@pytest.fixture(autouse=True)
def _newest_core(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Skip on older cores what is marked as depending on none."""
    if request.node.get_closest_marker("newest_core") and not under_test(tmp_path).is_newest:
        pytest.skip("depends on no ansible-core, and runs on the newest")


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


@pytest.fixture
def account(emulator: WatchedEmulator, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The Pingdom modules in this process, on the emulated account."""
    # not above: this file is read before the collection can be imported
    from tests.integration.pingdom_calls import account_on

    return account_on(emulator, monkeypatch)


@pytest.fixture
def now() -> int:
    """The emulator's time when the test begins."""
    return int(time.time())


@pytest.fixture
def ansible(tmp_path: Path) -> Ansible:
    """The Ansible under test."""
    return under_test(tmp_path)


@pytest.fixture(scope="session")
def many_devices() -> Iterator[WatchedEmulator]:
    """An emulator with 1,000 generated devices of one sensor each."""
    with running("devices:1000") as emulator:
        yield WatchedEmulator(**vars(emulator))
