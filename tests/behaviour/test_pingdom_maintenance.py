# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_maintenance against the emulated account: windows that run, come, recur, end, and what is refused."""

from __future__ import annotations

import datetime

import pytest

from tests.behaviour.pingdom_calls import NAME, body_of

pytestmark = [pytest.mark.usefixtures("documented_requests"), pytest.mark.versions("3.1", "2.1")]

HOUR = 3600
NOW = {"start": "now", "duration": "2h", "checks": ["api: status"], "check_tags": ["shop"], "transactions": []}


@pytest.fixture
def window(account):
    """Run the module on the window ``NAME``, or on the one that the options tell."""

    def run(**options):
        return account.window(**{"description": NAME, **options})

    return run


def unix(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def changed(answers):
    return [answer["changed"] for answer in answers]


def settings(maintenance):
    """What does not depend on the moment at which a task ran."""
    return {name: value for name, value in maintenance.items() if name not in ("id", "start", "end")}


def test_a_running_window_is_prolonged_late_and_never_shortened(window, emulator):
    first = window(**NOW)["maintenance"]
    emulator.advance(600)
    assert not window(**NOW)["changed"], "more than 90 % are left"
    emulator.advance(900)
    predicted = window(start="now", duration="2h", check_mode=True)
    longer, shorter = window(start="now", duration="2h"), window(start="now", duration="10m")
    assert changed([longer, shorter]) == [True, False]
    assert abs(unix(shorter["maintenance"]["end"]) - unix(first["end"]) - 1500) <= 60
    assert shorter["maintenance"]["start"] == first["start"]
    assert shorter["maintenance"]["checks"] == first["checks"]
    assert sorted(predicted["diff"]["after"]) == sorted(longer["diff"]["after"])
    assert body_of(emulator.writes()[-1])["from"] == unix(first["start"]), "the start stays, and all is sent"


def test_a_window_to_come_is_changed_and_deleted(window, emulator):
    wish = {"start": "2040-01-31T22:00:00+01:00", "end": "2040-01-31T23:00:00Z", "checks": ["api: status"]}
    moved = {**wish, "start": "2040-01-31 20:00Z", "checks": []}
    made, again = window(**wish), window(**wish)
    assert changed([made, again]) == [True, False]
    assert again["maintenance"]["start"] == "2040-01-31T21:00:00Z"
    predicted = window(**moved, check_mode=True)
    answers = [window(**moved), window(start="now", duration="3h")]
    assert window(check_tags=[" shop "], check_mode=True)["maintenance"]["checks"]
    answers.append(window(id=predicted["maintenance"]["id"], description="New"))
    assert changed(answers) == [True, False, True]
    assert predicted["diff"] == answers[0]["diff"]
    assert predicted["maintenance"] == answers[0]["maintenance"]
    assert answers[-1]["maintenance"]["description"] == "New"
    gone = {"description": "New", "state": "absent"}
    predicted = window(**gone, check_mode=True)
    ended, later = window(**gone), window(**gone)
    assert changed([ended, later]) == [True, False]
    assert predicted["diff"] == ended["diff"]
    assert ended["maintenance"] is None
    leftovers = [entry for entry in emulator.writes() if entry["method"] == "DELETE"]
    assert [entry["path"].split("/")[3] for entry in leftovers] == [
        "maintenance.occurrences",
        "maintenance",
    ], "occurrences outlive their window, and would be found by nobody after it"


BREAKS = {
    "the budget ends": {"status": 429, "headers": {"Req-Limit-Short": "Remaining: 0 Time until reset: 3600"}},
    "a web page comes": {"after": True, "body": "<html>busy</html>"},
    "no answer comes": {"status": 503},
}


@pytest.mark.parametrize("effect", BREAKS)
@pytest.mark.parametrize("number", range(6))
def test_a_series_whose_deletion_breaks_off_is_deleted_by_the_next_run(window, account, emulator, now, effect, number):
    series = {"type": "day", "until": now + 5 * 86400}
    made = window(start=now + 86400, duration="1h", recurrence=series, checks=["api: status"])["maintenance"]
    path = f"/maintenance.occurrences?maintenanceid={made['id']}"
    assert len(account.somebody("GET", path)["occurrences"]) == 4
    emulator.reset()
    emulator.faults(
        [{"path": "/maintenance", "method": "GET|DELETE", "skip": 1 + number, "times": 1, **BREAKS[effect]}]
    )
    broken = window(state="absent", retries=0, fails=None)
    emulator.faults([])
    assert broken["changed"] is (len(account.somebody("GET", path)["occurrences"]) < 4)
    window(state="absent")
    assert account.somebody("GET", path)["occurrences"] == []
    assert not window(state="absent")["changed"]


def test_what_may_be_left_of_a_series_that_was_ended_is_told(window, account, emulator, now):
    series = {"type": "day", "until": now + 5 * 86400}
    made = window(start="now", duration="1h", recurrence=series, checks=["api: status"])["maintenance"]
    emulator.advance(60)
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences", "times": 9, "status": 500}])
    broken = window(state="absent", retries=0, fails=True)
    assert broken["changed"]
    assert "Try again later" in broken["msg"], "what the error itself says to do"
    told = f"Maintenance window {made['id']} has ended, but occurrences of it that are to come may be left"
    assert told in broken["msg"]
    assert "pingdom_maintenance_occurrence" in broken["msg"]


def test_what_may_be_left_of_a_series_that_was_deleted_is_told(window, emulator, now):
    series = {"type": "day", "until": now + 5 * 86400}
    made = window(start=now + 86400, duration="1h", recurrence=series, checks=["api: status"])["maintenance"]
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences", "skip": 2, "times": 9, "status": 500}])
    broken = window(state="absent", retries=0, fails=True)
    assert broken["changed"]
    assert "Try again later" in broken["msg"], "what the error itself says to do"
    assert f"Maintenance window {made['id']} was deleted, but occurrences of it that are" in broken["msg"]


def test_a_running_window_is_ended_and_a_past_one_left_alone(window, account, emulator):
    made = window(**NOW)["maintenance"]
    emulator.advance(60)
    predicted = window(state="absent", check_mode=True)
    assert account.writes() == [("POST", "/maintenance")]
    answers = [window(state="absent"), window(state="absent"), window(id=made["id"], state="absent")]
    assert changed(answers) == [True, False, False]
    assert account.writes() == [("POST", "/maintenance"), ("PUT", f"/maintenance/{made['id']}")]
    sent = body_of(emulator.writes()[-1])
    assert (sent["from"], sent["to"], sent["effectiveto"]) == (unix(made["start"]), 1, 1)
    assert sent["uptimeids"] == made["checks"]
    ended = answers[0]["maintenance"]
    assert ended["status"] == predicted["maintenance"]["status"] == answers[-1]["maintenance"]["status"] == "ended"
    assert settings(predicted["maintenance"]) == settings(ended)
    emulator.advance(60)
    anew = window(**NOW)
    assert anew["changed"]
    assert anew["maintenance"]["id"] != made["id"]


def test_a_recurring_window(window, emulator):
    recurrence = {"type": "day", "until": "+10d"}
    wish = {"start": "+1h", "duration": "1h", "checks": ["api: status"], "recurrence": recurrence}
    answers = [window(**wish), window(**wish)]
    assert changed(answers) == [True, False]
    made = answers[-1]["maintenance"]
    assert (made["recurrence"]["type"], made["recurrence"]["every"], made["status"]) == ("day", 1, "future")
    emulator.advance(30 * HOUR)
    weekly = {"recurrence": {"type": "week", "every": 2}}
    answers = [window(**{**wish, "recurrence": {"type": "day"}}), window(**weekly), window(**weekly)]
    assert changed(answers) == [False, True, False]
    assert answers[-1]["maintenance"]["recurrence"] == {**made["recurrence"], "type": "week", "every": 2}
    assert answers[-1]["maintenance"]["status"] == "running"
    ended, again = window(state="absent"), window(state="absent")
    assert changed([ended, again]) == [True, False]
    assert ended["maintenance"]["status"] == "ended"


SERIES = {
    "start": "+1h",
    "duration": "1h",
    "checks": ["api: status"],
    "recurrence": {"type": "day", "until": "+250d"},
}


def occurrences(account):
    return account.somebody("GET", "/maintenance.occurrences")["occurrences"]


def lists_of_occurrences(emulator):
    requests = emulator.requests("pingdom")
    return [one for one in requests if one["method"] == "GET" and one["path"].endswith("/maintenance.occurrences")]


def test_what_is_to_come_of_a_series_goes_by_the_hundred(window, account):
    others = occurrences(account)
    made = window(**SERIES)["maintenance"]
    assert len(occurrences(account)) == len(others) + 250
    predicted, gone = window(state="absent", check_mode=True), window(state="absent")
    assert gone["changed"]
    assert predicted["diff"] == gone["diff"]
    _made, *bulk, deleted = account.writes()
    assert deleted == ("DELETE", f"/maintenance/{made['id']}")
    assert bulk == [("DELETE", "/maintenance.occurrences")] * 3
    assert occurrences(account) == others


def test_occurrences_whose_batch_is_refused_go_one_by_one(window, account, emulator):
    others = occurrences(account)
    window(**{**SERIES, "recurrence": {"type": "day", "until": "+102d"}})
    refusal = {"error": {"statuscode": 400, "statusdesc": "Bad Request", "errormessage": "started occurrence"}}
    path = "/maintenance.occurrences$"
    emulator.faults([{"method": "DELETE", "path": path, "times": 1, "status": 400, "body": refusal}])
    lists = len(lists_of_occurrences(emulator))
    assert window(state="absent")["changed"]
    # before, in between and after the window: a list that shows what was refused is not waited for
    assert len(lists_of_occurrences(emulator)) == lists + 3
    assert len(account.writes()) == 2 + 2 + 100, "the refused hundred alone"
    assert occurrences(account) == others


def test_a_batch_that_may_be_gone_is_a_change_even_if_its_window_stays(window, account, emulator):
    window(**{**SERIES, "recurrence": {"type": "day", "until": "+5d"}})
    refusal = {"error": {"statuscode": 400, "statusdesc": "Bad Request", "errormessage": "no"}}
    emulator.faults(
        [
            {"method": "DELETE", "path": "/maintenance.occurrences$", "times": 1, **BREAKS["a web page comes"]},
            {"method": "DELETE", "path": "/maintenance/", "status": 400, "body": refusal},
        ]
    )
    failed = window(state="absent", fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("RequestRefused", True)


def test_a_list_that_lags_is_looked_at_again_before_occurrences_go_one_by_one(window, account, emulator):
    made = window(**{**SERIES, "recurrence": {"type": "day", "until": "+3d"}})["maintenance"]
    old = account.somebody("GET", "/maintenance.occurrences")
    stale = {"method": "GET", "path": "/maintenance.occurrences$", "times": 3, "status": 200, "body": old}
    emulator.faults([stale])
    assert window(state="absent")["changed"]
    assert account.writes()[1:] == [("DELETE", "/maintenance.occurrences"), ("DELETE", f"/maintenance/{made['id']}")]


def test_a_series_is_not_begun_to_be_removed_where_the_budget_ends_before_that(window, account, emulator):
    window(**SERIES)
    before = account.writes()
    headers = {"Req-Limit-Short": "Remaining: 6 Time until reset: 1000"}
    emulator.faults([{"server": "pingdom", "headers": headers}])
    failed = window(state="absent", fails=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("RateLimited", False)
    assert "with 250 occurrences takes 7 requests" in failed["msg"]
    assert account.writes() == before


def test_omitted_fields_that_a_put_would_reset_are_all_sent(window, emulator):
    emulator.quirk("pingdom_maintenance_put_resets")
    before = window(**NOW)["maintenance"]
    after = window(end="2040-01-01T00:00:00Z")["maintenance"]
    assert after["checks"] == before["checks"]
    assert after["start"] == before["start"]


START = {"start": "now", "duration": "1h"}
REFUSED = [
    ({"start": "2001-01-01T00:00Z", "duration": "1h", "checks": []}, "ConfigurationError", "which is past"),
    ({"start": "now", "end": "2001-01-01T00:00Z", "checks": []}, "ConfigurationError", "end must be later than start"),
    ({**START, "checks": [], "recurrence": {"type": "day"}}, "ConfigurationError", "missing: recurrence.until"),
    ({}, "ConfigurationError", "these options are missing: start, end or duration, checks"),
    ({**START, "checks": ["nothing like that"]}, "NotFound", "no check named"),
    ({**START, "checks": ["duplicate name"]}, "AmbiguousName", "2 checks named"),
    ({**START, "checks": [424242]}, "NotFound", "no check with the id 424242"),
    ({**START, "check_tags": ["nothing like that"]}, "SelectionRefused", "no check has the tag"),
    ({**START, "transactions": ["nothing like that"]}, "NotFound", "no transaction check named"),
    ({"id": 424242, **START}, "NotFound", "there is no maintenance window with the id 424242"),
]


@pytest.mark.parametrize(("options", "kind", "words"), REFUSED)
@pytest.mark.versions("3.1")
def test_what_does_not_fit_is_refused_before_anything_is_written(window, account, options, kind, words):
    answer = window(**options, fails=True)
    assert answer["error"]["kind"] == kind
    assert words in answer["msg"]
    assert account.writes() == []


def test_two_windows_of_one_description_stop_everything(window, account, emulator):
    first = window(**NOW)["maintenance"]["id"]
    second = window(description="Second", start="+1h", duration="1h", checks=[])["maintenance"]["id"]
    window(id=second)
    emulator.reset()
    for options in (NOW, {"state": "absent"}):
        answer = window(**options, fails=True)
        assert answer["error"]["kind"] == "AmbiguousName"
        assert answer["error"]["ids"] == [first, second]
    assert account.writes() == []


def test_a_running_window_cannot_be_moved_and_an_ended_one_not_changed(window, account):
    made = window(**NOW)["maintenance"]
    moved = window(start="2040-01-01T00:00Z", duration="1h", fails=True)
    past = window(end="2001-01-01T00:00Z", fails=True)
    window(state="absent")
    late = window(id=made["id"], duration="5h", fails=True)
    kinds = [answer["error"]["kind"] for answer in (moved, past, late)]
    assert kinds == ["Conflict", "ConfigurationError", "Conflict"]
    assert "has ended" in late["msg"]
    assert len(account.writes()) == 2


def test_a_lost_answer_to_a_creation_makes_no_second_window(window, account, emulator):
    emulator.faults([{"method": "POST", "path": "/maintenance", "times": 1, "truncate": 5}])
    assert changed(window(**NOW) for _run in range(2)) == [True, False]
    assert account.writes() == [("POST", "/maintenance")]


@pytest.mark.parametrize(
    ("effect", "kind"),
    [
        ({"status": 200, "body": "<html>Sign in</html>"}, "UnexpectedAnswer"),
        ({"status": 200, "body": '{"maintenance": [{"id": 1, "description": "Kernel update"}]}'}, "UnexpectedAnswer"),
        ({"status": 500, "body": ""}, "ServerFault"),
    ],
)
def test_a_list_that_cannot_be_read_creates_nothing(window, account, emulator, effect, kind):
    emulator.faults([{"method": "GET", "path": "/maintenance", "times": 9, **effect}])
    assert window(**NOW, retries=0, fails=True)["error"]["kind"] == kind
    assert account.writes() == []


def test_an_end_that_fails_half_way_says_that_something_changed(window, emulator):
    window(**NOW)
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences", "times": 9, "status": 500}])
    answer = window(state="absent", retries=0, fails=True)
    assert answer["error"]["kind"] == "ServerFault"
    assert answer["changed"] is True
