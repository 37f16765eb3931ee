# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_transaction_info on the emulated account: the list, details, reports, and what is asked for them."""

from __future__ import annotations

import datetime
import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_transaction, pingdom_transaction_info

pytestmark = pytest.mark.usefixtures("documented_requests")

SCRIPT, RECORDING = "shop: log in", "shop: recorded purchase"
DETAILS = {"steps", "contacts", "teams", "integrations", "severity_level", "send_notification_when_down"}
DETAILS |= {"custom_message", "metadata"}
SECRET = "correct-horse-battery"


@pytest.fixture
def info(account):
    """Run the module."""

    def run(**options):
        return account.run(pingdom_transaction_info, **options)

    return run


def names(answer):
    return [one["name"] for one in answer["transactions"]]


def asked(emulator):
    """The paths and queries of what was read, but the list."""
    found = [(one["path"].rpartition("/tms/check")[2], one["query"]) for one in emulator.requests("pingdom")]
    return [one for one in found if one[0]]


def test_the_list_takes_one_request(info, emulator):
    answer = info()
    assert names(answer) == [SCRIPT, RECORDING]
    script, recording = answer["transactions"]
    assert (script["type"], recording["type"], script["status"]) == ("script", "recording", "successful")
    assert (script["active"], script["interval"], script["region"], script["tags"]) == (True, 10, "us-east", ["shop"])
    assert script["created"].endswith("Z")
    assert script["lastdownstart"] is None
    assert not DETAILS & {*script}
    assert (answer["changed"], answer["unknown"]) == (False, [])
    assert len(emulator.requests("pingdom")) == 1


@pytest.mark.parametrize(
    ("selected", "found"),
    [
        ({"names": [SCRIPT]}, [SCRIPT]),
        ({"names": [f" {SCRIPT} "], "tags": [" recorded"]}, [SCRIPT, RECORDING]),
        ({"tags": ["shop", "recorded"]}, [SCRIPT, RECORDING]),
        ({"tags": ["shop"], "names": [RECORDING]}, [SCRIPT, RECORDING]),
        ({"types": ["recording"]}, [RECORDING]),
        ({"types": ["recording"], "names": [SCRIPT]}, []),
        ({"statuses": ["failing", "unknown"]}, []),
        ({"statuses": ["successful"], "types": ["script"]}, [SCRIPT]),
        ({"names": []}, []),
        ({"ids": [], "tags": ["shop"]}, [SCRIPT]),
    ],
)
def test_what_is_selected(info, selected, found):
    assert names(info(**selected)) == found
    assert names(info(check_mode=True, **selected)) == found


def test_by_id_and_what_nothing_is_known_by(info):
    number = info()["transactions"][1]["id"]
    answer = info(ids=[number, 424242], names=["x"], tags=["y"])
    assert names(answer) == [RECORDING]
    assert answer["unknown"] == ["id 424242", "name 'x'", "tag 'y'"]
    assert answer["warnings"] == ["No transaction check has the id 424242, name 'x', tag 'y'."]


def test_details_are_as_the_module_returns_them_without_secrets(info, account):
    steps = [
        {"fn": "go_to", "args": {"url": "x.example.com"}},
        {"fn": "fill", "args": {"input": "#a", "value": SECRET}},
    ]
    made = account.run(pingdom_transaction, name="new", steps=steps, contacts=["Ada Operator"])
    answer = info(details=True, include=["performance"])
    assert names(answer) == [SCRIPT, RECORDING, "new"]
    shown = {name: one for name, one in answer["transactions"][2].items() if name != "performance"}
    assert shown == made["transaction"]
    assert {*answer["transactions"][0]} - {"performance"} == {*info()["transactions"][0]} | DETAILS
    for secret in (SECRET, "example-card", "example-login", "shopper"):
        assert secret not in json.dumps(answer)


