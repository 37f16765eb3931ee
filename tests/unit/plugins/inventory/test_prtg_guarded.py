# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Data that would steer: names that mean the controller or an option, addresses that are none; and no data at all."""

from __future__ import annotations

import contextlib
import json
import re

import pytest
from ansible.errors import AnsibleParserError
from ansible.inventory.data import InventoryData

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from tests.unit.plugins.inventory.prtg_in_memory import DB, NAME, TREE, WEB, device, members, record, variables

OPTION = "-oProxyCommand=touch${IFS}pwned"


def said_at_v(said):
    [summary] = [text for level, text in said if level == "v"]
    return summary.removeprefix(f"{NAME}: ")


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST.", "127.0.0.1", "::1", "::1%lo", " 127.1", "local\u200bhost"])
def test_no_host_is_named_like_the_controller(server, source, said, name):
    server.objects = [device(2001, name, host="192.0.2.7"), WEB]
    assert set(source.parse().hosts) == {"device_2001", "web"}
    assert "1 not named like the controller" in said_at_v(said)
    assert any("host device_2001 is not called " in text for _level, text in said)


def test_a_host_field_that_means_the_controller_gives_way_to_the_next_preference(server, source):
    server.objects = [device(2001, "Probe Device", host="127.0.0.1"), device(2002, "Localhost", host="localhost")]
    inventory = source.parse(hostnames=["host", "name", "prtg_path[0] ~ prtg_id"])
    assert set(inventory.hosts) == {"Probe Device", "Local Probe2002"}
    assert inventory.localhost is None


def test_names_of_expressions_are_checked_as_well(server, source):
    server.objects = [device(1, "LOCAL"), device(2, "-x"), device(3, "a\u202eb")]
    inventory = source.parse(hostnames=["prtg_name | lower ~ 'host'", "name"])
    assert set(inventory.hosts) == {"LOCAL", "xhost", "abhost"}


@pytest.mark.parametrize("name", ["localhost", "Localhost"])
def test_no_group_is_named_like_the_controller(server, source, name):
    """A play on localhost would run on the hosts of such a group."""
    above = record(20, "group", name, "1", active=True, tags=("localhost",))
    server.objects = [device(300, "web", tags=("localhost",))._replace(parent_id="20"), above]
    inventory = source.parse(
        keyed_groups=[{"key": "prtg_tags", "prefix": "", "separator": "", "parent_group": "tagged"}]
    )
    assert "localhost" not in inventory.groups
    assert members(inventory, "_localhost") == ["web"]
    assert members(inventory, "Local_Probe_localhost" if name == "localhost" else "Localhost") == ["web"]


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "0x7f000001", "https://127.1:8443/", "[::1]:22"])
def test_a_loopback_address_is_left_out_unless_it_is_allowed(server, source, said, address):
    server.objects = [device(1, "Probe Device", host=address)]
    inventory = source.parse()
    assert "ansible_host" not in inventory.hosts["Probe Device"].vars
    assert inventory.hosts["Probe Device"].vars["prtg_host"] == address
    assert said_at_v(said) == "1 hosts; 1 with a loopback address"
    assert any(f"host field {address!r} is not used, with a loopback address" in text for _level, text in said)
    allowed = source.parse(allow_loopback=True)
    assert allowed.hosts["Probe Device"].vars["ansible_host"] in (address, "127.1", "::1")


def test_a_host_field_that_is_an_option_is_no_address(server, source, said):
    server.objects = [device(1, "web", host=OPTION), device(2, "db", host="db.example.com")]
    inventory = source.parse(hostnames=["name"], allow_loopback=True)
    assert "ansible_host" not in inventory.hosts["web"].vars
    assert inventory.hosts["db"].vars["ansible_host"] == "db.example.com"
    assert said_at_v(said) == "2 hosts; 1 with an address that is no host name or IP address"


