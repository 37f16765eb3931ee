# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Maintenance windows: what one is, and what it shall become. Nothing here talks to a server.

All times are Unix seconds. Sources: schemas ``maintenance_*`` of Pingdom's OpenAPI document 3.1, and the README of
go-pingdom, which quotes Pingdom's support on how to end a running window.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._durations import parse_duration
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.times import Moment, iso, parse_moment

#: Pingdom's word for the current time in requests (OpenAPI document 3.1, "Use 1 for the current timestamp").
NOW = 1
#: A rest of less than this share of the wanted length is extended, so that a second run shortly after changes nothing.
ENOUGH = 0.9


class Window(t.NamedTuple):
    """A maintenance window; ``id`` None for one that does not exist yet.

    ``start`` and ``end`` are those of the first occurrence. ``until`` is the end of the recurrence (``effectiveto``),
    the same as ``end`` without one. ``every`` counts days, weeks or months and is 0 without a recurrence.
    """

    id: int | None
    description: str
    start: int
    end: int
    recurrence: str = "none"
    every: int = 0
    until: int = 0
    checks: tuple[int, ...] = ()
    transactions: tuple[int, ...] = ()

    @classmethod
    def from_answer(cls, row: t.Mapping[str, t.Any]) -> Window:
        """A window as the API shows it; members it does not document are ignored. Raises ``UnexpectedAnswer``."""
        try:
            start, end = int(row["from"]), int(row["to"])
            recurrence = str(row.get("recurrencetype") or "none")
            connected = row.get("checks") or {}
            return cls(
                id=int(row["id"]),
                description=str(row["description"]),
                start=start,
                end=end,
                recurrence=recurrence,
                every=int(row.get("repeatevery") or 0) if recurrence != "none" else 0,
                until=int(row.get("effectiveto") or end) if recurrence != "none" else end,
                checks=tuple(sorted({int(one) for one in connected.get("uptime") or ()})),
                transactions=tuple(sorted({int(one) for one in connected.get("tms") or ()})),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise UnexpectedAnswer("a maintenance window has a shape that this module does not know") from None

    def status(self, now: int) -> str:
        """``future``, ``running`` (a recurring one between two occurrences too) or ``ended``."""
        if self.until <= now:
            return "ended"
        return "running" if self.start <= now else "future"

    def body(self, **changes: t.Any) -> dict[str, t.Any]:
        """The body of POST and PUT, always whole: PUT may reset what is left out (2.1 documentation, unverified)."""
        return {
            "description": self.description,
            "from": self.start,
            "to": self.end,
            "recurrencetype": self.recurrence,
            "repeatevery": self.every,
            "effectiveto": self.until,
            "uptimeids": list(self.checks),
            "tmsids": list(self.transactions),
            **changes,
        }

    def ending(self) -> dict[str, t.Any]:
        """The body of a PUT that ends a running window: its own description and start, and now as both ends."""
        return self.body(to=NOW, effectiveto=NOW)

    def shown(self) -> dict[str, t.Any]:
        """The window in results and diffs, without what depends on the time of day."""
        repeated = self.recurrence != "none"
        return {
            "description": self.description,
            "start": iso(self.start),
            "end": iso(self.end),
            "recurrence": {
                "type": self.recurrence,
                "every": self.every if repeated else None,
                "until": iso(self.until) if repeated else None,
            },
            "checks": list(self.checks),
            "transactions": list(self.transactions),
        }


class Recurrence(t.NamedTuple):
    """How a window shall repeat; ``until`` None means that it is not given."""

    type: str
    every: int = 1
    until: Moment | None = None


class Wish(t.NamedTuple):
    """What a playbook asks of a window; None is not given and stays as it is."""

    description: str | None
    start: Moment | None = None
    end: Moment | None = None
    duration: int | None = None
    recurrence: Recurrence | None = None
    checks: tuple[int, ...] | None = None
    transactions: tuple[int, ...] | None = None

    @classmethod
    def from_params(cls, params: t.Mapping[str, t.Any]) -> Wish:
        """The options of the module, checked as far as that goes without a clock; ids are resolved later."""
        if params.get("description") is not None and not params["description"].strip():
            raise ConfigurationError("description must not be empty")
        duration = params.get("duration")
        wish = cls(
            description=params.get("description"),
            start=_moment(params, "start"),
            end=_moment(params, "end"),
            duration=None if duration is None else parse_duration(duration),
            recurrence=_recurrence(params.get("recurrence")),
        )
        if (
            wish.start
            and wish.end
            and wish.start.relative == wish.end.relative
            and wish.end.seconds <= wish.start.seconds
        ):
            raise ConfigurationError("end must be later than start")
        return wish


def _moment(options: t.Mapping[str, t.Any], name: str) -> Moment | None:
    return None if options.get(name) is None else parse_moment(options[name], name)


def _recurrence(options: t.Mapping[str, t.Any] | None) -> Recurrence | None:
    if options is None:
        return None
    if options["type"] == "none":
        return Recurrence("none", 0)
    every = 1 if options.get("every") is None else options["every"]
    if every < 1:
        raise ConfigurationError("recurrence.every must be at least 1")
    until = None if options.get("until") is None else parse_moment(options["until"], "recurrence.until")
    return Recurrence(options["type"], every, until)


def new_window(wish: Wish, now: int) -> Window:
    """The window that does not exist yet. Raises ``ConfigurationError`` for what is missing, past or contradictory."""
    missing = [name for name in ("description", "start") if getattr(wish, name) is None]
    if wish.end is None and wish.duration is None:
        missing.append("end or duration")
    if wish.checks is None and wish.transactions is None:
        missing.append("checks, check_tags or transactions")
    if missing:
        raise ConfigurationError(
            f"there is no such maintenance window, and to create it these options are missing: {', '.join(missing)}",
            details={"missing": missing},
        )
    start = t.cast(Moment, wish.start).at(now)
    if start < now:
        raise ConfigurationError(f"start is {iso(start)}, which is past", hint="Write now to start at once.")
    end = start + wish.duration if wish.duration is not None else t.cast(Moment, wish.end).at(now)
    recurrence = wish.recurrence or Recurrence("none", 0)
    window = Window(
        id=None,
        description=t.cast(str, wish.description),
        start=start,
        end=end,
        recurrence=recurrence.type,
        every=recurrence.every,
        until=_last(recurrence, end, now),
        checks=wish.checks or (),
        transactions=wish.transactions or (),
    )
    _refuse_impossible(window, now)
    return window


def _last(recurrence: Recurrence, end: int, now: int) -> int:
    if recurrence.type == "none":
        return end
    if recurrence.until is None:
        raise ConfigurationError("recurrence.until is missing: a recurring window needs an end")
    return recurrence.until.at(now)


def changed_window(window: Window, wish: Wish, now: int) -> Window:
    """An existing window as it shall be; equal to ``window`` if there is nothing to do.

    A relative start does not move it. A running window keeps its start, and its end moves only if it is given as a
    point in time and differs, or if less than 90 % of the wanted length is left. Raises ``ConfigurationError`` or
    ``Conflict`` for what cannot be.
    """
    running = window.status(now) == "running"
    start = window.start if wish.start is None or wish.start.relative else wish.start.seconds
    repeated = (wish.recurrence.type if wish.recurrence else window.recurrence) != "none"
    end = _wanted_end(window, wish, start, now, fixed=repeated or not running)
    wanted = window._replace(
        description=window.description if wish.description is None else wish.description,
        start=start,
        end=end,
        checks=window.checks if wish.checks is None else wish.checks,
        transactions=window.transactions if wish.transactions is None else wish.transactions,
        **_wanted_recurrence(window, wish.recurrence, end, now),
    )
    if wanted == window:
        return window
    if window.status(now) == "ended":
        raise Conflict(
            f"the maintenance window {window.id} has ended and cannot be changed",
            hint="Leave out id to create a new one.",
        )
    if running and start != window.start:
        raise Conflict(
            f"the maintenance window {window.id} runs since {iso(window.start)}, and a running window cannot be moved",
            hint="End it with state=absent first, or give the new window another description.",
        )
    if not running and start < now:
        raise ConfigurationError(f"start is {iso(start)}, which is past")
    _refuse_impossible(wanted, now)
    return wanted


def _wanted_end(window: Window, wish: Wish, start: int, now: int, fixed: bool) -> int:
    """The end of an existing window. ``fixed`` ties a length to the start, otherwise it counts from now on."""
    if wish.end is not None and not wish.end.relative:
        return wish.end.seconds
    if wish.duration is not None:
        length = wish.duration
        if wish.start is not None and not wish.start.relative:
            return start + length
    elif wish.end is None:
        return window.end if start == window.start else start + window.end - window.start
    elif wish.start is not None and wish.start.relative:
        length = wish.end.seconds - wish.start.seconds
    else:
        return _prolonged(window.end, wish.end.seconds, now)
    return start + length if fixed else _prolonged(window.end, length, now)


def _prolonged(end: int, length: int, now: int) -> int:
    """``end``, or ``length`` from now on if less than most of it is left; never earlier than ``end``."""
    return end if end - now >= ENOUGH * length else now + length


def _wanted_recurrence(window: Window, recurrence: Recurrence | None, end: int, now: int) -> dict[str, t.Any]:
    if recurrence is None:
        return {"until": window.until if window.recurrence != "none" else end}
    until = recurrence.until
    if recurrence.type == "none":
        last = end
    elif window.recurrence == "none" or (until is not None and not until.relative):
        last = _last(recurrence, end, now)
    elif until is None:
        last = window.until
    else:
        last = _prolonged(window.until, until.seconds, now)
    return {"recurrence": recurrence.type, "every": recurrence.every, "until": last}


def _refuse_impossible(window: Window, now: int) -> None:
    if window.end <= window.start:
        raise ConfigurationError(
            f"end must be later than start, and {iso(window.end)} is not later than {iso(window.start)}"
        )
    if window.recurrence == "none" and window.end <= now:
        raise ConfigurationError(f"end is {iso(window.end)}, which is past")
    if window.until < window.end:
        raise ConfigurationError(
            f"recurrence.until is {iso(window.until)}, which is earlier than the first end {iso(window.end)}"
        )
    if window.until <= now:
        raise ConfigurationError(f"recurrence.until is {iso(window.until)}, which is past")
