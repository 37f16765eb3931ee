# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG's API v1 as a choice: every PRTG has it."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect, Lack, Options
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import V1
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer


def _connect(settings: HttpSettings, options: Options) -> PrtgServer:
    # delayed, since a task speaks one API only: 17 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.client import V1Server

    token, username = options.get("api_token"), options.get("username")
    passhash, password = options.get("passhash"), options.get("password")
    if token:
        return V1Server(settings, {"apitoken": token})
    if username and passhash:
        return V1Server(settings, {"username": username, "passhash": passhash})
    if username and password:
        return V1Server(settings, {"username": username, "password": password})
    raise ConfigurationError(
        "no credentials for PRTG's API v1 are given",
        hint="Set api_token, or username with passhash or password (or their environment variables).",
    )


DIALECT = Dialect(
    name="v1",
    is_meant=lambda url: True,
    filters=V1,
    connect=_connect,
    lacks={
        "settings": Lack(
            "needs API v2: API v1 takes one request or more for each host",
            "Leave it out, or set api to v2 and url to the application server.",
        )
    },
)
