# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The actions of PRTG's API v2, an operation each (overview, "Actions")."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import Arguments
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Target


def _nothing(_arguments: Arguments) -> None:
    return None


def _all_of(objects: t.Sequence[Target]) -> frozenset[str]:
    return frozenset(one.id for one in objects)


def _none_of(_objects: t.Sequence[Target]) -> frozenset[str]:
    return frozenset()


class Operation(t.NamedTuple):
    """The ``name`` at the end of its path, and its body.

    ``one`` are the paths for one object, ``many`` those for several, which a filter in the body then names; None where
    the operation takes one at a time. There are several where generations of servers differ, or will: the first that a
    server has is taken. ``unsure`` tells users, where a server refuses the request, what of it is in no source.

    That the present status of an object does not allow the action is a failure for the ids that ``must_take`` names:
    all, unless an entry says otherwise. It may for objects that are as they shall be then, if reading proves that, as
    with ``shows`` of ``action.Action``: where nothing is read again, it would be a success that never was.
    ``goes_on``: that failure comes at the end, and what other requests name gets the action all the same.
    """

    name: str
    body: t.Callable[[Arguments], dict[str, t.Any] | None] = _nothing
    must_take: t.Callable[[t.Sequence[Target]], frozenset[str]] = _all_of
    one: tuple[str, ...] = ("/{kind}s/{id}/{name}",)
    many: tuple[str, ...] | None = ("/{kind}s/{name}",)
    method: str = "POST"
    unsure: str | None = None
    goes_on: bool = False


def _pause(arguments: Arguments) -> dict[str, t.Any]:
    """API v2 counts a pause in seconds."""
    minutes, message = arguments["minutes"], arguments["message"]
    return {**({} if minutes is None else {"duration": minutes * 60.0}), **({"message": message} if message else {})}


def _acknowledge(arguments: Arguments) -> dict[str, t.Any]:
    """The members of a pause. AcknowledgeRequestBody itself is in no source (facts, section 5): unverified."""
    return _pause(arguments)


def _discover(_arguments: Arguments) -> dict[str, t.Any]:
    """TriggerAutoDiscoveryRequestBody is in no source. Another operation was seen to refuse to have no body at all."""
    return {}


def _paused(objects: t.Sequence[Target]) -> frozenset[str]:
    """Those whose pause would be replaced: a server that does not do so says that their status does not allow it."""
    return frozenset(one.id for one in objects if one.active is False)


UNSURE_ACKNOWLEDGEMENT = (
    "No document tells what API v2 takes with an acknowledgement. If it is duration that this server does not take, "
    "leave it out, or set api to v1."
)
UNSURE_DISCOVERY = "No document tells what API v2 takes with an auto-discovery. API v1 can do it, too: set api to v1."

ACTIONS: dict[str, Operation] = {
    "pause": Operation("pause", _pause, _paused),
    # what is refused is not paused; whether that is so is read
    "resume": Operation("resume", must_take=_none_of),
    # one paused object must not keep thousands from being scanned
    "scan": Operation("scan", goes_on=True),
    # a sensor that is not down any more need not be acknowledged; whether it is down is read
    "acknowledge": Operation("acknowledge", _acknowledge, _none_of, unsure=UNSURE_ACKNOWLEDGEMENT),
    # when what is experimental is finished, its prefix is dropped (overview, "Versioning")
    "discover": Operation(
        "autodiscovery",
        _discover,
        one=("/experimental/{kind}s/{id}/{name}", "/{kind}s/{id}/{name}"),
        many=None,
        unsure=UNSURE_DISCOVERY,
        goes_on=True,
    ),
    # users have neither a message nor an end: the list of operations has no body for them
    "pause_user": Operation("pause", must_take=_none_of, many=None),
    "resume_user": Operation("resume", must_take=_none_of, many=None),
}

#: What API v2 cannot do, and what can.
LACKS: dict[str, Lack] = {
    "discover_by_templates": Lack(
        "is in no document with the names of device templates for an auto-discovery",
        "Set api to v1 and url to the core server, or leave out templates.",
    ),
    "simulate": Lack("cannot simulate errors", "Set api to v1 and url to the core server."),
}
