# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and user groups as tables of API v1.

The manual lists the contents ``user`` and ``usergroup`` (prtg-v1-facts section 2.1). PRTG's own pages of 2024 ask for
``users`` with the columns name, type, email, primarygroup, groupmemberships and active, and for ``usergroups`` with
name, type, members, primarygroup, activedirectorygroup and ssoclaim (PrtgApiTools, Get-PrtgUser and
Get-PrtgUserGroups, which read those pages). What the columns hold is made after what these scripts read; that
``table.xml`` has them is unverified.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..accounts import Account, Accounts, User
from .columns import Column, padded

TYPES = {"user": "User", "usergroup": "User Group"}
ROLES = {(True, False): "PRTG Administrator", (False, False): "Read/Write User", (False, True): "Read-Only User"}


def accounts_of(accounts: Accounts, content: str) -> Sequence[Any]:
    """The rows of a content, each with all accounts, of which some columns tell."""
    return [Row(accounts, one) for one in accounts.of_kind(content.rstrip("s") + "s")]


class Row:
    """A row: an account, and the accounts that it is one of."""

    def __init__(self, accounts: Accounts, one: Account) -> None:
        self.accounts = accounts
        self.one = one
        self.id = one.id


def _names(accounts: Sequence[Account]) -> str:
    return ", ".join(one.name for one in accounts)


def _members(row: Any) -> str:
    return _names(row.accounts.members(row.one))


COMMON: dict[str, Column] = {
    "objid": Column(lambda v, r: r.id, lambda v, r: r.id, padded(10)),
    "name": Column(lambda v, r: r.one.name),
    "basetype": Column(lambda v, r: r.one.kind),
    "active": Column(lambda v, r: str(r.one.active), lambda v, r: -1 if r.one.active else 0),
}


def _role(user: User) -> str:
    return ROLES[user.admin, user.read_only]


USERS = COMMON | {
    "type": Column(lambda v, r: _role(r.one), lambda v, r: "user"),
    "email": Column(lambda v, r: r.one.email),
    "primarygroup": Column(lambda v, r: r.one.primary.name),
    "groupmemberships": Column(lambda v, r: _names(r.one.groups)),
}
GROUPS = COMMON | {
    "type": Column(lambda v, r: TYPES["usergroup"], lambda v, r: "usergroup"),
    "members": Column(lambda v, r: _members(r)),
    "primarygroup": Column(lambda v, r: _names([user for user in r.accounts.members(r.one) if user.primary is r.one])),
    "activedirectorygroup": Column(lambda v, r: r.one.active_directory),
    "ssoclaim": Column(lambda v, r: ""),
}
ACCOUNTS: dict[str, dict[str, Column]] = {"users": USERS, "user": USERS, "usergroups": GROUPS, "usergroup": GROUPS}
"""The columns of each content."""
