# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v2: what can be made where, schemas, metascans, lookups, libraries, measurements, limits of channels."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Client


def kinds(client: Client, parent: int, **query: int) -> dict[str, dict[str, Any]]:
    return {row["kind"]: row for row in client.v2(f"/experimental/schemas/{parent}", **query).json}


# What can be made


def test_kinds_below_an_object(client: Client) -> None:
    assert set(kinds(client, 53)) == set(kinds(client, 1)) == {"device", "group"}
    below = kinds(client, 1001)
    assert (below["ping"]["creatable"], below["ping"]["hints"]) == (True, [])
    assert below["probestate"]["hints"] == ["SensorNeedsProbeDevice"]
    assert kinds(client, 40)["probestate"]["creatable"] is True
    assert below["snmpdiskfree"]["metascan_href"] == "/experimental/devices/1001/metascan?kind=snmpdiskfree"
    assert kinds(client, 2101) == {}
    assert list(kinds(client, 1001, limit=2, offset=1)) == list(below)[1:3]
    assert client.v2("/experimental/schemas/4711").status == 404


def test_a_schema_says_what_a_body_may_hold(client: Client) -> None:
    path = "/experimental/schemas/53/post"
    device = client.v2(path, kind="device").json
    assert list(device["properties"]) == ["basic"]
    assert device["properties"]["basic"]["required"] == ["name", "host"]
    everything = client.v2(path, kind="device", include="all_sections").json["properties"]
    assert everything["intervalgroup"]["properties"]["_inherited"] == {"type": "boolean"}
    assert client.v2(path, kind="ping").status == 400
    traffic = client.v2("/experimental/schemas/1001/post", kind="snmptraffic").json["properties"]["basic"]
    assert "name" not in traffic["properties"]
    disk = client.v2("/experimental/schemas/1001/post", kind="snmpdiskfree.7").json["properties"]["diskfree"]
    assert disk["required"] == ["disk"]
    assert "active" not in client.v2("/experimental/schemas/1001/patch").json["properties"]["basic"]["properties"]
    assert "active" in client.v2("/experimental/schemas/1001/get").json["properties"]["basic"]["properties"]


def test_a_schema_by_the_name_of_a_kind(client: Client) -> None:
    assert client.v2("/schemas/group", purpose="create").json["properties"]["basic"]["required"] == ["name"]
    assert "required" not in client.v2("/schemas/ping", purpose="update").json["properties"]["basic"]
    assert "active" in client.v2("/schemas/probe").json["properties"]["basic"]["properties"]
    assert [client.v2(f"/schemas/{kind}").status for kind in ("nonsense", "device")] == [404, 200]
    assert client.v2("/schemas/device", purpose="nonsense").status == 400


def test_a_metascan_finds_what_sensors_can_watch(client: Client) -> None:
    path = "/experimental/devices/1001/metascan"
    found = client.v2(path, {"params": {"snmpcommv2": "public"}}, "POST", kind="snmpdiskfree")
    assert (found.status, [one["disk"] for one in found.json]) == (201, ["C:", "D:"])
    assert client.v2(path, None, "POST", kind="snmpdiskfree").json["message"] == "EOF"
    assert client.v2(path, {}, "POST", kind="ping").json["message"] == "sensor kind does not support metascan"
    assert client.v2(path, {"params": []}, "POST", kind="snmpdiskfree").status == 400
    assert client.v2("/experimental/devices/4711/metascan", {}, "POST", kind="snmpdiskfree").status == 404


# Lists beside the tree


def test_lookups_are_listed_and_read(client: Client) -> None:
    rows = client.v2("/lookup-definitions", filter="lookuptype = singleint").json
    assert [row["lookup_type"] for row in rows] == ["SINGLEINT"]
    assert client.v2(f"/lookup-definitions/{rows[0]['id']}").json == rows[0]
    assert client.v2("/lookup-definitions/nonsense").status == 404
    ordered = [row["id"] for row in client.v2("/lookup-definitions", sort_by="-name").json]
    assert ordered == sorted(ordered, reverse=True)
    for query in ({"filter": "lookuptype = nonsense"}, {"filter": "status = up"}, {"sort_by": "status"}):
        assert client.v2("/lookup-definitions", **query).status == 400
    assert client.v2("/setting-lookups/lookups").json["message"] == "lookup not found: lookups"


