# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From connection options to the right ``PrtgServer``."""

from __future__ import annotations

import contextlib
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import dialect_of, server_path
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable


@contextlib.contextmanager
def connected(options: t.Mapping[str, t.Any]) -> t.Iterator[PrtgServer]:
    """The server that the options name, closed at the end. Nothing is sent before the first call.

    Whoever is stopped (the keyword ``timeout``, Ctrl-C) does not log out, which could take as long as any request.
    Raises ``ConfigurationError`` for options that are missing or contradict each other.
    """
    settings = _options.http_settings("prtg", options)
    refuse_other_server(options)
    server = dialect_of(options).connect(settings, options)
    try:
        yield server
    except BaseException as error:
        server.close(log_out=isinstance(error, Exception))
        raise
    server.close()


def server_of(options: t.Mapping[str, t.Any]) -> str:
    """What the server of these options is called: ``server_name``, else host and base path of the URL.

    The same for all APIs of one server, which differ in their ports and base paths.
    """
    name = (options.get("server_name") or "").strip()
    if not name.isprintable():
        raise ConfigurationError(f"server_name holds what cannot be shown: {printable(name)}")
    if name:
        return name
    parts = urllib.parse.urlsplit(_options.base_url("prtg", options))
    host = (parts.hostname or "").lower().rstrip(".")
    return f"{host}{server_path(parts.path)}"


def refuse_other_server(options: t.Mapping[str, t.Any]) -> None:
    """``ConfigurationError`` if ``expect_server`` is given, and is not what the server of these options is called.

    Up to the first slash, where the host of a URL ends, upper and lower case are the same.
    """
    expected = options.get("expect_server")
    if expected is None or comparable(expected) == comparable(server_of(options)):
        return
    raise ConfigurationError(
        f"the objects belong to the server {printable(expected.strip())}, and this task talks to {server_of(options)}, "
        "where their ids are other objects",
        hint="Give the connection of that server (url and credentials). If this is it, give the connection that name "
        "with server_name.",
    )
