# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, STATUSES, UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import objects as decode
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.channels import read_channel

SETTINGS_SENSOR = {
    "id": "2490",
    "name": "Ping v2",
    "type": "SENSOR",
    "kind": "paessler.icmp.ping_sensor.79",
    "kind_name": "Ping v2",
    "status": "DOWN_ACKNOWLEDGED",
    "message": "Timeout (code: PE018)",
    "favorite": True,
    "comment": "ask Anna",
    "lastup": "2026-03-12T07:12:24.123456789Z",
    "lastdown": "2026-03-12T08:12:24+01:00",
    "last_measurement": {"timestamp": "2026-03-12T07:13:24.5Z", "display_value": 2.1},
    "coverage": 97.5,
    "performance_impact": 2,
    "uptimetotal": 86400.75,
    "downtimetotal": "5820.0",
    "parent": {"id": "40", "name": "Core Router", "type": "REFERENCED_DEVICE"},
    "basic": {"name": "Ping v2", "active": "1", "priority": "4", "tags": ["ping"], "parenttags": ["hh", "core"]},
    "intervalgroup": {"interval": "300"},
    "path": [
        {"id": "0", "name": "Root"},
        {"id": "1", "name": "Local Probe"},
        {"id": "40", "name": "Core Router"},
        {"id": "2490", "name": "Ping v2"},
    ],
}
FLAT_SENSOR = {
    "id": "2490",
    "name": "Ping v2",
    "status": "DOWN_ACKNOWLEDGED",
    "message": "Timeout (code: PE018)",
    "favorite": True,
    "comment": "ask Anna",
    "priority": 4,
    "tags": ["ping"],
    "sensor_kind": "paessler.icmp.ping_sensor",
    "scanning_interval": "300s",
    "last_up": "2026-03-12T07:12:24Z",
    "last_down": "2026-03-12T07:12:24Z",
    "channels": [
        {"id": "2490.-4", "last_measurement": None},
        {"id": "2490.0", "last_measurement": {"timestamp": "2026-03-12T07:13:24Z"}},
    ],
    "coverage": "97.5",
    "performance_impact": 2.0,
    "uptime_toal": 86400,
    "downtime_total": 5820.9,
    "path": SETTINGS_SENSOR["path"],
}


def read(row, kind="sensor", fields=FIELDS):
    return decode.read_object(row, kind, frozenset(fields), "https://prtg.example.com")


def test_both_shapes_are_one_record():
    settings, deprecated = read(SETTINGS_SENSOR), read(FLAT_SENSOR)
    assert settings.record() == {
        "id": "2490",
        "kind": "sensor",
        "name": "Ping v2",
        "parent_id": "40",
        "path": ["Local Probe", "Core Router", "Ping v2"],
        "status": "acknowledged",
        "health": "down_acknowledged",
        "message": "Timeout (code: PE018)",
        "active": True,
        "paused_by": None,
        "priority": 4,
        "favorite": True,
        "tags": ["ping"],
        "parent_tags": ["hh", "core"],
        "host": None,
        "sensor_kind": "paessler.icmp.ping_sensor",
        "interval": 300,
        "last_up": "2026-03-12T07:12:24Z",
        "last_down": "2026-03-12T07:12:24Z",
        "last_check": "2026-03-12T07:13:24Z",
        "location": None,
        "comment": "ask Anna",
        "url": "https://prtg.example.com/sensor.htm?id=2490",
        "icon": None,
        "position": None,
        "host_v6": None,
        "sensor_kind_name": "Ping v2",
        "coverage": 97.5,
        "performance_impact": 2.0,
        "uptime_total": 86400,
        "downtime_total": 5820,
        "autodiscovery_active": None,
        "autodiscovery_progress": None,
        "authorized": None,
        "cluster_probe": None,
        "cluster_remote_probe": None,
        "small_probe": None,
        "probe_status": None,
        "probe_status_info": None,
    }
    # what the flat shape calls sensor_kind is the title of the kind, which nobody knows then
    told = {"parent_tags": UNREAD, "sensor_kind": UNREAD, "sensor_kind_name": FLAT_SENSOR["sensor_kind"]}
    assert deprecated == settings._replace(active=None, **told)
    assert deprecated.record(["sensor_kind"]) == {"sensor_kind": None}


