# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The columns of PRTG's API v1: which to ask for, and how a row of text becomes a record.

Display text is localised and often HTML, so that only the machine-readable twin (``x_raw``) is read wherever PRTG has
one. What a row does not say stays None. Sources: PRTG API v1 facts, sections 2.1-2.3, 3 and 4.
"""

from __future__ import annotations

import html
import operator
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import (
    LISTED,
    ORDERED,
    PLAIN,
    STATED,
    WORD,
    Trust,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    RECORD,
    ROOT_ID,
    ROWS_AT_ONCE,
    STATUS_BY_CODE,
    UNREAD,
    PrtgObject,
    health_of,
    paused_by,
    utc_from_ole,
    web_page,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.values import (
    BELOW_PROBES,
    Asked,
    stars,
    status_codes,
    whole_seconds,
    yes,
)

Row = t.Mapping[str, str]

#: The largest id that PRTG's own numbers can hold, which no server has given out.
NO_SUCH_ID = "2147483647"

#: Columns of every table: without them a row cannot be told from another.
IDENTITY_COLUMNS = ("objid", "name", "parentid")


class Content(t.NamedTuple):
    """One kind of object as a table: its ``content``, the root elements it comes with, fixed filters.

    ``probenode`` with ``filter_parentid=0`` is what PrtgAPI asks for probes (facts, section 2.1). ``type_raw`` is what
    the type of its rows is or begins with, where the table holds others as well.
    """

    content: str
    roots: tuple[str, ...]
    filters: tuple[tuple[str, str], ...] = ()
    type_raw: str | None = None

    def holds(self, row: Row) -> bool:
        """Whether a row belongs to its table: since 21.2.67 the probes come with the core server (section 2.1)."""
        told = row.get("type_raw", "")
        return self.type_raw is None or told == self.type_raw or told.startswith(f"{self.type_raw}[")


CONTENTS = {
    "sensor": Content("sensors", ("sensors",)),
    "device": Content("devices", ("devices",)),
    "group": Content("groups", ("groups",)),
    "probe": Content("probenode", ("probenode", "probes"), (("filter_parentid", "0"),), "probenode"),
}

#: Members of a status summary and the columns that count them.
SUMMARY_COLUMNS = {
    "up": "upsens",
    "down": "downsens",
    "down_acknowledged": "downacksens",
    "down_partial": "partialdownsens",
    "warning": "warnsens",
    "unusual": "unusualsens",
    "unknown": "undefinedsens",
    "paused": "pausedsens",
}

_NUMBER = re.compile(r"-?[0-9]{1,40}(?:[.,][0-9]{1,40})?")
_LONGEST_ID = 18
_ID = re.compile(rf"([-*]?)0*([0-9]{{1,{_LONGEST_ID}}})")
_TAG = re.compile(r"<[^>]*>")
_IMAGE = re.compile(r"[^/\\<>\"'=\s]+\.(?:png|svg|gif|jpe?g|ico)\b", re.IGNORECASE)
_LAST_OLE_DAY = 2_958_465  # 9999-12-31

#: No count and no interval (in seconds) is as large.
_LARGEST = 10**9

#: Seconds that no time in all is as long as: three thousand years.
_LONGEST = 10**11

_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,20})?)\s*%")
_PROGRESS = re.compile(r"\(([0-9]{1,3}(?:[.,][0-9]{1,20})?)\s*%\)\Z")
_CONNECTIONS: dict[int | None, str] = {0: "disconnected", 2: "connected"}


def object_id(text: str | None) -> str | None:
    """An id without padding; API v1 also writes ``-4`` as ``*000000004``. None if it is none."""
    if text and text[0] != "0" and len(text) <= _LONGEST_ID and text.isascii() and text.isdigit():
        return text  # nearly all are
    found = _ID.fullmatch((text or "").strip())
    if found is None:
        return None
    return f"{'-' if found.group(1) and found.group(2) != '0' else ''}{found.group(2)}"


def id_of(row: Row) -> str | None:
    """The id of the object of a row; None if it has none."""
    return object_id(row.get("objid_raw", row.get("objid")))


def number(text: str | None) -> float | None:
    """A raw number, padded with zeros or not, with a point or (from servers with such a locale) a comma."""
    found = _NUMBER.fullmatch((text or "").strip())
    return float(found.group().replace(",", ".")) if found else None


def _whole(text: str | None) -> int | None:
    value = number(text)
    return int(value) if value is not None else None


def _raw_first(row: Row, column: str) -> str | None:
    return row.get(f"{column}_raw", row.get(column))


def _shown(row: Row, column: str) -> str | None:
    """A column as text: its raw twin, else what is displayed without its markup. None if empty."""
    raw = row.get(f"{column}_raw")
    text = raw if raw is not None else html.unescape(_TAG.sub(" ", row.get(column, "")))
    return text.strip() or None


def _location(row: Row) -> str | None:
    """Where an object is; ``UNREAD`` if the server left the column out, which it documents for devices only."""
    unread: str | None = UNREAD
    return _shown(row, "location") if "location" in row or "location_raw" in row else unread


def _icon(row: Row) -> str | None:
    """The file name of a device's icon. The form of the column ``deviceicon`` is unverified: a name, or an image."""
    shown = row.get("deviceicon_raw", row.get("deviceicon", ""))
    image = _IMAGE.search(shown)
    return image.group() if image else _shown(row, "deviceicon")


