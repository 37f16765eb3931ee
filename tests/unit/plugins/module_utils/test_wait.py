# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking until something shows ends, and its last look is at the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import looks, paced, within


class Watch:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 0.0
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def read(self):
        return self.now


def test_looks_come_after_their_pauses():
    watch = Watch()
    assert list(looks((0.0, 1.0, 3.0), watch.sleep)) == [0, 1, 2]
    assert watch.slept == [1.0, 3.0]


def test_nobody_sleeps_after_the_look_that_shows_it():
    watch = Watch()
    for number in looks((0.0, 1.0, 3.0), watch.sleep):
        if number == 1:
            break
    assert watch.slept == [1.0]


def test_pauses_double_and_the_last_look_is_at_the_end():
    watch = Watch()
    at = [watch.now for _look in looks(within(20, 1.0, 5.0, watch.read), watch.sleep)]
    assert at == [0, 1, 3, 7, 12, 17, 20]


@pytest.mark.parametrize("seconds", [0, -1])
def test_without_time_there_is_one_look(seconds):
    assert list(looks(within(seconds, clock=lambda: 5.0), lambda _seconds: pytest.fail("slept"))) == [0]


@given(st.floats(0.01, 60), st.floats(0.1, 10), st.floats(0.1, 10))
def test_no_look_is_later_than_it_may_be(seconds, first, most):
    watch = Watch()
    at = [watch.now for _look in looks(within(seconds, first, most, watch.read), watch.sleep)]
    assert at[0] == 0
    assert at[-1] == pytest.approx(seconds)
    assert all(pause <= max(first, most) for pause in watch.slept)


def test_a_pause_is_at_least_twice_as_long_as_the_last_look():
    watch = Watch()
    for _look in looks(paced(60, 1.0, 8.0, watch.read), watch.sleep):
        watch.now += 5
    assert watch.slept == [10, 10, 10, 10]
    assert watch.now == 65


@given(st.floats(0.01, 60), st.floats(0.1, 10), st.floats(0.1, 10), st.lists(st.floats(0, 30), min_size=1))
def test_the_last_paced_look_is_at_the_end_unless_a_look_took_longer(seconds, first, most, takes):
    watch, at = Watch(), []
    for number in looks(paced(seconds, first, most, watch.read), watch.sleep):
        at.append(watch.now)
        watch.now += takes[number % len(takes)]
    assert at[0] == 0
    assert at[-1] <= seconds + 1e-6
    assert watch.now >= seconds - 1e-6
