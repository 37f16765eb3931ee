# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v2: what is made, copied and edited, on servers of each generation, at once or late."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Answer, Client


def error(answer: Answer) -> tuple[int, str, str]:
    return answer.status, answer.json["code"], answer.json["message"]


def make(client: Client, path: str, body: Any, **query: str) -> Answer:
    return client.v2(f"/experimental{path}", body, "POST", **query)


def device(client: Client, name: str = "web-9", where: str = "groups/53") -> Answer:
    return make(client, f"/{where}/device", {"basic": {"name": name, "host": "192.0.2.9"}})


def found(client: Client, what: str, name: str) -> list[str]:
    return [row["id"] for row in client.v2(f"/experimental/{what}", limit=3000).json if row["name"] == name]


# New ones


@pytest.mark.parametrize("where", ["groups/53", "probes/1"])
def test_groups_and_devices_are_made_below_groups_and_probes(client: Client, where: str) -> None:
    group = make(client, f"/{where}/group", {"basic": {"name": "new", "tags": ["a"]}})
    assert group.status == 201
    (one,) = group.json
    assert (one["name"], one["tags"][0], one["path"][-2]["id"]) == ("new", "a", where.split("/")[1])
    sections = {
        "basic": {"name": "web-9", "host": "192.0.2.9", "priority": "5"},
        "intervalgroup": {"_inherited": False, "interval": "300"},
        "locationgroup": {"_inherited": True, "location": "not used"},
    }
    (two,) = make(client, f"/groups/{one['id']}/device", sections).json
    assert (two["host"], two["priority"], two["scanning_interval"], two["status"]) == ("192.0.2.9", 5, 300.0, "UP")
    (row,) = client.rows("devices", columns="objid,location,parentid", filter_objid=two["id"])
    assert (row["parentid"], row["location_raw"]) == (int(one["id"]), "Hamburg, Speicherstadt")


@pytest.mark.parametrize(
    ("path", "body", "status", "message"),
    [
        ("/groups/53/device", {"name": "x", "host": "y"}, 400, "unknown field 'name'"),
        ("/groups/53/device", {"basic": {"name": "x"}}, 400, "the field 'host' is mandatory"),
        ("/groups/53/device", {"basic": {"host": "x"}}, 400, "the field 'name' is mandatory"),
        ("/groups/53/group", {"basic": {"name": "x", "host": "y"}}, 400, "unknown field 'host'"),
        ("/groups/53/group", {}, 400, "the field 'name' is mandatory"),
        ("/groups/53/group", {"basic": {"name": None}}, 400, "basic.name is invalid: the NULL value is not allowed"),
        ("/groups/53/group", {"basic": {"name": "x"}, "intervalgroup": {"_inherited": "yes"}}, 400, None),
        ("/groups/53/groups", {"basic": {"name": "x"}}, 404, None),
        ("/groups/1001/group", {"basic": {"name": "x"}}, 404, "group not found"),
        ("/groups/53/group", None, 400, "EOF"),
    ],
)
def test_bodies_that_are_refused(client: Client, path: str, body: Any, status: int, message: str | None) -> None:
    answer = make(client, path, body)
    assert answer.status == status
    assert message in (None, answer.json["message"])


def test_a_body_over_the_limit_is_refused(client: Client) -> None:
    assert error(device(client, "x" * 15_000))[:2] == (400, "BODY_TOO_LARGE")
    assert device(client, "x" * 14_900).status == 201


def test_a_sensor_is_found_up_by_its_first_scan(client: Client) -> None:
    answer = make(client, "/devices/1001/sensor", {"basic": {"name": "Ping of edge"}}, kindid="ping")
    (sensor,) = answer.json
    assert (answer.status, sensor["sensor_kind"], sensor["status"]) == (201, "Ping", "COLLECTING")
    client.emulator.advance(6)
    assert client.v2(f"/sensors/{sensor['id']}").json["status"] == "UP"
    assert len(client.rows("channels", id=sensor["id"], columns="objid,name")) == 5


