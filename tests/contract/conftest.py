# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the contract tests: the vendor's document and a running emulator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract import openapi
from tests.emulator.process import Emulator, running


@pytest.fixture(scope="session")
def contract() -> openapi.Contract:
    """The OpenAPI document with all corrections."""
    return openapi.standard()


@pytest.fixture(scope="session")
def process() -> Iterator[Emulator]:
    """The emulator with the demo world."""
    with running("demo") as emulator:
        yield emulator


@pytest.fixture
def emulator(process: Emulator) -> Emulator:
    """The same, in its initial state."""
    process.reset(world=True)
    return process
