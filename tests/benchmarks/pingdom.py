# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one task about many Pingdom checks costs, in requests and seconds at a latency, against a task for each."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.modules import A_PROCESS_OF_ITS_OWN, environment, play
from tests.emulator.process import Emulator, running

LISTED = ("id", "name", "type", "host", "resolution", "tags")
"""Options of which the list shows everything."""
EXPORT: list[dict[str, Any]] = [
    {"opswatch.monitoring.pingdom_check_info": {"details": True}, "register": "found"},
    {
        "ansible.builtin.copy": {
            "content": "{{ found.checks | map(attribute='config') | to_json }}",
            "dest": "{{ playbook_dir }}/entries.json",
        }
    },
]


NEW = "new"
"""The tag of the checks that are made."""
LONGEST, LEAST_RATIO = 10.0, 20.0
"""The goal: seconds, and how many times faster than a task for each check."""


@dataclass(frozen=True)
class Case:
    """A task about many checks, and how many requests it may take at ``most``.

    ``on_top`` says that it finds what the case before has left, ``has_goal`` that it has to be fast.
    """

    name: str
    task: dict[str, Any]
    most: int
    on_top: bool = False
    has_goal: bool = True


def cases(entries: list[dict[str, Any]]) -> list[Case]:
    """What is measured; a module for many checks is a line here."""
    check_set, pause = "opswatch.monitoring.pingdom_check_set", "opswatch.monitoring.pingdom_pause"
    count = len(entries)
    shown = [{name: value for name, value in entry.items() if name in LISTED} for entry in entries]
    tags = sorted({tag for entry in entries for tag in entry["tags"]})
    new = [
        {**entry, "id": None, "name": f"new {number}", "tags": [NEW], "paused": False}
        for number, entry in enumerate(entries)
    ]
    return [
        Case("pingdom_check_set, unchanged, the list suffices", {check_set: {"checks": shown}}, 1),
        Case("pingdom_check_set, unchanged, every option", {check_set: {"checks": entries}}, 1 + count),
        # the list, the windows that may hide who is paused, the pause, the proof
        Case("pingdom_pause, by tags, some paused before", {pause: {"tags": tags}}, 4),
        # the list, contacts, teams, free slots; each is sent, looked for in a list that those who wait share, read back
        Case(f"pingdom_check_set, {count} new checks", {check_set: {"checks": new}}, 4 + 3 * count, has_goal=False),
        Case(f"pingdom_pause, these {count} by their tag", {pause: {"tags": [NEW]}}, 3, on_top=True),
    ]


def run(arguments: list[str]) -> bool:
    """Measure and print one table; whether all of it is within its bounds."""
    parser = argparse.ArgumentParser(prog="pingdom", description=__doc__)
    parser.add_argument("--checks", type=int, default=500, help="checks in the account")
    parser.add_argument("--latency", type=float, default=0.1, help="seconds that each answer takes longer")
    parser.add_argument("--calls", type=int, default=10, help="calls of pingdom_check that are measured")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place, running(f"checks:{options.checks}") as emulator:
        folder = Path(place)
        env = environment(emulator, "v1", folder)
        play(folder, EXPORT, env)
        entries = json.loads((folder / "entries.json").read_text(encoding="utf-8"))
        for entry in entries:
            del entry["custom_message"]  # a playbook would take some of these texts for templates
        delay = [{"server": "pingdom", "delay": options.latency}]
        each = _one_check(emulator, folder, env, entries, delay, options.calls) * len(entries)
        print(f"{len(entries)} checks, {options.latency * 1000:.0f} ms latency: {'s':>22} {'ratio':>6} {'requests':>9}")
        print(f"{'a loop of pingdom_check processes':<50} {each:>7.1f} {1:>6.1f}   ({options.calls} were measured)")
        broken = []
        for case in cases(entries):
            emulator.reset(world=not case.on_top)
            emulator.advance(120)  # what was written is not remembered any more
            emulator.faults(delay)
            seconds = play(folder, [case.task], env)
            asked = len(emulator.requests("pingdom"))
            print(
                f"{case.name:<50} {seconds:>7.1f} {each / seconds:>6.1f} {asked:>9}   (at most {case.most})", flush=True
            )
            too_slow = case.has_goal and (seconds > LONGEST or each < LEAST_RATIO * seconds)
            broken += [f"{case.name}: too many requests"] * (asked > case.most) + [f"{case.name}: too slow"] * too_slow
    print(f"seconds of ansible-playbook, at a load of {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"goal, but for new checks: at most {LONGEST:.0f} s, and {LEAST_RATIO:.0f} times faster than the loop")
    print(*(f"BROKEN: {one}" for one in broken), sep="\n", end="\n" * bool(broken))
    return not broken


def _one_check(
    emulator: Emulator,
    folder: Path,
    env: Mapping[str, str],
    entries: list[dict[str, Any]],
    delay: list[dict[str, Any]],
    calls: int,
) -> float:
    """Seconds that a process takes that finds one check as it shall be."""
    start = play(folder, [{"ansible.builtin.meta": "noop"}], env)
    emulator.faults(delay)
    some = entries[:: max(1, len(entries) // calls)][:calls]
    tasks = [{"opswatch.monitoring.pingdom_check": entry, **A_PROCESS_OF_ITS_OWN} for entry in some]
    return (play(folder, tasks, env) - start) / len(some)
