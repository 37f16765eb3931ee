# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_maintenance against times that are over, windows that nobody understands, and what check mode foretells."""

from __future__ import annotations

import calendar
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from tests.behaviour.pingdom_calls import NAME, body_of, opened

HOUR, DAY = 3600, 86400
WORK = {"description": NAME, "checks": ["api: status"]}
LAST = 253402300799


pytestmark = pytest.mark.versions("3.1", "2.1")


def bodies(emulator):
    """What was sent to windows."""
    return [body_of(entry) for entry in emulator.writes() if "/maintenance/" in entry["path"]]


def series(unit="day", every=1, until=30 * DAY):
    return {"recurrencetype": unit, "repeatevery": every, "effectiveto": until}


# Times in a repository


@pytest.mark.parametrize("form", ["end", "duration"])
@pytest.mark.parametrize("late", [0, 61, 3000])
def test_a_window_at_fixed_times_opens_late_and_stays_after_its_end(account, emulator, now, form, late):
    start = now - late if late else now + 60
    task = {**WORK, "start": iso(start), **({"end": iso(start + HOUR)} if form == "end" else {"duration": "1h"})}
    predicted = account.window(**task, check_mode=True)
    made = account.window(**task)
    assert predicted["changed"]
    assert made["changed"]
    assert made["maintenance"]["status"] == ("running" if late else "future")
    assert made["maintenance"]["end"] == predicted["maintenance"]["end"] == iso(start + HOUR)
    for seconds in (60, 120, 2 * HOUR, 40 * DAY):
        emulator.advance(seconds)
        for check_mode in (True, False):
            again = account.window(**task, check_mode=check_mode)
            assert (again["changed"], again["maintenance"]["id"]) == (False, made["maintenance"]["id"])
    assert again["maintenance"]["status"] == "ended"
    assert account.writes() == [("POST", "/maintenance")]


def test_a_series_is_left_alone_when_it_is_past_its_end(account, emulator, now):
    recurrence = {"type": "day", "until": iso(now + 10 * DAY)}
    task = {**WORK, "start": iso(now + HOUR), "end": iso(now + 2 * HOUR), "recurrence": recurrence}
    assert account.window(**task)["changed"]
    for seconds in (90 * 60, DAY, 8 * DAY, 5 * DAY):
        emulator.advance(seconds)
        assert not account.window(**task)["changed"]
    assert account.window(**task)["maintenance"]["status"] == "ended"


@pytest.mark.parametrize("unit", ["week", "month"])
def test_a_series_of_which_nothing_is_to_come_is_left_alone_before_its_end(account, emulator, now, unit):
    recurrence = {"type": unit, "until": iso(now + 5 * DAY)}
    task = {**WORK, "start": iso(now + 60), "duration": "1h", "recurrence": recurrence}
    made = account.window(**task)["maintenance"]["id"]
    emulator.advance(2 * HOUR)
    assert account.window(description=NAME, state="absent")["changed"]
    for seconds in (61, DAY, 10 * DAY):
        emulator.advance(seconds)
        for check_mode in (True, False):
            again = account.window(**task, check_mode=check_mode)
            assert (again["changed"], again["maintenance"]["id"]) == (False, made)
    other = account.window(**{**task, "description": "Never was"}, fails=True)
    assert (other["error"]["kind"], "which is past" in other["msg"]) == ("ConfigurationError", True)


def test_a_window_that_was_ended_early_is_left_alone_once_its_time_is_over(account, emulator, now):
    task = {**WORK, "start": iso(now - 60), "end": iso(now + HOUR)}
    first = account.window(**task)["maintenance"]["id"]
    emulator.advance(600)
    assert account.window(description=NAME, state="absent")["changed"]
    emulator.advance(60)
    second = account.window(**task)
    assert (second["changed"], second["maintenance"]["end"]) == (True, iso(now + HOUR)), "there is time left"
    assert second["maintenance"]["id"] != first
    assert account.window(description=NAME, state="absent")["changed"]
    emulator.advance(2 * HOUR)
    assert not account.window(**task)["changed"]


def test_a_window_from_now_to_a_fixed_end_is_left_alone_after_it(account, emulator, now):
    task = {**WORK, "start": "now", "end": iso(now + HOUR)}
    assert account.window(**task)["changed"]
    for seconds in (600, 2 * HOUR, DAY):
        emulator.advance(seconds)
        assert not account.window(**task)["changed"]
    other = account.window(**{**task, "end": iso(now + 2 * HOUR)}, fails=True)
    assert other["error"]["kind"] == "ConfigurationError"


