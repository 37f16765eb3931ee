# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_maintenance_info on the emulated account, over both versions: states, checks, periods, occurrences."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_maintenance_info,
    pingdom_maintenance_occurrence,
)
from tests.behaviour.pingdom_calls import NAME, opened

pytestmark = pytest.mark.usefixtures("documented_requests")

HOUR, DAY = 3600, 86400
PAST, WEEKLY = "shop: database move", "shop: weekly release"


@pytest.fixture
def info(either_account):
    """Run the module."""

    def run(**options):
        return either_account.run(pingdom_maintenance_info, **options)

    return run


def iso(moment):
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def states(answer):
    return {one["description"]: one["state"] for one in answer["windows"]}


def daily(account, start, **more):
    return opened(
        account, start, start + HOUR, recurrencetype="day", repeatevery=1, effectiveto=start + 9 * DAY, **more
    )


def test_the_list_takes_two_requests(info, emulator):
    answer = info()
    assert states(answer) == {PAST: "past", WEEKLY: "future"}
    assert (answer["changed"], answer["unknown"]) == (False, [])
    assert len(emulator.requests("pingdom")) == 2
    assert {*answer["windows"][0]} == {
        "id", "description", "start", "end", "recurrence", "checks", "transactions", "status", "state"
    }  # fmt: skip
    assert states(info(check_mode=True)) == states(answer)


def test_windows_are_as_the_module_returns_them(account):
    made = account.window(description=NAME, start="now", duration="1h", checks=["api: status"])
    (shown,) = account.run(pingdom_maintenance_info, states=["active"])["windows"]
    assert shown == {**made["maintenance"], "state": "active"}


def test_a_recurring_window_is_active_while_an_occurrence_is(info, either_account, emulator):
    now = int(emulator.time())
    more = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": now + 3 * DAY}
    window = opened(either_account, 1, now + HOUR, **more)
    emulator.advance(60)
    assert states(info(ids=[window])) == {NAME: "active"}
    emulator.advance(2 * HOUR)
    between = info(ids=[window])["windows"][0]
    assert (between["status"], between["state"]) == ("running", "future")
    emulator.advance(DAY - 2 * HOUR)
    assert states(info(ids=[window])) == {NAME: "active"}
    emulator.advance(HOUR + 60)
    for row in either_account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window}")["occurrences"]:
        either_account.somebody("DELETE", f"/maintenance.occurrences/{row['id']}")
    rest = info(ids=[window])["windows"][0]
    assert (rest["status"], rest["state"]) == ("running", "past"), "every one that was to come was cancelled"


@pytest.mark.parametrize(
    ("selected", "found"),
    [
        ({"descriptions": [WEEKLY]}, [WEEKLY]),
        ({"descriptions": [f" {WEEKLY} "]}, [WEEKLY]),
        ({"descriptions": []}, []),
        ({"descriptions": [PAST, WEEKLY], "states": ["past"]}, [PAST]),
        ({"states": ["past", "future"]}, [PAST, WEEKLY]),
        ({"states": ["active"]}, []),
        ({"check": "shop: checkout"}, [PAST, WEEKLY]),
        ({"check": "shop: checkout", "states": ["future"]}, [WEEKLY]),
        ({"check": "api: status"}, []),
        ({"start": "now"}, [WEEKLY]),
        ({"end": "+1h"}, []),
        ({"end": "+2w"}, [WEEKLY]),
        ({"start": "2001-01-01T00:00:00Z", "end": "now"}, [PAST]),
        ({"start": "2001-01-01T00:00:00Z"}, [PAST, WEEKLY]),
        ({"start": "2001-01-01T00:00:00Z", "end": "2001-01-02T00:00:00Z"}, []),
    ],
)
def test_what_is_selected(info, selected, found):
    assert [*states(info(**selected))] == found


