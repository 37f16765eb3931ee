# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read-only answers about the account and its checks: credits, probes, results, summaries, actions, single tests.

What tests have measured is in ``measurements``; every parameter makes a difference there or is refused, but those of
GET /single about the test itself, which is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from tests.emulator.pingdom.account import Check
from tests.emulator.pingdom.call import Answer, Call, Route, ordered, page
from tests.emulator.pingdom.check_types import CHECK_TYPES, HEADER_NAME
from tests.emulator.pingdom.checks import choice_of_type, find, host, probe_filters
from tests.emulator.pingdom.errors import invalid_value, refused
from tests.emulator.pingdom.measurements import HOUR, Result, average, results, seconds, states
from tests.emulator.pingdom.parameters import Reader, boolean, choice, choices, integer, integer_text, text
from tests.emulator.pingdom.probes import DELETED, PROBES, Probe, active, active_probe, probe_ids
from tests.emulator.pingdom.reference import TIME_ZONES, tables

PERIOD: dict[str, Reader] = {"from": integer(0), "to": integer(0)}
PAGE: dict[str, Reader] = {"limit": integer(1), "offset": integer(0)}
DAY, WEEK = 86400, 604800
LENGTHS = {"hour": HOUR, "day": DAY, "week": WEEK}
LONGEST = 31 * DAY
"""Seconds of a period of results that are chosen by their response time (OpenAPI document 3.1)."""
ALERT_STATUSES = choices(
    *("sent", "delivered", "error"),
    *("notdelivered", "nocredits"),  # OpenAPI document 3.1
    *("pending", "not_delivered", "no_credits"),  # 2.1 documentation, Get Actions (Alerts) List
)
ALERT_MEDIA = choices(*("email", "sms", "twitter"), *("apns", "agcm"), *("iphone", "android"))
"""The same of both documents."""


def read_credits(call: Call) -> Answer:
    """GET /credits; the plan's limits against what the account uses."""
    call.read({})
    account = call.account
    numbers: dict[str, Any] = {
        "checklimit": account.check_limit,
        "availablechecks": account.free_checks,
        "useddefault": len(account.checks),
        "usedtransaction": len(account.transactions),
        "availablesms": 50,
        "availablesmstests": 10,
        "autofillsms": False,
        "autofillsms_amount": 0,
        "autofillsms_when_left": 0,
        "max_sms_overage": 0,
        "availablerumsites": 1,
        "usedrumsites": 0,
        "maxrumfilters": 10,
        "maxrumpageviews": 100000,
    }
    return {"credits": numbers}


PROBES_ASKED_FOR: dict[str, Reader] = {**PAGE, "onlyactive": boolean, "includedeleted": boolean}


def list_probes(call: Call) -> Answer:
    """GET /probes, with the undocumented ``region`` (go-pingdom TestProbesServiceList)."""
    asked = call.read(PROBES_ASKED_FOR)
    return {"probes": page(probes_asked_for(asked), asked)}


def probes_asked_for(asked: dict[str, Any]) -> list[Probe]:
    """The probes of every page."""
    return [
        probe
        for probe in PROBES.values()
        if (probe["active"] or not asked.get("onlyactive"))
        and (probe["id"] not in DELETED or asked.get("includedeleted"))
    ]


def read_reference(call: Call) -> Answer:
    """GET /reference: a few entries of each of its tables."""
    call.read({})
    return tables()


def list_actions(call: Call) -> Answer:
    """GET /actions: the alerts of the last outage of each check."""
    filters: dict[str, Reader] = {"checkids": integer_text, "userids": integer_text}
    enumerations = {"status": ALERT_STATUSES, "via": ALERT_MEDIA}
    asked = call.read({**PERIOD, **filters, **enumerations, **PAGE, "limit": integer(1, 300)})
    chosen = asked.get("checkids") or list(call.account.checks)
    checks = [call.account.checks[check_id] for check_id in chosen if check_id in call.account.checks]
    alerts = [_alert(call, check, check.outage[0]) for check in checks if check.outage]
    alerts = [alert for alert in alerts if _in_period(alert["time"], asked) and _wanted(alert, asked)]
    return {"actions": {"alerts": page(alerts, asked, most=100)}}


def _alert(call: Call, check: Check, time: int) -> dict[str, Any]:
    owner = next(contact for contact in call.account.contacts.values() if contact.owner)
    name = check.settings["name"]
    return {
        "username": owner.name,
        "userid": owner.id,
        "checkid": check.id,
        "time": time,
        "via": "email",
        "status": "sent",
        "messageshort": "down",
        "messagefull": f"PingdomAlert DOWN: {name} ({check.settings['host']}) is down",
        "sentto": owner.notification_targets["email"][0]["address"],
        "charged": False,
    }


def _in_period(time: int, asked: dict[str, Any]) -> bool:
    return bool(asked.get("from", 0) <= time <= asked.get("to", time))


