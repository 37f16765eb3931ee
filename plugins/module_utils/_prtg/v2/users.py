# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The part ``users`` of API v2: whose credentials a task has, and which users there are not."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConnectionFailed, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import Record
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.accounts import V2Accounts
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import EXPERIMENTAL

#: Where a user may be read. The experimental path loses its prefix when it is finished (overview, "Versioning").
_ONE = (f"{EXPERIMENTAL}/users/{{}}", "/users/{}")

#: What stands for the user who asks, where API keys are listed (list of operations, ``GET /users/{id}/api-keys``).
_ME = "me"


class V2Users(V2Accounts):
    """``Users`` over API v2."""

    def is_own(self, user: Record) -> bool | None:
        """By the login name where a session was opened with one, else by the keys: a key belongs to one user.

        That the list of keys tells their ids is taken from the operation that edits one by its id (unverified).
        """
        username = self._client.username
        if username is not None and user["login_name"] is not None:
            return _bare(username) == _bare(user["login_name"])
        mine = self._keys(_ME)
        theirs = self._keys(user["id"]) if mine else None
        return None if theirs is None else not theirs.isdisjoint(mine or ())

    def gone(self, ids: t.Sequence[str], known: str) -> frozenset[str]:
        """Each by its own read, where that finds a user who is there: a server without the operation answers alike."""
        paths = [path for path in _ONE if is_id(known) and self._client.finds(path.format(known)) is True]
        said = {one: [self._client.finds(path.format(one)) for path in paths] for one in ids}
        return frozenset(one for one, found in said.items() if found and all(answer is False for answer in found))

    def _keys(self, user_id: str) -> frozenset[str] | None:
        """The ids of a user's API keys; None if they are not told."""
        try:
            rows = self._client.get(f"/users/{user_id}/api-keys").json()
        except ConnectionFailed:
            raise
        except MonitoringError:
            return None
        if not isinstance(rows, list):
            return None
        found = {str(row.get("id") or "") if isinstance(row, dict) else "" for row in rows}
        return None if "" in found else frozenset(found)


def _bare(name: str) -> str:
    """A login name without a domain before or behind it, in whose case nobody logs in twice."""
    return name.rpartition("\\")[2].partition("@")[0].strip().casefold()
