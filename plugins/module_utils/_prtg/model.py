# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG's objects as this collection sees them: one record, whichever API delivered it."""

from __future__ import annotations

import dataclasses
import datetime
import operator
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable

ROOT_ID = "0"

#: The kinds of the object tree, from the root down. The root itself is a group.
KINDS = ("probe", "group", "device", "sensor")

#: The page of an object in PRTG's web interface, by its kind (PRTG manual, "HTTP API").
_PAGES = {"sensor": "sensor.htm", "device": "device.htm", "group": "group.htm", "probe": "probenode.htm"}

#: Why an object is silent; ``user`` is its own flag, all others come from elsewhere.
PAUSE_CAUSES = ("user", "parent", "dependency", "schedule", "license")


class Status(t.NamedTuple):
    """One row of the status table.

    ``token`` is the word of the API v2 filter language, ``code`` API v1's ``status_raw``, ``answer`` the spelling in
    API v2 answers, ``paused_by`` the cause if the status means silence, ``summary`` the member of a status summary
    that counts it. Sources: PRTG API v2 "Filtering" (tokens), PRTG manual "HTTP API: object status" (codes); the
    pairing of the two and the answers NONE, COLLECTING, DISCONNECTED, PAUSED_BY_SCHEDULE, PAUSED_BY_LICENSE and
    DOWN_PARTIAL are inferred from their order and unverified, the other answers were seen on live servers.
    """

    token: str
    code: int
    answer: str
    paused_by: str | None
    summary: str


STATUSES = (
    Status("none", 0, "NONE", None, "unknown"),
    Status("unknown", 1, "UNKNOWN", None, "unknown"),
    Status("collecting", 2, "COLLECTING", None, "up"),
    Status("up", 3, "UP", None, "up"),
    Status("warning", 4, "WARNING", None, "warning"),
    Status("down", 5, "DOWN", None, "down"),
    Status("disconnected", 6, "DISCONNECTED", None, "unknown"),
    Status("pausedbyuser", 7, "PAUSED_BY_USER", "user", "paused"),
    Status("pausedbydependency", 8, "PAUSED_BY_DEPENDENCY", "dependency", "paused"),
    Status("pausedbyschedule", 9, "PAUSED_BY_SCHEDULE", "schedule", "paused"),
    Status("unusual", 10, "UNUSUAL", None, "unusual"),
    Status("pausedbylicense", 11, "PAUSED_BY_LICENSE", "license", "paused"),
    Status("pausedbyuseruntil", 12, "PAUSED_BY_USER_UNTIL", "user", "paused"),
    Status("acknowledged", 13, "DOWN_ACKNOWLEDGED", None, "down_acknowledged"),
    Status("partialdown", 14, "DOWN_PARTIAL", None, "down_partial"),
)

#: What an object shows over an API that tells that it is silent and never why, which is TEXTLIST. PRTG has no such
#: status and no number for it, so that no filter can ask for it; like ``pausedbyuser`` it does not tell a cause alone.
PAUSED = Status("paused", -1, "PAUSED", "user", "paused")

STATUS_BY_TOKEN = {status.token: status for status in (*STATUSES, PAUSED)}
STATUS_BY_CODE = {status.code: status for status in STATUSES}
STATUS_BY_ANSWER = {status.answer: status for status in STATUSES}

#: The members of a status summary, in PRTG's own order.
SUMMARY_FIELDS = ("up", "down", "down_acknowledged", "down_partial", "warning", "unusual", "unknown", "paused")

#: The same by rank, the worst first: what ``health`` is made of. PRTG sums up in this order (PRTG manual, "Sensor
#: States"), but puts what is unknown last, behind what is up, where it would hide.
HEALTH = ("down", "down_partial", "down_acknowledged", "warning", "unusual", "unknown", "up", "paused")


class Unread:
    """The value of a field that nobody asked the server for; the only instance is ``UNREAD``.

    It is not None: None means that the object has no such value, or that the API cannot know it.
    """

    def __repr__(self) -> str:
        return "UNREAD"

    def __bool__(self) -> bool:
        return False


