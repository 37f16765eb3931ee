# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each operation of the application server answers; the table of operations says which serves what."""

from __future__ import annotations

from aiohttp import web

from ..emulation import Emulation
from ..v1.answers import VERSION
from . import shapes
from .actions import Actions, body_of
from .errors import not_found
from .lists import Lists, included
from .session import Sessions
from .view import View


class Handlers:
    """One method for each way of answering."""

    def __init__(self, emulation: Emulation, sessions: Sessions) -> None:
        self._emulation = emulation
        self._lists = Lists(emulation)
        self._actions = Actions(emulation, self._lists)
        self._sessions = sessions

    # Server

    async def health(self, _request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def public_settings(self, _request: web.Request) -> web.Response:
        """The fields of PublicSettings are unknown."""
        return web.json_response({"site_name": "PRTG Network Monitor"})

    async def version(self, _request: web.Request) -> web.Response:
        """The fields of Versions are unknown."""
        return web.json_response({"version": VERSION})

    async def log_in(self, request: web.Request) -> web.Response:
        return web.json_response(self._sessions.log_in(await body_of(request)))

    async def renew(self, request: web.Request) -> web.Response:
        return web.json_response(self._sessions.renew(request))

    async def log_out(self, request: web.Request) -> web.Response:
        self._sessions.log_out(request)
        return web.Response(status=204)

    # Reading

    async def list_deprecated(self, request: web.Request) -> web.Response:
        return self._lists.deprecated(request, _segment(request, -1))

    async def list_alarms(self, request: web.Request) -> web.Response:
        return self._lists.deprecated(request, "sensors", alarms=True)

    async def list_current(self, request: web.Request) -> web.Response:
        return self._lists.current(request, _segment(request, -1))

    async def get_one(self, request: web.Request) -> web.Response:
        view = View.of(self._emulation)
        row = self._lists.one(view, _segment(request, -2), request.match_info["id"])
        return web.json_response(shapes.settings(view, row, included(request)))

    async def overview(self, request: web.Request) -> web.Response:
        view = View.of(self._emulation)
        row = self._lists.one(view, _segment(request, -3), request.match_info["id"])
        return web.json_response(shapes.flat(view, row))

    async def summary(self, request: web.Request) -> web.Response:
        view = View.of(self._emulation)
        object_id = request.match_info.get("id", str(view.tree.root.id))
        node = view.tree.get(int(object_id)) if object_id.isdigit() else None
        if node is None:
            raise not_found()
        return web.json_response(shapes.summary(view, node))

    async def count(self, _request: web.Request) -> web.Response:
        return web.json_response(self._lists.counts(View.of(self._emulation)))

    # Changing

    async def act_one(self, request: web.Request) -> web.Response:
        return await self._actions.one(request, _segment(request, -3), _segment(request, -1))

    async def act_bulk(self, request: web.Request) -> web.Response:
        return await self._actions.bulk(request, _segment(request, -2), _segment(request, -1))

    async def patch(self, request: web.Request) -> web.Response:
        return await self._actions.patch(
            request, {"sensor": "sensors"}.get(_segment(request, -2), _segment(request, -2))
        )

    async def delete(self, request: web.Request) -> web.Response:
        return await self._actions.delete(request, _segment(request, -2))

    async def move(self, request: web.Request) -> web.Response:
        return await self._actions.move(request)


def _segment(request: web.Request, index: int) -> str:
    """A part of the path, counted from its end."""
    return request.path.rstrip("/").split("/")[index]