PROBE = {
    "id": "1",
    "authorized": True,
    "cluster_probe": False,
    "clusterremoteprobe": "0",
    "small_probe": 1,
    "probe_status": "CONNECTED",
    "probestatusinfo": "NONE",
}
PROBE_FIELDS = (
    "authorized", "cluster_probe", "cluster_remote_probe", "small_probe", "probe_status", "probe_status_info",
)  # fmt: skip


def test_what_probes_are_is_looked_for_in_several_places():
    found = read(PROBE, "probe", PROBE_FIELDS)
    assert [getattr(found, name) for name in PROBE_FIELDS] == [True, False, False, True, "connected", "none"]


@pytest.mark.parametrize("name", PROBE_FIELDS)
def test_what_no_member_tells_is_not_known_and_an_empty_one_is_none(name):
    assert getattr(read({"id": "1"}, "probe"), name) is UNREAD
    assert getattr(read({"id": "1", name: {"x": 1}}, "probe"), name) is UNREAD
    assert getattr(read({"id": "1", name: None}, "probe"), name) is None
    assert getattr(read({"id": "1", name: " "}, "probe"), name) is None
    assert getattr(read({"id": "40"}, "device"), name) is None


@pytest.mark.parametrize(
    ("member", "active", "progress"),
    [
        ({"autodiscovery": {"active": True, "progress": 44}}, True, 44.0),
        ({"autodiscovery": {"active": False, "progress": None}}, False, None),
        ({"autodiscovery": {"active": "no"}}, False, UNREAD),
        ({"autodiscovery": []}, UNREAD, UNREAD),
    ],
)
def test_auto_discovery(member, active, progress):
    found = read({"id": "40", **member}, "device")
    assert (found.autodiscovery_active, found.autodiscovery_progress) == (active, progress)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -1, 10**12, "1e400", "x", [], True, "9" * 300])
def test_times_in_all_that_cannot_be(wrong):
    assert read({"id": "7", "uptimetotal": wrong}).uptime_total is None


@pytest.mark.parametrize(
    ("told", "expected"),
    [(20, 20), (20.0, 20), ("20", 20), (2.5, UNREAD), (None, None), (True, UNREAD), ("first", UNREAD)],
)
def test_positions_are_whole_numbers(told, expected):
    assert read({"id": "7", "position": told}).position == expected


def test_nothing_but_an_id_makes_a_record_of_nothing():
    found = read({"id": "7"})
    assert (found.id, found.name, found.parent_id, found.path, found.parent_tags) == ("7", "", None, UNREAD, UNREAD)
    assert (found.comment, found.location, found.paused_by, found.health) == (UNREAD, UNREAD, UNREAD, UNREAD)
    told = {
        "id",
        "kind",
        "name",
        "parent_id",
        "path",
        "parent_tags",
        "comment",
        "location",
        "paused_by",
        "health",
        "url",
        "last_check",
        "sensor_kind",
        "position",
    }
    rest = set(FIELDS) - told
    assert {getattr(found, name) for name in rest} == {None}
    assert found.sensor_kind is UNREAD
    assert read({"id": "7", "basic": {}}).sensor_kind is None


@pytest.mark.parametrize("wrong", [17, True, [], {}, "", None, ["x", 3]])
def test_members_of_another_type_are_no_values(wrong):
    row = {"id": "7", **dict.fromkeys(("status", "message", "kind", "lastup", "comment", "location", "parent"), wrong)}
    row.update(basic=wrong, path=wrong, intervalgroup={"interval": [wrong]})
    found = read(row)
    assert (found.status, found.message, found.parent_id, found.last_up) == (None, None, None, None)
    assert found.interval is None
    assert found.path is UNREAD


def test_only_what_was_asked_for_is_read():
    found = read(SETTINGS_SENSOR, fields={"priority"})
    assert found.priority == 4
    assert found.status is UNREAD
    assert found.path is UNREAD
    assert found.url is UNREAD


@pytest.mark.parametrize("known", STATUSES)
@pytest.mark.parametrize("spelling", ["{answer}", "SUMMED_INFO_{answer}", "{token}"])
def test_every_status_in_every_spelling(known, spelling):
    assert decode.status(spelling.format(answer=known.answer, token=known.token)) == known.token


