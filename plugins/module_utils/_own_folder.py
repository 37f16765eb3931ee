# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The folder in which the processes of one user on one host agree: ``opswatch-UID`` below that for temporary files."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep, looks, within

#: Of every file in it: no link is followed, and no other program inherits it.
HANDLE = os.O_NOFOLLOW | os.O_CLOEXEC


def path() -> str:
    """Where it is."""
    return os.path.join(tempfile.gettempdir(), f"opswatch-{os.geteuid()}")


@contextlib.contextmanager
def own_folder(make: bool = True) -> t.Iterator[int]:
    """Our folder, open: nobody else's, open to nobody else, reached through no link. ``OSError`` otherwise."""
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(path(), 0o700)
    folder = os.open(path(), os.O_RDONLY | os.O_DIRECTORY | HANDLE)
    try:
        found = os.fstat(folder)
        if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
            raise PermissionError(errno.EACCES, "it belongs to somebody else, or is open to others", path())
        yield folder
    finally:
        os.close(folder)


@contextlib.contextmanager
def own_file(folder: int, name: str) -> t.Iterator[int]:
    """A file to hold locks of, made if there is none. They end when it is closed, at the latest with the process."""
    handle = os.open(name, os.O_RDWR | os.O_CREAT | HANDLE, 0o600, dir_fd=folder)
    try:
        yield handle
    finally:
        os.close(handle)


def taken(
    lock: t.Callable[[], None],
    patience: float,
    pause: float,
    clock: t.Callable[[], float] | None = None,
    sleep: Sleep | None = None,
) -> bool:
    """Whether ``lock``, which raises ``BlockingIOError`` or ``PermissionError`` while another has it, came to succeed.

    It is tried again after each ``pause``, for ``patience`` at most; both are seconds.
    """
    for _look in looks(within(max(patience, 0.0), pause, pause, clock), sleep):
        with contextlib.suppress(BlockingIOError, PermissionError):
            lock()
            return True
    return False
