# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whether a maintenance window hides if a check is paused itself.

A window pauses the monitoring of its checks, too (SolarWinds documentation, "Maintenance Windows"); that ``status``
shows it is unverified.
"""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound, PermissionDenied
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window


def is_in_a_window(api: PingdomApi, check_id: int) -> bool:
    """Whether a check is in a window that is in force."""
    try:
        rows = reports.read(api, reports.WINDOWS).rows
    except (PermissionDenied, NotFound):
        return False  # an account whose plan has no windows is in none
    return any(_in_force(api, row) for row in rows if _names(row, check_id))


def _names(row: Row, check_id: int) -> bool:
    connected = row.get("checks")
    ids = connected.get("uptime") if isinstance(connected, dict) else None
    return isinstance(ids, list) and (check_id in ids or str(check_id) in ids)


def _in_force(api: PingdomApi, row: Row) -> bool:
    """Whether a window is in force now; of a recurring one, an occurrence. What cannot be read hides nothing."""
    window, now = Window.from_answer(row), api.now()
    if window.status(now) != "running":
        return False
    if window.recurrence == "none":
        return True
    return any(
        is_id(one.get("from")) and is_id(one.get("to")) and one["from"] <= now < one["to"]
        for one in reports.occurrences(api, row["id"])
    )
