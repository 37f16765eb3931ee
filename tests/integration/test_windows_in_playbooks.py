# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Maintenance windows as playbooks in a repository have them: the same file, whatever the time."""

from __future__ import annotations

import time

from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

HOUR = 3600


def window(**options):
    return {"opswatch.monitoring.pingdom_maintenance": {"description": "Kernel update", **options}}


def test_the_same_playbook_before_during_and_after_its_window(ansible, emulator):
    now = int(time.time())
    task = window(start=iso(now - 60), end=iso(now + HOUR), checks=["api: status"])
    made, again = ansible.playbook([task, task], env=emulator.pingdom_env).results
    assert (made.changed, made["maintenance"]["status"], again.changed) == (True, "running", False)
    emulator.advance(2 * HOUR)
    after = ansible.playbook([task], env=emulator.pingdom_env).last
    assert (after.changed, after["maintenance"]["status"]) == (False, "ended")
    assert after["maintenance"]["id"] == made["maintenance"]["id"]


def test_a_play_in_check_mode_goes_on_with_what_it_only_predicts(ansible, emulator):
    tasks = [
        {
            "opswatch.monitoring.pingdom_check": {"name": "new", "type": "ping", "host": "h.example.com"},
            "register": "made",
        },
        window(start="now", duration="1h", checks=["new"]),
        window(start="now", duration="1h", checks=["{{ made.check.id }}", "api: status"]),
        window(end="+3h"),
        {"opswatch.monitoring.pingdom_check": {"name": "new", "paused": True}},
        {"opswatch.monitoring.pingdom_check": {"id": "{{ made.check.id }}", "paused": True}},
        window(state="absent"),
    ]
    predicted = ansible.playbook(tasks, env=emulator.pingdom_env, check=True).results
    assert emulator.writes() == []
    real = ansible.playbook(tasks, env=emulator.pingdom_env).results
    assert [result.changed for result in real] == [True, True, True, True, True, False, True]
    # what nobody knows yet counts as a change, and nothing is there to be ended
    assert [result.changed for result in predicted] == [True, True, True, True, True, True, False]
    assert predicted[1]["awaited"] == ["check named 'new'"]
    assert all("must exist by then" in str(result.get("warnings")) for result in predicted[1:6])
