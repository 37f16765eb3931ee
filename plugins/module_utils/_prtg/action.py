# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an action on PRTG's objects is: an entry of ``actions.py``, and the steps in which it may have rules of its own.

``acting.act`` takes the steps in their order. Here is what each is for an action without rules of its own: what it
means for an object is told by ``judge``, and whether an object has taken it by ``shows``.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import MonitoringError, after_a_write
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing, guards, token
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Deed, Seen, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import SELECTORS, Selection
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer, Target
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token import Undoing
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.module_utils._token import RestoreToken, written
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import looks, within

Params = dict[str, t.Any]

#: Of these one at least has to say what an action is done to.
SELECTING = ("ids", "names", "filter", "under")

#: How long to wait, in seconds, before objects that do not show what was done are scanned.
SHOWS_SOON = 2.0

RESTORING = Block(
    {"restore": {"type": "dict"}},
    {"mutually_exclusive": [("restore", selector) for selector in ("ids", "names", "filter", "kind", "under")]},
)
WAITING = Block({"wait": {"type": "bool", "default": False}, "wait_timeout": {"type": "str", "default": "5m"}})
ALLOW_EMPTY = Block({"allow_empty": {"type": "bool", "default": False}})
ALLOW_ROOT = Block({"allow_root": {"type": "bool", "default": False}})


class Judgement(Deed, t.Protocol):
    """What an action means for an object; see ``Plain``, which is all that one without rules of its own needs."""

    @property
    def before(self) -> t.Any:
        """How the object is."""

    @property
    def after(self) -> t.Any:
        """How it is then."""

    @property
    def note(self) -> str | None:
        """What is told to the user."""

    @property
    def refusal(self) -> str | None:
        """Why the task must not do this."""


class Plain(t.NamedTuple):
    """What an action means for an object: what is sent, and how it is shown ``before`` and ``after``.

    Without ``write`` there is nothing to do. ``note`` is told to the user; ``refusal`` says why the task must not do
    this. Both are the end of a sentence that begins with the object.
    """

    found: PrtgObject
    write: Write | None
    before: Params
    after: Params
    note: str | None = None
    refusal: str | None = None


J = t.TypeVar("J", bound=Judgement)


@dataclasses.dataclass(eq=False, repr=False)
class Plan(t.Generic[J]):
    """What an action means for each object of a task, and everything above them.

    ``unproven`` are objects, by their labels, that PRTG neither shows nor says to be gone: a failure, when the rest is
    done.
    """

    judged: t.Sequence[J]
    tree: Tree
    unproven: t.Sequence[str] = ()


@dataclasses.dataclass(eq=False, repr=False)
class Done(t.Generic[J]):
    """What was ``seen`` after the work, what was done in the end, and what at ``first``, where others wrote meanwhile.

    Both by the ids of objects.
    """

    seen: Seen
    judged: dict[str, J]
    first: dict[str, J]


class Told(t.NamedTuple):
    """An entry and a change for each object, and what else users should know."""

    objects: list[Params]
    changes: list[Change]
    warnings: list[str]


def _nothing_wrong(_params: Params) -> None:
    return None


def _itself(_params: Params) -> tuple[str, ...]:
    return ()


