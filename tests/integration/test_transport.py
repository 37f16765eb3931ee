# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a connection may not do: show a secret, have no end, hold up a task."""

from __future__ import annotations

import os

import pytest

INFO = "opswatch.monitoring.prtg_object_info"
CHECK = "opswatch.monitoring.pingdom_check"

MISTYPED = {
    "a slash in a password": "http://pu:S3cr/etPw@127.0.0.1:9",
    "a hash in a password": "http://pu:S3cr#etPw@127.0.0.1:9",
    "a query in a password": "http://pu:S3cr?etPw@127.0.0.1:9",
    "a bracket in a password": "http://pu:S3cr[etPw@127.0.0.1:9",
    "no colon": "http//pu:S3cretPw@127.0.0.1:9",
    "a password as parameter": "http://127.0.0.1:9/?password=S3cretPw",
    "a password as parameter of a path": "http://127.0.0.1:9/api;password=S3cretPw",
    "a list": ["http://pu:S3cretPw@127.0.0.1:9"],
}
PARTS = ("S3cr", "etPw")


def address(what):
    return f"{{{{ addresses['{what}'] }}}}"


@pytest.mark.every_core
@pytest.mark.other_python
def test_no_password_of_a_mistyped_address_is_shown(ansible, emulator, tmp_path):
    tasks = [{"name": what, INFO: {"proxy": address(what), "ids": [1001]}} for what in MISTYPED]
    tasks += [{"name": "url", INFO: {"url": address("no colon"), "ids": [1001]}}]
    tasks += [{"name": "Pingdom", CHECK: {"proxy": address("a slash in a password"), "name": "shop"}}]
    elsewhere = [{**task, "name": f"{task['name']}, elsewhere", "environment": {"A": "b"}} for task in tasks[-3:]]
    incomplete = [{"name": "incomplete", INFO: {"proxy": address("no colon"), "kind": ["nothing"]}}]
    all_tasks = [{**task, "ignore_errors": True} for task in (*tasks, *elsewhere, *incomplete)]
    log = tmp_path / "ansible.log"
    env = {**emulator.v1, **emulator.pingdom_env, "ANSIBLE_LOG_PATH": str(log)}
    done = ansible.playbook(all_tasks, "-vvv", env=env, extra_vars={"addresses": MISTYPED})
    assert [one.task for one in done.results if not one.failed] == []
    assert [one.task for one in done.results if any(part in str(one.data) for part in PARTS)] == []
    assert "module_args" in str(done.last.data)
    listed = ansible.inventory(
        {"plugin": "opswatch.monitoring.prtg", "url": MISTYPED["no colon"]}, "--list", "-vvv", fails=True
    )
    assert "Check the option url" in " ".join(listed.output.split())
    for text in (done.output, listed.output, log.read_text()):
        assert not [line for line in text.splitlines() if any(part in line for part in PARTS)]


def test_a_proxy_of_the_environment_and_a_token_that_is_no_text_are_named(ansible, emulator):
    env = {**emulator.v1, **emulator.pingdom_env, "NO_PROXY": "", "http_proxy": "http://pu:S3cr/etPw@127.0.0.1:9"}
    tasks = [
        {"name": "PRTG", INFO: {"ids": [1001]}, "ignore_errors": True},
        {"name": "Pingdom", CHECK: {"name": "shop"}, "ignore_errors": True},
    ]
    done = ansible.playbook(tasks, "-vvv", env=env)
    assert [one["error"]["kind"] for one in done.results] == ["ConfigurationError"] * 2
    assert "Check the environment variables HTTP_PROXY" in done.last["msg"]
    assert not any(part in done.output for part in PARTS)


def test_a_secret_that_is_no_text_is_an_error_before_anything_is_sent(ansible, emulator):
    no_text = os.fsdecode(b"s3cr\xe4t")
    env = {**emulator.v1, **emulator.pingdom_env, "PRTG_API_TOKEN": no_text, "PINGDOM_API_TOKEN": no_text}
    tasks = [
        {"name": "PRTG", INFO: {"ids": [1001]}, "ignore_errors": True},
        {"name": "elsewhere", INFO: {"ids": [1001]}, "environment": {"A": "b"}, "ignore_errors": True},
        {"name": "Pingdom", CHECK: {"name": "shop"}, "ignore_errors": True},
    ]
    done = ansible.playbook(tasks, "-vvv", env=env)
    assert ["api_token is no text" in one["msg"] for one in done.results] == [True] * 3
    listed = ansible.inventory({"plugin": "opswatch.monitoring.prtg", "cache": True}, env=env, fails=True)
    assert "api_token is no text" in listed.output
    assert emulator.requests() == []
    assert "s3cr" not in done.output + listed.output


def test_the_keyword_timeout_ends_a_task_while_tables_are_read_at_the_same_time(ansible, emulator):
    emulator.faults([{"hold": True, "skip": 1}])
    task = {"name": "look", INFO: {"kind": ["sensor"], "fields": ["name", "path"]}, "timeout": 5}
    done = ansible.playbook([task], env=emulator.v1, fails=True)
    assert "Timed out after 5 second" in done.last["msg"]
    unanswered = [request for request in emulator.requests() if request["status"] is None]
    assert len(unanswered) > 1
