# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What maintenance windows do to their checks and transactions: none is tested while one is in force.

"Pauses both the monitoring and alerting" (SolarWinds documentation, "Maintenance Windows"). So status and time of the
last test stay what they were when it began. That the next test comes one interval after its end is unverified.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.emulator.pingdom.account import Account, Occurrence, Tested


def silence(account: Account, now: int) -> None:
    """After a write: keep of each silence what is past, and make what is to come anew from the windows."""
    windows = account.windows
    coming = [
        (one, windows[one.maintenanceid])
        for one in account.occurrences.values()
        if one.end > now and one.maintenanceid in windows
    ]
    for check in account.checks.values():
        _silence(check, [one for one, window in coming if check.id in window.uptimeids], now)
    for transaction in account.transactions.values():
        _silence(transaction, [one for one, window in coming if transaction.id in window.tmsids], now)


def _silence(tested: Tested, coming: Iterable[Occurrence], now: int) -> None:
    past = [(begin, min(end, now)) for begin, end in tested.silences if begin < now]
    tested.silences = [*past, *sorted((max(one.start, now), one.end) for one in coming)]
