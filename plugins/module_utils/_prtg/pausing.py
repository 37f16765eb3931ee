# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pause, resume and restore: what has to change on which object, doing it, and proving it.

Only an object's own flag is ours (PRTG API v1, table column ``active``): what is silent because of something above it,
a dependency, a schedule or the licence cannot be resumed at the object, and pausing it sets its own flag on top.
"""

from __future__ import annotations

import dataclasses
import math
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change
from ansible_collections.opswatch.monitoring.plugins.module_utils._durations import parse_duration
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConnectionFailed,
    MonitoringError,
    StateNotReached,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import (
    Mark,
    RestoreToken,
    Undo,
    iso,
    mark_of,
    new_lease,
    reason_of,
    unix,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selection, some
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import ALWAYS_READ, Need, PrtgServer

#: What deciding about a pause needs to know of an object.
FIELDS = frozenset({"path", "status", "message", "active", "paused_by"})

#: A running pause is left alone while it has this much of the asked duration left: a second run changes nothing, and
#: work that takes its time gets a new lease in good time.
ENOUGH_LEFT = 0.9

#: How long a change may take to show in the object's own flag, in seconds. The flag flips at once as far as is known.
FLAG_SHOWS_WITHIN = 30.0

#: How long to wait for the mark of a new pause, in seconds: the message can lag behind the flag. It only helps later
#: runs to recognize the pause, so that its absence is no failure.
MARK_SHOWS_WITHIN = 5.0

FOREVER = "forever"


class Wish(t.NamedTuple):
    """What a task wants of its objects: ``state`` paused or resumed; ``minutes`` None means until somebody lifts it.

    ``renew`` replaces pauses that are in force; ``adopt`` counts those of the same ``message`` as this task's own.
    """

    state: str
    minutes: int | None = None
    message: str = ""
    renew: bool = False
    adopt: bool = False


class Step(t.NamedTuple):
    """What happens to one object. ``did`` is pause, resume or None (left as it is); ``minutes`` as in ``Wish``.

    ``adopted``: the pause that it has already counts as made by this task. ``again`` is the undoing that writes an
    earlier pause of this module back, with its own lease, end and reason.
    """

    found: PrtgObject
    did: str | None
    minutes: int | None = None
    note: str | None = None
    adopted: bool = False
    again: Undo | None = None

    @property
    def active_after(self) -> bool:
        """The object's own flag when the step is done."""
        return {"pause": False, "resume": True, None: bool(self.found.active)}[self.did]


@dataclasses.dataclass
class Outcome:
    """What a run did or, in check mode, would do: an entry and a change for each object, and how to undo it."""

    objects: list[dict[str, t.Any]]
    changes: list[Change]
    restore: RestoreToken
    warnings: list[str]


def minutes_of(duration: str) -> int | None:
    """Whole minutes of a ``duration`` option, rounded up (API v1 knows no less); None for ``forever``."""
    if str(duration).strip().lower() == FOREVER:
        return None
    return math.ceil(parse_duration(duration) / 60)


def plan(selection: Selection, wish: Wish, now: float) -> list[Step]:
    """What ``wish`` means for each object. Nothing is sent."""
    if wish.state == "resumed":
        return [Step(found, None if _own_flag(found) else "resume") for found in selection.objects]
    steps = [_pause_step(found, wish, now) for found in selection.objects]
    return [step._replace(adopted=wish.adopt and _is_leased_for(step.found, wish.message)) for step in steps]


def plan_release(selection: Selection, reason: str) -> list[Step]:
    """Resume those of the selected objects that this module has paused with the same ``reason``. Nothing is sent."""
    return [
        Step(found, "resume" if not _own_flag(found) and _is_leased_for(found, reason) else None)
        for found in selection.objects
    ]


def plan_restore(token: RestoreToken, tree: Tree, now: float) -> list[Step]:
    """How to undo what ``token`` tells, on the objects as they are now. Nothing is sent.

    An object that somebody else has paused, resumed or renewed since is theirs, and left alone.
    """
    steps = []
    for undo in token.objects:
        found = tree.get(undo.id)
        if found is None:
            steps.append(
                Step(
                    PrtgObject(undo.id, undo.kind, undo.name, None, (undo.name,)), None, note="does not exist any more"
                )
            )
        elif token.simulated:
            steps.append(_simulated_step(found, undo, now))
        else:
            steps.append(_undo_step(found, undo, now))
    return steps