def test_no_host_begins_like_an_option_or_holds_what_nobody_sees(server, source):
    names = [OPTION, "-- Core -- ", "\u200b- a\u00a0\u2028b", "\u202ekcilc", "-", "\u2066\t", "x\u3164y"]
    server.objects = [device(number, name) for number, name in enumerate(names, 1)]
    assert list(source.parse().hosts) == [
        *("oProxyCommand=touch${IFS}pwned", "Core --", "a b", "kcilc", "device_5", "device_6", "xy")
    ]


@pytest.mark.parametrize("variable", ["ansible_host", "ansible_ssh_host", "ansible_winrm_host"])
def test_an_address_that_an_expression_makes_is_checked(server, source, said, variable):
    addresses = [OPTION, "127.0.0.1", "web.example.com", "", "https://web.example.com", "2130706433"]
    server.objects = [device(number, f"d{number}", host=host) for number, host in enumerate(addresses, 1)]
    options = {"compose": {variable: "prtg_host", "copied": "prtg_host"}, "set_ansible_host": False}
    inventory = source.parse(**options)
    found = [inventory.hosts[f"d{number}"].vars.get(variable) for number, _host in enumerate(addresses, 1)]
    assert found == [None, None, "web.example.com", None, None, None]
    assert [inventory.hosts[f"d{number}"].vars["copied"] for number, _host in enumerate(addresses, 1)] == addresses
    assert "2 composed with an address that is no host name or IP address; 2 composed with a loopback" in said_at_v(
        said
    )
    number = source.parse(**{**options, "compose": {variable: "prtg_host | int"}}, allow_loopback=True)
    assert int(number.hosts["d6"].vars[variable]) == 2130706433


def test_an_expression_that_makes_no_address_leaves_the_one_of_the_host_field(server, source):
    server.objects = [device(1, "web", host="https://web.example.com/")]
    inventory = source.parse(compose={"ansible_host": "prtg_host"})
    assert inventory.hosts["web"].vars["ansible_host"] == "web.example.com"


def test_fields_cannot_become_variables_of_ansible_itself(server, source):
    server.objects = [device(1, "web", host=OPTION)]
    for prefix in ("ansible_", "ansible_ssh_"):
        with pytest.raises(AnsibleParserError, match="steers Ansible"):
            source.parse(hostvars_prefix=prefix)


@pytest.mark.parametrize("options", [{}, {"group_by": ["tags"]}, {"hosts_from": "sensor"}])
def test_an_inventory_without_hosts_is_an_error(server, source, warned, options):
    server.objects = []
    inventory = InventoryData()
    with pytest.raises(
        AnsibleParserError, match=r"no host: PRTG shows .* no (device|sensor) at all\. .*no rights"
    ) as error:
        source.parse(inventory=inventory, **options)
    assert "the server is not ready" in str(error.value)
    assert "allow_empty" in str(error.value)
    assert set(source.parse(allow_empty=True, **options).hosts) == set()
    [told] = warned
    assert told.startswith("The inventory has no host: PRTG shows this account no ")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"filter": "status = down"}, r"no device \(of 5 that PRTG shows\) fits filter 'status = down'"),
        ({"under": "10", "filter": "status = down"}, "fits under '10' and filter 'status = down'"),
        ({"under": "10"}, r"no device \(of 5 that PRTG shows\) fits under '10'"),
        ({"filter": 'name = "x"', "hosts_from": "probe"}, r"no probe \(of 1 that PRTG shows\) fits filter"),
    ],
)
@pytest.mark.parametrize("cached", [False, True])
def test_a_filter_that_leaves_nothing_is_named(server, source, warned, options, text, cached):
    server.objects = [] if options == {"under": "10"} else [WEB, DB]
    more = source.cache if cached else {}
    with pytest.raises(AnsibleParserError, match=text if not cached else "The inventory has no host: no ") as error:
        source.parse(**more, **options)
    assert "what the account may see" in str(error.value)
    assert warned == []
    assert set(source.parse(**more, **options, allow_empty=True).hosts) == set()
    [told] = warned
    assert re.search(text if not cached else "The inventory has no host: no ", told)
    assert "allow_empty" not in told