def test_of_a_check_by_id(info):
    (shown,) = info(descriptions=[WEEKLY])["windows"]
    assert [*states(info(check=shown["checks"][0]))] == [PAST, WEEKLY]
    refused = info(check="424242", fails=True)
    assert refused["error"]["kind"] == "NotFound"
    assert info(check="duplicate name", fails=True)["error"]["kind"] == "AmbiguousName"


def test_of_a_check_that_has_gone_but_stands_in_a_window(info, emulator):
    row = {"id": 5, "description": "left over", "from": 10, "to": 20, "effectiveto": 20}
    body = {"maintenance": [{**row, "checks": {"uptime": [424242], "tms": []}}]}
    emulator.faults([{"method": "GET", "path": "/maintenance$", "status": 200, "body": body}])
    assert states(info(check="424242")) == {"left over": "past"}


def test_of_a_transaction_check(account):
    number = account.somebody("GET", "/tms/check")["checks"][0]["id"]
    window = opened(account, 1, 4102444800, tmsids=[number])
    for named in ("shop: log in", str(number)):
        found = account.run(pingdom_maintenance_info, transaction=named)["windows"]
        assert [one["id"] for one in found] == [window]


def test_what_is_unknown_is_told(info):
    answer = info(ids=[424242], descriptions=["x", WEEKLY])
    assert [*states(answer)] == [WEEKLY]
    assert answer["unknown"] == ["id 424242", "description 'x'"]
    assert answer["warnings"] == ["No maintenance window has the id 424242, description 'x'."]


def test_occurrences_of_a_period_or_from_now_on(info, either_account, emulator):
    now = int(emulator.time())
    window = daily(either_account, now + HOUR)
    shown = info(ids=[window], occurrences=True)["windows"][0]["occurrences"]
    assert [one["start"] for one in shown] == [iso(now + HOUR + day * DAY) for day in range(9)]
    assert {*shown[0]} == {"id", "window", "start", "end", "status"}
    assert {(one["window"], one["status"]) for one in shown} == {(window, "future")}
    emulator.advance(90 * 60)
    assert info(ids=[window], occurrences=True)["windows"][0]["occurrences"][0] == {**shown[0], "status": "running"}
    emulator.advance(2 * DAY)
    period = {"start": iso(now), "end": iso(now + 2 * DAY)}
    inside = info(ids=[window], occurrences=True, **period)["windows"][0]["occurrences"]
    assert [one["status"] for one in inside] == ["ended", "ended"]
    assert [one["id"] for one in inside] == [one["id"] for one in shown[:2]]
    moved = either_account.run(pingdom_maintenance_occurrence, id=shown[5]["id"], duration="3h")["occurrence"]
    assert moved in info(ids=[window], occurrences=True)["windows"][0]["occurrences"]


def test_what_was_cancelled_a_moment_ago_is_not_listed_though_a_list_lags(info, either_account, emulator):
    now = int(emulator.time())
    window = daily(either_account, now + HOUR)
    rows = either_account.somebody("GET", "/maintenance.occurrences")
    first = info(ids=[window], occurrences=True)["windows"][0]["occurrences"][0]
    either_account.run(pingdom_maintenance_occurrence, id=first["id"], state="absent")
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences$", "status": 200, "body": rows}])
    assert first not in info(ids=[window], occurrences=True)["windows"][0]["occurrences"]


