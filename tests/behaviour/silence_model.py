# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation of prtg_pause promises about one object, as a model that knows nothing of messages and marks.

Written from the documentation alone, for tests that let works, persons and time act on an object in any order. Times
are minutes; an end is a number or ``FOREVER``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

FOREVER = float("inf")


class Refused(Exception):
    """The task must fail and change nothing."""


@dataclass(frozen=True)
class Lease:
    """One holder's claim; each time it is made it has another number."""

    number: int
    end: float


@dataclass(frozen=True)
class Token:
    """What a task has to undo: the lease that it made for a reason, or what it woke.

    ``person``: until when a person had paused the object, if the task ended that, and with which ``words``.
    """

    reason: str | None = None
    made: int | None = None
    before: dict[str, Lease] = field(default_factory=dict)
    person: float | None = None
    words: str = ""


@dataclass
class Model:
    """An object, who holds it, and what a person has done to it last."""

    now: float = 0
    person: float | None = None
    leases: dict[str, Lease] = field(default_factory=dict)
    words: str = ""
    _numbers: itertools.count = field(default_factory=itertools.count)

    @property
    def silent(self) -> bool:
        """Whether it has to be paused."""
        return self.person is not None or bool(self.leases)

    @property
    def end(self) -> float | None:
        """Until when it has to be paused, if it has to."""
        ends = [lease.end for lease in self.leases.values()] + ([] if self.person is None else [self.person])
        return max(ends, default=None)

    def wait(self, minutes: int) -> None:
        """Time ends what has an end."""
        self.now += minutes
        self.leases = self._in_force(self.leases)
        if self.person is not None and self.person <= self.now:
            self.person, self.words = None, ""

    def person_pauses(self, minutes: float = FOREVER, words: str = "") -> None:
        """A person pauses in PRTG: what stood there before is gone."""
        self.person, self.words, self.leases = self.now + minutes, words, {}

    def person_resumes(self) -> None:
        """A person resumes in PRTG."""
        self.person, self.words, self.leases = None, "", {}

    def open(
        self, reason: str, minutes: float, adopt: bool = False, renew: bool = False, override: bool = False
    ) -> Token:
        """``state: paused``."""
        replaces = renew or (override and self.is_timed)
        if self.person is not None and not self.leases and not replaces:
            return Token()
        if renew and self.is_timed and not override:
            raise Refused
        own = self.leases.get(reason)
        took, words = (self.person, self.words) if replaces else (None, "")
        if own is not None and self._is_enough(own, minutes, renew) and took is None:
            return Token(reason, own.number) if adopt else Token()
        self.leases[reason] = Lease(next(self._numbers), self.now + minutes)
        if took is not None:
            self.person, self.words = None, ""
        before = {reason: own} if own is not None and not adopt else {}
        return Token(reason, self.leases[reason].number, before, took, words)

    def resume(self, override: bool = False) -> Token:
        """``state: resumed``."""
        if self.is_timed and not override:
            raise Refused
        token = Token(before=dict(self.leases), person=self.person, words=self.words)
        self.person_resumes()
        return token

    def restore(self, token: Token) -> None:
        """``state: restored`` with what an earlier task returned."""
        if token.made is not None:
            mine = self.leases.get(token.reason or "")
            if mine is None or mine.number != token.made:
                return
            del self.leases[token.reason or ""]
        elif self.person is not None and not self.leases:
            return
        self.leases = {**self._in_force(token.before), **self.leases}
        if token.person == FOREVER and self.person is None:
            self.person, self.words = FOREVER, token.words

    def release(self, reason: str) -> None:
        """``state: restored`` with selectors and a reason."""
        self.leases.pop(reason, None)

    @property
    def is_timed(self) -> bool:
        """Whether a person has paused it until a time, which no task can tell."""
        return self.person not in (None, FOREVER)

    def _in_force(self, leases: dict[str, Lease]) -> dict[str, Lease]:
        return {reason: lease for reason, lease in leases.items() if lease.end > self.now}

    def _is_enough(self, own: Lease, minutes: float, renew: bool) -> bool:
        """At least 90 percent of what is asked are left, or with ``renew`` all but the minute that marks round off."""
        if own.end == FOREVER:
            return not renew or minutes == FOREVER
        if minutes == FOREVER:
            return False
        return self.now + minutes - own.end <= (1 if renew else max(1.5, minutes / 10))
