# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One occurrence of a maintenance window: found by its id, or by its window and day, then moved or cancelled.

Pingdom makes occurrences from the recurrence of a window, and takes changes and deletions of future ones only (OpenAPI
document 3.1 and 2.1 documentation, "Maintenance occurrences"). All times are Unix seconds.
"""

from __future__ import annotations

import dataclasses
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    Conflict,
    NotFound,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import maintenance, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.days import Day, parse_day
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    NO_TASK,
    Found,
    Key,
    Params,
    Resource,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import Wish
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous, exactly, is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.window import WINDOW
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.series import UNITS, Series
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso, possible, readable

#: How far around a day occurrences are looked for that are named where there is none on it.
_AROUND = 31 * 86400
_TIMES = ("start", "end", "duration")


def _read_time(raw: t.Any) -> int:
    seconds = readable(raw)
    if seconds is None:
        raise ValueError
    return seconds


_TIME = dataclasses.replace(kinds.INTEGER, read=_read_time)
FIELDS = Schema(
    (
        Field("window", kinds.INTEGER, read="maintenanceid", always=True),
        Field("start", _TIME, write="from", read="from", always=True),
        Field("end", _TIME, write="to", read="to", always=True),
    )
)


class Occurrences(Resource):
    """Occurrences. What a task gives of times is in its ``params``: it depends on what the occurrence is."""

    # The module

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of the module, besides the connection."""
        return {
            "id": {"type": "int"},
            "window": {"type": "str"},
            "day": {"type": "str"},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            **{name: {"type": "str"} for name in _TIMES},
        }

    def identity(self) -> Identity:
        """Which options say which occurrence is meant."""
        return Identity(self.word, options=("id", "window"), ids=frozenset({"id", "window"}))

    def rules(self) -> dict[str, t.Any]:
        """The rules between the options."""
        exclusive = [("id", "window"), ("end", "duration")]
        return {**super().rules(), "required_together": [("window", "day")], "mutually_exclusive": exclusive}

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without a clock."""
        if params.get("day") is not None:
            parse_day(params["day"], 0)
        if params["state"] == "present":
            Wish.from_params(params)
            if all(params.get(name) is None for name in _TIMES):
                raise ConfigurationError(
                    "nothing says what the occurrence shall be: start, end and duration are not given",
                    hint="To cancel it, use state=absent. To read it, use pingdom_maintenance_info.",
                )
        return Task(Key(params.get("id"), params.get("window")), {}, params, check_mode)

    def nothing_known(self, params: Params) -> Row:
        """What check mode returns where not even the window is known."""
        absent = params["state"] == "absent"
        return self.result(None if absent else {"id": None, **self.schema.unknown(), "status": None})

    # Finding

    def find(self, api: PingdomApi, task: Task) -> Found | None:
        """The occurrence that a task is about, None if there is none; ``NotFound`` where one shall be changed."""
        if task.key.id is not None:
            return self.known(api, task.key.id, task)
        window = self.window_of(api, task)
        if window is None:
            return None
        day = parse_day(task.params["day"], api.now())
        found = [one for one in self.around(api, window, day) if day.has(one.state["start"], one.state["end"])]
        if len(found) > 1:
            raise _several(window, day, found)
        if not found and not task.is_absent:
            return self._moved(api, task, window, day)
        return next(iter(found), None)

    def window_of(self, api: PingdomApi, task: Task) -> Window | None:
        """The window that a task names by its id or description.

        None if there is none, which is fine where it shall be absent, and for a description in check mode. Of several
        of a description, those count that have not ended.
        """
        name = str(task.key.name).strip()
        if is_number(name):
            found = WINDOW.known(api, int(name), NO_TASK)
            if found or task.is_absent:
                return found and t.cast(Window, found.state)
            hint = "pingdom_maintenance_info lists what there is."
            raise NotFound(f"there is no maintenance window with the id {name}", hint=hint)
        windows = [t.cast(Window, one.state) for one in WINDOW.described(api, name)]
        windows = [one for one in windows if one.status(api.now()) != "ended"] or windows
        if len(windows) > 1:
            raise ambiguous(f"maintenance windows {name!r}", sorted(t.cast(int, one.id) for one in windows))
        if not windows and not (task.check_mode or task.is_absent):
            raise NotFound(f"there is no maintenance window {name!r}", hint=exactly("descriptions"))
        return next(iter(windows), None)

    def around(self, api: PingdomApi, window: Window, day: Day, distance: int = 0) -> list[Found]:
        """The occurrences of a window that are in force on a day, or near it, as they are by now."""
        asked = {"maintenanceid": window.id, "from": max(1, day.begin - distance), "to": day.end + distance}
        found = reports.read(api, reports.OCCURRENCES, asked)
        if any(row.get("maintenanceid") == window.id for row in found.odd):
            message = f"an occurrence of maintenance window {window.id} has no numeric id"
            raise UnexpectedAnswer(message, exchange=found.exchange)
        mine = [row for row in found.rows if row.get("maintenanceid") == window.id]
        rows = api.recent.rows(mine, self.at, self.values_of_row, self.row_with, self.field, missing_too=False)
        states = [Found(row["id"], self.state_of(row, NO_TASK), row) for row in rows]
        return sorted(states, key=lambda one: (one.state["start"], one.id))

    def _moved(self, api: PingdomApi, task: Task, window: Window, day: Day) -> Found:
        """The occurrence that is where this task would move it, so that it has been moved; ``NotFound`` if none is."""
        start = Wish.from_params(task.params).start
        if start and not start.relative:
            there = self.around(api, window, Day(start.seconds, start.seconds, ""))
            moved = [one for one in there if one.state["start"] == start.seconds]
            if moved:
                return moved[0]
        raise NotFound(
            f"maintenance window {window.id} has no occurrence that begins {day.words}"
            if not day.is_moment
            else f"maintenance window {window.id} has no occurrence {day.words}",
            hint=self._others(api, window, day),
        )

    def _others(self, api: PingdomApi, window: Window, day: Day) -> str:
        """The occurrences near a day that has none of its own, in words."""
        near = self.around(api, window, day, _AROUND)
        inside = [one for one in near if day.touches(one.state["start"], one.state["end"])]
        if inside:
            return f"In force on it, but begun before, is {_named(inside)}. Give a moment inside as day, or its id."
        return (
            f"Those of the month before and after: {_named(near)}." if near else "Nor has it any in the month around."
        )

    def gone(self, api: PingdomApi, task: Task) -> list[str]:
        """What a result has to say of an occurrence that is not there: nothing if the series would have had it."""
        if task.key.id is not None:
            return []
        window = self.window_of(api, task)
        if window is None:
            which = "with the id " if is_number(name := str(task.key.name).strip()) else ""
            return [f"There is no maintenance window {which}{name if which else repr(name)}, so nothing was cancelled."]
        day = parse_day(task.params["day"], api.now())
        if _would_have(window, day):
            return []
        return [
            f"Maintenance window {window.id} has no occurrence {day.words}, and by how it repeats it is not known to "
            f"have had one. So nothing was cancelled. {self._others(api, window, day)}"
        ]

    # Deciding

    def unknown_id(self, task: Task) -> NotFound:
        """The error for an id that no occurrence has."""
        hint = "Pingdom makes occurrences from how a window repeats. pingdom_maintenance_info lists them."
        return NotFound(f"there is no {self.word} {task.key.description}", hint=hint)

    def missing(self, _task: Task) -> list[str]:
        """None can be created: without one, its window does not exist yet, which check mode may meet."""
        return ["window"]

    def to_be_made(self, _api: PingdomApi, task: Task, _missing: list[str]) -> Result:
        """For check mode: an occurrence of a window that an earlier task may make."""
        given = {name: task.params[name] for name in _TIMES if task.params.get(name) is not None}
        words = f"There is no maintenance window {task.key.name!r} yet. It must exist by then: without check mode this "
        return Result(
            [Change(f"{self.label} {task.key.name}", {}, given)],
            self.nothing_known(task.params),
            [f"{words}is an error."],
        )

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to move it; ``Conflict`` for one that has begun, unless it is as asked."""
        wanted = wanted_times(found.state, Wish.from_params(task.params), task.now)
        if wanted != found.state:
            _refuse_begun(found, task.now, "changed")
            _refuse_impossible(wanted, found.state, task.now)
        written = self.telling(api, task, found, wanted)
        start = Wish.from_params(task.params).start
        if start and start.relative and found.state["start"] > task.now:
            written = written._replace(warnings=(*written.warnings, _RELATIVE.format(found.id)))
        return written

    def removed(self, api: PingdomApi, _task: Task, found: Found) -> Result | None:
        """Nothing to do otherwise than by deleting it; ``Conflict`` for one that has begun."""
        _refuse_begun(found, api.now(), "cancelled")
        return None

    # Showing

    def change_of(self, before: t.Any, after: t.Any) -> Change:
        """The difference, for results."""
        label = f"{self.label_of()} of window {(after or before)['window']}"
        return Change(label, *(None if one is None else shown_times(one) for one in (before, after)))

    def shown(self, api: PingdomApi, before: Found | None, wanted: t.Any, settled: Found | None) -> Row:
        """An occurrence as results have it."""
        found = t.cast(Found, settled or before)
        return values_of(found.id, settled.state if settled else wanted, api.now())


