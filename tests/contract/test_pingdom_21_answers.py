# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of the emulated API 2.1 against the documented ones: what the examples have, they have, with the same types;
what they have beyond is in the tables of attributes, or is named here with its reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.contract.openapi import ABSENT, SHARED, available
from tests.contract.test_pingdom_21_document import methods
from tests.emulator.pingdom.driver import Driver, Reply

if not available():
    pytest.skip(ABSENT, allow_module_level=True)

FIXTURES = SHARED / "fixtures" / "pingdom"
HOUR, DAY = 3600, 86400
NEW_CHECK = {"name": "new", "type": "http", "host": "new.example.com"}


class Asked(NamedTuple):
    """An operation, its path with ``{}`` for a thing of the account, and its parameters."""

    operation: str
    kind: str = "checks"
    sent: dict[str, str] = {}


UPTIME = {"includeuptime": "true"}
EXAMPLES = {
    "doc21_actions.json": Asked("GET /actions"),
    "doc21_analysis.json": Asked("GET /analysis/{checkid}"),
    "doc21_check_create_http.json": Asked("POST /checks", sent=NEW_CHECK),
    "doc21_check_create_smtp.json": Asked("POST /checks", sent={**NEW_CHECK, "type": "smtp", "auth": "a:b"}),
    "doc21_check_detail_http_repeated_cookie.json": Asked("GET /checks/{checkid}"),
    "doc21_checks_list_tags.json": Asked("GET /checks", sent={"include_tags": "true", "tags": "nginx,shop"}),
    "doc21_credits.json": Asked("GET /credits"),
    "doc21_maintenance_create.json": Asked("POST /maintenance"),
    "doc21_maintenance_list.json": Asked("GET /maintenance"),
    "doc21_maintenance_read.json": Asked("GET /maintenance/{id}", "windows"),
    "doc21_occurrence_read.json": Asked("GET /maintenance.occurrences/{id}", "occurrences"),
    "doc21_occurrences_list.json": Asked("GET /maintenance.occurrences"),
    "doc21_probes.json": Asked("GET /probes"),
    "doc21_reference.json": Asked("GET /reference"),
    "doc21_reports_email.json": Asked("GET /reports.email"),
    "doc21_reports_public.json": Asked("GET /reports.public"),
    "doc21_reports_shared.json": Asked("GET /reports.shared"),
    "doc21_results.json": Asked("GET /results/{checkid}", sent={"limit": "5"}),
    "doc21_servertime.json": Asked("GET /servertime"),
    "unit20_servertime.json": Asked("GET /servertime"),
    "doc21_settings.json": Asked("GET /settings"),
    "doc21_single.json": Asked("GET /single", sent={"host": "a.example.com", "type": "http", "probeid": "1"}),
    "doc21_summary_average_bycountry.json": Asked("GET /summary.average/{checkid}", sent={"bycountry": "true"}),
    "doc21_summary_average_uptime.json": Asked("GET /summary.average/{checkid}", sent=UPTIME),
    "doc21_summary_hoursofday.json": Asked("GET /summary.hoursofday/{checkid}"),
    "doc21_summary_outage.json": Asked("GET /summary.outage/{checkid}"),
    "unit20_summary_outage.json": Asked("GET /summary.outage/{checkid}"),
    "doc21_summary_performance_week.json": Asked(
        "GET /summary.performance/{checkid}", sent={"resolution": "week", **UPTIME}
    ),
    "doc21_summary_probes.json": Asked("GET /summary.probes/{checkid}", sent={"from": "0"}),
    "doc21_team_create.json": Asked("POST /teams", sent={"name": "new"}),
    "doc21_teams_list.json": Asked("GET /teams"),
    "unit21_teams_list.json": Asked("GET /teams"),
    "unit21_team_read.json": Asked("GET /teams/{teamid}", "teams"),
    "unit21_team_delete.json": Asked("DELETE /teams/{teamid}", "teams"),
    "doc21_traceroute.json": Asked("GET /traceroute", sent={"host": "a.example.com"}),
    "doc21_user_create.json": Asked("POST /users", sent={"name": "new"}),
    "doc21_users_list.json": Asked("GET /users"),
}
MESSAGES = {
    "PUT /checks/{checkid}": ("checks", {"paused": "true"}),
    "PUT /checks": ("checks", {"paused": "true"}),
    "DELETE /checks/{checkid}": ("checks", {}),
    "DELETE /checks": ("checks", {"delcheckids": "1"}),
    "PUT /maintenance/{id}": ("future", {"description": "Modified maintenance window"}),
    "DELETE /maintenance/{id}": ("future", {}),
    "DELETE /maintenance": ("future", {"maintenanceids": "{}"}),
    "PUT /maintenance.occurrences/{id}": ("coming", {}),
    "DELETE /maintenance.occurrences/{id}": ("coming", {}),
    "DELETE /maintenance.occurrences": ("coming", {"occurrenceids": "{}"}),
    "POST /reports.email": ("checks", {"name": "My subscription", "frequency": "weekly"}),
    "PUT /reports.email/{reportid}": ("subscriptions", {"frequency": "monthly"}),
    "DELETE /reports.email/{reportid}": ("subscriptions", {}),
    "PUT /reports.public/{checkid}": ("checks", {}),
    "DELETE /reports.public/{checkid}": ("checks", {}),
    "POST /reports.shared": ("checks", {"sharedtype": "banner", "checkid": "{}"}),
    "DELETE /reports.shared/{reportid}": ("banners", {}),
    "PUT /settings": ("checks", {"company": "Pingdom", "state": "Neverland"}),
    "PUT /users/{userid}": ("people", {"name": "Updated Name", "primary": "YES"}),
    "PUT /users/{userid}/{targetid}": ("people", {"email": "anotheresampleemail@example.com"}),
    "DELETE /users/{userid}": ("people", {}),
    "DELETE /users/{userid}/{targetid}": ("people", {}),
}
"""Operations that answer a message, with the thing that they are about."""
EVERYTHING = {
    "GET /checks": ("checks", {"showencryption": "true", "include_severity": "true"}),
    "GET /checks/{checkid}": ("checks", {"include_teams": "true"}),
    "POST /users/{userid}": ("people", {"email": "example1@example.com"}),
    "GET /teams/{teamid}": ("teams", {}),
    "PUT /teams/{teamid}": ("teams", {"name": "Operations"}),
    "DELETE /teams/{teamid}": ("teams", {}),
}
"""What else an operation is asked, so that the answer has all that it can have, and about what."""
BEYOND = {
    "GET /checks": {
        "checks.tags.": "the example has them",
        "checks.encryption": "showencryption has no row",
        "checks.severity_level": "include_severity has no row",
    },
    "GET /checks/{checkid}": {
        "check.tags": "quirk pingdom_21_detail_shows_tags",
        "check.probe_filters": "quirk pingdom_21_detail_shows_tags",
        "check.type.http.requestheaders": "a row for all names",
    },
    "GET /analysis/{checkid}/{analysisid}": {"analysisresult": "there is no documentation for this data"},
    "GET /maintenance.occurrences/{id}": {"occurrence": "the example has the wrapper"},
    "GET /summary.average/{checkid}": {"summary.responsetime.avgresponse.": "the example has the groups there"},
    "GET /users": {"users.sms.": "the example has them", "users.email.": "the example has them"},
    "POST /users": {"user.id": "the example has it"},
    "POST /users/{userid}": {"contact_target.id": "the example has it"},
}
"""Attributes beyond the tables, by how they begin, with the reason."""
TYPES = {"Integer": int, "String": str, "Boolean": bool, "Array": list, "Object": dict}
OTHERWISE = {
    "actions.alerts.userid": "a number in the example",
    "actions.alerts.checkid": "a number in the example",
    "checks.probe_filters": "its entries",
    "subscriptions.include_paused": "1 in the example",
    "shared.banners.id": "hexadecimal in the example",
    "settings.publicreports.customdomain": "a name of a host",
    "summary.responsetime.avgresponse": "a list in the example by country",
    "summary.responsetime.countryiso": "letters",
    "users.paused": "a word in the example",
    "user": "an object in the example",
    "id": "a number in the example",
}
"""Attributes that have another type than their table says, with the reason."""


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    """The demo account, where the first check and the first window have all that they can show."""
    with Driver() as driver:
        shop, *_checks = driver.account.checks.values()
        past, *_windows = driver.account.windows.values()
        past.tmsids = list(driver.account.transactions)
        lines = ["Cookie:sessionid=123", "Cookie:lastvisited=1293142347"]
        form = {f"requestheader{number}": line for number, line in enumerate(lines)}
        assert driver.ask_21("PUT", f"/checks/{shop.id}", data=form).status == 200
        yield driver


