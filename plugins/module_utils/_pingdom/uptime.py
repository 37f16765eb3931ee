# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The uptime that follows from the seconds in which a check was up, was down, and was not watched."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row

PARTS = ("up", "down", "unknown")
#: What Pingdom calls them of an interval, of uptime and transaction checks alike (``summary.performance`` and
#: ``/tms/check/{id}/report/performance`` of the OpenAPI document 3.1).
MEMBERS = {"up": "uptime", "down": "downtime", "unknown": "unmonitored"}

NOTHING_KNOWN = dict.fromkeys(("up_seconds", "down_seconds", "unknown_seconds", "uptime_percent"))
"""In place of an uptime that was not read."""


def uptime(seconds: t.Mapping[str, t.Any]) -> Row:
    """Seconds ``up``, ``down`` and ``unknown``, and the share of the known time that was up.

    Nothing is said of time in which nothing was measured, so that it counts neither as up nor as down. Nothing is
    rounded, since 100 percent shall mean that nothing was down.
    """
    up, down, unknown = (seconds[name] for name in PARTS)
    percent = 100 * up / (up + down) if up + down else None
    return {"up_seconds": up, "down_seconds": down, "unknown_seconds": unknown, "uptime_percent": percent}


def total(rows: t.Iterable[t.Mapping[str, t.Any]]) -> Row:
    """The uptime of all the seconds of some rows."""
    listed = list(rows)
    return uptime({name: sum(row[name] for row in listed) for name in PARTS})
