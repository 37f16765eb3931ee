# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The parts of PRTG's API v2: an entry each, which loads its file when a module needs it."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack, Parts
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Transport


class Client(t.Protocol):
    """What a part asks with: requests and lists; where the web interface is, and where to tell users something."""

    client: Transport
    interface: str
    warnings: list[str]

    def channels(
        self, sensor_ids: t.Sequence[str], query: Query | None = None
    ) -> t.Mapping[str, list[dict[str, t.Any]] | None]:
        """The channels of each sensor; see ``PrtgServer``."""


def _history(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.history import V2History

    return V2History(client.client, client.warnings, client.channels)


def _facts(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.facts import V2Facts

    return V2Facts(client.client)


def _accounts(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.accounts import V2Accounts

    return V2Accounts(client.client)


def _kinds(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.kind_lists import V2Kinds

    return V2Kinds(client.client, client.warnings)


def _objects(server: Client) -> t.Any:
    # delayed, as all parts are: most tasks need none
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.editing import V2Objects

    return V2Objects(server)


def _users(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.users import V2Users

    return V2Users(client.client)


def _channel_limits(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.channel_limits import V2ChannelLimits

    return V2ChannelLimits(client)


def _settings(client: Client) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.settings import V2Settings

    return V2Settings(client.client)


_LEAVE_OUT = "Leave it out, or use API v1, which PRTG's web interface speaks: set api and url to it."

PARTS: Parts[Client] = {
    "accounts": _accounts,
    "changes": Lack("does not tell the history of changes of an object", _LEAVE_OUT),
    "channel_limits": _channel_limits,
    "facts": _facts,
    "history": _history,
    "kinds": _kinds,
    "objects": _objects,
    "settings": _settings,
    "triggers": Lack("does not tell the notification triggers of an object", _LEAVE_OUT),
    "limits": Lack(
        "has no operation that changes a channel",
        "Use API v1, which PRTG's web interface speaks: set api and url to it.",
    ),
    "log": Lack("does not tell the log", "Use API v1, which PRTG's web interface speaks: set api and url to it."),
    "schedule": Lack(
        "has no operation that sets a maintenance window",
        "Use API v1, which PRTG's web interface speaks: set api and url to it. Or pause for a time with prtg_pause.",
    ),
    "users": _users,
}
