# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pause, resume and release: what each means for an object as it is now. Nothing is sent here.

Only an object's own flag is ours (PRTG API v1, table column ``active``): what is silent because of something above it,
a dependency, a schedule or the licence cannot be resumed at the object, and pausing it sets its own flag on top. That
flag is the union of the leases in its message, each with its holder, who is a reason, and of somebody else's pause.
"""

from __future__ import annotations

import math
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import (
    AWAKE,
    LAST_MOMENT,
    Lease,
    Silence,
    new_lease,
    plain,
    shows_its_pause,
    silence_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import parse_duration

#: What deciding about a pause needs to know of an object.
FIELDS = frozenset({"path", "status", "message", "active", "paused_by"})

#: A running lease is left alone while it has this much of the asked duration left: a second run changes nothing, and
#: work that takes its time gets a new lease in good time.
ENOUGH_LEFT = 0.9

FOREVER = "forever"

#: What is taken where a task says nothing else. The pause of a user has no end, so that the option has no default.
DURATION, REASON = "1h", "Paused by Ansible"

LEFT_UNTIL = "is paused until a time that PRTG does not tell, and was left as it is (override replaces it)"
LEFT_UNSHOWN = "is paused, PRTG does not show by whom, and it was left as it is"
TAKEN_OVER = "was paused anew by somebody else, and was left paused"
ENDS_ALL = "is resumed for all who hold it"

WOULD_LOSE_AN_END = "is paused by somebody else until a time that PRTG does not tell, so that it could not be undone"
WOULD_LOSE_A_HOLDER = "has a pause whose message PRTG shows cut, so that others who hold it could be lost"


class Wish(t.NamedTuple):
    """What a task wants of its objects: their ``state``; ``minutes`` None means until somebody lifts the pause.

    ``message`` is the reason, and with it the holder. ``renew`` renews the holder's lease, and replaces what somebody
    else paused; ``adopt`` counts the holder's lease as this task's own; ``override`` accepts what cannot be undone.
    """

    state: str
    minutes: int | None = None
    message: str = ""
    renew: bool = False
    adopt: bool = False
    override: bool = False


class Step(t.NamedTuple):
    """What happens to one object: ``did`` is pause (be held as ``wanted``, for ``minutes`` or with None without an
    end), resume, or None (left as it is).

    ``note`` is told to the user. ``adopted`` is the lease of an earlier run that counts as this run's. ``refusal`` says
    why the task must not do this. ``ends_all``: the task resumes the object whoever holds it.
    """

    found: PrtgObject
    did: str | None
    wanted: Silence = AWAKE
    minutes: int | None = None
    note: str | None = None
    adopted: Lease | None = None
    refusal: str | None = None
    ends_all: bool = False

    @property
    def before(self) -> Silence:
        """Who held it."""
        return silence_of(self.found)

    @property
    def after(self) -> Silence:
        """Who holds it when the step is done."""
        return {"pause": self.wanted, "resume": AWAKE, None: self.before}[self.did]

    @property
    def write(self) -> Write | None:
        """What is sent."""
        if self.did == "pause":
            return Write("pause", {"minutes": self.minutes or None, "message": self.wanted.message()})
        return Write(self.did) if self.did else None

    @property
    def active_after(self) -> bool:
        """The object's own flag when the step is done."""
        return {"pause": False, "resume": True, None: bool(self.found.active)}[self.did]

    @property
    def added(self) -> frozenset[str]:
        """The names of the leases that it puts on."""
        return self.after.names - self.before.names

    @property
    def removed(self) -> frozenset[str]:
        """The names of the leases that it takes away."""
        return self.before.names - self.after.names


def minutes_of(duration: str) -> int | None:
    """Whole minutes of a ``duration`` option, rounded up (API v1 knows no less); None for ``forever``."""
    if str(duration).strip().lower() == FOREVER:
        return None
    return math.ceil(parse_duration(duration) / 60)


def plan(objects: t.Iterable[PrtgObject], wish: Wish, now: float) -> list[Step]:
    """What ``wish`` means for each object. Restored: the leases of the holder end, and what others hold stays."""
    if wish.state == "restored":
        return [_release_step(found, wish.message, now, wish.override) for found in objects]
    if wish.state == "resumed":
        return [_resume_step(found, wish, now) for found in objects]
    lease = Lease(wish.message.strip(), new_lease(), _end(now, wish.minutes))
    return [_pause_step(found, wish, lease, now) for found in objects]


# Pausing


