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
    Conflict,
    MonitoringError,
    NotFound,
    SelectionRefused,
    StateNotReached,
    after_a_write,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import undisturbed
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import READS_AT_A_TIME
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import Wanted, wanted_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausable import (
    CHECK,
    PAUSABLE,
    TRANSACTION,
    Thing,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausing import (
    DEEDS,
    Step,
    Undo,
    step,
    told_of,
    undoing,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import UNCLEAR
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, matching, some
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

#: What a version of the API may lack.
_TRANSACTIONS = "pause.transactions"
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
    if (params["max_matched"] or 0) < 0:
        raise ConfigurationError("max_matched must be at least 0")
    with connect(params) as api:
        plan = _plan_back(api, params, check_mode) if params["state"] == "restored" else _plan(api, params, check_mode)
        acting = [one for one in plan.steps if one.told is not None]
        if acting and not check_mode:
            _carry_out(api, plan, acting, server_of(params))
        return api.told(_result(params, plan, iso(plan.time or api.now()), check_mode))


@dataclasses.dataclass(eq=False, repr=False)
class Plan:
    """What happens to each thing of a task, the ``time`` when it was told, and what else users should know.

    ``awaited`` is what nothing is called yet, in words; there is some in check mode only.
    """

    steps: list[Step]
    time: int | None = None
    warnings: list[str] = dataclasses.field(default_factory=list)
    awaited: list[str] = dataclasses.field(default_factory=list)


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
    return tell(Result(changes, _values(params, plan.steps, time, check_mode), warnings), "checks", plan.awaited)


def _token_of(server: str, steps: t.Iterable[Step], simulated: bool = False) -> Params:
    """What undoes the steps: exactly what they change."""
    undone = [Undo(one.thing.kind, one.thing.id, one.thing.name, DEEDS[bool(one.told)]) for one in steps if one.counts]
    return _token.written(_token.RestoreToken(server, tuple(undone), simulated), **TOKEN)


# What is to be done


def _plan(api: PingdomApi, params: Params, check_mode: bool) -> Plan:
    """What the wish means for the things that a task names, behind the guards."""
    if params["transactions"]:
        api.dialect.refuse_lacking(_TRANSACTIONS)
    things: list[Thing] = []
    warnings: list[str] = []
    awaited: list[str] = []
    for kind, wanted in ((CHECK, wanted_of(params)), (TRANSACTION, _referred(params["transactions"] or ()))):
        if not wanted.names_any:  # where nothing is named, nothing is asked for: that would be all
            continue
        found = kind.wanted(api, wanted, params["allow_empty"], check_mode)
        things += kind.things(api, found.rows)
        if not params["allow_empty"]:
            awaited += found.awaited(kind.resource.word)
        elif found.unknown:
            warnings.append(f"No {kind.resource.word} has the {some(found.unknown)}, as allow_empty allows.")
    if not (things or awaited or params["allow_empty"]):
        given = ", ".join(
            f"{name}: {', '.join(params[name]) or 'none'}" for name in SELECTING if params[name] is not None
        )
        raise SelectionRefused(f"nothing matches ({given})", hint="Name something, or set allow_empty if that is fine.")
    _refuse_too_many([one.label() for one in things], params["max_matched"])
    return Plan([step(one, params["state"] == "paused") for one in things], warnings=warnings, awaited=awaited)


def _referred(references: t.Iterable[str]) -> Wanted:
    """What is meant by ids and names in one list."""
    texts = [one.strip() for one in references]
    names = [one for one in texts if not is_number(one)]
    return Wanted.of(ids=[int(one) for one in texts if is_number(one)], names=names)


def _refuse_too_many(labels: t.Sequence[str], most: int | None) -> None:
    if most is not None and len(labels) > most:
        raise SelectionRefused(
            f"{matching(len(labels))} and max_matched is {most}; among them {some(labels)}",
            hint="Nothing was changed. Narrow the selection, or raise max_matched.",
            details={"matched": len(labels)},
        )


def _plan_back(api: PingdomApi, params: Params, check_mode: bool) -> Plan:
    """What undoes what a token tells; what is gone is only told, but for a token of which nothing is left."""
    token = _read_token(params)
    _token.refuse_simulated(token, check_mode)
    _refuse_too_many([one.gone.thing.label() for one in token.objects], params["max_matched"])
    if any(one.kind == TRANSACTION.kind for one in token.objects):
        api.dialect.refuse_lacking(_TRANSACTIONS)
    found = _found_again(api, token.objects)
    there = [(undo, thing) for undo, thing in found if thing]
    if found and not there and not params["allow_empty"]:
        raise NotFound(
            "nothing of what restore names exists any more",
            hint="Check that this is the right account. allow_empty accepts it.",
        )
    _refuse_strangers(there)
    return Plan([undoing(thing, undo, token.simulated) if thing else undo.gone for undo, thing in found])


def _refuse_strangers(there: t.Sequence[tuple[Undo, Thing]]) -> None:
    """``Conflict`` where all that has an id of a token is called otherwise: a token knows the server, not the account.

    Where only some are, these have been renamed.
    """
    if there and all(thing.name != undo.name for undo, thing in there):
        told = [f"{thing.label()} was called {undo.name}" for undo, thing in there]
        raise Conflict(
            "nothing that has an id of restore has its name, so that restore seems to be of another account: "
            f"{some(told)}",
            hint="Nothing was sent. Restore on the account where it was paused or resumed. If it is this one, and all "
            "of them have been renamed since, name them by their ids, with state resumed or paused.",
            details={"ids": [thing.id for _undo, thing in there]},
        )


def _read_token(params: Params) -> _token.RestoreToken:
    return _token.read(
        params["restore"],
        server_of(params),
        Undo.from_data,
        elsewhere="Restore on the account where it was paused or resumed.",
        key=operator.attrgetter("kind", "id"),
        **TOKEN,
    )


def _found_again(api: PingdomApi, undone: t.Sequence[Undo]) -> list[tuple[Undo, Thing | None]]:
    """What a token tells of each thing, and the thing, None for one that is gone, in the order of results."""
    found: list[tuple[Undo, Thing | None]] = []
    for kind in PAUSABLE.values():
        of_kind = sorted((one for one in undone if one.kind == kind.kind), key=operator.attrgetter("id"))
        there = {one.id: one for one in kind.by_id(api, {one.id for one in of_kind})} if of_kind else {}
        found += [(one, there.get(one.id)) for one in of_kind]
    return found


# Doing it


def _carry_out(api: PingdomApi, plan: Plan, steps: t.Sequence[Step], server: str) -> None:
    """Tell it, and look until it shows.

    An error has what undoes whatever was, or may have been, done before it.
    """
    done: list[Step] = []
    try:
        _tell(api, steps, done)
        plan.time = api.now()
        plan.warnings += _prove(api, done)
    except MonitoringError as error:
        error.changed = any(one.counts for one in done)
        error.values = {"restore": _token_of(server, done)} if error.changed else {}
        raise


def _tell(api: PingdomApi, steps: t.Sequence[Step], done: list[Step]) -> None:
    """Send each batch, and note the steps that are, or may be, ``done``."""
    batches = [
        (kind, paused, {one.thing.id: one for one in steps if (one.thing.kind, one.told) == (kind.kind, paused)})
        for kind in PAUSABLE.values()
        for paused in DEEDS
    ]
    requests = sum(len(kind.batches(of)) for kind, _paused, of in batches)
    proofs = len({one.thing.kind for one in steps if one.counts})
    api.budget.afford(requests + proofs, f"telling this to {counted(len(steps), 'check')}")
    paths = [PAUSABLE[one.thing.kind].resource.at(one.thing.id) for one in steps]
    with api.recent.claim("checks paused or resumed at once", *paths):
        for kind, paused, of in batches:
            for ids in kind.batches(of):
                with _noting(done, [of[one] for one in ids]):
                    kind.tell(api, ids, paused)


@contextlib.contextmanager
def _noting(done: list[Step], steps: t.Sequence[Step]) -> t.Iterator[None]:
    """Note steps that are done, or that may be since no answer tells."""
    try:
        yield
    except MonitoringError as error:
        if error.changed or may_be_done(error) or isinstance(error, UNCLEAR):
            done += steps
        raise
    done += steps


def _is_as_before(api: PingdomApi, step: Step) -> bool:
    kind = PAUSABLE[step.thing.kind]
    row = kind.detail(api, step.thing.id)
    return row is not None and kind.shows_paused(row) != step.told


def _prove(api: PingdomApi, done: list[Step]) -> list[str]:
    """Read the lists until every step shows: bulk requests ignore ids that are unknown, and answers may be old.

    What shows as paused because a window has begun meanwhile cannot be proven, which is told. ``StateNotReached`` for
    all else that does not show. What the lists then show as it was before is not ``done``, and is taken out there, if
    its own address says so too: a list that is old must not hide for good what undoes a pause.
    """
    late = [one for one in done if one.counts]
    count = len(late)
    seen: dict[str, dict[int, bool]] = {}
    with after_a_write():
        for _look in api.looks(lambda: bool(late)):
            seen = {kind: PAUSABLE[kind].seen(api) for kind in {one.thing.kind for one in late}}
            late[:] = [one for one in late if seen[one.thing.kind].get(one.thing.id) != one.told]
            if not late:
                return []
        hidden = CHECK.hides(api, [one.thing.id for one in late if one.thing.kind == CHECK.kind and not one.told])
    lost = [one for one in late if one.thing.kind != CHECK.kind or one.thing.id not in hidden]
    if lost:
        listed_as_before = [one for one in lost if one.thing.id in seen[one.thing.kind]]
        are_so = in_parallel(lambda one: _is_as_before(api, one), listed_as_before, READS_AT_A_TIME)
        undone = [one for one, is_so in zip(listed_as_before, are_so) if is_so]
        done[:] = [one for one in done if one not in undone]
        raise StateNotReached(
            f"Pingdom accepted the change of {counted(count, 'check')}, and {len(lost)} of them do not show it: "
            f"{some([one.thing.label() for one in lost])}",
            hint="Pingdom says nothing of what it leaves out. Look at them in My Pingdom, and run the task again.",
            details={"objects": [one.thing.id for one in lost]},
        )
    return told_of([one._replace(note=f"shows as paused still, since {hidden[one.thing.id]}") for one in late])
