# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties of users and user groups (overview table), taken by both generations of their lists.

The overview does not list the tokens of ``usertype``; those here are made up. That the experimental lists take these
names as well is unverified.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...accounts import User, UserGroup
from .properties import DIALECTS as OF_OBJECTS
from .properties import EQUAL, TEXT, Property

USER_TYPES = frozenset({"readwrite", "readonly"})
KINDS = {"users": "user", "usergroups": "usergroup"}


def _user(kind: str, operators: tuple[str, ...], get: Callable[[User], Any]) -> Property:
    return Property(kind, operators, lambda view, row: get(row) if isinstance(row, User) else None, frozenset({"user"}))


def _group(kind: str, get: Callable[[UserGroup], Any], tokens: frozenset[str] = frozenset()) -> Property:
    only = frozenset({"usergroup"})
    return Property(kind, EQUAL, lambda view, row: get(row) if isinstance(row, UserGroup) else None, only, tokens)


BOTH = frozenset(KINDS.values())
ACCOUNTS: dict[str, Property] = {
    "active": Property("boolean", EQUAL, lambda view, row: row.active, BOTH),
    "activedirectory": Property("boolean", EQUAL, lambda view, row: bool(row.active_directory), BOTH),
    "email": _user("text", TEXT, lambda user: user.email),
    "loginname": _user("text", TEXT, lambda user: user.login),
    "primarygroup": _user("text", EQUAL, lambda user: str(user.primary.id)),
    "ticketmail": _user("boolean", EQUAL, lambda user: user.ticket_mail),
    "admingroup": _group("boolean", lambda group: group.admin),
    "restrictedsensormode": _group("boolean", lambda group: group.restricted_sensors),
    "ticketmode": _group("boolean", lambda group: group.tickets),
    "usertype": _group("enumeration", lambda group: group.user_type, USER_TYPES),
}
"""That ``primarygroup`` compares the id of the group is a guess: the overview types it as text."""


def _named(found: Property) -> Property:
    return replace(found, kinds=found.kinds | BOTH)


DIALECTS = {
    dialect: {**known, **{name: _named(known[name]) for name in ("id", "name", "type")}, **ACCOUNTS}
    for dialect, known in OF_OBJECTS.items()
}
"""The properties of every list."""
