# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin, with a PRTG in memory."""

from __future__ import annotations

import importlib.util
import json
import os
import time

import pytest
import yaml
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.plugins.loader import inventory_loader

from ansible_collections.opswatch.monitoring.plugins.doc_fragments.prtg_inventory import ModuleDocFragment
from ansible_collections.opswatch.monitoring.plugins.inventory import prtg
from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors, _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg import grouping
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.service import PrtgService
from tests.unit.plugins.inventory.prtg_in_memory import (
    DB,
    NAME,
    WEB,
    device,
    members,
    record,
    variables,
)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("prtg.yml", True),
        ("prtg.yaml", True),
        ("a.prtg.yml", True),
        ("a.prtg.yaml", True),
        ("aprtg.yml", False),
        ("x.yml", False),
    ],
)
def test_files_are_known_by_their_names(tmp_path, name, ours):
    (tmp_path / name).write_text("plugin: x", encoding="utf-8")
    assert inventory_loader.get(NAME).verify_file(str(tmp_path / name)) is ours


def test_a_file_that_does_not_exist_is_not_ours(tmp_path):
    assert inventory_loader.get(NAME).verify_file(str(tmp_path / "prtg.yml")) is False


def test_hosts_groups_and_variables_by_default(server, source):
    inventory = source.parse()
    assert variables(inventory, "web") == {
        "ansible_host": "192.0.2.1",
        "prtg_id": "100",
        "prtg_name": "web",
        "prtg_path": ["Local Probe", "Servers", "web"],
        "prtg_status": "up",
        "prtg_active": True,
        "prtg_paused_by": None,
        "prtg_tags": ["linux"],
        "prtg_host": "https://192.0.2.1:8443",
        "prtg_server": "prtg.example.com",
    }
    assert variables(inventory, "db")["prtg_paused_by"] == "user"
    assert variables(inventory, "db")["prtg_active"] is False
    assert "ansible_host" not in variables(inventory, "db")
    assert set(inventory.groups) == {"all", "ungrouped", "Local_Probe", "Servers", "tag_linux", "tag_mysql"}
    assert [child.name for child in inventory.groups["Local_Probe"].child_groups] == ["Servers"]
    assert members(inventory, "Local_Probe") == ["db", "web"]
    assert members(inventory, "tag_mysql") == ["db"]
    assert "prtg_inventory_stale" not in inventory.groups["all"].vars


def test_only_what_is_used_is_read(server, source):
    source.parse(
        hostvars=["id"],
        group_by=["status"],
        hostnames=["host", "prtg_comment"],
        set_ansible_host=False,
        keyed_groups=[{"key": "prtg_priority | string", "parent_group": "{{ prtg_location }}"}],
    )
    [need] = server.needs
    assert need.kinds == ("device",)
    assert need.fields == {"id", "kind", "name", "parent_id", "status", "host", "comment", "priority", "location"}
    assert need.tree is False


def test_fields_that_only_expressions_use_are_not_host_variables(server, source):
    inventory = source.parse(hostvars=["id"], compose={"importance": "prtg_priority"}, set_ansible_host=False)
    assert variables(inventory, "web") == {"prtg_id": "100", "importance": 3}


def test_everything_that_can_be_asked_for(server, source):
    inventory = source.parse(
        hosts_from="device",
        group_by=["tree", "probe", "status", "priority", "kind", "paused_by", "parent_tags"],
        group_prefix="mon_",
        hostvars_prefix="m_",
        hostvars=["id", "priority"],
        include=["status_summary"],
        compose={"same": "m_priority"},
        groups={"busy": "m_priority > 2"},
        keyed_groups=[{"key": "m_tags", "prefix": "os"}],
        set_ansible_host=False,
    )
    expected = {"m_id": "100", "m_priority": 3, "m_status_summary": {"up": 2}, "same": 3}
    assert variables(inventory, "web") == expected
    assert server.needs[0].summary is True
    assert members(inventory, "mon_probe_Local_Probe") == ["db", "web"]
    assert members(inventory, "mon_paused_by_user") == ["db"]
    assert members(inventory, "mon_tag_prod") == ["db", "web"]
    assert members(inventory, "busy") == ["db", "web"]
    assert members(inventory, "os_mysql") == ["db"]


