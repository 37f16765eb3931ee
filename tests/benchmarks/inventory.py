# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the inventory costs, against a bare plugin in the same run."""

from __future__ import annotations

import contextlib
import http.server
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.emulator.process import Emulator, running

from .measure import Cost, cost_of, median_of

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
SOURCE: dict[str, Any] = {
    "plugin": "opswatch.monitoring.prtg",
    "group_by": ["tree", "tags", "status"],
    "hostvars": ["id", "name", "status", "active", "tags", "priority", "paused_by"],
    "timeout": 300,
}
PLAIN = {
    "compose": {"monitored": "prtg_active", "state": "prtg_status"},
    "keyed_groups": [
        {"key": "prtg_status", "prefix": "state"},
        {"key": "prtg_tags", "prefix": "label"},
        {"key": "prtg_paused_by", "prefix": "silenced", "default_value": "by_nobody"},
    ],
}
PURE = {
    "compose": {
        "severity": "'high' if prtg_priority > 3 and prtg_status == 'down' else 'low'",
        "labels": "prtg_tags | map('upper') | join('-')",
    },
    "groups": {"busy": "prtg_status in ['down', 'warning'] and prtg_priority | int > 2"},
}
UNBOUNDED = {
    "compose": {
        "fqdn": "prtg_name ~ '.' ~ prtg_id ~ '.example.com'",
        "home": "lookup('ansible.builtin.env', 'HOME') ~ prtg_id",
        "digest": "prtg_name | hash('sha256')",
    },
}


@dataclass
class Bench:
    """A folder for sources, an emulator, and how often each case is run."""

    folder: Path
    emulator: Emulator
    runs: int

    def env(self, api: str = "v1") -> dict[str, str]:
        """The environment of every measured command."""
        return {
            "PATH": f"{BIN}:/usr/bin:/bin",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1",
            "ANSIBLE_INVENTORY_PLUGINS": str(HERE / "inventory_plugins"),
            "ANSIBLE_INVENTORY_ENABLED": "opswatch.monitoring.prtg,bare",
            "PRTG_URL": self.emulator.prtg if api == "v1" else self.emulator.prtg_v2,
            "PRTG_API": api,
            "PRTG_API_TOKEN": self.emulator.credentials["prtg_api_token"],
        }

    def source(self, name: str, content: dict[str, Any]) -> list[str]:
        """Write a source and return the command that lists it, as AWX does."""
        path = self.folder / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return [str(BIN / "ansible-inventory"), "-i", str(path), "--list", "--export"]

    def compare(self, *cases: tuple[list[str], str]) -> list[Cost]:
        """The median cost of each command and API; they take turns, so that the machine's mood meets all alike."""
        costs: list[list[Cost]] = [[] for _case in cases]
        for _run in range(self.runs):
            for number, (command, api) in enumerate(cases):
                costs[number].append(cost_of(command, self.env(api)))
        return [median_of(one) for one in costs]

    def listing(self, command: list[str], api: str = "v1") -> dict[str, Any]:
        """What a source makes."""
        return json.loads(subprocess.run(command, env=self.env(api), check=True, capture_output=True).stdout)


def prepared(listing: dict[str, Any]) -> bytes:
    """A listing as the page of the bare plugin: the same hosts, variables, groups and nesting."""
    groups = {name: group for name, group in listing.items() if name not in ("_meta", "all", "ungrouped")}
    joined: dict[str, list[str]] = {name: [] for name in listing["_meta"]["hostvars"]}
    for name, group in groups.items():
        for host in group.get("hosts", ()):
            joined[host].append(name)
    hosts = [(name, variables, joined[name]) for name, variables in listing["_meta"]["hostvars"].items()]
    nested = [(name, child) for name, group in groups.items() for child in group.get("children", ())]
    return json.dumps({"groups": list(groups), "nested": nested, "hosts": hosts}).encode()