def _wanted(alert: dict[str, Any], asked: dict[str, Any]) -> bool:
    pairs = (("userids", "userid"), ("status", "status"), ("via", "via"))
    return all(not asked.get(many) or alert[one] in asked[many] for many, one in pairs)


def list_results(call: Call) -> Answer:
    """GET /results/{checkid}: raw results, newest first, from the active probes in turn."""
    more: dict[str, Reader] = {
        "probes": probe_ids,
        "status": choices("down", "up", "unconfirmed", "unknown"),
        "limit": integer(1),
        "offset": integer(0, 43200),
        "includeanalysis": boolean,
        "maxresponse": integer(0),
        "minresponse": integer(0),
    }
    asked = call.read({**PERIOD, **more})
    check = find(call)
    until = min(asked.get("to", call.now), call.now)
    since = asked.get("from", until - DAY)
    for name in ("minresponse", "maxresponse"):
        if name in asked and until - since > LONGEST:
            raise invalid_value(name)
    found = reversed(results(check, since, until, asked.get("probes", ())))
    rows = [_result(check, one, bool(asked.get("includeanalysis"))) for one in found]
    chosen = page(
        [row for row in rows if _answers(row, asked)], {**asked, "limit": min(asked.get("limit", 1000), 1000)}
    )
    return {"activeprobes": sorted({row["probeid"] for row in chosen}), "results": chosen}


def _result(check: Check, one: Result, with_analysis: bool) -> dict[str, Any]:
    row = {
        "probeid": one.probe["id"],
        "time": one.time,
        "status": "up" if one.up else "down",
        "responsetime": one.response,
        "statusdesc": "OK" if one.up else "Error",
        "statusdesclong": "OK" if one.up else "Connection refused",
    }
    analysed = [analysis for analysis in _analyses(check) if analysis["timefirsttest"] <= one.time and not one.up]
    return {**row, "analysisid": analysed[0]["id"]} if with_analysis and analysed else row


def _answers(row: dict[str, Any], asked: dict[str, Any]) -> bool:
    """Whether a result has the status and response time asked for."""
    time = row["responsetime"]
    fits = asked.get("minresponse", time) <= time <= asked.get("maxresponse", time)
    return fits and (not asked.get("status") or row["status"] in asked["status"])


def list_analyses(call: Call) -> Answer:
    """GET /analysis/{checkid}: one root cause analysis for an outage."""
    asked = call.read({**PERIOD, **PAGE})
    found = [one for one in _analyses(find(call)) if _in_period(one["timefirsttest"], asked)]
    return {"analysis": page(found, asked)}


def _analyses(check: Check) -> list[dict[str, Any]]:
    if not check.outage:
        return []
    start = check.outage[0]
    return [{"id": check.id, "timefirsttest": start, "timeconfirmtest": start + 15}]


def read_analysis(call: Call) -> Answer:
    """GET /analysis/{checkid}/{analysisid}: raw data without a documented shape; 404 for another (unverified)."""
    call.read({})
    if call.ids["analysisid"] not in [one["id"] for one in _analyses(find(call))]:
        raise refused("not found", "Analysis")
    return {"analysisresult": {"tasks": []}}


def summary_average(call: Call) -> Answer:
    """GET /summary.average/{checkid}; groups are those that have results."""
    flags = {"includeuptime": boolean, "bycountry": boolean, "byprobe": boolean}
    asked = call.read({**PERIOD, "probes": probe_ids, **flags})
    check = find(call)
    since, until = asked.get("from", 0), asked.get("to", call.now)
    found = results(check, since, min(until, call.now), asked.get("probes", ()))
    names = [name for name, flag in (("countryiso", "bycountry"), ("probeid", "byprobe")) if asked.get(flag)]
    summary: dict[str, Any] = {
        "responsetime": {"from": since, "to": until, "avgresponse": _groups(found, names) if names else average(found)}
    }
    if asked.get("includeuptime"):
        spent = seconds(check, since, min(until, call.now))
        summary["status"] = {
            "totalup": spent["up"],
            "totaldown": spent["down"],
            "totalunknown": spent["unmonitored"],
        }
    return {"summary": summary}


def _groups(found: Iterable[Result], names: list[str]) -> list[dict[str, Any]]:
    """The averages of results by what they are told apart by."""

    def group(one: Result) -> tuple[object, ...]:
        probe = {"countryiso": one.probe["countryiso"], "probeid": one.probe["id"]}
        return tuple(probe[name] for name in names)

    return [
        {**dict(zip(names, key, strict=True)), "avgresponse": average(rows)}
        for key, rows in groupby(sorted(found, key=group), key=group)
    ]


