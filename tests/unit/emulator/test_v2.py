# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v2: credentials, lists in both shapes, single objects, actions, quirks."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Client


def error(answer: Any) -> tuple[int, str]:
    assert set(answer.json) == {"code", "message", "request_id"}
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    return answer.status, answer.json["code"]


# Credentials


def test_what_needs_no_credentials(client: Client) -> None:
    assert client.v2("/health", token="").status == 204
    assert client.v2("/settings/public", token="").status == 200
    assert error(client.v2("/version", token="")) == (401, "AUTH_FAILED")


def test_a_session_opens_renews_expires_and_closes(client: Client) -> None:
    known = client.emulator.credentials
    body = {"username": known["prtg_username"], "password": known["prtg_password"]}
    token = client.v2("/session", body, "POST", token="").json["token"]
    client.emulator.advance(600)
    assert client.v2("/session", token=token).json["token"] == token
    client.emulator.advance(600)
    assert client.v2("/objects/count", token=token).status == 200
    client.emulator.advance(301)
    assert error(client.v2("/objects/count", token=token)) == (401, "AUTH_FAILED")
    token = client.v2("/session", body, "POST", token="").json["token"]
    assert client.v2("/session", method="DELETE", token=token).status == 204
    assert error(client.v2("/objects/count", token=token)) == (401, "AUTH_FAILED")


def test_wrong_credentials(client: Client) -> None:
    assert error(client.v2("/session", {"username": "x", "password": "y"}, "POST", token="")) == (401, "LOGIN_FAILED")
    wrong = client.v2("/devices", token="neither key nor token")
    assert error(wrong) == (400, "BAD_REQUEST")
    assert wrong.json["message"] == "invalid session token or API token format"
    assert error(client.v2("/devices", token="A" * 40)) == (401, "AUTH_FAILED")
    assert error(client.v2("/session")) == (401, "RENEW_FAILED")
    reader = client.emulator.credentials["prtg_ro_api_token"]
    assert client.v2("/devices", token=reader).status == 200
    assert error(client.v2("/devices/1001/pause", {}, "POST", token=reader)) == (403, "FORBIDDEN")


# Lists


def test_the_flat_shape(client: Client) -> None:
    device = client.v2("/devices", filter='name = "web-1"', sensor_status_summary="true").json[0]
    assert (device["id"], device["host"], device["priority"], device["status"]) == (
        "1001",
        "web-1.shop.example",
        5,
        "UP",
    )
    assert [step["name"] for step in device["path"]] == ["Root", "Local Probe", "Web Shop", "Production", "web-1"]
    assert device["sensor_status_summary"]["total"] == 3
    assert {"parent", "basic", "type"}.isdisjoint(device)
    sensor = client.v2("/sensors", filter='id = "2101"').json[0]
    assert (sensor["sensor_kind"], sensor["scanning_interval"]) == ("Ping", 60.0)
    assert [channel["name"] for channel in sensor["channels"]] == ["Downtime", "Ping Time"]
    assert client.v2("/objects", filter='id = "1001"').json[0]["type"] == "DEVICE"
    assert client.v2("/devices/1001/overview").json["host"] == "web-1.shop.example"


def test_the_settings_shape(client: Client) -> None:
    device = client.v2("/experimental/devices", filter='name = "web-3"').json[0]
    assert device["basic"] == {
        "name": "web-3",
        "active": "1",
        "priority": "3",
        "tags": ["linux", "canary"],
        "parenttags": ["production", "web", "shop", "hamburg"],
        "host": "",
        "hostv6": "2001:db8:10::3",
        "ipversion": "1",
    }
    assert device["parent"] == {
        "id": "52",
        "name": "Production",
        "type": "REFERENCED_GROUP",
        "href": "/api/v2/groups/52",
    }
    assert {"path", "tags", "host", "intervalgroup", "sensor_status_summary"}.isdisjoint(device)
    assert client.v2("/devices/1003").json == device


