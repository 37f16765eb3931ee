# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""All or nothing."""

from __future__ import annotations

import pytest
from ansible.inventory.data import InventoryData

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._inventory import unchanged_on_error


def shape(inventory):
    groups = inventory.groups.items()
    members = {name: [host.name for host in group.hosts] for name, group in groups}
    children = {name: [child.name for child in group.child_groups] for name, group in groups}
    return members, children, {name: [group.name for group in host.groups] for name, host in inventory.hosts.items()}


def fail_after_adding(inventory):
    with unchanged_on_error(inventory):
        inventory.add_group("new")
        inventory.add_group("deep")
        inventory.add_child("old", "new")
        inventory.add_child("new", "deep")
        inventory.add_host("after", "deep")
        inventory.add_host("before", "deep")
        raise ValueError("stop")


def test_what_was_there_stays_and_what_was_added_goes():
    inventory = InventoryData()
    inventory.add_group("old")
    inventory.add_host("before", "old")
    before = shape(inventory)
    with pytest.raises(ValueError, match="stop"):
        fail_after_adding(inventory)
    assert shape(inventory) == before


def test_success_keeps_everything():
    inventory = InventoryData()
    with unchanged_on_error(inventory):
        inventory.add_host("after")
    assert "after" in inventory.hosts


def test_what_earlier_sources_said_is_not_lost():
    inventory = InventoryData()
    inventory.add_host("before")
    inventory.set_variable("before", "kept", 1)
    with pytest.raises(TypeError), unchanged_on_error(inventory):
        len(inventory.hosts["before"].vars.update(kept=2, more=3))
    assert inventory.hosts["before"].vars["kept"] == 1
    assert "more" not in inventory.hosts["before"].vars
