# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From the JSON objects of PRTG's API v2 to records, whichever of its two shapes they have.

The *settings shape* (``/experimental/*`` lists and ``GET /{kind}/{id}``) has sections of text values; the *flat
shape* is that of the deprecated lists. The names are from live answers and from other clients' code (facts, section 3);
none of it was tried against a live server here. So every member may be missing or of another type.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import math
import operator
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import model
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import (
    LISTED,
    ORDERED,
    PLAIN,
    STATED,
    Trust,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    KINDS,
    RECORD,
    ROOT_ID,
    ROWS_AT_ONCE,
    STATUS_BY_ANSWER,
    STATUS_BY_TOKEN,
    STATUSES,
    SUMMARY_FIELDS,
    UNREAD,
    PrtgObject,
    health_of,
    paused_by,
    web_page,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.secrecy import CREDENTIAL

Row = dict[str, t.Any]

#: What ``include`` has to name for every section of settings.
ALL_SECTIONS = "all_sections"

#: Members that are no sections of settings, though they hold members themselves.
NO_SECTIONS = frozenset({"parent", "sensor_status_summary", "last_measurement", "autodiscovery"})

_SEPARATORS = re.compile(r"[^a-z0-9]")
_ID = re.compile(r"[0-9]{1,18}")
_SECONDS = re.compile(r"([0-9]{1,9})(?:\.[0-9]+)?\s*s?(?:;.*)?")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_SUMMED = "SUMMED_INFO_"
_REFERENCED = "referenced_"
_TOO_LARGE = 1e30
_LONGEST_NUMBER = 100
_MOST_SENSORS = 10**9
_DEEPEST_SETTING = 8
_MOST_SECONDS = 10**9
_LONGEST = 10**11
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,99}")
_SCHEMA_VERSION = re.compile(r"\.\d+$")
_KIND_IN_HREF = re.compile(r"/(probe|group|device|sensor|channel)s/")
_SETTINGS = "basic"
"""The section that rows of the settings shape have."""
_FLAGS = {"1": True, "-1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_OTHER_TYPES = frozenset({"channel", "library", "user", "usergroup"})


def member(row: t.Any, path: t.Iterable[str]) -> t.Any:
    """The value at a path of member names; None where any of them is missing."""
    for name in path:
        row = row.get(name) if isinstance(row, dict) else None
    return row


def members_by_plain_name(row: t.Mapping[str, t.Any]) -> Row:
    """What a row tells, by names without case and separators, since no source tells how sections are called.

    All members of the row, then those of its sections that are no references, which are there as "section.member" too.
    """
    found = {_plain_name(name): value for name, value in row.items()}
    for section, members in row.items():
        if isinstance(members, dict) and "id" not in members:
            for name, value in members.items():
                found.setdefault(_plain_name(name), value)
                found[f"{_plain_name(section)}.{_plain_name(name)}"] = value
    return found


def _plain_name(name: str) -> str:
    return _SEPARATORS.sub("", name.lower())


def text(value: t.Any) -> str | None:
    """A text that is not blank."""
    return value.strip() or None if isinstance(value, str) else None


def identifier(value: t.Any) -> str | None:
    """An object id: documented as text, a whole number is taken as well."""
    shown = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return shown if isinstance(shown, str) and _ID.fullmatch(shown) else None


def flag(value: t.Any) -> bool | None:
    """Yes or no: a boolean, or a setting's text (its spelling is unverified: ``1``, ``-1`` as in v1, ``true``)."""
    return _FLAGS.get(str(value).strip().lower()) if isinstance(value, (bool, int, str)) else None


def priority(value: t.Any) -> int | None:
    """1 to 5; a number, or a text in the settings shape."""
    found = number(value)
    return int(found) if found is not None and found in (1, 2, 3, 4, 5) else None


def number(value: t.Any) -> float | None:
    """A number, or a text that is nothing else; None for what is too large to be any."""
    if isinstance(value, str) and len(value) <= _LONGEST_NUMBER and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < _TOO_LARGE else None


def whole(value: t.Any) -> int | None:
    """A whole number."""
    found = number(value)
    return int(found) if found is not None and found.is_integer() else None


def seconds(value: t.Any) -> int | None:
    """A scanning interval: ``60``, ``60.0``, ``"60"``, ``"60s"``, ``"60;60 seconds;"``."""
    if isinstance(value, str):
        found = _SECONDS.fullmatch(value.strip())
        return int(found.group(1)) if found else None
    plain = number(value)
    return int(plain) if plain is not None and 0 <= plain < _MOST_SECONDS else None


def moment(value: t.Any) -> datetime.datetime | None:
    """A time (``model.moment``); None also for the year 1, which is Go's "never"."""
    parsed = model.moment(value)
    return parsed if parsed is not None and parsed.year > 1970 else None


def time_stamp(value: t.Any) -> str | None:
    """The same as records have it."""
    return None if moment(value) is None else model.time_stamp(value)


def tags(value: t.Any) -> tuple[str, ...] | None:
    """A list of tags, or one text of them (tags hold neither spaces nor commas)."""
    words = re.split(r"[\s,]+", value) if isinstance(value, str) else value
    if not isinstance(words, list):
        return None
    return tuple(dict.fromkeys(word for word in words if isinstance(word, str) and word))


def sensor_kind(value: t.Any) -> str | None:
    """A sensor's kind without the schema version that may end it (``paessler.icmp.ping_sensor.79``)."""
    found = text(value)
    return _SCHEMA_VERSION.sub("", found) if found else None


def status(value: t.Any) -> str | None:
    """The token for a status, which answers spell in upper case, for probes to devices maybe with ``SUMMED_INFO_``."""
    word = text(value)
    if word is None:
        return None
    answer = word.upper()
    answer = answer[len(_SUMMED) :] if answer.startswith(_SUMMED) else answer
    known = STATUS_BY_ANSWER.get(answer) or STATUS_BY_TOKEN.get(answer.lower())
    return known.token if known else None


def is_summed(row: Row) -> bool:
    """Whether the status of a row is that of the sensors below it rather than its own (prtg-skill)."""
    return (text(row.get("status")) or "").upper().startswith(_SUMMED)


def whole_seconds(value: t.Any) -> int | None:
    """A time in all: a number of seconds, with or without fraction (overview: durations are floats, in seconds)."""
    plain = number(value.strip().removesuffix("s") if isinstance(value, str) else value)
    return int(plain) if plain is not None and 0 <= plain < _LONGEST else None


def word(value: t.Any) -> str | None:
    """A word of an enumeration whose words nobody documents, in lower case."""
    found = text(value)
    return found.lower() if found is not None and _WORD.fullmatch(found) else None


def last_check(value: t.Any) -> str | None:
    """A time, or of a list of channels the latest at which one was measured."""
    if not isinstance(value, list):
        return time_stamp(value)
    times = [time_stamp(member(row, ("last_measurement", "timestamp"))) for row in value]
    return max((found for found in times if found is not None), default=None)


class Asked(t.NamedTuple):
    """How a family of lists is asked for a property: by which name, and by which other one as well.

    ``takes_in``: it is known to take ``in``.
    """

    name: str
    trust: Trust
    takes_in: bool = False
    also: str | None = None


class Field(t.NamedTuple):
    """A field of a record: how its value is read, and where it may be: first the settings shape, then the flat one. A
    place is a member of the row, or a section and its member.

    ``section`` is what ``include`` has to name for it (the section ``basic`` is there by default). ``proven``: some
    source tells its places. ``current`` and ``deprecated`` are how the lists of either family are asked for it by a
    filter, None if they are not; those in ``untold`` do not even tell it. ``older``: only the deprecated list of its
    kind is known to tell it, or likely to; what a warning calls it.
    """

    read: t.Callable[[t.Any], t.Any]
    places: tuple[tuple[str, ...], ...]
    section: str | None = None
    proven: bool = True
    current: Asked | None = None
    deprecated: Asked | None = None
    untold: tuple[str, ...] = ()
    older: str | None = None


#: The two families of lists: those under ``/experimental``, and those that were there before.
CURRENT, DEPRECATED = "v2-current", "v2-deprecated"

_SENSOR = ("sensor",)
_STATUS = Asked("status", Trust(STATED, kinds=_SENSOR), takes_in=True)
_FAVORITE = Asked("favorite", Trust(("=",)))
_TEXT = Trust(LISTED, PLAIN, doubtful=True)
_LONGER = Trust((">", ">="), kinds=_SENSOR)  # records have whole seconds

#: ``comment`` and ``location`` have no source for their places but their names elsewhere: all of them are unverified.
#: ``icon``, ``position`` and ``autodiscovery`` are members of the flat shape (overview, "Sorting"); where the settings
#: shape has them nobody tells. The flat ``sensor_kind`` is a title in some language. That sensors have a
#: ``last_measurement`` is known of a hand-made sample of prtg-skill only; channels have one, also inside sensors of a
#: deprecated list. Of probes nothing is known but the names of properties, in whose likeness their members are looked
#: for.
FIELDS: dict[str, Field] = {
    "status": Field(status, (("status",),), current=_STATUS, deprecated=_STATUS),
    "message": Field(text, (("message",), ("info",))),
    "active": Field(flag, (("basic", "active"),)),
    "priority": Field(priority, (("basic", "priority"), ("priority",)), deprecated=Asked("priority", Trust(ORDERED))),
    "favorite": Field(flag, (("favorite",),), current=_FAVORITE, deprecated=_FAVORITE),
    "tags": Field(tags, (("basic", "tags"), ("tags",))),
    "parent_tags": Field(tags, (("basic", "parenttags"),)),
    "host": Field(
        text,
        (("basic", "host"), ("host",), ("basic", "hostv6")),
        current=Asked("basic.host", _TEXT, takes_in=True),
        deprecated=Asked("dnsname", _TEXT),
    ),
    "sensor_kind": Field(sensor_kind, (("kind",),), untold=(DEPRECATED,)),
    "interval": Field(
        seconds,
        (("intervalgroup", "interval"), ("scanning_interval",)),
        section="intervalgroup",
        deprecated=Asked("scanninginterval", Trust(ORDERED, kinds=_SENSOR)),
    ),
    "last_up": Field(time_stamp, (("lastup",), ("last_up",))),
    "last_down": Field(time_stamp, (("lastdown",), ("last_down",))),
    "last_check": Field(last_check, (("last_measurement", "timestamp"), ("channels",)), proven=False),
    "location": Field(
        text,
        (("basic", "location"), ("locationgroup", "location"), ("location", "name"), ("location",)),
        section="locationgroup",
        proven=False,
    ),
    "comment": Field(
        text,
        (("comment",), ("basic", "comment"), ("comments",), ("basic", "comments")),
        proven=False,
        untold=(CURRENT, DEPRECATED),
    ),
    "icon": Field(text, (("icon",), ("basic", "deviceicon")), proven=False, older="icons"),
    "position": Field(whole, (("position",), ("basic", "position")), proven=False, older="positions"),
    "host_v6": Field(
        text,
        (("basic", "hostv6"),),
        current=Asked("basic.hostv6", _TEXT, takes_in=True),
        untold=(DEPRECATED,),
    ),
    "sensor_kind_name": Field(text, (("kind_name",), ("sensor_kind",)), deprecated=Asked("sensorkindname", _TEXT)),
    "coverage": Field(number, (("coverage",),)),
    "performance_impact": Field(number, (("performance_impact",),)),
    "uptime_total": Field(
        whole_seconds, (("uptimetotal",), ("uptime_total",), ("uptime_toal",)), deprecated=Asked("uptimetotal", _LONGER)
    ),
    "downtime_total": Field(
        whole_seconds, (("downtimetotal",), ("downtime_total",)), deprecated=Asked("downtimetotal", _LONGER)
    ),
    "autodiscovery_active": Field(
        flag,
        (("autodiscovery", "active"), ("autodiscovery_active",), ("autodiscoveryactive",)),
        proven=False,
        older="auto-discovery",
    ),
    "autodiscovery_progress": Field(
        number,
        (("autodiscovery", "progress"), ("autodiscovery_progress",), ("autodiscoveryprogress",)),
        proven=False,
        older="auto-discovery",
    ),
    "authorized": Field(flag, (("authorized",),), proven=False, older="states"),
    "cluster_probe": Field(flag, (("cluster_probe",), ("clusterprobe",)), proven=False, older="states"),
    "cluster_remote_probe": Field(
        flag, (("cluster_remote_probe",), ("clusterremoteprobe",)), proven=False, older="states"
    ),
    "small_probe": Field(flag, (("small_probe",), ("smallprobe",)), proven=False, older="states"),
    "probe_status": Field(word, (("probe_status",), ("probestatus",)), proven=False, older="states"),
    "probe_status_info": Field(word, (("probe_status_info",), ("probestatusinfo",)), proven=False, older="states"),
}

#: What only the deprecated list of its kind tells.
OLDER = {name: field.older for name, field in FIELDS.items() if field.older}

#: What ``include`` has to name for a field on the experimental lists.
SECTIONS = {"path": "path", **{name: field.section for name, field in FIELDS.items() if field.section}}

#: Sections that no source has seen by this name (it is that of API v1's inheritance flag): a list that is refused is
#: asked for without them.
UNPROVEN_SECTIONS = frozenset(field.section for field in FIELDS.values() if field.section and not field.proven)

#: The members of ``sensor_status_summary`` and what they count as; the pauses are told apart there.
_SUMMARY_MEMBERS = {known.answer.lower(): known.summary for known in STATUSES}


@functools.lru_cache(maxsize=64)
def _type_named(told: str) -> str:
    """The word of a type, in lower case, whether it is that of an object or of a reference to one."""
    named = told.strip().lower()
    return named[len(_REFERENCED) :] if named.startswith(_REFERENCED) else named


def kind_of(row: Row, listed: str | None) -> str | None:
    """The kind of the object; empty for what is no part of the tree (a channel); None if it cannot be told.

    ``listed`` is the kind of the list it came from. The root, known as ``REFERENCED_ROOT``, is a group.
    """
    told = row.get("type")
    named = _type_named(told) if isinstance(told, str) else ""
    if named == "root" or row.get("id") in (ROOT_ID, 0):
        return "group"
    if named in KINDS:
        return named
    if named in _OTHER_TYPES:
        return ""
    if listed:
        return listed
    found = _KIND_IN_HREF.search(row["href"]) if isinstance(row.get("href"), str) else None
    return None if found is None else found.group(1) if found.group(1) in KINDS else ""


#: No more values of a field are remembered: where there are more, hardly any repeats.
_REMEMBERED = 10_000
#: Stands where a row has no such member.
_ABSENT: t.Any = object()


class _Memo(dict[t.Any, t.Any]):
    """What was read of values, by their types and themselves, since values of different types may be equal."""

    def __init__(self, read: t.Callable[[t.Any], t.Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, told: tuple[type, t.Any]) -> t.Any:
        kind, value = told
        read = self._read(list(value) if kind is list else value)
        if len(self) < _REMEMBERED:
            self[told] = read
        return read


class _Rows:
    """Rows by columns: what all of them have at a place."""

    def __init__(self, rows: t.Sequence[Row]) -> None:
        self.rows = rows
        self._holders: dict[str, list[Row]] = {}

    def at(self, place: tuple[str, ...], numbers: t.Sequence[int]) -> list[t.Any]:
        """What the rows of these numbers have at ``place``; ``_ABSENT`` if one has no such member."""
        holders = self.rows if len(place) == 1 else self._sections(place[0])
        if len(numbers) != len(holders):
            holders = [holders[number] for number in numbers]
        name = place[-1]
        return [holder.get(name, _ABSENT) for holder in holders]

    def _sections(self, name: str) -> list[Row]:
        if name not in self._holders:
            found = [row.get(name) for row in self.rows]
            self._holders[name] = [section if isinstance(section, dict) else {} for section in found]
        return self._holders[name]


class _FieldReader:
    """Reads a field from rows. What members hold repeats from row to row: it is read once, and memory holds it once."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._known = _Memo(field.read)
        self._known[object, _ABSENT] = None
        self._doubtful = not field.proven or bool(field.untold)

    def __call__(self, rows: _Rows) -> list[t.Any]:
        """Of each row the first value that a member for the field has; None without any.

        ``UNREAD`` without any where the places are unverified, or a family of lists does not tell it and the row may
        be of that, unless a member says that there is no value: nobody knows whether there is one, and a filter must
        not take it for empty.
        """
        values: list[t.Any] = [None] * len(rows.rows)
        lacking: t.Sequence[int] = range(len(values))
        without: set[int] = set()
        for place in self._field.places:
            told = rows.at(place, lacking)
            if told.count(_ABSENT) == len(told):
                continue
            read = self._read(told)
            if len(read) == len(values) and None not in read:
                return read
            for number, value in zip(lacking, read):
                values[number] = value
            if self._doubtful:
                without.update(number for number, one in zip(lacking, told) if one is not _ABSENT and is_empty(one))
            lacking = [number for number in lacking if values[number] is None]
        for number in lacking if self._doubtful else ():
            if number not in without and not (self._field.proven and _SETTINGS in rows.rows[number]):
                values[number] = UNREAD
        return values

    def _read(self, told: list[t.Any]) -> list[t.Any]:
        known = self._known
        try:
            return list(map(known.__getitem__, zip(map(type, told), told)))
        except TypeError:  # lists can be no keys
            keys = [(list, tuple(one)) if isinstance(one, list) else (type(one), one) for one in told]
        try:
            return list(map(known.__getitem__, keys))
        except TypeError:  # nor can members
            return list(map(self._read_one, keys, told))

    def _read_one(self, key: tuple[type, t.Any], told: t.Any) -> t.Any:
        try:
            return self._known[key]
        except TypeError:
            return self._field.read(told)


class Read(t.NamedTuple):
    """What is read of a row: the record, what the row tells of what is above, and whether its status sums up that of
    others; where they are wanted, the counts of sensors (``read_summary``) and the settings (``read_settings``)."""

    object: PrtgObject
    line: Line
    summed: bool
    summary: dict[str, int | None] | None = None
    settings: dict[str, dict[str, t.Any]] | None = None


class Reader:
    """Makes records of the rows of lists, with those of ``fields`` that a row can tell.

    ``interface`` is where the web interface is. ``parent_tags`` and ``path`` stay ``UNREAD`` where the row has no
    member for them: they follow from the objects above. Where the status sums up that of sensors, it does not tell why
    the object itself would be silent. Rows are read by columns, which takes a third of the time.
    """

    def __init__(self, fields: t.Collection[str], interface: str) -> None:
        self._fields = frozenset(fields)
        self._interface = interface
        self._lines = _Lines()
        self._readers = {name: _FieldReader(field) for name, field in FIELDS.items() if name in self._fields}

    def __call__(self, rows: t.Sequence[Row], kind: str) -> list[Read]:
        """What is read of rows of one kind, in their order; the id of a record is empty if its row has none."""
        parts = (rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE))
        return [read for part in parts for read in self._read(part, kind)]

    def _read(self, rows: t.Sequence[Row], kind: str) -> t.Iterator[Read]:
        ids = [identifier(row.get("id")) or "" for row in rows]
        lines = list(map(self._lines.of, rows, ids, itertools.repeat(kind)))
        summed = list(map(is_summed, rows))
        columns: dict[str, list[t.Any]] = {
            "id": ids,
            "kind": [kind] * len(rows),
            "name": list(map(name_of, rows)),
            "parent_id": [line.parent_id for line, _path_down in lines],
            **self._told(rows, kind),
        }
        if "path" in self._fields:
            columns["path"] = [path for _line, path in lines]
        if "url" in self._fields:
            columns["url"] = [web_page(self._interface, kind, found_id) for found_id in ids]
        self._add_following(columns, rows, kind, summed)
        unread = [UNREAD] * len(rows)
        made = map(PrtgObject._make, zip(*(columns.get(name, unread) for name in RECORD)))
        return map(Read, made, (line for line, _path_down in lines), summed)

    def _told(self, rows: t.Sequence[Row], kind: str) -> dict[str, list[t.Any]]:
        """What the rows have of each field, None where objects of this kind have no such field."""
        by_column, none = _Rows(rows), [None] * len(rows)
        return {
            name: read(by_column) if RECORD[name].belongs_to(kind) else none for name, read in self._readers.items()
        }

    def _add_following(
        self, columns: dict[str, list[t.Any]], rows: t.Sequence[Row], kind: str, summed: list[bool]
    ) -> None:
        """Add to ``columns`` what follows from them."""
        unknown = [None] * len(rows)
        statuses = columns.get("status", unknown)
        if "parent_tags" in columns:
            columns["parent_tags"] = [UNREAD if tags is None else tags for tags in columns["parent_tags"]]
        if "paused_by" in self._fields:
            own = [None if sums else status for status, sums in zip(statuses, summed)]
            columns["paused_by"] = list(map(paused_by, own, columns.get("active", unknown)))
        if "health" in self._fields:
            summaries = unknown if kind == "sensor" else map(read_summary, rows)
            columns["health"] = [health_of(kind, status, one) for status, one in zip(statuses, summaries)]


def read_object(row: Row, kind: str, fields: t.Collection[str], interface: str) -> PrtgObject:
    """The record of a single row; see ``Reader``."""
    return Reader(fields, interface)([row], kind)[0].object


class Reference(t.NamedTuple):
    """How a row names another object; ``kind`` and ``name`` are None where it does not tell."""

    id: str
    kind: str | None
    name: str | None


def path_above(row: Row) -> list[Reference] | None:
    """What is above, the root first, as far as the row's ``path`` names it; None if it has none, or not by ids."""
    entries = row.get("path")
    if not isinstance(entries, list) or not entries:
        return None
    found_id = identifier(row.get("id"))
    named = [_reference(entry) for entry in entries]
    if None in named:
        return None
    return [one for one in named if one is not None and one.id != found_id]


def parent_of(row: Row) -> Reference | None:
    """The object right above, if the row names it by ``parent``."""
    return _reference(row.get("parent"))


class Line(t.NamedTuple):
    """What a row tells of what is above its object.

    ``parent_id`` is what is right above, None for the root and where the row does not tell. ``ids`` are those of all
    that is above, the root first, as far as the row names it; ``parent`` and ``above`` are how its members ``parent``
    and ``path`` name it, None without.
    """

    parent_id: str | None
    ids: tuple[str, ...]
    parent: Reference | None
    above: tuple[Reference, ...] | None


def line_of(row: Row, kind: str) -> Line:
    """What ``row`` tells of what is above its object."""
    found_id, above, parent = identifier(row.get("id")) or "", path_above(row), parent_of(row)
    parent_id = _parent_id(row, found_id, kind, above)
    named = [*(one.id for one in above or ()), parent_id]
    ids = dict.fromkeys(one for one in named if one is not None and one != found_id)
    return Line(parent_id, tuple(ids), parent, None if above is None else tuple(above))


#: How an object is named by another's members ``parent`` and ``path``.
_NAMED = operator.itemgetter("id", "type", "name")


class _Lines:
    """What rows tell of what is above their objects, read once for all that is right below the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[t.Any, ...], tuple[Line, tuple[str, ...]]] = {}

    def of(self, row: Row, found_id: str, kind: str) -> tuple[Line, tuple[str, ...]]:
        """What is above, and the names from the probe down to the object (``_path``)."""
        key: t.Any = ()
        try:
            parent, path = row.get("parent"), row.get("path")
            above = tuple(map(_NAMED, path[:-1])) if path else None
            key = kind, row.get("parentid", ""), _NAMED(parent) if parent else None, above
            known = self._known.get(key)
            ends = found_id != ROOT_ID and (
                not path or (path[-1]["id"] == found_id and isinstance(path[-1]["name"], str))
            )
        except (KeyError, TypeError):  # a path that does not end with the object itself, and what is named otherwise
            known, ends = None, False
        if known is None or not ends or found_id in known[0].ids:
            line = line_of(row, kind)
            names = _path(row, found_id, kind, line)
            if ends and _is_text(key, found_id):
                self._known[key] = line, names if names is UNREAD else names[:-1]
            return line, names
        line, names = known
        return line, names if names is UNREAD else (*names, row["path"][-1]["name"])


def _is_text(key: t.Any, but: str) -> bool:
    """Whether there are only texts in ``key`` and none is ``but``: what is equal may differ (``1`` and ``True``)."""
    if isinstance(key, tuple):
        return all(_is_text(one, but) for one in key)
    return key is None or (isinstance(key, str) and key != but)


def _reference(entry: t.Any) -> Reference | None:
    found_id = identifier(entry.get("id")) if isinstance(entry, dict) else None
    if found_id is None:
        return None
    told, name = entry.get("type"), entry.get("name")
    kind = _type_named(told) if isinstance(told, str) else ""
    kind = "group" if kind == "root" or found_id == ROOT_ID else kind
    return Reference(found_id, kind if kind in KINDS else None, name if isinstance(name, str) else None)


def read_summary(row: Row) -> dict[str, int | None] | None:
    """How many sensors are in which state; None if the row has no summary, and for a count that cannot be read.

    Not every PRTG knows every state: what is left out counts none, as long as anything is there.
    """
    summary = row.get("sensor_status_summary")
    told = {name: summary[name] for name in _SUMMARY_MEMBERS if name in summary} if isinstance(summary, dict) else {}
    counts: dict[str, int | None] = dict.fromkeys(SUMMARY_FIELDS, 0)
    for name, value in told.items():
        before, counted = counts[_SUMMARY_MEMBERS[name]], number(value)
        readable = before is not None and counted is not None and 0 <= counted < _MOST_SENSORS
        counts[_SUMMARY_MEMBERS[name]] = t.cast(int, before) + int(t.cast(float, counted)) if readable else None
    return counts if told else None


def read_settings(row: Row) -> dict[str, dict[str, t.Any]] | None:
    """The sections of settings of a row, values as the server gives them (texts, lists); None if it has none.

    What is nested deeper than any setting is null. Members whose names tell of credentials are left out,
    whatever they hold, as are the marks of inheritance (which start with an underscore).
    """
    if not isinstance(row.get("basic"), dict):
        return None
    sections = {
        name: {key: _setting(value) for key, value in section.items() if key[:1] != "_" and not CREDENTIAL.search(key)}
        for name, section in row.items()
        if isinstance(section, dict) and name not in NO_SECTIONS
    }
    return {name: section for name, section in sections.items() if section}


def _setting(value: t.Any, levels: int = _DEEPEST_SETTING) -> t.Any:
    """``value`` with None for what is nested deeper than so many levels, and for numbers that are none."""
    if isinstance(value, (dict, list)) and levels == 0:
        return None
    if isinstance(value, dict):
        return {name: _setting(inner, levels - 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [_setting(inner, levels - 1) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def name_of(row: Row) -> str:
    """The name in a row, empty if it has none."""
    name = row.get("name")
    name = name if isinstance(name, str) else member(row, ("basic", "name"))
    return name if isinstance(name, str) else ""


def is_empty(value: t.Any) -> bool:
    """Whether a member says that there is no value."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


#: What can be right above an object of each kind. Right below the root there are only probes.
_PARENT_KINDS = {"probe": ("group",), "group": ("probe", "group"), "device": ("probe", "group"), "sensor": ("device",)}


def _parent_id(row: Row, found_id: str, kind: str, above: t.Sequence[Reference] | None) -> str | None:
    """The id of the object right above; None for the root, and where the row does not tell.

    The last of a path that leaves out what the account does not see is not always the parent (whether paths do so is
    unverified): it is taken if it can be.
    """
    if found_id == ROOT_ID:
        return None
    told = identifier(member(row, ("parent", "id"))) or identifier(row.get("parentid"))
    if told is not None or kind == "probe":
        return told or ROOT_ID
    if not above or above[-1].id == ROOT_ID:
        return None
    last = above[-1]
    return last.id if last.kind is None or last.kind in _PARENT_KINDS.get(kind, ()) else None


def _path(row: Row, found_id: str, kind: str, line: Line) -> tuple[str, ...]:
    """The names from the probe down to the object, from ``path``: the root first, the object itself last.

    ``UNREAD`` where the row does not tell all of them, such as those that the account does not see.
    """
    entries = row.get("path")
    unread: tuple[str, ...] = UNREAD
    if not isinstance(entries, list) or not entries or _leaves_out(line, found_id, kind):
        return unread
    names = [member(entry, ("name",)) for entry in entries]
    if not all(isinstance(name, str) for name in names):
        return unread
    if identifier(member(entries[-1], ("id",))) not in (found_id, None):
        names.append(name_of(row))
    has_root = identifier(member(entries[0], ("id",))) in (ROOT_ID, None)
    return tuple(names[1:] if has_root else names)


def _leaves_out(line: Line, found_id: str, kind: str) -> bool:
    """Whether a path is known to lack something: its probe, or what is right above the object."""
    above, parent = line.above, line.parent
    if above is None or found_id == ROOT_ID:
        return False
    below_root = [one for one in above if one.id != ROOT_ID]
    first = below_root[0].kind if below_root else kind
    return first not in ("probe", None) or (parent is not None and bool(above) and above[-1].id != parent.id)