def test_includes(client: Client) -> None:
    device = client.v2("/devices/1011", include="path,sensor_status_summary,intervalgroup,inheritance").json
    assert device["path"][-1]["id"] == "1011"
    assert device["sensor_status_summary"]["calculated_status"] == "DOWN"
    assert (device["intervalgroup"]["interval"], device["intervalgroup"]["_inherited"]) == ("30", True)
    assert device["intervalgroup"]["_inheritancesource"]["name"] == "Databases"
    assert "locationgroup" in client.v2("/devices/1011", include="all_sections").json
    ignored = client.v2("/experimental/devices", sensor_status_summary="true", limit=1)
    assert (ignored.status, "sensor_status_summary" in ignored.json[0]) == (200, False)


def test_pages_counts_and_links(client: Client) -> None:
    answer = client.v2("/experimental/sensors", limit=10, offset=20)
    assert [answer.headers[name] for name in ("X-Total-Count", "X-Result-Count")] == ["39", "10"]
    assert answer.headers.get_all("Link") == [
        '</api/v2/experimental/sensors?limit=10&offset=10>; rel="previous"',
        '</api/v2/experimental/sensors?limit=10&offset=30>; rel="next"',
    ]
    last = client.v2("/experimental/sensors", limit=10, offset=30)
    assert (len(last.json), last.headers.get_all("Link")) == (
        9,
        ['</api/v2/experimental/sensors?limit=10&offset=20>; rel="previous"'],
    )
    assert client.v2("/sensors", offset=100).json == []
    assert error(client.v2("/sensors", limit=3001)) == (400, "BAD_REQUEST")
    assert error(client.v2("/sensors", offset="x")) == (400, "BAD_REQUEST")


def test_one_hundred_entries_are_the_default() -> None:
    from tests.emulator.process import running

    with running("devices:4000") as emulator:
        client = Client(emulator)
        assert len(client.v2("/experimental/devices").json) == 100
        assert len(client.v2("/devices", limit=0).json) == 3000
        emulator.quirk("v2_default_limit_100", False)
        assert len(client.v2("/devices").json) == 3000


def test_sorting(client: Client) -> None:
    rows = client.v2("/devices", sort_by="-priority,name").json
    assert [(row["priority"], row["name"]) for row in rows][:2] == [(5, "branch-rtr-1"), (5, "db-1")]
    assert error(client.v2("/devices", sort_by="colour")) == (400, "BAD_REQUEST")
    assert [row["id"] for row in client.v2("/experimental/devices", sort_by="name", limit=2).json] == ["40", "1001"]


def test_filters_are_refused_as_recorded(client: Client) -> None:
    answer = client.v2("/devices", filter="parentid = 2490")
    assert error(answer) == (400, "INVALID_FILTER")
    assert "value must be a text" in answer.json["message"]
    assert error(client.v2("/experimental/devices", filter='tags contains "x"')) == (400, "INVALID_FILTER")


def test_other_kinds_and_alarms(client: Client) -> None:
    assert client.v2("/objects/count").json == {"probes": 2, "groups": 9, "devices": 16, "sensors": 39}
    assert len(client.v2("/objects").json) == 66
    assert client.v2("/sensor-status-summary/1001").json["up"] == 3
    assert client.v2("/sensor-status-summary").json["total"] == 39
    assert set(client.ids("/sensors/alarms", "priority > 3")) == {"2121"}
    channels = client.v2("/experimental/channels", filter='primary = true and parentid = "2101"').json
    assert [channel["id"] for channel in channels] == ["2101.0"]
    assert client.v2("/channels/2101.0").json["basic"]["displayunit"] == "msec"
    assert client.v2("/channels/2101.0/overview").json["unit"]["display_unit"] == "msec"


def test_what_the_vendor_does_not_list(client: Client) -> None:
    assert error(client.v2("/nothing")) == (404, "NOT_FOUND")
    assert client.v2("/devices", {}, "PUT").status == 405
    assert client.v2("/devices", colour="red", limit=1).status == 200
    assert client.emulator.requests("prtg_v2")[-1]["ignored"] == ["colour"]
    assert error(client.v2("/devices/2101")) == (404, "NOT_FOUND")
    assert error(client.v2("/sensors/1001")) == (404, "NOT_FOUND")
    assert error(client.v2("/groups/0")) == (404, "NOT_FOUND")
    assert error(client.v2("/channels/2101.77")) == (404, "NOT_FOUND")


