# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One after the other: processes of one user on one machine that change the pauses of the same objects.

A pause is changed by reading it and writing another one; PRTG has nothing that makes the two one step. Elsewhere, such
as in another execution environment, nobody waits: there only what is read afterwards tells that others have written.
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
def turn(server: str, ids: t.Iterable[str], patience: float = PATIENCE) -> t.Iterator[None]:
    """Hold the objects ``ids`` of ``server`` while the block runs: each is one byte of a file that is locked.

    Nothing is written into the file. Where it cannot be locked, or others hold it for longer than ``patience`` (in
    seconds), the block runs without.
    """
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            handle = held.enter_context(own_file(held.enter_context(own_folder()), _file_name(server)))
            deadline = time.monotonic() + patience
            for place in sorted(int(one) for one in ids):
                _lock(handle, place, deadline)
        yield


def _lock(handle: int, place: int, deadline: float) -> None:
    """Lock one byte; ``TimeoutError`` if somebody else still has it at ``deadline``."""

    def lock() -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)

    if not taken(lock, deadline - time.monotonic(), PAUSE):
        raise TimeoutError


def _file_name(server: str) -> str:
    return f"prtg-{hashlib.sha256(server.encode()).hexdigest()[:16]}.lock"
