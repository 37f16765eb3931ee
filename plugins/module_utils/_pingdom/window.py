# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a maintenance window is: read from an answer, sent, and shown.

All times are Unix seconds. Sources: schemas ``maintenance_*`` of Pingdom's OpenAPI document 3.1, and the README of
go-pingdom, which quotes Pingdom's support on how to end a running window.
"""

from __future__ import annotations

import math
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.series import UNITS
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import readable, shown_time

Row = dict[str, t.Any]

#: Pingdom's word for the current time in requests (OpenAPI document 3.1, "Use 1 for the current timestamp").
NOW = 1
#: The companion of a recurrence that only the web page makes, 0 otherwise (DrFaust92/terraform-provider-pingdom issue
#: 26; UKCloud/ukcloud.pingdom).
NTH_WEEK = "dayofweekinmonth"
#: How far values are nested at most that are sent back.
_DEEPEST = 50
#: Most characters of a member or value in a message.
_LONGEST = 60
#: How a window repeats, by the names of requests.
_RECURRENCE = ("recurrencetype", "repeatevery")
#: What a request that ends a window has to name (README of go-pingdom, which quotes Pingdom's support).
_ENDING = frozenset({"description", "from", "to", "effectiveto"})
#: Members of answers that are no setting: they are told by the id, and by ``from`` and ``to``.
_TOLD_OTHERWISE = frozenset({"id", "duration", "durationunit"})


class Window(t.NamedTuple):
    """A maintenance window; ``id`` None for one that does not exist yet.

    ``start`` and ``end`` are those of the first occurrence. ``until`` is the end of the recurrence (``effectiveto``),
    the same as ``end`` without one. ``every`` counts days, weeks or months and is 0 without a recurrence. What an
    answer has and nobody can read is None. ``rest`` is what else it has, by the names of requests: members that no
    document names, and the values that cannot be read. It travels back unchanged.
    """

    id: int | None
    description: str | None
    start: int | None
    end: int | None
    recurrence: str | None = "none"
    every: int | None = 0
    until: int | None = 0
    checks: tuple[int, ...] | None = ()
    transactions: tuple[int, ...] | None = ()
    rest: Row = {}

    @classmethod
    def from_answer(cls, row: Row) -> Window:
        """A window as the API shows it. ``row`` has an id; anything else may be missing or of any shape."""
        sent = as_sent(row)
        recurrence = _text(sent.get("recurrencetype") or "none")
        end, last = readable(sent.get("to")), readable(sent.get("effectiveto"))
        once = recurrence == "none"
        window = cls(
            id=row["id"],
            description=_text(sent.get("description")),
            start=readable(sent.get("from")),
            end=end,
            recurrence=recurrence,
            every=0 if once else _count(sent.get("repeatevery") or 0),
            until=last if not once or end is None else end,
            checks=_ids(sent.get("uptimeids")),
            transactions=_ids(sent.get("tmsids")),
        )
        known = {name for name, value in window._settings().items() if value is not None}
        rest = {name: value for name, value in sent.items() if name not in known | _TOLD_OTHERWISE}
        if not rest.get(NTH_WEEK):
            rest.pop(NTH_WEEK, None)
        return window._replace(rest=rest)

    @classmethod
    def unknown(cls, description: str | None) -> Window:
        """A window of which nothing else is known, because only the real run of an earlier task makes it."""
        return cls(None, description, None, None, None, None, None)

    def status(self, now: int) -> str | None:
        """``future``, ``running`` (a recurring one between two occurrences too), ``ended``; None if nobody can tell."""
        if self.until is not None and self.until <= now:
            return "ended"
        if self.start is not None and self.start > now:
            return "future"
        return None if self.start is None or self.until is None else "running"

    def is_like(self, other: Window) -> bool:
        """Whether both are the same, but for members that nobody knows and that may change by themselves."""
        plain, others = (one._replace(rest={NTH_WEEK: one.rest.get(NTH_WEEK)}) for one in (self, other))
        return plain == others

    @property
    def odd_recurrence(self) -> Row:
        """How it repeats where that is more than this collection can say, by the names of requests; else empty."""
        if self.recurrence in ("none", *UNITS) and self.every is not None and NTH_WEEK not in self.rest:
            return {}
        told = {name: value for name, value in self._settings().items() if name in _RECURRENCE and value}
        return {**told, **{name: value for name, value in self.rest.items() if name in (*_RECURRENCE, NTH_WEEK)}}

    def without_odd_recurrence(self) -> Window:
        """The same without what belongs to a recurrence that is to be replaced."""
        replaced = (*_RECURRENCE, NTH_WEEK)
        return self._replace(rest={name: value for name, value in self.rest.items() if name not in replaced})

    def with_rest_of(self, other: Window) -> Window:
        """The same with the unknown members of another answer about it."""
        more = {name: value for name, value in other.rest.items() if name not in self._settings()}
        return self._replace(rest={**more, **self.rest})

    def body(self, **changes: t.Any) -> Row:
        """The body of POST and PUT, always whole: PUT may reset what is left out (2.1 documentation, unverified).

        A value that cannot be read would be refused, and is left out; how a window repeats travels back all the same.
        """
        known = {name: value for name, value in self._settings().items() if value is not None}
        refused = self._unread_besides
        rest = {name: value for name, value in self.rest.items() if name not in refused}
        return {**known, **rest, **changes}

    def ending(self) -> Row:
        """The body of a PUT that ends a running window: all that it is, and now as both ends."""
        return self.body(to=NOW, effectiveto=NOW)

    def bare_ending(self) -> Row:
        """The least that ends a running window: its own description and start, and now as both ends."""
        return {name: value for name, value in self.ending().items() if name in _ENDING}

    def shown(self) -> Row:
        """The window in results and diffs, without what depends on the time of day; null for what cannot be read."""
        repeated = self.recurrence != "none"
        return {
            "description": self.description,
            "start": shown_time(self.start),
            "end": shown_time(self.end),
            "recurrence": {
                "type": self.recurrence,
                "every": self.every if repeated else None,
                "until": shown_time(self.until) if repeated else None,
                **({NTH_WEEK: _count(self.rest[NTH_WEEK])} if NTH_WEEK in self.rest else {}),
            },
            "checks": None if self.checks is None else list(self.checks),
            "transactions": None if self.transactions is None else list(self.transactions),
        }

    def warnings(self) -> list[str]:
        """What a result has to say of a window that is not wholly understood."""
        told = []
        if self.odd_recurrence:
            told.append(
                f"Maintenance window {self.id} repeats in a way that is kept and cannot be set here: "
                f"{_named(self.odd_recurrence)}."
            )
        if self._unread_besides:
            told.append(f"Of maintenance window {self.id} this cannot be read: {_named(self._unread_besides)}.")
        return told

    def refuse_unread(self) -> None:
        """``UnexpectedAnswer`` if a change would have to guess what the window is now."""
        if self._unread_besides:
            raise UnexpectedAnswer(
                f"maintenance window {self.id} has values that cannot be read: {_named(self._unread_besides)}",
                hint="Nothing was sent. Put it right in My Pingdom, or end it with state=absent and its id.",
            )

    @property
    def _unread_besides(self) -> Row:
        """What nobody can read besides the recurrence, or send back, by the names of requests."""
        unread = [name for name, value in self._settings().items() if value is None and name not in _RECURRENCE]
        stuck = [name for name, value in self.rest.items() if not _can_be_sent({name: value})]
        return {name: self.rest.get(name) for name in dict.fromkeys([*unread, *stuck])}

    def _settings(self) -> Row:
        return {
            "description": self.description,
            "from": self.start,
            "to": self.end,
            "recurrencetype": self.recurrence,
            "repeatevery": self.every,
            "effectiveto": self.until,
            "uptimeids": None if self.checks is None else list(self.checks),
            "tmsids": None if self.transactions is None else list(self.transactions),
        }


def values_of(window: Window, now: int) -> Row:
    """A window as a task returns it, with what it is at ``now``."""
    return {"id": window.id, **window.shown(), "status": window.status(now)}


def as_sent(row: Row) -> Row:
    """A row by the names of requests: connected checks have others in answers. PHP encodes an empty map as a list.

    Checks of a sort that nobody knows stay where they are.
    """
    connected = row.get("checks") or {}
    sent: Row = {name: value for name, value in row.items() if name != "checks"}
    if not isinstance(connected, dict):
        return {**sent, "uptimeids": None, "tmsids": None}
    others = {name: value for name, value in connected.items() if name not in ("uptime", "tms") and value}
    ids = {"uptimeids": connected.get("uptime") or [], "tmsids": connected.get("tms") or []}
    return {**sent, **ids, **({"checks": others} if others else {})}


def flat(row: Row) -> Row:
    """A window's row by the names of requests."""
    values = {name: value for name, value in row.items() if name not in ("checks", "id")}
    connected = row.get("checks")
    if not connected or not isinstance(connected, dict):
        return values
    others = {name: value for name, value in connected.items() if name not in ("uptime", "tms") and value}
    ids = {"uptimeids": _in_order(connected.get("uptime")), "tmsids": _in_order(connected.get("tms"))}
    return {**values, **ids, **({"checks": others} if others else {})}


