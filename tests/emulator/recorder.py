# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every request that the emulated servers saw, so that tests can assert what was asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from aiohttp import web

Server = Literal["prtg", "prtg_v2", "pingdom"]
SERVERS: tuple[Server, ...] = get_args(Server)


@dataclass
class Seen:
    """One request; ``status`` is what was answered, ``None`` while or where there was no answer.

    ``ignored`` are the query parameters that the vendor does not list there, as far as the server tells them apart.
    ``at_once`` is how many requests the server was busy with when it began this one, which is one of them.
    """

    server: Server
    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    status: int | None = None
    ignored: list[str] = field(default_factory=list)
    at_once: int = 1


SEEN: web.RequestKey[Seen] = web.RequestKey("seen", Seen)
"""Where a request keeps what is recorded of it."""


class Recorder:
    """The log of requests over all three servers."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._busy_with: Counter[Server] = Counter()

    async def note(self, server: Server, request: web.Request) -> Seen:
        """Write a request down before anything is done to it."""
        query = {name: request.query.getall(name) for name in request.query}
        entry = Seen(server, request.method, request.path, query, _body(await request.read()))
        self.seen.append(entry)
        request[SEEN] = entry
        return entry

    @contextmanager
    def answering(self, entry: Seen) -> Iterator[None]:
        """While the server is busy with a request, which is over before its client can have the answer."""
        self._busy_with[entry.server] += 1
        entry.at_once = self._busy_with[entry.server]
        try:
            yield
        finally:
            self._busy_with[entry.server] -= 1

    def reset(self) -> None:
        """Forget all requests."""
        self.seen.clear()

    def as_json(self) -> list[dict[str, Any]]:
        """What ``GET /_emulator/requests`` answers."""
        return [asdict(entry) for entry in self.seen]


def _body(raw: bytes) -> Any:
    """A body as JSON where it is JSON, as text otherwise, ``None`` where there is none."""
    if not raw:
        return None
    text = raw.decode("utf-8", errors="replace")
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
