# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of one Ansible as forks of a Python that has imported Ansible already.

Imports are half of what a short run costs. What Ansible imports depends on its configuration, and that on environment
and working directory. So there are two stages: a Python that has imported what is not Ansible's own, and forks of it
that have imported Ansible too, one for each configuration, made when it is first wanted. Where the working directory
has a configuration of its own, a command is a fork of the first. Standard output and error of commands are files.

The second stage also knows what Ansible itself would find out in each run, or in each worker, always with the same
result (``know_in_advance``). What is this collection's is loaded by each command, as everywhere.

As a program, this is the first stage (of any core, so with the oldest Python that one runs on): it forks for each order
that comes by its socket.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib.machinery
import inspect
import json
import marshal
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, TextIO

OF_RUNS = ("ansible.cli.playbook", "ansible.cli.inventory", "ansible.plugins.strategy.linear", "requests", "lxml.etree")
"""What runs import."""
BESIDES = ("html", "multiprocessing.popen_fork", "multiprocessing.synchronize")
"""What they import besides, later."""
CLASSES = ("become", "callback", "connection", "inventory", "shell", "vars")
"""Kinds of plugins of which playbooks want all classes, each with its documentation, before the first task."""
GARBAGE = 50_000
"""Objects after which garbage is looked for: each look writes to memory that a worker shares with its parent."""
FINDER = "ansible.utils.collection_loader._collection_finder"
"""Ansible's loader of collections."""
NO_CONFIGURATION = ("PINGDOM_", "PRTG_", "RESULT_LINES", "TMPDIR")
"""Variables that no import looks at start like this."""
KEPT = 4
"""Configurations for which Ansible stays imported, each a process of about 70 MB."""