def _pause_step(found: PrtgObject, wish: Wish, lease: Lease, now: float) -> Step:
    if own_flag(found):
        return Step(found, "pause", Silence(leases=(lease,)), wish.minutes)
    held = silence_of(found).in_force(now)
    own = held.lease_of(lease.reason)
    adopted = own if wish.adopt else None
    replaces = wish.renew and held.theirs is not None
    if own is not None and not replaces and not _is_to_be_renewed(own, wish, now):
        return Step(found, None, adopted=adopted)
    if held.is_theirs and not held.torn:
        return _pause_step_on_theirs(found, wish, lease)
    if held.torn and not wish.override:
        return Step(found, None, refusal=WOULD_LOSE_A_HOLDER)
    others = held.without({own.name} if own else ())._replace(torn=False)
    if replaces or held.is_theirs:
        others = others._replace(theirs=None)
    wanted = others.joined(lease)
    return Step(found, "pause", wanted, wanted.minutes(now), adopted=adopted)


def _pause_step_on_theirs(found: PrtgObject, wish: Wish, lease: Lease) -> Step:
    """A pause that somebody else made is left alone, unless the task says to replace it."""
    ends = silence_of(found).theirs_ends
    if ends and not wish.override:
        return Step(found, None, refusal=WOULD_LOSE_AN_END) if wish.renew else Step(found, None, note=LEFT_UNTIL)
    if ends or wish.renew:
        return Step(found, "pause", Silence(leases=(lease,)), wish.minutes)
    return Step(found, None, note=None if shows_its_pause(found) else LEFT_UNSHOWN)


def _is_to_be_renewed(own: Lease, wish: Wish, now: float) -> bool:
    """Whether too little is left of the holder's own lease."""
    end = _end(now, wish.minutes)
    if own.until is None:
        return wish.renew and end is not None
    if end is None:
        return True
    tolerated = 60 if wish.renew else max(90, (wish.minutes or 0) * 60 * (1 - ENOUGH_LEFT))
    return end - own.until > tolerated


def _end(now: float, minutes: int | None) -> float | None:
    """When a pause of so many minutes ends, as far as its mark is concerned: in the minute before it really does.

    ``ConfigurationError`` for an end that cannot be written.
    """
    if minutes is None:
        return None
    if now + minutes * 60 > LAST_MOMENT:
        raise ConfigurationError(
            "duration is too long: the pause would end after the year 9999", hint="forever pauses without an end."
        )
    return (now + minutes * 60) // 60 * 60


# Resuming and releasing


def _resume_step(found: PrtgObject, wish: Wish, now: float) -> Step:
    if own_flag(found):
        return Step(found, None)
    before = silence_of(found)
    if before.is_theirs and before.theirs_ends and not wish.override:
        return Step(found, None, refusal=WOULD_LOSE_AN_END)
    holders = before.in_force(now).leases
    note = f"{ENDS_ALL}: {_in_words(holders)}" if len(holders) > 1 else None
    return Step(found, "resume", note=note, ends_all=True)


def _release_step(found: PrtgObject, reason: str, now: float, override: bool) -> Step:
    if own_flag(found):
        return Step(found, None)
    before = silence_of(found)
    own = before.lease_of(reason)
    if own is not None:
        return leave(found, before.without({own.name}).in_force(now), now, override)
    cut = before.torn and not before.leases and plain(before.theirs or "").startswith(plain(f"{reason} [opswatch"))
    return Step(found, "resume" if cut else None)


def leave(found: PrtgObject, wanted: Silence, now: float, override: bool, note: str | None = None) -> Step:
    """From what holds an object now to ``wanted``: shorten, make again, or wake it when nobody is left."""
    before = silence_of(found)
    if before.torn and before.leases and not override:
        return Step(found, None, refusal=WOULD_LOSE_A_HOLDER)
    if wanted.is_over:
        return Step(found, None if found.active else "resume", note=note)
    note = note or (still_held(wanted) if not found.active else None)
    if not found.active and (wanted.names, wanted.theirs) == (before.names, before.theirs):
        return Step(found, None, note=note)
    return Step(found, "pause", wanted._replace(torn=False), wanted.minutes(now), note=note)


def own_flag(found: PrtgObject) -> bool:
    """Whether an object is active by its own flag; ``UnexpectedAnswer`` if nobody tells."""
    if not isinstance(found.active, bool):
        raise UnexpectedAnswer(
            f"PRTG did not tell whether {found.label()} is paused itself or by something above it",
            hint="Its own flag (API v1: column active; API v2: basic.active) is missing, so nothing was changed.",
        )
    return found.active


def still_held(silence: Silence) -> str | None:
    """Who still holds a pause, for the user; None if nobody with a lease does."""
    return f"stays paused for {_in_words(silence.leases)}" if silence.leases else None


def _in_words(leases: t.Iterable[Lease]) -> str:
    return " and ".join(lease.in_words() for lease in leases)
