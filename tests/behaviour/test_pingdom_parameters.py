# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every parameter that Pingdom documents is sent by an option of some module, or docs/architecture.md says why not."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import parse_qs

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import V21
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_account_info,
    pingdom_check,
    pingdom_check_info,
    pingdom_check_set,
    pingdom_contact,
    pingdom_contact_info,
    pingdom_maintenance,
    pingdom_maintenance_info,
    pingdom_maintenance_occurrence,
    pingdom_pause,
    pingdom_report,
    pingdom_report_info,
    pingdom_result_info,
    pingdom_settings,
    pingdom_single_test,
    pingdom_summary_info,
    pingdom_team,
    pingdom_transaction,
    pingdom_transaction_info,
)
from tests.contract import openapi
from tests.emulator.pingdom.documented import KNOWN
from tests.emulator.process import ROOT
from tests.wanted_checks import OPTIONS, wanted

TITLE = "## What of Pingdom's API nothing sends\n"
SHOP = "shop: front page"
HOUR = 3600
OTHERS = {
    "resolution": 30,
    "expectedip": "192.0.2.2",
    "requestheaders": {"X-Key": "other"},
    "additionalurls": ["c.example.com"],
    "ssl_down_days_before": 0,
    "tags": [],
    "contacts": [],
    "teams": [],
    "integrations": [],
    "probe_filters": [],
}
"""Other values of options, where they do not follow from those of ``wanted``."""


def another(name, value):
    if name in OTHERS:
        return OTHERS[name]
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value}x"


def known(options, version):
    """The options that the version has."""
    return {name: one for name, one in options.items() if version == "3.1" or f"check.{name}" not in V21.lacks}


def of_checks(version):
    """Checks of each type with all that they can have, and everything of them changed."""
    unwanted = {**OPTIONS["http"], "shouldcontain": "", "shouldnotcontain": "Error"}
    tagged = {"identity_tag": "mine"}
    yield pingdom_check, {"name": "tagged", "type": "ping", "host": "a.example.com", **tagged}
    yield pingdom_check, {"name": "renamed", "host": "b.example.com", "tags": ["more"], "append_tags": True, **tagged}
    for check_type, options in OPTIONS.items():
        yield pingdom_check, known(wanted(check_type), version)
        changed = {name: another(name, one) for name, one in options.items()}
        yield pingdom_check, known({"name": f"new {check_type}", **changed}, version)
        tested = {name: one for name, one in options.items() if name in pingdom_single_test.SPECIFICATION.block.options}
        yield pingdom_single_test, known({"type": check_type, "host": "a.example.com", **tested}, version)
    yield pingdom_check, known({**wanted("http"), **unwanted, "name": "unwanted"}, version)
    yield pingdom_check, {"name": "new http", "shouldnotcontain": "Error"}
    yield pingdom_single_test, {"type": "http", "host": "a.example.com", "shouldnotcontain": "Error", "probe": "1"}
    yield pingdom_single_test, {"test": "traceroute", "host": "a.example.com", "probe": "1"}
    yield pingdom_check_set, {"checks": [wanted("ping")]}
    yield pingdom_check_info, {}
    yield pingdom_check, {"name": "new ping", "state": "absent"}
    yield pingdom_pause, {"names": [SHOP]}


def of_windows(transaction, now):
    series = {"type": "week", "every": 2, "until": "+90d"}
    yield (
        pingdom_maintenance,
        {
            "description": "update",
            "start": "+1d",
            "duration": "1h",
            "recurrence": series,
            "checks": [SHOP],
            "transactions": [transaction],
        },
    )
    yield pingdom_maintenance_info, {"start": "now", "end": "+30d", "occurrences": True}
    moved = {"window": "update", "start": str(now + 25 * HOUR), "end": str(now + 27 * HOUR)}
    yield pingdom_maintenance_occurrence, {**moved, "day": "+1470m"}
    yield pingdom_maintenance_occurrence, {"window": "update", "day": "+26h", "state": "absent"}
    yield pingdom_maintenance, {"description": "update", "checks": [], "transactions": []}
    yield pingdom_maintenance, {"description": "update", "state": "absent"}


