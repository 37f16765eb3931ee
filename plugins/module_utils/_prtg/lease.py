# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What the restore token tells of pauses: what a run put on and took away, and how little of it is believed."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _token
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import token
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

_BY_REASON = "Restore by the reason: state restored with selectors and the reason of the earlier task."


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

    @property
    def names(self) -> tuple[str, ...]:
        """A pause leaves the name alone."""
        return (self.name,)

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


class RestoreToken(_token.RestoreToken):
    """What one run did to pauses."""

    __slots__ = ()

    def as_data(self) -> dict[str, t.Any]:
        """The token for a task's result."""
        return _token.written(self, version=TOKEN_VERSION)

    @classmethod
    def from_data(cls, data: t.Any, server: str) -> RestoreToken:
        """The token that a task was given; see ``token.read``."""
        return cls(*token.read(data, server, Undo.from_data, version=TOKEN_VERSION, otherwise=_BY_REASON))


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
