# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transaction checks, and occurrences of windows, as playbooks manage and read them."""

from __future__ import annotations

import pytest

TRANSACTION, TRANSACTIONS = "opswatch.monitoring.pingdom_transaction", "opswatch.monitoring.pingdom_transaction_info"
WINDOWS = "opswatch.monitoring.pingdom_maintenance_info"
OCCURRENCE = "opswatch.monitoring.pingdom_maintenance_occurrence"
SECRET = "correct-horse-battery"
STEPS = [
    {"fn": "go_to", "args": {"url": "https://shop.example.com"}},
    {"fn": "basic_auth", "args": {"username": "some-user", "password": SECRET}},
    {"fn": "fill", "args": {"input": "#pin", "value": f"{SECRET}-2"}},
]
CHECK = {"name": "basket", "steps": STEPS, "contacts": ["Ada Operator"], "tags": ["shop"]}


@pytest.mark.every_core
@pytest.mark.other_python
def test_no_secret_of_a_step_shows_however_much_is_asked_for(ansible, emulator):
    metadata = {"authentications": {"httpAuthentications": [
        {"host": "h", "credentials": {"userName": "some-login", "password": f"{SECRET}-3"}}]}}  # fmt: skip
    other = {"fn": "fill", "args": {"input": "#pin", "value": f"{SECRET}-4"}}
    tasks = [
        {TRANSACTION: CHECK},
        {TRANSACTION: CHECK},
        {TRANSACTION: {**CHECK, "steps": [*STEPS[:2], other]}},
        {TRANSACTION: {"name": "shop: recorded purchase", "metadata": metadata}},
        {TRANSACTIONS: {"details": True, "include": ["performance"]}},
        # an error shows the line before its task as well
        {TRANSACTION: {**CHECK, "steps": [*STEPS, {"fn": "fil", "args": {"value": SECRET}}]}, "ignore_errors": True},
    ]  # fmt: skip
    run = ansible.playbook(tasks, "-vvv", env=emulator.pingdom_env, diff=True)
    assert "module_args" in run.output, "the invocation is shown"
    for secret in (SECRET, "some-user", "some-login", emulator.credentials["pingdom_api_token"]):
        assert secret not in run.output
    made, again, changed, recorded, found, refused = run.results
    assert [one.changed for one in (made, again, changed, recorded)] == [True, False, True, True]
    assert made["transaction"]["steps"] == [
        STEPS[0],
        {"fn": "basic_auth", "args": {}},
        {"fn": "fill", "args": {"input": "#pin"}},
    ]
    assert changed["diff"]["after"]["steps.3.value"] == "******** (after)"
    assert "Did you mean fill?" in refused["msg"]
    assert [one["name"] for one in found["transactions"]][-1] == "basket"


def test_a_check_that_an_earlier_task_only_predicts(ansible, emulator):
    tasks = [
        {TRANSACTION: CHECK, "register": "made"},
        {TRANSACTION: {"id": "{{ made.transaction.id }}", "interval": 5}},
        {TRANSACTIONS: {"ids": ["{{ made.transaction.id }}"]}},
    ]
    predicted = ansible.playbook(tasks, env=emulator.pingdom_env, check=True, diff=True)
    assert [one.changed for one in predicted.results] == [True, True, False]
    assert emulator.writes() == []
    done = ansible.playbook(tasks, env=emulator.pingdom_env, diff=True)
    assert predicted.results[0]["diff"] == done.results[0]["diff"]
    assert done.last["transactions"][0]["interval"] == 5


@pytest.mark.parametrize("env", ["pingdom_env", "pingdom_21_env"])
def test_the_next_occurrence_is_cancelled_and_the_one_after_moved(ansible, emulator, env):
    listed = {"descriptions": ["shop: weekly release"], "occurrences": True}
    cancelled = {"window": "shop: weekly release", "day": "{{ rows[0].start[:10] }}", "state": "absent"}
    facts = {"rows": "{{ before.windows[0].occurrences }}"}
    tasks = [
        {WINDOWS: listed, "register": "before"},
        {OCCURRENCE: cancelled, "vars": facts},
        {OCCURRENCE: cancelled, "vars": facts},
        {OCCURRENCE: {"id": "{{ rows[1].id }}", "duration": "3h"}, "vars": facts},
        {WINDOWS: listed},
        {WINDOWS: {"states": ["active"], "check": "shop: front page"}},
    ]
    predicted = ansible.playbook(tasks[:4], env=getattr(emulator, env), check=True, diff=True)
    assert emulator.writes() == []
    run = ansible.playbook(tasks, env=getattr(emulator, env), diff=True)
    before, first, again, moved, after, active = run.results
    assert [one.changed for one in run.results] == [False, True, False, True, False, False]
    assert [one.get("diff") for one in predicted.results[1::2]] == [first["diff"], moved["diff"]]
    assert "warnings" not in again
    rows = before["windows"][0]["occurrences"]
    assert after["windows"][0]["occurrences"] == [moved["occurrence"], *rows[2:]]
    assert moved["occurrence"]["start"] == rows[1]["start"]
    assert active["windows"] == []
