# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Doing something to PRTG's objects: what an action is, and the one way in which each is done.

``act`` selects, guards, decides, sends, proves and tells. What an action means for an object is its own.
"""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    MonitoringError,
    SelectionRefused,
    StateNotReached,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import absence
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    SELECTOR_OPTIONS,
    Selection,
    Selector,
    refuse_what_was_not_meant,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import Arguments
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import ALWAYS_READ, Need, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token_text import survives_masking
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import looks, within

Params = dict[str, t.Any]
Options = dict[str, dict[str, t.Any]]
Run = t.Callable[[Params, bool], Result]

SELECTORS = ("ids", "names", "filter", "under")

WAITING: Options = {"wait": {"type": "bool", "default": False}, "wait_timeout": {"type": "int", "default": 300}}
PERMISSIONS: Options = {
    "allow_empty": {"type": "bool", "default": False},
    "allow_root": {"type": "bool", "default": False},
}


class Deed(t.NamedTuple):
    """What an action means for an object: what is sent, and how it is shown ``before`` and ``after``.

    Without ``arguments`` there is nothing to do. ``note`` is told to the user; ``refusal`` says why the task must not
    do this. Both are the end of a sentence that begins with the object.
    """

    found: PrtgObject
    arguments: Arguments | None
    before: Params
    after: Params
    note: str | None = None
    refusal: str | None = None


class Outcome(t.NamedTuple):
    """What was done or, in check mode, would be: an entry and a change for each object, and more return values."""

    objects: list[Params]
    changes: list[Change]
    warnings: list[str]
    values: Params = {}


def _nothing_wrong(_params: Params) -> None:
    return None


class Action(t.NamedTuple):
    """Something that can be done to objects; its ``name`` is that of ``v1/actions.py`` and ``v2/actions.py``.

    ``options`` are its own, besides selectors, waiting and permissions, with the ``rules`` between all of them, and
    ``guards`` those of its own that must not be empty. ``check`` refuses options before anything is asked. ``fields``
    are read of the objects, which may be of ``kinds``. ``judge`` tells what the action means for an object, and
    ``shows`` whether an object has taken it, ``within`` so many seconds; None where nothing can be read back.

    ``carry_out`` does all of it in a way of its own. ``undo`` undoes what the option ``restore`` tells, if it is given.
    ``nothing`` are the return values besides the objects where nothing is known of them.
    """

    name: str
    options: Options = {}
    rules: dict[str, t.Any] | None = None
    guards: tuple[str, ...] = ()
    check: t.Callable[[Params], None] = _nothing_wrong
    fields: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = KINDS
    judge: t.Callable[[PrtgObject, Params], Deed] | None = None
    shows: t.Callable[[PrtgObject, Deed], bool] | None = None
    within: float = 30.0
    carry_out: t.Callable[[PrtgServer, Selection, Params, bool], Outcome] | None = None
    undo: t.Callable[[PrtgServer, Params, bool], Outcome] | None = None
    nothing: t.Callable[[str], Params] = lambda server: {}
    waits: bool = True
    written: t.Mapping[str, str] = {}

    def all_options(self) -> Options:
        """The options of its module, besides the connection."""
        restore: Options = {"restore": {"type": "dict"}} if self.undo else {}
        return {**SELECTOR_OPTIONS, **self.options, **restore, **(WAITING if self.waits else {}), **PERMISSIONS}

    def identity(self) -> Identity:
        """Which options say what it is done to. Ids may be unknown yet in check mode."""
        return Identity(
            what="object",
            options=(*SELECTORS, *(("restore",) if self.undo else ())),
            ids=frozenset({"ids", "under"}),
            guards=("expect_server", *self.guards),
        )


def module_of(action: Action) -> dict[str, t.Any]:
    """What the ``Specification`` of an action's module is made of."""

    def unknown(params: Params) -> Params:
        refuse_other_server(params)
        server = server_of(params)
        return {"matched": 0, "objects": [], "server": server, **action.nothing(server)}

    run: Run = identified(action.identity(), unknown)(_keeping_its_token(functools.partial(act, action)))
    return {
        "service": "prtg",
        "options": action.all_options(),
        "run": survives_masking(run) if action.undo else run,
        "identity": action.identity(),
        "rules": action.rules or {"required_one_of": [SELECTORS]},
        "written": action.written,
    }


def act(action: Action, params: Params, check_mode: bool) -> Result:
    """Do an action, or undo it, as a task says."""
    action.check(params)
    if params.get("restore") is not None and params.get("state") not in (None, "restored"):
        raise ConfigurationError(f"restore is given with state {params['state']}", hint="Set state to restored.")
    if params.get("wait_timeout", 0) < 0:
        raise ConfigurationError("wait_timeout must be 0 seconds or more")
    with connected(params) as server:
        server.refuse_lacking(action.name)
        if action.undo and params["restore"] is not None:
            outcome = action.undo(server, params, check_mode)
        else:
            carry = action.carry_out or functools.partial(carry_out, action)
            outcome = carry(server, chosen(action, server, params), params, check_mode)
        warnings = [*server.warnings, *outcome.warnings]
    values = {"matched": len(outcome.objects), "objects": outcome.objects, "server": server_of(params)}
    return Result(outcome.changes, {**values, **outcome.values}, warnings)


