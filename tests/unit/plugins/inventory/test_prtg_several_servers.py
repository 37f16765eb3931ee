# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several sources in one inventory, of one and of several PRTG servers."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from ansible.errors import AnsibleParserError
from ansible.inventory.data import InventoryData

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg import reading
from tests.unit.plugins.inventory.prtg_in_memory import WEB, FakeServer, device, members, record, variables

A, B = "prtg-a.example.com", "prtg-b.example.com"
PROBE_DEVICE = device(40, "Probe Device", host="192.0.2.40")


@pytest.fixture
def servers(monkeypatch):
    """Two servers with equal ids and one name in common."""
    found = {
        A: FakeServer([PROBE_DEVICE, device(41, "web", tags=("linux",))]),
        B: FakeServer([PROBE_DEVICE._replace(host="192.0.2.140"), device(41, "db", tags=("linux",))]),
    }

    @contextlib.contextmanager
    def connected(options):
        with found[server_of(options)].connected(options) as server:
            yield server

    monkeypatch.setattr(reading, "connected", connected)
    return found


@pytest.fixture
def read(source, servers):
    """Reads sources, given as server and options, into one inventory."""

    def read(*sources, inventory=None):
        inventory = inventory or InventoryData()
        for server, options in sources:
            source.parse(inventory=inventory, **{"url": f"https://{server}", "group_by": ["tags"], **options})
        return inventory

    return read


APART = {"duplicates": "id"}


@pytest.mark.parametrize("order", list(itertools.permutations([(A, APART), (B, APART)])), ids=["a b", "b a"])
def test_equal_names_of_two_servers_are_two_hosts_that_know_whose_they_are(read, order):
    inventory = read(*order)
    assert {name: (host.vars["prtg_server"], host.vars["prtg_id"]) for name, host in inventory.hosts.items()} == {
        f"Probe Device_{A}": (A, "40"),
        f"Probe Device_{B}": (B, "40"),
        "web": (A, "41"),
        "db": (B, "41"),
    }
    assert inventory.hosts[f"Probe Device_{B}"].vars["ansible_host"] == "192.0.2.140"
    assert members(inventory, "tag_linux") == sorted(inventory.hosts)


def test_equal_names_of_two_servers_are_an_error_by_default(read):
    inventory = InventoryData()
    text = rf"1 host names are those of several servers: 'Probe Device' \(device 40 of {A}, device 40 of {B}\)"
    with pytest.raises(AnsibleParserError, match=text) as error:
        read((A, {}), (B, {}), inventory=inventory)
    assert "Set duplicates to id in all these sources" in str(error.value)
    assert {host.vars["prtg_server"] for host in inventory.hosts.values()} == {A}
    with pytest.raises(AnsibleParserError, match=text):
        read((A, APART), (B, {}))


def test_one_server_over_two_apis_is_one(read, servers):
    sources = [(A, APART), (A, {**APART, "url": f"https://{A}:1616/api/v2", "hostvars": ["priority"]})]
    inventory = read(*sources)
    assert set(inventory.hosts) == {"Probe Device", "web"}
    assert inventory.hosts["web"].vars["prtg_priority"] == 3


def test_two_parts_of_one_server(read, servers):
    servers[A].objects.append(device(42, "web", tags=("mysql",)))
    parts = [(A, {"filter": f'tags contains "{tag}"'}) for tag in ("linux", "mysql")]
    with pytest.raises(AnsibleParserError, match=rf"'web' \(device 41 of {A}, device 42 of {A}\)"):
        read(*parts)
    inventory = read(*[(server, {**options, **APART}) for server, options in parts])
    assert {name: host.vars["prtg_id"] for name, host in inventory.hosts.items()} == {
        "Probe Device": "40",
        "web_41": "41",
        "web_42": "42",
    }


def test_servers_that_share_a_host_name_are_told_apart_by_the_names_that_they_are_given(read, servers):
    servers["north"], servers["south"] = servers[A], servers[B]
    sources = [(A, {**APART, "server_name": name}) for name in ("north", "south")]
    inventory = read(*sources)
    assert set(inventory.hosts) == {"Probe Device_north", "Probe Device_south", "web", "db"}
    assert inventory.hosts["db"].vars["prtg_server"] == "south"


def test_what_other_sources_say_of_a_host_stays_with_it(read):
    inventory = read((A, {}))
    inventory.add_group("racks")
    inventory.add_host("web", "racks")
    inventory.add_host("Probe Device", "racks")
    inventory.set_variable("web", "rack", "r1")
    inventory.set_variable("Probe Device", "rack", "r2")
    with pytest.raises(AnsibleParserError):
        read((B, {}), inventory=inventory)
    inventory = InventoryData()
    inventory.add_host("web")
    inventory.set_variable("web", "rack", "r1")
    read((A, APART), inventory=inventory)
    inventory.set_variable("Probe Device", "rack", "r2")
    read((B, APART), inventory=inventory)
    assert variables(inventory, "web")["rack"] == "r1"
    assert variables(inventory, "web")["prtg_server"] == A
    assert variables(inventory, f"Probe Device_{A}")["rack"] == "r2"
    assert "rack" not in variables(inventory, f"Probe Device_{B}")


