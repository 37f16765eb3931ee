# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What large PRTG servers cost: time and memory against the server's own and a bare script, and requests."""

from __future__ import annotations

import argparse
import functools
import json
import math
import os
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.inventory import PLAIN, SOURCE, Bench
from tests.benchmarks.measure import Cost, best_of, cost_of
from tests.emulator.process import Emulator, running

SCRIPTS = Path(__file__).parent / "scripts"
LONGER, PEAK = 1.15, 650.0
"""The goals of an inventory: wall time by the longer of its own processor time and the server's, and MB."""
WALL, MEMORY = 1.5, 2.5
"""The goals of reading objects, as ratios to a bare script."""
APIS = ("v1", "v2")


@dataclass
class Verdicts:
    """What is printed of each case, and which goals were missed."""

    broken: list[str] = field(default_factory=list)

    def hold(self, case: str, figure: float, most: float, text: str) -> None:
        """Print a figure beside the most that it may be."""
        print(f"{case:<46} {text}: {figure:.2f} (at most {most:g})", flush=True)
        if figure > most:
            self.broken.append(f"{case}: {text}")


Measured = Callable[[], Cost]
"""Does something, and returns what it cost."""


def best(measured: Sequence[Measured], runs: int) -> list[Cost]:
    """What each costs at best: each number for itself, the least of some runs in turns.

    So others who use the machine, and its moods, count as little as they can.
    """
    turns = [[measure() for measure in measured] for _run in range(runs)]
    return [best_of(one) for one in zip(*turns, strict=True)]


def costs(commands: Sequence[Sequence[str]], env: dict[str, str], runs: int) -> list[Cost]:
    """What commands cost at best."""
    return best([functools.partial(cost_of, command, env) for command in commands], runs)


def as_task(command: Sequence[str], env: dict[str, str]) -> Cost:
    """What the command of a module costs without the start of what the controller has imported by then."""
    with tempfile.NamedTemporaryFile() as told:
        cost_of([*command, told.name], env)
        wall, cpu, kib = json.loads(Path(told.name).read_text(encoding="utf-8"))
    return Cost(wall, cpu, kib * 1024 / 1e6)


def asked_of(emulator: Emulator, api: str) -> list[str]:
    """The URLs of what a server was asked since the last reset, without credentials."""
    base = emulator.prtg if api == "v1" else emulator.prtg_v2.removesuffix("/api/v2")
    urls = []
    for entry in emulator.requests(SERVERS[api]):
        query = {name: values for name, values in entry["query"].items() if name != "apitoken"}
        urls.append(f"{base}{entry['path']}?{urllib.parse.urlencode(query, doseq=True)}")
    return urls


def bare(bench: Bench, api: str, *words: str) -> list[str]:
    """The bare script that asks for what was asked last."""
    requests = bench.folder / f"requests-{api}.json"
    requests.write_text(json.dumps(asked_of(bench.emulator, api)), encoding="utf-8")
    token = bench.emulator.credentials["prtg_api_token"]
    return [sys.executable, str(SCRIPTS / "bare.py"), str(requests), token, *words]


def inventory(verdicts: Verdicts, devices: int, runs: int) -> None:
    """An inventory of very many devices: no time but its own or the server's, whichever is longer, and its memory."""
    with tempfile.TemporaryDirectory() as folder, running(f"devices:{devices}") as emulator:
        bench = Bench(Path(folder), emulator, runs)
        command = bench.source("plain.prtg.yml", {**SOURCE, **PLAIN})
        for api in APIS:
            env = bench.env(api)
            cost_of(command, env)
            emulator.reset()
            cost_of(command, env)
            fetch = bare(bench, api)
            mine, server = costs([command, fetch], env, runs)
            case = f"inventory of {devices} devices, {api}"
            print(f"{case}: {mine.wall:.1f} s on the wall, {mine.cpu:.1f} s of it our own, {mine.memory:.0f} MB;")
            print(f"{'':<46} the server alone takes {server.wall:.1f} s for the same pages")
            verdicts.hold(case, mine.wall / max(mine.cpu, server.wall), LONGER, "wall by the longer of the two")
            verdicts.hold(case, mine.memory, PEAK, "MB at the peak")


def module(bench: Bench, api: str, name: str, **options: Any) -> list[str]:
    """The command that runs a module with these options."""
    env = bench.env(api)
    given = {**options, "url": env["PRTG_URL"], "api": api, "api_token": env["PRTG_API_TOKEN"]}
    return [sys.executable, str(SCRIPTS / "module.py"), name, json.dumps(given)]


def pages(api: str, rows: int) -> int:
    """The pages of a list of so many rows, each of which begins with the last row of the page before."""
    return max(1, math.ceil((rows - 1) / (PAGE[api] - 1)))


