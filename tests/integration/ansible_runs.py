# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run ansible-playbook and ansible-inventory as a user would, away from the user's own settings, and read what came."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from tests.emulated import WatchedEmulator
from tests.integration.forked_commands import commands_of

CALLBACKS = Path(__file__).parent / "callback_plugins"
TIMEOUT = 120
"""Seconds that one run may take."""


@dataclass(frozen=True)
class TaskResult:
    """The result of one task on one host; ``result["msg"]`` and the like reach into its ``data``.

    ``status`` is ok, changed, failed, skipped or unreachable; ``ignored`` marks a failure with ignore_errors.
    """

    host: str
    task: str
    action: str
    status: str
    ignored: bool
    data: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value of the result, or ``default``."""
        return self.data.get(key, default)

    @property
    def changed(self) -> bool:
        """What the task said about change."""
        return bool(self.data.get("changed"))

    @property
    def failed(self) -> bool:
        """Whether the task failed, ignored or not."""
        return self.status == "failed"


@dataclass(frozen=True)
class Run:
    """A command that has ended: exit status and output."""

    rc: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """Everything that the user would have seen."""
        return self.stdout + self.stderr


@dataclass(frozen=True)
class PlaybookRun(Run):
    """A playbook run with the results of its tasks, in order."""

    results: list[TaskResult] = field(default_factory=list)

    @property
    def last(self) -> TaskResult:
        """The result of the last task."""
        return self.results[-1]

    def task(self, name: str) -> TaskResult:
        """Return the result of the only task of this name, or of this action."""
        found = [result for result in self.results if name in (result.task, result.action)]
        assert len(found) == 1, f"{len(found)} results of {name!r} in {[result.task for result in self.results]}"
        return found[0]


@dataclass(frozen=True)
class InventoryRun(Run):
    """An inventory run; ``data`` is the JSON of ``--list``, in which core 2.19 and newer mark strings of servers."""

    data: Any = None

    @property
    def plain(self) -> Any:
        """``data`` with the marks taken off, alike on every core."""
        return without_marks(self.data)

    @property
    def hostvars(self) -> dict[str, dict[str, Any]]:
        """The variables of every host that has any, without marks."""
        return self.plain["_meta"]["hostvars"]

    def hosts(self, group: str = "all") -> set[str]:
        """Return the hosts of a group and of the groups below it."""
        entry = self.plain.get(group, {})
        below = [self.hosts(child) for child in entry.get("children", [])]
        return set(entry.get("hosts", [])).union(*below)


def without_marks(data: Any) -> Any:
    """Turn ``{"__ansible_unsafe": text}`` into the text, at any depth."""
    if isinstance(data, dict):
        if set(data) == {"__ansible_unsafe"}:
            return data["__ansible_unsafe"]
        return {key: without_marks(value) for key, value in data.items()}
    if isinstance(data, list):
        return [without_marks(value) for value in data]
    return data


class Ansible:
    """The Ansible under test: its commands in ``core_bin``, its modules run by ``target_python``.

    Every run has a home that is not the user's, a working directory of its own in ``folder``, and an environment made
    from nothing, so that no variable, configuration or installed collection of the user takes part. ``env`` adds to it.
    """

    def __init__(self, core_bin: Path, target_python: Path, folder: Path) -> None:
        self.core_bin = core_bin
        self.target_python = target_python
        self.folder = folder
        self._numbers = count(1)

    def playbook(
        self,
        content: str | list[dict[str, Any]],
        *arguments: str,
        env: Mapping[str, str] | None = None,
        check: bool = False,
        diff: bool = False,
        fails: bool = False,
        extra_vars: Mapping[str, Any] | None = None,
        inventory: str = "localhost,",
        files: Mapping[str, str] | None = None,
    ) -> PlaybookRun:
        """Run tasks, or plays, given as YAML text or as data, with ``files`` beside them; return all results.

        The run has to succeed or, with ``fails``, to fail: anything else is an AssertionError with the whole output.
        """
        here = self._new_folder()
        lines = here / "results.jsonl"
        lines.touch()
        for name, text in (files or {}).items():
            (here / name).parent.mkdir(exist_ok=True)
            (here / name).write_text(text, encoding="utf-8")
        playbook = here / "playbook.yml"
        playbook.write_text(yaml.safe_dump(as_plays(content), sort_keys=False), encoding="utf-8")
        variables = {"ansible_python_interpreter": str(self.target_python), **(extra_vars or {})}
        options = ["-i", inventory, "-e", json.dumps(variables), *["--check"] * check, *["--diff"] * diff]
        ours = {
            "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACKS),
            "ANSIBLE_CALLBACKS_ENABLED": "result_lines",
            "RESULT_LINES": str(lines),
        }
        run = self.run("ansible-playbook", *options, *arguments, str(playbook), env={**ours, **(env or {})}, cwd=here)
        results = [read_line(line) for line in lines.read_text(encoding="utf-8").splitlines()]
        assert (run.rc != 0) == fails, f"exit status {run.rc}\n{run.output}"
        return PlaybookRun(run.rc, run.stdout, run.stderr, results)

    def inventory(
        self,
        config: str | Mapping[str, Any],
        *arguments: str,
        env: Mapping[str, str] | None = None,
        fails: bool = False,
        name: str = "opswatch.prtg.yml",
    ) -> InventoryRun:
        """Run ``ansible-inventory --list`` (or other ``arguments``) on a source of this content.

        A source that cannot be read has to end the run, as AWX wants it; alone, Ansible would go on with no host.
        """
        here = self._new_folder()
        source = here / name
        source.write_text(config if isinstance(config, str) else yaml.safe_dump(dict(config)), encoding="utf-8")
        options = ["-i", str(source), *(arguments or ("--list",))]
        ours = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1"}
        run = self.run("ansible-inventory", *options, env={**ours, **(env or {})}, cwd=here)
        assert (run.rc != 0) == fails, f"exit status {run.rc}\n{run.output}"
        listing = run.rc == 0 and "--list" in options
        return InventoryRun(run.rc, run.stdout, run.stderr, json.loads(run.stdout) if listing else None)

    def run(self, command: str, *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Run:
        """Run any command of this Ansible in its own environment; nothing is said about its exit status."""
        environ = {**self.environment(), **(env or {})}
        done = commands_of(self.core_bin).run([command, *arguments], environ, cwd or self.folder, TIMEOUT)
        return Run(done.returncode, done.stdout, done.stderr)

    def environment(self) -> dict[str, str]:
        """Return the variables of every run: the commands, a home and a temporary folder, UTF-8, no colour, no
        collection but this one.
        """
        home = commands_of(self.core_bin).home
        temporary = Path(tempfile.gettempdir(), f"tmp-{WatchedEmulator.worlds}")
        temporary.mkdir(exist_ok=True)
        return {
            "PATH": os.pathsep.join([str(self.core_bin), "/usr/local/bin", "/usr/bin", "/bin"]),
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_HOME": str(home / ".ansible"),
            "ANSIBLE_COLLECTIONS_PATH": str(home / "collections"),
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_DEPRECATION_WARNINGS": "1",
            "ANSIBLE_INJECT_INVOCATION": "1",
            "ANSIBLE_RETRY_FILES_ENABLED": "0",
        }

    def _new_folder(self) -> Path:
        here = self.folder / f"run-{next(self._numbers)}"
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        return here


def under_test(folder: Path, elsewhere: bool = False) -> Ansible:
    """The Ansible that "make test" names, or the one of pytest itself, with its runs in ``folder``.

    Its modules run by its own Python, inside the controller; ``elsewhere`` by the other one that "make test" names, as
    modules of their own.
    """
    core_bin = Path(os.environ.get("OPSWATCH_CORE_BIN") or Path(sys.executable).parent).absolute()
    other = os.environ.get("OPSWATCH_TARGET_PYTHON") if elsewhere else None
    return Ansible(core_bin, Path(other or core_bin / "python"), folder)


def on_every_host(name: str, tasks: str) -> str:
    """A play that runs here for every host of the inventory; the tasks are lines indented by four."""
    return f"- name: {name}\n  hosts: all\n  connection: local\n  gather_facts: false\n  tasks:{tasks}"


def as_plays(content: str | list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return plays as they are, and put tasks into a play on localhost."""
    data = yaml.safe_load(content) if isinstance(content, str) else content
    if all(
        "hosts" in entry or "import_playbook" in entry or "ansible.builtin.import_playbook" in entry for entry in data
    ):
        return data
    return [{"name": "Test", "hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": data}]


def read_line(line: str) -> TaskResult:
    """Read one line of the callback."""
    entry = json.loads(line)
    data = entry.pop("result")
    return TaskResult(**entry, data=data)
