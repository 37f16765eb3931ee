# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The settings of objects over PRTG's API v1: the part ``settings``.

They are read from the page of the web interface that edits an object, which is not documented (PrtgAPI reads it). Only
what can be inherited is in a section with a name there, that of its check mark. What an inherited section shows are
taken to be the object's own values, which do not count as long as it inherits (unverified).
"""

from __future__ import annotations

import html.parser
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    PermissionDenied,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import Allow, of_each
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.settings import (
    BASIC,
    NOBODY,
    Section,
    Shower,
    Source,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import object_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.forms import (
    Field,
    choices,
    section_of_each,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.pages import (
    SETTINGS_PATH,
    is_missing,
    settings_page,
)

_ID_IN_LINK = re.compile(r"[?&]id=([0-9]{1,18})\b")


class V1Settings:
    """The part ``settings`` of API v1; see ``DetailsPart``."""

    def __init__(self, http: HttpClient) -> None:
        self._http = http
        self._shower = Shower(http.redact)

    def requests(self, count: int) -> int:
        """A page for each object."""
        return count

    def read(self, objects: t.Sequence[PrtgObject], query: Query, _allow: Allow) -> dict[str, t.Any]:
        """The sections of each object; see ``DetailsPart``."""

        def read(found: PrtgObject, own: Query) -> dict[str, dict[str, t.Any]]:
            own.sent.append(f"GET {SETTINGS_PATH} id={found.id}")
            return self._shower.settings(self._sections(found))

        return of_each(read, objects, "settings", query)

    def _sections(self, found: PrtgObject) -> dict[str, Section]:
        answer, fields = self._page(found)
        several = choices(fields)
        told = [field for field in fields if field.sent or field.name in several]
        settings = [field for field in told if len(field.name) > 1 and field.name.endswith("_")]
        if not settings:
            raise PermissionDenied(
                "PRTG shows none to this account", exchange=answer.exchange, hint=answers.NEEDS_WRITE
            )
        return _in_sections(fields, settings, _sources(answer.text))

    def _page(self, found: PrtgObject) -> tuple[Answer, list[Field]]:
        try:
            return settings_page(self._http, found)
        except ConfigurationError as error:
            if not is_missing(error):
                raise
            raise ConfigurationError(
                "this server has no page with the settings of an object",
                exchange=error.exchange,
                hint="Leave settings out, or use API v2.",
            ) from None


def _in_sections(
    fields: t.Sequence[Field], settings: t.Iterable[Field], sources: t.Mapping[str, Source]
) -> dict[str, Section]:
    """Settings by the sections that they are in, each of which has a check mark for being inherited; the rest is
    ``BASIC``. Where several values can be chosen there is a list of them."""
    inherited, inside = section_of_each(fields, sources)
    held: dict[str, dict[str, str | list[str]]] = {BASIC: {}, **{name: {} for name in inherited}}
    chosen = {name: [one.value for one in some if one.sent] for name, some in choices(settings).items()}
    for field in settings:
        held[inside.get(field.name[:-1], BASIC)][field.name[:-1]] = chosen.get(field.name, field.value)
    return {
        name: Section(
            inherited.get(name),
            sources.get(name, NOBODY),
            None if inherited.get(name) else values,
            values,
        )
        for name, values in held.items()
    }


def _sources(page: str) -> dict[str, Source]:
    """From where sections are inherited, or would be, by their names."""
    reader = _Sources()
    reader.feed(page)
    reader.close()
    return reader.found


class _Sources(html.parser.HTMLParser):
    """Finds the link beside each check mark for being inherited (fixture objectdata_maintenance_fieldset_excerpt)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, Source] = {}
        self._box: str | None = None
        self._inside = False
        self._link: str | None = None
        self._name: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in reversed(attrs)}
        if tag == "span" and "inheritedfrom" in told.get("class", "").split():
            self._inside, self._box, self._link, self._name = True, None, None, None
        elif self._inside and tag == "input" and told.get("name"):
            self._box = told["name"]
        elif self._inside and tag == "a" and self._name is None:
            linked = _ID_IN_LINK.search(told.get("href", ""))
            self._link = object_id(told.get("thisid")) or (linked.group(1) if linked else None)
            self._name = []

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == "span":
            name = " ".join("".join(self._name or ()).split())
            if self._box is not None:
                self.found.setdefault(self._box, Source(self._link, name or None))
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and self._name is not None:
            self._name.append(data)
