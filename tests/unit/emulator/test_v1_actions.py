# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1: how actions answer, what makes and moves objects, settings of channels, pages that there are not."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from .conftest import Answer, Client, ask

OK = b'<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>'


def status(client: Client, number: int, content: str = "sensors") -> int:
    found: int = client.rows(content, columns="status", filter_objid=number)[0]["status_raw"]
    return found


def ids_named(client: Client, name: str) -> set[int]:
    return {row["objid"] for row in client.rows("sensors", columns="objid,name", count="*") if row["name"] == name}


def moved(client: Client, **query: Any) -> Answer:
    return client.page("moveobjectnow.htm", **query)


def clone(client: Client, number: int | str, target: int, name: str = "copy", **query: Any) -> Answer:
    return client.v1("duplicateobject.htm", id=number, targetid=target, name=name, **query)


def new_id(answer: Answer) -> int:
    assert answer.status == 302, answer.body
    page = urlsplit(answer.headers["Location"])
    assert page.path == "/object.htm"
    return int(parse_qs(page.query)["id"][0])


# How actions answer


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("api/pauseobjectfor.htm", {"id": 1001, "duration": 5}),
        ("api/simulate.htm", {"id": 2101, "action": 1}),
        ("api/acknowledgealarm.htm", {"id": 2121, "ackmsg": "known"}),
        ("api/scannow.htm", {"id": 1001}),
        ("api/discovernow.htm", {"id": 1001}),
        ("api/rename.htm", {"id": 1001, "value": "other"}),
        ("api/setobjectproperty.htm", {"id": 1001, "name": "tags", "value": "x"}),
        ("api/setpriority.htm", {"id": 1001, "prio": 1}),
        ("api/setposition.htm", {"id": 1001, "newpos": "bottom"}),
        ("api/deleteobject.htm", {"id": 1001, "approve": 1}),
        ("moveobjectnow.htm", {"id": 1001, "targetid": 53}),
    ],
)
def test_an_action_that_is_done_says_ok(client: Client, page: str, query: dict[str, Any]) -> None:
    answer = client.page(page, **query)
    assert (answer.status, answer.body, answer.headers["Location"]) == (200, OK, None)


@pytest.mark.parametrize(
    ("page", "query"),
    [("setpriority.htm", {"prio": 1}), ("setposition.htm", {"newpos": "bottom"})],
)
def test_what_is_done_to_one_object_refuses_a_list(client: Client, page: str, query: dict[str, Any]) -> None:
    before = client.rows("devices", id=52, columns="objid,priority,position")
    answer = client.v1(page, id="1001,1002", **query)
    assert (answer.status, answer.xml.findtext("error")) == (400, "Sorry, there is no object with the specified id.")
    assert client.rows("devices", id=52, columns="objid,priority,position") == before


def test_several_objects_get_the_name_that_is_asked_for(client: Client) -> None:
    client.v1("rename.htm", id="2101,2102", value="same")
    assert ids_named(client, "same") == {2101, 2102}


def test_a_probe_is_not_renamed(client: Client) -> None:
    before = client.rows("probes", columns="objid,name")
    answer = client.v1("rename.htm", id=1, value="other")
    assert (answer.status, answer.xml.findtext("error")) == (400, "Sorry, the selected object cannot be used here.")
    assert client.rows("probes", columns="objid,name") == before


@pytest.mark.parametrize("value", ["", "  "])
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("rename.htm", {"id": 2101}),
        ("setobjectproperty.htm", {"id": 2101, "name": "name"}),
        ("setobjectproperty.htm", {"id": 2101, "name": "name", "subtype": "channel", "subid": 0}),
    ],
)
def test_an_empty_name_is_refused(client: Client, page: str, query: dict[str, Any], value: str) -> None:
    location = client.v1(page, value=value, **query).headers["Location"]
    expected = "The request could not be completed.<br/><ul><li>Field &#39;Name&#39; is required</li></ul><br/>"
    assert parse_qs(urlsplit(location).query)["errormsg"] == [expected]
    assert ids_named(client, value) == set()


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("simulate.htm", {"id": 2101}),
        ("simulate.htm", {"id": 2101, "action": 0}),
        ("acknowledgealarm.htm", {"id": 2121, "duration": "soon"}),
    ],
)
def test_what_is_not_understood_is_not_done(client: Client, page: str, query: dict[str, Any]) -> None:
    before = status(client, query["id"])
    assert client.v1(page, **query).headers["Location"].startswith("/error.htm?errormsg=The+parameter+")
    assert status(client, query["id"]) == before


