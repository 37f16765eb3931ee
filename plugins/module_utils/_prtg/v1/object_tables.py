# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Tables of API v1 about one object, whose rows have no ids: its triggers, the changes of its configuration."""

from __future__ import annotations

import html
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import of_each
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import MOMENT, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.settings import Shower
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import (
    PAGE_SIZE,
    TABLE_PATH,
    TableReader,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import Row

_MARKUP = re.compile(r"<[^<>]{0,1000}>")

#: The most rows that the manual lets a request ask for (facts, section 2.4).
MOST_ROWS = 50_000


class ObjectTable(t.NamedTuple):
    """A table: its ``content``, its columns, and ``what`` messages call its rows."""

    content: str
    columns: tuple[str, ...]
    what: str

    def rows(self, tables: TableReader, objects: t.Sequence[PrtgObject], query: Query) -> dict[str, list[Row]]:
        """All rows of each object, by their ids.

        Where no object has any, the first is asked about once more, a moment later, and all of them if it has some
        then: servers answer so for a while though there are some (see ``MOMENT``).
        """

        def read(found: PrtgObject, own: Query) -> list[Row]:
            return self._rows(tables, found, own)

        found = of_each(read, objects, self.what, query)
        if found and not any(found.values()):
            tables.sleep(MOMENT)
            again = of_each(read, objects[:1], self.what, query)
            if any(again.values()):
                found = {**again, **of_each(read, objects[1:], self.what, query)}
        return found

    def _rows(self, tables: TableReader, found: PrtgObject, query: Query) -> list[Row]:
        """The rows of one object: those of a page that is not full.

        What is full is asked for once more, as large as can be, and not at once: PRTG's page "OK" was seen in place of
        such large tables (PrtgAPI #334).

        What the server counts says nothing, since tables about one object are known to count more (fixture
        devices_empty_treesize11) and less (channels_totalcount0).
        """
        for most in (PAGE_SIZE, MOST_ROWS):
            asked = [("content", self.content), ("id", found.id), ("columns", ",".join(self.columns))]
            asked.append(("count", str(most)))
            query.sent.append(f"GET {TABLE_PATH} {' '.join(f'{name}={value}' for name, value in asked)}")
            table = tables.page(asked, self.columns, (self.content,))
            query.rows_read += len(table.rows)
            if len(table.rows) < most and not table.goes_on:
                return table.rows
        raise UnexpectedAnswer(
            f"the table goes on after {len(table.rows)} rows, also when {MOST_ROWS} are asked for",
            exchange=tables.exchange,
            hint="No more can be asked for at once, and rows without ids cannot be joined.",
        )


class OfTables:
    """What the parts have in common that are such a table."""

    def __init__(self, http: HttpClient, tables: TableReader) -> None:
        self._tables = tables
        self._shower = Shower(http.redact)

    def requests(self, count: int) -> int:
        """A table for each object."""
        return count

    def _text(self, value: t.Any) -> str | None:
        """A text as it is displayed, without markup and secrets; None for an empty one."""
        text = self._shower.text(value) if isinstance(value, str) else None
        return html.unescape(_MARKUP.sub(" ", text)).strip() or None if text else None