def values_of(occurrence_id: int | None, state: Comparable, now: int) -> Row:
    """An occurrence as results have it, with what it is at ``now``."""
    return {"id": occurrence_id, **shown_times(state), "status": status_of(state, now)}


def shown_times(state: Comparable) -> Row:
    """An occurrence without its id, in results and diffs."""
    return {"window": state["window"], "start": iso(state["start"]), "end": iso(state["end"])}


def status_of(state: Comparable, now: int) -> str:
    """``future``, ``running`` or ``ended``, as windows have it."""
    if state["start"] > now:
        return "future"
    return "running" if state["end"] > now else "ended"


def wanted_times(state: Comparable, wish: Wish, now: int) -> Comparable:
    """An occurrence as it shall be. A relative start does not move it; an end that is not given keeps its length."""
    start, end = state["start"], state["end"]
    if wish.start is None or wish.start.relative:
        window = Window(None, "", start, end, until=end)
        return {**state, "end": maintenance.wanted_end(window, wish, now)}
    first = wish.start.seconds
    if wish.fixed:
        end = wish.fixed[1]
    elif wish.end is not None:
        end = wish.end.at(now)
    else:
        end = first + end - start
    return {**state, "start": first, "end": end}


def _refuse_begun(found: Found, now: int, done: str) -> None:
    status = status_of(found.state, now)
    if status == "future":
        return
    start, end = iso(found.state["start"]), iso(found.state["end"])
    told = f"runs since {start}" if status == "running" else f"ended at {end}"
    hint = "Nothing was sent. Pingdom takes this of occurrences only that have not begun."
    if status == "running":
        hint += " To end it now, end its window with pingdom_maintenance, which ends all that is to come of it, too."
    raise Conflict(f"occurrence {found.id} {told}, and cannot be {done}", hint=hint)


