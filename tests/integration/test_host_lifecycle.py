# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role host_lifecycle and its playbook: hosts that enter PRTG, are green, and leave it."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from tests.emulator.process import opener
from tests.integration.maintenance_runs import changed, done

PLAYBOOK = "opswatch.monitoring.host_lifecycle"
HAVE, WAIT = "Have a device for each host", "Wait until all of them are green"
ACKNOWLEDGE, PAUSE, TAKE = "Acknowledge their alarms", "Pause them for good", "Move them to the attic, or remove them"
HOSTS = """\
all:
  vars:
    host_lifecycle_path: Local Probe/Web Shop/Production
    host_lifecycle_attic: Local Probe/Decommissioned
    host_lifecycle_template: Local Probe/Web Shop/Production/web-1
    host_lifecycle_wait_timeout: 5s
  hosts:
    web-8:
      ansible_host: web-8.shop.example
      host_lifecycle_tags: [linux, canary]
    web-9:
      host_lifecycle_priority: 2
    web-7: # never enters
    web-3:
"""


class Lifecycle:
    """Runs of the playbook, or of plays with the role, on hosts of an inventory that knows nothing of PRTG."""

    def __init__(self, ansible, emulator, source):
        self.ansible = ansible
        self.emulator = emulator
        self.source = source

    def __call__(self, api, hosts, *states, **more):
        """Run the playbook once for each state, in one run of ansible-playbook."""
        plays = [
            {"ansible.builtin.import_playbook": PLAYBOOK, "vars": {"host_lifecycle_state": state}} for state in states
        ]
        return self._run(api, plays, extra_vars={"lifecycle_hosts": hosts}, **more)

    def play(self, api, tasks, hosts):
        """Run a play of one's own."""
        return self._run(api, [{"name": "Own", "hosts": hosts, "gather_facts": False, "tasks": tasks}])

    def _run(self, api, plays, **more):
        return self.ansible.playbook(plays, env=getattr(self.emulator, api), inventory=str(self.source), **more)


@pytest.fixture
def lifecycle(ansible, emulator, tmp_path):
    source = tmp_path / "hosts.yml"
    source.write_text(HOSTS, encoding="utf-8")
    return Lifecycle(ansible, emulator, source)


@pytest.fixture
def shown(emulator):
    """The devices of these names, as API v1 tells them without any of our code: name, what is above, own flag."""

    def read(*names):
        query = {"content": "devices", "columns": "objid,name,group,active,tags,priority,host", "count": "*"}
        url = (
            f"{emulator.prtg}/api/table.json?{urlencode({**query, 'apitoken': emulator.credentials['prtg_api_token']})}"
        )
        with opener().open(url, timeout=10) as answer:
            return {one["name"]: one for one in json.load(answer)["devices"] if one["name"] in names}

    return read


def written(emulator):
    return [request["path"].rpartition("/")[2] for request in emulator.writes()]


@pytest.mark.oldest_core
def test_hosts_enter_together_are_green_and_leave_for_the_attic(lifecycle, emulator, shown):
    predicted = lifecycle("v1", "web-8,web-9", "left", "entered", check=True)
    assert emulator.writes() == []
    assert "Not in PRTG below their paths, so that nothing is done to them: web-8, web-9" in predicted.output
    run = lifecycle("v1", "web-8,web-9", "entered", "entered")
    assert changed(predicted) == changed(run) == {HAVE}
    first, second = (result for result in run.results if result.task == HAVE)
    assert [one["action"] for one in first["objects"]] == ["create", "create"]
    assert not second.changed
    waits = [result for result in run.results if result.task == WAIT]
    assert [(one["sensors"]["up"], one["scans"]) for one in waits] == [(6, 1), (6, 0)]
    assert written(emulator).count("duplicateobject.htm") == 2
    made = shown("web-8", "web-9")
    assert {(one["group"], one["active"]) for one in made.values()} == {("Production", True)}
    assert [set(made[name]["tags"].split()) >= {"canary"} for name in ("web-8", "web-9")] == [True, False]
    assert {(one["host"], one["priority"]) for one in made.values()} == {("web-8.shop.example", "5"), ("web-9", "2")}

    emulator.reset(world=False)
    run = lifecycle("v1", "web-8,web-3", "left", "left")
    assert [result.task for result in run.results if result.changed] == [ACKNOWLEDGE, PAUSE, TAKE]
    assert run.output.count("In the attic already, so that nothing is done to them: web-8, web-3") == 1
    assert "Not in PRTG" not in run.output
    sent = written(emulator)
    assert sent == ["acknowledgealarm.htm", "pause.htm", *["moveobjectnow.htm"] * 2]
    left = {name: (one["group"], one["active"]) for name, one in shown("web-3", "web-8", "web-9").items()}
    gone = ("Decommissioned", False)
    assert left == {"web-3": gone, "web-8": gone, "web-9": ("Production", True)}


def role(step, **variables):
    """A task that runs the role."""
    return {
        "name": step,
        "ansible.builtin.include_role": {"name": "opswatch.monitoring.host_lifecycle", "tasks_from": step},
        "vars": variables,
    }


