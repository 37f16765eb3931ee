# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What maintenance windows have of their own: they are sent whole, follow the clock, and are ended where others go."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import maintenance, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    NO_TASK,
    Found,
    Key,
    Params,
    Resource,
    Task,
    Written,
    stripped,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.proving import foretold
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import (
    NOW,
    Window,
    flat,
    shaped,
    values_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window_checks import chosen
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import Moment

#: Seconds by which the start of a window that opens at once may differ from our now.
_NOW_TOLERANCE = 300

_NO_CHECKS = (
    "Nothing says yet which checks the window is about. They must exist by then: without check mode this is an error."
)


class Windows(Resource):
    """Maintenance windows. ``task.given`` is a ``maintenance.Wish``, the state a ``Window``."""

    # The module

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of the module, besides the connection."""
        recurrence = {
            "type": {"type": "str", "choices": ["day", "week", "month", "none"], "required": True},
            "every": {"type": "int", "default": 1},
            "until": {"type": "str"},
        }
        return {
            "id": {"type": "int"},
            "description": {"type": "str"},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "start": {"type": "str"},
            "end": {"type": "str"},
            "duration": {"type": "str"},
            "recurrence": {"type": "dict", "options": recurrence},
            "replace_recurrence": {"type": "bool", "default": False},
            "checks": {"type": "list", "elements": "str"},
            "check_tags": {"type": "list", "elements": "str"},
            "transactions": {"type": "list", "elements": "str"},
        }

    def identity(self) -> Identity:
        """Which options say which window is meant, and what is in it."""
        return Identity(
            self.word,
            options=("id", "description"),
            ids=frozenset({"id", "checks", "transactions"}),
            lists=("checks", "check_tags", "transactions"),
        )

    def rules(self) -> dict[str, t.Any]:
        """The rules between the options."""
        return {**super().rules(), "mutually_exclusive": [("end", "duration")]}

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without a clock; what a window shall be is in ``given``."""
        params = stripped(params, self.named)
        is_absent = params["state"] == "absent"
        wish = maintenance.Wish(None) if is_absent else maintenance.Wish.from_params(params)
        return Task(Key(params.get("id"), params.get("description")), wish, params, check_mode)

    def nothing_known(self, params: Params) -> Row:
        """What check mode returns of a window whose id is not known yet; its times depend on what it is now."""
        if params["state"] == "absent":
            return self.result(None)
        maintenance.Wish.from_params(params)
        return self.result(values_of(Window.unknown(params["description"]), 0))

    # Finding

    def claim(self, key: Key) -> str:
        """What two tasks that open the same window would both write."""
        return f"{self.path} {key.name}"

    def described(self, api: PingdomApi, description: str | None, as_listed: bool = False) -> list[Found]:
        """The windows of a description, or all, ended ones too.

        A row without an id is ``UnexpectedAnswer`` only if it has that description. A window that was written lately
        and is not listed is read by its id.
        """
        found = reports.read(api, self.listing)

        def is_one(row: Row) -> bool:
            return description is None or row.get("description") == description

        if any(is_one(row) for row in found.odd):
            which = "" if description is None else f" {description!r}"
            message = f"the list has a maintenance window{which} without a numeric id"
            raise UnexpectedAnswer(message, exchange=found.exchange)
        listed = {row["id"] for row in found.rows}
        rows = api.recent.rows(found.rows, self.at, flat, self.row_with, self.field, not as_listed)
        windows = []
        for row in rows:
            if is_one(row):
                with contextlib.suppress(NotFound):
                    windows.append(self._of(row) if row["id"] in listed else self.by_id(api, row["id"], NO_TASK))
        return windows

    def ids(self, api: PingdomApi, key: Key, as_listed: bool = False) -> list[int]:
        """The ids of the windows of this description that have not ended."""
        windows = self.described(api, key.name or "", as_listed)
        return [one.id for one in windows if one.state.status(api.now()) != "ended"]

    def row_with(self, row: Row, values: Comparable) -> Row:
        """A row with other values."""
        return {"id": row["id"], **shaped(values)}

    def field(self, name: str) -> Field | None:
        """Whatever a window has is remembered, by the names of requests."""
        return Field(name, kinds.RAW)

    def find(self, api: PingdomApi, task: Task) -> Found | None:
        """The window of this id, ended or not, or the only one of this description that has not ended.

        One that has ended counts as well if it is what the task asks for, by points in time that are over.
        """
        if task.key.id is not None:
            return self.known(api, task.key.id, task)
        windows = self.described(api, task.key.name or "")
        done = [] if task.is_absent else [one for one in windows if self.is_done(api, task, one)]
        if not done:
            windows = [one for one in windows if one.state.status(api.now()) != "ended"]
            if len(windows) > 1:
                what = f"maintenance windows {task.key.name!r} that have not ended"
                raise ambiguous(what, sorted(one.id for one in windows))
        found = next(iter(done[-1:] or windows), None)
        return found and found._replace(unclear=api.recent.of(self.at(found.id)).open)

    # Reading

    def _of(self, row: Row) -> Found:
        return Found(row["id"], Window.from_answer(row), row)

    def state_of(self, answer: Row, _task: Task) -> Window:
        """The window that an answer shows."""
        return Window.from_answer(answer)

    def seen_by_now(self, api: PingdomApi, found: Found, _task: Task) -> Found:
        """A window as it was told to be lately, where the answer is older than that."""
        history = api.recent.of(self.at(found.id))
        if not history.values:
            return found._replace(unclear=history.open)  # as it came, odd or not
        values, _unknown = api.recent.overlay(self.at(found.id), flat(found.answer), self.field, {})
        return self._of(self.row_with(found.answer, values))._replace(unclear=history.open)

    def made_lately(self, api: PingdomApi, thing_id: int, _task: Task) -> Found | None:
        """A window that was created lately, where Pingdom does not know it yet."""
        history = api.recent.of(self.at(thing_id))
        if not history.created:
            return None
        values, _unknown = api.recent.made(self.at(thing_id), {}, self.field, {})
        return self._of(self.row_with({"id": thing_id}, values))._replace(unclear=history.open)

    def unseen(self, thing_id: int, state: t.Any) -> Found:
        """A window that Pingdom does not know yet, as it was told to be."""
        return Found(thing_id, state._replace(id=thing_id), {"id": thing_id}, unseen=True)

    def is_done(self, api: PingdomApi, task: Task, found: Found) -> bool:
        """Whether a window that has ended is what a task for a time that is over asked for."""
        return maintenance.was_wished(found.state, task.given, api.now())

    # Deciding

    def resolved(self, api: PingdomApi, task: Task, found: Found | None) -> Task:
        """The task with ids in place of names and tags of checks."""
        named = chosen(api, task.params, found.state if found else None, task.check_mode)
        wish = task.given._replace(checks=named.checks, transactions=named.transactions)
        return task._replace(given=wish, awaited=tuple(named.awaited))

    def missing(self, task: Task) -> list[str]:
        """The options without which no window can be created."""
        return maintenance.missing_for_creation(task.given)

    def impossible(self, task: Task, missing: list[str]) -> str:
        """What is wrong where a window does not exist and its creation lacks options."""
        return maintenance.nothing_to_create(task.key.name, missing)

    def to_be_made(self, api: PingdomApi, task: Task, missing: list[str]) -> Result:
        """For check mode: a window that cannot be created, but that an earlier task may create.

        Where it lacks checks alone, these may be what does not exist yet, by ids that nobody knows.
        """
        wish, params = task.given, task.params
        if missing == [maintenance.CHECKS]:
            bare = task._replace(given=wish._replace(checks=()), now=api.now())
            result = foretold(api, self, bare, self.new(api, bare))
            result.warnings.append(_NO_CHECKS)
            return result
        given = {
            name: params[name] for name in ("start", "end", "duration", "recurrence") if params.get(name) is not None
        }
        named = {name: list(value) for name in ("checks", "transactions") if (value := getattr(wish, name)) is not None}
        return Result(
            [Change(f"{self.label} {wish.description}", {}, {**given, **named})] if given or named else [],
            self.result(values_of(Window.unknown(wish.description), 0)),
            [f"It must exist by then: {self.impossible(task, missing)}."],
        )

    def new(self, _api: PingdomApi, task: Task) -> Window:
        """The window that is to be opened."""
        return maintenance.new_window(task.given, task.now)

    def remarks(self, task: Task, wanted: t.Any) -> list[str]:
        """What the result of a creation has to say: that a series opens late."""
        return maintenance.late(wanted, task.given, task.now)

    def creation(self, task: Task, wanted: t.Any) -> Row:
        """What is sent to open it: a time that is now when it is sent would be past when it arrives."""
        return t.cast(Window, wanted).body(**({"from": NOW} if task.now == wanted.start else {}))

    def written_anew(self, api: PingdomApi, thing_id: int, _wanted: t.Any, body: Row) -> Write:
        """A creation, as it is remembered."""
        sent = _with_times(api, body)
        return Write(self.at(thing_id), self.field, {}, sent, [*sent])

    def anew(self, api: PingdomApi, task: Task, wanted: t.Any) -> Task | None:
        """The task for another try, if the start of the window has passed on the way."""
        if not task.now < wanted.start <= api.now():
            return None
        return task._replace(given=task.given._replace(start=Moment(wanted.start)))

    def take_back(self, api: PingdomApi, task: Task, thing_id: int, wanted: t.Any) -> None:
        """Remove what we opened. One that has started cannot be deleted, and is ended; its start is Pingdom's now."""
        from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ending import take_back

        take_back(api, self, self.known(api, thing_id, task) or self.unseen(thing_id, wanted))

    def yielded(self, _task: Task, theirs: int, ours: int) -> str:
        """What a result says of that."""
        return (
            f"Somebody else opened maintenance window {theirs} of this description just before this task opened window "
            f"{ours}, which was taken back."
        )

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change it."""
        if found.state.odd_recurrence or maintenance.changed_window(found.state, task.given, task.now) != found.state:
            found = self._whole(api, task, found)
        wanted = maintenance.changed_window(found.state, task.given, task.now)
        if wanted == found.state:
            return Written(found, wanted, {})
        opening = wanted.start == task.now and found.state.start != task.now
        late = maintenance.late(wanted, task.given, task.now) if opening else []
        return Written(found, wanted, wanted.body(**({"from": NOW} if opening else {})), warnings=tuple(late))

    def written(self, api: PingdomApi, written: Written) -> Write:
        """A change, as it is remembered: whole."""
        found = t.cast(Found, written.before)
        before = flat(found.answer)
        after = {**before, **_with_times(api, written.body)}
        return Write(self.at(found.id), self.field, before, after, [*after])

    def _whole(self, api: PingdomApi, task: Task, found: Found) -> Found:
        """A window with the members that lists leave out, and that a change has to send back.

        As it is listed if it is not known by its id yet, and for a prediction also if the answer is none.
        """
        if task.key.id is not None:
            return found
        try:
            whole = self.by_id(api, found.id, task)
        except NotFound:
            return found
        except UnexpectedAnswer:
            if task.check_mode:
                return found
            raise
        return found._replace(state=found.state.with_rest_of(whole.state), answer=whole.answer)

    # Removing

    def removed(self, api: PingdomApi, task: Task, found: Found) -> Result:
        """A window that has not started is deleted, one that has is ended, one that is over is left alone."""
        # delayed here and above, since few tasks remove a window that is there: 1 % of starting a module
        from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ending import remove

        return remove(api, self, task, found, lambda: self._whole(api, task, found))

    # Proving and showing

    def not_taken(
        self, api: PingdomApi, task: Task, wanted: t.Any, found: Found, _names: t.Collection[str]
    ) -> list[str]:
        """What a window does not show after it was told; one that ends only has to have ended, if that can be read."""
        if task.is_absent:
            taken = found.state.until is None or found.state.status(api.now()) == "ended"
        else:
            start, began = wanted.start, found.state.start
            is_now = start == task.now and began is not None and abs(began - task.now) <= _NOW_TOLERANCE
            taken = found.state.is_like(wanted._replace(id=found.id, start=began if is_now else start))
        if taken:
            return []
        shown, asked = found.state.shown(), wanted.shown()
        return sorted(name for name in asked if shown[name] != asked[name]) or ["end"]

    def shows_before(self, api: PingdomApi, before: Found | None, _wanted: t.Any, seen: t.Sequence[Found]) -> bool:
        """Whether the last look has shown what was there before our write, or none has shown anything."""
        if not seen:
            return before is not None
        return api.recent.is_old(self.at(seen[-1].id), seen[-1].state.body(), self.field)

    def change_of(self, before: t.Any, after: t.Any) -> Change:
        """The difference, for results."""
        name = (after or before).description
        return Change(f"{self.label} {name}", *(one.shown() if one else None for one in (before, after)))

    def shown(self, api: PingdomApi, _before: Found | None, wanted: t.Any, settled: Found | None) -> Row:
        """A window as results have it, with what it is at present."""
        return values_of(settled.state if settled else wanted, api.now())

    def notes(self, before: Found | None, wanted: t.Any, settled: Found | None) -> list[str]:
        """What a result has to say of a window: what is not understood of it, and that it is not shown."""
        notes = t.cast(Window, before.state if before else wanted).warnings()
        if settled and settled.unseen:
            notes.append(f"Pingdom does not show maintenance window {settled.id} yet, which it has just accepted.")
        return notes


def _with_times(api: PingdomApi, body: Row) -> Row:
    """A body with times in place of Pingdom's word for now."""
    times = {name: api.now() for name in ("from", "to", "effectiveto") if body.get(name) == NOW}
    return {**body, **times}
