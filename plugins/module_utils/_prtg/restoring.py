# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The way back from a pause or a resume: what undoing what a token tells means for each object."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import (
    FIELDS,
    TAKEN_OVER,
    Step,
    leave,
    own_flag,
    still_held,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import settled
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import (
    AWAKE,
    Silence,
    plain,
    shows_words,
    silence_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.undoing import GONE, There, as_named, there_now

NO_WAY_BACK = "was paused until a time that PRTG did not tell, so that this pause was not made again"
NOT_PUT_BACK = "is awake by now, and what held it before was not put back"

_BY_REASON = (
    "If it was renamed meanwhile, restore by the reason: state restored with ids and the reason of the earlier task."
)


def plan_by_token(
    server: PrtgServer, token: RestoreToken, options: t.Mapping[str, t.Any], check_mode: bool
) -> Plan[Step]:
    """How to undo what ``token`` tells. ``options`` are those of the guards, ``override`` and ``allow_empty``.

    What is not shown, and not said to be gone either, is unproven. Raises what ``there_now`` raises.
    """
    there = there_now(server, token, options, check_mode, FIELDS, settle=settled, renamed=_BY_REASON)
    return Plan(_steps(token, there, server.now(), override=options["override"]), there.tree, there.unproven)


def _steps(token: RestoreToken, there: There, now: float, *, override: bool) -> list[Step]:
    """What is to be done, in the order of the token; an object that is gone is only told."""
    steps = {step.found.id: step for step in plan_restore(token, there.tree, now, override=override)}
    steps.update((undo.id, Step(as_named(undo), None, note=GONE)) for undo in token.objects if undo.id in there.gone)
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
    if undo.did == "resume" and there.in_force(now).is_theirs:
        return Step(found, None)
    rest = _rest(found, undo, now) if undo.did == "pause" else there
    if rest is None:
        back = undo.as_it_was(AWAKE, now)
        is_back = there.names == back.names and plain(there.theirs or "") == plain(back.theirs or "")
        return Step(found, None, note=None if is_back else still_held(there.in_force(now)) or TAKEN_OVER)
    wanted = undo.as_it_was(rest.in_force(now), now)
    return leave(found, wanted, now, override, NO_WAY_BACK if undo.theirs_ends else None)


def _rest(found: PrtgObject, undo: Undo, now: float) -> Silence | None:
    """What holds an object besides what the run put on; None if the pause is not that run's any more.

    A lease that has ended may still be written in a pause that others hold: then it is theirs alone. Where no mark is
    shown and none was ever seen, the flag decides, unless words are shown that cannot be the run's own (which PRTG may
    have cut).
    """
    there = silence_of(found)
    if there.names.intersection(lease.name for lease in undo.added):
        held = there.in_force(now)
        if held.leases and held.names.isdisjoint(lease.name for lease in undo.added):
            return None
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
