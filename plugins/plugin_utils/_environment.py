# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Environment variables as this collection reads them: an empty one is not set."""

from __future__ import annotations

import contextlib
import os
import typing as t


@contextlib.contextmanager
def without_empty(prefix: str) -> t.Iterator[None]:
    """Hide empty variables that start with ``prefix`` while options are read.

    AWX injects the fields of a credential that nobody filled in as empty variables, and ansible-core takes those as
    set: a path becomes the working directory, a boolean false, a number an error.
    """
    hidden = [name for name, value in os.environ.items() if name.startswith(prefix) and not value]
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(dict.fromkeys(hidden, ""))
