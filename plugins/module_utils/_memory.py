# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What was written lately, and who is about to write: shared by all processes of one user on one host.

A service may show for a while what was before a write, so that a decision from such a read undoes or repeats the write.
What a task has written is therefore remembered for a minute, in one small file of the user's temporary folder, where
the next task finds it, whichever process it runs in. A write is a line, which is appended, so that many writes cost no
more than their number; lines that count no more go when they are half of the file, or when there is no room. Locks in
the same folder keep two tasks from writing the same thing at once.
Nothing here knows a service; what the entries mean is the caller's.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import json
import os
import secrets
import threading
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
#: Most bytes of the file: beyond them all go but the newest half.
LARGEST = 2 * 1024 * 1024

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


class _Line(t.NamedTuple):
    """An entry as it stands in the file, which has those of all accounts."""

    text: bytes
    account: str
    wall: float
    uptime: float
    entry: Entry


class _Notes:
    """The lines of the file, shared by all that a task does at a time: only what was added since is read.

    Lines are numbered as they are met, and keep their numbers.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        self._forget()

    def _forget(self) -> None:
        self._end, self._last = 0, b""
        self._damaged = False
        self._lines: list[_Line] = []
        self._about: dict[str, list[_Line]] = {}

    def look(self, about: str | None) -> tuple[list[tuple[int, _Line]], int]:
        """The lines ``about`` something, or all of them, with their numbers, and the highest number that there is."""
        with self._lock:
            try:
                with own_folder(make=False) as folder:
                    self._read(folder)
            except OSError:
                return [], len(self._numbers)
            lines = self._lines if about is None else self._about.get(about, [])
            return [(self._numbers[one.entry.name], one) for one in lines], len(self._numbers)

    def add(self, folder: int, text: bytes, counts: t.Callable[[_Line], bool]) -> None:
        """One more line, for who holds the lock of the file."""
        with self._lock:
            self._read(folder)
            is_old = bool(self._lines) and not counts(self._lines[(len(self._lines) - 1) // 2])
            if is_old or self._damaged or self._end + len(text) > LARGEST:
                _replace(folder, [*(one.text for one in self._lines if counts(one)), text])
            else:
                _append(folder, text)

    def _read(self, folder: int) -> None:
        """Take in what was added; all of it where the last line that was read is not where it was."""
        try:
            handle = os.open(_FILE, os.O_RDONLY | os.O_NONBLOCK | HANDLE, dir_fd=folder)
        except FileNotFoundError:
            self._forget()
            return
        with open(handle, "rb") as file:
            file.seek(self._end - len(self._last))
            content = file.read(2 * LARGEST)
            if not content.startswith(self._last):
                self._forget()
                file.seek(0)
                content = file.read(2 * LARGEST)
        *whole, rest = content[len(self._last) :].split(b"\n")
        for text in whole:
            self._take(text + b"\n")
        self._damaged = self._damaged or bool(rest)

    def _take(self, text: bytes) -> None:
        self._end, self._last = self._end + len(text), text
        line = _line(text)
        if line is None:
            self._damaged = True
            return
        self._numbers.setdefault(line.entry.name, len(self._numbers) + 1)
        self._lines.append(line)
        for about in line.entry.about:
            self._about.setdefault(about, []).append(line)


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
        self._notes = _Notes()
        self._known_to, self._own = 0, frozenset[str]()
        self._claimed = False
        self._wrote = False

    def apart(self) -> Memory:
        """The same memory, with what is known in it by now, for something that is claimed and written by itself."""
        other = Memory(self._account, self._clocks, self._sleep)
        other._notes, other._known_to, other._own = self._notes, self._known_to, self._own
        return other

    def recall(self, about: str | None = None) -> list[Entry]:
        """What counts now, or what is ``about`` something, oldest first. From here on all is known: see ``claim``."""
        lines, self._known_to = self._look(about)
        return [entry for _number, entry in lines]

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
        self._own |= {name}
        with contextlib.suppress(OSError, ValueError, RecursionError, Conflict), contextlib.ExitStack() as stack:
            folder = stack.enter_context(own_folder())
            stack.enter_context(self._locked(folder, _FILE_LOCK, SHORT_PATIENCE))
            self._notes.add(folder, json.dumps(row).encode("ascii") + b"\n", self._counting())

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
            if not self._wrote and any(self._has_news(one) for one in {what, *parts}):
                raise Outdated("another task has just written the same thing")
            self._claimed = self._wrote = True
            try:
                yield
            finally:
                self._claimed = False

    def _has_news(self, about: str) -> bool:
        lines, _newest = self._look(about)
        return any(number > self._known_to and entry.name not in self._own for number, entry in lines)

    def _look(self, about: str | None) -> tuple[list[tuple[int, Entry]], int]:
        """What counts of this account, and its numbers."""
        lines, newest = self._notes.look(about)
        counts = self._counting()
        return [(number, one.entry) for number, one in lines if one.account == self._account and counts(one)], newest

    def _counting(self) -> t.Callable[[_Line], bool]:
        """Which lines count by now."""
        wall, uptime = self._clocks()
        return lambda line: bool(abs(wall - line.wall) < KEPT and 0 <= uptime - line.uptime < KEPT)

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


def _line(text: bytes) -> _Line | None:
    """What a line of the file says; None for one that is damaged."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not _is_row(row):
        return None
    entry = Entry(row["name"], tuple(row["about"]), row["fact"])
    return _Line(text, row["account"], row["wall"], row["uptime"], entry)


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and all(isinstance(row.get(name), str) for name in ("name", "account"))
        and all(isinstance(row.get(name), float) for name in ("wall", "uptime"))
        and isinstance(row.get("about"), list)
        and all(isinstance(one, str) for one in row["about"])
        and isinstance(row.get("fact"), dict)
    )


def _append(folder: int, text: bytes) -> None:
    with _open_to_write(folder, _FILE, os.O_APPEND) as file:
        file.write(text)


def _replace(folder: int, texts: t.Sequence[bytes]) -> None:
    """Put these lines in place of the file at one go, the newest as far as half of the room goes."""
    kept: list[bytes] = []
    room = LARGEST // 2
    for text in reversed(texts):
        room -= len(text)
        if room < 0:
            break
        kept.append(text)
    with _open_to_write(folder, _NEW_FILE, os.O_TRUNC) as file:
        file.write(b"".join(reversed(kept)))
    os.replace(_NEW_FILE, _FILE, src_dir_fd=folder, dst_dir_fd=folder)


def _open_to_write(folder: int, name: str, how: int) -> t.BinaryIO:
    return open(os.open(name, os.O_WRONLY | os.O_CREAT | how | HANDLE, 0o600, dir_fd=folder), "wb")
