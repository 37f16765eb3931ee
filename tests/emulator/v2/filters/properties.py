# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties that each generation of lists can be filtered by (overview table; prtg-v2-facts section 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ...channels import UNIT_TYPES
from ...lookups import LOOKUP_TYPES
from ...settings import CHANNEL_SETTINGS, COMMENTS, INTERVAL, LIMITS, LOCATION, Setting, is_ipv6
from ...status import SPELLINGS
from ...tree import Node
from ..view import ChannelRow, View

Row = Node | ChannelRow
Get = Callable[[View, Any], Any]
TREE = frozenset({"probe", "group", "device", "sensor"})
ALL = TREE | {"channel"}
STATUS_TOKENS = frozenset(spelling.v2_filter for spelling in SPELLINGS.values())
TYPE_TOKENS = frozenset({"channel", "device", "group", "library", "probe", "sensor", "user", "usergroup"})
EQUAL = ("=", "!=")
ORDER = ("=", "!=", "<", "<=", ">", ">=")
IN = "in"
PROBE = frozenset({"probe"})
CONNECTED = {True: "connected", False: "disconnected"}
"""The words of ``probestatus``, and that of ``probestatusinfo``, are guesses: none is documented."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its type, the operators it takes, the kinds of object that have it, and its value (``None`` is
    nil).
    """

    type: str
    operators: tuple[str, ...]
    get: Get
    kinds: frozenset[str] = ALL
    tokens: frozenset[str] = frozenset()


def _node(get: Callable[[View, Node], Any]) -> Get:
    """A property of tree objects only; other rows have no value."""
    return lambda view, row: get(view, row) if isinstance(row, Node) else None


def _sensor(get: Callable[[Node], Any]) -> Get:
    return lambda view, row: get(row) if isinstance(row, Node) and row.kind == "sensor" else None


def _probe(get: Callable[[Node], Any]) -> Get:
    return lambda view, row: get(row) if isinstance(row, Node) and row.kind == "probe" else None


def _status(view: View, row: Row) -> str:
    return SPELLINGS[view.shown(row.sensor if isinstance(row, ChannelRow) else row).status].v2_filter


def _kind(_view: View, row: Row) -> str:
    return "channel" if isinstance(row, ChannelRow) else row.kind


def _id(_view: View, row: Row) -> str:
    return str(row.id)


def _parent_id(_view: View, row: Row) -> str | None:
    if isinstance(row, ChannelRow):
        return str(row.sensor.id)
    return None if row.parent is None else str(row.parent.id)


def _ancestors(_view: View, row: Row) -> list[str]:
    below = row.sensor if isinstance(row, ChannelRow) else row
    above = [str(node.id) for node in below.ancestors()]
    return [str(row.sensor.id), *above] if isinstance(row, ChannelRow) else above


def _descendants(_view: View, row: Row) -> list[str]:
    return [] if isinstance(row, ChannelRow) else [str(node.id) for node in row.walk() if node is not row]


def _limit(setting: Setting) -> Get:
    return lambda view, row: row.channel.own(setting) if isinstance(row, ChannelRow) else None


def _kind_id(_view: View, row: Row) -> str:
    return (row.sensor_kind or row.kind) if isinstance(row, Node) else "channel"


def _lookup(_view: View, row: Row) -> str | None:
    return (row.channel.lookup or None) if isinstance(row, ChannelRow) else None


def _unit_type(_view: View, row: Row) -> int | None:
    return UNIT_TYPES.index(row.channel.unit_type) if isinstance(row, ChannelRow) else None