def _status(row: Row) -> str | None:
    code = _whole(row.get("status_raw"))
    return STATUS_BY_CODE[code].token if code in STATUS_BY_CODE else None


def _active(row: Row) -> bool | None:
    """The own flag: status 12 is a timed pause of this very object, whatever the flag says (facts, section 4)."""
    if _status(row) == "pausedbyuseruntil":
        return False
    told = (_raw_first(row, "active") or "").strip().lower()
    if told in ("true", "false"):
        return told == "true"
    value = _whole(told)
    return value != 0 if value is not None else None


def _priority(row: Row) -> int | None:
    value = _whole(_raw_first(row, "priority"))
    return value if value is not None and 1 <= value <= 5 else None


def _interval(row: Row) -> int | None:
    value = _whole(row.get("intervalx_raw"))
    return value if value is not None and 0 <= value < _LARGEST else None


def _favorite(row: Row) -> bool | None:
    value = _whole(row.get("favorite_raw"))
    return value != 0 if value is not None else None


def _tags(row: Row) -> tuple[str, ...] | None:
    text = _raw_first(row, "tags")
    return None if text is None else tuple(dict.fromkeys(tag for tag in re.split(r"[\s,]+", text) if tag))


def _moment(row: Row, column: str) -> str | None:
    days = number(row.get(f"{column}_raw"))
    return utc_from_ole(days) if days is not None and 0 < days < _LAST_OLE_DAY else None


def _span(row: Row, column: str) -> int | None:
    """Seconds; None for what no server can have counted."""
    value = _whole(row.get(f"{column}_raw"))
    return value if value is not None and 0 <= value < _LONGEST else None


def _kind_name(row: Row) -> str | None:
    """What the column ``type`` displays: the raw twin is the kind's identifier."""
    return html.unescape(_TAG.sub(" ", row.get("type", ""))).strip() or None


def _coverage(row: Row) -> float | None:
    """What the column ``knowntime`` displays: its raw twin are the seconds with data (fixture sensors_default: 90%).

    ``getsensordetails`` tells the same share as "[=6% coverage]"; that the two are one number is unverified.
    """
    found = _PERCENT.fullmatch(row.get("knowntime", "").strip())
    return float(found.group(1).replace(",", ".")) if found else None


def _discovery(row: Row) -> float | None:
    """How far the auto-discovery is that the column ``condition`` tells of; None if there is none.

    "Auto-Discovery in progress (2%)" (PrtgAPI's devices). The words are the server's language, and only the number is
    taken. ``UNREAD`` where it says something else, or is not there.
    """
    unread: float | None = UNREAD
    told = html.unescape(_TAG.sub(" ", row.get("condition", "?"))).strip()
    found = _PROGRESS.search(told)
    if found is None:
        return unread if told else None
    return float(found.group(1).replace(",", "."))


def _discovers(row: Row) -> bool | None:
    progress = _discovery(row)
    return progress if progress is UNREAD else progress is not None


def _connection(row: Row) -> str | None:
    """Of a probe by the column ``condition``: 0 disconnected, 2 connected (facts, section 3); else ``UNREAD``."""
    unread: str | None = UNREAD
    return _CONNECTIONS.get(_whole(row.get("condition_raw")), unread)


