# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import model
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import complete, in_batches
from tests.unit.plugins.module_utils._prtg.fake_server import small_tree, thing


def test_the_status_table_has_each_code_token_and_answer_once():
    assert [status.code for status in model.STATUSES] == list(range(15))
    assert len(model.STATUS_BY_TOKEN) - 1 == len(model.STATUS_BY_ANSWER) == 15


def test_what_is_silent_for_no_known_reason_has_a_status_that_no_server_and_no_filter_has():
    assert model.PAUSED not in model.STATUSES
    assert model.STATUS_BY_TOKEN["paused"] is model.PAUSED
    assert model.PAUSED.answer not in model.STATUS_BY_ANSWER
    assert model.PAUSED.code not in model.STATUS_BY_CODE
    assert model.health_of("sensor", "paused", None) == "paused"
    assert model.paused_by("paused", None) is UNREAD


def test_each_status_is_counted_and_silences_for_a_known_cause():
    assert {status.summary for status in model.STATUSES} <= set(model.SUMMARY_FIELDS)
    assert {status.paused_by for status in model.STATUSES} <= {None, *model.PAUSE_CAUSES}


@pytest.mark.parametrize(
    ("counts", "health"),
    [
        ({}, None),
        ({"up": 3}, "up"),
        ({"up": 3, "paused": 9}, "up"),
        ({"paused": 9}, "paused"),
        ({"up": 30, "unknown": 1}, "unknown"),
        ({"unusual": 1, "unknown": 1}, "unusual"),
        ({"warning": 1, "unusual": 5}, "warning"),
        ({"warning": 4, "down_acknowledged": 1}, "down_acknowledged"),
        ({"down_partial": 1, "down_acknowledged": 1}, "down_partial"),
        ({"up": 99, "down": 1, "down_partial": 1}, "down"),
        ({"down": 1, "up": None}, "down"),
        ({"down": None, "up": 1}, model.UNREAD),
    ],
)
def test_the_health_of_an_object_is_the_worst_state_of_its_sensors(counts, health):
    summary = {**dict.fromkeys(model.SUMMARY_FIELDS, 0), **counts}
    for kind in ("probe", "group", "device"):
        assert model.health_of(kind, "up", summary) == health
    assert model.health_of("device", "up", None) is model.UNREAD


@pytest.mark.parametrize("status", model.STATUSES, ids=lambda status: status.token)
def test_the_health_of_a_sensor_is_its_own(status):
    assert model.health_of("sensor", status.token, None) == status.summary
    assert model.health_of("sensor", None, None) is model.UNREAD
    assert sorted(model.HEALTH) == sorted(model.SUMMARY_FIELDS)


@pytest.mark.parametrize(
    ("status", "active", "cause"),
    [
        ("up", True, None),
        ("up", None, None),
        ("up", False, "user"),
        ("pausedbyuser", False, "user"),
        ("pausedbyuser", True, "parent"),
        ("pausedbyuser", None, model.UNREAD),
        ("pausedbyuseruntil", False, "user"),
        ("pausedbyuseruntil", None, "user"),
        ("pausedbyuseruntil", True, "parent"),
        ("pausedbydependency", True, "dependency"),
        ("pausedbyschedule", True, "schedule"),
        ("pausedbylicense", None, "license"),
        ("pausedbydependency", False, "user"),
        (None, True, model.UNREAD),
    ],
)
def test_why_an_object_is_silent(status, active, cause):
    assert model.paused_by(status, active) == cause


def test_a_record_has_only_what_was_asked_for_and_null_for_what_nobody_read():
    record = PrtgObject("1", "device", "web", tags=("a", "b")).record(("id", "tags", "host", "path"))
    assert record == {"id": "1", "tags": ["a", "b"], "host": None, "path": None}
    assert tuple(PrtgObject("1", "device").record()) == model.FIELDS


def test_unread_is_no_value():
    assert not UNREAD
    assert repr(UNREAD) == "UNREAD"
    assert UNREAD is not None


