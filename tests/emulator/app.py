# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three servers of one emulation, put together and started."""

from __future__ import annotations

import email.utils
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import trustme
from aiohttp import web

from . import pingdom
from .control import gate
from .emulation import Emulation
from .faults import SCRIPTED_HEADERS
from .pingdom.dialects import DIALECTS as PINGDOM
from .recorder import Server
from .textlist.app import add_to as add_textlist
from .v1.app import build_app as build_v1
from .v2.app import build_app as build_v2
from .v2.shapes import BASE as V2

MAX_LINE = 16_384
"""Bytes of a request line. Real limits are unknown; PrtgAPI sends 1,500 ids in one URL, which needs about 10,000."""


BASE_PATHS: dict[Server, str] = {"prtg": "", "prtg_v2": V2, "pingdom": PINGDOM[0].base}
"""What the printed URLs end in; that of Pingdom is the first version of its API that is spoken."""


@dataclass(frozen=True)
class Ports:
    """The ports to listen on; 0 lets the system choose."""

    prtg: int = 0
    prtg_v2: int = 0
    pingdom: int = 0


def applications(emulation: Emulation) -> dict[Server, web.Application]:
    """Each server's application, behind the gate of control calls, log and faults."""
    made: dict[Server, web.Application] = {
        "prtg": build_v1(emulation),
        "prtg_v2": build_v2(emulation),
        "pingdom": pingdom.build_app(
            emulation.account, emulation.clock, emulation.quirks, emulation.credentials, PINGDOM
        ),
    }
    add_textlist(made["prtg"], emulation)
    for server, application in made.items():
        application.middlewares.insert(0, gate(emulation, server, BASE_PATHS[server]))
        application.on_response_prepare.append(_dated(emulation))
    return made


def _dated(emulation: Emulation) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Every answer tells the time that its server lives in, unless a rule tells another."""

    async def date(request: web.Request, response: web.StreamResponse) -> None:
        now = email.utils.formatdate(emulation.clock.now(), usegmt=True)
        response.headers["Date"] = request.get(SCRIPTED_HEADERS, {}).get("Date", now)

    return date


def certificate(directory: Path, host: str) -> tuple[ssl.SSLContext, Path]:
    """A server certificate for ``host`` and localhost, and the file of the authority that signed it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, "localhost").configure_cert(context)
    path = directory / "emulator-ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return context, path


class Servers:
    """The three servers, listening."""

    def __init__(self, emulation: Emulation, host: str, ports: Ports, tls: ssl.SSLContext | None = None) -> None:
        self._emulation = emulation
        self._host = host
        self._ports = ports
        self._tls = tls
        self._runners: list[web.AppRunner] = []
        self.urls: dict[Server, str] = {}

    async def start(self) -> None:
        """Listen; ``OSError`` where a port is taken."""
        for server, application in applications(self._emulation).items():
            runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5, max_line_size=MAX_LINE)
            self._runners.append(runner)
            await runner.setup()
            await web.TCPSite(runner, self._host, getattr(self._ports, server), ssl_context=self._tls).start()
            scheme = "https" if self._tls else "http"
            host = f"[{self._host}]" if ":" in self._host else self._host
            self.urls[server] = f"{scheme}://{host}:{runner.addresses[0][1]}{BASE_PATHS[server]}"

    async def stop(self) -> None:
        """Stop listening and drop open connections."""
        for runner in self._runners:
            await runner.cleanup()
