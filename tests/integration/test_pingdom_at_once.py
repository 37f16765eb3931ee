# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same Pingdom task on several hosts, and in several playbooks, at the same moment: done once, and told once."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory, digest

HOSTS = ["web1", "web2", "web3", "web4"]
CHECK = {"name": "shop", "type": "http", "host": "shop.example.com"}
WINDOW = {"description": "Kernel update", "start": "now", "duration": "1h", "checks": ["api: status"]}
LATENCY = [{"server": "pingdom", "delay": 0.2}]


def task(module, **options):
    return {f"opswatch.monitoring.pingdom_{module}": options, "delegate_to": "localhost"}


def play(*tasks):
    return [{"hosts": "all", "gather_facts": False, "tasks": list(tasks)}]


def writes(emulator):
    return [(entry["method"], entry["path"].rpartition("/3.1")[2]) for entry in emulator.writes()]


def test_four_hosts_make_change_and_end_one_check_and_one_window(ansible, emulator):
    tasks = [
        task("check", **CHECK),
        task("maintenance", **WINDOW),
        task("check", name="shop", paused=True),
        task("check", name="shop", type="ping", recreate=True),
        task("maintenance", description=WINDOW["description"], state="absent"),
        task("check", name="shop", state="absent"),
    ]
    emulator.faults(LATENCY)
    run = ansible.playbook(play(*tasks), env=emulator.pingdom_env, inventory=",".join(HOSTS))
    of_each_task = [run.results[start : start + len(HOSTS)] for start in range(0, len(run.results), len(HOSTS))]
    assert [len({result.host for result in results}) for results in of_each_task] == [4] * len(tasks)
    assert [sum(result.changed for result in results) for results in of_each_task] == [1] * len(tasks)
    made, opened, paused = of_each_task[:3]
    assert len({result["check"]["id"] for result in made}) == 1
    assert len({result["maintenance"]["id"] for result in opened}) == 1
    assert all(result["check"]["paused"] for result in paused)
    check, window = made[0]["check"]["id"], opened[0]["maintenance"]["id"]
    new = of_each_task[3][0]["check"]["id"]
    assert writes(emulator) == [
        ("POST", "/checks"),
        ("POST", "/maintenance"),
        ("PUT", f"/checks/{check}"),
        ("POST", "/checks"),
        ("DELETE", f"/checks/{check}"),
        ("PUT", f"/maintenance/{window}"),
        ("DELETE", f"/checks/{new}"),
    ]


@pytest.mark.parametrize("shared", [True, False], ids=["one controller", "two controllers"])
def test_two_playbooks_started_at_the_same_moment_make_one(ansible, emulator, shared):
    emulator.faults(LATENCY)
    tasks = play(task("check", **CHECK), task("maintenance", **WINDOW))

    def start(number):
        folder = Path(tempfile.gettempdir(), f"host-{1 if shared else number}")
        folder.mkdir(exist_ok=True)
        return ansible.playbook(tasks, env={**emulator.pingdom_env, "TMPDIR": str(folder)}, inventory="web1,")

    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(start, (1, 2)))
    for module, key in (("check", "check"), ("maintenance", "maintenance")):
        results = [run.task(f"opswatch.monitoring.pingdom_{module}") for run in runs]
        assert len({result[key]["id"] for result in results}) == 1
        assert sorted(result.changed for result in results) == [False, True]
    emulator.faults([])
    again = ansible.playbook(tasks, env=emulator.pingdom_env, inventory="web1,")
    assert not any(result.changed for result in again.results), "there is one of each name"


def test_the_keyword_timeout_ends_a_task_that_waits_for_another(ansible, emulator):
    account = digest("pingdom", "1", emulator.pingdom, emulator.credentials["pingdom_api_token"])
    env = {**emulator.pingdom_env, "TMPDIR": tempfile.gettempdir()}
    tasks = play({**task("check", **CHECK), "timeout": 2})
    with Memory(account).claim("/checks named shop"):
        run = ansible.playbook(tasks, env=env, inventory="web1,", fails=True)
    assert "timed out" in run.output or "timeout" in run.output
    assert emulator.writes() == []
    assert ansible.playbook(tasks, env=env, inventory="web1,").last.changed


def test_unpausing_right_after_pausing_is_sent(ansible, emulator):
    """The case as it was reported, as a playbook."""
    emulator.quirk("pingdom_status_lags")
    tasks = [
        {"opswatch.monitoring.pingdom_check": {"name": "api: status", "paused": True}, "register": "paused"},
        {"opswatch.monitoring.pingdom_check": {"id": "{{ paused.check.id }}", "paused": False}},
    ]
    run = ansible.playbook(tasks, env=emulator.pingdom_env)
    assert [result.changed for result in run.results] == [True, True]
    assert [result["check"]["paused"] for result in run.results] == [True, False]
    assert [entry["body"] for entry in emulator.writes()] == [{"paused": True}, {"paused": False}]
    emulator.advance(3600)
    later = ansible.playbook(tasks[:1], env=emulator.pingdom_env, check=True).last
    assert later.changed, "an hour later it is not paused"
    assert later["diff"]["before"]["paused"] is False if "diff" in later else True
