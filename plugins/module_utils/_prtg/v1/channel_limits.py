# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Channels with their limits over PRTG's API v1: the part ``channel_limits``, a page for each channel.

That page is not documented; see ``V1Limits``, which reads and writes the same.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import PermissionDenied
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import Allow, of_each
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limited import channel_record
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limits import Limits
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.settings import Shower
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.limits import CHANNEL_PATH, V1Limits
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

Channels = list[dict[str, t.Any]]

#: The lookup of a channel without one, as the page names it (PrtgAPI, Channel: what is behind the bar).
_LOOKUP, _NO_LOOKUP = "valuelookup", "none"


class _Page(t.NamedTuple):
    """What the page of a channel tells: whether there is any, its limits (None: none as known), its lookup."""

    is_there: bool
    limits: Limits | None
    lookup: str | None


class _Client(t.Protocol):
    http: HttpClient
    warnings: list[str]

    def channels(self, sensor_ids: t.Sequence[str], query: Query | None = None) -> t.Mapping[str, Channels | None]:
        """The channels of each sensor; see ``PrtgServer``."""


class V1ChannelLimits:
    """The part ``channel_limits`` of API v1; see ``DetailsPart``. It is asked about sensors alone."""

    def __init__(self, client: _Client) -> None:
        self._client = client
        self._http = client.http
        self._limits = V1Limits(client.http)
        self._shower = Shower(client.http.redact)

    def requests(self, count: int) -> int:
        """A table for each sensor, and a page at least, since each has a channel."""
        return 2 * count

    def read(self, objects: t.Sequence[PrtgObject], query: Query, allow: Allow) -> dict[str, t.Any]:
        """The channels of each sensor, with their limits; see ``DetailsPart``."""
        listed = self._client.channels([one.id for one in objects], query)
        ids = {one.id: sorted({channel["id"] for channel in listed[one.id] or ()} - {None}) for one in objects}
        allow(max(0, sum(map(len, ids.values())) - len(objects)))

        def read(sensor: PrtgObject, own: Query) -> dict[str, _Page]:
            return {channel: self._page(sensor, channel, own) for channel in ids[sensor.id]}

        pages = of_each(read, objects, "limits", query)
        self._look_at_silence(objects, pages)
        return {one.id: self._channels(listed[one.id], pages[one.id]) for one in objects}

    def _page(self, sensor: PrtgObject, channel: str, query: Query) -> _Page:
        query.sent.append(f"GET {CHANNEL_PATH} id={sensor.id} channel={channel}")
        form, limits = self._limits.told(sensor, channel)
        _number, _bar, lookup = form.get(f"{_LOOKUP}_{channel}", "").partition("|")
        lookup = lookup.rstrip("|").strip()
        has_lookup = lookup and lookup.lower() != _NO_LOOKUP
        return _Page(bool(form), limits, self._shower.text(lookup) if has_lookup else None)

    def _look_at_silence(self, objects: t.Sequence[PrtgObject], pages: t.Mapping[str, dict[str, _Page]]) -> None:
        """``PermissionDenied`` if no channel of any sensor has a page; a warning for sensors without any.

        Single channels may have none: that those which PRTG has by itself, such as the downtime, have one is
        unverified.
        """
        asked = [one for one in objects if pages[one.id]]
        without = [one.label() for one in asked if not any(page.is_there for page in pages[one.id].values())]
        if without and len(without) == len(asked):
            raise PermissionDenied(
                f"PRTG shows this account no settings of the channels of {some(without)}",
                exchange=self._http.exchange("GET", CHANNEL_PATH),
                hint=answers.NEEDS_WRITE,
            )
        if without:
            self._client.warnings.append(
                f"PRTG shows this account no settings of the channels of {len(without)} of {len(asked)} sensors, whose "
                f"limits are null: {some(without)}"
            )

    def _channels(self, listed: Channels | None, pages: t.Mapping[str, _Page]) -> Channels | None:
        if listed is None:
            return None
        nothing = _Page(False, None, None)
        return [self._channel(channel, pages.get(channel["id"], nothing)) for channel in listed]

    def _channel(self, channel: dict[str, t.Any], page: _Page) -> dict[str, t.Any]:
        limits = page.limits
        if limits is None:
            return channel_record(channel, None, {}, {}, page.lookup)
        messages = {name: self._shower.text(text) for name, text in limits.messages.items()}
        return channel_record(channel, limits.on, limits.numbers, messages, page.lookup)
