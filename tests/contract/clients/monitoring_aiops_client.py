# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls operations of monitoring-aiops on a PRTG server; runs in the clients' environment, reads its task from stdin.

Task: ``host`` and ``port`` of the server, and ``calls``, a list of module and function of ``monitoring_aiops.ops`` and
arguments. The API token comes from the environment variable that the client reads. Prints the list of results.
"""

from __future__ import annotations

import importlib
import json
import sys

from monitoring_aiops.config import TargetConfig
from monitoring_aiops.connection import MonitoringConnection


def main() -> None:
    """Make the calls, one after the other."""
    task = json.load(sys.stdin)
    target = TargetConfig("emulator", "prtg", task["host"], task["port"], scheme="http")
    connection = MonitoringConnection(target)
    results = []
    for module, function, *arguments in task["calls"]:
        operation = getattr(importlib.import_module(f"monitoring_aiops.ops.{module}"), function)
        results.append(operation(connection, *arguments))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
