# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator and the Ansible that integration tests run against each other.

"make test" runs the tests once for each ansible-core and says which by OPSWATCH_CORE_BIN, the folder of its commands,
and OPSWATCH_TARGET_PYTHON, another Python, which runs the modules of tests that are marked ``other_python``. Without
them it is the core and Python of pytest itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.emulated import emulator, running_emulator
from tests.integration.ansible_runs import Ansible, under_test

__all__ = ["emulator", "running_emulator"]


@pytest.fixture
def ansible(request: pytest.FixtureRequest, tmp_path: Path) -> Ansible:
    """The Ansible under test."""
    return under_test(tmp_path, elsewhere=request.node.get_closest_marker("other_python") is not None)
