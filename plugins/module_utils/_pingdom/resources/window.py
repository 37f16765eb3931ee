# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The entry of maintenance windows."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window_rules import Windows

WINDOW = Windows(
    path="/maintenance",
    one="maintenance",
    word="maintenance window",
    label="Pingdom maintenance",
    listing=reports.WINDOWS,
    schema=Schema(()),
    named="description",
    whole=True,
    refers_to="checks",
    unlike="afterwards these are not what was asked",
    unlike_hint="Compare them in My Pingdom.",
)
