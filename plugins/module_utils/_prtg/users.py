# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The users of a PRTG server as those who pause them need to know them: the part ``users`` of an API."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import Record

PART = "users"


class Users(t.Protocol):
    """What an API tells of users, or the errors of ``_errors``."""

    def users(self) -> list[Record]:
        """All users that the account sees, as ``accounts`` has them."""

    def is_own(self, user: Record) -> bool | None:
        """Whether this is the user whose credentials the task has; None if nobody tells."""

    def gone(self, ids: t.Sequence[str], known: str) -> frozenset[str]:
        """Those of ``ids`` of which the server itself says that there is no such user; ``known`` is one that there is.

        What it does not clearly say is not in the set.
        """
