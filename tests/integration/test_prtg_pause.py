# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_pause as playbooks use it, over both APIs, against the emulator."""

from __future__ import annotations

import pytest

WEB = {"names": ["web-1", "web-2"], "kind": ["device"]}


@pytest.fixture(params=["v1", "v2"])
def prtg(request, emulator):
    return getattr(emulator, request.param)


def pause(name, register=None, **options):
    task = {"name": name, "opswatch.monitoring.prtg_pause": options}
    return {**task, "register": register} if register else task


def info(name="look", **options):
    return {"name": name, "opswatch.monitoring.prtg_object_info": options}


def paused_themselves(run, name="look"):
    return {one["id"] for one in run.task(name)["objects"] if one["active"] is False}


LOOK = info(fields=["id", "name", "active", "status", "message"])


@pytest.mark.every_core
@pytest.mark.other_python
def test_a_maintenance_changes_what_it_says_and_puts_back_exactly_that(ansible, emulator, prtg):
    tasks = [
        {**LOOK, "name": "before"},
        {**pause("predict", **WEB), "check_mode": True},
        pause("pause", "silenced", **WEB, reason="Kernel update"),
        pause("pause again", **WEB, message="Kernel update"),
        {**pause("predict again", **WEB, reason="Kernel update"), "check_mode": True},
        {**LOOK, "name": "during"},
        {**pause("predict restore", state="restored", restore="{{ silenced.restore }}"), "check_mode": True},
        pause("restore", state="restored", restore="{{ silenced.restore }}"),
        pause("restore again", state="restored", restore="{{ silenced.restore }}"),
        {**LOOK, "name": "after"},
    ]
    run = ansible.playbook(tasks, env=prtg, diff=True)
    changed = {result.task: result.changed for result in run.results}
    assert [name for name, value in changed.items() if value] == ["predict", "pause", "predict restore", "restore"]
    predicted, real = run.task("predict"), run.task("pause")
    assert [one["id"] for one in real["objects"]] == ["1001", "1002"]
    assert real["objects"][0]["path"] == ["Local Probe", "Web Shop", "Production", "web-1"]
    assert real["objects"][0]["before"] == {"active": True, "paused_by": None, "until": None}
    for one, other in zip(predicted["objects"], real["objects"], strict=True):
        assert {**one["after"], "until": None} == {**other["after"], "until": None}
        assert (one["before"], one["changed"]) == (other["before"], other["changed"])
    assert set(predicted["diff"]) == set(real["diff"])
    assert "diff" not in run.task("pause again")
    assert paused_themselves(run, "during") == paused_themselves(run, "before") | {"1001", "1002"}
    assert paused_themselves(run, "after") == paused_themselves(run, "before")
    silent = next(one for one in run.task("during")["objects"] if one["id"] == "1001")
    assert "Kernel update [opswatch " in silent["message"]
    assert silent["status"] == "pausedbyuseruntil"
    assert len(emulator.writes()) == 2


@pytest.mark.every_core
def test_check_mode_sends_no_write(ansible, emulator, prtg):
    tasks = [
        pause("pause", "silenced", **WEB),
        pause("resume", names=["db-2"], state="resumed"),
        pause("restore", state="restored", restore="{{ silenced.restore }}"),
    ]
    run = ansible.playbook(tasks, env=prtg, check=True, diff=True)
    assert [result.changed for result in run.results] == [True, True, True]
    assert emulator.writes() == []


@pytest.mark.every_core
def test_missing_and_contradicting_options_are_named(ansible, emulator):
    tasks = [
        {**pause("no selector"), "ignore_errors": True},
        {**pause("no token", state="restored"), "ignore_errors": True},
        {**pause("both", ids=["1"], state="restored", restore={}), "ignore_errors": True},
        {**pause("twice", ids=["1"], reason="a", message="b"), "ignore_errors": True},
    ]
    run = ansible.playbook(tasks, env=emulator.v1)
    assert "ids, names, filter, under" in run.task("no selector")["msg"]
    assert "restore" in run.task("no token")["msg"]
    assert "mutually exclusive" in run.task("both")["msg"]
    assert "two names of one option" in run.task("twice")["msg"]


@pytest.mark.every_core
def test_the_token_of_another_server_is_refused(ansible, emulator, prtg):
    token = {"version": 1, "server": "prtg.example.com", "simulated": False, "objects": []}
    run = ansible.playbook([pause("restore", state="restored", restore=token)], env=prtg, fails=True)
    assert "belongs to the server prtg.example.com" in run.last["msg"]


def test_pausing_over_one_api_can_be_undone_over_the_other(ansible, emulator):
    tasks = [
        {**pause("pause", "silenced", **WEB), "environment": emulator.v1},
        {**pause("restore", state="restored", restore="{{ silenced.restore }}"), "environment": emulator.v2},
        {**info(ids=["1001"], fields=["active"]), "environment": emulator.v1},
    ]
    run = ansible.playbook(tasks)
    assert run.last["objects"] == [{"active": True}]


@pytest.mark.every_core
def test_a_failure_after_a_change_returns_what_undoes_it(ansible, emulator):
    emulator.faults([{"path": "/api/pauseobjectfor.htm", "times": 1, "reset": True}])
    run = ansible.playbook([pause("pause", **WEB)], env=emulator.v1, fails=True)
    assert run.last["changed"] is True
    assert [one["id"] for one in run.last["restore"]["objects"]] == ["1001", "1002"]
    assert len([one for one in emulator.writes() if one["status"] == 200]) == 0
