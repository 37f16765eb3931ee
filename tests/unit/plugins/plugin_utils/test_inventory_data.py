# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""All or nothing."""

from __future__ import annotations

import pytest
from ansible.inventory.data import InventoryData

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._inventory import rename_hosts, unchanged_on_error


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


def with_hosts(**members):
    inventory = InventoryData()
    for group, hosts in members.items():
        inventory.add_group(group)
        for host in hosts:
            inventory.add_host(host, group)
            inventory.set_variable(host, f"from_{group}", group)
    return inventory


def test_renamed_hosts_keep_place_groups_and_variables():
    inventory = with_hosts(linux=["web", "db"], top=["web"])
    rename_hosts(inventory, {"web": "web_a"})
    inventory.reconcile_inventory()
    members, _children, groups = shape(inventory)
    assert list(inventory.hosts) == ["web_a", "db"]
    assert (members["linux"], members["top"]) == (["web_a", "db"], ["web_a"])
    assert set(groups["web_a"]) == {"all", "linux", "top"}
    host = inventory.get_host("web_a")
    assert (host.name, host.address, host.vars["from_top"]) == ("web_a", "web_a", "top")
    assert host.get_magic_vars()["inventory_hostname"] == "web_a"
    assert inventory.get_host("web") is None
    assert inventory.get_groups_dict()["linux"] == ["web_a", "db"]


def test_a_new_host_of_the_old_name_joins_the_groups_as_well():
    inventory = with_hosts(linux=["web"])
    rename_hosts(inventory, {"web": "web_a"})
    inventory.add_host("web", "linux")
    assert [host.name for host in inventory.groups["linux"].get_hosts()] == ["web_a", "web"]


def test_names_may_change_places():
    inventory = with_hosts(first=["a"], second=["b"])
    rename_hosts(inventory, {"a": "b", "b": "c"})
    assert [host.name for host in inventory.groups["first"].hosts] == ["b"]
    assert [host.name for host in inventory.groups["second"].hosts] == ["c"]
    assert set(inventory.hosts) == {"b", "c"}


def test_a_renamed_host_becomes_a_part_of_the_one_that_is_called_so():
    inventory = with_hosts(linux=["web"], extra=["web_a"])
    inventory.set_variable("web_a", "from_linux", "older")
    inventory.hosts["web_a"].vars["inventory_file"] = "hosts.ini"
    rename_hosts(inventory, {"web": "web_a"})
    assert set(inventory.hosts) == {"web_a"}
    variables = inventory.hosts["web_a"].vars
    assert (variables["from_linux"], variables["from_extra"]) == ("linux", "extra")
    assert variables["inventory_file"] == "hosts.ini"
    assert [host.name for host in inventory.groups["linux"].get_hosts()] == ["web_a"]


def fail_after_renaming(inventory):
    with unchanged_on_error(inventory):
        rename_hosts(inventory, {"web": "web_a"})
        inventory.add_host("web", "linux")
        raise ValueError("stop")


def test_renaming_is_undone_with_all_else():
    inventory = with_hosts(linux=["web"])
    before = shape(inventory)
    with pytest.raises(ValueError, match="stop"):
        fail_after_renaming(inventory)
    assert shape(inventory) == before
    assert inventory.hosts["web"].name == "web"
    assert inventory.groups["linux"].host_names == {"web"}
