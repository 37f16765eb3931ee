# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What maintenance windows do to their checks: none is tested while one is in force.

"Pauses both the monitoring and alerting" (SolarWinds documentation, "Maintenance Windows"). So status and time of the
last test stay what they were when it began. That the next test comes one interval after its end is unverified.
"""

from __future__ import annotations

from tests.emulator.pingdom.account import Account


def silence(account: Account, now: int) -> None:
    """After a write: keep of each check's silences what is past, and make what is to come anew from the windows."""
    for check in account.checks.values():
        past = [(begin, min(end, now)) for begin, end in check.silences if begin < now]
        coming = [
            (max(occurrence.start, now), occurrence.end)
            for occurrence in account.occurrences.values()
            if occurrence.end > now
            and (window := account.windows.get(occurrence.maintenanceid))
            and check.id in window.uptimeids
        ]
        check.silences = [*past, *sorted(coming)]
