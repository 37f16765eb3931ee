# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Pingdom modules that only read, as playbooks have them."""

from __future__ import annotations

import pytest

RESULTS, SUMMARY, ACCOUNT, TEST = (
    f"opswatch.monitoring.pingdom_{name}" for name in ("result_info", "summary_info", "account_info", "single_test")
)
SHOP = "shop: front page"
SECRET = "hunter2-in-a-query"
SECRETS = {
    "auth_username": "monitor",
    "auth_password": SECRET,
    "postdata": f"a={SECRET}",
    "requestheaders": {"X": SECRET},
}


@pytest.mark.parametrize("version", ["3.1", "2.1"])
def test_a_play_reads_and_changes_nothing(ansible, emulator, version):
    env = {"3.1": emulator.pingdom_env, "2.1": emulator.pingdom_21_env}[version]
    run = ansible.playbook(
        [
            {RESULTS: {"kind": "results", "check": SHOP, "start": "-1h", "probes": "Frankfurt, 2"}},
            {RESULTS: {"kind": "alerts", "checks": [SHOP], "contacts": "{{ [] }}"}, "ignore_errors": True},
            {SUMMARY: {"kind": "performance", "check": SHOP, "resolution": "day", "start": -172800}},
            {ACCOUNT: {"include": ["credits", "probes", "server_time", "request_budget"]}},
            {TEST: {"type": "ping", "host": "shop.example.com", "probe": 2}},
            {TEST: {"type": "ping", "host": "shop.example.com"}, "check_mode": True},
        ],
        "--diff",
        env=env,
    )
    results, alerts, summary, account, test, predicted = run.results
    assert 59 <= len(results["results"]) <= 60
    assert "contacts must not be empty" in alerts["msg"]
    assert summary["uptime"]["uptime_percent"] == 100
    assert account["credits"]["used_checks"] == 8
    assert (test["result"]["probe_id"], predicted["result"]) == (2, None)
    assert not any(one.get("changed") for one in run.results)
    assert emulator.writes() == []


@pytest.mark.other_python
def test_nothing_secret_of_a_test_is_shown(ansible, emulator):
    fault = {"method": "GET", "path": "/single$", "status": 400, "times": 1}
    emulator.faults([{**fault, "body": {"error": {"statuscode": 400, "errormessage": f"bad auth monitor:{SECRET}"}}}])
    task = {TEST: {"type": "http", "host": "shop.example.com", **SECRETS}}
    run = ansible.playbook([{**task, "ignore_errors": True}, task], "-vvvv", env=emulator.pingdom_env)
    failed, made = run.results
    assert failed["error"]["kind"] == "RequestRefused"
    assert made["result"]["status"] == "up"
    assert SECRET not in run.stdout + run.stderr
