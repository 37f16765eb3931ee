# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of PRTG's API v2 against what is known of real servers: their answers, and the operations they have."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    MonitoringError,
    NotFound,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import Span
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.history import WINDOWS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import OLDER
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.acts import pause, resume
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    answer,
    connect,
    deprecated_server,
    rows,
    settings_server,
)

SHARED = Path(__file__).resolve().parents[3] / "shared"
FIXTURES = SHARED / "fixtures" / "prtg_v2"
OPERATIONS = SHARED / "reference" / "vendor" / "prtg-api-v2-operations.json"
pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason="../shared with the recorded answers of PRTG is absent")

# what takes another list, where these rows do not have it
EVERYTHING = frozenset(FIELDS) - {*OLDER, "last_check"}
PING = PrtgObject("2233", "sensor", "Ping")


def load(name):
    return json.loads((FIXTURES / name).read_text("utf-8"))


def read(monkeypatch, listed, **need):
    server, _unused = connect(monkeypatch, [rows(listed)])
    return server.read(Need(fields=EVERYTHING - {"path", "tags", "parent_tags"}, **need)), server


def test_devices(monkeypatch):
    snapshot, server = read(
        monkeypatch, load("responses/prtg-skill.devices.sample.json"), kinds=("device",), summary=True
    )
    assert [(one.id, one.name, one.parent_id, one.status) for one in snapshot.objects] == [
        ("40", "Core Router", "10", "up"),
        ("42", "Web Cluster Node 1", "12", "down"),
        ("43", "SQL Primary", "12", "warning"),
    ]
    assert [snapshot.summaries[one]["up"] for one in ("40", "42", "43")] == [10, 5, 6]
    assert server.warnings == []


def test_sensors(monkeypatch):
    snapshot, _unused = read(monkeypatch, load("responses/prtg-skill.sensors.sample.json"), kinds=("sensor",))
    assert [(one.id, one.parent_id, one.status, one.active) for one in snapshot.objects] == [
        ("2490", "40", "up", True),
        ("2491", "42", "warning", True),
        ("2492", "42", "down", True),
        ("2493", "43", "up", True),
    ]


@pytest.mark.parametrize(("name", "kind"), [("device", "device"), ("sensor", "sensor")])
def test_every_member_name_that_clients_saw_is_read(monkeypatch, name, kind):
    """The field lists hold type names instead of values: with values of that type, each field is found."""
    fields = load(f"responses/{name}_experimental.fields.json")
    row = {
        **fields,
        "id": "7",
        "type": kind.upper(),
        "status": "UP",
        "favorite": True,
        "lastup": "2026-01-01T00:00:00Z",
    }
    row.pop("path", None)
    row["basic"] = {**fields["basic"], "active": "0", "priority": "4"}
    row["parent"] = {**fields["parent"], "id": "3"}
    snapshot, _unused = read(monkeypatch, [row], kinds=(kind,))
    (found,) = snapshot.objects
    assert (found.parent_id, found.active, found.paused_by, found.priority) == ("3", False, "user", 4)
    if kind == "device":
        assert (found.host, found.host_v6) == ("string", "string")
    else:
        assert found.sensor_kind_name == "string"
        assert found.last_up == "2026-01-01T00:00:00Z"
        assert found.message == "string"


def test_channels(monkeypatch):
    server, _unused = connect(monkeypatch, [rows(load("responses/channels_experimental.senhub.json"))])
    assert server.channels(["1002"])["1002"] == [
        {"id": "0", "name": "CPU Load", "last_value": 45.2, "unit": "%"},
        {"id": "1", "name": "Memory Usage", "last_value": 2048.0, "unit": "MB"},
    ]
    listed = load("responses/prtg-skill.channels.sample.json")
    server, _unused = connect(monkeypatch, [rows(listed)])
    assert server.channels(["2491"])["2491"] == [{"id": "0", "name": "CPU Load", "last_value": None, "unit": None}]


def test_a_section_that_is_inherited_tells_what_counts_and_what_is_shadowed(monkeypatch):
    row = {"id": "7", "basic": {"name": "web-1"}, **load("responses/inheritance_section.prtg-skill.json")}
    server, _unused = connect(monkeypatch, [rows([row])])
    device = PrtgObject("7", "device", "web-1")
    sections = server.part("settings").read([device], Query(), lambda more: None)["7"]
    assert sections["intervalgroup"] == {
        "inherited": True,
        "inherited_from": {"id": "2993", "name": "MyGroup"},
        "values": {"interval": "3600"},
        "own": {"interval": "60"},
    }
    assert sections["basic"]["own"] == {"name": "web-1"}


def test_channels_without_limits_say_so(monkeypatch):
    server, _unused = connect(monkeypatch, [rows(load("responses/channels_experimental.senhub.json"))])
    sensor = PrtgObject("1002", "sensor", "Load")
    channels = server.part("channel_limits").read([sensor], Query(), pytest.fail)["1002"]
    assert [(one["name"], one["unit"], one["limits"]) for one in channels] == [
        ("CPU Load", "%", None),
        ("Memory Usage", "MB", None),
    ]
    assert "tells no limits of channels" in server.warnings[-1]