UNREAD: t.Any = Unread()


#: The types of fields. Times are texts in ISO 8601, UTC; durations are numbers of seconds.
ID, TEXT, TEXTS, NUMBER, DURATION = "id", "text", "list of text", "number", "duration"
BOOLEAN, IDENTIFIER, TIME = "boolean", "identifier", "time"


class Field(t.NamedTuple):
    """What a field of a record is: its type, what it means, and what the filter language makes of it.

    It is a property under its own name. ``property`` is PRTG's name for it, which stands for it in expressions (None:
    PRTG has none), ``also`` another one of PRTG's. ``kinds`` are those that have it (None: all). ``definite``: every
    object has a value, so that None means *unknown*. ``on_request``: few tasks want it, and it is read on request only.
    ``words`` are the values of an enumeration, worst or first ones first. ``joined``: of a list of
    names, which the filter language knows as one text, with slashes between them. ``fraction``: of a number that need
    not be whole.
    """

    type: str
    meaning: str
    property: str | None = None
    also: str | None = None
    kinds: tuple[str, ...] | None = None
    definite: bool = False
    on_request: bool = False
    words: tuple[str, ...] = ()
    joined: bool = False
    fraction: bool = False

    def belongs_to(self, kind: str) -> bool:
        """Whether objects of ``kind`` can have it."""
        return self.kinds is None or kind in self.kinds


MaybeText = t.Optional[str]
MaybeTexts = t.Optional[tuple[str, ...]]
MaybeNumber = t.Optional[int]
MaybeMeasure = t.Optional[float]
MaybeFlag = t.Optional[bool]

_OWN_FLAG = (
    "The object's own flag: false where a user paused this very object. The overview has it for users and user groups "
    "only; every record carries it, so it is taken for all objects and evaluated by this collection."
)
_STATUS = "The object's own state, which of probes, groups and devices says nothing about their sensors."
_HEALTH = "The worst state of the sensors below, of a sensor its own; nil if there is none."
_WORD = "Its words are not documented; API v1 tells `connected` and `disconnected`."
_PROBE, _DEVICE, _SENSOR = ("probe",), ("device",), ("sensor",)
_DISCOVERED = ("group", "device")


