# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory and the lookup of Pingdom, with an account in memory."""

from __future__ import annotations

import re

import pytest
import yaml
from ansible.errors import AnsibleError, AnsibleLookupError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import inventory_loader, lookup_loader

from ansible_collections.opswatch.monitoring.plugins.doc_fragments.pingdom_variables import ModuleDocFragment
from ansible_collections.opswatch.monitoring.plugins.inventory import pingdom
from ansible_collections.opswatch.monitoring.plugins.lookup import pingdom as lookup
from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_record import RECORD
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks import TYPES
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import server_of
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom import grouping, looking_up, service
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.records import FIELDS, NO_NAMES, Monitored
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import TRUST_IS_TAGGED
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import api_on

NAME = "opswatch.monitoring.pingdom"
HOSTILE = "{{ lookup('ansible.builtin.pipe', 'touch pwned') }}"


def check(number, name, host, **more):
    tags = [{"name": tag, "type": "u", "count": 1} for tag in more.pop("tags", ())]
    row = {"id": number, "name": name, "hostname": host, "type": "http", "status": "up", "resolution": 5, "tags": tags}
    return {**row, **more}


FRONT = check(1, "front", "www.example.com", tags=["web"], probe_filters=["region: EU"])
PING = check(2, "ping", "www.example.com", type="ping", tags=["net"])
MAIL = check(3, "mail", "192.0.2.7", type="smtp", status="paused")


class Pingdom:
    """An account that has ``checks``; ``asked`` are the requests for them."""

    def __init__(self, checks):
        self.checks = checks
        self.asked = []
        self.options = []

    def serve(self, _method, path, query, _body):
        self.asked.append((path, query))
        total = len(self.checks)
        return {"checks": self.checks, "counts": {"total": total, "limited": total, "filtered": total}}

    def connect(self, options):
        self.options.append(dict(options))
        return api_on(self.serve)


@pytest.fixture
def account(monkeypatch):
    for name in _options.PINGDOM:
        monkeypatch.delenv(f"PINGDOM_{name.upper()}", raising=False)
    found = Pingdom([FRONT, PING, MAIL])
    monkeypatch.setattr(service, "connect", found.connect)
    monkeypatch.setattr(looking_up, "connect", found.connect)
    return found


@pytest.fixture
def read(tmp_path, account):
    def inventory(use_cache=True, **options):
        data, source = InventoryData(), tmp_path / "a.pingdom.yml"
        source.write_text(yaml.safe_dump({"plugin": NAME, "api_token": "t0ken", **options}), encoding="utf-8")
        plugin = inventory_loader.get(NAME)
        assert plugin.verify_file(str(source))
        plugin.parse(data, DataLoader(), str(source), cache=use_cache)
        if "cache" in options:
            plugin.update_cache_if_changed()
        data.reconcile_inventory()
        return data

    return inventory


@pytest.fixture
def look(account):
    def run(*terms, **options):
        return lookup_loader.get(NAME).run([*terms], variables={}, **{"api_token": "t0ken", **options})

    return run


def in_group(inventory, name):
    return {host.name for host in inventory.groups[name].get_hosts()} if name in inventory.groups else set()


# Tables and documentation


def test_the_record_has_the_fields_of_checks_and_what_is_of_hosts_alone():
    assert (*(field.name for field in RECORD.fields), "check_ids", "checks") == FIELDS
    assert Monitored._fields == (*FIELDS, "kind")
    lists = {field.name for field in RECORD.fields if field.kind.argument["type"] in ("list", "bool")}
    assert {*lists, "check_ids", "checks"} == NO_NAMES


def test_the_documentation_offers_what_the_tables_have():
    options = yaml.safe_load(pingdom.DOCUMENTATION)["options"]
    assert options["hostvars"]["choices"] == [*FIELDS, "server"]
    assert options["group_by"]["choices"] == [*grouping.GROUPINGS]
    looked = yaml.safe_load(lookup.DOCUMENTATION)["options"]
    assert looked["field"]["choices"] == [field.name for field in RECORD.fields]
    assert options["types"]["choices"] == looked["types"]["choices"] == [*TYPES]


def test_every_connection_option_has_its_variable():
    documented = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    assert documented == {
        name: {"env": [{"name": _options.environment_variable("pingdom", name)}]} for name in _options.PINGDOM
    }


@pytest.mark.parametrize(
    ("options", "server"),
    [
        ({}, "api.pingdom.com"),
        ({"api_version": "2.1"}, "api.pingdom.com"),
        ({"url": "https://API.pingdom.com./api/2.1/"}, "api.pingdom.com"),
        ({"url": "gateway.example.com:8443/pingdom/api/3.1"}, "gateway.example.com/pingdom"),
        ({"url": "https://gateway.example.com/pingdom/"}, "gateway.example.com/pingdom"),
    ],
)
def test_a_server_is_called_alike_whatever_version_it_speaks(options, server):
    assert server_of(options) == server


