# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.window import Times, Wish, wanted

NOW = 1_900_000_000
FLOOR = NOW // 60 * 60
HOUR = 3600


def wish(start="now", end=None, duration=None):
    return Wish.of({"start": start, "end": end, "duration": duration})


RELATIVE = [
    wish(duration="1h"),
    wish(end="+2h"),
    wish("+2h", duration="1h"),
    wish("+2h", end="+4h"),
    wish(end=str(NOW + 90 * 60)),
]
ABSOLUTE = [wish(str(NOW - 100), duration="1h"), wish(str(NOW + 500), end=str(NOW + 900)), wish(str(NOW), end="+1h")]


@pytest.mark.parametrize("wished", [*RELATIVE, *ABSOLUTE])
def test_a_task_that_runs_again_at_once_changes_nothing(wished):
    first = wanted(wished, None, NOW)
    for later in (0, 1, 59, 60, 119):
        assert wanted(wished, first, NOW + later) == first


def test_whole_minutes_hold_what_was_asked_for():
    assert wanted(wish(duration="90s"), None, FLOOR + 1) == Times(FLOOR, FLOOR + 120)


@given(
    st.sampled_from(RELATIVE),
    st.integers(0, 6 * HOUR),
    st.integers(-3 * HOUR, 3 * HOUR),
    st.integers(1, 300),
)
def test_a_second_run_is_always_unchanged(wished, later, began, minutes):
    was = Times(began + FLOOR, began + FLOOR + 60 * minutes)
    try:
        first = wanted(wished, was, NOW + later)
    except ConfigurationError:
        return
    assert first.end > NOW + later or first == was
    assert wanted(wished, first, NOW + later + 1) == first


def test_a_window_that_runs_keeps_its_start_and_is_prolonged_where_little_is_left():
    was = Times(FLOOR - 1800, FLOOR + 1800)
    assert wanted(wish(duration="1h"), was, NOW) == Times(was.start, -(-(NOW + HOUR) // 60) * 60)
    assert wanted(wish(duration="30m"), was, NOW) == was
    assert wanted(wish(end=str(FLOOR + 600)), was, NOW) == Times(was.start, FLOOR + 600)


def test_windows_that_are_over_or_of_another_time_are_not_kept():
    assert wanted(wish(duration="1h"), Times(FLOOR - 2 * HOUR, FLOOR - HOUR), NOW).start == FLOOR
    assert wanted(wish(duration="1h"), Times(FLOOR + 2 * HOUR, FLOOR + 3 * HOUR), NOW).start == FLOOR
    later = wanted(wish("+1h", duration="1h"), Times(FLOOR + 2 * HOUR, FLOOR + 3 * HOUR), NOW)
    assert later.start == FLOOR + HOUR
    longer = wanted(wish("+1h", duration="2h"), Times(FLOOR - 600, FLOOR + 3000), NOW)
    assert longer.start == FLOOR + HOUR


def test_what_is_over_is_refused_unless_it_is_there():
    was = Times(FLOOR - 2 * HOUR, FLOOR - HOUR)
    over = wish(str(was.start), end=str(was.end))
    assert wanted(over, was, NOW) == was
    with pytest.raises(ConfigurationError, match="which is past"):
        wanted(over, None, NOW)


@pytest.mark.parametrize(
    ("wished", "words"),
    [
        (wish("+2h", end=str(NOW + HOUR)), "not later than"),
        (wish("253402300000", duration="1h"), "beyond the year 9999"),
        (wish("1930-01-01T00:00:00Z", duration="100000h"), "before 1970"),
    ],
)
def test_what_is_no_window(wished, words):
    with pytest.raises(ConfigurationError, match=words):
        wanted(wished, None, NOW)
