# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module itself costs, without Ansible: module.py NAME PARAMETERS, as it runs inside the controller."""

from __future__ import annotations

import importlib
import json
import sys

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of

MODULES = "ansible_collections.opswatch.monitoring.plugins.modules"


def main() -> None:
    """Run it, and print what it returns, lists as their lengths; the message of a failure is that of the process."""
    specification = importlib.import_module(f"{MODULES}.{sys.argv[1]}").SPECIFICATION
    params = {name: option.get("default") for name, option in specification.argument_spec().items()}
    params.update(json.loads(sys.argv[2]))
    answer = answer_of(specification, params, check_mode=False, diff_mode=False)
    if answer.get("failed"):
        sys.exit(answer["msg"])
    print(json.dumps({name: len(value) if isinstance(value, list) else value for name, value in answer.items()}))


if __name__ == "__main__":
    main()