@pytest.mark.parametrize(("action", "word", "other"), [(0, "Resume", 1), (1, "Pause", 0)])
def test_pausing_and_resuming_answer_the_button_that_would_undo_it(
    client: Client, action: int, word: str, other: int
) -> None:
    answer = client.v1("pause.htm", id=1001, action=action)
    assert (answer.status, answer.xml.get("title")) == (200, word)
    assert f"pauseObject.call(this,'1001',{other})" in answer.xml.get("onclick", "")


def test_by_quirk_every_page_takes_post(client: Client) -> None:
    pause = {"path": "api/pause.htm", "method": "POST", "id": 1001, "action": 0}
    assert client.page(**pause).status == 404
    assert status(client, 1001, "devices") == 3
    client.emulator.quirk("v1_takes_post")
    assert client.page(**pause).status == 200
    assert status(client, 1001, "devices") == 7


# Copies


def test_a_copy_is_paused_with_all_below_it_until_it_is_resumed(client: Client) -> None:
    copy = new_id(clone(client, 1001, 53, "web-9", host="web-9.stage.example"))
    row = client.rows("devices", columns="name,host,parentid,active,status", filter_objid=copy)[0]
    assert (row["name"], row["host"], row["parentid"]) == ("web-9", "web-9.stage.example", 53)
    assert (row["active_raw"], row["status_raw"]) == (0, 7)
    sensors = client.rows("sensors", id=copy, columns="objid,name,active,status")
    assert {(one["name"], one["active_raw"], one["status_raw"]) for one in sensors} == {
        ("Ping", -1, 7),
        ("HTTP shop.example", -1, 7),
        ("CPU Load", -1, 7),
    }
    client.v1("pause.htm", id=copy, action=1)
    assert {status(client, one["objid"]) for one in sensors} == {3}
    assert client.rows("devices", columns="host", filter_objid=1001)[0]["host"] == "web-1.shop.example"


def test_the_page_of_a_copy_leads_to_the_log_in_page_which_knows_its_id(client: Client) -> None:
    answer = clone(client, 2101, 1002, "Ping 2")
    page = ask(f"{client.emulator.prtg}{answer.headers['Location']}")
    expected = f"/public/login.htm?loginurl=/object.htm?id={new_id(answer)}&errormsg="
    assert (page.status, page.headers["Location"]) == (302, expected)
    assert b'id="loginform"' in ask(f"{client.emulator.prtg}{expected}").body


def test_the_page_of_an_object_is_there_for_who_brings_credentials(client: Client) -> None:
    known = client.emulator.credentials
    login = {"username": known["prtg_username"], "passhash": known["prtg_passhash"]}
    for query in ({"apitoken": known["prtg_ro_api_token"]}, login):
        page = ask(f"{client.emulator.prtg}/sensor.htm?{urlencode({'id': 2102} | query)}")
        assert (page.status, b"<title>HTTP shop.example | PRTG" in page.body) == (200, True)
    wrong = ask(f"{client.emulator.prtg}/sensor.htm?{urlencode({'id': 2102} | login | {'passhash': '1'})}")
    assert (wrong.status, wrong.headers["Location"]) == (
        302,
        "/public/login.htm?loginurl=/sensor.htm?id=2102&errormsg=",
    )


def test_other_redirects_to_a_copy(client: Client) -> None:
    client.emulator.quirk("v1_clone_to_kind")
    assert clone(client, 1001, 53).headers["Location"].startswith("/device.htm?id=")
    client.emulator.quirk("v1_clone_not_valid_yet")
    failed = urlsplit(clone(client, 1001, 53, "late").headers["Location"])
    told = parse_qs(failed.query)
    assert (failed.path, told["errormsg"]) == ("/error.htm", ["the object is currently not valid"])
    made = client.rows("devices", columns="objid", filter_name="late")[0]["objid"]
    assert told["errorurl"] == [f"/object.htm?id={made}"]


