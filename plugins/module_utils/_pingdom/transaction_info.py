# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Transaction checks to be read: the list, their details, and what they have been and how fast they were.

Sources: the paths below ``/tms/check`` of OpenAPI document 3.1, and the reports in the tests of nordcloud/go-pingdom.
Times of reports travel in RFC 3339.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports, steps, transactions
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import (
    ID,
    NUMBER,
    SECONDS,
    ZONED_TIME,
    columns,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import shown as shown_row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import READS_AT_A_TIME
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import (
    NAMING,
    chosen_of,
    told,
    wanted_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Key, Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Asked, Period
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.transaction import TRANSACTION
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.transaction_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.uptime import MEMBERS, NOTHING_KNOWN, uptime
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

Params = t.Mapping[str, t.Any]

STATUSES = ("successful", "failing", "unknown")
INCLUDES = ("status", "performance")
#: Which of ``include`` an option is about.
_ABOUT = {
    "start": INCLUDES,
    "end": INCLUDES,
    "order": INCLUDES,
    "resolution": ("performance",),
    "include_uptime": ("performance",),
}
#: Seconds of the longest period of a resolution: a week and a day, six months and a day.
_LONGEST = {"hour": 8 * 86400, "day": 185 * 86400}
_STATES = reports.Endpoint("/tms/check/report/status", "report", per_page=100, identified=False)

_CHECK_ID = Field("check_id", ID, always=True)
_RESOLUTION = Field("resolution", kinds.TEXT)
_RESPONSE = Field("response_time", NUMBER, read="average_response")
_STATE = columns(
    Field("start", ZONED_TIME, read="from"),
    Field("end", ZONED_TIME, read="to"),
    Field("status", kinds.TEXT),
    Field("error_in_step", ID),
    message="message",
)
_INTERVAL = Schema((Field("start", ZONED_TIME, read="from"), _RESPONSE))
_SPENT = Schema(tuple(Field(name, SECONDS, read=member) for name, member in MEMBERS.items()))

OPTIONS: dict[str, dict[str, t.Any]] = {
    **{name: {"type": "list", "elements": "str"} for name in NAMING},
    "types": {"type": "list", "elements": "str", "choices": list(transactions.TYPES)},
    "statuses": {"type": "list", "elements": "str", "choices": list(STATUSES)},
    "details": {"type": "bool", "default": False},
    "include": {"type": "list", "elements": "str", "choices": list(INCLUDES), "default": []},
    "start": {"type": "str"},
    "end": {"type": "str"},
    "order": {"type": "str", "choices": ["asc", "desc"]},
    "resolution": {"type": "str", "choices": ["hour", "day", "week"]},
    "include_uptime": {"type": "bool", "default": False},
}
IDENTITY = Identity("transaction check", options=NAMING, ids=frozenset({"ids"}), lists=(), required=False, writes=False)


def _asked(params: Params) -> Asked:
    """The period; ``ConfigurationError`` for options about reports that are not included."""
    for name, about in _ABOUT.items():
        if params.get(name) and not {*about} & {*params["include"]}:
            raise ConfigurationError(f"{name} is about reports: set include to {listed(about, 'or')}")
    return Asked.of(params)


def _refuse_too_long(period: Period, resolution: str, now: int) -> None:
    """``ConfigurationError`` for a period that Pingdom does not report in this resolution."""
    most = _LONGEST.get(resolution)
    if period.start is not None and most and (period.end or now) - period.start > most:
        raise ConfigurationError(
            f"in the resolution {resolution}, performance is told of at most {most // 86400} days",
            hint="Shorten the period, or set resolution to a longer one.",
        )


def transaction_info(params: dict[str, t.Any], check_mode: bool) -> Result:
    """What the module answers."""
    asked = _asked(params)
    wanted = wanted_of(params)
    with connect(params) as api:
        found = chosen_of(TRANSACTION.rows(api), wanted)
        period = asked.at(api.now())
        if "performance" in params["include"]:
            _refuse_too_long(period, params.get("resolution") or "hour", api.now())
        api.budget.afford(_requests(params, len(found.rows)), "reading the details and reports of transaction checks")
        shown = _shown(api, params, found.rows) if params["details"] else [_listed(row) for row in found.rows]
        _include(api, params, period, shown)
        result = told({"transactions": shown}, shown, "transaction check", found.unknown)
        result.warnings += _gone(found.rows, shown)
        return api.told(result)


def _gone(rows: list[Row], shown: list[Row]) -> list[str]:
    there = {one["id"] for one in shown}
    gone = [row for row in rows if row["id"] not in there]
    return [f"Transaction check {row['id']} ({row.get('name')!r}) has gone while it was read." for row in gone]


def _requests(params: Params, count: int) -> int:
    """How many requests come after the list."""
    each = int(params["details"]) + ("performance" in params["include"])
    return each * count + ("status" in params["include"])


def _listed(row: Row) -> Row:
    """A check as the list has it."""
    shown = LISTED.schema.shown(LISTED.schema.of_answer(row, LISTED.word))
    return {**transactions.row_of(row), "type": transactions.type_of(row), **shown}


def _shown(api: PingdomApi, params: Params, rows: list[Row]) -> list[Row]:
    """Checks with their details, without those that have gone since the list was read."""

    def detail(row: Row) -> Row | None:
        task = Task(Key(row["id"], None), {}, params, check_mode=False)
        found = TRANSACTION.known(api, row["id"], task)
        return found and TRANSACTION.shown(api, found, found.state, None)

    return [one for one in in_parallel(detail, rows, READS_AT_A_TIME) if one is not None]


def _include(api: PingdomApi, params: Params, period: Period, shown: list[Row]) -> None:
    """Add the reports that are asked for to checks."""
    order = {"order": params["order"]} if params.get("order") else {}
    query = {**{name: iso(time) for name, time in period.query().items()}, **order}
    if "status" in params["include"] and shown:
        states = _states_of_all(api, query, shown)
        for one in shown:
            one["states"] = states[one["id"]]
    if "performance" in params["include"]:
        more = {"resolution": params.get("resolution") or "hour", "include_uptime": params["include_uptime"]}

        def performance(one: Row) -> Row:
            return _performance(api, one["id"], {**query, **more})

        for one, found in zip(shown, in_parallel(performance, shown, READS_AT_A_TIME)):
            one["performance"] = found


def _states_of_all(api: PingdomApi, query: Row, shown: list[Row]) -> dict[int, list[Row]]:
    """The states of some checks, by their ids: of one by its own report, else by the list of all."""
    if len(shown) == 1:
        path = f"/tms/check/{shown[0]['id']}/report/status"
        reply = api.get(path, query or None)
        found = [reports.member_of(reply, _STATES)]
    else:
        found = reports.read(api, _STATES, query).every
    # null is a list of nothing, as servers in Go write one
    states = {_CHECK_ID.of_answer(one, "status report"): one["states"] or [] for one in _rows(found) if "states" in one}
    missing = [str(one["id"]) for one in shown if not isinstance(states.get(one["id"]), list)]
    if missing:
        raise UnexpectedAnswer(f"the status report has nothing of transaction check {listed(missing)}")
    return {one["id"]: [_state(state) for state in _rows(states[one["id"]])] for one in shown}


def _state(state: Row) -> Row:
    """A stretch of time in which a check had one status."""
    return shown_row(_STATE, _STATE.of_answer(state, "state of a transaction check"))


def _performance(api: PingdomApi, check_id: int, query: Row) -> Row:
    """How fast a check was, interval by interval; steps without what is secret in them."""
    reply = api.get(f"/tms/check/{check_id}/report/performance", query)
    report = reply.content.get("report")
    intervals = report.get("intervals") if isinstance(report, dict) else None
    if intervals is None:  # one that has not run yet
        intervals = []
    if not isinstance(report, dict) or not isinstance(intervals, list):
        raise reply.unexpected("the answer has no performance report")
    return {
        "resolution": _RESOLUTION.of_answer(report, "performance report"),
        "intervals": [_interval(one) for one in _rows(intervals)],
    }


def _interval(interval: Row) -> Row:
    measured = [
        {"step": _visible_step(one.get("step")), "response_time": _RESPONSE.of_answer(one, "step")}
        for one in _rows(interval.get("steps") or [])
    ]
    spent = _SPENT.of_answer(interval, "time interval")
    share = NOTHING_KNOWN if None in spent.values() else uptime(spent)
    return {**shown_row(_INTERVAL, _INTERVAL.of_answer(interval, "time interval")), **share, "steps": measured}


def _visible_step(raw: t.Any) -> Row:
    try:
        return steps.visible(steps.read([raw]))[0]
    except (TypeError, KeyError, AttributeError):
        raise UnexpectedAnswer("a step of a performance report has a shape that this module does not know") from None


def _rows(raw: t.Any) -> list[Row]:
    if isinstance(raw, list) and all(isinstance(one, dict) for one in raw):
        return raw
    raise UnexpectedAnswer("a report on transaction checks has a shape that this module does not know")


def _nothing_known(_params: dict[str, t.Any]) -> dict[str, t.Any]:
    """What check mode returns where the ids are not known yet."""
    return {"transactions": [], "unknown": []}


def module_of() -> dict[str, t.Any]:
    """What the ``Specification`` of the module is made of."""
    run = identified(IDENTITY, _nothing_known)(transaction_info)
    return {"service": "pingdom", "block": Block(OPTIONS), "run": run, "identity": IDENTITY}
