# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of tables: what each shows, its machine-readable twin, and how XML pads that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from ..dates import ole, span
from ..settings import COMMENTS, INTERVAL, LOCATION
from ..status import OUTAGE, PAUSED, UP, Status
from ..tree import Node
from .view import View

CORE_SERVER = "AutonomousDevice"
LINKS = {"group": "group", "probe": "probenode", "device": "device", "sensor": "sensor"}
TYPES = {"group": ("Group", "group"), "probe": ("Probe", "probenode"), "device": ("Device", "device")}
SENSOR_COUNTS: dict[str, tuple[str, str, str, tuple[int, ...]]] = {
    "upsens": ("Up", "sensorlinkgreen", "sensg", (2, 3)),
    "downsens": ("Down", "sensorlinkred", "sensr", (5,)),
    "downacksens": ("Down (Acknowledged)", "sensorlinkack", "senso", (13,)),
    "partialdownsens": ("Down (Partial)", "sensorlinkpartialred", "sensq", (14,)),
    "warnsens": ("Warning", "sensorlinkwarn", "sensy", (4,)),
    "pausedsens": ("Paused", "sensorlinkpaused", "sensb", (7, 8, 9, 11, 12)),
    "unusualsens": ("Unusual", "sensorlinkunusual", "sensp", (10,)),
    "undefinedsens": ("Unknown", "sensorlinkblack", "sensx", (0, 6, 1)),
}


def plain(value: Any) -> str:
    """A raw value that XML does not pad."""
    return str(value)