# Actions


def test_a_pause_over_one_api_shows_in_the_other(client: Client) -> None:
    assert client.v2("/devices/1001/pause", {"duration": 90.5, "message": "Geplante Wartung"}, "POST").status == 204
    device = client.v2("/devices/1001").json
    assert (device["status"], device["basic"]["active"]) == ("PAUSED_BY_USER_UNTIL", "0")
    row = client.rows("sensors", columns="status,active", filter_objid=2101)[0]
    assert (row["status_raw"], row["active_raw"]) == (7, -1)
    client.emulator.advance(91)
    assert client.v2("/devices/1001").json["status"] == "UP"
    client.v1("pause.htm", id=52, action=0)
    assert client.v2("/sensors/2101").json["status"] == "PAUSED_BY_USER"
    assert client.v2("/sensors/2101").json["basic"]["active"] == "1"
    assert client.v2("/groups/52/resume", method="POST").status == 204
    assert client.v2("/sensors/2101").json["status"] == "UP"


def test_bulk_actions_need_a_filter_and_report_each_object(client: Client) -> None:
    chain = 'id = "1001" or id = "1002" or id = "4711"'
    answer = client.v2("/devices/pause", {"filter": chain, "message": "x"}, "POST")
    assert (answer.status, answer.json) == (200, [{"id": "1001"}, {"id": "1002"}])
    assert client.ids("/devices", 'status = pausedbyuser and parentid = "52"') == ["1001", "1002"]
    assert client.v2("/devices/resume", {"filter": chain}, "POST").status == 200
    assert error(client.v2("/devices/pause", {"filter": " "}, "POST")) == (400, "BAD_REQUEST")
    assert error(client.v2("/devices/pause", {"message": "x"}, "POST")) == (400, "BAD_REQUEST")
    assert error(client.v2("/devices/pause", {"filter": "id = 1"}, "POST")) == (400, "INVALID_FILTER")
    client.emulator.quirk("v2_bulk_partial_failure")
    results = client.v2("/devices/pause", {"filter": chain}, "POST").json
    assert [result.get("error", {}).get("code") for result in results] == [None, "WRONG_NODE_STATUS"]
    assert client.ids("/devices", 'status = pausedbyuser and parentid = "52"') == ["1001"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (None, (400, "BAD_REQUEST")),
        ([1], (400, "BAD_REQUEST")),
        ({"until": 1}, (400, "BAD_REQUEST")),
        ({"duration": "300"}, (400, "INVALID_DURATION")),
        ({"duration": 0}, (400, "INVALID_DURATION")),
        ({"message": 1}, (400, "BAD_REQUEST")),
        ({"message": "x" * 15_000}, (400, "BODY_TOO_LARGE")),
    ],
)
def test_bad_bodies(client: Client, body: Any, expected: tuple[int, str]) -> None:
    assert error(client.v2("/devices/1001/pause", body, "POST")) == expected
    assert client.v2("/devices/1001").json["status"] == "UP"


def test_acknowledge_and_scan(client: Client) -> None:
    assert error(client.v2("/sensors/2101/acknowledge", {"message": "x"}, "POST")) == (400, "WRONG_NODE_STATUS")
    assert client.v2("/sensors/2121/acknowledge", {"message": "x", "duration": 60}, "POST").status == 204
    assert client.v2("/sensors/2121").json["status"] == "DOWN_ACKNOWLEDGED"
    results = client.v2("/sensors/acknowledge", {"filter": 'parentid = "1003"'}, "POST").json
    assert [result.get("error", {}).get("code") for result in results] == ["WRONG_NODE_STATUS", None]
    assert client.v2("/probes/1/scan", method="POST").status == 204


