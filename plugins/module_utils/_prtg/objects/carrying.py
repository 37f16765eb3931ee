# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Carrying out the steps of a task: what is made first, several at a time, then what changes, then what goes.

Whatever is sent is sent once, and read back; only values and parents that no answer told of, or that were taken to be
so already, and that do not show are sent once more, as that does the same again. Flags come after values have shown,
and only after another look at who holds a pause by then. A step that fails ends neither those beside it nor what was
done before, unless all others would fail as well; nothing is deleted after a failure.
"""

from __future__ import annotations

import contextlib
import threading
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    Conflict,
    MonitoringError,
    NotFound,
    PermissionDenied,
    RequestRefused,
    ServerFault,
    StateNotReached,
    may_be_done,
    never_left,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.book import Book
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.flags import decided
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.part import ObjectsPart
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.planning import (
    AT_ONCE,
    CREATE,
    DELETE,
    Place,
    Step,
    compared,
    is_at,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.properties import (
    SETTING,
    is_recorded,
    recorded,
    same,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import settled
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer, in_batches
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, listed, some
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import looks, within

#: Failures that concern one object alone. After any other, the next request would fail just the same.
_OF_ONE = (AmbiguousName, ConfigurationError, Conflict, NotFound, PermissionDenied, RequestRefused, StateNotReached)

#: What is known of a write by then is only that PRTG has taken it.
_UNSEEN = (StateNotReached, AmbiguousName)

#: After how many faults of the server nothing more is begun; it may fail for one object alone.
MOST_FAULTS = 3

#: How a server refuses to change what it has just made (PrtgAPI #309: "the object is currently not valid").
_NOT_READY = (ServerFault, RequestRefused, NotFound, Conflict)

#: What a failure may be that follows from an object which is not there any more.
_MAY_BE_GONE = (*_NOT_READY, StateNotReached)

#: The pauses in seconds before something is tried once more that was refused, as it is new.
_PATIENCE = (0.0, 0.5, 1.0, 2.0, 4.0)

#: So many objects are asked for to say that they are gone: over API v1 each takes a request.
_ASKED_FOR = 20

#: HTTP statuses after which what was sent may have been done: time-outs, and failures on the way.
_UNCERTAIN = (408, 500, 502, 503, 504)

_TAGS = frozenset({"tags", "parent_tags"})

#: What is written only after all else shows.
_WRITTEN_LAST = ("active", "position")

#: Words for what came of steps, with a number of them.
OUTCOMES = {"done": "done", "failed": "failed", "sent": "sent and not seen to be done", "not_tried": "not tried"}


#: What keeps others on this host from writing to objects, by their ids, until the task ends.
Hold = t.Callable[[t.Sequence[str]], t.Any]


class Run:
    """Steps that are carried out: which objects they made, and with which error they ended."""

    def __init__(
        self, server: PrtgServer, part: ObjectsPart, book: Book, steps: t.Sequence[Step], wait: float, hold: Hold
    ) -> None:
        self._server = server
        self._part = part
        self._book = book
        self._steps = steps
        self._wait = wait
        self._hold = hold
        self._lock = threading.Lock()
        self._faults = 0
        self._ended_by: Step | None = None
        self._begun: set[Step] = set()
        self._doubts: dict[Step, MonitoringError] = {}
        self._trusted: dict[Step, frozenset[str]] = {}
        self._seen: set[Step] = set()
        self._refused: dict[Step, MonitoringError] = {}
        self._flagged: set[Step] = set()
        self._told_by_records = frozenset[str]()
        self._without_parent: set[Step] = set()
        self._complete_secrets: set[Step] = set()
        self.done: set[Step] = set()
        self.errors: dict[Step, MonitoringError] = {}

    def carried_out(self) -> None:
        """Do it; errors are kept, each with its step."""
        for steps in self._rounds():
            self._make(steps)
        changing = [step for step in self._steps if step.writes and step.action != DELETE]
        for step in self._left(changing):
            if step.place is not None and self._parent_of(step) is None:
                self._has_no_parent(step)
        self._each(self._edit, self._left(changing))
        self._edit_again([step for step in self._left(changing) if step in self._doubts])
        if sum("tags" in step.values for step in changing) > AT_ONCE:
            self._told_by_records = _TAGS
        self._see(self._left(changing))
        self._set_flags(self._left(changing))
        for step in self._left([step for step in changing if step.puts]):
            self._each(self._put, [step])
        self._prove(self._left(changing))
        if not self.errors:
            self._delete([step for step in self._steps if step.action == DELETE])
        self._tell_what_is_gone()

    def has_changed(self, step: Step) -> bool:
        """Whether a step has changed something, or may have; also one that failed on its way."""
        return step in self.done or step in self._begun or self.outcome(step) == "sent"

    def outcome(self, step: Step) -> str:
        """What came of a step that was to write."""
        if step in self.done:
            return "done"
        error = self.errors.get(step)
        if error is None:
            return "sent" if step in self._begun else "not_tried"
        if error.changed or _is_uncertain(error):
            return "failed" if isinstance(error, _OF_ONE) and not isinstance(error, _UNSEEN) else "sent"
        return "not_tried" if never_left(error) or step in self._without_parent else "failed"

    def refuse_failures(self, told: t.Callable[[], dict[str, t.Any]]) -> None:
        """Raise what ended it all, or the first failure, with what came of every step."""
        if not self.errors:
            return
        step = self._ended_by or next(step for step in self._steps if step in self.errors)
        error = self.errors[step]
        again = "Run the task again when that is mended: it goes on from there."
        raise type(error)(
            f"{step.action} of {step.label()} failed{self._numbers()}: {error.message}",
            exchange=error.exchange,
            hint=" ".join(filter(None, (error.hint, again, self._missed_by_the_next_run()))),
            code=error.code,
            details=error.details,
            changed=bool(self.done or self._begun) or any(one.changed for one in self.errors.values()),
            values=told(),
        )

    def _missed_by_the_next_run(self) -> str:
        """What the next run would leave out: secret settings, as it finds no new object any more; empty for nothing."""
        short = [
            step
            for step in self._steps
            if step.action == CREATE and step.wish.secret and not step.wish.always
            if self.has_changed(step) and step not in self._complete_secrets
        ]
        if not short:
            return ""
        names = sorted({name.replace(SETTING, "", 1) for step in short for name in step.wish.secret})
        return (
            f"It sends secret settings to new objects only, and {some([step.label() for step in short])} may be there "
            f"by now without {listed(names)}: set update_secrets to always for that run."
        )

    def _numbers(self) -> str:
        writing = [step for step in self._steps if step.writes]
        numbers = {name: sum(self.outcome(step) == name for step in writing) for name in OUTCOMES}
        told = [f"{number} {OUTCOMES[name]}" for name, number in numbers.items() if number]
        return f"; of {counted(len(writing), 'object')} {listed(told)}" if len(writing) > 1 else ""

    # Step by step

    def _left(self, steps: t.Iterable[Step]) -> list[Step]:
        """Those of some steps that have not failed; none after a failure that ends it all."""
        return [] if self._ended_by else [step for step in steps if step not in self.errors]

    def _each(self, do: t.Callable[[Step], None], steps: t.Sequence[Step]) -> None:
        """Do something for each of some steps, several at a time."""

        def one(step: Step) -> None:
            if self._ended_by is None:
                try:
                    do(step)
                except MonitoringError as error:
                    self._failed(step, error)

        in_parallel(one, steps, AT_ONCE)

    def _failed(self, step: Step, error: MonitoringError) -> None:
        with self._lock:
            error.changed = error.changed or step in self._begun
            self.errors[step] = error
            self._faults += isinstance(error, ServerFault)
            of_one = self._faults < MOST_FAULTS if isinstance(error, ServerFault) else isinstance(error, _OF_ONE)
            if not of_one and self._ended_by is None:
                self._ended_by = step

    def _has_no_parent(self, step: Step) -> None:
        self._without_parent.add(step)
        self._failed(step, NotFound("its parent was not made", hint="Nothing was done for it."))

    def _has_begun(self, step: Step) -> None:
        with self._lock:
            self._begun.add(step)

    @contextlib.contextmanager
    def _sending(self, step: Step) -> t.Iterator[None]:
        """For what writes, or may have written though no answer says so: then only what is read later tells."""
        try:
            yield
        except MonitoringError as error:
            if not _is_uncertain(error):
                raise
            self._doubts.setdefault(step, error)
        self._has_begun(step)

    # What is made

    def _rounds(self) -> t.Iterator[list[Step]]:
        """What can be made at the same time, one round after the other: parents come before what is below them."""
        waiting = [step for step in self._steps if step.action == CREATE]
        while waiting:
            ready = [step for step in waiting if self._parent_of(step) is not None]
            if not ready:
                for step in waiting:
                    self._has_no_parent(step)
                return
            yield ready
            waiting = [step for step in waiting if step not in ready]

    def _parent_of(self, step: Step) -> PrtgObject | None:
        """The object that a step goes below; None as long as another step has not made it."""
        place = t.cast(Place, step.place)
        return place.object if place.maker is None else self._steps[place.maker].found

    def _make(self, steps: t.Sequence[Step]) -> None:
        ids: dict[Step, str | None] = {}
        others = {step: self._beside(step) for step in steps}

        def make(step: Step) -> None:
            parent = t.cast(PrtgObject, self._parent_of(step))
            with self._sending(step):
                ids[step] = self._part.make(step.making(parent))

        self._each(make, steps)
        for step in self._await([step for step in steps if step in self._begun], ids, others):
            self._failed(step, self._doubts.get(step) or self._not_listed(step, ids[step]))
        for step in [step for step in steps if step in self._doubts and step.found is not None]:
            doubt = self._doubts.pop(step)
            step.warnings.append(f"PRTG has made {step.label()}, though no answer told so: {doubt.message}")

    def _await(
        self, waiting: list[Step], ids: t.Mapping[Step, str | None], others: t.Mapping[Step, frozenset[str]]
    ) -> list[Step]:
        """Look until the server lists what was made; those of which it does not in time."""
        for _look in looks(within(self._wait)):
            waiting = self._still_awaited(waiting, ids, others) if waiting else []
            if not waiting:
                break
        return waiting

    def _beside(self, step: Step) -> frozenset[str]:
        """What was there before below the parent of what is made."""
        parent = t.cast(PrtgObject, self._parent_of(step))
        return frozenset(one.id for one in self._book.children(parent.id, step.kind))

    def _still_awaited(
        self, waiting: t.Sequence[Step], ids: t.Mapping[Step, str | None], others: t.Mapping[Step, frozenset[str]]
    ) -> list[Step]:
        """Those of which the server does not list yet what they have made."""
        parents = {step: t.cast(PrtgObject, self._parent_of(step)).id for step in waiting}
        for kind in dict.fromkeys(step.kind for step in waiting):
            self._book.below({parents[step] for step in waiting if step.kind == kind}, kind, anew=True)
        left = []
        for step in waiting:
            made = ids.get(step)
            try:
                if made is None or made in others[step]:
                    found = self._only_new(step, parents[step], others[step])
                else:
                    found = self._book.get(made)
            except MonitoringError as error:
                self._failed(step, error)
                continue
            if found is not None and found.parent_id == parents[step] and found.kind == step.kind:
                step.found = found
                self._warn_of_another(step, found, others[step])
            else:
                left.append(step)
        return left

    def _only_new(self, step: Step, parent_id: str, others: t.Collection[str]) -> PrtgObject | None:
        """What must be what was made, as PRTG has told no id of it; ``AmbiguousName`` if somebody else made such a one
        as well.
        """
        fresh = [one for one in self._book.children(parent_id, step.kind) if one.id not in others]
        named = [one for one in fresh if one.name == step.wish.name]
        if len(named) > 1:
            raise AmbiguousName(
                f"PRTG took the request to make it and told no id, and there are {len(named)} new ones of this name: "
                f"{some([one.label() for one in named])}",
                hint="Somebody else has made one at the same time. Neither was changed further. Delete what is too "
                "many, by its id.",
                details={"ids": [one.id for one in named]},
            )
        return named[0] if named else None

    def _warn_of_another(self, step: Step, found: PrtgObject, others: t.Collection[str]) -> None:
        """Somebody elsewhere may have made the same at the same time; PRTG has no name that is there once only."""
        fresh = [one for one in self._book.children(found.parent_id or "", found.kind) if one.id not in others]
        twins = [one.id for one in fresh if one.name == step.wish.name and one.id != found.id]
        if twins:
            step.warnings.append(
                f"{step.label()} was made by somebody else at the same time: {', '.join(twins)} has the same name. "
                "Delete the one that is too many, by its id."
            )

    def _not_listed(self, step: Step, made: str | None) -> StateNotReached:
        known = f" with the id {made}" if made else ""
        return StateNotReached(
            f"PRTG took the request to make it{known}, and does not list it after {self._wait:g} s",
            hint="Look at what is below its parent, and raise wait_timeout.",
            details={"ids": [made] if made else []},
        )

    # What changes

    def _edit(self, step: Step) -> None:
        """Move an object, and give it the values that it does not have."""
        found = t.cast(PrtgObject, step.found)
        if step.moves:
            with self._sending(step):
                self._part.move(found, t.cast(PrtgObject, self._parent_of(step)))
        if step.action != CREATE:
            self._trusted[step] = self._write(step, step.values)
            return
        values = self._values_of_new(step, found)
        for number, _pause in enumerate(looks(_PATIENCE)):
            try:
                unsure = self._write(step, values)
                break
            except _NOT_READY:
                if number == len(_PATIENCE) - 1:
                    raise
        self._trusted[step] = unsure | (step.values.keys() - values.keys())
        if step not in self._doubts:
            self._complete_secrets.add(step)

    def _edit_again(self, steps: t.Sequence[Step]) -> None:
        """See to what nobody knows to have arrived, so that nothing is resumed which is not as it shall be."""
        if self._known_again(steps):
            self._each(self._complete, steps)

    def _complete(self, step: Step) -> None:
        """Send once more what does not show of an object, and what of it nobody can see."""
        lacking = {*self._lacking(step), *step.wish.secret}
        found = t.cast(PrtgObject, step.found)
        if "parent" in lacking:
            self._part.move(found, t.cast(PrtgObject, self._parent_of(step)))
        wanted = self._wanted(step)
        values = {name: wanted[name] for name in wanted if name in lacking}
        if values:
            self._part.write(found, values)
        del self._doubts[step]
        self._complete_secrets.add(step)

    @staticmethod
    def _wanted(step: Step) -> dict[str, t.Any]:
        """The values that an object shall have in the end, with the name of a new one."""
        return {**step.values, **({"name": step.wish.name} if step.action == CREATE else {})}

    def _known_again(self, steps: t.Sequence[Step], fields: frozenset[str] = frozenset()) -> bool:
        """Whether it could be read how the objects are now; if not, the steps have failed."""
        try:
            self._book.again([t.cast(PrtgObject, step.found) for step in steps], fields)
        except MonitoringError as error:
            for step in steps:
                self._failed(step, error)
            return False
        return True

    def _write(self, step: Step, values: t.Mapping[str, t.Any]) -> frozenset[str]:
        """Give an object values; the names of which have to be looked at before they are believed to count."""
        if values:
            with self._sending(step):
                return self._part.write(t.cast(PrtgObject, step.found), values)
        return frozenset()

    def _values_of_new(self, step: Step, found: PrtgObject) -> dict[str, t.Any]:
        """The values that a new object does not have. Of a copy only its record is looked at: in all else it is taken
        to be like its template, as far as that was read, and what it does not have shows soon."""
        wanted = self._wanted(step)
        unread = [name for name in wanted if not is_recorded(name) and name not in step.wish.secret]
        has = self._part.read(found, unread) if step.template is None and unread else {**step.like}
        has.update((name, recorded(found, name)) for name in wanted if is_recorded(name))
        # secrets that a new object was made with are there, as far as anybody can tell
        made_with = step.wish.secret & self._part.sent_along(step.making(t.cast(PrtgObject, self._parent_of(step))))
        lacking = {
            name: value
            for name, value in wanted.items()
            if name not in made_with and (name not in has or not same(compared(name, value), has[name]))
        }
        if step.template is None and lacking.keys().isdisjoint(unread):
            self._seen.add(step)
        return lacking

    def _see(self, steps: t.Sequence[Step]) -> None:
        """Read until each object shows its values, those that no record tells: before anything is resumed, and not
        once more after that. What was taken to be so already is sent where it does not show at first.
        """
        waiting = [step for step in steps if step not in self._seen and self._unread(step)]
        for number, _look in enumerate(looks(within(self._wait)) if waiting else ()):
            self._refused.clear()
            late = self._late(waiting, self._lacking_by_itself)
            self._seen.update(step for step in late if not late[step])
            waiting = [step for step in self._left(waiting) if late.get(step)]
            if number == 0:
                self._send_trusted({step: late[step] for step in waiting})
                waiting = self._left(waiting)
            if not waiting:
                return
        if self._known_again(waiting, self._told_by_records):
            self._each(self._see_at_last, waiting)

    def _see_at_last(self, step: Step) -> None:
        """Look once more, at all that was written."""
        lacking = [name for name in self._lacking(step) if name not in _WRITTEN_LAST]
        if lacking:
            raise self._refused.get(step) or self._doubts.get(step) or self._not_shown(lacking)
        self._seen.add(step)

    def _lacking_by_itself(self, step: Step) -> list[str]:
        """The values that an object lacks; all, as long as the server says that what is new is not there yet."""
        try:
            return self._lacking_values(step)
        except _NOT_READY as error:
            if step.action != CREATE:
                raise
            self._refused[step] = error
            return [*self._unread(step)]

    def _send_trusted(self, lacking: t.Mapping[Step, t.Collection[str]]) -> None:
        values = {
            step: {name: step.values[name] for name in self._trusted.get(step, ()) if name in names}
            for step, names in lacking.items()
        }

        def send(step: Step) -> None:
            self._write(step, values[step])

        self._each(send, [*values])

    def _set_flags(self, steps: t.Sequence[Step]) -> None:
        """Pause and resume, many in one request: for new objects after all else, so that nothing half-done alarms."""
        lacking = [
            one for one in steps if one.action != CREATE or t.cast(PrtgObject, one.found).active is not one.sets_flag
        ]
        resuming, pausing = ([step for step in lacking if step.sets_flag is flag] for flag in (True, False))
        for flag, acting in ((True, resuming), (False, pausing)):
            for batch in in_batches(acting):
                self._set_flag(batch, flag)

    def _set_flag(self, steps: t.Sequence[Step], flag: bool) -> None:
        """Do it for a few, and try it again for those that are new and do not show it."""
        self._hold([t.cast(PrtgObject, step.found).id for step in steps if step.action == CREATE])
        for number, _pause in enumerate(looks(_PATIENCE)):
            acting = self._to_be_flagged(self._left(steps), flag)
            if not acting:
                return
            steps = self._flag(acting, flag, number == len(_PATIENCE) - 1)
            if not steps:
                return

    def _to_be_flagged(self, steps: t.Sequence[Step], flag: bool) -> list[Step]:
        """Those of some steps that still have to be, by another look right before it: reading took time, in which
        others may have put on a lease, which only the message tells, or done the same.
        """
        if not steps or not self._known_again(steps):
            return []
        for step in steps:
            step.found = self._book.get(t.cast(PrtgObject, step.found).id) or step.found
        try:
            there = settled(self._server, [t.cast(PrtgObject, step.found) for step in steps])
        except MonitoringError as error:
            for step in steps:
                self._failed(step, error)
            return []
        return [step for step, found in zip(steps, there) if self._is_to_be_flagged(step, found, flag)]

    def _is_to_be_flagged(self, step: Step, found: PrtgObject, flag: bool) -> bool:
        decision = decided(found, flag, self._server.now())
        if found.active is not flag and decision.flag is flag:
            return True
        step.leaves_flag(found.active, decision.note)
        return False

    def _flag(self, acting: t.Sequence[Step], flag: bool, last: bool) -> list[Step]:
        """Do it, and look: those that are new and do not show it, as long as it is worth to be tried again."""
        new = [step for step in acting if step.action == CREATE]
        action, arguments = ("resume", {}) if flag else ("pause", {"minutes": None, "message": ""})
        self._flagged.update(acting)
        try:
            self._server.act(action, [t.cast(PrtgObject, step.found) for step in acting], arguments)
        except MonitoringError as error:
            if last or not new or not isinstance(error, _NOT_READY):
                for step in acting:
                    if not _is_uncertain(error):
                        self._failed(step, error)
                    else:
                        self._doubts.setdefault(step, error)
                        self._has_begun(step)
                return []
        for step in acting:
            self._has_begun(step)
        if not new or not self._known_again(new):
            return []
        for step in new:
            step.found = self._book.get(t.cast(PrtgObject, step.found).id) or step.found
        return [step for step in new if t.cast(PrtgObject, step.found).active is not flag]

    def _put(self, step: Step) -> None:
        found = t.cast(PrtgObject, step.found)
        if step.moves:
            found = found._replace(parent_id=t.cast(PrtgObject, self._parent_of(step)).id)
        beside = self._part.beside(found)
        if not is_at(found, beside, step.wish.position or ""):
            with self._sending(step):
                self._part.place(found, step.wish.position or "")

    # What shows

    def _prove(self, steps: t.Sequence[Step]) -> None:
        """Read until everything shows that was done.

        The tags of many objects are told by their records, in a few requests for all: own tags as far as they are not
        inherited as well. What objects have before something is written is read exactly.
        """
        waiting = [step for step in steps if step.writes]
        for _look in looks(within(self._wait)):
            if not self._known_again(waiting, self._told_by_records):
                return
            late = self._late(waiting, self._lacking)
            for step in [step for step in late if not late[step]]:
                self.done.add(step)
                self._tell_of_others(step)
            waiting = [step for step in self._left(waiting) if late.get(step)]
            if not waiting:
                return
        for step in waiting:
            self._failed(step, self._doubts.get(step) or self._not_shown(late[step]))

    def _tell_of_others(self, step: Step) -> None:
        """Warn of what others have made of a flag since it was as it shall be."""
        wanted, found = step.wish.active, t.cast(PrtgObject, step.found)
        if wanted is None or found.active is wanted or (step.after or {}).get("active") is not wanted:
            return
        did = "paused" if wanted else "resumed"
        note = decided(found, bool(wanted), self._server.now()).note
        step.tell(note or f"was {did} by somebody else while this task ran. It is left as it is.")

    def _late(self, steps: t.Sequence[Step], lacking: t.Callable[[Step], list[str]]) -> dict[Step, list[str]]:
        """What each object is still ``lacking``; without those of which that cannot be read, which have failed."""
        late: dict[Step, list[str]] = {}

        def look(step: Step) -> None:
            late[step] = lacking(step)

        self._each(look, steps)
        return late

    def _not_shown(self, names: t.Sequence[str]) -> StateNotReached:
        return StateNotReached(
            f"PRTG took the change and does not show it after {self._wait:g} s: {', '.join(names)}",
            hint="Check that PRTG accepts these values, and that this account may set them.",
        )

    def _lacking(self, step: Step) -> list[str]:
        """The names of what an object does not have yet."""
        before, wish = t.cast(PrtgObject, step.found), step.wish
        found = self._book.get(before.id)
        if found is None:
            if step.action != CREATE and before.id in self._gone([before.id]):
                raise _gone_meanwhile(before)
            return ["id"]
        step.found = found
        wanted = self._wanted(step)
        lacking = [name for name in wanted if is_recorded(name) and not same(wanted[name], recorded(found, name))]
        lacking += [] if step in self._seen else self._lacking_values(step)
        if self._told_by_records and "tags" in wanted and not self._has_tags(found, wanted["tags"]):
            lacking.append("tags")
        if not self._has_flag(step, found):
            lacking.append("active")
        if step.place is not None and found.parent_id != t.cast(PrtgObject, self._parent_of(step)).id:
            lacking.append("parent")
        if step.puts and not is_at(found, self._part.beside(found), wish.position or ""):
            lacking.append("position")
        return lacking

    def _unread(self, step: Step) -> dict[str, t.Any]:
        """The values of a step that have to be read of its object by itself."""
        told = {*step.wish.secret, *self._told_by_records}
        return {name: value for name, value in step.values.items() if name not in told and not is_recorded(name)}

    def _lacking_values(self, step: Step) -> list[str]:
        """The names of those that its object does not have yet."""
        wanted = self._unread(step)
        has = self._part.read(t.cast(PrtgObject, step.found), [*wanted]) if wanted else {}
        return [name for name, value in wanted.items() if not same(compared(name, value), has.get(name))]

    def _has_tags(self, found: PrtgObject, wanted: t.Collection[str]) -> bool:
        """Whether a record tells of these tags; of one that tells none, what the object itself tells."""
        if not isinstance(found.tags, tuple):
            return same(wanted, self._part.read(found, ["tags"]).get("tags"))
        above = set(found.parent_tags or ())
        return set(wanted) - above == set(found.tags) - above

    def _has_flag(self, step: Step, found: PrtgObject) -> bool:
        """Whether an object has the flag that it was given; also where others have put a lease on it since then."""
        flag = step.sets_flag
        if flag is None or found.active is flag:
            return True
        return step in self._flagged and decided(found, flag, self._server.now()).flag is not flag

    # What goes

    def _delete(self, steps: t.Sequence[Step]) -> None:
        """Delete what is still what was meant, and see that PRTG says that it is gone."""
        if not steps:
            return
        meant = {step: t.cast(PrtgObject, step.found) for step in steps}
        self._book.again(list(meant.values()))
        fresh = Book(self._server)
        fresh.look_below_each([one for one in meant.values() if one.kind != "sensor"])

        def delete(step: Step) -> None:
            try:
                self._refuse_another(meant[step], self._book.get(meant[step].id))
                self._refuse_more(meant[step], fresh)
                with self._sending(step):
                    self._part.delete(meant[step])
            except _NOT_READY:
                if meant[step].id not in self._gone([meant[step].id]):
                    raise
                step.went()

        # what lies deepest goes first, since it may be below another one that goes
        for depth in sorted({len(step.path) for step in steps}, reverse=True):
            self._each(delete, [step for step in steps if len(step.path) == depth])
        waiting = self._left(steps)
        for _look in looks(within(self._wait)):
            gone = self._server.gone([meant[step].id for step in waiting])
            self.done.update(step for step in waiting if meant[step].id in gone)
            waiting = [step for step in waiting if step not in self.done]
            if not waiting:
                return
        for step in waiting:
            self._failed(
                step,
                self._doubts.get(step)
                or StateNotReached(
                    f"PRTG took the request to delete it, and does not say after {self._wait:g} s that it is gone",
                    hint="Check that this account may delete it.",
                ),
            )

    def _refuse_more(self, meant: PrtgObject, fresh: Book) -> None:
        """``Conflict`` for what lies below now, and was not there when the task was planned: nobody was told of it."""
        known = {one.id for one in self._book.everything_below(meant)}
        more = [one.label() for one in fresh.everything_below(meant) if one.id not in known]
        if more:
            raise Conflict(
                f"below {meant.label()} there is now {some(more)}, which was not there when this task looked",
                hint="It was not deleted.",
                details={"id": meant.id},
            )

    def _gone(self, ids: t.Sequence[str]) -> frozenset[str]:
        """Which of some objects PRTG says to be gone; none where it cannot be asked."""
        try:
            return self._server.gone(ids)
        except MonitoringError:
            return frozenset()

    def _tell_what_is_gone(self) -> None:
        """Say of steps that have failed why that is, where somebody else has deleted what they are about meanwhile."""
        needed = {step: self._needed(step) for step, error in self.errors.items() if isinstance(error, _MAY_BE_GONE)}
        ids = [*dict.fromkeys(one.id for several in needed.values() for one in several)]
        gone = self._gone(ids[:_ASKED_FOR]) if ids else frozenset()
        for step, several in needed.items():
            lost = [one for one in several if one.id in gone]
            if lost:
                error = self.errors[step]
                self.errors[step] = _gone_meanwhile(lost[0], error)

    def _needed(self, step: Step) -> list[PrtgObject]:
        """The objects that have to be there for a step."""
        parent = self._parent_of(step) if step.place is not None else None
        return [one for one in (step.found, parent, step.template) if one is not None]

    @staticmethod
    def _refuse_another(meant: PrtgObject, now: PrtgObject | None) -> None:
        """``Conflict`` for what is not what it was when the task was planned."""
        if now is None or (now.kind, now.name, now.parent_id) != (meant.kind, meant.name, meant.parent_id):
            what = "is not there any more" if now is None else f"is {now.label()} below {now.parent_id} now"
            raise Conflict(
                f"{meant.label()} {what}: somebody has changed it since this task looked",
                hint="It was not deleted.",
                details={"id": meant.id},
            )


def _gone_meanwhile(lost: PrtgObject, error: MonitoringError | None = None) -> NotFound:
    """That an object is gone which was there at first, in place of the ``error`` that follows from it."""
    return NotFound(
        f"{lost.label()} is gone: PRTG says that no object has this id, and it was there when this task looked",
        exchange=error.exchange if error else None,
        hint="Somebody else has deleted it meanwhile.",
        details={"id": lost.id},
        changed=error is not None and error.changed,
    )


def _is_uncertain(error: MonitoringError) -> bool:
    """Whether what ended with ``error`` may have been done: there is no answer, or one that does not tell."""
    status = error.exchange.status if error.exchange else None
    return may_be_done(error) or (isinstance(error, ServerFault) and status in _UNCERTAIN)