TEXT = (*EQUAL, "matches")
NAMES = {
    "name": Property("text", (*TEXT, IN), lambda v, r: r.name),
    "id": Property("text", EQUAL, _id),
    "parentid": Property("text", (*EQUAL, IN), _parent_id),
    "status": Property("enumeration", (*EQUAL, IN), _status, ALL, STATUS_TOKENS),
    "type": Property("enumeration", (*EQUAL, IN), _kind, ALL, TYPE_TOKENS),
    "favorite": Property("boolean", EQUAL, _node(lambda v, n: n.favorite)),
}
DEPRECATED: dict[str, Property] = {
    **NAMES,
    "ancestors": Property("list of text", ("contains",), _ancestors),
    "descendants": Property("list of text", ("contains",), _descendants),
    "crossreference": Property("list of text", ("contains",), _node(lambda v, n: [str(one) for one in n.references])),
    "tags": Property("list of text", ("contains",), _node(lambda v, n: v.tree.all_tags(n)), TREE),
    "comment": Property("text", TEXT, _node(lambda v, n: n.own(COMMENTS) or None), TREE),
    "location": Property("text", TEXT, _node(lambda v, n: v.tree.value(n, LOCATION) or None), TREE),
    "message": Property("text", TEXT, _node(lambda v, n: v.shown(n).message), TREE),
    "priority": Property("number", ORDER, _node(lambda v, n: n.priority), TREE),
    "scanninginterval": Property("duration", ORDER, _node(lambda v, n: v.tree.value(n, INTERVAL)), TREE),
    "dnsname": Property("text", TEXT, _node(lambda v, n: n.host or None), frozenset({"device"})),
    "sensorkind": Property("text", TEXT, _sensor(lambda n: n.sensor_kind), frozenset({"sensor"})),
    "sensorkindname": Property("text", TEXT, _sensor(lambda n: n.sensor_type), frozenset({"sensor"})),
    "coverage": Property("number", ORDER, _sensor(lambda n: n.coverage), frozenset({"sensor"})),
    "performanceimpact": Property("number", ORDER, _sensor(lambda n: n.impact), frozenset({"sensor"})),
    "uptimetotal": Property("duration", ORDER, _sensor(lambda n: n.up_seconds), frozenset({"sensor"})),
    "downtimetotal": Property("duration", ORDER, _sensor(lambda n: n.down_seconds), frozenset({"sensor"})),
    "autodiscoveryactive": Property(
        "boolean", EQUAL, _node(lambda v, n: n.discovery is not None), frozenset({"group", "device"})
    ),
    "autodiscoveryprogress": Property("number", ORDER, _node(lambda v, n: n.discovery), frozenset({"group", "device"})),
    "authorized": Property("boolean", EQUAL, _probe(lambda n: n.authorized), PROBE),
    "clusterprobe": Property("boolean", EQUAL, _probe(lambda n: n.cluster), PROBE),
    "clusterremoteprobe": Property("boolean", EQUAL, _probe(lambda n: n.cluster_remote), PROBE),
    "smallprobe": Property("boolean", EQUAL, _probe(lambda n: n.small), PROBE),
    "probestatus": Property(
        "enumeration", EQUAL, _probe(lambda n: CONNECTED[n.connected]), PROBE, frozenset(CONNECTED.values())
    ),
    "probestatusinfo": Property("enumeration", EQUAL, _probe(lambda n: "none"), PROBE, frozenset({"none"})),
    "percent": Property(
        "number", ORDER, lambda v, r: r.percent if isinstance(r, ChannelRow) else None, frozenset({"channel"})
    ),
    **{name: Property("number", ORDER, _limit(CHANNEL_SETTINGS[name]), frozenset({"channel"})) for name in LIMITS},
    "lookupdefinitionid": Property("text", TEXT, _lookup, frozenset({"channel"})),
    "unittype": Property("number", EQUAL, _unit_type, frozenset({"channel"})),
}
CURRENT: dict[str, Property] = {
    **NAMES,
    "name": Property("text", (*TEXT, IN, "contains"), lambda v, r: r.name),
    "kind": Property("text", EQUAL, _kind_id),
    "primary": Property(
        "boolean", EQUAL, lambda v, r: r.primary if isinstance(r, ChannelRow) else None, frozenset({"channel"})
    ),
    "basic.host": Property(
        "text", (*EQUAL, IN), _node(lambda v, n: n.host if not is_ipv6(n.host) else ""), frozenset({"device"})
    ),
    "basic.hostv6": Property(
        "text", (*EQUAL, IN), _node(lambda v, n: n.host if is_ipv6(n.host) else ""), frozenset({"device"})
    ),
    "basic.tags": Property("list of text", ("contains",), _node(lambda v, n: n.tags), TREE),
    "basic.parenttags": Property("list of text", ("contains",), _node(lambda v, n: v.tree.parent_tags(n)), TREE),
}
"""That ``name contains`` works there, and finds a part of it, is what prtg-skill's preflight expects (unverified)."""
BESIDE_KINDS = frozenset({"lookupdefinition", "library"})
BESIDE: dict[str, Property] = {
    **{name: replace(NAMES[name], kinds=BESIDE_KINDS) for name in ("id", "name", "type")},
    "lookuptype": Property(
        "enumeration", EQUAL, lambda v, r: r.lookup_type, frozenset({"lookupdefinition"}), frozenset(LOOKUP_TYPES)
    ),
}
"""Of lists of what is not in the tree."""
DIALECTS = {"deprecated": DEPRECATED, "current": CURRENT, "beside": BESIDE}
