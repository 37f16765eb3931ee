# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The history of changes of objects over PRTG's API v1: the part ``changes``, from the table ``history``."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import Allow
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.moments import unix_from_ole
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.object_tables import ObjectTable, OfTables
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

_TABLE = ObjectTable("history", ("datetime", "user", "message"), "history")


class V1Changes(OfTables):
    """The part ``changes`` of API v1; see ``DetailsPart``. A change is a line with ``at``, ``user`` and ``message``."""

    def read(self, objects: t.Sequence[PrtgObject], query: Query, _allow: Allow) -> dict[str, t.Any]:
        """The changes of each object, the newest first; see ``DetailsPart``."""
        found = _TABLE.rows(self._tables, objects, query)
        return {
            one: sorted((self._change(one, row) for row in rows), key=lambda change: change["at"], reverse=True)
            for one, rows in found.items()
        }

    def _change(self, object_id: str, row: Row) -> dict[str, t.Any]:
        at = unix_from_ole(row.get("datetime_raw"))
        if at is None:
            raise UnexpectedAnswer(
                f"a change in the history of object {object_id} has no time", exchange=self._tables.exchange
            )
        # what is displayed, since the raw twin of a message is its last part alone (fixture history_default)
        return {"at": iso(round(at)), "user": self._text(row.get("user")), "message": self._text(row.get("message"))}
