# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_maintenance with windows that nobody can read or understand, and with what does not exist yet."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._time import LATEST, iso, unix
from tests.behaviour.pingdom_calls import NAME, body_of, opened

HOUR, DAY = 3600, 86400
OPEN = {"description": NAME, "start": "now", "duration": "1h", "checks": ["api: status"]}
GONE = {"description": NAME, "state": "absent"}


pytestmark = pytest.mark.versions("3.1", "2.1")


def shown(account, window_id, **changes):
    """Let a window show ``changes`` from now on, in the list and by itself. ``1e999`` is a number that is none."""
    emulator = account.emulator
    rows = account.somebody("GET", "/maintenance")["maintenance"]
    detail = account.somebody("GET", f"/maintenance/{window_id}")["maintenance"]
    listed = {"maintenance": [{**row, **(changes if row["id"] == window_id else {})} for row in rows]}
    bodies = {"/maintenance$": listed, f"/maintenance/{window_id}$": {"maintenance": {**detail, **changes}}}
    rules = [
        {"method": "GET", "path": path, "status": 200, "body": json.dumps(body).replace('"1e999"', "1e999")}
        for path, body in bodies.items()
    ]
    emulator.faults(rules)


def puts(emulator):
    return [body_of(entry) for entry in emulator.writes() if entry["method"] == "PUT"]


# Times that nobody can read


@pytest.mark.parametrize(
    "task",
    [
        {"start": "9999-12-31T23:59:59Z", "duration": "1h"},
        {"start": str(LATEST - 60), "duration": "2m"},
        {"start": "9999-12-31T23:59:59-02:00", "end": "9999-12-31T23:59:59Z"},
        {"start": "0001-01-01T00:00:00+14:00", "duration": "1h"},
        {"start": "now", "end": "0001-01-01T00:00:00+00:01"},
        {"start": "now", "duration": "1h", "recurrence": {"type": "month", "until": "0001-01-01T00:00:00+14:00"}},
        {"start": "now", "duration": "200y"},
        {"start": "now", "end": "99999999999999"},
        {"start": "now", "duration": "1h", "recurrence": {"type": "day", "until": "9999-12-31T23:59:59-01:00"}},
    ],
    ids=str,
)
@pytest.mark.parametrize("check_mode", [True, False])
def test_a_time_that_cannot_be_shown_is_refused_before_anything_is_sent(account, emulator, task, check_mode):
    failed = account.window(**{**OPEN, "duration": None, **task}, check_mode=check_mode, fails=True)
    assert failed["error"]["kind"] == "ConfigurationError"
    assert emulator.requests("pingdom") == []


