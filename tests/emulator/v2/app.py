# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application server's routes and what stands before them: activation, bearer tokens."""

from __future__ import annotations

import itertools

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from multidict import MultiDict

from ..emulation import Emulation
from ..faults import SCRIPTED_HEADERS
from ..recorder import SEEN
from . import accounts, actions, catalogs, discovering, making, reads, schemas, server, timeseries
from .call import Call, Route
from .errors import ApiError, forbidden, not_found
from .lists import Asked, Lists
from .session import Sessions
from .shapes import BASE

ROUTES = (
    *server.ROUTES,
    *catalogs.ROUTES,
    *schemas.ROUTES,
    *reads.ROUTES,
    *timeseries.ROUTES,
    *accounts.ROUTES,
    *actions.ROUTES,
    *discovering.ROUTES,
    *making.ROUTES,
)


def build_app(emulation: Emulation) -> web.Application:
    """The application server."""
    sessions, lists = Sessions(emulation), Lists(emulation)
    app = web.Application(middlewares=[_errors(emulation)])
    app.on_response_prepare.append(_sign)
    for route in ROUTES:
        app.router.add_route(route.method, BASE + route.path, _handler(emulation, sessions, lists, route))
    return app


async def _sign(request: web.Request, response: web.StreamResponse) -> None:
    """The vendor's example of an answer names no server (fixture paged_headers)."""
    if "Server" not in request.get(SCRIPTED_HEADERS, {}):
        response.headers.popall("Server", None)


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
            if error.code == "WRONG_NODE_STATUS" and emulation.quirks["v2_wrong_node_status_409"]:
                error.status = 409
            answer = error.answer(request_id)
        except web.HTTPNotFound:
            answer = not_found().answer(request_id)
        except web.HTTPMethodNotAllowed as error:
            answer = ApiError(405, "BAD_REQUEST", "The method is not allowed for this endpoint.").answer(request_id)
            answer.headers["Allow"] = ",".join(sorted(error.allowed_methods))
        answer.headers["X-Request-Id"] = request_id
        return answer

    return middleware


def _handler(emulation: Emulation, sessions: Sessions, lists: Lists, route: Route) -> Handler:
    """A route's function behind the checks that all share."""

    async def handle(request: web.Request) -> web.Response:
        if not route.is_there(emulation.quirks):
            raise _absent(emulation, route)
        if route.needs is not None and sessions.access(request) == "read" and route.needs == "full":
            raise forbidden()
        seen = request.get(SEEN)
        if seen is not None:
            seen.ignored = sorted(set(request.query) - route.parameters)
        asked = Asked(request.path, MultiDict((n, v) for n, v in request.query.items() if n in route.parameters))
        answer = route.answer(Call(emulation, sessions, lists, request, asked, await request.read()))
        if route.needs == "full" and emulation.quirks["v2_execution_timeout"]:
            raise ApiError(408, "EXECUTION_TIMEOUT")
        return answer

    return handle


def _absent(emulation: Emulation, route: Route) -> Exception:
    """What a server without a route says: another error where the path is there for other methods."""
    others = [one.method for one in ROUTES if one.path == route.path and one.is_there(emulation.quirks)]
    return web.HTTPMethodNotAllowed(route.method, others) if others else not_found()
