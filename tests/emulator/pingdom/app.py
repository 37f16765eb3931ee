# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application that serves an account in one or more dialects of the API."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tests.emulator.clock import Clock
from tests.emulator.credentials import Credentials
from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.call import Call, Route
from tests.emulator.pingdom.dialects import API_2, DIALECTS, Dialect
from tests.emulator.pingdom.errors import ApiError, invalid_value, refused
from tests.emulator.pingdom.limits import RequestLimits
from tests.emulator.pingdom.parameters import as_form, is_blank
from tests.emulator.pingdom.past import seen
from tests.emulator.pingdom.silence import silence
from tests.emulator.pingdom.wire import headers_of_every_answer, json_answer, packed
from tests.emulator.quirks import Quirks

HEXADECIMAL = {"/reports.shared/{reportid}"}
"""Paths whose identifier is written to the base of sixteen."""
HTML_PAGE = "<html><head><title>500 Internal Server Error</title></head><body><h1>Sorry</h1></body></html>"


def build_app(
    account: Account,
    clock: Clock,
    quirks: Quirks,
    credentials: Credentials,
    dialects: Sequence[Dialect] = DIALECTS,
) -> web.Application:
    """An application with every operation of the dialects; a path of none of them is refused as the first refuses."""
    limits = RequestLimits(clock)

    def spoken(request: web.Request) -> Dialect:
        known = (one for one in (*dialects, *API_2) if request.path.startswith(f"{one.base}/"))
        return next(known, dialects[0])

    guards = [_errors(spoken, quirks), _oddities(quirks, limits), _authentication(spoken, credentials, quirks)]
    app = web.Application(middlewares=[_headers(clock, limits), *guards])
    for dialect in dialects:
        for route in dialect.routes:
            handler = _handler(dialect, route, account, clock, quirks)
            for ending in ("", "/"):  # bebraw/pingdom-api ends every path in a slash
                app.router.add_route(route[0], dialect.base + route[1] + ending, handler)
    return app


def _handler(dialect: Dialect, route: Route, account: Account, clock: Clock, quirks: Quirks) -> Handler:
    _method, path, answer = route

    async def handle(request: web.Request) -> web.Response:
        body = await request.read()
        _refuse_by_quirk(quirks, request, path, body)
        given = dialect.parse(request.rel_url.raw_query_string, body, request.content_type)
        if path.startswith("/checks") and quirks["pingdom_json_strings"]:
            given = as_form(given)
        if request.method == "GET":  # ovh/pingdom-configurator asks for tags= where it has none
            given = {name: value for name, value in given.items() if not is_blank(value)}
        call = Call(seen(account, quirks, request.method, path), quirks, int(clock.now()), _ids(request, path), given)
        content = answer(call)
        if request.method != "GET":
            silence(account, call.now)
        return json_answer(content)

    return handle


def _refuse_by_quirk(quirks: Quirks, request: web.Request, path: str, body: bytes) -> None:
    if quirks["pingdom_json_type_needs_body"] and request.content_type == "application/json" and not body:
        raise refused("no body")
    if quirks["pingdom_plan_without_windows"] and path.startswith("/maintenance"):
        raise refused("account type")


def _ids(request: web.Request, path: str) -> dict[str, int]:
    base, pattern = (16, r"[0-9a-f]{1,8}") if path in HEXADECIMAL else (10, r"\d+")
    for name, value in request.match_info.items():
        if not re.fullmatch(pattern, value):
            raise invalid_value(name)
    return {name: int(value, base) for name, value in request.match_info.items()}


def _headers(clock: Clock, limits: RequestLimits) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        limits.count()
        response = packed(request, await handler(request))
        response.headers.update(limits.headers(refused=response.status == 429))
        response.headers.update(headers_of_every_answer(int(clock.now())))
        return response

    return middleware


def _errors(spoken: Callable[[web.Request], Dialect], quirks: Quirks) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refusals in the documented envelope; what HTTP itself says of a wrong path or method is invented as well."""
        try:
            return await handler(request)
        except ApiError as error:
            refusal = error
        except web.HTTPException as error:
            refusal = ApiError(error.status, error.reason, invented=True)
        told = refusal.as_told(quirks["pingdom_invented_texts"])
        return json_answer(spoken(request).envelope(told), told.status)

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
            raise refused("limit")
        if quirks["pingdom_account_type_refused"]:
            raise refused("account type")
        return await handler(request)

    return middleware


def _authentication(spoken: Callable[[web.Request], Dialect], credentials: Credentials, quirks: Quirks) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        spoken(request).admit(request, credentials, quirks)
        return await handler(request)

    return middleware
