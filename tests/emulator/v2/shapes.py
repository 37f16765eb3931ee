# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects as API v2 shows them: the flat shape and the settings shape (prtg-v2-facts section 3)."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any

from ..dates import iso
from ..settings import CHANNEL_SETTINGS, INTERVAL, LIMITS, SECTIONS, Setting, inheritable, section
from ..status import SPELLINGS, Status
from ..tree import Node
from .view import ChannelRow, View, channel_rows

BASE = "/api/v2"
LOOPBACK = "127.0.0.1"
"""Where the probe of the server itself is."""
PLURAL = {"probe": "probes", "group": "groups", "device": "devices", "sensor": "sensors", "channel": "channels"}
SEVERITY = (
    Status.DOWN,
    Status.DOWN_PARTIAL,
    Status.DOWN_ACKNOWLEDGED,
    Status.WARNING,
    Status.UNUSUAL,
    Status.PAUSED_BY_USER,
    Status.PAUSED_UNTIL,
    Status.PAUSED_BY_DEPENDENCY,
    Status.PAUSED_BY_SCHEDULE,
    Status.PAUSED_BY_LICENSE,
    Status.UNKNOWN,
    Status.NO_PROBE,
    Status.SCANNING,
    Status.NONE,
    Status.UP,
)
SCHEMA_VERSIONS = {"httpadvanced": ".79", "mysqlv2": ".12"}


def reference(node: Node) -> dict[str, Any]:
    """A reference to another object."""
    kind = "ROOT" if node.parent is None else node.kind.upper()
    plural = "groups" if node.parent is None else PLURAL[node.kind]
    return {"id": str(node.id), "name": node.name, "type": f"REFERENCED_{kind}", "href": f"{BASE}/{plural}/{node.id}"}


def path(node: Node) -> list[dict[str, Any]]:
    """References from the root down to the object itself, without what this account may not see.

    Unverified: no source tells what a path shows of it. API v1's tables have no row of it, and one tree has one path.
    """
    return [reference(above) for above in node.path() if not above.noaccess]


def summary(view: View, node: Node) -> dict[str, Any]:
    """How many sensors of each status, and the worst of them."""
    counts = view.tree.summary(node)
    worst = next((status for status in SEVERITY if counts[status]), Status.NONE)
    numbers = {spelling.summary: counts[status] for status, spelling in SPELLINGS.items()}
    return {"calculated_status": SPELLINGS[worst].v2, "total": sum(counts), **numbers}


def status_token(view: View, node: Node) -> str:
    """The status in an answer; of a group or device it is its own, not the worst of its sensors."""
    if view.summed and node.kind != "sensor":
        return f"SUMMED_INFO_{summary(view, node)['calculated_status']}"
    return SPELLINGS[view.shown(node).status].v2


def flat(view: View, row: Node | ChannelRow, with_type: bool = False, with_summary: bool = False) -> dict[str, Any]:
    """The shape of the deprecated lists and of ``overview``."""
    if isinstance(row, ChannelRow):
        return _flat_channel(view, row)
    node = row
    shown = view.shown(node)
    found: dict[str, Any] = {
        "id": str(node.id),
        "name": node.name,
        "status": status_token(view, node),
        "href": f"{BASE}/{PLURAL[node.kind]}/{node.id}",
        "message": shown.message,
        "priority": node.priority,
        "favorite": node.favorite,
        "position": node.position,
        "tags": list(view.tree.all_tags(node)),
        "path": path(node),
        "scanning_interval": float(view.tree.value(node, INTERVAL)),
    }
    if with_type:
        found["type"] = node.kind.upper()
    if node.kind == "device":
        found |= {"host": node.host, "icon": node.icon}
    if node.kind == "sensor":
        found |= {
            "sensor_kind": node.sensor_type,
            "last_up": _time(view.tree.last_up(node)),
            "last_down": _time(view.tree.last_down(node)),
            "status_since": _time(node.since),
            "uptime_total": node.up_seconds,
            "downtime_total": node.down_seconds,
            "coverage": node.coverage,
            "performance_impact": node.impact,
        }
    elif not view.proven_only:
        found |= _flat_members(node)
    if with_summary:
        found["sensor_status_summary"] = summary(view, node)
    return found


def _flat_members(node: Node) -> dict[str, Any]:
    """What the overview's table of sort names calls ``autodiscovery.active``, and probes.

    Of probes there are names of properties only, and for these and the progress no members: they are guesses.
    """
    if node.kind == "probe":
        return {
            "authorized": node.authorized,
            "cluster_probe": node.cluster,
            "cluster_remote_probe": node.cluster_remote,
            "small_probe": node.small,
            "probe_status": "CONNECTED" if node.connected else "DISCONNECTED",
            "probe_status_info": "NONE",
        }
    return {"autodiscovery": {"active": node.discovery is not None, "progress": node.discovery}}


def discovery(node: Node) -> dict[str, Any]:
    """AutodiscoveryInfo, of which the name is known: here what flat shapes tell of it, with the object."""
    return {**reference(node), "path": path(node), **_flat_members(node)}


def probe_network(node: Node) -> dict[str, Any]:
    """ProbeNetworkInfo, of which the name is known: these members are guesses."""
    return {"id": str(node.id), "name": node.name, "ip": node.host or LOOPBACK, "connected": node.connected}


def _primary_measurement(view: View, sensor: Node) -> dict[str, Any]:
    """The last measurement inside a sensor, as a sample of prtg-skill has it (prtg-skill.sensors.sample.json)."""
    rows = channel_rows(view.tree, sensor)
    return _measurement(view, next((row for row in rows if row.primary), rows[0]))


