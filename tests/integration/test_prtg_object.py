# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_object in a play: hosts that run one task at the same time, and secrets of its settings."""

from __future__ import annotations

OBJECT = "opswatch.monitoring.prtg_object"
NEW = {
    "name": "web-9",
    "kind": "device",
    "parent": "Local Probe/Web Shop/Production",
    "clone_from": "Local Probe/Web Shop/Production/web-1",
    "host": "web-9.shop.example",
    "active": True,
}
HOSTS = ("a", "b", "c")


def test_hosts_with_the_same_task_make_one_object_and_secrets_are_masked(ansible, emulator):
    tasks = [
        {"name": "make", OBJECT: NEW},
        {
            "name": "secret",
            OBJECT: {"id": "1001", "settings": {"password": "s3cret-word"}, "update_secrets": "always"},
            "ignore_errors": True,
        },
    ]
    play = {"name": "Make", "hosts": "all", "connection": "local", "gather_facts": False, "tasks": tasks}
    run = ansible.playbook([play], "-vvv", env=emulator.v1, inventory=f"{','.join(HOSTS)},")
    made = [result for result in run.results if result.task == "make"]
    assert sorted(result.changed for result in made) == [False, False, True]
    assert len([one for one in emulator.writes() if "duplicateobject" in one["path"]]) == 1
    assert len({result["object"]["id"] for result in made}) == 1
    assert "s3cret-word" not in run.stdout
