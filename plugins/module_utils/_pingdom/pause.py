# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pausing checks and transaction checks, resuming them, and undoing that: from a task to its result."""

from __future__ import annotations

import contextlib
import dataclasses
import operator
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options, _token
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    MonitoringError,
    NotFound,
    SelectionRefused,
    StateNotReached,
    after_a_write,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import undisturbed
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import as_far_as_known
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import Wanted, chosen_to_change
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausable import (
    CHECK,
    PAUSABLE,
    TRANSACTION,
    Pausable,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausing import (
    DEEDS,
    GONE,
    Step,
    Undo,
    step,
    told_of,
    undoing,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import UNCLEAR
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, some
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.plugins.module_utils._token_text import survives_masking

Params = dict[str, t.Any]

SELECTING = ("ids", "names", "tags", "transactions")
_NAMES = {"type": "list", "elements": "str"}

BLOCK = _options.Block(
    {
        **dict.fromkeys(SELECTING, _NAMES),
        "state": {"type": "str", "choices": ["paused", "resumed", "restored"], "default": "paused"},
        "restore": {"type": "dict"},
        "max_matched": {"type": "int"},
        "allow_empty": {"type": "bool", "default": False},
    },
    {
        "required_one_of": [(*SELECTING, "restore")],
        "required_if": [("state", "restored", ("restore",))],
        "mutually_exclusive": [("restore", selector) for selector in SELECTING],
    },
)
# texts to Ansible, which would refuse an empty id as a number
IDENTITY = Identity(what="check", options=(*SELECTING, "restore"), ids=frozenset({"ids", "transactions"}))

#: The version of tokens, and who makes them.
TOKEN: Params = {"version": 1, "action": "pingdom_pause"}


def module_of() -> dict[str, t.Any]:
    """What the ``Specification`` of the module is made of."""
    run = identified(IDENTITY, _nothing_known)(_token.keeping_its_token(undisturbed(pause)))
    return {
        "service": "pingdom",
        "block": BLOCK,
        "run": survives_masking("pingdom", run),
        "identity": IDENTITY,
    }


def pause(params: Params, check_mode: bool) -> Result:
    """Pause what a task names, resume it, or undo what a token tells."""
    if params["restore"] is not None and params["state"] != "restored":
        raise ConfigurationError(f"restore is given with state {params['state']}", hint="Set state to restored.")
    with connect(params) as api:
        plan = (_plan_back if params["state"] == "restored" else _plan)(api, params, check_mode)
        acting = [one for one in plan.steps if one.told is not None]
        if acting and not check_mode:
            _carry_out(api, plan, acting, server_of(params))
        return api.told(_result(params, plan, iso(plan.time or api.now()), check_mode))


@dataclasses.dataclass(eq=False, repr=False)
class Plan:
    """What happens to each thing of a task, the ``time`` when it was told, and what else users should know."""

    steps: list[Step]
    time: int | None = None
    warnings: list[str] = dataclasses.field(default_factory=list)


def _nothing_known(params: Params) -> Params:
    return _values(params, [], None, check_mode=True)


def _values(params: Params, steps: t.Sequence[Step], time: str | None, check_mode: bool) -> Params:
    server = server_of(params)
    return {
        "matched": len(steps),
        "objects": [one.entry() for one in steps],
        "server": server,
        "time": time,
        "restore": _token_of(server, steps, simulated=check_mode),
    }


def _result(params: Params, plan: Plan, time: str, check_mode: bool) -> Result:
    changes = [one.change for one in plan.steps if one.counts]
    warnings = [*plan.warnings, *told_of(plan.steps)]
    return Result(changes, _values(params, plan.steps, time, check_mode), warnings)


def _token_of(server: str, steps: t.Iterable[Step], simulated: bool = False) -> Params:
    """What undoes the steps: exactly what they change."""
    undone = [Undo(one.thing.kind, one.thing.id, one.thing.name, DEEDS[bool(one.told)]) for one in steps if one.counts]
    return _token.written(_token.RestoreToken(server, tuple(undone), simulated), **TOKEN)


# What is to be done


def _plan(api: PingdomApi, params: Params, _check_mode: bool) -> Plan:
    """What the wish means for the things that a task names, behind the guards."""
    unknown: list[str] | None = [] if params["allow_empty"] else None
    things = [
        *CHECK.things(api, _checks(api, params, unknown)),
        *TRANSACTION.things(api, _transactions(api, params["transactions"] or [], unknown)),
    ]
    if not things and not params["allow_empty"]:
        given = ", ".join(
            f"{name}: {', '.join(params[name]) or 'none'}" for name in SELECTING if params[name] is not None
        )
        raise SelectionRefused(f"nothing matches ({given})", hint="Name something, or set allow_empty if that is fine.")
    _refuse_too_many([one.label() for one in things], params["max_matched"])
    warnings = [f"Pingdom does not know {some(unknown)}, as allow_empty allows."] if unknown else []
    return Plan([step(one, params["state"] == "paused") for one in things], warnings=warnings)


def _checks(api: PingdomApi, params: Params, unknown: list[str] | None) -> list[Row]:
    """The rows of the checks that are named; where none is, nothing is asked for, since that would be all."""
    ids = [one.strip() for one in params["ids"] or ()]
    odd = [one for one in ids if not is_number(one)]
    if odd:
        raise ConfigurationError(f"ids has what is no id: {some(odd)}", hint="Give names with names.")
    wanted = Wanted.of(ids=[int(one) for one in ids], names=params["names"], tags=params["tags"])
    return chosen_to_change(api, wanted, unknown) if wanted.ids or wanted.names or wanted.tags else []


def _transactions(api: PingdomApi, references: t.Collection[str], unknown: list[str] | None) -> list[Row]:
    if not references:
        return []
    api.dialect.refuse_lacking("pause.transactions")
    rows = TRANSACTION.resource.rows(api)
    found = as_far_as_known(references, lambda: rows, TRANSACTION.resource.word, (), lambda _one: unknown is not None)
    if unknown is not None:
        unknown += found.unknown
    return [row for row in rows if row["id"] in found.ids]


def _refuse_too_many(labels: t.Sequence[str], most: int | None) -> None:
    if most is not None and len(labels) > most:
        raise SelectionRefused(
            f"{len(labels)} objects match and max_matched is {most}; among them {some(labels)}",
            hint="Nothing was changed. Narrow the selection, or raise max_matched.",
            details={"matched": len(labels)},
        )


def _plan_back(api: PingdomApi, params: Params, check_mode: bool) -> Plan:
    """What undoes what a token tells; what is gone is only told, but for a token of which nothing is left."""
    token = _read_token(params)
    _token.refuse_simulated(token, check_mode)
    _refuse_too_many([one.gone.thing.label() for one in token.objects], params["max_matched"])
    if any(one.kind == TRANSACTION.kind for one in token.objects):
        api.dialect.refuse_lacking("pause.transactions")
    steps = [
        one
        for kind in PAUSABLE.values()
        for one in _steps_back(api, kind, [undo for undo in token.objects if undo.kind == kind.kind], token.simulated)
    ]
    if steps and all(one.note == GONE for one in steps) and not params["allow_empty"]:
        raise NotFound(
            "nothing of what restore names exists any more",
            hint="Check that this is the right account. allow_empty accepts it.",
        )
    return Plan(steps)


def _read_token(params: Params) -> _token.RestoreToken:
    return _token.read(
        params["restore"],
        server_of(params),
        Undo.from_data,
        elsewhere="Restore on the account where it was paused or resumed.",
        key=operator.attrgetter("kind", "id"),
        **TOKEN,
    )


def _in_order(undone: t.Iterable[Undo]) -> list[Undo]:
    order = [*PAUSABLE]
    return sorted(undone, key=lambda one: (order.index(one.kind), one.id))


def _steps_back(api: PingdomApi, kind: Pausable, undone: t.Sequence[Undo], simulated: bool) -> list[Step]:
    """What undoes what was done to things of a kind, in the order of their ids."""
    if not undone:
        return []
    ids = {one.id for one in undone}
    there = {one.id: one for one in kind.by_id(api, ids)}
    there.update((one.id, one) for one in kind.unlisted(api, sorted(ids - {*there})))
    return [undoing(there[one.id], one, simulated) if one.id in there else one.gone for one in _in_order(undone)]


# Doing it


def _carry_out(api: PingdomApi, plan: Plan, steps: t.Sequence[Step], server: str) -> None:
    """Tell it, and look until it shows.

    An error has what undoes whatever was, or may have been, done before it.
    """
    sent: list[Step] = []
    try:
        _tell(api, steps, sent)
        plan.time = api.now()
        plan.warnings += _prove(api, [one for one in steps if one.counts])
    except MonitoringError as error:
        error.changed = any(one.counts for one in sent)
        error.values = {"restore": _token_of(server, sent)} if error.changed else {}
        raise


def _tell(api: PingdomApi, steps: t.Sequence[Step], sent: list[Step]) -> None:
    """Send each batch, and note the steps among what was ``sent`` that are, or may be, done."""
    batches = [
        (kind, paused, {one.thing.id: one for one in steps if (one.thing.kind, one.told) == (kind.kind, paused)})
        for kind in PAUSABLE.values()
        for paused in DEEDS
    ]
    requests = sum(len(kind.batches(of)) for kind, _paused, of in batches)
    api.budget.afford(requests + 1, f"telling this to {counted(len(steps), 'check')}")
    paths = [PAUSABLE[one.thing.kind].resource.at(one.thing.id) for one in steps]
    with api.recent.claim("checks paused or resumed at once", *paths):
        for kind, paused, of in batches:
            for ids in kind.batches(of):
                with _noting(sent, [of[one] for one in ids]):
                    kind.tell(api, ids, paused)


@contextlib.contextmanager
def _noting(sent: list[Step], steps: t.Sequence[Step]) -> t.Iterator[None]:
    """Note steps that are done, or that may be since no answer tells."""
    try:
        yield
    except MonitoringError as error:
        if error.changed or may_be_done(error) or isinstance(error, UNCLEAR):
            sent += steps
        raise
    sent += steps


def _prove(api: PingdomApi, steps: t.Sequence[Step]) -> list[str]:
    """Read the lists until every step shows: bulk requests ignore ids that are unknown, and answers may be old.

    What shows as paused because a window has begun meanwhile cannot be proven, which is told. ``StateNotReached`` for
    all else that does not show.
    """
    late = [*steps]
    with after_a_write():
        for _look in api.looks(lambda: bool(late)):
            seen = {kind: PAUSABLE[kind].seen(api) for kind in {one.thing.kind for one in late}}
            late[:] = [one for one in late if seen[one.thing.kind].get(one.thing.id) != one.told]
            if not late:
                return []
        hidden = CHECK.hides(api, [one.thing.id for one in late if one.thing.kind == CHECK.kind and not one.told])
        lost = [one for one in late if one.thing.kind != CHECK.kind or one.thing.id not in hidden]
    if lost:
        raise StateNotReached(
            f"Pingdom accepted the change of {counted(len(steps), 'check')}, and {len(lost)} of them do not show it: "
            f"{some([one.thing.label() for one in lost])}",
            hint="Pingdom says nothing of ids that it does not know. Look at them in My Pingdom.",
            details={"objects": [one.thing.id for one in lost]},
            changed=True,
        )
    return told_of([one._replace(note=f"shows as paused still, since {hidden[one.thing.id]}") for one in late])