def test_a_new_sensor_is_found_by_a_scan_that_is_asked_for_but_not_while_it_is_paused(client: Client) -> None:
    client.v2("/devices/1002/pause", {}, "POST")
    (one,) = make(client, "/devices/1001/sensor", {}, kindid="http.3").json
    (two,) = make(client, "/devices/1002/sensor", {}, kindid="http").json
    client.v2(f"/sensors/{one['id']}/scan", method="POST")
    assert [client.v2(f"/sensors/{new['id']}").json["status"] for new in (one, two)] == ["UP", "PAUSED_BY_USER"]
    client.emulator.advance(60)
    client.v2("/devices/1002/resume", method="POST")
    assert client.v2(f"/sensors/{two['id']}").json["status"] == "COLLECTING"
    client.emulator.advance(6)
    assert client.v2(f"/sensors/{two['id']}").json["status"] == "UP"


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        (None, {}, "the kind ID is mandatory"),
        ("nonsense", {}, "kind 'nonsense' is not supported"),
        ("snmptraffic", {"basic": {"name": "eth0"}}, "unknown field 'name'"),
        ("snmpuptime", {}, "intervalgroup._inherited is invalid: the NULL value is not allowed"),
        ("snmpdiskfree", {"basic": {"name": "Disk"}}, "the field 'disk' is mandatory"),
        ("ping", {"diskfree": {"disk": "C:"}}, "unknown field 'diskfree'"),
    ],
)
def test_sensors_that_are_refused(client: Client, kind: str | None, body: Any, message: str) -> None:
    query = {} if kind is None else {"kindid": kind}
    answer = make(client, "/devices/1001/sensor", body, **query)
    assert error(answer) == (400, "BAD_REQUEST", message)


@pytest.mark.parametrize("disk", ["C:", ["C:"], ["C:", "D:"]])
def test_what_a_metascan_found_becomes_sensors(client: Client, disk: Any) -> None:
    body = {"basic": {"name": "Disk"}, "diskfree": {"disk": disk}}
    names = [one["name"] for one in make(client, "/devices/1001/sensor", body, kindid="snmpdiskfree").json]
    assert names == (["Disk C:", "Disk D:"] if len(disk) == 2 and isinstance(disk, list) else ["Disk"])


def test_kinds_that_want_it_are_told_what_is_inherited(client: Client) -> None:
    body = {"intervalgroup": {"_inherited": True}}
    assert make(client, "/devices/1001/sensor", body, kindid="snmpuptime").status == 201


def test_a_list_one_object_or_nothing_tells_what_was_made(client: Client) -> None:
    client.emulator.quirk("v2_created_object")
    assert device(client, "one").json["name"] == "one"
    client.emulator.quirk("v2_created_empty")
    answer = device(client, "two")
    assert (answer.status, answer.body) == (201, b"")
    assert len(found(client, "devices", "two")) == 1


# Copies


def clone(client: Client, path: str, **body: Any) -> Answer:
    return client.v2(f"{path}/clone", body, "POST")


def test_a_copy_is_paused_and_its_id_is_not_told(client: Client) -> None:
    more = {"host": "192.0.2.77", "position": "top", "service_url": "https://copy.example"}
    answer = clone(client, "/devices/1001", parent_id="53", name="copy", **more)
    assert (answer.status, answer.body) == (204, b"")
    (number,) = found(client, "devices", "copy")
    copy = client.v2(f"/devices/{number}/overview").json
    assert (copy["status"], copy["host"], copy["position"]) == ("PAUSED_BY_USER", "192.0.2.77", 10)
    read = client.v1("getobjectproperty.htm", id=number, name="serviceurl").xml.findtext("result")
    assert read == "https://copy.example"
    assert len(client.ids("/experimental/sensors", f'parentid = "{number}"')) == 3
    assert clone(client, "/sensors/2101", parent_id="1002").status == 204
    assert clone(client, "/groups/53", parent_id="52", name="group copy", position=20).status == 204
    assert len(found(client, "sensors", "Clone of Ping")) == 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/devices/1001", {"parent_id": "53", "name": "x"}, 400),
        ("/devices/1001", {"name": "x", "host": "y"}, 400),
        ("/devices/1001", {"parent_id": "1002", "host": "y"}, 400),
        ("/devices/1001", {"parent_id": "4711", "host": "y"}, 404),
        ("/devices/1001", {"parent_id": 53, "host": "y"}, 400),
        ("/devices/1001", {"parent_id": "53", "host": "y", "position": "up"}, 400),
        ("/devices/1001", {"parent_id": "53", "host": "y", "position": 15}, 400),
        ("/sensors/2101", {"parent_id": "1002", "host": "y"}, 400),
        ("/devices/4711", {"parent_id": "53", "host": "y"}, 404),
    ],
)
def test_copies_that_are_refused(client: Client, path: str, body: dict[str, Any], status: int) -> None:
    assert clone(client, path, **body).status == status


# Generations


