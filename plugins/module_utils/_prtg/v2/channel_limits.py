# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Channels with their limits over PRTG's API v2: the part ``channel_limits``, lists of channels with all sections.

No source has the name of the section that the limits are in, or of the members there. So they are looked for in any
section, under the names that filters have for them (overview, "Filters"), and in the flat shape, where limits have the
same names with underscores (facts, section 3).
"""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import Allow
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limited import channel_record
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limits import MESSAGES, NUMBERS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import ID
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    IDS_PER_REQUEST,
    Channels,
    Query,
    channels_of,
    in_batches,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.settings import Shower
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.channels import read_channel
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import (
    ALL_SECTIONS,
    Row,
    flag,
    members_by_plain_name,
    number,
    text,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Listing, Transport, any_of

#: What the switch is called in API v1, and what shows words in place of numbers in filters of API v2 and in API v1.
_SWITCH, _LOOKUPS = "limitmode", ("lookupdefinitionid", "valuelookup")


class _Client(t.Protocol):
    client: Transport
    warnings: list[str]


class V2ChannelLimits:
    """The part ``channel_limits`` of API v2; see ``DetailsPart``. It is asked about sensors alone."""

    def __init__(self, client: _Client) -> None:
        self._client = client.client
        self._warnings = client.warnings
        self._shower = Shower(client.client.http.redact)
        self._is_told = False

    def requests(self, count: int) -> int:
        """A list for each batch of sensors, as long as it is one page."""
        return -(-count // IDS_PER_REQUEST)

    def read(self, objects: t.Sequence[PrtgObject], query: Query, _allow: Allow) -> dict[str, t.Any]:
        """The channels of each sensor, with their limits; see ``DetailsPart``."""
        read = functools.partial(self._read, query)
        exchange = functools.partial(self._client.http.exchange, "GET", "/channels")
        found = channels_of([one.id for one in objects], read, self._client.sleep, self._warnings, exchange)
        if found and not self._is_told:
            self._warnings.append(
                "PRTG's API v2 of this server tells no limits of channels, which are null: use API v1."
            )
        return dict(found)

    def _read(self, query: Query, sensor_ids: t.Sequence[str]) -> Channels:
        found: Channels = {sensor_id: [] for sensor_id in sensor_ids}
        for batch in in_batches([sensor_id for sensor_id in found if ID.fullmatch(sensor_id)]):
            asked = any_of("parentid", batch)
            listing = Listing("channels", asked, include=(ALL_SECTIONS,), identity=("id", "name"))
            for row in self._client.rows(listing, query):
                sensor_id, channel = read_channel(row)
                if sensor_id in found:
                    found[sensor_id].append(self._limited(row, channel))
        return {sensor_id: sorted(channels, key=lambda one: int(one["id"])) for sensor_id, channels in found.items()}

    def _limited(self, row: Row, channel: dict[str, t.Any]) -> dict[str, t.Any]:
        told = members_by_plain_name(row)
        self._is_told = self._is_told or not told.keys().isdisjoint(NUMBERS)
        messages = {name: self._text(told.get(name)) for name in MESSAGES}
        lookups = (self._text(told.get(name)) for name in _LOOKUPS)
        return channel_record(
            channel,
            flag(told.get(_SWITCH)),
            {name: number(told.get(name)) for name in NUMBERS},
            messages,
            next((one for one in lookups if one), None),
        )

    def _text(self, value: t.Any) -> str | None:
        found = text(value)
        return None if found is None else self._shower.text(found)
