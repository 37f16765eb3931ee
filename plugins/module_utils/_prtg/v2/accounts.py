# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Users and user groups over API v2, from lists in both shapes.

The members of the deprecated shape are in the overview's table "Sorting". No source has the sections of the
experimental one: a member is looked for under each name that the overview has for it, as a property or in JSON, in any
section. Nothing else of an account is read, so that no password or key of it can get into a record.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import (
    GROUP_FIELDS,
    USER_FIELDS,
    Record,
    reference,
    refuse_no_user,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import (
    ALL_SECTIONS,
    flag,
    identifier,
    text,
    time_stamp,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Listing, Transport

Members = dict[str, t.Any]
_SEPARATORS = re.compile(r"[^a-z0-9]")


class _Member(t.NamedTuple):
    """Under which plain names a member may be told, and how it is read."""

    names: tuple[str, ...]
    read: t.Callable[[t.Any], t.Any] = text


def _reference(value: t.Any) -> Record | None:
    """An account that is named by a reference (overview, "References"), or by its id alone."""
    if isinstance(value, dict):
        found = reference(identifier(value.get("id")), text(value.get("name")))
        return found if found["id"] or found["name"] else None
    found_id = identifier(value)
    return reference(found_id, None) if found_id else None


def _references(value: t.Any) -> list[Record] | None:
    if not isinstance(value, list):
        return None
    found = map(_reference, value)
    return [one for one in found if one is not None]


def _directory(value: t.Any) -> bool | None:
    """Whether a group is one of a domain: a flag, or the name that it has there."""
    known = flag(value)
    return True if known is None and text(value) else known


_USER = {
    "name": _Member(("displayname", "name")),
    "login_name": _Member(("loginname", "login")),
    "email": _Member(("email",)),
    "role": _Member(("role", "usertype")),
    "active": _Member(("active",), flag),
    "primary_group": _Member(("primarygroup",), _reference),
    "groups": _Member(("usergroups", "groups", "groupmemberships"), _references),
    "active_directory": _Member(("aduser", "activedirectory"), flag),
    "ticket_mail": _Member(("ticketemail", "ticketmail"), flag),
    "last_login": _Member(("lastlogin",), time_stamp),
    "time_zone": _Member(("timezone",)),
}
_GROUP = {
    "name": _Member(("name", "displayname")),
    "active": _Member(("active",), flag),
    "admin": _Member(("admingroup",), flag),
    "user_type": _Member(("usertype",)),
    "members": _Member(("members", "users"), _references),
    "active_directory": _Member(("activedirectory",), _directory),
    "active_directory_name": _Member(("activedirectoryname", "activedirectorygroup")),
    "restricted_sensor_mode": _Member(("restrictedsensormode",), flag),
    "ticket_mode": _Member(("ticketmode",), flag),
    "default_home": _Member(("defaulthome",)),
}


class V2Accounts:
    """``Accounts`` over API v2; the paths that this server has are remembered by the connection."""

    untold: frozenset[str] = frozenset()

    def __init__(self, client: Transport) -> None:
        self._client = client
        self.query = Query()

    def users(self) -> list[Record]:
        """All users."""
        users = self._records("users", _USER, USER_FIELDS)
        refuse_no_user(users, self._client.http.exchange("GET", "/users"))
        return users

    def groups(self) -> list[Record]:
        """All user groups."""
        return self._records("usergroups", _GROUP, GROUP_FIELDS)

    def _records(self, what: str, members: t.Mapping[str, _Member], fields: t.Iterable[str]) -> list[Record]:
        rows = self._client.rows(Listing(what, include=(ALL_SECTIONS,)), self.query)
        return [_record(row, members, fields) for row in rows]


def _record(row: t.Mapping[str, t.Any], members: t.Mapping[str, _Member], fields: t.Iterable[str]) -> Record:
    told = _members_of(row)
    found = {name: _first(told, one) for name, one in members.items()}
    return {name: row["id"] if name == "id" else found.get(name) for name in fields}


def _members_of(row: t.Mapping[str, t.Any]) -> Members:
    """All that is told of an account by plain names: its own members, then those of its sections."""
    found = {_plain(name): value for name, value in row.items()}
    for section in row.values():
        if isinstance(section, dict) and "id" not in section:
            for name, value in section.items():
                found.setdefault(_plain(name), value)
    return found


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name.lower())


def _first(told: Members, member: _Member) -> t.Any:
    read = (member.read(told[name]) for name in member.names if name in told)
    return next((value for value in read if value is not None), None)
