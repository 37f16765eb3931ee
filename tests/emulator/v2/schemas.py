# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v2 tells of what can be made, changed and read: kinds below an object, and schemas; and metascans.

The entries of kinds and the answers of metascans are those that prtg-skill saw (fixtures schemas_kind_entry,
metascan_snmpdiskfree). A SchemaDefinition is known to be an OpenAPI schema and no more; how it is written is a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web

from ..kinds import KINDS, SensorKind
from ..settings import SECTIONS, TAGS, Setting, inheritable, section
from ..tree import Kind, Node
from .actions import named_object
from .call import Call, Route, reading, writing
from .errors import bad_request, not_found
from .lists import included
from .making import MANDATORY, VERSION
from .reads import CURRENT, DEPRECATED

ABOVE: dict[str, tuple[Kind, ...]] = {"probe": ("device", "group"), "group": ("device", "group")}
PURPOSES = ("create", "update", "read")
INTERNAL = "PRTG Internal"
PROBE_HOST = "127.0.0.1"


def kinds_below(call: Call) -> web.Response:
    """The kinds that can be made below an object, a page of them."""
    parent = named_object(call, call.id)
    rows: list[dict[str, Any]]
    if parent.kind == "device":
        rows = [_entry(parent, name, kind) for name, kind in KINDS.items()]
    else:
        rows = [
            {"creatable": True, "hints": [], "kind": kind, "name": kind.capitalize(), "flags": []}
            for kind in ABOVE.get(parent.kind, ())
        ]
    return call.lists.page_of(call.asked, rows, lambda row: row)


def _entry(device: Node, name: str, kind: SensorKind) -> dict[str, Any]:
    """A kind of sensors; its ``metascan_href`` lacks what the paths of the API begin with, as on a live server."""
    probe = device.of_kind("probe")
    disconnected = probe is not None and not probe.connected
    misplaced = kind.family == INTERNAL and device.host != PROBE_HOST
    hints = [
        *(["CredentialsMissing"] if kind.credentials else []),
        *(["ProbeIsDisconnected"] if disconnected else []),
        *(["SensorNeedsProbeDevice"] if misplaced else []),
    ]
    found: dict[str, Any] = {
        "creatable": not (disconnected or misplaced),
        "hints": hints,
        "kind": name,
        "name": kind.name,
        "flags": [
            "NeedsProbe",
            *(["HasMetaScan"] if kind.scanned else []),
            *(["NeedsCredentials"] if kind.credentials else []),
        ],
    }
    if kind.scanned:
        found["metascan_field"] = kind.scanned
    if kind.credentials:
        found["credential_group"] = kind.credentials
    if kind.scanned:
        found["metascan_href"] = f"/experimental/devices/{device.id}/metascan?kind={name}"
    return found


# Schemas


def for_post(call: Call) -> web.Response:
    """The schema of a body that makes an object of a kind below another."""
    parent = named_object(call, call.id)
    kind_id = call.asked.query.get("kind", "")
    if kind_id in ABOVE.get(parent.kind, ()):
        return web.json_response(_schema(kind_id, included(call.asked), MANDATORY[kind_id], writable=True))
    sensor_kind = KINDS.get(VERSION.sub("", kind_id) if kind_id not in KINDS else kind_id)
    if parent.kind != "device" or sensor_kind is None:
        raise bad_request(f"kind {kind_id!r} is not supported")
    schema = _schema("sensor", included(call.asked), (), writable=True)
    if sensor_kind.refuses_name:
        del schema["properties"]["basic"]["properties"]["name"]
    own, _unused, field = sensor_kind.scanned.partition(".")
    if own:
        one = {"type": "array", "items": {"type": "string"}}
        schema["properties"][own] = {"type": "object", "properties": {field: one}, "required": [field]}
    return web.json_response(schema)


def for_object(call: Call, writable: bool) -> web.Response:
    """The schema of a body that changes an object, or of what reading it answers."""
    node = named_object(call, call.id)
    return web.json_response(_schema(node.kind, included(call.asked), (), writable))


def of_kind(call: Call) -> web.Response:
    """The same by the name of the kind."""
    purpose = call.asked.query.get("purpose", "read")
    if purpose not in PURPOSES:
        raise bad_request(f"purpose must be one of {', '.join(PURPOSES)}")
    kind = "sensor" if VERSION.sub("", call.id) in KINDS or call.id in KINDS else call.id
    if kind not in MANDATORY and kind != "probe":
        raise not_found()
    mandatory = MANDATORY.get(kind, ()) if purpose == "create" else ()
    return web.json_response(_schema(kind, frozenset({"all_sections"}), mandatory, purpose != "read"))


def _schema(kind: str, include: frozenset[str], mandatory: tuple[str, ...], writable: bool) -> dict[str, Any]:
    names = [
        name
        for name in SECTIONS
        if name == "basic" or (name and section(name, kind) and include & {"*", "all_sections", name})
    ]
    return {"type": "object", "properties": {name: _part(name, kind, mandatory, writable) for name in names}}


def _part(name: str, kind: str, mandatory: tuple[str, ...], writable: bool) -> dict[str, Any]:
    fields = {one: setting for one, setting in section(name, kind).items() if not (writable and setting.derive)}
    found: dict[str, Any] = {"type": "object", "properties": {one: _field(fields[one]) for one in fields}}
    if inheritable(name):
        found["properties"]["_inherited"] = {"type": "boolean"}
    needed = [one for one in mandatory if one in fields]
    return {**found, "required": needed} if needed else found


def _field(setting: Setting) -> dict[str, Any]:
    if setting.type is TAGS:
        return {"type": "array", "items": {"type": "string"}}
    return {"type": "string", "default": setting.type.show(setting.default)} if setting.default else {"type": "string"}


# Metascans


def metascan(call: Call) -> web.Response:
    """What is found on a device that sensors of a kind can watch; 201. The refusal is a live server's (prtg-skill)."""
    call.lists.one(call.view(), "devices", call.id)
    kind_id = VERSION.sub("", call.asked.query.get("kind", "snmpdiskfree"))
    body = call.body()
    if not isinstance(body.get("params", {}), dict):
        raise bad_request("params must be a JSON object")
    kind = KINDS.get(kind_id)
    if kind is None or not kind.scanned:
        raise bad_request("sensor kind does not support metascan")
    field = kind.scanned.partition(".")[2]
    found = [{field: part, "info": {field: part, "type": "Fixed"}} for part in kind.found]
    return web.json_response(found, status=201)


OBJECT: dict[str, Callable[[Call], web.Response]] = {
    "patch": partial(for_object, writable=True),
    "get": partial(for_object, writable=False),
}
ROUTES: list[Route] = [
    reading("/experimental/schemas/{id}", kinds_below, "offset limit", CURRENT),
    reading("/experimental/schemas/{id}/post", for_post, "kind include", CURRENT),
    *(reading(f"/experimental/schemas/{{id}}/{name}", answer, "include", CURRENT) for name, answer in OBJECT.items()),
    reading("/schemas/{id}", of_kind, "purpose parent", DEPRECATED),
    writing("POST", "/experimental/devices/{id}/metascan", metascan, "kind"),
]
