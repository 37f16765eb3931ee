# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Bringing objects into the state that a task asks for: plan, carry out, tell."""

from __future__ import annotations

import contextlib
import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import UNKNOWN, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.book import Book
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.part import ObjectsPart
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.planning import (
    CREATE,
    DELETE,
    Planner,
    Step,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.wishes import (
    BLOCK,
    IDENTITY,
    Params,
    Wish,
    secrets_in,
    wishes_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.turns import PATIENCE, turn, turn_by_name
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import parse_wait

#: How many seconds an object may take another task that is waited for: six requests to a server that is slow.
EACH = 5.0

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.carrying import Hold, Run


def _ensure(params: Params, check_mode: bool) -> Result:
    """Make, change and delete objects as a task says."""
    within = parse_wait(params["wait_timeout"], "wait_timeout")
    wishes, unknown = wishes_of(params, check_mode)
    values: dict[str, t.Any] = {"server": server_of(params)}
    with connected(params) as server, _turn(params, wishes, check_mode), contextlib.ExitStack() as held:
        hold = functools.partial(_hold, held, server_of(params))
        part: ObjectsPart = server.part("objects")
        part.hide(secrets_in(params))
        planner = Planner(server, part, wishes, params["max_deletes"])
        steps = planner.plan()
        if not check_mode and hold([step.found.id for step in steps if step.writes and step.found is not None]):
            # whoever was waited for may have made something else of what was planned by
            planner = Planner(server, part, wishes, params["max_deletes"])
            steps = planner.plan()
        if not check_mode and any(step.writes for step in steps):
            _carry_out(server, part, planner.book, steps, within, values, hold)
        warnings = [*server.warnings, *(warning for step in steps for warning in (*step.warnings, *_notes(step)))]
    told = [_told(step) for step in steps]
    if params["objects"] is None:
        values["object"] = told[0]
    result = Result([step.change() for step in steps], {**values, "objects": told}, warnings)
    for option in unknown:
        result.warnings.append(UNKNOWN.format(option))
        result.changes.append(Change(option, None, {option: "not known in check mode"}))
    return result


def _carry_out(
    server: PrtgServer,
    part: ObjectsPart,
    book: Book,
    steps: list[Step],
    within: int,
    values: Params,
    hold: Hold,
) -> None:
    """Do what was planned; an error has the ``values``, and what came of each object."""
    # delayed, since what is as it shall be needs nothing of it
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects import carrying

    run = carrying.Run(server, part, book, steps, within, hold)
    run.carried_out()
    run.refuse_failures(lambda: {**values, "objects": [_told_after(run, step) for step in steps]})


@contextlib.contextmanager
def _turn(params: Params, wishes: t.Sequence[Wish], check_mode: bool) -> t.Iterator[None]:
    """One task of this user on this host at a time is about an object, by what it names it.

    So that several hosts of a play, each with the same task, make one. PRTG has names that repeat.
    """
    keys = [wish.id or f"{wish.parent}\n{wish.kind}\n{wish.name}" for wish in wishes]
    if check_mode:
        yield
        return
    with turn_by_name(server_of(params), keys, PATIENCE + EACH * len(keys)):
        yield


def _hold(held: contextlib.ExitStack, server: str, ids: t.Sequence[str]) -> bool:
    """Hold objects until the task ends, as everybody does who writes to them; whether somebody did by then.

    All that is held ends together: whatever ends first closes the file, which ends every lock on it.
    """
    return bool(ids) and held.enter_context(turn(server, ids, PATIENCE + EACH * len(ids)))


def _told_after(run: Run, step: Step) -> dict[str, t.Any]:
    """The same of a step in a task that failed, with what came of it."""
    outcome = run.outcome(step) if step.writes else "unchanged"
    told = _told(step, outcome in ("done", "unchanged"))
    return {**told, "changed": step.writes and run.has_changed(step), "outcome": outcome}


def _told(step: Step, is_done: bool = True) -> dict[str, t.Any]:
    """A step and its object as a task returns them."""
    found = step.found
    gone = step.action == DELETE and is_done
    path = (step.becomes or step.path) if is_done else step.path
    return {
        "id": found.id if found is not None else step.wish.id,
        "kind": step.kind or step.wish.kind,
        "name": path[-1] if path else step.wish.name,
        "path": list(path),
        "url": found.url if found is not None and not gone else None,
        "action": step.action,
        "changed": step.writes,
    }


def _notes(step: Step) -> t.Iterator[str]:
    """What somebody who made a copy should know."""
    if step.action == CREATE and step.template is not None and step.wish.active is None:
        yield f"{step.label()} is a copy, and stays paused, as PRTG makes copies: set active to resume it."


def _unknown(params: Params) -> Params:
    """What check mode returns as long as it is not known which object is meant."""
    refuse_other_server(params)
    return {"server": server_of(params), "objects": []}


MODULE: dict[str, t.Any] = {
    "service": "prtg",
    "block": BLOCK,
    "run": identified(IDENTITY, _unknown)(_ensure),
    "identity": IDENTITY,
    "secrets": secrets_in,
}
"""What the ``Specification`` of the module is made of."""
