# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Maintenance windows: list, create, read, change, delete.

Rules from the parameter tables of both documents ("Only future allowed. Use 1 for the current timestamp", "only future
maintenance windows can be deleted") and from go-pingdom's README on ending a running window. What a window in force
does to its checks is in ``silence``. Refusal texts are unverified.
"""

from __future__ import annotations

from typing import Any

from tests.emulator.pingdom.account import Account, Window
from tests.emulator.pingdom.call import Answer, Call, Route
from tests.emulator.pingdom.errors import ApiError, existing, invalid_value, missing, not_found
from tests.emulator.pingdom.occurrences import reschedule
from tests.emulator.pingdom.parameters import Reader, choice, filled, integer, integers_or_text

WINDOW: dict[str, Reader] = {
    "description": filled,
    "from": integer(0),
    "to": integer(0),
    "recurrencetype": choice("none", "day", "week", "month"),
    "repeatevery": integer(0),
    "effectiveto": integer(0),
    "uptimeids": integers_or_text,
    "tmsids": integers_or_text,
}
NTH_WEEKDAY = "nth-day-of-week-in-month"
NTH_WEEKDAYS: dict[str, Reader] = {
    **WINDOW,
    "recurrencetype": choice("none", "day", "week", "month", NTH_WEEKDAY),
    "dayofweekinmonth": integer(0, 5),
}
"""What the web page can make as well (DrFaust92/terraform-provider-pingdom issue 26)."""

LIST = {
    "limit": integer(1),
    "offset": integer(0),
    "orderby": choice("description", "from", "to", "effectiveto"),
    "order": choice("asc", "desc"),
}


def list_windows(call: Call) -> Answer:
    """GET /maintenance."""
    asked = call.read(LIST)
    rows = [view(window) for window in call.account.windows.values()]
    if "orderby" in asked:
        rows.sort(key=lambda row: row[asked["orderby"]], reverse=asked.get("order") == "desc")
    offset = asked.get("offset", 0)
    end = offset + asked["limit"] if "limit" in asked else None
    return {"maintenance": rows[offset:end]}


def create_window(call: Call) -> Answer:
    """POST /maintenance; answers the identifier only."""
    asked = call.read(parameters(call), ("description",))
    for name in ("from", "to"):
        if name not in asked:
            raise missing(name)
    window = Window(0, "", start=0, end=0)
    assign(call.account, window, asked, call.now)
    window.id = call.account.next_id("maintenance")
    call.account.windows[window.id] = window
    reschedule(call.account, window, call.now)
    return {"maintenance": {"id": window.id}}


def read_window(call: Call) -> Answer:
    """GET /maintenance/{id}, with the fields that no document names (UKCloud/ukcloud.pingdom, answer of 2021)."""
    call.read({})
    window = find(call)
    extras = {"duration": (window.end - window.start) // 60, "durationunit": "minute"}
    return {"maintenance": {**view(window), **extras, "dayofweekinmonth": window.dayofweekinmonth}}


def update_window(call: Call) -> Answer:
    """PUT /maintenance/{id}; a past window cannot change, a started one not its start."""
    asked = call.read(parameters(call))
    window = find(call)
    if window.over(call.now):
        raise ApiError(400, "Past maintenance window cannot be modified")
    if call.quirks["pingdom_maintenance_put_resets"]:
        asked = {"recurrencetype": "none", "repeatevery": 0, "uptimeids": [], "tmsids": [], **asked}
        asked.setdefault("effectiveto", asked.get("to", window.end))
    draft = Window(**vars(window))
    assign(call.account, draft, asked, call.now, window)
    vars(window).update(vars(draft))
    reschedule(call.account, window, call.now)
    return {"message": "Maintenance window successfully modified!"}


def delete_window(call: Call) -> Answer:
    """DELETE /maintenance/{id}: only before it has started; its occurrences stay (go-pingdom acceptance test)."""
    call.read({})
    window = find(call)
    refuse_started(window, call.now)
    del call.account.windows[window.id]
    return {"message": "Maintenance window successfully deleted!"}


def delete_windows(call: Call) -> Answer:
    """DELETE /maintenance: all of the listed windows, or none when one of them is unknown or has started."""
    asked = call.read({"maintenanceids": integers_or_text}, ("maintenanceids",))
    ids: list[int] = asked["maintenanceids"]
    for window_id in ids:
        refuse_started(lookup(call.account, window_id), call.now)
    for window_id in ids:
        del call.account.windows[window_id]
    return {"message": f"{len(ids)} maintenance windows successfully deleted."}


def parameters(call: Call) -> dict[str, Reader]:
    """What POST and PUT take; what only the web page can make by quirk."""
    return NTH_WEEKDAYS if call.quirks["pingdom_nth_weekday"] else WINDOW


def view(window: Window) -> dict[str, Any]:
    """The documented fields of a window."""
    return {
        "id": window.id,
        "description": window.description,
        "from": window.start,
        "to": window.end,
        "recurrencetype": window.recurrencetype,
        "repeatevery": window.repeatevery,
        "effectiveto": window.effectiveto,
        "checks": {"uptime": window.uptimeids, "tms": window.tmsids},
    }


def find(call: Call) -> Window:
    """The window that the path names."""
    return lookup(call.account, call.ids["id"])


def lookup(account: Account, window_id: int) -> Window:
    """The window of that identifier; 404 when there is none."""
    return existing(account.windows, window_id, not_found("Maintenance window"))


def refuse_started(window: Window, now: int) -> None:
    """Only future windows can be deleted."""
    if window.started(now):
        raise ApiError(400, "Only future maintenance windows can be deleted")


def assign(account: Account, window: Window, asked: dict[str, Any], now: int, before: Window | None = None) -> None:
    """Put what was asked into the window; ``before`` is the stored one, whose times may be repeated though past."""
    window.description = str(asked.get("description", window.description))
    window.recurrencetype = str(asked.get("recurrencetype", window.recurrencetype))
    window.repeatevery = asked.get("repeatevery", window.repeatevery)
    window.start = moment("from", asked, now, window.start)
    if before and before.started(now) and window.start != before.start:
        raise invalid_value("from")
    window.end = moment("to", asked, now, window.end)
    recurring = before is not None and before.recurrencetype != "none"
    window.effectiveto = moment("effectiveto", asked, now, window.effectiveto if recurring else window.end)
    _assign_checks(account, window, asked)
    window.dayofweekinmonth = asked.get("dayofweekinmonth", 0 if "recurrencetype" in asked else window.dayofweekinmonth)
    _refuse_contradictions(window, ended_now=asked.get("to") == 1)


def moment(name: str, asked: dict[str, Any], now: int, stored: int) -> int:
    """A time to store: 1 means now, what is stored already may stay, and everything else must lie in the future."""
    value: int = asked.get(name, stored)
    if value == 1:
        return now
    if value < now and value != stored:
        raise invalid_value(name)
    return value


def _assign_checks(account: Account, window: Window, asked: dict[str, Any]) -> None:
    """Connect checks; one that is connected already may have been deleted meanwhile."""
    for name, known in (("uptimeids", account.checks), ("tmsids", account.transactions)):
        ids: list[int] = asked.get(name, getattr(window, name))
        if not set(ids) <= {*known, *getattr(window, name)}:
            raise invalid_value(name)
        setattr(window, name, list(dict.fromkeys(ids)))


def _refuse_contradictions(window: Window, ended_now: bool) -> None:
    if bool(window.dayofweekinmonth) != (window.recurrencetype == NTH_WEEKDAY):
        raise invalid_value("dayofweekinmonth")
    if window.end < window.start or (window.end == window.start and not ended_now):
        raise invalid_value("to")
    if window.recurrencetype == "none":
        window.repeatevery, window.effectiveto = 0, window.end
    elif window.repeatevery < 1:
        raise invalid_value("repeatevery")
    elif window.effectiveto < window.end:
        raise invalid_value("effectiveto")


ROUTES: list[Route] = [
    ("GET", "/maintenance", list_windows),
    ("POST", "/maintenance", create_window),
    ("DELETE", "/maintenance", delete_windows),
    ("GET", "/maintenance/{id}", read_window),
    ("PUT", "/maintenance/{id}", update_window),
    ("DELETE", "/maintenance/{id}", delete_window),
]
