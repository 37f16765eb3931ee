# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Users and user groups over API v1: tables of which PRTG's own pages are made.

The manual lists the contents ``user`` and ``usergroup``; PRTG's pages of 2024 ask for ``users`` and ``usergroups`` with
these columns (PrtgApiTools, Get-PrtgUser and Get-PrtgUserGroups, which read them). That ``table.xml`` has all of them
is unverified: a column that does not come is None.
"""

from __future__ import annotations

import html
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    NotFound,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import (
    GROUP_FIELDS,
    USER_FIELDS,
    Record,
    reference,
    refuse_no_user,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.facts import truth
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import Content, Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import Selection, TableReader

#: What users and groups are called as contents, the name first that PRTG's own pages use.
_CONTENTS = {"users": ("users", "user"), "usergroups": ("usergroups", "usergroup")}
_COLUMNS = {
    "users": ("objid", "name", "type", "active", "email", "primarygroup", "groupmemberships"),
    "usergroups": ("objid", "name", "type", "active", "members", "activedirectorygroup"),
}

_LINK = re.compile(r"""(?is)<a\b[^>]*\bhref=["'][^"']*[?&]id=([0-9]{1,18})\b[^"']*["'][^>]*>(.*?)</a>""")
_TAG = re.compile(r"<[^>]*>")

#: What a server answers to a content that it does not have (facts, section 2.1; the root of such a table is invented).
_NO_TABLE = (UnexpectedAnswer, RequestRefused, NotFound)


class V1Accounts:
    """``Accounts`` over API v1."""

    untold = frozenset({"login_name", "active_directory", "ticket_mail", "last_login", "time_zone"})

    def __init__(self, tables: TableReader) -> None:
        self._tables = tables
        self.query = Query()

    def users(self) -> list[Record]:
        """All users."""
        users = [_user(found, row) for found, row in self._rows("users").items()]
        refuse_no_user(users, self._tables.exchange)
        return users

    def groups(self) -> list[Record]:
        """All user groups."""
        return [_group(found, row) for found, row in self._rows("usergroups").items()]

    def _rows(self, what: str) -> dict[str, t.Any]:
        names = _CONTENTS[what]
        try:
            return self._whole(names[0], names, what)
        except _NO_TABLE:
            return self._whole(names[1], names, what)

    def _whole(self, content: str, roots: tuple[str, ...], what: str) -> dict[str, t.Any]:
        return self._tables.whole(Selection(Content(content, roots), _COLUMNS[what]), self.query, list)


def _user(account_id: str, row: Row) -> Record:
    primary = _references(row.get("primarygroup"))
    told = {
        **_common(account_id, row),
        "email": _plain(row.get("email")),
        "role": _plain(row.get("type")),
        "primary_group": primary[0] if primary and len(primary) == 1 else None,
        "groups": _references(row.get("groupmemberships")),
    }
    return {name: told.get(name) for name in USER_FIELDS}


def _group(account_id: str, row: Row) -> Record:
    told = {
        **_common(account_id, row),
        "members": _references(row.get("members")),
        "active_directory_name": _plain(row.get("activedirectorygroup")),
    }
    return {name: told.get(name) for name in GROUP_FIELDS}


def _common(account_id: str, row: Row) -> Record:
    return {"id": account_id, "name": row.get("name"), "active": truth(row.get("active_raw") or row.get("active"))}


def _plain(cell: str | None) -> str | None:
    """A cell without markup; None where nothing is in it."""
    return html.unescape(_TAG.sub("", cell)).strip() or None if cell else None


def _references(cell: str | None) -> list[Record] | None:
    """Who a cell names: links tell their ids, else it is names with commas between them. None where it names nobody,
    as where the server does not have the column."""
    links = _LINK.findall(cell or "")
    if links:
        return [reference(found, _plain(name)) for found, name in links]
    names = [name.strip() for name in (cell or "").split(",")]
    return [reference(None, name) for name in names if name] or None
