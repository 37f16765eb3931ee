# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One after the other: processes of one user on one machine that change the same objects.

What is there is read, and something else is written; PRTG has nothing that makes the two one step. Elsewhere, such as
in another execution environment, nobody waits: there only what is read afterwards tells that others have written.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._own_folder import own_file, own_folder, taken

#: How long to wait for others, in seconds, before going on all the same, and between two tries.
PATIENCE, PAUSE = 60.0, 0.02


@contextlib.contextmanager
def turn(server: str, ids: t.Iterable[str], patience: float = PATIENCE) -> t.Iterator[bool]:
    """Hold the objects ``ids`` of ``server`` while the block runs; it is told whether others held one before.

    Whoever is about to write to an object holds it by its id, whatever the task calls it: each is one byte of a file.
    Where it cannot be locked, or others hold it for longer than ``patience`` (in seconds), the block runs without.
    """
    with _held(_file_name(server), map(int, ids), patience) as had_to_wait:
        yield had_to_wait


@contextlib.contextmanager
def turn_by_name(server: str, names: t.Iterable[str], patience: float = PATIENCE) -> t.Iterator[bool]:
    """The same for what objects are named by before anybody knows their ids, and for those that there are not yet.

    Whoever holds both takes this one first. It is another file: closing a file ends every lock on it.
    """
    places = {int(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12], 16) for name in names}
    with _held(f"names-of-{_file_name(server)}", places, patience) as had_to_wait:
        yield had_to_wait


@contextlib.contextmanager
def _held(name: str, places: t.Iterable[int], patience: float) -> t.Iterator[bool]:
    """Lock bytes of a file, into which nothing is written."""
    awaited = []
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            handle = held.enter_context(own_file(held.enter_context(own_folder()), name))
            deadline = time.monotonic() + patience
            for place in sorted(places):
                if not _lock(handle, place, 0.0):
                    awaited.append(place)
                    if not _lock(handle, place, deadline - time.monotonic()):
                        break
        yield bool(awaited)


def _lock(handle: int, place: int, patience: float) -> bool:
    """Whether one byte could be locked within so many seconds."""

    def lock() -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)

    return taken(lock, patience, PAUSE)


def _file_name(server: str) -> str:
    return f"prtg-{hashlib.sha256(server.encode()).hexdigest()[:16]}.lock"
