# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads that are older than the last writes: an account as it was a while ago."""

from __future__ import annotations

import copy

from tests.emulator.pingdom.account import STATUS_LAG, Account
from tests.emulator.quirks import Quirks

LAGGING = {
    "/checks": "pingdom_lists_lag",
    "/maintenance": "pingdom_lists_lag",
    "/checks/{checkid}": "pingdom_details_lag",
    "/maintenance/{id}": "pingdom_details_lag",
}
"""The quirk by which reads of a path lag."""


def seen(account: Account, quirks: Quirks, method: str, path: str) -> Account:
    """The account as the answer to a request has to see it; before a write its state is kept for later reads."""
    if method != "GET":
        if any(quirks[name] for name in LAGGING.values()):
            account.past.append((account.clock.now(), copy.deepcopy(account.checks), copy.deepcopy(account.windows)))
        return account
    if path not in LAGGING or not quirks[LAGGING[path]]:
        return account
    since = account.clock.now() - STATUS_LAG
    kept = [(checks, windows) for moment, checks, windows in account.past if moment > since]
    if not kept:
        return account
    view = copy.copy(account)
    view.checks, view.windows = kept[0]
    return view