def objects(verdicts: Verdicts, sensors: int, runs: int) -> None:
    """``prtg_object_info`` of very many sensors, as a task, against a bare script that reads the same pages."""
    with tempfile.TemporaryDirectory() as folder, running(f"devices:{sensors // 10}:{sensors}") as emulator:
        bench = Bench(Path(folder), emulator, runs)
        for api in APIS:
            env = bench.env(api)
            command = module(bench, api, "prtg_object_info", kind=["sensor"])
            cost_of(command, env)
            emulator.reset()
            cost_of(command, env)
            number = len(asked_of(emulator, api))
            against = bare(bench, api, "read")
            measures = ((as_task, command), (cost_of, command), (cost_of, against))
            measured = [functools.partial(measure, what, env) for measure, what in measures]
            mine, process, other = best(measured, runs)
            case = f"prtg_object_info of {sensors} sensors, {api}"
            print(f"{case}: {mine.wall:.2f} s on the wall, {mine.cpu:.2f} s of it our own, {mine.memory:.0f} MB;")
            print(f"{'':<46} a bare script {other.wall:.2f} s, {other.cpu:.2f} s, {other.memory:.0f} MB")
            print(f"{'':<46} in a process of its own {process.wall:.2f} s, {process.wall / other.wall:.2f} times that")
            verdicts.hold(case, number, pages(api, sensors) + CONSTANT, "requests")
            verdicts.hold(case, mine.wall / other.wall, WALL, "wall by the script's")
            verdicts.hold(case, mine.memory / other.memory, MEMORY, "memory by the script's")


def waiting(verdicts: Verdicts, sensors: int, runs: int) -> None:
    """``prtg_wait`` on very many sensors, which are looked at until nothing has changed for a while."""
    with tempfile.TemporaryDirectory() as folder, running(f"devices:{sensors // 10}:{sensors}") as emulator:
        bench = Bench(Path(folder), emulator, runs)
        for api in APIS:
            env = bench.env(api)
            command = module(bench, api, "prtg_wait", kind=["sensor"], **WHILE_UP)
            emulator.reset()
            looks = json.loads(subprocess.run(command, env=env, check=True, capture_output=True).stdout)["looks"]
            number = len(asked_of(emulator, api))
            mine, other = costs([command, bare(bench, api, "read")], env, runs)
            case = f"prtg_wait on {sensors} sensors, {api}"
            print(f"{case}: {looks} looks, {mine.cpu:.2f} s of processor time, {mine.memory:.0f} MB;")
            print(f"{'':<46} a bare script takes {other.cpu:.2f} s to read as many pages")
            verdicts.hold(case, number, (1 + looks) * pages(api, sensors) + CONSTANT, "requests")


def cloning(verdicts: Verdicts, devices: int, _runs: int) -> None:
    """``prtg_object`` that makes many devices after a template, with each answer taking longer."""
    with tempfile.TemporaryDirectory() as folder, running("devices:10:20") as emulator:
        bench = Bench(Path(folder), emulator, 1)
        for api in APIS:
            env = bench.env(api)
            entries = [{"name": f"new {number}", "host": f"10.9.0.{number}"} for number in range(devices)]
            command = module(bench, api, "prtg_object", kind="device", **TEMPLATE, objects=entries)
            emulator.reset(world=True)
            emulator.faults([{"delay": LATENCY}])
            cost = cost_of(command, env)
            seen = emulator.requests(SERVERS[api])
            case = f"prtg_object clones {devices} devices, {api}"
            print(f"{case}: {cost.cpu:.2f} s of processor time, with {LATENCY * 1000:.0f} ms to each request")
            verdicts.hold(case, len(seen) / devices, REQUESTS_EACH, "requests by devices")
            verdicts.hold(case, max(entry["at_once"] for entry in seen), AT_ONCE, "requests at once")
            verdicts.hold(case, cost.wall / devices, SECONDS_EACH, "seconds by devices")


SERVERS = {"v1": "prtg", "v2": "prtg_v2"}
"""Where the emulator records what an API was asked."""
PAGE = {"v1": 2500, "v2": 3000}
"""Rows of a page."""
WHILE_UP = {"filter": "status = up", "until": "up", "stable_for": "3s", "wait_delay": 1}
"""What is waited for: that the sensors that are up, nearly all, stay so for a few looks."""
TEMPLATE = {"parent": "Probe 1/Site 00", "clone_from": "Probe 1/Site 00/host-000000", "tags": ["new"], "active": True}
LATENCY = 0.1
REQUESTS_EACH, AT_ONCE, SECONDS_EACH = 4, 4, 60 / 200
"""The goals of making objects."""
CONSTANT = 8
"""Requests besides the pages of what is asked for: probes, groups and devices, which paths and tags follow from."""

Case = Callable[[Verdicts, int, int], None]
CASES: dict[str, tuple[Case, int]] = {
    "inventory": (inventory, 100_000),
    "objects": (objects, 10_000),
    "waiting": (waiting, 5_000),
    "cloning": (cloning, 200),
}
"""What is measured, with how many objects."""


def run(arguments: list[str]) -> bool:
    """Measure and print; whether all of it is within its bounds."""
    parser = argparse.ArgumentParser(prog="prtg", description=__doc__)
    parser.add_argument("cases", nargs="*", default=list(CASES), help=f"some of {', '.join(CASES)}")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command; the best count")
    parser.add_argument("--size", type=int, help="another number of objects")
    options = parser.parse_args(arguments)
    verdicts = Verdicts()
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for name in options.cases:
        case, size = CASES[name]
        case(verdicts, options.size or size, options.runs)
    print(*(f"BROKEN: {one}" for one in verdicts.broken), sep="\n", end="\n" * bool(verdicts.broken))
    return not verdicts.broken
