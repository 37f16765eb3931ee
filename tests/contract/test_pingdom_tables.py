# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values and texts that the emulator shares with clients: each as a recording or a document of the vendor has it.

A value that emulator and client have in common by chance proves nothing. So these tests read the sources themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.contract import documented, openapi
from tests.contract.openapi import Contract
from tests.contract.recordings import FIXTURES
from tests.contract.schemas import bodies
from tests.emulator.pingdom import checks, maintenance, transactions
from tests.emulator.pingdom.check_types import CHECK_TYPES
from tests.emulator.pingdom.driver import Driver
from tests.emulator.pingdom.errors import INVENTED, REFUSALS, UNTOLD, refused
from tests.emulator.pingdom.wire import WORTH_PACKING, json_answer

if not openapi.available():
    pytest.skip(openapi.ABSENT, allow_module_level=True)

EMPTY: tuple[object, ...] = ([], "")
"""What stands where nothing was told: no document gives it as a default, and answers lack it or show it empty."""


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    with Driver(empty=True) as driver:
        yield driver


def recorded(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("check_type", CHECK_TYPES)
def test_defaults_of_a_type_are_documented(contract: Contract, check_type: str) -> None:
    current, old = documented.defaults(contract, check_type), documented.old_defaults(check_type)
    told = {**checks.DEFAULTS, **CHECK_TYPES[check_type].defaults}
    assert {name: told[name] for name in current} == current
    assert {name: documented.plain(told[name]) for name in old} == old
    undocumented = {name: value for name, value in told.items() if name not in {*current, *old} and value not in EMPTY}
    assert undocumented == {}


@pytest.mark.parametrize("check_type", CHECK_TYPES)
def test_what_a_type_has_to_be_told_is_documented(contract: Contract, check_type: str) -> None:
    required = documented.required(contract, check_type)
    rows = documented.old_parameters(check_type)
    assert set(CHECK_TYPES[check_type].required) == required
    assert {name for name, (mandatory, _default) in rows.items() if mandatory == "yes"} == required


@pytest.mark.parametrize("check_type", CHECK_TYPES)
def test_parameters_of_a_type_are_documented(contract: Contract, check_type: str) -> None:
    current = set(documented.new_check(contract, check_type)["properties"])
    old = set(documented.old_parameters(check_type))
    headers = {name for name in current if re.fullmatch(r"requestheaders\d*", name)} | {"requestheader{X}"}
    assert {*checks.COMMON, "type", *CHECK_TYPES[check_type].parameters} == (current | old) - headers


def test_a_new_check_looks_as_recorded_member_by_member(pingdom: Driver) -> None:
    body = {"host": "google.com", "name": "a test check", "type": "http"}
    made = pingdom.ask("POST", "/checks", json=body)
    now = recorded("rec31_check_create.json")["check"]
    assert json.loads(made.raw) == {"check": {**made.json["check"], "name": now["name"]}}
    shown, was = pingdom.check(made.json["check"]["id"]), recorded("rec31_check_detail_http_defaults.json")["check"]
    same = {name: was[name] for name in ("id", "created")}
    assert json.dumps({**shown, **same}) == json.dumps(was), "in the same order"
    row = pingdom.ask("GET", "/checks").json["checks"][0]
    listed = recorded("rec31_checks_list.json")["checks"][0]
    own = {name: listed[name] for name in ("id", "created", "name", "hostname", "resolution")}
    assert json.dumps({**row, **own}) == json.dumps(listed)


def test_a_busy_check_has_its_members_in_the_recorded_order() -> None:
    was = recorded("paste31_check_detail_https_post_tags_region.json")["check"]
    with Driver() as pingdom:
        check_id = next(iter(pingdom.account.checks))
        pingdom.ask("PUT", f"/checks/{check_id}", json={"postdata": "a=b"})
        shown = pingdom.check(check_id)
    assert [name for name in shown if name in was] == list(was)
    assert list(shown["type"]["http"]) == list(was["type"]["http"])


def test_defaults_of_windows_and_transactions_are_documented(contract: Contract) -> None:
    for operation, told in (("POST /maintenance", maintenance.DEFAULTS), ("POST /tms/check", transactions.DEFAULTS)):
        properties = bodies(contract.document, operation)[0]["schema"]["properties"]
        documented = {name: schema["default"] for name, schema in properties.items() if "default" in schema}
        assert {name: value for name, value in told.items() if value not in EMPTY} == documented


@pytest.mark.parametrize("kind", [kind for kind, refusal in REFUSALS.items() if refusal.source != INVENTED])
def test_text_of_a_refusal_is_recorded(kind: str) -> None:
    was = recorded(REFUSALS[kind].source)
    about = was["error"]["errormessage"].rpartition(" ")[2]
    assert refused(kind, about).envelope() == was


def test_another_value_is_refused_with_the_recorded_text(pingdom: Driver) -> None:
    was = recorded("observed_error_400_invalid_sendnotificationwhendown.json")
    body = {"name": "x", "host": "a.example.com", "type": "ping", "sendnotificationwhendown": 0}
    reply = pingdom.ask("POST", "/checks", json=body)
    assert (reply.status, reply.json) == (400, was)


def test_text_in_place_of_invented_ones_is_the_documented_example() -> None:
    assert recorded("doc21_error_403.json")["error"]["errormessage"] == UNTOLD
    assert UNTOLD in documented.old_document()


def message(pingdom: Driver, method: str, path: str, **options: Any) -> str:
    return str(pingdom.ask(method, path, **options).json["message"])


def _window(pingdom: Driver) -> str:
    start = pingdom.now + 3600
    series = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": start + 10 * 86400}
    return f"/maintenance/{pingdom.create_window(start, start + 60, **series)}"


def _occurrences(pingdom: Driver) -> list[str]:
    _window(pingdom)
    return [str(row["id"]) for row in pingdom.ask("GET", "/maintenance.occurrences").json["occurrences"]]


def _contact(pingdom: Driver) -> str:
    targets = {"email": [{"severity": "HIGH", "address": "new@example.com"}]}
    body = {"name": "x", "notification_targets": targets}
    return f"/alerting/contacts/{pingdom.ask('POST', '/alerting/contacts', json=body).json['contact']['id']}"


MESSAGES: dict[str, Callable[[Driver], str]] = {
    "rec31_check_delete.json": lambda pingdom: message(pingdom, "DELETE", f"/checks/{pingdom.create_check()}"),
    "unit31_check_update.json": lambda pingdom: message(pingdom, "PUT", f"/checks/{pingdom.create_check()}", json={}),
    "unit31_maintenance_update.json": lambda pingdom: message(pingdom, "PUT", _window(pingdom), json={}),
    "unit31_maintenance_delete.json": lambda pingdom: message(pingdom, "DELETE", _window(pingdom)),
    "unit31_occurrence_update.json": lambda pingdom: message(
        pingdom, "PUT", f"/maintenance.occurrences/{_occurrences(pingdom)[0]}", json={}
    ),
    "unit31_occurrence_delete.json": lambda pingdom: message(
        pingdom, "DELETE", f"/maintenance.occurrences/{_occurrences(pingdom)[0]}"
    ),
    "unit31_occurrences_multidelete.json": lambda pingdom: message(
        pingdom, "DELETE", "/maintenance.occurrences", params={"occurrenceids": ",".join(_occurrences(pingdom)[:5])}
    ),
    "unit31_contact_delete.json": lambda pingdom: message(pingdom, "DELETE", _contact(pingdom)),
}
"""What is done for each recorded message."""


@pytest.mark.parametrize("name", MESSAGES)
def test_message_is_the_recorded_one(pingdom: Driver, name: str) -> None:
    assert MESSAGES[name](pingdom) == recorded(name)["message"]


def test_messages_that_name_a_number_are_the_recorded_ones(pingdom: Driver) -> None:
    def numbered(text: str) -> str:
        return re.sub(r"\d+", "N", text)

    known = {numbered(row["message"]) for row in recorded("doc21_messages.json")}
    one = pingdom.create_check()
    assert numbered(message(pingdom, "PUT", "/checks", json={"paused": True, "checkids": str(one)})) in known
    assert message(pingdom, "DELETE", "/checks", json={"delcheckids": str(one)}) in known
    window = _window(pingdom).rpartition("/")[2]
    assert numbered(message(pingdom, "DELETE", "/maintenance", params={"maintenanceids": window})) in known
    team = pingdom.ask("POST", "/alerting/teams", json={"name": "x", "member_ids": []}).json["team"]["id"]
    told = message(pingdom, "DELETE", f"/alerting/teams/{team}")
    assert numbered(told) == numbered(recorded("unit31_team_delete.json")["message"])
    steps = [{"fn": "go_to", "args": {"url": "shop.example.com"}}]
    made = pingdom.ask("POST", "/tms/check", json={"name": "x", "steps": steps}).json["check"]["id"]
    assert numbered(message(pingdom, "DELETE", f"/tms/check/{made}")) == numbered(
        recorded("real31_tms_delete.json")["message"]
    )


def test_headers_are_the_recorded_ones(pingdom: Driver) -> None:
    was = recorded("paste31_response_headers.json")
    has = pingdom.ask("GET", "/checks").headers
    assert {name for name in was if name not in ("Connection", "Expect-CT")} <= {*has}, "in the same case"
    for name in ("Content-Type", "Transfer-Encoding", "Cache-Control", "CF-Cache-Status", "Server", "Content-Encoding"):
        assert has[name] == was[name]
    for name in ("req-limit-long", "req-limit-short", "server-time", "x-trace"):
        assert re.sub("[0-9A-F]+", "N", has[name]) == re.sub("[0-9A-F]+", "N", was[name])


BODIES = {
    "/api/3.1/checks": "rec31_checks_list.json",
    "/api/3.1/checks/13904898": "rec31_check_detail_http_defaults.json",
    "a test check": "rec31_check_create.json",
    "a test check to destroy": "rec31_check_create_2.json",
    "/api/3.1/checks/13904902": "rec31_check_delete.json",
}
"""The answer to each recorded request, by what tells the request."""


@pytest.mark.parametrize("number", range(5))
def test_bodies_travel_as_recorded(number: int) -> None:
    exchange = recorded("rec31_response_headers.json")[number]
    request = exchange["request"]
    about = json.loads(request["body"])["name"] if request["body"] else request["path"]
    answer = json_answer(recorded(BODIES[about]))
    assert isinstance(answer.body, bytes)
    length = exchange["headers"].get("Content-Length")
    assert answer.headers["Content-Type"] == exchange["headers"]["Content-Type"]
    assert (length is None) == (len(answer.body) >= WORTH_PACKING)
    assert length in (None, str(len(answer.body)))
