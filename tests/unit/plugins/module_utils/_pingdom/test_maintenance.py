# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a maintenance window shall become. Times count from NOW, which is a whole hour."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import (
    Wish,
    changed_window,
    late,
    new_window,
    was_wished,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import LATEST, iso

NOW = 1_800_000_000
H = 3600
DAY = 24 * H


def wish(checks=(), **options):
    made = Wish.from_params({"description": "work", **options})
    return made._replace(checks=checks)


def again(**options):
    return wish(checks=None, **options)


def window(start=-H, end=H, until=None, **more):
    end += NOW
    return Window(7, "work", NOW + start, end, until=end if until is None else NOW + until, **more)


def daily(start=-30 * H, end=-29 * H, until=5 * DAY, every=1):
    return window(start, end, until, recurrence="day", every=every)


# New windows


def test_a_new_window_from_each_form():
    made = new_window(wish(checks=(3,), start="now", duration="2h"), NOW)
    assert made == Window(None, "work", NOW, NOW + 2 * H, until=NOW + 2 * H, checks=(3,))
    assert new_window(wish(start="+1h", duration="2h"), NOW).end == NOW + 3 * H
    assert new_window(wish(start="+1h", end="+2h"), NOW).end == NOW + 2 * H
    assert new_window(wish(start=NOW + 5, end=NOW + 9), NOW).start == NOW + 5
    repeated = wish(start="now", duration="1h", recurrence={"type": "week", "every": 2, "until": "+5w"})
    made = new_window(repeated, NOW)
    assert (made.recurrence, made.every, made.until) == ("week", 2, NOW + 35 * DAY)
    once = new_window(wish(start="now", duration="1h", recurrence={"type": "none", "every": 4, "until": "junk"}), NOW)
    assert (once.recurrence, once.every, once.until) == ("none", 0, once.end)


def test_a_new_window_says_what_is_missing():
    with pytest.raises(ConfigurationError, match="missing: start, end or duration, checks, check_tags or") as caught:
        new_window(again(), NOW)
    assert len(caught.value.as_result()["missing"]) == 3
    with pytest.raises(ConfigurationError, match=r"missing: description$"):
        new_window(wish(start="now", duration="5")._replace(description=None), NOW)
    transactions = again(start="now", duration="1h")._replace(transactions=(5,))
    assert new_window(transactions, NOW).transactions == (5,)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"start": NOW - 2 * H, "duration": "1h"}, "end is .*, which is past"),
        ({"start": NOW - 9, "end": NOW - 5}, "end is .*, which is past"),
        ({"start": NOW - 9, "end": NOW}, "end is .*, which is past"),
        (
            {"start": NOW - 9 * DAY, "duration": "1h", "recurrence": {"type": "day", "until": NOW - DAY}},
            "the end of the last occurrence is .*, which is past",
        ),
        ({"start": LATEST - H, "end": LATEST, "recurrence": {"type": "day", "until": "+1d"}}, "earlier than the first"),
        ({"start": "now", "end": NOW - 5}, "end must be later than start"),
        ({"start": NOW + 9, "end": "+5"}, "end must be later than start"),
        ({"start": "now", "duration": "1h", "recurrence": {"type": "day"}}, "missing: recurrence.until"),
        (
            {"start": "now", "duration": "1h", "recurrence": {"type": "day", "until": "+30m"}},
            "earlier than the first end",
        ),
    ],
)
def test_a_new_window_that_cannot_be(options, words):
    with pytest.raises(ConfigurationError, match=words):
        new_window(wish(**options), NOW)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"description": " "}, "description must not be empty"),
        ({"start": 20, "end": 20}, "end must be later than start"),
        ({"start": "+2h", "end": "+1h"}, "end must be later than start"),
        ({"start": "now", "end": "now"}, "end must be later than start"),
        ({"duration": "0"}, "duration must be more than zero"),
        ({"recurrence": {"type": "day", "every": -1}}, "recurrence.every must be at least 1"),
        ({"recurrence": {"type": "day", "every": 0}}, "recurrence.every must be at least 1"),
        ({"recurrence": {"type": "day", "until": "x"}}, "recurrence.until is 'x'"),
        ({"start": "9999-12-31T23:59:59Z", "duration": "1h"}, "beyond the year 9999"),
        ({"start": LATEST - 5, "duration": "6"}, "beyond the year 9999"),
        ({"start": "9999-12-31T23:59:59-01:00"}, "start is beyond the year 9999"),
        ({"start": "0001-01-01T00:00:00+14:00", "duration": "1h"}, "start is before the year 1"),
        ({"start": "now", "end": "0001-01-01T00:00:00+00:01"}, "end is before the year 1"),
        (
            {"start": "now", "duration": "1h", "recurrence": {"type": "day", "until": "0001-01-01T00:00:00+23:59"}},
            "recurrence.until is before the year 1",
        ),
    ],
)
def test_what_is_wrong_before_any_request(options, words):
    with pytest.raises(ConfigurationError, match=words):
        wish(**options)


