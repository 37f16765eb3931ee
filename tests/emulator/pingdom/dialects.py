# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of the API: each is an object that the application serves, over one account."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from tests.emulator.pingdom import alerting, checks, maintenance, occurrences, reports, transactions
from tests.emulator.pingdom.call import Route
from tests.emulator.pingdom.errors import ApiError, refused
from tests.emulator.pingdom.parameters import parse_request

READ_ONLY_PREFIX = "ro-"
"""The token with this in front of it has the access level Read."""


@dataclass(frozen=True)
class Dialect:
    """Where a version of the API is, what it has, who may call it, what it reads, and how it refuses."""

    base: str
    routes: tuple[Route, ...]
    admit: Callable[[web.Request, str], None]
    """``ApiError`` for a request that does not have the account's token."""
    parse: Callable[[str, bytes, str], dict[str, Any]]
    envelope: Callable[[ApiError], dict[str, Any]]


def _admit(request: web.Request, api_token: str) -> None:
    """Bearer, or Basic with the token as user name; texts of the refusals are unverified."""
    token = _token(request.headers.get("Authorization", ""))
    read_only = secrets.compare_digest(token.encode(), (READ_ONLY_PREFIX + api_token).encode())
    if not read_only and not secrets.compare_digest(token.encode(), api_token.encode()):
        raise refused("token")
    if read_only and request.method not in ("GET", "HEAD"):
        raise refused("read only")


def _refuse_key(request: web.Request, api_token: str) -> None:
    """What a token of 3.1 is told there, sent as App-Key beside Basic (terraform-provider-pingdom issue 57)."""
    raise refused("application key")


def _token(authorization: str) -> str:
    scheme, _unused, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        user, _unused, password = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return "" if password else user


ROOMS = (checks, maintenance, occurrences, alerting, transactions, reports)
API_3_1 = Dialect(
    base="/api/3.1",
    routes=tuple(route for room in ROOMS for route in room.ROUTES),
    admit=_admit,
    parse=parse_request,
    envelope=ApiError.envelope,
)
API_2 = tuple(replace(API_3_1, base=f"/api/2.{minor}", routes=(), admit=_refuse_key) for minor in range(3))
"""Addresses of the older versions where nobody serves these: they know no token of 3.1."""