def padded(width: int) -> Callable[[Any], str]:
    """A raw number padded with zeros; a negative one starts with an asterisk (fixture channels_totalcount0)."""

    def pad(value: Any) -> str:
        if value == "":
            return ""
        return f"{value:0{width}}" if value >= 0 else f"*{-value:0{width - 1}}"

    return pad


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``show`` gives the display value, ``raw`` the machine-readable twin; without one, or with ``None``,
    there is none, but in the JSON of newer servers, where it is what is shown.
    """

    show: Callable[[View, Any], Any]
    raw: Callable[[View, Any], Any] | None = None
    xml: Callable[[Any], str] = plain
    words: bool = False
    """A list of words: a filter names one of them."""
    text: bool = False
    """Newer servers write this number as text beside its twin."""
    sought: Column | None = None
    """What a filter compares instead, where that is written in another way."""


def measured(tenfold: Any) -> str:
    """A value as tables of channels and filters write it: times ten, padded (fixture channels_default: 26 % is
    0000000000000260.0000).
    """
    return "" if tenfold == "" else f"{tenfold:021.4f}"


def _name_of(kind: str) -> Callable[[View, Node], str]:
    def show(_view: View, node: Node) -> str:
        holder = node.of_kind(kind)  # type: ignore[arg-type]
        return "" if holder is None else holder.name

    return show


def _group_name(_view: View, node: Node) -> str:
    for holder in (node, *node.ancestors()):
        if holder.kind in ("group", "probe"):
            return holder.name
    return ""


def _count(view: View, node: Node, statuses: tuple[int, ...]) -> int:
    counts = view.tree.summary(node)
    return sum(counts[status] for status in statuses)


def _sensor_count(name: str) -> Column:
    label, link, box, statuses = SENSOR_COUNTS[name]
    query = "&".join(f"filter_status={status}" for status in statuses)

    def show(view: View, node: Node) -> str:
        number = _count(view, node, statuses)
        if not number:
            return ""
        title = f"{node.name}: {number}x {label}"
        href = f"sensors.htm?id={node.id}&{query}"
        return f'<a  title="{title}"  class="{link}" href="{href}"><div class="{box}">{number}</div></a>'

    return Column(show, lambda view, node: _count(view, node, statuses), padded(10))


def _date(when: Callable[[View, Node], float | None]) -> Column:
    def show(view: View, node: Node) -> str:
        at = when(view, node)
        return "-" if at is None else view.ago(at)

    def raw(view: View, node: Node) -> float | str:
        at = when(view, node)
        return "" if at is None else ole(at)

    return Column(show, raw)


def _span(seconds: Callable[[View, Node], float | None]) -> Column:
    def show(view: View, node: Node) -> str:
        found = seconds(view, node)
        return "" if found is None else span(found)

    def raw(view: View, node: Node) -> int | str:
        found = seconds(view, node)
        return "" if found is None else int(found)

    return Column(show, raw, padded(15))


def _share(seconds: Callable[[Node], float]) -> Column:
    def part(node: Node) -> float:
        return seconds(node) / ((node.up_seconds + node.down_seconds) or 1.0)

    return Column(lambda v, n: v.number(f"{part(n):.4%}"), lambda v, n: round(part(n) * 1_000_000), padded(15))


def _type(_view: View, node: Node) -> str:
    if node.kind == "sensor":
        return node.sensor_type
    return "Device" if node.icon == CORE_SERVER else TYPES[node.kind][0]


def _type_raw(_view: View, node: Node) -> str:
    if node.kind == "sensor":
        return node.sensor_kind
    return CORE_SERVER if node.icon == CORE_SERVER else TYPES[node.kind][1]


def _message(view: View, node: Node) -> str:
    return f'<div class="status">{view.message(node)}<div class="moreicon"></div></div>'


def _favorite(_view: View, node: Node) -> str:
    state = "objectisfavorite" if node.favorite else "objectisnotfavorite"
    return (
        f'<span class="{state} icon-gray ui-icon ui-icon-flag" id="fav-{node.id}" '
        f"onclick=\"_Prtg.objectTools.faveObject.call(this,{node.id},'toggle');return false;\"></span>"
    )


def _location(view: View, node: Node) -> str:
    where = view.tree.value(node, LOCATION)
    return f'<a href="/devices.htm?filter_location=@sub({quote(where)})">{where}</a>' if where else ""


def _intervalx(view: View, node: Node) -> str:
    seconds = view.tree.value(node, INTERVAL)
    return f"Inherited ({seconds})" if node.inherits(INTERVAL.section) else str(seconds)


def _condition(_view: View, node: Node) -> str:
    """What a probe's connection or an auto-discovery does (PrtgAPI's probes and devices); else nothing."""
    if node.kind == "probe":
        return "Connected" if node.connected else "Disconnected"
    return "" if node.discovery is None else f"Auto-Discovery in progress ({node.discovery}%)"


def _value(view: View, node: Node) -> str:
    return "-" if view.shown(node).status in PAUSED else view.number(node.last_value)


def _value_raw(view: View, node: Node) -> float | str:
    return "" if node.last_value_raw is None or _value(view, node) == "-" else node.last_value_raw


def _tenfold(view: View, node: Node) -> float | str:
    raw = _value_raw(view, node)
    return raw if isinstance(raw, str) else raw * 10


def _tags(view: View, node: Node) -> str:
    return ("," if view.comma_tags else " ").join(view.tree.all_tags(node))


def _below(kind: str) -> Column:
    def number(_view: View, node: Node) -> int:
        return sum(1 for below in node.walk() if below is not node and below.kind == kind)

    return Column(lambda v, n: str(number(v, n)), number, padded(10))


def _since(*statuses: Status) -> Column:
    """For how long an object has been in one of these states; empty while it is in another (PrtgAPI: null)."""
    return _span(lambda v, n: v.now - (n.since or v.now) if v.shown(n).status in statuses else None)


EVERY: dict[str, Column] = {
    "objid": Column(lambda v, n: n.id),
    "parentid": Column(lambda v, n: n.parent.id if n.parent else -1000),
    "name": Column(lambda v, n: n.name),
    "type": Column(_type, _type_raw),
    "basetype": Column(lambda v, n: n.kind),
    "baselink": Column(lambda v, n: f"/{LINKS[n.kind]}.htm?id={n.id}", lambda v, n: n.id),
    "tags": Column(_tags, words=True),
    "active": Column(lambda v, n: n.pause is None, lambda v, n: 0 if n.pause else -1),
    "comments": Column(lambda v, n: n.own(COMMENTS)),
    "status": Column(lambda v, n: v.status_text(n), lambda v, n: int(v.shown(n).status)),
    "message": Column(_message, lambda v, n: v.message(n)),
    "priority": Column(lambda v, n: n.priority, text=True),
    "schedule": Column(lambda v, n: n.schedule),
    "interval": Column(
        lambda v, n: f"{v.tree.value(n, INTERVAL)} s" if n.kind == "sensor" else "",
        lambda v, n: v.tree.value(n, INTERVAL) if n.kind == "sensor" else None,
        padded(10),
    ),
    "intervalx": Column(_intervalx, lambda v, n: v.tree.value(n, INTERVAL), padded(10)),
    "access": Column(
        lambda v, n: "Full" if v.access == "full" else "Read",
        lambda v, n: 400 if v.access == "full" else 100,
        padded(10),
    ),
    "dependency": Column(lambda v, n: n.dependency, lambda v, n: n.parent.name if n.parent else ""),
    "notifiesx": Column(lambda v, n: "Inherited"),
    "probegroupdevice": Column(
        lambda v, n: " » ".join(above.name for above in n.path() if above.id and above.kind != "sensor")
    ),
    "grpdev": Column(lambda v, n: f"{_group_name(v, n)} » {_name_of('device')(v, n)}"),
    "favorite": Column(_favorite, lambda v, n: int(n.favorite)),
    "position": Column(lambda v, n: str(n.position), lambda v, n: n.position, padded(10)),
    "probe": Column(_name_of("probe")),
    "group": Column(_group_name),
    "device": Column(_name_of("device")),
    "sensor": Column(_name_of("sensor")),
    "totalsens": Column(lambda v, n: str(sum(v.tree.summary(n))), lambda v, n: sum(v.tree.summary(n)), padded(10)),
    "host": Column(lambda v, n: n.host if n.kind == "device" else ""),
    "location": Column(_location, lambda v, n: v.tree.value(n, LOCATION)),
    "deviceicon": Column(lambda v, n: n.icon if n.kind == "device" else ""),
    "icon": Column(lambda v, n: n.icon if n.kind == "device" else ""),
    "condition": Column(_condition, lambda v, n: 2 * n.connected if n.kind == "probe" else None),
    "fold": Column(lambda v, n: n.kind == "probe", lambda v, n: int(n.kind == "probe")),
    "groupnum": _below("group"),
    "devicenum": _below("device"),
    "lastvalue": Column(
        _value,
        _value_raw,
        lambda raw: "" if raw == "" else f"{raw:.4f}",
        sought=Column(_value, _tenfold, measured),
    ),
    "lastcheck": _date(lambda v, n: v.tree.last_check(n)),
    "lastup": _date(lambda v, n: v.tree.last_up(n)),
    "lastdown": _date(lambda v, n: v.tree.last_down(n)),
    "cumsince": _date(lambda v, n: n.counted_since),
    "uptime": _share(lambda n: n.up_seconds),
    "downtime": _share(lambda n: n.down_seconds),
    "uptimetime": _span(lambda v, n: n.up_seconds),
    "downtimetime": _span(lambda v, n: n.down_seconds),
    "uptimesince": _since(*UP),
    "downtimesince": _since(*OUTAGE),
    "knowntime": Column(
        lambda v, n: v.number(f"{n.coverage:g}%"), lambda v, n: int(n.up_seconds + n.down_seconds), padded(15)
    ),
    "minigraph": Column(lambda v, n: "0,0,0|0,0,0" if n.kind == "sensor" else ""),
    **{name: _sensor_count(name) for name in SENSOR_COUNTS},
}

CHANNELS: dict[str, Column] = {
    "objid": Column(lambda v, c: c.id, lambda v, c: c.id, padded(10)),
    "name": Column(lambda v, c: c.name),
    "lastvalue": Column(
        lambda v, c: v.number(c.display),
        lambda v, c: "" if c.value is None else c.value,
        lambda raw: measured("" if raw == "" else raw * 10),
    ),
    "type": Column(lambda v, c: ""),
}


def _of_node(name: str) -> Column:
    column = EVERY[name]
    raw = column.raw
    return replace(
        column,
        show=lambda v, entry: column.show(v, entry.node),
        raw=None if raw is None else lambda v, entry: raw(v, entry.node),
    )


MESSAGES: dict[str, Column] = {
    "datetime": Column(lambda v, e: v.date(e.at), lambda v, e: ole(e.at)),
    "dateonly": Column(lambda v, e: v.date(e.at).split(" ")[0]),
    "timeonly": Column(lambda v, e: v.date(e.at).split(" ", 1)[1]),
    "parent": Column(lambda v, e: e.node.parent.name if e.node.parent else ""),
    "status": Column(lambda v, e: e.text, lambda v, e: e.code),
    "message": Column(
        lambda v, e: f'<div class="logmessage">{e.message}<div class="moreicon"></div></div>', lambda v, e: e.message
    ),
    **{
        name: _of_node(name)
        for name in ("objid", "name", "type", "priority", "tags", "active", "sensor", "device", "group", "probe")
    },
}

DEFAULTS: dict[str, tuple[str, ...]] = {
    "sensors": (
        "objid",
        "probe",
        "group",
        "device",
        "sensor",
        "status",
        "message",
        "lastvalue",
        "priority",
        "favorite",
    ),
    "devices": ("objid", "probe", "group", "device", "host", *SENSOR_COUNTS),
    "groups": ("objid", "probe", "group", "name", *SENSOR_COUNTS),
    "probes": ("objid", "name", "type", "condition", *SENSOR_COUNTS),
    "objects": ("objid", "name", "type", "basetype", "parentid"),
    "channels": ("objid", "name", "lastvalue"),
    "messages": ("objid", "datetime", "parent", "type", "name", "status", "message"),
    "values": ("datetime", "value_", "coverage"),
}
