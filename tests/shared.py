# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings of real servers that some tests read. They are no part of the project: without them those tests skip."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """Return the path of a file or folder below ``../shared``, such as shared("fixtures", "pingdom").

    Skips the test, or the module when called while it is imported, where there is no such folder.
    """
    if not SHARED.is_dir():
        pytest.skip("../shared, with recordings of real servers, is not here", allow_module_level=True)
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"../shared is here, but it has no {'/'.join(parts)}")
    return path