class Field(t.NamedTuple):
    """A field of a record: the columns that it needs, and how it is read from them.

    ``asked`` is how the server is asked for it by a filter, None if it is not. ``displayed``: it is read from what
    columns display, also where they have a raw twin.
    """

    columns: tuple[str, ...]
    read: t.Callable[[Row], t.Any]
    asked: Asked | None = None
    displayed: bool = False


def _text(column: str) -> t.Callable[[Row], str | None]:
    return lambda row: _shown(row, column)


#: What is read of each field, and what of it the server is asked by a filter.
FIELDS: dict[str, Field] = {
    "status": Field(("status",), _status, Asked("status", Trust(STATED, kinds=BELOW_PROBES), status_codes)),
    "message": Field(("message",), _text("message")),
    "active": Field(("active", "status"), _active),
    "paused_by": Field(("active", "status"), lambda row: paused_by(_status(row), _active(row))),
    "priority": Field(("priority",), _priority, Asked("priority", Trust(ORDERED, kinds=BELOW_PROBES), stars)),
    "favorite": Field(("favorite",), _favorite, Asked("favorite", Trust(("=",), kinds=BELOW_PROBES), yes)),
    "tags": Field(("tags",), _tags),
    "host": Field(("host",), _text("host"), Asked("host", Trust(LISTED, PLAIN, doubtful=True))),
    "sensor_kind": Field(
        ("type",),
        lambda row: row.get("type_raw", "").strip() or None,
        Asked("type", Trust(LISTED, WORD, doubtful=True)),
    ),
    "interval": Field(
        ("intervalx",),
        _interval,
        Asked("interval", Trust(ORDERED, kinds=("sensor",)), whole_seconds, exact=False),
    ),
    "last_up": Field(("lastup",), lambda row: _moment(row, "lastup")),
    "last_down": Field(("lastdown",), lambda row: _moment(row, "lastdown")),
    "last_check": Field(("lastcheck",), lambda row: _moment(row, "lastcheck")),
    "location": Field(("location",), _location),
    "comment": Field(("comments",), _text("comments")),
    "icon": Field(("deviceicon",), _icon),
    "position": Field(("position",), lambda row: _whole(_raw_first(row, "position"))),
    "sensor_kind_name": Field(("type",), _kind_name, displayed=True),
    "coverage": Field(("knowntime",), _coverage, displayed=True),
    "uptime_total": Field(("uptimetime",), lambda row: _span(row, "uptimetime")),
    "downtime_total": Field(("downtimetime",), lambda row: _span(row, "downtimetime")),
    "autodiscovery_active": Field(("condition",), _discovers, displayed=True),
    "autodiscovery_progress": Field(("condition",), _discovery, displayed=True),
    "probe_status": Field(("condition",), _connection),
}


def columns_for(kind: str, fields: t.Collection[str], summary: bool) -> tuple[str, ...]:
    """The columns to ask for: what identifies a row, tells a probe, ``fields`` need and a summary counts."""
    columns = dict.fromkeys(IDENTITY_COLUMNS)
    if kind == "probe":
        columns["type"] = None
    if "health" in fields and kind == "sensor":
        columns["status"] = None
    for name, field in _readable(fields).items():
        if RECORD[name].belongs_to(kind):
            columns.update(dict.fromkeys(field.columns))
    if (summary or "health" in fields) and kind != "sensor":
        columns.update(dict.fromkeys(SUMMARY_COLUMNS.values()))
    return tuple(columns)


#: No more values of a field are remembered: where there are more, hardly any repeats.
_REMEMBERED = 1000
#: Nor are more sets of cells that rows have: a table has few.
_SHAPES = 10


class _Cells(dict[t.Any, t.Any]):
    """How a field is read from rows that have the same cells: what it takes from a row, and what these gave."""

    def __init__(self, field: Field, there: tuple[str, ...]) -> None:
        super().__init__()
        twins = [[cell for cell in (f"{column}_raw", column) if cell in there] for column in field.columns]
        self._own = [cell for cells in twins for cell in (cells if field.displayed else cells[:1])]
        self._field = field

    def __call__(self, rows: t.Sequence[Row]) -> list[t.Any]:
        """The value of each row."""
        if not self._own:
            return [self._field.read({})] * len(rows)
        return list(map(self.__getitem__, map(operator.itemgetter(*self._own), rows)))

    def __missing__(self, told: t.Any) -> t.Any:
        value = self._field.read(dict(zip(self._own, (told,) if len(self._own) == 1 else told)))
        if len(self) < _REMEMBERED:
            self[told] = value
        return value


