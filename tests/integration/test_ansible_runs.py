# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground under all other integration tests: what a run reports is what happened."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.integration.forked_commands import commands_of

pytestmark = pytest.mark.every_core


def test_every_result_is_read_in_order_with_its_status(ansible):
    run = ansible.playbook("""
- name: Look
  ansible.builtin.command: echo seen
- name: Skip
  ansible.builtin.ping:
  when: false
- name: Go on
  ansible.builtin.fail:
    msg: ignored
  ignore_errors: true
""")
    assert [(result.task, result.status, result.ignored) for result in run.results] == [
        ("Look", "changed", False),
        ("Skip", "skipped", False),
        ("Go on", "failed", True),
    ]
    assert run.task("Look")["stdout"] == "seen"
    assert run.task("Look")["invocation"]["module_args"]["_raw_params"] == "echo seen"


def test_an_unexpected_end_fails_the_test(ansible):
    with pytest.raises(AssertionError, match="exit status 2"):
        ansible.playbook("- ansible.builtin.fail:\n    msg: as told")
    with pytest.raises(AssertionError, match="exit status 0"):
        ansible.playbook("- ansible.builtin.ping:", fails=True)


def test_an_unreadable_inventory_source_fails(ansible):
    run = ansible.inventory({"plugin": "opswatch.monitoring.no_such_plugin"}, fails=True)
    assert run.data is None


@pytest.mark.other_python
def test_modules_run_on_the_python_of_the_target(ansible):
    run = ansible.playbook("- ansible.builtin.setup:\n    gather_subset: [python]")
    facts = run.last["ansible_facts"]["ansible_python"]["version"]
    asked = subprocess.run([ansible.target_python, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    assert asked == f"{facts['major']}.{facts['minor']}.{facts['micro']}"


def test_a_command_that_takes_too_long_is_stopped(ansible, tmp_path):
    slow = tmp_path / "slow.sh"
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    commands = commands_of(ansible.core_bin)
    with pytest.raises(subprocess.TimeoutExpired):
        commands.run(["ansible-inventory", "-i", str(slow), "--list"], ansible.environment(), tmp_path, timeout=0.5)
    assert commands.run(["ansible", "--version"], ansible.environment(), tmp_path, timeout=60).returncode == 0


def test_the_core_is_the_chosen_one_and_sees_this_checkout(ansible):
    version = ansible.run("ansible", "--version").stdout
    assert str(ansible.core_bin.parent) in version
    listed = ansible.run("ansible-galaxy", "collection", "list").output
    assert "opswatch.monitoring" in listed


def test_settings_of_one_run_are_of_no_other(ansible, tmp_path):
    def forks(**env):
        told = ansible.run("ansible", "localhost", "-m", "debug", "-a", "msg={{ ansible_forks }}", env=env).stdout
        return int(told.partition('"msg": ')[2].partition("\n")[0].strip('"'))

    usual = forks()
    assert forks(ANSIBLE_FORKS="7") == 7
    (tmp_path / "ansible.cfg").write_text("[defaults]\nforks = 8\n", encoding="utf-8")
    assert forks() == 8
    (tmp_path / "ansible.cfg").unlink()
    assert forks() == usual == 5


OF_ONE_RUN = re.compile(r"(run-|tmp|ansible-tmp-|ansible-local-|opswatch-)\w*[\w.-]*|0x[0-9a-f]+|\d[\d:.]+")
"""Names and numbers that no two runs have in common."""


def test_a_run_in_a_python_that_knows_ansible_already_tells_what_any_other_does(ansible):
    tasks = """
- ansible.builtin.command: echo seen
- opswatch.monitoring.prtg_object_info: {url: "http://127.0.0.1:1", api_token: none, retries: 0}
  ignore_errors: true
- ansible.builtin.debug: {msg: "{{ 'web-1' | upper }} {{ lookup('ansible.builtin.env', 'LC_ALL') }}"}
"""

    def told(**files):
        run = ansible.playbook(tasks, "-vvvv", files=files)
        assert "{{" not in run.stdout + run.stderr.replace("{{ 'web-1'", "")
        lines = [OF_ONE_RUN.sub("...", line) for line in (run.stdout + run.stderr).splitlines()]
        return sorted(line for line in lines if "config file" not in line)

    known = told()
    assert len(known) > 50
    assert known == told(**{"ansible.cfg": "[defaults]\n"}), "this one is a fork of the Python that knows nothing"


def test_settings_of_the_user_take_no_part(ansible, monkeypatch):
    monkeypatch.setitem(os.environ, "PRTG_URL", "https://production.example.com")
    run = ansible.playbook("- ansible.builtin.command: env")
    assert "production.example.com" not in run.last["stdout"]


def test_the_emulator_tells_writes_from_reads(emulator):
    assert emulator.writes() == []
    assert set(emulator.v1) == {"PRTG_URL", "PRTG_API_TOKEN"}