def of_people(version):
    high, low = ({"address": f"{name}@example.com"} for name in ("first", "second"))
    sms = {"country_code": "46", "number": "701234567", "provider": "bulksms", "severity": "HIGH"}
    for severities in (("HIGH", "LOW"), ("LOW", "HIGH")):
        email = [{**one, "severity": severity} for one, severity in zip((high, low), severities, strict=True)]
        told = {"email": email, "sms": [{**sms, "severity": severities[1]}]}
        yield pingdom_contact, {"name": "Third", "targets": told, "paused": severities[0] == "LOW"}
    yield pingdom_contact, {"name": "Third", "targets": {"sms": []}}
    if version == "2.1":
        yield pingdom_contact, {"name": "Third", "primary": True}
    for members in (["Third"], []):
        yield pingdom_team, {"name": "new", "members": members}
    yield pingdom_team, {"name": "new", "state": "absent"}
    yield pingdom_contact, {"name": "Third", "state": "absent"}
    yield pingdom_contact_info, {}


def of_transactions(transaction):
    own = {
        "active": False,
        "interval": 20,
        "region": "eu",
        "tags": ["shop"],
        "contacts": ["Ada Operator"],
        "teams": ["Web shop"],
        "integrations": [10],
        "severity_level": "low",
        "send_notification_when_down": 3,
        "custom_message": "Call",
        "steps": [{"fn": "go_to", "args": {"url": "a.example.com"}}],
    }
    yield pingdom_transaction, {"name": "new", **own}
    others = {"active": True, "interval": 60, "region": "au", "severity_level": "high", "custom_message": ""}
    cleared = {"tags": [], "contacts": [], "teams": [], "integrations": [], "send_notification_when_down": 1}
    steps = [*own["steps"], {"fn": "exists", "args": {"element": "#basket"}}]
    yield pingdom_transaction, {"name": "new", **others, **cleared, "steps": steps}
    yield pingdom_transaction, {"name": "shop: recorded purchase", "metadata": {"width": 1000}}
    period = {"start": "-2d", "end": "-1d", "order": "desc"}
    reports = {"include": ["status", "performance"], "resolution": "day", "include_uptime": True, **period}
    yield pingdom_transaction_info, {"details": True, **reports}
    yield pingdom_transaction_info, {"names": ["shop: log in"], "include": ["status"], **period}
    yield pingdom_transaction, {"name": "new", "state": "absent"}
    yield pingdom_transaction, {"id": transaction, "name": "renamed"}


def of_what_was():
    period, probes = {"start": "-2d", "end": "-1d"}, {"probes": ["1"]}
    about = {"check": SHOP, **period}
    chosen = {"statuses": ["up"], "min_response": 1, "max_response": 10000, "include_analysis": True}
    yield pingdom_result_info, {"kind": "results", **about, **probes, **chosen}
    yield pingdom_result_info, {"kind": "analyses", "check": SHOP, "start": "-9d", "end": "-1d", "raw": True}
    chosen = {"checks": [SHOP], "contacts": ["Ada Operator"], "statuses": ["sent"], "via": ["email"]}
    yield pingdom_result_info, {"kind": "alerts", **period, **chosen}
    yield pingdom_summary_info, {"kind": "average", **about, **probes, "by": ["country", "probe"]}
    yield pingdom_summary_info, {"kind": "hours_of_day", **about, **probes, "local_time": True}
    yield pingdom_summary_info, {"kind": "outages", **about, "order": "desc"}
    yield pingdom_summary_info, {"kind": "performance", **about, **probes, "resolution": "day", "order": "desc"}
    yield pingdom_summary_info, {"kind": "performance", **about, "include_uptime": True}
    yield pingdom_summary_info, {"kind": "probes", **about}
    yield pingdom_account_info, {"only_active": True, "include_deleted": True}


