# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From objects to hosts: names that are preferred, told apart from each other and from those of other sources."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._addresses import means_controller
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._hosts import (
    Host,
    Record,
    Variables,
    clean_name,
    tell_apart,
    with_address,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import RESERVED
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._reach import Reach
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._servers import (
    Beside,
    Source,
    names_beside,
    sources_of,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._service import Service

Wanted = t.Sequence[tuple[str, t.Any]]


class Named(t.NamedTuple):
    """The ``hosts`` of a source, hosts of earlier ones that are ``renamed``, and what later ones have to know of it."""

    hosts: list[Host]
    renamed: t.Mapping[str, str]
    source: Source


class Naming:
    """Gives names to objects of a service; ``composed`` is what evaluates expressions for a host."""

    def __init__(
        self,
        service: Service,
        options: Configuration,
        report: Report,
        reach: Reach,
        composed: t.Callable[..., dict[str, t.Any]],
    ) -> None:
        self._service = service
        self._reach = reach
        self._fields = frozenset(service.profile.fields)
        self._preferences: list[str] = options["hostnames"]
        self._duplicates: str = options["duplicates"]
        self._strict: bool = options["strict"]
        self._variables = Variables(service.profile, options.used, options["hostvars_prefix"], service.shared)
        self._report = report
        self._composed = composed
        self._nameless = 0

    def hosts(self, objects: t.Sequence[t.Any], inventory: t.Any) -> Named:
        """Each object as a host of ``inventory``, with the name that it has beside all others."""
        reached = self._reach.of(objects)
        addresses = [found for found, _reason in reached]
        wanted = self._wanted(objects, addresses)
        names = tell_apart(wanted, self._duplicates)
        self._report.count("told apart by their ids", _different(names, [name for name, _one in wanted]))
        beside, source = self._beside_others(wanted, names, inventory)
        self._report.count("told apart from others", _different(beside.names, names) + len(beside.renamed))
        for old, new in beside.renamed.items():
            self._report.detail(f"host {old} of an earlier source is called {new} now")
        self._reach.tell(objects, reached)
        hosts = [Host(*values) for values in zip(beside.names, objects, addresses, strict=True)]
        return Named(hosts, beside.renamed, source)

    def _wanted(self, objects: t.Sequence[t.Any], addresses: t.Sequence[str | None]) -> Wanted:
        """Each object with the name that is wanted for it."""
        expressions = not self._fields.issuperset(self._preferences)
        named = []
        for one, address in zip(objects, addresses, strict=True):
            # What an expression for a name may read: the variables of the host that are there before it has a name.
            known = with_address(self._variables.of(one), address) if expressions else {}
            named.append((self._name(one, known), one))
        if self._nameless:
            self._report.count("without any of the names in hostnames", self._nameless)
        if named and self._nameless == len(named):
            self._report.warn(f"No host has any of the names in hostnames ({', '.join(self._preferences)})")
        return named

    def _beside_others(self, named: Wanted, names: list[str], inventory: t.Any) -> tuple[Beside, Source]:
        """The names beside those of our other sources in this inventory, whose hosts may have to change theirs."""
        wanted = [(name, str(one.id)) for name, one in named]
        source = Source(self._service.shared["server"], self._service.kind, self._duplicates, wanted)
        earlier = sources_of(inventory)
        beside = names_beside(earlier, source) if earlier else Beside(names, {}, frozenset())
        joined = frozenset(inventory.hosts).intersection(beside.names).difference(beside.others)
        return beside, source._replace(joined=joined)

    def _name(self, one: Record, variables: dict[str, t.Any]) -> str:
        """The first of the preferred names that can be one."""
        controllers = []
        for preference in self._preferences:
            name = clean_name(self._preferred(one, preference, variables))
            if not name or name in RESERVED:
                continue
            if not means_controller(name):
                break
            controllers.append(name)
        else:
            name = f"{one.kind}_{one.id}"
            self._nameless += 1
        if controllers:
            self._report.count("not named like the controller")
            self._report.detail(f"host {name} is not called {controllers[0]!r}, which means the controller")
        return name

    def _preferred(self, one: Record, preference: str, variables: dict[str, t.Any]) -> str:
        if preference in self._fields:
            raw = getattr(one, preference)
        else:
            raw = self._composed({"name": preference}, variables, one.label(), self._strict).get("name")
        if isinstance(raw, (bool, list, tuple, dict)):
            raise ConfigurationError(
                f"hostnames: {preference} is no text for {one.label()}",
                hint="Write an expression that makes one of it.",
            )
        return str(raw) if raw else ""


def _different(names: t.Sequence[str], others: t.Sequence[str]) -> int:
    """How many of the names are not those at the same place among the others."""
    return sum(one != other for one, other in zip(names, others, strict=True))