class PrtgObject(t.NamedTuple):
    """A probe, group, device or sensor: the table of what a record has.

    ids are strings of digits on every API. ``path`` are the names from the probe down to the object itself, without the
    root. A field is None where the object has no such value or the API cannot know, ``UNREAD`` where nobody asked.
    """

    id: t.Annotated[str, Field(ID, "The object's number, as text.", "id", definite=True)]
    kind: t.Annotated[str, Field(IDENTIFIER, "What the object is.", "type", definite=True, words=KINDS)]
    name: t.Annotated[str, Field(TEXT, "The object's name.", "name", definite=True)] = UNREAD
    parent_id: t.Annotated[MaybeText, Field(ID, "The number of the object right above, as text.", "parentid")] = UNREAD
    path: t.Annotated[
        tuple[str, ...],
        Field(TEXTS, "The names from the probe down to the object: `Probe/Group/Device`.", joined=True),
    ] = UNREAD
    status: t.Annotated[
        MaybeText, Field(IDENTIFIER, _STATUS, "status", definite=True, words=tuple(STATUS_BY_TOKEN))
    ] = UNREAD
    health: t.Annotated[MaybeText, Field(IDENTIFIER, _HEALTH, words=HEALTH)] = UNREAD
    message: t.Annotated[MaybeText, Field(TEXT, "The message that the object shows.", "message")] = UNREAD
    active: t.Annotated[MaybeFlag, Field(BOOLEAN, _OWN_FLAG, "active", definite=True)] = UNREAD
    paused_by: t.Annotated[MaybeText, Field(IDENTIFIER, "Why the object is silent.", words=PAUSE_CAUSES)] = UNREAD
    priority: t.Annotated[MaybeNumber, Field(NUMBER, "Stars, 1 to 5.", "priority")] = UNREAD
    favorite: t.Annotated[MaybeFlag, Field(BOOLEAN, "Whether the account has marked it.", "favorite")] = UNREAD
    tags: t.Annotated[
        MaybeTexts, Field(TEXTS, "The object's own tags, without those that it inherits.", "basic.tags")
    ] = UNREAD
    parent_tags: t.Annotated[
        MaybeTexts, Field(TEXTS, "The tags that the object inherits.", "parenttags", "basic.parenttags")
    ] = UNREAD
    host: t.Annotated[MaybeText, Field(TEXT, "Host name or address of a device.", "dnsname", "basic.host", _DEVICE)] = (
        UNREAD
    )
    sensor_kind: t.Annotated[
        MaybeText,
        Field(
            TEXT,
            "The identifier of a sensor's kind. The overview calls it a list; it compares as text.",
            "sensorkind",
            kinds=_SENSOR,
        ),
    ] = UNREAD
    interval: t.Annotated[MaybeNumber, Field(DURATION, "Time between two scans.", "scanninginterval")] = UNREAD
    last_up: t.Annotated[MaybeText, Field(TIME, "When a sensor was last up.", kinds=_SENSOR)] = UNREAD
    last_down: t.Annotated[MaybeText, Field(TIME, "When a sensor was last down.", kinds=_SENSOR)] = UNREAD
    last_check: t.Annotated[
        MaybeText,
        Field(TIME, "When a sensor was last scanned. Where API v2 has it is unverified.", kinds=_SENSOR),
    ] = UNREAD
    location: t.Annotated[
        MaybeText,
        Field(
            TEXT,
            "Where the object is. API v1 documents it for devices only, and where API v2 has it is unverified.",
            "location",
        ),
    ] = UNREAD
    comment: t.Annotated[
        MaybeText, Field(TEXT, "The object's comment. No source tells where API v2 has it.", "comment")
    ] = UNREAD
    url: t.Annotated[MaybeText, Field(TEXT, "Its page in the web interface.")] = UNREAD
    icon: t.Annotated[MaybeText, Field(TEXT, "The file name of a device's icon.", kinds=_DEVICE, on_request=True)] = (
        UNREAD
    )
    position: t.Annotated[
        MaybeNumber, Field(NUMBER, "Its place among what is right below the same object.", on_request=True)
    ] = UNREAD
    host_v6: t.Annotated[
        MaybeText, Field(TEXT, "IPv6 host name or address of a device.", "basic.hostv6", None, _DEVICE, on_request=True)
    ] = UNREAD
    sensor_kind_name: t.Annotated[
        MaybeText,
        Field(
            TEXT,
            "The title of a sensor's kind, in the server's language.",
            "sensorkindname",
            kinds=_SENSOR,
            on_request=True,
        ),
    ] = UNREAD
    coverage: t.Annotated[
        MaybeMeasure,
        Field(
            NUMBER,
            "Share of the time for which a sensor has data, in percent. That API v2 counts so, too, is unverified.",
            "coverage",
            kinds=_SENSOR,
            on_request=True,
            fraction=True,
        ),
    ] = UNREAD
    performance_impact: t.Annotated[
        MaybeMeasure,
        Field(
            NUMBER,
            "How much a sensor loads its probe; no document tells the scale.",
            "performanceimpact",
            kinds=_SENSOR,
            on_request=True,
            fraction=True,
        ),
    ] = UNREAD
    uptime_total: t.Annotated[
        MaybeNumber,
        Field(DURATION, "Time up since PRTG has begun to count it.", "uptimetotal", kinds=_SENSOR, on_request=True),
    ] = UNREAD
    downtime_total: t.Annotated[
        MaybeNumber,
        Field(DURATION, "Time down since PRTG has begun to count it.", "downtimetotal", kinds=_SENSOR, on_request=True),
    ] = UNREAD
    autodiscovery_active: t.Annotated[
        MaybeFlag,
        Field(BOOLEAN, "Whether auto-discovery is running.", "autodiscoveryactive", kinds=_DISCOVERED, on_request=True),
    ] = UNREAD
    autodiscovery_progress: t.Annotated[
        MaybeMeasure,
        Field(
            NUMBER,
            "How far a running auto-discovery is, in percent. Where API v2 has it is unverified.",
            "autodiscoveryprogress",
            kinds=_DISCOVERED,
            on_request=True,
            fraction=True,
        ),
    ] = UNREAD
    authorized: t.Annotated[
        MaybeFlag,
        Field(
            BOOLEAN,
            "Whether a probe is approved. Where API v2 has it is unverified.",
            "authorized",
            kinds=_PROBE,
            on_request=True,
        ),
    ] = UNREAD
    cluster_probe: t.Annotated[
        MaybeFlag,
        Field(
            BOOLEAN,
            "Whether it is the probe of a cluster. Where API v2 has it is unverified.",
            "clusterprobe",
            kinds=_PROBE,
            on_request=True,
        ),
    ] = UNREAD
    cluster_remote_probe: t.Annotated[
        MaybeFlag,
        Field(
            BOOLEAN,
            "Whether it is a remote probe of a cluster. Where API v2 has it is unverified.",
            "clusterremoteprobe",
            kinds=_PROBE,
            on_request=True,
        ),
    ] = UNREAD
    small_probe: t.Annotated[
        MaybeFlag,
        Field(
            BOOLEAN,
            "Whether it is a small probe. Where API v2 has it is unverified.",
            "smallprobe",
            kinds=_PROBE,
            on_request=True,
        ),
    ] = UNREAD
    probe_status: t.Annotated[
        MaybeText,
        Field(
            IDENTIFIER,
            f"The state of a probe's connection. {_WORD} Where API v2 has it is unverified.",
            "probestatus",
            kinds=_PROBE,
            on_request=True,
        ),
    ] = UNREAD
    probe_status_info: t.Annotated[
        MaybeText,
        Field(
            IDENTIFIER,
            "More about the state of a probe. Its words are not documented, and where API v2 has it is unverified.",
            "probestatusinfo",
            kinds=_PROBE,
            on_request=True,
        ),
    ] = UNREAD

    def record(self, fields: t.Iterable[str] | None = None) -> dict[str, t.Any]:
        """The object as plain data with the keys in ``fields`` (all without); what nobody read is None."""
        return records_of([self], tuple(fields or self._fields))[0]

    def label(self) -> str:
        """How a message names this object: kind, id and path (or name)."""
        name = printable("/".join(self.path) if self.path else self.name or "")
        return f"{self.kind} {self.id} ({name})" if name else f"{self.kind} {self.id}"


