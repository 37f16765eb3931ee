# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What playbooks do that nobody thinks of: expressions that come out empty, background tasks, servers with oddities."""

from __future__ import annotations

import pytest

PAUSE = "opswatch.monitoring.prtg_pause"
INFO = "opswatch.monitoring.prtg_object_info"


@pytest.fixture(params=["v1", "v2"])
def prtg(request, emulator):
    return getattr(emulator, request.param)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"under": "{{ nothing | default('') }}", "kind": ["sensor"]}, "under must not be empty"),
        ({"under": "{{ nothing | default('') }}/", "kind": ["sensor"]}, "under names nothing"),
        ({"under": "51", "kind": "{{ nothing | default([]) }}"}, "kind is an empty list"),
        ({"ids": "{{ nothing | default([]) }}"}, "nothing matches"),
        ({"ids": ["9" * 30]}, "ids must be numbers"),
        ({"ids": [1001], "url": "https://[prtg"}, "Check the option url"),
        ({"ids": [1001], "url": "https://prtg:port"}, "Check the option url"),
        ({"ids": [1001], "proxy": "http://[::1"}, "Check the option proxy"),
    ],
)
def test_options_that_came_out_wrong_select_nothing(ansible, emulator, options, says):
    run = ansible.playbook([{"name": "pause", PAUSE: options}], env=emulator.v1, fails=True)
    assert says in run.last["msg"]
    assert run.last["error"]["kind"] in ("ConfigurationError", "SelectionRefused")
    assert not emulator.writes()


def test_a_pause_can_be_made_in_the_background(ansible, emulator, prtg, tmp_path):
    prtg = {**prtg, "ANSIBLE_ASYNC_DIR": str(tmp_path / "async")}  # ~ is not the same to both of its modules here
    task = {"name": "pause", PAUSE: {"ids": [1001], "message": "Kernel"}, "async": 60, "poll": 1}
    run = ansible.playbook([task], env=prtg)
    assert run.last.changed
    assert [one["id"] for one in run.last["objects"]] == ["1001"]


def test_variables_may_be_texts_as_awx_sets_them(ansible, emulator, prtg):
    texts = {"PRTG_VALIDATE_CERTS": "False", "PRTG_TIMEOUT": "9", "PRTG_RETRIES": "0", "PRTG_PROXY": ""}
    run = ansible.playbook([{"name": "look", INFO: {"ids": 1001, "fields": ["id"]}}], env={**prtg, **texts})
    assert run.last["objects"] == [{"id": "1001"}]


def test_everything_below_the_root_is_the_same_over_both_apis(ansible, emulator, prtg):
    run = ansible.playbook([{"name": "look", INFO: {"under": 0, "kind": ["probe"], "fields": ["name"]}}], env=prtg)
    assert [one["name"] for one in run.last["objects"]] == ["Local Probe", "Branch Köln"]


def test_a_renewed_pause_is_quiet_the_second_time_though_the_server_lags(ansible, emulator, prtg):
    emulator.quirk("v1_status_lags")
    emulator.quirk("v2_status_lags")
    tasks = [{"name": name, PAUSE: {"ids": [1001], "renew": True, "duration": "1h"}} for name in ("first", "second")]
    run = ansible.playbook(tasks, env=prtg)
    assert [result.changed for result in run.results] == [True, False]


def test_a_pause_that_the_server_does_not_replace_is_a_failure(ansible, emulator):
    emulator.quirk("v2_pause_answers_wrong_node_status")
    tasks = [
        {"name": "pause", PAUSE: {"ids": [1001], "duration": "1h"}},
        {"name": "for good", PAUSE: {"ids": [1001], "duration": "forever"}, "ignore_errors": True},
    ]
    run = ansible.playbook(tasks, env=emulator.v2)
    assert run.task("pause").changed
    assert run.last["error"]["kind"] == "Conflict"
    assert "refuses to change a pause that is in force" in run.last["msg"]
    assert "end it first" in run.last["msg"]
    assert not run.last.changed


def test_a_refused_pause_has_changed_nothing_and_leaves_nothing_to_undo(ansible, emulator):
    emulator.quirk("v1_read_only_200")
    run = ansible.playbook([{"name": "pause", PAUSE: {"ids": [1001]}}], env=emulator.v1, fails=True)
    assert run.last["error"]["kind"] == "PermissionDenied"
    assert not run.last.changed
    assert "restore" not in run.last


@pytest.mark.parametrize("empty", [{"ids": []}, {"names": []}, {"kind": []}, {"under": "", "names": ["web-1"]}])
def test_the_role_does_not_silence_more_because_a_selector_came_out_empty(ansible, emulator, empty):
    role = {"name": "opswatch.monitoring.maintenance_window", "tasks_from": "open"}
    selection = {"under": "Local Probe/Web Shop", **empty}
    task = {"name": "open", "ansible.builtin.include_role": role, "vars": {"maintenance_window_prtg": selection}}
    run = ansible.playbook([task], env=emulator.v1, fails=True)
    assert run.task("Silence in PRTG")["error"]["kind"] in ("ConfigurationError", "SelectionRefused")
    assert not emulator.writes()