def test_reports_of_one(info, emulator):
    wish = {"names": [SCRIPT], "include": ["status", "performance"], "include_uptime": True, "resolution": "day"}
    (one,) = info(**wish, start="-8d", end="-1s")["transactions"]
    ((begin, state),) = [(one["start"], one["status"]) for one in one["states"]]
    assert state == "up"
    assert datetime.datetime.fromisoformat(begin.replace("Z", "+00:00")).tzinfo
    assert {*one["states"][0]} == {"start", "end", "status", "error_in_step", "message"}
    performance = one["performance"]
    assert performance["resolution"] == "day"
    assert len(performance["intervals"]) in (8, 9)
    interval = performance["intervals"][0]
    assert (interval["up_seconds"], interval["down_seconds"], interval["response_time"]) == (86400, 0, 500)
    assert (interval["unknown_seconds"], interval["uptime_percent"]) == (0, 100)
    assert interval["steps"][1]["step"] == {"fn": "click", "args": {"element": "Log in"}}
    (status, queried), (_performance, more) = asked(emulator)
    assert status == f"/{one['id']}/report/status"
    begin, end = (datetime.datetime.fromisoformat(queried[name][0]) for name in ("from", "to"))
    assert (end - begin).total_seconds() == 8 * 86400 - 1
    assert more["include_uptime"] == ["true"]


def test_only_performance_is_bound_to_a_length(info):
    assert info(names=[SCRIPT], include=["status"], start="-30d")["transactions"][0]["states"]
    refused = info(names=[SCRIPT], include=["status", "performance"], start="-30d", fails=True)
    assert "at most 8 days" in refused["msg"]


def test_reports_of_all_by_the_list_of_them(info, emulator, now):
    start = datetime.datetime.fromtimestamp(now - 86400, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = info(include=["status"], start=start, order="desc")
    assert [one["states"][0]["start"] for one in answer["transactions"]] == [start, start]
    ((path, query),) = asked(emulator)
    assert (path, query["from"], query["order"]) == ("/report/status", [start], ["desc"])


def test_the_list_of_reports_is_read_to_its_end(info, account, emulator):
    for number in range(101):
        body = {"name": f"n{number}", "steps": [{"fn": "go_to", "args": {"url": "x"}}]}
        account.somebody("POST", "/tms/check", body)
    answer = info(include=["status"], types=["script"])
    assert len(answer["transactions"]) == 102
    assert [one["status"] for one in answer["transactions"][-1]["states"]] == ["unknown"]
    assert [query["offset"] for _path, query in asked(emulator)] == [["0"], ["100"]]


def test_no_states_as_null_are_none(info, emulator):
    rows = info()["transactions"]
    report = [{"check_id": one["id"], "name": one["name"], "states": None} for one in rows]
    emulator.faults([{"method": "GET", "path": "/report/status$", "status": 200, "body": {"report": report}}])
    assert [one["states"] for one in info(include=["status"])["transactions"]] == [[] for _one in rows]


def test_answers_of_recorded_servers_are_read(info, emulator):
    """Failures, and a check that is unknown until it was made (real31_tms_status_report_all.json)."""
    rows = info()["transactions"]
    down = {"status": "down", "from": "2021-04-22T06:34:41Z", "to": "2021-04-28T12:45:14.000Z"}
    down |= {"message": "Element 'x' does not exist.", "error_in_step": 4}
    report = [{"check_id": one["id"], "name": one["name"], "states": [down]} for one in rows]
    emulator.faults([{"method": "GET", "path": "/report/status$", "status": 200, "body": {"report": report}}])
    assert info(include=["status"])["transactions"][1]["states"] == [
        {
            "start": "2021-04-22T06:34:41Z",
            "end": "2021-04-28T12:45:14Z",
            "status": "down",
            "error_in_step": 4,
            "message": "Element 'x' does not exist.",
        }
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tms/check/report/status$", {"report": []}),
        ("/tms/check/report/status$", {"report": [{"check_id": 1}]}),
        ("/tms/check/report/status$", {"report": {}}),
        ("/report/performance$", {"report": []}),
        ("/report/performance$", {"report": {"intervals": {}}}),
        ("/report/performance$", {"report": {"intervals": [1]}}),
        ("/report/performance$", {"report": {"intervals": [{"steps": [{"step": 1}]}]}}),
        ("/report/performance$", {"report": {"intervals": [{"steps": [{"step": {"fn": 1}}]}]}}),
        ("/tms/check$", {"checks": [{"name": "no id"}]}),
        ("/tms/check$", {"checks": [{"id": 1, "name": "x", "active": "maybe"}]}),
        ("/tms/check$", {"checks": [{"id": 1}]}),
        ("/tms/check/[0-9]+$", {"check": {"id": 1, "name": "x", "steps": 1}}),
    ],
)
def test_answers_of_other_shapes_are_told(info, emulator, path, body):
    emulator.faults([{"method": "GET", "path": path, "status": 200, "body": body}])
    refused = info(details=path != "/tms/check$", include=["status", "performance"], fails=True)
    assert refused["error"]["kind"] == "UnexpectedAnswer"


