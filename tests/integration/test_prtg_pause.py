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


def test_own_pauses_are_resumed_and_inherited_ones_explained(ansible, emulator, prtg):
    tasks = [
        pause("resume", "resumed", names=["db-2", "old-web-1", "web-1"], kind=["device"], state="resumed"),
        pause("resume again", names=["db-2", "old-web-1", "web-1"], kind=["device"], state="resumed"),
        pause("restore", state="restored", restore="{{ resumed.restore }}"),
        info(ids=["1012"], fields=["id", "active", "status"]),
    ]
    run = ansible.playbook(tasks, env=prtg)
    assert [result.changed for result in run.results] == [True, False, True, False]
    by_name = {one["name"]: one for one in run.task("resume")["objects"]}
    assert by_name["old-web-1"]["after"] == {"active": True, "paused_by": "parent", "until": None}
    assert by_name["old-web-1"]["inherited_from"]["name"] == "Decommissioned"
    assert by_name["db-2"]["after"]["active"] is True
    assert "stays silent: it is paused by group 57" in " ".join(run.output.split())
    assert run.task("look")["objects"] == [{"id": "1012", "active": False, "status": "pausedbyuser"}]


def test_pausing_below_a_paused_group_says_so_and_outlasts_it(ansible, prtg):
    tasks = [
        pause("pause", names=["old-web-1"]),
        pause("wake", ids=["57"], state="resumed"),
        info(ids=["1031", "1032"]),
    ]
    run = ansible.playbook(tasks, env=prtg)
    assert "paused twice" in " ".join(run.output.split())
    assert {one["id"]: one["active"] for one in run.task("look")["objects"]} == {"1031": False, "1032": True}


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_lease_ends_by_itself(ansible, emulator, api):
    env = getattr(emulator, api)
    ansible.playbook([pause("pause", **WEB, duration="30m")], env=env)
    emulator.advance(31 * 60)
    run = ansible.playbook([info(ids=["1001"], fields=["active"])], env=env)
    assert run.last["objects"] == [{"active": True}]


def test_a_lease_is_renewed_when_too_little_of_it_is_left(ansible, emulator, prtg):
    tasks = [pause("pause", "first", **WEB, duration="1h")]
    ansible.playbook(tasks, env=prtg)
    emulator.advance(3 * 60)
    assert not ansible.playbook(tasks, env=prtg).last.changed
    emulator.advance(27 * 60)
    renewed = ansible.playbook(tasks, env=prtg).last
    assert renewed.changed
    assert renewed["objects"][0]["before"]["until"] < renewed["objects"][0]["after"]["until"]


def test_longer_pauses_are_kept_and_forever_is_explicit(ansible, prtg):
    tasks = [
        pause("two hours", **WEB, duration="2h"),
        pause("one hour", **WEB, duration="1h"),
        pause("forever", **WEB, duration="forever"),
        pause("forever again", **WEB, duration="forever"),
        pause("an hour", **WEB, duration="1h"),
        pause("an hour, renewed", **WEB, duration="1h", renew=True),
        pause("an hour, renewed again", **WEB, duration="1h", renew=True),
    ]
    run = ansible.playbook(tasks, env=prtg)
    assert [result.changed for result in run.results] == [True, False, True, False, False, True, False]


def test_what_a_human_paused_for_a_time_is_left_alone_with_a_warning(ansible, emulator, prtg):
    everything = ansible.playbook([LOOK], env=prtg).last["objects"]
    timed = [one["id"] for one in everything if one["status"] == "pausedbyuseruntil"]
    assert timed
    run = ansible.playbook([pause("pause", ids=timed)], env=prtg)
    assert not run.last.changed
    assert "PRTG does not tell" in " ".join(run.output.split())
    assert emulator.writes() == []


def test_an_interrupted_run_is_adopted(ansible, prtg):
    tasks = [
        pause("crashed", **WEB, reason="Kernel update"),
        pause("again", "silenced", **WEB, reason="Kernel update", adopt=True),
        pause("restore", state="restored", restore="{{ silenced.restore }}"),
        info(ids=["1001", "1002"], fields=["active"]),
    ]
    run = ansible.playbook(tasks, env=prtg)
    assert [result.changed for result in run.results] == [True, False, True, False]
    assert run.last["objects"] == [{"active": True}, {"active": True}]


def test_waiting_sees_the_status_follow(ansible, emulator):
    emulator.quirk("v1_status_lags")
    tasks = [pause("pause", **WEB, wait=True, wait_timeout=60), info(ids=["1001"], fields=["status"])]
    run = ansible.playbook(tasks, env=emulator.v1)
    assert run.last["objects"][0]["status"].startswith("pausedby")


