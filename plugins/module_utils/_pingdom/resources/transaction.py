# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The entry of transaction checks."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import recipients, reports, transactions

TRANSACTION = transactions.Transactions(
    path="/tms/check",
    one="transaction",
    word="transaction check",
    listing=reports.TRANSACTIONS,
    schema=transactions.FIELDS,
    refers_to=recipients.REFERS_TO,
)
