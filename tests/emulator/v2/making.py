# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making objects over API v2: new ones from sections of settings, and copies of others.

Schemas of the bodies are known by name alone. That the sections are those that are read, what is mandatory, and the
shape of what was made (that of the vendor's DeviceInfo, GroupInfo and SensorInfo) follow from what clients sent and
saw (prtg-v2-facts section 5).
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from aiohttp import web

from ..credentials import DISPLAY_NAMES
from ..kinds import KINDS, SensorKind
from ..lag import SOON
from ..settings import section
from ..status import Status
from ..tree import STEP, Kind, Node, may_hold
from . import shapes
from .actions import named_object
from .call import NEWEST, Call, Route, writing
from .errors import bad_request, not_found
from .sections import sent, unknown_field

USER = DISPLAY_NAMES["full"]
CLONED = ("sensors", "devices", "groups")
MANDATORY: dict[str, tuple[str, ...]] = {"device": ("name", "host"), "group": ("name",), "sensor": ()}
CLONING = frozenset({"parent_id", "name", "position"})
OF_DEVICES = frozenset({"host", "service_url"})
VERSION = re.compile(r"\.\d+$")
"""The version of the schema at the end of a kind's id (prtg-v2-facts section 3)."""


def make(call: Call, where: str, kind: Kind) -> web.Response:
    """A group or device below a group or probe; 201."""
    parent = _parent(call, where)
    values = _read(kind, call.body())
    node = Node(call.tree.next_id(), kind, values.pop("name"))
    for name, value in values.items():
        node.put(name, value)
    return _made(call, [_added(call, node, parent)])


def make_sensors(call: Call) -> web.Response:
    """A sensor on a device, or one for each of what a metascan found and the body names; 201."""
    device = _parent(call, "devices")
    kind_id, kind = _kind(call)
    body = call.body()
    own, _unused, field = kind.scanned.partition(".")
    chosen = _chosen(body.pop(own, None), field) if own else []
    _check_explicit(kind, body)
    values = _read("sensor", body, frozenset({"name"} if kind.refuses_name else ()))
    name = values.pop("name", kind.name)
    made = []
    for part in chosen or [""]:
        sensor = _sensor(call, kind_id, kind, f"{name} {part}".strip() if len(chosen) > 1 else name)
        for setting, value in values.items():
            sensor.put(setting, value)
        made.append(_added(call, sensor, device))
    return _made(call, made)


def _parent(call: Call, where: str) -> Node:
    parent = call.lists.one(call.view(), where, call.id)
    assert isinstance(parent, Node)
    return parent


def _kind(call: Call) -> tuple[str, SensorKind]:
    """The kind that ``kindid`` names; the complaint about none is a live server's (mjhollh3c)."""
    named = call.asked.query.get("kindid", "")
    if not named:
        raise bad_request("the kind ID is mandatory")
    kind_id = named if named in KINDS else VERSION.sub("", named)
    if kind_id not in KINDS:
        raise bad_request(f"kind {named!r} is not supported")
    return kind_id, KINDS[kind_id]


def _chosen(given: Any, field: str) -> list[str]:
    """The parts of a device that a sensor is wanted for: a list (prtg-skill's guide) or one (its SKILL.md)."""
    found = given.get(field) if isinstance(given, dict) else None
    parts = [found] if isinstance(found, str) else found
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        raise bad_request(f"the field {field!r} is mandatory")
    return parts


def _check_explicit(kind: SensorKind, body: dict[str, Any]) -> None:
    """Some kinds ask for an explicit ``_inherited``; what they say without it was seen live (prtg-skill)."""
    given = body.get(kind.explicit)
    if kind.explicit and (not isinstance(given, dict) or given.get("_inherited") is None):
        raise bad_request(f"{kind.explicit}._inherited is invalid: the NULL value is not allowed")


def _read(kind: Kind, body: dict[str, Any], refused: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What the sections of a body set; settings of an inherited section count only where it says so."""
    values: dict[str, Any] = {}
    for name, given in body.items():
        if not name or not section(name, kind):
            raise unknown_field(name)
        found = sent(kind, name, given)
        for setting in found:
            if setting in refused:
                raise unknown_field(setting)
        if given.get("_inherited") is not True:
            values |= found
    for name in MANDATORY[kind]:
        if not values.get(name):
            raise bad_request(f"the field {name!r} is mandatory")
    return values


def _sensor(call: Call, kind_id: str, kind: SensorKind, name: str) -> Node:
    """A new sensor, which its first scan will find up."""
    return Node(
        call.tree.next_id(),
        "sensor",
        name,
        tags=(f"{kind_id}sensor",),
        sensor_kind=kind_id,
        sensor_type=kind.name,
        last_value=kind.display,
        last_value_raw=kind.value,
        channels=kind.channels,
        expected=(Status.UP, "OK"),
    )


def _added(call: Call, node: Node, parent: Node) -> Node:
    if not may_hold(parent, node):
        raise bad_request("an object of this kind cannot be there")
    return call.tree.add(node, parent, _delay(call))


def _delay(call: Call) -> float:
    return SOON if call.quirks["v2_new_objects_late"] else 0.0


def _made(call: Call, nodes: list[Node]) -> web.Response:
    """201 with the list of what was made, or with one of it, or with nothing."""
    if call.quirks["v2_created_empty"]:
        return web.Response(status=201)
    view = call.view()
    rows = [shapes.flat(view, node) for node in nodes]
    return web.json_response(rows[0] if call.quirks["v2_created_object"] else rows, status=201)


# Copies


def clone(call: Call, what: str = "") -> web.Response:
    """A copy of an object, paused; 204 without its id (prtg-v2-facts section 5).

    What ``/objects/{id}/clone`` of 2026-09 takes and answers is not known: here it is like the older ones, and by a
    quirk it tells what was made.
    """
    node = _parent(call, what) if what else named_object(call, call.id)
    if node.parent is None or node.kind == "probe":
        raise not_found()
    body = call.body()
    unknown = sorted(set(body) - CLONING - (OF_DEVICES if node.kind == "device" else frozenset()))
    if unknown:
        raise unknown_field(unknown[0])
    parent = named_object(call, _text(body, "parent_id", mandatory=True))
    host = _text(body, "host", mandatory=node.kind == "device")
    name = _text(body, "name") or f"Clone of {node.name}"
    where = _position(body.get("position"))
    if not may_hold(parent, node):
        raise bad_request("an object of this kind cannot be there")
    service = _text(body, "service_url")
    copy = call.tree.clone(node, parent, name, USER, host, _delay(call))
    if service:
        copy.put("serviceurl", service)
    if where is not None and copy in parent.children:
        call.tree.place(copy, where)
    if not what and call.quirks["v2_clone_tells"]:
        return _made(call, [copy])
    return web.Response(status=204)


def _text(body: dict[str, Any], name: str, mandatory: bool = False) -> str:
    value = body.get(name)
    if not isinstance(value, str | None):
        raise bad_request(f"{name} must be a text")
    if mandatory and not value:
        raise bad_request(f"the field {name!r} is mandatory")
    return value or ""


def _position(value: Any) -> int | str | None:
    """``"top"``, ``"bottom"``, a number, or ``None`` for the place at the end."""
    if isinstance(value, str) and value in ("top", "bottom"):
        return str(value)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value % STEP):
        raise bad_request(f"position must be a multiple of {STEP}")
    return value


ROUTES: list[Route] = [
    *(
        writing("POST", f"/experimental/{where}/{{id}}/{kind}", partial(make, where=where, kind=kind))
        for where in ("groups", "probes")
        for kind in ("device", "group")
    ),
    writing("POST", "/experimental/devices/{id}/sensor", make_sensors, "kindid"),
    *(writing("POST", f"/{what}/{{id}}/clone", partial(clone, what=what)) for what in CLONED),
    writing("POST", "/objects/{id}/clone", clone, only=NEWEST),
]
