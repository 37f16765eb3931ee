# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be done to PRTG's objects, an entry each. What is sent for it: ``v1/actions.py``, ``v2/actions.py``."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import pausing, proving, scanning, silencing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Action

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
    # PRTG's own word, which no module may call an option
    written={"message": "reason"},
)

SCAN = Action(name="scan", fields=scanning.FIELDS, judge=scanning.judge)
