# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1: credentials, tables with their traps, actions, single objects, quirks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from multidict import MultiDict

from tests.emulator.emulation import Emulation
from tests.emulator.v1.table import NOT_EMULATED, Tables

from .conftest import Client

PAUSED_DEVICES = {1012, 1031, 1032}


def ids(rows: list[dict[str, Any]]) -> list[int]:
    return [row["objid"] for row in rows]


def paused(client: Client) -> set[int]:
    return set(ids(client.rows("devices", columns="objid", filter_status=["7", "12"])))


# Credentials


def test_three_ways_to_authenticate(client: Client) -> None:
    known = client.emulator.credentials
    user: dict[str, Any] = {"username": known["prtg_username"]}
    passhash = client.v1_bare("getpasshash.htm", **user, password=known["prtg_password"])
    assert passhash.body.decode() == known["prtg_passhash"]
    secrets: list[dict[str, Any]] = [{"passhash": known["prtg_passhash"]}, {"password": known["prtg_password"]}]
    for secret in secrets:
        assert client.v1_bare("status.json", **user, **secret).json["Version"] == "25.1.102.1373+"
    assert client.v1("status.json").status == 200


@pytest.mark.parametrize(
    "query",
    [{}, {"apitoken": "no"}, {"username": "prtgadmin", "passhash": "1"}, {"username": "prtgadmin", "password": ""}],
)
def test_wrong_credentials_are_401(client: Client, query: dict[str, Any]) -> None:
    answer = client.v1_bare("table.json", content="devices", **query)
    assert (answer.status, answer.body) == (401, b"<HTML><BODY><B>Unauthorized</B></BODY></HTML>")
    assert client.v1_bare("getpasshash.htm", username="prtgadmin", password="no").status == 401


def test_an_authorization_header_is_refused_even_beside_a_key(client: Client) -> None:
    bearer = {"Authorization": f"Bearer {client.emulator.credentials['prtg_api_token']}"}
    answer = client.v1_bare("status.json", bearer, apitoken=client.emulator.credentials["prtg_api_token"])
    assert (answer.status, answer.body) == (401, b"Unsupported authorization scheme")
    assert client.v1_bare("v2/devices", bearer).body == b"Unsupported authorization scheme"
    assert client.page("api/v2/session", method="POST").headers["Location"].startswith("/public/login.htm")
    redirect = client.v1_bare("v2/devices")
    assert (redirect.status, redirect.headers["Location"][:17]) == (302, "/public/login.htm")


def test_other_pages_are_404(client: Client) -> None:
    assert client.v1("nonsense.htm").status == 404
    assert b"<html>" in client.v1("nonsense.htm").body


# Tables


def test_json_and_xml_tell_the_same(client: Client) -> None:
    columns = "objid,parentid,name,status,message,active,tags,priority,host,location,interval,intervalx,favorite,upsens"
    rows = client.rows("devices", columns=columns)
    items = client.v1("table.xml", content="devices", columns=columns).xml.findall("item")
    assert [item.findtext("name") for item in items] == [row["name"] for row in rows]
    web1 = next(item for item in items if item.findtext("objid") == "1001")
    assert web1.findtext("intervalx_raw") == "0000000060"
    assert web1.findtext("upsens_raw") == "0000000003"
    assert web1.find("interval_raw") is None
    assert web1.findtext("message") == '<div class="status">OK<div class="moreicon"></div></div>'
    row = next(row for row in rows if row["objid"] == 1001)
    assert (row["active"], row["active_raw"], row["upsens_raw"], row["favorite_raw"]) == (True, -1, 3, 1)
    assert row["tags"] == "linux production web shop hamburg"


def test_texts_of_pauses_and_their_own_flags(client: Client) -> None:
    rows = {row["objid"]: row for row in client.rows("sensors", columns="objid,status,message,active")}
    assert (rows[2211]["status"], rows[2211]["active_raw"], rows[2211]["message_raw"]) == (
        "Paused  (paused by parent)",
        -1,
        "Paused by parent",
    )
    assert rows[2522]["status"].startswith("Paused  (paused until ")
    assert (rows[2522]["status_raw"], rows[2522]["active_raw"]) == (12, 0)
    assert (rows[2502]["status_raw"], rows[2502]["message_raw"]) == (8, "Paused by dependency")
    assert rows[2101]["status"] == "Up "