def _in_order(raw: t.Any) -> t.Any:
    """Ids in their order, as they are sent; answers have them in any."""
    return sorted(raw) if isinstance(raw, list) and all(isinstance(one, int) for one in raw) else raw


def shaped(values: Row) -> Row:
    """The reverse of ``flat``."""
    row = {name: value for name, value in values.items() if name not in ("uptimeids", "tmsids")}
    others = row.get("checks") or {}
    return {**row, "checks": {**others, "uptime": values.get("uptimeids") or [], "tms": values.get("tmsids") or []}}


def replaced_recurrence(window: Window) -> str:
    """What would be lost with a recurrence that is not understood, for messages."""
    return _named(window.odd_recurrence)


def _named(values: Row) -> str:
    """Members and values as they came, on one line."""
    return ", ".join(f"{_brief(name, str)} {_brief(value, repr)}" for name, value in values.items())


def _brief(value: t.Any, written: t.Callable[[t.Any], str]) -> str:
    """``value`` as it is ``written``, or nothing of it if that is long: a part of a secret would not be recognised."""
    try:
        text = printable(written(value))
    except (RecursionError, ValueError):
        text = ""
    return text if 0 < len(text) <= _LONGEST else "(too long to be shown)"


def _text(raw: t.Any) -> str | None:
    return raw if isinstance(raw, str) and _can_be_sent(raw) else None


def _count(raw: t.Any) -> int | None:
    return raw if is_id(raw) else None


def _ids(raw: t.Any) -> tuple[int, ...] | None:
    """Ids as numbers, which some answers have as text."""
    if not isinstance(raw, list):
        return None
    numbers = [int(one) if isinstance(one, str) and is_number(one) else one for one in raw]
    return tuple(sorted(set(numbers))) if all(is_id(one) for one in numbers) else None


def _can_be_sent(value: t.Any, depth: int = 0) -> bool:
    """Whether a value of an answer can be written as JSON again.

    Not so 1e999, half of a surrogate pair, which JSON can name and UTF-8 cannot hold, or what nests without end.
    """
    if isinstance(value, (list, dict)):
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        return depth < _DEEPEST and all(_can_be_sent(one, depth + 1) for one in inner)
    if isinstance(value, str):
        return value.isascii() or value.encode("utf-8", "replace").decode() == value
    return not isinstance(value, float) or math.isfinite(value)
