# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The classic server's routes and what stands before them: redirects, credentials."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ..credentials import Access
from ..emulation import Emulation
from . import answers
from .actions import ACTIONS, Actions
from .reads import Reads
from .table import Tables

ACCESS: web.RequestKey[Access] = web.RequestKey("access", str)  # type: ignore[arg-type]
ACTION_PATHS = frozenset(f"/api/{name}" for name in ACTIONS)


def build_app(emulation: Emulation) -> web.Application:
    """The classic web server: GET only, stateless, credentials in the query string of every call."""
    tables, reads, actions = Tables(emulation), Reads(emulation), Actions(emulation)
    app = web.Application(middlewares=[_front_door(emulation)])

    async def passhash(request: web.Request) -> web.Response:
        username, password = request.query.get("username", ""), request.query.get("password", "")
        access = emulation.credentials.by_password(username, password)
        if access is None:
            return answers.unauthorized()
        return web.Response(text=emulation.credentials.passhash_of(access))

    async def table_xml(request: web.Request) -> web.Response:
        return tables.answer(request.query, request[ACCESS], as_json=False)

    async def table_json(request: web.Request) -> web.Response:
        return tables.answer(request.query, request[ACCESS], as_json=True)

    app.router.add_get("/api/getpasshash.htm", passhash)
    app.router.add_get("/api/table.xml", table_xml)
    app.router.add_get("/api/table.json", table_json)
    for path, read in reads.routes().items():
        app.router.add_get(f"/api/{path}", _call(read))
    for name in ACTIONS:
        app.router.add_get(f"/api/{name}", _call(actions.handler(name)))
    app.router.add_get("/public/login.htm", _login_page)
    app.router.add_get(r"/{page:\w+\.htm}", _web_page)
    app.router.add_route("*", "/{path:.*}", _missing)
    return app


def _call(function: answers.Call) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return function(request.path, request.query, request[ACCESS])

    return handle


async def _login_page(_request: web.Request) -> web.Response:
    return answers.html(answers.LOGIN_PAGE)


async def _web_page(request: web.Request) -> web.Response:
    """A page for people, such as an action redirects to: without a browser's session it leads to the log-in page.

    pyprtg-api follows the redirect of an action and takes a 4xx there for a failure.
    """
    return answers.to_login(request.path)


async def _missing(_request: web.Request) -> web.Response:
    return answers.not_found()


def _front_door(emulation: Emulation) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        quirks = emulation.quirks
        bearer = request.headers.get("Authorization", "")
        if request.path.startswith("/api/v2"):
            return answers.unsupported_scheme() if bearer else answers.to_login(request.path)
        if not request.path.startswith("/api/"):
            return await handler(request)
        if quirks["v1_https_redirect"]:
            return answers.redirect(f"https://{request.host}{request.path_qs}")
        if quirks["v1_html_login_200"]:
            return answers.html(answers.LOGIN_PAGE)
        if request.path == "/api/getpasshash.htm":
            return await handler(request)
        access = _access(emulation, request)
        if bearer:
            token = bearer.removeprefix("Bearer ") if quirks["v1_bearer_reads"] else ""
            access = emulation.credentials.by_token(token) if request.path not in ACTION_PATHS else None
            if access is None:
                return answers.unsupported_scheme()
        if access is None:
            return answers.to_login(request.path) if quirks["v1_login_redirect"] else answers.unauthorized()
        request[ACCESS] = access
        return await handler(request)

    return middleware


def _access(emulation: Emulation, request: web.Request) -> Access | None:
    """apitoken, or username with passhash, or username with password: in the query."""
    query, known = request.query, emulation.credentials
    if "apitoken" in query:
        return known.by_token(query["apitoken"])
    username = query.get("username", "")
    if "passhash" in query:
        return known.by_passhash(username, query["passhash"])
    return known.by_password(username, query.get("password", ""))
