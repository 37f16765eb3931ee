# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks inside the controller are forks of one process: what nearly all of them need, it has imported for them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.behaviour.told import pingdom, prtg
from tests.emulator.process import ROOT

RUN = """
import importlib, json, sys
from ansible_collections.opswatch.monitoring.plugins.plugin_utils import _action
from tests.behaviour.arguments import arguments

name, options = sys.argv[1], json.loads(sys.argv[2])
module = importlib.import_module(f"{_action.PLUGINS}.modules.{name}")
given = arguments(module, options)
action = _action.action_of(f"{_action.PLUGINS}.action.{name}")
before = set(sys.modules)
answer = _action.answer_of(action.specification, given, check_mode=False, diff_mode=True)
ours = ("ansible_collections", "requests", "urllib3", "lxml")
late = sorted(one for one in set(sys.modules) - before if one.partition(".")[0] in ours)
print(json.dumps([answer.get("msg"), late]))
"""
WANTED = {
    "prtg_object_info": {"ids": ["1001", "2101"], "include": ["status_summary", "channels"]},
    "prtg_object": {"name": "web-1", "kind": "device", "parent": "52", "priority": 4},
    "prtg_pause": {"names": ["web-1"], "kind": ["device"]},
    "prtg_server_info": {"include": ["license", "totals"]},
    "prtg_user_info": {"groups": ["PRTG Administrators"]},
    "prtg_wait": {"ids": ["1001", "1002"], "until": "not_down", "scan": True},
    "pingdom_check": {"name": "new", "type": "ping", "host": "h", "contacts": ["Ada Operator"]},
    "pingdom_account_info": {},
    "pingdom_result_info": {"kind": "results", "check": "api: status", "probes": ["Tokyo"]},
    "pingdom_single_test": {"type": "ping", "host": "h", "probe": "Tokyo"},
    "pingdom_summary_info": {"kind": "average", "check": "api: status"},
    "pingdom_maintenance": {"description": "New", "start": "now", "duration": "1h", "check_tags": ["shop"]},
}


@pytest.mark.parametrize("name", WANTED)
def test_a_task_imports_nothing_by_itself(emulator, name):
    connection = prtg(emulator, "v1") if name.startswith("prtg") else pingdom(emulator)
    command = [sys.executable, "-c", RUN, name, json.dumps({**connection, **WANTED[name]})]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [None, []]
