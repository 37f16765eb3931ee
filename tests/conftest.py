# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test needs."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# neither the time of an example nor that of making one says anything on a machine that does other things as well
settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("any_machine")

LONGEST_ADDRESS = 103
"""Bytes that the address of a UNIX socket may have, on the system with the fewest: macOS. Linux has 107."""
BELOW = "/opswatch-xxxxxxxx/100000/tmp-100/pymp-xxxxxxxx/listener-xxxxxxxx"
"""What such an address is below the place of temporary folders, at its longest: in a run of ansible-core 2.21, which
says no more than "Local RPC server did not start" where that is too long.
"""

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def _temporary_folders() -> Iterator[Path]:
    """Where temporary files belong, if sockets below that can have an address; pytest's own folders are too deep."""
    places = [tempfile.gettempdir(), "/tmp", "/var/tmp"]
    near = [place for place in places if len(os.fsencode(place + BELOW)) <= LONGEST_ADDRESS]
    assert near, f"the paths {places} are too long for sockets below them: set TMPDIR to a shorter one"
    with tempfile.TemporaryDirectory(prefix="opswatch-", dir=near[0]) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def _own_temporary_folder(_temporary_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary folder for each test: what a test wrote to a server is not remembered in the next, where the server
    has been put back.
    """
    folder = _temporary_folders / str(next(_numbers))
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