def test_a_filter_on_a_server_that_shows_nothing_is_not_to_blame(server, source, monkeypatch):
    server.objects = []
    monkeypatch.setattr(server, "total", lambda kind: 0)
    with pytest.raises(AnsibleParserError, match="PRTG shows this account no device at all"):
        source.parse(filter="status = down")


def test_a_number_that_cannot_be_had_does_not_hide_the_error(server, source, monkeypatch):
    def down(kind):
        raise _errors.ServerFault("down")

    monkeypatch.setattr(server, "total", down)
    with pytest.raises(AnsibleParserError, match="no device fits filter 'status = down'"):
        source.parse(filter="status = down")


def test_nothing_is_not_cached(server, source):
    server.objects = []
    assert set(source.parse(**source.cache, allow_empty=True).hosts) == set()
    server.objects = [WEB]
    assert set(source.parse(**source.cache).hosts) == {"web"}
    assert len(server.needs) == 2


def test_a_cache_of_nothing_is_not_served(server, source):
    source.parse(**source.cache)
    [file] = [path for path in (source.folder / "cache").iterdir() if path.is_file()]
    entries = json.loads(file.read_text(encoding="utf-8"))
    data = json.loads(entries["__payload__"]) if "__payload__" in entries else entries
    data["content"] = json.dumps({**json.loads(data["content"]), "objects": []})
    file.write_text(json.dumps({**entries, "__payload__": json.dumps(data)} if "__payload__" in entries else data))
    assert set(source.parse(**source.cache).hosts) == {"web", "db"}
    assert len(server.needs) == 2


@pytest.mark.parametrize("allow_empty", [False, True])
def test_yesterdays_rows_are_better_than_nothing(server, source, warned, allow_empty):
    options = {**source.cache, "stale_if_error": True, "allow_empty": allow_empty}
    source.parse(**options)
    server.objects = []
    inventory = source.parse(**options, use_cache=False)
    assert set(inventory.hosts) == {"web", "db"}
    assert inventory.groups["all"].vars["prtg_inventory_stale"] is True
    assert "and now fails: The inventory has no host: PRTG shows this account no device at all" in warned[0]


def test_nothing_and_nothing_of_yesterday(server, source):
    server.objects = []
    with pytest.raises(AnsibleParserError, match="no device at all"):
        source.parse(**source.cache, stale_if_error=True)
    assert set(source.parse(**source.cache, stale_if_error=True, allow_empty=True).hosts) == set()


@pytest.mark.parametrize(("total", "allowed"), [(0, True), (5, False), (None, False)])
def test_an_answer_that_is_refused_because_it_is_empty_may_be_allowed(server, source, monkeypatch, total, allowed):
    server.error = [_errors.UnexpectedAnswer("no device came")]
    monkeypatch.setattr(server, "total", lambda kind: total)
    with pytest.raises(AnsibleParserError, match="no device came"):
        source.parse()
    with contextlib.nullcontext() if allowed else pytest.raises(AnsibleParserError, match="no device came"):
        assert not source.parse(allow_empty=True).hosts


def test_a_filter_that_leaves_nothing_is_no_outage(server, source):
    options = {**source.cache, "stale_if_error": True}
    source.parse(**options)
    with pytest.raises(AnsibleParserError, match="fits filter"):
        source.parse(**options, filter="status = down", use_cache=False)


def test_probes_are_never_all_gone(server, source, monkeypatch):
    monkeypatch.setattr("tests.unit.plugins.inventory.prtg_in_memory.TREE", TREE[:1])
    with pytest.raises(AnsibleParserError, match="no probe at all"):
        source.parse(hosts_from="probe")


def test_variables_hold_what_prtg_says_whatever_it_is(server, source):
    server.objects = [device(1, "-x", host=OPTION)]
    assert variables(source.parse(), "x")["prtg_host"] == OPTION
    assert variables(source.parse(), "x")["prtg_name"] == "-x"