@pytest.mark.parametrize("unknown", ["ASLEEP", "SUMMED_INFO_", "", 3, None])
def test_unknown_statuses(unknown):
    assert decode.status(unknown) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("60s", 60),
        ("60", 60),
        (60, 60),
        (60.0, 60),
        ("30.0s", 30),
        ("60;60 seconds;", 60),
        ("never", None),
        (True, None),
        (None, None),
    ],
)
def test_intervals(value, expected):
    assert decode.seconds(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((yes, True) for yes in ("1", "-1", 1, True, "true", "Yes")),
        *((no, False) for no in ("0", 0, False, "no")),
        *((other, None) for other in ("maybe", None, [])),
    ],
)
def test_flags(value, expected):
    assert decode.flag(value) is expected


@pytest.mark.parametrize(("value", "expected"), [("3", 3), (5, 5), ("0", None), (6, None), ("x", None), (2.5, None)])
def test_priorities(value, expected):
    assert decode.priority(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1.5", 1.5), (2, 2.0), ("-3", -3.0), ("1e3", 1000.0), ("45 %", None), (True, None), (None, None), ("", None)],
)
def test_numbers(value, expected):
    assert decode.number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-01T01:00:00Z", "2026-01-01T01:00:00Z"),
        ("2026-01-01 01:00:00", "2026-01-01T01:00:00Z"),
        ("2026-01-01T01:00:00.5-0230", "2026-01-01T03:30:00Z"),
        ("0001-01-01T00:00:00Z", None),
        ("2026-13-01T01:00:00Z", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_times(value, expected):
    assert decode.time_stamp(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(["a", "b", "a", 3, ""], ("a", "b")), ("a b,c", ("a", "b", "c")), ("", ()), ([], ()), (None, None), (3, None)],
)
def test_tags(value, expected):
    assert decode.tags(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("40", "40"), (40, "40"), (True, None), ("4x", None), ("", None), (None, None)]
)
def test_ids(value, expected):
    assert decode.identifier(value) == expected


@pytest.mark.parametrize(
    ("row", "listed", "expected"),
    [
        ({"type": "DEVICE"}, None, "device"),
        ({"type": "REFERENCED_PROBE"}, None, "probe"),
        ({"type": "REFERENCED_ROOT"}, None, "group"),
        ({"id": "0", "type": "ROOT"}, None, "group"),
        ({"id": "0", "type": "PROBE"}, None, "group"),
        ({"type": "channel"}, None, ""),
        ({"type": "LIBRARY"}, "device", ""),
        ({}, "sensor", "sensor"),
        ({"type": "SOMETHING_NEW"}, "group", "group"),
        ({"href": "/api/v2/sensors/2490"}, None, "sensor"),
        ({"href": "/api/v2/channels/2490.1"}, None, ""),
        ({"href": "/api/v2/things/1"}, None, None),
        ({"href": 3}, None, None),
    ],
)
def test_kinds(row, listed, expected):
    assert decode.kind_of(row, listed) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"parent": {"id": "9"}, "parentid": "8"}, "9"),
        ({"parentid": "8"}, "8"),
        ({"path": [{"id": "0"}, {"id": "3"}, {"id": "7"}]}, "3"),
        ({"path": [{"id": "0"}, {"id": "3"}]}, "3"),
        ({"path": ["Root", "Probe"]}, None),
        ({}, None),
    ],
)
def test_parents(row, expected):
    assert read({"id": "7", **row}).parent_id == expected


def test_the_root_has_no_parent_and_no_path():
    found = read({"id": "0", "name": "Root", "parent": {"id": "-1000"}, "path": [{"id": "0", "name": "Root"}]}, "group")
    assert found.parent_id is None
    assert found.path == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([{"id": "0", "name": "Root"}, {"id": "1", "name": "P"}, {"id": "7", "name": "S"}], ("P", "S")),
        ([{"name": "Root"}, {"name": "P"}, {"name": "S"}], ("P", "S")),
        ([{"id": "1", "name": "P"}, {"id": "7", "name": "S"}], ("P", "S")),
        ([{"id": "0", "name": "Root"}, {"id": "1", "name": "P"}], ("P", "S")),
        ([{"id": "0"}, {"id": "7", "name": "S"}], UNREAD),
        (["Root", "S"], UNREAD),
        ([], UNREAD),
    ],
)
def test_paths(path, expected):
    assert read({"id": "7", "name": "S", "path": path}).path == expected


def test_ids_above_from_path_and_parent():
    assert decode.line_of(SETTINGS_SENSOR, "sensor").ids == ("0", "1", "40")
    assert decode.line_of({"id": "7", "parent": {"id": "3"}}, "sensor").ids == ("3",)
    assert decode.line_of({"id": "7"}, "sensor").ids == ()


