# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The restore token: what a run put on and took away, as plain data, and how little of it is believed.

A token comes back from playbooks, files and job templates, so that every member is checked before it counts.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import (
    LEASE_NAME,
    Lease,
    Silence,
    holds_mark,
    plain,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import unix

TOKEN_VERSION = 2


class Undo(t.NamedTuple):
    """How to undo what a run did to one object.

    ``did`` is ``pause`` if the run put something on: the leases ``added``, or ``again``, the text of somebody else's
    pause that it made once more; else ``resume``. It took away the leases ``removed`` and ``theirs``, the text of
    somebody else's pause, which ended at a time that PRTG did not tell if ``theirs_ends``. ``marked``: the object was
    seen to carry what was added.
    """

    id: str
    kind: str
    name: str
    did: str
    marked: bool = False
    added: tuple[Lease, ...] = ()
    removed: tuple[Lease, ...] = ()
    theirs: str | None = None
    theirs_ends: bool = False
    again: str | None = None

    def as_data(self) -> dict[str, t.Any]:
        """As a member of a token."""
        return {**self._asdict(), "added": _leases_as_data(self.added), "removed": _leases_as_data(self.removed)}

    @classmethod
    def from_data(cls, data: t.Any) -> Undo:
        """What ``as_data`` made; ``ValueError``, ``TypeError`` or ``KeyError`` for anything else."""
        undo = cls(**{**data, "id": str(data["id"]), "added": (), "removed": ()})
        undo = undo._replace(added=_leases_from_data(data["added"]), removed=_leases_from_data(data["removed"]))
        if not (undo._has_its_types() and undo._could_be_done()):
            raise ValueError
        return undo

    def as_it_was(self, rest: Silence, now: float) -> Silence:
        """``rest`` of a pause with what is put back: leases that have not ended, and a pause without an end."""
        back = [lease for lease in self.removed if lease.is_in_force(now)]
        theirs = None if self.theirs_ends else self.theirs
        return rest.joined(*back)._replace(theirs=rest.theirs if rest.theirs is not None else theirs)

    def _has_its_types(self) -> bool:
        texts = [text for text in (self.theirs, self.again) if text is not None]
        return (
            is_id(self.id)
            and self.kind in KINDS
            and self.did in ("pause", "resume")
            and isinstance(self.name, str)
            and all(_is_text(text) for text in texts)
            and isinstance(self.marked, bool)
            and isinstance(self.theirs_ends, bool)
        )

    def _could_be_done(self) -> bool:
        """Whether a run could have done this: what it made it has put on, what it only ended was there before."""
        put_on = bool(self.added) or self.again is not None
        took_away = bool(self.removed) or self.theirs is not None
        added, removed = ({plain(lease.reason) for lease in leases} for leases in (self.added, self.removed))
        is_renewal = self.did == "resume" or self.again is not None or removed <= added
        return put_on is (self.did == "pause") and (put_on or took_away) and is_renewal


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
            "objects": [undo.as_data() for undo in self.objects],
        }

    @classmethod
    def from_data(cls, data: t.Any, server: str) -> RestoreToken:
        """The token that a task was given, an empty one for ``{}``.

        ``ConfigurationError`` if it is none, was altered, or belongs to another server.
        """
        if not data:
            return cls(server, ())
        _refuse_what_is_none(data, server)
        try:
            objects = tuple(Undo.from_data(one) for one in data["objects"])
            if len({undo.id for undo in objects}) < len(objects):
                raise ValueError
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ConfigurationError(
                "restore holds a restore token that has been altered", hint="Give it as the earlier task returned it."
            ) from None
        return cls(server, objects, data["simulated"])


def _refuse_what_is_none(data: t.Any, server: str) -> None:
    """``ConfigurationError`` for what is no token of this version, or one of another server."""
    types = {"version": int, "server": str, "simulated": bool, "objects": list}
    if not isinstance(data, dict) or not all(isinstance(data.get(name), types[name]) for name in types):
        raise ConfigurationError(
            "restore holds no restore token",
            hint="Give the return value restore of an earlier task of this module, unchanged.",
        )
    if data["server"] != server:
        raise ConfigurationError(
            f"restore belongs to the server {data['server']}, and this task talks to {server}",
            hint="Restore on the server where the objects were paused. If this is it, give it the server_name that "
            "it had then, or none.",
        )
    if data["version"] != TOKEN_VERSION and data["objects"]:
        raise ConfigurationError(
            f"restore holds a restore token of version {data['version']}, and this collection knows {TOKEN_VERSION}",
            hint="Restore by the reason: state restored with selectors and the reason of the earlier task.",
        )


def _leases_as_data(leases: t.Iterable[Lease]) -> list[dict[str, t.Any]]:
    return [{"lease": lease.name, **lease.as_data()} for lease in leases]


def _leases_from_data(data: t.Any) -> tuple[Lease, ...]:
    if not isinstance(data, list):
        raise TypeError
    return tuple(_lease_from_data(**one) for one in data)


def _lease_from_data(lease: t.Any, reason: t.Any, until: t.Any) -> Lease:
    end = None if until is None else unix(until)
    if not _is_text(reason) or not LEASE_NAME.fullmatch(lease) or (end is None and until is not None):
        raise ValueError
    return Lease(reason, lease, end)


def _is_text(text: t.Any) -> bool:
    """Whether this can be a reason, or what somebody wrote: a text without a mark in it."""
    return isinstance(text, str) and not holds_mark(text)
