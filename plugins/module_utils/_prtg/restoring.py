# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The way back: what a run tells of how to undo it, and undoing that, behind the guards of a selection of the same."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import guards
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import FIELDS, Step, plan_restore
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import settled
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    Selection,
    Selector,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    Need,
    PrtgServer,
    Query,
    Snapshot,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import silence_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

GONE = "does not exist any more"


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


def plan_by_token(
    server: PrtgServer, token: RestoreToken, options: t.Mapping[str, t.Any], check_mode: bool
) -> Plan[Step]:
    """How to undo what ``token`` tells. ``options`` are those of the guards, ``override`` and ``allow_empty``.

    Refused before anything is written: what the guards of a selection refuse, objects of another kind or name, and with
    ``NotFound`` a token whose objects are all gone. What is not shown, and not said to be gone either, is unproven.
    """
    _refuse_what_no_task_could(token, options, check_mode)
    if not token.objects:
        return Plan([], Tree(()))
    tree = _read(server, token)
    missing = [undo for undo in token.objects if undo.id not in tree]
    gone = server.gone([undo.id for undo in missing]) if missing else frozenset()
    unproven = [_as_named(undo).label() for undo in missing if undo.id not in gone]
    if len(missing) == len(token.objects):
        guards.refuse_absent(unproven)
        _refuse_nothing_left(options)
    return Plan(_steps(token, tree, gone, server.now(), override=options["override"]), tree, unproven)


def _refuse_what_no_task_could(token: RestoreToken, options: t.Mapping[str, t.Any], check_mode: bool) -> None:
    """A token is no way around the guards: it could come from anywhere."""
    if token.simulated and token.objects and not check_mode:
        raise ConfigurationError(
            "restore comes from check mode, where nothing was changed, so there is nothing to undo"
        )
    named = Selection([_as_named(undo) for undo in token.objects], Snapshot([], Tree(()), Query()), ())
    selector = Selector(ids=tuple(undo.id for undo in token.objects))
    guards.refuse_what_was_not_meant(named, selector, {**options, "allow_empty": True})


def _as_named(undo: Undo) -> PrtgObject:
    """The object as the token tells of it."""
    return PrtgObject(undo.id, undo.kind, undo.name, None, (undo.name,))


def _read(server: PrtgServer, token: RestoreToken) -> Tree:
    """The objects of the token as they are now, and those above; ``SelectionRefused`` if they are not those."""
    named = tuple(undo.id for undo in token.objects)
    snapshot = server.read(Need(ids=named, fields=ALWAYS_READ | FIELDS, tree=True))
    # what rows below tell of an object is not the object itself
    above = [one for one in snapshot.tree if one.id not in named]
    tree = Tree([*above, *settled(server, snapshot.objects)])
    pairs = [(undo, tree.get(undo.id)) for undo in token.objects]
    others = [
        f"{_as_named(undo).label()}, which is {found.label()} in PRTG"
        for undo, found in pairs
        if found is not None and (found.kind != undo.kind or _words(found.name) != _words(undo.name))
    ]
    if others:
        raise SelectionRefused(
            f"restore names {some(others)}",
            hint="Nothing was changed. If it was renamed meanwhile, restore by the reason: state restored with ids and "
            "the reason of the earlier task.",
        )
    return tree


def _words(name: str) -> str:
    return " ".join(name.split())


def _refuse_nothing_left(options: t.Mapping[str, t.Any]) -> None:
    if not options.get("allow_empty"):
        raise NotFound(
            "none of the objects that restore names exists any more",
            hint="Check that this is the right server. allow_empty accepts it.",
        )


def _steps(token: RestoreToken, tree: Tree, gone: t.Collection[str], now: float, *, override: bool) -> list[Step]:
    """What is to be done, in the order of the token; an object that is gone is only told."""
    steps = {step.found.id: step for step in plan_restore(token, tree, now, override=override)}
    steps.update((undo.id, Step(_as_named(undo), None, note=GONE)) for undo in token.objects if undo.id in gone)
    return [steps[undo.id] for undo in token.objects if undo.id in steps]