def test_libraries_icons_and_templates_are_listed(client: Client) -> None:
    answer = client.v2("/libraries", filter='name matches "night"', limit=1)
    assert ([row["type"] for row in answer.json], answer.headers["X-Total-Count"]) == (["LIBRARY"], "1")
    assert client.v2("/libraries", filter="lookuptype = range").status == 400
    assert "A_Server_1.png" in [icon["id"] for icon in client.v2("/devices/icons").json]
    assert "Server Windows.odt" in [one["id"] for one in client.v2("/experimental/devices/templates").json]


@pytest.mark.parametrize("kind", ["probe", "group", "device", "sensor"])
def test_some_servers_have_single_objects_among_the_experimental_ones(client: Client, kind: str) -> None:
    number = {"probe": 1, "group": 52, "device": 1001, "sensor": 2101}[kind]
    assert client.v2(f"/experimental/{kind}s/{number}").status in (404, 405)
    client.emulator.quirk("v2_experimental_single_reads")
    assert client.v2(f"/experimental/{kind}s/{number}").json == client.v2(f"/{kind}s/{number}").json
    assert client.v2(f"/experimental/{kind}s/4711").status == 404


# Channels


def test_measurements_of_a_sensor_or_of_all(client: Client) -> None:
    rows = client.v2("/sensors/2101/data", filter='name = "Packet Loss"').json
    assert [(row["channel"]["id"], row["value"]) for row in rows] == [("2101.3", 0.0)]
    names = [row["channel"]["name"] for row in client.v2("/sensors/2101/data", sort_by="-name", limit=2).json]
    assert names == ["Ping Time", "Packet Loss"]
    assert client.v2("/sensors/4711/data").status == 404
    everything = client.v2("/channels/data", limit=3000)
    assert len(everything.json) == len(client.v2("/channels", limit=3000).json)


def test_limits_lookups_percent_and_units_of_channels(client: Client) -> None:
    client.page("editsettings", id=2101, limitmode_3=1, limitmaxerror_3=5, limitwarningmsg_3="slow")
    flat = client.v2("/channels/2101.3/overview").json
    assert (flat["limits"]["limit_max_error"], flat["percent"], flat["unit"]["type"]) == (5.0, 0.0, "PERCENT")
    current = client.v2("/channels/2101.3", include="limits").json["limits"]
    assert (current["limitmode"], current["limitmaxerror"], current["limitminerror"]) == ("1", "5", "")
    assert current["limitwarningmsg"] == "slow"
    assert "limits" not in client.v2("/channels/2101.3").json
    assert client.ids("/channels", "unittype = 1 and percent = 0 and limitmaxerror = 5") == ["2101.3"]
    told = 'lookupdefinitionid = "prtg.standardlookups.yesno.stateyesok"'
    assert client.ids("/channels", told) == ["2113.0", "2303.0"]
    assert client.v2("/channels/2113.0", include="lookup").json["lookup"]["lookupdefinitionid"]


# What runs, and the server


def test_auto_discoveries_are_listed_while_they_run(client: Client) -> None:
    def running(**query: str | int) -> list[str]:
        return [row["id"] for row in client.v2("/autodiscoveries", **query).json]

    endless = running()
    for path in ("devices/1001", "groups/53"):
        client.v2(f"/experimental/{path}/autodiscovery", {}, "POST")
    client.emulator.advance(30)
    rows = {row["id"]: row for row in client.v2("/autodiscoveries").json}
    assert set(rows) == {*endless, "1001", "53"}
    assert rows["1001"]["type"] == "REFERENCED_DEVICE"
    assert 50 <= rows["53"]["autodiscovery"]["progress"] < 60
    assert running(sort_by="-id") == sorted(rows, key=int, reverse=True)
    assert running(filter="type = device") == ["1001"]
    page = client.v2("/autodiscoveries", limit=1, offset=1)
    assert (len(page.json), page.headers["X-Total-Count"]) == (1, str(len(rows)))
    assert client.v2("/autodiscoveries", filter="nonsense = 1").status == 400
    client.emulator.advance(30)
    assert running() == endless == ["62"]


def test_the_network_of_a_probe_is_told(client: Client) -> None:
    assert client.v2("/probes/1/info").json["ip"] == "127.0.0.1"
    assert [client.v2(f"/probes/{number}/info").status for number in (2, 1001, "nonsense")] == [200, 404, 404]


def test_no_toggle_is_on(client: Client) -> None:
    assert client.v2("/experimental/feature-toggles").json == []
    client.emulator.quirk("v2_deprecated_gone")
    assert client.v2("/experimental/feature-toggles").status == 404
