# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a maintenance window shall become, and what Pingdom would refuse of it. Nothing here talks to a server.

All times are Unix seconds. Pingdom takes no time that is past but one that is stored already, and its word for now
(OpenAPI document 3.1, "Only future allowed. Use 1 for the current timestamp"). So what lies in the past can only stay,
and what would change it is refused here, in check mode as well.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, Conflict
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.series import Series
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window, replaced_recurrence
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import (
    Moment,
    iso,
    parse_duration,
    parse_moment,
    possible,
)

#: A rest of less than this share of the wanted length is extended, so that a second run shortly after changes nothing.
ENOUGH = 0.9
#: Seconds that a window may lack of its length because sending it took its time.
SENDING = 60

#: Options of which a new window needs one.
CHECKS = "checks, check_tags or transactions"


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
    replace_recurrence: bool = False

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
            replace_recurrence=bool(params.get("replace_recurrence")),
        )
        if (
            wish.start
            and wish.end
            and wish.start.relative == wish.end.relative
            and wish.end.seconds <= wish.start.seconds
        ):
            raise ConfigurationError("end must be later than start")
        if wish.fixed:
            possible(wish.fixed[1], "the end, start and duration together,")
        return wish

    @property
    def fixed(self) -> tuple[int, int] | None:
        """Start and end (of the first occurrence) if both are points in time."""
        if self.start is None or self.start.relative:
            return None
        if self.duration is not None:
            return self.start.seconds, self.start.seconds + self.duration
        return None if self.end is None or self.end.relative else (self.start.seconds, self.end.seconds)


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
    """The window that does not exist yet; one whose start is past opens now, a series at its coming occurrence.

    Raises ``ConfigurationError`` for what is missing, past or contradictory.
    """
    missing = missing_for_creation(wish)
    if missing:
        raise ConfigurationError(nothing_to_create(wish.description, missing), details={"missing": missing})
    first = t.cast(Moment, wish.start).at(now)
    end = first + wish.duration if wish.duration is not None else t.cast(Moment, wish.end).at(now)
    recurrence = wish.recurrence or Recurrence("none", 0)
    until = _last(recurrence, end, now)
    series = Series(first, end, recurrence.type, recurrence.every)
    start, end = _still_to_come(series, now)
    if first < until <= start:
        raise _past("the end of the last occurrence", series.last_begun(until - 1)[1])
    window = Window(
        id=None,
        description=wish.description,
        start=start,
        end=end,
        recurrence=recurrence.type,
        every=recurrence.every,
        until=end if recurrence.type == "none" else until,
        checks=wish.checks or (),
        transactions=wish.transactions or (),
    )
    _refuse_impossible(window, now)
    return window


def missing_for_creation(wish: Wish) -> list[str]:
    """The options without which no window can be created."""
    missing = [name for name in ("description", "start") if getattr(wish, name) is None]
    if wish.end is None and wish.duration is None:
        missing.append("end or duration")
    if wish.recurrence and wish.recurrence.type != "none" and wish.recurrence.until is None:
        missing.append("recurrence.until")
    if wish.checks is None and wish.transactions is None:
        missing.append(CHECKS)
    return missing


def nothing_to_create(description: str | None, missing: list[str]) -> str:
    """What is wrong where a window does not exist and its creation lacks options."""
    which = "such maintenance window" if description is None else f"maintenance window {description!r}"
    return f"there is no {which}, and to create it these options are missing: {', '.join(missing)}"


def _last(recurrence: Recurrence, end: int, now: int) -> int:
    if recurrence.type == "none":
        return end
    if recurrence.until is None:
        raise ConfigurationError("recurrence.until is missing: a recurring window needs an end")
    return recurrence.until.at(now)


def _still_to_come(series: Series, now: int) -> tuple[int, int]:
    """Start and end of the first occurrence of which something is left, without what is past of it."""
    if series.end <= series.start:
        raise _backwards(series.start, series.end)
    start, end = series.coming(now)
    if end <= now:
        raise _past("end", end)
    return max(start, now), end