#: Fields that every delivered object has.
ALWAYS_READ = frozenset({"id", "kind", "name", "parent_id"})

#: Fields that no API tells by themselves: they follow from others, and from the objects above.
FOLLOWING = frozenset({"path", "parent_tags", "paused_by", "health", "url"})

#: The fields of a record, in its order, and what each is.
FIELDS = PrtgObject._fields
#: Where each of them stands in it.
PLACES = {name: place for place, name in enumerate(FIELDS)}
RECORD: dict[str, Field] = {
    name: hint.__metadata__[0] for name, hint in t.get_type_hints(PrtgObject, include_extras=True).items()
}

#: Those that few tasks want: they are read on request only.
DECORATION = frozenset(name for name, field in RECORD.items() if field.on_request)


def paused_by(status: str | None, active: bool | None) -> str | None:
    """Why an object is silent, from its status token and its own flag.

    PRTG has no status for "paused by parent": it shows ``pausedbyuser`` with the own flag still active (PRTG API v1,
    table column ``active``; proven by a recorded tree of 217 sensors, PRTG 18.2.41). None where it is not silent;
    ``UNREAD`` where nobody can tell: no status is known, or the flag is not and the status could mean either.
    """
    unknown: str | None = UNREAD
    if active is False:
        return "user"
    if status not in STATUS_BY_TOKEN:
        return unknown
    cause = STATUS_BY_TOKEN[status].paused_by
    if cause != "user":
        return cause
    if status == "pausedbyuseruntil":
        return "user" if active is None else "parent"
    return "parent" if active else unknown