def channels_of(view: View, sensor: Node, every: bool) -> list[dict[str, Any]]:
    """The channels inside a sensor of a deprecated list: all, or the primary and the downtime channel."""
    return [
        _flat_channel(view, row)
        for row in channel_rows(view.tree, sensor)
        if every or row.primary or row.channel.id == -4
    ]


def channel_reference(row: ChannelRow) -> dict[str, Any]:
    """A reference to a channel."""
    return {"id": row.id, "name": row.name, "type": "REFERENCED_CHANNEL", "href": f"{BASE}/channels/{row.id}"}


def measured(view: View, row: ChannelRow) -> dict[str, Any]:
    """ChannelMeasurement: the last measurement with a reference to the channel; how it is put together is a guess."""
    return {"channel": channel_reference(row), **_measurement(view, row)}


def _flat_channel(view: View, row: ChannelRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "href": f"{BASE}/channels/{row.id}",
        "path": [*path(row.sensor), channel_reference(row)],
        "unit": {"display_unit": row.channel.unit, "type": row.channel.unit_type, "decimal_digits": 0, "custom": ""},
        "limits": {shown: row.channel.own(CHANNEL_SETTINGS[name]) for name, shown in LIMITS.items()},
        "percent": row.percent,
        "lookup_definition_id": row.channel.lookup or None,
        "last_measurement": _measurement(view, row),
    }


def _measurement(view: View, row: ChannelRow) -> dict[str, Any]:
    """``display_value`` is a number in the unit that is shown, as senhub and prtg-skill read it from real servers; by
    quirks it is a text or null, as mmz-srf saw it, too.
    """
    return {
        "timestamp": _time(view.tree.last_check(row.sensor)),
        "value": row.channel.value,
        "display_value": view.display(row.channel),
        "minimum": 0,
        "maximum": 0,
        "average": 0,
    }


def settings(view: View, row: Node | ChannelRow, include: Set[str] = frozenset()) -> dict[str, Any]:
    """The shape of the experimental lists and of reading one object; sections but ``basic`` only when included."""
    if isinstance(row, ChannelRow):
        return _settings_channel(view, row, include)
    node = row
    shown = view.shown(node)
    found: dict[str, Any] = {
        "id": str(node.id),
        "name": node.name,
        "type": node.kind.upper(),
        "kind": node.sensor_kind + SCHEMA_VERSIONS.get(node.sensor_kind, "") if node.kind == "sensor" else node.kind,
        "href": f"{BASE}/{PLURAL[node.kind]}/{node.id}",
        "status": status_token(view, node),
        "message": shown.message,
        "favorite": node.favorite,
        "parent": None if node.parent is None else reference(node.parent),
        "basic": _section(view, node, "basic"),
    }
    if node.kind == "sensor":
        found |= {
            "kind_name": node.sensor_type,
            "status_since": _time(node.since),
            "lastup": _time(view.tree.last_up(node)),
            "lastdown": _time(view.tree.last_down(node)),
            "uptimetotal": node.up_seconds,
            "downtimetotal": node.down_seconds,
            "coverage": node.coverage,
            "performance_impact": node.impact,
        }
        if not view.proven_only:
            found["last_measurement"] = _primary_measurement(view, node)
    if node.kind == "device":
        found["kind_variant"] = ""
    return found | _included(view, node, include)


def _included(view: View, node: Node, include: Set[str]) -> dict[str, Any]:
    everything = "*" in include
    found: dict[str, Any] = {}
    if everything or "path" in include:
        found["path"] = path(node)
    if everything or "sensor_status_summary" in include:
        found["sensor_status_summary"] = summary(view, node)
    for name in SECTIONS:
        if name not in ("", "basic") and include & {"*", "all_sections", name} and section(name, node.kind):
            found[name] = _section(view, node, name, everything or "inheritance" in include)
    beside = {name: one for name, one in section("", node.kind).items() if everything or name in include}
    return found | _values(view.tree.value, node, beside)


def _section(view: View, node: Node, name: str, inheritance: bool = False) -> dict[str, Any]:
    """A section of settings; on request with where it comes from and what the object has itself."""
    settings = section(name, node.kind)
    found = _values(view.tree.value, node, settings)
    if inheritance and inheritable(name):
        source = view.tree.source(node, name)
        found["_inherited"] = source is not node
        if source is not node:
            found["_inheritancesource"] = reference(source)
            found["_shadowed"] = _values(view.tree.own, node, settings)
    return found


def _values(read: Callable[[Node, Setting], Any], node: Node, settings: dict[str, Setting]) -> dict[str, Any]:
    return {name: setting.type.show(read(node, setting)) for name, setting in settings.items() if not setting.secret}


def _settings_channel(view: View, row: ChannelRow, include: Set[str]) -> dict[str, Any]:
    """The limits are a section (prtg-v2-facts section 3); its name, and that the lookup has one, are guesses."""
    found: dict[str, Any] = {
        "id": row.id,
        "name": row.name,
        "kind": "",
        "type": "CHANNEL",
        "primary": row.primary,
        "href": f"{BASE}/channels/{row.id}",
        "parent": reference(row.sensor),
        "basic": {"displayunit": row.channel.unit, "unittype": row.channel.unit_type, "name": row.name},
        "last_measurement": _measurement(view, row),
    }
    sections: dict[str, dict[str, str]] = {
        "limits": {
            name: setting.type.text(row.channel.own(setting))
            for name, setting in CHANNEL_SETTINGS.items()
            if name.startswith("limit")
        },
        "lookup": {"lookupdefinitionid": row.channel.lookup},
    }
    return found | {name: one for name, one in sections.items() if include & {"*", "all_sections", name}}


def _time(at: float | None) -> str | None:
    return None if not at else iso(at)
