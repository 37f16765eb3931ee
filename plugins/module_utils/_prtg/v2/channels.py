# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The last value of a channel in API v2: a number in the unit that is shown with it."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg._shown import read_shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import (
    Row,
    member,
    name_of,
    number,
    text,
)

_CHANNEL_ID = re.compile(r"([0-9]{1,18})\.(-?[0-9]{1,18})")


def read_channel(row: Row) -> tuple[str | None, dict[str, t.Any]]:
    """The sensor's id, and ``id`` (within the sensor), ``name``, ``last_value`` and ``unit`` of a channel.

    ``display_value`` is in the unit shown; it is a number, a text such as ``12 msec`` or null (seen live). ``value`` is
    in a base unit: it stands in only where the other is missing altogether, and helps to read the text.
    """
    full_id = row.get("id")
    parts = _CHANNEL_ID.fullmatch(full_id) if isinstance(full_id, str) else None
    measured = row.get("last_measurement") if isinstance(row.get("last_measurement"), dict) else {}
    measured = measured or {}
    shown = measured.get("display_value", measured.get("value"))
    last_value, shown_unit = number(shown), None
    if last_value is None and isinstance(shown, str):
        last_value, shown_unit = read_shown(shown.strip(), number(measured.get("value")))
    unit = text(member(row, ("basic", "displayunit"))) or text(member(row, ("unit", "display_unit")))
    channel = {
        "id": parts.group(2) if parts else None,
        "name": name_of(row),
        "last_value": last_value,
        "unit": unit or shown_unit,
    }
    return (parts.group(1) if parts else None), channel