def test_a_name_of_another_source_that_two_servers_have_is_an_error(read):
    inventory = InventoryData()
    inventory.add_host("Probe Device")
    with pytest.raises(AnsibleParserError, match=f"another kind means one .* such as 'Probe Device_{A}'"):
        read((A, APART), (B, APART), inventory=inventory)
    inventory = InventoryData()
    inventory.add_host(f"Probe Device_{A}")
    inventory.set_variable(f"Probe Device_{A}", "rack", "r1")
    read((B, APART), (A, APART), inventory=inventory)
    assert variables(inventory, f"Probe Device_{A}")["rack"] == "r1"
    assert variables(inventory, f"Probe Device_{A}")["prtg_server"] == A


def test_a_source_that_fails_leaves_names_as_they_were(read, servers):
    inventory = read((A, APART))
    with pytest.raises(Exception, match="Could not set x"):
        read((B, {**APART, "compose": {"x": "nothing"}, "strict": True}), inventory=inventory)
    assert set(inventory.hosts) == {"Probe Device", "web"}
    read((B, APART), inventory=inventory)
    assert f"Probe Device_{A}" in inventory.hosts


def test_the_server_is_for_expressions_as_well(read):
    more = {"hostnames": ["prtg_name ~ '.' ~ prtg_server"], "hostvars": ["id"]}
    more["keyed_groups"] = [{"key": "prtg_server", "prefix": "on"}]
    inventory = read((A, more), (B, more))
    assert f"Probe Device.{A}" in inventory.hosts
    assert members(inventory, "on_prtg_a_example_com") == [f"Probe Device.{A}", f"web.{A}"]
    assert "prtg_server" not in inventory.hosts[f"web.{A}"].vars


def test_the_server_has_the_prefix_and_can_be_left_out(read):
    inventory = read((A, {"hostvars_prefix": "mon_"}), (B, {"hostvars": ["id"], "hostnames": ["id", "name"], **APART}))
    assert inventory.hosts["web"].vars["mon_server"] == A
    assert "prtg_server" not in inventory.hosts["41"].vars


def test_the_server_alone_is_no_name(read):
    with pytest.raises(AnsibleParserError, match="server is the same for all"):
        read((A, {"hostnames": ["server"]}))


def test_the_server_costs_no_request_and_is_one_text_for_all(read, servers):
    inventory = read((A, {"hostvars": ["id", "server"]}))
    assert "server" not in servers[A].needs[0].fields
    first, second = (host.vars["prtg_server"] for host in inventory.hosts.values())
    assert first is second


def test_cached_rows_of_two_servers_stay_apart(read, source, servers):
    servers["north"], servers["south"] = servers[A], servers[B]
    for _run in range(2):
        for name, hosts in (("north", {"Probe Device", "web"}), ("south", {"Probe Device", "db"})):
            inventory = read((A, {**source.cache, "server_name": name}))
            assert set(inventory.hosts) == hosts
            assert {host.vars["prtg_server"] for host in inventory.hosts.values()} == {name}
    assert [len(servers[name].needs) for name in ("north", "south")] == [1, 1]


def test_one_stale_source_makes_a_stale_inventory(read, source, servers):
    stale = {**source.cache, "stale_if_error": True, **APART}
    read((A, stale))
    servers[A].error = [_errors.ServerFault("down")]
    inventory = InventoryData()
    source.parse(inventory=inventory, url=f"https://{A}", group_by=["tags"], use_cache=False, **stale)
    read((B, stale), inventory=inventory)
    assert inventory.groups["all"].vars["prtg_inventory_stale"] is True


def test_groups_that_two_servers_nest_the_other_way_round(read, servers):
    for server, (above, below) in ((A, ("Prod", "Web")), (B, ("Web", "Prod"))):
        groups = [record(20, "group", above, "0"), record(21, "group", below, "20")]
        servers[server].objects = [WEB._replace(name=server, parent_id="21"), *groups]
    sources = [(A, {"group_by": ["tree"]}), (B, {"group_by": ["tree"]})]
    with pytest.raises(AnsibleParserError, match=r"recursive dependency loop\. Set group_prefix"):
        read(*sources)
    inventory = read(sources[0], (B, {"group_by": ["tree"], "group_prefix": "b_"}))
    assert members(inventory, "b_Web") == [B]


def test_the_summary_counts_what_was_renamed(read, said):
    read((A, APART), (B, APART))
    assert any(level == "v" and "2 told apart from others" in text for level, text in said)
    assert any(
        f"host Probe Device of an earlier source is called Probe Device_{A} now" in text for _level, text in said
    )
