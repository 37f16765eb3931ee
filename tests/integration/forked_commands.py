# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of one Ansible as forks of a Python that has imported already what is not Ansible's own.

That is a third of what a short run costs. What a command imports of Ansible itself, and with that its configuration, it
imports in its own environment. Its standard output and error are files. As a program, this is the Python that is forked
(of any core, so with the oldest Python that one runs on): it forks for each order that comes by its socket.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

OF_RUNS = ("ansible.cli.playbook", "ansible.cli.inventory", "ansible.plugins.strategy.linear", "requests", "lxml.etree")
"""What runs import; of all that comes with it the part that is not Ansible's is imported in advance."""


class ForkedCommands:
    """The commands in ``core_bin``; its Python starts with the first of them and ends with this process."""

    def __init__(self, core_bin: Path) -> None:
        self.core_bin = core_bin
        self._folder = tempfile.TemporaryDirectory()
        atexit.register(self.close)
        address = Path(self._folder.name) / "socket"
        self._python = subprocess.Popen(
            [core_bin / "python", "-I", __file__, address],
            env={"LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._python.stdout is not None
        assert self._python.stdout.readline(), "the Python for commands did not start"
        self._address = str(address)

    def run(
        self, words: list[str], env: Mapping[str, str], cwd: Path, timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, as ``subprocess.run`` does with its output captured as text and with nothing to read."""
        command, *arguments = words
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as connection:
            out, err = Path(folder) / "out", Path(folder) / "err"
            argv = [str(self.core_bin / command), *arguments]
            connection.connect(self._address)
            order = {"argv": argv, "env": dict(env), "cwd": str(cwd), "output": [str(out), str(err)]}
            connection.sendall(json.dumps(order).encode() + b"\n")
            with connection.makefile() as told:
                group = int(told.readline())
                connection.settimeout(timeout)
                try:
                    status = int(told.readline())
                except TimeoutError:
                    os.killpg(group, signal.SIGKILL)
                    raise subprocess.TimeoutExpired(argv, timeout) from None
            shown = (path.read_text(encoding="utf-8") for path in (out, err))
            return subprocess.CompletedProcess(argv, status, *shown)

    def close(self) -> None:
        """End the Python that is forked."""
        self._python.kill()
        self._python.wait()
        for stream in (self._python.stdin, self._python.stdout):
            if stream is not None:
                stream.close()
        self._folder.cleanup()


@functools.cache
def commands_of(core_bin: Path) -> ForkedCommands:
    """The commands of one core, started once."""
    return ForkedCommands(core_bin)


def import_in_advance() -> None:
    """Import what a fork finds to be imported by a run, but for Ansible and what comes of its configuration."""
    readable, writable = os.pipe()
    if os.fork() == 0:
        for name in OF_RUNS:
            importlib.import_module(name)
        names = [name for name in sys.modules if name.partition(".")[0] not in ("ansible", "__main__")]
        os.write(writable, json.dumps(names).encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable) as stream:
        names = json.load(stream)
    for name in names:
        with contextlib.suppress(ImportError):  # parts of compiled libraries that have no file of their own
            importlib.import_module(name)


def next_order(address: str) -> dict[str, Any]:
    """Return in the fork that is to carry out an order, once for each that comes, until standard input ends."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        print("ready", flush=True)
        while listener in select.select([listener, sys.stdin], [], [])[0]:
            connection, _address = listener.accept()
            with connection, contextlib.suppress(ChildProcessError):
                if os.fork() == 0:
                    return order_for_a_fork(connection)
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
    sys.exit()


def order_for_a_fork(connection: socket.socket) -> dict[str, Any]:
    """Read an order and return it in a fork; tell the group of processes and, when it has ended, its exit status."""
    with connection.makefile() as lines:
        order: dict[str, Any] = json.loads(lines.readline())
    os.setsid()  # before the fork, so that there is a group to be stopped as soon as it is told
    pid = os.fork()
    if pid == 0:
        return order
    connection.sendall(b"%d\n" % os.getpid())
    _pid, status = os.waitpid(pid, 0)
    connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def carry_out(order: dict[str, Any]) -> None:
    """Become the command."""
    os.environ.clear()
    os.environ.update(order["env"])
    time.tzset()
    os.chdir(order["cwd"])
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    for number, path in enumerate(order["output"], start=1):
        with open(path, "wb") as stream:
            os.dup2(stream.fileno(), number)
    sys.argv = order["argv"]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import_in_advance()
    gc.freeze()
    carry_out(next_order(sys.argv[1]))
