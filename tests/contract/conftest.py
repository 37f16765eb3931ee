# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the contract tests: the vendor's document and a running emulator."""

from __future__ import annotations

import pytest

from tests.contract import openapi
from tests.emulated import emulator, running_emulator

__all__ = ["emulator", "running_emulator"]


@pytest.fixture(scope="session")
def contract() -> openapi.Contract:
    """The OpenAPI document with all corrections."""
    return openapi.standard()
