# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pause, resume, scan, acknowledge over API v2, of one object or of all that match a filter; and small edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from aiohttp import web

from ..credentials import DISPLAY_NAMES
from ..lag import SOON
from ..settings import named, section
from ..status import Status
from ..tree import PLACES, STEP, Node, Tree, may_hold
from .call import NEWEST, Call, Route, writing
from .errors import ApiError, bad_request, not_found, wrong_node_status
from .sections import sent, unknown_field
from .view import KINDS


@dataclass(frozen=True)
class Action:
    """What an action does to objects, and what it has to be asked with."""

    act: Callable[[Tree, list[Node], str, float | None], object]
    """From the objects, the message, and how long: seconds, or ``None`` for no end."""
    kinds: tuple[str, ...] = tuple(KINDS)
    fields: frozenset[str] = frozenset()
    """What the body may hold; where it may hold something there has to be one."""
    possible: Callable[[Tree, Node], bool] = lambda tree, node: True
    """Whether the present state of an object allows it."""
    quirk: str = ""
    """Where this is named, everything is possible unless the quirk is on."""


USER = DISPLAY_NAMES["full"]
TIMED = frozenset({"duration", "message"})
PLACING = frozenset({"parent", "position", "position_preset"})
ACTIONS = {
    "pause": Action(
        lambda tree, nodes, message, seconds: tree.pause(nodes, USER, message, seconds),
        fields=TIMED,
        possible=lambda tree, node: node.pause is None,
        quirk="v2_pause_answers_wrong_node_status",
    ),
    "resume": Action(
        lambda tree, nodes, message, seconds: tree.resume(nodes),
        possible=lambda tree, node: node.pause is not None,
        quirk="v2_pause_answers_wrong_node_status",
    ),
    "scan": Action(lambda tree, nodes, message, seconds: tree.scan(nodes)),
    "acknowledge": Action(
        lambda tree, nodes, message, seconds: tree.acknowledge(nodes, USER, message, seconds),
        kinds=("sensors",),
        fields=TIMED,
        possible=lambda tree, node: tree.shown(node).status == Status.DOWN,
    ),
}
"""The last part of the path to what it does: a new action is an entry."""


def act_one(call: Call, what: str, action: Action) -> web.Response:
    """204, or an error."""
    node = _node(call, what)
    _check_ready(call, node)
    body = call.body(required=bool(action.fields))
    seconds, message = _parameters(body, _taking(call, action))
    obstacle = _obstacle(call, node, action)
    if obstacle is not None:
        raise obstacle
    action.act(call.tree, [node], message, seconds)
    return web.Response(status=204)


def act_bulk(call: Call, what: str, action: Action) -> web.Response:
    """200 with a result for each object that the filter matched, failures among them.

    The fields of ActionResult are unknown (prtg-v2-facts section 5): ``id``, and ``error`` where it failed, are a
    guess.
    """
    body = call.body()
    text = body.pop("filter", None)
    if not isinstance(text, str) or not text.strip():
        raise bad_request("the filter is mandatory")
    seconds, message = _parameters(body, _taking(call, action))
    nodes = list(call.lists.select(call.view(), what, "deprecated", text))
    every_second = call.emulation.quirks["v2_bulk_partial_failure"]
    results: list[dict[str, Any]] = []
    able: list[Node] = []
    for number, node in enumerate(nodes):
        error = wrong_node_status() if every_second and number % 2 else _obstacle(call, node, action)
        results.append({"id": str(node.id)})
        if error is None:
            able.append(node)
        else:
            results[-1]["error"] = {"code": error.code, "message": error.message}
    if able:
        action.act(call.tree, able, message, seconds)
    return web.json_response(results)


def _taking(call: Call, action: Action) -> Action:
    """The action as this server knows it: no source tells what an acknowledgement takes."""
    if action is ACTIONS["acknowledge"] and call.emulation.quirks["v2_acknowledge_without_duration"]:
        return replace(action, fields=action.fields - {"duration"})
    return action


def _node(call: Call, what: str) -> Node:
    row = call.lists.one(call.view(), what, call.id)
    assert isinstance(row, Node)
    return row


def _obstacle(call: Call, node: Node, action: Action) -> ApiError | None:
    """Why an action is impossible in the object's present state."""
    strict = not action.quirk or call.emulation.quirks[action.quirk]
    return wrong_node_status() if strict and not action.possible(call.tree, node) else None


# Edits


