# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objects a selection means on which PRTG server, and with which connection."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.opswatch.monitoring.plugins.filter import prtg_by_server, prtg_connection

by_server = prtg_by_server.FilterModule().filters()["prtg_by_server"]
connection = prtg_connection.FilterModule().filters()["prtg_connection"]

HOSTS = {
    "web-1": {"prtg_id": "1001", "prtg_server": "prtg-a.example"},
    "web-2": {"prtg_id": 1002, "prtg_server": "PRTG-A.example/"},
    "same": {"prtg_id": "1001", "prtg_server": "prtg-a.example"},
    "db-1": {"prtg_id": "1001", "prtg_server": "prtg-b.example/monitor"},
    "old": {"prtg_id": "77"},
    "null": {"prtg_id": "78", "prtg_server": None},
    "elsewhere": {"prtg_id": None, "prtg_server": "prtg-c.example"},
    "localhost": {},
}
ONE = {"prtg-a.example": {"url": "https://prtg-a.example", "api_token": "sEcReT"}}
TWO = {**ONE, "prtg-b.example/monitor": {"url": "https://prtg-b.example/monitor"}}


def work(selection, servers=None):
    found = by_server(selection, HOSTS, servers or {})
    assert found["problem"] == ""
    return {part["server"]: part["select"] for part in found["work"]}


def problem(selection, servers=None):
    found = by_server(selection, HOSTS, servers or {})
    assert found["work"] == []
    assert "sEcReT" not in found["problem"]
    return found["problem"]


def test_hosts_are_their_ids_on_their_servers():
    selection = {"hosts": ["web-1", "db-1", "web-2", "same", "localhost", "elsewhere"], "kind": ["device"]}
    assert work(selection, TWO) == {
        "prtg-a.example": {"ids": ["1001", "1002"], "kind": ["device"]},
        "prtg-b.example/monitor": {"ids": ["1001"], "kind": ["device"]},
    }


@pytest.mark.parametrize(
    ("hosts", "servers", "expected"),
    [
        (["old", "null"], {}, {"": ["77", "78"]}),
        ("old, null", {}, {"": ["77", "78"]}),
        (["old", "null"], ONE, {"prtg-a.example": ["77", "78"]}),
        (["web-1"], {}, {"prtg-a.example": ["1001"]}),
        (["old", "web-1"], {}, {"prtg-a.example": ["77", "1001"]}),
        (["web-1", "old"], ONE, {"prtg-a.example": ["1001", "77"]}),
        (["localhost", "elsewhere"], {}, {}),
        ([], TWO, {}),
    ],
)
def test_hosts_without_a_server_belong_to_the_only_one(hosts, servers, expected):
    assert {server: select["ids"] for server, select in work({"hosts": hosts}, servers).items()} == expected


@pytest.mark.parametrize(
    ("selection", "servers", "words"),
    [
        (
            {"hosts": ["web-1", "db-1"]},
            {},
            ["prtg-a.example (web-1)", "prtg-b.example/monitor (db-1)", "one connection"],
        ),
        ({"hosts": ["web-1", "db-1"]}, ONE, ["prtg-b.example/monitor (db-1)", "has: prtg-a.example"]),
        ({"hosts": ["web-1", "old", "null"]}, TWO, ["nothing says", "old, null"]),
        ({"hosts": ["web-1"], "ids": ["5"]}, ONE, ["hosts say by themselves"]),
        ({"hosts": ["web-1"], "server": "x"}, ONE, ["hosts say by themselves"]),
        ({"ids": ["5"]}, TWO, ["several servers", "server"]),
        ({"filter": "status = up"}, TWO, ["several servers"]),
        ({"ids": ["5"], "server": "prtg-x"}, TWO, ["prtg-x", "has: prtg-a.example, prtg-b"]),
        ({"hosts": ["web-1", "web-11"]}, ONE, ["the inventory has no hosts web-11"]),
        ({"hosts": "web-1, wbe-2"}, ONE, ["the inventory has no hosts wbe-2"]),
        (
            {"hosts": ["web-1"]},
            {"prtg-a.example": {"url": "https://x", "api_tokn": "sEcReT"}},
            ["no option of a connection: api_tokn. There are url, api,"],
        ),
        ({"hosts": ["web-1"]}, ["prtg-a.example"], ["connection options of each server"]),
        ({"hosts": ["web-1"]}, {"prtg-a.example": "https://u:sEcReT@x"}, ["connection options of each server"]),
    ],
)
def test_what_has_no_connection_is_named(selection, servers, words):
    told = problem(selection, servers)
    assert [word for word in words if word not in told] == []


@pytest.mark.parametrize(
    ("selection", "servers", "expected"),
    [
        ({"ids": ["5"], "under": "0"}, {}, {"": {"ids": ["5"], "under": "0"}}),
        ({"names": ["x"]}, ONE, {"prtg-a.example": {"names": ["x"]}}),
        ({"under": "0", "server": "PRTG-A.example"}, TWO, {"PRTG-A.example": {"under": "0"}}),
        ({"ids": ["5"], "server": "prtg-x"}, {}, {"prtg-x": {"ids": ["5"]}}),
        ({}, TWO, {}),
        (None, {}, {}),
        ({"kind": ["device"], "ids": [], "filter": None}, {}, {}),
        ({"ids": [], "filter": "status = up"}, {}, {"": {"ids": [], "filter": "status = up"}}),
    ],
)
def test_other_selectors_mean_one_server(selection, servers, expected):
    assert work(selection, servers) == expected


def test_no_servers_at_all_is_one_connection():
    assert by_server({"hosts": ["web-1"]}, HOSTS, None)["work"] == [
        {"server": "prtg-a.example", "select": {"ids": ["1001"]}}
    ]


def test_a_connection_mixes_nothing_of_another_server_in():
    assert connection(ONE, "PRTG-A.example/") == {
        "url": "https://prtg-a.example",
        "api": "auto",
        "server_name": "",
        "api_token": "sEcReT",
        "username": "",
        "password": "",
        "passhash": "",
    }
    named = {"berlin": {"url": "https://x", "api": "v2", "server_name": "berlin", "username": "u", "password": "p"}}
    assert connection(named, "berlin") == {**named["berlin"], "api_token": "", "passhash": ""}
    assert connection({"a": {"validate_certs": False, "proxy": None}}, "a") == {"validate_certs": False}


def test_a_connection_is_the_only_one_or_the_one_of_that_name():
    assert connection({}, "anything") == connection({}, "") == {}
    assert connection({"a": {"timeout": 5}}, "") == {"timeout": 5}
    for servers, server in ((TWO, ""), (TWO, "prtg-c"), (ONE, "prtg-c")):
        with pytest.raises(
            AnsibleFilterError, match=f"no connection to the PRTG server '{server}', there are: prtg-a"
        ) as told:
            connection(servers, server)
        assert "sEcReT" not in str(told.value)


@pytest.mark.parametrize("wrong", [None, [], {"a": None}, {"a": "https://u:sEcReT@x"}])
def test_what_is_no_connection_is_refused(wrong):
    with pytest.raises(AnsibleFilterError, match="takes the connection options") as told:
        connection(wrong, "a")
    assert "sEcReT" not in str(told.value)
