# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The entry of transaction checks."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import recipients, transactions
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.transaction_list import TRANSACTIONS

TRANSACTION = transactions.Transactions(**TRANSACTIONS, schema=transactions.FIELDS, refers_to=recipients.REFERS_TO)