# The inventory


def test_hosts_from_checks(read, account):
    found = read(hostvars=["id", "name", "tags", "server", "lasttesttime"])
    assert set(found.hosts) == {"front", "ping", "mail"}
    own = {name: value for name, value in found.hosts["front"].vars.items() if not name.startswith("inventory_")}
    assert own == {
        "ansible_host": "www.example.com",
        "pingdom_id": 1,
        "pingdom_name": "front",
        "pingdom_tags": ["web"],
        "pingdom_server": "api.pingdom.com",
        "pingdom_lasttesttime": None,
    }
    assert in_group(found, "tag_web") == in_group(found, "region_EU") == {"front"}
    assert in_group(found, "region_all") == {"ping", "mail"}
    assert in_group(found, "status_paused") == in_group(found, "type_smtp") == {"mail"}
    assert account.asked == [
        ("/checks", {"include_tags": "true", "include_severity": "true", "limit": 25000, "offset": 0})
    ]
    assert account.options[0]["api_token"] == "t0ken"


def test_hosts_from_targets(read, account):
    account.checks += [
        check(4, "odd", None),
        check(6, "blank", " "),
        check(7, "dot", "."),
        check(5, "up?", "WWW.example.com.", status="sleeping", tags=["web"]),
    ]
    found = read(hosts_from="target", hostvars=["id", "name", "type", "status", "tags", "check_ids"], group_by=["type"])
    assert set(found.hosts) == {"www.example.com", "192.0.2.7", "target_4", "target_6", "."}
    www = found.hosts["www.example.com"].vars
    assert (www["pingdom_id"], www["pingdom_check_ids"], www["pingdom_name"]) == (1, [1, 2, 5], "www.example.com")
    assert (www["pingdom_type"], www["pingdom_status"], www["pingdom_tags"]) == (None, "sleeping", ["net", "web"])
    assert found.hosts["192.0.2.7"].vars["pingdom_status"] == "paused"
    assert in_group(found, "type_http") == {"www.example.com", "target_4", "target_6", "."}
    assert in_group(found, "type_ping") == {"www.example.com"}


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        (["up", "paused"], "up"),
        (["paused", "paused"], "paused"),
        (["up", "unknown"], "unknown"),
        (["unconfirmed_down", "down", "up"], "down"),
        (["unknown", "unconfirmed_down"], "unconfirmed_down"),
        ([None, "up"], None),
    ],
)
def test_the_worst_status_of_those_that_are_not_paused(read, account, statuses, worst):
    account.checks = [check(number, f"c{number}", "a.example.com", status=one) for number, one in enumerate(statuses)]
    found = read(hosts_from="target")
    assert found.hosts["a.example.com"].vars["pingdom_status"] == worst
    assert in_group(found, f"status_{worst}") == ({"a.example.com"} if worst else set())


def test_names_that_are_not_unique_are_told_apart_or_an_error(read, account):
    account.checks.append(check(4, "front", "other.example.com"))
    with pytest.raises(AnsibleParserError, match=re.escape("'front' (check 1, check 4)")):
        read()
    assert set(read(duplicates="id").hosts) == {"front_1", "front_4", "ping", "mail"}
    with pytest.raises(AnsibleParserError, match=re.escape("target www.example.com of the checks 1, 2")):
        read(hosts_from="target", hostnames=["'same'"])


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"ids": [1, 3]}, {"front", "mail"}),
        ({"names": ["ping"], "tags": ["web"]}, {"ping", "front"}),
        ({"types": ["http", "smtp"], "statuses": ["up"]}, {"front"}),
    ],
)
def test_what_is_wanted(read, options, names):
    assert set(read(**options).hosts) == names


def test_what_no_check_has_is_told(read, warned, said):
    read(ids=[3, 17], names=["nobody"], tags=["web", "none"], statuses=["up"])
    assert warned == ["Pingdom shows no check that has the id 17, name 'nobody', tag 'none'"]
    told = [text for level, text in said if level == "vvv"]
    assert f"{NAME}: asked: GET /checks; 3 rows" in told
    assert f"{NAME}: left out: check 2 (ping): neither ids nor names nor tags name it" in told
    assert f"{NAME}: left out: check 3 (mail): not of the statuses" in told


def test_a_type_that_leaves_a_check_out_is_told(read, said):
    read(types=["http"])
    assert ("vvv", f"{NAME}: left out: check 3 (mail): not of the types") in said


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"tags": []}, "no check of the 3 that Pingdom shows fits tags []"),
        ({"types": []}, "types must not be empty"),
        ({"names": [None, "front"]}, "names has an entry that is null or empty"),
        ({"ids": ["one"]}, "ids"),
        ({"tags": ["none"]}, "no check of the 3 that Pingdom shows fits tags ['none']"),
        ({"filter": "x"}, "there is no option 'filter'"),
        ({"url": "https://api.pingdom.com/api/4.0"}, "url is that of API 4.0"),
    ],
)
def test_what_cannot_be_meant(read, options, text):
    with pytest.raises(AnsibleError, match=re.escape(text)):
        read(**options)


