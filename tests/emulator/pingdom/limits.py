# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two request limits that every answer reports."""

from __future__ import annotations

from tests.emulator.clock import Clock

SHORT, LONG = (12000, 3600), (2100000, 30 * 86400)
"""Requests allowed in how many seconds; recorded answers had 11 593 of about an hour and 2 087 982 of about 30 days."""


class RequestLimits:
    """Counts requests against both limits; each count starts anew when its period ends."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._used: dict[tuple[int, int], tuple[int, int]] = {SHORT: (0, 0), LONG: (0, 0)}

    def _state(self, limit: tuple[int, int]) -> tuple[int, int]:
        """The running period's number, and what was used in it."""
        period = int(self._clock.now()) // limit[1]
        number, used = self._used[limit]
        return (period, used if number == period else 0)

    def count(self) -> None:
        """One more request."""
        for limit in self._used:
            period, used = self._state(limit)
            self._used[limit] = (period, used + 1)

    @property
    def exceeded(self) -> bool:
        """Whether the request just counted was one too many."""
        return any(self._state(limit)[1] > limit[0] for limit in self._used)

    def headers(self, refused: bool) -> dict[str, str]:
        """Both limits, named in small letters; a refused request leaves nothing of the short one.

        The answer pasted in nefelim4ag/pingdom-operator, whose client keeps the case, has small letters (2022).
        """
        short = "0" if refused else self._remaining(SHORT)
        return {
            "req-limit-short": f"Remaining: {short} Time until reset: {self._until_reset(SHORT)}",
            "req-limit-long": f"Remaining: {self._remaining(LONG)} Time until reset: {self._until_reset(LONG)}",
        }

    def _remaining(self, limit: tuple[int, int]) -> str:
        return str(max(0, limit[0] - self._state(limit)[1]))

    def _until_reset(self, limit: tuple[int, int]) -> int:
        return limit[1] - int(self._clock.now()) % limit[1]