def summary_hours(call: Call) -> Answer:
    """GET /summary.hoursofday/{checkid}: the hours of which there are results, a week unless told otherwise."""
    asked = call.read({**PERIOD, "probes": probe_ids, "uselocaltime": boolean})
    check = find(call)
    until = asked.get("to", call.now)
    found = results(check, asked.get("from", until - WEEK), min(until, call.now), asked.get("probes", ()))
    ahead = TIME_ZONES[call.account.preferences["timezoneid"]].ahead if asked.get("uselocaltime") else 0
    by_hour: dict[int, list[Result]] = {hour: [] for hour in range(24)}
    for one in found:
        by_hour[(one.time // HOUR + ahead) % 24].append(one)
    return {"hoursofday": [{"hour": hour, "avgresponse": average(rows)} for hour, rows in by_hour.items() if rows]}


def summary_outage(call: Call) -> Answer:
    """GET /summary.outage/{checkid}: states in order of time, a week unless told otherwise."""
    asked = call.read({**PERIOD, "order": choice("asc", "desc")})
    check = find(call)
    until = asked.get("to", call.now)
    return {"summary": {"states": ordered(states(check, asked.get("from", until - WEEK), until), asked)}}


def summary_performance(call: Call) -> Answer:
    """GET /summary.performance/{checkid}: hours, days or weeks; of chosen probes those in which they have tested."""
    flags = {"includeuptime": boolean, "order": choice("asc", "desc"), "probes": probe_ids}
    asked = call.read({**PERIOD, "resolution": choice(*LENGTHS), **flags})
    check = find(call)
    if asked.get("includeuptime") and asked.get("probes"):
        raise invalid_value("probes")
    resolution = str(asked.get("resolution", "hour"))
    length, until = LENGTHS[resolution], asked.get("to", call.now)
    since = max(asked.get("from", until - 10 * length), until - 1000 * length)
    since -= since % length
    by_start: dict[int, list[Result]] = {time: [] for time in range(since, until, length)}
    for one in results(check, since - 1, min(until - 1, call.now), asked.get("probes", ())):
        by_start[one.time - one.time % length].append(one)
    rows = [
        {
            "starttime": start,
            "avgresponse": average(found),
            **_uptime(check, start, min(start + length, call.now), asked),
        }
        for start, found in by_start.items()
        if found or not asked.get("probes")
    ]
    return {"summary": {f"{resolution}s": ordered(rows, asked)}}


def _uptime(check: Check, start: int, end: int, asked: dict[str, Any]) -> dict[str, int]:
    """What ``includeuptime`` adds to an interval."""
    if not asked.get("includeuptime"):
        return {}
    spent = seconds(check, start, end)
    return {"uptime": spent["up"], "downtime": spent["down"], "unmonitored": spent["unmonitored"]}


def summary_probes(call: Call) -> Answer:
    """GET /summary.probes/{checkid}: probes that tested it."""
    asked = call.read(PERIOD, ("from",))
    found = results(find(call), asked["from"], min(asked.get("to", call.now), call.now))
    return {"probes": sorted({one.probe["id"] for one in found})}


def single_test(call: Call) -> Answer:
    """GET /single: one test, now, from the probe asked for; it never leaves this machine and always succeeds."""
    check_type = choice_of_type(call.given)
    kind = CHECK_TYPES[check_type]
    headers = {name: text for name in call.given if HEADER_NAME.fullmatch(name)} if check_type == "http" else {}
    common: dict[str, Reader] = {"host": host, "type": choice(*CHECK_TYPES), "ipv6": boolean}
    limits: dict[str, Reader] = {"responsetime_threshold": integer(1)}
    chosen: dict[str, Reader] = {"probeid": active_probe, "probe_filters": probe_filters}
    asked = call.read({**common, **limits, **chosen, **kind.parameters, **headers}, ("host", *kind.required))
    probe = asked.get("probeid") or active(asked.get("probe_filters", ()))[0]
    answer = {"status": "up", "responsetime": 73, "statusdesc": "OK", "statusdesclong": "OK"}
    return {"result": {**answer, "probeid": probe["id"], "probedesc": probe["name"]}}


def traceroute(call: Call) -> Answer:
    """GET /traceroute: one hop, from the probe asked for; nothing leaves this machine."""
    asked = call.read({"host": host, "probeid": active_probe}, ("host",))
    probe = asked.get("probeid") or active()[0]
    hop = f"1 {probe['ip']} ({probe['ip']}) 0.5 ms"
    result = f"traceroute to {asked['host']}, 30 hops max, 40 byte packets\n {hop}\n"
    return {"traceroute": {"result": result, "probeid": probe["id"], "probedescription": probe["name"]}}


ROUTES: list[Route] = [
    ("GET", "/credits", read_credits),
    ("GET", "/probes", list_probes),
    ("GET", "/reference", read_reference),
    ("GET", "/actions", list_actions),
    ("GET", "/results/{checkid}", list_results),
    ("GET", "/analysis/{checkid}", list_analyses),
    ("GET", "/analysis/{checkid}/{analysisid}", read_analysis),
    ("GET", "/summary.average/{checkid}", summary_average),
    ("GET", "/summary.hoursofday/{checkid}", summary_hours),
    ("GET", "/summary.outage/{checkid}", summary_outage),
    ("GET", "/summary.performance/{checkid}", summary_performance),
    ("GET", "/summary.probes/{checkid}", summary_probes),
    ("GET", "/single", single_test),
    ("GET", "/traceroute", traceroute),
]
