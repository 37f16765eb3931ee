# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Making and changing objects over PRTG's API v2: the part ``objects``.

Paths and bodies are from the list of operations of 2026-03 and from what clients sent to live servers (facts, section
5). Operations have moved from release to release, so that each has several paths, of which the one that answers is
remembered.
"""

from __future__ import annotations

import json
import threading
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    MonitoringError,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.part import Making, Values
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.properties import (
    INHERIT,
    INHERITED,
    INTERVAL_SECTION,
    LOCATION_SECTION,
    PROPERTIES,
    SETTING,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import objects as decode
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import is_not_activated
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import (
    POSITIONS,
    Listing,
    Transport,
    any_of,
)

BASIC = "basic"

#: Where each option stands: section and name. A section but ``basic`` may be inherited.
PLACES = {
    "name": (BASIC, "name"),
    "host": (BASIC, "host"),
    "tags": (BASIC, "tags"),
    "priority": (BASIC, "priority"),
    "interval": (INTERVAL_SECTION, "interval"),
    "location": (LOCATION_SECTION, "location"),
}

#: How options are read; all else is compared as it is.
_READ: dict[str, t.Callable[[t.Any], t.Any]] = {
    "tags": lambda value: sorted(decode.tags(value) or ()),
    "interval": decode.seconds,
    "priority": decode.priority,
}

#: Where each operation may be. What the list of operations of 2026-03 has comes first, then the paths of later
#: generations: the plural of editing a sensor, editing a probe and cloning any object are of 2026-09, and a prefix is
#: dropped when an operation is finished (overview, "Versioning").
PATHS: dict[str, tuple[str, ...]] = {
    "edit sensor": ("/experimental/sensor/{id}", "/experimental/sensors/{id}", "/sensors/{id}"),
    "edit device": ("/devices/{id}", "/experimental/devices/{id}"),
    "edit group": ("/experimental/groups/{id}", "/groups/{id}"),
    "edit probe": ("/experimental/probes/{id}", "/probes/{id}"),
    **{f"clone {kind}": (f"/{kind}s/{{id}}/clone", "/objects/{id}/clone") for kind in ("sensor", "device", "group")},
    **{
        f"create {kind} in {above}": (f"/experimental/{above}s/{{id}}/{kind}", f"/{above}s/{{id}}/{kind}")
        for kind, above in (
            ("sensor", "device"),
            ("device", "group"),
            ("device", "probe"),
            ("group", "group"),
            ("group", "probe"),
        )
    },
    "move": ("/objects/{id}/move",),
    **{
        f"delete {kind}": (f"/experimental/{kind}s/{{id}}", f"/{kind}s/{{id}}")
        for kind in ("sensor", "device", "group")
    },
}

#: Bytes of a body that all servers take: the limit is 15 kB (overview, BODY_TOO_LARGE), of which no source tells
#: whether it is 15,000 or 15,360.
LARGEST_BODY = 14_500

#: HTTP statuses that say that a path is not there, or does not take the method.
_NO_PATH = (404, 405)
_NOT_IMPLEMENTED = 501

Body = dict[str, dict[str, t.Any]]


class _Client(t.Protocol):
    client: Transport
    warnings: list[str]


class V2Objects:
    """The part ``objects`` of API v2; see ``ObjectsPart``."""

    def __init__(self, server: _Client) -> None:
        self._client = server.client
        self._lock = threading.Lock()
        self._paths = dict(PATHS)
        self._inherited: dict[str, dict[str, bool]] = {}

    def refuse(self, kind: str | None, names: t.Collection[str], making: str | None) -> None:
        """Refuse what API v2 cannot do; see ``ObjectsPart``."""
        if "comment" in names:
            raise ConfigurationError(
                "no source tells where PRTG's API v2 has the comment of an object",
                hint="Nothing was sent. Use API v1 for comment, or name the setting with settings.",
            )
        wrong = sorted(name for name in names if name.startswith(SETTING) and "." not in name[len(SETTING) :])
        if wrong:
            raise ConfigurationError(
                f"{wrong[0]} is a setting without a section, and API v2 has settings in sections",
                hint="Nothing was sent. Write them as a section with its settings, such as basic with name.",
            )

    def refuse_values(self, values: Values) -> None:
        """Refuse what is too long for a body; see ``ObjectsPart``."""
        for name, value in values.items():
            if _size({name: value}) > LARGEST_BODY:
                raise ConfigurationError(
                    f"{name} is too long for API v2, which takes 15 kB at once", hint="Nothing was sent. Shorten it."
                )

    def hide(self, secrets: t.Iterable[str]) -> None:
        """Know secrets; see ``ObjectsPart``."""
        for secret in secrets:
            self._client.http.redact.add(secret)

    def read(self, found: PrtgObject, names: t.Collection[str]) -> dict[str, t.Any]:
        """What an object has of its own, in one request; see ``ObjectsPart``."""
        sections = sorted({_section_of(name) for name in names} - {BASIC})
        row = self._row(found, sections)
        told: dict[str, t.Any] = {}
        for name in names:
            section = row.get(_section_of(name))
            if isinstance(section, dict):
                told.update(_told(name, section))
        return told

    def make(self, making: Making) -> str | None:
        """Copy a template, or make an object anew; see ``ObjectsPart``."""
        if making.template is not None:
            body: dict[str, t.Any] = {"parent_id": making.parent.id, "name": making.name}
            if making.host is not None:
                body["host"] = making.host
            answer = self._send(f"clone {making.kind}", "POST", making.template.id, body)
            made = _made_id(answer, {making.template.id, making.parent.id})
            with self._lock:
                if made is not None:  # which sections can be inherited depends on the kind of an object
                    self._inherited[made] = self._inherited.get(making.template.id, {})
            return made
        along = self.sent_along(making)
        body = _body({**_identity_of(making), **{n: one for n, one in making.values.items() if n in along}})
        query = {} if making.sensor_kind is None else {"kindid": making.sensor_kind}
        answer = self._send(f"create {making.kind} in {making.parent.kind}", "POST", making.parent.id, body, query)
        return _made_id(answer, {making.parent.id})

    def sent_along(self, making: Making) -> frozenset[str]:
        """All of them, or none if they are too much for one body; see ``ObjectsPart``."""
        if making.template is not None:
            return frozenset()
        fits = _size(_body({**_identity_of(making), **making.values})) <= LARGEST_BODY
        return frozenset(making.values) if fits else frozenset()

    def write(self, found: PrtgObject, values: Values) -> frozenset[str]:
        """Give an object values, in as few requests as bodies allow; see ``ObjectsPart``."""
        body = _body(values)
        others = sorted(body.keys() - {BASIC})
        if any(section not in self._inherited.get(found.id, {}) for section in others):
            self._row(found, others)
        known = self._inherited.get(found.id, {})
        for section in others:
            # a section that cannot be inherited takes no mark of it
            if section in known:
                body[section].setdefault("_inherited", False)
        for part in _in_parts(body):
            self._send(f"edit {found.kind}", "PATCH", found.id, part)
        return frozenset()

    def move(self, found: PrtgObject, parent: PrtgObject) -> None:
        """Hang an object below another; see ``ObjectsPart``."""
        self._send("move", "POST", found.id, {"parent": parent.id})

    def place(self, found: PrtgObject, where: str) -> None:
        """Put an object to an end of those beside it; see ``ObjectsPart``."""
        self._send("move", "POST", found.id, {"position_preset": where})

    def beside(self, found: PrtgObject) -> list[str]:
        """The ids below the same parent by their ``position``; see ``ObjectsPart``.

        Only the flat shape of the deprecated lists is known to tell it (overview, "Sorting").
        """
        if found.parent_id is None:
            return []
        rows = _same_parent(found, self._positions(found.parent_id))
        placed = [(decode.number(row.get("position")), row["id"]) for row in rows]
        if any(place is None for place, _id in placed):
            raise UnexpectedAnswer(
                f"the server does not tell at which position {found.label()} is",
                exchange=self._client.http.exchange("GET", f"/{found.kind}s"),
                hint="Leave out position, or use API v1.",
            )
        return [row_id for _place, row_id in sorted(placed)]

    def _positions(self, parent_id: str) -> list[decode.Row]:
        """What the deprecated list has below an object, whatever else a server puts there."""
        try:
            return self._client.rows(Listing(POSITIONS, any_of("parentid", [parent_id])), Query())
        except ConfigurationError as error:
            if not is_not_activated(error):
                raise
            raise ConfigurationError(
                "API v2 of this server has no list that tells positions",
                exchange=error.exchange,
                hint="It is deprecated, and newer versions may lack it. Leave out position, or use API v1.",
            ) from None

    def delete(self, found: PrtgObject) -> None:
        """Delete an object; see ``ObjectsPart``."""
        self._send(f"delete {found.kind}", "DELETE", found.id)

    def _row(self, found: PrtgObject, sections: t.Sequence[str]) -> decode.Row:
        """One object with some sections of its settings, and whether these are inherited."""
        query = {"include": ",".join((*sections, "inheritance"))} if sections else {}
        answer = self._client.get(f"/{found.kind}s/{found.id}", query)
        row = answer.json()
        if not isinstance(row, dict) or decode.identifier(row.get("id")) != found.id:
            raise UnexpectedAnswer(f"the answer is not about {found.label()}", exchange=answer.exchange)
        told = {name: row[name] for name in sections if isinstance(row.get(name), dict)}
        marks = {name: bool(decode.flag(one["_inherited"])) for name, one in told.items() if "_inherited" in one}
        with self._lock:
            self._inherited[found.id] = {**self._inherited.get(found.id, {}), **marks}
        return row

    def _send(
        self, operation: str, method: str, object_id: str, body: t.Any = None, query: t.Mapping[str, str] | None = None
    ) -> Answer:
        """The answer from the first path that this server has for an operation. A path that is not there does nothing.

        The error is that of a path that is there and not finished, if there is one, else that of the first: then either
        the object is gone, or this server has none of the paths.
        """
        errors: list[MonitoringError] = []
        for path in self._paths[operation]:
            try:
                answer = self._client.write(method, path.format(id=object_id), body, query)
            except MonitoringError as error:
                status = error.exchange.status if error.exchange else None
                if status not in (*_NO_PATH, _NOT_IMPLEMENTED):
                    raise
                errors.append(error)
                continue
            with self._lock:
                self._paths[operation] = (path, *(other for other in PATHS[operation] if other != path))
            return answer
        unfinished = [one for one in errors if one.exchange and one.exchange.status == _NOT_IMPLEMENTED]
        if not unfinished:
            lacking = f"If it is there, API v2 of this server has no operation to {operation}; API v1 may be able to."
            errors[0].hint = " ".join(filter(None, (errors[0].hint, lacking)))
        raise next(iter(unfinished), errors[0])


def _same_parent(found: PrtgObject, rows: t.Sequence[decode.Row]) -> list[decode.Row]:
    """The rows that tell the same parent as that of an object does; all where it is not among them.

    A path may leave out what the account does not see, so that what it tells need not be the parent's id.
    """
    parents = {row["id"]: decode.line_of(row, decode.kind_of(row, None) or found.kind).parent_id for row in rows}
    return [row for row in rows if parents[row["id"]] == parents.get(found.id, parents[row["id"]])]


def _identity_of(making: Making) -> dict[str, t.Any]:
    """What a new object needs to be made at all."""
    return {"name": making.name, **({} if making.host is None else {"host": making.host})}


def _section_of(name: str) -> str:
    """The section that a value stands in."""
    if name.startswith(INHERIT):
        return name[len(INHERIT) :]
    return PLACES[name][0] if name in PLACES else name[len(SETTING) :].partition(".")[0]


def _told(name: str, section: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """What a section tells of a value; empty if it does not know it."""
    inherited = bool(decode.flag(section.get("_inherited")))
    if name.startswith(INHERIT):
        return {name: inherited} if "_inherited" in section else {}
    inner = PLACES[name][1] if name in PLACES else name.rpartition(".")[2]
    if inner not in section:
        return {}
    if inherited:
        return {name: INHERITED if name in PROPERTIES else None}
    return {name: _READ.get(name, _as_is)(section[inner])}


def _as_is(value: t.Any) -> t.Any:
    return value if isinstance(value, (str, list)) or value is None else _plain(value)


def _plain(value: t.Any) -> t.Any:
    """A value as sections have it: a text, or a list; truth values are taken for 1 and 0, as in API v1 (unverified)."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(int(value)) if isinstance(value, bool) else str(value)


