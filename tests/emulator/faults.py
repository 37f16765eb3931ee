# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripted faults: rules that spoil the answers to the requests they match."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

from aiohttp import web

from .clock import Clock
from .recorder import SERVERS, Server

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Turn = asyncio.Future[bool]
"""What a request waits for: whether it is to go on."""
LINGER_ZERO = struct.pack("ii", 1, 0)
SCRIPTED_HEADERS = web.RequestKey("scripted headers", dict[str, str])
"""Where a request keeps the headers of the rule that it met, over which nothing may be written later."""

NUMBERS = ("delay", "advance")
COUNTS = ("skip", "times", "status", "truncate")
FLAGS = ("hold", "reset", "after")


class BadRule(ValueError):
    """A rule that cannot be obeyed; the text says why."""


@dataclass
class Rule:
    """One fault.

    ``method`` must match the whole method, ``path`` any part of the path and ``query`` any part of the query with its
    escapes resolved (regular expressions; the method's case does not matter). The first ``skip`` matching requests
    pass, then ``times`` are spoilt (all, if ``None``). A rule with ``status`` or ``body`` answers instead of the
    server; ``headers`` alone, ``delay`` (seconds), ``hold`` (until all that is held is released) and ``truncate``
    (bytes kept under the full Content-Length) change the server's own answer; ``reset`` tears the connection down with
    a TCP RST. ``after`` lets the server do what was asked first, so that only the answer is lost. ``advance`` moves the
    servers' time forward by seconds afterwards: a later request finds what takes that long.
    """

    method: str = ".*"
    path: str = ""
    query: str = ""
    server: Server | None = None
    skip: int = 0
    times: int | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    delay: float = 0.0
    hold: bool = False
    truncate: int | None = None
    reset: bool = False
    after: bool = False
    advance: float = 0.0

    @classmethod
    def read(cls, raw: object) -> Rule:
        """A rule from JSON; ``BadRule`` with a sentence where it is none."""
        if not isinstance(raw, dict):
            raise BadRule("a rule is a JSON object")
        unknown = sorted(set(raw) - set(cls.__dataclass_fields__))
        if unknown:
            raise BadRule(f"a rule has no {unknown[0]!r}; it may have {', '.join(cls.__dataclass_fields__)}")
        for name, value in raw.items():
            _check(name, value)
        rule = cls(**raw)
        if (rule.status, rule.body, rule.truncate) == (None, None, None) and not (
            rule.headers or rule.delay or rule.hold or rule.reset or rule.advance
        ):
            raise BadRule("a rule needs status, body, headers, delay, hold, truncate, reset or advance")
        if rule.delay and rule.hold:
            raise BadRule("a rule has either delay or hold")
        return rule

    def matches(self, server: Server, request: web.Request) -> bool:
        """Whether the rule is about a request."""
        return (
            self.server in (None, server)
            and re.fullmatch(self.method, request.method, re.IGNORECASE) is not None
            and re.search(self.path, request.path) is not None
            and re.search(self.query, unquote_plus(request.query_string)) is not None
        )


def _check(name: str, value: object) -> None:
    if name in COUNTS and (value is not None or name == "skip"):
        _check_number(name, value, (int,), "a whole number of at least 0")
    if name in NUMBERS:
        _check_number(name, value, (int, float), "a number of seconds, at least 0")
    if name == "status" and isinstance(value, int) and not 200 <= value <= 599:
        raise BadRule("status is an HTTP status between 200 and 599")
    if name in FLAGS and not isinstance(value, bool):
        raise BadRule(f"{name} is true or false")
    if name == "server" and value not in (None, *SERVERS):
        raise BadRule(f"server is one of {', '.join(SERVERS)}")
    if name == "headers" and not (isinstance(value, dict) and all(isinstance(text, str) for text in value.values())):
        raise BadRule("headers is an object of texts")
    if name in ("method", "path", "query"):
        _check_expression(name, value)


def _check_number(name: str, value: object, types: tuple[type, ...], wanted: str) -> None:
    if not isinstance(value, types) or isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise BadRule(f"{name} is {wanted}")


def _check_expression(name: str, value: object) -> None:
    if not isinstance(value, str):
        raise BadRule(f"{name} is a regular expression")
    try:
        re.compile(value)
    except re.error as error:
        raise BadRule(f"{name} is not a regular expression: {error}") from error


