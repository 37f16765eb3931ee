# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be done to PRTG's objects, an entry each. What is sent for it: ``v1/actions.py``, ``v2/actions.py``."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import pausing, silencing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.acting import Action

PAUSE = Action(
    name="pause",
    options=silencing.OPTIONS,
    rules=silencing.RULES,
    guards=("reason",),
    check=silencing.check,
    fields=pausing.FIELDS,
    carry_out=silencing.silence,
    undo=silencing.restore,
    nothing=silencing.no_token,
    # PRTG's own word, which no module may call an option
    written={"message": "reason"},
)
