# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Tables of PRTG's API v1, page by page, without ever taking a part for the whole.

Neither ``totalcount`` nor the end of a table can be relied on: servers repeat rows past the end, answer short pages,
and count rows that a filter excludes (PRTG API v1 facts, section 2.4).
"""

from __future__ import annotations

import concurrent.futures
import re
import threading
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient, visible
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import _classic_answers as answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._classic_columns import Content, object_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._classic_xml import (
    NotATable,
    Row,
    Table,
    read_table,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query

TABLE_PATH = "/api/table.xml"

#: Rows per request. Large pages cost a server least; it stays well below what the manual allows (50,000).
PAGE_SIZE = 2500

#: Above this many objects pages are read one after the other (PrtgAPI's practice: parallel pages hurt a large core).
PARALLEL_UP_TO = 20_000
PARALLEL_PAGES = 4

#: Requests at the same time in all, when several tables are read.
PARALLEL_REQUESTS = 4

#: More pages than any server has: beyond, the server goes round in circles.
MAX_PAGES = 1000

#: The version that the answers here are known from; the manual demands to look at it.
OLDEST_VERSION = (18, 2)

Parameters = t.Sequence[tuple[str, str]]

_COUNTED = {"filter_objid": "ids", "filter_name": "names"}


class Selection(t.NamedTuple):
    """Which rows of which table, with which columns.

    ``scope`` is an object's id: PRTG then answers that object and everything below it. ``filters`` are parameters and
    their values, of which a row has to match one. Both are wishes: the rows have to be checked.
    """

    content: Content
    columns: tuple[str, ...]
    scope: str | None = None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows it, so that the server's count can be held against it."""
        return self.scope is None and not self.filters and not self.content.filters

    def parameters(self, start: int) -> Parameters:
        """The query for the page that begins after ``start`` rows."""
        filters = [(name, value) for name, values in self._all_filters() for value in values]
        return [*self._before_filters(), *filters, *_window(start), ("sortby", "objid")]

    def shown(self, start: int) -> str:
        """The request as a user may see it: ids and names counted."""
        filters = [
            (name, f"({len(values)} {_COUNTED[name]})" if name in _COUNTED else ",".join(values))
            for name, values in self._all_filters()
        ]
        shown = [*self._before_filters(), *filters, *_window(start)]
        return f"GET {TABLE_PATH} {' '.join(f'{name}={value}' for name, value in shown)}"

    def _all_filters(self) -> list[tuple[str, tuple[str, ...]]]:
        return [*((name, (value,)) for name, value in self.content.filters), *self.filters]

    def _before_filters(self) -> list[tuple[str, str]]:
        scope = [("id", self.scope)] if self.scope is not None else []
        return [("content", self.content.content), ("columns", ",".join(self.columns)), *scope]


def _window(start: int) -> list[tuple[str, str]]:
    return [("start", str(start)), ("count", str(PAGE_SIZE))]


