# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Summaries of what the tests of a check have measured, and the uptime that follows from them.

Sources: OpenAPI document 3.1 and 2.1 documentation, "Summary.average" and those after it.
"""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import (
    ID,
    NUMBER,
    SECONDS,
    TIME,
    columns,
    object_in,
    objects_in,
    shown,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Reply
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.asking import (
    CHECK,
    END,
    PERIOD,
    PROBES,
    START,
    WORDS,
    Kind,
    Question,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Period
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.uptime import (
    MEMBERS,
    NOTHING_KNOWN,
    PARTS,
    total,
    uptime,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

_HOUR, _DAY, _WEEK = 3600, 86400, 604800
_LENGTHS = {"hour": _HOUR, "day": _DAY, "week": _WEEK}
#: How many intervals there are unless a start is given.
_INTERVALS = 10

_UPTIME = Field("include_uptime", kinds.BOOLEAN, write="includeuptime")
_ORDER = Field("order", kinds.TEXT, choices=("asc", "desc"))
#: How averages can be split, and the parameters for that.
_SPLITS = {"country": "bycountry", "probe": "byprobe"}

_CREATED = Field("created", TIME, always=True)
_GROUP = columns(
    Field("probe_id", ID, read="probeid"), Field("response_time", NUMBER, read="avgresponse"), country_iso="countryiso"
)
_TOTALS = Schema(tuple(Field(name, SECONDS, read=f"total{name}", always=True) for name in PARTS))
_HOUR_ROW = Schema((Field("hour", ID, always=True), Field("response_time", NUMBER, read="avgresponse")))
_STATE = Schema(
    (
        Field("status", kinds.TEXT, always=True),
        Field("start", TIME, read="timefrom", always=True),
        Field("end", TIME, read="timeto", always=True),
    )
)
_INTERVAL = Schema(
    (Field("start", TIME, read="starttime", always=True), Field("response_time", NUMBER, read="avgresponse"))
)
_SPENT = Schema(tuple(Field(name, SECONDS, read=member, always=True) for name, member in MEMBERS.items()))


def _asked(api: PingdomApi, path: str, question: Question, query: Row) -> Reply:
    return api.get(f"{path}/{question.check}", {**query, **question.period.query()} or None)


def _told(api: PingdomApi, question: Question, values: Row, warnings: list[str] | None = None) -> Result:
    return Result(
        values={"check_id": question.check, **question.period.shown(api.now()), **values}, warnings=warnings or []
    )


def _includes_uptime(given: Comparable) -> bool:
    """Whether uptime is asked for: where it can be, unless the task says otherwise."""
    return bool(given.get("include_uptime", "probes" not in given))


def _since_created(api: PingdomApi, question: Question) -> Question:
    """The question, whose period begins no earlier than its check unless the task says when.

    Pingdom begins in 1970 by itself, and counts as unknown what was before the check was created (documentation of both
    versions, ``from`` and ``status.totalunknown`` of "Summary.average").
    """
    start, end = question.period
    if start is not None:
        return question
    reply = api.get(f"/checks/{question.check}")
    created = _CREATED.of_answer(object_in(reply, reply.content, "check"), "check")
    if end is not None and end <= created:
        raise ConfigurationError(f"end must be later than {iso(created)}, when check {question.check} was created")
    return question._replace(period=Period(created, end))


def _average(api: PingdomApi, question: Question) -> Result:
    """Average response time, in all or split, and uptime."""
    question = _since_created(api, question)
    with_uptime = question.given.get("include_uptime", True)
    splits = {_SPLITS[one]: True for one in question.given.get("by", ())}
    query = {**question.query(_OF_AVERAGE, "by", "include_uptime"), **splits, "includeuptime": with_uptime}
    reply = _asked(api, "/summary.average", question, query)
    summary = object_in(reply, reply.content, "summary")
    response = object_in(reply, summary, "responsetime").get("avgresponse")
    groups = objects_in(reply, response, "groups") if isinstance(response, list) else []
    response_time = (
        None
        if isinstance(response, list)
        else _INTERVAL.by_name["response_time"].of_answer({"avgresponse": response}, "summary")
    )
    spent = NOTHING_KNOWN
    if with_uptime:
        spent = uptime(_TOTALS.of_answer(object_in(reply, summary, "status"), "summary"))
    average = {
        "response_time": response_time,
        "groups": [shown(_GROUP, _GROUP.of_answer(row, "group")) for row in groups],
    }
    return _told(api, question, {"average": average, "uptime": spent})


def _hours_of_day(api: PingdomApi, question: Question) -> Result:
    """The average day: every hour, those in which nothing was measured with null."""
    reply = _asked(api, "/summary.hoursofday", question, question.query(_OF_HOURS))
    rows = objects_in(reply, reply.content.get("hoursofday"), "hours")
    found = {row["hour"]: row for row in (_HOUR_ROW.of_answer(row, "day's hour") for row in rows)}
    if not found.keys() <= {*range(24)}:
        raise reply.unexpected("the answer has hours that no day has")
    return _told(api, question, {"hours": [found.get(hour, _no_hour(hour)) for hour in range(24)]})


def _no_hour(hour: int) -> Row:
    return {"hour": hour, "response_time": None}


def _outages(api: PingdomApi, question: Question) -> Result:
    """The states of a check one after the other, and the uptime that they make."""
    reply = _asked(api, "/summary.outage", question, question.query(_OF_OUTAGES))
    rows = objects_in(reply, object_in(reply, reply.content, "summary").get("states"), "states")
    states = [_STATE.of_answer(row, "state") for row in rows]
    lengths = [{"status": one["status"], "seconds": one["end"] - one["start"]} for one in states]
    if any(one["seconds"] < 0 for one in lengths):
        raise reply.unexpected("the answer has a state that ends before it starts")
    spent = [{**dict.fromkeys(PARTS, 0), _word(one): one["seconds"]} for one in lengths]
    told = [{**shown(_STATE, state), "seconds": one["seconds"]} for state, one in zip(states, lengths)]
    return _told(api, question, {"states": told, "uptime": total(spent)})


def _word(state: Row) -> str:
    return state["status"] if state["status"] in ("up", "down") else "unknown"


def _performance(api: PingdomApi, question: Question) -> Result:
    """Intervals with their response time and uptime, and the uptime of all of them."""
    given = question.given
    with_uptime, resolution = _includes_uptime(given), given.get("resolution", "hour")
    query = {**question.query(_OF_PERFORMANCE), "resolution": resolution, "includeuptime": with_uptime}
    reply = _asked(api, "/summary.performance", question, query)
    rows = objects_in(reply, object_in(reply, reply.content, "summary").get(f"{resolution}s"), f"{resolution}s")
    intervals = [_INTERVAL.of_answer(row, "time interval") for row in rows]
    spent = [_SPENT.of_answer(row, "time interval") for row in rows] if with_uptime else []
    uptimes = [uptime(one) for one in spent] or [NOTHING_KNOWN] * len(rows)
    values = {
        "intervals": [{**shown(_INTERVAL, one), **more} for one, more in zip(intervals, uptimes)],
        "uptime": total(spent) if with_uptime else NOTHING_KNOWN,
    }
    return _told(api, question, values, _left_out(question, [one["start"] for one in intervals], resolution))


def _left_out(question: Question, starts: list[int], resolution: str) -> list[str]:
    """A warning where an answer begins later than it was asked to; with chosen probes intervals may lack anyway."""
    asked = question.period.start
    if "probes" in question.given or "start" not in question.given or asked is None or not starts:
        return []
    first = min(starts)
    late = first > asked + _LENGTHS[resolution]
    return [f"Pingdom tells nothing about the time before {iso(first)}, so that uptime is about what follows."] * late


def _probes(api: PingdomApi, question: Question) -> Result:
    """The ids of the probes that have tested a check."""
    reply = _asked(api, "/summary.probes", question, {})
    ids = reply.content.get("probes")
    if not isinstance(ids, list):
        raise reply.unexpected("the answer has no list of probes")
    probe = Field("probe", ID, always=True)
    return _told(api, question, {"probe_ids": sorted({probe.of_answer({"probe": one}, "summary") for one in ids})})


def _refuse_probes_with_uptime(given: Comparable) -> None:
    if "probes" in given and given.get("include_uptime"):
        raise ConfigurationError(
            "probes cannot be combined with include_uptime for kind performance",
            hint="Nothing was sent. Pingdom tells the uptime of all probes together only: leave one of them out.",
        )


_OF_AVERAGE = Schema((CHECK, *PERIOD, PROBES, Field("by", WORDS, filled=True, choices=(*_SPLITS,)), _UPTIME))
_OF_HOURS = Schema((CHECK, *PERIOD, PROBES, Field("local_time", kinds.BOOLEAN, write="uselocaltime")))
_OF_OUTAGES = Schema((CHECK, *PERIOD, _ORDER))
_OF_PERFORMANCE = Schema(
    (CHECK, *PERIOD, PROBES, Field("resolution", kinds.TEXT, choices=(*_LENGTHS,)), _UPTIME, _ORDER)
)
_OF_PROBES = Schema((CHECK, START._replace(required=True), END))
_NO_PERIOD: Row = {"check_id": None, "start": None, "end": None}

KINDS = {
    "average": Kind(
        _OF_AVERAGE,
        {**_NO_PERIOD, "average": {"response_time": None, "groups": []}, "uptime": NOTHING_KNOWN},
        _average,
    ),
    "hours_of_day": Kind(
        _OF_HOURS,
        {**_NO_PERIOD, "hours": [_no_hour(hour) for hour in range(24)]},
        _hours_of_day,
        length=lambda _given: _WEEK,
    ),
    "outages": Kind(
        _OF_OUTAGES, {**_NO_PERIOD, "states": [], "uptime": NOTHING_KNOWN}, _outages, length=lambda _given: _WEEK
    ),
    "performance": Kind(
        _OF_PERFORMANCE,
        {**_NO_PERIOD, "intervals": [], "uptime": NOTHING_KNOWN},
        _performance,
        length=lambda given: _INTERVALS * _LENGTHS[given.get("resolution", "hour")],
        refuse=_refuse_probes_with_uptime,
    ),
    "probes": Kind(_OF_PROBES, {**_NO_PERIOD, "probe_ids": []}, _probes),
}
