# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test needs."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# neither the time of an example nor that of making one says anything on a machine that does other things as well
settings.register_profile(
    "any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("any_machine")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def _temporary_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(autouse=True)
def _own_temporary_folder(_temporary_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary folder for each test: what a test wrote to a server is not remembered in the next, where the server
    has been put back.
    """
    folder = _temporary_folders / str(next(_numbers))
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