def carry_out(
    server: PrtgServer,
    steps: list[Step],
    message: str,
    host: str,
    tree: Tree,
    *,
    check_mode: bool,
    wait: float | None = None,
) -> Outcome:
    """Do the steps (not in check mode), prove that they took, and tell. ``wait``: also for the status, so many seconds.

    Raises what the server raises, and ``StateNotReached``; either then carries ``restore`` for what has been done.
    """
    now, lease = server.now(), new_lease()
    marks = {step.found.id: _mark(step, lease, now) for step in steps if step.did == "pause"}
    acting = [step for step in steps if step.did]
    undoable = tuple(_undo(step, lease) for step in steps if step.did or step.adopted)
    token = RestoreToken(host, undoable, simulated=check_mode)
    outcome = _tell(steps, marks, tree, token)
    if acting and not check_mode:
        try:
            _write(server, acting, marks, message)
            seen = _prove(server, acting, marks)
            outcome.restore = token = _with_marks_seen(token, seen)
            if wait is not None:
                _wait_for_status(server, acting, outcome, wait)
        except MonitoringError as error:
            error.changed = _has_acted(server, acting, marks, error)
            error.values = {"restore": token.as_data()} if error.changed else {}
            raise
    return outcome


def _mark(step: Step, lease: str, now: float) -> Mark:
    """The mark of a new pause, or of the earlier one that is written back."""
    if step.again:
        return Mark(step.again.was_lease, unix(step.again.until or ""))
    return Mark(lease, None if step.minutes is None else _end(now, step.minutes))


def _has_acted(server: PrtgServer, acting: list[Step], marks: dict[str, Mark], error: MonitoringError) -> bool:
    """Whether a run that ended with ``error`` has changed something, or may have.

    A refusal says nothing about other objects of the same request, so that the state is looked at. Without an answer
    that can be trusted everything may have happened, even later.
    """
    if error.changed or isinstance(error, (ConnectionFailed, UnexpectedAnswer, StateNotReached)):
        return True
    try:
        now_there = _now(server, acting)
    except MonitoringError:
        return True
    return any(
        found.active is not step.found.active or _shows(found, marks.get(step.found.id))
        for step in acting
        for found in [now_there.get(step.found.id, step.found)]
    )


def _wait_for_status(server: PrtgServer, acting: list[Step], outcome: Outcome, seconds: float) -> None:
    """Wait until the status of every changed object shows what its flag says; ``StateNotReached`` after ``seconds``.

    PRTG computes the status later than the flag: minutes later after a resume (PrtgAPI's integration tests). What stays
    silent because of an object above it is not waited for.
    """
    inherited = {one["id"] for one in outcome.objects if one["inherited_from"]}

    def late(found: PrtgObject | None, step: Step) -> bool:
        if found is None:
            return True
        if step.did == "pause":
            return not (found.status or "").startswith("pausedby")
        return (found.status or "").startswith("pausedbyuser") and found.id not in inherited

    _seen, waiting = _poll(server, acting, late, seconds)
    _refuse_late("the status of", waiting, len(acting), seconds)


def _pause_step(found: PrtgObject, wish: Wish, now: float) -> Step:
    if _own_flag(found):
        return Step(found, "pause", wish.minutes)
    mark = mark_of(found)
    timed = _is_timed(found)
    if wish.minutes is None:
        escalate = timed or (wish.renew and mark is None)
        return Step(found, "pause", None) if escalate else Step(found, None)
    if not timed:
        return Step(found, "pause", wish.minutes) if wish.renew else Step(found, None)
    if mark is None or mark.until is None:
        if wish.renew:
            return Step(found, "pause", wish.minutes)
        return Step(
            found,
            None,
            note="is paused until a time that PRTG does not tell, and was left as it is (renew replaces it)",
        )
    asked = wish.minutes * 60
    missing = _end(now, wish.minutes) - mark.until
    tolerated = 60 if wish.renew else max(90, asked * (1 - ENOUGH_LEFT))
    return Step(found, None) if missing <= tolerated else Step(found, "pause", wish.minutes)


def _is_timed(found: PrtgObject) -> bool:
    """Whether the own pause of ``found`` ends by itself. A mark tells it for sure, the status can lag behind."""
    mark = mark_of(found)
    return mark.until is not None if mark else found.status == "pausedbyuseruntil"


def _is_leased_for(found: PrtgObject, message: str) -> bool:
    """Whether ``found`` is paused by this module with this very ``message``."""
    return found.active is False and mark_of(found) is not None and reason_of(found) == message.strip()