def test_hosts_belong_to_devices():
    device = {"id": "40", "basic": {"host": "10.0.0.1"}, "host": "10.9.9.9"}
    assert read(device, "device").host == "10.0.0.1"
    assert read({"id": "40", "host": "10.9.9.9"}, "device").host == "10.9.9.9"
    assert read(device, "group").host is None


@pytest.mark.parametrize(
    "location",
    [
        {"basic": {"location": "Bonn"}},
        {"locationgroup": {"location": "Bonn"}},
        {"location": "Bonn"},
        {"location": {"name": "Bonn"}},
    ],
)
def test_locations(location):
    assert read({"id": "40", **location}, "device").location == "Bonn"


def test_names_stay_as_they_are():
    assert read({"id": "7", "name": " a  b "}).name == " a  b "
    assert read({"id": "7", "basic": {"name": "x"}}).name == "x"


def test_a_summary_counts_every_status():
    summary = {
        "total": 30,
        "calculated_status": "DOWN",
        "up": 1,
        "down": "2",
        "down_acknowledged": 3,
        "down_partial": 4,
    }
    summary.update(warning=5, unusual=6, unknown=7, collecting=1, disconnected=1, none=1)
    summary.update(paused_by_user=1, paused_by_dependency=2, paused_by_schedule=3, paused_by_license=4)
    summary.update(paused_by_user_until=5, nonsense=9)
    assert decode.read_summary({"sensor_status_summary": summary}) == {
        "up": 2,
        "down": 2,
        "down_acknowledged": 3,
        "down_partial": 4,
        "warning": 5,
        "unusual": 6,
        "unknown": 9,
        "paused": 15,
    }
    assert decode.read_summary({}) is None


@pytest.mark.parametrize(
    ("row", "sensor_id", "channel"),
    [
        (
            {
                "id": "3074.1",
                "basic": {"name": "n", "displayunit": "MB"},
                "last_measurement": {"value": 9, "display_value": 2048},
            },
            "3074",
            {"id": "1", "name": "n", "last_value": 2048.0, "unit": "MB"},
        ),
        (
            {
                "id": "3074.-4",
                "name": "Downtime",
                "unit": {"display_unit": "%"},
                "last_measurement": {"display_value": "2.5"},
            },
            "3074",
            {"id": "-4", "name": "Downtime", "last_value": 2.5, "unit": "%"},
        ),
        (
            {"id": "1.2", "name": "x", "last_measurement": {"value": 7}},
            "1",
            {"id": "2", "name": "x", "last_value": 7.0, "unit": None},
        ),
        (
            {"id": "1.2", "name": "x", "last_measurement": {"value": 7, "display_value": None}},
            "1",
            {"id": "2", "name": "x", "last_value": None, "unit": None},
        ),
        (
            {"id": "1.2", "name": "x", "last_measurement": {"value": 12.04, "display_value": "12 msec"}},
            "1",
            {"id": "2", "name": "x", "last_value": 12.04, "unit": "msec"},
        ),
        (
            {
                "id": "1.2",
                "name": "x",
                "basic": {"displayunit": "ms"},
                "last_measurement": {"value": 15, "display_value": "15,0 msec"},
            },
            "1",
            {"id": "2", "name": "x", "last_value": 15.0, "unit": "ms"},
        ),
        (
            {"id": "1.2", "name": "x", "last_measurement": {"value": 15, "display_value": "No data"}},
            "1",
            {"id": "2", "name": "x", "last_value": None, "unit": None},
        ),
        ({"id": "1.2", "last_measurement": "none"}, "1", {"id": "2", "name": "", "last_value": None, "unit": None}),
        ({"id": "x"}, None, {"id": None, "name": "", "last_value": None, "unit": None}),
        ({"id": 3}, None, {"id": None, "name": "", "last_value": None, "unit": None}),
    ],
)
def test_channels(row, sensor_id, channel):
    assert read_channel(row) == (sensor_id, channel)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 10**400, "1e999"])
def test_numbers_that_are_none_spoil_nothing(value):
    assert decode.number(value) is None
    assert decode.seconds(value) is None
    summary = decode.read_summary({"sensor_status_summary": {"up": value, "down": 1}})
    assert (summary["up"], summary["down"]) == (None, 1)