def test_a_time_that_is_over_and_never_was_is_an_error(account, emulator, now):
    opened(account, now + 5 * DAY, now + 5 * DAY + HOUR, description="other")
    for start in (now - 2 * HOUR, now - 400 * DAY):
        failed = account.window(**WORK, start=iso(start), duration="1h", fails=True)
        assert (failed["error"]["kind"], "which is past" in failed["msg"]) == ("ConfigurationError", True)
    assert account.writes()[1:] == []


def test_two_windows_of_one_description_at_times_of_their_own(account, emulator, now):
    first = {**WORK, "start": iso(now + 60), "duration": "1h"}
    second = {**WORK, "start": iso(now + 10 * DAY), "duration": "1h"}
    account.window(**first)
    emulator.advance(2 * HOUR)
    account.window(**second)
    for _again in range(2):
        assert not account.window(**first)["changed"]
        assert not account.window(**second)["changed"]


@pytest.mark.parametrize(("unit", "every"), [("day", 1), ("day", 3), ("week", 1), ("month", 1)])
def test_a_series_that_began_long_ago_opens_with_its_coming_occurrence(account, emulator, now, unit, every):
    start = now - 100 * DAY - 2 * HOUR
    recurrence = {"type": unit, "every": every, "until": iso(now + 200 * DAY)}
    task = {**WORK, "start": iso(start), "duration": "1h", "recurrence": recurrence}
    made = account.window(**task)
    assert (made["changed"], made["maintenance"]["status"]) == (True, "future")
    assert made["maintenance"]["start"] > iso(now)
    assert made["maintenance"]["start"][13:] == iso(start)[13:]
    for seconds in (0, DAY, 40 * DAY):
        emulator.advance(seconds)
        assert not account.window(**task)["changed"]


def test_a_series_that_opens_in_an_occurrence_says_what_follows(account, emulator, now):
    task = {**WORK, "start": iso(now - 2 * DAY - 600), "duration": "1h"}
    task["recurrence"] = {"type": "day", "until": iso(now + 20 * DAY)}
    predicted = account.window(**task, check_mode=True)
    made = account.window(**task)
    assert made["maintenance"]["status"] == "running"
    assert made["maintenance"]["end"] == predicted["maintenance"]["end"] == iso(now - 600 + HOUR)
    assert "this time of day" in made["warnings"][0]
    assert predicted["warnings"] == made["warnings"]
    for seconds in (0, 600, DAY, 3 * DAY):
        emulator.advance(seconds)
        again = account.window(**task)
        assert (again["changed"], again.get("warnings")) == (False, None)


def test_a_series_that_opens_in_a_month_without_its_day_says_what_follows(account, emulator):
    emulator.advance(calendar.timegm((2033, 2, 10, 0, 0, 0)) - emulator.now())
    recurrence = {"type": "month", "until": "2033-12-31T12:00:00Z"}
    task = {**WORK, "start": "2033-01-31T02:00:00Z", "duration": "2h", "recurrence": recurrence}
    predicted, made = (account.window(**task, check_mode=mode) for mode in (True, False))
    assert made["maintenance"]["start"] == predicted["maintenance"]["start"] == "2033-02-28T02:00:00Z"
    assert "on day 28 of its month, which lacks day 31" in made["warnings"][0]
    assert predicted["warnings"] == made["warnings"]
    assert not account.window(**task)["changed"]


def test_a_window_to_come_whose_start_is_put_before_now_opens_now(account, emulator, now):
    account.window(**WORK, start="+2h", end=iso(now + 5 * HOUR))
    moved = {**WORK, "start": iso(now - 600), "end": iso(now + 5 * HOUR)}
    assert account.window(**moved, check_mode=True)["maintenance"]["status"] == "running"
    assert account.window(**moved)["maintenance"]["status"] == "running"
    assert bodies(emulator)[-1]["from"] == 1
    emulator.advance(60)
    assert not account.window(**moved)["changed"]


# What the server refuses, foretold


