# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the classic web server that ask for no credentials, and what stands for every other page."""

from __future__ import annotations

from aiohttp import web

from ..credentials import IN_QUERY
from . import answers
from .call import Call, Route
from .columns import LINKS


def passhash(call: Call) -> web.Response:
    username, password = call.query.get("username", ""), call.query.get("password", "")
    access = call.emulation.credentials.by_password(username, password)
    if access is None:
        return answers.unauthorized()
    return web.Response(text=call.emulation.credentials.passhash_of(access))


def login_page(_call: Call) -> web.Response:
    return answers.html(answers.LOGIN_PAGE)


def object_page(call: Call) -> web.Response:
    """A page for people, such as an action redirects to; who brings no credentials is led to the log-in page, which
    is told the page without them.

    pyprtg-api follows the redirect of an action and takes a 4xx there for a failure.
    """
    if call.emulation.credentials.by_query(call.query) is None:
        asked = [(name, value) for name, value in call.query.items() if name not in IN_QUERY]
        return answers.to_login(call.path, asked)
    node = call.node()
    return answers.error_page(answers.UNKNOWN_ID) if node is None else answers.page(node.name)


def error_page(call: Call) -> web.Response:
    return answers.error_page(call.query.get("errormsg", ""))


def missing(_call: Call) -> web.Response:
    return answers.not_found()


ROUTES: list[Route] = [
    ("/api/getpasshash.htm", passhash),
    ("/public/login.htm", login_page),
    ("/error.htm", error_page),
    *((f"/{page}.htm", object_page) for page in (*LINKS.values(), "object")),
    ("/{path:.*}", missing),
]
"""Fixed paths come before what stands for every other."""
