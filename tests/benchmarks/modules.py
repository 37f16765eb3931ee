# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task of ours costs that changes nothing, as a ratio to ansible.builtin.ping in the same loop.

Once on a local connection as it comes, inside the controller's process, and once as a module process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import cost_of
from tests.emulator.process import Emulator, running

BIN = Path(sys.executable).parent

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "ansible.builtin.ping": ("", {"ansible.builtin.ping": {}}),
    "prtg_pause, API v1": ("v1", {"opswatch.monitoring.prtg_pause": {"ids": ["1012"]}}),
    "prtg_pause, API v2": ("v2", {"opswatch.monitoring.prtg_pause": {"ids": ["1012"]}}),
    "prtg_object_info, API v1": ("v1", {"opswatch.monitoring.prtg_object_info": {"ids": ["1001"]}}),
    "prtg_object_info, API v2": ("v2", {"opswatch.monitoring.prtg_object_info": {"ids": ["1001"]}}),
    "pingdom_check": (
        "v1",
        {"opswatch.monitoring.pingdom_check": {"name": "benchmark", "type": "ping", "host": "x.example"}},
    ),
    "pingdom_maintenance": (
        "v1",
        {
            "opswatch.monitoring.pingdom_maintenance": {
                "description": "benchmark",
                "start": "now",
                "duration": "2h",
                "check_tags": ["shop"],
            }
        },
    ),
}


A_PROCESS_OF_ITS_OWN = {"environment": {"BENCHMARK": "1"}}
"""A task with an environment is run as modules of other hosts are."""

Seconds = dict[str, tuple[float, float]]
"""Of each case the seconds a call inside the controller, and as a module."""


def run(arguments: list[str]) -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="modules", description=__doc__)
    parser.add_argument("--calls", type=int, default=20, help="calls of each module in one loop")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is measured; medians are shown")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, running() as emulator:
        rounds = [_one_round(emulator, Path(folder), options.calls) for _round in range(options.rounds)]
    here, there = ({name: statistics.median(one[name][place] for one in rounds) for name in CASES} for place in (0, 1))
    floor = here["ansible.builtin.ping"]
    print(f"{'a call that changes nothing':<30} {'s a call':>9} {'ratio':>6} {'as a module':>12} {'ratio':>6}")
    for name, value in here.items():
        print(f"{name:<30} {value:>9.3f} {value / floor:>6.2f} {there[name]:>12.3f} {there[name] / floor:>6.2f}")
    print("goal: a ratio of at most 1.5 to ping on a local connection")
    _thousand_ids()


def _one_round(emulator: Emulator, folder: Path, calls: int) -> Seconds:
    start = _loop(emulator, folder, "v1", {"ansible.builtin.meta": "noop"}, None)
    seconds = {}
    for name, (api, task) in CASES.items():
        if api:
            _loop(emulator, folder, api, task, 1)  # whatever there is to change has been changed now
        there = (_loop(emulator, folder, api, {**task, **A_PROCESS_OF_ITS_OWN}, calls) - start) / calls
        # inside the controller a call is so short that it takes more of them to measure one
        many = calls * 5 if api else calls
        seconds[name] = ((_loop(emulator, folder, api, task, many) - start) / many, there)
    return seconds


def _loop(emulator: Emulator, folder: Path, api: str, task: dict[str, Any], calls: int | None) -> float:
    """Wall seconds of a playbook that calls a task so often."""
    looped = task if calls is None else {**task, "loop": list(range(calls))}
    return play(folder, [looped], environment(emulator, api, folder))


def play(folder: Path, tasks: list[dict[str, Any]], env: Mapping[str, str]) -> float:
    playbook = folder / "playbook.json"
    playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    inventory = "localhost ansible_connection=local ansible_python_interpreter=" + sys.executable
    (folder / "hosts").write_text(inventory, encoding="utf-8")
    return cost_of([str(BIN / "ansible-playbook"), "-i", str(folder / "hosts"), str(playbook)], env).wall


def environment(emulator: Emulator, api: str, folder: Path) -> dict[str, str]:
    return {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PRTG_URL": emulator.prtg_v2 if api == "v2" else emulator.prtg,
        "PRTG_API": api or "auto",
        "PRTG_API_TOKEN": emulator.credentials["prtg_api_token"],
        "PINGDOM_URL": emulator.pingdom,
        "PINGDOM_API_TOKEN": emulator.credentials["pingdom_api_token"],
    }


def _thousand_ids() -> None:
    """How many requests one task takes that pauses a thousand devices, and one that finds them paused."""
    ids = [str(number) for number in _device_ids()]
    print(f"\n{'prtg_pause on 1,000 ids':<30} {'reads':>9} {'writes':>6}   (goal: pages + 1, a write for 100)")
    for api in ("v1", "v2"):
        with tempfile.TemporaryDirectory() as folder, running("devices:1000") as emulator:
            env = environment(emulator, api, Path(folder))
            for what in ("changing", "unchanged"):
                emulator.reset()
                play(Path(folder), [{"opswatch.monitoring.prtg_pause": {"ids": ids}}], env)
                requests = emulator.requests()
                writes = [one for one in requests if "pause" in one["path"]]
                print(f"{f'API {api}, {what}':<30} {len(requests) - len(writes):>9} {len(writes):>6}")


def _device_ids() -> list[int]:
    with running("devices:1000") as emulator:
        import requests

        table = requests.get(
            f"{emulator.prtg}/api/table.json",
            params={
                "content": "devices",
                "columns": "objid",
                "count": "2000",
                "apitoken": emulator.credentials["prtg_api_token"],
            },
            timeout=60,
        ).json()
    return [row["objid"] for row in table["devices"]]
