# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree: own flags, inheritance, ends of pauses, counts."""

from __future__ import annotations

import pytest

from tests.emulator.clock import StandingClock
from tests.emulator.settings import INTERVAL, LOCATION
from tests.emulator.status import Status
from tests.emulator.tree import Node, Tree


@pytest.fixture
def tree() -> Tree:
    root = Node(0, "group", "Root", tags=("all",))
    probe = Node(1, "probe", "Probe", root, settings={"interval": 30, "location": "Here"})
    group = Node(2, "group", "Group", probe, tags=("grp",))
    device = Node(3, "device", "device", group, tags=("dev",))
    sensors = [Node(number, "sensor", f"sensor {number}", device, tags=("all", "sens")) for number in (4, 5)]
    root.children, probe.children, group.children, device.children = [probe], [group], [device], sensors
    return Tree(root, StandingClock())


def states(tree: Tree) -> list[tuple[int, str | None]]:
    return [(tree.shown(tree.by_id[number]).status.value, tree.shown(tree.by_id[number]).cause) for number in (2, 3, 4)]


def test_a_pause_reaches_everything_below_and_is_told_from_an_own_one(tree: Tree) -> None:
    tree.pause([tree.by_id[2]], "me", "why")
    assert states(tree) == [(7, "user"), (7, "parent"), (7, "parent")]
    assert tree.shown(tree.by_id[4]).message == "Paused by parent"
    assert tree.shown(tree.by_id[2]).message.startswith("[[ why (Paused at ")
    assert tree.shown(tree.by_id[2]).message.endswith(" by me) ]]: Paused by user")


def test_a_child_paused_itself_stays_paused_when_its_parent_resumes(tree: Tree) -> None:
    tree.pause([tree.by_id[2], tree.by_id[4]], "me")
    tree.resume([tree.by_id[2]])
    assert states(tree) == [(3, None), (3, None), (7, "user")]
    assert tree.shown(tree.by_id[5]).status == Status.UP


def test_resuming_what_only_inherits_changes_nothing(tree: Tree) -> None:
    tree.pause([tree.by_id[2]], "me")
    tree.resume([tree.by_id[4]])
    assert states(tree)[2] == (7, "parent")


def test_a_timed_pause_is_another_status_for_itself_only_and_ends_by_the_clock(tree: Tree) -> None:
    tree.pause([tree.by_id[3]], "me", seconds=60)
    assert states(tree) == [(3, None), (12, "user"), (7, "parent")]
    tree.clock.advance(59)
    tree.settle()
    assert states(tree)[1] == (12, "user")
    tree.clock.advance(2)
    tree.settle()
    assert states(tree) == [(3, None)] * 3


def test_a_shorter_pause_that_was_replaced_ends_nothing(tree: Tree) -> None:
    tree.pause([tree.by_id[3]], "me", seconds=60)
    tree.pause([tree.by_id[3]], "me")
    tree.clock.advance(120)
    tree.settle()
    assert states(tree)[1] == (7, "user")


@pytest.mark.parametrize(("reason", "status"), [("dependency", 8), ("schedule", 9)])
def test_dependency_and_schedule_reach_what_is_below(tree: Tree, reason: str, status: int) -> None:
    tree.by_id[3].reason = reason
    tree.touch()
    assert states(tree) == [(3, None), (status, reason), (status, reason)]
    tree.pause([tree.by_id[2]], "me")
    assert states(tree)[2] == (7, "parent")


def test_acknowledging_takes_sensors_that_are_down_only(tree: Tree) -> None:
    tree.by_id[4].status, tree.by_id[4].message = Status.DOWN, "Timeout"
    tree.touch()
    assert tree.acknowledge([tree.by_id[4], tree.by_id[5]], "me", "known", 60) == [tree.by_id[4]]
    assert tree.shown(tree.by_id[4]).status == Status.DOWN_ACKNOWLEDGED
    tree.clock.advance(61)
    tree.settle()
    assert tree.shown(tree.by_id[4]).status == Status.DOWN


@pytest.mark.parametrize("seconds", [None, 60.0])
def test_pausing_ends_an_acknowledgement_also_where_time_resumes(tree: Tree, seconds: float | None) -> None:
    sensor = tree.by_id[4]
    sensor.status = Status.DOWN
    tree.touch()
    tree.acknowledge([sensor], "me", "known")
    tree.pause([sensor], "me", seconds=seconds)
    tree.clock.advance(61)
    tree.settle()
    if seconds is None:
        tree.resume([sensor])
    assert tree.shown(sensor).status == Status.DOWN


def test_a_simulated_error_ends_with_resume(tree: Tree) -> None:
    tree.simulate([tree.by_id[4], tree.by_id[3]])
    assert tree.shown(tree.by_id[4]) == (Status.DOWN, "Simulated error", None, None)
    assert tree.shown(tree.by_id[3]).status == Status.UP
    tree.resume([tree.by_id[4]])
    assert tree.shown(tree.by_id[4]).status == Status.UP


def test_what_is_inherited_beside_pauses(tree: Tree) -> None:
    sensor = tree.by_id[4]
    assert tree.all_tags(sensor) == ("all", "sens", "dev", "grp")
    assert (tree.value(sensor, INTERVAL), tree.value(sensor, LOCATION)) == (30, "Here")


