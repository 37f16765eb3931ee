# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may call API v2: API keys, and session tokens that expire by the servers' clock."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from aiohttp import web

from ..credentials import Access
from ..dates import iso
from ..emulation import Emulation
from .errors import ApiError, auth_failed, bad_request

LIFETIME = 900.0
KEY = re.compile(r"[A-Z2-7]{20,}=*")
TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Session:
    """A session: what it may do and until when (Unix seconds)."""

    access: Access
    until: float


class Sessions:
    """The open sessions. How long a session lasts on a real server is unknown; here it is a quarter of an hour."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation
        self._open: dict[str, Session] = {}

    def access(self, request: web.Request) -> Access:
        """The access of a request by its Authorization header; ``ApiError`` 401, or 400 for what is no key or token
        at all.
        """
        token = self._token(request)
        if not (KEY.fullmatch(token) or TOKEN.fullmatch(token)):
            raise bad_request("invalid session token or API token format")
        access = self._emulation.credentials.by_token(token)
        if access is not None:
            return access
        session = self._open.get(token)
        if session is None:
            raise auth_failed()
        if session.until <= self._emulation.clock.now():
            del self._open[token]
            raise auth_failed("token expired")
        return session.access

    def log_in(self, body: dict[str, object]) -> dict[str, str]:
        """A new session for a username and a password."""
        username, password = body.get("username"), body.get("password")
        if not isinstance(username, str) or not isinstance(password, str):
            raise bad_request("username and password are mandatory")
        access = self._emulation.credentials.by_password(username, password)
        if access is None:
            raise ApiError(401, "LOGIN_FAILED")
        token = str(uuid.uuid4())
        return self._describe(token, access)

    def renew(self, request: web.Request) -> dict[str, str]:
        """Extend a session; an API key has none."""
        token = self._token(request)
        if token not in self._open:
            raise ApiError(401, "RENEW_FAILED")
        return self._describe(token, self._open[token].access)

    def log_out(self, request: web.Request) -> None:
        """End a session."""
        if self._open.pop(self._token(request), None) is None:
            raise ApiError(400, "LOGOUT_FAILED")

    def _describe(self, token: str, access: Access) -> dict[str, str]:
        until = self._emulation.clock.now() + LIFETIME
        self._open[token] = Session(access, until)
        return {"token": token, "expires_at": iso(until)}

    @staticmethod
    def _token(request: web.Request) -> str:
        header = request.headers.get("Authorization", "")
        if not header.startswith("Bearer "):
            raise auth_failed()
        return header.removeprefix("Bearer ").strip()
