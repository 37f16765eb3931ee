# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Users and user groups of a PRTG server: the part ``accounts`` of each API, and their records."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import USER, USERGROUP

Record = dict[str, t.Any]

#: The keys of the records. ``primary_group``, ``groups`` and ``members`` are references, with ``id`` and ``name``.
USER_FIELDS, GROUP_FIELDS = (tuple(name for name in kind.fields if name != "kind") for kind in (USER, USERGROUP))


class Accounts(t.Protocol):
    """The accounts of a server over one API; whole lists, or the errors of ``_errors``.

    ``untold`` are the keys that this API never tells of a user.
    """

    untold: frozenset[str]

    def users(self) -> list[Record]:
        """All users as far as the account sees them, each with ``USER_FIELDS``, None for what is not told."""

    def groups(self) -> list[Record]:
        """All user groups likewise, each with ``GROUP_FIELDS``."""


def reference(account_id: str | None, name: str | None) -> Record:
    """A user or group that another record names; either may be None."""
    return {"id": account_id, "name": name}


def refuse_no_user(users: t.Sequence[Record], exchange: Exchange) -> None:
    """``UnexpectedAnswer`` for a list without any user: there is one at least, who asks."""
    if not users:
        raise UnexpectedAnswer(
            "the server lists no user, not even the one who asks",
            exchange=exchange,
            hint="Accounts without administrative rights may not see any: use one that has them, or try again later.",
        )


def refuse_no_group(users: t.Sequence[Record], groups: t.Sequence[Record]) -> None:
    """``UnexpectedAnswer`` for a list without any group, though a user is in one."""
    member = next((one for one in users if one["primary_group"] or one["groups"]), None)
    if member is not None and not groups:
        raise UnexpectedAnswer(
            f"the server lists no user group, though the user {member['id']} is in one",
            hint="Try again later, or with an account that has administrative rights.",
        )


def completed(users: list[Record], groups: list[Record]) -> None:
    """Fill in what the records tell of each other: names and ids of references, memberships from either side.

    Who is in a group is told by the users or by the groups, depending on the API; by neither where some of them do not.
    """
    for known, records, members in ((groups, users, ("primary_group", "groups")), (users, groups, ("members",))):
        _resolve(known, [one[member] for one in records for member in members])
    if groups and all(one["members"] is not None for one in groups):
        for user in users:
            if user["groups"] is None:
                user["groups"] = [_named(group) for group in groups if _holds(group["members"], user)]
    elif users and all(one["groups"] is not None for one in users):
        for group in groups:
            if group["members"] is None:
                group["members"] = [_named(user) for user in users if _holds(user["groups"], group)]


def _resolve(known: t.Sequence[Record], values: t.Iterable[t.Any]) -> None:
    """Give references the id or the name that they lack, where exactly one of the ``known`` can be meant."""
    by_id = {one["id"]: one for one in known}
    for value in values:
        for one in value if isinstance(value, list) else [value] if value else []:
            if one["id"] is None:
                meant = [other for other in known if other["name"] == one["name"]]
                one["id"] = meant[0]["id"] if len(meant) == 1 else None
            elif one["name"] is None and one["id"] in by_id:
                one["name"] = by_id[one["id"]]["name"]


def _named(record: Record) -> Record:
    return reference(record["id"], record["name"])


def _holds(references: t.Iterable[Record], record: Record) -> bool:
    return any(one["id"] == record["id"] for one in references)
