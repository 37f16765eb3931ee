# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One after the other: processes of one user on one machine that change the pauses of the same objects.

A pause is changed by reading it and writing another one; PRTG has nothing that makes the two one step. Elsewhere, such
as in another execution environment, nobody waits: there only what is read afterwards tells that others have written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
import time
import typing as t

#: How long to wait for others, in seconds, before going on all the same.
PATIENCE = 60.0


@contextlib.contextmanager
def turn(server: str, ids: t.Iterable[str]) -> t.Iterator[None]:
    """Hold the objects ``ids`` of ``server`` while the block runs: each is one byte of a file that is locked.

    Nothing is written into the file. Where it cannot be locked, the block runs without.
    """
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError, ImportError):
            handle = os.open(_file_of(server), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            held.callback(os.close, handle)
            deadline = time.monotonic() + PATIENCE
            for place in sorted(int(one) for one in ids):
                _lock(handle, place, deadline)
        yield


def _lock(handle: int, place: int, deadline: float) -> None:
    """Lock one byte; ``TimeoutError`` if somebody else still has it at ``deadline``."""
    import fcntl

    while True:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):
            if time.monotonic() >= deadline:
                raise TimeoutError from None
        else:
            return
        time.sleep(0.02)


def _file_of(server: str) -> str:
    """The file of a server, in a folder that is this user's alone; ``PermissionError`` if it is somebody else's."""
    folder = os.path.join(tempfile.gettempdir(), f"opswatch-{os.geteuid()}")
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(folder)
    return os.path.join(folder, f"prtg-{hashlib.sha256(server.encode()).hexdigest()[:16]}.lock")