def test_a_section_is_inherited_or_its_own(client: Client) -> None:
    def interval() -> dict[str, Any]:
        found: dict[str, Any] = client.v2("/devices/1011", include="intervalgroup,inheritance").json["intervalgroup"]
        return found

    assert interval()["_shadowed"] == {"interval": "60"}
    assert client.v2("/devices/1011", {"intervalgroup": {"interval": "300"}}, "PATCH").status == 204
    assert interval() == {"interval": "300", "_inherited": False}
    assert client.v2("/devices/1011", {"intervalgroup": {"_inherited": True}}, "PATCH").status == 204
    assert (interval()["interval"], interval()["_inherited"]) == ("30", True)
    assert interval()["_shadowed"] == {"interval": "300"}
    assert client.v2("/devices/1011", {"intervalgroup": {"_inherited": False}}, "PATCH").status == 204
    assert interval()["interval"] == "300"
    assert client.v1("getobjectproperty.htm", id=1011, name="interval").xml.findtext("result") == "300"
    root = client.v2("/probes/1", include="intervalgroup,inheritance").json["intervalgroup"]["_inheritancesource"]
    assert root["type"] == "REFERENCED_ROOT"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"basic": {"priority": "6"}}, "1 to 5"),
        ({"basic": {"tags": [1]}}, "list of texts"),
        ({"basic": {"name": 1}}, "a text"),
        ({"basic": {"name": ""}}, "basic.name is invalid: Field 'Name' is required"),
        ({"basic": {"name": "  "}}, "basic.name is invalid: Field 'Name' is required"),
        ({"basic": {"host": None}}, "basic.host is invalid: the NULL value is not allowed"),
        ({"basic": {"parenttags": []}}, "unknown field"),
        ({"basic": {"_inherited": True}}, "unknown field"),
        ({"intervalgroup": {"_inherited": "yes"}}, "unknown field"),
        ({"intervalgroup": {"interval": "soon"}}, "number of seconds"),
        ({"basic": {"name": "new"}, "intervalgroup": []}, "JSON object"),
    ],
)
def test_settings_that_are_refused_leave_all_as_it_is(client: Client, body: dict[str, Any], told: str) -> None:
    before = client.v2("/devices/1001", include="*").json
    answer = client.v2("/devices/1001", body, "PATCH")
    assert (answer.status, told in answer.json["message"]) == (400, True)
    assert client.v2("/devices/1001", include="*").json == before


@pytest.mark.parametrize(
    ("body", "order"),
    [
        ({"position_preset": "bottom"}, ["1002", "1003", "1004", "1001"]),
        ({"position_preset": "down"}, ["1002", "1001", "1003", "1004"]),
        ({"position": 30}, ["1002", "1003", "1001", "1004"]),
        ({"position": 990, "parent": None}, ["1002", "1003", "1004", "1001"]),
        ({"parent": "52", "position": 20}, ["1002", "1001", "1003", "1004"]),
    ],
)
def test_an_object_is_moved_among_its_siblings(client: Client, body: dict[str, Any], order: list[str]) -> None:
    assert client.v2("/objects/1001/move", body, "POST").status == 204
    devices = client.v2("/devices", filter='parentid = "52"').json
    assert [device["id"] for device in devices] == order
    assert [device["position"] for device in devices] == [10, 20, 30, 40]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"parent": None},
        {"positon_preset": "top"},
        {"parent": "53", "place": 10},
        {"position": 15},
        {"position": "10"},
        {"position_preset": "left"},
    ],
)
def test_a_position_that_is_none_is_refused(client: Client, body: dict[str, Any]) -> None:
    before = client.v2("/devices").json
    assert error(client.v2("/objects/1001/move", body, "POST")) == (400, "BAD_REQUEST")
    assert client.v2("/devices").json == before


@pytest.mark.parametrize(("number", "parent"), [(2101, 52), (1001, 1002), (51, 0), (1, 2), (51, 53)])
def test_an_object_does_not_hang_where_none_of_its_kind_does(client: Client, number: int, parent: int) -> None:
    before = client.v2("/objects", limit=3000).json
    assert error(client.v2(f"/objects/{number}/move", {"parent": str(parent)}, "POST")) == (400, "BAD_REQUEST")
    assert client.v2("/objects", limit=3000).json == before


