# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a maintenance window is: read from whatever a server answers, sent, and shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window, values_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import LATEST, iso

NOW = 1_800_000_000
H = 3600
ROW = {"id": 7, "description": "d", "from": 10, "to": 20, "recurrencetype": "none", "repeatevery": 0, "effectiveto": 20}
RUNNING = {**ROW, "from": NOW - H, "to": NOW + H, "effectiveto": NOW + H}
DAILY = {**RUNNING, "recurrencetype": "day", "repeatevery": 3, "effectiveto": NOW + 99 * H}
UNREADABLE = [None, "soon", "", -5, 0, True, 10**12 * 2, 10**400, float("inf"), float("nan"), 1.5, [], {}, [1]]


def test_reads_what_pingdom_answers():
    row = {**ROW, "checks": {"uptime": [3, "1", 3], "tms": [5]}, "duration": 1, "durationunit": "minute"}
    window = Window.from_answer({**row, "dayofweekinmonth": 0})
    assert window == Window(7, "d", 10, 20, until=20, checks=(1, 3), transactions=(5,))
    bare = {"id": 7, "description": "d", "from": 10, "to": 20, "repeatevery": 4, "effectiveto": 99}
    assert Window.from_answer(bare) == Window(7, "d", 10, 20, until=20)
    weekly = Window.from_answer({**ROW, "recurrencetype": "week", "repeatevery": 2, "effectiveto": 99.0})
    assert (weekly.recurrence, weekly.every, weekly.until) == ("week", 2, 99)


@pytest.mark.parametrize("checks", [None, [], {}, {"uptime": None}, {"uptime": [], "tms": []}])
def test_no_checks_come_in_several_shapes(checks):
    window = Window.from_answer({**ROW, "checks": checks})
    assert (window.checks, window.transactions) == ((), ())


@pytest.mark.parametrize(
    ("start", "end", "status"), [(1, 9, "future"), (0, 9, "running"), (-5, 1, "running"), (-5, 0, "ended")]
)
def test_the_status_of_a_window(start, end, status):
    row = {**ROW, "from": NOW + start, "to": NOW + end, "effectiveto": NOW + end}
    assert Window.from_answer(row).status(NOW) == status


def test_a_recurring_window_runs_until_the_recurrence_ends():
    assert Window.from_answer({**DAILY, "to": NOW - 9}).status(NOW) == "running"
    assert Window.from_answer({**DAILY, "effectiveto": NOW}).status(NOW) == "ended"


@pytest.mark.parametrize("value", UNREADABLE, ids=[str(value)[:12] for value in UNREADABLE])
def test_times_that_nobody_can_read_are_null(value):
    late = Window.from_answer({**RUNNING, "to": value, "effectiveto": value})
    assert (late.end, late.until, late.status(NOW)) == (None, None, None)
    assert late.shown()["end"] is None
    assert Window.from_answer({**RUNNING, "to": value}).status(NOW) == "running", "effectiveto tells"
    early = Window.from_answer({**RUNNING, "from": value})
    assert (early.start, early.status(NOW), early.status(NOW + 2 * H)) == (None, None, "ended")
    to_come = {**RUNNING, "from": NOW + 9, "to": value, "effectiveto": value}
    assert Window.from_answer(to_come).status(NOW) == "future"
    endless = Window.from_answer({**DAILY, "effectiveto": value})
    assert (endless.until, endless.status(NOW), endless.shown()["recurrence"]["until"]) == (None, None, None)
    for window in (late, early, endless):
        with pytest.raises(UnexpectedAnswer, match="window 7 has values that cannot be read: "):
            window.refuse_unread()
        assert "cannot be read" in window.warnings()[0]
        assert window.ending()["to"] == window.ending()["effectiveto"] == 1
        json.dumps(window.ending(), allow_nan=False)


@pytest.mark.parametrize("name", ["description", "checks", "recurrencetype", "repeatevery"])
@pytest.mark.parametrize("value", [5.5, {"uptime": "x"}, {"tms": 4}, {"uptime": [1, None]}, "x" * 9, ["x"], True])
def test_any_member_may_have_any_shape(name, value):
    window = Window.from_answer({**DAILY, name: value})
    assert set(values_of(window, NOW)) == set(values_of(Window.unknown("d"), NOW))
    json.dumps(window.body(), allow_nan=False)


def test_a_row_with_an_id_alone_is_a_window():
    window = Window.from_answer({"id": 7})
    assert (window.description, window.start, window.status(NOW)) == (None, None, None)
    with pytest.raises(UnexpectedAnswer, match="description None, from None, to None, effectiveto None"):
        window.refuse_unread()


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = st.sampled_from([*DAILY, "checks", "dayofweekinmonth", "colour"])