def test_noraw_and_unknown_columns(client: Client) -> None:
    row = client.rows("devices", columns="objid,status,nothing", noraw=1, count=1)[0]
    assert row == {"objid": 40, "status": "Up ", "nothing": ""}


@pytest.mark.parametrize(("scope", "number"), [(0, 16), (1, 13), (55, 3), (1001, 1), (2101, 0), (4711, 0)])
def test_id_is_the_object_and_all_below(client: Client, scope: int, number: int) -> None:
    assert len(client.rows("devices", id=scope, columns="objid")) == number


def test_groups_hold_the_root_and_probes_the_core_server(client: Client) -> None:
    assert ids(client.rows("groups", columns="objid"))[0] == 0
    probes = client.rows("probes", columns="objid,name,type", filter_parentid=0)
    assert [row["type_raw"] for row in probes] == ["AutonomousDevice", "probenode", "probenode"]
    assert client.v1("table.xml", content="probes").xml.tag == "probenode"
    client.emulator.quirk("v1_probes_list_core_server", False)
    assert len(client.rows("probes", columns="objid")) == 2


def test_channels_have_no_total_and_special_ids(client: Client) -> None:
    table = client.v1("table.xml", content="channels", id=2133, columns="objid,name,lastvalue_").xml
    assert table.get("totalcount") == "0"
    assert [item.findtext("objid_raw") for item in table.findall("item")] == [
        "*000000004",
        "*000000001",
        "*000000001",
        "0000000000",
        "0000000001",
    ]
    assert table.findall("item")[1].findtext("lastvalue_raw") == "0000000000102400.0000"
    assert client.rows("channels", id=2133)[1]["lastvalue_raw"] == 10240.0


@pytest.mark.parametrize(
    ("name", "content", "scope"),
    [
        ("groups.18.2.json", "groups", 0),
        ("devices.18.2.json", "devices", 9217),
        ("sensors_paused_by_parent.18.2.json", "sensors", 9301),
    ],
)
def test_tables_of_a_recorded_tree_are_those_recorded(recorded_tree: Path, name: str, content: str, scope: int) -> None:
    recorded = json.loads((recorded_tree.parents[1] / "table" / name).read_text(encoding="utf-8"))[content]
    columns = ",".join(column for column in recorded[0] if not column.endswith("_raw"))
    query = MultiDict({"content": content, "id": str(scope), "columns": columns})
    emulation = Emulation(str(recorded_tree))
    emulation.quirks.set("v1_json_few_twins", True)
    answer = Tables(emulation).answer(query, "full", "json")
    recorded[0].pop("probe_raw", None)  # only the root has it, empty
    assert json.loads(answer.text or "")[content] == recorded


def test_unknown_content_has_an_empty_key(client: Client) -> None:
    assert client.v1("table.json", content="nonsense").json == {"prtg-version": "25.1.102.1373", "treesize": 0, "": []}


@pytest.mark.parametrize("page", ["table.xml", "table.json", "table.csv"])
@pytest.mark.parametrize("content", sorted(NOT_EMULATED))
def test_a_content_that_is_not_emulated_is_not_taken_for_one_without_rows(
    client: Client, page: str, content: str
) -> None:
    answer = client.v1(page, content=content, id=2102)
    assert (answer.status, answer.xml.findtext("error")) == (400, f"content={content} is not emulated")


def test_a_sensor_tree_is_there_as_xml_alone(client: Client) -> None:
    answer = client.v1("table.json", content="sensortree")
    assert (answer.status, answer.xml.findtext("error")) == (400, "sensortree is there as XML alone")


def test_the_log_is_newest_first_and_counts_from_one(client: Client) -> None:
    client.v1("pause.htm", id=1001, action=0)
    client.v1("pause.htm", id=1001, action=1)
    first, second = client.rows("messages", columns="objid,status,message", count=2)
    assert (first["status_raw"], second["status_raw"], second["objid"]) == (602, 604, 1001)
    assert client.rows("messages", columns="status", count=1, start=1)[0]["status_raw"] == 602


