# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import email.utils

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils import _clock
from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import ServerClock, moment

NOW = 1_795_910_400.0
HOUR = 3600
DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(_clock, "own_time", lambda: NOW)


@pytest.mark.parametrize("ahead", [3, -3, HOUR, -14 * HOUR, DAY + 600, 47 * HOUR, -47 * HOUR])
def test_a_clock_that_differs_is_believed(ahead):
    clock = ServerClock()
    clock.learn(NOW + ahead)
    assert clock.now() == NOW + ahead
    assert clock.warnings == []


@pytest.mark.parametrize("ahead", [0, 1, -2])
def test_what_differs_by_rounding_is_our_clock(ahead):
    clock = ServerClock()
    clock.learn(NOW + ahead)
    assert clock.now() == NOW


@pytest.mark.parametrize("ahead", [0, 1, -2, HOUR, -14 * HOUR, 47 * HOUR])
def test_it_is_not_earlier_than_an_answer_told(ahead):
    clock = ServerClock()
    clock.learn(NOW + ahead)
    assert clock.earliest() == NOW + ahead


@pytest.mark.parametrize("told", [None, NOW + 99 * DAY])
def test_a_clock_that_is_not_known_may_be_behind_as_far_as_is_taken_for_rounding(told):
    clock = ServerClock()
    clock.learn(told)
    assert clock.earliest() == NOW - 2


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (NOW + 366 * DAY, "2027-11-30T00:00:00Z"),
        (NOW - 3 * DAY, "2026-11-26T00:00:00Z"),
        (0.0, "1970-01-01T00:00:00Z"),
        (999999999999.0, "a time beyond the calendar"),
        (1e300, "a time beyond the calendar"),
    ],
)
def test_a_clock_that_is_far_off_is_not_believed_and_told_once(told, shown):
    clock = ServerClock()
    for _answer in range(2):
        clock.learn(told)
    assert clock.now() == NOW
    [warning] = clock.warnings
    assert f"it is {shown}, which is not believed" in warning
    assert "more than 48 hours" in warning


def test_one_answer_that_is_not_believed_takes_nothing_back():
    clock = ServerClock()
    for told in (NOW + HOUR, NOW + 99 * DAY, None):
        clock.learn(told)
    assert clock.now() == NOW + HOUR


@pytest.mark.parametrize(
    "date",
    [
        "",
        " ",
        "yesterday",
        "Sun, 29 Nov 2026 10:00:00 +99999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "Mon, 01 Jan 0001 00:00:00 +2359",
        f"Sun, 29 Nov {'9' * 5000} 10:00:00 GMT",
        "Sun, 99 Nov 2026 10:00:00 GMT",
    ],
)
def test_what_is_no_date_is_none(date):
    assert moment(date) is None or abs(moment(date)) < 1e12


DATES = st.from_regex(r"\w{3}, \d{1,3} \w{3} \d{1,6} \d\d:\d\d:\d\d [+-]\d{1,30}", fullmatch=True)


@given(st.one_of(st.text(max_size=60), DATES))
def test_no_date_is_a_crash(date):
    found = moment(date)
    assert found is None or isinstance(found, float)


def test_a_date_is_read_in_each_form_of_http():
    wanted = email.utils.parsedate_to_datetime("Sun, 06 Nov 1994 08:49:37 GMT").timestamp()
    assert moment("Sun, 06 Nov 1994 08:49:37 GMT") == moment("Sunday, 06-Nov-94 08:49:37 GMT") == wanted
    assert moment("Sun Nov  6 08:49:37 1994") == wanted
