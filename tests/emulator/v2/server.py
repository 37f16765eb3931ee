# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v2 tells of the server itself, and how sessions begin and end."""

from __future__ import annotations

from aiohttp import web

from ..v1.answers import VERSION
from .call import Call, Route, reading


def health(_call: Call) -> web.Response:
    return web.Response(status=204)


def public_settings(_call: Call) -> web.Response:
    """The fields of PublicSettings are unknown."""
    return web.json_response({"site_name": "PRTG Network Monitor"})


def version(_call: Call) -> web.Response:
    """The fields of Versions are unknown."""
    return web.json_response({"version": VERSION})


def log_in(call: Call) -> web.Response:
    return web.json_response(call.sessions.log_in(call.body()))


def renew(call: Call) -> web.Response:
    return web.json_response(call.sessions.renew(call.request))


def log_out(call: Call) -> web.Response:
    call.sessions.log_out(call.request)
    return web.Response(status=204)


ROUTES: list[Route] = [
    Route("GET", "/health", health, None),
    Route("GET", "/settings/public", public_settings, None),
    Route("POST", "/session", log_in, None),
    Route("DELETE", "/session", log_out, "read"),
    reading("/session", renew),
    reading("/version", version),
]
