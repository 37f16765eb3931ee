# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pause, resume, scan, acknowledge over API v2, of one object or of all that match a filter; and small edits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ..credentials import DISPLAY_NAMES
from ..emulation import Emulation
from ..settings import inheritable, section
from ..status import Status
from ..tree import PLACES, STEP, Node, Tree
from .errors import ApiError, bad_request, not_found, wrong_node_status
from .lists import Lists
from .view import View

MAX_BODY = 15_000


@dataclass(frozen=True)
class Action:
    """What an action does to objects, and what it has to be asked with."""

    act: Callable[[Tree, list[Node], str, float | None], object]
    """From the objects, the message, and how long: seconds, or ``None`` for no end."""
    kinds: tuple[str, ...] = ("sensors", "devices", "groups", "probes")
    fields: frozenset[str] = frozenset()
    """What the body may hold; where it may hold something there has to be one."""
    possible: Callable[[Tree, Node], bool] = lambda tree, node: True
    """Whether the present state of an object allows it."""
    quirk: str = ""
    """Where this is named, everything is possible unless the quirk is on."""


USER = DISPLAY_NAMES["full"]
TIMED = frozenset({"duration", "message"})
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


async def body_of(request: web.Request, required: bool = True) -> dict[str, Any]:
    """The JSON object of a request; an absent one is answered as a live server did for another operation: EOF."""
    raw = await request.read()
    if len(raw) > MAX_BODY:
        raise ApiError(413, "BODY_TOO_LARGE", "The body of the POST request is too large. The limit is 15 kilobyte.")
    if not raw:
        if required:
            raise bad_request("EOF")
        return {}
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise bad_request("the body is not valid JSON") from error
    if not isinstance(body, dict):
        raise bad_request("the body must be a JSON object")
    return body


class Actions:
    """What API v2 does to objects."""

    def __init__(self, emulation: Emulation, lists: Lists) -> None:
        self._emulation = emulation
        self._lists = lists

    async def one(self, request: web.Request, what: str, name: str) -> web.Response:
        """204, or an error."""
        action = ACTIONS[name]
        node = self._node(what, request.match_info["id"])
        body = await body_of(request, required=bool(action.fields))
        seconds, message = _parameters(body, action)
        obstacle = self._obstacle(node, action)
        if obstacle is not None:
            raise obstacle
        action.act(self._emulation.tree, [node], message, seconds)
        return web.Response(status=204)

    async def bulk(self, request: web.Request, what: str, name: str) -> web.Response:
        """200 with a result for each object that the filter matched, failures among them.

        The fields of ActionResult are unknown (prtg-v2-facts section 5): ``id``, and ``error`` where it failed, are a
        guess.
        """
        action = ACTIONS[name]
        body = await body_of(request)
        text = body.pop("filter", None)
        if not isinstance(text, str) or not text.strip():
            raise bad_request("the filter is mandatory")
        seconds, message = _parameters(body, action)
        nodes = list(self._lists.select(View.of(self._emulation), what, "deprecated", text))
        partial = self._emulation.quirks["v2_bulk_partial_failure"]
        results: list[dict[str, Any]] = []
        able: list[Node] = []
        for number, node in enumerate(nodes):
            error = wrong_node_status() if partial and number % 2 else self._obstacle(node, action)
            results.append({"id": str(node.id)})
            if error is None:
                able.append(node)
            else:
                results[-1]["error"] = {"code": error.code, "message": error.message}
        if able:
            action.act(self._emulation.tree, able, message, seconds)
        return web.json_response(results)

    def _node(self, what: str, object_id: str) -> Node:
        row = self._lists.one(View.of(self._emulation), what, object_id)
        assert isinstance(row, Node)
        return row

    def _obstacle(self, node: Node, action: Action) -> ApiError | None:
        """Why an action is impossible in the object's present state."""
        strict = not action.quirk or self._emulation.quirks[action.quirk]
        return wrong_node_status() if strict and not action.possible(self._emulation.tree, node) else None

    # Edits

    async def patch(self, request: web.Request, what: str) -> web.Response:
        """Change settings; of sensors ``basic`` alone, as in 2026-03 (prtg-v2-facts section 5)."""
        node = self._node(what, request.match_info["id"])
        body = await body_of(request)
        for name in body:
            if name != "basic" and (node.kind == "sensor" or not section(name, node.kind)):
                raise ApiError(501, "METHOD_NOT_IMPLEMENTED", f"section {name} is not yet supported")
        values = {name: _values(node, name, given) for name, given in body.items()}
        for name, given in body.items():
            if "_inherited" in given:
                self._emulation.tree.inherit(node, name, given["_inherited"])
            self._emulation.tree.edit(node, **values[name])
        return web.Response(status=204)

    async def delete(self, request: web.Request, what: str) -> web.Response:
        """Delete an object and all below it."""
        self._emulation.tree.delete(self._node(what, request.match_info["id"]))
        return web.Response(status=204)

    async def move(self, request: web.Request) -> web.Response:
        """Hang an object under another parent, and put it to a place among its siblings."""
        node = self._named(request.match_info["id"])
        body = await body_of(request)
        parent, where = body.get("parent"), _place(body)
        try:
            if parent is not None:
                self._emulation.tree.move(node, self._named(str(parent)))
            if where is not None:
                self._emulation.tree.place(node, where)
        except ValueError as error:
            raise bad_request(str(error)) from error
        return web.Response(status=204)

    def _named(self, object_id: str) -> Node:
        """A visible object of whatever kind."""
        node = self._emulation.tree.get(int(object_id)) if object_id.isdigit() else None
        if node is None:
            raise not_found()
        return node


def _place(body: dict[str, Any]) -> int | str | None:
    """``position``, a multiple of ten, or ``position_preset``, or neither (prtg-v2-facts section 5)."""
    position, preset = body.get("position"), body.get("position_preset")
    if position is not None and (not isinstance(position, int) or isinstance(position, bool) or position % STEP):
        raise bad_request(f"position must be a multiple of {STEP}")
    if preset not in (None, *PLACES):
        raise bad_request(f"position_preset must be one of {', '.join(PLACES)}")
    return position if preset is None else str(preset)


def _values(node: Node, name: str, given: Any) -> dict[str, Any]:
    """What a section sets, by the names of the settings."""
    if not isinstance(given, dict):
        raise bad_request(f"{name} must be a JSON object")
    known, values = section(name, node.kind), {}
    for key, value in given.items():
        setting = known.get(key)
        if key == "_inherited" and inheritable(name) and isinstance(value, bool):
            continue
        if setting is None or setting.derive is not None:
            raise bad_request(f"unknown field {key!r}")
        try:
            values[setting.name] = setting.type.read(value)
        except ValueError as error:
            raise bad_request(f"{key}: {error}") from error
    return values


def _parameters(body: dict[str, Any], action: Action) -> tuple[float | None, str]:
    """``duration`` in seconds, ``None`` for no end, and ``message``."""
    unknown = sorted(set(body) - action.fields)
    if unknown:
        raise bad_request(f"unknown field {unknown[0]!r}")
    duration = body.get("duration")
    if duration is not None and (not isinstance(duration, (int, float)) or isinstance(duration, bool) or duration <= 0):
        raise ApiError(
            400,
            "INVALID_DURATION",
            "The provided duration is invalid. Enter a duration in seconds as floating point number.",
        )
    message = body.get("message") or ""
    if not isinstance(message, str):
        raise bad_request("message must be a text")
    return None if duration is None else float(duration), message
