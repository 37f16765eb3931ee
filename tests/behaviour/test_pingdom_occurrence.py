# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_maintenance_occurrence on the emulated account, over both versions: moved, cancelled, refused."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_maintenance_occurrence
from tests.behaviour.pingdom_calls import NAME, opened

pytestmark = pytest.mark.usefixtures("documented_requests")

HOUR, DAY = 3600, 86400


@pytest.fixture
def occurrence(either_account):
    """Run the module."""

    def run(**options):
        return either_account.run(pingdom_maintenance_occurrence, **options)

    return run


@pytest.fixture
def series(either_account, emulator):
    """A daily window of two hours that crosses midnight of UTC: its id, and when its first occurrence begins."""
    now = int(emulator.time())
    start = now - now % DAY + 3 * DAY - HOUR
    more = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": start + 9 * DAY}
    return opened(either_account, start, start + 2 * HOUR, **more), start


def iso(moment):
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def changed(answers):
    return [answer["changed"] for answer in answers]


def test_one_is_moved_by_window_and_day_and_the_others_stay(occurrence, series, either_account):
    window, start = series
    before = either_account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window}")["occurrences"]
    wish = {"window": NAME, "day": iso(start)[:10], "start": iso(start + 600), "end": iso(start + 3 * HOUR)}
    predicted, moved, again = occurrence(check_mode=True, **wish), occurrence(**wish), occurrence(**wish)
    assert changed([predicted, moved, again]) == [True, True, False]
    assert (predicted["diff"], predicted["occurrence"]) == (moved["diff"], moved["occurrence"])
    number = before[0]["id"]
    assert moved["occurrence"] == again["occurrence"] == {
        "id": number, "window": window, "start": iso(start + 600), "end": iso(start + 3 * HOUR), "status": "future"
    }  # fmt: skip
    assert either_account.writes()[1:] == [("PUT", f"/maintenance.occurrences/{number}")]
    after = either_account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window}")["occurrences"]
    assert [one for one in after if one["id"] != number] == before[1:]


def test_a_change_carries_only_what_differs(occurrence, series, emulator):
    _window, start = series
    wish = {"window": NAME, "day": iso(start)[:10], "duration": "1h"}
    assert changed([occurrence(**wish), occurrence(**wish)]) == [True, False]
    sent = emulator.writes()[-1]["body"]
    assert sent in ({"to": start + HOUR}, f"to={start + HOUR}")


def test_one_that_is_moved_to_another_day_is_found_there(occurrence, series):
    _window, start = series
    wish = {"window": NAME, "day": iso(start)[:10], "start": iso(start + 6 * HOUR)}
    moved, again = occurrence(**wish), occurrence(**wish)
    assert changed([moved, again]) == [True, False]
    assert moved["occurrence"]["end"] == iso(start + 8 * HOUR), "it keeps its length"
    assert again["occurrence"] == moved["occurrence"]


@pytest.mark.parametrize(
    "day",
    [
        lambda start: iso(start)[:10],
        lambda start: f"{iso(start + HOUR)[:10]}+02:00",
        iso,
        lambda start: iso(start + 90 * 60),
        lambda start: str(start + 60),
    ],
    ids=["the day of UTC", "the day of a zone in which it begins after midnight", "its begin", "inside", "Unix"],
)
def test_which_day_it_is_of(occurrence, series, day):
    _window, start = series
    found = occurrence(window=NAME, day=day(start), state="absent", check_mode=True)
    assert found["diff"]["before"]["start"] == iso(start)


def test_one_is_cancelled_once(occurrence, series, either_account):
    window, start = series
    wish = {"window": str(window), "day": iso(start + DAY)[:10], "state": "absent"}
    predicted, cancelled, again = occurrence(check_mode=True, **wish), occurrence(**wish), occurrence(**wish)
    assert changed([predicted, cancelled, again]) == [True, True, False]
    assert predicted["diff"] == cancelled["diff"]
    assert cancelled["occurrence"] is again["occurrence"] is None
    assert "warnings" not in again, "the series has one on that day, so that it was cancelled"
    either_account.an_hour_later()
    assert not occurrence(**wish)["changed"]
    assert [method for method, _path in either_account.writes()[1:]] == ["DELETE"]


