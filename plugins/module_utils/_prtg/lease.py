# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The mark that a pause carries in its own message, and the token that undoes it.

PRTG tells the end of a timed pause in localised text only, in the date format of whoever paused (a recorded tree of
PRTG 18.2 shows ``06.03.2018 14:55:23`` beside ``2/5/2018 1:17:34 AM``). So a pause made here says in its message who
made it and when it ends: ``Kernel update [opswatch 5f0c21ab until 2026-11-23T04:00:00Z]``.
"""

from __future__ import annotations

import datetime
import os
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, PrtgObject, is_id

TOKEN_VERSION = 1

_MARK = re.compile(r"\[opswatch ([0-9a-f]{8})(?: until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))?\]")


def iso(moment: float) -> str:
    """ISO 8601 UTC of a Unix time, in whole seconds."""
    return datetime.datetime.fromtimestamp(int(moment), tz=datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def unix(text: str) -> float | None:
    """Unix time of what ``iso`` wrote; None for anything else."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc).timestamp()
    except (TypeError, ValueError):
        return None


class Mark(t.NamedTuple):
    """What a pause says of itself: the lease that it belongs to, and its end as Unix time (None: open-ended)."""

    lease: str
    until: float | None

    def in_message(self, message: str) -> str:
        """``message`` with this mark."""
        until = f" until {iso(self.until)}" if self.until is not None else ""
        return f"{message} [opswatch {self.lease}{until}]".strip()


def new_lease() -> str:
    """A name for one run's pauses that no other run has."""
    return os.urandom(4).hex()


def mark_of(found: PrtgObject) -> Mark | None:
    """The mark in an object's message; None if there is none, or the message is unknown."""
    marked = _MARK.search(found.message or "")
    return Mark(marked.group(1), unix(marked.group(2) or "")) if marked else None


def reason_of(found: PrtgObject) -> str:
    """What stands before the mark in an object's message.

    PRTG shows a pause as ``[[ message (Paused at ...) ]]: Paused by user`` (recorded, PRTG 18.2.41).
    """
    return _MARK.split(found.message or "")[0].strip().removeprefix("[[").strip()


def refuse_mark(reason: str) -> None:
    """``ConfigurationError`` for a reason that would be taken for a mark."""
    if _MARK.search(reason):
        raise ConfigurationError(
            "reason holds what this module marks its pauses with", hint="Leave out [opswatch ...]."
        )


class Undo(t.NamedTuple):
    """How to undo what a run did to one object.

    ``did`` is ``pause`` or ``resume``. A pause has its ``lease``, and is ``marked`` if the object was seen to carry it.
    The state to go back to: ``was_active``, or else a pause that is ``open_ended`` or ends at ``until`` (ISO 8601 UTC);
    neither if PRTG did not tell. A pause of this module is written back with its own lease (``was_lease``) and reason
    (``was_reason``), so that the token of whoever made it still undoes it.
    """

    id: str
    kind: str
    name: str
    did: str
    lease: str = ""
    marked: bool = False
    was_active: bool = True
    open_ended: bool = False
    until: str | None = None
    was_lease: str = ""
    was_reason: str = ""


class RestoreToken(t.NamedTuple):
    """What one run did, as plain data that a playbook can carry from task to task and store.

    ``simulated`` tokens come from check mode: nothing was done, and only check mode may "undo" it.
    """

    server: str
    objects: tuple[Undo, ...]
    simulated: bool = False

    def as_data(self) -> dict[str, t.Any]:
        """The token for a task's result."""
        return {
            "version": TOKEN_VERSION,
            "server": self.server,
            "simulated": self.simulated,
            "objects": [undo._asdict() for undo in self.objects],
        }

    @classmethod
    def from_data(cls, data: t.Any, server: str) -> RestoreToken:
        """The token that a task was given, an empty one for ``{}``.

        ``ConfigurationError`` if it is none, or belongs to another server.
        """
        if not data:
            return cls(server, ())
        try:
            if data["version"] != TOKEN_VERSION:
                raise ValueError
            token = cls(
                server=str(data["server"]),
                simulated=bool(data["simulated"]),
                objects=tuple(Undo(**{**undo, "id": str(undo["id"])}) for undo in data["objects"]),
            )
        except (KeyError, TypeError, ValueError):
            raise ConfigurationError(
                "restore holds no restore token",
                hint="Give the return value restore of an earlier task of this module, unchanged.",
            ) from None
        if not all(is_id(undo.id) and undo.kind in KINDS and undo.did in ("pause", "resume") for undo in token.objects):
            raise ConfigurationError("restore holds a restore token that has been altered")
        if token.server != server:
            raise ConfigurationError(
                f"restore belongs to the server {token.server}, and this task talks to {server}",
                hint="Restore on the server where the objects were paused. If this is it, give it the server_name that "
                "it had then, or none.",
            )
        return token
