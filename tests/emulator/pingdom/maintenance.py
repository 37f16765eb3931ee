# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Maintenance windows: list, create, read, change, delete.

Rules from the parameter tables of both documents ("Only future allowed. Use 1 for the current timestamp", "only future
maintenance windows can be deleted") and from go-pingdom's README on ending a running window. What a window in force
does to its checks is in ``silence``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.emulator.pingdom.account import Account, Window
from tests.emulator.pingdom.call import Answer, Call, Route, page
from tests.emulator.pingdom.errors import existing, invalid_value, refused
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

DEFAULTS: dict[str, Any] = {"recurrencetype": "none", "repeatevery": 0, "uptimeids": [], "tmsids": []}
"""What a window has that was told nothing (OpenAPI document 3.1); ``effectiveto`` is then equal to ``to``."""

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
    return {"maintenance": page(rows, asked)}


def create_window(call: Call) -> Answer:
    """POST /maintenance; answers the identifier only."""
    asked = read(call, ("description",))
    for name in ("from", "to"):
        if name not in asked:
            raise refused("missing", name)
    window = Window(0, "", start=0, end=0)
    assign(call, window, asked)
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
    """PUT /maintenance/{id}; a past window cannot change, a started one that does not recur not its start."""
    window = find(call)
    asked = read(call, end=window.end)
    if window.over(call.now):
        raise refused("past window")
    if call.quirks["pingdom_maintenance_put_resets"]:
        asked = {**DEFAULTS, "effectiveto": asked.get("to", window.end), **asked}
    before = replace(window)
    draft = replace(window)
    assign(call, draft, asked, before)
    vars(window).update(vars(draft))
    if window.schedule != before.schedule or call.quirks["pingdom_put_renews_occurrences"]:
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


def read(call: Call, required: tuple[str, ...] = (), end: int = 0) -> dict[str, Any]:
    """The parameters of POST and PUT; a blank ``effectiveto`` is ``to``, or else the ``end`` that stands."""
    asked = call.read(parameters(call), required, {**DEFAULTS, "effectiveto": None})
    if asked.get("effectiveto", end) is None:
        asked["effectiveto"] = asked.get("to", end)
    return asked


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
    return existing(account.windows, window_id, refused("not found", "Maintenance window"))


def refuse_started(window: Window, now: int) -> None:
    """Only future windows can be deleted."""
    if window.started(now):
        raise refused("started window")


def assign(call: Call, window: Window, asked: dict[str, Any], before: Window | None = None) -> None:
    """Put what was asked into the window; ``before`` is the stored one, whose times may be repeated though past."""
    now = call.now
    window.description = str(asked.get("description", window.description))
    window.recurrencetype = str(asked.get("recurrencetype", window.recurrencetype))
    window.repeatevery = asked.get("repeatevery", window.repeatevery)
    window.start = moment("from", asked, now, window.start)
    if before and window.start != before.start and _keeps_its_start(call, before):
        raise invalid_value("from")
    window.end = moment("to", asked, now, window.end)
    recurring = before is not None and before.recurrencetype != "none"
    window.effectiveto = moment("effectiveto", asked, now, window.effectiveto if recurring else window.end)
    _assign_checks(call.account, window, asked)
    window.dayofweekinmonth = asked.get("dayofweekinmonth", 0 if "recurrencetype" in asked else window.dayofweekinmonth)
    _refuse_contradictions(window, asked.get("to") == 1, int(call.quirks["pingdom_repeatevery_required"]))


def _keeps_its_start(call: Call, window: Window) -> bool:
    """Whether it has started and does not recur: of those only description and end can be changed, by the README of
    nordcloud/go-pingdom. pasientskyhosting/ps-pingdom-maintenance sends another start for one that recurs.
    """
    recurs = window.recurrencetype != "none" and not call.quirks["pingdom_started_series_keeps_start"]
    return window.started(call.now) and not recurs


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


def _refuse_contradictions(window: Window, ended_now: bool, least: int) -> None:
    """``least`` is the smallest ``repeatevery`` of a window that recurs."""
    if bool(window.dayofweekinmonth) != (window.recurrencetype == NTH_WEEKDAY):
        raise invalid_value("dayofweekinmonth")
    if window.end < window.start or (window.end == window.start and not ended_now):
        raise invalid_value("to")
    if window.recurrencetype == "none":
        window.repeatevery, window.effectiveto = 0, window.end
    elif window.repeatevery < least:
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