def health_of(kind: str, status: str | None, summary: t.Mapping[str, int | None] | None) -> str | None:
    """The worst state of the sensors below an object, as a member of ``HEALTH``; of a sensor, what its own counts as.

    ``status`` is the token of a sensor, ``summary`` the counts of any other object. None where there is no sensor;
    ``UNREAD`` where nobody can tell, because the status or a count that matters is not known.
    """
    unknown: str | None = UNREAD
    if kind == "sensor":
        return STATUS_BY_TOKEN[status].summary if status in STATUS_BY_TOKEN else unknown
    if summary is None:
        return unknown
    worst = next((state for state in HEALTH if summary[state] != 0), None)
    return unknown if worst is not None and summary[worst] is None else worst


@dataclasses.dataclass(eq=False, repr=False)
class Unseen:
    """What an account does not see of the tree, as far as other rows tell of it.

    ``parents`` are objects that rows name as being above them: they are part of paths, and never selected. ``loose``
    are ids above which nothing is certain (such a parent, or an object of which nobody tells what is above it), each
    with the id of an object that the account sees right there. ``told`` is what the server said when it was asked: for
    each loose id, whether it is below some other id. ``gaps``: no row names its parent, only a path that may leave out
    what the account does not see; then nothing is certain of ids that no row names.
    """

    parents: dict[str, PrtgObject] = dataclasses.field(default_factory=dict)
    loose: dict[str, str] = dataclasses.field(default_factory=dict)
    told: dict[str, dict[str, bool]] = dataclasses.field(default_factory=dict)
    gaps: bool = False

    def with_more(self, other: Unseen, seen: t.Collection[str]) -> Unseen:
        """What both know; what is ``seen`` after all is left out."""
        told = {key: {**self.told.get(key, {}), **other.told.get(key, {})} for key in {**self.told, **other.told}}
        parents = {key: one for key, one in {**self.parents, **other.parents}.items() if key not in seen}
        loose = {key: one for key, one in {**self.loose, **other.loose}.items() if key not in seen or key == one}
        return Unseen(parents, loose, told, self.gaps or other.gaps)


class Line(t.NamedTuple):
    """What is certainly above an object: ids, nearest first; ``whole`` if the root is among them.

    ``loose`` is the id at which it ends because nobody tells for certain what is above that (the object itself, or a
    parent that the account does not see).
    """

    ids: tuple[str, ...]
    whole: bool
    loose: str | None


