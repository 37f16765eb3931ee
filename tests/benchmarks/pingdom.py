# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one task about many Pingdom checks costs, in requests and seconds at a latency, against a task for each."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.modules import A_PROCESS_OF_ITS_OWN, environment, play
from tests.emulator.process import Emulator, running

LISTED = ("id", "name", "type", "host", "resolution", "tags")
"""Options of which the list shows everything."""
EXPORT = [
    {"opswatch.monitoring.pingdom_check_info": {"details": True}, "register": "found"},
    {
        "ansible.builtin.copy": {
            "content": "{{ found.checks | map(attribute='config') | to_json }}",
            "dest": "{{ playbook_dir }}/entries.json",
        }
    },
]


@dataclass(frozen=True)
class Case:
    """A task about all checks, and how many requests it may take, for ``count`` checks."""

    name: str
    task: dict[str, Any]
    most: str


def cases(entries: list[dict[str, Any]], count: int) -> list[Case]:
    """What is measured; a module for many checks is a line here."""
    module = "opswatch.monitoring.pingdom_check_set"
    shown = [{name: value for name, value in entry.items() if name in LISTED} for entry in entries]
    tags = sorted({tag for entry in entries for tag in entry["tags"]})
    new = [{**entry, "id": None, "name": f"new {number}"} for number, entry in enumerate(shown)]
    return [
        Case("pingdom_check_set, unchanged, the list suffices", {module: {"checks": shown}}, "1"),
        Case("pingdom_check_set, unchanged, every option", {module: {"checks": entries}}, f"1 + {count}"),
        Case("pingdom_pause, all that have a tag", {"opswatch.monitoring.pingdom_pause": {"tags": tags}}, "3"),
        # each is sent, looked for in the list, which five share, and read back
        Case(f"pingdom_check_set, {count} new checks", {module: {"checks": new}}, f"3 + 3 * {count}"),
    ]


def run(arguments: list[str]) -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="pingdom", description=__doc__)
    parser.add_argument("--checks", type=int, default=500, help="checks in the account")
    parser.add_argument("--latency", type=float, default=0.1, help="seconds that each answer takes longer")
    parser.add_argument("--calls", type=int, default=10, help="calls of pingdom_check that are measured")
    options = parser.parse_args(arguments)
    world = f"checks:{options.checks}"
    with tempfile.TemporaryDirectory() as place, running(world) as emulator:
        folder = Path(place)
        env = environment(emulator, "v1", folder)
        play(folder, EXPORT, env)
        entries = json.loads((folder / "entries.json").read_text(encoding="utf-8"))
        for entry in entries:
            del entry["custom_message"]  # a playbook would take some of these texts for templates
        delay = [{"server": "pingdom", "delay": options.latency}]
        start = play(folder, [{"ansible.builtin.meta": "noop"}], env)
        one = _one_check(emulator, folder, env, entries, delay, options.calls, start)
        each = one * len(entries)
        print(f"{len(entries)} checks, {options.latency * 1000:.0f} ms latency: {'s':>22} {'ratio':>6} {'requests':>9}")
        print(f"{'a loop of pingdom_check processes':<50} {each:>7.1f} {1:>6.2f}   ({options.calls} were measured)")
        for case in cases(entries, len(entries)):
            emulator.reset()
            emulator.faults(delay)
            seconds = play(folder, [case.task], env) - start
            asked = len(emulator.requests("pingdom"))
            print(f"{case.name:<50} {seconds:>7.1f} {each / seconds:>6.1f} {asked:>9}   (at most {case.most})")
    print("goal: under 10 s, and at least 20 times faster than the loop")


def _one_check(
    emulator: Emulator,
    folder: Path,
    env: Mapping[str, str],
    entries: list[dict[str, Any]],
    delay: list[dict[str, Any]],
    calls: int,
    start: float,
) -> float:
    """Seconds that a process takes that finds one check as it shall be."""
    emulator.faults(delay)
    some = entries[:: max(1, len(entries) // calls)][:calls]
    tasks = [{"opswatch.monitoring.pingdom_check": entry, **A_PROCESS_OF_ITS_OWN} for entry in some]
    return (play(folder, tasks, env) - start) / len(some)
