# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application that serves an account in one or more dialects of the API."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tests.emulator.clock import Clock
from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.call import Call, Route
from tests.emulator.pingdom.dialects import API_3_1, Dialect
from tests.emulator.pingdom.errors import ApiError, invalid_value
from tests.emulator.pingdom.limits import RequestLimits
from tests.emulator.pingdom.past import seen
from tests.emulator.pingdom.silence import silence
from tests.emulator.quirks import Quirks

HTML_PAGE = "<html><head><title>500 Internal Server Error</title></head><body><h1>Sorry</h1></body></html>"


def build_app(
    account: Account, clock: Clock, quirks: Quirks, api_token: str, dialects: Sequence[Dialect] = (API_3_1,)
) -> web.Application:
    """An application with every operation of the dialects; a path of none of them is refused as the first refuses."""
    limits = RequestLimits(clock)

    def spoken(request: web.Request) -> Dialect:
        return next((one for one in dialects if request.path.startswith(f"{one.base}/")), dialects[0])

    guards = [_errors(spoken), _oddities(quirks, limits), _authentication(spoken, api_token)]
    app = web.Application(middlewares=[_headers(clock, limits), *guards])
    for dialect in dialects:
        for route in dialect.routes:
            app.router.add_route(route[0], dialect.base + route[1], _handler(dialect, route, account, clock, quirks))
    app.router.add_route("*", "/api/2.{minor}/{rest:.*}", _legacy)
    return app


def _handler(dialect: Dialect, route: Route, account: Account, clock: Clock, quirks: Quirks) -> Handler:
    _method, path, answer = route

    async def handle(request: web.Request) -> web.Response:
        given = dialect.parse(request.rel_url.raw_query_string, await request.read(), request.content_type)
        call = Call(seen(account, quirks, request.method, path), quirks, int(clock.now()), _ids(request), given)
        content = answer(call)
        if request.method != "GET":
            silence(account, call.now)
        return web.json_response(content)

    return handle


def _ids(request: web.Request) -> dict[str, int]:
    for name, value in request.match_info.items():
        if not value.isdecimal():
            raise invalid_value(name)
    return {name: int(value) for name, value in request.match_info.items()}


async def _legacy(request: web.Request) -> web.Response:
    """A 3.1 token at an address of 2.x (terraform-provider-pingdom issue 57)."""
    raise ApiError(403, "Invalid application key")


def _headers(clock: Clock, limits: RequestLimits) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        """The headers that every recorded answer has (louman/pingdom-client-v3, all five)."""
        limits.count()
        response = await handler(request)
        response.headers.update(limits.headers(refused=response.status == 429))
        response.headers["Server-Time"] = str(int(clock.now()))
        response.headers["X-Trace"] = f"2B{secrets.token_hex(28).upper()}00"
        response.headers["Cache-Control"] = "no-cache"
        return response

    return middleware


def _errors(spoken: Callable[[web.Request], Dialect]) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refusals in the documented envelope."""
        try:
            return await handler(request)
        except ApiError as error:
            refusal = error
        except web.HTTPException as error:
            refusal = ApiError(error.status, error.reason)
        return web.json_response(spoken(request).envelope(refusal), status=refusal.status)

    return middleware


def _oddities(quirks: Quirks, limits: RequestLimits) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answers that come before anything is looked at."""
        if quirks["pingdom_html_error"]:
            return web.Response(status=500, text=HTML_PAGE, content_type="text/html")
        if quirks["pingdom_jwt_401_once"]:
            quirks.set("pingdom_jwt_401_once", False)
            return web.Response(status=401, text="JWT-Auth-Only: Unable to decode JWT")
        if quirks["pingdom_rate_limited"] or limits.exceeded:
            raise ApiError(429, "Request limit exceeded, try again later")
        return await handler(request)

    return middleware


def _authentication(spoken: Callable[[web.Request], Dialect], api_token: str) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        spoken(request).admit(request, api_token)
        return await handler(request)

    return middleware
