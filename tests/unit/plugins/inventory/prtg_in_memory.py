# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PRTG in memory, and sources that read it."""

from __future__ import annotations

import contextlib

import yaml
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import inventory_loader

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query, Snapshot

NAME = "opswatch.monitoring.prtg"
URL = "https://prtg.example.com"
NOTHING_READ = dict.fromkeys(FIELDS)


def record(number, kind, name, parent, **more):
    return PrtgObject(**{**NOTHING_READ, "id": str(number), "kind": kind, "name": name, "parent_id": parent, **more})


TREE = [
    record(0, "group", "Root", None),
    record(1, "probe", "Local Probe", "0", active=True, tags=()),
    record(10, "group", "Servers", "1", active=True, tags=("prod",)),
]


def device(number, name, **more):
    path = ("Local Probe", "Servers", name)
    values = {"status": "up", "active": True, "tags": ("linux",), "parent_tags": ("prod",), "path": path, "priority": 3}
    return record(number, "device", name, "10", **{**values, **more})


WEB = device(100, "web", host="https://192.0.2.1:8443")
DB = device(101, "db", host="", status="pausedbyuser", active=False, paused_by="user", tags=("linux", "mysql"))


class FakeServer:
    """Answers with its objects and keeps what it was asked; ``error`` is raised instead."""

    def __init__(self, objects):
        self.api = "v1"
        self.warnings = []
        self.objects = objects
        self.needs = []
        self.counted = []
        self.options = None
        self.error = ()

    def read(self, need):
        self.needs.append(need)
        for error in self.error:
            raise error
        every = [*TREE, *self.objects]
        found = [one for one in every if one.kind in need.kinds and (need.ids is None or one.id in need.ids)]
        summaries = {one.id: {"up": 2} for one in found} if need.summary else {}
        settings = {one.id: {"basic": {"priority": "3"}} for one in found} if need.settings else {}
        return Snapshot(found, Tree(every), Query(["GET /api/table.xml"], len(found)), summaries, settings)

    def total(self, kind):
        self.counted.append(kind)
        return 5

    def channels(self, sensor_ids, query=None):
        return {sensor_id: [{"id": "0", "name": "Ping Time", "last_value": 12.0}] for sensor_id in sensor_ids}

    @contextlib.contextmanager
    def connected(self, options):
        self.options = dict(options)
        yield self


class Source:
    """A configuration file and what comes of it."""

    def __init__(self, folder):
        self.folder = folder
        self.path = folder / "prtg.yml"
        self.cache = {
            "cache": True,
            "cache_plugin": "ansible.builtin.jsonfile",
            "cache_connection": str(folder / "cache"),
            "cache_timeout": 100,
        }

    def parse(self, use_cache=True, inventory=None, **options):
        inventory = InventoryData() if inventory is None else inventory
        self.path.write_text(
            yaml.safe_dump({"plugin": NAME, "url": URL, "api_token": "t0ken", **options}), encoding="utf-8"
        )
        plugin = inventory_loader.get(NAME)
        plugin.parse(inventory, DataLoader(), str(self.path), cache=use_cache)
        with contextlib.suppress(AttributeError):
            plugin.update_cache_if_changed()
        inventory.reconcile_inventory()
        return inventory


def members(inventory, group):
    return sorted(host.name for host in inventory.groups[group].get_hosts())


def variables(inventory, host):
    return {name: value for name, value in inventory.hosts[host].vars.items() if not name.startswith("inventory_")}
