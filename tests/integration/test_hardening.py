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


def test_the_role_does_not_silence_more_because_a_selector_came_out_empty(ansible, emulator):
    role = {"name": "opswatch.monitoring.maintenance_window", "tasks_from": "open"}
    empty = [{"ids": []}, {"names": []}, {"kind": []}, {"under": "", "names": ["web-1"]}]
    tasks = [
        {
            "block": [{"name": "open", "ansible.builtin.include_role": role}],
            "rescue": [{"name": "refused", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}],
            "vars": {"maintenance_window_prtg": {"under": "Local Probe/Web Shop", **one}},
        }
        for one in empty
    ]
    run = ansible.playbook(tasks, env=emulator.v1)
    silencing = {"Be sure that PRTG can be silenced", "Silence in PRTG"}
    refused = [result for result in run.results if result.task in silencing and result.status == "failed"]
    assert len(refused) == len(empty) == len([result for result in run.results if result.task == "refused"])
    assert not any("items failed" in result["msg"] for result in run.results if result.task == "refused")
    assert {result["error"]["kind"] for result in refused} <= {"ConfigurationError", "SelectionRefused"}
    assert not emulator.writes()
