# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A filter is planned once, however often its plan is needed."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.direct_runs import run

SENSORS = 'type = sensor and status = up and name matches "ping"'


@pytest.fixture
def plans(monkeypatch):
    """Every plan that is made."""
    made, begin = [], Plan.__init__
    monkeypatch.setattr(Plan, "__init__", lambda plan, **values: made.append(plan) or begin(plan, **values))
    return made


@pytest.mark.parametrize("api", ["v1", "v2"])
@pytest.mark.parametrize("expression", [SENSORS, 'name = "no such name"', 'descendants contains "2010"'])
def test_a_read_makes_one_plan(emulator, plans, api, expression):
    run(prtg_object_info, emulator, api, filter=expression)
    assert len(plans) == 1


def test_lists_that_are_asked_in_another_way_make_one_more_for_all_their_pages(emulator, plans):
    run(prtg_object_info, emulator, "deprecated", filter=SENSORS)
    assert [plan.asking.name for plan in plans] == ["v2-current", "v2-deprecated"]


@pytest.mark.parametrize("api", ["v1", "v2"])
@pytest.mark.parametrize("check_mode", [True, False])
def test_a_write_makes_one_plan(emulator, plans, api, check_mode):
    done = run(prtg_pause, emulator, api, check_mode, filter=SENSORS, duration="5m")
    assert done.values["matched"]
    assert len(plans) == 1
