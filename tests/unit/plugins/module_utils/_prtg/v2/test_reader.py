# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader remembers what rows told before, and no row may get what only another one told."""

from __future__ import annotations

import copy
import random

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, KINDS, ROWS_AT_ONCE
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import objects as decode

WORLD = "https://prtg.example.com"
ODD = [
    None, True, False, 0, 1, 1.0, -1, "1", "0", "", " ", "x", [], {}, [1], [True], ["a", "b"], ["a", 1], [["a"]],
    [{"id": "1"}], {"id": "5"}, float("nan"), "UP", "SUMMED_INFO_DOWN", "PAUSED_BY_USER", "60s", "2026-01-01T01:00:00Z",
]  # fmt: skip
IDS = ["0", "1", "7", "40", "41", 7, 1, True, None]
NAMES = ["Root", "Probe", "7", "a", 3, None]
TYPES = ["REFERENCED_ROOT", "REFERENCED_PROBE", "REFERENCED_GROUP", "REFERENCED_DEVICE", "referenced_sensor", 3]


def reference(chosen, own=None):
    """How a row names another object, mostly as it should; or itself, as ``own``."""
    usual = 4 if chosen.random() < 0.9 else None
    entry = {
        "id": own if own and chosen.random() < 0.95 else chosen.choice(IDS[:usual]),
        "type": chosen.choice(TYPES[:usual]),
        "name": chosen.choice(NAMES[:usual]),
    }
    entry.pop(chosen.choice([*entry, *"unknown"]), None)
    return entry if chosen.random() < 0.95 else chosen.choice(ODD)


def odd_row(chosen):
    own = chosen.choice(["7", "40", "55", "0"])
    row = {"id": own, "name": chosen.choice(NAMES), "parent": reference(chosen)}
    row["path"] = [*(reference(chosen) for _number in range(chosen.randint(0, 3))), reference(chosen, own)]
    row.update((name, chosen.choice(ODD)) for name in ("parentid", "path", "parent") if chosen.random() < 0.1)
    for *section, name in (place for field in decode.FIELDS.values() for place in field.places):
        holder = row if not section else row.setdefault(section[0], {})
        if isinstance(holder, dict) and chosen.random() < 0.5:
            holder[name] = chosen.choice(ODD)
    return copy.deepcopy(row)


@pytest.mark.parametrize("seed", range(3))
def test_a_row_tells_the_same_with_and_after_other_rows_as_alone(seed):
    chosen = random.Random(seed)
    reader = decode.Reader(FIELDS, WORLD)
    for _number in range(60):
        rows, kind = [odd_row(chosen) for _row in range(chosen.randint(0, 10))], chosen.choice(KINDS)
        for row, found in zip(rows, reader(rows, kind), strict=True):
            assert repr(found) == repr(decode.Reader(FIELDS, WORLD)([row], kind)[0]), row


def test_no_row_is_lost_of_more_than_are_read_at_once():
    rows = [{"id": str(number), "name": f"n{number}"} for number in range(2 * ROWS_AT_ONCE + 1)]
    found = decode.Reader(FIELDS, WORLD)(rows, "sensor")
    assert [(one.object.id, one.object.name) for one in found] == [(row["id"], row["name"]) for row in rows]


def test_sensors_of_a_device_share_what_is_above_them_in_memory():
    reader, above = decode.Reader(["path"], WORLD), {"id": "40", "type": "REFERENCED_DEVICE", "name": "web"}
    probe = {"id": "1", "type": "REFERENCED_PROBE", "name": "Probe"}
    rows = [
        {"id": own, "parent": above, "path": [probe, above, {"id": own, "type": "REFERENCED_SENSOR", "name": name}]}
        for own, name in (("7", "Ping"), ("8", "Load"))
    ]
    first, second = reader(copy.deepcopy(rows), "sensor")
    assert first.line is second.line
    assert (first.object.path, second.object.path) == (("Probe", "web", "Ping"), ("Probe", "web", "Load"))


def test_no_row_is_taken_for_one_that_is_equal_to_python_only():
    reader, told = decode.Reader(["priority", "active"], WORLD), {"basic": {"priority": 1, "active": 1}}
    untold = {"basic": {"priority": True, "active": 1.0}}
    found = reader([{"id": "7", "path": [{"id": one}], **row} for one, row in ((1, told), (True, untold))], "sensor")
    assert [(one.object.priority, one.object.active, one.line.ids) for one in found] == [
        (1, True, ("1",)),
        (None, None, ()),
    ]


@pytest.mark.parametrize("ids", [(1, True), ("1", 1), ("40", "7")])
def test_no_line_is_taken_for_one_that_is_equal_to_python_only_or_holds_the_object_itself(ids):
    def row(own, above):
        named = {"id": above, "type": "REFERENCED_DEVICE", "name": "web"}
        return {"id": own, "path": [named, {"id": own, "type": "REFERENCED_SENSOR", "name": "Ping"}]}

    rows = [row(own, above) for above in (*ids, *ids) for own in ("8", "7")]
    together = decode.Reader(["path"], WORLD)(rows, "sensor")
    assert [one.line for one in together] == [decode.Reader(["path"], WORLD)([row], "sensor")[0].line for row in rows]