@pytest.mark.parametrize(
    ("hostnames", "expected"),
    [
        (["name"], {"web", "db"}),
        (["host", "name"], {"https://192.0.2.1:8443", "db"}),
        (["location"], {"device_100", "device_101"}),
        (["id"], {"100", "101"}),
        (["prtg_name ~ '.example.com'"], {"web.example.com", "db.example.com"}),
        (["missing", "prtg_name | upper"], {"WEB", "DB"}),
    ],
)
def test_names_by_preference(server, source, hostnames, expected):
    assert set(source.parse(hostnames=hostnames).hosts) == expected


def test_strict_names(server, source):
    with pytest.raises(AnsibleError, match=r"Could not set name for host device 100"):
        source.parse(hostnames=["missing", "name"], strict=True)


def test_names_that_are_empty_equal_long_or_odd(server, source):
    server.objects = [
        *(device(1, "twin"), device(2, "twin"), device(3, "")),
        *(device(4, "x" * 300), device(5, "a\nb"), device(6, "{{ x }}"), device(7, "all"), device(8, " ungrouped ")),
    ]
    inventory = source.parse(duplicates="id")
    assert set(inventory.hosts) == {
        *("twin_1", "twin_2", "device_3", "device_7", "device_8"),
        *("x" * 300, "a b", "{{ x }}"),
    }


def test_equal_names_are_an_error_and_nothing_is_added(server, source):
    server.objects = [WEB, WEB._replace(id="200")]
    inventory = InventoryData()
    with pytest.raises(AnsibleParserError, match=r"'web' \(device 100 .*duplicates"):
        source.parse(inventory=inventory)
    assert not inventory.hosts
    assert set(inventory.groups) == {"all", "ungrouped"}


def test_an_error_of_an_expression_leaves_the_inventory_as_it_was(server, source):
    inventory = InventoryData()
    with pytest.raises(AnsibleError, match="Could not set x"):
        source.parse(inventory=inventory, compose={"x": "nothing_like_it"}, strict=True)
    assert not inventory.hosts
    assert set(inventory.groups) == {"all", "ungrouped"}


def test_a_group_is_never_named_like_a_host(server, source):
    server.objects = [device(100, "Servers"), device(101, "tag_linux")]
    inventory = source.parse()
    assert not set(inventory.hosts) & set(inventory.groups)
    assert members(inventory, "Local_Probe_Servers") == ["Servers", "tag_linux"]


def test_hosts_below_one_object_only(server, source):
    outside = record(300, "device", "other", "0")
    server.objects = [WEB, outside]
    assert set(source.parse(under="10").hosts) == {"web"}
    assert set(source.parse(under=10).hosts) == {"web"}


def test_an_ancestor_that_does_not_exist(server, source):
    with pytest.raises(AnsibleParserError, match="under names id 99"):
        source.parse(under="99")


def test_probes_as_hosts(server, source):
    assert set(source.parse(hosts_from="probe", group_by=["tree"]).hosts) == {"Local Probe"}


def test_options_may_be_templates_and_the_environment_is_taken_as_it_is(server, source, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "from-a-lookup")
    monkeypatch.setenv("PRTG_PASSWORD", "{{ no template }}")
    source.parse(api_token="{{ lookup('ansible.builtin.env', 'SECRET_TOKEN') }}", username="{{ '' }}")
    assert server.options["api_token"] == "from-a-lookup"
    assert server.options["password"] == "{{ no template }}"
    assert server.options["username"] is None