def late(wanted: Window, wish: Wish, now: int) -> list[str]:
    """What a result has to say of a series that opens late, and whose later occurrences are others for that."""
    first, start = wish.start, t.cast(int, wanted.start)
    if wanted.recurrence == "none" or first is None or first.relative or first.seconds == now:
        return []
    if start == now:
        return [
            "The start is past, so that the series opens now, and its later occurrences begin at this time of day as "
            "well. To have them begin as given, run this outside an occurrence."
        ]
    if wanted.recurrence == "month" and _day(start) != _day(first.seconds):
        return [
            f"The coming occurrence begins on day {_day(start)} of its month, which lacks day {_day(first.seconds)}, "
            "and later ones do so as well. To have them begin as given, run this when the next month has that day."
        ]
    return []


def _day(moment: int) -> int:
    """The day of the month, in UTC."""
    return int(iso(moment)[8:10])


def was_wished(window: Window, wish: Wish, now: int) -> bool:
    """Whether a window that has ended is what a wish for a time that is over asked for.

    It may have opened late, and may have been ended early. Its checks do not count: they cannot change any more. Where
    the end of all alone is a point in time, it must be the same.
    """
    if window.status(now) != "ended" or window.start is None or window.until is None:
        return False
    if wish.description not in (None, window.description):
        return False
    if not wish.fixed:
        once = wish.recurrence is None or wish.recurrence.type == "none"
        return (wish.end if once else t.cast(Recurrence, wish.recurrence).until) == Moment(window.until)
    recurrence = wish.recurrence or Recurrence(str(window.recurrence), window.every or 0, Moment(window.until))
    series = Series(*wish.fixed, recurrence.type, recurrence.every)
    start, end = series.last_begun(window.start)
    if recurrence.type == "none":
        until = end
    elif recurrence.until is None or recurrence.until.relative:
        return False
    else:
        until = recurrence.until.seconds
    over = until <= now or until <= series.coming(now)[0]
    return over and start <= window.start < end and window.until <= until


def changed_window(window: Window, wish: Wish, now: int) -> Window:
    """An existing window as it shall be; equal to ``window`` if there is nothing to do.

    A relative start does not move it. A running window keeps its start, and its end moves only if it is given as a
    point in time and differs, or if less than 90 % of the wanted length is left. A start that was past when the window
    opened is no difference. Raises ``ConfigurationError`` or ``Conflict`` for what cannot be, and ``UnexpectedAnswer``
    where it cannot be told what the window is now.
    """
    window.refuse_unread()
    _refuse_to_lose(window, wish)
    start, end = _wanted_times(window, wish, now)
    base = window if wish.recurrence is None else window.without_odd_recurrence()
    wanted = base._replace(
        description=window.description if wish.description is None else wish.description,
        start=start,
        end=end,
        checks=window.checks if wish.checks is None else wish.checks,
        transactions=window.transactions if wish.transactions is None else wish.transactions,
        **_wanted_recurrence(window, wish.recurrence, end, now),
    )
    if wanted == window:
        return window
    _refuse_past(window, wanted, now)
    _refuse_impossible(wanted, now)
    if wanted.end != window.end and end <= now:
        raise _past("end", end)
    return wanted


def _refuse_to_lose(window: Window, wish: Wish) -> None:
    if wish.recurrence and window.odd_recurrence and not wish.replace_recurrence:
        raise Conflict(
            f"maintenance window {window.id} repeats in a way that cannot be set here and would be lost: "
            f"{replaced_recurrence(window)}",
            hint="Leave out recurrence to keep it, or set replace_recurrence to true to replace it.",
        )


def _wanted_times(window: Window, wish: Wish, now: int) -> tuple[int, int]:
    """Start and end of an existing window that can be read, as they shall be."""
    began, ends = t.cast(int, window.start), t.cast(int, window.end)
    started = began <= now
    if wish.start is None or wish.start.relative:
        return began, wanted_end(window, wish, now)
    first = wish.start.seconds
    if wish.end is not None and wish.end.relative:
        start = began if started and first <= now else max(first, now)
        return start, ends if ends <= now else _prolonged(ends, wish.end.seconds, now)
    series = _series(window, wish, first)
    if started and first <= now:
        if not wish.fixed:
            return began, ends
        start, end = series.last_begun(began)
        if start <= began < end or series.unit == "none":
            return began, end
    return _still_to_come(series, now)


