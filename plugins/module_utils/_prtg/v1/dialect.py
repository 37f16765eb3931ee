# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG's API v1 as a choice: every PRTG has it."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import (
    Dialect,
    Options,
    credentials_of,
    no_credentials,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking


def _asking() -> Asking:
    # delayed, since it brings the filter language along: 25 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.filters import TABLES

    return TABLES


#: The ways to authenticate, the best one first.
_WAYS = (("api_token",), ("username", "passhash"), ("username", "password"))

#: Credentials whose parameters have names of their own.
_PARAMETERS = {"api_token": "apitoken"}


def _connect(settings: HttpSettings, options: Options) -> PrtgServer:
    # delayed, since a task speaks one API only: 22 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.client import V1Server

    credentials = credentials_of(options, *_WAYS)
    if credentials is None:
        raise no_credentials("v1", *_WAYS)
    return V1Server(settings, {_PARAMETERS.get(name, name): value for name, value in credentials.items()})


DIALECT = Dialect(
    name="v1",
    is_meant=lambda url: True,
    asking=_asking,
    connect=_connect,
    lacks={
        "settings": Lack(
            "needs API v2: API v1 takes one request or more for each host",
            "Leave it out, or set api to v2 and url to the application server.",
        )
    },
)