def test_every_status_seen_on_a_live_server_is_known(monkeypatch):
    observed = load("observed/status_tokens_live_2026-03-12.json")
    seen = [*observed["experimental_sensors_status_counts"], *observed["experimental_devices_status_counts"]]
    seen += [row["status"] for row in load("observed/sensor_name_status_since_live.json")]
    listed = [{"id": str(number), "type": "SENSOR", "status": status} for number, status in enumerate(seen, 1)]
    server, _unused = connect(monkeypatch, [rows(listed)])
    snapshot = server.read(Need(fields=frozenset({"status"})))
    assert len(snapshot.objects) == len(seen)
    assert all(one.status for one in snapshot.objects)
    assert server.warnings == []


def test_the_log_in(monkeypatch):
    result = load("responses/session_login.mmz-srf.json")
    script = [answer(200, result), rows([{"id": "2001", "type": "SENSOR"}]), answer(204)]
    server, transport = connect(monkeypatch, script, username="u", password="p")
    server.read(Need(kinds=("sensor",)))
    server.close()
    assert transport.sent[1].authorization == f"Bearer {result['token']}"


def test_page_headers_of_the_overview(monkeypatch):
    text = (FIXTURES / "responses" / "paged_headers.overview.txt").read_text("utf-8")
    headers = dict(re.findall(r"^(X-[\w-]+): (.*)$", text, re.MULTILINE))
    assert headers["X-Total-Count"] == "1000"
    page = [{"id": str(number), "type": "DEVICE"} for number in range(1, 1001)]
    server, transport = connect(monkeypatch, [(200, json.dumps(page).encode(), headers)])
    assert len(server.read(Need(kinds=("device",))).objects) == 1000
    assert len(transport.sent) == 1


@pytest.mark.parametrize(
    ("name", "status", "kind", "request_id"),
    [
        ("error_invalid_filter.overview.json", 400, RequestRefused, "LlBbCc"),
        ("error_not_found.mmz-srf.json", 404, NotFound, "req-42"),
        ("error_auth_failed_no_request_id.mmz-srf.json", 401, AuthenticationFailed, None),
    ],
)
def test_error_bodies(monkeypatch, name, status, kind, request_id):
    body = load(f"errors/{name}")
    server, _unused = connect(monkeypatch, [answer(status, body)])
    with pytest.raises(kind) as caught:
        resume(server, [PING])
    assert body["message"] in str(caught.value)
    assert (caught.value.code, caught.value.as_result()["request_id"]) == (body["code"], request_id)


def test_every_message_seen_live_becomes_the_right_error(monkeypatch):
    expected = {
        "Unsupported authorization scheme": ConfigurationError,
        "(redirect to the login page)": ConfigurationError,
        "invalid session token or API token format": AuthenticationFailed,
    }
    by_status = {400: RequestRefused, 404: NotFound, 501: ServerFault}
    for row in load("errors/error_messages_seen_live.json")["rows"]:
        message = row.get("message") or row.get("message_contains") or ""
        status = row["status"] or 400
        body = {"code": row.get("code"), "message": message}
        given = answer(status, message.encode() if status in (302, 401) else body)
        server, _unused = connect(monkeypatch, [given])
        with pytest.raises(MonitoringError) as caught:
            resume(server, [PING])
        assert caught.value.__class__ is expected.get(message, by_status.get(status)), row


#: What can be done to objects of one kind only.
OF_ONE_KIND = {
    "probe": {},
    "group": {"discover": {}},
    "device": {"discover": {}},
    "sensor": {"acknowledge": {"minutes": 5, "message": "m"}},
}


def every_action(server):
    """Do to one and to two objects of each kind what can be done."""
    for kind, more in OF_ONE_KIND.items():
        one, other = PrtgObject("1", kind, "a"), PrtgObject("2", kind, "b")
        for objects in ([one], [one, other]):
            pause(server, objects, 5, "m")
            pause(server, objects, None, "")
            resume(server, objects)
            for name, arguments in {"scan": {}, **more}.items():
                server.act(name, objects, arguments)


def measured(monkeypatch, body, sensor="3074"):
    """What a time series becomes, in a period that holds every row of it."""
    little = settings_server()
    named = [{"id": f"{sensor}.{number}", "type": "CHANNEL", "name": f"No {number}"} for number in (1, 2)]
    little.families["/experimental"].extend(named)

    def script(request):
        return answer(200, body) if "timeseries" in request.path else little(request)

    server, _unused = connect(monkeypatch, script)
    span = Span(1_700_000_000, 1_800_000_000)
    return next(server.part("history").read([PrtgObject(sensor, "sensor", "Ping")], span, 300, Query()))