def test_a_server_of_2026_09_has_other_paths(client: Client) -> None:
    plural, singular = "/experimental/sensors/2101", "/experimental/sensor/2101"
    renamed = {"basic": {"name": "renamed"}}
    assert client.v2(plural, renamed, "PATCH").status == 405
    assert client.v2("/experimental/probes/1", renamed, "PATCH").status == 405
    assert clone(client, "/objects/1001", parent_id="53", host="x").status == 404
    client.emulator.quirk("v2_generation_2026_09")
    assert client.v2(singular, renamed, "PATCH").status == 404
    assert client.v2(plural, renamed, "PATCH").status == 204
    assert client.v2("/experimental/probes/1", renamed, "PATCH").status == 204
    assert client.v2("/probes/1").json["name"] == "renamed"
    assert clone(client, "/objects/1001", parent_id="53", name="first", host="x").status == 204
    client.emulator.quirk("v2_clone_tells")
    told = clone(client, "/objects/1001", parent_id="53", name="second", host="x")
    assert (told.status, [one["id"] for one in told.json]) == (201, found(client, "devices", "second"))
    assert clone(client, "/objects/1", parent_id="0", name="probe").status == 404


def test_a_server_of_2023_makes_nothing(client: Client) -> None:
    client.emulator.quirk("v2_generation_2023")
    assert device(client).status == 404
    assert client.v2("/experimental/devices").status == 404
    assert client.v2("/devices/1001", {"basic": {"name": "still"}}, "PATCH").status == 204
    assert client.v2("/devices/1001/overview").json["name"] == "still"
    assert clone(client, "/devices/1001", parent_id="53", host="x").status == 204


# What comes late or not at all


def test_what_is_new_is_there_after_a_while(client: Client) -> None:
    client.emulator.quirk("v2_new_objects_late")
    (new,) = device(client).json
    assert client.v2(f"/devices/{new['id']}").status == 404
    assert client.v2(f"/devices/{new['id']}/resume", method="POST").status == 404
    assert client.rows("devices", filter_objid=new["id"]) == []
    clone(client, "/devices/1001", parent_id="53", name="copy", host="x", position="top")
    assert found(client, "devices", "copy") == []
    client.emulator.advance(4)
    assert client.v2(f"/devices/{new['id']}").status == 200
    assert len(found(client, "devices", "copy")) == 1


def test_what_is_new_does_not_come_where_its_place_has_gone(client: Client) -> None:
    client.emulator.quirk("v2_new_objects_late")
    device(client)
    client.v2("/experimental/groups/53", method="DELETE")
    client.emulator.advance(4)
    assert found(client, "devices", "web-9") == []


def test_what_is_new_refuses_what_is_done_to_it_for_a_while(client: Client) -> None:
    client.emulator.quirk("v2_new_objects_wrong_status")
    (new,) = device(client).json
    path = f"/devices/{new['id']}"
    assert error(client.v2(path, {"basic": {"name": "x"}}, "PATCH"))[:2] == (400, "WRONG_NODE_STATUS")
    client.emulator.quirk("v2_wrong_node_status_409")
    assert error(client.v2(f"{path}/pause", {}, "POST"))[:2] == (409, "WRONG_NODE_STATUS")
    client.emulator.advance(4)
    assert client.v2(f"{path}/pause", {}, "POST").status == 204


def test_what_took_too_long_was_done(client: Client) -> None:
    client.emulator.quirk("v2_execution_timeout")
    assert error(device(client))[:2] == (408, "EXECUTION_TIMEOUT")
    assert len(found(client, "devices", "web-9")) == 1
    assert client.v2("/devices/1001").status == 200


# Edits


def test_sensors_of_some_servers_take_every_section(client: Client) -> None:
    body = {"intervalgroup": {"_inherited": False, "interval": "300"}}
    assert error(client.v2("/experimental/sensor/2101", body, "PATCH"))[:2] == (501, "METHOD_NOT_IMPLEMENTED")
    client.emulator.quirk("v2_sensor_sections")
    assert client.v2("/experimental/sensor/2101", body, "PATCH").status == 204
    assert client.v2("/sensors/2101/overview").json["scanning_interval"] == 300.0


def test_lists_are_replaced_or_added_to(client: Client) -> None:
    def tags(*given: str) -> list[str]:
        client.v2("/devices/1001", {"basic": {"tags": given, "priority": "4"}}, "PATCH")
        own: list[str] = client.v2("/devices/1001").json["basic"]["tags"]
        return own

    assert tags("a", "b") == ["a", "b"]
    client.emulator.quirk("v2_patch_adds_to_lists")
    assert tags("c", "a") == ["a", "b", "c"]