@pytest.mark.parametrize("start", [LATEST - 1, "running"])
def test_a_window_until_the_year_10000_can_be_deleted_or_ended(account, emulator, now, start):
    window_id = opened(account, 1 if start == "running" else start, LATEST + HOUR)
    emulator.advance(60)
    failed = account.window(description=NAME, end=iso(now + HOUR), fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("UnexpectedAnswer", False)
    assert account.window(**GONE, check_mode=True)["changed"]
    ended = account.window(**GONE)
    assert ended["changed"]
    assert f"window {window_id} this cannot be read: to {LATEST + HOUR}" in ended["warnings"][0]
    assert not account.window(**GONE)["changed"]
    assert not account.window(id=window_id, state="absent")["changed"]


UNREADABLE = [None, "soon", -5, 0, 1_800_000_000_000, 10**400, "1e999", [1], {}, True, 5.5]


@pytest.mark.parametrize("value", UNREADABLE, ids=[str(value)[:12] for value in UNREADABLE])
@pytest.mark.parametrize("names", [("from",), ("to",), ("to", "effectiveto"), ("from", "to", "effectiveto")], ids=str)
def test_a_window_with_times_that_nobody_can_read_is_ended(account, emulator, now, value, names):
    window_id = opened(account, 1, now + HOUR)
    emulator.advance(60)
    shown(account, window_id, **dict.fromkeys(names, value))
    for check_mode in (True, False):
        failed = account.window(id=window_id, duration="5h", check_mode=check_mode, fails=True)
        assert (failed["error"]["kind"], failed["changed"]) == ("UnexpectedAnswer", False)
    by = {"id": window_id} if names == ("from",) else {"description": NAME}
    assert account.window(**by, state="absent", check_mode=True)["changed"]
    assert puts(emulator) == []
    ended = account.window(**by, state="absent", fails=None)
    assert ended["changed"], "it was sent"
    assert not ended.get("failed") or ended["error"]["kind"] == "StateNotReached"
    emulator.faults([])
    end = account.somebody("GET", f"/maintenance/{window_id}")["maintenance"]
    assert end["effectiveto"] <= now + 120


@pytest.mark.parametrize(
    "odd",
    [
        {"created": 1_700_000_000, "weekdays": [1, 3]},
        {"recurrencetype": "year", "repeatevery": 1},
        {"recurrencetype": "week", "repeatevery": "2"},
        {"recurrencetype": "week", "repeatevery": 0},
        {"dayofweekinmonth": "4"},
        {"note": "half a pair \ud800"},
        {"description": "half a pair \ud800"},
    ],
    ids=ascii,
)
def test_a_window_that_pingdom_does_not_take_back_as_it_shows_it_is_ended(account, emulator, now, odd):
    window_id = opened(account, 1, now + HOUR)
    emulator.advance(60)
    shown(account, window_id, **odd)
    assert account.window(id=window_id, state="absent", check_mode=True)["changed"]
    ended = account.window(id=window_id, state="absent", fails=None)
    assert (ended["changed"], ended["error"]["kind"]) == (True, "StateNotReached"), "it shows what it did before"
    emulator.faults([])
    row = account.somebody("GET", f"/maintenance/{window_id}")["maintenance"]
    assert (row["effectiveto"] <= now + 120, row["description"]) == (True, NAME)


def test_what_cannot_be_sent_back_stops_a_change_before_anything_is_sent(account, emulator, now):
    window_id = opened(account, now + HOUR, now + 2 * HOUR)
    shown(account, window_id, note={"half a pair \ud800": 1})
    for check_mode in (True, False):
        failed = account.window(id=window_id, duration="2h", check_mode=check_mode, fails=True)
        assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert puts(emulator) == []


def test_a_window_with_times_that_nobody_can_read_is_deleted(account, emulator, now):
    window_id = opened(account, now + HOUR, now + 2 * HOUR)
    shown(account, window_id, **{"from": "soon", "to": None})
    assert account.window(**GONE)["maintenance"] is None
    assert ("DELETE", f"/maintenance/{window_id}") in account.writes()
    emulator.faults([])
    assert not account.window(**GONE)["changed"]


def test_what_cannot_be_read_after_a_write_tells_of_the_write(account, emulator, now):
    window_id = opened(account, 1, now + HOUR)
    row = account.somebody("GET", f"/maintenance/{window_id}")["maintenance"]
    odd = {"maintenance": {**row, "to": "soon", "checks": 5}}
    emulator.faults([{"method": "GET", "path": f"/maintenance/{window_id}$", "skip": 1, "status": 200, "body": odd}])
    failed = account.window(description=NAME, end=iso(now + 5 * HOUR), fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("StateNotReached", True)


# Rows that concern others


ODD = {
    "no end": {"id": 5, "description": "odd", "from": 1, "recurrencetype": "none"},
    "no start": {"id": 5, "description": "odd", "to": 1_900_000_000},
    "no id": {"description": "odd", "from": 1, "to": 1_900_000_000},
    "an id of text": {"id": "five", "description": "odd", "from": 1, "to": 1_900_000_000},
    "no description": {"id": 5, "from": 1, "to": 1_900_000_000},
    "a list as description": {"id": 5, "description": ["odd"], "from": 1, "to": 1_900_000_000},
    "odd checks": {"id": 5, "description": "odd", "from": 1, "to": 1_900_000_000, "checks": [7]},
    "a text": "odd",
    "null": None,
    "a list": [5],
}


def with_row(account, row, skip=0):
    """The list shows another row first, from now on."""
    rows = account.somebody("GET", "/maintenance")["maintenance"]
    body = {"maintenance": [row, *rows]}
    rule = {"method": "GET", "path": "/maintenance$", "status": 200, "body": body, "skip": skip}
    account.emulator.faults([rule])


@pytest.mark.parametrize("row", list(ODD.values()), ids=list(ODD))
def test_an_odd_row_does_not_concern_others(account, emulator, row):
    account.window(**OPEN)
    emulator.advance(120)
    with_row(account, row)
    assert not account.window(**OPEN)["changed"]
    assert account.window(description=NAME, checks=["dns: shop"])["changed"]
    assert account.check(name="api: status", paused=True)["changed"]
    assert account.window(**GONE)["changed"]
    assert account.window(**{**OPEN, "description": "new"}, check_mode=True)["changed"]


@pytest.mark.parametrize("kind", ["no end", "no start", "no id", "an id of text", "odd checks"])
def test_an_odd_row_stops_those_who_ask_for_it(account, emulator, kind):
    with_row(account, ODD[kind])
    for check_mode in (True, False):
        failed = account.window(**{**OPEN, "description": "odd"}, check_mode=check_mode, fails=True)
        assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert emulator.writes() == []


ODD_OCCURRENCES = [None, 5, "x", [1], {}, {"id": "x", "maintenanceid": 1}, {"id": None, "from": 1, "to": 1_900_000_000}]


@pytest.mark.parametrize("row", ODD_OCCURRENCES, ids=str)
def test_an_odd_occurrence_does_not_concern_others(account, emulator, now, row):
    check_id = next(one["id"] for one in account.somebody("GET", "/checks")["checks"] if one["name"] == "api: status")
    daily = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": now + 3 * DAY, "uptimeids": [check_id]}
    window_id = opened(account, 1, now + HOUR, **daily)
    emulator.advance(60)
    rows = account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window_id}")["occurrences"]
    body = {"occurrences": [row, *rows]}
    emulator.quirk("pingdom_window_shows_paused")
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences$", "status": 200, "body": body}])
    assert "it is in maintenance window" in account.check(id=check_id, paused=False)["warnings"][0]
    assert account.window(**GONE)["changed"]
    emulator.faults([])
    left = account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window_id}")["occurrences"]
    assert [one for one in left if one["from"] > now + HOUR] == []


