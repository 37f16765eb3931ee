# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG's API v2 as a choice: where the application server is."""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import (
    Dialect,
    Options,
    credentials_of,
    no_credentials,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking

#: Ports of the PRTG application server (HTTPS, HTTP), which alone serves API v2.
PORTS = (1616, 1615)

#: What its paths begin with.
BASE_PATH = "/api/v2"

#: The ways to authenticate, the best one first.
_WAYS = (("api_token",), ("username", "password"))


def _asking() -> Asking:
    # delayed, since it brings the filter language along: 27 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import CURRENT

    return CURRENT


def _connect(settings: HttpSettings, options: Options) -> PrtgServer:
    # delayed, since a task speaks one API only: 27 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.client import V2Server

    credentials = credentials_of(options, *_WAYS)
    if credentials is not None:
        at = DIALECT.url_at(settings.url)
        return V2Server(settings._replace(url=at), credentials, web_interface(at))
    if options.get("username") and options.get("passhash"):
        raise ConfigurationError(
            "PRTG's API v2 takes no passhash", hint="Set api_token, or username and password, or use api v1."
        )
    raise no_credentials("v2", *_WAYS)


def web_interface(url: str) -> str:
    """Where PRTG's web interface is, as far as the ``url`` of API v2 tells: on the same host, at the default port.

    The application server has ports of its own; where it is reached by another, something before it serves both. That
    is likely and unverified: API v2 itself does not tell.
    """
    parts = urllib.parse.urlsplit(url)
    own = "" if parts.port is None else f":{parts.port}"
    place = parts.netloc[: -len(own)] if parts.port in PORTS else parts.netloc
    return f"{parts.scheme}://{place}{DIALECT.server_path(parts.path).rstrip('/')}"


def _is_meant(url: urllib.parse.SplitResult) -> bool:
    return BASE_PATH in url.path or url.port in PORTS


def _look(http: HttpClient) -> str | None:
    # delayed, since only a task about the server looks for other APIs
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.health import look

    return look(http, BASE_PATH)


DIALECT = Dialect(
    name="v2",
    is_meant=_is_meant,
    asking=_asking,
    connect=_connect,
    base_path=BASE_PATH,
    ports=dict(zip(("https", "http"), PORTS)),
    look=_look,
)