def test_empty_variables_are_not_set(server, source, monkeypatch):
    for name in _options.PRTG:
        monkeypatch.setenv(f"PRTG_{name.upper()}", "")
    source.parse()
    assert {name: server.options[name] for name in ("validate_certs", "ca_path", "timeout", "retries", "api")} == {
        "validate_certs": True,
        "ca_path": None,
        "timeout": 60,
        "retries": 3,
        "api": "auto",
    }


def test_variables_of_the_environment_are_read(server, source, monkeypatch):
    monkeypatch.setenv("PRTG_TIMEOUT", "5")
    monkeypatch.setenv("PRTG_VALIDATE_CERTS", "no")
    source.parse()
    assert server.options["timeout"] == 5
    assert server.options["validate_certs"] is False


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"hostvars_prefix": ""}, "hostvars_prefix '' cannot start"),
        ({"hostvars_prefix": "1_"}, "hostvars_prefix '1_' cannot start"),
        ({"stale_if_error": True}, "stale_if_error needs cache"),
        ({"undr": "10"}, "there is no option 'undr'. Did you mean under?"),
        ({"foo": 1}, "there is no option 'foo'. Options are allow_empty, allow_loopback, api, "),
        ({"include": ["channels"]}, "include channels needs hosts_from sensor, not device"),
        ({"include": ["status_summary"], "hosts_from": "sensor"}, "needs hosts_from device or probe, not sensor"),
        ({"include": ["settings"]}, "include settings needs API v2: API v1 takes one request or more for each host"),
        ({"under": "{{ '' }}"}, "under is empty"),
        ({"under": " / "}, "under is empty"),
        ({"filter": "{{ '' }}"}, "filter is empty"),
        ({"filter": " "}, "filter is empty"),
    ],
)
def test_options_that_cannot_be(server, source, options, text):
    with pytest.raises(AnsibleParserError, match=text):
        source.parse(**options)
    assert not server.needs


@pytest.mark.parametrize("missing", ["requests", "lxml"])
def test_missing_libraries_are_named(server, source, monkeypatch, missing):
    if missing == "requests":
        find = importlib.util.find_spec
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "requests" else find(name))
    else:
        server.error = [ImportError("No module named 'lxml'", name="lxml")]
    with pytest.raises(AnsibleParserError, match=rf"\({missing}\)"):
        source.parse()


def test_other_import_errors_are_not_hidden(server, source):
    server.error = [ImportError("broken", name="something")]
    with pytest.raises(ImportError, match="broken"):
        source.parse()


def test_a_hit_asks_nothing_and_does_not_renew(server, source, monkeypatch):
    source.parse(**source.cache)
    monkeypatch.setattr(time, "time", lambda now=time.time: now() + 60)
    inventory = source.parse(**source.cache, group_by=["status"], keyed_groups=[{"key": "prtg_name", "prefix": "n"}])
    assert len(server.needs) == 1
    assert {"status_up", "n_web"} <= set(inventory.groups)
    assert variables(inventory, "web")["prtg_tags"] == ["linux"]
    monkeypatch.setattr(time, "time", lambda now=time.time: now() + 60)
    source.parse(**source.cache)
    assert len(server.needs) == 2


def test_new_columns_read_again(server, source):
    source.parse(**source.cache)
    source.parse(**source.cache, hostvars=["id", "message"])
    assert len(server.needs) == 2


def test_a_flush_reads_again(server, source):
    source.parse(**source.cache)
    source.parse(**source.cache, use_cache=False)
    assert len(server.needs) == 2


def test_the_cache_has_no_secret_and_one_key(server, source):
    source.parse(**source.cache)
    [kept] = (source.folder / "cache").iterdir()
    text = kept.read_text(encoding="utf-8")
    assert "t0ken" not in text
    assert "web" in text


def test_another_server_or_account_is_another_entry(server, source):
    source.parse(**source.cache)
    source.parse(**source.cache, username="other", api_token=None, password="x")
    source.parse(**source.cache)
    assert len(server.needs) == 2


