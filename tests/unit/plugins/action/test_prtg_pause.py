# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.opswatch.monitoring.plugins.action.prtg_pause import ActionModule


def arguments(**given):
    action = ActionModule.__new__(ActionModule)
    action._task = SimpleNamespace(args=given)
    found = action.arguments()
    assert action._task.args == given
    return found


def test_message_becomes_reason():
    assert arguments(ids=["1"], message="Kernel") == {"ids": ["1"], "reason": "Kernel"}


def test_other_arguments_stay_as_they_are():
    assert arguments(reason="Kernel") == {"reason": "Kernel"}


def test_both_are_one_too_many():
    with pytest.raises(AnsibleActionFail, match="two names of one option"):
        arguments(reason="a", message="b")
