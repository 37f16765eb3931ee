# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shortcuts of expressions gain over the memory of results alone: ``make bench ARGS=expressions``.

A source with one expression is read from an emulated PRTG and made into an inventory, with the shortcuts and without
them, in turns and in one process. What is compared is the processor time of all of it, best of several runs each.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader, inventory_loader

from tests.emulator.process import Emulator, running

NAME = "opswatch.monitoring.prtg"
SHORTCUTS = "ansible_collections.opswatch.monitoring.plugins.plugin_utils._expressions._shortcuts"

CASES: list[tuple[str, str, str, str]] = [
    ("bare name", "compose", "few", "prtg_status"),
    ("bare name", "compose", "each its own", "prtg_name"),
    ("path", "compose", "few", "prtg_tags[0]"),
    ("path", "compose", "each its own", "prtg_path[0]"),
    ("comparison", "groups", "few", "prtg_status == 'down'"),
    ("comparison", "groups", "few", "'linux' in prtg_tags"),
    ("comparison", "groups", "each its own", "'9' in prtg_name"),
    ("comparison", "groups", "few", "prtg_priority > 3"),
    ("comparison", "groups", "each its own", "prtg_id > '5'"),
]
"""Kind of the expression, the option that it stands in, how many values hosts have of what it reads, and itself."""


_LINE = "{:>7} {:<11} {:<8} {:<13} {:<24} {:>6} {:>6} {:>5}"


def seconds(path: Path, options: dict[str, Any], *, shortcuts: bool) -> float:
    """Processor seconds to make an inventory of a source."""
    path.write_text(json.dumps({"plugin": NAME, "group_by": ["tree"], **options}), encoding="utf-8")
    plugin, inventory = inventory_loader.get(NAME), InventoryData()
    began = time.process_time()
    if shortcuts:
        plugin.parse(inventory, DataLoader(), str(path))
    else:
        with mock.patch(SHORTCUTS, return_value=(None, None)):
            plugin.parse(inventory, DataLoader(), str(path))
    took = time.process_time() - began
    assert inventory.hosts
    return took


def measure(emulator: Emulator, path: Path, size: int, runs: int) -> None:
    """Print a line for each case."""
    connection = {"url": emulator.prtg, "api": "v1", "api_token": emulator.credentials["prtg_api_token"]}
    seconds(path, connection, shortcuts=True)
    for kind, option, values, expression in CASES:
        source = {**connection, option: {"made": expression}}
        pairs = [[seconds(path, source, shortcuts=shortcuts) for shortcuts in (True, False)] for _run in range(runs)]
        short, memory = (min(column) for column in zip(*pairs, strict=True))
        figures = f"{short:.2f}", f"{memory:.2f}", f"{1 - short / memory:.0%}"
        print(_LINE.format(f"{size:,}", kind, option, values, expression, *figures), flush=True)


def run(arguments: list[str]) -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(prog="expressions", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured; the best is shown")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="numbers of hosts")
    chosen = parser.parse_args(arguments)
    os.environ["ANSIBLE_DEVEL_WARNING"] = "false"
    init_plugin_loader([])
    print(_LINE.format("hosts", "kind", "option", "values", "expression", "with", "memory", "gain"))
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder, running(f"devices:{size}") as emulator:
            measure(emulator, Path(folder) / "prtg.yml", size, chosen.runs)
