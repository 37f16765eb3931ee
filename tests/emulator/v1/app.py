# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The classic server's routes and what stands before them: redirects, credentials."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from multidict import MultiDict

from ..credentials import Access
from ..emulation import Emulation
from ..faults import SCRIPTED_HEADERS
from . import actions, answers, catalogs, edits, forms, history, public, reads, states
from .call import Answer, Call
from .table import Tables

ACCESS: web.RequestKey[Access] = web.RequestKey("access", str)  # type: ignore[arg-type]
ROUTES = (
    *reads.ROUTES,
    *history.ROUTES,
    *states.ROUTES,
    *catalogs.ROUTES,
    *forms.ROUTES,
    *actions.ROUTES,
    *edits.ROUTES,
    *public.ROUTES,
)
ACTION_PATHS = frozenset(path for path, _answer in (*actions.ROUTES, *edits.ROUTES))
GUARDED_PATHS = ACTION_PATHS | {path for path, _answer in (*forms.ROUTES, *states.ROUTES)}
"""What asks for credentials though it is not below /api."""
FORM_PATHS = frozenset(path for path, _answer in (*edits.PAGES, *edits.FORMS))
"""What takes POST, with parameters in the body as well."""
OPEN_PATHS = frozenset(path for path, _answer in public.ROUTES)


def build_app(emulation: Emulation) -> web.Application:
    """The classic web server: GET only, stateless, credentials in the query string of every call."""
    tables = Tables(emulation)
    app = web.Application(middlewares=[_front_door(emulation)])
    for path, answer in ROUTES:
        app.router.add_route("*", path, _handler(emulation, tables, answer))
    app.on_response_prepare.append(_sign)
    return app


async def _sign(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on an answer that such a server sends, unless a rule says another."""
    scripted = request.get(SCRIPTED_HEADERS, {})
    response.headers.update({name: scripted.get(name, value) for name, value in answers.HEADERS.items()})


def _handler(emulation: Emulation, tables: Tables, answer: Answer) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        query = MultiDict(request.query)
        if request.method == "POST":
            query.extend((name, value) for name, value in (await request.post()).items() if isinstance(value, str))
        return answer(Call(emulation, tables, request.path, query, request.get(ACCESS)))

    return handle


def _front_door(emulation: Emulation) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/api/v2"):
            return answers.unsupported_scheme() if _bearer(request) else answers.to_login(request.path)
        if request.method not in _methods(emulation, request.path):
            return answers.not_found()
        if not request.path.startswith("/api/") and request.path not in GUARDED_PATHS:
            return await handler(request)
        turned_away = _turned_away(emulation, request)
        return await handler(request) if turned_away is None else turned_away

    return middleware


def _methods(emulation: Emulation, path: str) -> tuple[str, ...]:
    return ("GET", "POST") if path in FORM_PATHS or emulation.quirks["v1_takes_post"] else ("GET",)


def _turned_away(emulation: Emulation, request: web.Request) -> web.Response | None:
    """The answer to a call of the API that does not come as far as its page; whose it is, is written on the request."""
    quirks = emulation.quirks
    if quirks["v1_https_redirect"]:
        return answers.redirect(f"https://{request.host}{request.path_qs}")
    if quirks["v1_html_login_200"]:
        return answers.html(answers.LOGIN_PAGE)
    if request.path in OPEN_PATHS:
        return None
    access = emulation.credentials.by_query(request.query)
    if bearer := _bearer(request):
        token = bearer.removeprefix("Bearer ") if quirks["v1_bearer_reads"] else ""
        access = emulation.credentials.by_token(token) if request.path not in ACTION_PATHS else None
        if access is None:
            return answers.unsupported_scheme()
    if access is None:
        return answers.to_login(request.path) if quirks["v1_login_redirect"] else answers.unauthorized()
    request[ACCESS] = access
    return None


def _bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "")
