# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_check where a maintenance window hides whether a check is paused, and where answers cannot be read."""

from __future__ import annotations

import json

import pytest

from tests.behaviour.pingdom_calls import Detail, body_of

pytestmark = pytest.mark.versions("3.1", "2.1")

NAME = "api: status"
WINDOW = {"description": "Kernel update", "start": "now", "duration": "1h", "checks": [NAME]}


@pytest.fixture
def detail(account):
    """The check of the demo world that no window covers."""
    return Detail(account, account.check(name=NAME)["check"]["id"])


def pauses(emulator):
    """What was sent to checks."""
    return [body_of(entry) for entry in emulator.writes() if "/checks/" in entry["path"]]


@pytest.mark.parametrize("paused", [True, False])
def test_a_wish_inside_a_window_is_sent_each_time_and_is_no_change(account, emulator, detail, paused):
    account.window(**WINDOW)
    detail.show(status="paused")
    predicted = account.check(name=NAME, paused=paused, check_mode=True)
    assert pauses(emulator) == []
    for number in (1, 2):
        told = account.check(name=NAME, paused=paused)
        assert (told["changed"], told["check"]["paused"]) == (False, paused)
        assert "cannot be told" in told["warnings"][0]
        assert (predicted["check"], predicted["warnings"]) == (told["check"], told["warnings"])
        assert pauses(emulator) == [{"paused": paused}] * number
        emulator.advance(120)


def test_what_was_written_lately_is_known_inside_a_window_too(account, emulator, detail):
    account.window(**WINDOW)
    detail.show(status="paused")
    account.check(name=NAME, paused=True)
    assert not account.check(name=NAME, paused=True)["changed"]
    back = account.check(name=NAME, paused=False)
    assert (back["changed"], back.get("warnings")) == (True, None)
    assert not account.check(name=NAME, paused=False)["changed"]
    assert pauses(emulator) == [{"paused": True}, {"paused": False}]


def test_other_changes_inside_a_window_are_changes(account, emulator, detail):
    account.window(**WINDOW)
    detail.show(status="paused")
    predicted = account.check(name=NAME, paused=True, resolution=15, check_mode=True)
    diff = predicted["diff"]
    assert [name for name in diff["after"] if diff["after"][name] != diff["before"][name]] == ["resolution"]
    detail.show(times=1, status="paused")
    changed = account.check(name=NAME, paused=True, resolution=15)
    assert (changed["changed"], changed["warnings"]) == (True, predicted["warnings"])
    assert pauses(emulator) == [{"resolution": 15, "paused": True}]


def test_a_check_is_not_replaced_by_a_paused_one_because_a_window_shows_it_so(account, emulator, detail):
    account.window(**WINDOW)
    detail.show(status="paused")
    wish = {"name": NAME, "type": "ping", "recreate": True}
    assert account.check(**wish, fails=True)["error"]["kind"] == "Conflict"
    assert pauses(emulator) == []
    assert not account.check(**wish, paused=False)["check"]["paused"]


@pytest.mark.parametrize("state", ["no window", "to come", "ended", "others", "between two occurrences"])
def test_outside_a_window_in_force_paused_means_paused(account, emulator, detail, state):
    if state == "to come":
        account.window(**{**WINDOW, "start": "+2h"})
    elif state == "ended":
        account.window(**WINDOW)
        emulator.advance(7200)
    elif state == "others":
        account.window(**{**WINDOW, "checks": ["shop: front page"]})
    elif state == "between two occurrences":
        account.window(**WINDOW, recurrence={"type": "day", "until": "+10d"})
        emulator.advance(7200)
    detail.show(status="paused")
    result = account.check(name=NAME, paused=False)
    assert (result["changed"], result.get("warnings")) == (True, None)


def test_inside_an_occurrence_nobody_can_tell(account, emulator, detail):
    account.window(**WINDOW, recurrence={"type": "day", "until": "+10d"})
    emulator.advance(86400 + 600)
    detail.show(status="paused")
    assert "cannot be told" in account.check(name=NAME, paused=False)["warnings"][0]


