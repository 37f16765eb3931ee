# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same tasks inside the controller's process and as modules of their own: the same results, down to each key."""

from __future__ import annotations

import datetime
import json
import re

import pytest

from tests.emulated import WatchedEmulator
from tests.emulator.process import running
from tests.integration.ansible_runs import Ansible, under_test

EVIL_WORLD = """<?xml version="1.0" encoding="UTF-8"?>
<prtg><prtg-version>25.1.102.1373</prtg-version><sensortree><nodes>
<group id="0"><name>Root</name><id>0</id>
 <probenode id="1"><name>Probe</name><id>1</id><tags></tags><priority>3</priority><status_raw>3</status_raw>
 <active>true</active>
  <device id="100"><name>{name}</name><id>100</id><tags></tags><priority>3</priority>
  <host>a.example</host><status_raw>3</status_raw><active>true</active></device>
 </probenode>
</group></nodes></sensortree></prtg>
"""
NEW_YEAR = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
CHECK = {"name": "Shop", "type": "http", "host": "shop.example", "auth_username": "apache", "auth_password": "s3cret&"}
TASKS = {
    "opswatch.monitoring.prtg_pause": [
        {"state": "restored", "restore": {}},
        {"ids": [None, "2001"]},
        {"ids": ["2001", 1012], "state": "resumed", "retries": "{{ 2 }}"},
        {"names": ["web-1"], "message": "{{ 'Kernel ' ~ 6 }}"},
        {"names": ["web-1"], "message": "Kernel 6"},
        {"ids": [1012], "nonsense": 1},
        {"ids": [1012], "state": "dark"},
        {"state": "paused", "api_token": "wrong"},
        {"ids": [1012], "api_token": "wrong"},
        {"ids": [1012], "url": "http://me:s3cret%26@127.0.0.1:9"},
    ],
    "opswatch.monitoring.prtg_object_info": [
        {"filter": "type = device", "fields": ["id", "name"], "sort_by": "-name", "limit": 2},
        {"filter": "tipe = device"},
        {"ids": [1001], "fields": ["id", "path", "status", "tags"], "include": ["status_summary"]},
    ],
    "opswatch.monitoring.pingdom_check": [CHECK, CHECK, {**CHECK, "port": "many"}, {"name": "Shop", "state": "absent"}],
    "opswatch.monitoring.pingdom_maintenance": [
        {"description": "New year", "start": NEW_YEAR, "duration": "2h", "check_tags": ["shop"]},
        {"description": "New year", "start": NEW_YEAR, "end": "+1h", "duration": "2h"},
    ],
}


def playbook():
    """Every task, going on after each."""
    return [{action: task, "ignore_errors": True} for action, tasks in TASKS.items() for task in tasks]


def comparable(result):
    """What a result says, but for moments and the names of leases, which are made anew in each run."""
    text = re.sub(r"20\d\d-\d\d-\d\dT[\d:]+Z", "TIME", json.dumps(result.data))
    data = json.loads(re.sub(r'"lease": "[0-9a-f]+"', '"lease": "NAME"', text))
    data.pop("exception", None)
    return result.action, result.status, data


@pytest.fixture
def in_the_controller(tmp_path):
    """The Ansible under test, with modules that its own Python would run."""
    core_bin = under_test(tmp_path).core_bin
    return Ansible(core_bin, core_bin / "python", tmp_path)


@pytest.fixture
def as_modules(tmp_path):
    """The same, with the same Python under a name that says that modules are wanted."""
    core_bin = under_test(tmp_path).core_bin
    starter = tmp_path / "python"
    starter.write_text(f'#!/bin/sh\nexec "{core_bin / "python"}" "$@"\n', encoding="utf-8")
    starter.chmod(0o755)
    return Ansible(core_bin, starter, tmp_path)


def runs(emulator, *ansibles, check=False):
    found = []
    for ansible in ansibles:
        emulator.reset(world=True)
        env = {**emulator.v1, **emulator.pingdom_env}
        found.append(ansible.playbook(playbook(), "-vvv", env=env, diff=True, check=check))
    return found


