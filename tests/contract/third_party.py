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

ABSENT = f"{VARIABLE} does not name a Python with the packages of tests/contract/requirements.txt"


def interpreter() -> str | None:
    """The clients' Python, when there is one."""
    return os.environ.get(VARIABLE) or None


def run(client: str, task: dict[str, Any], home: Path, **environment: str) -> Any:
    """What the client prints for a task; ``AssertionError`` with its error output when it fails."""
    python = interpreter()
    assert python, ABSENT
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), "NO_PROXY": "*", **environment}
    command = [python, str(CLIENTS / f"{client}_client.py")]
    done = subprocess.run(
        command, input=json.dumps(task), capture_output=True, text=True, env=environ, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