# Paging


def test_pages_and_what_comes_after_the_last(client: Client) -> None:
    every = ids(client.rows("sensors", columns="objid", sortby="objid"))
    assert every == sorted(every)
    assert ids(client.rows("sensors", columns="objid", sortby="objid", count=10, start=30)) == every[30:]
    assert ids(client.rows("sensors", columns="objid", sortby="objid", count=10, start=40)) == every[-10:]
    client.emulator.quirk("v1_rows_past_end", False)
    assert client.rows("sensors", columns="objid", count=10, start=40) == []
    client.emulator.quirk("v1_last_page_filled", True)
    assert ids(client.rows("sensors", columns="objid", sortby="objid", count=10, start=30)) == every[-10:]


def test_counts(client: Client) -> None:
    answer = client.v1("table.json", content="sensors", count=0).json
    assert (answer["treesize"], answer["sensors"]) == (39, [])
    assert len(client.rows("sensors", columns="objid", count="*")) == 39
    assert client.rows("sensors", columns="objid", sortby="-objid")[0]["objid"] == 2523


def test_five_hundred_rows_are_the_default() -> None:
    from tests.emulator.process import running

    with running("devices:600") as emulator:
        assert len(Client(emulator).rows("devices", columns="objid")) == 500


# Filters


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"filter_name": "web-1"}, [1001]),
        ({"filter_name": "WEB-1"}, []),
        ({"filter_name": "@sub(WEB-3,branch-)"}, [1003, 1041, 1042, 1043]),
        ({"filter_name": ["web-1", "db-1"]}, [1001, 1011]),
        ({"filter_name": ["web-1", "db-1"], "filter_priority": "5", "filter_tags": "@tag(mysql)"}, [1011]),
        ({"filter_name": "@neq(web-1)"}, []),
        ({"filter_priority": "@below(2)"}, [1005, 1022, 1031, 1032]),
        ({"filter_priority": "@inrange(4,4)"}, [40, 1012]),
        ({"filter_active": "0"}, [1012]),
        ({"filter_active": "False"}, []),
        ({"filter_tags": "@tag(canary)"}, [1003]),
        ({"filter_parentid": "56"}, [1023]),
        ({"filter_objid": "1001"}, [1001]),
        ({"filter_intervalx": "0000000030"}, [1011, 1012]),
        ({"filter_intervalx": "30"}, []),
        ({"filter_type": "device", "filter_objid": "40"}, [40]),
        ({"filter_nothing": "1", "filter_objid": "40"}, [40]),
    ],
)
def test_filters(client: Client, filters: dict[str, Any], expected: list[int]) -> None:
    assert ids(client.rows("devices", columns="objid", **filters)) == expected


def test_filters_that_servers_botch(client: Client) -> None:
    assert client.rows("groups", columns="objid", filter_name="Büro & Lager [Hamburg]") == []
    client.emulator.quirk("v1_filter_brackets_unmatched", False)
    assert ids(client.rows("groups", columns="objid", filter_name="Büro & Lager [Hamburg]")) == [55]
    client.emulator.quirk("v1_filter_objid_empty")
    assert client.rows("devices", columns="objid", filter_objid="1001") == []
    client.emulator.quirk("v1_filter_ignored")
    assert len(client.rows("devices", columns="objid", filter_objid="1001")) == 16


# Actions


def test_pause_and_resume_of_several(client: Client) -> None:
    before = paused(client)
    assert before == PAUSED_DEVICES
    answer = client.v1("pause.htm", id="1001,1002,4711", action=0, pausemsg="patching & more")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=UTF-8")
    assert paused(client) == before | {1001, 1002}
    row = client.rows("devices", columns="message", filter_objid=1001)[0]
    assert row["message_raw"].startswith("[[ patching & more (Paused at ")
    assert client.v1("pause.htm", id="1001,1002", action=1).status == 200
    assert paused(client) == before


def test_a_timed_pause_is_in_minutes_and_ends(client: Client) -> None:
    assert client.v1("pauseobjectfor.htm", id=1001, duration=5).status == 200
    client.emulator.advance(299)
    assert 1001 in paused(client)
    client.emulator.advance(2)
    assert 1001 not in paused(client)


