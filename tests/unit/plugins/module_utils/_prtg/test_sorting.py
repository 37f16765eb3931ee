# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of objects: several keys, missing values, words that have an order of their own."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, UNREAD, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sorting import in_order, sort_keys, useless


def sensor(number, **values):
    return PrtgObject(id=str(number), kind="sensor", **values)


def order(objects, *keys):
    return [one.id for one in in_order(objects, sort_keys(list(keys)))]


MANY = [
    sensor(1, status="up", priority=3, name="b"),
    sensor(2, status="down", priority=3, name="a"),
    sensor(3, status="warning", priority=None, name="c"),
    sensor(10, status="down", priority=5, name="a"),
    sensor(11, status=None, priority=5, name=""),
]


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ([], "1 2 3 10 11"),
        (["-id"], "11 10 3 2 1"),
        (["status"], "2 10 3 1 11"),
        (["-status"], "1 3 2 10 11"),
        (["status", "-priority"], "10 2 3 1 11"),
        (["-priority", "status"], "10 11 2 1 3"),
        (["priority", "-status"], "1 2 10 11 3"),
        (["name", "-id"], "10 2 1 3 11"),
        (["-name", "+id"], "3 1 2 10 11"),
    ],
)
def test_several_keys_and_what_has_no_value(keys, ids):
    assert " ".join(order(MANY, *keys)) == ids


def test_what_nobody_read_and_what_is_empty_comes_last_as_well():
    objects = [sensor(1, tags=UNREAD), sensor(2, tags=()), sensor(3, tags=("b",)), sensor(4, tags=("a", "b"))]
    assert order(objects, "tags") == ["4", "3", "1", "2"]
    assert order(objects, "-tags") == ["3", "4", "1", "2"]


def test_the_worst_status_comes_first():
    words = ["down", "partialdown", "acknowledged", "warning", "unusual", "none", "unknown", "disconnected"]
    words += ["collecting", "up", "pausedbyuser"]
    objects = [sensor(number, status=word) for number, word in enumerate(words)]
    for some in itertools.islice(itertools.permutations(objects), 0, 50):
        assert [one.status for one in in_order(some, sort_keys(["status"]))] == words


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (None, []),
        ("status,-priority, name", [("status", False), ("priority", True), ("name", False)]),
        (["+status", " - priority"], [("status", False), ("priority", True)]),
        (["parentid", "-dnsname", "ScanningInterval"], [("parent_id", False), ("host", True), ("interval", False)]),
        (["lastup", "-last_down", "info"], [("last_up", False), ("last_down", True), ("message", False)]),
        (["sensorkindname", "sensor_kind"], [("sensor_kind_name", False), ("sensor_kind", False)]),
        (["uptime_toal", "downtimetotal"], [("uptime_total", False), ("downtime_total", False)]),
        (["autodiscovery.active"], [("autodiscovery_active", False)]),
    ],
)
def test_names_of_keys(given, fields):
    assert list(sort_keys(given)) == fields


@pytest.mark.parametrize("given", ["color", "--id", "", ["id", "geohash"], ["-"], "id,,name"])
def test_what_is_no_key_names_those_that_are(given):
    with pytest.raises(ConfigurationError, match="no key of the records") as failed:
        sort_keys(given)
    assert all(name in failed.value.hint for name in FIELDS)


def test_a_key_that_nothing_tells_is_warned_of():
    keys = sort_keys(["performance_impact", "name", "icon"])
    assert useless(MANY, keys) == [
        "sort_by performance_impact changes nothing: PRTG tells it of no object that was found"
    ]
    assert useless([], keys) == []