def test_time_series(monkeypatch):
    series = measured(monkeypatch, load("responses/timeseries_with_gap.mmz-srf.json"))
    assert [(one.id, one.name) for one in series.channels] == [("1", "No 1"), ("2", "No 2")]
    assert [(iso(row.at), *row.values) for row in series.rows] == [
        ("2024-01-01T00:00:00Z", 12.5, 100.0),
        ("2024-01-01T00:05:00Z", None, 101.0),
        ("2024-01-01T00:10:00Z", None, 102.0),
        ("2024-01-01T00:15:00Z", 14.25, None),
        ("2024-01-01T00:20:00Z", 15.0, 103.0),
    ]


def test_rows_of_a_time_series_that_were_recorded(monkeypatch):
    """Recorded by their names: written as they came, each is read with its values."""
    for name, told in load("observed/timeseries_medium.named_rows.json").items():
        head = ["time", *(f"3074.{number}" for number in range(1, len(told["channels"]) + 1))]
        rows = [[row["time"], *(row[channel] for channel in told["channels"])] for row in told["rows"]]
        series = measured(monkeypatch, [head, *rows])
        assert [(iso(row.at), *row.values) for row in series.rows] == [tuple(row) for row in rows], name
        assert {after.at - before.at for before, after in itertools.pairwise(series.rows)} == {3600.0}


def test_a_time_series_of_objects_is_not_the_shape_on_the_wire(monkeypatch):
    with pytest.raises(UnexpectedAnswer, match="has no head"):
        measured(monkeypatch, load("responses/prtg-skill.timeseries.sample.json"))


SERIES = {f"/experimental/timeseries/1000/{one.name}": [["time"]] for one in WINDOWS}


def read_every_series(server):
    for window in WINDOWS:
        list(server.part("history").read([PrtgObject("1000", "sensor", "a")], Span(0, 1), window.average, Query()))


def everything_that_the_client_asks(monkeypatch):
    """The requests of every method, on servers with either family of lists, with a key and with a session."""
    sent = []

    def collect(script, calls, **credentials):
        server, transport = connect(monkeypatch, script, **credentials)
        calls(server)
        server.close()
        sent.extend(transport.sent)

    def reads(server):
        for kinds in (("probe",), ("group",), ("device",), ("sensor",), ("device", "sensor"), Need().kinds):
            for more in ({}, {"ids": ("100", "1000")}, {"names": ("Ping",)}, {"under": "50"}, {"tree": True}):
                server.read(Need(kinds=kinds, fields=EVERYTHING, summary=True, **more))
        server.read(Need(ids=("0",)))
        server.channels(["1000", "1001"])
        read_every_series(server)

    def with_log_in(little):
        return lambda request: answer(200, {"token": "t"}) if request.path == "/session" else little(request)

    deprecated, settings = deprecated_server(), settings_server()
    deprecated.families[""].append({"id": "1000.1", "type": "channel", "name": "x"})
    settings.families["/experimental"].append({"id": "1000.1", "type": "CHANNEL", "name": "x"})
    deprecated.details.update(SERIES)
    settings.details.update(SERIES)
    collect(with_log_in(settings), reads, username="u", password="p")
    collect(deprecated, reads)
    collect(lambda request: answer(204), every_action)
    return sent


def test_every_request_is_an_operation_of_the_vendor(monkeypatch):
    operations = {}
    for one in json.loads(OPERATIONS.read_text("utf-8"))["operations"]:
        pattern = re.sub(r"\\\{type\\\}", "(live|short|medium|long)", re.escape(one["path"]))
        pattern = re.sub(r"\\\{\w+\\\}", "[0-9]+", pattern)
        operations[(one["method"], pattern)] = one
    used = set()
    for request in everything_that_the_client_asks(monkeypatch):
        fitting = [
            (key, one)
            for key, one in operations.items()
            if key[0] == request.method and re.fullmatch(key[1], request.path)
        ]
        assert len(fitting) == 1, request
        key, operation = fitting[0]
        parameters = {one["name"] for one in operation["parameters"] if one["in"] == "query"}
        assert set(request.query) <= parameters, request
        assert (request.body is not None) <= ("request_body" in operation), request
        used.add(key)
    lists = 2 * len(("objects", "probes", "groups", "devices", "sensors", "channels"))
    actions = (
        len(("probes", "groups", "devices", "sensors")) * len(("pause", "resume", "scan")) * len(("one", "several"))
    )
    alarms, discoveries = len(("one", "several")), len(("groups", "devices"))
    details = {key for key in used if key[0] == "GET" and key[1].endswith("[0-9]+")}
    sessions = {("POST", "/session"), ("DELETE", "/session")}
    assert sessions < used
    assert len(details) >= 2
    series = {key for key in used if "/timeseries/" in key[1]}
    assert len(series) == 1
    assert len(used) == lists + actions + alarms + discoveries + len(details) + len(sessions) + len(series)
