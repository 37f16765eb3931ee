# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Making and changing objects over PRTG's API v1: the part ``objects`` (PRTG manual, "HTTP API: Object Manipulation").

Each value is sent by a request of its own. The form of the web interface, ``/editsettings``, takes several (PrtgAPI),
but is not documented, and a server of 23.3 refused a part of one, since another of its fields was not filled in
(PrtgAPI #364): nobody can fill in a secret, which no page tells.

What is inherited is told by the page with the settings of an object alone, which is not documented (PrtgAPI reads it):
without it such a value is refused, as nobody could tell whether it counts. Where it is read, it tells the values, too:
the names of properties are those of its fields (manual, "Change properties of objects").
"""

from __future__ import annotations

import collections
import html
import re
import threading
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    PermissionDenied,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.part import Making, Values
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.properties import (
    INHERIT,
    INHERITED,
    PROPERTIES,
    SETTING,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.cloned import made_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    CONTENTS,
    IDENTITY_COLUMNS,
    number,
    object_id,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.forms import Field, section_of_each
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.pages import (
    LONGEST_VALUE,
    is_missing,
    page,
    settings_page,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import (
    PROPERTY_PATH,
    Selection,
    TableReader,
)

#: What ``setobjectproperty.htm`` does not work for: schedule, dependency, maintenance window and the inheritance of
#: these (manual, "Object Manipulation"), by the names of the fields (PrtgAPI, ObjectProperty).
SCHEDULING = frozenset(
    {
        "scheduledependency",
        "schedule",
        "dependencytype",
        "dependency",
        "dependencyvalue",
        "depdelay",
        "maintenable",
        "maintstart",
        "maintend",
    }
)

#: A name that no setting has, so that the words are known with which a server says so, in its own language.
NO_SUCH_PROPERTY = "opswatchnosuchproperty"

_RESULT = re.compile(r"(?s)<result>(.*?)</result>")
_WORDS = re.compile(r"[\s,]+")
_SECONDS = re.compile(r"0*([0-9]{1,9})\b.*", re.DOTALL)

_POSITION_COLUMNS = (*IDENTITY_COLUMNS, "type", "position")


def _tags(told: str) -> list[str]:
    return sorted({tag for tag in _WORDS.split(told) if tag})


def _seconds(told: str) -> int | None:
    """``60``, or ``60|60 seconds`` as the settings page has it."""
    found = _SECONDS.fullmatch(told.strip())
    return int(found.group(1)) if found else None


class _Spelling(t.NamedTuple):
    """What API v1 calls one of the options, and how it reads and writes its value."""

    name: str
    read: t.Callable[[str], t.Any] = str
    write: t.Callable[[t.Any], str] = str


_SPELLINGS = {
    "name": _Spelling("name"),
    "host": _Spelling("host"),
    "tags": _Spelling("tags", _tags, " ".join),
    "interval": _Spelling("interval", _seconds),
    "location": _Spelling("location"),
    "comment": _Spelling("comments"),
}


#: Fields whose value is the whole of a property. Lists hold the words of an option as well, such as ``60|60 seconds|``,
#: of which only an interval is taken apart; that ``getobjectproperty.htm`` says the same of other fields is unverified.
_TEXTS, _LIST = ("text", "textarea"), "select"


class _Page(t.NamedTuple):
    """What the page with the settings of an object tells: which sections it inherits, and fields by their names.

    ``sections`` are those that settings are in, by their names.
    """

    inherited: dict[str, bool]
    fields: dict[str, Field]
    sections: dict[str, str]

    def value(self, name: str, spelling: _Spelling) -> t.Any:
        """One of the values in the way that it is read; None where the page does not clearly tell it."""
        field = self.fields.get(f"{spelling.name}_")
        if field is None or not (field.kind in _TEXTS or (field.kind == _LIST and name == "interval")):
            return None
        return spelling.read(field.value.strip())


_NO_PAGE = _Page({}, {}, {})


def _plain(value: t.Any) -> str:
    """A setting as it is sent: truth values are the numbers that PRTG has for them."""
    return str(int(value)) if isinstance(value, bool) else str(value)


class _Client(t.Protocol):
    http: HttpClient
    tables: TableReader


class V1Objects:
    """The part ``objects`` of API v1; see ``ObjectsPart``."""

    def __init__(self, server: _Client) -> None:
        self._http = server.http
        self._tables = server.tables
        self._lock = threading.Lock()
        self._unknown: str | None = None
        self._inherited: dict[str, dict[str, bool]] = {}

    def refuse(self, kind: str | None, names: t.Collection[str], making: str | None) -> None:
        """Refuse what API v1 cannot do; see ``ObjectsPart``."""
        if making == "new":
            raise ConfigurationError(
                "PRTG's API v1 cannot make objects anew, but copy them",
                hint="Nothing was sent. Name a template with clone_from, or use API v2.",
            )
        if making == "move" and kind == "sensor":
            raise ConfigurationError(
                "PRTG's API v1 is known to move groups and devices, and no sensors",
                hint="Nothing was changed. Copy the sensor with clone_from, and delete it where it is.",
            )
        scheduling = sorted(name for name in names if name.rpartition(".")[2].rstrip("_") in SCHEDULING)
        if scheduling:
            raise ConfigurationError(
                f"PRTG's API v1 does not take {scheduling[0]} by itself: it is part of schedule, dependency and "
                "maintenance window",
                hint="Nothing was sent. prtg_schedule sets maintenance windows; PRTG's web interface sets the rest.",
            )
        wrong = sorted(name for name in names if name.startswith(SETTING) and "." in name[len(SETTING) :])
        if wrong:
            raise ConfigurationError(
                f"{wrong[0]} is a setting in a section, and API v1 has settings without sections",
                hint="Nothing was sent. Give it under the name that the field has in PRTG's web interface, without the "
                "underscore at its end.",
            )

    def refuse_values(self, values: Values) -> None:
        """Refuse what does not go into a URL; see ``ObjectsPart``."""
        for name, value in values.items():
            if isinstance(value, list) and name.startswith(SETTING):
                raise ConfigurationError(f"{name} is a list, and API v1 has texts alone", hint="Nothing was sent.")
            sent = " ".join(value) if isinstance(value, list) else str(value)
            if len(urllib.parse.quote(sent)) > LONGEST_VALUE:
                raise ConfigurationError(
                    f"{name} is too long for API v1, which has it in a URL: {len(sent)} characters",
                    hint="Nothing was sent. Shorten it, or use API v2.",
                )

    def hide(self, secrets: t.Iterable[str]) -> None:
        """Know secrets; see ``ObjectsPart``."""
        for secret in secrets:
            self._http.redact.add(secret)

    def read(self, found: PrtgObject, names: t.Collection[str]) -> dict[str, t.Any]:
        """What an object has of its own; see ``ObjectsPart``.

        One page tells all that it has, where it is needed anyway; what it does not tell is a request each.
        """
        told: dict[str, t.Any] = {}
        page = self._page_for(found, names)
        for name in sorted(names):
            section = _section_of(name) or (page.sections.get(_field_of(name)) if name.startswith(SETTING) else None)
            if section and section not in page.inherited and found.id != ROOT_ID:
                continue
            if name.startswith(INHERIT):
                told[name] = page.inherited.get(section or "", False)
            elif section and page.inherited.get(section):
                told[name] = INHERITED if name in PROPERTIES else None
            else:
                value = self._value(found, name, page)
                if value is not None:
                    told[name] = value
        return told

    def _value(self, found: PrtgObject, name: str, page: _Page) -> t.Any:
        """A value of one's own, from the page or by its own request; None if PRTG does not tell it."""
        spelling = _spelling_of(name)
        shown = page.value(name, spelling)
        if shown is not None:
            return shown
        value = self._property(found, spelling.name)
        return None if value is None else spelling.read(value)

    def make(self, making: Making) -> str | None:
        """Copy a template; see ``ObjectsPart``. The copy starts paused (manual, "Duplicate an Object")."""
        template = t.cast(PrtgObject, making.template)  # refuse() lets nothing else pass
        query = {"id": template.id, "name": making.name, "targetid": making.parent.id}
        if making.host is not None:
            query["host"] = making.host
        answer = self._http.request("GET", "/api/duplicateobject.htm", query=query)
        made = made_id(answer, (template.id, making.parent.id), self._http.redact)
        with self._lock:
            if made is not None and template.id in self._inherited:
                self._inherited[made] = self._inherited[template.id]
        return made

    def sent_along(self, _making: Making) -> frozenset[str]:
        """Nothing: a copy has what its template has; see ``ObjectsPart``."""
        return frozenset()

    def write(self, found: PrtgObject, values: Values) -> frozenset[str]:
        """Give an object values, one after the other; see ``ObjectsPart``.

        An inherited value counts only after its section does not inherit any more (PRTG-Sensor-Time-Interval-Editor).
        That is not sent of a section that did not when it was looked at last, or of whose template that was so.
        """
        switches = dict.fromkeys(self._to_be_ended(found, values), False)
        known = self._inherited.get(found.id, {})
        unsure = set()
        for name, value in values.items():
            section = _section_of(name)
            if section is None:
                continue
            if name.startswith(INHERIT) or _inherits(name, value):
                switches[section] = bool(value)
            elif known.get(section) is False:
                unsure.add(name)
            else:
                switches.setdefault(section, False)
        for section, inherits in switches.items():
            self._set(found, f"{section}_", str(int(inherits)))
        for name, value in values.items():
            if not name.startswith(INHERIT) and not _inherits(name, value):
                self._write(found, name, value)
        return frozenset(name for name in unsure if _section_of(name) not in switches)

    def _write(self, found: PrtgObject, name: str, value: t.Any) -> None:
        if name == "name" and found.kind != "probe":  # which rename.htm is not documented for
            self._act("/api/rename.htm", {"id": found.id, "value": value})
        elif name == "priority":
            self._act("/api/setpriority.htm", {"id": found.id, "prio": str(value)})
        else:
            spelling = _spelling_of(name)
            self._set(found, spelling.name, spelling.write(value))

    def _to_be_ended(self, found: PrtgObject, values: Values) -> list[str]:
        """The sections that are inherited, and that settings of one's own are in, as far as PRTG tells which."""
        names = [name for name in values if name.startswith(SETTING)]
        page = self._page_for(found, names)
        ended = {page.sections.get(_field_of(name), "") for name in names}
        return sorted(one for one in ended if page.inherited.get(one) and f"{INHERIT}{one}" not in values)

    def move(self, found: PrtgObject, parent: PrtgObject) -> None:
        """Hang an object below another, by a page that is not documented (pyprtg-api, PrtgAPI); see ``ObjectsPart``."""
        self._act("/moveobjectnow.htm", {"id": found.id, "targetid": parent.id})

    def place(self, found: PrtgObject, where: str) -> None:
        """Put an object to an end of those beside it; see ``ObjectsPart``."""
        self._act("/api/setposition.htm", {"id": found.id, "newpos": where})

    def beside(self, found: PrtgObject) -> list[str]:
        """The ids below the same parent by the column ``position``; see ``ObjectsPart``.

        Sensors have an order of their own; groups and devices share one, so that both tables are read.
        """
        kinds = (found.kind,) if found.kind in ("sensor", "probe") else ("group", "device")
        placed: list[tuple[float, str]] = []
        for kind in kinds:
            selection = Selection(CONTENTS[kind], _POSITION_COLUMNS, scope=found.parent_id)
            rows = self._tables.whole(selection, Query(), list)
            for row_id, row in rows.items():
                place = number(row.get("position_raw", row.get("position")))
                if place is not None and object_id(row.get("parentid_raw", row.get("parentid"))) == found.parent_id:
                    placed.append((place, row_id))
        return [row_id for _place, row_id in sorted(placed)]

    def delete(self, found: PrtgObject) -> None:
        """Delete an object; see ``ObjectsPart``."""
        self._act("/api/deleteobject.htm", {"id": found.id, "approve": "1"})

    def _set(self, found: PrtgObject, name: str, value: str) -> None:
        self._act("/api/setobjectproperty.htm", {"id": found.id, "name": name, "value": value})

    def _act(self, path: str, query: t.Mapping[str, str]) -> None:
        answers.refuse_failure(self._http.request("GET", path, query=query), self._http.redact)

    def _property(self, found: PrtgObject, name: str) -> str | None:
        """A setting as PRTG has it; None for one that it does not know for this object.

        It then answers 200 and says so in its language, as it does of a name that nothing has.
        """
        told = self._told(found, name)
        if not (told.startswith("(") and told.endswith(")")):
            return told
        with self._lock:
            if self._unknown is None:
                self._unknown = self._told(found, NO_SUCH_PROPERTY)
        return None if told == self._unknown else told

    def _told(self, found: PrtgObject, name: str) -> str:
        answer = page(self._http, PROPERTY_PATH, {"id": found.id, "name": name, "show": "nohtmlencode"})
        result = _RESULT.search(answer.text)
        if result is None:
            raise UnexpectedAnswer(
                f"the server does not tell the setting {name} of {found.label()}",
                exchange=answer.exchange,
                hint=answers.NOT_V1,
            )
        return html.unescape(result.group(1)).strip()

    def _page_for(self, found: PrtgObject, names: t.Collection[str]) -> _Page:
        """The page with the settings of an object, where it is needed for these names.

        Where only settings are asked for, a page that tells nothing is none: they can be read and written without it.
        """
        is_needed = any(_section_of(name) for name in names)
        if not is_needed and not any(name.startswith(SETTING) for name in names):
            return _NO_PAGE
        try:
            return self._page(found)
        except (ConfigurationError, PermissionDenied) as error:
            if is_needed or not (is_missing(error) or isinstance(error, PermissionDenied)):
                raise
            return _NO_PAGE

    def _page(self, found: PrtgObject) -> _Page:
        """That page: which sections the object inherits, from their check marks, and fields."""
        fields = self._fields(found)
        boxes = [field for field in fields if field.kind == "checkbox" and not field.name.endswith("_")]
        page = _Page({field.name: field.sent for field in boxes}, _clear(fields), section_of_each(fields)[1])
        with self._lock:
            self._inherited[found.id] = page.inherited
        return page

    def _fields(self, found: PrtgObject) -> list[Field]:
        """The fields of that page.

        ``PermissionDenied`` for an account that may not change the object, which gets the page without any (PrtgAPI).
        """
        try:
            answer, fields = settings_page(self._http, found)
        except ConfigurationError as error:
            if not is_missing(error):
                raise
            raise ConfigurationError(
                f"PRTG does not tell what {found.label()} inherits: its page with the settings is not there",
                exchange=error.exchange,
                hint="Leave out interval, location and inherit, or use API v2.",
            ) from None
        shows_settings = any(len(field.name) > 1 and field.name.endswith("_") for field in fields)
        if not shows_settings and found.id != ROOT_ID:
            raise PermissionDenied(
                f"PRTG shows no settings of {found.label()}", exchange=answer.exchange, hint=answers.NEEDS_WRITE
            )
        return fields


def _clear(fields: t.Sequence[Field]) -> dict[str, Field]:
    """Fields by their names: those that are there once, hold text, and where the page itself says what is chosen."""
    names = collections.Counter(field.name for field in fields)
    return {
        field.name: field
        for field in fields
        if field.sent and field.chosen and names[field.name] == 1 and "\ufffd" not in field.value
    }


def _inherits(name: str, value: t.Any) -> bool:
    """Whether a value is that its section is inherited."""
    return name in PROPERTIES and value == INHERITED


def _section_of(name: str) -> str | None:
    """The section that says whether a value counts; None if none does, or it is not known here which."""
    if name.startswith(INHERIT):
        return name[len(INHERIT) :]
    return PROPERTIES[name].section if name in PROPERTIES else None


def _spelling_of(name: str) -> _Spelling:
    return _SPELLINGS.get(name) or _Spelling(_field_of(name), write=_plain)


def _field_of(name: str) -> str:
    """What PRTG's web interface calls the field of a setting, without the underscore at its end."""
    return name[len(SETTING) :].rstrip("_")
