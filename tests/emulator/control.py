# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate before each server: control calls, the log of requests, and scripted faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from .emulation import Emulation
from .faults import BadRule, Rule
from .recorder import Server

PREFIX = "/_emulator/"


class BadControl(ValueError):
    """A control call that cannot be obeyed; the text says why."""


def gate(emulation: Emulation, server: Server, base: str) -> Middleware:
    """The outermost middleware of one server; control calls may come below its base path as well."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        call = request.path.removeprefix(base)
        for path in (request.path, call):
            if path.startswith(PREFIX):
                return await _control(emulation, request, path.removeprefix(PREFIX))
        entry = await emulation.recorder.note(server, request)
        with emulation.recorder.answering(entry):
            emulation.tree.settle()
            try:
                answer, entry.status = await emulation.faults.serve(server, request, handler)
            except web.HTTPException as error:
                entry.status = error.status
                raise
        return answer

    return middleware


async def _control(emulation: Emulation, request: web.Request, name: str) -> web.Response:
    call = CALLS.get((request.method, name))
    if call is None:
        return web.json_response({"error": f"there is no control call {request.method} {request.path}"}, status=404)
    try:
        return call(emulation, await _body(request))
    except (BadControl, BadRule) as error:
        return web.json_response({"error": str(error)}, status=400)


async def _body(request: web.Request) -> Any:
    raw = await request.read()
    if not raw:
        return {}
    try:
        return json.loads(raw)
    except ValueError as error:
        raise BadControl(f"the body is not JSON: {error}") from error


def _reset(emulation: Emulation, body: Any) -> web.Response:
    world = _object(body, {"world"}).get("world", False)
    if not isinstance(world, bool):
        raise BadControl("world is true or false")
    emulation.reset(world)
    return web.json_response({"ok": True})


def _faults(emulation: Emulation, body: Any) -> web.Response:
    if not isinstance(body, list):
        raise BadControl("the body is a list of rules")
    emulation.faults.rules = [Rule.read(raw) for raw in body]
    return web.json_response({"ok": True, "rules": len(body)})


def _release(emulation: Emulation, body: Any) -> web.Response:
    _object(body, set())
    return web.json_response({"released": emulation.faults.release()})


def _clock(emulation: Emulation, body: Any) -> web.Response:
    seconds = _object(body, {"advance"}).get("advance")
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or seconds < 0:
        raise BadControl("advance is a number of seconds, at least 0")
    emulation.clock.advance(seconds)
    return web.json_response({"now": emulation.clock.now()})


def _quirks(emulation: Emulation, body: Any) -> web.Response:
    switches = _object(body, set(emulation.quirks.known))
    if not all(isinstance(on, bool) for on in switches.values()):
        raise BadControl("a quirk is switched with true or false")
    for name, on in switches.items():
        emulation.quirks.set(name, on)
    return web.json_response(emulation.quirks.as_json())


def _object(body: Any, allowed: set[str]) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise BadControl("the body is a JSON object")
    unknown = sorted(set(body) - allowed)
    if unknown:
        raise BadControl(f"there is no {unknown[0]!r} here; known are {', '.join(sorted(allowed))}")
    return body


CALLS: dict[tuple[str, str], Callable[[Emulation, Any], web.Response]] = {
    ("GET", "requests"): lambda emulation, _body: web.json_response(emulation.recorder.as_json()),
    ("GET", "quirks"): lambda emulation, _body: web.json_response(emulation.quirks.as_json()),
    ("POST", "reset"): _reset,
    ("POST", "faults"): _faults,
    ("POST", "release"): _release,
    ("POST", "clock"): _clock,
    ("POST", "quirks"): _quirks,
}
