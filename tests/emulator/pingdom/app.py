# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application that serves an account as Pingdom API 3.1 does."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tests.emulator.clock import Clock
from tests.emulator.pingdom import alerting, checks, maintenance, occurrences, reports, transactions
from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.call import Answer, Call
from tests.emulator.pingdom.errors import ApiError, invalid_value
from tests.emulator.pingdom.limits import RequestLimits
from tests.emulator.pingdom.parameters import parse_request
from tests.emulator.pingdom.past import seen
from tests.emulator.pingdom.silence import silence
from tests.emulator.quirks import Quirks

BASE = "/api/3.1"
READ_ONLY_PREFIX = "ro-"
"""The token with this in front of it has the access level Read."""

HTML_PAGE = "<html><head><title>500 Internal Server Error</title></head><body><h1>Sorry</h1></body></html>"


def build_app(account: Account, clock: Clock, quirks: Quirks, api_token: str) -> web.Application:
    """An application with every operation of the API; ``ro-`` + ``api_token`` may only read."""
    limits = RequestLimits(clock)
    app = web.Application(
        middlewares=[_headers(clock, limits), _errors, _oddities(quirks, limits), _authentication(api_token)]
    )
    rooms = (checks, maintenance, occurrences, alerting, transactions, reports)
    for method, path, answer in (route for room in rooms for route in room.ROUTES):
        app.router.add_route(method, BASE + path, _handler(answer, path, account, clock, quirks))
    app.router.add_route("*", "/api/2.{minor}/{rest:.*}", _legacy)
    return app


def _handler(answer: Callable[[Call], Answer], path: str, account: Account, clock: Clock, quirks: Quirks) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        given = parse_request(request.rel_url.raw_query_string, await request.read(), request.content_type)
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


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refusals in the documented envelope."""
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response(error.envelope(), status=error.status)
    except web.HTTPException as error:
        return web.json_response(ApiError(error.status, error.reason).envelope(), status=error.status)


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


def _authentication(api_token: str) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Bearer, or Basic with the token as user name; texts of the refusals are unverified."""
        token = _token(request.headers.get("Authorization", ""))
        read_only = secrets.compare_digest(token.encode(), (READ_ONLY_PREFIX + api_token).encode())
        if not read_only and not secrets.compare_digest(token.encode(), api_token.encode()):
            raise ApiError(401, "Invalid API token")
        if read_only and request.method not in ("GET", "HEAD"):
            raise ApiError(403, "Permission denied: the API token has read access only")
        return await handler(request)

    return middleware


def _token(authorization: str) -> str:
    scheme, _unused, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        user, _unused, password = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return "" if password else user
