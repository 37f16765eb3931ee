# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running a client written by others in its own environment."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

CLIENTS = Path(__file__).parent / "clients"
VARIABLE = "OPSWATCH_CLIENTS_PYTHON"
"""Names the interpreter that has the packages of requirements.txt; ``make test`` sets it."""
PINGDOMCLI = "OPSWATCH_PINGDOMCLI_PYTHON"
"""The same for requirements-pingdomcli.txt."""
PRTGCLI = "OPSWATCH_PRTGCLI_PYTHON"
"""The same for requirements-prtgcli.txt."""

ABSENT = f"{VARIABLE} does not name a Python with the packages of tests/contract/requirements.txt"
NO_PINGDOMCLI = f"{PINGDOMCLI} does not name a Python with the packages of tests/contract/requirements-pingdomcli.txt"
NO_PRTGCLI = f"{PRTGCLI} does not name a Python with the packages of tests/contract/requirements-prtgcli.txt"


def interpreter(variable: str = VARIABLE) -> str | None:
    """The clients' Python, when there is one."""
    return os.environ.get(variable) or None


def run(client: str, task: dict[str, Any], home: Path, **environment: str) -> Any:
    """What the client prints for a task; ``AssertionError`` with its error output when it fails."""
    python = interpreter()
    assert python, ABSENT
    return json.loads(printed([python, str(CLIENTS / f"{client}_client.py")], home, json.dumps(task), **environment))


def printed(command: list[str], home: Path, given: str = "", **environment: str) -> str:
    """What a command prints that is given a text; ``AssertionError`` with its error output when it fails."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), "NO_PROXY": "*", **environment}
    done = subprocess.run(command, input=given, capture_output=True, text=True, env=environ, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
