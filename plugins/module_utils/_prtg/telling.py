# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task that pauses or resumes answers: an entry, a change and notes for each object, and how to undo it."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Told, entries, together
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree, paused_by
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import Step
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import Silence, silence_of

CUT = "is paused with a message that PRTG shows cut, so that other work cannot join: give a shorter reason"

#: Why objects are silent that nobody has paused.
BESIDES = ("dependency", "schedule", "license")


def tell(steps: t.Sequence[Step], tree: Tree, seen: Seen) -> Told:
    """What ``steps`` do to the objects of ``tree``, and what of it was ``seen``."""
    above_all = _paused_above(steps, tree)
    changes: list[Change] = []
    told: list[dict[str, t.Any]] = []
    notes: list[tuple[PrtgObject, str]] = []
    for step in steps:
        above = above_all[step.found.id]
        before, after = _states(step, tree, above, seen.get(step.found.id))
        changes.append(_change(step, before, after))
        inherited = {"id": above.id, "kind": above.kind, "name": above.name} if above else None
        leases = [lease.as_data() for lease in step.after.leases]
        told.append({"before": before, "after": after, "leases": leases, "inherited_from": inherited})
        notes.extend((step.found, note) for note in _notes(step, after, above))
    cut = [(step.found, CUT) for step in steps if step.found.id in seen and silence_of(seen[step.found.id]).torn]
    return Told(entries(steps, changes, told), changes, [*together(notes), *together(cut)])


def released(steps: t.Sequence[Step], tree: Tree) -> list[Step]:
    """Those of ``steps`` that do nothing to their object, which others of them wake by waking what is above it."""
    above = _paused_above(steps, tree)
    return [step for step in steps if not step.did and _is_released(step.found, tree, above[step.found.id])]


def _paused_above(steps: t.Sequence[Step], tree: Tree) -> dict[str, PrtgObject | None]:
    """What is paused above each object when all is done, by the ids of the objects."""
    active = {step.found.id: step.active_after for step in steps}
    return {
        step.found.id: next(
            (one for one in tree.ancestors(step.found) if not active.get(one.id, one.active is not False)), None
        )
        for step in steps
    }


def _is_released(found: PrtgObject, tree: Tree, above: PrtgObject | None) -> bool:
    """Whether nothing above an object is paused any more that kept it silent."""
    return found.paused_by == "parent" and not above and tree.paused_ancestor(found) is not None


def _states(
    step: Step, tree: Tree, above: PrtgObject | None, seen: PrtgObject | None
) -> tuple[dict[str, t.Any], dict[str, t.Any]]:
    found = step.found
    before = _state(found.active, found.paused_by, step.before)
    if step.did == "pause":
        return before, _state(False, "user", step.after)
    if step.did == "resume" or _is_released(found, tree, above):
        return before, _state(True, "parent" if above else _silent_besides(found, tree, seen), step.after)
    return before, before


def _silent_besides(found: PrtgObject, tree: Tree, seen: PrtgObject | None) -> str | None:
    """Why an object stays silent though no flag says so, as far as it or what is above it shows.

    What its own pause hides shows afterwards only, as soon as PRTG has computed the status.
    """
    if seen is not None and seen.paused_by not in ("user", "parent"):
        return seen.paused_by or None
    causes = (paused_by(above.status, True) for above in tree.ancestors(found))
    return next((cause for cause in causes if cause in BESIDES), None)


def _state(active: bool | None, paused_by: str | None, silence: Silence) -> dict[str, t.Any]:
    until = None if silence.is_over else silence.end()
    return {"active": active if isinstance(active, bool) else None, "paused_by": paused_by or None, "until": until}


def _change(step: Step, before: dict[str, t.Any], after: dict[str, t.Any]) -> Change:
    """The change of one object; who holds its pause is a part of it as far as that changes."""
    held, holds = _holders(step.before), _holders(step.after)
    differing = [name for name in held if held[name] != holds[name]]
    return Change(
        step.found.label(),
        {**before, **{name: held[name] for name in differing}},
        {**after, **{name: holds[name] for name in differing}},
    )


def _holders(silence: Silence) -> dict[str, t.Any]:
    return {"leases": [lease.as_data() for lease in silence.leases], "theirs": silence.theirs}


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


def token_of(host: str, steps: t.Iterable[Step], now: float, seen: Seen, *, simulated: bool) -> RestoreToken:
    """How to undo what the steps did or adopted, with the marks that were seen."""
    undone = [_undo(step, now) for step in steps if step.did or step.adopted]
    return RestoreToken(host, tuple(_with_marks_seen(undo, seen) for undo in undone), simulated)


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


def _with_marks_seen(undo: Undo, seen: Seen) -> Undo:
    """``undo`` that remembers whether the object shows its marks: there, missing marks will mean somebody else's."""
    names = silence_of(seen[undo.id]).names if undo.id in seen else frozenset()
    return undo._replace(marked=undo.marked or bool(names.intersection(lease.name for lease in undo.added)))