def of_an_account():
    """What API 2.1 alone has."""
    yield pingdom_account_info, {"include": ["probes"], "only_transactions": True}
    email = {"kind": "email", "name": "new"}
    shop = {"check": SHOP, "frequency": "daily", "additional_emails": ["a@example.com"], "include_paused": False}
    yield pingdom_report, {**email, **shop}
    yield pingdom_report, {**email, "overview": True, "additional_emails": [], "include_paused": True}
    yield pingdom_report, {**email, "state": "absent"}
    for state in ("present", "absent"):
        yield pingdom_report, {"kind": "public", "check": "api: status", "state": state}
        days = {"start": "2026-01-01", "end": "2026-01-31"}
        yield pingdom_report, {"kind": "shared", "check": "api: status", "type": "response", "state": state, **days}
    yield pingdom_report_info, {}
    texts = "firstname lastname company billing_email address address2 zip location province description vatcode"
    public = {"pubrtextcolor": "010203", "pubrbackgroundcolor": "040506", "pubrmonths": "3", "pubrcustomdesign": True}
    phone = {"phone": "1234", "phonecountrycode": 49, "phonecountryiso": "DE"}
    cellphone = {"cellphone": "1234", "cellcountrycode": 49, "cellcountryiso": "DE"}
    numbers = {"region": "0", "timezone": "16", "datetimeformat": "3", "numberformat": "1"}
    yield (
        pingdom_settings,
        {
            **{name: "other@example.com" if "email" in name else "other" for name in texts.split()},
            "email": "other@example.com",
            "country": "SE",
            "autologout": True,
            **phone,
            **cellphone,
            **numbers,
            **public,
            "pubrshowoverview": False,
            "pubrlogourl": "logo.example.com/logo.png",
            "pubrcustomdomain": "status.example.com",
            "updaterenewal": True,
        },
    )


def tasks(account, now):
    transaction = account.somebody("GET", "/tms/check")["checks"][0]["id"]
    yield from of_checks(account.version)
    yield from of_windows(transaction, now)
    yield from of_people(account.version)
    yield from of_what_was()
    yield from of_transactions(transaction) if account.version == "3.1" else of_an_account()


def properties(schema):
    """The names of the members of an object, of any alternative."""
    alternatives = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    return {*schema.get("properties", ())}.union(*(properties(one) for one in alternatives))


def documented(version):
    """The parameters by operation."""
    if version == "2.1":
        return {operation: {*table} for operation, table in KNOWN.items()}
    return {
        f"{method.upper()} {path}": {plain(name) for name in parameters(operation)}
        for path, item in openapi.standard().document["paths"].items()
        for method, operation in item.items()
    }


def parameters(operation):
    asked = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    bodies = operation.get("requestBody", {}).get("content", {}).values()
    return asked.union(*(properties(body["schema"]) for body in bodies))


def plain(name):
    """The name of a parameter without the number that it may end with."""
    name = re.sub(r"^requestheaders\d+$", "requestheaders", name)
    return re.sub(r"^requestheader\d+$", "requestheader{X}", name)


def sent(account, operations):
    """The parameters by operation that requests had which were not refused."""
    found = defaultdict(set)
    patterns = {one: re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(one))) for one in operations}
    for entry in account.emulator.requests("pingdom"):
        path = entry["path"].partition(f"/api/{account.version}")[2]
        fitting = [one for one, pattern in patterns.items() if pattern.fullmatch(f"{entry['method']} {path}")]
        if entry["status"] == 200 and fitting:
            body = entry["body"]
            told = parse_qs(body, keep_blank_values=True) if isinstance(body, str) else body or {}
            found[min(fitting, key=lambda one: one.count("{"))] |= {plain(name) for name in (*entry["query"], *told)}
    return found


def left_out(operations):
    """What the page says that nothing sends, as far as the operations have it."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition(TITLE)[2].partition("\n## ")[0]
    result = {}
    for cells in re.findall(r"^\| (`.*?) \| (`.*?) \| .+ \|$", page, re.MULTILINE):
        named, names = (re.findall("`([^`]+)`", cell) for cell in cells)
        for operation in named:
            missing = {*names} & operations.get(operation, set())
            result |= {operation: result.get(operation, set()) | missing} if missing else {}
    return result


@pytest.mark.versions("3.1", "2.1")
def test_every_documented_parameter_has_its_place(account, now):
    if account.version == "3.1" and not openapi.available():
        pytest.skip(openapi.ABSENT)
    for module, options in tasks(account, now):
        account.run(module, **options)
    operations = documented(account.version)
    was_sent = sent(account, operations)
    missing = {one: names - was_sent.get(one, set()) for one, names in operations.items()}
    missing = {one: names for one, names in missing.items() if names}
    assert missing == left_out(operations)
    assert {*operations} - {*was_sent} <= {*missing}, "nothing asks for these"
