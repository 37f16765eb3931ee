# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules, maintenance windows and dependencies: whom they pause, from when to when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.emulator import worlds
from tests.emulator.clock import NOON, StandingClock
from tests.emulator.scheduling import MASTER, SCHEDULES, SELECT_OBJECT, Scheduling
from tests.emulator.status import Status
from tests.emulator.tree import Node, Tree

HOUR = 3600.0
OWN = Scheduling(inherits=False)
WEDNESDAY_NOON = NOON


@pytest.fixture
def tree() -> Tree:
    return worlds.load("demo", StandingClock())


def status(tree: Tree, number: int) -> Status:
    return tree.shown(tree.by_id[number]).status


def later(tree: Tree, seconds: float) -> None:
    tree.clock.advance(seconds)
    tree.settle()


@pytest.mark.parametrize(
    ("schedule", "hours", "monitored"),
    [
        (620, 0, True),
        (621, 0, False),
        (621, 3 * 24, True),
        (622, 3 * 24, False),
        (623, 3 * 24, True),
        (624, 0, True),
        (624, 5, False),
        (625, 5, True),
        (626, 0, False),
        (626, 8, True),
        (627, 4, False),
        (627, 5, True),
        (627, -4, True),
    ],
)
def test_schedules_monitor_on_their_days_in_their_hours(schedule: int, hours: int, monitored: bool) -> None:
    assert SCHEDULES[schedule].monitors(WEDNESDAY_NOON + hours * HOUR) is monitored


@given(
    st.sampled_from([-1, *SCHEDULES]),
    st.booleans(),
    st.integers(0, 900_000),
    st.integers(0, 900_000),
    st.integers(0, 900_000),
)
def test_nothing_changes_before_the_next_change(schedule: int, window: bool, start: int, end: int, passed: int) -> None:
    told = replace(OWN, schedule=schedule, window=window, start=NOON + start, end=NOON + end)
    at = NOON + passed
    change = told.next_change(at)
    until = at + 14 * 86400.0 if change is None else change
    assert until > at
    between = (at + (until - at) * share for share in (0.1, 0.5, 0.999))
    assert {told.pauses(moment) for moment in between} == {told.pauses(at)}


def test_a_window_pauses_what_is_below_while_it_is_in_force(tree: Tree) -> None:
    tree.schedule(tree.by_id[1001], replace(OWN, window=True, start=NOON + 60, end=NOON + 120))
    assert status(tree, 2101) == Status.UP
    later(tree, 60)
    assert (status(tree, 1001), status(tree, 2101)) == (Status.PAUSED_BY_SCHEDULE, Status.PAUSED_BY_SCHEDULE)
    assert tree.by_id[1001].pause is None
    later(tree, 60)
    assert (status(tree, 1001), status(tree, 2101)) == (Status.UP, Status.UP)
    assert [entry.code for entry in tree.log] == [504, 606, 602]


def test_a_window_that_is_in_force_begins_at_once_and_ends_when_it_is_taken_back(tree: Tree) -> None:
    window = replace(OWN, window=True, start=NOON - 60, end=NOON + 3600)
    tree.schedule(tree.by_id[1001], window)
    assert status(tree, 2101) == Status.PAUSED_BY_SCHEDULE
    tree.schedule(tree.by_id[1001], replace(window, inherits=True))
    assert status(tree, 2101) == Status.UP
    tree.schedule(tree.by_id[1001], window)
    tree.schedule(tree.by_id[1001], replace(window, window=False))
    assert status(tree, 2101) == Status.UP
    later(tree, 7200)
    assert status(tree, 2101) == Status.UP


def test_the_pause_of_a_user_comes_first_and_outlasts_a_window(tree: Tree) -> None:
    tree.schedule(tree.by_id[1001], replace(OWN, window=True, start=NOON, end=NOON + 60))
    tree.pause([tree.by_id[1001]], "me")
    assert (status(tree, 1001), status(tree, 2101)) == (Status.PAUSED_BY_USER, Status.PAUSED_BY_USER)
    later(tree, 61)
    assert status(tree, 2101) == Status.PAUSED_BY_USER
    tree.resume([tree.by_id[1001]])
    assert status(tree, 2101) == Status.UP


def test_a_schedule_pauses_week_after_week(tree: Tree) -> None:
    tree.schedule(tree.by_id[1001], replace(OWN, schedule=624))
    seen = []
    for _unused in range(9):
        seen.append(status(tree, 2101) == Status.PAUSED_BY_SCHEDULE)
        later(tree, 12 * HOUR)
    assert seen == [False, True, False, True, False, True, True, True, True]
    assert tree.by_id[1001].schedule.startswith("Weekdays Nine-To-Five")


def test_time_counts_as_paused_while_a_window_is_in_force(tree: Tree) -> None:
    tree.schedule(tree.by_id[1001], replace(OWN, window=True, start=NOON + 60, end=NOON + 120))
    later(tree, 300)
    assert tree.by_id[2101].since == NOON + 120


def test_a_copy_has_the_window_of_its_template(tree: Tree) -> None:
    tree.schedule(tree.by_id[1001], replace(OWN, window=True, start=NOON + 60, end=NOON + 120))
    copy = tree.clone(tree.by_id[1001], tree.by_id[53], "copy", "me")
    tree.resume([copy])
    later(tree, 70)
    assert tree.shown(copy).status == Status.PAUSED_BY_SCHEDULE
    later(tree, 70)
    assert tree.shown(copy).status == Status.UP


def test_what_depends_on_an_object_that_is_down_is_paused(tree: Tree) -> None:
    tree.schedule(tree.by_id[1002], replace(OWN, kind=SELECT_OBJECT, depends_on=2101))
    assert (status(tree, 2111), tree.by_id[1002].dependency) == (Status.UP, "Ping")
    tree.simulate([tree.by_id[2101]])
    assert (status(tree, 1002), status(tree, 2111)) == (Status.PAUSED_BY_DEPENDENCY, Status.PAUSED_BY_DEPENDENCY)
    tree.resume([tree.by_id[2101]])
    assert status(tree, 2111) == Status.UP
    tree.pause([tree.by_id[2101]], "me")
    assert status(tree, 2111) == Status.UP


def test_the_master_of_a_device_goes_on_while_the_rest_waits(tree: Tree) -> None:
    tree.schedule(tree.by_id[2101], replace(OWN, kind=MASTER))
    tree.simulate([tree.by_id[2101]])
    assert [status(tree, number) for number in (1001, 2101, 2102)] == [8, 5, 8]
    tree.delete(tree.by_id[2101])
    assert status(tree, 2102) == Status.UP


def test_objects_that_wait_for_each_other_wait_when_one_is_down(tree: Tree) -> None:
    for one, other in ((2102, 2103), (2103, 2102)):
        tree.schedule(tree.by_id[one], replace(OWN, kind=SELECT_OBJECT, depends_on=other))
    assert (status(tree, 2102), status(tree, 2103)) == (Status.UP, Status.UP)
    tree.simulate([tree.by_id[2102]])
    assert (status(tree, 2102), status(tree, 2103)) == (Status.PAUSED_BY_DEPENDENCY, Status.PAUSED_BY_DEPENDENCY)


def test_an_object_that_goes_takes_its_window_along(tree: Tree) -> None:
    tree.schedule(tree.by_id[1001], replace(OWN, window=True, start=NOON + 60, end=NOON + 120))
    tree.delete(tree.by_id[1001])
    number = len(tree.log)
    later(tree, 90)
    assert len(tree.log) == number
    assert tree.add(Node(tree.next_id(), "device", "next"), tree.by_id[52]).reason is None
