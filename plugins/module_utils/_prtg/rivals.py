# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Writing pauses that others write at the same time: look again before, see whether they were faster after, prove it.

A pause is changed by reading it and writing another one, which are two steps.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    Conflict,
    MonitoringError,
    StateNotReached,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Done
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen, after_writes
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import FIELDS, TAKEN_OVER, Step
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import HINT, poll, settled
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    PrtgServer,
    Target,
    in_batches,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import shows_its_pause, silence_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.turns import turn
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

#: How often a pause is written again that others write over at the same time.
ATTEMPTS = 4

#: How long a change may take to show, in seconds: in the object's own flag, and in the message of what was paused
#: before.
FLAG_SHOWS_WITHIN = 30.0

#: How long to wait for the mark of a new pause, in seconds: the message can lag behind the flag. It only helps later
#: runs to recognize the pause, so that its absence is no failure.
MARK_SHOWS_WITHIN = 5.0

#: Where the pause of an object shows.
FLAG = "the pause"


@contextlib.contextmanager
def ready(server: PrtgServer, host: str, steps: t.Sequence[Step]) -> t.Iterator[list[Step]]:
    """Take turns with other processes while the block writes; the steps as they have to be by then."""
    with turn(host, [step.found.id for step in steps]):
        yield _as_it_is_now(server, steps)


def do(server: PrtgServer, steps: t.Sequence[Step]) -> Done[Step]:
    """Write and prove, again where others wrote over it. What was done in the end is told from what was there before
    the first write.

    What joins a pause that others hold comes first: if the server refuses that, nothing else has been done.
    """
    done: Done[Step] = Done({}, {}, {})
    for attempt in range(ATTEMPTS):
        for step in steps:
            found_first = done.first.setdefault(step.found.id, step).found
            if step.did or step.found.id not in done.judged:
                done.judged[step.found.id] = step._replace(found=found_first)
        joining = [step for step in steps if _joins(step)]
        if joining:
            with after_writes(attempt):
                done.seen.update(_join(server, joining))
        rest = [step for step in steps if not _joins(step)]
        if rest:
            with after_writes(attempt + len(joining)):
                _write(server, rest)
            done.seen.update(_prove(server, rest))
        overtaken = [_rebased(step, done.seen, server.now(), _is_overtaken) for step in steps]
        steps = [step for step in overtaken if step]
        if not steps:
            return done
        steps = _as_it_is_now(server, steps)
    raise StateNotReached(
        f"others pause at the same time, and write over it: {some([step.found.label() for step in steps])}",
        hint="Try again.",
    )


def _as_it_is_now(server: PrtgServer, steps: t.Sequence[Step]) -> list[Step]:
    """The same changes of what others have made of the objects meanwhile: reading took time, and who came meanwhile
    would be written over or woken, and who went would come back, without noticing once they are done."""
    read = [doing.read_again(server, batch, FIELDS) for batch in in_batches(steps)]
    there = settled(server, [found for some_of_them in read for found in some_of_them.values()])
    seen = {found.id: found for found in there}
    return [_rebased(step, seen, server.now(), _has_moved_on) or step for step in steps]


def _write(server: PrtgServer, steps: t.Iterable[Step]) -> None:
    in_turn = sorted(steps, key=_turn_of)
    doing.send(server, in_turn, cannot_be_changed)


def _turn_of(step: Step) -> tuple[bool, int, str]:
    """Resuming comes first, and short pauses before long ones."""
    return step.did != "resume", step.minutes or 0, step.wanted.message()


def _joins(step: Step) -> bool:
    """Whether a step puts its lease on an object that is paused already."""
    return step.did == "pause" and step.found.active is False and bool(step.added)


def _join(server: PrtgServer, steps: list[Step]) -> Seen:
    """Write and prove what joins others' pauses. Where that fails, theirs are made again as they were."""
    try:
        _write(server, steps)
        return _prove(server, steps)
    except MonitoringError:
        _put_back(server, steps)
        raise