@pytest.mark.parametrize(
    "error", [_errors.ConnectionFailed, _errors.ServerFault, _errors.RateLimited, _errors.UnexpectedAnswer]
)
def test_stale_rows_are_better_than_none_if_so_wished(server, source, monkeypatch, capsys, error):
    options = {**source.cache, "stale_if_error": True}
    assert source.parse(**options).groups["all"].vars["prtg_inventory_stale"] is False
    monkeypatch.setattr(time, "time", lambda now=time.time: now() + 5000)
    server.error = [error(f"it is down, {error.__name__}")]
    inventory = source.parse(**options)
    assert set(inventory.hosts) == {"web", "db"}
    assert inventory.groups["all"].vars["prtg_inventory_stale"] is True
    assert "Stale inventory" in capsys.readouterr().err
    with pytest.raises(AnsibleParserError, match="it is down"):
        source.parse(**source.cache)


def test_refused_credentials_are_no_reason_for_stale_rows(server, source, monkeypatch):
    options = {**source.cache, "stale_if_error": True}
    source.parse(**options)
    monkeypatch.setattr(time, "time", lambda now=time.time: now() + 5000)
    server.error = [_errors.AuthenticationFailed("who are you?")]
    with pytest.raises(AnsibleParserError, match="who are you"):
        source.parse(**options)


def test_without_rows_there_is_nothing_stale_to_use(server, source):
    server.error = [_errors.ConnectionFailed("it is down")]
    with pytest.raises(AnsibleParserError, match="it is down"):
        source.parse(**source.cache, stale_if_error=True)


def test_the_documentation_fits_the_code(source):
    fragment = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    merged = inventory_loader.get(NAME).option_definitions
    assert list(fragment) == list(_options.PRTG)
    for name, spec in _options.PRTG.items():
        assert fragment[name].keys() == {"env"}, "the rest is said with the options of the modules"
        documented = merged[name]
        assert documented["description"]
        assert documented["type"] == spec["type"]
        assert documented.get("default") == spec.get("default")
        assert documented.get("choices") == spec.get("choices")
        assert [variable["name"] for variable in documented["env"]] == [_options.environment_variable("prtg", name)]
    own = yaml.safe_load(prtg.DOCUMENTATION)["options"]
    assert tuple(own["hostvars"]["choices"]) == PrtgService.profile.hostvars
    assert set(own["group_by"]["choices"]) == {*grouping.VALUE_PREFIXES, *grouping.TREE_GROUPINGS}


@pytest.mark.parametrize("example", list(yaml.safe_load_all(prtg.EXAMPLES)), ids=lambda example: str(len(example)))
def test_the_examples_run(server, source, monkeypatch, example):
    server.objects = [WEB._replace(status="warning"), DB]
    monkeypatch.setenv("PRTG_API_TOKEN", "x")
    monkeypatch.setenv("HOME", str(source.folder))
    example.pop("under", None)
    inventory = source.parse(**example)
    assert len(inventory.hosts) == 2


def test_settings_and_channels_over_api_v2(server, source):
    server.api = "v2"
    inventory = source.parse(hostvars=["id"], include=["settings", "status_summary"], set_ansible_host=False)
    expected = {"prtg_id": "100", "prtg_settings": {"basic": {"priority": "3"}}, "prtg_status_summary": {"up": 2}}
    assert variables(inventory, "web") == expected
    assert server.needs[0].settings is True
    server.objects = [record(7, "sensor", "Ping", "100")]
    inventory = source.parse(hosts_from="sensor", hostvars=[], include=["channels"], compose={"c": "prtg_channels"})
    channels = [{"id": "0", "name": "Ping Time", "last_value": 12.0}]
    assert variables(inventory, "Ping") == {"prtg_channels": channels, "c": channels}


def test_included_rows_are_cached(server, source):
    server.api = "v2"
    first = source.parse(**source.cache, include=["settings"])
    assert variables(source.parse(**source.cache, include=["settings"]), "web") == variables(first, "web")
    source.parse(**source.cache)
    assert len(server.needs) == 1
    source.parse(**source.cache, include=["status_summary"])
    assert len(server.needs) == 2


