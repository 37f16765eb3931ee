# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What time it is on a server, as far as it can be believed.

Leases and windows are judged by the server's clock, which tells the truth about them even if it is wrong. But answers
can be old, come from another machine on the way, or be nonsense, and a time that is far off makes every lease look
valid, or opens a window for a year.
"""

from __future__ import annotations

import datetime
import email.utils
import time
import typing as t

#: Seconds that a server's clock may differ from ours. A wrong time zone makes 26 hours at most.
BELIEVED = 2 * 86400.0

#: Answers tell whole seconds: smaller differences are rounding, not a clock that differs.
_ROUNDING = 2.0


def own_time() -> float:
    """Unix time on this host."""
    return time.time()


class ServerClock:
    """The clock of one server; before its first answer our ``own``. ``warnings`` tells once of what is not believed.

    ``difference`` is by how many seconds the last answer was ahead of our clock, believed or not, to a second or so;
    None as long as none told the time.
    """

    def __init__(self, own: t.Callable[[], float] | None = None) -> None:
        self._own = own or own_time
        self.warnings: list[str] = []
        self._ahead = 0.0
        self._at_least_ahead = -_ROUNDING
        self.difference: float | None = None

    def own_now(self) -> float:
        """Unix time on this host."""
        return self._own()

    def now(self) -> float:
        """Unix time on the server."""
        return self._own() + self._ahead

    def earliest(self) -> float:
        """Unix time on the server, where it may be a second later, but not earlier: what is asked of it now has no
        result of before.

        Answers tell their second without its fraction, and some time before they are read. Where none is believed it
        takes the other clock to be so far behind as is taken for rounding.
        """
        return self._own() + self._at_least_ahead

    def learn(self, told: float | None) -> None:
        """Take over the Unix time that an answer tells; None for an answer that tells none."""
        if told is None:
            return
        ahead = self.difference = told - self._own()
        if abs(ahead) <= BELIEVED:
            self._ahead = ahead if abs(ahead) > _ROUNDING else 0.0
            self._at_least_ahead = ahead
        elif not self.warnings:
            self.warnings.append(
                f"The server says that it is {_shown(told)}, which is not believed, since it is more than "
                f"{BELIEVED / 3600:.0f} hours from the time of this host; that counts. Check the clocks of both."
            )


def moment(date: str) -> float | None:
    """Unix time of a date as headers have it; None for what is none, or beyond the calendar."""
    try:
        found = email.utils.parsedate_to_datetime(date)
        # "-0000" is UTC too, and would be taken for local time
        return (found if found.tzinfo else found.replace(tzinfo=datetime.timezone.utc)).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _shown(told: float) -> str:
    # delayed, since few clocks are off: 1 % of starting a module that has to do with no other times (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

    try:
        return iso(told)
    except (ValueError, OverflowError, OSError):
        return "a time beyond the calendar"
