# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_wait as playbooks use it: what shows while it waits, and what a rescue finds."""

from __future__ import annotations


def test_what_it_waits_for_shows_at_v_without_secrets(ansible, emulator):
    token = emulator.credentials["prtg_api_token"]
    emulator.faults([{"path": "sensors|table", "query": "sensors", "skip": 2, "times": 1, "status": 503}])
    wait = {"names": ["web-3"], "kind": ["device"], "until": "not_down", "wait_timeout": "2s", "retries": 0}
    tasks = [
        {
            "block": [{"opswatch.monitoring.prtg_wait": {**wait, "api_token": token}}],
            "rescue": [{"name": "Red", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.objects }}"}}],
        }
    ]
    run = ansible.playbook(tasks, "-v", env=emulator.v1)
    assert [one["id"] for one in run.task("Red")["msg"]] == ["2121", "2122"]
    told = " ".join(run.output.split())
    assert "opswatch.monitoring.prtg_wait: 0 of 2 sensors are ready: sensor 2121 (Local Probe/" in told
    assert "a look failed, and is tried again: " in told
    assert token not in run.output
