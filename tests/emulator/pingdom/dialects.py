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

from tests.emulator.credentials import Credentials
from tests.emulator.pingdom import (
    alerting,
    checks,
    maintenance,
    occurrences,
    older,
    preferences,
    published,
    reports,
    transactions,
    users,
)
from tests.emulator.pingdom.call import Route
from tests.emulator.pingdom.errors import ApiError, refused
from tests.emulator.pingdom.parameters import parse_form, parse_request
from tests.emulator.quirks import Quirks

READ_ONLY_PREFIX = "ro-"
"""The token or user name with this in front of it has the access level Read."""


@dataclass(frozen=True)
class Dialect:
    """Where a version of the API is, what it has, who may call it, what it reads, and how it refuses."""

    base: str
    routes: tuple[Route, ...]
    admit: Callable[[web.Request, Credentials, Quirks], None]
    """``ApiError`` for a request that does not have what opens the account."""
    parse: Callable[[str, bytes, str], dict[str, Any]]
    envelope: Callable[[ApiError], dict[str, Any]]


def _admit(request: web.Request, credentials: Credentials, quirks: Quirks) -> None:
    """Bearer, or Basic with the token as user name; texts of the refusals are unverified."""
    token = _token(request.headers.get("Authorization", ""))
    _refuse_stranger(request, token, credentials.pingdom_api_token, "token")


def _admit_user(request: web.Request, credentials: Credentials, quirks: Quirks) -> None:
    """Basic with e-mail address and password, and an application key; which of them is looked at first is unverified.

    A token of 3.1 is told of a wrong key. ``Account-Email`` has to name the account, where it is sent or needed.
    """
    if not _same(request.headers.get("App-Key", ""), credentials.pingdom_app_key):
        raise refused("application key")
    user, password = _basic(request.headers.get("Authorization", ""))
    if not _same(password, credentials.pingdom_password):
        raise refused("password")
    _refuse_stranger(request, user, credentials.pingdom_username, "password")
    unsaid = "" if quirks["pingdom_multi_user_account"] else credentials.pingdom_account_email
    if not _same(request.headers.get("Account-Email", unsaid), credentials.pingdom_account_email):
        raise refused("account type")


def _refuse_stranger(request: web.Request, name: str, known: str, refusal: str) -> None:
    """Nobody but who is known may ask, and with ``ro-`` before the name nothing may be changed."""
    read_only = _same(name, READ_ONLY_PREFIX + known)
    if not read_only and not _same(name, known):
        raise refused(refusal)
    if read_only and request.method not in ("GET", "HEAD"):
        raise refused("read only")


def _refuse_key(request: web.Request, credentials: Credentials, quirks: Quirks) -> None:
    """What a token of 3.1 is told there, sent as App-Key beside Basic (terraform-provider-pingdom issue 57)."""
    raise refused("application key")


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode())


def _token(authorization: str) -> str:
    scheme, _unused, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    user, password = _basic(authorization)
    return "" if password else user


def _basic(authorization: str) -> tuple[str, str]:
    """User name and password; empty where they are not told. Nobody says in which encoding: ``requests``, which the
    clients of others use, sends Latin-1.
    """
    scheme, _unused, value = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        told = base64.b64decode(value, validate=True)
    except binascii.Error:
        return "", ""
    user, _unused, password = _decoded(told).partition(":")
    return user, password


def _decoded(told: bytes) -> str:
    try:
        return told.decode()
    except UnicodeDecodeError:
        return told.decode("latin-1")


ROOMS = (checks, maintenance, occurrences, alerting, transactions, reports)
API_3_1 = Dialect(
    base="/api/3.1",
    routes=tuple(route for room in ROOMS for route in room.ROUTES),
    admit=_admit,
    parse=parse_request,
    envelope=ApiError.envelope,
)
OLDER_ROOMS = (older, users, published, preferences)
API_2_1 = replace(
    API_3_1,
    base="/api/2.1",
    routes=tuple(route for room in OLDER_ROOMS for route in room.ROUTES),
    admit=_admit_user,
    parse=parse_form,
)
DIALECTS = (API_3_1, API_2_1)
"""The versions that are spoken unless told otherwise."""
API_2 = tuple(replace(API_2_1, base=f"/api/2.{minor}", routes=(), admit=_refuse_key) for minor in (0, 2))
"""Addresses of versions that nobody serves: they know no token of 3.1."""
