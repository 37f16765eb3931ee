# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be filtered by: one table, from which checking, evaluation, rendering, planning and the guide are made.

Sources: PRTG API v2 overview, "Properties" (classic names, types, operators, remarks); the filtering reference of the
current lists under ``/experimental`` as quoted in prtg-v2-facts section 6 (current names); PRTG manual "HTTP API: Live
Data" (v1 columns).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    BOOLEAN,
    COMPARISONS,
    DURATION,
    IDENTIFIER,
    NUMBER,
    TEXT,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, STATUSES

#: The three ways to ask a PRTG server: API v1, and the two generations of lists of API v2.
V1, V2_CLASSIC, V2_CURRENT = "v1", "v2-classic", "v2-current"
DIALECTS = (V1, V2_CLASSIC, V2_CURRENT)

#: The type of a property whose value is a list of text; all others are named like their literals.
TEXTS = "list of text"

EQUALITY = ("=", "!=")
_LISTED = (*EQUALITY, "in")
_SIMILAR = (*_LISTED, "matches")
_ORDERED = (*COMPARISONS, "in")
_CONTAINS = ("contains",)


class Property(t.NamedTuple):
    """One row of the table.

    ``kinds`` are the object kinds that have it (None: all). ``tokens`` maps what may be written for an enumeration to
    its token. ``classic``, ``current`` and ``v1`` are its names in the three dialects, None where the API has none.
    ``fields`` are the record fields that hold it (empty: no record can have it), ``lacking`` the dialects over which no
    record holds it all the same. ``definite`` says that every object has a value, so that None in a record means
    *unknown*.
    """

    name: str
    type: str
    operators: tuple[str, ...]
    about: str
    kinds: tuple[str, ...] | None = None
    tokens: t.Mapping[str, str] | None = None
    classic: str | None = None
    current: str | None = None
    v1: str | None = None
    fields: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    definite: bool = False

    def belongs_to(self, kind: str) -> bool:
        """Whether objects of ``kind`` can have it."""
        return self.kinds is None or kind in self.kinds

    def readable(self, dialect: str, kind: str) -> bool:
        """Whether the record of an object of ``kind`` holds it when it was read over ``dialect``."""
        return bool(self.fields) and self.belongs_to(kind) and dialect not in self.lacking

    def name_in(self, dialect: str) -> str | None:
        """Its name in ``dialect``."""
        return {V1: self.v1, V2_CLASSIC: self.classic, V2_CURRENT: self.current}[dialect]


def _spellings() -> dict[str, str]:
    """Every way to write a status except its v1 number: filter tokens and the spelling of v2 answers."""
    return {word: status.token for status in STATUSES for word in (status.token, status.answer.lower())}


_TYPES = {kind: kind for kind in (*KINDS, "channel", "library", "user", "usergroup")}

_UNDOCUMENTED = "Its tokens are not documented, so any word is taken."
_OWN_FLAG = (
    "The object's own flag: false where a user paused this very object. The overview has it for users and user groups "
    "only; every record carries it, so it is taken for all objects and evaluated by this collection."
)


def _rows() -> t.Iterator[Property]:
    yield from _identity_rows()
    yield from _state_rows()
    yield from _setting_rows()
    yield from _sensor_rows()
    yield from _channel_rows()
    yield from _system_rows()