def _undo_step(found: PrtgObject, undo: Undo, now: float) -> Step:
    active = _own_flag(found)
    if active is (undo.did == "pause"):
        return Step(found, None)
    mark = mark_of(found)
    if undo.did == "pause" and ((mark and mark.lease != undo.lease) or (mark is None and undo.marked)):
        return Step(found, None, note="was paused anew by somebody else, and was left paused")
    until = unix(undo.until or "")
    if undo.was_active or (until is not None and until <= now):
        return Step(found, None if active else "resume")
    again = undo if undo.was_lease else None
    if undo.open_ended:
        return Step(found, "pause", None, again=again)
    if until is not None:
        return Step(found, "pause", math.ceil((until - now) / 60), again=again)
    return Step(found, None, note="was paused until a time that PRTG did not tell, and was left as it is")


def _end(now: float, minutes: int) -> float:
    """When a pause of so many minutes ends, as far as its mark is concerned: in the minute before it really does."""
    return (now + minutes * 60) // 60 * 60


def _simulated_step(found: PrtgObject, undo: Undo, now: float) -> Step:
    """The step back from what check mode only said it would do."""
    paused = undo.did == "pause"
    pretended = found._replace(active=not paused, paused_by="user" if paused else None, message=None)
    return _undo_step(pretended, undo._replace(marked=False), now)


def _own_flag(found: PrtgObject) -> bool:
    if not isinstance(found.active, bool):
        raise UnexpectedAnswer(
            f"PRTG did not tell whether {found.label()} is paused itself or by something above it",
            hint="Its own flag (API v1: column active; API v2: basic.active) is missing, so nothing was changed.",
        )
    return found.active


def _undo(step: Step, lease: str) -> Undo:
    found, mark = step.found, mark_of(step.found)
    was_active = step.adopted or (not step.active_after and found.active is not False)
    until = iso(mark.until) if mark and mark.until is not None and not was_active else None
    return Undo(
        found.id,
        found.kind,
        found.name,
        did=step.did or "pause",
        lease=mark.lease if mark and not step.did else lease,
        marked=not step.did,
        was_active=was_active,
        open_ended=not was_active and not _is_timed(found),
        until=until,
        was_lease=mark.lease if mark and not was_active else "",
        was_reason=reason_of(found) if mark and not was_active else "",
    )


def _with_marks_seen(token: RestoreToken, seen: dict[str, PrtgObject]) -> RestoreToken:
    """``token`` that remembers which objects show its mark: there, a missing mark will mean somebody else's pause."""

    return token._replace(
        objects=tuple(
            undo._replace(marked=undo.marked or _shows_mark(seen.get(undo.id), undo.lease)) for undo in token.objects
        )
    )


def _shows(found: PrtgObject | None, wanted: Mark | None) -> bool:
    return wanted is not None and _shows_mark(found, wanted.lease)


def _shows_mark(found: PrtgObject | None, lease: str) -> bool:
    mark = mark_of(found) if found else None
    return mark is not None and mark.lease == lease


def _write(server: PrtgServer, steps: list[Step], marks: dict[str, Mark], message: str) -> None:
    resuming = [step.found for step in steps if step.did == "resume"]
    if resuming:
        server.resume(resuming)
    alike: dict[tuple[int, str], list[PrtgObject]] = {}
    for step in steps:
        if step.did == "pause":
            reason = step.again.was_reason if step.again else message
            alike.setdefault((step.minutes or 0, marks[step.found.id].in_message(reason)), []).append(step.found)
    for (minutes, said), together in sorted(alike.items(), key=lambda item: item[0]):
        server.pause(together, minutes or None, said)


def _prove(server: PrtgServer, steps: list[Step], marks: dict[str, Mark]) -> dict[str, PrtgObject]:
    """Read the objects back until each one's own flag is what the step made it; what was paused already shows our mark.

    A server that refuses to pause what is paused (API v2: WRONG_NODE_STATUS) is found out by the latter.
    """

    def unproven(found: PrtgObject | None, step: Step) -> bool:
        renewed = step.did == "pause" and step.found.active is False
        return (
            found is None
            or found.active is not step.active_after
            or (renewed and not _shows(found, marks[step.found.id]))
        )

    def unmarked(found: PrtgObject | None, step: Step) -> bool:
        return unproven(found, step) or (step.did == "pause" and not _shows(found, marks[step.found.id]))

    seen, waiting = _poll(server, steps, unmarked, MARK_SHOWS_WITHIN)
    if any(unproven(seen.get(step.found.id), step) for step in waiting):
        seen, waiting = _poll(server, steps, unproven, FLAG_SHOWS_WITHIN - MARK_SHOWS_WITHIN)
        _refuse_late("the pause of", waiting, len(steps), FLAG_SHOWS_WITHIN)
    return seen


