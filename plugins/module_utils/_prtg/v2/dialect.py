# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG's API v2 as a choice: where the application server is."""

from __future__ import annotations

import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect, Options
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import V2_CURRENT
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer

#: Ports of the PRTG application server (HTTPS, HTTP), which alone serves API v2.
PORTS = (1616, 1615)


def _connect(settings: HttpSettings, options: Options) -> PrtgServer:
    # delayed, since a task speaks one API only: 20 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.client import V2Server

    token, username, password = options.get("api_token"), options.get("username"), options.get("password")
    if token:
        return V2Server(settings, api_token=token)
    if username and password:
        return V2Server(settings, username=username, password=password)
    if username and options.get("passhash"):
        raise ConfigurationError(
            "PRTG's API v2 takes no passhash", hint="Set api_token, or username and password, or use api v1."
        )
    raise ConfigurationError(
        "no credentials for PRTG's API v2 are given",
        hint="Set api_token, or username and password (or their environment variables).",
    )


def _is_meant(url: urllib.parse.SplitResult) -> bool:
    return "/api/v2" in url.path or url.port in PORTS


DIALECT = Dialect(name="v2", is_meant=_is_meant, filters=V2_CURRENT, connect=_connect)
