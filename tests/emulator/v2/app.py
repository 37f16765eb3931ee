# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application server's routes and what stands before them: activation, bearer tokens, known parameters."""

from __future__ import annotations

import itertools

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ..emulation import Emulation
from .errors import ApiError, bad_request, forbidden, not_found
from .handlers import Handlers
from .operations import Operation, operations
from .session import Sessions
from .shapes import BASE

OPEN = frozenset({("GET", "/health"), ("GET", "/settings/public"), ("POST", "/session")})


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
        self._sessions = Sessions(emulation)
        self._handlers = Handlers(emulation, self._sessions)

    def handler(self, operation: Operation) -> Handler:
        """An operation behind the checks that all share."""

        async def handle(request: web.Request) -> web.StreamResponse:
            gone = {"deprecated": "v2_deprecated_gone", "current": "v2_experimental_gone"}.get(operation.family)
            if gone is not None and self._emulation.quirks[gone]:
                raise not_found()
            if (operation.method, operation.path) not in OPEN:
                access = self._sessions.access(request)
                if access == "read" and operation.method != "GET" and operation.path != "/session":
                    raise forbidden()
            unknown = sorted(set(request.query) - operation.parameters)
            if unknown:
                raise bad_request(f"unknown query parameter {unknown[0]!r}")
            return await operation.handler(self._handlers, request)

        return handle