class Tree:
    """Who is above whom. Holds every object that it was given; asks for parents by id.

    ``absent`` are ids of which it is known that there is no such object.
    """

    def __init__(
        self, objects: t.Iterable[PrtgObject], absent: t.Iterable[str] = (), unseen: Unseen | None = None
    ) -> None:
        self.unseen = unseen or Unseen()
        self._objects = {**self.unseen.parents, **{found.id: found for found in objects}}
        self.absent = frozenset(absent)
        self._above: dict[str, tuple[PrtgObject, ...] | None] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def __contains__(self, object_id: str) -> bool:
        return object_id in self._objects

    def get(self, object_id: str) -> PrtgObject | None:
        """The object with this id, if the tree holds it."""
        return self._objects.get(object_id)

    def __iter__(self) -> t.Iterator[PrtgObject]:
        return iter(self._objects.values())

    def joined(self, other: Tree, absent: t.Iterable[str] = ()) -> Tree:
        """This tree and ``other`` as one; of what both hold, the objects of ``other`` are taken."""
        seen = {one.id: one for tree in (self, other) for one in tree if one.id not in tree.unseen.parents}
        unseen = self.unseen.with_more(other.unseen, seen)
        return Tree(seen.values(), {*self.absent, *other.absent, *absent}, unseen)

    def ancestors(self, found: PrtgObject) -> list[PrtgObject]:
        """The objects above ``found``, nearest first, the root last; ends early where the tree does not know
        further."""
        shared = self._shared(found)
        return list(shared) if shared is not None else self._line_up(found.parent_id, {found.id})[0]

    def _shared(self, found: PrtgObject) -> tuple[PrtgObject, ...] | None:
        """What is above ``found`` and everything else right below the same, told once for all of it.

        None where objects see different parts of it: in a circle, or where this tree has ``found`` below another one.
        """
        held, parent_id = self._objects.get(found.id), found.parent_id or ""
        if held is not None and held.parent_id != found.parent_id:
            return None
        if parent_id not in self._above:
            above, ends = self._line_up(parent_id, set())
            self._above[parent_id] = tuple(above) if ends else None
        return self._above[parent_id]

    def _line_up(self, parent_id: str | None, seen: set[str]) -> tuple[list[PrtgObject], bool]:
        """The objects from ``parent_id`` upwards, and whether that ends without coming to one that was ``seen``."""
        above: list[PrtgObject] = []
        while parent_id and parent_id not in seen:
            seen.add(parent_id)
            parent = self._objects.get(parent_id)
            if parent is None:
                return above, True
            above.append(parent)
            parent_id = parent.parent_id
        return above, not parent_id

    def path(self, found: PrtgObject) -> tuple[str, ...]:
        """The names from the probe down to ``found``."""
        own = () if found.id == ROOT_ID else (found.name,)
        shared, parent_id = self._shared(found), found.parent_id or ""
        if shared is None:
            return (*_names_down(self.ancestors(found)), *own)
        if parent_id not in self._names:
            self._names[parent_id] = _names_down(shared)
        return (*self._names[parent_id], *own)

    def is_whole(self, found: PrtgObject) -> bool:
        """Whether the path of ``found`` is known to begin with its probe, and to have a name for all that is known."""
        above = [one for one in self.ancestors(found) if one.id != ROOT_ID]
        top = above[-1] if above else found
        return found.id == ROOT_ID or (top.kind == "probe" and all(one.name for one in above))

    def line(self, found: PrtgObject) -> Line:
        """What is above ``found``."""
        ids: list[str] = []
        one: PrtgObject | None = found
        here: str | None = found.id
        while here and here not in self.unseen.loose:
            here = one.parent_id if one is not None else None
            if not here or here in ids or here == found.id:
                return Line(tuple(ids), ROOT_ID in (found.id, *ids), None)
            ids.append(here)
            one = self._objects.get(here)
        return Line(tuple(ids), False, here)

    def is_below(self, found: PrtgObject, ancestor_id: str) -> bool | None:
        """Whether ``ancestor_id`` is somewhere above ``found``; an object is not below itself.

        None where that depends on what this account does not see, and the server was not asked or does not say.
        """
        if ancestor_id in (ROOT_ID, found.id):
            return ROOT_ID == ancestor_id != found.id
        if self.may_hide(ancestor_id):
            return self.says(found.id, ancestor_id)
        line = self.line(found)
        if ancestor_id in line.ids:
            return True
        return self.says(line.loose, ancestor_id) if line.loose else (False if line.whole else None)

    def may_hide(self, ancestor_id: str) -> bool:
        """Whether this id may be above anything without any row naming it."""
        return self.unseen.gaps and ancestor_id not in self._objects

    def says(self, loose_id: str, ancestor_id: str) -> bool | None:
        """What the server said of a loose id: whether it is below ``ancestor_id``; None if it was not asked."""
        return self.unseen.told.get(loose_id, {}).get(ancestor_id)

    def paused_ancestor(self, found: PrtgObject) -> PrtgObject | None:
        """The nearest object above that is paused by its own flag."""
        return next((above for above in self.ancestors(found) if above.active is False), None)


#: Rows that are read by columns at a time: a processor's own memory holds them, so that each column finds them there.
ROWS_AT_ONCE = 256


def column_of(objects: t.Iterable[PrtgObject], name: str) -> list[t.Any]:
    """The values of a field of many objects."""
    return list(map(operator.itemgetter(PLACES[name]), objects))