@pytest.mark.parametrize(
    ("number", "target", "text"),
    [
        (1001, 4711, "Sorry, there is no object with the specified id."),
        (4711, 52, "Sorry, there is no object with the specified id."),
        (1001, 1002, "Sorry, the selected object cannot be used here."),
        (2101, 52, "Sorry, the selected object cannot be used here."),
        (52, 0, "Sorry, the selected object cannot be used here."),
        (0, 52, "Sorry, the selected object cannot be used here."),
        (1, 0, "Sorry, the selected object cannot be used here."),
        ("1001,1002", 54, "Sorry, there is no object with the specified id."),
        (1, 2, "Sorry, the selected object cannot be used here."),
    ],
)
def test_what_can_be_neither_copied_nor_moved_there(client: Client, number: int | str, target: int, text: str) -> None:
    before = len(client.rows("objects", columns="objid", count="*"))
    for answer in (clone(client, number, target), moved(client, id=number, targetid=target)):
        assert (answer.status, answer.xml.findtext("error")) == (400, text)
    assert len(client.rows("objects", columns="objid", count="*")) == before


@pytest.mark.parametrize("name", ["", "  "])
def test_a_copy_needs_a_name(client: Client, name: str) -> None:
    assert clone(client, 1001, 53, name).headers["Location"].startswith("/error.htm?errormsg=")
    assert [row["objid"] for row in client.rows("devices", id=53, columns="objid")] == [1005]


# Moving


def test_an_object_moves_with_all_below_it(client: Client) -> None:
    assert moved(client, id=1001, targetid=53).status == 200
    assert client.rows("devices", columns="parentid", filter_objid=1001)[0]["parentid"] == 53
    assert [row["objid"] for row in client.rows("sensors", id=53, columns="objid", filter_parentid=1001)] == [
        2101,
        2102,
        2103,
    ]


def test_a_sensor_is_not_moved_to_another_device(client: Client) -> None:
    answer = moved(client, id=2101, targetid=1002)
    assert (answer.status, answer.xml.findtext("error")) == (400, "Sorry, the selected object cannot be used here.")
    assert client.rows("sensors", columns="parentid", filter_objid=2101)[0]["parentid"] == 1001


def test_moving_needs_credentials_and_write_access(client: Client) -> None:
    url = f"{client.emulator.prtg}/moveobjectnow.htm?id=1001&targetid=53"
    assert ask(url).status == 401
    reader = client.emulator.credentials["prtg_ro_api_token"]
    assert b'class="errormsg"' in ask(f"{url}&apitoken={reader}").body
    below_itself = moved(client, id=51, targetid=53).headers["Location"]
    assert below_itself.startswith("/error.htm?errormsg=")
    assert client.rows("devices", columns="parentid", filter_objid=1001)[0]["parentid"] == 52


# Settings of channels


def test_a_setting_of_a_channel_is_not_one_of_its_sensor(client: Client) -> None:
    channel = {"id": 2101, "subtype": "channel", "subid": 0}
    assert client.v1("setobjectproperty.htm", **channel, name="limitmaxerror", value="250").body == OK
    assert client.v1("setobjectproperty.htm", **channel, name="name", value="Round trip").body == OK

    def read(name: str, **more: Any) -> str | None:
        return client.v1("getobjectproperty.htm", **(channel | more), name=name).xml.findtext("result")

    assert (read("limitmaxerror"), read("name"), read("limitmode"), read("limitwarningmsg")) == (
        "250",
        "Round trip",
        "0",
        "",
    )
    assert (read("limitmaxerror", subid=1), read("name", subid=1)) == ("", "Minimum")
    assert client.v1("getobjectproperty.htm", id=2101, name="name").xml.findtext("result") == "Ping"
    names = [row["name"] for row in client.rows("channels", id=2101, columns="objid,name")]
    assert names == ["Downtime", "Round trip", "Minimum", "Maximum", "Packet Loss"]
    assert "Round trip" not in [row["name"] for row in client.rows("channels", id=2111, columns="objid,name")]
    limits = client.v2("/channels/2101.0/overview").json["limits"]
    assert (limits["limit_max_error"], limits["limit_min_error"]) == (250.0, None)
    assert client.ids("/channels", "limitmaxerror > 200") == ["2101.0"]


