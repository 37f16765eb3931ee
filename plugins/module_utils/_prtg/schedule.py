# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an API of PRTG tells and takes of schedules and maintenance windows: the protocol of the part ``schedule``."""

from __future__ import annotations

import datetime
import typing as t

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.zones import Zone


class Scheduled(t.NamedTuple):
    """What an object has under "Schedules, Dependencies, and Maintenance Window".

    ``inherits``: it has nothing of that itself, as PRTG counts it (None: nothing is above it); what is above counts in
    any case. ``window``:
    there is a maintenance window, from ``start`` to ``end`` on the clock of the account (None: cannot be read; without
    a window they say nothing). ``others`` are all other settings there, each with all its values, as PRTG has
    them, ``own`` those of them in words that pause the object or may.
    """

    inherits: bool | None
    window: bool
    start: datetime.datetime | None
    end: datetime.datetime | None
    others: t.Mapping[str, t.Sequence[str]]
    own: tuple[str, ...] = ()


class SchedulePart(t.Protocol):
    """The part ``schedule`` of an API. All methods but ``zone`` may be called by several threads."""

    def zone(self, some: PrtgObject) -> Zone | None:
        """The time zone of the account, as the server tells it with ``some`` object; None if it does not."""

    def read(self, found: PrtgObject) -> Scheduled:
        """What an object has. ``PermissionDenied`` or ``UnexpectedAnswer`` where nothing shows it."""

    def write(self, found: PrtgObject, wanted: Scheduled) -> None:
        """Give an object all of this. What PRTG says to it proves nothing."""