def test_no_check_at_all(read, account, warned):
    account.checks = []
    with pytest.raises(AnsibleParserError, match="Pingdom shows this account no check at all"):
        read()
    assert not read(allow_empty=True).hosts
    account.checks = [FRONT]
    assert not read(allow_empty=True, tags=["none"]).hosts
    assert any("no check of the 1 that Pingdom shows" in text for text in warned)


def test_an_answer_of_another_shape_is_an_error_even_if_none_is_allowed(read, account):
    account.checks = [{"id": 1, "hostname": ["a"]}]
    with pytest.raises(AnsibleParserError, match="host of a check has a shape that this module does not know"):
        read(allow_empty=True)


def test_the_cache(read, account, tmp_path):
    cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    read(**cache)
    assert set(read(**cache, tags=["web"], url="https://API.pingdom.com/api/3.1").hosts) == {"front"}
    assert len(account.asked) == 1
    read(**cache, api_token="of another account")
    read(**cache, api_version="2.1", username="me@example.com", password="pass-w0rd", app_key="k3y")
    assert len(account.asked) == 3
    kept = [path for path in (tmp_path / "cache").iterdir() if path.is_file()]
    assert not any(secret in path.read_text() for path in kept for secret in ("t0ken", "pass-w0rd", "k3y"))
    for path in kept:
        path.write_text(path.read_text().replace(":5,", ":[5],"))
    read(**cache)
    assert len(account.asked) == 4  # a damaged entry is read anew
    for path in kept:
        path.write_text(re.sub(r"(form\W+)1", r"\g<1>0", path.read_text()))
    read(**cache)
    assert len(account.asked) == 5


def test_strings_of_pingdom_are_no_templates(read, account, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    account.checks = [check(1, "front", "www.example.com", tags=[HOSTILE])]
    found = read(hostvars=["tags", "checks"], compose={"first": "pingdom_tags[0]"}, keyed_groups=[{"key": "first"}])
    assert str(found.hosts["front"].vars["first"]) == HOSTILE
    tag = found.hosts["front"].vars["pingdom_checks"][0]["tags"][0]
    assert TRUST_IS_TAGGED or hasattr(tag, "__UNSAFE__")
    assert not (tmp_path / "pwned").exists()


# The lookup


def test_looking_up(look, account):
    assert look("mail", "front", field="id") == [3, 1]
    assert look(2, tags=["web"], field="name") == ["ping", "front"]
    [one] = look(types=["smtp"])
    assert one == {
        **dict.fromkeys(field.name for field in RECORD.fields),
        "id": 3,
        "name": "mail",
        "host": "192.0.2.7",
        "type": "smtp",
        "status": "paused",
        "resolution": 5,
        "tags": [],
        "auto_tags": [],
        "probe_filters": [],
    }
    assert len(account.asked) == 3


def test_a_loop_by_with_looks_up_alike(look):
    assert look("mail", wantlist=True, field="id") == [3]


def test_empty_lists_name_nothing(look, account):
    assert [look([]), look(tags=[])] == [[], []]
    assert account.asked == []
    assert len(look()) == 3


@pytest.mark.parametrize(
    ("terms", "options", "text"),
    [
        (["nobody"], {}, "no check has the name 'nobody'"),
        ([17], {}, "no check has the id 17"),
        ([], {"tags": ["none"]}, "no check has the tag 'none'"),
        ([""], {}, "the list of terms has an entry that is null or empty"),
        ([True], {}, "no text or number"),
        ([], {"tag": ["web"]}, "there is no option 'tag'"),
        ([], {"url": "https://x/\udc80"}, "url is no text"),
    ],
)
def test_what_cannot_be_looked_up(look, terms, options, text):
    with pytest.raises(AnsibleLookupError, match=re.escape(text)):
        look(*terms, **options)


def test_a_name_of_several_checks_is_an_error(look, account):
    account.checks.append(check(4, "mail", "other.example.com", status="up"))
    with pytest.raises(AnsibleLookupError, match=re.escape("there are 2 checks named 'mail', with the ids 3, 4")):
        look("mail")
    assert look("mail", statuses=["up"], field="id") == [4]


def test_what_may_lack_is_passed_over(look):
    assert look("nobody", "mail", 17, allow_missing=True, field="id") == [3]


def test_what_is_looked_up_is_no_template(look, account):
    account.checks = [check(1, HOSTILE, "www.example.com")]
    [name] = look(field="name")
    assert str(name) == HOSTILE
    assert TRUST_IS_TAGGED or hasattr(name, "__UNSAFE__")


def test_requests_may_be_missing(look, monkeypatch):
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "requests" else find(name))
    with pytest.raises(AnsibleLookupError, match="requests"):
        look("mail")
