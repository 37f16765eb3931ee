# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a server says of itself over TEXTLIST: the lines of a reply that are about no object.

All of it comes with one reply, which is asked for once. What such lines mean is in the document; that a user's id is
that of the account, and that a server with a new version says so in every reply, is taken from there and unverified.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import ServerClock
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.facts import Section, number, text
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import (
    NEW_VERSION,
    TRIAL,
    USER,
    Reply,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.objects import (
    DEVICE,
    GROUP,
    SENSOR,
    Counts,
    Heard,
    Listing,
    unix,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.version import Known, version_in
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

#: IPCheck 5.0 and PRTG 7.0, for which the document is; of later versions it only says that they may tell more.
KNOWN = Known((5, 0), (7, 0))


class Client(t.Protocol):
    """What the facts are asked with."""

    http: HttpClient

    def heard(self, query: Query) -> Heard:
        """The reply with everything that the account sees."""

    def listed(self, heard: Heard, query: Query) -> Listing:
        """The objects of a reply."""


class TextlistFacts:
    """``ServerFacts`` over TEXTLIST."""

    known = KNOWN

    def __init__(self, client: Client) -> None:
        self._client = client
        self._heard: Heard | None = None

    @property
    def clock(self) -> ServerClock:
        """The server's clock, by the headers of its answers: the time in a reply is in the zone of the account."""
        return self._client.http.clock

    def version(self) -> str | None:
        """The version, which every reply begins with."""
        return version_in(self._told().reply.version)

    def status(self) -> dict[str, Section]:
        """The user, and the time in the zone of the account."""
        reply = self._told().reply
        time = None if reply.clock is None else iso(unix(reply.clock, 0)).rstrip("Z")
        return {
            "account": {"user_id": text(_first_of(reply, USER), self._client.http.redact)},
            "clock": {"shown": time},
        }

    def license(self) -> Section:
        """The days of a trial, -1 after it, and whether there is a new version: a server that has none may say nothing.

        IPCheck alone tells either where there is nothing to tell, so that a missing line is no answer (note 3).
        """
        reply = self._told().reply
        new = _first_of(reply, NEW_VERSION)
        return {"trial_days": number(_first_of(reply, TRIAL)), "update_available": True if new else None}

    def totals(self) -> Section:
        """The objects of the reply by their lines; probes are groups there, and nobody tells which."""
        listing = self._client.listed(self._told(), Query())
        kinds = [row.kind for row in listing.rows.values() if row.id != ROOT_ID]
        states = Counts(listing.rows.values(), listing.doubts).summary(ROOT_ID) or {}
        return {
            "sensors": {**states, "total": kinds.count(SENSOR) + len(listing.doubts)},
            "devices": kinds.count(DEVICE),
            "groups": kinds.count(GROUP),
        }

    def _told(self) -> Heard:
        if self._heard is None:
            self._heard = self._client.heard(Query())
        return self._heard


def _first_of(reply: Reply, identifier: str) -> str | None:
    """The first parameter of the lines with an identifier; None if none has one, or if they do not say the same."""
    told = {"".join(line.parameters[:1]).strip() for line in reply.lines if line.identifier == identifier}
    return (told.pop() or None) if len(told) == 1 else None