def test_what_users_should_know_of_their_server_is_a_warning(server, source, capsys):
    server.warnings = ["The server runs PRTG 17.1; this collection is made for 18.2 and newer."]
    source.parse()
    assert "The server runs PRTG 17.1" in " ".join(capsys.readouterr().err.split())


def test_it_says_why_each_object_is_in_or_out(server, source, said):
    server.objects = [WEB, DB, device(102, "", priority=5), record(300, "device", "other", "0", path=("other",))]
    source.parse(
        under="10",
        group_by=["tree", "status"],
        groups={"linux": "'linux' in prtg_tags"},
        keyed_groups=[{"key": "prtg_priority | string", "prefix": "p", "parent_group": "by_priority"}],
    )
    texts = [text.removeprefix(f"{NAME}: ") for _level, text in said]
    assert "asked: GET /api/table.xml" in texts
    assert "5 rows in 2 requests" in texts
    assert "left out: device 300 (other): not among kind device; under '10'" in texts
    assert "group Servers: group 10 in the tree" in texts
    [line] = [text for text in texts if text.startswith("host web ")]
    host, _in, reasons = line.partition("; in ")
    assert host == "host web at 192.0.2.1: device 100 (Local Probe/Servers/web)"
    assert sorted(reasons.split(", ")) == [
        "Local_Probe (probe 1 in the tree)",
        "Servers (group 10 in the tree)",
        "by_priority (above another)",
        "linux (groups: 'linux' in prtg_tags)",
        "p_3 (keyed_groups: prtg_priority | string)",
        "status_up (status 'up')",
    ]
    assert any(text.startswith("host db without an address: device 101") for text in texts)
    assert any(text.startswith("reading 0.") and "hosts 0." in text for text in texts)
    summary = (
        "3 hosts; 1 left out (not among kind device; under '10'); 1 without any of the names in hostnames; "
        "2 without an address"
    )
    assert ("v", f"{NAME}: {summary}") in said


def test_it_counts_renamed_hosts_and_those_that_a_filter_leaves_out(server, source, said):
    server.objects = [WEB, WEB._replace(id="200"), DB]
    source.parse(**source.cache, duplicates="id", filter="status = up")
    assert ("vvv", f"{NAME}: left out: device 101 (Local Probe/Servers/db): does not fit status = up") in said
    source.parse(**source.cache, duplicates="id", filter="status = up")
    assert ("v", f"{NAME}: 2 hosts; 1 left out (does not fit the filter); 2 told apart by their ids") in said
    assert any("3 objects from the cache, 0 s old, no request sent" in text for _level, text in said)


WITH_FILTER = {"under": "10", "filter": 'priority > 0 and not(tags contains "mysql")'}


def test_to_explain_what_is_left_out_everything_is_read(server, source, said):
    server.objects = [WEB, DB, record(300, "device", "other", "0", path=("other",), priority=1)]
    assert set(source.parse(**WITH_FILTER).hosts) == {"web"}
    assert (server.needs[-1].filter, server.needs[-1].under, server.counted) == (None, None, [])
    texts = [text.removeprefix(f"{NAME}: ") for _level, text in said]
    assert "left out: device 300 (other): not among kind device; under '10'" in texts
    assert 'left out: device 101 (Local Probe/Servers/db): does not fit not(tags contains "mysql")' in texts


def test_awx_asks_for_more_words_than_it_wants_so_that_there_the_server_filters(server, source, said, monkeypatch):
    monkeypatch.setenv("INVENTORY_UPDATE_ID", "7")
    assert set(source.parse(**WITH_FILTER).hosts) == {"web"}
    assert (server.needs[-1].under, server.counted) == ("10", ["device"])
    summary = f"1 hosts; 4 left out (not among kind device; under '10'; filter {WITH_FILTER['filter']!r})"
    assert ("v", f"{NAME}: {summary}") in said


