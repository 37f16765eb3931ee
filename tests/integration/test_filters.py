# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter language in playbooks and inventories: values of users, check mode, and mistakes that are told first."""

from __future__ import annotations

import pytest


def found(result):
    return [one["id"] for one in result["objects"]]


@pytest.mark.oldest_core
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_pausing_by_filter_acts_on_ids_and_is_quiet_the_second_time(ansible, emulator, api):
    expression = 'type = device and tags contains "web" and not(name = "lb-1")'
    pause = {"opswatch.monitoring.prtg_pause": {"filter": expression, "max_matched": 4}}
    tasks = [
        {"name": "predict", **pause, "check_mode": True},
        {"name": "pause", **pause, "register": "silenced"},
        {"name": "again", **pause},
        {
            "name": "restore",
            "opswatch.monitoring.prtg_pause": {"state": "restored", "restore": "{{ silenced.restore }}"},
        },
    ]
    run = ansible.playbook(tasks, env=getattr(emulator, api))
    assert [result.changed for result in run.results] == [True, True, False, True]
    assert [one["name"] for one in run.task("pause")["objects"]] == ["web-1", "web-2", "web-3", "web-stage-1"]
    sent = [one for one in emulator.writes() if one["method"] == "POST"]
    assert all('id = "' in one["body"]["filter"] and "tags" not in one["body"]["filter"] for one in sent if one["body"])


@pytest.mark.oldest_core
def test_values_of_users_cannot_change_an_expression(ansible, emulator):
    tasks = [
        {
            "name": "look",
            "vars": {"given": 'x" or name != "'},
            "opswatch.monitoring.prtg_object_info": {
                "filter": "{{ {'name': given} | opswatch.monitoring.prtg_filter }}",
                "fields": ["id"],
            },
        }
    ]
    assert found(ansible.playbook(tasks, env=emulator.v1).last) == []


@pytest.mark.oldest_core
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_the_inventory_takes_what_fits(ansible, emulator, api, tmp_path):
    env = getattr(emulator, api)
    config = {"plugin": "opswatch.monitoring.prtg", "filter": 'tags contains "web" and not(name = "web-2")'}
    assert ansible.inventory(config, env=env).hosts() == {"web-1", "web-3", "lb-1", "web-stage-1"}
    cached = {**config, "cache": True, "cache_plugin": "jsonfile", "cache_connection": str(tmp_path / "cache")}
    assert ansible.inventory(cached, env=env, name="one.prtg.yml").hosts() == {"web-1", "web-3", "lb-1", "web-stage-1"}
    below = {**config, "filter": 'ancestors contains "53"'}
    assert ansible.inventory(below, env=env).hosts() == {"web-stage-1"}


@pytest.mark.oldest_core
def test_the_inventory_shows_a_wrong_filter_before_anything_is_sent(ansible, emulator):
    config = {"plugin": "opswatch.monitoring.prtg", "filter": "status = dwon"}
    run = ansible.inventory(config, env=emulator.v1, fails=True)
    assert "^" in run.output
    assert "down" in run.output
    assert emulator.requests() == []
