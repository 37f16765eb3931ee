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

from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.ansible_runs import under_test
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
WITHOUT_END = (
    "{{ seen.objects | selectattr('kind', 'in', ['device', 'sensor']) "
    "| rejectattr('status', 'eq', 'pausedbyuseruntil') | map(attribute='id') }}"
)
"""The ids of all devices and sensors but those that a human paused for a time, whose end PRTG does not tell."""


@pytest.fixture(scope="module", params=["recorded", "demo"])
def world(request, tmp_path_factory):
    """An emulator of its own with the world, and what is known of it."""
    if request.param == "recorded":
        path, known = str(shared("fixtures", "prtg_v1", "sensortree", "sensortree_root_0.18.2.xml")), RECORDED
    else:
        path, known = "demo", DEMO
    with running(path) as emulator:
        yield SimpleNamespace(emulator=WatchedEmulator(**vars(emulator)), known=known)


def pause(name, env, **options):
    task = {"name": name, "opswatch.monitoring.prtg_pause": options, "environment": env}
    return {**task, "register": name.split()[1]}


def look(name, env):
    options = {"fields": ["id", "kind", "parent_id", "status", "active", "paused_by"]}
    return {"name": name, "opswatch.monitoring.prtg_object_info": options, "environment": env, "register": "seen"}


def story(emulator, known, api):
    """Tasks that pause, resume and put back, with a look before, in between and after; for one API."""
    env = getattr(emulator, api)
    device, silent = known["device to pause"], known["device below a paused group"]
    return [
        look(f"{api} before", env),
        pause(f"{api} paused", env, ids=[device]),
        look(f"{api} during", env),
        pause(f"{api} inherited", env, ids=[silent], state="resumed"),
        pause(f"{api} restored", env, state="restored", restore="{{ paused.restore }}"),
        pause(f"{api} everything", env, ids=WITHOUT_END, state="resumed"),
        look(f"{api} awake", env),
        pause(f"{api} again", env, state="restored", restore="{{ everything.restore }}"),
        look(f"{api} after", env),
    ]


@pytest.fixture(scope="module")
def run(world, tmp_path_factory):
    tasks = [task for api in APIS for task in story(world.emulator, world.known, api)]
    return under_test(tmp_path_factory.mktemp("story")).playbook(tasks, diff=True)


def sensors(run, name):
    return [one for one in run.task(name)["objects"] if one["kind"] == "sensor"]


def own_flag_moved(result):
    return [one["id"] for one in result["objects"] if one["before"]["active"] is not one["after"]["active"]]


def counts(run, name):
    return Counter(one["paused_by"] for one in sensors(run, name) if one["paused_by"])


@pytest.mark.parametrize("api", APIS)
def test_who_is_silent_and_why(run, world, api):
    assert len(sensors(run, f"{api} before")) == world.known["sensors"]
    assert counts(run, f"{api} before") == world.known["paused by"]
    kinds = Counter(one["kind"] for one in run.task(f"{api} before")["objects"])
    assert kinds["device"] == world.known["devices"]
    itself = [one for one in sensors(run, f"{api} before") if one["active"] is False]
    assert len(itself) == world.known["paused by"]["user"]


@pytest.mark.parametrize("api", APIS)
def test_the_sensors_of_a_paused_device_are_paused_by_their_parent(run, world, api):
    device = world.known["device to pause"]
    before, during = ({one["id"]: one for one in run.task(f"{api} {when}")["objects"]} for when in ("before", "during"))
    different = {number for number in during if during[number] != before[number]}
    below = {number for number, one in before.items() if one["parent_id"] == device and one["active"]}
    assert different == below | {device}
    assert len(below) == world.known["sensors of that device"]
    assert during[device]["paused_by"] == "user"
    assert {(during[one]["paused_by"], during[one]["active"]) for one in below} == {("parent", True)}


@pytest.mark.parametrize("api", APIS)
def test_what_a_parent_pauses_cannot_be_resumed_below(run, world, api):
    result = run.task(f"{api} inherited")
    assert not result.changed
    assert result["objects"][0]["inherited_from"]["kind"] == "group"
    assert "stays silent" in " ".join(run.output.split())


@pytest.mark.parametrize("api", APIS)
def test_resuming_everything_moves_only_what_is_paused_itself(run, world, api):
    moved = own_flag_moved(run.task(f"{api} everything"))
    assert len(moved) == world.known["sensors and devices to wake"]
    assert own_flag_moved(run.task(f"{api} again")) == moved
    awake = [one for one in run.task(f"{api} awake")["objects"] if one["kind"] != "group"]
    assert {one["status"] for one in awake if one["active"] is False} <= {"pausedbyuseruntil"}


@pytest.mark.parametrize("api", APIS)
def test_everything_is_as_it_was(run, world, api):
    assert run.task(f"{api} after")["objects"] == run.task(f"{api} before")["objects"]
    assert counts(run, f"{api} after") == world.known["paused by"]


@pytest.mark.parametrize("api", APIS)
def test_both_apis_tell_the_same(run, world, api):
    assert run.task(f"{api} before")["objects"] == run.task("v1 before")["objects"]


@pytest.mark.parametrize("api", APIS)
def test_the_inventory_has_every_device(ansible, world, api):
    config = {
        "plugin": "opswatch.monitoring.prtg",
        "group_by": ["tree", "status"],
        "hostvars": ["id", "status", "active", "path"],
        "duplicates": "id",
        "strict": True,
    }
    run = ansible.inventory(config, env=getattr(world.emulator, api))
    assert len(run.hosts()) == len(run.hostvars) == world.known["devices"]
    statuses = {group: len(run.hosts(group)) for group in run.plain if group.startswith("status_")}
    assert statuses == world.known["hosts by status"]
    assert len({variables["prtg_id"] for variables in run.hostvars.values()}) == world.known["devices"]
    assert run.hosts("ungrouped") == set()
