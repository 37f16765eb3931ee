# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application server's routes and what stands before them: activation, bearer tokens, known parameters."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ..emulation import Emulation
from ..v1.answers import VERSION
from . import shapes
from .actions import Actions, body_of
from .errors import ApiError, bad_request, forbidden, not_found
from .lists import Lists, included
from .operations import Operation, operations
from .session import Sessions
from .view import View

BASE = "/api/v2"
OPEN = frozenset({("GET", "/health"), ("GET", "/settings/public"), ("POST", "/session")})
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_app(emulation: Emulation) -> web.Application:
    """The application server."""
    server = ApplicationServer(emulation)
    app = web.Application(middlewares=[_errors(emulation)])
    for operation in operations():
        app.router.add_route(operation.method, BASE + operation.path, server.handler(operation))
    return app


def _errors(emulation: Emulation) -> Middleware:
    numbers = itertools.count(1)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        request_id = f"Emu{next(numbers):06}"
        try:
            if emulation.quirks["v2_not_activated"]:
                raise not_found()
            answer = await handler(request)
        except ApiError as error:
            answer = error.answer(request_id)
        except web.HTTPNotFound:
            answer = not_found().answer(request_id)
        except web.HTTPMethodNotAllowed as error:
            answer = ApiError(405, "BAD_REQUEST", "The method is not allowed for this endpoint.").answer(request_id)
            answer.headers["Allow"] = ",".join(sorted(error.allowed_methods))
        answer.headers["X-Request-Id"] = request_id
        return answer

    return middleware


class ApplicationServer:
    """Serves the operations."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation
        self._lists = Lists(emulation)
        self._actions = Actions(emulation, self._lists)
        self._sessions = Sessions(emulation)

    def handler(self, operation: Operation) -> Handler:
        """An operation behind the checks that all share."""
        serve: Serve = getattr(self, f"_{operation.handler}")

        async def handle(request: web.Request) -> web.StreamResponse:
            gone = {"classic": "v2_classic_gone", "current": "v2_experimental_gone"}.get(operation.family)
            if gone is not None and self._emulation.quirks[gone]:
                raise not_found()
            if (operation.method, operation.path) not in OPEN:
                access = self._sessions.access(request)
                if access == "read" and operation.method != "GET" and operation.path != "/session":
                    raise forbidden()
            unknown = sorted(set(request.query) - operation.parameters)
            if unknown:
                raise bad_request(f"unknown query parameter {unknown[0]!r}")
            return await serve(request)

        return handle

    # Server

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _public_settings(self, _request: web.Request) -> web.Response:
        """The fields of PublicSettings are unknown."""
        return web.json_response({"site_name": "PRTG Network Monitor"})

    async def _version(self, _request: web.Request) -> web.Response:
        """The fields of Versions are unknown."""
        return web.json_response({"version": VERSION})

    async def _log_in(self, request: web.Request) -> web.Response:
        return web.json_response(self._sessions.log_in(await body_of(request)))

    async def _renew(self, request: web.Request) -> web.Response:
        return web.json_response(self._sessions.renew(request))

    async def _log_out(self, request: web.Request) -> web.Response:
        self._sessions.log_out(request)
        return web.Response(status=204)

    # Reading

    async def _list_classic(self, request: web.Request) -> web.Response:
        return self._lists.classic(request, _segment(request, -1))

    async def _list_alarms(self, request: web.Request) -> web.Response:
        return self._lists.classic(request, "sensors", alarms=True)

    async def _list_current(self, request: web.Request) -> web.Response:
        return self._lists.current(request, _segment(request, -1))

    async def _get_one(self, request: web.Request) -> web.Response:
        view = View.of(self._emulation)
        row = self._lists.one(view, _segment(request, -2), request.match_info["id"])
        return web.json_response(shapes.settings(view, row, included(request)))

    async def _overview(self, request: web.Request) -> web.Response:
        view = View.of(self._emulation)
        row = self._lists.one(view, _segment(request, -3), request.match_info["id"])
        return web.json_response(shapes.classic(view, row))

    async def _summary(self, request: web.Request) -> web.Response:
        view = View.of(self._emulation)
        object_id = request.match_info.get("id", str(view.tree.root.id))
        node = view.tree.get(int(object_id)) if object_id.isdigit() else None
        if node is None:
            raise not_found()
        return web.json_response(shapes.summary(view, node))

    async def _count(self, _request: web.Request) -> web.Response:
        return web.json_response(self._lists.counts(View.of(self._emulation)))

    # Changing

    async def _act_one(self, request: web.Request) -> web.Response:
        return await self._actions.one(request, _segment(request, -3), _segment(request, -1))

    async def _act_bulk(self, request: web.Request) -> web.Response:
        return await self._actions.bulk(request, _segment(request, -2), _segment(request, -1))

    async def _patch(self, request: web.Request) -> web.Response:
        return await self._actions.patch(
            request, {"sensor": "sensors"}.get(_segment(request, -2), _segment(request, -2))
        )

    async def _delete(self, request: web.Request) -> web.Response:
        return await self._actions.delete(request, _segment(request, -2))

    async def _move(self, request: web.Request) -> web.Response:
        return await self._actions.move(request)


def _segment(request: web.Request, index: int) -> str:
    """A part of the path, counted from its end."""
    return request.path.rstrip("/").split("/")[index]
