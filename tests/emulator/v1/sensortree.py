# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``content=sensortree``: the whole tree as nested XML, in the form of the recorded export."""

from __future__ import annotations

from xml.sax.saxutils import escape

from ..dates import ole
from ..settings import COMMENTS, INTERVAL
from ..status import PAUSED, SPELLINGS
from ..tree import Node
from .answers import VERSION
from .columns import LINKS, SENSOR_COUNTS
from .view import View

ELEMENTS = {"group": "group", "probe": "probenode", "device": "device", "sensor": "sensor"}
SUMMARY_ORDER = (
    "undefinedsens",
    "upsens",
    "warnsens",
    "downsens",
    "downacksens",
    "unusualsens",
    "pausedsens",
    "partialdownsens",
)


def sensor_tree(view: View, scope: int | None, stray_ampersand: bool = False, tells_zone: bool = True) -> str:
    """The tree below an object, the root by default; every parameter but ``id`` is ignored."""
    top = view.tree.root if scope is None else view.tree.get(scope)
    lines: list[str] = []
    if top is not None:
        _write(view, top, lines)
    tags = {tag for node in (top.walk() if top else ()) for tag in node.tags}
    used = escape(",".join(sorted(tags))) + (",R&D" if stray_ampersand else "")
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<prtg>\n<prtg-version>{VERSION}</prtg-version>\n<options>\n'
        f"{_zone(view) if tells_zone else ''}\n"
        "<userdatesettings><shortdateformat>M/d/yyyy</shortdateformat></userdatesettings>\n"
        f"<usedtags>{used}</usedtags>\n<tasks><autodisco>0</autodisco></tasks>\n</options>\n"
        "<sensortree>\n<nodes>\n" + "\n".join(lines) + "\n</nodes>\n</sensortree>\n</prtg>\n"
    )


def _zone(view: View) -> str:
    """The account's time zone as Windows has it: minutes west of UTC, here without summer time."""
    west = -int(view.zone // 60)
    dates = "".join(
        f"<{kind}date{part}>0</{kind}date{part}>"
        for kind in ("standard", "daylight")
        for part in ("month", "dayofweek", "day", "hour", "minute")
    )
    return (
        f"<usertimezone><bias>{west}</bias><standardbias>0</standardbias><daylightbias>0</daylightbias>{dates}"
        "</usertimezone>"
    )


def summary_numbers(view: View, node: Node) -> list[int]:
    """How many sensors: undefined, up, warning, down, acknowledged, unusual, paused, partially down."""
    counts = view.tree.summary(node)
    return [sum(counts[status] for status in SENSOR_COUNTS[name][3]) for name in SUMMARY_ORDER]


def _write(view: View, top: Node, lines: list[str]) -> None:
    """Depth first, without recursion: an end tag waits on the stack for its children to be written."""
    stack: list[Node | str] = [top]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            lines.append(node)
            continue
        element = ELEMENTS[node.kind]
        access = ' noaccess="1"' if node.noaccess else ""
        lines.append(f'<{element} id="{node.id}"{access}>')
        lines.extend(f"<{name}>{escape(str(value))}</{name}>" for name, value in _fields(view, node))
        stack.append(f"</{element}>")
        stack.extend(reversed(node.children))


def _fields(view: View, node: Node) -> list[tuple[str, object]]:
    fields: list[tuple[str, object]] = []
    if node.kind == "device":
        fields.append(("summary", ",".join(map(str, summary_numbers(view, node)))))
    fields.append(("name", node.name + _probe_suffix(node)))
    if node.kind == "device":
        fields.append(("deviceicon", node.icon))
    if node.noaccess:
        return fields
    fields += [
        ("id", node.id),
        ("url", f"/{LINKS[node.kind]}.htm?id={node.id}"),
        ("tags", " ".join(node.tags)),
        ("priority", node.priority),
        ("fixed", int(node.parent is None)),
        ("hascomment", int(bool(node.own(COMMENTS)))),
    ]
    if node.kind == "device":
        fields.append(("host", node.host))
    if node.kind == "sensor":
        return fields + _sensor_fields(view, node)
    return [*fields, ("status_raw", int(view.shown(node).status)), ("active", _flag(node))]


def _sensor_fields(view: View, node: Node) -> list[tuple[str, object]]:
    shown = view.shown(node)
    paused = shown.status in PAUSED
    value = None if paused else node.last_value_raw
    times = {
        "statussince": node.since,
        "lasttime": view.tree.last_check(node),
        "lastok": view.tree.last_up(node),
        "lasterror": view.tree.last_down(node),
        "lastup": view.tree.last_up(node),
        "lastdown": view.tree.last_down(node),
    }
    return [
        ("sensortype", node.sensor_type),
        ("sensorkind", node.sensor_kind),
        ("interval", view.tree.value(node, INTERVAL)),
        ("status_raw", int(shown.status)),
        ("status", SPELLINGS[shown.status].word),
        ("datamode", 0),
        ("lastvalue", "-" if paused else view.number(node.last_value)),
        ("lastvalue_raw", "" if value is None else f"{value:.4f}"),
        ("statusmessage", view.message(node)),
        *((f"{name}_raw_utc", _ole(at)) for name, at in times.items()),
        ("cumulateddowntime_raw", node.down_seconds),
        ("cumulateduptime_raw", node.up_seconds),
        ("cumulatedsince_raw", _ole(node.counted_since)),
        ("active", _flag(node)),
    ]


def _ole(at: float | None) -> float:
    return 0 if at is None else ole(at)


def _probe_suffix(node: Node) -> str:
    """Only exports end a probe's name with its address or condition."""
    if node.kind != "probe":
        return ""
    return f" ({(node.host or 'Local Probe') if node.connected else 'Disconnected'})"


def _flag(node: Node) -> str:
    return "false" if node.pause else "true"
