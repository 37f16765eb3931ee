# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Hosts, groups and variables into Ansible's inventory."""

from __future__ import annotations

import typing as t

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.module_utils.common.text.converters import to_native

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._constructed import Constructed
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._hosts import Host, Record, Variables, with_address
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import RESERVED, Group, assign_names
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._reach import Reach
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._service import Rows, Service
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import (
    TRUST_IS_TAGGED,
    Plain,
    as_data,
    is_export,
)


class Filling:
    """Adds hosts and groups to the inventory of a ``plugin``, which makes those of expressions."""

    def __init__(
        self, plugin: Constructed, service: Service, options: Configuration, report: Report, reach: Reach
    ) -> None:
        self._plugin = plugin
        self._accepts = reach.accepts
        self._inventory = plugin.inventory
        self._service = service
        self._options = options
        self._report = report

    def fill(self, hosts: list[Host], rows: Rows) -> None:
        """Add the hosts that were made of ``rows``, and their groups.

        Both are empty afterwards: what a host was made of makes room for what Ansible keeps of it, which with many
        hosts is a tenth of the memory at its peak (bench inventory).
        """
        number = len(hosts)
        with self._report.phase("groups"):
            memberships = self._add_groups(hosts, rows)
        rows.let_go()
        with self._report.phase("hosts"):
            self._add_hosts(hosts, memberships, rows)
        self._report.summary(number)

    def _add_hosts(self, hosts: list[Host], memberships: list[list[Group]], rows: Rows) -> None:
        inventory, detailed = self._inventory, self._report.detailed
        variables_of = self._variables(rows)
        hidden = self._fields(self._options.used - self._options.shown)
        construct = self._plugin.constructor(self._accepts)
        composed, plain = self._options["compose"], Plain() if is_export() else None
        for (raw_name, one, address), groups in zip(_taken(hosts), _taken(memberships), strict=True):
            variables = with_address(variables_of(one), address)
            name = inventory.add_host(raw_name if TRUST_IS_TAGGED else as_data(raw_name))
            host = inventory.hosts[name]
            host.vars.update(variables)
            for group in groups:
                inventory.add_host(name, group.name)
            if construct is not None:
                construct(name, {**variables, **hidden.of(one)})
            if plain is not None:
                plain.mark(host.vars, (*variables, *composed))
            if detailed:
                self._explain(name, one)

    def _fields(self, names: t.Collection[str]) -> Variables:
        return Variables(self._service.profile, names, self._options["hostvars_prefix"], self._service.shared)

    def _variables(self, rows: Rows) -> t.Callable[[Record], dict[str, t.Any]]:
        """What makes the variables of an object: its fields, and what was included."""
        prefix, shown = self._options["hostvars_prefix"], self._fields(self._options.shown)
        if not rows.included:
            return shown.of

        def variables_of(one: Record) -> dict[str, t.Any]:
            more = {f"{prefix}{name}": as_data(found.get(one.id)) for name, found in rows.included.items()}
            return {**shown.of(one), **more}

        return variables_of

    def _add_groups(self, hosts: list[Host], rows: Rows) -> list[list[Group]]:
        """Make the built-in groups; returns those of each host, in order."""
        grouping = self._service.grouping(rows)
        memberships = [grouping.of(host.object) for host in hosts]
        assign_names(grouping.groups, {host.name for host in hosts} | set(self._inventory.hosts))
        for group in grouping.groups:
            self._inventory.add_group(group.name)
            self._plugin.reasons[group.name] = group.reason
            self._report.detail(f"group {group.name}: {group.reason}")
            if group.parent is not None:
                self._nest(group.parent.name, group.name)
        return memberships

    def _nest(self, above: str, below: str) -> None:
        """Put one group below another, which two servers can want the other way round."""
        try:
            self._inventory.add_child(above, below)
        except AnsibleError as error:
            hint = "Set group_prefix, or take tree out of group_by, in one of the sources that have such groups."
            raise AnsibleParserError(f"{to_native(error)} {hint}") from None

    def _explain(self, name: str, one: Record) -> None:
        """Say what became of an object, and why."""
        host = self._inventory.hosts[name]
        joined = [group.name for group in host.groups if group.name not in RESERVED]
        why = ", ".join(f"{group} ({self._plugin.reasons.get(group, 'above another')})" for group in joined)
        reached = f"at {host.vars['ansible_host']}" if "ansible_host" in host.vars else "without an address"
        self._report.detail(f"host {name} {reached}: {one.label()}; in {why or 'no group'}")


Item = t.TypeVar("Item")


def _taken(items: list[Item]) -> t.Iterator[Item]:
    """Each of ``items`` in their order, taken out of them."""
    items.reverse()
    while items:
        yield items.pop()