@contextlib.contextmanager
def serving(page: bytes) -> Iterator[str]:
    """The URL of a page, as long as it lasts."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def row(case: str, cost: Cost, against: Cost | None = None, goal: float | None = None) -> None:
    """Print one line of the table; the goal is the highest ratio of wall time (and memory) that is good enough.

    The ratio of processor time stands beside: it is what counts where others use the machine.
    """
    text = f"| {case:58} | {cost.wall:7.2f} | {cost.cpu:7.2f} | {cost.memory:7.0f} |"
    if against is None:
        ratios = [""] * 3
    else:
        pairs = ((cost.wall, against.wall), (cost.cpu, against.cpu), (cost.memory, against.memory))
        ratios = [f"{mine / other:.2f}" for mine, other in pairs]
    print(text + "".join(f" {ratio:>5} |" for ratio in (*ratios, goal or "")), flush=True)


def against_bare(bench: Bench, title: str, options: dict[str, Any], goal: float) -> None:
    """Ours over both APIs, against the bare plugin that makes the same inventory."""
    ours = bench.source(f"{title}.prtg.yml", {**SOURCE, **options})
    listing = bench.listing(ours)
    with serving(prepared(listing)) as url:
        bare = bench.source("same.bare.yml", {"plugin": "bare", "page": url})
        best = bench.source("trusted.bare.yml", {"plugin": "bare", "page": url, "trust": True})
        base, trusting, first, second = bench.compare((bare, "v1"), (best, "v1"), (ours, "v1"), (ours, "v2"))
    row(f"{title}: bare plugin", base)
    row(f"{title}: bare plugin with plain strings", trusting, base)
    row(f"{title}: ours, v1", first, base, goal)
    row(f"{title}: ours, v2", second, base, goal)


def against_core(bench: Bench) -> None:
    """Expressions that nothing can be remembered of, against core's Constructable with the same."""
    ours = bench.source("unbounded.prtg.yml", {**SOURCE, **UNBOUNDED})
    plain = bench.listing(bench.source("no.prtg.yml", SOURCE))
    with serving(prepared(plain)) as url:
        core = bench.source("core.bare.yml", {"plugin": "bare", "page": url, **UNBOUNDED})
        base, mine = bench.compare((core, "v1"), (ours, "v1"))
    row("unbounded expressions: core's Constructable", base)
    row("unbounded expressions: ours, v1", mine, base, 1.05)


def latency_and_cache(bench: Bench) -> None:
    """200 ms a request, and a cache hit, against the same without."""
    command = bench.source("plain.prtg.yml", {**SOURCE, **PLAIN})
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(bench.folder / "cache")}
    cached = bench.source("cached.prtg.yml", {**SOURCE, **PLAIN, **cache})
    bench.listing(cached)
    base, hit, second = bench.compare((command, "v1"), (cached, "v1"), (command, "v2"))
    row("plain expressions: without cache", base)
    row("plain expressions: cache hit", hit, base, 1.0)
    bench.emulator.faults([{"path": "/api/", "delay": 0.2}])
    slow, second_slow = bench.compare((command, "v1"), (command, "v2"))
    bench.emulator.faults([])
    for api, late, plain in (("v1", slow, base), ("v2", second_slow, second)):
        row(f"200 ms a request, {api} ({late.wall - plain.wall:+.2f} s, goal +1.0)", late, plain)


def growth(runs: int, sizes: list[int]) -> None:
    """How time and memory grow with the number of devices."""
    costs = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, running(f"devices:{size}") as emulator:
            bench = Bench(Path(folder), emulator, runs if size < 50_000 else 1)
            command = bench.source("plain.prtg.yml", {**SOURCE, **PLAIN})
            bench.listing(command)
            [cost] = bench.compare((command, "v1"))
            costs.append(cost)
            row(f"{size} devices, v1", cost)
    for (small, one), (large, other) in zip(
        zip(sizes, costs, strict=True), list(zip(sizes, costs, strict=True))[1:], strict=False
    ):
        steps = math.log(large / small)
        time, memory = math.log(other.cpu / one.cpu) / steps, math.log(other.memory / one.memory) / steps
        print(
            f"  {small} to {large} devices: processor time grows with exponent {time:.2f}, "
            f"memory with {memory:.2f} (goal 1.05)"
        )


def run(arguments: list[str]) -> None:
    """Print the table. Arguments: the number of devices (10000), the runs of each case (3), sizes for the growth."""
    devices = int(arguments[0]) if arguments else 10_000
    runs = int(arguments[1]) if len(arguments) > 1 else 3
    sizes = [int(size) for size in arguments[2:]] or [1_000, 10_000, 100_000]
    print(f"{devices} devices, medians of {runs} runs, {os.cpu_count()} processors, Python {sys.version.split()[0]}")
    print(f"load of this machine before: {os.getloadavg()[0]:.1f}")
    print("| case | wall s | cpu s | peak MB | wall ratio | cpu ratio | memory ratio | goal |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, running(f"devices:{devices}") as emulator:
        bench = Bench(Path(folder), emulator, runs)
        against_bare(bench, "plain expressions", PLAIN, 1.1)
        against_bare(bench, "pure expressions", {**PLAIN, **PURE}, 1.25)
        against_core(bench)
        latency_and_cache(bench)
    growth(runs, sizes)
