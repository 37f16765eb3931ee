# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pause, resume, scan, acknowledge over API v2, of one object or of all that match a filter; and small edits."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from ..credentials import DISPLAY_NAMES
from ..emulation import Emulation
from ..status import Status
from ..tree import Node
from .errors import ApiError, bad_request, not_found, wrong_node_status
from .lists import Lists
from .view import View

MAX_BODY = 15_000
FIELDS = {"pause": {"duration", "message"}, "acknowledge": {"duration", "message"}, "resume": set(), "scan": set()}
BASIC = {"name": "name", "tags": "tags", "priority": "priority", "host": "host"}


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

    async def one(self, request: web.Request, what: str, action: str) -> web.Response:
        """204, or an error."""
        node = self._node(what, request.match_info["id"])
        body = await body_of(request, required=action in ("pause", "acknowledge"))
        seconds, message = _parameters(body, action)
        self._act(node, action, seconds, message)
        return web.Response(status=204)

    async def bulk(self, request: web.Request, what: str, action: str) -> web.Response:
        """200 with a result for each object that the filter matched, failures among them.

        The fields of ActionResult are unknown (prtg-v2-facts section 5): ``id``, and ``error`` where it failed, are a
        guess.
        """
        body = await body_of(request)
        text = body.pop("filter", None)
        if not isinstance(text, str) or not text.strip():
            raise bad_request("the filter is mandatory")
        seconds, message = _parameters(body, action)
        nodes = list(self._lists.select(View.of(self._emulation), what, "classic", text))
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
        self._do(able, action, seconds, message)
        return web.json_response(results)

    def _node(self, what: str, object_id: str) -> Node:
        row = self._lists.one(View.of(self._emulation), what, object_id)
        assert isinstance(row, Node)
        return row

    def _act(self, node: Node, action: str, seconds: float | None, message: str) -> None:
        obstacle = self._obstacle(node, action)
        if obstacle is not None:
            raise obstacle
        self._do([node], action, seconds, message)

    def _obstacle(self, node: Node, action: str) -> ApiError | None:
        """Why an action is impossible in the object's present state."""
        if action == "acknowledge":
            down = self._emulation.tree.shown(node).status == Status.DOWN
            return None if down else wrong_node_status()
        if self._emulation.quirks["v2_pause_answers_wrong_node_status"] and action in ("pause", "resume"):
            return wrong_node_status() if (node.pause is not None) == (action == "pause") else None
        return None

    def _do(self, nodes: list[Node], action: str, seconds: float | None, message: str) -> None:
        tree, user = self._emulation.tree, DISPLAY_NAMES["full"]
        if not nodes:
            return
        if action == "pause":
            tree.pause(nodes, user, message, seconds)
        elif action == "resume":
            tree.resume(nodes)
        elif action == "acknowledge":
            tree.acknowledge(nodes, user, message, seconds)
        else:
            tree.scan(nodes)

    # Edits

    async def patch(self, request: web.Request, what: str) -> web.Response:
        """Change the section ``basic``; other sections are not implemented, as in 2026-03 for sensors."""
        node = self._node(what, request.match_info["id"])
        body = await body_of(request)
        for section in body:
            if section != "basic":
                raise ApiError(501, "METHOD_NOT_IMPLEMENTED", f"section {section} is not yet supported")
        basic = body.get("basic")
        if not isinstance(basic, dict):
            raise bad_request("basic must be a JSON object")
        for name in basic:
            if name not in BASIC or (name == "host" and node.kind != "device"):
                raise bad_request(f"unknown field {name!r}")
        values: dict[str, Any] = {BASIC[name]: value for name, value in basic.items()}
        if "tags" in values:
            values["tags"] = tuple(values["tags"])
        if "priority" in values:
            values["priority"] = int(values["priority"])
        self._emulation.tree.edit(node, **values)
        return web.Response(status=204)

    async def delete(self, request: web.Request, what: str) -> web.Response:
        """Delete an object and all below it."""
        self._emulation.tree.delete(self._node(what, request.match_info["id"]))
        return web.Response(status=204)

    async def move(self, request: web.Request) -> web.Response:
        """Hang an object under another parent; positions are accepted and ignored."""
        tree = self._emulation.tree
        object_id = request.match_info["id"]
        node = tree.get(int(object_id)) if object_id.isdigit() else None
        body = await body_of(request)
        if node is None:
            raise not_found()
        parent = body.get("parent")
        if parent is not None:
            target = tree.get(int(parent)) if str(parent).isdigit() else None
            if target is None:
                raise not_found()
            try:
                tree.move(node, target)
            except ValueError as error:
                raise bad_request(str(error)) from error
        return web.Response(status=204)


def _parameters(body: dict[str, Any], action: str) -> tuple[float | None, str]:
    """``duration`` in seconds, ``None`` for no end, and ``message``."""
    unknown = sorted(set(body) - FIELDS[action])
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
