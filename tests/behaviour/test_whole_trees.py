# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole tree over both APIs: what is silent and why, as inventory, and paused, resumed and put back.

The tree is one recorded from a real server, where the recording is at hand, and the demonstration world, whose counts
cover the same ground.
"""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.inventory_sources import Sources
from tests.behaviour.told import prtg, told
from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.shared import shared

APIS = ("v1", "v2")
RECORDED = {
    "sensors": 217,
    "paused by": {"user": 38, "parent": 115},
    "devices": 73,
    "sensors and devices to wake": 38 + 18,
    "hosts by status": {"status_up": 51, "status_pausedbyuser": 22},
    "device to pause": "2214",
    "sensors of that device": 3,
    "device below a paused group": "9219",
}
DEMO = {
    "sensors": 39,
    "paused by": {"user": 1, "parent": 5, "schedule": 1, "license": 1, "dependency": 1},
    "devices": 16,
    "sensors and devices to wake": 1,
    "hosts by status": {"status_up": 13, "status_pausedbyuser": 3},
    "device to pause": "1001",
    "sensors of that device": 3,
    "device below a paused group": "1031",
}


@pytest.fixture(scope="module", params=["recorded", "demo"])
def world(request, tmp_path_factory):
    """An emulator of its own with the world, and what is known of it."""
    if request.param == "recorded":
        path, known = str(shared("fixtures", "prtg_v1", "sensortree", "sensortree_root_0.18.2.xml")), RECORDED
    else:
        path, known = "demo", DEMO
    with running(path) as emulator:
        yield SimpleNamespace(emulator=WatchedEmulator(**vars(emulator)), known=known)


@pytest.fixture(scope="module")
def run(world):
    """What the modules answered over each API, in the order of the tasks: pausing, resuming, putting back, with a look
    before, in between and after.
    """
    return {f"{api} {name}": answer for api in APIS for name, answer in story(world.emulator, world.known, api)}


def story(emulator, known, api):
    """Each task for one API with its answer."""
    connection = prtg(emulator, api)

    def pause(**options):
        return told(emulator, prtg_pause, **connection, **options)

    def look():
        fields = ["id", "kind", "parent_id", "status", "active", "paused_by"]
        return told(emulator, prtg_object_info, **connection, fields=fields)

    before = look()
    yield "before", before
    paused = pause(ids=[known["device to pause"]])
    yield "paused", paused
    yield "during", look()
    yield "inherited", pause(ids=[known["device below a paused group"]], state="resumed")
    yield "restored", pause(state="restored", restore=paused["restore"])
    everything = pause(ids=with_end_that_is_known(before), state="resumed")
    yield "everything", everything
    yield "awake", look()
    yield "again", pause(state="restored", restore=everything["restore"])
    yield "after", look()


def with_end_that_is_known(seen):
    """The ids of all devices and sensors but those that a human paused for a time, whose end PRTG does not tell."""
    found = [one for one in seen["objects"] if one["kind"] in ("device", "sensor")]
    return [one["id"] for one in found if one["status"] != "pausedbyuseruntil"]


def sensors(run, name):
    return [one for one in run[name]["objects"] if one["kind"] == "sensor"]


def own_flag_moved(result):
    return [one["id"] for one in result["objects"] if one["before"]["active"] is not one["after"]["active"]]


def counts(run, name):
    return Counter(one["paused_by"] for one in sensors(run, name) if one["paused_by"])


@pytest.mark.parametrize("api", APIS)
def test_who_is_silent_and_why(run, world, api):
    assert len(sensors(run, f"{api} before")) == world.known["sensors"]
    assert counts(run, f"{api} before") == world.known["paused by"]
    kinds = Counter(one["kind"] for one in run[f"{api} before"]["objects"])
    assert kinds["device"] == world.known["devices"]
    itself = [one for one in sensors(run, f"{api} before") if one["active"] is False]
    assert len(itself) == world.known["paused by"]["user"]


@pytest.mark.parametrize("api", APIS)
def test_the_sensors_of_a_paused_device_are_paused_by_their_parent(run, world, api):
    device = world.known["device to pause"]
    before, during = ({one["id"]: one for one in run[f"{api} {when}"]["objects"]} for when in ("before", "during"))
    different = {number for number in during if during[number] != before[number]}
    below = {number for number, one in before.items() if one["parent_id"] == device and one["active"]}
    assert different == below | {device}
    assert len(below) == world.known["sensors of that device"]
    assert during[device]["paused_by"] == "user"
    assert {(during[one]["paused_by"], during[one]["active"]) for one in below} == {("parent", True)}


@pytest.mark.parametrize("api", APIS)
def test_what_a_parent_pauses_cannot_be_resumed_below(run, world, api):
    result = run[f"{api} inherited"]
    assert not result["changed"]
    assert result["objects"][0]["inherited_from"]["kind"] == "group"
    assert "stays silent" in " ".join(result["warnings"])


@pytest.mark.parametrize("api", APIS)
def test_resuming_everything_moves_only_what_is_paused_itself(run, world, api):
    moved = own_flag_moved(run[f"{api} everything"])
    assert len(moved) == world.known["sensors and devices to wake"]
    assert own_flag_moved(run[f"{api} again"]) == moved
    awake = [one for one in run[f"{api} awake"]["objects"] if one["kind"] != "group"]
    assert {one["status"] for one in awake if one["active"] is False} <= {"pausedbyuseruntil"}


@pytest.mark.parametrize("api", APIS)
def test_everything_is_as_it_was(run, world, api):
    assert run[f"{api} after"]["objects"] == run[f"{api} before"]["objects"]
    assert counts(run, f"{api} after") == world.known["paused by"]


@pytest.mark.parametrize("api", APIS)
def test_both_apis_tell_the_same(run, world, api):
    assert run[f"{api} before"]["objects"] == run["v1 before"]["objects"]


@pytest.mark.parametrize("api", APIS)
def test_the_inventory_has_every_device(tmp_path, monkeypatch, world, api):
    found = Sources(tmp_path, monkeypatch).read(
        getattr(world.emulator, api),
        group_by=["tree", "status"],
        hostvars=["id", "status", "active", "path"],
        duplicates="id",
        strict=True,
    )
    assert len(found.hosts("all")) == len(found.hostvars) == world.known["devices"]
    statuses = {group: len(found.hosts(group)) for group in found.data.groups if group.startswith("status_")}
    assert statuses == world.known["hosts by status"]
    assert len({variables["prtg_id"] for variables in found.hostvars.values()}) == world.known["devices"]
    assert found.hosts("ungrouped") == set()
