# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What was written lately, and who is about to write: shared by all processes of one user on one host.

A service may show for a while what was before a write, so that a decision from such a read undoes or repeats the write.
What a task has written is therefore remembered for a minute, in one small file of the user's temporary folder, where
the next task finds it, whichever process it runs in. Locks in the same folder keep two tasks from writing the same
thing at once. Nothing here knows a service; what the entries mean is the caller's.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import json
import os
import secrets
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Conflict, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._own_folder import (
    HANDLE,
    own_file,
    own_folder,
    path,
    taken,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

#: Seconds for which what was written counts more than what is read.
KEPT = 60.0
#: Seconds that a task waits for another one that writes the same thing, and for one that writes the file.
PATIENCE, SHORT_PATIENCE = 120.0, 5.0
#: Most bytes of the file: beyond them the oldest entries go.
LARGEST = 1024 * 1024

_FILE, _NEW_FILE, _FILE_LOCK = "recent.json", "recent.new", "recent.lock"

#: How often a task looks anew because another one was faster.
TRIES = 20

Clocks = t.Callable[[], tuple[float, float]]
Run = t.Callable[[dict[str, t.Any], bool], Result]


class Outdated(MonitoringError):
    """Another task wrote what this one was about to write: look again, then decide anew."""


class Entry(t.NamedTuple):
    """One write. ``about`` names what was written, in words of the caller, who alone understands ``fact``."""

    name: str
    about: tuple[str, ...]
    fact: dict[str, t.Any]


def _clocks() -> tuple[float, float]:
    """Unix time, which survives a restart of the host, and its uptime, which no one can set."""
    return time.time(), time.monotonic()


class Memory:
    """The writes of the last minute to one account, given by a digest that tells nothing about it.

    An entry counts while less than ``KEPT`` seconds have passed on both clocks of ``clocks``: one that jumps can make
    it forgotten, never eternal. A folder or file that cannot be had or read is as none at all, see ``trouble``.
    """

    def __init__(self, account: str, clocks: Clocks = _clocks, sleep: Sleep = time.sleep) -> None:
        self._account = account
        self._clocks = clocks
        self._sleep = sleep
        self._known: set[str] = set()
        self._claimed = False
        self._wrote = False

    def apart(self) -> Memory:
        """The same memory, with what is known in it by now, for something that is claimed and written by itself."""
        other = Memory(self._account, self._clocks, self._sleep)
        other._known = {*self._known}
        return other

    def recall(self) -> list[Entry]:
        """What counts now, oldest first. From here on it is known: see ``claim``."""
        entries = self._entries()
        self._known |= {entry.name for entry in entries}
        return entries

    def remember(self, about: t.Iterable[str], fact: dict[str, t.Any]) -> None:
        """Add what has been written just now. Never fails: the write is done."""
        wall, uptime = self._clocks()
        name = secrets.token_hex(8)
        row = {
            "name": name,
            "account": self._account,
            "wall": wall,
            "uptime": uptime,
            "about": [*about],
            "fact": fact,
        }
        self._known.add(name)
        with contextlib.suppress(OSError, ValueError, RecursionError, Conflict), contextlib.ExitStack() as stack:
            folder = stack.enter_context(own_folder())
            stack.enter_context(self._locked(folder, _FILE_LOCK, SHORT_PATIENCE))
            _replace(folder, [*(one for one in _rows(folder) if self._counts(one)), row])

    @contextlib.contextmanager
    def claim(self, what: str, *parts: str) -> t.Iterator[None]:
        """Hold the lock of ``what`` while it is written; within another claim of this memory nothing more is locked.

        Raises ``Outdated`` if another task has written ``what``, or one of its ``parts``, since ``recall``, unless this
        one has written already, and ``Conflict`` if the lock cannot be had in time.
        """
        if self._claimed:
            yield
            return
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):
                folder = stack.enter_context(own_folder())
                stack.enter_context(self._locked(folder, _lock_name(self._account, what), PATIENCE))
            about = {what, *parts}
            news = [one for one in self._entries() if one.name not in self._known and not about.isdisjoint(one.about)]
            if news and not self._wrote:
                raise Outdated("another task has just written the same thing")
            self._claimed = self._wrote = True
            try:
                yield
            finally:
                self._claimed = False

    def _entries(self) -> list[Entry]:
        try:
            with own_folder(make=False) as folder:
                rows = _rows(folder)
        except OSError:
            return []
        return [
            Entry(row["name"], tuple(row["about"]), row["fact"])
            for row in rows
            if row["account"] == self._account and self._counts(row)
        ]

    def _counts(self, row: dict[str, t.Any]) -> bool:
        wall, uptime = self._clocks()
        return bool(abs(wall - row["wall"]) < KEPT and 0 <= uptime - row["uptime"] < KEPT)

    @contextlib.contextmanager
    def _locked(self, folder: int, name: str, patience: float) -> t.Iterator[None]:
        """Hold a lock of all processes, which ends with this one at the latest. ``Conflict`` after ``patience``."""
        with own_file(folder, name) as handle:

            def lock() -> None:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

            if not taken(lock, patience, 0.05, lambda: self._clocks()[1], self._sleep):
                raise Conflict(
                    f"another task on this host has been writing the same thing for {patience:.0f} s",
                    hint=f"Look for a run that hangs; it holds a lock in {path()}.",
                )
            yield


