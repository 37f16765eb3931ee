# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_maintenance as a playbook runs it, against the emulator."""

from __future__ import annotations

import datetime

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_maintenance
from tests.contract import openapi
from tests.integration.refusals import assert_refused

MODULE = "opswatch.monitoring.pingdom_maintenance"
HOUR = 3600


def task(ignore_errors=False, **options):
    window = {"description": "Kernel update", **options}
    return {"name": "Window", MODULE: window, **({"ignore_errors": True} if ignore_errors else {})}


@pytest.fixture
def play(ansible, emulator):
    """Run tasks against the emulated Pingdom; at the end every request must have been a documented one."""

    def run(*tasks, **options):
        return ansible.playbook(list(tasks), env=emulator.pingdom_env, **options)

    yield run
    if openapi.available():
        assert openapi.validate_recorded(emulator.requests("pingdom")) == []


def writes(emulator):
    return [(entry["method"], entry["path"].rpartition("/3.1")[2]) for entry in emulator.writes()]


def unix(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def settings(window):
    """What does not depend on the moment at which a task ran."""
    return {name: value for name, value in window.items() if name not in ("id", "start", "end")}


NOW = {"start": "now", "duration": "2h", "checks": ["api: status"], "check_tags": ["shop"], "transactions": []}


@pytest.mark.every_core
@pytest.mark.other_python
def test_a_window_from_now_is_created_once(play, emulator):
    predicted = play(task(**NOW), check=True, diff=True).last
    assert emulator.writes() == []
    run = play(task(**NOW), task(**NOW), diff=True)
    made, again = run.results
    checked = play(task(**NOW), check=True).last
    assert writes(emulator) == [("POST", "/maintenance")]
    assert (predicted.changed, made.changed, again.changed, checked.changed) == (True, True, False, False)
    window = made["maintenance"]
    assert again["maintenance"] == checked["maintenance"] == window
    assert settings(predicted["maintenance"]) == settings(window)
    assert predicted["maintenance"]["id"] is None
    assert window["status"] == "running"
    assert len(window["checks"]) == 4, "one by name, three by tag"
    assert abs(unix(window["end"]) - unix(window["start"]) - 2 * HOUR) <= 2
    assert made["diff"]["before"] == {}
    assert abs(unix(made["diff"]["after"]["start"]) - unix(window["start"])) <= 2


REFUSED_BEFORE_ANYTHING_IS_SENT = [
    ({"start": "2040-01-01T02:00:00Z", "end": "2040-01-01T01:00:00Z"}, "end must be later than start"),
    ({"start": "+2h", "end": "+1h"}, "end must be later than start"),
    ({"start": "2040-01-01T02:00:00", "duration": "1h"}, "no time zone"),
    ({"start": "tomorrow", "duration": "1h"}, "not a point in time"),
    ({"start": "now", "duration": "a while"}, "not a length of time"),
    ({"description": "", "start": "now", "duration": "1h"}, "description must not be empty"),
    ({"start": "now", "duration": "1h", "recurrence": {"type": "day", "every": -1}}, "every must be at least 1"),
]


@pytest.mark.every_core
def test_bad_input_is_refused_before_anything_is_sent(play, emulator):
    assert_refused(play, task, REFUSED_BEFORE_ANYTHING_IS_SENT)
    assert emulator.requests("pingdom") == []


def test_the_examples_run(ansible, emulator):
    checks = [
        {"opswatch.monitoring.pingdom_check": {"name": name, "type": "ping", "host": "h", "tags": ["production"]}}
        for name in ("Web shop", "Intranet")
    ]
    run = ansible.playbook(
        [*checks, *yaml.safe_load(pingdom_maintenance.EXAMPLES)],
        env=emulator.pingdom_env,
        extra_vars={"pingdom_api_token": emulator.credentials["pingdom_api_token"]},
    )
    assert all(result.changed for result in run.results)