def test_a_start_that_is_past_opens_now():
    made = new_window(wish(start=NOW - 600, end=NOW + H), NOW)
    assert (made.start, made.end, made.until) == (NOW, NOW + H, NOW + H)
    assert new_window(wish(start=NOW - 600, duration="1h"), NOW).end == NOW - 600 + H
    assert new_window(wish(start=NOW - 600, end="+1h"), NOW).end == NOW + H


@pytest.mark.parametrize(
    ("start", "unit", "every", "opens", "ends"),
    [
        (-DAY - 600, "day", 1, 0, H - 600),
        (-DAY - 2 * H, "day", 1, 22 * H, 23 * H),
        (-DAY - 2 * H, "day", 2, DAY - 2 * H, DAY - H),
        (-DAY, "week", 1, 6 * DAY, 6 * DAY + H),
        (-DAY - H, "day", 1, DAY - H, DAY),
    ],
)
def test_a_series_opens_with_its_coming_occurrence(start, unit, every, opens, ends):
    recurrence = {"type": unit, "every": every, "until": NOW + 90 * DAY}
    task = wish(start=NOW + start, duration="1h", recurrence=recurrence)
    made = new_window(task, NOW)
    assert (made.start, made.end, made.until) == (NOW + opens, NOW + ends, NOW + 90 * DAY)
    assert bool(late(made, task, NOW)) is (opens == 0)
    assert changed_window(made, task._replace(checks=None), NOW + 5) == made


def test_a_time_beyond_the_calendar_is_no_end():
    for options in ({"start": "now", "duration": "1d"}, {"start": "now", "end": "+1d"}):
        with pytest.raises(ConfigurationError, match="end is beyond the year 9999"):
            new_window(wish(**options), LATEST - H)
    recurrence = {"type": "day", "until": "+1d"}
    with pytest.raises(ConfigurationError, match=r"recurrence.until is beyond the year 9999"):
        new_window(wish(start="now", duration="5m", recurrence=recurrence), LATEST - H)
    running = Window(7, "work", LATEST - 2 * H, LATEST - 60, until=LATEST - 60)
    with pytest.raises(ConfigurationError, match="end is beyond the year 9999"):
        changed_window(running, again(end="+1d"), LATEST - H)


# Windows that have ended


@pytest.mark.parametrize(
    ("existing", "options"),
    [
        (window(-9, -5), {"start": NOW - 9, "end": NOW - 5}),
        (window(-9, -5), {"start": NOW - 9, "duration": "4", "description": None}),
        (window(-9, -5), {"start": "now", "end": NOW - 5}),
        (window(-9, -5), {"end": NOW - 5}),
        (daily(until=-H), {"start": "now", "duration": "1h", "recurrence": {"type": "day", "until": NOW - H}}),
        (window(-600, -300), {"start": NOW - H, "end": NOW - 300}),
        (window(-600, -400), {"start": NOW - H, "duration": "59m"}),
        (daily(until=-H), {"start": NOW - 30 * H, "duration": "1h", "recurrence": {"type": "day", "until": NOW - H}}),
        (daily(until=-H), {"start": NOW - 30 * H, "duration": "1h"}),
        (daily(until=-H), {"start": NOW - 30 * H, "duration": "1h", "recurrence": {"type": "day", "until": NOW - 60}}),
    ],
)
def test_an_ended_window_is_what_was_asked_for(existing, options):
    """It may have opened late, been ended early, and be a series past its end."""
    assert was_wished(existing, again(**options), NOW)


