# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as a subprocess, for tests and the demonstration; only the standard library is needed."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Emulator:
    """A running emulator: its URLs, its credentials and its control calls."""

    prtg: str
    prtg_v2: str
    pingdom: str
    credentials: dict[str, str]
    process: subprocess.Popen[str]
    ca: str | None = None

    def requests(self, server: str | None = None) -> list[dict[str, Any]]:
        """Every request since the last reset, of one server or of all three."""
        seen = self._control("GET", "requests")
        return [entry for entry in seen if server in (None, entry["server"])]

    def reset(self, world: bool = False) -> None:
        """Forget requests, faults and quirks, and what still waits; with ``world`` also the state and the clock."""
        self._control("POST", "reset", {"world": world})

    def faults(self, rules: list[dict[str, Any]]) -> None:
        """Put these rules in force instead of the present ones."""
        self._control("POST", "faults", rules)

    def release(self) -> int:
        """Let everything go on that a fault holds, and hold nothing more; how many requests those were."""
        released: dict[str, int] = self._control("POST", "release", {})
        return released["released"]

    def advance(self, seconds: float) -> None:
        """Move the servers' clock forward."""
        self._control("POST", "clock", {"advance": seconds})

    def now(self) -> float:
        """What time it is on the servers, in Unix time."""
        moved: dict[str, float] = self._control("POST", "clock", {"advance": 0})
        return moved["now"]

    def quirk(self, name: str, on: bool = True) -> None:
        """Switch a quirk on or off."""
        self._control("POST", "quirks", {name: on})

    def quirks(self) -> dict[str, dict[str, Any]]:
        """Every quirk with its state, description and source."""
        known: dict[str, dict[str, Any]] = self._control("GET", "quirks")
        return known

    def _control(self, method: str, call: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.prtg}/_emulator/{call}", data, method=method)
        try:
            with opener(self.ca).open(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise ValueError(error.read().decode()) from error


@cache
def opener(ca: str | None = None) -> urllib.request.OpenerDirector:
    """Without proxies; made once, as loading certificates takes its time."""
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if ca is not None:
        handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=ca)))
    return urllib.request.build_opener(*handlers)


@contextmanager
def running(world: str = "demo", tls: bool = False, python: str = sys.executable) -> Iterator[Emulator]:
    """Start the emulator, wait until it is ready, and stop it at the end, whatever happens; it also ends with this
    process.
    """
    if Path(world).is_file():
        world = str(Path(world).resolve())
    command = [python, "-m", "tests.emulator", "--world", world, "--stop-with-stdin", *(["--tls"] if tls else [])]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the emulator did not start (exit status {process.wait(10)})")
        yield Emulator(process=process, **json.loads(line))
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
