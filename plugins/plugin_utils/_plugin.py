# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The inventory plugin of a monitoring service, whichever it is: the story of a run."""

from __future__ import annotations

import os
import typing as t

from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._constructed import Constructed, group_name
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._environment import without_empty
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._failing import failures_for_core, require_requests
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._filling import Filling
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._inventory import rename_hosts, unchanged_on_error
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._naming import Naming
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._reach import Reach
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._reading import Cache, Reading
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._servers import remember
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._service import Service


class MonitoringInventory(BaseInventoryPlugin, Constructed, Cacheable):
    """Hosts, groups and variables from the ``service``; a plugin adds its documentation and its ``NAME``."""

    service: type[Service]

    _sanitize_group_name = staticmethod(group_name)

    def verify_file(self, path: str) -> bool:
        """Whether ``path`` is named like one of our sources."""
        names = tuple(f"{self.service.profile.key}.{ending}" for ending in ("yml", "yaml"))
        ours = os.path.basename(path) in names or path.endswith(tuple(f".{name}" for name in names))
        return ours and super().verify_file(path)

    def parse(self, inventory: t.Any, loader: t.Any, path: str, cache: bool = True) -> None:
        """Fill ``inventory`` from the source at ``path``, or raise ``AnsibleParserError`` and leave it as it was."""
        super().parse(inventory, loader, path, cache)
        profile, report = self.service.profile, Report(self.display, self.NAME)
        with without_empty(f"{profile.key}_".upper()):
            given = self._read_config_data(path)
        require_requests(AnsibleParserError)
        with failures_for_core(AnsibleParserError, profile.libraries):
            with report.phase("reading"):
                options = Configuration(self, given, profile)
                service = self.service(options, report)
                reach = Reach(service, options, report)
                kept = self._kept(path, service, options, report)
                rows, stale = Reading(service, options, report).rows(kept, may_hit=cache)
            with report.phase("filter and names"):
                rows.objects = service.fitting(rows)
                named = Naming(service, options, report, reach, self.composed).hosts(rows.objects, inventory)
        with unchanged_on_error(inventory):
            rename_hosts(inventory, named.renamed)
            Filling(self, service, options, report, reach).fill(named.hosts, rows)
        remember(inventory, named.source)
        if options["stale_if_error"]:
            self._tell_whether_stale(f"{profile.key}_inventory_stale", stale)

    def _kept(self, path: str, service: Service, options: Configuration, report: Report) -> Cache | None:
        """What is kept of the source at ``path``, if its options say so."""
        if not options["cache"]:
            return None
        return Cache(self._cache, self.get_cache_key(path), service, options, report)

    def _tell_whether_stale(self, variable: str, stale: bool) -> None:
        """Set the variable that says whether anything in the inventory is from before an outage."""
        of_another = bool(self.inventory.groups["all"].vars.get(variable))
        self.inventory.set_variable("all", variable, stale or of_another)