def ask(pingdom: Driver, operation: str, kind: str, sent: dict[str, str]) -> Reply:
    """The answer of an operation about the first thing of a kind."""
    account = pingdom.account
    contact = list(account.contacts.values())[2]
    things = {
        "future": [window.id for window in account.windows.values() if window.start > pingdom.now],
        "coming": [item.id for item in account.occurrences.values() if item.start > pingdom.now],
        "people": [contact.id],
    }
    thing = things[kind][0] if kind in things else next(iter(getattr(account, kind)))
    if operation == "POST /maintenance":
        sent = {"description": "x", "from": str(pingdom.now + HOUR), "to": str(pingdom.now + DAY)}
    if operation == "POST /teams":
        sent = {**sent, "userids": str(contact.id)}
    method, path = operation.split(" ")
    path = path.replace("{targetid}", str(contact.notification_targets["email"][0]["id"]))
    path = path.replace("{analysisid}", str(thing))
    path = re.sub(r"\{\w+\}", f"{thing:08x}" if kind == "banners" else str(thing), path)
    values = {name: value.format(thing) for name, value in sent.items()}
    return pingdom.ask_21(method, path, **{"params" if method == "GET" else "data": values})


def attributes(answer: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each attribute by its path, with a value that it has; entries of lists have the path of their list."""
    if isinstance(answer, list):
        for item in answer:
            if not isinstance(item, (list, dict)):
                yield path, item
            yield from attributes(item, path)
    if isinstance(answer, dict):
        for name, value in answer.items():
            below = f"{path}.{name}" if path else name
            yield below, value
            yield from attributes(value, below)


def tabled(part: str) -> dict[str, str]:
    """The types of the attributes in the tables of an operation, by path."""
    lines = part.split("Response Attributes\n")[1].split("\nExamples", maxsplit=1)[0].splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.count("|") > 1]
    return {row[0].replace(".(entry)", "").replace("(entry).", ""): row[2].split(" ")[0] for row in cells}


@pytest.mark.parametrize("name", EXAMPLES)
def test_answers_have_what_the_example_has(pingdom: Driver, name: str) -> None:
    asked = EXAMPLES[name]
    reply = ask(pingdom, asked.operation, asked.kind, dict(asked.sent))
    assert reply.status == 200, reply.error
    example = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    known: dict[str, set[type]] = {}
    for path, value in attributes(reply.json):
        known.setdefault(path, set()).add(type(value))
    for path, value in attributes(example):
        assert type(value) in known.get(path, set()), (path, value)


def test_every_example_of_the_version_is_here() -> None:
    files = {path.name for path in FIXTURES.glob("*21_*.json")}
    elsewhere = {"doc21_error_403.json", "doc21_messages.json"}
    assert files - elsewhere == {name for name in EXAMPLES if "21_" in name}


@pytest.mark.parametrize("operation", [operation for operation, _part in methods() if operation not in MESSAGES])
def test_answers_have_nothing_that_the_document_does_not_have(pingdom: Driver, operation: str) -> None:
    asked = next((one for one in EXAMPLES.values() if one.operation == operation), Asked(operation))
    kind, more = EVERYTHING.get(operation, (asked.kind, {}))
    if operation.startswith("GET /results"):
        more = {"from": str(pingdom.now - 4 * DAY), "status": "down", "includeanalysis": "true"}
    reply = ask(pingdom, operation, kind, {**asked.sent, **more})
    assert reply.status == 200, reply.error
    table = tabled(dict(methods())[operation])
    reasons = BEYOND.get(operation, {})
    for path, value in attributes(reply.json):
        told = table.get(path) or table.get(path.partition(".")[2])
        around = any(known.startswith(f"{path}.") for known in table)
        assert told or around or any(path.startswith(start) for start in reasons), path
        if told in TYPES and not isinstance(value, (list, dict)) and path not in OTHERWISE:
            assert {path: type(value)} == {path: TYPES[told]}, value


@pytest.mark.parametrize("operation", MESSAGES)
def test_messages_are_the_documented_ones(pingdom: Driver, operation: str) -> None:
    """Numbers in them aside."""
    kind, sent = MESSAGES[operation]
    if operation == "DELETE /reports.public/{checkid}":
        ask(pingdom, "PUT /reports.public/{checkid}", "checks", {})
    reply = ask(pingdom, operation, kind, sent)
    assert reply.status == 200, reply.error
    example = dict(methods())[operation].split("\nResponse\n")[1].splitlines()[0]
    assert _sentence(reply.json["message"]) == _sentence(json.loads(example)["message"])


def _sentence(message: str) -> str:
    return re.sub(r"\d+", "N", message)


def test_every_documented_message_is_here() -> None:
    """But that to POST of a contact target, which has none."""
    found = {operation for operation, part in methods() if '"message"' in part}
    assert found == set(MESSAGES)


def test_the_documented_error_is_what_is_told_where_nobody_knows_better(pingdom: Driver) -> None:
    example = json.loads((FIXTURES / "doc21_error_403.json").read_text(encoding="utf-8"))
    pingdom.quirks.set("pingdom_invented_texts", False)
    user = next(iter(pingdom.account.contacts))
    assert ask(pingdom, "DELETE /users/{userid}", "contacts", {}).json == example
    assert user in pingdom.account.contacts


@pytest.mark.parametrize(
    ("fixture", "headers"),
    [
        ("unit_error_401_bad_credentials.json", {"Authorization": ""}),
        ("observed_error_403_app_key.json", {"App-Key": "no such key"}),
        ("observed_error_403_account_type.json", {"Account-Email": "other@example.com"}),
    ],
)
def test_strangers_are_told_what_was_recorded(pingdom: Driver, fixture: str, headers: dict[str, str]) -> None:
    reply = pingdom.ask_21("GET", "/checks", headers=headers)
    recorded = json.loads((FIXTURES / fixture).read_text(encoding="utf-8"))
    assert (reply.status, reply.json) == (recorded["error"]["statuscode"], recorded)


def test_a_paused_check_is_listed_as_it_was_in_2_0(pingdom: Driver) -> None:
    """The attributes of that version's alert policies aside."""
    text = (FIXTURES / "real20_checks_list_paused.json").read_text(encoding="utf-8")
    recorded = next(row for row in json.loads(text)["checks"] if row["status"] == "paused")
    listed = pingdom.ask_21("GET", "/checks", params={"include_tags": "true"}).json["checks"]
    shown = next(row for row in listed if row["status"] == "paused")
    gone = {"use_legacy_notifications", "alert_policy", "alert_policy_name", "acktimeout", "autoresolve"}
    assert set(recorded) - gone - {"lasterrortime"} == set(shown) - {"ipv6"}