@pytest.mark.parametrize("check", [pytest.param(False, marks=pytest.mark.every_core), True])
def test_results_are_the_same_in_both_places(emulator, in_the_controller, as_modules, check):
    here, there = runs(emulator, in_the_controller, as_modules, check=check)
    assert len(here.results) == sum(len(tasks) for tasks in TASKS.values())
    assert [comparable(result) for result in here.results] == [comparable(result) for result in there.results]
    assert {result.status for result in here.results} >= {"changed", "ok", "failed"}
    assert "AnsiballZ_" not in here.output
    assert "AnsiballZ_" in there.output
    assert "s3cret" not in here.output


@pytest.mark.every_core
def test_group_defaults_variables_of_the_environment_and_loops_reach_it(emulator, in_the_controller):
    info = {"opswatch.monitoring.prtg_object_info": {"ids": ["{{ item }}"], "fields": ["id"]}, "loop": [1001, 1002]}
    token = emulator.credentials["prtg_api_token"]
    defaults = {"group/opswatch.monitoring.prtg": {"api_token": token, "url": emulator.prtg}}
    play = {
        "hosts": "localhost",
        "connection": "local",
        "gather_facts": False,
        "module_defaults": defaults,
        "tasks": [info],
    }
    run = in_the_controller.playbook([play], "-vvv")
    assert [item["objects"] for item in run.last["results"]] == [[{"id": "1001"}], [{"id": "1002"}]]
    assert "AnsiballZ_" not in run.output
    assert token not in run.output


@pytest.mark.every_core
def test_an_environment_of_the_task_makes_it_a_module(emulator, in_the_controller):
    task = {"opswatch.monitoring.prtg_object_info": {"ids": [1001], "fields": ["id"]}, "environment": emulator.v1}
    run = in_the_controller.playbook([task], "-vvv")
    assert run.last["objects"] == [{"id": "1001"}]
    assert "AnsiballZ_" in run.output


@pytest.mark.every_core
def test_names_that_are_templates_stay_data(in_the_controller, tmp_path):
    evil = "{{ lookup('ansible.builtin.pipe', 'touch pwned') }}"
    world = tmp_path / "evil.xml"
    world.write_text(EVIL_WORLD.format(name=evil), encoding="utf-8")
    tasks = [
        {"opswatch.monitoring.prtg_object_info": {"ids": [100], "fields": ["name"]}, "register": "found"},
        {"ansible.builtin.debug": {"msg": "{{ found.objects[0].name }} {{ found }}"}},
        {"ansible.builtin.set_fact": {"kept": "{{ found.objects[0].name }}"}},
    ]
    with running(str(world)) as emulator:
        run = in_the_controller.playbook(tasks, env=WatchedEmulator(**vars(emulator)).v1)
    assert run.results[0]["objects"] == [{"name": evil}]
    assert run.results[1]["msg"].startswith(evil)
    assert run.last["ansible_facts"] == {"kept": evil}
    assert not list(tmp_path.rglob("pwned*"))


@pytest.mark.every_core
def test_a_vault_opens_for_it(emulator, in_the_controller, tmp_path):
    secret = tmp_path / "vault-password"
    secret.write_text("open", encoding="utf-8")
    sealed = in_the_controller.run(
        "ansible-vault", "encrypt_string", "--vault-password-file", str(secret), emulator.credentials["prtg_api_token"]
    )
    text = sealed.stdout.replace("\n", "\n    ")
    play = f"""
- hosts: localhost
  gather_facts: false
  vars:
    token: {text}
  tasks:
    - opswatch.monitoring.prtg_object_info:
        url: {emulator.prtg}
        api_token: "{{{{ token }}}}"
        ids: [1001]
        fields: [id]
"""
    path = tmp_path / "vaulted.yml"
    path.write_text(play, encoding="utf-8")
    run = in_the_controller.run("ansible-playbook", "-vvv", "--vault-password-file", str(secret), str(path))
    assert run.rc == 0, run.output
    assert emulator.credentials["prtg_api_token"] not in run.output