def test_windows_are_read_only_where_the_wish_is_about_a_pause_that_shows(account, emulator, detail):
    account.check(name=NAME, paused=False)
    detail.show(status="paused")
    account.check(name=NAME)
    assert not [entry for entry in emulator.requests("pingdom") if "/maintenance" in entry["path"]]


def test_an_account_without_windows_hides_nothing(account, emulator, detail):
    detail.show(status="paused")
    text = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "Not permitted for account type."}}
    rules = [{"method": "GET", "path": "/maintenance", "status": 403, "body": text}]
    shown = {"check": {**detail.check, "status": "paused"}}
    emulator.faults([*rules, {"method": "GET", "path": f"{detail.path}$", "status": 200, "body": shown}])
    assert account.check(name=NAME, paused=False)["changed"]


UNREADABLE_WINDOWS = [
    (403, "<html>blocked by proxy</html>", "blocked by proxy"),
    (403, {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "Not today"}}, "Not today"),
    (403, {"error": {"statuscode": 403, "errormessage": "Invalid check identifier"}}, "Invalid check identifier"),
    (404, {"error": {"statuscode": 404, "statusdesc": "Not Found", "errormessage": "Not found"}}, "Not found"),
]


@pytest.mark.parametrize(("status", "body", "words"), UNREADABLE_WINDOWS)
@pytest.mark.parametrize("paused", [True, False])
def test_a_pause_is_sent_where_nobody_can_tell_whether_a_window_hides_it(
    account, emulator, status, body, words, paused
):
    emulator.quirk("pingdom_window_shows_paused")
    account.window(**WINDOW)
    emulator.faults([{"server": "pingdom", "path": "/maintenance", "status": status, "body": body}])
    predicted = account.check(name=NAME, paused=paused, check_mode=True)
    assert pauses(emulator) == []
    told = account.check(name=NAME, paused=paused)
    assert (told["changed"], pauses(emulator)) == (False, [{"paused": paused}])
    (warning,) = told["warnings"]
    assert "cannot be told, since its maintenance windows cannot be read" in warning
    assert f"HTTP {status}" in warning
    assert words in warning
    assert predicted["warnings"] == told["warnings"]


def test_a_check_is_not_replaced_where_nobody_can_tell_whether_it_is_paused(account, emulator, detail):
    detail.show(status="paused")
    shown = {"check": {**detail.check, "status": "paused"}}
    emulator.faults(
        [
            {"method": "GET", "path": f"{detail.path}$", "status": 200, "body": shown},
            {"path": "/maintenance", "status": 403, "body": "<html>blocked by proxy</html>"},
        ]
    )
    answer = account.check(name=NAME, type="ping", recreate=True, fails=True)
    assert answer["error"]["kind"] == "Conflict"
    assert "blocked by proxy" in answer["msg"]
    assert account.writes() == []


@pytest.mark.parametrize("status", [401, 404, 500])
def test_where_windows_fail_to_be_read_for_another_reason_nothing_is_taken_for_done(account, emulator, detail, status):
    shown = {"check": {**detail.check, "status": "paused"}}
    emulator.faults(
        [
            {"method": "GET", "path": f"{detail.path}$", "status": 200, "body": shown},
            {"path": "/maintenance", "status": status, "body": "<html>blocked by proxy</html>"},
        ]
    )
    assert "blocked by proxy" in account.check(name=NAME, paused=True, fails=True)["msg"]


# What a result says of a check


def test_the_last_test_and_the_minutes_between_two_are_told(account, detail):
    check = account.check(name=NAME)["check"]
    assert check["resolution"] == 5
    assert check["lasttesttime"].endswith("Z")
    detail.show(lasttesttime=1_700_000_000)
    assert account.check(name=NAME)["check"]["lasttesttime"] == "2023-11-14T22:13:20Z"
    assert not account.check(name=NAME, resolution=5)["changed"]


UNREADABLE = [10**12, 10**17, 10**400, -1, 0, True, "yesterday", None, [1], {}, "1e999"]


