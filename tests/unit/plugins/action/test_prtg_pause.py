# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase

from ansible_collections.opswatch.monitoring.plugins.action.prtg_pause import ActionModule


def handed_on(monkeypatch, in_background=0, **arguments):
    monkeypatch.setattr(ActionBase, "run", lambda *_args, **_kwargs: {})
    action = ActionModule.__new__(ActionModule)
    action._task = SimpleNamespace(args=arguments, async_val=in_background)
    action._connection = SimpleNamespace(has_native_async=False)
    action._execute_module = lambda module_args, task_vars, wrap_async: {"seen": module_args, "async": wrap_async}
    result = action.run(task_vars={})
    assert action._task.args == arguments
    assert result["async"] is bool(in_background)
    return result["seen"]


def test_message_becomes_reason(monkeypatch):
    assert handed_on(monkeypatch, ids=["1"], message="Kernel") == {"ids": ["1"], "reason": "Kernel"}


def test_other_arguments_are_handed_on_as_they_are(monkeypatch):
    assert handed_on(monkeypatch, reason="Kernel") == {"reason": "Kernel"}


def test_it_can_run_in_the_background(monkeypatch):
    assert handed_on(monkeypatch, in_background=60, ids=["1"]) == {"ids": ["1"]}
    assert ActionModule._supports_async


def test_both_are_one_too_many(monkeypatch):
    with pytest.raises(AnsibleActionFail, match="two names of one option"):
        handed_on(monkeypatch, reason="a", message="b")