def test_edits(client: Client) -> None:
    assert client.v2("/devices/1001", {"basic": {"name": "new", "tags": ["a"]}}, "PATCH").status == 204
    assert client.v2("/devices/1001").json["basic"]["tags"] == ["a"]
    assert error(client.v2("/experimental/sensor/2101", {"intervalgroup": {}}, "PATCH")) == (
        501,
        "METHOD_NOT_IMPLEMENTED",
    )
    assert error(client.v2("/devices/1001", {"basic": {"colour": 1}}, "PATCH")) == (400, "BAD_REQUEST")
    assert client.v2("/objects/1001/move", {"parent": "53"}, "POST").status == 204
    assert client.v2("/devices/1001").json["parent"]["id"] == "53"
    assert client.v2("/experimental/devices/1001", method="DELETE").status == 204
    assert error(client.v2("/devices/1001")) == (404, "NOT_FOUND")


# Quirks


def test_lists_that_are_gone(client: Client) -> None:
    client.emulator.quirk("v2_deprecated_gone")
    assert (client.v2("/devices").status, client.v2("/experimental/devices").status) == (404, 200)
    assert (client.v2("/devices/1001/overview").status, client.v2("/devices/1001").status) == (404, 200)
    client.emulator.reset()
    client.emulator.quirk("v2_experimental_gone")
    assert (client.v2("/devices").status, client.v2("/experimental/devices").status) == (200, 404)
    client.emulator.quirk("v2_not_activated")
    assert client.v2("/health", token="").status == 404


def test_pages_over_a_changing_tree(client: Client) -> None:
    first = [row["id"] for row in client.v2("/devices", limit=10).json]
    client.emulator.quirk("v2_duplicate_over_pages")
    second = client.v2("/devices", limit=10, offset=10)
    assert (second.json[0]["id"], second.headers["X-Total-Count"]) == (first[-1], "17")
    client.emulator.reset()
    client.emulator.quirk("v2_skip_over_pages")
    assert len(client.v2("/devices", limit=10, offset=10).json) == 5
    client.emulator.quirk("v2_no_total_count")
    assert "X-Total-Count" not in client.v2("/devices").headers


def test_states_that_lag_or_are_summed(client: Client) -> None:
    client.emulator.quirk("v2_status_lags")
    client.v2("/devices/1001/pause", {}, "POST")
    seen = [client.v2("/devices", filter='name = "web-1"').json[0]["status"] for _unused in range(3)]
    assert seen == ["UP", "UP", "PAUSED_BY_USER"]
    client.emulator.quirk("v2_summed_info_status")
    assert client.v2("/devices/1003").json["status"] == "SUMMED_INFO_DOWN"
    assert client.v2("/sensors/2121").json["status"] == "DOWN"


def test_impossible_actions_and_the_root(client: Client) -> None:
    client.emulator.quirk("v2_pause_answers_wrong_node_status")
    assert error(client.v2("/devices/1012/pause", {}, "POST")) == (400, "WRONG_NODE_STATUS")
    assert error(client.v2("/devices/1001/resume", method="POST")) == (400, "WRONG_NODE_STATUS")
    client.emulator.quirk("v2_root_is_group")
    assert client.v2("/groups/0").json["parent"] is None
    assert len(client.v2("/groups").json) == 10


def test_unquoted_ids_and_odd_names(client: Client) -> None:
    assert client.ids("/devices", "parentid in [52]") == []
    client.emulator.quirk("v2_parentid_unquoted_list_matches_nothing", False)
    assert error(client.v2("/devices", filter="parentid in [52]")) == (400, "INVALID_FILTER")
    assert client.ids("/groups", 'name = "Büro & Lager [Hamburg]"') == []
    client.emulator.quirk("v2_names_with_brackets_unmatched", False)
    assert client.ids("/groups", 'name = "Büro & Lager [Hamburg]"') == ["55"]


def test_names_that_match_on_current_lists(client: Client) -> None:
    matching = 'name matches "WEB-"'
    assert client.ids("/experimental/devices", matching) == client.ids("/devices", matching)
    assert client.ids("/experimental/devices", matching) == ["1001", "1002", "1003", "1005", "1031"]
    client.emulator.quirk("v2_matches_incomplete")
    assert client.ids("/experimental/devices", matching) == ["1002"]
    assert len(client.ids("/devices", matching)) == 5


