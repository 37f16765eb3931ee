# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a maintenance window is and what it shall become. Times count from NOW, which is a whole hour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import (
    Window,
    Wish,
    changed_window,
    new_window,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.times import iso

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


ROW = {"id": 7, "description": "d", "from": 10, "to": 20, "recurrencetype": "none", "repeatevery": 0, "effectiveto": 20}


def test_reads_what_pingdom_answers_and_ignores_the_rest():
    row = {**ROW, "checks": {"uptime": [3, "1", 3], "tms": [5]}, "duration": 1, "dayofweekinmonth": 0}
    assert Window.from_answer(row) == Window(7, "d", 10, 20, until=20, checks=(1, 3), transactions=(5,))
    bare = {"id": 7, "description": "d", "from": 10, "to": 20, "repeatevery": 4, "effectiveto": 99}
    assert Window.from_answer(bare) == Window(7, "d", 10, 20, until=20)
    weekly = Window.from_answer({**ROW, "recurrencetype": "week", "repeatevery": 2, "effectiveto": 99})
    assert (weekly.recurrence, weekly.every, weekly.until) == ("week", 2, 99)


@pytest.mark.parametrize(
    "row", [{}, {**ROW, "from": None}, {**ROW, "to": "x"}, {**ROW, "checks": [1]}, {**ROW, "checks": {"tms": 4}}]
)
def test_refuses_another_shape(row):
    with pytest.raises(UnexpectedAnswer):
        Window.from_answer(row)


@pytest.mark.parametrize(
    ("start", "end", "status"), [(1, 9, "future"), (0, 9, "running"), (-5, 1, "running"), (-5, 0, "ended")]
)
def test_the_status_of_a_window(start, end, status):
    assert window(start, end).status(NOW) == status


def test_a_recurring_window_runs_until_the_recurrence_ends():
    assert daily().status(NOW) == "running"
    assert daily(until=0).status(NOW) == "ended"


def test_a_request_always_has_everything():
    body = window(checks=(1,), transactions=(2,)).body()
    assert body == {
        "description": "work",
        "from": NOW - H,
        "to": NOW + H,
        "recurrencetype": "none",
        "repeatevery": 0,
        "effectiveto": NOW + H,
        "uptimeids": [1],
        "tmsids": [2],
    }
    assert window(checks=(1,), transactions=(2,)).ending() == {**body, "to": 1, "effectiveto": 1}


def test_shown_with_times_for_people():
    assert window().shown()["start"] == iso(NOW - H)
    assert window().shown()["recurrence"] == {"type": "none", "every": None, "until": None}
    assert daily(every=3).shown()["recurrence"] == {"type": "day", "every": 3, "until": iso(NOW + 5 * DAY)}


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
        ({"start": NOW - 1, "duration": "1h"}, "start is .*, which is past"),
        ({"start": NOW - 9, "end": NOW - 5}, "start is .*, which is past"),
        ({"start": "now", "end": NOW - 5}, "end must be later than start"),
        ({"start": NOW + 9, "end": "+5"}, "end must be later than start"),
        ({"start": "now", "duration": "1h", "recurrence": {"type": "day"}}, "until is missing"),
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
    ],
)
def test_what_is_wrong_before_any_request(options, words):
    with pytest.raises(ConfigurationError, match=words):
        wish(**options)


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
        (daily(), {"duration": "2h"}, {"end": NOW - 28 * H}),
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


def test_the_recurrence_can_begin_and_end():
    begun = changed_window(window(H, 2 * H), again(recurrence={"type": "day", "every": 1, "until": "+3d"}), NOW)
    assert (begun.recurrence, begun.every, begun.until) == ("day", 1, NOW + 3 * DAY)
    stopped = changed_window(begun, again(recurrence={"type": "none"}), NOW)
    assert stopped == window(H, 2 * H)


def test_its_checks_are_replaced_or_kept():
    existing = window(checks=(1, 2), transactions=(3,))
    assert changed_window(existing, again(), NOW).checks == (1, 2)
    assert changed_window(existing, wish(checks=()), NOW).checks == ()
    assert changed_window(existing, again()._replace(transactions=(4,)), NOW).transactions == (4,)


@pytest.mark.parametrize(
    ("existing", "options", "kind", "words"),
    [
        (window(), {"start": NOW + H, "duration": "1h"}, Conflict, "runs since .* cannot be moved"),
        (window(-9, -5), {"start": "now", "duration": "1h"}, Conflict, "has ended"),
        (window(), {"end": NOW - 5}, ConfigurationError, "end is .*, which is past"),
        (window(), {"end": NOW - 2 * H}, ConfigurationError, "end must be later than start"),
        (window(H, 2 * H), {"start": NOW - 5}, ConfigurationError, "start is .*, which is past"),
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