class Reader:
    """Makes the records of a ``kind`` from rows, with those of ``fields`` that a row can tell.

    ``base_url`` is PRTG's web interface. What cells hold repeats from row to row, so that it is read once, and memory
    holds it once. Which cells there are repeats as well, so that rows are read by columns.
    """

    def __init__(self, kind: str, fields: t.Collection[str], base_url: str) -> None:
        self._kind = kind
        self._base_url = base_url if "url" in fields else None
        self._has_health = "health" in fields
        readable = _readable(fields)
        self._none = [name for name in readable if not RECORD[name].belongs_to(kind)]
        self._readable = {name: field for name, field in readable.items() if name not in self._none}
        self._plans: dict[tuple[str, ...], dict[str, _Cells]] = {}
        self._parents: dict[str | None, str | None] = {}

    def __call__(self, rows: t.Sequence[Row]) -> list[PrtgObject]:
        """The records of rows, in their order."""
        parts = (rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE))
        return [one for part in parts for one in self._read(part)]

    def _read(self, rows: t.Sequence[Row]) -> list[PrtgObject]:
        shapes = list(map(tuple, rows))
        made: list[t.Any] = [None] * len(rows)
        for there in set(shapes):
            places = [place for place, shape in enumerate(shapes) if shape == there]
            for place, one in zip(places, self._alike([rows[place] for place in places], there)):
                made[place] = one
        return made

    def _alike(self, rows: t.Sequence[Row], there: tuple[str, ...]) -> t.Iterator[PrtgObject]:
        """The records of rows that have the same cells."""
        ids = [id_of(row) or "" for row in rows]
        columns: dict[str, list[t.Any]] = {
            "id": ids,
            "kind": [self._kind] * len(rows),
            "name": [_raw_first(row, "name") or "" for row in rows],
            "parent_id": list(map(self._parent_id, ids, rows)),
            **dict.fromkeys(self._none, [None] * len(rows)),
            **{name: cells(rows) for name, cells in self._plan_for(there).items()},
        }
        if self._base_url is not None:
            columns["url"] = [web_page(self._base_url, self._kind, found_id) for found_id in ids]
        if self._has_health:
            statuses = columns["status"] if "status" in columns else map(_status, rows)
            counts = [None] * len(rows) if self._kind == "sensor" else map(read_summary, rows)
            columns["health"] = [health_of(self._kind, status, one) for status, one in zip(statuses, counts)]
        unread = [UNREAD] * len(rows)
        return map(PrtgObject._make, zip(*(columns.get(name, unread) for name in RECORD)))

    def _plan_for(self, there: tuple[str, ...]) -> dict[str, _Cells]:
        if there not in self._plans:
            if len(self._plans) >= _SHAPES:
                self._plans.clear()
            self._plans[there] = {name: _Cells(field, there) for name, field in self._readable.items()}
        return self._plans[there]

    def _parent_id(self, found_id: str, row: Row) -> str | None:
        if found_id == ROOT_ID:
            return None
        told = _raw_first(row, "parentid")
        if told not in self._parents:
            parent = object_id(told)
            self._parents[told] = None if parent is None or parent.startswith("-") else parent
        return self._parents[told]


def _readable(fields: t.Collection[str]) -> dict[str, Field]:
    wanted = {*fields, "tags"} if "parent_tags" in fields else set(fields)
    return {name: field for name, field in FIELDS.items() if name in wanted}


def read_summary(row: Row) -> dict[str, int | None] | None:
    """How many sensors are in which state; None if the server left a count out, and for one that cannot be read.

    An empty cell counts none.
    """
    summary: dict[str, int | None] = {}
    for name, column in SUMMARY_COLUMNS.items():
        if f"{column}_raw" not in row:
            return None
        told = row[f"{column}_raw"].strip()
        counted = _whole(told)
        summary[name] = 0 if not told else counted if counted is not None and 0 <= counted < _LARGEST else None
    return summary