@pytest.mark.parametrize(
    "wish",
    [
        {"duration": "90m"},
        {"start": "now", "duration": "90m"},
        {"duration": "30m", "recurrence": {"type": "week"}},
        {"end": "+3h"},
        {"end": "tomorrow"},
        {"start": "same", "duration": "90m"},
        {"start": "same", "end": "longer"},
    ],
    ids=str,
)
def test_a_series_whose_first_occurrence_is_over_keeps_its_length(account, emulator, now, wish):
    window_id = opened(account, now + 60, now + 60 + HOUR, **series(until=now + 30 * DAY))
    words = {"tomorrow": iso(now + DAY + 7 * HOUR), "same": iso(now + 60), "longer": iso(now + 60 + 5400)}
    task = {name: words.get(value, value) if isinstance(value, str) else value for name, value in wish.items()}
    emulator.advance(DAY)
    failures = [account.window(**{**WORK, **task}, check_mode=mode, fails=True) for mode in (True, False)]
    assert failures[0] == failures[1]
    assert failures[0]["error"]["kind"] == "Conflict"
    assert "state=absent" in failures[0]["msg"]
    assert account.writes() == [("POST", "/maintenance")]
    assert account.window(description=NAME, state="absent")["changed"]
    assert account.somebody("GET", f"/maintenance/{window_id}")["maintenance"]["effectiveto"] <= now + DAY + 60


def test_what_the_hint_says_works(account, emulator, now):
    recurrence = {"type": "day", "until": iso(now + 30 * DAY)}
    task = {**WORK, "start": iso(now + 60), "duration": "1h", "recurrence": recurrence}
    account.window(**task)
    emulator.advance(DAY + 5 * HOUR)
    longer = {**task, "duration": "90m"}
    failed = account.window(**longer, fails=True)
    assert iso(now + 60 + 2 * DAY) in failed["msg"]
    assert account.window(description=NAME, state="absent")["changed"]
    made = account.window(**longer)["maintenance"]
    assert (made["start"], made["end"]) == (iso(now + 60 + 2 * DAY), iso(now + 60 + 2 * DAY + 5400))
    assert not account.window(**longer)["changed"]


def test_in_its_first_occurrence_a_series_can_become_longer(account, emulator, now):
    opened(account, now + 60, now + 60 + HOUR, **series(until=now + 30 * DAY))
    emulator.advance(600)
    for check_mode, changed in ((True, True), (False, True), (False, False)):
        result = account.window(description=NAME, duration="90m", check_mode=check_mode)
        assert (result["changed"], result["maintenance"]["end"]) == (changed, iso(now + 60 + 5400))


@pytest.mark.parametrize(
    ("recurrence", "words"),
    [({"type": "day", "until": "past"}, "until is"), ({"type": "none"}, "end is")],
)
def test_a_series_is_not_shortened_into_the_past(account, emulator, now, recurrence, words):
    opened(account, now + 60, now + 60 + HOUR, **series(until=now + 30 * DAY))
    emulator.advance(5 * DAY)
    if "until" in recurrence:
        recurrence = {**recurrence, "until": iso(now + 3 * DAY)}
    for mode in (True, False):
        failed = account.window(description=NAME, recurrence=recurrence, check_mode=mode, fails=True)
        assert failed["error"]["kind"] == "ConfigurationError"
        assert words in failed["msg"]
        assert "state=absent" in failed["msg"]
    assert bodies(emulator) == []


MINUTES = st.integers(1, 3000)
RECURRENCES = st.sampled_from([None, "none", "day", "week", "month"])
START = st.one_of(st.none(), st.just("now"), st.integers(-5000, 5000))
END = st.one_of(st.none(), st.integers(1, 5000), st.tuples(st.just("for"), MINUTES), st.tuples(st.just("in"), MINUTES))


@st.composite
def worlds(draw):
    """A window that somebody made, how long ago, and a task about it. All in minutes from the start of the example."""
    window = draw(st.tuples(st.integers(6, 3000), MINUTES, st.sampled_from(["none", "day", "week", "month"])))
    later = draw(st.integers(0, 9000))
    wish = draw(st.tuples(START, END, RECURRENCES, st.one_of(st.none(), st.integers(1, 20000))))
    return window, later, wish


def as_task(wish, zero):
    start, end, unit, until = wish
    at = {number: iso(zero + 60 * number) for number in (start, end, until) if isinstance(number, int)}
    task = dict(WORK)
    if start is not None:
        task["start"] = at.get(start, start)
    if isinstance(end, int):
        task["end"] = at[end]
    elif end:
        task |= {"duration": f"{end[1]}m"} if end[0] == "for" else {"end": f"+{end[1]}m"}
    if unit:
        task["recurrence"] = {"type": unit, **({} if until is None else {"until": at[until]})}
    return task