@pytest.mark.parametrize(
    "part",
    [{"subtype": "channel", "subid": 77}, {"subtype": "channel"}, {"subtype": "trigger", "subid": 0}, {"subid": 77}],
)
def test_a_part_that_is_not_there_changes_nothing(client: Client, part: dict[str, Any]) -> None:
    answer = client.v1("setobjectproperty.htm", id=2101, **part, name="name", value="wrong")
    assert answer.headers["Location"].startswith("/error.htm")
    read = client.v1("getobjectproperty.htm", id=2101, **part, name="name").xml.findtext("result")
    assert read == "(Property not found)"
    assert client.rows("sensors", columns="name", filter_objid=2101)[0]["name"] == "Ping"


@pytest.mark.parametrize(("name", "value"), [("limitmaxerror", "much"), ("priority", "5"), ("colour", "red")])
def test_what_a_channel_cannot_have_leads_to_the_error_page(client: Client, name: str, value: str) -> None:
    answer = client.v1("setobjectproperty.htm", id=2101, subtype="channel", subid=0, name=name, value=value)
    assert answer.headers["Location"].startswith("/error.htm")


def test_a_channel_that_all_sensors_have_can_be_set_as_well(client: Client) -> None:
    client.v1("setobjectproperty.htm", id=2102, subtype="channel", subid=0, name="limitmaxwarning", value="99.5")
    answer = client.v1("getobjectproperty.htm", id=2102, subtype="channel", subid=0, name="limitmaxwarning")
    assert answer.xml.findtext("result") == "99.5"
    assert client.rows("channels", id=2102)[1]["lastvalue_raw"] == 84.0


def test_an_interval_is_told_also_where_it_is_inherited(client: Client) -> None:
    for number in (2101, 1001, 52, 1):
        answer = client.v1("getobjectproperty.htm", id=number, name="interval")
        assert answer.xml.findtext("result") == "60"


# Pages that there are not


@pytest.mark.parametrize(
    "page",
    [
        "api/nonsense.htm",
        "api/setaccess.htm",
        "nonsense.htm",
        "addgroup.htm",
        "controls/addsensor2.htm",
        "chart.png",
        "textlist.htm",
    ],
)
def test_a_page_that_is_not_there_is_neither_a_success_nor_a_redirect(client: Client, page: str) -> None:
    answer = client.page(page, id=1001, targetid=52, name="x", value="y", approve=1)
    assert (answer.status, answer.headers["Location"]) == (404, None)
    assert b"<html>" in answer.body


def test_the_error_page_says_what_it_was_told(client: Client) -> None:
    location = client.v1("setobjectproperty.htm", id=1001, name="colour", value="red").headers["Location"]
    page = ask(f"{client.emulator.prtg}{location}")
    assert page.status == 200
    assert page.xml.findtext("h3") == "Error message: The property colour cannot be set."


def test_answers_carry_the_headers_of_such_a_server(client: Client) -> None:
    for page in ("table.json", "status.json", "pause.htm", "nonsense.htm"):
        headers = client.v1(page, content="devices", id=1001, action=0).headers
        assert headers["Server"] == "PRTG/25.1.102.1373"
        assert (headers["Cache-Control"], headers["X-Frame-Options"]) == ("no-cache", "DENY")
    client.emulator.faults([{"path": "/api/", "headers": {"Server": "nginx"}}])
    assert client.v1("status.json").headers["Server"] == "nginx"


# What is new


def test_a_copy_is_there_after_a_while(client: Client) -> None:
    client.emulator.quirk("v1_new_objects_late")
    number = new_id(clone(client, 1001, 53, "late"))
    assert client.rows("devices", filter_objid=number) == []
    assert client.v1("pause.htm", id=number, action=1).status == 400
    assert client.v2(f"/devices/{number}").status == 404
    client.emulator.advance(4)
    assert [row["objid"] for row in client.rows("devices", columns="objid", filter_objid=number)] == [number]
    assert client.v1("pause.htm", id=number, action=1).status == 200


def test_a_copy_cannot_be_used_for_a_while(client: Client) -> None:
    client.emulator.quirk("v1_new_objects_not_valid")
    number = new_id(clone(client, 1001, 53, "early"))
    for page, query in (("pause.htm", {"action": 1}), ("setobjectproperty.htm", {"name": "tags", "value": "x"})):
        refused = client.v1(page, id=number, **query)
        assert refused.headers["Location"].startswith("/error.htm?errormsg=the+object+is+currently+not+valid")
    assert status(client, number, "devices") == 7
    client.emulator.advance(4)
    assert client.v1("pause.htm", id=number, action=1).status == 200
    assert status(client, number, "devices") == 3