class Faults:
    """The rules in force; the first that matches a request and is not used up is obeyed."""

    def __init__(self, clock: Clock) -> None:
        self.rules: list[Rule] = []
        self._clock = clock
        self._held: set[Turn] = set()
        self._delayed: set[Turn] = set()

    def reset(self) -> None:
        """No faults. What still waits is of the past: it is not done, and its client is hung up on."""
        self.rules = []
        _end({*self._held, *self._delayed}, goes_on=False)

    def release(self) -> int:
        """Let everything go on that is held, and hold nothing more; how many requests those were."""
        for rule in self.rules:
            rule.hold = False
        held = len(self._held)
        _end(self._held, goes_on=True)
        return held

    def take(self, server: Server, request: web.Request) -> Rule | None:
        """The rule for a request, counted as used. Every matching rule counts the request it lets pass."""
        for rule in self.rules:
            if not rule.matches(server, request):
                continue
            if rule.skip > 0:
                rule.skip -= 1
            elif rule.times is None or rule.times > 0:
                rule.times = None if rule.times is None else rule.times - 1
                return rule
        return None

    async def _goes_on(self, rule: Rule) -> bool:
        """Let a request wait as its rule says; whether it is to be answered then."""
        if not (rule.delay or rule.hold):
            return True
        loop = asyncio.get_running_loop()
        turn: Turn = loop.create_future()
        waiting = self._held if rule.hold else self._delayed
        waiting.add(turn)
        if not rule.hold:
            loop.call_later(rule.delay, lambda: _end([turn], goes_on=True))
        try:
            return await turn
        finally:
            waiting.discard(turn)

    async def serve(
        self, server: Server, request: web.Request, handler: Handler
    ) -> tuple[web.StreamResponse, int | None]:
        """Answer a request, spoilt or not: the answer and the status to record (``None`` where nobody gets one)."""
        rule = self.take(server, request)
        if rule is None:
            answer = await handler(request)
            return answer, answer.status
        answers_itself = rule.status is not None or rule.body is not None
        if not await self._goes_on(rule):
            _tear_down(request)
            return web.Response(), None
        if rule.after or not (answers_itself or rule.reset):
            answer = await handler(request)
        else:
            answer = web.Response()
        self._clock.advance(rule.advance)
        if rule.reset:
            _tear_down(request)
            return web.Response(), None
        if answers_itself:
            answer = _scripted(rule, server)
        request[SCRIPTED_HEADERS] = rule.headers
        if rule.headers and not answers_itself:
            answer.headers.update(rule.headers)
        if rule.truncate is not None and isinstance(answer, web.Response):
            return await _cut(request, answer, rule.truncate), answer.status
        return answer, answer.status


def _end(waiting: Iterable[Turn], *, goes_on: bool) -> None:
    for turn in waiting:
        if not turn.done():
            turn.set_result(goes_on)


def _scripted(rule: Rule, server: Server) -> web.Response:
    """The answer that a rule spells out; a status alone gets the body such a server or the proxy before it would
    send.
    """
    status = rule.status or 200
    headers = dict(rule.headers)
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), None)
    headers = {name: value for name, value in headers.items() if name.lower() != "content-type"}
    if rule.body is None:
        body, default = _default_body(server, status)
    elif isinstance(rule.body, str):
        body, default = (
            rule.body,
            "text/html; charset=utf-8" if rule.body.lstrip().startswith("<") else "text/plain; charset=utf-8",
        )
    else:
        body, default = json.dumps(rule.body), "application/json"
    if status == 204:
        return web.Response(status=status, headers=headers)
    return web.Response(status=status, body=body.encode(), headers={**headers, "Content-Type": kind or default})


def _default_body(server: Server, status: int) -> tuple[str, str]:
    if server == "pingdom":
        text = "Something went wrong"
        error = {"error": {"statuscode": status, "statusdesc": text, "errormessage": text}}
        return json.dumps(error), "application/json"
    if server == "prtg_v2":
        codes = {400: "BAD_REQUEST", 401: "AUTH_FAILED", 403: "FORBIDDEN", 404: "NOT_FOUND", 408: "EXECUTION_TIMEOUT"}
        codes |= {502: "BAD_GATEWAY", 503: "SERVICE_UNAVAILABLE", 504: "GATEWAY_TIMEOUT"}
        code = codes.get(status, "UNKNOWN")
        return json.dumps({"code": code, "message": "scripted fault", "request_id": "fault"}), "application/json"
    return (
        f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>",
        "text/html; charset=utf-8",
    )


def _tear_down(request: web.Request) -> None:
    """Close with a TCP RST: a socket that must not linger drops what is unsent and resets."""
    transport = request.transport
    if transport is None:
        return
    sock = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
    transport.abort()


async def _cut(request: web.Request, whole: web.Response, keep: int) -> web.StreamResponse:
    """Send the head of the whole answer but only its first bytes, then hang up."""
    body = whole.body if isinstance(whole.body, bytes) else str(whole.text or "").encode()
    answer = web.StreamResponse(status=whole.status, headers=whole.headers)
    answer.content_length = len(body)
    answer.force_close()
    await answer.prepare(request)
    await answer.write(body[:keep])
    if request.transport is not None:
        request.transport.close()
    return answer
