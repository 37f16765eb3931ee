# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filtering records as modules return them."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.records import as_object, select_records
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD

PROBE = {"id": "1", "kind": "probe", "name": "Local", "parent_id": "0", "status": "up", "extra": [1]}
DEVICE = {"id": 5, "kind": "device", "name": "web", "parent_id": 1, "status": "down", "tags": ["a"], "parent_tags": []}
SENSOR = {
    "id": "7",
    "kind": "sensor",
    "name": "Ping",
    "parent_id": "5",
    "status": "up",
    "path": ["Local", "web", "Ping"],
}
ALL = [SENSOR, DEVICE, PROBE]


def test_records_are_returned_as_they_are():
    assert select_records("status = up", ALL) == [SENSOR, PROBE]
    assert select_records("status = up", iter(ALL))[1] is PROBE
    assert select_records('tags contains "a"', [DEVICE]) == [DEVICE]
    assert select_records('id = "5"', ALL) == [DEVICE]
    assert select_records("status = up", []) == []


def test_the_tree_is_that_of_the_records():
    assert select_records('ancestors contains "1"', ALL) == [SENSOR, DEVICE]
    assert select_records('descendants contains "7"', ALL) == [DEVICE, PROBE]


def test_a_record_becomes_an_object():
    found = as_object(DEVICE)
    assert (found.id, found.parent_id, found.tags, found.priority) == ("5", "1", ("a",), UNREAD)
    assert as_object({"id": "0", "kind": "group", "parent_id": None}).parent_id is None


def test_what_textlist_calls_paused_is_none_of_the_other_states():
    silent = {**SENSOR, "status": "paused", "active": None, "paused_by": None}
    assert select_records("status in [down, up]", [silent, SENSOR]) == [SENSOR]
    assert select_records("status != up", [silent, SENSOR]) == [silent]
    assert select_records('status = pausedbyuser and name = "x"', [silent]) == []
    assert select_records("paused_by = nil", [{**silent, "status": "up"}]) != []


@pytest.mark.parametrize("wrong", [[], {}, ["paused"], 7])
def test_a_status_that_is_no_text_is_an_error(wrong):
    with pytest.raises(FilterError, match="status of sensor 7 is no value"):
        select_records("status = up", [{**SENSOR, "status": wrong, "paused_by": None}])


@pytest.mark.parametrize(
    ("expression", "record", "message"),
    [
        (
            "status = pausedbyuser",
            {**SENSOR, "status": "paused"},
            "It is silent, and nobody told why. What is silent for",
        ),
        (
            "paused_by = nil",
            {**SENSOR, "status": "paused", "paused_by": None},
            "Nobody told its paused_by: another API",
        ),
        (
            "paused_by = user",
            {**SENSOR, "status": None, "active": None, "paused_by": None},
            "Nobody told its paused_by",
        ),
        ("priority > 3", {**SENSOR, "priority": None}, "Nobody told its priority"),
        ("favorite != true", {**SENSOR, "favorite": None}, "Nobody told its favorite"),
        ("interval < 5m", {**SENSOR, "interval": None}, "Nobody told its interval"),
        ('sensorkind != "ping"', {**SENSOR, "sensor_kind": None}, "Nobody told its sensor_kind"),
        ('not(tags contains "x")', {**SENSOR, "tags": None, "parent_tags": None}, "Nobody told its parent_tags, tags"),
        ("priority > 3", SENSOR, "it cannot be told whether sensor 7 fits. Read it with priority."),
        ('tags contains "x" and status = up', SENSOR, "whether sensor 7 fits. Read it with parent_tags, tags."),
        ('ancestors contains "3"', SENSOR, "whether sensor 7 fits. Give the objects above it as well."),
        ("unittype = 3", SENSOR, "whether sensor 7 fits. The record does not tell what the expression asks for."),
        ("status = up", {**SENSOR, "status": None}, "whether sensor 7 fits. The record does not tell"),
        ("status = up", {**SENSOR, "status": "bogus"}, "status of sensor 7 is no value that it can have: bogus"),
        ("priority < 4", {**SENSOR, "priority": "high"}, "priority of sensor 7 is no value that it can have: high"),
        ("priority < 4", {**SENSOR, "priority": True}, "priority of sensor 7 is no value"),
        ("priority < 4", {**SENSOR, "priority": [3]}, "priority of sensor 7 is no value"),
        ('name matches "5"', {**SENSOR, "name": 5}, "name of sensor 7 is no value that it can have: 5"),
        ('name = "5"', {**SENSOR, "name": {}}, "name of sensor 7 is no value"),
        ('tags contains "we"', {**SENSOR, "tags": "web", "parent_tags": []}, "tags of sensor 7 is no value"),
        ('tags contains "we"', {**SENSOR, "tags": [5], "parent_tags": []}, "tags of sensor 7 is no value"),
        ("active = true", {**SENSOR, "active": "maybe"}, "active of sensor 7 is no value"),
        ("active = true", {**SENSOR, "active": 1}, "active of sensor 7 is no value"),
        ('parentid = "5"', {**SENSOR, "parent_id": True}, "parent_id of sensor 7 is no value"),
        (
            "status = up",
            {"id": "1"},
            "this is no object of PRTG. An object is a mapping with id, and kind (probe, group,",
        ),
        ("status = up", {"kind": "sensor"}, "this is no object of PRTG."),
        ("status = up", {"kind": "sensor", "id": ""}, "this is no object of PRTG."),
        ("status = up", {"kind": "channel", "id": "1"}, "this is no object of PRTG."),
        ("status = up", "7", "this is no object of PRTG."),
        ("status == up", SENSOR, "== is not part of the language"),
        ("tag = 1", SENSOR, "there is no property tag"),
    ],
)
def test_what_cannot_be_told_is_an_error(expression, record, message):
    with pytest.raises(FilterError) as caught:
        select_records(expression, [record])
    assert message in str(caught.value)
