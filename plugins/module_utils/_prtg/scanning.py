# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Scan now: what it means for an object as it is. Nothing is sent here."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Plain
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject

#: What deciding about a scan needs to know of an object.
FIELDS = frozenset({"status", "active", "paused_by"})

NOT_SCANNED = "is paused, so that PRTG does not scan it"


def judge(found: PrtgObject, _params: dict[str, t.Any]) -> Plain:
    """A scan of the sensor, or of all sensors below; what is paused is not scanned (PRTG manual, "Pausing")."""
    nothing = {"requested": None}
    if found.paused_by:
        return Plain(found, None, nothing, nothing, note=NOT_SCANNED)
    return Plain(found, Write("scan"), nothing, {"requested": "scan"})
