# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A world read from a real server's ``table.xml?content=sensortree`` export."""

from __future__ import annotations

import re

from lxml import etree

from ..clock import Clock
from ..dates import from_ole
from ..status import Status
from ..tree import Kind, Node, Pause, Tree

KINDS: dict[str, Kind] = {"group": "group", "probenode": "probe", "device": "device", "sensor": "sensor"}
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:[0-8]|1[124-9]|2\d|3[01]|x0*[0-8bcef]|x1[0-9a-f]);", re.I
)
LONE_AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)")
PAUSED_BY = re.compile(r"Paused at .*? by (.*?)\)? \]\]")
PROBE_SUFFIX = re.compile(r" \((Local Probe|Disconnected|[0-9a-fA-F.:]+)\)$")
"""An export ends a probe's name with its address or condition; tables of that server do not (fixture groups.18.2)."""
TEXT_OF_OPEN_PAUSE = "Paused by user"


def build(clock: Clock, export: bytes) -> Tree:
    """The tree of an export; ``ValueError`` where it is not one. Objects without access rights stay in, with their
    name alone.
    """
    nodes = _parse(export).find("sensortree/nodes")
    top = None if nodes is None else nodes.find("group")
    if top is None:
        raise ValueError("the file has no sensortree/nodes/group: export it with content=sensortree of the root")
    root = _read(top, None, clock.now())
    tree = Tree(root, clock)
    seen: set[int] = set()
    for node in root.walk():
        if node.id in seen:
            raise ValueError(f"the id {node.id} is there twice")
        seen.add(node.id)
    return tree


def _parse(export: bytes) -> etree._Element:
    text = CONTROL.sub("", export.decode("utf-8-sig", errors="replace"))
    if "<!DOCTYPE" in text:
        raise ValueError("the file has a DOCTYPE, which PRTG never sends")
    for attempt in (text, LONE_AMPERSAND.sub("&amp;", text)):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(attempt.encode(), parser)
        except etree.XMLSyntaxError as error:
            problem = error
    raise ValueError(f"the file is not XML that can be read: {problem}")


def _read(element: etree._Element, parent: Node | None, now: float) -> Node:
    number = int(element.get("id") or element.findtext("id") or -1)
    node = Node(
        number,
        KINDS[str(element.tag)],
        (element.findtext("name") or "").strip(),
        parent,
        tags=tuple(re.split(r"[\s,]+", (element.findtext("tags") or "").strip())) if element.findtext("tags") else (),
        priority=_int(element.findtext("priority"), 3),
        host=element.findtext("host") or "",
        icon=element.findtext("deviceicon") or "",
        noaccess=element.get("noaccess") == "1",
        settings={"comments": "(commented)"} if element.findtext("hascomment") == "1" else {},
    )
    if node.kind == "probe":
        _read_probe(node)
    if node.kind == "sensor":
        _read_sensor(node, element)
    _read_state(node, element, now)
    for child in element:
        if child.tag in KINDS:
            node.children.append(_read(child, node, now))
    return node


def _read_probe(node: Node) -> None:
    suffix = PROBE_SUFFIX.search(node.name)
    if suffix is None:
        return
    node.name = node.name[: suffix.start()]
    node.connected = suffix.group(1) != "Disconnected"
    node.host = suffix.group(1) if suffix.group(1) not in ("Disconnected", "Local Probe") else ""


def _read_sensor(node: Node, element: etree._Element) -> None:
    node.sensor_kind = (element.findtext("sensorkind") or "").lower()
    node.sensor_type = element.findtext("sensortype") or ""
    node.put("interval", _int(element.findtext("interval"), 60))
    node.last_value = element.findtext("lastvalue") or "-"
    node.last_value_raw = _float(element.findtext("lastvalue_raw"))
    node.checked_at = _time(element, "lasttime_raw_utc") or 0.0
    node.last_up = _time(element, "lastup_raw_utc")
    node.last_down = _time(element, "lastdown_raw_utc")
    node.since = _time(element, "statussince_raw_utc")
    node.counted_since = _time(element, "cumulatedsince_raw")
    node.up_seconds = _float(element.findtext("cumulateduptime_raw")) or 0.0
    node.down_seconds = _float(element.findtext("cumulateddowntime_raw")) or 0.0


def _read_state(node: Node, element: etree._Element, now: float) -> None:
    """Tell the own flag from what is inherited: the field ``active`` does (prtg-v1-facts section 4)."""
    status = Status(_int(element.findtext("status_raw"), int(Status.UP)))
    message = element.findtext("statusmessage") or ("OK" if status == Status.UP else "")
    if element.findtext("active") == "false":
        by = PAUSED_BY.search(message)
        until = now + 86400.0 if status == Status.PAUSED_UNTIL else None
        node.pause = Pause(
            by.group(1) if by else "PRTG System Administrator",
            node.since or now,
            until,
            text=message or TEXT_OF_OPEN_PAUSE,
        )
    elif status == Status.PAUSED_BY_USER:
        _hold_by_parent(node, now)
    elif status == Status.PAUSED_BY_DEPENDENCY:
        node.reason = None if _above_has(node, "dependency") else "dependency"
    elif status == Status.PAUSED_BY_SCHEDULE:
        node.reason = None if _above_has(node, "schedule") else "schedule"
    elif status == Status.PAUSED_BY_LICENSE:
        node.reason = "license"
    elif status != Status.PAUSED_UNTIL:
        node.status, node.message = status, message


def _above_has(node: Node, reason: str) -> bool:
    return any(above.reason == reason for above in node.ancestors())


def _hold_by_parent(node: Node, now: float) -> None:
    """Paused by a parent: where no visible one is paused, a parent without access rights must be."""
    if any(above.pause is not None for above in node.ancestors()):
        return
    hidden = next((above for above in node.ancestors() if above.noaccess), node.parent)
    if hidden is not None:
        hidden.pause = Pause("PRTG System Administrator", now, None, text=TEXT_OF_OPEN_PAUSE)


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().lstrip("-").isdigit() else default


def _float(text: str | None) -> float | None:
    try:
        return float(text) if text and text.strip() else None
    except ValueError:
        return None


def _time(element: etree._Element, name: str) -> float | None:
    days = _float(element.findtext(name))
    return None if days is None else from_ole(days)
