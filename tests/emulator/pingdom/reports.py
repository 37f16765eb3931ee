# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read-only answers about the account and its checks: credits, probes, results, summaries, actions, single tests.

Measured values are derived from the state, so that the same question has the same answer.
"""

from __future__ import annotations

from typing import Any

from tests.emulator.pingdom.account import Check
from tests.emulator.pingdom.call import Answer, Call, Route
from tests.emulator.pingdom.check_types import CHECK_TYPES, HEADER_NAME
from tests.emulator.pingdom.checks import choice_of_type, find, host
from tests.emulator.pingdom.parameters import Reader, boolean, choice, integer, integer_text, strings, text

PERIOD: dict[str, Reader] = {"from": integer(0), "to": integer(0)}
HOUR, DAY, WEEK = 3600, 86400, 604800
PROBES: list[dict[str, Any]] = [
    {"id": 1, "country": "Germany", "city": "Frankfurt", "countryiso": "DE", "region": "EU", "active": True},
    {"id": 2, "country": "United States", "city": "Chicago", "countryiso": "US", "region": "NA", "active": True},
    {"id": 3, "country": "Japan", "city": "Tokyo", "countryiso": "JP", "region": "APAC", "active": True},
    {"id": 4, "country": "Brazil", "city": "Recife", "countryiso": "BR", "region": "LATAM", "active": False},
]
for _probe in PROBES:
    _probe["name"] = f"{_probe['city']}, {_probe['country']}"
    _probe["hostname"] = f"probe{_probe['id']}.example.net"
    _probe["ip"] = f"192.0.2.{_probe['id']}"
    _probe["ipv6"] = f"2001:db8::{_probe['id']}"


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


def list_probes(call: Call) -> Answer:
    """GET /probes, with the undocumented ``region`` (go-pingdom TestProbesServiceList)."""
    flags = {"onlyactive": boolean, "includedeleted": boolean}
    asked = call.read({"limit": integer(1), "offset": integer(0), **flags})
    rows = [probe for probe in PROBES if probe["active"] or not asked.get("onlyactive")]
    offset = asked.get("offset", 0)
    return {"probes": rows[offset : offset + asked.get("limit", len(rows))]}


def read_reference(call: Call) -> Answer:
    """GET /reference: a few entries of each of its tables."""
    call.read({})
    formats = {"countryid": 21, "datetimeformatid": 1, "numberformatid": 1, "timezoneid": 1}
    return {
        "regions": [{"id": 1, "description": "Germany", **formats}],
        "timezones": [{"id": 1, "description": "(GMT+01:00) Berlin"}],
        "datetimeformats": [{"id": 1, "description": "2026-11-22 09:05:42"}],
        "numberformats": [{"id": 1, "description": "123.456.789,00"}],
        "countries": [{"id": 21, "iso": "DE", "name": "Germany"}],
        "phonecodes": [{"countryid": 21, "name": "Germany", "phonecode": "49"}],
    }


def list_actions(call: Call) -> Answer:
    """GET /actions: the alerts of the last outage of each check."""
    filters: dict[str, Reader] = {"checkids": integer_text, "userids": integer_text, "status": strings, "via": strings}
    asked = call.read({**PERIOD, **filters, "limit": integer(1, 300), "offset": integer(0)})
    chosen = asked.get("checkids") or list(call.account.checks)
    checks = [call.account.checks[check_id] for check_id in chosen if check_id in call.account.checks]
    alerts = [_alert(call, check, check.outage[0]) for check in checks if check.outage]
    alerts = [alert for alert in alerts if _in_period(alert["time"], asked) and _wanted(alert, asked)]
    offset, limit = asked.get("offset", 0), asked.get("limit", 100)
    return {"actions": {"alerts": alerts[offset : offset + limit]}}


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
        "probes": integer_text,
        "status": strings,
        "limit": integer(1, 1000),
        "offset": integer(0, 43200),
        "includeanalysis": boolean,
        "maxresponse": integer(0),
        "minresponse": integer(0),
    }
    asked = call.read({**PERIOD, **more})
    check = find(call)
    active = [probe["id"] for probe in PROBES if probe["active"]]
    until, since = min(asked.get("to", call.now), call.now), asked.get("from", call.now - DAY)
    times = [time for run in check.tests(until) for time in run if time > max(since, check.created)]
    rows = [_result(check, time, active[time // check.interval % len(active)]) for time in reversed(times)]
    rows = [row for row in rows if not asked.get("status") or row["status"] in asked["status"]]
    rows = [row for row in rows if not asked.get("probes") or row["probeid"] in asked["probes"]]
    offset, limit = asked.get("offset", 0), asked.get("limit", 1000)
    return {"activeprobes": active, "results": rows[offset : offset + limit]}


def _result(check: Check, time: int, probe: object) -> dict[str, Any]:
    up = check.health == "up"
    return {
        "probeid": probe,
        "time": time,
        "status": "up" if up else "down",
        "responsetime": 60 + check.id % 300,
        "statusdesc": "OK" if up else "Error",
        "statusdesclong": "OK" if up else "Connection refused",
    }


def list_analyses(call: Call) -> Answer:
    """GET /analysis/{checkid}: one root cause analysis for an outage."""
    call.read({**PERIOD, "limit": integer(1), "offset": integer(0)})
    check = find(call)
    if not check.outage:
        return {"analysis": []}
    start = check.outage[0]
    return {"analysis": [{"id": check.id, "timefirsttest": start, "timeconfirmtest": start + 15}]}


def read_analysis(call: Call) -> Answer:
    """GET /analysis/{checkid}/{analysisid}: raw data without a documented shape."""
    call.read({})
    find(call)
    return {"analysisresult": {"tasks": []}}


def summary_average(call: Call) -> Answer:
    """GET /summary.average/{checkid}."""
    flags = {"includeuptime": boolean, "bycountry": boolean, "byprobe": boolean}
    asked = call.read({**PERIOD, "probes": integer_text, **flags})
    check = find(call)
    until = asked.get("to", call.now)
    average: object = 60 + check.id % 300
    by = {"countryiso": asked.get("bycountry"), "probeid": asked.get("byprobe")}
    if any(by.values()):
        average = [
            {
                **({"countryiso": probe["countryiso"]} if by["countryiso"] else {}),
                **_by_probe(probe, by),
                "avgresponse": average,
            }
            for probe in PROBES
            if probe["active"]
        ]
    summary: dict[str, Any] = {"responsetime": {"from": asked.get("from", 0), "to": until, "avgresponse": average}}
    if asked.get("includeuptime"):
        down = check.outage[1] - check.outage[0] if check.outage else 0
        totals = {"totalup": max(0, until - check.created - down), "totaldown": down, "totalunknown": 0}
        summary["status"] = totals
    return {"summary": summary}


def _by_probe(probe: dict[str, Any], by: dict[str, Any]) -> dict[str, Any]:
    return {"probeid": probe["id"]} if by["probeid"] else {}


def summary_hours(call: Call) -> Answer:
    """GET /summary.hoursofday/{checkid}."""
    call.read({**PERIOD, "probes": integer_text, "uselocaltime": boolean})
    check = find(call)
    return {"hoursofday": [{"hour": hour, "avgresponse": 60 + (check.id + hour) % 300} for hour in range(24)]}


def summary_outage(call: Call) -> Answer:
    """GET /summary.outage/{checkid}: states in order of time, a week unless told otherwise."""
    asked = call.read({**PERIOD, "order": choice("asc", "desc")})
    check = find(call)
    since, until = asked.get("from", call.now - WEEK), asked.get("to", call.now)
    states = [{"status": "up", "timefrom": since, "timeto": until}]
    if check.outage and since < check.outage[0] and check.outage[1] < until:
        start, end = check.outage
        borders = [(since, start, "up"), (start, end, "down"), (end, until, "up")]
        states = [{"status": status, "timefrom": begin, "timeto": stop} for begin, stop, status in borders]
    return {"summary": {"states": states[::-1] if asked.get("order") == "desc" else states}}


def summary_performance(call: Call) -> Answer:
    """GET /summary.performance/{checkid}: hours, days or weeks."""
    flags = {"includeuptime": boolean, "order": choice("asc", "desc"), "probes": integer_text}
    asked = call.read({**PERIOD, "resolution": choice("hour", "day", "week"), **flags})
    check = find(call)
    name, length = {"hour": ("hours", HOUR), "day": ("days", DAY), "week": ("weeks", WEEK)}[
        str(asked.get("resolution", "hour"))
    ]
    until = asked.get("to", call.now)
    since = max(asked.get("from", until - 10 * length), until - 1000 * length)
    rows = [
        {"starttime": time, "avgresponse": 60 + check.id % 300} for time in range(since - since % length, until, length)
    ]
    if asked.get("includeuptime"):
        rows = [{**row, "uptime": length, "downtime": 0, "unmonitored": 0} for row in rows]
    return {"summary": {name: rows[::-1] if asked.get("order") == "desc" else rows}}


def summary_probes(call: Call) -> Answer:
    """GET /summary.probes/{checkid}: probes that tested it."""
    call.read(PERIOD, ("from",))
    find(call)
    return {"probes": [probe["id"] for probe in PROBES if probe["active"]]}


def single_test(call: Call) -> Answer:
    """GET /single: one test, now; it never leaves this machine and always succeeds."""
    check_type = choice_of_type(call.given)
    kind = CHECK_TYPES[check_type]
    headers = {name: text for name in call.given if HEADER_NAME.fullmatch(name)} if check_type == "http" else {}
    common: dict[str, Reader] = {"host": host, "type": choice(*CHECK_TYPES), "probeid": integer(), "ipv6": boolean}
    limits: dict[str, Reader] = {"probe_filters": text, "responsetime_threshold": integer(1)}
    call.read({**common, **limits, **kind.parameters, **headers}, ("host", *kind.required))
    answer = {"status": "up", "responsetime": 73, "statusdesc": "OK", "statusdesclong": "OK"}
    return {"result": {**answer, "probeid": PROBES[0]["id"], "probedesc": PROBES[0]["name"]}}


def traceroute(call: Call) -> Answer:
    """GET /traceroute: one hop; nothing leaves this machine."""
    asked = call.read({"host": host, "probeid": integer()}, ("host",))
    result = f"traceroute to {asked['host']}, 30 hops max, 40 byte packets\n 1 192.0.2.1 (192.0.2.1) 0.5 ms\n"
    return {"traceroute": {"result": result, "probeid": PROBES[0]["id"], "probedescription": PROBES[0]["name"]}}


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