def test_sums_follow_every_change(tree: Tree) -> None:
    assert tree.summary(tree.root)[Status.UP] == 2
    tree.pause([tree.by_id[4]], "me")
    assert (tree.summary(tree.root)[Status.UP], tree.summary(tree.root)[Status.PAUSED_BY_USER]) == (1, 1)


def test_paused_sensors_are_not_scanned(tree: Tree) -> None:
    sensor = tree.by_id[4]
    tree.scan([tree.by_id[3]])
    scanned = tree.last_check(sensor)
    assert scanned is not None
    tree.pause([sensor], "me")
    tree.clock.advance(500)
    assert tree.last_check(sensor) == scanned
    tree.resume([sensor])
    assert (tree.last_check(sensor) or 0) > scanned + 400


def test_moving_adding_deleting(tree: Tree) -> None:
    group = tree.add(Node(tree.next_id(), "group", "New"), tree.by_id[1])
    tree.pause([group], "me")
    tree.move(tree.by_id[3], group)
    assert states(tree)[1] == (7, "parent")
    with pytest.raises(ValueError, match="below itself"):
        tree.move(group, tree.by_id[3])
    tree.delete(group)
    assert tree.get(3) is None
    assert tree.by_kind["sensor"] == []


def test_what_follows_from_the_rest_cannot_be_set(tree: Tree) -> None:
    with pytest.raises(ValueError, match="active cannot be set"):
        tree.edit(tree.by_id[3], active="0")


# Times


def times(tree: Tree, number: int = 4) -> tuple[float | None, float | None, float | None]:
    """When a sensor came into its state, when it was last up, and when it was last down: seconds before now."""
    node, now = tree.by_id[number], tree.clock.now()
    found = (node.since, tree.last_up(node), tree.last_down(node))
    return tuple(None if at is None else round(now - at, -1) for at in found)  # type: ignore[return-value]


@pytest.fixture
def running(tree: Tree) -> Tree:
    """A tree that has been up for an hour; its sensors are scanned every second."""
    tree.edit(tree.by_id[1], interval=1)
    tree.clock.advance(3600)
    return tree


def test_an_alarm_is_counted_from_its_beginning_to_its_end(running: Tree) -> None:
    assert times(running) == (3600, 0, None)
    running.simulate([running.by_id[4]])
    assert times(running) == (0, 0, 0)
    running.clock.advance(600)
    assert times(running) == (600, 600, 0)
    running.resume([running.by_id[4]])
    assert times(running) == (0, 0, 0)
    running.clock.advance(900)
    assert times(running) == (900, 0, 900)
    assert times(running, 5) == (5100, 0, None)


def test_an_alarm_goes_on_while_it_is_acknowledged(running: Tree) -> None:
    running.simulate([running.by_id[4]])
    running.clock.advance(600)
    running.acknowledge([running.by_id[4]], "me", seconds=300)
    running.clock.advance(200)
    assert running.shown(running.by_id[4]).status == Status.DOWN_ACKNOWLEDGED
    assert times(running) == (800, 800, 0)
    running.clock.advance(200)
    running.settle()
    assert running.shown(running.by_id[4]).status == Status.DOWN
    assert times(running) == (1000, 1000, 0)


@pytest.mark.parametrize("number", [2, 4])
def test_a_pause_stops_the_clock_of_what_is_below_and_its_end_starts_it(running: Tree, number: int) -> None:
    running.pause([running.by_id[number]], "me")
    running.clock.advance(500)
    assert times(running) == (500, 500, None)
    running.resume([running.by_id[number]])
    running.clock.advance(100)
    assert times(running) == (100, 0, None)


def test_a_pause_has_ended_at_its_time_however_late_somebody_looks(running: Tree) -> None:
    running.pause([running.by_id[3]], "me", seconds=300)
    running.clock.advance(1000)
    running.settle()
    assert times(running) == (700, 0, None)
    assert round(running.clock.now() - running.log[-1].at, -1) == 700


def test_a_second_pause_on_top_of_the_first_begins_nothing(running: Tree) -> None:
    running.pause([running.by_id[3]], "me")
    running.clock.advance(500)
    running.pause([running.by_id[4]], "me")
    running.resume([running.by_id[3]])
    assert (times(running), times(running, 5)) == ((500, 500, None), (0, 0, None))


def test_moving_below_a_pause_is_a_change_as_well(running: Tree) -> None:
    group = running.add(Node(running.next_id(), "group", "New"), running.by_id[1])
    running.pause([group], "me")
    running.move(running.by_id[3], group)
    running.clock.advance(500)
    assert times(running) == (500, 500, None)


def test_a_copy_has_no_past(running: Tree) -> None:
    running.simulate([running.by_id[4]])
    copy = running.clone(running.by_id[4], running.by_id[3], "copy", "me")
    running.clock.advance(500)
    assert (times(running, copy.id), running.last_check(copy)) == ((500, None, None), None)


def test_nobody_scans_what_is_paused_on_demand(running: Tree) -> None:
    running.pause([running.by_id[4]], "me")
    running.clock.advance(500)
    running.scan([running.by_id[3]])
    assert times(running) == (500, 500, None)