class TableReader:
    """Reads tables over one HTTP client; ``warnings`` collects what is odd about the server, once."""

    def __init__(self, http: HttpClient, warnings: list[str]) -> None:
        self._http = http
        self._warnings = warnings
        self._version_seen = False
        self._turns = threading.BoundedSemaphore(PARALLEL_REQUESTS)

    def page(self, parameters: Parameters, columns: t.Sequence[str], roots: t.Collection[str]) -> Table:
        """One request for one page of a table."""
        query: dict[str, list[str]] = {}
        for name, value in parameters:
            query.setdefault(name, []).append(value)
        with self._turns:
            answer = self._http.get(TABLE_PATH, query)
        answers.refuse_failure(answer, self._http.redact)
        if answers.is_empty_page(answer):
            return Table(None, None, [])
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

    def first_page(self, selection: Selection, query: Query) -> dict[str, Row]:
        """The rows of the first page alone, by id: for selections that fit into one."""
        query.sent.append(selection.shown(0))
        return self._rows(self._get(selection, 0), selection, query)

    def whole(self, selection: Selection, query: Query) -> dict[str, Row]:
        """All rows of a selection by id, as they were at one time.

        Each page begins with the last row of the page before, so that none but the first can be empty. Where that is
        not so, rows have moved up meanwhile and one may have been skipped, so that all is read once more. Raises
        ``UnexpectedAnswer`` if that happens twice, or if a table that nothing narrows stays shorter than its server
        says.
        """
        for _attempt in range(2):
            found, total, torn = self._read_through(selection, query)
            if not torn and (len(found) >= total or not selection.is_everything):
                return found
        what = "changes while it is read" if torn else f"is incomplete: {len(found)} of {total} rows came"
        raise UnexpectedAnswer(
            f"the table of {selection.content.content} {what}, also when asked again",
            exchange=self._http.exchange("GET", TABLE_PATH),
            hint="If objects are being added or removed at this moment, try again.",
        )

    def _read_through(self, selection: Selection, query: Query) -> tuple[dict[str, Row], int, bool]:
        """Read pages until the table ends: its rows, the highest count of rows that any page told, and whether a page
        did not join the one before.
        """
        found: dict[str, Row] = {}
        total, last = 0, None
        for table in self._pages(selection, query):
            rows = self._rows(table, selection, query)
            new = rows.keys() - found.keys()
            total = max(total, table.total or 0)
            if last is not None and last not in rows:
                return found, total, True
            found.update(rows)
            if not new or _is_last(table, len(found)):
                return found, total, False
            last = _id(table.rows[-1])
        raise UnexpectedAnswer(
            f"the table of {selection.content.content} does not end within {MAX_PAGES} pages",
            exchange=self._http.exchange("GET", TABLE_PATH),
        )

    def _pages(self, selection: Selection, query: Query) -> t.Iterator[Table]:
        """Page after page, some of them fetched at the same time once the first has told how many there are."""
        query.sent.append(selection.shown(0))
        table = self._get(selection, 0)
        yield table
        start = len(table.rows) - 1
        if selection.is_everything and start == PAGE_SIZE - 1 < (table.total or 0) - 1 < PARALLEL_UP_TO:
            starts = range(start, (table.total or 0) - 1, start)
            query.sent.extend(selection.shown(start) for start in starts)
            with concurrent.futures.ThreadPoolExecutor(PARALLEL_PAGES) as pool:
                tables = list(pool.map(lambda start: self._get(selection, start), starts))
            yield from tables
            start = starts[-1] + len(tables[-1].rows) - 1
        for _number in range(MAX_PAGES - 1):
            query.sent.append(selection.shown(start))
            table = self._get(selection, start)
            start += len(table.rows) - 1
            yield table

    def _get(self, selection: Selection, start: int) -> Table:
        return self.page(selection.parameters(start), selection.columns, selection.content.roots)

    def _rows(self, table: Table, selection: Selection, query: Query) -> dict[str, Row]:
        query.rows_read += len(table.rows)
        rows = {}
        for row in table.rows:
            row_id = _id(row)
            if row_id is None:
                raise UnexpectedAnswer(
                    f"a row of the table of {selection.content.content} has no id",
                    exchange=self._http.exchange("GET", TABLE_PATH),
                )
            rows[row_id] = row
        return rows

    def _look_at_version(self, version: str | None) -> None:
        if self._version_seen:
            return
        self._version_seen = True
        found = re.match(r"\d+(?:\.\d+)*", version or "")
        oldest = ".".join(str(part) for part in OLDEST_VERSION)
        if found is None:
            self._warnings.append("The PRTG server does not tell its version.")
        elif tuple(int(part) for part in found.group().split(".")[:4]) < OLDEST_VERSION:
            self._warnings.append(
                f"The server runs PRTG {visible(found.group(), 40)}; this collection is made for {oldest} and newer."
            )


def _id(row: Row) -> str | None:
    return object_id(row.get("objid_raw", row.get("objid")))


def _is_last(table: Table, seen: int) -> bool:
    """Whether the table ends with this page, after ``seen`` different rows in all.

    A full page ends it only if exactly what the server counts has come; a short one unless the server counts more.
    """
    if len(table.rows) >= PAGE_SIZE:
        return seen == table.total
    return table.total is None or seen >= table.total
