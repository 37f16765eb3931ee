# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What the inventory of a service has to supply; all else is the same for each, and knows none of them."""

from __future__ import annotations

import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import MonitoringError
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import Group
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._profile import Profile
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report


class Rows(t.Protocol):
    """What a service has delivered: the objects that may become hosts, and what was ``included``, by its name and id.

    ``read_at`` is when that was, in Unix time. ``visible`` is how many there are whether they were asked for or not;
    None: nobody knows.
    """

    objects: list[t.Any]
    included: dict[str, dict[t.Any, t.Any]]
    read_at: float
    visible: int | None

    @property
    def age(self) -> float:
        """Seconds since the service was read."""
        return time.time() - self.read_at

    def let_go(self) -> None:
        """Keep no object any longer: what is wanted of them is known."""
        self.objects = []


class Grouping(t.Protocol):
    """The built-in groups of some objects."""

    @property
    def groups(self) -> list[Group]:
        """Every group that an object was found to belong to, and those above them, parents first."""

    def of(self, one: t.Any) -> list[Group]:
        """The groups that ``one`` belongs to directly."""


class Service(t.Protocol):
    """A monitoring service as one source asks it; made before anything is sent, and refuses then what it can.

    Its methods raise the errors of ``_errors``.
    """

    profile: t.ClassVar[Profile]

    #: What kind of object becomes a host
    kind: str

    #: The values that every host has alike, by the names in ``SHARED``
    shared: t.Mapping[str, str]

    def __init__(self, options: Configuration, report: Report) -> None:
        """The service as one source asks it; ``ConfigurationError`` for options that do not go together."""

    @property
    def identity(self) -> str:
        """Which rows are meant: a digest of the service, the account, and what is asked. It holds no secret."""

    def read(self) -> t.Any:
        """The ``Rows`` from the service."""

    def counted_none(self) -> t.Any:
        """Rows without objects if the service itself says that it has none at all, else None; asked in another way."""

    def shows_nothing(self) -> MonitoringError:
        """The error for a service that shows this account nothing at all."""

    def refuse_nothing(self, visible: int | None) -> None:
        """Refuse an inventory without hosts where of the ``visible`` objects none fits; warn if it may be so."""

    def dump(self, rows: t.Any) -> dict[str, t.Any]:
        """``rows`` for a cache."""

    def load(self, kept: t.Any) -> t.Any:
        """Rows from a cache; None if they hold less than is wanted or nothing, or are damaged."""

    def fitting(self, rows: t.Any) -> list[t.Any]:
        """Those of the objects that become hosts, where that is decided here."""

    def address(self, one: t.Any) -> str | None:
        """What the service has as the address of an object."""

    def grouping(self, rows: t.Any) -> Grouping:
        """What makes the built-in groups."""