@pytest.mark.parametrize("duration", ["0", "-1", "1.5", ""])
def test_a_bad_duration_is_a_redirect_to_the_error_page(client: Client, duration: str) -> None:
    answer = client.v1("pauseobjectfor.htm", id=1001, duration=duration)
    assert (answer.status, answer.headers["Location"][:19]) == (302, "/error.htm?errormsg")
    assert 1001 not in paused(client)


def test_fifteen_hundred_ids_fit_into_one_url(client: Client) -> None:
    numbers = ",".join(str(number) for number in range(100_000, 101_499)) + ",1001"
    assert client.v1("scannow.htm", id=numbers).status == 200


def test_an_unknown_id_is_400(client: Client) -> None:
    answer = client.v1("pause.htm", id=4711, action=0)
    assert (answer.status, answer.xml.findtext("error")) == (400, "Sorry, there is no object with the specified id.")


def test_a_read_only_account_gets_200_and_no_effect(client: Client) -> None:
    known = client.emulator.credentials
    answer = client.v1_bare(
        "pause.htm", username=known["prtg_ro_username"], passhash=known["prtg_ro_passhash"], id=1001, action=0
    )
    assert answer.status == 200
    assert b'<div class="errormsg">' in answer.body
    assert known["prtg_ro_passhash"].encode() not in answer.body
    assert paused(client) == PAUSED_DEVICES


def test_acknowledge_simulate_scan_and_edits(client: Client) -> None:
    client.v1("acknowledgealarm.htm", id="2121,2101", ackmsg="known")
    client.v1("simulate.htm", id=2102, action=1)
    client.v1("scannow.htm", id=1001)
    states = {row["objid"]: row["status_raw"] for row in client.rows("sensors", columns="objid,status", id=52)}
    assert (states[2121], states[2101], states[2102]) == (13, 3, 5)
    client.v1("rename.htm", id=1001, value="web-one")
    client.v1("setpriority.htm", id=1001, prio=2)
    client.v1("setobjectproperty.htm", id=1001, name="tags", value="x y")
    row = client.rows("devices", columns="name,priority,tags", filter_objid=1001)[0]
    assert (row["name"], row["priority"], row["tags"].split()[:2]) == ("web-one", "2", ["x", "y"])
    assert (
        client.v1("setobjectproperty.htm", id=1001, name="schedule", value="1")
        .headers["Location"]
        .startswith("/error.htm")
    )
    assert client.v1("deleteobject.htm", id=0, approve=1).status == 400
    client.v1("deleteobject.htm", id=1001, approve=1)
    assert client.rows("sensors", id=1001) == []


def test_positions_go_up_and_down(client: Client) -> None:
    for where, order in (
        ("bottom", [1002, 1003, 1004, 1001]),
        ("up", [1002, 1003, 1001, 1004]),
        ("top", [1001, 1002, 1003, 1004]),
        ("up", [1001, 1002, 1003, 1004]),
        ("down", [1002, 1001, 1003, 1004]),
    ):
        assert client.v1("setposition.htm", id=1001, newpos=where).status == 200
        rows = client.rows("devices", id=52, columns="objid,position", sortby="position")
        assert [row["objid"] for row in rows] == order
        assert [row["position_raw"] for row in rows] == [10, 20, 30, 40]
    for wrong in ({"id": 1001, "newpos": "left"}, {"id": 0, "newpos": "up"}):
        assert client.v1("setposition.htm", **wrong).headers["Location"].startswith("/error.htm")


# Settings


@pytest.mark.parametrize(
    ("number", "name", "value"),
    [(2101, "host", "x"), (1001, "active", "0"), (1001, "priority", "9"), (1001, "nothing", "1"), (1, "basic_", "1")],
)
def test_what_cannot_be_set_leads_to_the_error_page(client: Client, number: int, name: str, value: str) -> None:
    answer = client.v1("setobjectproperty.htm", id=number, name=name, value=value)
    assert answer.headers["Location"].startswith("/error.htm")