def test_windows_that_nobody_understands_are_shown_as_they_are(info, emulator):
    now = int(emulator.time())
    odd = {
        "id": 5,
        "description": "patch day",
        "from": now - DAY,
        "to": now - DAY + HOUR,
        "effectiveto": now + 99 * DAY,
    }
    odd |= {"recurrencetype": "nth-day-of-week-in-month", "repeatevery": 1, "dayofweekinmonth": 2}
    unread = {"id": 6, "description": None, "from": "soon", "to": None, "checks": "x"}
    body = {"maintenance": [odd, unread]}
    emulator.faults([{"method": "GET", "path": "/maintenance$", "status": 200, "body": body}])
    occurrences = {"occurrences": [{"id": 7, "maintenanceid": 5, "from": now - 60, "to": now + HOUR}]}
    emulator.faults(
        [
            {"method": "GET", "path": "/maintenance$", "status": 200, "body": body},
            {"method": "GET", "path": "/maintenance.occurrences$", "status": 200, "body": occurrences},
        ]
    )
    answer = info(states=["active"], check="424242", fails=None)
    assert answer["error"]["kind"] == "NotFound"
    answer = info(states=["active"])
    assert [(one["id"], one["state"]) for one in answer["windows"]] == [(5, "active"), (6, None)]
    assert answer["windows"][0]["recurrence"]["type"] == "nth-day-of-week-in-month"
    assert answer["windows"][0]["recurrence"]["dayofweekinmonth"] == 2
    assert (answer["windows"][1]["start"], answer["windows"][1]["checks"]) == (None, None)
    (warning,) = answer["warnings"]
    assert "Whether maintenance window 6 is in force cannot be told" in warning


def test_an_occurrence_that_cannot_be_read_may_be_in_force(info, either_account, emulator):
    now = int(emulator.time())
    window = daily(either_account, now - now % HOUR + 2 * HOUR)
    emulator.advance(DAY)
    rows = [{"id": "x", "maintenanceid": window, "from": "soon", "to": 5}, {"maintenanceid": "y"}]
    body = {"occurrences": rows}
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences$", "status": 200, "body": body}])
    answer = info(ids=[window], states=["past"], occurrences=True)
    assert states(answer) == {NAME: None}
    shown = answer["windows"][0]["occurrences"]
    assert shown == [{"id": None, "window": window, "start": None, "end": iso(5), "status": None}]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/maintenance$", {"maintenance": [{"description": "no id"}]}),
        ("/maintenance$", {"maintenance": {}}),
        ("/maintenance.occurrences$", {"occurrences": None}),
    ],
)
def test_answers_of_other_shapes_are_told(info, emulator, path, body):
    emulator.faults([{"method": "GET", "path": path, "status": 200, "body": body}])
    assert info(fails=True)["error"]["kind"] == "UnexpectedAnswer"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"start": "+2h", "end": "+1h"}, "end must be later than start"),
        ({"end": "2001-01-01T00:00Z"}, "Without start, a period begins now"),
        ({"start": "yesterday"}, "which is not a point in time"),
        ({"descriptions": [""]}, "descriptions must not have an element"),
        ({"check": ""}, "check must not be empty"),
    ],
)
def test_what_cannot_be_asked_is_refused(info, options, words):
    assert words in info(fails=True, **options)["msg"]


def test_a_plan_without_windows_is_told(account, emulator):
    emulator.quirk("pingdom_plan_without_windows")
    refused = account.run(pingdom_maintenance_info, fails=True)
    assert (refused["error"]["kind"], refused["error"]["cause"]) == ("PermissionDenied", "plan")


def test_names_of_transaction_checks_are_refused_before_anything_is_read(old_account, emulator):
    refused = old_account.run(pingdom_maintenance_info, transaction="shop: log in", fails=True)
    assert "has no list of transaction checks, so that names cannot be looked up" in refused["msg"]
    assert emulator.requests("pingdom") == []


def test_a_check_that_is_only_predicted_is_in_no_window(account):
    answer = account.run(pingdom_maintenance_info, check="not made yet", check_mode=True)
    assert answer["windows"] == []
    assert "There is no check named 'not made yet' yet." in answer["warnings"][0]
    assert account.run(pingdom_maintenance_info, check="not made yet", fails=True)["error"]["kind"] == "NotFound"


def test_a_period_may_begin_before_now_and_no_state_is_an_error(account, emulator):
    assert account.run(pingdom_maintenance_info, start="-365d", end="now")["windows"]
    sent = len(emulator.requests("pingdom"))
    assert "states must not be empty" in account.run(pingdom_maintenance_info, states=[], fails=True)["msg"]
    assert len(emulator.requests("pingdom")) == sent