def _identity_rows() -> t.Iterator[Property]:
    yield Property(
        "id", TEXT, _LISTED, "The object's number, as text.",
        classic="id", current="id", v1="objid", fields=("id",), definite=True,
    )  # fmt: skip
    yield Property(
        "parentid", TEXT, _LISTED, "The number of the object right above, as text.",
        classic="parentid", current="parentid", v1="parentid", fields=("parent_id",),
    )  # fmt: skip
    yield Property(
        "ancestors", TEXTS, _CONTAINS, "The numbers of all objects above.", classic="ancestors", fields=("parent_id",)
    )
    yield Property(
        "descendants", TEXTS, _CONTAINS, "The numbers of all objects below.", classic="descendants",
        fields=("parent_id",),
    )  # fmt: skip
    yield Property(
        "name", TEXT, _SIMILAR, "The object's name.",
        classic="name", current="name", v1="name", fields=("name",), definite=True,
    )  # fmt: skip
    yield Property(
        "type", IDENTIFIER, _LISTED, "What the object is.", tokens=_TYPES,
        classic="type", current="type", fields=("kind",), definite=True,
    )  # fmt: skip
    yield Property(
        "tags", TEXTS, _CONTAINS,
        "The object's tags, own and inherited: API v1 cannot tell them apart for certain, so all share this meaning.",
        classic="tags", current="basic.tags", v1="tags", fields=("tags", "parent_tags"),
    )  # fmt: skip
    yield Property(
        "basic.tags", TEXTS, _CONTAINS, "The object's own tags, without those that it inherits.",
        current="basic.tags", fields=("tags",), lacking=(V1, V2_CLASSIC),
    )  # fmt: skip
    yield Property(
        "parenttags", TEXTS, _CONTAINS, "The tags that the object inherits.",
        current="basic.parenttags", fields=("parent_tags",),
    )  # fmt: skip
    yield Property("crossreference", TEXTS, _CONTAINS, "Objects that this one refers to.", classic="crossreference")


def _state_rows() -> t.Iterator[Property]:
    yield Property(
        "status", IDENTIFIER, _LISTED, "The object's state.", tokens=_spellings(),
        classic="status", current="status", v1="status", fields=("status",), definite=True,
    )  # fmt: skip
    yield Property(
        "active",
        BOOLEAN,
        EQUALITY,
        _OWN_FLAG,
        v1="active",
        fields=("active",),
        definite=True,
    )
    yield Property(
        "message", TEXT, _SIMILAR, "The message that the object shows.",
        classic="message", v1="message", fields=("message",),
    )  # fmt: skip
    yield Property(
        "priority", NUMBER, _ORDERED, "Stars, 1 to 5.",
        classic="priority", v1="priority", fields=("priority",),
    )  # fmt: skip
    yield Property(
        "favorite", BOOLEAN, EQUALITY, "Whether the account has marked it.",
        classic="favorite", current="favorite", v1="favorite", fields=("favorite",),
    )  # fmt: skip


def _setting_rows() -> t.Iterator[Property]:
    yield Property(
        "dnsname", TEXT, _SIMILAR, "Host name or address of a device.", ("device",),
        classic="dnsname", current="basic.host", v1="host", fields=("host",),
    )  # fmt: skip
    yield Property(
        "basic.hostv6", TEXT, _LISTED, "IPv6 host name or address of a device.", ("device",), current="basic.hostv6"
    )
    yield Property(
        "comment", TEXT, _SIMILAR, "The object's comment. No source tells where API v2 has it.",
        classic="comment", v1="comments", fields=("comment",), lacking=(V2_CLASSIC, V2_CURRENT),
    )  # fmt: skip
    yield Property(
        "location", TEXT, _SIMILAR,
        "Where the object is. API v1 documents it for devices only, and where API v2 has it is unverified.",
        classic="location", v1="location", fields=("location",),
    )  # fmt: skip
    yield Property(
        "scanninginterval", DURATION, _ORDERED, "Time between two scans.",
        classic="scanninginterval", v1="interval", fields=("interval",),
    )  # fmt: skip
    yield Property(
        "autodiscoveryactive", BOOLEAN, EQUALITY, "Whether auto-discovery is running.", ("group", "device"),
        classic="autodiscoveryactive",
    )  # fmt: skip
    yield Property(
        "autodiscoveryprogress", NUMBER, _ORDERED, "Progress of the auto-discovery, in percent.", ("group", "device"),
        classic="autodiscoveryprogress",
    )  # fmt: skip