def test_by_quirk_an_inherited_value_counts_only_when_inheritance_is_off(client: Client) -> None:
    def interval() -> str:
        text: str = client.rows("devices", columns="intervalx", filter_objid=1011)[0]["intervalx"]
        return text

    client.emulator.quirk("v1_inheritance_stays")
    client.v1("setobjectproperty.htm", id=1011, name="interval", value=300)
    assert interval() == "Inherited (30)"
    client.v1("setobjectproperty.htm", id=1011, name="intervalgroup_", value=0)
    assert interval() == "300"
    client.v1("setobjectproperty.htm", id=1011, name="interval", value=600)
    assert interval() == "600"


def test_a_section_is_inherited_again(client: Client) -> None:
    def interval() -> tuple[str, str | None]:
        """What counts, and what is set of the object itself."""
        row = client.rows("devices", columns="intervalx", filter_objid=1011)[0]
        return row["intervalx"], client.v1("getobjectproperty.htm", id=1011, name="interval").xml.findtext("result")

    assert interval() == ("Inherited (30)", "60")
    client.v1("setobjectproperty.htm", id=1011, name="interval", value=300)
    assert interval() == ("300", "300")
    client.v1("setobjectproperty.htm", id=1011, name="intervalgroup_", value=1)
    assert interval() == ("Inherited (30)", "300")
    client.v1("setobjectproperty.htm", id=1011, name="intervalgroup_", value=0)
    assert interval() == ("300", "300")
    client.v1("setobjectproperty.htm", id=54, name="intervalgroup_", value=1)
    client.v1("setobjectproperty.htm", id=1012, name="intervalgroup_", value=0)
    assert client.rows("devices", columns="intervalx", filter_objid=1012)[0]["intervalx"] == "60"


# Single objects and the server


def test_details_properties_and_stats(client: Client) -> None:
    details = client.v1("getsensordetails.json", id=2101).json["sensordata"]
    assert (details["statusid"], details["parentdeviceid"], details["sensortype"]) == ("3", "1001", "ping")
    assert client.v1("getsensordetails.xml", id=2101).xml.findtext("name", "").strip() == "Ping"
    assert client.v1("getsensordetails.json", id=4711).json["sensordata"]["name"] == "object not found"
    assert client.v1("getobjectproperty.htm", id=1001, name="tags").xml.findtext("result") == "linux"
    for number, name in ((1001, "nothing"), (2101, "host")):
        answer = client.v1("getobjectproperty.htm", id=number, name=name)
        assert answer.xml.findtext("result") == "(Property not found)"
    assert client.v1("getobjectstatus.htm", id=2101, name="status").xml.findtext("result") == "Up"
    assert client.v1("getobjectproperty.htm", id=4711, name="tags").status == 400
    assert client.v1("gettreenodestats.xml").xml.findtext("totalsens") == "39"
    assert client.v1("getstatus.xml").xml.findtext("UpSens") == "20"


# Quirks


def test_status_lags_while_the_own_flag_flips_at_once(client: Client) -> None:
    client.emulator.quirk("v1_status_lags")
    client.v1("pause.htm", id=1001, action=0)
    seen = [client.rows("devices", columns="status,active", filter_objid=1001)[0] for _unused in range(3)]
    assert [(row["status_raw"], row["active_raw"]) for row in seen] == [(3, 0), (3, 0), (7, 0)]
    assert client.rows("sensors", columns="status", id=1001)[0]["status_raw"] == 7


@pytest.mark.parametrize(
    ("call", "sensor", "now", "then"),
    [
        ({"path": "acknowledgealarm.htm", "ackmsg": "x"}, 2121, 5, 13),
        ({"path": "simulate.htm", "action": 1}, 2101, 3, 5),
        ({"path": "scannow.htm"}, None, 2, 3),
    ],
)
def test_the_status_lags_after_every_action(
    client: Client, call: dict[str, Any], sensor: int | None, now: int, then: int
) -> None:
    if sensor is None:  # one that is scanned for the first time
        (made,) = client.v2("/experimental/devices/1001/sensor", {}, "POST", kindid="ping").json
        sensor = int(made["id"])
    client.emulator.quirk("v1_status_lags")
    assert client.v1(call["path"], id=sensor, **{name: call[name] for name in call if name != "path"}).status == 200
    seen = [client.rows("sensors", columns="status", filter_objid=sensor)[0]["status_raw"] for _unused in range(3)]
    assert seen == [now, now, then]


