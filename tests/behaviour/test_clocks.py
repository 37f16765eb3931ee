# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that is far off is not believed, and nothing is done by it."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import prtg_pause
from tests.behaviour.direct_runs import run


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 29 Nov 2027 10:00:00 GMT"])
@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_lease_is_not_judged_by_a_clock_that_is_far_off(emulator, api, date):
    pause = {"ids": ["1001"], "reason": "work", "duration": "2h"}
    assert run(prtg_pause, emulator, api, **pause).changes
    emulator.faults([{"headers": {"Date": date}}])
    again = run(prtg_pause, emulator, api, **pause)
    assert [change.changed for change in again.changes if change.changed] == []
    assert "which is not believed" in " ".join(again.warnings)


@pytest.mark.parametrize("headers", [{"Server-Time": "999999999999"}, {"Server-Time": "1900000000"}])
def test_a_window_is_not_opened_by_a_clock_that_is_far_off(account, emulator, headers):
    emulator.faults([{"server": "pingdom", "headers": headers}])
    made = account.window(description="work", start="now", duration="1h", checks=["api: status"])
    assert "which is not believed" in " ".join(made["warnings"])
    assert abs(account.somebody("GET", "/maintenance")["maintenance"][-1]["to"] - emulator.now() - 3600) < 120
