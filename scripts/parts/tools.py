# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the tools that are installed in .venv."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from scripts import setup
from scripts.jobs import Words, command


def tool(words: Words, log: Path, environ: Mapping[str, str] | None = None) -> int:
    """Run a tool of .venv, which finds the other tools of .venv first on PATH; return its exit status."""
    path = os.pathsep.join([str(setup.VENV / "bin"), os.environ["PATH"]])
    return command([setup.VENV / "bin" / words[0], *words[1:]], log, environ={"PATH": path, **(environ or {})})
