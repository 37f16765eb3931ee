# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module itself costs, without Ansible: module.py NAME PARAMETERS [COST].

It runs in a process of its own. With ``COST``, a file to be written, it runs as in a play on a local connection: in a
fork of a process that has imported what the controller imports before its first task. The file then has the seconds on
the wall and of the processors, and the peak memory in KiB, of the fork alone.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of

PLUGINS = "ansible_collections.opswatch.monitoring.plugins"


def main() -> str | None:
    """Run it, and print what it returns, lists as their lengths; the message of a failure, None without one."""
    specification = importlib.import_module(f"{PLUGINS}.modules.{sys.argv[1]}").SPECIFICATION
    params = {name: option.get("default") for name, option in specification.argument_spec().items()}
    params.update(json.loads(sys.argv[2]))
    answer = answer_of(specification, params, check_mode=False, diff_mode=False)
    if answer.get("failed"):
        return str(answer["msg"])
    print(json.dumps({name: len(value) if isinstance(value, list) else value for name, value in answer.items()}))
    return None


def as_task(cost: Path) -> None:
    """Run it in a fork of what the controller is by then, which ends as Ansible's do, and write down what it costs."""
    importlib.import_module(f"{PLUGINS}.action.{sys.argv[1]}")
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        message = main()
        print(message or "", file=sys.stderr, flush=True)
        sys.stdout.flush()
        os._exit(message is not None)
    _pid, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - began
    cost.write_text(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss]), encoding="utf-8")
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    sys.exit(main()) if len(sys.argv) == 3 else as_task(Path(sys.argv[3]))
