# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The way back: undoing what a token tells, behind the guards of a selection of the same."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import guards
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import (
    FIELDS,
    TAKEN_OVER,
    Step,
    leave,
    own_flag,
    still_held,
)
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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import (
    AWAKE,
    Silence,
    plain,
    shows_words,
    silence_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

GONE = "does not exist any more"
NO_WAY_BACK = "was paused until a time that PRTG did not tell, so that this pause was not made again"
NOT_PUT_BACK = "is awake by now, and what held it before was not put back"


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


def _undo_step(found: PrtgObject, undo: Undo, now: float, override: bool) -> Step:
    active, there = own_flag(found), silence_of(found)
    if undo.did == "pause" and active:
        return Step(found, None, note=None if undo.as_it_was(AWAKE, now).is_over else NOT_PUT_BACK)
    if undo.did == "resume" and there.is_theirs:
        return Step(found, None)
    rest = _rest(found, undo) if undo.did == "pause" else there
    if rest is None:
        back = undo.as_it_was(AWAKE, now)
        is_back = there.names == back.names and plain(there.theirs or "") == plain(back.theirs or "")
        return Step(found, None, note=None if is_back else still_held(there.in_force(now)) or TAKEN_OVER)
    wanted = undo.as_it_was(rest.in_force(now), now)
    return leave(found, wanted, now, override, NO_WAY_BACK if undo.theirs_ends else None)


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


def _as_if_done(found: PrtgObject, undo: Undo) -> PrtgObject:
    """The object as it would be if check mode had done what it only said."""
    there = silence_of(found).without([lease.name for lease in undo.removed]).joined(*undo.added)
    theirs = there.theirs if undo.theirs is None and undo.again is None else undo.again
    there = there._replace(theirs=theirs, theirs_ends=False)
    user = None if there.is_over else "user"
    return found._replace(active=there.is_over, paused_by=user, status=None, message=there.message())
