# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be done to PRTG's objects, an entry each. What is sent for it: ``v1/actions.py``, ``v2/actions.py``."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import (
    acknowledging,
    pausing,
    proving,
    scanning,
    silencing,
    simulating,
)

#: PRTG's own word, which no module may call an option.
WRITTEN = {"message": "reason"}

PAUSE = silencing.Silencing(
    name="pause",
    block=silencing.BLOCK,
    must_select=False,
    guards=("reason",),
    check=silencing.check,
    fields=pausing.FIELDS,
    accepting="override",
    arrives=proving.status_follows,
    hint=proving.HINT,
    written=WRITTEN,
)

SCAN = scanning.Scanning(
    name="scan",
    block=scanning.BLOCK,
    check=scanning.check,
    needs=scanning.needs,
    fields=scanning.FIELDS,
    judge=scanning.judge,
    reads=scanning.scanned,
    arrives=lambda scanned, _entry: scanned is True,
    arrives_in="the last scan",
    hint="A sensor is scanned by its probe, which has to be connected.",
)

ACKNOWLEDGE = acknowledging.Acknowledging(
    name="acknowledge",
    block=acknowledging.BLOCK,
    guards=("reason",),
    check=acknowledging.check,
    fields=acknowledging.FIELDS,
    kinds=("sensor",),
    judge=acknowledging.judge,
    shows=acknowledging.shows,
    shown_in="the status",
    written=WRITTEN,
)

SIMULATE_ERROR = simulating.Simulating(
    name="simulate_error",
    block=simulating.BLOCK,
    must_select=False,
    guards=("error_message",),
    check=simulating.check,
    needs=lambda _params: ("simulate",),
    fields=simulating.FIELDS,
    kinds=("sensor",),
    judge=simulating.judge,
    shows=simulating.shows,
    within=simulating.SHOWS_WITHIN,
    shown_in="the status",
    scans=True,
    arrives=simulating.arrives,
    undo=simulating.UNDO,
)
