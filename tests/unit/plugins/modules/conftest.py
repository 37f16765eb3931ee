# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module file does when it is run."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType], Any]:
    """The specification that the ``main`` of a module hands over, which is its own."""

    def main_of(module: ModuleType) -> Any:
        ran: list[Any] = []
        monkeypatch.setattr(module, "run_module", ran.append)
        module.main()
        (specification,) = ran
        assert specification is module.SPECIFICATION
        return specification

    return main_of
