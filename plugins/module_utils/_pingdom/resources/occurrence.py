# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The entry of occurrences of maintenance windows."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import occurrences, reports

OCCURRENCE = occurrences.Occurrences(
    path="/maintenance.occurrences",
    one="occurrence",
    word="occurrence",
    label="Pingdom occurrence",
    listing=reports.OCCURRENCES,
    schema=occurrences.FIELDS,
    named="window",
)