def _series(window: Window, wish: Wish, first: int) -> Series:
    """The occurrences that are wished from ``first`` on; as long and as often as those of the window if not given."""
    length = t.cast(int, window.end) - t.cast(int, window.start)
    start, end = wish.fixed or (first, first + length)
    if wish.recurrence:
        return Series(start, end, wish.recurrence.type, wish.recurrence.every)
    return Series(start, end, str(window.recurrence), window.every or 0)


def wanted_end(window: Window, wish: Wish, now: int) -> int:
    """The end where no point in time is given as start.

    A length is tied to the start of a window that is to come or recurs; of any other it counts from now on.
    """
    began, ends = t.cast(int, window.start), t.cast(int, window.end)
    repeated = (wish.recurrence.type if wish.recurrence else window.recurrence) != "none"
    if wish.end is not None and not wish.end.relative:
        return wish.end.seconds
    if wish.duration is not None:
        length = wish.duration
    elif wish.end is None:
        return ends
    elif wish.start is not None:
        length = wish.end.seconds - wish.start.seconds
    else:
        return _prolonged(ends, wish.end.seconds, now)
    if began > now:
        return began + length
    return _as_long(began, ends, length) if repeated else _prolonged(ends, length, now)


def _as_long(began: int, ends: int, length: int) -> int:
    """``ends``, or ``length`` after it ``began`` if that is another length.

    A window that opened at once has begun when Pingdom got the request, which is later than its end was reckoned from.
    """
    return ends if 0 <= began + length - ends < SENDING else began + length


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
        last = t.cast(int, window.until)
    else:
        last = _prolonged(t.cast(int, window.until), until.seconds, now)
    return {"recurrence": recurrence.type, "every": recurrence.every, "until": last}


def _refuse_past(window: Window, wanted: Window, now: int) -> None:
    """Refuse what would change something that is over, which Pingdom does not take."""
    began, ends = t.cast(int, window.start), t.cast(int, window.end)
    if window.status(now) == "ended":
        raise Conflict(
            f"the maintenance window {window.id} has ended and cannot be changed",
            hint="Leave out id to create a new one.",
        )
    if began > now:
        return
    if wanted.start != began:
        raise Conflict(
            f"the maintenance window {window.id} runs since {iso(began)}, and a running window cannot be moved",
            hint=_ANEW.format(_next_start(window, now)),
        )
    if ends <= now and wanted.end != ends:
        raise Conflict(
            f"the first occurrence of maintenance window {window.id} ended at {iso(ends)}, and Pingdom moves no end "
            "that is past, so that the series cannot become longer or shorter",
            hint=_ANEW.format(_next_start(window, now)),
        )


_ANEW = (
    "Nothing was sent. End it with state=absent, then run this task again to open a new one{}; or give the new one "
    "another description."
)


def _next_start(window: Window, now: int) -> str:
    """When the next occurrence begins, in words; nothing where that cannot be told."""
    began, ends = t.cast(int, window.start), t.cast(int, window.end)
    series = Series(began, ends, str(window.recurrence), window.every or 0)
    start, end = series.coming(now)
    if start <= now:
        start, _end = series.coming(end)
    return f" from its next occurrence on, {iso(start)}" if now < start < t.cast(int, window.until) else ""


def _refuse_impossible(window: Window, now: int) -> None:
    start, end, until = t.cast(int, window.start), t.cast(int, window.end), t.cast(int, window.until)
    possible(end, "end")
    possible(until, "recurrence.until")
    if end <= start:
        raise _backwards(start, end)
    if window.recurrence == "none" and end <= now:
        raise _past("end", end)
    if until < end:
        raise ConfigurationError(f"recurrence.until is {iso(until)}, which is earlier than the first end {iso(end)}")
    if until <= now:
        raise _past("recurrence.until", until)


def _backwards(start: int, end: int) -> ConfigurationError:
    return ConfigurationError(f"end must be later than start, and {iso(end)} is not later than {iso(start)}")


def _past(option: str, moment: int) -> ConfigurationError:
    return ConfigurationError(
        f"{option} is {iso(moment)}, which is past",
        hint="Nothing was sent. To end a window now, use state=absent.",
    )
