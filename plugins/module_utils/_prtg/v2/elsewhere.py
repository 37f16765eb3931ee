# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What the lists of API v2 that objects are read from do not tell, and others do."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import RequestRefused
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    KINDS,
    RECORD,
    ROOT_ID,
    UNREAD,
    PrtgObject,
    column_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import IDS_PER_REQUEST, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import objects as decode
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import INVALID_FILTER
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import (
    MEASURED,
    OLDER,
    Listing,
    Transport,
    any_of,
    both,
)


class Elsewhere:
    """Completes those of ``objects`` (by their ids) that are of ``kinds``, in place; ``query`` counts what is asked."""

    def __init__(
        self,
        client: Transport,
        query: Query,
        warn: t.Callable[[str], None],
        objects: dict[str, PrtgObject],
        kinds: tuple[str, ...],
    ) -> None:
        self._client = client
        self._query = query
        self._warn = warn
        self._objects = objects
        self._kinds = kinds

    def read_older(self, fields: t.Collection[str]) -> None:
        """Those of ``fields`` that the deprecated lists tell, if these are still there."""
        for kind in KINDS:
            wanted = [name for name in decode.FIELDS if name in fields and RECORD[name].belongs_to(kind)]
            lacking = [one for one in self._lacking(kind, wanted) if one.id != ROOT_ID]  # which is in no list
            if lacking:
                self._read_kind(kind, wanted, lacking)

    def _read_kind(self, kind: str, wanted: list[str], lacking: list[PrtgObject]) -> None:
        listing = Listing(f"{OLDER}{kind}s", _named("id", lacking))
        rows = self._client.rows_if_there(listing, self._query)
        if rows is None:
            names = " and ".join(dict.fromkeys(str(decode.OLDER[name]) for name in wanted))
            self._warn(f"this PRTG does not tell the {names} of {kind}s over API v2; they are shown as null")
            return
        told = {one.object.id: one.object for one in decode.Reader(wanted, "")(rows, kind)}
        for one in lacking:
            if one.id in told:
                found = {name: getattr(told[one.id], name) for name in wanted if getattr(one, name) is UNREAD}
                self._objects[one.id] = one._replace(**found)

    def read_measured(self) -> None:
        """When sensors were measured for the last time, of those whose rows do not tell.

        That primary channels can be asked for is what prtg-skill says (facts, section 6). A server that has neither
        list, or refuses this, leaves it unknown.
        """
        lacking = self._lacking("sensor", ["last_check"])
        if not lacking:
            return
        condition = both("primary = true", _named("parentid", lacking))
        listing = Listing(MEASURED, condition, lambda: _named("id", lacking))
        try:
            rows = self._client.rows_if_there(listing, self._query) or []
        except RequestRefused as error:
            if error.code != INVALID_FILTER:
                raise
            return
        told = {
            row["id"].partition(".")[0]: one.object.last_check
            for row, one in zip(rows, decode.Reader(("last_check",), "")(rows, "sensor"))
        }
        for one in lacking:
            if one.id in told:
                self._objects[one.id] = one._replace(last_check=told[one.id])

    def _lacking(self, kind: str, fields: list[str]) -> list[PrtgObject]:
        """The objects of a kind of which a field is not known."""
        if not fields or kind not in self._kinds:
            return []
        objects = [one for one in self._objects.values() if one.kind == kind]
        columns = (column_of(objects, name) for name in fields)
        lacking = {place for column in columns for place, value in enumerate(column) if value is UNREAD}
        return [objects[place] for place in sorted(lacking)]


def _named(name: str, objects: list[PrtgObject]) -> str:
    """The condition for these objects, if they are few; else none."""
    return any_of(name, [one.id for one in objects]) if len(objects) <= IDS_PER_REQUEST else ""