def test_probes_are_all_read(server, source):
    filtered = source.parse(hosts_from="probe", group_by=[], filter='name = "nobody"', allow_empty=True)
    assert set(filtered.hosts) == set()
    assert server.needs[-1].filter is None


def test_what_a_filter_names_is_read_and_kept_with_the_rows(server, source):
    ping = record(1000, "sensor", "Ping", "100")
    server.objects = [WEB, DB, ping]
    for expression, needs in (
        ('descendants contains "1000"', 2),
        ('descendants contains "1000"', 2),
        ("status = up", 2),
    ):
        assert set(source.parse(**source.cache, filter=expression).hosts) == {"web"}
        assert len(server.needs) == needs
    assert server.needs[1].ids == ("1000",)


def test_a_filter_that_the_api_cannot_decide_sends_nothing(server, source):
    with pytest.raises(AnsibleParserError, match="cannot be read over API v1"):
        source.parse(**source.cache, hosts_from="sensor", filter="performance_impact > 3")
    assert server.needs == []


def test_an_inventory_does_not_fail_for_want_of_a_number_in_its_summary(server, source, said, monkeypatch):
    def down(kind):
        raise _errors.ServerFault("down")

    monkeypatch.setenv("INVENTORY_UPDATE_ID", "7")
    monkeypatch.setattr(server, "total", down)
    assert set(source.parse(under="10").hosts) == {"web", "db"}
    assert ("vvv", f"{NAME}: what the server left out could not be counted: down") in said


def test_only_sensors_that_become_hosts_are_asked_for_channels(server, source, said, monkeypatch):
    asked = []
    monkeypatch.setattr(server, "channels", lambda ids: asked.extend(ids) or {})
    server.objects = [WEB, *(record(number, "sensor", f"s{number}", "100", priority=number % 2) for number in (5, 6))]
    source.parse(hosts_from="sensor", include=["channels"], filter="priority = 1")
    assert asked == ["5"]


def test_a_misfit_is_what_is_known_not_to_fit(server, source, said):
    server.objects = [WEB._replace(location=UNREAD)]
    source.parse(filter='location = "Berlin" and status = down', allow_empty=True)
    assert any(text.endswith("does not fit status = down") for _level, text in said)


def test_what_nobody_told_is_a_warning_from_the_cache_as_well(server, source, monkeypatch):
    warned = []
    monkeypatch.setattr("ansible.utils.display.Display.warning", lambda self, text: warned.append(text))
    server.objects = [WEB._replace(icon=UNREAD)]
    for number in (1, 2):
        source.parse(**source.cache, group_by=["icon"])
        assert (len(server.needs), len(warned)) == (1, number)
    assert "does not tell the icon of 1 of 1 hosts" in warned[1]


@pytest.mark.parametrize("options", [{"filter": "status = up"}, {"under": "10"}])
def test_nobody_counts_what_the_server_leaves_out_unless_it_is_read(server, source, options):
    source.parse(**options)
    assert server.counted == []


def test_groups_that_nobody_can_tell_are_a_warning(server, source, capsys):
    server.objects = [WEB._replace(icon="C_OS_Linux.png"), DB._replace(icon=UNREAD)]
    found = source.parse(group_by=["icon"])
    assert members(found, "icon_c_os_linux") == ["web"]
    said = " ".join(capsys.readouterr().err.split())
    assert "PRTG does not tell the icon of 1 of 2 hosts over this API, so that they are in no such group" in said


@pytest.mark.parametrize("preference", [None, "", " ", 5, True, {"name": "prtg_name"}])
def test_an_element_of_hostnames_that_says_nothing_is_refused(server, source, preference):
    with pytest.raises(AnsibleParserError, match="hostnames takes texts, and has"):
        source.parse(hostnames=["name", preference])
    assert server.needs == []


@pytest.mark.parametrize("field", sorted(PrtgService.profile.no_names))
def test_what_is_no_text_is_no_name(server, source, field):
    with pytest.raises(AnsibleParserError, match=f"hostnames takes texts, and {field} is none"):
        source.parse(hostnames=["name", field])


