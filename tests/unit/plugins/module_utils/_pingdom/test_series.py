# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a recurring maintenance window is in force."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.series import Series
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import LATEST, iso

H, DAY = 3600, 86400


def at(text):
    return int(datetime.datetime.fromisoformat(f"{text}:00+00:00").timestamp())


def series(start, unit, every):
    return Series(at(start), at(start) + H, unit, every)


@pytest.mark.parametrize(
    ("one", "moment", "begun", "coming"),
    [
        (series("2031-01-31T22:00", "day", 2), "2031-02-03T00:00", "2031-02-02T22:00", "2031-02-04T22:00"),
        (series("2031-01-31T22:00", "day", 1), "2031-02-03T22:30", "2031-02-03T22:00", "2031-02-03T22:00"),
        (series("2031-01-31T22:00", "week", 1), "2031-02-07T22:00", "2031-02-07T22:00", "2031-02-07T22:00"),
        (series("2031-01-31T22:00", "week", 2), "2031-02-07T22:00", "2031-01-31T22:00", "2031-02-14T22:00"),
        (series("2031-01-31T22:00", "month", 1), "2031-02-28T22:59", "2031-02-28T22:00", "2031-02-28T22:00"),
        (series("2031-01-31T22:00", "month", 1), "2031-03-30T22:59", "2031-02-28T22:00", "2031-03-31T22:00"),
        (series("2031-11-30T22:00", "month", 3), "2032-02-29T21:59", "2031-11-30T22:00", "2032-02-29T22:00"),
        (series("2031-01-31T22:00", "none", 0), "2031-03-30T22:59", "2031-01-31T22:00", "2031-01-31T22:00"),
        (series("2031-01-31T22:00", "fortnight", 1), "2031-03-30T22:59", "2031-01-31T22:00", "2031-01-31T22:00"),
        (series("2031-01-31T22:00", "day", 0), "2031-03-30T22:59", "2031-01-31T22:00", "2031-01-31T22:00"),
        (series("2031-01-31T22:00", "day", 1), "2030-01-01T00:00", "2031-01-31T22:00", "2031-01-31T22:00"),
    ],
)
def test_the_last_that_has_begun_and_the_coming_one(one, moment, begun, coming):
    for found, expected in ((one.last_begun(at(moment)), begun), (one.coming(at(moment)), coming)):
        assert iso(found[0]) == f"{expected}:00Z"
        assert found[1] == found[0] + H


def test_the_calendar_ends():
    for unit in ("day", "week", "month"):
        assert Series(LATEST - H, LATEST - 60, unit, 1).coming(LATEST)[0] > LATEST


@given(
    st.integers(0, 4 * 10**9),
    st.integers(1, 100 * DAY),
    st.sampled_from(["day", "week", "month"]),
    st.integers(1, 40),
    st.integers(0, 10**9),
)
def test_both_are_neighbours(start, length, unit, every, later):
    one = Series(start, start + length, unit, every)
    moment = start + later
    begun, coming = one.last_begun(moment), one.coming(moment)
    assert begun[0] <= moment
    assert coming == begun or begun[1] <= moment < coming[0]
    assert one.last_begun(begun[0]) == begun
