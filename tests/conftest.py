# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test needs."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pytest

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