def test_a_measurement_is_a_number_or_by_quirk_a_text_or_nothing(client: Client) -> None:
    def shown(number: str) -> Any:
        return client.v2(f"/channels/{number}").json["last_measurement"]["display_value"]

    # as responses/channels_experimental.senhub shows it: in the unit of the display, the value beside it in bytes
    assert [shown(number) for number in ("2101.0", "2101.1", "2133.-1", "2133.0")] == [12.0, 11.0, 10.0, 0.6]
    assert client.v2("/channels/2133.-1").json["last_measurement"]["value"] == 10240.0
    assert shown("2101.-4") is None
    client.emulator.quirk("v2_display_value_text")
    assert (shown("2101.0"), shown("2133.0"), shown("2101.-4")) == ("12 msec", "0.6 kbit/s", None)
    client.emulator.quirk("v2_display_value_null")
    assert shown("2101.0") is None


def test_members_that_no_list_of_members_has(client: Client) -> None:
    sensor = client.v2("/experimental/sensors", filter='id = "2101"').json[0]
    assert sensor["last_measurement"] == client.v2("/channels/2101.0").json["last_measurement"]
    assert client.v2("/groups", filter='id = "62"').json[0]["autodiscovery"] == {"active": True, "progress": 44}
    assert client.v2("/devices", filter='id = "1001"').json[0]["autodiscovery"] == {"active": False, "progress": None}
    probe = client.v2("/probes", filter='id = "2"').json[0]
    assert (probe["small_probe"], probe["authorized"], probe["probe_status"]) == (True, True, "CONNECTED")
    assert client.ids("/probes", "smallprobe = true and probestatus = connected") == ["2"]
    assert client.ids("/groups", "autodiscoveryactive = true and autodiscoveryprogress > 40") == ["62"]
    client.emulator.quirk("v2_unproven_members_left_out")
    for path in ("/experimental/sensors", "/probes", "/groups", "/devices"):
        members = set(client.v2(path, limit=1).json[0])
        assert not members & {"last_measurement", "autodiscovery", "small_probe", "authorized", "probe_status"}
    assert client.v2("/sensors", limit=1).json[0]["channels"][0]["last_measurement"]


def test_what_sensors_have_counted(client: Client) -> None:
    def ids(*expressions: str) -> list[list[str]]:
        return [client.ids("/sensors", expression) for expression in expressions]

    assert ids("coverage < 100", "performanceimpact > 1", 'crossreference contains "1004"') == [
        ["2142"], ["2002"], ["2102"],
    ]  # fmt: skip
    flat, settings = (client.v2(path, filter='id = "2142"').json[0] for path in ("/sensors", "/experimental/sensors"))
    assert (flat["coverage"], flat["uptime_total"]) == (settings["coverage"], settings["uptimetotal"])


def test_a_filter_that_is_ignored(client: Client) -> None:
    client.emulator.quirk("v2_filter_ignored")
    assert len(client.v2("/probes", filter='name = "nobody"').json) == 2
    assert len(client.v2("/experimental/probes", filter="no filter at all").json) == 2


def test_a_parameter_that_is_not_listed_is_ignored_and_recorded(client: Client) -> None:
    client.emulator.reset()
    listed = client.v2("/experimental/sensors", limit=2, filter='parentid = "1001"')
    more = client.v2("/experimental/sensors", limit=2, filter='parentid = "1001"', sort_by="-name", columns="id")
    assert (more.status, more.json) == (200, listed.json)
    assert "columns" not in more.headers["Link"]
    assert client.v2("/devices/1001/pause", {}, "POST", dry_run="true").status == 204
    assert [seen["ignored"] for seen in client.emulator.requests("prtg_v2")] == [
        [],
        ["columns", "sort_by"],
        ["dry_run"],
    ]


def test_answers_name_no_server(client: Client) -> None:
    assert client.v2("/devices", limit=1).headers["Server"] is None
