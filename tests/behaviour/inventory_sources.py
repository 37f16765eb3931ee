# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources of the inventory plugins, read in the test's process: what depends on a server, not on ansible-inventory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import inventory_loader


class Listing:
    """What came of a source: its hosts with their variables, and its groups."""

    def __init__(self, data: InventoryData) -> None:
        self.data = data

    @property
    def hostvars(self) -> dict[str, dict[str, Any]]:
        """The variables of every host, without those that Ansible adds."""
        return {
            name: {key: value for key, value in host.vars.items() if not key.startswith("inventory_")}
            for name, host in self.data.hosts.items()
        }

    def hosts(self, group: str) -> set[str]:
        """The hosts of a group and of the groups below it."""
        return {host.name for host in self.data.groups[group].get_hosts()} if group in self.data.groups else set()

    @property
    def plain(self) -> dict[str, Any]:
        """Everything, in a form that can be compared."""
        groups = {
            name: ([host.name for host in group.hosts], [child.name for child in group.child_groups])
            for name, group in self.data.groups.items()
        }
        return {"hostvars": self.hostvars, "groups": groups}


class Sources:
    """Configuration files in ``folder``, read with the variables of an API in the environment and without retries."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, service: str = "prtg") -> None:
        self.name = f"opswatch.monitoring.{service}"
        self.path = folder / f"{service}.yml"
        self.monkeypatch = monkeypatch

    def read(self, env: Mapping[str, str], use_cache: bool = False, **options: Any) -> Listing:
        """What comes of a source with these options."""
        inventory = InventoryData()
        self.path.write_text(yaml.safe_dump({"plugin": self.name, "retries": 0, **options}), encoding="utf-8")
        with self.monkeypatch.context() as patch:
            for name, value in env.items():
                patch.setenv(name, value)
            plugin = inventory_loader.get(self.name)
            plugin.parse(inventory, DataLoader(), str(self.path), cache=use_cache)
            if "cache" in options:
                plugin.update_cache_if_changed()
        inventory.reconcile_inventory()
        return Listing(inventory)

    def refused(self, env: Mapping[str, str], **options: Any) -> str:
        """What the error says that has to come of a source with these options."""
        with pytest.raises(AnsibleParserError) as failure:
            self.read(env, **options)
        return str(failure.value)
