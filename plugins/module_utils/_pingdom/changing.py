# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Writes to what is there: remembered, and patient with what was created a moment ago."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    NotFound,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Reply


def patiently(api: PingdomApi, path: str, write: t.Callable[[], t.Any]) -> None:
    """Change what exists. What was created lately and is not known yet is asked again until the minute is over."""
    refused = NotFound(f"Pingdom does not know {path}")
    for _look in api.looks_for_a_minute():
        try:
            with _what_came_may_be_done():
                write()
                return
        except NotFound as error:
            refused = error
            if not api.recent.of(path).created:
                break
    raise refused


def delete(api: PingdomApi, path: str) -> None:
    """Delete what ``path`` names. It is no error if it has gone already: a lost answer may have been a success."""
    with api.recent.deleting(path), contextlib.suppress(NotFound):
        patiently(api, path, lambda: _refuse_undone(api.delete(path)))


def delete_at_once(api: PingdomApi, path: str, name: str, ids: t.Sequence[int]) -> bool:
    """Delete several things of ``path`` by one request, whose parameter ``name`` has their ids; whether it was taken.

    One that is refused, as Pingdom may where one of them has gone, has deleted none of them for certain.
    """
    paths = [f"{path}/{one}" for one in ids]
    with contextlib.suppress(NotFound, RequestRefused), api.recent.deleting(*paths), _what_came_may_be_done():
        _refuse_undone(api.delete(path, {name: [*ids]}))
        return True
    return False


def _refuse_undone(reply: Reply) -> None:
    """``ServerFault`` for a success that is none: of a team 2.1 tells whether it was removed ("Delete Team")."""
    if reply.content.get("success") is False:
        raise ServerFault("Pingdom says that it did not delete this", exchange=reply.exchange)


@contextlib.contextmanager
def _what_came_may_be_done() -> t.Iterator[None]:
    """A change or deletion whose answer cannot be read has come to something, as far as one can tell."""
    try:
        yield
    except UnexpectedAnswer as error:
        error.changed = True
        raise