def _poll(
    server: PrtgServer, steps: list[Step], late: t.Callable[[PrtgObject | None, Step], bool], seconds: float
) -> tuple[dict[str, PrtgObject], list[Step]]:
    """The objects as last seen, and the steps that are still ``late`` after so many seconds."""
    deadline = time.monotonic() + seconds
    pause = 0.25
    while True:
        now_there = _now(server, steps)
        waiting = [step for step in steps if late(now_there.get(step.found.id), step)]
        left = deadline - time.monotonic()
        if not waiting or left <= 0:
            return now_there, waiting
        time.sleep(min(pause, left))
        pause = min(pause * 2, 5.0)


def _now(server: PrtgServer, steps: list[Step]) -> dict[str, PrtgObject]:
    """The objects of the steps as they are now, by id."""
    fields = ALWAYS_READ | {"status", "message", "active", "paused_by"}
    kinds = tuple(dict.fromkeys(step.found.kind for step in steps))
    need = Need(kinds=kinds, ids=tuple(step.found.id for step in steps), fields=fields)
    return {found.id: found for found in server.read(need).objects}


def _refuse_late(what: str, waiting: list[Step], of: int, seconds: float) -> None:
    if waiting:
        raise StateNotReached(
            f"{what} {len(waiting)} of {of} objects did not change within {seconds:g} s: "
            f"{some([step.found.label() for step in waiting])}",
            hint="Check that this account may change them, and the load of the PRTG core server. If it does not "
            "replace a pause that is in force, resume first.",
            details={"objects": [step.found.id for step in waiting]},
        )


def _tell(steps: list[Step], marks: dict[str, Mark], tree: Tree, token: RestoreToken) -> Outcome:
    active_after = {step.found.id: step.active_after for step in steps}
    objects, changes = [], []
    notes: dict[str, list[str]] = {}
    for step in steps:
        found = step.found
        above = next(
            (one for one in tree.ancestors(found) if not active_after.get(one.id, one.active is not False)), None
        )
        before = _state(found.active, found.paused_by, mark_of(found))
        released = found.paused_by == "parent" and not above and tree.paused_ancestor(found) is not None
        if step.did is None and not released:
            after = before
        else:
            after = _state_after(step, marks.get(found.id), above)
        change = Change(found.label(), before, after)
        changes.append(change)
        objects.append(
            {
                "id": found.id,
                "name": found.name,
                "path": list(found.path or ()),
                "kind": found.kind,
                "before": before,
                "after": after,
                "changed": change.changed,
                "inherited_from": {"id": above.id, "kind": above.kind, "name": above.name} if above else None,
            }
        )
        for note in _notes(step, after, above):
            notes.setdefault(note, []).append(found.label())
    warnings = [f"{some(labels)} {note}" for note, labels in notes.items()]
    return Outcome(objects, changes, token, warnings)


def _state(active: bool | None, paused_by: str | None, mark: Mark | None) -> dict[str, t.Any]:
    until = iso(mark.until) if mark and mark.until is not None and not active else None
    return {"active": active if isinstance(active, bool) else None, "paused_by": paused_by or None, "until": until}


def _state_after(step: Step, mark: Mark | None, above: PrtgObject | None) -> dict[str, t.Any]:
    if step.did == "pause":
        return _state(False, "user", mark)
    return _state(True, "parent" if above else None, None)


def _notes(step: Step, after: dict[str, t.Any], above: PrtgObject | None) -> t.Iterator[str]:
    if step.note:
        yield step.note
    if step.did == "pause" and step.found.kind == "sensor" and step.found.status == "acknowledged":
        yield "was acknowledged, which PRTG forgets when it is paused: it will alert again if it is still down then"
    if step.did == "pause" and above:
        yield f"is now paused twice, by itself and by {above.label()}"
    if after["active"] and after["paused_by"]:
        why = f"by {above.label()}" if above else f"by its {after['paused_by']}"
        yield f"stays silent: it is paused {why}, which cannot be lifted at the object"