def test_by_its_id(occurrence, series, either_account):
    window, _start = series
    rows = either_account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window}")["occurrences"]
    first, second = rows[0], rows[1]
    wish = {"id": first["id"], "end": iso(first["to"] + 60)}
    assert changed([occurrence(**wish), occurrence(**wish)]) == [True, False]
    gone = {"id": second["id"], "state": "absent"}
    assert changed([occurrence(**gone), occurrence(**gone)]) == [True, False]
    assert occurrence(id=second["id"], end="+1h", fails=True)["error"]["kind"] == "NotFound"
    assert "pingdom_maintenance_info lists them" in occurrence(id=424242, end="+1h", fails=True)["msg"]


def test_a_day_that_never_had_one_is_no_quiet_success(occurrence, series, emulator):
    _window, start = series
    before = iso(start - 5 * DAY)[:10]
    gone = occurrence(window=NAME, day=before, state="absent")
    assert not gone["changed"]
    (warning,) = gone["warnings"]
    assert f"has no occurrence on {before}" in warning
    assert iso(start) in warning, "those around are listed"
    refused = occurrence(window=NAME, day=before, end="+1h", fails=True)
    assert refused["error"]["kind"] == "NotFound"
    assert iso(start) in refused["msg"]
    past = iso(start + 9 * DAY)[:10]
    assert "In force on it, but begun before" in occurrence(window=NAME, day=past, end="+1h", fails=True)["msg"]
    assert "warnings" in occurrence(window=NAME, day=past, state="absent")
    assert len(emulator.writes()) == 1, "the window, by somebody else"


def test_several_on_a_day_are_listed(occurrence, series, either_account):
    window, start = series
    rows = either_account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window}")["occurrences"]
    either_account.somebody("PUT", f"/maintenance.occurrences/{rows[1]['id']}", {"from": start - HOUR, "to": start})
    either_account.an_hour_later()
    refused = occurrence(window=NAME, day=iso(start)[:10], end="+1h", fails=True)
    assert refused["error"]["kind"] == "AmbiguousName"
    assert sorted(refused["error"]["ids"]) == [rows[0]["id"], rows[1]["id"]]
    assert iso(start - HOUR) in refused["msg"]
    assert occurrence(window=NAME, day=iso(start - 60), state="absent")["changed"], "a moment that one alone has"


def test_what_runs_is_left_alone_or_refused(occurrence, either_account, emulator):
    now = int(emulator.time())
    more = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": now + 9 * DAY}
    opened(either_account, 1, now + 2 * HOUR, **more)
    emulator.advance(60)
    here = {"window": NAME, "day": "now"}
    running = occurrence(**here, start="now")["occurrence"]
    assert running["status"] == "running"
    assert changed([occurrence(**here, start=running["start"], end=running["end"])]) == [False]
    assert changed([occurrence(**here, start="now", duration="2h")]) == [False]
    refusals = [occurrence(**here, end=iso(now + 3 * HOUR), fails=True), occurrence(**here, state="absent", fails=True)]
    for refused in refusals:
        assert refused["error"]["kind"] == "Conflict"
        assert f"occurrence {running['id']} runs since {running['start']}" in refused["msg"]
    emulator.advance(3 * HOUR)
    by_id = {"id": running["id"]}
    assert changed([occurrence(**by_id, start=running["start"], end=running["end"])]) == [False]
    for more in ({"end": "+1h"}, {"state": "absent"}):
        refused = occurrence(**by_id, **more, fails=True)
        assert f"ended at {running['end']}" in refused["msg"]
    assert len(emulator.writes()) == 1


def test_a_relative_start_moves_nothing_and_says_so(occurrence, series):
    _window, start = series
    here = {"window": NAME, "day": iso(start)[:10]}
    for relative in ("now", "+2h"):
        answer = occurrence(**here, start=relative)
        assert not answer["changed"]
        assert "start is relative to now, which does not move occurrence" in answer["warnings"][0]
    longer = {**here, "start": "now", "duration": "3h"}
    answers = [occurrence(**longer), occurrence(**longer)]
    assert changed(answers) == [True, False]
    assert answers[1]["occurrence"]["end"] == iso(start + 3 * HOUR)


REFUSED = [
    ({"window": NAME, "day": "2040-01-01"}, "nothing says what the occurrence shall be"),
    ({"window": NAME, "day": "tomorrow", "end": "+1h"}, "which is neither a date nor a point in time with a zone"),
    ({"window": NAME, "day": "2040-02-30", "end": "+1h"}, "day is"),
    ({"window": NAME, "day": "2040-01-01T10:00", "end": "+1h"}, "neither a date nor a point in time"),
    ({"window": "nothing like that", "day": "2040-01-01", "end": "+1h"}, "there is no maintenance window 'nothing"),
    ({"window": "424242", "day": "2040-01-01", "end": "+1h"}, "there is no maintenance window with the id 424242"),
    ({"id": 0, "end": "+1h"}, "id must be a number from 1 up"),
]


