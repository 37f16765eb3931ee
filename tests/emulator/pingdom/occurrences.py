# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Occurrences of maintenance windows, which the server makes from the recurrence."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import Any

from tests.emulator.pingdom.account import Account, Occurrence, Window
from tests.emulator.pingdom.call import Answer, Call, Route
from tests.emulator.pingdom.errors import existing, invalid_value, refused
from tests.emulator.pingdom.parameters import integer, integers_or_text

MOST = 1000
"""Occurrences made for one window; a bound of this emulator, not of the service."""


def starts(window: Window) -> Iterator[int]:
    """UNIX times at which the window begins, the first included, until the recurrence ends."""
    first = datetime.fromtimestamp(window.start, UTC)
    yield window.start
    for number in range(1, MOST if window.recurrencetype != "none" else 1):
        start = _later(first, window, number * max(1, window.repeatevery))
        if start is None or start >= window.effectiveto:
            return
        yield start


def _later(first: datetime, window: Window, count: int) -> int | None:
    """The time a number of days, weeks or months on, None beyond the calendar.

    A day the month does not have becomes its last. The n-th day of the week is that of the first start; a fifth that
    the month does not have is its fourth.
    """
    if window.recurrencetype in ("day", "week"):
        try:
            return int((first + timedelta(days=count * (7 if window.recurrencetype == "week" else 1))).timestamp())
        except OverflowError:
            return None
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    if year > MAXYEAR:
        return None
    weekday, days = calendar.monthrange(year, month + 1)
    day = min(first.day, days)
    if window.dayofweekinmonth:
        day = 1 + (first.weekday() - weekday) % 7 + 7 * (window.dayofweekinmonth - 1)
        day -= 7 if day > days else 0
    return int(first.replace(year=year, month=month + 1, day=day).timestamp())


def reschedule(account: Account, window: Window, now: int) -> None:
    """Make the future occurrences anew after the window was created or changed; the one in force gets its new end."""
    mine = [item for item in account.occurrences.values() if item.maintenanceid == window.id]
    length = window.end - window.start
    begun = set()
    for occurrence in mine:
        if occurrence.start > now:
            del account.occurrences[occurrence.id]
            continue
        begun.add(occurrence.start)
        if occurrence.end > now:
            occurrence.end = min(occurrence.start + length, max(now, window.effectiveto))
    for start in starts(window):
        if start not in begun and (start >= now or (not mine and start + length > now)):
            add(account, window.id, start, start + length)


def add(account: Account, window_id: int, start: int, end: int) -> Occurrence:
    """Store an occurrence."""
    occurrence = Occurrence(account.next_id("occurrence"), window_id, start, end)
    account.occurrences[occurrence.id] = occurrence
    return occurrence


def list_occurrences(call: Call) -> Answer:
    """GET /maintenance.occurrences: those in force at or after ``from`` (now, unless given) and begun by ``to``."""
    asked = call.read({"maintenanceid": integer(), "from": integer(0), "to": integer(0)})
    since, until = asked.get("from", call.now), asked.get("to")
    rows = sorted(call.account.occurrences.values(), key=lambda item: (item.start, item.id))
    return {
        "occurrences": [
            view(item)
            for item in rows
            if item.end >= since
            and (until is None or item.start <= until)
            and asked.get("maintenanceid") in (None, item.maintenanceid)
        ]
    }


def read_occurrence(call: Call) -> Answer:
    """GET /maintenance.occurrences/{id}."""
    call.read({})
    return {"occurrence": view(lookup(call.account, call.ids["id"]))}


def update_occurrence(call: Call) -> Answer:
    """PUT /maintenance.occurrences/{id}: moves a future one, or ends a running one by its ``to``."""
    asked = call.read({"from": integer(0), "to": integer(0)})
    occurrence = lookup(call.account, call.ids["id"])
    times = {name: call.now if value == 1 else value for name, value in asked.items()}
    start, end = times.get("from", occurrence.start), times.get("to", occurrence.end)
    if occurrence.end <= call.now or (start != occurrence.start and min(start, occurrence.start) < call.now):
        raise invalid_value("from")
    if end < max(call.now, start):
        raise invalid_value("to")
    occurrence.start, occurrence.end = start, end
    return {"message": "Occurrence successfully modified!"}


def delete_occurrence(call: Call) -> Answer:
    """DELETE /maintenance.occurrences/{id}."""
    call.read({})
    _delete(call, [call.ids["id"]])
    return {"message": "Occurrence successfully deleted!"}


def delete_occurrences(call: Call) -> Answer:
    """DELETE /maintenance.occurrences; the document names the parameter both ``occurenceids`` and ``occurrenceids``."""
    asked = call.read({"occurrenceids": integers_or_text, "occurenceids": integers_or_text})
    ids: list[int] = [*asked.get("occurrenceids", []), *asked.get("occurenceids", [])]
    if not ids:
        raise invalid_value("occurrenceids")
    _delete(call, ids)
    return {"message": f"{len(ids)} occurrences successfully deleted."}


def _delete(call: Call, ids: list[int]) -> None:
    if any(lookup(call.account, occurrence_id).start <= call.now for occurrence_id in ids):
        raise refused("started occurrence")
    for occurrence_id in ids:
        del call.account.occurrences[occurrence_id]


def lookup(account: Account, occurrence_id: int) -> Occurrence:
    """The occurrence of that identifier; 404 when there is none."""
    return existing(account.occurrences, occurrence_id, refused("not found", "Occurrence"))


def view(occurrence: Occurrence) -> dict[str, Any]:
    """An occurrence, with the duration that no document names (go-pingdom TestOccurrenceServiceRead)."""
    return {
        "id": occurrence.id,
        "maintenanceid": occurrence.maintenanceid,
        "from": occurrence.start,
        "to": occurrence.end,
        "duration": (occurrence.end - occurrence.start) // 60,
        "durationunit": "minute",
    }


ROUTES: list[Route] = [
    ("GET", "/maintenance.occurrences", list_occurrences),
    ("DELETE", "/maintenance.occurrences", delete_occurrences),
    ("GET", "/maintenance.occurrences/{id}", read_occurrence),
    ("PUT", "/maintenance.occurrences/{id}", update_occurrence),
    ("DELETE", "/maintenance.occurrences/{id}", delete_occurrence),
]