@pytest.mark.parametrize(
    ("hostname", "text"),
    [
        ("{{ prtg_name }}", "which have no braces"),
        ("prtg_tags", r"prtg_tags is no text for device 100 \(Local Probe/Servers/web\)"),
        ("prtg_active", "prtg_active is no text"),
    ],
)
def test_expressions_that_make_no_name(server, source, hostname, text):
    with pytest.raises(AnsibleParserError, match=text):
        source.parse(hostnames=[hostname])


def test_the_address_can_be_a_part_of_the_name(server, source):
    assert set(source.parse(hostnames=["ansible_host ~ '.x'", "name"]).hosts) == {"192.0.2.1.x", "db"}
    assert set(source.parse(hostnames=["ansible_host", "name"], set_ansible_host=False).hosts) == {"web", "db"}


def test_names_that_nobody_has_are_a_warning(server, source, capsys):
    assert set(source.parse(hostnames=["url", "no_such_name"]).hosts) == {"device_100", "device_101"}
    said = " ".join(capsys.readouterr().err.split())
    assert "No host has any of the names in hostnames (url, no_such_name)" in said


def test_expressions_of_several_lines_are_read_as_well(server, source):
    lines = "prtg_status == 'up' and (\nprtg_priority >= 3)\n"
    found = source.parse(
        hostvars=["id"], groups={"top": lines}, keyed_groups=[{"key": "'on' if\n\tprtg_active else 'off'"}]
    )
    assert members(found, "top") == ["web"]
    assert {"_on", "_off"} <= set(found.groups)


def test_variables_of_earlier_sources_are_known_to_expressions(server, source):
    inventory = InventoryData()
    inventory.add_host("web")
    inventory.set_variable("web", "rack", "r1")
    source.parse(
        inventory=inventory,
        compose={"where": "rack"},
        groups={"racked": "rack is defined"},
        keyed_groups=[{"key": "rack", "prefix": "rack"}],
    )
    assert members(inventory, "racked") == members(inventory, "rack_r1") == ["web"]
    assert inventory.hosts["web"].vars["where"] == "r1"
    assert "where" not in inventory.hosts["db"].vars


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1]", b'"x"', b"5", b"{}"])
def test_a_damaged_cache_is_made_anew(server, source, content):
    source.parse(**source.cache)
    [file] = [path for path in (source.folder / "cache").iterdir() if path.is_file()]
    file.write_bytes(content)
    for reads in (2, 2):
        assert set(source.parse(**source.cache).hosts) == {"web", "db"}
        assert len(server.needs) == reads


def test_another_server_in_the_same_source_takes_nothing_away(server, source):
    config = {**source.cache, "stale_if_error": True}
    source.parse(**config)
    [file] = [path for path in (source.folder / "cache").iterdir() if path.is_file()]
    expire(file)
    source.parse(**{**config, "url": "https://other.example.com"})
    expire(file)
    server.error = (_errors.ServerFault("down"),)
    found = source.parse(**config)
    assert found.groups["all"].vars["prtg_inventory_stale"] is True
    assert set(found.hosts) == {"web", "db"}


def expire(file):
    """Make a file of the cache, and what is in it, a day old."""
    entries = json.loads(file.read_text(encoding="utf-8"))
    inner = entries.get("__payload__")
    data = json.loads(inner) if inner else entries
    data["read_at"] -= 86_400
    if inner:
        entries["__payload__"] = json.dumps(data)
    file.write_text(json.dumps(entries if inner else data), encoding="utf-8")
    os.utime(file, (time.time() - 86_400,) * 2)


def test_explanations_cost_nothing_unless_they_are_read(server, source, monkeypatch):
    monkeypatch.setattr(PrtgObject, "label", lambda self: pytest.fail("nobody asked"))
    server.objects = [WEB, record(300, "device", "other", "0", path=("other",))]
    assert set(source.parse(under="10").hosts) == {"web"}
