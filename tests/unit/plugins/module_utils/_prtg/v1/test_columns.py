# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS as RECORD_FIELDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, STATUSES, UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    CONTENTS,
    FIELDS,
    Reader,
    columns_for,
    number,
    object_id,
    read_summary,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import COUNTS

BASE = "https://prtg.example.com"


def field(name, kind="sensor", **cells):
    return getattr(Reader(kind, {name}, BASE)([{"objid": "7", **cells}])[0], name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7", "7"),
        ("0000000007", "7"),
        (" 7 ", "7"),
        ("0", "0"),
        ("0000", "0"),
        ("-4", "-4"),
        ("*000000004", "-4"),
        ("*0", "0"),
        ("", None),
        (None, None),
        ("seven", None),
        ("7.5", None),
        ("9" * 30, None),
    ],
)
def test_object_id(text, found):
    assert object_id(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0000000060", 60.0),
        ("-1", -1.0),
        ("0000000000000260.0000", 260.0),
        ("42716,5", 42716.5),
        ("INF", None),
        ("-INF", None),
        ("NaN", None),
        ("-", None),
        ("", None),
        (None, None),
        ("1.2.3", None),
        ("9" * 400, None),
    ],
)
def test_number(text, found):
    assert number(text) == found


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.token)
def test_status_by_its_code(status):
    assert field("status", status="localised", status_raw=str(status.code)) == status.token


@pytest.mark.parametrize(
    "cells", [{}, {"status": "Up "}, {"status_raw": ""}, {"status_raw": "99"}, {"status_raw": "Up"}]
)
def test_a_status_that_nobody_knows(cells):
    assert field("status", **cells) is None


@pytest.mark.parametrize(
    ("cells", "active"),
    [
        ({"active_raw": "-1", "active": "Wahr"}, True),
        ({"active_raw": "1"}, True),
        ({"active_raw": "0", "active": "Falsch"}, False),
        ({"active_raw": "true"}, True),
        ({"active": "True"}, True),
        ({"active": "False"}, False),
        ({"active": "Wahr"}, None),
        ({"active": ""}, None),
        ({}, None),
        ({"active_raw": "-1", "status_raw": "12"}, False),
        ({"status_raw": "12"}, False),
        ({"status_raw": "7"}, None),
    ],
)
def test_the_own_flag(cells, active):
    assert field("active", **cells) is active


@pytest.mark.parametrize(
    ("active", "status", "cause"),
    [
        ("0", "7", "user"),
        ("0", "12", "user"),
        ("-1", "12", "user"),
        ("-1", "7", "parent"),
        ("-1", "8", "dependency"),
        ("-1", "9", "schedule"),
        ("-1", "11", "license"),
        ("-1", "3", None),
        ("0", "3", "user"),
        ("", "7", UNREAD),
    ],
)
def test_why_an_object_is_silent(active, status, cause):
    assert field("paused_by", active_raw=active, status_raw=status) == cause