def test_one_that_has_not_run_yet_has_no_intervals(info, emulator):
    body = {"report": {"check_id": 1, "resolution": "hour", "intervals": None}}
    emulator.faults([{"method": "GET", "path": "/report/performance$", "status": 200, "body": body}])
    assert info(include=["performance"])["transactions"][0]["performance"] == {"resolution": "hour", "intervals": []}


def test_one_that_goes_meanwhile_is_left_out(info, account, emulator):
    number = info()["transactions"][0]["id"]
    body = {"error": {"statuscode": 404, "statusdesc": "Not Found", "errormessage": "Check not found"}}
    emulator.faults([{"method": "GET", "path": f"/tms/check/{number}$", "status": 404, "body": body}])
    answer = info(details=True)
    assert names(answer) == [RECORDING]
    assert answer["warnings"] == [f"Transaction check {number} ({SCRIPT!r}) has gone while it was read."]


REFUSED = [
    ({"start": "now"}, "start is about reports: set include to status or performance"),
    ({"resolution": "day", "include": ["status"]}, "resolution is about reports: set include to performance"),
    ({"include_uptime": True}, "include_uptime is about reports"),
    ({"include": ["status"], "start": "+2h", "end": "+1h"}, "end must be later than start"),
    ({"include": ["status"], "start": "yesterday"}, "which is not a point in time"),
    (
        {"include": ["performance"], "start": "2020-01-01T00:00Z", "end": "2020-02-01T00:00Z"},
        "in the resolution hour, performance is told of at most 8 days",
    ),
    ({"types": []}, "types must not be empty"),
    ({"statuses": []}, "statuses must not be empty"),
    ({"names": [""]}, "names must not have an element that is empty or null"),
]


@pytest.mark.parametrize(("options", "words"), REFUSED)
def test_what_cannot_be_asked_is_refused(info, emulator, options, words):
    assert words in info(fails=True, **options)["msg"]
    assert asked(emulator) == []


def test_api_2_1_has_none(info, emulator):
    old = {"api_version": "2.1", "username": "u", "password": "p", "app_key": "k"}
    refused = info(url=emulator.pingdom.replace("/3.1", "/2.1"), fails=True, **old)
    assert "Pingdom's API 2.1 has no transaction checks. Nothing was sent. API 3.1 has it." in refused["msg"]
    assert emulator.requests("pingdom") == []


def test_a_budget_that_does_not_reach_is_told_before_it_is_used(info, emulator):
    emulator.faults(
        [
            {
                "method": "GET",
                "path": "/tms/check$",
                "status": 200,
                "headers": {"Req-Limit-Short": "Remaining: 1 Time until reset: 100"},
                "body": {"checks": [{"id": one, "name": str(one)} for one in (1, 2, 3)]},
            }
        ]
    )
    refused = info(details=True, fails=True)
    assert refused["error"]["kind"] == "RateLimited"
    assert "details and reports of transaction checks takes 3 requests" in refused["msg"]