def told(result):
    """What check mode has to foretell of a result: all but the seconds that pass, and the id of what is new."""
    if result.get("failed"):
        return result["error"]["kind"], result["msg"]
    window = result["maintenance"]
    if window is None:
        return result["changed"], None
    times = [window[name][:15] for name in ("start", "end")]
    recurrence = {**window["recurrence"], "until": str(window["recurrence"]["until"])[:15]}
    return result["changed"], times, recurrence, window["checks"], window["status"], result.get("warnings")


def fresh(emulator):
    """A new account, of which nothing is remembered, in the middle of ten minutes; Unix seconds at their beginning."""
    emulator.reset(world=True)
    for memory in Path(tempfile.gettempdir()).glob("opswatch-*/recent.json"):
        memory.unlink()
    zero = int(time.time()) // 600 * 600 + 600
    emulator.advance(zero - time.time() + 330)
    return zero


@settings(max_examples=60)
@given(worlds())
def test_check_mode_foretells_and_a_second_run_is_quiet(emulator, account, world):
    """For any window, task and time: nothing is sent that Pingdom refuses, and both modes say the same."""
    (begin, length, unit), later, wish = world
    zero = fresh(emulator)
    more = {} if unit == "none" else series(unit, 1, zero + 60 * (begin + length + 15000))
    opened(account, zero + 60 * begin, zero + 60 * (begin + length), **more)
    emulator.advance(60 * later)
    task = as_task(wish, zero)
    predicted = account.window(**task, check_mode=True, fails=None)
    assert account.writes() == [("POST", "/maintenance")]
    real = account.window(**task, fails=None)
    if "missing" in real.get("error", {}):
        assert "It must exist by then" in predicted["warnings"][0], "an earlier task may create it"
        return
    assert told(predicted) == told(real)
    if real.get("failed"):
        assert real["error"]["kind"] in ("ConfigurationError", "Conflict")
        assert account.writes() == [("POST", "/maintenance")]
        return
    assert not account.window(**task)["changed"]
    foretold = account.window(description=NAME, state="absent", check_mode=True)
    ended = account.window(description=NAME, state="absent")
    assert told(foretold) == told(ended)
    assert not account.window(description=NAME, state="absent")["changed"]
    assert ended["changed"] or real["maintenance"]["status"] == "ended"


@pytest.fixture
def on_its_way(monkeypatch, emulator):
    """What is to be created reaches Pingdom two seconds after it was sent."""
    post = PingdomApi.post

    def late(*arguments):
        emulator.advance(2)
        return post(*arguments)

    monkeypatch.setattr(PingdomApi, "post", late)


MOMENT = st.one_of(st.just("now"), st.integers(1, 3000).map("+{}m".format), st.integers(-3000, 3000))


@st.composite
def new_windows(draw):
    """A task that can create a window, in minutes from the start of the example."""
    start = draw(MOMENT)
    length = draw(MINUTES)
    begin = start if isinstance(start, int) else 0 if start == "now" else int(start[1:-1])
    end = draw(st.sampled_from([("for", length), ("at", begin + length), ("in", max(begin, 0) + length)]))
    unit = draw(st.sampled_from([None, "day", "week", "month"]))
    until = draw(st.sampled_from([None, 20000, 60000])) if unit else None
    return start, end, unit, until


def in_words(wish, zero):
    start, (kind, minutes), unit, until = wish
    task = {**WORK, "start": iso(zero + 60 * start) if isinstance(start, int) else start}
    task |= {
        "for": {"duration": f"{minutes}m"},
        "at": {"end": iso(zero + 60 * minutes)},
        "in": {"end": f"+{minutes}m"},
    }[kind]
    if unit:
        task["recurrence"] = {"type": unit, "until": "+30d" if until is None else iso(zero + 60 * until)}
    return task


@settings(max_examples=60)
@given(new_windows(), st.lists(st.integers(0, 40000), min_size=1, max_size=3))
def test_the_task_that_made_a_window_can_run_at_any_time(emulator, on_its_way, account, wish, laters):
    """It never fails, check mode foretells it, and at once again it changes nothing; requests take their time."""
    zero = fresh(emulator)
    task = in_words(wish, zero)
    made = account.window(**task, fails=None)
    if made.get("failed"):
        assert "past" in made["msg"] or "must be later" in made["msg"] or "earlier than" in made["msg"]
        return
    for later in (0, *laters):
        emulator.advance(60 * later)
        predicted = account.window(**task, check_mode=True)
        assert told(predicted)[0] == told(account.window(**task))[0]
        assert not account.window(**task)["changed"]