@dataclasses.dataclass(eq=False, repr=False)
class Action(t.Generic[J]):
    """Something that can be done to objects, under a ``name`` in words.

    ``block`` are its own options, besides selectors, waiting and permissions; ``must_select`` says that a selector has
    to be given whatever they say, and ``guards`` are those of its own that must not be empty. ``check`` refuses options
    before anything is asked; ``needs`` are what has to be sent for them, so that an API that cannot is known at once.
    ``fields`` are read of the objects, which may be of ``kinds``. ``judge`` tells what the action means for an object;
    ``accepting`` is the option that accepts what it refuses.

    ``shows`` tells whether an object has taken it, which must be ``within`` so many seconds; without it the answer is
    all the proof there is. ``scans``: PRTG may not show it before the next scan, so that what does not show it soon is
    scanned. ``arrives`` tells whether an object shows its entry of the result at last, which the option
    ``wait`` waits for; without it there is no such option. ``shown_in`` and ``arrives_in`` say where. Both get None for
    what is not there, and what ``reads`` brings in place of the objects themselves.

    ``explain`` makes an error for people of a server's refusal because of the state of objects. ``undo`` is how it is
    undone by the token that it then returns, in place of selectors; ``shows`` has to know that as well. ``written`` are
    names that tasks may write in place of those of options.
    """

    name: str
    block: Block = dataclasses.field(default_factory=Block)
    must_select: bool = True
    guards: tuple[str, ...] = ()
    check: t.Callable[[Params], None] = _nothing_wrong
    needs: t.Callable[[Params], tuple[str, ...]] = _itself
    fields: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = KINDS
    judge: t.Callable[[PrtgObject, Params], J] | None = None
    accepting: str | None = None
    shows: t.Callable[[t.Any, J], bool] | None = None
    within: float = 30.0
    scans: bool = False
    shown_in: str = "the state"
    arrives: t.Callable[[t.Any, Params], bool] | None = None
    arrives_in: str = "the status"
    reads: t.Callable[[PrtgServer, t.Sequence[J]], Seen] | None = None
    explain: doing.Explain | None = None
    hint: str = ""
    undo: Undoing | None = None
    written: t.Mapping[str, str] = dataclasses.field(default_factory=dict)

    # The module

    @property
    def restores(self) -> bool:
        """Whether it returns a token that undoes it, and takes one."""
        return self.undo is not None

    def whole_block(self) -> Block:
        """The options of its module, besides the connection."""
        needed = (*SELECTING, *(("restore",) if self.restores else ()))
        selecting = Block({}, {"required_one_of": [needed]} if self.must_select else {})
        own = selecting | self.block | (RESTORING if self.restores else Block())
        permissions = ALLOW_EMPTY | (Block() if self.kinds == ("sensor",) else ALLOW_ROOT)
        return SELECTORS | own | (WAITING if self.arrives else Block()) | permissions

    def identity(self) -> Identity:
        """Which options say what it is done to. Ids may be unknown yet in check mode."""
        return Identity(
            what="object",
            options=(*SELECTING, *(("restore",) if self.restores else ())),
            ids=frozenset({"ids", "under"}),
            guards=("expect_server", *self.guards),
        )

    # The steps

    def meant(self, _params: Params) -> Action[t.Any]:
        """The action that a task means: this one, unless it is done to something else in another way."""
        return self

    def refuse_lacking(self, server: PrtgServer, params: Params) -> None:
        """``ConfigurationError`` where the API of a server cannot do this. Nothing is sent for that."""
        for name in (self.name, *self.needs(params)):
            server.refuse_lacking(name)

    def plan(self, server: PrtgServer, params: Params, check_mode: bool) -> Plan[J]:
        """What is to be done to each object, by a token or by selectors."""
        if self.restores and params["restore"] is not None:
            return self.plan_back(server, params, check_mode)
        return self.plan_chosen(server, params)

    def plan_back(self, server: PrtgServer, params: Params, check_mode: bool) -> Plan[J]:
        """What undoes it on the objects of a token; one that is gone is only told.

        What check mode only said is undone without looking whether it was done.
        """
        # delayed, since few tasks undo something
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import undoing

        undo = t.cast("Undoing", self.undo)
        one = functools.partial(undo.read, self.kinds)
        restore = token.read(params["restore"], server_of(params), one, version=token.TOKEN_VERSION, action=self.name)
        there = undoing.there_now(server, restore, params, check_mode, self.fields)
        judged: list[t.Any] = []
        for left in restore.objects:
            found = there.tree.get(left.id)
            if found is None and left.id in there.gone:
                judged.append(Plain(undoing.as_named(left), None, {}, {}, note=undoing.GONE))
            elif found is not None and restore.simulated:
                judged.append(Plain(found, None, left.after, left.before))
            elif found is not None:
                judged.append(undo.judge(found, left, params))
        return Plan(judged, there.tree, there.unproven)

    def kinds_for(self, _params: Params) -> tuple[str, ...]:
        """The kinds of the objects that a task may select."""
        return self.kinds

    def plan_chosen(self, server: PrtgServer, params: Params) -> Plan[J]:
        """The objects that a task names, behind the guards of what writes, and what is to be done to each.

        Where not every kind can take it, names, filters and ancestors mean objects of those that can.
        """
        judge = t.cast("t.Callable[[PrtgObject, Params], J]", self.judge)
        selection = self.chosen(server, params)
        return Plan([judge(found, params) for found in selection.objects], selection.snapshot.tree)

    def chosen(self, server: PrtgServer, params: Params) -> Selection:
        """The objects that a task names, behind the guards of what writes."""
        kinds = self.kinds_for(params)
        if kinds != KINDS and params["kind"] is None and params["ids"] is None:
            params = {**params, "kind": list(kinds)}
        return guards.chosen(server, params, self.fields, kinds=kinds, doing=self.name.replace("_", " "))

    def ready(
        self, _server: PrtgServer, _host: str, judged: t.Sequence[J]
    ) -> contextlib.AbstractContextManager[t.Sequence[J]]:
        """Hold the objects while the block writes, if others must not meanwhile; what is to be done to each by then."""
        return contextlib.nullcontext(judged)

    def do(self, server: PrtgServer, judged: t.Sequence[J]) -> Done[J]:
        """Send it, and read until each object shows it."""
        doing.send(server, judged, self.explain)
        by_id = {one.found.id: one for one in judged}
        shows = self.shows
        if shows is None:
            return Done({}, by_id, by_id)
        with after_a_write():
            seen, late = self._until(server, judged, shows)
            doing.refuse_late(self.shown_in, late, len(judged), self.within, self.hint)
        return Done(seen, by_id, by_id)

    def _until(
        self, server: PrtgServer, judged: t.Sequence[J], shows: t.Callable[[t.Any, J], bool]
    ) -> tuple[Seen, list[J]]:
        """What was seen when each object showed it, or in the end, and what does not show it by then."""
        look = functools.partial(self.look, server, judged)

        def late(found: t.Any, one: J) -> bool:
            return not shows(found, one)

        if self.scans:
            seen, waiting = doing.poll(look, judged, late, SHOWS_SOON)
            if not waiting:
                return seen, waiting
            server.act("scan", [one.found for one in waiting], {})
        return doing.poll(look, judged, late, self.within)

    def look(self, server: PrtgServer, judged: t.Sequence[J]) -> Seen:
        """What there is now to see what was done by."""
        return self.reads(server, judged) if self.reads else doing.read_again(server, judged, self.fields)

    def look_besides(self, _server: PrtgServer, _judged: t.Sequence[J], _tree: Tree) -> Seen:
        """What there is now of objects that nothing was sent for, and which are another way by what was done."""
        return {}

    def has_acted(self, server: PrtgServer, judged: t.Sequence[J], refusal: MonitoringError) -> bool:
        """Whether something was done though a server refused: what shows, for which is waited if it may have been.

        Where nothing shows it, what may have been.
        """
        shows, none = self.shows, doing.is_refusal_of_all(refusal, judged)
        if shows is None:
            return not none
        for _look in looks(within(0.0 if none else min(self.within, doing.REFUSED_SHOWS_WITHIN))):
            seen = self.look(server, judged)
            if any(shows(seen.get(one.found.id), one) for one in judged):
                return True
        return False

    def tell(self, judged: t.Sequence[J], _tree: Tree, _seen: Seen) -> Told:
        """What a task answers when this was done or, in check mode, would be."""
        changes = [Change(one.found.label(), one.before, self._after(one)) for one in judged]
        told = [{"before": change.before, "after": change.after} for change in changes]
        notes = together((one.found, one.note) for one in judged)
        return Told(entries(judged, changes, told), changes, notes)

    def _after(self, one: J) -> t.Any:
        """How an object is shown then: what is sent is a change, also where nothing else shows one."""
        return {**one.after, self.name: "done"} if one.write and one.after == one.before else one.after

    def values(
        self, host: str, judged: t.Sequence[J], _now: float, *, seen: Seen | None = None, simulated: bool = False
    ) -> Params:
        """More return values, which errors have as well once something was done: the token that undoes it."""
        undo = self.undo
        if undo is None:
            return {}
        left = [undo.left(one.found, one.before, one.after) for one in judged if one.write]
        restore = RestoreToken(host, tuple(one for one in left if one.before != one.after), simulated)
        return {"restore": written(restore, version=token.TOKEN_VERSION, action=self.name)}


def entries(judged: t.Sequence[Judgement], changes: t.Sequence[Change], told: t.Sequence[Params]) -> list[Params]:
    """The entries of a result: which object each is about, what is ``told`` of it, and whether it changes."""
    return [
        {
            "id": one.found.id,
            "name": one.found.name,
            "path": list(one.found.path or ()),
            "kind": one.found.kind,
            **more,
            "changed": change.changed,
        }
        for one, change, more in zip(judged, changes, told)
    ]


def together(said: t.Iterable[tuple[Target, str | None]]) -> list[str]:
    """What is said of objects, each once, behind the objects that it is about."""
    objects: dict[str, list[str]] = {}
    for found, text in said:
        if text:
            objects.setdefault(text, []).append(found.label())
    return [f"{some(labels)} {text}" for text, labels in objects.items()]
