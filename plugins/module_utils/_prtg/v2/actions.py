# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The actions of PRTG's API v2, an operation each (overview, "Actions")."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import Arguments


def _nothing(_arguments: Arguments) -> None:
    return None


def _all_of(objects: t.Sequence[PrtgObject]) -> frozenset[str]:
    return frozenset(one.id for one in objects)


def _none_of(_objects: t.Sequence[PrtgObject]) -> frozenset[str]:
    return frozenset()


class Operation(t.NamedTuple):
    """The ``name`` at the end of its path, and its body.

    ``one`` is the path for one object, ``many`` that for several, which a filter in the body then names; None where the
    operation takes one at a time.

    That the present status of an object does not allow the action is a failure for the ids that ``must_take`` names:
    all, unless an entry says otherwise. It may for objects that are as they shall be then, if reading proves that, as
    with ``shows`` of ``action.Action``: where nothing is read again, it would be a success that never was.
    """

    name: str
    body: t.Callable[[Arguments], dict[str, t.Any] | None] = _nothing
    must_take: t.Callable[[t.Sequence[PrtgObject]], frozenset[str]] = _all_of
    one: str = "/{kind}s/{id}/{name}"
    many: str | None = "/{kind}s/{name}"
    method: str = "POST"


def _pause(arguments: Arguments) -> dict[str, t.Any]:
    """API v2 counts a pause in seconds."""
    minutes, message = arguments["minutes"], arguments["message"]
    return {**({} if minutes is None else {"duration": minutes * 60.0}), **({"message": message} if message else {})}


def _paused(objects: t.Sequence[PrtgObject]) -> frozenset[str]:
    """Those whose pause would be replaced: a server that does not do so says that their status does not allow it."""
    return frozenset(one.id for one in objects if one.active is False)


ACTIONS: dict[str, Operation] = {
    "pause": Operation("pause", _pause, _paused),
    # what is refused is not paused; whether that is so is read
    "resume": Operation("resume", must_take=_none_of),
    "scan": Operation("scan"),
}

#: What API v2 cannot do, and what can.
LACKS: dict[str, str] = {}