def _keeping_its_token(run: Run) -> Run:
    """``run`` that, whatever goes wrong, returns a token that was given unchanged, to be tried again."""

    def keeping(params: Params, check_mode: bool) -> Result:
        try:
            return run(params, check_mode)
        except MonitoringError as error:
            if params.get("restore") is not None:
                error.values = {**error.values, "restore": params["restore"]}
            raise

    return keeping


def chosen(action: Action, server: PrtgServer, params: Params) -> Selection:
    """The objects that a task names, behind the guards of what writes."""
    selector = Selector.from_options(params)
    selection = select(server, selector, action.fields, tree=True)
    refuse_what_was_not_meant(selection, selector, params)
    absence.refuse_unproven(server, selector, selection.missing)
    others = [one.label() for one in selection.objects if one.kind not in action.kinds]
    if others:
        kinds = " or ".join(action.kinds)
        raise SelectionRefused(
            f"{action.name} is for objects of the kind {kinds}, and the selection holds {some(others)}",
            hint="Narrow the selection with kind.",
        )
    return selection


def seconds_to_wait(params: Params) -> float | None:
    """For how long a task waits, None if it does not."""
    return params["wait_timeout"] if params.get("wait") else None


def carry_out(action: Action, server: PrtgServer, selection: Selection, params: Params, check_mode: bool) -> Outcome:
    """Do what an action means for each object (not in check mode), prove that it took, and tell."""
    judge = t.cast("t.Callable[[PrtgObject, Params], Deed]", action.judge)
    deeds = [judge(found, params) for found in selection.objects]
    _refuse(deeds)
    acting = [deed for deed in deeds if deed.arguments is not None]
    if acting and not check_mode:
        _send(action, server, acting)
        seconds = seconds_to_wait(params)
        _prove(action, server, acting, action.within if seconds is None else seconds)
    changes = [Change(deed.found.label(), deed.before, deed.after) for deed in deeds]
    entries = [_entry(deed, change.changed) for deed, change in zip(deeds, changes)]
    return Outcome(entries, changes, [f"{labels} {note}" for note, labels in _by_word(deeds, "note")])


def _entry(deed: Deed, changed: bool) -> Params:
    found = deed.found
    path = list(found.path or ())
    told = {"before": deed.before, "after": deed.after, "changed": changed}
    return {"id": found.id, "name": found.name, "path": path, "kind": found.kind, **told}


def _by_word(deeds: t.Iterable[Deed], word: str) -> list[tuple[str, str]]:
    """What deeds say, each once, with the objects that it is about."""
    said: dict[str, list[str]] = {}
    for deed in deeds:
        text = getattr(deed, word)
        if text:
            said.setdefault(text, []).append(deed.found.label())
    return [(text, some(labels)) for text, labels in said.items()]


def _refuse(deeds: t.Iterable[Deed]) -> None:
    refused = _by_word(deeds, "refusal")
    if refused:
        raise Conflict("; ".join(f"{labels} {why}" for why, labels in refused))


def _send(action: Action, server: PrtgServer, acting: t.Sequence[Deed]) -> None:
    """Send what the deeds need, in as few requests as there are different arguments."""
    alike: dict[tuple[tuple[str, t.Any], ...], list[Deed]] = {}
    for deed in acting:
        alike.setdefault(tuple(sorted((deed.arguments or {}).items())), []).append(deed)
    for number, together in enumerate(alike.values()):
        objects, arguments = [deed.found for deed in together], together[0].arguments or {}
        if number:
            with after_a_write():
                server.act(action.name, objects, arguments)
        else:
            server.act(action.name, objects, arguments)


def _prove(action: Action, server: PrtgServer, acting: t.Sequence[Deed], seconds: float) -> None:
    """Read until each object shows what was done to it; ``StateNotReached`` if not all do within ``seconds``."""
    if action.shows is None:
        return
    waiting = list(acting)
    with after_a_write():
        for _look in looks(within(seconds)):
            kinds = tuple(dict.fromkeys(deed.found.kind for deed in waiting))
            need = Need(kinds=kinds, ids=tuple(deed.found.id for deed in waiting), fields=ALWAYS_READ | action.fields)
            seen = {found.id: found for found in server.read(need).objects}
            waiting = [
                deed for deed in waiting if deed.found.id not in seen or not action.shows(seen[deed.found.id], deed)
            ]
            if not waiting:
                return
    raise StateNotReached(
        f"{action.name} of {len(waiting)} of {len(acting)} objects did not show within {seconds:g} s: "
        f"{some([deed.found.label() for deed in waiting])}",
        hint="Check that this account may change them, and the load of the PRTG core server.",
        details={"objects": [deed.found.id for deed in waiting]},
        changed=True,
    )
