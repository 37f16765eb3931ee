# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Who holds an object's pause, and until when: the marks that a pause carries in its own message.

PRTG tells the end of a timed pause in localised text only, in the date format of whoever paused (a recorded tree of
PRTG 18.2 shows ``06.03.2018 14:55:23`` beside ``2/5/2018 1:17:34 AM``), and an object has one pause and one message. So
a pause made here says in its message who holds it and until when, one mark for each holder:
``Kernel update [opswatch 5f0c21ab until 2026-11-23T04:00:00Z] | New disks [opswatch 77aa0011]``. Somebody else's pause
that goes on beside them is marked ``[opswatch theirs]``.
"""

from __future__ import annotations

import html
import math
import os
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso, unix

#: The last second that a mark can show as an end.
LAST_MOMENT = 253_402_300_799

#: What a state says of an end that PRTG does not tell.
UNKNOWN_END = "unknown"

LEASE_NAME = re.compile(r"[0-9a-f]{8}")

_MARK = re.compile(r"\[opswatch (?:([0-9a-f]{8})(?: until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))?|theirs)\]")
_CUT_MARK = re.compile(r"\[opswatch[^\]]*$")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_OPEN, _CLOSE, _AND = "[[", "]]", "|"


def new_lease() -> str:
    """A name for one run's leases that no other run has."""
    return os.urandom(4).hex()


def plain(text: str) -> str:
    """What a text says, whatever became of its white space, control characters, entities and brackets at its start.

    Servers show messages escaped for HTML, some of them twice (API v1 facts, section 2.3).
    """
    line = " ".join("".join(char for char in _unescaped(text) if char.isprintable() or char.isspace()).split())
    return line.removeprefix(_OPEN).strip()


def holds_mark(text: str) -> bool:
    """Whether a text would be taken for a mark, or for one that is escaped."""
    return bool(_MARK.search(plain(text)))


def refuse_mark(reason: str) -> None:
    """``ConfigurationError`` for a reason that would be taken for a mark."""
    if holds_mark(reason):
        raise ConfigurationError(
            "reason holds what this module marks its pauses with", hint="Leave out [opswatch ...]."
        )


class Lease(t.NamedTuple):
    """One holder of a silence: why, the name of its lease, and its end as Unix time (None: until it is given up)."""

    reason: str
    name: str
    until: float | None = None

    def is_in_force(self, now: float) -> bool:
        """Whether it has not ended yet."""
        return self.until is None or self.until > now

    def in_message(self) -> str:
        """The reason with its mark."""
        return _marked(self.reason, self.name + (f" until {iso(self.until)}" if self.until is not None else ""))

    def as_data(self) -> dict[str, t.Any]:
        """The lease as users see it."""
        return {"reason": self.reason, "until": None if self.until is None else iso(self.until)}

    def in_words(self) -> str:
        """Reason and end, for messages."""
        end = "without an end" if self.until is None else f"until {iso(self.until)}"
        return f"{printable(self.reason)!r} {end}"


class Silence(t.NamedTuple):
    """The own pause of an object: the union of the leases that it carries and of somebody else's pause.

    ``theirs`` is the text of a pause that somebody else made (None: there is none). It has no end, or ``theirs_ends``
    at a time that PRTG does not tell. ``torn``: not all of the message can be read, so there may be more holders.
    """

    theirs: str | None = None
    theirs_ends: bool = False
    leases: tuple[Lease, ...] = ()
    torn: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nobody holds it, so that the object is awake."""
        return self.theirs is None and not self.leases

    @property
    def is_theirs(self) -> bool:
        """Whether nobody but somebody else holds it."""
        return self.theirs is not None and not self.leases

    @property
    def names(self) -> frozenset[str]:
        """The names of its leases."""
        return frozenset(lease.name for lease in self.leases)

    def lease_of(self, reason: str) -> Lease | None:
        """The lease of the holder with this reason."""
        return next((lease for lease in self.leases if plain(lease.reason) == plain(reason)), None)

    def without(self, names: t.Collection[str]) -> Silence:
        """What is left when the leases of these names go."""
        return self._replace(leases=tuple(lease for lease in self.leases if lease.name not in names))

    def in_force(self, now: float) -> Silence:
        """Without the leases that have ended."""
        return self._replace(leases=tuple(lease for lease in self.leases if lease.is_in_force(now)))

    def joined(self, *leases: Lease) -> Silence:
        """With these leases too, except those of a holder who has one already."""
        new = [lease for lease in leases if self.lease_of(lease.reason) is None]
        return self._replace(leases=(*self.leases, *new))

    def minutes(self, now: float) -> int | None:
        """Whole minutes to pause, so that it lasts until the last of its ends; None for a pause without an end."""
        ends = [lease.until for lease in self.leases if lease.until is not None]
        if self.theirs is not None or len(ends) < len(self.leases) or not ends:
            return None
        return max(1, math.ceil((max(ends) - now) / 60))

    def message(self) -> str:
        """What the message of such a pause has to be. Somebody else's text alone stands there as it was."""
        theirs = [] if self.theirs is None else [_marked(self.theirs, "theirs") if self.leases else self.theirs]
        return f" {_AND} ".join([*theirs, *(lease.in_message() for lease in self.leases)])

    def end(self) -> str | None:
        """When it ends, in ISO 8601 UTC; None for never, ``UNKNOWN_END`` where only PRTG knows."""
        if self.is_theirs and self.theirs_ends:
            return UNKNOWN_END
        ends = [lease.until for lease in self.leases]
        known = [end for end in ends if end is not None]
        return iso(max(known)) if known and len(known) == len(ends) and self.theirs is None else None