def test_labels_name_the_path_or_the_name_or_at_least_the_id():
    assert PrtgObject("1", "device", "web", path=("Probe", "web")).label() == "device 1 (Probe/web)"
    assert PrtgObject("1", "device", "web").label() == "device 1 (web)"
    assert PrtgObject("1", "device").label() == "device 1"


def test_day_numbers_become_utc():
    assert model.utc_from_ole(2.75) == "1900-01-01T18:00:00Z"
    assert model.utc_from_ole(35065) == "1996-01-01T00:00:00Z"


@given(st.integers(0, 4_000_000_000), st.sampled_from([0, 1, 500, 999]))
def test_ten_decimals_are_milliseconds_of_which_seconds_are_shown(seconds, milliseconds):
    printed = f"{(seconds + milliseconds / 1000) / 86_400 + 25_569:.10f}"
    shown = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    assert model.utc_from_ole(float(printed)) == shown.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_tree_knows_who_is_above_whom():
    tree = Tree(small_tree())
    sensor = tree.get("200")
    assert [above.id for above in tree.ancestors(sensor)] == ["100", "50", "1", "0"]
    assert tree.path(sensor) == ("Local Probe", "Shop", "web-1", "Ping")
    assert tree.path(tree.get("0")) == ()
    assert tree.is_below(sensor, "50")
    assert tree.is_below(sensor, "0")
    assert not tree.is_below(sensor, "200")
    assert tree.paused_ancestor(sensor) is None
    assert tree.paused_ancestor(tree.get("201")).id == "51"
    assert "200" in tree
    assert len(list(tree)) == 9


def test_an_object_can_be_below_one_that_the_tree_does_not_hold():
    tree = Tree([thing(100, "device", "web-1", 50)])
    assert tree.is_below(tree.get("100"), "50")
    assert tree.ancestors(tree.get("100")) == []


def test_a_loop_in_the_tree_ends():
    tree = Tree([thing(1, "group", "a", 2), thing(2, "group", "b", 1)])
    assert [above.id for above in tree.ancestors(tree.get("1"))] == ["2"]


def plain_line(objects, found):
    """The ids above ``found``, by the rule itself."""
    parents, ids, here = {one.id: one.parent_id for one in objects}, [], found.parent_id
    while here and here in parents and here not in (found.id, *ids):
        ids.append(here)
        here = parents[here]
    return ids


@given(st.lists(st.integers(0, 7), min_size=6, max_size=6), st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9))))
def test_what_is_above_is_the_same_whatever_was_asked_before_also_in_circles(parents, asked):
    objects = [thing(number, "group", f"n{number}", parent) for number, parent in enumerate(parents, 1)]
    tree, names = Tree(objects), {one.id: one.name for one in objects}
    for found in [*objects, *(thing(number, "group", f"n{number}", parent) for number, parent in asked), *objects]:
        line = plain_line(objects, found)
        assert [above.id for above in tree.ancestors(found)] == line
        assert tree.path(found) == (*reversed([names[one] for one in line]), found.name)


def test_what_follows_from_the_tree_is_completed():
    parent = thing(1, "group", "g", 0, tags=("shop", "berlin"))
    child = thing(2, "device", "web", 1, tags=("linux", "shop"))
    tree = Tree([parent, child])
    done = complete(child, tree, {"tags", "path"})
    assert (done.tags, done.parent_tags, done.path) == (("linux",), ("shop", "berlin"), ("g", "web"))


def test_what_the_server_told_is_not_completed():
    told = thing(2, "device", "web", 1, tags=("linux",), parent_tags=("x",), path=("p",))
    assert complete(told, Tree([told]), {"tags", "parent_tags", "path"}) is told


def test_tags_without_a_known_parent_are_own_tags():
    lone = thing(2, "device", "web", 1, tags=None)
    assert complete(lone, Tree([lone]), {"tags"}).tags == ()
    assert complete(thing(2, "device", "w", 1, tags=("a",)), Tree([]), {"parent_tags"}).parent_tags == ()


def test_batches_hold_at_most_a_hundred():
    assert [len(batch) for batch in in_batches(list(range(250)))] == [100, 100, 50]
    assert list(in_batches([])) == []