def test_an_occurrence_of_its_own_that_cannot_be_named_is_told(account, emulator, now):
    window_id = opened(account, now + HOUR, now + 2 * HOUR)
    body = {"occurrences": [{"id": "x", "maintenanceid": window_id, "from": now + HOUR, "to": now + 2 * HOUR}]}
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences$", "status": 200, "body": body}])
    failed = account.window(**GONE, fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("UnexpectedAnswer", True)


# What is not understood survives


NTH = {"recurrencetype": "nth-day-of-week-in-month", "dayofweekinmonth": 4, "repeatevery": 1}


@pytest.fixture
def nth(account, emulator, now):
    """A window of every fourth such day of a month, which somebody made in the web page."""
    emulator.quirk("pingdom_nth_weekday")
    emulator.quirk("pingdom_maintenance_put_resets")
    return opened(account, now + HOUR, now + 2 * HOUR, effectiveto=now + 90 * DAY, **NTH)


def recurrence(account, window_id):
    row = account.somebody("GET", f"/maintenance/{window_id}")["maintenance"]
    return {name: row[name] for name in NTH}


@pytest.mark.parametrize(
    "task", [{"checks": ["api: status"]}, {"duration": "2h"}, {"end": "later"}, {"check_tags": ["shop"]}], ids=str
)
def test_a_recurrence_of_the_web_page_survives_a_change(account, emulator, now, nth, task):
    task = {**task, **({"end": iso(now + 3 * HOUR)} if "end" in task else {})}
    predicted = account.window(description=NAME, **task, check_mode=True)
    changed = account.window(description=NAME, **task)
    assert changed["changed"]
    assert predicted["maintenance"] == changed["maintenance"]
    assert changed["maintenance"]["recurrence"]["type"] == NTH["recurrencetype"]
    assert "nth-day-of-week-in-month" in changed["warnings"][0]
    assert "dayofweekinmonth 4" in changed["warnings"][0]
    assert recurrence(account, nth) == NTH
    assert {name: puts(emulator)[-1][name] for name in NTH} == NTH
    assert not account.window(description=NAME, **task)["changed"]


def test_a_recurrence_of_the_web_page_survives_renaming_and_its_end(account, emulator, nth):
    assert account.window(id=nth, description="New")["changed"]
    assert recurrence(account, nth) == NTH
    emulator.advance(90 * 60)
    assert account.window(description="New", state="absent")["changed"]
    assert recurrence(account, nth) == NTH


def test_the_end_of_a_recurrence_of_the_web_page_is_foretold(account, emulator, nth):
    emulator.advance(90 * 60)
    foretold = account.window(**GONE, check_mode=True)
    emulator.advance(2)
    ended = account.window(**GONE)
    assert ended["warnings"] == foretold["warnings"]
    assert "dayofweekinmonth 4" in ended["warnings"][0]
    # it ends when it is told to, which may be the next second
    ends = [unix(answer["maintenance"]["end"]) for answer in (foretold, ended)]
    assert 0 <= ends[1] - ends[0] <= 60
    assert without_ends(ended) == without_ends(foretold)


def without_ends(answer):
    """What an answer tells of a window that ends now, but for the moments."""
    told = [answer["maintenance"], *(answer["diff"][side] for side in ("before", "after"))]
    ends = {"end": None, "status": None}
    return [{**one, **ends, "recurrence": {**one["recurrence"], "until": None}} for one in told]


@pytest.mark.parametrize("kind", ["day", "week", "month", "none"])
def test_a_recurrence_of_the_web_page_is_replaced_on_request_only(account, emulator, now, nth, kind):
    task = {"description": NAME, "recurrence": {"type": kind, "until": iso(now + 40 * DAY)}}
    for check_mode in (True, False):
        failed = account.window(**task, check_mode=check_mode, fails=True)
        assert failed["error"]["kind"] == "Conflict"
        assert "'nth-day-of-week-in-month', repeatevery 1, dayofweekinmonth 4" in failed["msg"]
    assert puts(emulator) == []
    replaced = account.window(**task, replace_recurrence=True)
    assert replaced["changed"]
    assert replaced["maintenance"]["recurrence"]["type"] == kind
    again = account.window(**task, replace_recurrence=True)
    assert (again["changed"], again.get("warnings")) == (False, None)
    assert recurrence(account, nth)["dayofweekinmonth"] == 0


@pytest.mark.versions("3.1")
def test_members_that_nobody_knows_are_sent_back(account, emulator, now):
    window_id = opened(account, now + HOUR, now + 2 * HOUR)
    unknown = {"weekdays": [1, 3], "colour": "red", "flag": False, "nothing": None, "nested": {"a": [None]}}
    shown(account, window_id, **unknown)
    rules = [{"method": "PUT", "path": f"/maintenance/{window_id}$", "status": 200, "body": {"message": "done"}}]
    detail = account.somebody("GET", f"/maintenance/{window_id}")["maintenance"]
    rules.append({"method": "GET", "path": "/maintenance/", "status": 200, "body": {"maintenance": detail}})
    emulator.faults(rules)
    account.window(id=window_id, description="New", fails=None)
    assert {name: puts(emulator)[-1][name] for name in unknown} == unknown


@pytest.mark.versions("3.1")
def test_checks_of_a_sort_that_nobody_knows_are_sent_back(account, emulator, now):
    window_id = opened(account, now + HOUR, now + 2 * HOUR)
    shown(account, window_id, checks={"uptime": [7], "tms": [], "pages": [5], "robots": []})
    for _within_the_minute in range(2):
        account.window(id=window_id, description="New", fails=None)
        sent = puts(emulator)[-1]
        assert (sent["uptimeids"], sent["tmsids"], sent["checks"]) == ([7], [], {"pages": [5]})


def test_a_prediction_takes_a_list_that_answers_for_everything(account, emulator, now):
    window_id = opened(account, now + HOUR, now + 2 * HOUR)
    rows = account.somebody("GET", "/maintenance")
    emulator.faults([{"method": "GET", "path": "/maintenance", "status": 200, "body": rows}])
    assert not account.window(description=NAME)["changed"]
    assert account.window(description=NAME, duration="2h", check_mode=True)["maintenance"]["id"] == window_id
    failed = account.window(description=NAME, duration="2h", fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("UnexpectedAnswer", False)


# Check mode of what depends on what it only predicted


@pytest.mark.versions("3.1")
def test_a_check_and_then_its_window(account, emulator):
    check = {"name": "new", "type": "http", "host": "h.example.com", "tags": ["fresh"]}
    assert account.check(**check, check_mode=True)["check"]["id"] is None
    task = {
        **OPEN,
        "checks": ["new", "api: status"],
        "check_tags": ["fresh"],
        "transactions": ["shop: log in", "later"],
    }
    predicted = account.window(**task, check_mode=True)
    assert predicted["changed"]
    named = ["check with the tag 'fresh'", "check named 'new'", "transaction check named 'later'"]
    assert predicted["awaited"] == named
    assert [one in warning for one, warning in zip(named, predicted["warnings"], strict=True)] == [True] * 3
    assert all("must exist by then" in warning for warning in predicted["warnings"])
    assert len(predicted["maintenance"]["checks"]) == 1
    assert emulator.writes() == []
    assert account.window(**task, fails=True)["error"]["kind"] == "SelectionRefused"
    account.check(**check)
    made = account.window(**{**task, "transactions": []})
    assert (len(made["maintenance"]["checks"]), "awaited" in made) == (2, False)


def test_a_window_of_a_check_whose_id_nobody_knows_yet(account, emulator):
    new = account.check(name="new", type="http", host="h.example.com", check_mode=True)["check"]["id"]
    predicted = account.window(**{**OPEN, "checks": [str(new or "")]}, check_mode=True)
    assert predicted["changed"]
    assert (predicted["maintenance"]["status"], predicted["maintenance"]["checks"]) == ("running", [])
    assert "must exist by then" in " ".join(predicted["warnings"])
    assert account.window(**{**OPEN, "checks": [""]}, fails=True)["error"]["kind"] == "ConfigurationError"
    assert emulator.writes() == []


def test_a_check_that_is_only_predicted_is_a_change_of_a_window(account, emulator):
    account.window(**OPEN)
    wish = {"description": NAME, "checks": ["api: status", "new"]}
    predicted = account.window(**wish, check_mode=True)
    assert predicted["changed"]
    assert "new" in str(predicted["diff"]["after"])
    assert account.window(**wish, fails=True)["error"]["kind"] == "NotFound"
    assert account.window(**{**wish, "checks": [424242]}, check_mode=True, fails=True)["error"]["kind"] == "NotFound"
    assert account.window(**{**wish, "checks": ["duplicate name"]}, check_mode=True, fails=True)


def test_a_series_that_is_only_predicted_can_be_changed_without_its_end(account, emulator, now):
    task = {**OPEN, "recurrence": {"type": "day", "every": 2}}
    predicted = account.window(**task, check_mode=True)
    assert (predicted["changed"], "recurrence.until" in predicted["warnings"][0]) == (True, True)
    assert "recurrence.until" in account.window(**task, fails=True)["msg"]
    assert account.writes() == []
    account.window(**{**task, "recurrence": {"type": "day", "until": iso(now + 5 * DAY)}})
    assert account.window(**task)["changed"]


def test_a_window_that_is_only_predicted_can_be_changed_and_ended(account, emulator):
    assert account.window(**OPEN, check_mode=True)["changed"]
    predicted = account.window(description=NAME, duration="3h", checks=["api: status"], check_mode=True)
    assert predicted["changed"]
    assert (predicted["maintenance"]["id"], predicted["maintenance"]["description"]) == (None, NAME)
    assert "It must exist by then" in predicted["warnings"][0]
    assert not account.window(description=NAME, check_mode=True)["changed"]
    assert not account.window(**GONE, check_mode=True)["changed"]
    unknown = account.window(id=424242, duration="3h", check_mode=True, fails=True)
    assert unknown["error"]["kind"] == "NotFound"
    assert "there is no maintenance window with the id 424242. To create" in unknown["msg"]
    assert emulator.writes() == []
    assert account.window(description=NAME, duration="3h", fails=True)["error"]["missing"][0] == "start"
