# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Maintenance windows to be read: which of them are in force, are to come, are past, and their occurrences.

A recurring window is in force while an occurrence of it is, and what occurrences it has Pingdom alone knows: it may
repeat in a way that nobody here understands, and an occurrence may have been moved or cancelled.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import AWAITED, Named, named
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import (
    ids_given,
    refuse_empty,
    told,
    without_blanks,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.hiding import goes_on
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.occurrences import status_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Asked, Period
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.occurrence import OCCURRENCE
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.window import WINDOW
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window, values_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window_checks import (
    refuse_transaction_names,
    transactions_named,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import readable, shown_time

Params = t.Mapping[str, t.Any]

ACTIVE, FUTURE, PAST = STATES = ("active", "future", "past")
_OF_ONCE = {"running": ACTIVE, "future": FUTURE, "ended": PAST, None: None}
_SELECTORS = ("ids", "descriptions")

OPTIONS: dict[str, dict[str, t.Any]] = {
    **{name: {"type": "list", "elements": "str"} for name in _SELECTORS},
    "states": {"type": "list", "elements": "str", "choices": list(STATES)},
    "check": {"type": "str"},
    "transaction": {"type": "str"},
    "start": {"type": "str"},
    "end": {"type": "str"},
    "occurrences": {"type": "bool", "default": False},
}
IDENTITY = Identity(
    "maintenance window",
    options=(*_SELECTORS, "check", "transaction"),
    ids=frozenset({"ids", "check", "transaction"}),
    required=False,
    writes=False,
)


class Listed(t.NamedTuple):
    """A window as it is by now, the rows of its occurrences, and which of ``STATES`` it is in, None if unknown."""

    window: Window
    occurrences: list[Row]
    state: str | None


def maintenance_info(params: dict[str, t.Any], check_mode: bool) -> Result:
    """What the module answers."""
    params = {
        **params,
        "ids": ids_given(params, "descriptions"),
        "descriptions": without_blanks(params, "descriptions"),
    }
    refuse_empty(params, ["states"])
    asked = Asked.of(params)
    with connect(params) as api:
        if params.get("transaction") is not None:
            refuse_transaction_names(api, [params["transaction"]])
        windows = [t.cast(Window, one.state) for one in WINDOW.described(api, None)]
        unknown = _unknown(params, windows)
        wanted, awaited = _of_checks(api, params, [one for one in windows if _is_named(params, one)], check_mode)
        period = asked.ahead(api.now())
        found = [one for one in _listed(api, wanted) if one.state is None or one.state in (params["states"] or STATES)]
        if period:
            found = _in_period(api, period, found)
        shown = [_shown(one, params["occurrences"], api.now()) for one in found]
        result = told({"windows": shown}, shown, "maintenance window", unknown)
        result.warnings += [AWAITED.format(one) for one in awaited]
        result.warnings += [_UNCLEAR.format(one.window.id) for one in found if one.state is None]
        return api.told(result)


def _is_named(params: Params, window: Window) -> bool:
    if all(params.get(name) is None for name in _SELECTORS):
        return True
    return window.id in (params.get("ids") or ()) or window.description in (params.get("descriptions") or ())


def _unknown(params: Params, windows: list[Window]) -> list[str]:
    """What a task names and no window has, in words."""
    ids, descriptions = {one.id for one in windows}, {one.description for one in windows}
    unknown = [f"id {one}" for one in sorted({*(params.get("ids") or ())} - ids)]
    return unknown + [f"description {one!r}" for one in sorted({*(params.get("descriptions") or ())} - descriptions)]


def _of_checks(
    api: PingdomApi, params: Params, windows: list[Window], check_mode: bool
) -> tuple[list[Window], list[str]]:
    """The windows that have the check or transaction check that a task names; what cannot be read may have it.

    One that check mode awaits, which is told as well, is in none.
    """
    awaited: list[str] = []
    for option, has, found_in in (
        ("check", lambda one: one.checks, _checks),
        ("transaction", lambda one: one.transactions, transactions_named),
    ):
        if params.get(option) is not None:
            known = {one for window in windows for one in has(window) or ()}
            wanted = found_in(api, [params[option]], known, check_mode)
            awaited += wanted.unknown
            windows = [one for one in windows if wanted.ids and (has(one) is None or wanted.ids[0] in has(one))]
    return windows, awaited


def _checks(api: PingdomApi, references: t.Collection[str], known: t.Container[int], check_mode: bool) -> Named:
    return named(references, lambda: LISTED.rows(api), "check", known, check_mode)


def _occurrences(api: PingdomApi, query: Row | None = None) -> dict[int, list[Row]]:
    """The rows of occurrences as they are by now, by the ids of their windows: without a query, of now and later."""
    found = reports.read(api, reports.OCCURRENCES, query)
    lately = api.recent.rows(
        found.rows, OCCURRENCE.at, OCCURRENCE.values_of_row, OCCURRENCE.row_with, OCCURRENCE.field, missing_too=False
    )
    result: dict[int, list[Row]] = {}
    for row in (*lately, *found.odd):
        if is_id(row.get("maintenanceid")):
            result.setdefault(row["maintenanceid"], []).append(row)
    return result


def _listed(api: PingdomApi, windows: list[Window]) -> list[Listed]:
    """Windows with what they are now."""
    rows = _occurrences(api) if windows else {}
    now = api.now()
    return [Listed(one, mine, _state(one, mine, now)) for one in windows for mine in [rows.get(one.id or 0, [])]]


def _state(window: Window, occurrences: list[Row], now: int) -> str | None:
    """What a window is now: one that does not repeat by its own times, any other by its occurrences."""
    status = window.status(now)
    if window.recurrence == "none" or status == "ended":
        return _OF_ONCE[status]
    if any(goes_on(one, now) for one in occurrences):
        return ACTIVE if any(goes_on(one, now) and _can_be_read(one) for one in occurrences) else None
    if any(one["from"] > now for one in occurrences):
        return FUTURE
    return {"future": FUTURE, "running": PAST}.get(str(status))


def _can_be_read(occurrence: Row) -> bool:
    return is_id(occurrence.get("from")) and is_id(occurrence.get("to"))


def _in_period(api: PingdomApi, period: Period, windows: list[Listed]) -> list[Listed]:
    """The windows that are in force in a period, with their occurrences in it."""
    query = {**period.query(), "from": max(1, period.start or 0)}
    rows = _occurrences(api, query) if windows else {}
    result = []
    for one in windows:
        inside = [row for row in rows.get(one.window.id or 0, []) if period.touches(*_times(row))]
        once = one.window.recurrence == "none" and period.touches(one.window.start, one.window.end)
        if inside or once or one.state is None:
            result.append(one._replace(occurrences=inside))
    return result


def _times(row: Row) -> tuple[int | None, int | None]:
    return readable(row.get("from")), readable(row.get("to"))


def _shown(one: Listed, with_occurrences: bool, now: int) -> Row:
    """A window as results have it."""
    shown = {**values_of(one.window, now), "state": one.state}
    if not with_occurrences:
        return shown
    rows = sorted(one.occurrences, key=lambda row: (_times(row)[0] or 0, str(row.get("id"))))
    return {**shown, "occurrences": [_shown_occurrence(row, now) for row in rows]}


def _shown_occurrence(row: Row, now: int) -> Row:
    """An occurrence as pingdom_maintenance_occurrence returns it; null for what cannot be read."""
    start, end = _times(row)
    status = None if start is None or end is None else status_of({"start": start, "end": end}, now)
    occurrence_id = row["id"] if is_id(row.get("id")) else None
    times = {"start": shown_time(start), "end": shown_time(end)}
    return {"id": occurrence_id, "window": row["maintenanceid"], **times, "status": status}


_UNCLEAR = (
    "Whether maintenance window {} is in force cannot be told, since times of it cannot be read. It is listed for "
    "every state and period."
)


def _nothing_known(_params: dict[str, t.Any]) -> dict[str, t.Any]:
    """What check mode returns where it is not known yet what is asked for."""
    return {"windows": [], "unknown": []}


def module_of() -> dict[str, t.Any]:
    """What the ``Specification`` of the module is made of."""
    run = identified(IDENTITY, _nothing_known)(maintenance_info)
    return {"service": "pingdom", "block": Block(OPTIONS), "run": run, "identity": IDENTITY}
