# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How far a task is, while it runs: told by those who know, shown by whoever runs the module, if anybody listens.

Inside the controller that is the action plugin. A module in a process of its own has nobody to tell before its end.
"""

from __future__ import annotations

import contextlib
import contextvars
import typing as t

Listener = t.Callable[[str], None]

_listening: contextvars.ContextVar[Listener | None] = contextvars.ContextVar("listening", default=None)


@contextlib.contextmanager
def heard_by(listener: Listener) -> t.Iterator[None]:
    """Let ``listener`` have what is told in this block, by its own thread."""
    before = _listening.set(listener)
    try:
        yield
    finally:
        _listening.reset(before)


def tell(text: str) -> None:
    """Say how far it is, in one line without anything that may not be shown. Unheard, it is gone."""
    listener = _listening.get()
    if listener is not None:
        listener(text)
