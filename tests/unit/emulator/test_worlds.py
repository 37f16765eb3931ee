# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worlds: authored, generated, recorded."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.emulator import worlds
from tests.emulator.clock import StandingClock
from tests.emulator.status import Status
from tests.emulator.tree import Tree
from tests.emulator.v1.sensortree import sensor_tree
from tests.emulator.v1.view import View
from tests.emulator.worlds import generated, recorded

EXPORT = """<?xml version="1.0" encoding="UTF-8" ?><prtg><options><usedtags>a,R&D</usedtags></options>
<sensortree><nodes>
<group id="0"><name>Root</name><id>0</id><status_raw>3</status_raw><active>true</active>
<probenode id="1" noaccess="1"><name>Hidden probe</name>
<device id="2"><name>web\x01 &#1;1</name><id>2</id><host>h</host><tags>a b,c</tags>
  <status_raw>8</status_raw><active>true</active>
<sensor id="3"><name>Ping</name><id>3</id><status_raw>8</status_raw><active>true</active></sensor>
<sensor id="4"><name>Held</name><id>4</id><status_raw>7</status_raw><active>true</active></sensor>
</device></probenode></group></nodes></sensortree></prtg>"""


def statuses(tree: Tree, kind: str) -> Counter[tuple[int, str | None]]:
    return Counter((tree.shown(node).status.value, tree.shown(node).cause) for node in tree.by_kind[kind])


def test_the_demonstration_has_every_status_and_what_people_left_paused() -> None:
    tree = worlds.load("demo", StandingClock())
    assert {status for status, _unused in statuses(tree, "sensor")} == {status.value for status in Status}
    assert {kind: len(nodes) for kind, nodes in tree.by_kind.items()} == {
        "group": 10,
        "probe": 2,
        "device": 16,
        "sensor": 39,
    }
    paused = {node.name: node.pause for node in tree.by_id.values() if node.pause}
    assert set(paused) == {"db-2", "Decommissioned", "Uplink"}
    assert [pause.until is None for pause in paused.values()].count(False) == 1
    assert {node.reason for node in tree.by_kind["sensor"]} == {None, "dependency", "schedule", "license"}


def test_demonstration_names_serve_as_hosts_and_one_group_name_is_there_twice() -> None:
    tree = worlds.load("demo", StandingClock())
    names = [device.name for device in tree.by_kind["device"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in names)
    assert [name for name, times in Counter(group.name for group in tree.by_kind["group"]).items() if times > 1] == [
        "Servers"
    ]
    assert any("{{" in sensor.message for sensor in tree.by_kind["sensor"])
    assert {device.priority for device in tree.by_kind["device"]} == {1, 2, 3, 4, 5}


def test_generated_worlds_are_the_same_each_time() -> None:
    first, second = (worlds.load("devices:500:900", StandingClock()) for _unused in range(2))
    assert [node.name for node in first.root.walk()] == [node.name for node in second.root.walk()]
    assert {kind: len(nodes) for kind, nodes in first.by_kind.items()} == {
        "group": 51,
        "probe": 2,
        "device": 500,
        "sensor": 900,
    }
    assert {len(device.tags) for device in first.by_kind["device"]} == {3}
    assert len({tag for device in first.by_kind["device"] for tag in device.tags}) == 20
    assert statuses(first, "sensor")[3, None] > 800


@pytest.mark.parametrize("world", ["devices:", "devices:x", "devices:1:2:3", "devices:-1", "devices:9999999"])
def test_a_generated_world_needs_numbers(world: str) -> None:
    with pytest.raises(ValueError, match="is not devices:N"):
        generated.parse(world)


def test_an_unknown_world_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no world 'moon'"):
        worlds.load("moon", StandingClock())


def test_an_export_with_oddities_is_read() -> None:
    tree = recorded.build(StandingClock(), EXPORT.encode())
    device = tree.by_id[2]
    assert (device.name, device.tags) == ("web 1", ("a", "b", "c"))
    assert tree.get(1) is None
    assert [tree.shown(tree.by_id[number]).cause for number in (2, 3, 4)] == ["parent"] * 3
    tree.resume([tree.by_id[1]])
    assert [tree.shown(tree.by_id[number]).status for number in (2, 3, 4)] == [8, 8, 8]
    assert (tree.by_id[2].reason, tree.by_id[3].reason) == ("dependency", None)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<html>", "not XML"),
        ("<prtg/>", "content=sensortree"),
        ("<!DOCTYPE a><prtg/>", "DOCTYPE"),
        (EXPORT.replace('<sensor id="4">', '<sensor id="3">'), "the id 3 is there twice"),
    ],
)
def test_what_is_no_export_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        recorded.build(StandingClock(), text.encode())


def test_a_real_tree_keeps_its_counts(recorded_tree: Path) -> None:
    tree = worlds.load(str(recorded_tree), StandingClock())
    assert statuses(tree, "sensor") == {
        (7, "parent"): 115,
        (3, None): 54,
        (7, "user"): 38,
        (1, None): 8,
        (4, None): 1,
        (10, None): 1,
    }
    assert statuses(tree, "device") == {(3, None): 51, (7, "user"): 18, (7, "parent"): 4}
    assert {kind: len(nodes) for kind, nodes in tree.by_kind.items()} == {
        "group": 18,
        "probe": 0,
        "device": 73,
        "sensor": 217,
    }


def what_an_export_holds(tree: Tree) -> list[tuple[object, ...]]:
    """Of each object; the messages of sensors only, as exports hold no others."""
    return [
        (node.id, node.kind, node.name, node.tags, node.host, tree.shown(node).status, tree.shown(node).cause)
        + ((tree.shown(node).message,) if node.kind == "sensor" else ())
        for node in tree.root.walk()
    ]


def test_an_export_of_a_world_is_that_world_again() -> None:
    clock = StandingClock()
    tree = worlds.load("demo", clock)
    text = sensor_tree(View(tree, clock.now(), "full", german=False, comma_tags=False, old={}), None)
    again = recorded.build(clock, text.encode())
    assert what_an_export_holds(tree) == what_an_export_holds(again)
