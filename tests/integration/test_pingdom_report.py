# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_report and pingdom_settings as playbooks run them, over API 2.1."""

from __future__ import annotations

import pytest

REPORT, INFO = "opswatch.monitoring.pingdom_report", "opswatch.monitoring.pingdom_report_info"
SETTINGS = "opswatch.monitoring.pingdom_settings"
EMAIL = {"kind": "email", "name": "Status", "check": "api: status", "additional_emails": "b@example.com,a@example.com"}
BANNER = {"kind": "shared", "check": "api: status", "start": "2026-03-01", "end": "{{ '2026-03-31' }}"}
TASKS = [
    {"name": "Mail", REPORT: EMAIL},
    {"name": "Publish", REPORT: {"kind": "public", "check": "{{ 'api: status' }}"}},
    {"name": "Banner", REPORT: BANNER},
    {"name": "Settings", SETTINGS: {"company": "Example", "autologout": "yes", "pubrmonths": 3, "region": 7}},
]


@pytest.mark.every_core
@pytest.mark.other_python
def test_reports_and_settings_are_made_once_and_nobody_sees_credentials(ansible, emulator):
    foretold = ansible.playbook(TASKS, "-vvv", env=emulator.pingdom_21_env, check=True, diff=True)
    assert emulator.writes() == []
    done = ansible.playbook(TASKS, "-vvv", env=emulator.pingdom_21_env, diff=True)
    assert [result.changed for result in foretold.results] == [result.changed for result in done.results] == [True] * 4
    assert [result["diff"] for result in foretold.results] == [result["diff"] for result in done.results]
    mail, _public, banner, preferences = [result["diff"]["after"] for result in done.results]
    assert (mail["additional_emails"], mail["include_paused"]) == (["a@example.com", "b@example.com"], True)
    assert (banner["start"], banner["end"]) == ("2026-03-01", "2026-03-31")
    assert preferences["region"] == {"id": 7, "description": "Sweden"}
    emulator.reset()
    again = ansible.playbook(TASKS, "-vvv", env=emulator.pingdom_21_env)
    assert not any(result.changed for result in again.results)
    assert emulator.writes() == []
    for run in (foretold, done, again):
        for name in ("password", "app_key"):
            assert emulator.credentials[f"pingdom_{name}"] not in run.output


def test_what_is_refused_says_why(ansible, emulator):
    tasks = [
        {"name": "Nothing", REPORT: {"kind": "email", "name": "x", "check": None}, "ignore_errors": True},
        {"name": "Other", REPORT: {"kind": "public", "check": "api: status", "auto": True}, "ignore_errors": True},
        {"name": "List", INFO: {"check": "{{ nobody }}"}, "vars": {"nobody": ""}, "ignore_errors": True},
        {"name": "Newer", SETTINGS: {"company": "x", "url": emulator.pingdom, "api_token": "x"}, "ignore_errors": True},
    ]
    run = ansible.playbook(tasks, env=emulator.pingdom_21_env)
    texts = [
        "check must not be empty or null",
        "auto is no option",
        "check must not be empty",
        "API 3.1 has no settings",
    ]
    for result, text in zip(run.results, texts, strict=True):
        assert text in result["msg"]
        assert result["error"]["kind"] == "ConfigurationError"
    assert emulator.requests("pingdom") == []
