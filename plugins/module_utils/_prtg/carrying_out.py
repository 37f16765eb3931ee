# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Doing what was planned for objects and their pauses, proving it, and saying how to undo it."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    Conflict,
    MonitoringError,
    StateNotReached,
    after_a_write,
    may_be_done,
    never_left,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import TAKEN_OVER, Step
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import (
    has_moved_on,
    is_overtaken,
    now_there,
    prove,
    settled,
    wait_for_status,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import IDS_PER_REQUEST, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import silence_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.telling import Outcome, tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.turns import turn
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

#: How often a pause is written again that others write over at the same time.
ATTEMPTS = 4

CUT = "is paused with a message that PRTG shows cut, so that other work cannot join: give a shorter reason"

Seen = dict[str, PrtgObject]


def carry_out(
    server: PrtgServer, steps: list[Step], host: str, tree: Tree, *, check_mode: bool, wait: float | None = None
) -> Outcome:
    """Do the steps (not in check mode), prove that they took, and tell. ``wait``: also for the status, so many seconds.

    Raises what the server raises, ``Conflict`` if it refuses to let a second holder in, and ``StateNotReached``; each
    then carries ``restore`` for what has been done. What fails before the first write has changed nothing.
    """
    acting = [step for step in steps if step.did]
    now = server.now()
    token = _token(host, steps, now, simulated=check_mode)
    if check_mode or not acting:
        return tell(steps, tree, token)
    with turn(host, [step.found.id for step in acting]):
        there = _look(server, acting)
        with _telling_what_was_done(server, acting, token):
            seen, first, done = _do(server, acting, there)
    token = _token(host, [first.get(step.found.id, step) for step in steps], now)
    steps = [done.get(step.found.id, step) for step in steps]
    outcome = tell(steps, tree, _with_marks_seen(token, seen))
    outcome.warnings.extend(_cut_messages(acting, seen))
    if wait is not None:
        inherited = {one["id"] for one in outcome.objects if one["inherited_from"]}
        with _telling_what_was_done(server, acting, outcome.restore):
            wait_for_status(server, [step for step in steps if step.did], inherited, wait)
    return outcome


@contextlib.contextmanager
def _telling_what_was_done(server: PrtgServer, acting: list[Step], token: RestoreToken) -> t.Iterator[None]:
    """Give every error of the block, which writes, ``changed`` and then ``token``."""
    try:
        yield
    except MonitoringError as error:
        error.changed = _has_acted(server, acting, error)
        error.values = {"restore": token.as_data()} if error.changed else {}
        raise


def _token(host: str, steps: t.Sequence[Step], now: float, *, simulated: bool = False) -> RestoreToken:
    """How to undo what the steps did or adopted."""
    return RestoreToken(host, tuple(_undo(step, now) for step in steps if step.did or step.adopted), simulated)


def _undo(step: Step, now: float) -> Undo:
    """How to undo a step. A lease that was adopted counts as put on, and is not put back where it was renewed."""
    before, after, found = step.before, step.after, step.found
    own = {step.adopted.name} if step.adopted else set()
    again = after.theirs if before.theirs is None else None
    added = tuple(lease for lease in after.leases if lease.name not in before.names - own)
    return Undo(
        found.id,
        found.kind,
        found.name,
        did="pause" if added or again is not None else "resume",
        marked=not step.did,
        added=added,
        removed=tuple(lease for lease in before.in_force(now).leases if lease.name not in after.names | own),
        theirs=before.theirs if after.theirs is None else None,
        theirs_ends=before.theirs_ends and after.theirs is None,
        again=again,
    )


def _look(server: PrtgServer, steps: list[Step]) -> Seen:
    """Look again right before writing, if that costs one request: reading took time, and who came meanwhile would be
    written over, and who went would come back, without noticing once they are done."""
    if len(steps) > IDS_PER_REQUEST:
        return {}
    return {found.id: found for found in settled(server, list(now_there(server, steps).values()))}


def _do(server: PrtgServer, steps: list[Step], there: Seen) -> tuple[Seen, dict[str, Step], dict[str, Step]]:
    """Write and prove: the objects as they were seen then, the steps as they were first done, and as they came out in
    the end, from what was there before the first write. ``there`` is what ``_look`` has just seen.

    What joins a pause that others hold comes first: if the server refuses that, nothing else has been done.
    """
    seen: Seen = {}
    first: dict[str, Step] = {}
    done: dict[str, Step] = {}
    for attempt in range(ATTEMPTS):
        steps = [_rebased(step, there, server.now(), has_moved_on) or step for step in steps]
        for step in steps:
            found_first = first.setdefault(step.found.id, step).found
            if step.did or step.found.id not in done:
                done[step.found.id] = step._replace(found=found_first)
        joining = [step for step in steps if _joins(step)]
        if joining:
            with _after_writes(attempt):
                seen.update(_join(server, joining))
        rest = [step for step in steps if not _joins(step)]
        if rest:
            with _after_writes(attempt + len(joining)):
                _write(server, rest)
            seen.update(prove(server, rest))
        steps = [again for step in steps for again in [_rebased(step, seen, server.now(), is_overtaken)] if again]
        if not steps:
            return seen, first, done
        there = _look(server, steps)
    raise StateNotReached(
        f"others pause at the same time, and write over it: {some([step.found.label() for step in steps])}",
        hint="Try again.",
    )


def _joins(step: Step) -> bool:
    """Whether a step puts its lease on an object that is paused already."""
    return step.did == "pause" and step.found.active is False and bool(step.added)


def _join(server: PrtgServer, steps: list[Step]) -> Seen:
    """Write and prove what joins others' pauses. Where that fails, theirs are made again as they were."""
    try:
        _write(server, steps)
        return prove(server, steps)
    except MonitoringError:
        _put_back(server, steps)
        raise


def _put_back(server: PrtgServer, steps: list[Step]) -> None:
    """Make the pauses of others again that ``steps`` have written over; what fails now is told by what failed first."""
    try:
        there = now_there(server, steps)
        for step in steps:
            found, before = there.get(step.found.id), step.before
            held = silence_of(found) if found else before
            if found and found.active is False and (held.names, held.torn) != (before.names, before.torn):
                server.act("pause", [found], {"minutes": before.minutes(server.now()), "message": before.message()})
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


def _write(server: PrtgServer, steps: list[Step]) -> None:
    """Send what the steps need, in as few requests as there are different messages."""
    resuming = [step.found for step in steps if step.did == "resume"]
    if resuming:
        server.act("resume", resuming, {})
    sent = len(resuming)
    alike: dict[tuple[int, str], list[PrtgObject]] = {}
    for step in steps:
        if step.did == "pause":
            alike.setdefault((step.minutes or 0, step.wanted.message()), []).append(step.found)
    for (minutes, message), together in sorted(alike.items(), key=lambda item: item[0]):
        with _after_writes(sent):
            try:
                server.act("pause", together, {"minutes": minutes or None, "message": message})
            except Conflict as error:
                raise _cannot_be_changed(together, error) from error
        sent += len(together)


def _after_writes(number: int) -> contextlib.AbstractContextManager[None]:
    """Errors tell that something has been written, if it has."""
    return after_a_write() if number else contextlib.nullcontext()


def _cannot_be_changed(objects: list[PrtgObject], refused: Conflict) -> Conflict:
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


def _with_marks_seen(token: RestoreToken, seen: Seen) -> RestoreToken:
    """``token`` that remembers which objects show its marks: there, missing marks will mean somebody else's pause."""

    def is_marked(undo: Undo) -> bool:
        names = silence_of(seen[undo.id]).names if undo.id in seen else frozenset()
        return undo.marked or bool(names.intersection(lease.name for lease in undo.added))

    return token._replace(objects=tuple(undo._replace(marked=is_marked(undo)) for undo in token.objects))


def _cut_messages(steps: t.Sequence[Step], seen: Seen) -> t.Iterator[str]:
    cut = [step.found.label() for step in steps if silence_of(seen.get(step.found.id, step.found)).torn]
    if cut:
        yield f"{some(cut)} {CUT}"


def _has_acted(server: PrtgServer, acting: list[Step], error: MonitoringError) -> bool:
    """Whether a run that ended with ``error`` has changed something, or may have.

    A refusal says nothing about other objects of the same request, so that the state is looked at. Without an answer
    that can be trusted everything may have happened, even later; unless it was the first write, and never left.
    """
    if never_left(error) and not error.changed:
        return False
    if error.changed or may_be_done(error) or isinstance(error, StateNotReached):
        return True
    try:
        there = now_there(server, acting)
    except MonitoringError:
        return True
    return any(
        found.active is not step.found.active or silence_of(found).names != step.before.names
        for step in acting
        for found in [there.get(step.found.id, step.found)]
    )