def undisturbed(run: Run) -> Run:
    """``run`` of a module, done anew as often as another task writes the same thing between its look and its write.

    Its result says so if nothing can be remembered on this host. ``Conflict`` after ``TRIES``.
    """

    @functools.wraps(run)
    def again(params: dict[str, t.Any], check_mode: bool) -> Result:
        return _with_trouble(at_rest(lambda: run(params, check_mode)))

    return again


def at_rest(act: t.Callable[[], Result]) -> Result:
    """What ``act`` makes, done anew as often as it is ``Outdated``; ``Conflict`` after ``TRIES``."""
    for _try in range(TRIES):
        with contextlib.suppress(Outdated):
            return act()
    raise Conflict("other tasks keep writing the same thing", hint="Let one task at a time change it.")


def _with_trouble(result: Result) -> Result:
    why = trouble()
    if why:
        result.warnings.append(f"What is written is not remembered on this host, so that reads may be older: {why}")
    return result


def trouble() -> str | None:
    """Why nothing can be remembered on this host, None if it can."""
    try:
        with own_folder():
            return None
    except OSError as error:
        return f"{error.filename or 'temporary folder'}: {error.strerror or error}"


def digest(*parts: str) -> str:
    """A name for what is not to be read from it."""
    return hashlib.sha256("\0".join(json.dumps(part) for part in parts).encode()).hexdigest()[:32]


def _lock_name(account: str, what: str) -> str:
    """One of 256 files: a bound that costs a needless wait now and then."""
    return f"lock-{digest(account, what)[:2]}"


def _rows(folder: int) -> list[dict[str, t.Any]]:
    """The entries of the file as they stand there; a file that is none, or damaged, has none."""
    try:
        handle = os.open(_FILE, os.O_RDONLY | os.O_NONBLOCK | HANDLE, dir_fd=folder)
    except FileNotFoundError:
        return []
    with open(handle, "rb") as file:
        content = file.read(2 * LARGEST)
    try:
        rows = json.loads(content)
    except (ValueError, RecursionError):
        return []
    return [row for row in rows if _is_row(row)] if isinstance(rows, list) else []


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and all(isinstance(row.get(name), str) for name in ("name", "account"))
        and all(isinstance(row.get(name), float) for name in ("wall", "uptime"))
        and isinstance(row.get("about"), list)
        and isinstance(row.get("fact"), dict)
    )


def _replace(folder: int, rows: list[dict[str, t.Any]]) -> None:
    """Put ``rows`` in place of the file at one go, the newest as far as there is room."""
    texts: list[str] = []
    room = LARGEST
    for row in reversed(rows):
        text = json.dumps(row)
        room -= len(text) + 2
        if room < 2:
            break
        texts.insert(0, text)
    handle = os.open(_NEW_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | HANDLE, 0o600, dir_fd=folder)
    with open(handle, "w", encoding="ascii") as file:
        file.write(f"[{', '.join(texts)}]")
    os.replace(_NEW_FILE, _FILE, src_dir_fd=folder, dst_dir_fd=folder)