@pytest.mark.parametrize(
    ("existing", "options"),
    [
        (window(-9, -5), {"start": NOW - 9, "end": "+5"}),
        (window(-9, -5), {"start": "now", "duration": "4"}),
        (window(-9, -5), {"start": NOW - 9, "end": NOW + 5}),
        (window(-9, -5), {"start": NOW - 8, "end": NOW - 5}),
        (window(-9, -5), {"start": NOW - 9, "end": NOW - 6}),
        (window(-9, -5), {"start": NOW - 9, "end": NOW - 5, "description": "other"}),
        (window(-9, 5), {"start": NOW - 9, "end": NOW + 5}),
        (window(-9, -5)._replace(start=None), {"start": NOW - 9, "end": NOW - 5}),
        (daily(until=-H), {"start": NOW - 30 * H, "duration": "1h", "recurrence": {"type": "day", "until": "+1d"}}),
        (daily(until=-H), {"start": NOW - 30 * H, "duration": "1h", "recurrence": {"type": "day"}}),
        (daily(until=-H), {"start": NOW - 30 * H, "duration": "1h", "recurrence": {"type": "none"}}),
    ],
)
def test_an_ended_window_is_not_what_was_asked_for(existing, options):
    assert not was_wished(existing, again(**options), NOW)


# Existing windows

UNCHANGED = [
    (window(), {}),
    (window(), {"start": "now"}),
    (window(), {"start": "+5h"}),
    (window(end=H), {"start": "now", "duration": "1h"}),
    (window(end=54 * 60), {"start": "now", "duration": "1h"}),
    (window(end=54 * 60), {"duration": "1h"}),
    (window(end=54 * 60), {"end": "+1h"}),
    (window(end=54 * 60), {"start": "+1h", "end": "+2h"}),
    (window(end=9 * H), {"start": "now", "duration": "1h"}),
    (window(), {"start": NOW - H, "end": NOW + H}),
    (window(), {"start": NOW - H, "duration": "2h"}),
    (window(5 * H, 6 * H), {"start": "now", "duration": "1h"}),
    (window(5 * H, 6 * H), {"start": "+1h", "end": "+2h"}),
    (window(5 * H, 6 * H), {"duration": "1h"}),
    (window(5 * H, 6 * H), {"end": "+1h"}),
    (window(5 * H, 6 * H), {"start": NOW + 5 * H}),
    (daily(), {"start": "now", "duration": "1h"}),
    (daily(), {"recurrence": {"type": "day", "every": 1}}),
    (daily(), {"recurrence": {"type": "day", "every": 1, "until": "+5d"}}),
    (daily(until=int(4.5 * DAY)), {"recurrence": {"type": "day", "every": 1, "until": "+5d"}}),
    (daily(), {"recurrence": {"type": "day", "every": 1, "until": NOW + 5 * DAY}}),
    (window(), {"recurrence": {"type": "none"}}),
    (window(-9, -5), {"start": NOW - 9, "end": NOW - 5}),
    (window(-600), {"start": NOW - H, "end": NOW + H}),
    (window(-600), {"start": NOW - H, "duration": "2h"}),
    (window(-2 * H), {"start": NOW - H, "end": NOW + H}),
    (window(-600), {"start": NOW - H}),
    (daily(), {"start": NOW - 30 * H, "duration": "1h"}),
    (daily(), {"start": NOW - 30 * H - 3 * DAY, "end": NOW - 29 * H - 3 * DAY}),
    (daily(-30 * H + 600), {"start": NOW - 30 * H - 3 * DAY, "end": NOW - 29 * H - 3 * DAY}),
    (daily(), {"start": NOW - 30 * H, "end": "+1h"}),
    (daily(), {"start": NOW - 30 * H}),
]


@pytest.mark.parametrize(("existing", "options"), UNCHANGED)
def test_left_alone(existing, options):
    assert changed_window(existing, again(**options), NOW) == existing


