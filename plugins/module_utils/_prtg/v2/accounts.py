# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Users and user groups over API v2, whole and from one list each; ``kinds.py`` has where their members are."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import (
    GROUP_FIELDS,
    USER_FIELDS,
    Record,
    refuse_no_user,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import USER, USERGROUP, Kind, OwnRecord
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.kinds import list_of, read_members
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import ALL_SECTIONS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Listing, Transport


class V2Accounts:
    """``Accounts`` over API v2; the paths that this server has are remembered by the connection."""

    untold: frozenset[str] = frozenset()

    def __init__(self, client: Transport) -> None:
        self._client = client
        self.query = Query()

    def users(self) -> list[Record]:
        """All users."""
        users = [one.record(USER_FIELDS) for one in self._records(USER)]
        refuse_no_user(users, self._client.http.exchange("GET", "/users"))
        return users

    def groups(self) -> list[Record]:
        """All user groups."""
        return [one.record(GROUP_FIELDS) for one in self._records(USERGROUP)]

    def _records(self, kind: Kind) -> list[OwnRecord]:
        rows = self._client.rows(Listing(list_of(kind), include=(ALL_SECTIONS,)), self.query)
        return [OwnRecord(kind, read_members(row, kind)) for row in rows]
