# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What check mode says about a thing that is only going to exist."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check, pingdom_maintenance


def run(module, **given):
    params = {name: spec.get("default") for name, spec in module.SPECIFICATION.options.items()}
    return module.SPECIFICATION.run({**params, **given}, True)


def test_a_check_is_what_the_task_says_and_null_otherwise():
    given = {
        "paused": True,
        "auth_username": "u",
        "auth_password": "p",
        "requestheaders": {"A": "b"},
        "contacts": ["x"],
    }
    result = run(pingdom_check, **given)
    keys = ("id", "status", "created", "lasttesttime", "type", *(field.name for field in checks.COMMON))
    told = {**dict.fromkeys(keys), "paused": True, "requestheaders": ["A"]}
    assert result.values == {"check": told, "recreated": False}
    assert result.changes[0].changed


def test_a_check_that_is_going_to_be_removed():
    assert run(pingdom_check, state="absent").values["check"] is None
    assert run(pingdom_check, state="absent", absent_mode="pause").values["check"]["paused"] is True


def test_a_window_has_every_documented_member():
    told = run(pingdom_maintenance, start="now", duration="1h", checks=["Shop"]).values["maintenance"]
    assert set(told) == set(yaml.safe_load(pingdom_maintenance.RETURN)["maintenance"]["contains"])
    assert run(pingdom_maintenance, state="absent").values == {"maintenance": None}


@pytest.mark.parametrize(("module", "wrong"), [(pingdom_check, {"port": 0}), (pingdom_maintenance, {"start": "soon"})])
def test_other_options_are_checked_all_the_same(module, wrong):
    with pytest.raises(ConfigurationError):
        run(module, **wrong)
