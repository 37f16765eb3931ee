# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``/textlist`` on the port of the classic web server, with user name and password under names of its own."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from ..emulation import Emulation
from ..v1 import answers
from .writer import Form, reply

PATH = "/textlist"


def add_to(app: web.Application, emulation: Emulation) -> None:
    """Let a classic web server serve TEXTLIST as well."""
    app.router.add_get(PATH, _handler(emulation))


def _handler(emulation: Emulation) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        login, password = request.query.get("login", ""), request.query.get("pass", "")
        quirks = emulation.quirks
        if emulation.credentials.by_password(login, password) is None:
            return answers.unauthorized() if quirks["textlist_unauthorized"] else answers.html(answers.LOGIN_PAGE)
        form = Form(
            ipcheck=quirks["textlist_ipcheck5"],
            point=quirks["textlist_decimal_point"],
            future=quirks["textlist_future"],
            clock=not quirks["textlist_no_clock"],
            own_words=quirks["textlist_other_states"],
            flags_omitted=quirks["textlist_flags_omitted"],
        )
        lines = reply(emulation.tree, emulation.clock.now(), form)
        end = "\n" if quirks["textlist_line_feeds"] else "\r\n"
        text = "".join(line + end for line in lines)
        charset = "cp1252" if quirks["textlist_ansi"] else "utf-8"
        return web.Response(body=text.encode(charset, errors="replace"), content_type="text/plain")

    return handle
