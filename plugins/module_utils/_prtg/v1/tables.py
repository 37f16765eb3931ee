# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Tables of PRTG's API v1, page by page, without ever taking a part for the whole.

Neither ``totalcount`` nor the end of a table can be relied on: servers repeat rows past the end, answer short pages,
and count rows that a filter excludes (PRTG API v1 facts, section 2.4). So each is held against the other.
"""

from __future__ import annotations

import functools
import re
import threading
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    Exchange,
    NotFound,
    PermissionDenied,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import begun, in_order
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import MOMENT, NOTHING_TO_SEE, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import Content, id_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import (
    NotATable,
    Row,
    Table,
    read_parents,
    read_table,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.version import Known, version_in
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep

TABLE_PATH = "/api/table.xml"
PROPERTY_PATH = "/api/getobjectproperty.htm"

#: Rows per request. Large pages cost a server least; it stays well below what the manual allows (50,000).
PAGE_SIZE = 2500

#: Above this many objects pages are read one after the other (PrtgAPI's practice: parallel pages hurt a large core).
PARALLEL_UP_TO = 20_000
PARALLEL_PAGES = 4

#: Requests at the same time in all, when several tables are read.
PARALLEL_REQUESTS = 4

#: More pages than any server has: beyond, the server goes round in circles.
MAX_PAGES = 1000

#: The versions that the answers here are known from, the oldest recorded (18.2.41) and the newest reported
#: (26.3.122, squaredup/plugins PR #125); the manual demands to look at it.
KNOWN = Known((18, 2), (26, 3))

Parameters = t.Sequence[tuple[str, str]]

#: How many rows and how many in all a page of a table holds, told without reading it: what follows is asked for then.
_ROW = b"<item>"
_TOTAL = re.compile(rb'<[a-z]+ [^>]{0,200}\btotalcount="([0-9]{1,15})"')

Made = t.TypeVar("Made")

_COUNTED = {"filter_objid": "ids", "filter_name": "names"}


class Selection(t.NamedTuple):
    """Which rows of which table, with which columns.

    ``scope`` is an object's id: PRTG then answers that object and everything below it. ``filters`` are parameters and
    their values, of which a row has to match one. Both are wishes: the rows have to be checked. ``page_size`` is how
    many rows a page has (None: as many as are sensible).
    """

    content: Content
    columns: tuple[str, ...]
    scope: str | None = None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page_size: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it asks for every object of its kind."""
        return self.scope is None and not self.filters

    @property
    def is_everything(self) -> bool:
        """Whether nothing at all narrows it, so that the server's count is the number of its rows."""
        return self.is_whole and not self.content.filters

    def parameters(self, start: int) -> Parameters:
        """The query for the page that begins after ``start`` rows."""
        filters = [(name, value) for name, values in self._all_filters() for value in values]
        return [*self._before_filters(), *filters, *self._window(start), ("sortby", "objid")]

    def shown(self, start: int) -> str:
        """The request as a user may see it: ids and names counted."""
        filters = [
            (name, f"({len(values)} {_COUNTED[name]})" if name in _COUNTED else ",".join(values))
            for name, values in self._all_filters()
        ]
        shown = [*self._before_filters(), *filters, *self._window(start)]
        return f"GET {TABLE_PATH} {' '.join(f'{name}={value}' for name, value in shown)}"

    def _all_filters(self) -> list[tuple[str, tuple[str, ...]]]:
        return [*((name, (value,)) for name, value in self.content.filters), *self.filters]

    def _before_filters(self) -> list[tuple[str, str]]:
        scope = [("id", self.scope)] if self.scope is not None else []
        return [("content", self.content.content), ("columns", ",".join(self.columns)), *scope]

    def _window(self, start: int) -> list[tuple[str, str]]:
        return [("start", str(start)), ("count", str(self.page_size or PAGE_SIZE))]


class _ReadThrough(t.NamedTuple):
    """What came of a table: what was made of its rows, by their ids, how many of them are of its kind, what its pages
    count, whether they join each other, and whether the last one says that the table goes on."""

    rows: dict[str, t.Any]
    held: int
    pages: list[Table]
    torn: bool = False

    def flaw(self, selection: Selection, redact: t.Callable[[str], str]) -> str | None:
        """Why this cannot be the whole selection; None if it can."""
        if self.torn:
            return "changes while it is read"
        unreadable = next(
            (page.counted for page in self.pages if page.counted is not None and page.total is None), None
        )
        if unreadable is not None:
            return f"says that it has {shown(unreadable, redact, 40)!r} rows, which is no number"
        totals = [page.total for page in self.pages if page.total is not None]
        if selection.is_whole and len(totals) < len(self.pages):
            return "does not say how many rows it has"
        came = len(self.rows) if selection.is_everything else self.held
        if totals and max(totals) < came:
            return f"says that it has {max(totals)} rows, and {came} came"
        if totals and max(totals) > came and selection.is_everything:
            return f"is incomplete: {came} of {max(totals)} rows came"
        return "says that it goes on, and no more rows come" if self.pages[-1].goes_on else None


