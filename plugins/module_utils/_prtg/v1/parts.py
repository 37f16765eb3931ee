# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The parts of PRTG's API v1: an entry each, which loads its file when a module needs it."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack, Parts
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.actions import NO_USERS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import TableReader


class Client(t.Protocol):
    """What a part asks with: requests, whole tables, and where to tell users something."""

    http: HttpClient
    tables: TableReader
    warnings: list[str]

    def channels(
        self, sensor_ids: t.Sequence[str], query: Query | None = None
    ) -> t.Mapping[str, list[dict[str, t.Any]] | None]:
        """The channels of each sensor; see ``PrtgServer``."""


def _log(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.log import V1Log

    return V1Log(client.tables, f"{client.http.server}{client.http.base_path}")


def _history(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.history import V1History

    return V1History(client.http, client.warnings, client.tables.sleep)


def _facts(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.facts import V1Facts

    return V1Facts(client.http, client.tables)


def _accounts(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.accounts import V1Accounts

    return V1Accounts(client.tables)


def _objects(server: Client) -> t.Any:
    # delayed, as all parts are: most tasks need none
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.editing import V1Objects

    return V1Objects(server)


def _limits(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.limits import V1Limits

    return V1Limits(client.http)


def _schedule(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.schedule import V1Schedule

    return V1Schedule(client.http, client.tables)


def _channel_limits(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.channel_limits import V1ChannelLimits

    return V1ChannelLimits(client)


def _settings(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.settings import V1Settings

    return V1Settings(client.http)


def _triggers(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.triggers import V1Triggers

    return V1Triggers(client.http, client.tables)


def _changes(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.changes import V1Changes

    return V1Changes(client.http, client.tables)


PARTS: Parts[Client] = {
    "accounts": _accounts,
    "changes": _changes,
    "channel_limits": _channel_limits,
    "facts": _facts,
    "history": _history,
    "kinds": Lack(
        "has no lists of channels, users, user groups and lookup definitions to select from",
        "Use API v2: set api and url to it. Over API v1, prtg_user_info reads users and user groups, and include: "
        "[channels] the channels of sensors.",
    ),
    "limits": _limits,
    "log": _log,
    "objects": _objects,
    "schedule": _schedule,
    "settings": _settings,
    "triggers": _triggers,
    "users": NO_USERS,
}