@pytest.mark.parametrize(
    ("name", "kind", "cells", "value"),
    [
        ("message", "sensor", {"message": "<div>x</div>", "message_raw": " OK "}, "OK"),
        (
            "message",
            "sensor",
            {"message": '<div class="status">Gut &amp; schnell<div class="moreicon"></div></div>'},
            "Gut & schnell",
        ),
        ("message", "sensor", {"message_raw": "", "message": "<div>shown</div>"}, None),
        ("message", "sensor", {}, None),
        ("priority", "sensor", {"priority": "3"}, 3),
        ("priority", "sensor", {"priority": "***", "priority_raw": "0000000005"}, 5),
        ("priority", "sensor", {"priority": "1"}, 1),
        ("priority", "sensor", {"priority": "0"}, None),
        ("priority", "sensor", {"priority": "6"}, None),
        ("priority", "sensor", {}, None),
        ("favorite", "sensor", {"favorite_raw": "1"}, True),
        ("favorite", "sensor", {"favorite_raw": "0"}, False),
        ("favorite", "sensor", {"favorite": "<span/>"}, None),
        ("tags", "sensor", {"tags": "a b,c,  d a"}, ("a", "b", "c", "d")),
        ("tags", "sensor", {"tags": ""}, ()),
        ("tags", "sensor", {}, None),
        ("host", "device", {"host": "10.0.0.1"}, "10.0.0.1"),
        ("host", "device", {"host": ""}, None),
        ("host", "sensor", {"host": "10.0.0.1"}, None),
        ("sensor_kind", "sensor", {"type": "Ping", "type_raw": "ping"}, "ping"),
        ("sensor_kind", "sensor", {"type": "Ping"}, None),
        ("sensor_kind", "device", {"type_raw": "device"}, None),
        ("interval", "sensor", {"intervalx": "Inherited (60)", "intervalx_raw": "0000000060"}, 60),
        ("interval", "group", {"intervalx": "300", "intervalx_raw": "0000000300"}, 300),
        ("interval", "sensor", {"intervalx": "60"}, None),
        ("location", "sensor", {}, UNREAD),
        ("location", "group", {"location": ""}, None),
        ("last_up", "sensor", {"lastup_raw": "42716.2109422917"}, "2016-12-12T05:03:45Z"),
        ("last_up", "sensor", {"lastup_raw": "-"}, None),
        ("last_up", "sensor", {"lastup_raw": "0"}, None),
        ("last_up", "sensor", {"lastup_raw": "0.5"}, "1899-12-30T12:00:00Z"),
        ("last_up", "sensor", {"lastup_raw": "2958465"}, None),
        ("last_up", "sensor", {"lastup_raw": "99999999999"}, None),
        ("last_down", "sensor", {"lastdown": "12.12.2016 16:03:45"}, None),
        ("last_down", "sensor", {"lastdown_raw": "35065"}, "1996-01-01T00:00:00Z"),
        ("last_check", "sensor", {"lastcheck_raw": "42716.2109422917"}, "2016-12-12T05:03:45Z"),
        ("last_check", "device", {"lastcheck_raw": "42716.2109422917"}, None),
        ("sensor_kind_name", "sensor", {"type": " WMI &amp; <b>x</b>", "type_raw": "wmi"}, "WMI &  x"),
        ("sensor_kind_name", "sensor", {"type": "", "type_raw": "wmi"}, None),
        ("coverage", "sensor", {"knowntime": "90%", "knowntime_raw": "000000006868444"}, 90.0),
        ("coverage", "sensor", {"knowntime": " 97,174 %"}, 97.174),
        ("coverage", "sensor", {"knowntime": "9000%"}, None),
        ("coverage", "sensor", {"knowntime": "n/a"}, None),
        ("coverage", "sensor", {}, None),
        ("uptime_total", "sensor", {"uptimetime_raw": "000000006862624"}, 6862624),
        ("uptime_total", "sensor", {"uptimetime": "79 d"}, None),
        ("uptime_total", "sensor", {"uptimetime_raw": "-5"}, None),
        ("uptime_total", "sensor", {"uptimetime_raw": "9" * 12}, None),
        ("downtime_total", "sensor", {"downtimetime_raw": ""}, None),
        ("downtime_total", "sensor", {"downtimetime_raw": "0"}, 0),
        ("autodiscovery_active", "device", {"condition": "Auto-Discovery in progress (2%)"}, True),
        ("autodiscovery_active", "group", {"condition": "Automatische Suche (44,5 %)"}, True),
        ("autodiscovery_active", "group", {"condition": ""}, False),
        ("autodiscovery_active", "group", {"condition": "Something else"}, UNREAD),
        ("autodiscovery_active", "group", {}, UNREAD),
        ("autodiscovery_active", "probe", {"condition": "Connected"}, None),
        ("autodiscovery_progress", "group", {"condition": "Automatische Suche (44,5 %)"}, 44.5),
        ("autodiscovery_progress", "group", {"condition": " <br/> "}, None),
        ("autodiscovery_progress", "group", {"condition": "(2%) of all"}, UNREAD),
        ("probe_status", "probe", {"condition": "Verbunden", "condition_raw": "2"}, "connected"),
        ("probe_status", "probe", {"condition_raw": "0"}, "disconnected"),
        ("probe_status", "probe", {"condition_raw": "1"}, UNREAD),
        ("probe_status", "probe", {"condition": "Connected"}, UNREAD),
        ("probe_status", "device", {"condition_raw": "2"}, None),
        ("performance_impact", "sensor", {}, UNREAD),
        (
            "location",
            "device",
            {"location": "<a href='/x'>Queens</a>", "location_raw": "America, Queens"},
            "America, Queens",
        ),
        ("location", "device", {"location": "<a href='/x'>Queens</a>"}, "Queens"),
        ("icon", "device", {"deviceicon": "A_Server_1.png"}, "A_Server_1.png"),
        ("icon", "device", {"deviceicon": "<img src='/icons/devices/c_os_win.png' />"}, "c_os_win.png"),
        ("icon", "device", {"deviceicon": "x", "deviceicon_raw": "b_server_sql.png"}, "b_server_sql.png"),
        ("icon", "device", {"deviceicon": "none"}, "none"),
        ("icon", "device", {"deviceicon": ""}, None),
        ("icon", "group", {"deviceicon": "A_Server_1.png"}, None),
        ("position", "sensor", {"position": "20", "position_raw": "0000000020"}, 20),
        ("position", "group", {"position": "110"}, 110),
        ("position", "group", {"position": ""}, None),
        ("comment", "group", {"comments": "Do not delete!"}, "Do not delete!"),
        ("comment", "group", {"comments": ""}, None),
        ("url", "sensor", {}, f"{BASE}/sensor.htm?id=7"),
        ("url", "device", {}, f"{BASE}/device.htm?id=7"),
        ("url", "group", {}, f"{BASE}/group.htm?id=7"),
        ("url", "probe", {}, f"{BASE}/probenode.htm?id=7"),
    ],
)
def test_field(name, kind, cells, value):
    assert field(name, kind, **cells) == value