class ForkedCommands:
    """The commands in ``core_bin``; its Python starts with the first of them and ends with this process."""

    def __init__(self, core_bin: Path) -> None:
        self.core_bin = core_bin
        self._folder = tempfile.TemporaryDirectory()
        atexit.register(self.close)
        self._plain = self._address(0)
        self._configured: dict[frozenset[tuple[str, str]], str] = {}
        self._numbers = count(1)
        self._turn = threading.Lock()
        self._python = subprocess.Popen(
            [core_bin / "python", "-I", __file__, self._plain],
            env={"LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._python.stdout is not None
        assert self._python.stdout.readline(), "the Python for commands did not start"

    @property
    def home(self) -> Path:
        """A home directory for commands: as part of their configuration it has to be the same for all."""
        home = Path(self._folder.name, "home")
        home.mkdir(exist_ok=True)
        return home

    def run(
        self, words: list[str], env: Mapping[str, str], cwd: Path, timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, as ``subprocess.run`` does with its output captured as text and with nothing to read."""
        command, *arguments = words
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            out, err = Path(folder) / "out", Path(folder) / "err"
            argv = [str(self.core_bin / command), *arguments]
            order = {"argv": argv, "env": dict(env), "cwd": str(cwd), "output": [str(out), str(err)]}
            with self._turn:
                connection, told = stack.enter_context(ordered(self._python_for(env, cwd), order))
            group = int(told.readline())
            connection.settimeout(timeout)
            try:
                status = int(told.readline())
            except TimeoutError:
                os.killpg(group, signal.SIGKILL)
                raise subprocess.TimeoutExpired(argv, timeout) from None
            shown = (path.read_text(encoding="utf-8") for path in (out, err))
            return subprocess.CompletedProcess(argv, status, *shown)

    def _python_for(self, env: Mapping[str, str], cwd: Path) -> str:
        """The address of the Python to fork, made if it is not there yet."""
        if (cwd / "ansible.cfg").exists():
            return self._plain
        configuration = {name: value for name, value in env.items() if not name.startswith(NO_CONFIGURATION)}
        key = frozenset(configuration.items())
        address = self._configured.pop(key, None) or self._configure(configuration)
        self._configured[key] = address
        while len(self._configured) > KEPT:
            self._end(self._configured.pop(next(iter(self._configured))))
        return address

    def _configure(self, configuration: dict[str, str]) -> str:
        address = self._address(next(self._numbers))
        order = {"address": address, "env": configuration, "cwd": str(self.home)}
        with ordered(self._plain, order) as (_connection, told):
            assert told.readline(), f"no Python could import Ansible with {configuration}"
        return address

    def _end(self, address: str) -> None:
        with ordered(address, {}) as (_connection, told):
            told.read()

    def _address(self, number: int) -> str:
        return str(Path(self._folder.name, f"socket-{number}"))

    def close(self) -> None:
        """End the Python that is forked."""
        self._python.kill()
        self._python.wait()
        for stream in (self._python.stdin, self._python.stdout):
            if stream is not None:
                stream.close()
        self._folder.cleanup()


@contextlib.contextmanager
def ordered(address: str, order: Mapping[str, Any]) -> Iterator[tuple[socket.socket, TextIO]]:
    """Send an order; the connection, and what is told on it."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        connection.sendall(json.dumps(order).encode() + b"\n")
        with connection.makefile() as told:
            yield connection, told


@functools.cache
def commands_of(core_bin: Path) -> ForkedCommands:
    """The commands of one core, started once."""
    return ForkedCommands(core_bin)


def import_in_advance() -> None:
    """Import what a fork finds to be imported by a run, but for Ansible and what comes of its configuration."""
    readable, writable = os.pipe()
    if os.fork() == 0:
        for name in (*OF_RUNS, *BESIDES):
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


def import_ansible(order: Mapping[str, Any]) -> None:
    """Import what runs import, as a run in this environment and directory would."""
    take_over(order)
    for name in OF_RUNS:
        importlib.import_module(name)
    know_in_advance()
    gc.set_threshold(GARBAGE)
    inspect.stack()  # finds the file of each module, and core 2.21 does so in each task that is skipped


def know_in_advance() -> None:
    """Find out what does not depend on the command. The places are Ansible's own: those that a core lacks are left."""
    read_once()
    compile_once()
    load_classes_once()
    result = getattr(sys.modules.get("ansible._internal._task"), "UnifiedTaskResult", None)
    for of_module in (True, False) if result else ():  # core 2.21 evaluates the types of 51 fields in each worker
        result.get_result_key_to_resolved_field_mapping(source_is_module=of_module)


def read_once() -> None:
    """Remember what is in 9,800 lines of YAML, which Ansible reads in each run: where its former plugins are now.

    The function that reads them is there to be replaced by tools, as its description says.
    """
    finder: Any = sys.modules[FINDER]
    read = finder._meta_yml_to_dict
    text = Path(sys.modules["ansible"].__path__[0], "config", "ansible_builtin_runtime.yml").read_bytes()
    known = marshal.dumps(read(text, ("ansible.builtin", "runtime.yml")))
    finder._meta_yml_to_dict = lambda given, of: marshal.loads(known) if given == text else read(given, of)


def compile_once() -> None:
    """Let Ansible take the bytecode of collections from where Python keeps it: by itself it compiles them in each run,
    some hundred files.
    """

    def compiled(source: bytes, filename: str, **how: Any) -> Any:
        """Do what ``compile`` does; the bytecode is that of this very text."""
        loader = importlib.machinery.SourceFileLoader("", filename)
        with contextlib.suppress(OSError):
            if source == loader.get_data(filename):
                return loader.get_code("")
        return compile(source=source, filename=filename, **how)

    vars(sys.modules[FINDER])["compile"] = compiled


def load_classes_once() -> None:
    """Load the classes of plugins as a playbook does, and forget where collections are: the command may say that."""
    loader: Any = sys.modules["ansible.plugins.loader"]
    loader.init_plugin_loader()
    for kind in CLASSES:
        list(getattr(loader, f"{kind}_loader").all(class_only=True))
    finder: Any = sys.modules[FINDER]
    finder._AnsibleCollectionFinder._remove()
    for name in [name for name in sys.modules if name.partition(".")[0] == "ansible_collections"]:
        del sys.modules[name]


def next_order(address: str, ready: Callable[[], object]) -> dict[str, Any]:
    """Return in a fork that is to carry out an order, once for each that comes.

    An empty order, and the end of standard input, end the process itself.
    """
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        gc.freeze()
        ready()
        while listener in select.select([listener, sys.stdin], [], [])[0]:
            connection, _address = listener.accept()
            with connection, connection.makefile() as lines, contextlib.suppress(ChildProcessError):
                order: dict[str, Any] = json.loads(lines.readline())
                if not order:
                    break
                if os.fork() == 0:
                    return {**order, "connection": os.dup(connection.fileno())}
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
    os._exit(0)


def tell(order: Mapping[str, Any]) -> None:
    """Tell whoever has given the order that this Python is ready for more."""
    with socket.socket(fileno=order["connection"]) as connection:
        connection.sendall(b"ready\n")


def fork_for(order: Mapping[str, Any]) -> None:
    """Return in a fork; tell the group of processes and, when it has ended, its exit status."""
    with socket.socket(fileno=order["connection"]) as connection:
        os.setsid()  # before the fork, so that there is a group to be stopped as soon as it is told
        pid = os.fork()
        if pid == 0:
            return
        connection.sendall(b"%d\n" % os.getpid())
        _pid, status = os.waitpid(pid, 0)
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def take_over(order: Mapping[str, Any]) -> None:
    """Work in the environment and the directory of an order."""
    os.environ.clear()
    os.environ.update(order["env"])
    time.tzset()
    os.chdir(order["cwd"])


def renew_temporary_folders() -> None:
    """Find and make those of this process: those found and made before the fork are of all its forks."""
    tempfile.tempdir = None
    if constants := sys.modules.get("ansible.constants"):
        atexit.unregister(sys.modules["ansible.utils.path"].cleanup_tmp_file)
        constants.DEFAULT_LOCAL_TMP = constants.config.get_config_value("DEFAULT_LOCAL_TMP", variables=vars(constants))


def carry_out(order: Mapping[str, Any]) -> None:
    """Become the command."""
    take_over(order)
    renew_temporary_folders()
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    for number, path in enumerate(order["output"], start=1):
        with open(path, "wb") as stream:
            os.dup2(stream.fileno(), number)
    sys.argv = order["argv"]
    runpy.run_path(sys.argv[0], run_name="__main__")


def serve(address: str) -> None:
    """Fork for orders; in a fork, import Ansible and do the same, or carry out a command."""
    import_in_advance()
    order = next_order(address, functools.partial(print, "ready", flush=True))
    if "address" in order:
        import_ansible(order)
        order = next_order(order["address"], functools.partial(tell, order))
    fork_for(order)
    carry_out(order)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.argv[1])
