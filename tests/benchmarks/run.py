# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run benchmarks: python -m tests.benchmarks.run [NAME [ARGUMENTS]]; without a name, all of them."""

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
    """Run the benchmark that the first argument names, with the others; or all. 1 if one returns that it is broken."""
    chosen, arguments = sys.argv[1:2] or names(), sys.argv[2:]
    if not set(chosen) <= set(names()):
        print(f"usage: python -m tests.benchmarks.run [{'|'.join(names())} [ARGUMENTS]]", file=sys.stderr)
        return 2
    broken = False
    for name in chosen:
        print(f"== {name}", flush=True)
        broken |= importlib.import_module(f"tests.benchmarks.{name}").run(arguments) is False
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