class TableReader:
    """Reads tables over one HTTP client; ``warnings`` collects what is odd about the server, once."""

    def __init__(self, http: HttpClient, warnings: list[str], sleep: Sleep | None = None) -> None:
        self._http = http
        self._warnings = warnings
        self.sleep = sleep or time.sleep
        self._version_seen = False
        self._turns = threading.BoundedSemaphore(PARALLEL_REQUESTS)

    @property
    def exchange(self) -> Exchange:
        """What an error may show of a request for a table."""
        return self._http.exchange("GET", TABLE_PATH)

    def knows(self, object_id: str, query: Query) -> bool:
        """Whether the server knows an object when it is asked for nothing else: API v1 refuses unknown ids (400).

        That it does so for objects that the account does not see is unverified.
        """
        query.sent.append(f"GET {PROPERTY_PATH} id={object_id} name=name")
        answer = self._http.get(PROPERTY_PATH, {"id": object_id, "name": "name"})
        try:
            answers.refuse_failure(answer, self._http.redact)
        except (NotFound, PermissionDenied, RequestRefused, ServerFault):
            if answer.status >= 500:
                raise
            return False
        return answer.status == 200 and b"<result>" in answer.body

    def parents(self, query: Query) -> dict[str, str]:
        """Who is right above whom, what the account does not see included; empty if the server does not tell."""
        query.sent.append(f"GET {TABLE_PATH} content=sensortree")
        answer = self._http.get(TABLE_PATH, {"content": "sensortree"})
        answers.refuse_failure(answer, self._http.redact)
        try:
            return read_parents(answer.body)
        except NotATable:
            return {}

    def page(self, parameters: Parameters, columns: t.Sequence[str], roots: t.Collection[str]) -> Table:
        """One request for one page of a table."""
        return self._table(self._answer(parameters), columns, roots)

    def _table(self, answer: Answer, columns: t.Sequence[str], roots: t.Collection[str]) -> Table:
        """The page of a table that an answer is."""
        answers.refuse_no_table(answer, self._http.redact)
        try:
            table = read_table(answer.body, roots, columns)
        except NotATable as error:
            what = answers.safe_text(str(error), self._http.redact)
            raise UnexpectedAnswer(
                f"the server answered {what} where a table was expected", exchange=answer.exchange, hint=answers.NOT_V1
            ) from None
        self._look_at_version(table.version)
        return table

    def _answer(self, parameters: Parameters) -> Answer:
        """The answer to a request for a table; ``UnexpectedAnswer`` for PRTG's page "OK" in its place, twice.

        That page with status 200 was seen where there is data (PrtgAPI #334), so that it says nothing about it.
        """
        query: dict[str, list[str]] = {}
        for name, value in parameters:
            query.setdefault(name, []).append(value)
        for last in (False, True):
            with self._turns:
                answer = self._http.get(TABLE_PATH, query)
            answers.refuse_failure(answer, self._http.redact)
            if not answers.is_empty_page(answer):
                return answer
            if not last:
                self.sleep(MOMENT)
        raise UnexpectedAnswer(
            'the server answered a page that says "OK" in place of a table, also when asked again',
            exchange=answer.exchange,
            hint=NOTHING_TO_SEE,
        )

    def first_page(self, selection: Selection, query: Query) -> dict[str, Row]:
        """The rows of the first page alone, by id: for selections that fit into one."""
        query.sent.append(selection.shown(0))
        return self._rows(self._read(self._asked(selection, 0), selection), selection, query)

    def whole(
        self, selection: Selection, query: Query, make: t.Callable[[t.Sequence[Row]], t.Sequence[Made]]
    ) -> dict[str, Made]:
        """What ``make`` makes of the rows of a selection, one of each, by their ids, as they were at one time.

        Each page begins with the last row of the page before, so that none but the first can be empty. Where that is
        not so, rows have moved up meanwhile and one may have been skipped, so that all is read once more. Raises
        ``UnexpectedAnswer`` if that happens twice, or if the rows and what the server says about them do not agree.
        A table that nothing narrows has exactly as many rows as it says; for others the server may count what a filter
        excludes (recorded), but never less than it gives. The rows themselves, which take several times as much memory
        as what is made of them, are kept for a page at a time.
        """
        flaw: str | None = None
        for _attempt in range(2):
            read = self._read_through(selection, query, make)
            flaw = read.flaw(selection, self._http.redact)
            if flaw is None:
                return read.rows
        raise UnexpectedAnswer(
            f"the table of {selection.content.content} {flaw}, also when asked again",
            exchange=self.exchange,
            hint="If objects are being added or removed at this moment, try again.",
        )

    def _read_through(
        self, selection: Selection, query: Query, make: t.Callable[[t.Sequence[Row]], t.Sequence[t.Any]]
    ) -> _ReadThrough:
        """Read pages until the table ends or a page does not join the one before."""
        found: dict[str, t.Any] = {}
        held = 0
        pages: list[Table] = []
        last = None
        for table in self._pages(selection, query):
            pages.append(table._replace(rows=[]))
            rows = self._rows(table, selection, query)
            torn = last is not None and last not in rows
            new = {row_id: row for row_id, row in rows.items() if row_id not in found}
            if not torn:
                held += sum(map(selection.content.holds, new.values())) if selection.content.type_raw else len(new)
                found.update(zip(rows, make(list(rows.values()))))
            if torn or not new or _is_last(table, len(found)):
                return _ReadThrough(found, held, pages, torn)
            last = id_of(table.rows[-1])
        raise UnexpectedAnswer(
            f"the table of {selection.content.content} does not end within {MAX_PAGES} pages",
            exchange=self.exchange,
        )

    def _pages(self, selection: Selection, query: Query) -> t.Iterator[Table]:
        """Page after page, some of them fetched at the same time once the first has told how many there are.

        Of more, the next one is fetched while one is read.
        """
        query.sent.append(selection.shown(0))
        table = self._read(self._asked(selection, 0), selection)
        yield table
        start = len(table.rows) - 1
        if selection.is_everything and start == PAGE_SIZE - 1 < (table.total or 0) - 1 < PARALLEL_UP_TO:
            starts = range(start, (table.total or 0) - 1, start)
            query.sent.extend(map(selection.shown, starts))
            for answer in in_order(functools.partial(self._asked, selection), starts, PARALLEL_PAGES):
                table = self._read(answer, selection)
                yield table
            start = starts[-1] + len(table.rows) - 1
        yield from self._one_after_another(selection, query, start)

    def _one_after_another(self, selection: Selection, query: Query, start: int) -> t.Iterator[Table]:
        """The pages from ``start`` on; while one is read, the one that follows is on its way, if one seems to."""
        ahead, coming = self._begun(selection, query, start)
        for left in reversed(range(MAX_PAGES - 1)):
            if ahead != start:
                ahead, coming = self._begun(selection, query, start)
            answer = coming()
            follows = _start_after(answer, start) if left else None
            ahead, coming = (-1, coming) if follows is None else self._begun(selection, query, follows)
            table = self._read(answer, selection)
            start += len(table.rows) - 1
            yield table

    def _begun(self, selection: Selection, query: Query, start: int) -> tuple[int, t.Callable[[], Answer]]:
        """Where a page begins that was asked for, and what waits for the answer."""
        query.sent.append(selection.shown(start))
        return start, begun(functools.partial(self._asked, selection, start))

    def _asked(self, selection: Selection, start: int) -> Answer:
        return self._answer(selection.parameters(start))

    def _read(self, answer: Answer, selection: Selection) -> Table:
        return self._table(answer, selection.columns, selection.content.roots)

    def _rows(self, table: Table, selection: Selection, query: Query) -> dict[str, Row]:
        query.rows_read += len(table.rows)
        rows = {}
        for row in table.rows:
            row_id = id_of(row)
            if row_id is None:
                raise UnexpectedAnswer(
                    f"a row of the table of {selection.content.content} has no id",
                    exchange=self.exchange,
                )
            rows[row_id] = row
        return rows

    def _look_at_version(self, version: str | None) -> None:
        if self._version_seen:
            return
        self._version_seen = True
        told = version_in(version)
        # newer ones are told of where a task asks for the version, not in each task
        warning = KNOWN.warning_of_old(told and shown(told, self._http.redact, 40))
        if warning is not None:
            self._warnings.append(warning)


def _start_after(answer: Answer, start: int) -> int | None:
    """Where the page begins that follows an answer beginning at ``start``, told without reading it; None if none
    seems to follow."""
    rows, told = answer.body.count(_ROW), _TOTAL.search(answer.body[:1000])
    is_last = told is not None and int(told.group(1)) <= start + rows
    return None if rows < PAGE_SIZE or is_last else start + rows - 1


def _is_last(table: Table, seen: int) -> bool:
    """Whether the table ends with this page, after ``seen`` different rows in all.

    A full page ends it only if exactly what the server counts has come; a short one unless the server counts more, or
    says that the table goes on.
    """
    if table.goes_on:
        return False
    if len(table.rows) >= PAGE_SIZE:
        return seen == table.total
    return table.total is None or seen >= table.total
