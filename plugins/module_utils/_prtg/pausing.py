# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pause, resume and restore: what each means for an object as it is now. Nothing is sent here.

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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import (
    AWAKE,
    LAST_MOMENT,
    Lease,
    Silence,
    new_lease,
    plain,
    shows_its_pause,
    shows_words,
    silence_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import parse_duration

#: What deciding about a pause needs to know of an object.
FIELDS = frozenset({"path", "status", "message", "active", "paused_by"})

#: A running lease is left alone while it has this much of the asked duration left: a second run changes nothing, and
#: work that takes its time gets a new lease in good time.
ENOUGH_LEFT = 0.9

FOREVER = "forever"

LEFT_UNTIL = "is paused until a time that PRTG does not tell, and was left as it is (override replaces it)"
LEFT_UNSHOWN = "is paused, PRTG does not show by whom, and it was left as it is"
TAKEN_OVER = "was paused anew by somebody else, and was left paused"
NO_WAY_BACK = "was paused until a time that PRTG did not tell, so that this pause was not made again"
NOT_PUT_BACK = "is awake by now, and what held it before was not put back"
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


def plan_restore(token: RestoreToken, tree: Tree, now: float, *, override: bool) -> list[Step]:
    """How to undo what ``token`` tells, on the objects as they are now; those that are not there are left out.

    An object that somebody else has paused or resumed since is theirs, and left alone.
    """
    steps = []
    for undo in token.objects:
        found = tree.get(undo.id)
        if found is not None:
            pretended = _as_if_done(found, undo) if token.simulated else found
            steps.append(_undo_step(pretended, undo, now, override))
    return steps


# Pausing


def _pause_step(found: PrtgObject, wish: Wish, lease: Lease, now: float) -> Step:
    if _own_flag(found):
        return Step(found, "pause", Silence(leases=(lease,)), wish.minutes)
    before = silence_of(found)
    own = before.lease_of(lease.reason)
    adopted = own if wish.adopt else None
    replaces = wish.renew and before.theirs is not None
    if own is not None and not replaces and not _is_to_be_renewed(own, wish, now):
        return Step(found, None, adopted=adopted)
    if before.is_theirs and not before.torn:
        return _pause_step_on_theirs(found, wish, lease)
    if before.torn and not wish.override:
        return Step(found, None, refusal=WOULD_LOSE_A_HOLDER)
    others = before.without({own.name} if own else ()).in_force(now)._replace(torn=False)
    if replaces or before.is_theirs:
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


# Resuming and restoring


def _resume_step(found: PrtgObject, wish: Wish, now: float) -> Step:
    if _own_flag(found):
        return Step(found, None)
    before = silence_of(found)
    if before.is_theirs and before.theirs_ends and not wish.override:
        return Step(found, None, refusal=WOULD_LOSE_AN_END)
    holders = before.in_force(now).leases
    note = f"{ENDS_ALL}: {_in_words(holders)}" if len(holders) > 1 else None
    return Step(found, "resume", note=note, ends_all=True)


def _release_step(found: PrtgObject, reason: str, now: float, override: bool) -> Step:
    if _own_flag(found):
        return Step(found, None)
    before = silence_of(found)
    own = before.lease_of(reason)
    if own is not None:
        return _leave(found, before.without({own.name}).in_force(now), now, override)
    cut = before.torn and not before.leases and plain(before.theirs or "").startswith(plain(f"{reason} [opswatch"))
    return Step(found, "resume" if cut else None)


def _undo_step(found: PrtgObject, undo: Undo, now: float, override: bool) -> Step:
    active, there = _own_flag(found), silence_of(found)
    if undo.did == "pause" and active:
        return Step(found, None, note=None if undo.as_it_was(AWAKE, now).is_over else NOT_PUT_BACK)
    if undo.did == "resume" and there.is_theirs:
        return Step(found, None)
    rest = _rest(found, undo) if undo.did == "pause" else there
    if rest is None:
        back = undo.as_it_was(AWAKE, now)
        is_back = there.names == back.names and plain(there.theirs or "") == plain(back.theirs or "")
        return Step(found, None, note=None if is_back else _still_held(there.in_force(now)) or TAKEN_OVER)
    wanted = undo.as_it_was(rest.in_force(now), now)
    return _leave(found, wanted, now, override, NO_WAY_BACK if undo.theirs_ends else None)


def _rest(found: PrtgObject, undo: Undo) -> Silence | None:
    """What holds an object besides what the run put on; None if the pause is not that run's any more.

    Where no mark is shown and none was ever seen, the flag decides, unless words are shown that cannot be the run's own
    (which PRTG may have cut).
    """
    there = silence_of(found)
    if there.names.intersection(lease.name for lease in undo.added):
        left = there.without([lease.name for lease in undo.added])
        return left._replace(theirs=None) if undo.again is not None and left.theirs == undo.again else left
    if there.leases or undo.marked:
        return None
    own = plain(Silence(undo.again, leases=undo.added).message())
    return AWAKE if not shows_words(found) or own.startswith(plain(there.theirs or "")) else None


def _leave(found: PrtgObject, wanted: Silence, now: float, override: bool, note: str | None = None) -> Step:
    """From what holds an object now to ``wanted``: shorten, make again, or wake it when nobody is left."""
    before = silence_of(found)
    if before.torn and before.leases and not override:
        return Step(found, None, refusal=WOULD_LOSE_A_HOLDER)
    if wanted.is_over:
        return Step(found, None if found.active else "resume", note=note)
    note = note or (_still_held(wanted) if not found.active else None)
    if not found.active and (wanted.names, wanted.theirs) == (before.names, before.theirs):
        return Step(found, None, note=note)
    return Step(found, "pause", wanted._replace(torn=False), wanted.minutes(now), note=note)


def _as_if_done(found: PrtgObject, undo: Undo) -> PrtgObject:
    """The object as it would be if check mode had done what it only said."""
    there = silence_of(found).without([lease.name for lease in undo.removed]).joined(*undo.added)
    theirs = there.theirs if undo.theirs is None and undo.again is None else undo.again
    there = there._replace(theirs=theirs, theirs_ends=False)
    user = None if there.is_over else "user"
    return found._replace(active=there.is_over, paused_by=user, status=None, message=there.message())


def _own_flag(found: PrtgObject) -> bool:
    if not isinstance(found.active, bool):
        raise UnexpectedAnswer(
            f"PRTG did not tell whether {found.label()} is paused itself or by something above it",
            hint="Its own flag (API v1: column active; API v2: basic.active) is missing, so nothing was changed.",
        )
    return found.active


def _still_held(silence: Silence) -> str | None:
    """Who still holds a pause, for the user; None if nobody with a lease does."""
    return f"stays paused for {_in_words(silence.leases)}" if silence.leases else None


def _in_words(leases: t.Iterable[Lease]) -> str:
    return " and ".join(lease.in_words() for lease in leases)