@pytest.mark.parametrize(("options", "words"), REFUSED)
def test_what_cannot_be_is_refused_before_anything_is_written(occurrence, series, emulator, options, words):
    assert words in occurrence(fails=True, **options)["msg"]
    assert len(emulator.writes()) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (lambda start: {"start": "2001-01-01T00:00Z", "end": iso(start)}, "which is past"),
        (lambda start: {"start": iso(start + 3 * HOUR), "end": iso(start)}, "end must be later than start"),
        (lambda start: {"end": iso(start - 60)}, "end must be later than start"),
    ],
)
def test_times_that_cannot_be_are_refused(occurrence, series, emulator, more, words):
    _window, start = series
    assert words in occurrence(window=NAME, day=iso(start)[:10], fails=True, **more(start))["msg"]
    assert len(emulator.writes()) == 1


@pytest.mark.parametrize(
    "options", [{}, {"id": 1, "window": NAME, "day": "now"}, {"window": NAME}, {"id": 1, "day": "now"}]
)
def test_which_one_is_meant_is_said_in_one_way(occurrence, options):
    with pytest.raises(ValueError, match=r"required|exclusive|missing"):
        occurrence(end="+1h", **options)


def test_check_mode_waits_for_a_window_that_is_only_predicted(occurrence, either_account):
    wish = {"window": "not yet", "day": "2040-01-01", "check_mode": True}
    predicted = occurrence(end="2040-01-01T10:00Z", **wish)
    assert (predicted["changed"], {*predicted["occurrence"].values()}) == (True, {None})
    assert [*predicted["occurrence"]] == ["id", "window", "start", "end", "status"]
    assert "It must exist by then" in predicted["warnings"][0]
    cancelled = occurrence(state="absent", **wish)
    assert not cancelled["changed"]
    assert "There is no maintenance window 'not yet', so nothing was cancelled" in cancelled["warnings"][0]
    assert either_account.writes() == []


@pytest.mark.parametrize(("window", "words"), [("gone", "window 'gone'"), ("424242", "window with the id 424242")])
def test_nothing_is_cancelled_where_the_window_has_gone(occurrence, either_account, window, words):
    for check_mode in (True, False):
        answer = occurrence(window=window, day="2040-01-01", state="absent", check_mode=check_mode)
        assert (answer["changed"], answer["occurrence"]) == (False, None)
        assert f"There is no maintenance {words}, so nothing was cancelled" in answer["warnings"][0]
    assert either_account.writes() == []


def test_two_windows_of_a_description_are_told_apart(occurrence, series, either_account):
    window, start = series
    other = opened(either_account, start + HOUR, start + 2 * HOUR)
    day = {"day": iso(start)[:10], "state": "absent", "check_mode": True}
    refused = occurrence(window=NAME, fails=True, **day)
    assert refused["error"]["ids"] == [window, other]
    assert occurrence(window=str(window), **day)["changed"]


def test_answers_of_other_shapes_are_told(occurrence, series, emulator):
    window, start = series
    for odd in ({"id": "x"}, {"from": None}, {"to": "soon"}, {"from": 10**17}):
        row = {"id": 5, "maintenanceid": window, "from": start, "to": start + HOUR, **odd}
        rule = {"method": "GET", "path": "/maintenance.occurrences$", "status": 200, "body": {"occurrences": [row]}}
        emulator.faults([{**rule, "times": 1}])
        refused = occurrence(window=NAME, day=iso(start)[:10], end="+1h", fails=True)
        assert refused["error"]["kind"] == "UnexpectedAnswer"


def test_a_list_that_lags_shows_what_was_there_and_is_not_believed(occurrence, series, either_account, emulator):
    window, start = series
    rows = either_account.somebody("GET", f"/maintenance.occurrences?maintenanceid={window}")
    wish = {"window": NAME, "day": iso(start)[:10], "duration": "1h"}
    gone = {"window": NAME, "day": iso(start + DAY)[:10], "state": "absent"}
    assert changed([occurrence(**wish), occurrence(**gone)]) == [True, True]
    emulator.faults([{"method": "GET", "path": "/maintenance.occurrences$", "status": 200, "body": rows}])
    assert changed([occurrence(**wish), occurrence(**gone)]) == [False, False]