@pytest.mark.parametrize(
    ("existing", "options", "changes"),
    [
        (window(end=53 * 60), {"start": "now", "duration": "1h"}, {"end": NOW + H}),
        (window(end=53 * 60), {"duration": "1h"}, {"end": NOW + H}),
        (window(end=53 * 60), {"end": "+1h"}, {"end": NOW + H}),
        (window(end=53 * 60), {"start": "+1h", "end": "+2h"}, {"end": NOW + H}),
        (window(), {"end": NOW + 5}, {"end": NOW + 5}),
        (window(), {"start": NOW - H, "duration": "61m"}, {"end": NOW + 60}),
        (window(5 * H, 6 * H), {"start": "now", "duration": "2h"}, {"end": NOW + 7 * H}),
        (window(5 * H, 6 * H), {"start": NOW + 2 * H}, {"start": NOW + 2 * H, "end": NOW + 3 * H}),
        (window(5 * H, 6 * H), {"end": "+8h"}, {"end": NOW + 8 * H}),
        (window(), {"description": "new"}, {"description": "new"}),
        (daily(-H, H), {"duration": "3h"}, {"end": NOW + 2 * H}),
        (window(H, 2 * H), {"start": NOW - 5}, {"start": NOW, "end": NOW - 5 + H}),
        (window(H, 2 * H), {"start": NOW - 5, "end": NOW + 9}, {"start": NOW, "end": NOW + 9}),
        (window(H, 2 * H), {"start": NOW - 5, "end": "+3h"}, {"start": NOW, "end": NOW + 3 * H}),
        (window(-600), {"start": NOW - H, "end": NOW + 2 * H}, {"end": NOW + 2 * H}),
        (daily(), {"recurrence": {"type": "week", "every": 2}}, {"recurrence": "week", "every": 2}),
        (daily(), {"recurrence": {"type": "day", "every": 1, "until": "+6d"}}, {"until": NOW + 6 * DAY}),
        (daily(), {"recurrence": {"type": "day", "every": 1, "until": NOW + DAY}}, {"until": NOW + DAY}),
    ],
)
def test_changed(existing, options, changes):
    wanted = changed_window(existing, again(**options), NOW)
    if existing.recurrence == "none" and "end" in changes:
        changes = {**changes, "until": changes["end"]}
    assert wanted == existing._replace(**changes)
    assert changed_window(wanted, again(**options), NOW) == wanted


@pytest.mark.parametrize("took", [0, 1, 59])
@pytest.mark.parametrize("later", [0, 30, DAY])
def test_a_series_that_opened_while_the_request_was_on_its_way_is_left_alone(took, later):
    """Two hosts with the same task at once, or the same play a day later: sending the first request took a second."""
    options = {"start": "now", "duration": "1h", "recurrence": {"type": "day", "until": "+5d"}}
    made = new_window(wish(**options), NOW)
    opened = made._replace(id=7, start=NOW + took)
    shown = changed_window(opened, again(**options), NOW + took + later)
    assert (shown.start, shown.end) == (opened.start, opened.end)
    if later < DAY:
        assert shown == opened


@pytest.mark.parametrize("duration", ["59m", "61m", "2h"])
def test_another_length_of_a_series_is_a_change_all_the_same(duration):
    options = {"start": "now", "duration": duration}
    existing = daily(start=-60, end=H - 61)
    assert changed_window(existing, again(**options), NOW).end != existing.end


def test_the_recurrence_can_begin_and_end():
    begun = changed_window(window(H, 2 * H), again(recurrence={"type": "day", "every": 1, "until": "+3d"}), NOW)
    assert (begun.recurrence, begun.every, begun.until) == ("day", 1, NOW + 3 * DAY)
    stopped = changed_window(begun, again(recurrence={"type": "none"}), NOW)
    assert stopped == window(H, 2 * H)


NTH = daily()._replace(recurrence="nth-day-of-week-in-month", every=1, rest={"dayofweekinmonth": 4, "colour": "red"})
SECRET_NTH = daily()._replace(recurrence="month", every=1, rest={"dayofweekinmonth": 2})


@pytest.mark.parametrize("existing", [NTH, SECRET_NTH, daily()._replace(recurrence=None, rest={"recurrencetype": 7})])
def test_a_recurrence_that_nobody_understands_is_kept(existing):
    assert changed_window(existing, again(), NOW) == existing
    renamed = changed_window(existing, wish(checks=(5,), until="+9d"), NOW)
    assert renamed == existing._replace(checks=(5,))
    for kind in ("day", "week", "month", "none"):
        with pytest.raises(Conflict, match="would be lost") as caught:
            changed_window(existing, again(recurrence={"type": kind, "until": NOW + 9 * DAY}), NOW)
        assert "replace_recurrence" in str(caught.value)


def test_a_recurrence_that_nobody_understands_is_replaced_on_request():
    options = {"recurrence": {"type": "month", "until": NOW + 9 * DAY}, "replace_recurrence": True}
    replaced = changed_window(NTH, again(**options), NOW)
    assert (replaced.recurrence, replaced.every, replaced.rest) == ("month", 1, {"colour": "red"})
    assert changed_window(replaced, again(**options), NOW) == replaced
    assert changed_window(SECRET_NTH, again(**options), NOW).rest == {}


