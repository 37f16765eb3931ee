# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the contract tests: the vendor's document, where it is at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract import openapi
from tests.emulator.pingdom.driver import Driver


@pytest.fixture(scope="session")
def contract() -> openapi.Contract:
    """The OpenAPI document with all corrections; skips where it is absent."""
    if not openapi.available():
        pytest.skip(openapi.ABSENT)
    return openapi.standard()


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    """The emulated Pingdom with the demo account."""
    with Driver() as driver:
        yield driver
