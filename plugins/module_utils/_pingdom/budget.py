# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How many requests an account may still make: told by every answer, and obeyed before the next request.

Pingdom counts over a short and over a long time (OpenAPI document 3.1 and 2.1 documentation, "Limits"), and tells of
both in ``Req-Limit-Short`` and ``Req-Limit-Long``: ``Remaining: 394 Time until reset: 3589``, in seconds.
"""

from __future__ import annotations

import re
import threading
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._bounds import CONNECTIONS
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import RateLimited
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

#: The headers, and what they are called in results.
HEADERS = {"Req-Limit-Short": "short", "Req-Limit-Long": "long"}
#: With fewer requests left than this, each waits for its turn, so that what is left lasts until the reset.
FEW = 100
#: The longest time between two turns, in seconds: where even that is too fast, the rest is used up before the reset.
LONGEST_PAUSE = 2.0

#: How many things are read at a time: as many as there are connections kept, since more would each make one that is
#: thrown away. The account is spared by the turns below, not by this.
READS_AT_A_TIME = CONNECTIONS
#: How many things are written at a time: as many as ovh/pingdom-configurator writes, the only number that is known to
#: work. Each takes a connection of its own, and what is under way when nothing more may be begun has an open end.
WRITES_AT_A_TIME = 5

_TOLD = re.compile(r"Remaining: ([0-9]{1,9}) Time until reset: ([0-9]{1,9})\b")


class Limit(t.NamedTuple):
    """What is left of one limit, until the server's clock (Unix seconds) says ``resets_at``."""

    remaining: int
    resets_at: int


class Budget:
    """The limits of an account, by ``short`` and ``long``, as its last answers told them.

    ``now`` is the server's clock, ``clock`` one that no one can set. Several threads may use it: where little is left,
    they take turns, and keep the pace of one.
    """

    def __init__(self, now: t.Callable[[], int], clock: t.Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._clock = clock
        self._lock = threading.Lock()
        self._last_turn = 0.0
        self.limits: dict[str, Limit] = {}

    def learn(self, headers: t.Mapping[str, str]) -> None:
        """Take in what an answer tells; one that tells nothing changes nothing."""
        for header, name in HEADERS.items():
            found = _TOLD.search(headers.get(header, ""))
            if found:
                self.limits[name] = Limit(int(found[1]), self._now() + int(found[2]))

    @property
    def left(self) -> int | None:
        """How many requests may still be made before a reset; None if no answer told that."""
        now = self._now()
        known = [limit.remaining for limit in self.limits.values() if limit.resets_at > now]
        return min(known, default=None)

    def await_turn(self, sleep: Sleep, most: float) -> None:
        """Wait before a request as long as the budget demands: not at all as a rule, a moment where little is left.

        Where nothing is left, until the reset, or ``RateLimited`` if that is more than ``most`` seconds away: nothing
        has been sent then.
        """
        now, pause = self._now(), 0.0
        for name, limit in list(self.limits.items()):
            until = limit.resets_at - now
            if until <= 0 or limit.remaining >= FEW:
                continue
            if limit.remaining > 0:
                pause = max(pause, min(until / limit.remaining, LONGEST_PAUSE))
            elif until > most:
                raise _used_up(name, limit, until)
            else:
                sleep(float(until))
                self.limits.pop(name, None)
        if pause:
            sleep(self._until_turn(pause))

    def _until_turn(self, pause: float) -> float:
        """Seconds until the next turn, which is taken by that: a ``pause`` after the last one, or after now."""
        with self._lock:
            now = self._clock()
            wait = max(self._last_turn - now, 0.0) + pause
            self._last_turn = now + wait
        return wait

    def afford(self, requests: int, what: str) -> None:
        """``RateLimited`` if fewer than ``requests`` are left, which ``what`` takes; the server may not tell."""
        left = self.left
        if left is not None and left < requests:
            reset = max(limit.resets_at for limit in self.limits.values() if limit.remaining < requests)
            raise RateLimited(
                f"{what} takes {counted(requests, 'request')}, and the account may make {left} until {iso(reset)}",
                hint="It was not begun. Run it after the reset, or ask Pingdom for a higher limit.",
                details={"wait": max(0, reset - self._now())},
            )


def _used_up(name: str, limit: Limit, until: int) -> RateLimited:
    return RateLimited(
        f"the request budget is used up, its {name} limit is reset in {until} s, at {iso(limit.resets_at)}",
        hint="Run the task again after that. Fewer tasks at a time use less.",
        details={"wait": until},
    )
