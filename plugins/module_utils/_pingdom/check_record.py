# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The record of an uptime check: what the list tells of it, by our names, the same keys whichever version answered."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Kind, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import shown_time

#: A point in time as ISO 8601 in UTC; None for what no one can read.
_TIME = Kind({"type": "str"}, lambda value: value, shown_time, lambda name, value: {name: value})
#: Tags that Pingdom has found out by itself.
_AUTO_TAGS = Kind(
    {"type": "list", "elements": "str"},
    lambda value: value,
    lambda raw: kinds.tag_names(raw, "a"),
    lambda name, value: {name: value},
)

#: Attributes of ``checks.(entry)`` in the 2.1 documentation, and of ``Checks`` in the OpenAPI document 3.1. Lists have
#: probe filters only where they are set (reference of the list: recorded answers), ``severity_level`` only if asked.
RECORD = Schema(
    (
        Field("id", kinds.INTEGER, always=True),
        Field("name", kinds.TEXT),
        Field("host", kinds.TEXT, read="hostname"),
        Field("type", kinds.TEXT),
        Field("status", kinds.TEXT),
        Field("resolution", kinds.INTEGER),
        Field("tags", kinds.TAGS, []),
        Field("auto_tags", _AUTO_TAGS, [], read="tags"),
        Field("ipv6", kinds.BOOLEAN),
        Field("probe_filters", kinds.REGIONS, []),
        Field("severity_level", kinds.TEXT),
        Field("created", _TIME),
        Field("lasttesttime", _TIME),
        Field("lastresponsetime", kinds.INTEGER),
        Field("lasterrortime", _TIME),
        Field("lastdownstart", _TIME),
        Field("lastdownend", _TIME),
    )
)


def record(row: Row) -> dict[str, t.Any]:
    """The record of a row of the list, which was read with tags; null is what the list does not tell.

    ``UnexpectedAnswer`` for a member of a shape that was never seen.
    """
    values = RECORD.of_answer(row, "check")
    return {name: [*value] if isinstance(value, list) else value for name, value in values.items()}
