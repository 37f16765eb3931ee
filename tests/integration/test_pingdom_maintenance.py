# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_maintenance as a playbook runs it, against the emulator."""

from __future__ import annotations

import datetime

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_maintenance
from tests.contract import openapi
from tests.integration.refusals import assert_refused

MODULE = "opswatch.monitoring.pingdom_maintenance"
HOUR = 3600


def task(ignore_errors=False, **options):
    window = {"description": "Kernel update", **options}
    return {"name": "Window", MODULE: window, **({"ignore_errors": True} if ignore_errors else {})}


@pytest.fixture
def play(ansible, emulator):
    """Run tasks against the emulated Pingdom; at the end every request must have been a documented one."""

    def run(*tasks, **options):
        return ansible.playbook(list(tasks), env=emulator.pingdom_env, **options)

    yield run
    if openapi.available():
        assert openapi.validate_recorded(emulator.requests("pingdom")) == []


def writes(emulator):
    return [(entry["method"], entry["path"].rpartition("/3.1")[2]) for entry in emulator.writes()]


def unix(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def settings(window):
    """What does not depend on the moment at which a task ran."""
    return {name: value for name, value in window.items() if name not in ("id", "start", "end")}


NOW = {"start": "now", "duration": "2h", "checks": ["api: status"], "check_tags": ["shop"], "transactions": []}


@pytest.mark.every_core
def test_a_window_from_now_is_created_once(play, emulator):
    predicted = play(task(**NOW), check=True, diff=True).last
    assert emulator.writes() == []
    run = play(task(**NOW), task(**NOW), diff=True)
    made, again = run.results
    checked = play(task(**NOW), check=True).last
    assert writes(emulator) == [("POST", "/maintenance")]
    assert (predicted.changed, made.changed, again.changed, checked.changed) == (True, True, False, False)
    window = made["maintenance"]
    assert again["maintenance"] == checked["maintenance"] == window
    assert settings(predicted["maintenance"]) == settings(window)
    assert predicted["maintenance"]["id"] is None
    assert window["status"] == "running"
    assert len(window["checks"]) == 4, "one by name, three by tag"
    assert abs(unix(window["end"]) - unix(window["start"]) - 2 * HOUR) <= 2
    assert made["diff"]["before"] == {}
    assert abs(unix(made["diff"]["after"]["start"]) - unix(window["start"])) <= 2


def test_a_running_window_is_prolonged_late_and_never_shortened(play, emulator):
    first = play(task(**NOW)).last["maintenance"]
    emulator.advance(600)
    assert not play(task(**NOW)).last.changed, "more than 90 % are left"
    emulator.advance(900)
    wish = task(start="now", duration="2h")
    predicted = play(wish, check=True, diff=True).last
    later = play(wish, task(start="now", duration="10m"), diff=True)
    assert [result.changed for result in later.results] == [True, False]
    assert abs(unix(later.last["maintenance"]["end"]) - unix(first["end"]) - 1500) <= 60
    assert later.last["maintenance"]["start"] == first["start"]
    assert later.last["maintenance"]["checks"] == first["checks"]
    assert sorted(predicted["diff"]["after"]) == sorted(later.results[0]["diff"]["after"])
    assert emulator.writes()[-1]["body"]["from"] == unix(first["start"]), "the start stays, and all is sent"


def test_a_window_to_come_is_changed_and_deleted(play, emulator):
    wish = {"start": "2040-01-31T22:00:00+01:00", "end": "2040-01-31T23:00:00Z", "checks": ["api: status"]}
    moved = task(**{**wish, "start": "2040-01-31 20:00Z", "checks": []})
    predicted_run = play(task(**wish), task(**wish), diff=True)
    assert [result.changed for result in predicted_run.results] == [True, False]
    assert predicted_run.last["maintenance"]["start"] == "2040-01-31T21:00:00Z"
    predicted = play(moved, check=True, diff=True).last
    run = play(
        moved, task(start="now", duration="3h"), task(id=predicted["maintenance"]["id"], description="New"), diff=True
    )
    assert [result.changed for result in run.results] == [True, False, True]
    assert predicted["diff"] == run.results[0]["diff"]
    assert predicted["maintenance"] == run.results[0]["maintenance"]
    assert run.last["maintenance"]["description"] == "New"
    gone = task(description="New", state="absent")
    predicted = play(gone, check=True, diff=True).last
    ended = play(gone, gone, diff=True)
    assert [result.changed for result in ended.results] == [True, False]
    assert predicted["diff"] == ended.results[0]["diff"]
    assert ended.results[0]["maintenance"] is None
    leftovers = [entry for entry in emulator.writes() if entry["method"] == "DELETE"]
    assert [entry["path"].rpartition("/3.1/")[2].split("/")[0] for entry in leftovers] == [
        "maintenance",
        "maintenance.occurrences",
    ], "occurrences outlive their window"


def test_a_running_window_is_ended_and_a_past_one_left_alone(play, emulator):
    made = play(task(**NOW)).last["maintenance"]
    emulator.advance(60)
    gone, by_id = task(state="absent"), task(id=made["id"], state="absent")
    predicted = play(gone, check=True, diff=True).last
    assert writes(emulator) == [("POST", "/maintenance")]
    run = play(gone, gone, by_id, diff=True)
    assert [result.changed for result in run.results] == [True, False, False]
    assert writes(emulator) == [("POST", "/maintenance"), ("PUT", f"/maintenance/{made['id']}")]
    sent = emulator.writes()[-1]["body"]
    assert (sent["from"], sent["to"], sent["effectiveto"]) == (unix(made["start"]), 1, 1)
    assert sent["uptimeids"] == made["checks"]
    ended = run.results[0]["maintenance"]
    assert ended["status"] == predicted["maintenance"]["status"] == run.last["maintenance"]["status"] == "ended"
    assert settings(predicted["maintenance"]) == settings(ended)
    emulator.advance(60)
    anew = play(task(**NOW)).last
    assert anew.changed
    assert anew["maintenance"]["id"] != made["id"]


@pytest.mark.every_core
def test_a_recurring_window(play, emulator):
    wish = {
        "start": "+1h",
        "duration": "1h",
        "checks": ["api: status"],
        "recurrence": {"type": "day", "until": "+10d"},
    }
    run = play(task(**wish), task(**wish))
    assert [result.changed for result in run.results] == [True, False]
    made = run.last["maintenance"]
    assert (made["recurrence"]["type"], made["recurrence"]["every"], made["status"]) == ("day", 1, "future")
    emulator.advance(30 * HOUR)
    weekly = task(recurrence={"type": "week", "every": 2})
    run = play(task(**{**wish, "recurrence": {"type": "day"}}), weekly, weekly)
    assert [result.changed for result in run.results] == [False, True, False]
    assert run.last["maintenance"]["recurrence"] == {**made["recurrence"], "type": "week", "every": 2}
    assert run.last["maintenance"]["status"] == "running"
    gone = play(task(state="absent"), task(state="absent"))
    assert [result.changed for result in gone.results] == [True, False]
    assert gone.results[0]["maintenance"]["status"] == "ended"


def test_omitted_fields_that_a_put_would_reset_are_all_sent(play, emulator):
    emulator.quirk("pingdom_maintenance_put_resets")
    run = play(task(**NOW), task(description="Kernel update", end="2040-01-01T00:00:00Z"))
    before, after = (result["maintenance"] for result in run.results)
    assert after["checks"] == before["checks"]
    assert after["start"] == before["start"]


REFUSED_BEFORE_ANYTHING_IS_SENT = [
    ({"start": "2040-01-01T02:00:00Z", "end": "2040-01-01T01:00:00Z"}, "end must be later than start"),
    ({"start": "+2h", "end": "+1h"}, "end must be later than start"),
    ({"start": "2040-01-01T02:00:00", "duration": "1h"}, "no time zone"),
    ({"start": "tomorrow", "duration": "1h"}, "not a point in time"),
    ({"start": "now", "duration": "a while"}, "not a length of time"),
    ({"description": "", "start": "now", "duration": "1h"}, "description must not be empty"),
    ({"start": "now", "duration": "1h", "recurrence": {"type": "day", "every": -1}}, "every must be at least 1"),
]
START = {"start": "now", "duration": "1h"}
REFUSED_BEFORE_ANYTHING_IS_WRITTEN = [
    ({"start": "2001-01-01T00:00Z", "duration": "1h", "checks": []}, "ConfigurationError", "which is past"),
    ({"start": "now", "end": "2001-01-01T00:00Z", "checks": []}, "ConfigurationError", "end must be later than start"),
    ({**START, "checks": [], "recurrence": {"type": "day"}}, "ConfigurationError", "missing: recurrence.until"),
    ({}, "ConfigurationError", "these options are missing: start, end or duration, checks"),
    ({**START, "checks": ["nothing like that"]}, "NotFound", "no check named"),
    ({**START, "checks": ["duplicate name"]}, "AmbiguousName", "2 checks named"),
    ({**START, "checks": [424242]}, "NotFound", "no check with the id 424242"),
    ({**START, "check_tags": ["nothing like that"]}, "SelectionRefused", "no check has the tag"),
    ({**START, "transactions": ["nothing like that"]}, "NotFound", "no transaction check named"),
    ({"id": 424242, **START}, "NotFound", "maintenance/424242"),
]


@pytest.mark.every_core
def test_bad_input_is_refused_before_anything_is_sent(play, emulator):
    assert_refused(play, task, REFUSED_BEFORE_ANYTHING_IS_SENT)
    assert emulator.requests("pingdom") == []


def test_what_does_not_fit_is_refused_before_anything_is_written(play, emulator):
    assert_refused(play, task, REFUSED_BEFORE_ANYTHING_IS_WRITTEN)
    assert emulator.writes() == []


def test_two_windows_of_one_description_stop_everything(play, emulator):
    first = play(task(**NOW)).last["maintenance"]["id"]
    second = play(task(description="Second", start="+1h", duration="1h", checks=[])).last["maintenance"]["id"]
    play(task(id=second))
    emulator.reset()
    run = play(task(ignore_errors=True, **NOW), task(ignore_errors=True, state="absent"))
    for result in run.results:
        assert result["error"]["kind"] == "AmbiguousName"
        assert result["error"]["ids"] == [first, second]
    assert emulator.writes() == []


def test_a_running_window_cannot_be_moved_and_an_ended_one_not_changed(play, emulator):
    made = play(task(**NOW)).last["maintenance"]
    run = play(
        task(ignore_errors=True, start="2040-01-01T00:00Z", duration="1h"),
        task(ignore_errors=True, end="2001-01-01T00:00Z"),
        task(state="absent"),
        task(ignore_errors=True, id=made["id"], duration="5h"),
    )
    moved, past, _ended, late = run.results
    assert (moved["error"]["kind"], past["error"]["kind"], late["error"]["kind"]) == (
        "Conflict",
        "ConfigurationError",
        "Conflict",
    )
    assert "has ended" in late["msg"]
    assert len(emulator.writes()) == 2


def test_a_lost_answer_to_a_creation_makes_no_second_window(play, emulator):
    emulator.faults([{"method": "POST", "path": "/maintenance", "times": 1, "truncate": 5}])
    run = play(task(**NOW), task(**NOW))
    assert [result.changed for result in run.results] == [True, False]
    assert writes(emulator) == [("POST", "/maintenance")]


@pytest.mark.parametrize(
    ("effect", "kind"),
    [
        ({"status": 200, "body": "<html>Sign in</html>"}, "UnexpectedAnswer"),
        ({"status": 200, "body": '{"maintenance": [{"id": 1, "description": "Kernel update"}]}'}, "UnexpectedAnswer"),
        ({"status": 500, "body": ""}, "ServerFault"),
    ],
)
def test_a_list_that_cannot_be_read_creates_nothing(play, emulator, effect, kind):
    emulator.faults([{"method": "GET", "path": "/maintenance", "times": 9, **effect}])
    result = play(task(**NOW, retries=0), fails=True).last
    assert result["error"]["kind"] == kind
    assert emulator.writes() == []


def test_an_end_that_fails_half_way_says_that_something_changed(play, emulator):
    play(task(**NOW))
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences", "times": 9, "status": 500}])
    result = play(task(state="absent", retries=0), fails=True).last
    assert result["error"]["kind"] == "ServerFault"
    assert result["changed"] is True


def test_the_examples_run(ansible, emulator):
    checks = [
        {"opswatch.monitoring.pingdom_check": {"name": name, "type": "ping", "host": "h", "tags": ["production"]}}
        for name in ("Web shop", "Intranet")
    ]
    run = ansible.playbook(
        [*checks, *yaml.safe_load(pingdom_maintenance.EXAMPLES)],
        env=emulator.pingdom_env,
        extra_vars={"pingdom_api_token": emulator.credentials["pingdom_api_token"]},
    )
    assert all(result.changed for result in run.results)