def _refuse_impossible(wanted: Comparable, actual: Comparable, now: int) -> None:
    start, end = wanted["start"], possible(wanted["end"], "end")
    if end <= start:
        raise ConfigurationError(f"end must be later than start, and {iso(end)} is not later than {iso(start)}")
    if start != actual["start"] and start <= now:
        raise ConfigurationError(
            f"start is {iso(start)}, which is past",
            hint="Nothing was sent. Pingdom moves an occurrence to a future time.",
        )


def _several(window: Window, day: Day, found: list[Found]) -> AmbiguousName:
    where = day.words if day.is_moment else f"that begin {day.words}"
    return AmbiguousName(
        f"maintenance window {window.id} has {len(found)} occurrences {where}: {_named(found)}",
        hint="Name the one you mean by its id, or by a moment that only this one has.",
        details={"ids": [one.id for one in found]},
    )


def _named(found: list[Found]) -> str:
    return some([f"{one.id} ({iso(one.state['start'])} to {iso(one.state['end'])})" for one in found])


def _would_have(window: Window, day: Day) -> bool:
    """Whether the series has an occurrence on a day, as far as one knows how Pingdom counts."""
    start, end, until = window.start, window.end, window.until
    if start is None or end is None or until is None or window.odd_recurrence:
        return False
    repeats = window.recurrence in UNITS
    series = Series(start, end, str(window.recurrence), window.every or 0) if repeats else Series(start, end)
    first, last = series.last_begun(day.begin if day.is_moment else day.end - 1)
    return day.has(first, last) and first < until


_RELATIVE = (
    "start is relative to now, which does not move occurrence {}. Give a point in time to move it, such as ISO 8601 "
    "with a zone."
)
