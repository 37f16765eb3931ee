# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The log of a PRTG server, whichever API tells it: the protocol of the part ``log``."""

from __future__ import annotations

import typing as t

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query


class Line(t.NamedTuple):
    """A line of the log; None for what the API does not tell of it.

    ``at`` is Unix seconds, with the fractions that the server tells. ``status`` is one of the ``words`` of the log that
    it comes from, or the number of a code that has no word, ``code`` that number. ``kind`` is the kind of the object;
    not only what the object tree holds has lines. ``parent``, ``device``, ``group`` and ``probe`` are names.
    """

    at: float
    status: str | None
    message: str
    code: int | None = None
    object_id: str | None = None
    name: str | None = None
    kind: str | None = None
    parent: str | None = None
    device: str | None = None
    group: str | None = None
    probe: str | None = None
    url: str | None = None


class Wanted(t.NamedTuple):
    """Which lines are wanted: from ``start`` on and before ``end`` (Unix seconds), of these ``statuses`` (None: all),
    each a status or the number of its code.

    ``scope`` is the id of an object whose lines, and those of all below it, are wanted (None: those of all objects), of
    which only those about ``objects`` may be (None: all). They are asked for only where the log ``tells_objects``.
    ``most`` are the newest lines that are of use.
    """

    start: float
    end: float
    statuses: frozenset[str] | None = None
    scope: str | None = None
    objects: frozenset[str] | None = None
    most: int | None = None

    def fits(self, line: Line) -> bool:
        """Whether a line is wanted, as far as it tells that itself: the scope is the server's word."""
        if self.objects is not None and line.object_id not in self.objects:
            return False
        if self.statuses is not None and self.statuses.isdisjoint((line.status, str(line.code))):
            return False
        return self.start <= line.at < self.end


class Told(t.NamedTuple):
    """The newest ``Wanted.most`` lines that fit, the newest first.

    ``is_whole``: the server has told every line of the period, or ``most`` of them; False where it only tells its last
    lines, however far these reach.
    """

    lines: list[Line]
    is_whole: bool = True

    def of(self, wanted: Wanted) -> Told:
        """What is wanted of these."""
        return self._replace(lines=list(filter(wanted.fits, self.lines))[: wanted.most])


class Log(t.Protocol):
    """The part ``log`` of an API.

    ``words`` are the statuses that its lines can have, ``takes_codes`` whether they can have numbers besides;
    ``tells_objects`` whether they tell the object that they are about. What cannot be told is refused by whoever asks,
    before anything is sent. ``comes_whole``: an answer has all that the server tells, whatever period is meant, so that
    it is not asked about one, and what time it is there need not be known before.
    """

    words: t.Collection[str]
    takes_codes: bool
    tells_objects: bool
    comes_whole: bool

    def read(self, wanted: Wanted, query: Query) -> Told:
        """The lines of the log that are wanted; ``query`` counts what is asked.

        What comes in meanwhile is newer than ``Wanted.end`` and makes neither gaps nor duplicates.
        """
