# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The settings of objects over PRTG's API v2: the part ``settings``, from lists with all sections.

``include=inheritance`` adds to each section that can be inherited whether it is, from where, and what the object has of
its own all the same (seen live; facts, section 3, and fixture inheritance_section). Servers that have the deprecated
lists alone tell settings object by object.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import Allow, of_each
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import IDS_PER_REQUEST, Query, in_batches
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.settings import (
    BASIC,
    NOBODY,
    Section,
    Shower,
    Source,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import (
    ALL_SECTIONS,
    NO_SECTIONS,
    Row,
    flag,
    identifier,
    member,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Listing, Transport, any_of

#: What marks of inheritance begin with, beside the settings of a section.
_MARK = "_"

_INCLUDED = (ALL_SECTIONS, "inheritance")


class V2Settings:
    """The part ``settings`` of API v2; see ``DetailsPart``."""

    def __init__(self, client: Transport) -> None:
        self._client = client
        self._shower = Shower(client.http.redact)

    def requests(self, count: int) -> int:
        """A list for each batch of objects, where the server has the current lists."""
        return -(-count // IDS_PER_REQUEST)

    def read(self, objects: t.Sequence[PrtgObject], query: Query, allow: Allow) -> dict[str, t.Any]:
        """The sections of each object; see ``DetailsPart``. What a list does not tell is asked about by itself."""
        found: dict[str, t.Any] = {}
        for batch in in_batches(objects):
            listing = Listing("objects", any_of("id", [one.id for one in batch]), include=_INCLUDED)
            for row in self._client.rows(listing, query):
                if isinstance(row.get(BASIC), dict):
                    found[row["id"]] = self._shower.settings(_sections(row))
        left = [one for one in objects if one.id not in found]
        allow(len(left))
        found.update(of_each(self._one, left, "settings", query))
        return {one.id: found[one.id] for one in objects}

    def _one(self, found: PrtgObject, query: Query) -> dict[str, t.Any]:
        path, parameters = f"/{found.kind}s/{found.id}", {"include": ",".join(_INCLUDED)}
        query.sent.append(self._client.shown(path, parameters))
        answer = self._client.get(path, parameters)
        row = answer.json()
        query.rows_read += 1
        if not isinstance(row, dict) or identifier(row.get("id")) != found.id or not isinstance(row.get(BASIC), dict):
            raise UnexpectedAnswer("the answer does not tell them", exchange=answer.exchange)
        return self._shower.settings(_sections(row))


def _sections(row: Row) -> dict[str, Section]:
    """The sections of settings of a row."""
    return {
        name: _section(section)
        for name, section in row.items()
        if isinstance(section, dict) and name not in NO_SECTIONS
    }


def _section(told: Row) -> Section:
    values = {name: value for name, value in told.items() if not name.startswith(_MARK)}
    inherited = flag(told.get("_inherited"))
    if not inherited:
        return Section(inherited, NOBODY, values, values)
    name = member(told, ("_inheritancesource", "name"))
    source = Source(identifier(member(told, ("_inheritancesource", "id"))), name if isinstance(name, str) else None)
    shadowed = told.get("_shadowed")
    return Section(True, source, values, shadowed if isinstance(shadowed, dict) else None)