def test_a_pause_that_shows_late_is_proven_by_its_flag(ansible, emulator):
    emulator.quirk("v1_status_lags")
    run = ansible.playbook([pause("pause", **WEB), pause("again", **WEB)], env=emulator.v1)
    assert [result.changed for result in run.results] == [True, False]


def test_the_root_needs_a_word(ansible, emulator, prtg):
    run = ansible.playbook([pause("pause", ids=["0"])], env=prtg, fails=True)
    assert run.last["error"]["kind"] == "SelectionRefused"
    assert "allow_root" in run.last["msg"]
    assert emulator.writes() == []
    emulator.quirk("v2_root_is_group")
    run = ansible.playbook(
        [pause("all", ids=["0"], allow_root=True), info(ids=["1001"], fields=["paused_by"])], env=prtg
    )
    assert run.last["objects"] == [{"paused_by": "parent"}]


REFUSED = {
    "nothing matched": ({"names": ["nobody"]}, "NotFound", "allow_empty"),
    "unknown id": ({"ids": ["1001", "4711"]}, "NotFound", "ids 4711"),
    "id of another kind": ({"ids": ["1001"], "kind": ["sensor"]}, "NotFound", "kind sensor"),
    "not below": ({"ids": ["1001"], "under": "54"}, "NotFound", "under '54'"),
    "too many": ({"under": "Local Probe/Web Shop", "max_matched": 3}, "SelectionRefused", "max_matched is 3"),
    "no such place": ({"under": "Local Probe/Nowhere"}, "NotFound", "from the probe down"),
    "no id": ({"ids": ["web-1"]}, "ConfigurationError", "ids must be numbers"),
    "probe by name": ({"names": ["Local Probe"]}, "SelectionRefused", "Name probes by id"),
    "odd duration": ({"ids": ["1001"], "duration": "soon"}, "ConfigurationError", "length of time"),
    "no token": ({"state": "restored", "restore": {"a": 1}}, "ConfigurationError", "restore"),
}


def test_bad_selections_are_refused_before_anything_is_written(ansible, emulator, prtg):
    tasks = [{**pause(name, **options), "ignore_errors": True} for name, (options, _kind, _text) in REFUSED.items()]
    run = ansible.playbook(tasks, env=prtg)
    for name, (_options, kind, text) in REFUSED.items():
        failed = run.task(name)
        assert failed["error"]["kind"] == kind, failed.data
        assert text in failed["msg"]
        assert failed["changed"] is False
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


def test_absence_can_be_fine(ansible, emulator, prtg):
    tasks = [
        pause("none", names=["nobody"], allow_empty=True),
        pause("one of two", ids=["1001", "4711"], allow_empty=True),
        pause("nothing to do", "resumed", ids=["1002"], state="resumed"),
        pause("nothing to undo", state="restored", restore="{{ resumed.restore }}"),
    ]
    run = ansible.playbook(tasks, env=prtg)
    assert [result.changed for result in run.results] == [False, True, False, False]


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


def test_a_read_only_key_is_told_apart_from_success(ansible, emulator):
    for env in (emulator.v1, emulator.v2):
        key = {"PRTG_API_TOKEN": emulator.credentials["prtg_ro_api_token"]}
        run = ansible.playbook([pause("pause", **WEB)], env={**env, **key}, fails=True)
        assert run.last["error"]["kind"] == "PermissionDenied", run.last.data


@pytest.mark.every_core
def test_a_failure_after_a_change_returns_what_undoes_it(ansible, emulator):
    emulator.faults([{"path": "/api/pauseobjectfor.htm", "times": 1, "reset": True}])
    run = ansible.playbook([pause("pause", **WEB)], env=emulator.v1, fails=True)
    assert run.last["changed"] is True
    assert [one["id"] for one in run.last["restore"]["objects"]] == ["1001", "1002"]
    assert len([one for one in emulator.writes() if one["status"] == 200]) == 0


def test_a_thousand_ids_take_few_requests(ansible, many_devices):
    ids = [
        one["id"]
        for one in ansible.playbook([info(kind=["device"], fields=["id"])], env=many_devices.v1).last["objects"]
    ]
    assert len(ids) == 1000
    for env in (many_devices.v1, many_devices.v2):
        many_devices.reset(world=True)
        changing = ansible.playbook([pause("pause", ids=ids, max_matched=1000)], env=env).last
        assert changing.changed
        assert len(changing["objects"]) == 1000
        assert len(many_devices.writes()) == 10
        many_devices.reset()
        again = ansible.playbook([pause("pause", ids=ids)], env=env).last
        assert not again.changed
        assert len(many_devices.requests()) <= 4