@pytest.mark.parametrize(
    ("cells", "parent"),
    [
        ({"parentid": "40"}, "40"),
        ({"parentid_raw": "0000000040", "parentid": "x"}, "40"),
        ({"parentid": "-1000"}, None),
        ({"parentid": ""}, None),
        ({}, None),
        ({"objid": "0", "parentid": "0"}, None),
    ],
)
def test_parent(cells, parent):
    assert field("parent_id", **cells) == parent


@pytest.mark.parametrize("name", [" blanks ", 'a & b <c> "d"', "@sub(x)", "{{ 7 * 7 }}", "ディスク\u202e"])
def test_a_name_is_data(name):
    assert Reader("sensor", set(), BASE)([{"objid": "7", "name": name}])[0].name == name


def test_what_nobody_asked_for_is_unread_and_what_no_row_tells_is_left_to_the_tree():
    found = Reader("sensor", {"id", "path", "parent_tags"}, BASE)(
        [{"objid": "7", "name": "x", "status_raw": "3", "tags": "a"}]
    )[0]
    assert found.status is UNREAD
    assert found.path is UNREAD
    assert found.parent_tags is UNREAD
    assert found.tags == ("a",)


def test_columns_are_only_those_that_are_needed():
    assert columns_for("sensor", {"name"}, False) == ("objid", "name", "parentid")
    assert columns_for("sensor", {"paused_by", "status"}, False) == ("objid", "name", "parentid", "status", "active")
    assert columns_for("sensor", {"host", "icon", "path", "url"}, True) == ("objid", "name", "parentid")
    assert columns_for("device", {"host", "last_up"}, False) == ("objid", "name", "parentid", "host")
    assert columns_for("probe", set(), False) == ("objid", "name", "parentid", "type")
    assert columns_for("device", {"parent_tags"}, True)[3:] == ("tags", *COUNTS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_has_a_source(kind):
    derived = {"id", "kind", "name", "parent_id", "path", "parent_tags", "url", "health"}
    lacking = {
        "host_v6", "performance_impact", "authorized", "cluster_probe", "cluster_remote_probe", "small_probe",
        "probe_status_info",
    }  # fmt: skip
    assert set(FIELDS) | derived | lacking == set(RECORD_FIELDS)
    row = {"objid": "7", "location": "", "condition": "", "condition_raw": "2"}
    found = Reader(kind, set(RECORD_FIELDS), BASE)([row])[0]
    assert {name for name in RECORD_FIELDS if getattr(found, name) is UNREAD} - lacking == {
        "path", "health", "paused_by", "parent_tags",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("type_raw", "is_probe"),
    [
        ("probenode", True),
        ("probenode[x]", True),
        ("AutonomousDevice", False),
        ("group", False),
        ("probenodes", False),
        ("", False),
    ],
)
def test_probes_are_told_by_their_type(type_raw, is_probe):
    assert CONTENTS["probe"].holds({"type_raw": type_raw}) is is_probe
    assert CONTENTS["device"].holds({"type_raw": type_raw})


def test_summary():
    row = {f"{column}_raw": f"{number:010}" for number, column in enumerate(COUNTS, start=1)}
    assert read_summary(row) == {
        "up": 1,
        "down": 2,
        "down_acknowledged": 3,
        "down_partial": 4,
        "warning": 5,
        "unusual": 6,
        "unknown": 7,
        "paused": 8,
    }
    assert read_summary({**row, "upsens_raw": ""})["up"] == 0
    del row["pausedsens_raw"]
    assert read_summary({**row, "pausedsens": "8"}) is None


@pytest.mark.parametrize("kind", ["probe", "group", "device"])
def test_health_is_told_by_the_counts_and_not_by_the_status(kind):
    row = {"objid": "7", "status_raw": "3", **{f"{column}_raw": "0" for column in COUNTS}}

    def health(**counts):
        return Reader(kind, {"health"}, BASE)([{**row, **counts}])[0].health

    assert health(upsens_raw="12", warnsens_raw="1") == "warning"
    assert health(upsens_raw="12", warnsens_raw="1", downsens_raw="0000000002") == "down"
    assert health() is None
    assert health(downsens_raw="many") is UNREAD
    assert columns_for(kind, {"health"}, False)[-len(COUNTS) :] == tuple(COUNTS)
    assert health(upsens_raw="12", downsens_raw="") == "up"


def test_the_health_of_a_sensor_costs_no_column_but_its_status():
    assert columns_for("sensor", {"health"}, True) == ("objid", "name", "parentid", "status")
    assert field("health", kind="sensor", status_raw="13") == "down_acknowledged"
