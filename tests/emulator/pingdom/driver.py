# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated Pingdom driven from synchronous code, with its state at hand: for tests in the same process."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from aiohttp.test_utils import TestClient, TestServer

from tests.emulator.clock import NOON, StandingClock
from tests.emulator.credentials import Credentials
from tests.emulator.pingdom.account import Account
from tests.emulator.pingdom.app import build_app
from tests.emulator.pingdom.dialects import API_2_1, API_3_1, DIALECTS, Dialect
from tests.emulator.pingdom.oddities import PINGDOM_QUIRKS
from tests.emulator.pingdom.parameters import NOTHING
from tests.emulator.quirks import Quirks

CREDENTIALS = Credentials()
TOKEN = CREDENTIALS.pingdom_api_token


@dataclass(frozen=True)
class Reply:
    """An answer, with what was sent."""

    method: str
    path: str
    query: str
    sent: bytes
    sent_type: str
    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.raw)

    @property
    def error(self) -> str:
        """The text of a refusal."""
        return str(self.json["error"]["errormessage"])


class Driver:
    """A context manager around one account on loopback, whose clock stands at ``at`` until a test moves it."""

    def __init__(self, empty: bool = False, dialects: Sequence[Dialect] = DIALECTS, at: float = NOON) -> None:
        self.clock = StandingClock(at)
        self.quirks = Quirks(PINGDOM_QUIRKS)
        self.account = Account.empty(self.clock) if empty else Account.demo(self.clock)
        self.authorization = f"Bearer {TOKEN}"
        self._dialects = dialects
        self._loop = asyncio.new_event_loop()
        self._turn = threading.Lock()
        self._client: TestClient[Any, Any] | None = None

    def __enter__(self) -> Self:
        self._loop.run_until_complete(self._start())
        return self

    async def _start(self) -> None:
        app = build_app(self.account, self.clock, self.quirks, CREDENTIALS, self._dialects)
        self._client = TestClient(TestServer(app))
        await self._client.start_server()

    def __exit__(self, *exception: object) -> None:
        if self._client:
            self._loop.run_until_complete(self._client.close())
        self._loop.close()

    @property
    def now(self) -> int:
        """The server's time in whole seconds."""
        return int(self.clock.now())

    def ask(self, method: str, path: str, base: str = API_3_1.base, **options: Any) -> Reply:
        """Send a request (``params``, ``json``, ``data`` as aiohttp takes them) and wait for the answer.

        Several threads may ask at a time, and take turns.
        """
        with self._turn:
            return self._loop.run_until_complete(self._ask(method, base + path, options))

    def ask_21(self, method: str, path: str, headers: Mapping[str, str] = NOTHING, **options: Any) -> Reply:
        """The same of API 2.1, as its user; ``data`` makes a form."""
        user = f"{CREDENTIALS.pingdom_username}:{CREDENTIALS.pingdom_password}".encode()
        known = {"Authorization": f"Basic {base64.b64encode(user).decode()}", "App-Key": CREDENTIALS.pingdom_app_key}
        return self.ask(method, path, API_2_1.base, headers={**known, **headers}, **options)

    async def _ask(self, method: str, url: str, options: dict[str, Any]) -> Reply:
        assert self._client is not None
        sent = json.dumps(options["json"]).encode() if "json" in options else b""
        headers = {"Authorization": self.authorization, **options.pop("headers", {})}
        async with self._client.request(method, url, headers=headers, **options) as response:
            sent_type = response.request_info.headers.get("Content-Type", "") if sent else ""
            target = response.request_info.url
            return Reply(
                method,
                target.path,
                target.raw_query_string,
                sent,
                sent_type,
                response.status,
                response.headers,
                await response.read(),
            )

    def create_check(self, **settings: Any) -> int:
        """Create a check (http on shop.example.com unless told otherwise); its identifier."""
        body = {"name": "made by a test", "host": "shop.example.com", "type": "http", **settings}
        reply = self.ask("POST", "/checks", json=body)
        assert reply.status == 200, reply.error
        return int(reply.json["check"]["id"])

    def check(self, check_id: int, **params: str) -> dict[str, Any]:
        """The detail of a check."""
        detail: dict[str, Any] = self.ask("GET", f"/checks/{check_id}", params=params).json["check"]
        return detail

    def create_window(self, start: int, end: int, **settings: Any) -> int:
        """Create a maintenance window; its identifier."""
        body = {"description": "made by a test", "from": start, "to": end, **settings}
        reply = self.ask("POST", "/maintenance", json=body)
        assert reply.status == 200, reply.error
        return int(reply.json["maintenance"]["id"])

    def window(self, window_id: int) -> dict[str, Any]:
        """The detail of a maintenance window."""
        detail: dict[str, Any] = self.ask("GET", f"/maintenance/{window_id}").json["maintenance"]
        return detail

    def occurrences(self, window_id: int, since: int = 0) -> list[tuple[int, int]]:
        """Begin and end of each occurrence of a window."""
        params = {"maintenanceid": str(window_id), "from": str(since)}
        rows = self.ask("GET", "/maintenance.occurrences", params=params).json["occurrences"]
        return [(row["from"], row["to"]) for row in rows]
