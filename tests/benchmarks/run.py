# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a benchmark: python -m tests.benchmarks.run NAME [ARGUMENTS]."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def names() -> list[str]:
    """The benchmarks there are: the modules beside this one with a function ``run`` that takes the arguments."""
    modules = Path(__file__).parent.glob("[a-z]*.py")
    return sorted(
        path.stem for path in modules if "\ndef run(arguments: list[str])" in path.read_text(encoding="utf-8")
    )


def main() -> int:
    """Run the benchmark that the first argument names, with the others."""
    if len(sys.argv) < 2 or sys.argv[1] not in names():
        print(f"usage: python -m tests.benchmarks.run {'|'.join(names())} [ARGUMENTS]", file=sys.stderr)
        return 2
    importlib.import_module(f"tests.benchmarks.{sys.argv[1]}").run(sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
