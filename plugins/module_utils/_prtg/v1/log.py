# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The log of API v1: the table ``messages``, page by page while new lines come in.

It is always the newest line first, whatever ``sortby`` says (PRTG manual), ``start`` 0 and 1 are the same row, and its
total is capped and says nothing (both PrtgAPI). Lines have no ids. A line that comes in moves all others down, so
that pages repeat lines and never skip any: each page begins with lines of the page before, and goes on where these end.
"""

from __future__ import annotations

import html
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.log import Line, Told, Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID, web_page
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import ZONES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import MOMENT, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import number, object_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.moments import unix_from_ole, wall_clock
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import (
    MAX_PAGES,
    TABLE_PATH,
    TableReader,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import Row

#: The statuses of lines by PRTG's codes (PrtgAPI, LogStatus; 502: facts, section 3), those of objects in the words of
#: the filter language.
WORDS = {
    1: "systemstart",
    2: "systemstop",
    5: "probegiddenied",
    7: "webserver",
    8: "updateavailable",
    9: "graphcache",
    10: "data",
    11: "systeminfo",
    12: "probedenied",
    13: "notification",
    14: "probekeydenied",
    303: "notify",
    402: "info",
    404: "wmifallback",
    405: "useperfcounters",
    407: "ftpmode",
    501: "created",
    502: "deleted",
    503: "moved",
    504: "edited",
    505: "childcreated",
    506: "childdeleted",
    507: "childmoved",
    508: "inserted",
    509: "subnodecreated",
    510: "subnodedeleted",
    511: "subnodeedited",
    512: "cloned",
    514: "activation",
    601: "unknown",
    602: "resuming",
    603: "pausing",
    604: "pausedbyuser",
    605: "pausedbydependency",
    606: "pausedbyschedule",
    607: "up",
    608: "down",
    609: "warning",
    610: "unusual",
    612: "probeconnected",
    613: "probedisconnected",
    614: "probeinfo",
    615: "pausedbylicense",
    618: "active",
    619: "acknowledged",
    620: "partialdown",
    701: "probeapproved",
    706: "updatecheck",
    707: "systemerror",
    710: "newprobe",
    711: "smtpconfiguration",
    713: "newclusternode",
    720: "updateapplied",
    721: "overloadprotection",
    729: "reminder",
    801: "discoverystarted",
    802: "discoveryfinished",
    804: "discoverydevicefound",
    805: "discoverytemplateapplied",
    851: "clusterstart",
    852: "clusterstop",
    853: "clusterinit",
    854: "clusterconnection",
    855: "clusternodeconnected",
    856: "clusternodedisconnected",
    858: "clusterinfo",
}
CODES = {word: str(code) for code, word in WORDS.items()}

COLUMNS = ("objid", "datetime", "parent", "type", "name", "status", "message", "sensor", "device", "group", "probe")

#: Lines of a page: what PrtgAPI takes, doubled, since each page costs a slow request (facts, section 2.4).
PAGE_SIZE = 1000

#: Lines that a page shares with the one before, if none comes in. Two, so that one is left where ``start`` counts from
#: 0 as it does in other tables.
OVERLAP = 2

#: Kinds of objects by what ``type_raw`` calls them; sensors are called by their own kinds there (facts, section 3).
_KINDS = {"group": "group", "probenode": "probe", "device": "device"}
_MARKUP = re.compile(r"<[^>]*>")
_TORN = "the pages of the log do not join one another, also when asked again"


class V1Log:
    """The part ``log``; see ``Log``."""

    words: t.Collection[str] = tuple(CODES)
    takes_codes = True
    tells_objects = True
    comes_whole = False

    def __init__(self, tables: TableReader, interface: str) -> None:
        self._tables = tables
        self._interface = interface

    def read(self, wanted: Wanted, query: Query) -> Told:
        """The lines that are wanted; see ``Log``.

        Lines only ever come in, so that a page that does not join the one before is a fault: then all is read once
        more. So is a log without lines, since servers answer so for a while though there are some.
        """
        for last in (False, True):
            reading = _Reading(self._line, wanted)
            whole = self._read_through(reading, query)
            if whole and (last or reading.count):
                newest = sorted(reading.lines, key=lambda line: -line.at)
                return Told(newest[: wanted.most])
            if not last:
                self._tables.sleep(MOMENT)
        raise UnexpectedAnswer(_TORN, exchange=self._tables.exchange, hint="Ask for a shorter period, or try again.")

    def _read_through(self, reading: _Reading, query: Query) -> bool:
        """Read pages until nothing more is of use; False if one does not join those before."""
        for _number in range(MAX_PAGES):
            page = self._page(reading.wanted, reading.next, query)
            if not reading.join(page):
                return False
            if reading.over:
                return True
        raise UnexpectedAnswer(
            f"the log does not end within {MAX_PAGES} pages",
            exchange=self._tables.exchange,
            hint="Ask for a shorter period.",
        )

    def _page(self, wanted: Wanted, index: int, query: Query) -> list[Row]:
        """The lines from ``index`` on, the newest being 0."""
        asked = [("content", "messages"), ("columns", ",".join(COLUMNS))]
        if wanted.scope not in (None, ROOT_ID):
            # the whole log is slow by the id of the root (facts, section 2.4)
            asked.append(("id", str(wanted.scope)))
        asked.append(("filter_dstart", wall_clock(wanted.start - ZONES)))
        asked.append(("filter_dend", wall_clock(wanted.end + ZONES)))
        asked += [("filter_status", CODES.get(status, status)) for status in sorted(wanted.statuses or ())]
        asked += [("start", str(index + 1 if index else 0)), ("count", str(PAGE_SIZE))]
        query.sent.append(f"GET {TABLE_PATH} {' '.join(f'{name}={value}' for name, value in asked)}")
        rows = self._tables.page(asked, COLUMNS, ("messages",)).rows
        query.rows_read += len(rows)
        return rows

    def _line(self, row: Row) -> Line:
        at = unix_from_ole(row.get("datetime_raw"))
        if at is None:
            raise UnexpectedAnswer("a line of the log has no time", exchange=self._tables.exchange)
        told, code = row.get("type_raw", "").strip(), number(row.get("status_raw"))
        number_of, kind = object_id(row.get("objid_raw", row.get("objid"))), _kind(row, told)
        known = None if code is None else int(code)
        has_page = kind in (*_KINDS.values(), "sensor") and number_of is not None
        return Line(
            at=at,
            status=None if known is None else WORDS.get(known, str(known)),
            message=_text(row, "message") or "",
            code=known,
            object_id=number_of,
            name=_text(row, "name"),
            kind=kind,
            parent=_text(row, "parent"),
            device=_text(row, "device"),
            group=_text(row, "group"),
            probe=_text(row, "probe"),
            url=web_page(self._interface, str(kind), str(number_of)) if has_page else None,
        )


class _Reading:
    """Lines as their pages come: those that fit, how many came in all, and where the next page has to begin.

    ``moved`` are the lines that have come in since the first page. Of all others only the last ones are kept, as many
    as may have moved between two pages.
    """

    def __init__(self, line_of: t.Callable[[Row], Line], wanted: Wanted) -> None:
        self.wanted = wanted
        self.lines: list[Line] = []
        self.count = 0
        self.moved = 0
        self.over = False
        self._line_of = line_of
        self._tail: list[Line] = []

    @property
    def next(self) -> int:
        """Where the next page begins: with the last lines of this one."""
        return max(0, self.moved + self.count - OVERLAP)

    def join(self, rows: list[Row]) -> bool:
        """Take a page that begins with known lines; False if it does not."""
        page = [self._line_of(row) for row in rows]
        if not page and self.moved:
            # a server that fills its last page with known lines looks as if lines had come in
            self.moved = 0
            return True
        news = self._news(page)
        page = page[news:]
        known = self._known(page) if self.count else 0
        if known is None:
            return False
        self.moved = max(self.moved, self.next + news + known - self.count)
        self._take(page, page[known:])
        return True

    def _news(self, page: list[Line]) -> int:
        """With how many lines that have come in a page begins, of a log that is not longer than what came in."""
        if self.count > len(self._tail) or not self.count or page[:1] == [] or page[0] in self._tail:
            return 0
        starts = (start for start in range(1, len(page)) if page[start] == self._tail[0])
        return next(starts, 0)

    def _take(self, page: list[Line], fresh: list[Line]) -> None:
        self.lines += filter(self.wanted.fits, fresh)
        self.count += len(fresh)
        self._tail = (self._tail + fresh)[-2 * PAGE_SIZE :]
        enough = self.wanted.most is not None and len(self.lines) >= self.wanted.most
        is_past = bool(page) and all(line.at < self.wanted.start for line in page)
        self.over = enough or is_past or (not fresh and page[-1:] == self._tail[-1:])

    def _known(self, page: list[Line]) -> int | None:
        """How many lines from the first of ``page`` to the last known one; None if it does not begin with known lines.

        First as if no line had come in, then for more and more of them, at last for a ``start`` that counts from 0.
        """
        length = len(self._tail)
        starts: list[int] = [*range(length - OVERLAP, -1, -1), length - 1]
        for start in starts:
            is_joint = page[:1] == self._tail[start : start + 1]
            if is_joint and page[: length - start] == self._tail[start : start + len(page)]:
                return length - start
        return None


def _kind(row: Row, told: str) -> str | None:
    """The kind of the object of a line; a sensor is what the column ``sensor`` names."""
    if told in _KINDS:
        return _KINDS[told]
    return "sensor" if _text(row, "sensor") else told or None


def _text(row: Row, column: str) -> str | None:
    raw = row.get(f"{column}_raw")
    text = raw if raw is not None else html.unescape(_MARKUP.sub(" ", row.get(column, "")))
    return text.strip() or None