def _put_back(server: PrtgServer, steps: list[Step]) -> None:
    """Make the pauses of others again that ``steps`` have written over; what fails now is told by what failed first."""
    try:
        there = doing.read_again(server, steps, FIELDS)
        for step in steps:
            found, before = there.get(step.found.id), step.before
            held = silence_of(found) if found else before
            if found and found.active is False and (held.names, held.torn) != (before.names, before.torn):
                doing.send(server, [Step(found, "pause", before, before.minutes(server.now()))])
    except MonitoringError:
        return


def _rebased(step: Step, there_now: Seen, now: float, is_other: t.Callable[[PrtgObject, Step], bool]) -> Step | None:
    """The same change of what others have made of the object meanwhile; None if they have not, as ``is_other`` says."""
    found = there_now.get(step.found.id)
    if found is None or not is_other(found, step):
        return None
    found = found._replace(path=step.found.path)
    there, planned = silence_of(found), step.after
    if there.is_theirs and step.before.theirs is None:
        resumes = step.ends_all and not there.theirs_ends
        return Step(found, "resume" if resumes else None, note=None if resumes else TAKEN_OVER)
    new = [lease for lease in planned.leases if lease.name in step.added]
    same = [there.lease_of(lease.reason) for lease in new]
    wanted = there.without({*step.removed, *(lease.name for lease in same if lease)}).in_force(now).joined(*new)
    if planned.theirs != step.before.theirs:
        wanted = wanted._replace(theirs=planned.theirs, theirs_ends=False)
    if wanted.is_over or (wanted.names, wanted.theirs) == (there.names, there.theirs):
        return Step(found, "resume" if wanted.is_over and not found.active else None, note=step.note)
    return Step(found, "pause", wanted, wanted.minutes(now), note=step.note, adopted=step.adopted)


def _prove(server: PrtgServer, steps: t.Sequence[Step]) -> Seen:
    """Read until each object's own flag is what its step made it, and what was paused before shows the new marks.

    A server that does not replace a pause is found out by the latter. What others have written over meanwhile is not
    waited for: see ``_is_overtaken``. ``StateNotReached`` for all else that does not show.
    """

    def unproven(found: PrtgObject | None, step: Step) -> bool:
        if found is None or _is_overtaken(found, step):
            return found is None
        rewritten = step.did == "pause" and step.found.active is False
        return found.active is not step.active_after or (rewritten and not _shows_marks(found, step))

    def unmarked(found: PrtgObject | None, step: Step) -> bool:
        if found is None or _is_overtaken(found, step):
            return found is None
        return unproven(found, step) or (step.did == "pause" and not _shows_marks(found, step))

    seen, waiting = poll(server, steps, unmarked, MARK_SHOWS_WITHIN)
    if any(unproven(seen.get(step.found.id), step) for step in waiting):
        seen, waiting = poll(server, steps, unproven, FLAG_SHOWS_WITHIN - MARK_SHOWS_WITHIN)
        doing.refuse_late(FLAG, waiting, len(steps), FLAG_SHOWS_WITHIN, HINT)
    return seen


def _shows_marks(found: PrtgObject, step: Step) -> bool:
    """Whether an object's pause shows the leases that its step put on, and none of those that it took away."""
    names = silence_of(found).names
    return shows_its_pause(found) and step.added <= names and not step.removed & names


def _has_moved_on(found: PrtgObject, step: Step) -> bool:
    """Whether others have come or gone since the step was planned."""
    there, before = silence_of(found), step.before
    return (there.names, there.theirs is None) != (before.names, before.theirs is None)


def _is_overtaken(found: PrtgObject, step: Step) -> bool:
    """Whether somebody else's lease, unknown when the step was planned, stands there in place of what it wrote."""
    foreign = silence_of(found).names - step.before.names - step.after.names
    return bool(foreign) and (found.active is not step.active_after or not _shows_marks(found, step))


def cannot_be_changed(objects: t.Sequence[Target], refused: Conflict) -> Conflict:
    """The failure of a server that does not pause anew what is paused, so that its pause has one holder at most."""
    labels = [found.label() for found in objects if found.active is False]
    return Conflict(
        f"PRTG refuses to change a pause that is in force, so that no second silence can join it: {some(labels)}",
        exchange=refused.exchange,
        code=refused.code,
        hint="Wait for its end, or end it first: state restored with its reason, or state resumed.",
        details={"objects": [found.id for found in objects]},
        changed=refused.changed,
    )