def with_columns(objects: t.Sequence[PrtgObject], columns: t.Mapping[str, list[t.Any]]) -> list[PrtgObject]:
    """Many objects with other values of some fields; ``columns`` are these, in the order of the objects."""
    values = (columns[name] if name in columns else map(operator.itemgetter(PLACES[name]), objects) for name in FIELDS)
    return list(map(PrtgObject._make, zip(*values)))


def records_of(objects: t.Sequence[PrtgObject], fields: t.Sequence[str]) -> list[dict[str, t.Any]]:
    """``PrtgObject.record`` of many objects, by columns: half of the time."""
    columns = [
        [
            None if value is UNREAD else list(value) if isinstance(value, tuple) else value
            for value in column_of(objects, name)
        ]
        if RECORD[name].type == TEXTS
        else [None if value is UNREAD else value for value in column_of(objects, name)]
        for name in fields
    ]
    return [dict(zip(fields, values)) for values in zip(*columns)]


def _names_down(above: t.Sequence[PrtgObject]) -> tuple[str, ...]:
    """The names of what is above an object, from the probe down."""
    names = [one.name for one in above if one.id != ROOT_ID]
    return tuple(name for name in reversed(names) if name)


def can_be_above(one: PrtgObject, loose: str, object_id: str) -> bool:
    """Whether ``one`` may be above an object whose certain line ends at ``loose``: a device only right above it."""
    return one.kind in ("probe", "group") or (one.kind == "device" and loose == object_id)


def is_number(text: str) -> bool:
    """Whether ``text`` is a number that can be the id of an object of the tree: from 0 up, of a size that can be."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def is_id(text: str) -> bool:
    """Whether ``text`` is such a number as records have it, without zeros before it."""
    return is_number(text) and str(int(text)) == text


def comparable(name: str) -> tuple[str, str]:
    """The name of a server in a form that is equal where two names mean the same server."""
    host, _slash, path = name.strip().rstrip("/").partition("/")
    return host.lower(), path


def web_page(interface: str, kind: str, object_id: str) -> str:
    """The address of the page of an object; ``interface`` is that of PRTG's web interface."""
    return f"{interface}/{_PAGES[kind]}?id={object_id}"


def utc_from_ole(days: float) -> str:
    """ISO 8601 UTC from PRTG's day number, in whole seconds.

    Days since 1899-12-30, taken as UTC (PRTG manual "HTTP API: Live Data"; the zone is what a recorded tree's
    ``…_raw_utc`` fields say, the table columns are unverified). Recorded ones have ten decimals, which are
    milliseconds: one of a whole second may be a little less than that as a fraction of a day.
    """
    since = datetime.timedelta(milliseconds=round(days * 86_400_000))
    return _as_shown(datetime.datetime(1899, 12, 30, tzinfo=datetime.timezone.utc) + since)


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(?:Z|([+-]\d\d):?(\d\d)?)?)?", re.ASCII)


def moment(text: t.Any) -> datetime.datetime | None:
    """A time or a date in ISO 8601, UTC unless it says otherwise, in whole seconds; None for all else, also for what is
    beyond the calendar."""
    found = _MOMENT.fullmatch(text.strip().upper()) if isinstance(text, str) else None
    if found is None:
        return None
    day, clock, seconds, hours, minutes = found.groups()
    zone = f"{hours}:{minutes or '00'}" if hours else "+00:00"
    try:
        parsed = datetime.datetime.fromisoformat(f"{day}T{clock or '00:00'}{seconds or ':00'}{zone}")
        return parsed.astimezone(datetime.timezone.utc)
    except (ValueError, OverflowError):
        return None


def time_stamp(text: t.Any) -> str | None:
    """The same as records have it, ``2026-11-25T08:00:00Z``: the order of such texts is that of their times."""
    parsed = moment(text)
    return None if parsed is None else _as_shown(parsed)


def _as_shown(moment_of_utc: datetime.datetime) -> str:
    return moment_of_utc.replace(microsecond=0).isoformat().replace("+00:00", "Z")