AWAKE = Silence()


def silence_of(found: PrtgObject) -> Silence:
    """Who holds the own pause of an object, by its message; ``AWAKE`` if it is not paused itself.

    PRTG shows a pause as ``[[ message (Paused at ...) ]]: Paused by user`` (recorded, PRTG 18.2.41).
    """
    if found.active is not False:
        return AWAKE
    message = _unescaped(found.message or "")
    theirs, leases, end, torn = _read_marks(message)
    tail = message[end:]
    if message.lstrip().startswith(_OPEN) and _CLOSE in tail:
        tail = tail[: tail.rindex(_CLOSE)]
    torn = torn or bool(_CUT_MARK.search(tail)) or (end > 0 and tail.lstrip().startswith(_AND))
    if leases or theirs is not None:
        return Silence(theirs, False, leases, torn)
    return Silence(_words(message), found.status == "pausedbyuseruntil", (), torn)


def shows_its_pause(found: PrtgObject) -> bool:
    """Whether status or message tell of the pause that the own flag says; both can lag behind it."""
    return (
        found.active is not False
        or (found.status or "").startswith("pausedby")
        or shows_words(found)
        or bool(_MARK.search(found.message or ""))
    )


def shows_words(found: PrtgObject) -> bool:
    """Whether the message is one that PRTG makes of what somebody wrote when pausing, rather than any other."""
    return (found.message or "").lstrip().startswith(_OPEN)


def _marked(text: str, mark: str) -> str:
    return f"{text.strip()} [opswatch {mark}]".strip()


def _unescaped(text: str) -> str:
    """``text`` without the entities that any server escapes, however many layers of them: so what was written and what
    is shown are the same text."""
    escaped = ""
    while escaped != text:
        escaped, text = text, _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return text


def _read_marks(message: str) -> tuple[str | None, tuple[Lease, ...], int, bool]:
    """Somebody else's marked text, the leases, where the last mark ends, and whether an end cannot be read."""
    theirs: str | None = None
    leases: dict[str, Lease] = {}
    end, torn = 0, False
    for mark in _MARK.finditer(message):
        before = message[end : mark.start()].strip()
        text = before.removeprefix(_AND if end else _OPEN).strip()
        name, until = mark.groups()
        if name is None:
            theirs = text
        else:
            leases[name] = Lease(text, name, unix(until) if until else None)
            torn = torn or (until is not None and leases[name].until is None)
        end = mark.end()
    return theirs, tuple(leases.values()), end, torn


def _words(message: str) -> str:
    """What somebody else wrote, without what PRTG puts around it; all of it if they wrote nothing."""
    text = message.strip()
    if not text.startswith(_OPEN):
        return text
    inner = text.removeprefix(_OPEN)
    inner = (inner[: inner.rindex(_CLOSE)] if _CLOSE in inner else inner).strip()
    return inner[: _start_of_last_parenthesis(inner)].strip() or inner


def _start_of_last_parenthesis(text: str) -> int:
    """Where the parenthesis begins with which ``text`` ends; its length if it ends with none."""
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[position], 0)
        if depth == 0:
            return position if text.endswith(")") else len(text)
    return len(text)
