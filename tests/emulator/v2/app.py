# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application server's routes."""

from __future__ import annotations

from aiohttp import web

from ..emulation import Emulation


def build_app(emulation: Emulation) -> web.Application:
    """The application server."""
    return web.Application()
