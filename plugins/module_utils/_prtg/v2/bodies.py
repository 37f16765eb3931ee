# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How many objects a request to PRTG's API v2 can name."""

from __future__ import annotations

import json
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import IDS_PER_REQUEST

#: Bytes that a server takes: 15 kilobyte (overview, BODY_TOO_LARGE), which may be thousands.
LARGEST = 15_000

#: What naming an object takes at most: ``id = "2147483647" or `` with its quotes escaped.
OF_AN_OBJECT = 24

#: What surrounds the names of objects: ``{"filter": "", }``.
OF_A_FILTER = 16


def fitting(body: t.Mapping[str, t.Any] | None) -> int:
    """How many objects fit into a request beside ``body``; ``ConfigurationError`` if that is too large by itself.

    A request for many must end within the 25 s that a server gives it, too, so that it names ``IDS_PER_REQUEST``.
    """
    taken = len(json.dumps(body, ensure_ascii=False).encode()) + OF_A_FILTER if body else OF_A_FILTER
    number = (LARGEST - taken) // OF_AN_OBJECT
    if number < 1:
        raise ConfigurationError(
            f"what is to be sent with an object takes {taken} bytes, and PRTG's API v2 takes {LARGEST} at a time",
            hint="Nothing was changed. Shorten the text, such as reason.",
        )
    return min(number, IDS_PER_REQUEST)