def test_status_stops_lagging_after_a_minute(client: Client) -> None:
    client.emulator.quirk("v1_status_lags")
    client.v1("pause.htm", id=1001, action=0)
    client.emulator.advance(61)
    assert client.rows("devices", columns="status", filter_objid=1001)[0]["status_raw"] == 7


def test_answers_that_are_no_data(client: Client) -> None:
    client.emulator.quirk("v1_html_login_200")
    assert b'id="loginform"' in client.v1("table.json", content="devices").body
    assert b'id="loginform"' in client.v1_bare("getpasshash.htm", username="x", password="y").body
    client.emulator.quirk("v1_https_redirect")
    location = client.v1("table.json", content="devices").headers["Location"]
    assert location.startswith("https://")
    assert "apitoken=" in location


def test_actions_that_only_look_like_success(client: Client) -> None:
    client.emulator.quirk("v1_read_only_200")
    assert b"errormsg" in client.v1("pause.htm", id=1001, action=0).body
    client.emulator.reset()
    client.emulator.quirk("v1_action_error_302")
    assert client.v1("pause.htm", id=1001, action=0).headers["Location"].startswith("/error.htm")
    assert paused(client) == PAUSED_DEVICES
    client.emulator.reset()
    client.emulator.quirk("v1_actions_redirect")
    answer = client.v1("pause.htm", id=1001, action=0)
    assert (answer.status, answer.headers["Location"]) == (302, "/device.htm?id=1001")
    assert paused(client) == PAUSED_DEVICES | {1001}


def test_odd_texts(client: Client) -> None:
    client.emulator.quirk("v1_control_characters")
    assert b"\x00" in client.v1("table.xml", content="devices", columns="message").body
    client.emulator.quirk("v1_stray_ampersand")
    assert b"R&D<" in client.v1("table.xml", content="sensortree").body
    client.emulator.quirk("v1_german")
    row = next(row for row in client.rows("sensors", columns="objid,status,message,lastcheck") if row["objid"] == 2211)
    assert (row["status"], row["message_raw"]) == (
        "Pausiert  (durch übergeordnetes Objekt)",
        "Pausiert durch übergeordnetes Objekt",
    )
    client.emulator.quirk("v1_tags_with_commas")
    assert client.rows("devices", columns="tags", filter_objid=1001)[0]["tags"] == "linux,production,web,shop,hamburg"
    client.emulator.quirk("v1_hidden_active")
    assert client.rows("devices", columns="objid,active", filter_objid=1001, noraw=1) == [{"objid": 1001}]


def test_totals_and_log_in_quirks(client: Client) -> None:
    client.emulator.quirk("v1_treesize_wrong")
    assert client.v1("table.json", content="devices", id=4711).json == {
        "prtg-version": "25.1.102.1373",
        "treesize": 16,
        "devices": [],
    }
    client.emulator.quirk("v1_channels_totalcount_zero", False)
    assert client.v1("table.json", content="channels", id=2133).json["treesize"] == 5
    client.emulator.quirk("v1_status_fields_missing")
    assert client.v1("status.json").json["Alarms"] == "(Object not found)"
    client.emulator.quirk("v1_login_redirect")
    assert client.v1_bare("status.json", apitoken="no").headers["Location"].startswith("/public/login.htm")
    client.emulator.quirk("v1_bearer_reads")
    bearer = {"Authorization": f"Bearer {client.emulator.credentials['prtg_api_token']}"}
    assert client.v1_bare("status.json", bearer).status == 200
    assert client.v1_bare("pause.htm", bearer, id=1001, action=0).status == 401


def test_the_status_has_every_member_that_was_seen(client: Client) -> None:
    status = client.v1("getstatus.htm", id=0).json
    assert (status["CorrelationTasks"], status["LowMem"], status["ActivationAlert"]) == ("0", False, "")
    assert status["jsClock"] == pytest.approx(client.emulator.now(), abs=60)
    assert [child.tag for child in client.v1("getstatus.xml").xml] == list(status)