def _sensor_rows() -> t.Iterator[Property]:
    sensor = ("sensor",)
    yield Property(
        "sensorkind", TEXT, _SIMILAR,
        "The identifier of a sensor's kind. The overview calls it a list; it compares as text.", sensor,
        classic="sensorkind", current="kind", v1="type", fields=("sensor_kind",), lacking=(V2_CLASSIC,),
    )  # fmt: skip
    yield Property("sensorkindname", TEXT, _SIMILAR, "The title of a sensor's kind.", sensor, classic="sensorkindname")
    yield Property("coverage", NUMBER, _ORDERED, "Share of time with data.", sensor, classic="coverage")
    yield Property("performanceimpact", NUMBER, _ORDERED, "Load on the probe.", sensor, classic="performanceimpact")
    yield Property("uptimetotal", DURATION, _ORDERED, "Time up in all.", sensor, classic="uptimetotal")
    yield Property("downtimetotal", DURATION, _ORDERED, "Time down in all.", sensor, classic="downtimetotal")


def _channel_rows() -> t.Iterator[Property]:
    channel = ("channel",)
    for name in ("limitmaxerror", "limitmaxwarning", "limitminerror", "limitminwarning"):
        yield Property(name, NUMBER, _ORDERED, "A limit of the channel.", channel, classic=name)
    yield Property(
        "lookupdefinitionid", TEXT, _SIMILAR, "The lookup of a channel.", channel, classic="lookupdefinitionid"
    )
    yield Property("percent", NUMBER, _ORDERED, "The value in percent.", channel, classic="percent")
    yield Property("primary", BOOLEAN, EQUALITY, "Whether it is the primary channel.", channel, current="primary")
    yield Property("unittype", NUMBER, _LISTED, "The number of a unit.", classic="unittype")


def _system_rows() -> t.Iterator[Property]:
    probe, user, usergroup = ("probe",), ("user",), ("usergroup",)
    yield Property("authorized", BOOLEAN, EQUALITY, "Whether the probe is approved.", probe, classic="authorized")
    yield Property("clusterprobe", BOOLEAN, EQUALITY, "Whether it is a cluster probe.", probe, classic="clusterprobe")
    yield Property(
        "clusterremoteprobe", BOOLEAN, EQUALITY, "Whether it is a remote probe of a cluster.", probe,
        classic="clusterremoteprobe",
    )  # fmt: skip
    yield Property("smallprobe", BOOLEAN, EQUALITY, "Whether it is a mini probe.", probe, classic="smallprobe")
    yield Property("probestatus", IDENTIFIER, _LISTED, f"State. {_UNDOCUMENTED}", probe, classic="probestatus")
    yield Property("probestatusinfo", IDENTIFIER, _LISTED, f"State. {_UNDOCUMENTED}", probe, classic="probestatusinfo")
    yield Property(
        "activedirectory", BOOLEAN, EQUALITY, "Whether it comes from a directory.", user + usergroup,
        classic="activedirectory",
    )  # fmt: skip
    yield Property("email", TEXT, _SIMILAR, "Mail address.", user, classic="email")
    yield Property("loginname", TEXT, _SIMILAR, "Login name.", user, classic="loginname")
    yield Property("primarygroup", TEXT, _LISTED, "Number of the primary group.", user, classic="primarygroup")
    yield Property("ticketmail", BOOLEAN, EQUALITY, "Whether tickets are mailed.", user, classic="ticketmail")
    yield Property(
        "admingroup", BOOLEAN, EQUALITY, "Whether members are administrators.", usergroup, classic="admingroup"
    )
    yield Property(
        "restrictedsensormode", BOOLEAN, EQUALITY, "Whether sensor kinds are limited.", usergroup,
        classic="restrictedsensormode",
    )  # fmt: skip
    yield Property("ticketmode", BOOLEAN, EQUALITY, "Whether tickets may be used.", usergroup, classic="ticketmode")
    yield Property("usertype", IDENTIFIER, _LISTED, f"Role. {_UNDOCUMENTED}", usergroup, classic="usertype")
    yield Property(
        "lookuptype", IDENTIFIER, _LISTED, f"Type of a lookup definition. {_UNDOCUMENTED}", ("lookupdefinition",),
        classic="lookuptype",
    )  # fmt: skip


#: Every property by its name, which is the overview's where it has one.
PROPERTIES = {row.name: row for row in _rows()}

#: Every name that is understood: those of the table and of the current API.
BY_NAME: dict[str, Property] = {
    **{row.current: row for row in PROPERTIES.values() if row.current},
    **PROPERTIES,
}
