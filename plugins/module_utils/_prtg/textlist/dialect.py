# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""TEXTLIST as a choice: the interface of IPCheck Server Monitor 5 and PRTG Network Monitor 7.

Its maker calls it deprecated even there; whether any later server has it is unknown. So it is never chosen unless the
URL or the option names it.
"""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import (
    Dialect,
    Options,
    credentials_of,
    look_at_web_interface,
    no_credentials,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.parts import LACKS
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking

#: Its only path.
PATH = "/textlist"

#: The only way to authenticate, and what its parameters are called there.
_WAY = ("username", "password")
_PARAMETERS = {"username": "login", "password": "pass"}


def _asking() -> Asking:
    # delayed, since it brings the filter language along, as over the other APIs
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.filters import WHOLE

    return WHOLE


def _connect(settings: HttpSettings, options: Options) -> PrtgServer:
    # delayed, since a task speaks one API only
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.client import TextlistServer

    credentials = credentials_of(options, _WAY)
    if credentials is not None:
        parameters = {_PARAMETERS[name]: value for name, value in credentials.items()}
        at = DIALECT.url_at(settings.url)
        return TextlistServer(settings._replace(url=at), parameters, at.rstrip("/")[: -len(PATH)])
    for name, what in (("api_token", "API key"), ("passhash", "passhash")):
        if options.get(name):
            raise ConfigurationError(
                f"PRTG's TEXTLIST takes no {what}", hint="Set username and password, or use another api."
            )
    raise no_credentials("textlist", _WAY)


def _look(http: HttpClient) -> str | None:
    """Why TEXTLIST is not there; None where it may be.

    The path is asked for without credentials: a server that does not know it needs to get none. What one that does
    answers then, no document says, and others show their log-in page for any path.
    """
    why = look_at_web_interface(http)
    if why is None and http.get(PATH).status == 404:
        return "PRTG does not know this path here, so that no credentials were sent"
    return why


def _is_meant(url: urllib.parse.SplitResult) -> bool:
    return url.path.rstrip("/").endswith(PATH)


DIALECT = Dialect(
    name="textlist",
    is_meant=_is_meant,
    asking=_asking,
    connect=_connect,
    lacks=LACKS,
    base_path=PATH,
    look=_look,
    shows=False,
)