def patch(call: Call, what: str) -> web.Response:
    """Change settings; of sensors ``basic`` alone, as in 2026-03 (prtg-v2-facts section 5)."""
    node = _node(call, what)
    _check_ready(call, node)
    body = call.body()
    every_section = node.kind != "sensor" or call.quirks["v2_sensor_sections"]
    for name in body:
        if name != "basic" and not (every_section and section(name, node.kind)):
            raise ApiError(501, "METHOD_NOT_IMPLEMENTED", f"section {name} is not yet supported")
    values = {name: sent(node.kind, name, given) for name, given in body.items()}
    for name, given in body.items():
        if "_inherited" in given:
            call.tree.inherit(node, name, given["_inherited"])
        call.tree.edit(node, **_added(call, node, values[name]))
    return web.Response(status=204)


def _added(call: Call, node: Node, values: dict[str, Any]) -> dict[str, Any]:
    """What is set: a list takes the place of the one that is there (unverified), unless a quirk adds to it."""
    if not call.quirks["v2_patch_adds_to_lists"]:
        return values
    return {
        name: tuple(dict.fromkeys((*node.own(named(name)), *value))) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _check_ready(call: Call, node: Node) -> None:
    """Refuse what is done to an object that was made a moment ago, if it is odd in that way."""
    fresh = node.made_at is not None and call.emulation.clock.now() < node.made_at + SOON
    if fresh and call.quirks["v2_new_objects_wrong_status"]:
        raise wrong_node_status()


def delete(call: Call, what: str) -> web.Response:
    """Delete an object and all below it."""
    call.tree.delete(_node(call, what))
    return web.Response(status=204)


def move(call: Call) -> web.Response:
    """Hang an object under another parent, and put it to a place among its siblings."""
    node = named_object(call, call.id)
    body = call.body()
    _known(body, PLACING)
    if all(value is None for value in body.values()):
        raise bad_request("no place to move to is named")
    parent, where = body.get("parent"), place(body)
    try:
        if parent is not None:
            _move(call, node, named_object(call, str(parent)))
        if where is not None:
            call.tree.place(node, where)
    except ValueError as error:
        raise bad_request(str(error)) from error
    return web.Response(status=204)


def _move(call: Call, node: Node, parent: Node) -> None:
    if not may_hold(parent, node):
        raise ValueError("an object of this kind cannot be there")
    call.tree.move(node, parent)


def named_object(call: Call, object_id: str) -> Node:
    """A visible object of whatever kind."""
    node = call.tree.get(int(object_id)) if object_id.isdigit() else None
    if node is None:
        raise not_found()
    return node


def place(body: dict[str, Any]) -> int | str | None:
    """``position``, a multiple of ten, or ``position_preset``, or neither (prtg-v2-facts section 5)."""
    position, preset = body.get("position"), body.get("position_preset")
    if position is not None and (not isinstance(position, int) or isinstance(position, bool) or position % STEP):
        raise bad_request(f"position must be a multiple of {STEP}")
    if preset not in (None, *PLACES):
        raise bad_request(f"position_preset must be one of {', '.join(PLACES)}")
    return position if preset is None else str(preset)


def _known(body: dict[str, Any], fields: frozenset[str]) -> None:
    unknown = sorted(set(body) - fields)
    if unknown:
        raise unknown_field(unknown[0])


def _parameters(body: dict[str, Any], action: Action) -> tuple[float | None, str]:
    """``duration`` in seconds, ``None`` for no end, and ``message``."""
    _known(body, action.fields)
    duration = body.get("duration")
    if duration is not None and (not isinstance(duration, (int, float)) or isinstance(duration, bool) or duration <= 0):
        raise ApiError(400, "INVALID_DURATION")
    message = body.get("message") or ""
    if not isinstance(message, str):
        raise bad_request("message must be a text")
    return None if duration is None else float(duration), message


ROUTES: list[Route] = [
    *(
        route
        for name, action in ACTIONS.items()
        for what in action.kinds
        for route in (
            writing("POST", f"/{what}/{name}", partial(act_bulk, what=what, action=action)),
            writing("POST", f"/{what}/{{id}}/{name}", partial(act_one, what=what, action=action)),
        )
    ),
    writing("POST", "/objects/{id}/move", move),
    writing("PATCH", "/devices/{id}", partial(patch, what="devices")),
    writing("PATCH", "/experimental/groups/{id}", partial(patch, what="groups")),
    writing("PATCH", "/experimental/sensor/{id}", partial(patch, what="sensors"), gone=NEWEST),
    writing("PATCH", "/experimental/sensors/{id}", partial(patch, what="sensors"), only=NEWEST),
    writing("PATCH", "/experimental/probes/{id}", partial(patch, what="probes"), only=NEWEST),
    *(writing("DELETE", f"/experimental/{what}/{{id}}", partial(delete, what=what)) for what in KINDS),
]
