# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_check as a playbook runs it, against the emulator."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check
from tests.contract import documented21, openapi
from tests.integration.refusals import assert_refused
from tests.wanted_checks import OPTIONS, SECRET, wanted

MODULE = "opswatch.monitoring.pingdom_check"


def task(ignore_errors=False, **options):
    return {"name": "Check", MODULE: options, **({"ignore_errors": True} if ignore_errors else {})}


@pytest.fixture
def play(ansible, emulator):
    """Run tasks against the emulated Pingdom; at the end every request must have been a documented one."""

    def run(*tasks, **options):
        return ansible.playbook(list(tasks), env={**emulator.pingdom_env, **options.pop("env", {})}, **options)

    yield run
    if openapi.available():
        assert openapi.validate_recorded(emulator.requests("pingdom")) == []


def writes(emulator):
    return [(entry["method"], entry["path"].rpartition("/3.1")[2]) for entry in emulator.writes()]


def test_all_nine_types_are_created_once_and_shown_without_secrets(play, emulator):
    tasks = [task(**wanted(check_type)) for check_type in OPTIONS]
    predicted = play(*tasks, check=True, diff=True)
    assert writes(emulator) == []
    made = play(*tasks, diff=True)
    assert writes(emulator) == [("POST", "/checks")] * 9
    again = play(*tasks, diff=True)
    assert len(emulator.writes()) == 9
    for before, result, later, check_type in zip(predicted.results, made.results, again.results, OPTIONS, strict=True):
        assert (before.changed, result.changed, later.changed) == (True, True, False), check_type
        assert before["diff"] == result["diff"]
        assert "diff" not in later
        stripped = {name: value for name, value in result["check"].items() if name not in ("id", "status", "created")}
        assert stripped.items() <= before["check"].items()
        assert later["check"] == result["check"]
    checked = play(task(**wanted("http")), check=True)
    assert not checked.last.changed
    assert checked.last["check"] == again.results[0]["check"]
    assert SECRET not in "".join(run.output for run in (predicted, made, again, checked))


@pytest.mark.every_core
@pytest.mark.other_python
def test_no_secret_shows_however_much_is_asked_for(ansible, emulator):
    tasks = [
        task(**wanted("http")),
        task(name="new http", auth_password=f"{SECRET}-new", requestheaders={"X-Key": f"{SECRET}-2"}),
    ]
    run = ansible.playbook(tasks, "-vvv", env=emulator.pingdom_env, diff=True)
    failed = ansible.playbook(
        [task(name="new http", type="tcp", port=1, postdata=SECRET)],
        "-vvv",
        env=emulator.pingdom_env,
        fails=True,
    )
    for output in (run.output, failed.output):
        assert "module_args" in output, "the invocation is shown"
        assert SECRET not in output
        assert emulator.credentials["pingdom_api_token"] not in output
    assert run.last["diff"]["after"]["auth_password"] == "******** (after)"


@pytest.mark.every_core
def test_api_2_1_with_its_own_credentials_shows_no_secret_either(ansible, emulator):
    lacking = ("verify_certificate", "ssl_down_days_before", "custom_message")
    http = {name: value for name, value in wanted("http").items() if name not in lacking}
    tasks = [task(**http), task(**http), task(ignore_errors=True, name="new http", custom_message="x")]
    run = ansible.playbook(tasks, "-vvv", env=emulator.pingdom_21_env, diff=True)
    assert [result.changed for result in run.results[:2]] == [True, False]
    assert "API 2.1 has no custom_message of a check. Nothing was sent. API 3.1 has it" in run.last["msg"]
    assert "module_args" in run.output, "the invocation is shown"
    secrets = [emulator.credentials[f"pingdom_{name}"] for name in ("password", "app_key")]
    assert not [secret for secret in (SECRET, *secrets) if secret in run.output]
    assert documented21.validate_recorded(emulator.requests("pingdom")) == []


REFUSED_BEFORE_ANYTHING_IS_SENT = [
    ({"name": "x", "type": "tcp", "port": 1, "nameserver": "ns"}, "Checks of type dns have it."),
    ({"name": "x", "postdata": "some-data", "nameserver": "b"}, "no type of check has all of these options"),
    ({"name": "x", "host": "https://example.com/"}, "bare host name"),
    ({"name": "x", "port": 70000}, "at most 65535"),
    ({"name": "x", "tags": ["y" * 65]}, "1 to 64 characters"),
    ({"name": "x", "sendnotificationwhendown": 0}, "at least 1"),
    ({"name": "x", "auth_username": "some:body"}, "colon"),
    ({"name": "x", "requestheaders": {"A": True}}, "quotes"),
]


@pytest.mark.every_core
def test_bad_input_is_refused_before_anything_is_sent(play, emulator):
    assert_refused(play, task, REFUSED_BEFORE_ANYTHING_IS_SENT)
    assert emulator.requests("pingdom") == []


def test_without_a_token_it_says_where_to_get_one(ansible, emulator):
    result = ansible.playbook([task(name="x")], env={"PINGDOM_API_TOKEN": ""}, fails=True).last
    assert result["error"]["kind"] == "ConfigurationError"
    assert "PINGDOM_API_TOKEN" in result["msg"]


def test_the_examples_run(ansible, emulator):
    run = ansible.playbook(
        yaml.safe_load(pingdom_check.EXAMPLES),
        env=emulator.pingdom_env,
        extra_vars={"pingdom_api_token": emulator.credentials["pingdom_api_token"]},
    )
    assert all(result.changed for result in run.results[:3])
    assert not run.last.changed, "it is paused already"
