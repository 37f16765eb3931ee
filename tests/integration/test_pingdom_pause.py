# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_pause as a task of a playbook: lists, a token from task to task, check mode, diff."""

from __future__ import annotations

import pytest

PAUSE = "opswatch.monitoring.pingdom_pause"


def tasks(**options):
    return [
        {"name": "Pause", PAUSE: options, "register": "silenced"},
        {"name": "Again", PAUSE: options},
        {"name": "Back", PAUSE: {"state": "restored", "restore": "{{ silenced.restore }}"}},
        {"name": "Back again", PAUSE: {"state": "restored", "restore": "{{ silenced.restore }}"}},
    ]


@pytest.mark.every_core
@pytest.mark.parametrize("version", ["pingdom_env", "pingdom_21_env"])
def test_a_token_goes_from_task_to_task(ansible, emulator, version):
    """Lists as text with commas, and a module in a process of its own as well as inside the controller."""
    steps = tasks(tags="shop,mail")
    steps[1]["environment"] = {"WHATEVER": "x"}
    run = ansible.playbook(steps, env=getattr(emulator, version), diff=True)
    assert [(one.task, one.changed) for one in run.results if one.task != "Gathering Facts"] == [
        ("Pause", True),
        ("Again", False),
        ("Back", True),
        ("Back again", False),
    ]
    assert run.task("Pause")["matched"] == 5
    assert '"paused": true' in run.output
    assert len(emulator.writes()) == 2


@pytest.mark.oldest_core
def test_check_mode_tells_the_same_and_sends_nothing(ansible, emulator):
    steps = tasks(names=["shop: checkout"], transactions=["shop: log in"])[::2]
    predicted = ansible.playbook(steps, env=emulator.pingdom_env, check=True, diff=True)
    assert emulator.writes() == []
    real = ansible.playbook(steps, env=emulator.pingdom_env, diff=True)
    for name in ("Pause", "Back"):
        assert predicted.task(name)["objects"] == real.task(name)["objects"]
        assert predicted.task(name)["diff"] == real.task(name)["diff"]
    assert len(emulator.writes()) == 4