def _body(values: Values) -> Body:
    """Values by their sections. A value of one's own ends that its section is inherited."""
    body: Body = {}
    for name, value in values.items():
        section = body.setdefault(_section_of(name), {})
        if name.startswith(INHERIT):
            section["_inherited"] = bool(value)
        elif value == INHERITED and name in PROPERTIES:
            section["_inherited"] = True
        else:
            section[PLACES[name][1] if name in PLACES else name.rpartition(".")[2]] = _plain(value)
            if _section_of(name) in (INTERVAL_SECTION, LOCATION_SECTION):
                section["_inherited"] = False
    return body


def _in_parts(body: Body) -> t.Iterator[Body]:
    """``body`` in as few bodies as the server takes, none of which is too large as long as no value is."""
    part: Body = {}
    for section, values in body.items():
        mark = {name: value for name, value in values.items() if name == "_inherited"}
        for name, value in values.items():
            one = {**mark, name: value}
            joined = {**part, section: {**part.get(section, {}), **one}}
            if part and _size(joined) > LARGEST_BODY:
                yield part
                joined = {section: one}
            part = joined
    if part:
        yield part


def _size(body: t.Any) -> int:
    return len(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))


def _made_id(answer: Answer, known: t.Collection[str]) -> str | None:
    """The id of what was made, if the answer tells: an object, a list with one, or nothing (facts, section 5)."""
    if not answer.body.strip():
        return None
    told = answer.json()
    rows = told if isinstance(told, list) else [told]
    ids = {decode.identifier(row.get("id")) for row in rows if isinstance(row, dict)} - {None, *known}
    return ids.pop() if len(ids) == 1 else None
