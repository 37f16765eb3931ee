# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What has happened, newest first: read past all that one request can be asked for, nothing twice, nothing missing.

A request is told how many rows to skip. What comes while pages are read would move them, so that the period ends with
the first answer; what Pingdom counts in late all the same shows a row again, which counts once. Where no more rows can
be skipped, the next request asks for the time up to the oldest row, that second included, since the documents do not
say whether the ends of a period belong to it.
"""

from __future__ import annotations

import math
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import objects_in, shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Reply
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.period import Period
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.reports import Endpoint, member_of

_AGAIN = "Run the task again; the list may have changed while it was read."


class Listing(t.NamedTuple):
    """A list of what has happened: where, its rows, of which ``time`` is the field by which they are sorted.

    ``last_offset`` are the most rows that can be skipped, ``word`` is what they are called, and ``one`` of them.
    ``words`` has for fields the words that answers may use in place of ours.
    """

    endpoint: Endpoint
    rows: Schema
    word: str
    one: str
    time: str = "time"
    last_offset: int | None = None
    words: t.Mapping[str, t.Mapping[str, str]] = {}

    @property
    def per_page(self) -> int:
        """The most rows of a request."""
        return t.cast(int, self.endpoint.per_page)

    def read(self, row: t.Any) -> Comparable:
        """A row of an answer."""
        read = self.rows.of_answer(row, self.one)
        return {**read, **{name: ours.get(read[name], read[name]) for name, ours in self.words.items()}}

    def of(self, **inside: int) -> Listing:
        """The list with what is in its path."""
        return self._replace(endpoint=self.endpoint._replace(path=self.endpoint.path.format(**inside)))


Keep = t.Callable[[Comparable], bool]


class Wanted(t.NamedTuple):
    """What is wanted of a list: the rows that Pingdom gives for ``query`` and that ``keep`` keeps, ``limit`` at most.

    One request is asked for ``longest`` seconds at most.
    """

    query: Row = {}
    limit: int | None = None
    keep: Keep | None = None
    longest: int | None = None


def newest(api: PingdomApi, listing: Listing, period: Period, wanted: Wanted) -> list[Row]:
    """The rows of a period, newest first."""
    reading = _Reading(api, listing, wanted)
    until = api.now() if wanted.longest and period.end is None else period.end
    while True:
        if wanted.longest and until is not None:
            requests = math.ceil((until - (period.start or 0)) / wanted.longest)
            api.budget.afford(requests, f"reading {listing.word} of so long a period")
        part = _part(Period(period.start, until), wanted.longest)
        oldest, ended = reading.read(part)
        if reading.is_enough or (oldest is None and part.start == period.start):
            return reading.shown()
        border = t.cast(int, part.start if oldest is None else oldest)
        if border + 1 >= ended:
            raise reading.last.unexpected(f"there are more {listing.word} in one second than can be read")
        until = border + 1


def _part(period: Period, longest: int | None) -> Period:
    if longest is None or period.end is None:
        return period
    return period._replace(start=max(period.start or 0, period.end - longest))


class _Reading:
    """The rows that were read so far, each once: all of them, and those that are kept."""

    def __init__(self, api: PingdomApi, listing: Listing, wanted: Wanted) -> None:
        self._api = api
        self._listing = listing
        self._wanted = wanted
        most = None if wanted.keep else wanted.limit
        self._size = min(listing.per_page, most or listing.per_page)
        self._seen: set[tuple[t.Any, ...]] = set()
        self._kept: list[Comparable] = []
        self.last: Reply

    @property
    def is_enough(self) -> bool:
        """Whether there are as many rows as are wanted."""
        return self._wanted.limit is not None and len(self._kept) >= self._wanted.limit

    def read(self, period: Period) -> tuple[int | None, int]:
        """Read a period; the time of its oldest row where there may be more that cannot be skipped to, and its end."""
        times: list[int] = []
        while self._listing.last_offset is None or len(times) <= self._listing.last_offset:
            page = self._page(period, len(times))
            if period.end is None:
                period = period._replace(end=self._api.now())
            if not self._take(page) and times and page:
                raise self.last.unexpected(f"the list of {self._listing.word} repeats a page", _AGAIN)
            times += [row[self._listing.time] for row in page]
            if len(page) < self._size or self.is_enough:
                return None, t.cast(int, period.end)
        if times != sorted(times, reverse=True):
            raise self.last.unexpected(f"the {self._listing.word} are not in the order of their times", _AGAIN)
        return times[-1], t.cast(int, period.end)

    def _page(self, period: Period, offset: int) -> list[Comparable]:
        """The rows from ``offset`` on, read."""
        endpoint, word = self._listing.endpoint, self._listing.word
        paging = {"limit": self._size, "offset": offset}
        self.last = self._api.get(endpoint.path, {**self._wanted.query, **period.query(), **paging})
        rows = objects_in(self.last, member_of(self.last, endpoint), word)
        return [self._listing.read(self._api.dialect.told(endpoint.path, row)) for row in rows]

    def _take(self, page: list[Comparable]) -> int:
        """How many rows of a page are new; ``UnexpectedAnswer`` where there are more than anybody can work with."""
        known = len(self._seen)
        for row in page:
            content = tuple(row.items())
            if content not in self._seen and (self._wanted.keep is None or self._wanted.keep(row)):
                self._kept.append(row)
            self._seen.add(content)
        if len(self._seen) > reports.MOST_ROWS:
            hint = "Ask for a shorter period, or for fewer with limit."
            raise self.last.unexpected(f"there are more than {reports.MOST_ROWS} {self._listing.word}", hint)
        return len(self._seen) - known

    def shown(self) -> list[Row]:
        """The rows as results have them."""
        rows = sorted(self._kept, key=lambda row: -row[self._listing.time])
        return [shown(self._listing.rows, row) for row in rows[: self._wanted.limit]]
