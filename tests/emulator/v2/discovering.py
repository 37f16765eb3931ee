# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auto-discovery of groups and devices over API v2: started, and listed while it runs."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from ..tree import Node
from .call import Call, Route, reading, writing
from .errors import bad_request
from .reads import LIST

WHAT = ("devices", "groups")


def discover(call: Call, what: str) -> web.Response:
    """204. TriggerAutoDiscoveryRequestBody is in no source: a body has to be there, and nothing in it is known."""
    node = call.lists.one(call.view(), what, call.id)
    assert isinstance(node, Node)
    body = call.body()
    if body:
        raise bad_request(f"unknown field {min(body)!r}")
    call.emulation.discoveries.start(node)
    return web.Response(status=204)


def running(call: Call) -> web.Response:
    return call.lists.discovering(call.asked)


ROUTES: list[Route] = [
    *(writing("POST", f"/experimental/{what}/{{id}}/autodiscovery", partial(discover, what=what)) for what in WHAT),
    reading("/autodiscoveries", running, f"{LIST} sort_by"),
]