@given(st.dictionaries(MEMBERS, ANY, max_size=6))
def test_nothing_that_a_server_says_ends_in_a_traceback(odd):
    window = Window.from_answer({**DAILY, **odd, "id": 7})
    values_of(window, NOW)
    window.warnings()
    json.dumps(window.body(), allow_nan=False)
    json.dumps(window.ending(), allow_nan=False)


# What is not understood survives


def test_a_request_always_has_everything():
    window = Window.from_answer({**RUNNING, "checks": {"uptime": [1], "tms": [2]}})
    body = window.body()
    assert body == {
        "description": "d",
        "from": NOW - H,
        "to": NOW + H,
        "recurrencetype": "none",
        "repeatevery": 0,
        "effectiveto": NOW + H,
        "uptimeids": [1],
        "tmsids": [2],
    }
    assert window.ending() == {**body, "to": 1, "effectiveto": 1}


@pytest.mark.parametrize(
    "unknown",
    [
        {"recurrencetype": "nth-day-of-week-in-month", "dayofweekinmonth": 4},
        {"weekdays": [1, 3]},
        {"timezone": None, "flag": False, "text": "", "nested": {"a": [1]}},
        {"recurrencetype": "fortnight", "phase": "even"},
    ],
)
def test_what_nobody_knows_travels_back_unchanged(unknown):
    window = Window.from_answer({**DAILY, **unknown, "duration": 60, "durationunit": "minute"})
    for body in (window.body(), window.ending(), window._replace(checks=(5,)).body()):
        assert {name: body[name] for name in unknown} == unknown
        assert not {"duration", "durationunit", "id", "checks"} & {*body}


def nested(depth):
    value = []
    for _level in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [float("inf"), float("nan"), {"a": [float("-inf")]}, nested(90), nested(500)])
@pytest.mark.parametrize("name", ["colour", "dayofweekinmonth", "recurrencetype"])
def test_what_cannot_be_sent_back_is_not_lost_by_a_change(name, value):
    window = Window.from_answer({**DAILY, name: value})
    with pytest.raises(UnexpectedAnswer, match=f"cannot be read: {name}"):
        window.refuse_unread()
    assert name not in window.ending()
    json.dumps(values_of(window, NOW), allow_nan=False)
    assert all(len(text) < 400 for text in window.warnings())


def test_what_nests_without_end_is_named_and_not_shown():
    (told,) = Window.from_answer({**DAILY, "colour": nested(100_000)}).warnings()
    assert "colour (too long to be shown)" in told


def test_what_is_kept_is_named():
    nth = Window.from_answer({**DAILY, "recurrencetype": "nth-day-of-week-in-month", "dayofweekinmonth": 4})
    (told,) = nth.warnings()
    assert "recurrencetype 'nth-day-of-week-in-month', repeatevery 3, dayofweekinmonth 4" in told
    assert nth.shown()["recurrence"] == {
        "type": "nth-day-of-week-in-month",
        "every": 3,
        "until": iso(NOW + 99 * H),
        "dayofweekinmonth": 4,
    }
    assert Window.from_answer({**DAILY, "weekdays": [1]}).warnings() == []
    named = Window.from_answer({**DAILY, "recurrencetype": "line\nbreak\u202e" + "x" * 999}).warnings()[0]
    assert "(too long to be shown)" in named
    assert "xxx" not in named, "a part of a secret would not be recognised"
    short = Window.from_answer({**DAILY, "recurrencetype": "line\nbreak\u202e"}).warnings()[0]
    assert "'line\\nbreak\\u202e'" in short


def test_two_windows_are_alike_whatever_changes_by_itself():
    first, second = (Window.from_answer({**DAILY, "updated": number}) for number in (1, 2))
    assert first != second
    assert first.is_like(second)
    assert not first.is_like(Window.from_answer({**DAILY, "dayofweekinmonth": 4}))


def test_shown_with_times_for_people():
    assert Window.from_answer(RUNNING).shown()["start"] == iso(NOW - H)
    assert Window.from_answer(RUNNING).shown()["recurrence"] == {"type": "none", "every": None, "until": None}
    assert Window.from_answer(DAILY).shown()["recurrence"] == {"type": "day", "every": 3, "until": iso(NOW + 99 * H)}
    assert Window.from_answer({**RUNNING, "to": LATEST}).shown()["end"] == "9999-12-31T23:59:59Z"
