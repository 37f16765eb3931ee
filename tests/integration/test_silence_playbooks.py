# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What went wrong with silences in real playbooks, in the words of those who met it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from tests.behaviour.direct_runs import EMPTY_DEVICES

PAUSE = "opswatch.monitoring.prtg_pause"
INFO = "opswatch.monitoring.prtg_object_info"
LOOK = {"name": "look", INFO: {"ids": ["1001"], "fields": ["active", "message"]}}


def pause(register=None, **options):
    task = {PAUSE: options}
    return {**task, "register": register} if register else task


def emulator_call(emulator, call, body):
    """A task that makes the servers odd between two others."""
    options = {"url": f"{emulator.prtg}/_emulator/{call}", "method": "POST", "body_format": "json", "body": body}
    return {"ansible.builtin.uri": options}


def person(emulator, page, **query):
    """A task that does what a person does in PRTG's web interface."""
    query = {"id": "1001", "apitoken": emulator.credentials["prtg_api_token"], **query}
    url = f"{emulator.prtg}/api/{page}.htm?{urlencode(query)}"
    return {"ansible.builtin.uri": {"url": url, "status_code": [200, 302], "follow_redirects": "no"}}


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_the_device_is_not_left_dark_by_an_answer_without_rows(ansible, emulator, api):
    tasks = [
        pause("silenced", ids=["1001"], duration="forever"),
        emulator_call(emulator, "faults", [EMPTY_DEVICES[api]]),
        {**pause(state="restored", restore="{{ silenced.restore }}"), "ignore_errors": True, "register": "failed"},
        emulator_call(emulator, "faults", []),
        pause(state="restored", restore="{{ failed.restore }}"),
        LOOK,
    ]
    run = ansible.playbook(tasks, env=getattr(emulator, api))
    silenced, failed, restored = (result for result in run.results if result.action == PAUSE)
    assert failed.failed
    assert failed.changed is False
    assert failed["restore"] == silenced["restore"]
    assert restored.changed
    assert run.last["objects"][0]["active"] is True


def test_two_works_on_one_device_and_the_person_who_paused_another(ansible, emulator):
    tasks = [
        pause("a", ids=["1001"], reason="A", duration="1h"),
        pause("b", ids=["1001"], reason="B", duration="4h"),
        pause(state="restored", restore="{{ a.restore }}"),
        {**LOOK, "name": "B works"},
        pause(state="restored", restore="{{ b.restore }}"),
        {**LOOK, "name": "nobody works"},
        person(emulator, "pause", action=0, pausemsg="human: broken fan"),
        pause("resumed", ids=["1001"], state="resumed"),
        pause(state="restored", restore="{{ resumed.restore }}"),
        pause(ids=["1001"], state="restored"),
        {**LOOK, "name": "the fan is broken"},
    ]
    run = ansible.playbook(tasks, env=emulator.v2)
    shown = {name: run.task(name)["objects"][0] for name in ("B works", "nobody works", "the fan is broken")}
    assert [one["active"] for one in shown.values()] == [False, True, False]
    assert "B [opswatch " in shown["B works"]["message"]
    assert "A [opswatch " not in shown["B works"]["message"]
    assert shown["the fan is broken"]["message"].startswith("[[ human: broken fan (Paused at")
    assert [result.changed for result in run.results if result.action == PAUSE] == [True] * 6 + [False]


def test_an_altered_token_does_not_pause_the_root(ansible, emulator):
    token = "{{ silenced.restore | combine({'objects': [silenced.restore.objects[0] | combine(wrong)]}) }}"
    wrong = {"id": "0", "kind": "group", "name": "Root", "did": "resume", "added": [], "theirs": "x"}
    tasks = [
        pause("silenced", ids=["1001"]),
        {**pause(state="restored", restore=token), "vars": {"wrong": wrong}},
    ]
    run = ansible.playbook(tasks, env=emulator.v1, fails=True)
    assert run.last["error"]["kind"] == "SelectionRefused"
    assert run.last["restore"]["objects"][0]["id"] == "0"
    assert len(emulator.writes()) == 1


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_works_that_begin_at_the_same_moment_all_hold_the_device(ansible, emulator, api):
    emulator.faults([{"path": "/", "delay": 0.1}, {"server": "prtg_v2", "path": "/", "delay": 0.1}])
    reasons = [f"work-{number}" for number in range(4)]
    play = {"hosts": "all", "gather_facts": False, "connection": "local"}
    play["tasks"] = [pause(ids=["1001"], reason="{{ inventory_hostname }}")]
    run = ansible.playbook([play], env=getattr(emulator, api), inventory=",".join(reasons))
    assert [result.changed for result in run.results] == [True] * 4
    emulator.faults([])
    shown = ansible.playbook([LOOK], env=emulator.v1).last["objects"][0]["message"]
    assert sorted(re.findall(r"(work-\d) \[opswatch", shown)) == reasons