def test_those_hosts_leave_for_good_that_run_the_role_and_no_others(lifecycle, emulator, shown):
    """What was about some hosts before is about those for which ``when`` holds now. Those have their ids by then."""
    leave = {**role("leave", host_lifecycle_leave="remove"), "when": "inventory_hostname != 'web-8'"}
    tell = {"name": "Tell", "ansible.builtin.debug": {"msg": "{{ prtg_server }} {{ prtg_id }}"}}
    enter = role("enter", host_lifecycle_wait_until="not_down", host_lifecycle_template="1002")
    tasks = [{**enter, "when": "inventory_hostname != 'web-7'"}, {**tell, "when": "prtg_id is defined"}, leave]
    run = lifecycle.play("v2", tasks, "web-8,web-9,web-7")
    told = {result.host: result.get("msg") for result in run.results if result.task == "Tell"}
    ids = {name: one["objid"] for name, one in shown("web-8", "web-9", "web-1").items()}
    assert set(ids) == {"web-1", "web-8"}
    assert told["web-8"] == f"127.0.0.1 {ids['web-8']}"
    taken = done(run, TAKE)["objects"]
    assert [(f"127.0.0.1 {one['id']}", one["action"]) for one in taken] == [(told["web-9"], "delete")]


def test_the_run_after_one_that_failed_before_the_secrets_sends_them(lifecycle, emulator):
    entering = {"host_lifecycle_settings": {"snmpcommv2": "s3cret"}, "host_lifecycle_wait": False}
    emulator.faults([{"query": "snmpcommv2", "times": 1, "status": 403}])
    told = {"name": "Told", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}
    first = {"block": [role("enter", **entering)], "rescue": [told]}
    again = [role("enter", **entering), role("enter", **entering, host_lifecycle_update_secrets="always")]
    run = lifecycle.play("v1", [first, *again], "web-9")
    made = [result for result in run.results if result.task == HAVE]
    assert "set update_secrets to always for that run" in made[0]["msg"]
    assert [one["objects"][0]["action"] for one in made] == ["create", "change", "change"]
    assert sum("s3cret" in str(request["query"]) for request in emulator.writes()) == 2
    assert "s3cret" not in run.output


def test_what_is_wrong_is_told_before_anything_is_written(lifecycle, emulator):
    leave = {"host_lifecycle_leave": "remove", "host_lifecycle_name": "web-3"}
    wrong = {
        "clone_from: PRTG has no object with the path 'Local Probe/Nowhere'": role(
            "enter", host_lifecycle_template="Local Probe/Nowhere"
        ),
        "web-8 is device 1011 (Local Probe/Databases/db-1), which is no device below": role(
            "leave", **leave, host_lifecycle_id="1011"
        ),
        "1 devices would be removed, and host_lifecycle_max_deletes is 0: web-8": role(
            "leave", **leave, host_lifecycle_max_deletes=0
        ),
        "parent: PRTG has no object with the path 'Local Probe/Nowhere'": role(
            "leave", host_lifecycle_name="web-3", host_lifecycle_attic="Local Probe/Nowhere"
        ),
        "web-8 lacks host_lifecycle_attic": role("leave", host_lifecycle_attic=""),
        "web-8 lacks host_lifecycle_name": role("enter", host_lifecycle_name=" "),
        "web-8 has a host_lifecycle_id that is no number: web-3": role("leave", host_lifecycle_id="web-3"),
        "no variable host_lifecycle_leaf": role("leave", host_lifecycle_leaf="remove"),
    }
    told = {"name": "Told", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}
    run = lifecycle.play("v1", [{"block": [one], "rescue": [told]} for one in wrong.values()], "web-8")
    failures = [result["msg"] for result in run.results if result.task == "Told"]
    assert [text for text, failure in zip(wrong, failures, strict=True) if text not in failure] == [], failures
    assert emulator.writes() == []


def test_hosts_that_have_only_their_names_are_found_in_the_attic(lifecycle, emulator, shown):
    """As for whoever runs it again, when nothing remembers ids. What is called alike elsewhere is none of them."""
    nowhere = {"name": "Forget", "ansible.builtin.set_fact": {"prtg_id": ""}}
    tell = {"name": "Tell", "ansible.builtin.debug": {"msg": "{{ prtg_id }}"}}
    other = {"host_lifecycle_name": "{{ {'web-3': 'web-3', 'web-7': 'db-1'}[inventory_hostname] }}"}
    leave = role("leave", **other)
    run = lifecycle.play("v2", [leave, nowhere, leave, tell], "web-3,web-7")
    assert [result.task for result in run.results if result.changed] == [ACKNOWLEDGE, PAUSE, TAKE]
    assert run.output.count("Not in PRTG below their paths, so that nothing is done to them: web-7") == 2
    assert run.output.count("In the attic already, so that nothing is done to them: web-3") == 1
    told = {result.host: str(result["msg"]) for result in run.results if result.task == "Tell"}
    assert told == {"web-3": str(shown("web-3")["web-3"]["objid"]), "web-7": ""}


def test_a_pattern_that_no_host_matches_is_an_error(lifecycle):
    run = lifecycle("v1", "web-88", "entered", fails=True)
    assert run.last["msg"] == "No host matches web-88, so nothing was changed."