@pytest.mark.parametrize("value", UNREADABLE, ids=[str(value)[:12] for value in UNREADABLE])
def test_times_that_no_one_can_read_are_null(account, emulator, detail, value):
    body = json.dumps({"check": {**detail.check, "created": value, "lasttesttime": value}}).replace('"1e999"', "1e999")
    emulator.faults([{"method": "GET", "path": f"{detail.path}$", "status": 200, "body": body}])
    check = account.check(name=NAME, paused=True)["check"]
    assert (check["created"], check["lasttesttime"], check["paused"]) == (None, None, True)


ODD = {
    "resolution": ["1e999", "many", [5], {}, 5.5, "9" * 5000],
    "userids": ["1,2", [None], [{}], 7],
    "tags": ["a", [None], [{"type": "u"}], {"a": 1}],
    "type": ["smoke", {}, {"http": [1]}, {"http": None}, 5],
    "probe_filters": ["EU", [1, None]],
    "integrationids": ["7", [True], [[1]]],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in ODD.items() for value in values])
def test_values_that_no_one_can_read_stop_everything_before_a_write(account, emulator, detail, name, value):
    body = json.dumps({"check": {**detail.check, name: value}}).replace('"1e999"', "1e999")
    emulator.faults([{"method": "GET", "path": f"{detail.path}$", "status": 200, "body": body}])
    assert account.check(name=NAME, paused=True, fails=True)["error"]["kind"] == "UnexpectedAnswer"
    assert pauses(emulator) == []


@pytest.mark.parametrize("name", ["resolution", "tags"])
def test_values_that_no_one_can_read_after_a_write_tell_of_the_write(account, emulator, detail, name):
    odd = {"check": {**detail.check, name: "many"}}
    rule = {"method": "GET", "path": f"{detail.path}$", "skip": 1, "status": 200, "body": odd}
    emulator.faults([rule])
    failed = account.check(name=NAME, resolution=1, fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("UnexpectedAnswer", True)


@pytest.mark.parametrize("tags", ["prod", [None], {"a": 1}, [{"type": "u"}], 7, [5.5, [1]]])
def test_rows_with_odd_tags_concern_only_those_who_ask_for_tags(account, emulator, tags):
    rows = account.somebody("GET", "/checks?include_tags=true")
    rows["checks"][2]["tags"] = tags
    emulator.faults([{"method": "GET", "path": "/checks$", "status": 200, "body": rows}])
    assert account.check(identity_tag="mail-2", name="x", fails=True)["error"]["kind"] == "UnexpectedAnswer"
    asked = account.window(**{**WINDOW, "check_tags": ["shop"]}, fails=True)
    assert asked["error"]["kind"] == "UnexpectedAnswer"
    assert account.writes() == []
    assert account.check(name="dns: shop", paused=True)["changed"]


@pytest.mark.parametrize("row_id", [10**30, -5, 1.5, True, "1e999"])
def test_a_row_without_a_usable_id_stops_everything(account, emulator, row_id):
    rows = account.somebody("GET", "/checks")
    rows["checks"][2]["id"] = row_id
    body = json.dumps(rows).replace('"1e999"', "1e999")
    emulator.faults([{"method": "GET", "path": "/checks$", "status": 200, "body": body}])
    assert account.check(name=NAME, paused=True, fails=True)["error"]["kind"] == "UnexpectedAnswer"


# Check mode of what depends on what it only predicted


def test_in_check_mode_a_check_that_is_predicted_can_be_paused(account, emulator):
    assert account.check(name="new", type="http", host="h.example.com", check_mode=True)["changed"]
    predicted = account.check(name="new", paused=True, auth_password="hunter2", check_mode=True)
    assert predicted["changed"]
    assert (predicted["check"]["id"], predicted["check"]["name"], predicted["check"]["paused"]) == (None, "new", True)
    assert "It must exist by then" in predicted["warnings"][0]
    assert "hunter2" not in str(predicted)
    assert account.check(identity_tag="mine", name="new", tags=["a"], check_mode=True)["changed"]
    assert not account.check(name="new", check_mode=True)["changed"]
    assert account.writes() == []
    assert account.check(name="new", paused=True, fails=True)["error"]["missing"] == ["type", "host"]


def test_in_check_mode_an_id_that_does_not_exist_is_an_error_all_the_same(account):
    assert account.check(id=424242, paused=True, check_mode=True, fails=True)["error"]["kind"] == "NotFound"
