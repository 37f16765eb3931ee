# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Doing something to PRTG's objects: the one way in which every action of ``actions.py`` is done.

``act`` selects, guards, decides, sends, proves, waits and tells. What an action means for an object is its own.
"""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Conflict
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing, guards
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import (
    Action,
    Judgement,
    Params,
    Plan,
    Told,
    together,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import parse_wait
from ansible_collections.opswatch.monitoring.plugins.module_utils._token import keeping_its_token
from ansible_collections.opswatch.monitoring.plugins.module_utils._token_text import survives_masking

Run = t.Callable[[Params, bool], Result]


def module_of(action: Action[t.Any]) -> dict[str, t.Any]:
    """What the ``Specification`` of an action's module is made of."""

    def unknown(params: Params) -> Params:
        refuse_other_server(params)
        server = server_of(params)
        values = action.meant(params).values(server, [], 0.0, simulated=True)
        return {"matched": 0, "objects": [], "server": server, **values}

    run: Run = identified(action.identity(), unknown)(keeping_its_token(functools.partial(act, action)))
    return {
        "service": "prtg",
        "block": action.whole_block(),
        "run": survives_masking("prtg", run) if action.restores else run,
        "identity": action.identity(),
        "written": action.written,
    }


def act(action: Action[t.Any], params: Params, check_mode: bool) -> Result:
    """Do an action, or undo it, as a task says."""
    action = action.meant(params)
    action.check(params)
    if "wait_timeout" in params:
        params = {**params, "wait_timeout": parse_wait(params["wait_timeout"], "wait_timeout")}
    with connected(params) as server:
        action.refuse_lacking(server, params)
        plan = action.plan(server, params, check_mode)
        _refuse(action, server, plan.judged)
        told, values = _carry_out(action, server, plan, params, check_mode)
        guards.refuse_absent(plan.unproven, changed=not check_mode and any(one.changed for one in told.changes))
        warnings = [*server.warnings, *told.warnings]
    always = {"matched": len(told.objects), "objects": told.objects, "server": server_of(params)}
    return Result(told.changes, {**always, **values}, warnings)


def _refuse(action: Action[t.Any], server: PrtgServer, judged: t.Sequence[Judgement]) -> None:
    """Refuse what this API lacks, and what the action itself says must not be done."""
    writes = {repr(one.write): one.write for one in judged if one.write}
    for write in writes.values():
        server.refuse_lacking(write.action, write.arguments)
    refused = [one.found for one in judged if one.refusal]
    if refused:
        accepting = f", or set {action.accepting} to accept that" if action.accepting else ""
        raise Conflict(
            "; ".join(together((one.found, one.refusal) for one in judged)),
            hint=f"Nothing was changed. Leave these objects out{accepting}.",
            details={"objects": [found.id for found in refused]},
        )


def _carry_out(
    action: Action[t.Any], server: PrtgServer, plan: Plan[t.Any], params: Params, check_mode: bool
) -> tuple[Told, Params]:
    """Do what was planned (not in check mode), prove that it took, and tell; the latter with more return values.

    What fails before the first write has changed nothing.
    """
    acting = [one for one in plan.judged if one.write]
    host, now = server_of(params), server.now()
    values = action.values(host, plan.judged, now, simulated=check_mode)
    if check_mode or not acting:
        return action.tell(plan.judged, plan.tree, {}), values

    has_acted = functools.partial(action.has_acted, server, acting)
    with action.ready(server, host, acting) as ready, doing.telling_what_was_done(has_acted, values):
        done = action.do(server, ready)
    judged = [done.judged.get(one.found.id, one) for one in plan.judged]
    first = [done.first.get(one.found.id, one) for one in plan.judged]
    values = action.values(host, first, now, seen=done.seen)
    with doing.telling_what_was_done(lambda _error: True, values):
        seen = {**done.seen, **action.look_besides(server, judged, plan.tree)}
    told = action.tell(judged, plan.tree, seen)
    if params.get("wait"):
        with doing.telling_what_was_done(lambda _error: True, values):
            _wait(action, server, judged, told, params["wait_timeout"])
    return told, values


def _wait(action: Action[t.Any], server: PrtgServer, judged: t.Sequence[Judgement], told: Told, seconds: float) -> None:
    """Look until everything that was done shows as it was told; ``StateNotReached`` if not all does in time."""
    arrives = t.cast("t.Callable[[t.Any, Params], bool]", action.arrives)
    acting = [one for one in judged if one.write]
    entries = {entry["id"]: entry for entry in told.objects}
    _seen, late = doing.poll(
        lambda: action.look(server, acting),
        acting,
        lambda found, one: not arrives(found, entries[one.found.id]),
        seconds,
    )
    doing.refuse_late(action.arrives_in, late, len(acting), seconds, action.hint)
