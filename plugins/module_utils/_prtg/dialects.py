# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The APIs of PRTG, and which of them the connection options mean."""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.dialect import DIALECT as TEXTLIST
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.dialect import DIALECT as V1
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.dialect import DIALECT as V2

#: Every API, by its name. Of those that are meant by a URL the first speaks.
DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (V2, TEXTLIST, V1)}


def server_path(path: str) -> str:
    """The ``path`` of a URL without what tells the APIs of one server apart, and without a slash at its end."""
    for dialect in DIALECTS.values():
        path = dialect.server_path(path)
    return path.rstrip("/")


def dialect_of(options: t.Mapping[str, t.Any]) -> Dialect:
    """The API that the options name or, with ``auto``, that speaks at their URL; nothing is asked for that."""
    settings = _options.http_settings("prtg", options)
    if options["api"] in DIALECTS:
        return DIALECTS[options["api"]]
    url = urllib.parse.urlsplit(settings.url)
    return next(dialect for dialect in DIALECTS.values() if dialect.is_meant(url))