def test_what_cannot_be_read_is_not_changed():
    for odd in ({"end": None}, {"start": None}, {"until": None}, {"checks": None}, {"description": None}):
        with pytest.raises(UnexpectedAnswer, match="cannot be read"):
            changed_window(window()._replace(**odd), again(end=NOW + 5 * H), NOW)


def test_its_checks_are_replaced_or_kept():
    existing = window(checks=(1, 2), transactions=(3,))
    assert changed_window(existing, again(), NOW).checks == (1, 2)
    assert changed_window(existing, wish(checks=()), NOW).checks == ()
    assert changed_window(existing, again()._replace(transactions=(4,)), NOW).transactions == (4,)


@pytest.mark.parametrize(
    ("existing", "options", "kind", "words"),
    [
        (window(), {"start": NOW + H, "duration": "1h"}, Conflict, "runs since .* cannot be moved"),
        (daily(), {"start": NOW - 31 * H, "duration": "30m"}, Conflict, "runs since .* cannot be moved"),
        (daily(), {"start": NOW + H, "duration": "1h"}, Conflict, "runs since .* cannot be moved"),
        (daily(), {"duration": "90m"}, Conflict, "no end that is past"),
        (daily(), {"duration": "30m"}, Conflict, "no end that is past"),
        (daily(), {"end": NOW + H}, Conflict, "no end that is past"),
        (daily(), {"end": "+1h"}, Conflict, "no end that is past"),
        (daily(-H, H), {"duration": "30m"}, ConfigurationError, "end is .*, which is past"),
        (daily(until=-H), {"start": NOW - 9 * H, "duration": "1h"}, Conflict, "has ended"),
        (window(-9, -5), {"start": NOW - 9, "end": NOW - 5, "description": "other"}, Conflict, "has ended"),
        (window(-9, -5), {"start": "now", "duration": "1h"}, Conflict, "has ended"),
        (window(), {"end": NOW - 5}, ConfigurationError, "end is .*, which is past"),
        (window(), {"end": NOW - 2 * H}, ConfigurationError, "end must be later than start"),
        (window(H, 2 * H), {"start": NOW - 5, "end": NOW - 1}, ConfigurationError, "end is .*, which is past"),
        (window(H, 2 * H), {"end": NOW + 5}, ConfigurationError, "end must be later"),
        (daily(), {"recurrence": {"type": "none"}}, ConfigurationError, "end is .*, which is past"),
        (daily(), {"recurrence": {"type": "day", "until": NOW - 1}}, ConfigurationError, "until is .*, which is past"),
        (window(), {"recurrence": {"type": "day"}}, ConfigurationError, "until is missing"),
    ],
)
def test_refused(existing, options, kind, words):
    with pytest.raises(kind, match=words):
        changed_window(existing, again(**options), NOW)


@given(
    st.integers(1, 48),
    st.integers(0, 48 * 60),
    st.sampled_from(["now", "+10m", None]),
    st.integers(0, 100),
    st.booleans(),
)
def test_running_the_same_task_again_at_once_changes_nothing(hours, minutes_later, start, created_before, by_end):
    """Whenever a relative task runs, a second run right after it finds nothing to do, and no run shortens a window."""
    options = {"end": f"+{hours}h"} if by_end else {"duration": f"{hours}h"}
    first = new_window(wish(start=start or "now", **options), NOW - created_before)
    later = NOW + minutes_later * 60
    if first.status(later) == "ended":
        return
    task = again(**({"start": start} if start else {}), **options)
    second = changed_window(first, task, later)
    assert second.end >= first.end
    assert second.start == first.start
    assert changed_window(second, task, later) == second


def test_a_series_that_opens_in_a_month_without_its_day_says_so():
    begin, february = (calendar.timegm((2033, month, day, 2, 0, 0)) for month, day in ((1, 31), (2, 10)))
    wanted = wish(start=begin, duration="1h", recurrence={"type": "month", "until": begin + 300 * DAY})
    made = new_window(wanted, february)
    assert iso(made.start) == "2033-02-28T02:00:00Z"
    assert "day 28 of its month, which lacks day 31" in late(made, wanted, february)[0]
    assert late(new_window(wanted, february + 30 * DAY), wanted, february + 30 * DAY) == []
