# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""API v1's client against answers of real servers, of other clients' tests, and against hostile ones.

Each answer is given to a read and to an action as a server would give it: with its status and its headers. The client
reads XML only; rows that were recorded as JSON are written as XML and read as well, so that real values count.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    MonitoringError,
    PermissionDenied,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.log import Line, Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.period import Span
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import tables
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import CONTENTS, FIELDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.zones import zone_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.acts import pause
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import scripted, table

FIXTURES = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures" / "prtg_v1"

if not FIXTURES.is_dir():
    pytest.skip("the recorded PRTG answers are not at hand (../shared/fixtures)", allow_module_level=True)

FILES = {entry["file"]: entry for entry in json.loads((FIXTURES / "INDEX.json").read_text())["files"]}

ALL_FIELDS = ALWAYS_READ | frozenset(FIELDS)

SENSOR = PrtgObject("1234", "sensor", "Ping")

#: Answers of historicdata.xml: how many rows, the first of them, and the channels.
MEASUREMENTS = {
    "historic/historicdata.13.1.xml": (
        10,
        ("2019-12-06T17:00:03Z", (19672.0,), 100.0),
        [(None, "System Uptime", "s")],
    ),
    "historic/historicdata_default.xml": (
        1,
        ("2017-10-22T04:19:54Z", (51.0, 656.7421875), 100.0),
        [("0", "Percent Available Memory", "%"), ("1", "Available Memory", "MByte")],
    ),
    "errors/historicdata_plain_text.txt": (0, None, []),
}

#: Other answers to a request for measurements.
NO_MEASUREMENTS = {
    "errors/historicdata_wrong_object_type.18.2.xml": (
        RequestRefused,
        "Sorry, the selected object cannot be used here.",
    ),
    "historic/historicdata.18.2.json": (UnexpectedAnswer, "JSON where XML was expected"),
    "historic/historicdata_empty.18.2.json": (UnexpectedAnswer, "JSON where XML was expected"),
    "historic/state_history_report.html": (UnexpectedAnswer, "malformed XML"),
    "historic/state_history_report_empty.html": (UnexpectedAnswer, "malformed XML"),
    "table/messages_default.xml": (UnexpectedAnswer, "an XML document 'messages' where measurements were expected"),
    "hostile/xml_truncated.xml": (UnexpectedAnswer, "malformed XML"),
    "hostile/xml_doctype_entity_bomb.xml": (UnexpectedAnswer, "document type declaration"),
    "hostile/empty_body.xml": (UnexpectedAnswer, "an empty body"),
    "auth/login_page_200.html": (AuthenticationFailed, "log-in page"),
    "action/ok_body_no_content.html": (UnexpectedAnswer, "a web page where XML was expected"),
}

#: Tables that the client asks for: their kind, and what the rows have to become.
TABLES = {
    "table/sensors_default.xml": (
        "sensor",
        [
            {
                "id": "2203",
                "name": "Volume IO _Total",
                "parent_id": "2193",
                "status": "up",
                "message": "OK",
                "active": True,
                "paused_by": None,
                "priority": 3,
                "favorite": True,
                "tags": ["wmilogicalsensor", "C_OS_Win"],
                "sensor_kind": "wmilogicaldiskv2",
                "interval": 60,
                "last_up": "2016-12-12T05:03:45Z",
                "last_down": "2016-10-29T18:22:34Z",
                "last_check": "2016-12-12T05:03:45Z",
                "comment": "Do not delete!",
                "sensor_kind_name": "WMI Logical Disk I/O BETA",
                "coverage": 90.0,
                "uptime_total": 6862624,
                "downtime_total": 5820,
            }
        ],
    ),
    "table/devices_default.xml": (
        "device",
        [
            {
                "id": "40",
                "name": "Probe Device",
                "parent_id": "1",
                "priority": 5,
                "host": "127.0.0.1",
                "location": "America, Queens",
                "tags": ["C_OS_WIN"],
                "status": "up",
                "active": True,
                "autodiscovery_active": True,
                "autodiscovery_progress": 2.0,
            }
        ],
    ),
    "table/probenode_default.xml": (
        "probe",
        [
            {
                "id": "1",
                "name": "127.0.0.1",
                "parent_id": "0",
                "message": "OK",
                "tags": ["Office_Probe"],
                "active": True,
                "probe_status": "connected",
            }
        ],
    ),
    "table/probes_with_core_server.xml": ("probe", [{"id": "1", "name": "127.0.0.1"}]),
    "table/sensors_german.xml": (
        "sensor",
        [
            {
                "id": "2203",
                "name": "Festplatte überprüfen \u2013 Größe",
                "status": "down",
                "message": "Zeitüberschreitung (Code: PE018)",
                "active": True,
                "interval": 60,
            }
        ],
    ),
    "table/sensors_every_status.xml": (
        "sensor",
        [
            {"id": f"{3000 + number}", "status": status, "active": active, "paused_by": cause}
            for number, (status, active, cause) in enumerate(
                [
                    ("none", True, None),
                    ("unknown", True, None),
                    ("collecting", True, None),
                    ("up", True, None),
                    ("warning", True, None),
                    ("down", True, None),
                    ("disconnected", True, None),
                    ("pausedbyuser", False, "user"),
                    ("pausedbyuser", True, "parent"),
                    ("pausedbydependency", True, "dependency"),
                    ("pausedbyschedule", True, "schedule"),
                    ("unusual", True, None),
                    ("pausedbylicense", True, "license"),
                    ("pausedbyuseruntil", False, "user"),
                    ("acknowledged", True, None),
                    ("partialdown", True, None),
                ]
            )
        ],
    ),
    "hostile/xml_bom.xml": ("sensor", []),
    "hostile/xml_control_chars_and_charref.xml": ("sensor", [{"id": "2001", "name": "Disk [0m  end", "message": None}]),
    "hostile/xml_invalid_utf8.xml": ("sensor", [{"id": "2001", "name": "Gr\ufffd\ufffde"}]),
}

CHANNELS = {
    "table/channels_default.xml": [("1", "Percent Available Memory", 26.0, "%")],
    "table/channels_totalcount0.17.4.xml": [
        ("-4", "Downtime", None, None),
        ("-1", "Total", 1.0, "kbit/s"),
        ("0", "Traffic In", 97.174, "%"),
        ("1", "Counter", 8544.0, "#"),
    ],
}

#: Two pages of a table of twelve rows whose third is missing.
PAGES = ("table/paging_p1_start0_count5_total12.xml", "table/paging_p2_start5_count5_total12.xml")

#: Recorded as JSON, written as XML for the client: kind, how many rows, and some of the records.
JSON_TABLES = {
    "table/devices.18.2.json": (
        "device",
        3,
        [{"id": "9179", "name": "", "host": "IrelandSmallProbeprtgpaesslercom", "status": None, "active": None}],
    ),
    "table/groups.18.2.json": ("group", 17, [{"id": "9217", "name": "Firewalls"}]),
    "table/sensors_paused_by_parent.18.2.json": (
        "sensor",
        11,
        # without the column active nobody can tell whose pause it is
        [{"id": "9302", "status": "pausedbyuser", "message": "Paused by parent", "active": None, "paused_by": None}],
    ),
    "table/sensors_pause_variants.json": (
        "sensor",
        6,
        [{"id": "9302", "active": True, "paused_by": None}, {"id": "9303", "active": False, "paused_by": "user"}],
    ),
    "table/sensors_tags_comma.json": ("sensor", 1, [{"id": "2001", "tags": ["pingsensor", "tableau"]}]),
    "table/sensors_noraw.json": ("sensor", 1, [{"id": "9302", "status": None, "active": None, "paused_by": None}]),
    "hostile/names_special.json": (
        "sensor",
        5,
        [
            {"id": "1", "name": "Disk (C:) [NTFS], 90%"},
            {"id": "2", "name": 'a & b <c> "d"'},
            {"id": "3", "name": "@sub(x)"},
            {"id": "4", "name": " leading and trailing "},
            {"id": "5", "name": "ディスク\u202e"},
        ],
    ),
    "hostile/json_types_vary.json": (
        "sensor",
        3,
        [
            {"id": "2001", "name": "123", "status": "pausedbyuser", "active": True, "paused_by": "parent"},
            {"id": "2002", "name": "", "status": "pausedbyuser", "active": True, "paused_by": "parent"},
            {"id": "2003", "name": "x", "status": None, "active": None, "paused_by": None},
        ],
    ),
}

#: Whole tables without a row, as kind and message: what a working account always sees is not believed to be missing.
BARREN = {"table/probes_core_server_first.21.2.xml": ("probe", "lists no probe at all, also when asked again")}

#: Tables of what is below one object, in which there was nothing.
EMPTY_SCOPES = (
    "table/devices_empty_treesize11.18.2.json",
    "table/groups_empty.18.2.json",
    "table/sensors_empty.18.2.json",
)

JSON, NO_TABLE = (UnexpectedAnswer, "answered JSON"), (UnexpectedAnswer, "an XML document")
LOGIN, NO_XML = (AuthenticationFailed, "log-in page"), (UnexpectedAnswer, "where XML was expected")

#: What a read has to make of every other answer.
READS = {
    "auth/getpasshash_ok.txt": NO_XML,
    "auth/unauthorized.html": (AuthenticationFailed, "Unauthorized"),
    "auth/unsupported_scheme.26.3.txt": (AuthenticationFailed, "Unsupported authorization scheme"),
    "auth/login_page_200.html": LOGIN,
    "auth/redirect_to_login.html": LOGIN,
    "auth/redirect_http_to_https.html": (
        ConfigurationError,
        "wants https: it redirects to https://prtg.example.com/api/table.json",
    ),
    "auth/forbidden_non_admin.html": (PermissionDenied, "Forbidden"),
    "action/pause_ok.html": NO_XML,
    "action/resume_ok.html": NO_XML,
    "action/ok_body.html": NO_XML,
    "action/ok_body_no_content.html": (UnexpectedAnswer, 'a page that says "OK" in place of a table'),
    "action/action_ok_302.html": (ConfigurationError, "redirects to http://prtg.example.com:8080/sensor.htm"),
    "action/error_redirect_html_list.html": (ServerFault, "could not be completed. Field 'Name' is required"),
    "action/multi_id_editsettings_error_redirect_but_ok.html": (ServerFault, "without saying why"),
    "action/duplicate_ok_redirect.html": LOGIN,
    "action/duplicate_ok_redirect_direct.html": (ConfigurationError, "redirects to"),
    "action/duplicate_ok_redirect_301.html": (ConfigurationError, "redirects to"),
    "action/failure_error_redirect.html": (ServerFault, "Something bad happened"),
    "errors/historicdata_wrong_object_type.18.2.xml": (
        RequestRefused,
        "Sorry, the selected object cannot be used here.",
    ),
    "errors/no_object_with_id.13.1.xml": (RequestRefused, "Sorry, there is no object with the specified id."),
    "errors/could_not_be_deleted.xml": (RequestRefused, "Some of the selected objects could not be deleted."),
    "errors/read_only_user_200.html": (PermissionDenied, "a read-only user account is not allowed"),
    "errors/historicdata_plain_text.txt": (UnexpectedAnswer, "Not enough monitoring data"),
    "errors/core_starting_503.html": (ServerFault, "Service Unavailable"),
    "errors/proxy_502.html": (ServerFault, "502 Bad Gateway"),
    "table/messages_default.xml": NO_TABLE,
    "table/history_default.xml": NO_TABLE,
    "table/notifications_default.xml": NO_TABLE,
    "table/schedules_default.xml": NO_TABLE,
    "table/objects_mixed.xml": NO_TABLE,
    "table/messages_count_only_capped.xml": NO_TABLE,
    "table/sensors_docs_RAW_fragment.xml": (UnexpectedAnswer, "malformed XML"),
    "table/sensors_usecaption.json": JSON,
    "table/unknown_content_empty_key.json": JSON,
    "table/channels_duplicate_ids_volume_speed.json": JSON,
    "hostile/json_trailing_comma_number_version.json": JSON,
    "hostile/sysinfo_empty_keys_unquoted_dates.17.4.json": JSON,
    "hostile/json_bom.json": JSON,
    "hostile/json_truncated.json": JSON,
    "hostile/json_duplicate_keys.json": JSON,
    "hostile/json_object_not_list.json": JSON,
    "hostile/whitespace_body.json": (UnexpectedAnswer, "an empty body"),
    "hostile/empty_body.xml": (UnexpectedAnswer, "an empty body"),
    "hostile/xml_nul_in_value.xml": (UnexpectedAnswer, "has no id"),
    "hostile/xml_truncated.xml": (UnexpectedAnswer, "malformed XML"),
    "hostile/xml_doctype_entity_bomb.xml": (UnexpectedAnswer, "document type declaration"),
    "hostile/html_instead_of_json.html": LOGIN,
    "hostile/csv_sensors.csv": NO_XML,
    **dict.fromkeys((*JSON_TABLES, *EMPTY_SCOPES), JSON),
}

#: What an action makes of answers that are success for it, though they hold no table.
DONE = (
    "action/pause_ok.html",
    "action/resume_ok.html",
    "action/ok_body.html",
    "action/ok_body_no_content.html",
    "action/action_ok_302.html",
    "action/duplicate_ok_redirect_direct.html",
    "action/duplicate_ok_redirect_301.html",
)

#: Answers that are the same failure for a read and for an action.
REFUSED = [
    name
    for name, outcome in READS.items()
    if name.startswith(("auth/", "errors/", "action/")) and name not in DONE and outcome[0] is not UnexpectedAnswer
]

#: Answers of endpoints that the client does not call; as a table they have to be refused.
OTHER_FOLDERS = ("details", "historic", "property", "sensortree", "status", "triggers")


def told(name):
    entry = FILES[name]
    return entry["http_status"], entry.get("headers", {}), (FIXTURES / name).read_bytes()


def read(answer, kind="sensor", fields=ALL_FIELDS, under=None):
    """The objects of a server that gives ``answer`` (or what it returns for a query) for this kind.

    Of other kinds it has nothing but a device without sensors.
    """

    def script(path, query):
        content = query["content"][0]
        if content != CONTENTS[kind].content:
            return table(content, [{"objid": 7, "name": "x"}] if content == "devices" else [])
        return answer(query) if callable(answer) else answer

    server, _unused = scripted(script)
    return server.read(Need(kinds=(kind,), fields=fields, under=under)).objects


def expect(records, found):
    by_id = {thing.id: thing.record() for thing in found}
    for record in records:
        actual = by_id[record["id"]]
        assert {name: actual[name] for name in record} == record


def as_xml(body, kind):
    """A table's JSON as the XML that the same server would have sent: null is empty, a Boolean is a word."""
    document = json.loads(body)
    root = CONTENTS[kind].content
    rows = [
        {column: html.escape("" if value is None else str(value), quote=False) for column, value in cells.items()}
        for cells in document[root]
    ]
    return table(root, rows, version=document["prtg-version"])


@pytest.mark.parametrize("name", TABLES)
def test_table(name):
    kind, records = TABLES[name]
    found = read(told(name), kind)
    assert [thing.id for thing in found] == [record["id"] for record in records]
    expect(records, found)


@pytest.mark.parametrize("name", CHANNELS)
def test_channels(name):
    server, _unused = scripted([told(name)])
    assert [tuple(channel.values()) for channel in server.channels(["1"])["1"]] == [
        (channel_id, title, value if value is None else pytest.approx(value), unit)
        for channel_id, title, value, unit in CHANNELS[name]
    ]


def measured(name):
    server, _unused = scripted([told(name)])
    history = server.part("history")
    month = Span(1_506_816_000, 1_509_408_000) if "default" in name else Span(1_573_000_000, 1_576_000_000)
    return next(history.read([SENSOR], month, 0, Query()))


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_measurements(name):
    count, first, channels = MEASUREMENTS[name]
    series = measured(name)
    assert len(series.rows) == count
    assert [tuple(channel) for channel in series.channels] == channels
    if first is not None:
        row = series.rows[0]
        assert (iso(row.at), row.values, row.coverage) == first


@pytest.mark.parametrize("name", NO_MEASUREMENTS)
def test_what_is_no_measurement(name):
    error, message = NO_MEASUREMENTS[name]
    with pytest.raises(error) as caught:
        measured(name)
    assert message in str(caught.value)


def log_lines(name):
    server, _unused = scripted([told(name)] * 2)
    return server.part("log").read(Wanted(0, 2_000_000_000), Query()).lines


def test_messages():
    (line,) = log_lines("table/messages_default.xml")
    assert iso(line.at) == "2017-11-03T06:10:31Z"
    assert line._replace(at=0.0, url=None) == Line(
        at=0.0,
        status="pausedbyuser",
        message="Paused by user",
        code=604,
        object_id="2304",
        name="WMI Remote Ping",
        kind="sensor",
        parent="Probe Device",
        device="Probe Device",
        group="Local Probe",
        probe="Local Probe",
    )


def test_a_total_alone_is_no_message():
    assert log_lines("table/messages_count_only_capped.xml") == []


def test_pages(monkeypatch):
    monkeypatch.setattr(tables, "PAGE_SIZE", 5)
    recorded = [told(name) for name in PAGES]
    items = [item for page in recorded for item in re.findall(rb"<item>.*?</item>", page[2], re.DOTALL)]
    more = table("sensors", [{"objid": number, "name": "x", "parentid": 2193} for number in (10010, 10011)], total=12)
    items += re.findall(rb"<item>.*?</item>", more.encode(), re.DOTALL)
    before, after = recorded[0][2].split(b"<item>")[0], b"</sensors>"

    def page(start):
        return (*recorded[0][:2], before + b"".join(items[start : start + 5]) + after)

    asked = []

    def serve(query):
        asked.append(int(query["start"][0]))
        return page(asked[-1])

    assert [thing.id for thing in read(serve, fields=ALWAYS_READ)] == [str(number) for number in range(10000, 10012)]
    assert sorted(asked) == [0, 4, 8]
    # the last page again instead of the rest, as real servers do past the end: nine rows of twelve are not a table
    with pytest.raises(UnexpectedAnswer, match="9 of 12 rows"):
        read(lambda query: page(min(int(query["start"][0]), 4)))


@pytest.mark.parametrize("name", JSON_TABLES)
def test_rows_that_were_recorded_as_json(name):
    kind, count, records = JSON_TABLES[name]
    found = read(as_xml(told(name)[2], kind), kind)
    assert len(found) == count
    expect(records, found)


@pytest.mark.parametrize("name", BARREN)
def test_a_table_that_cannot_be_empty(name):
    kind, message = BARREN[name]
    with pytest.raises(UnexpectedAnswer, match=message):
        read(told(name), kind)


@pytest.mark.parametrize("name", EMPTY_SCOPES)
def test_nothing_below_an_object(name):
    kind = name.split("/")[1].split("s_empty")[0]
    recorded = as_xml(told(name)[2], kind)
    whole = table(CONTENTS[kind].content, [{"objid": 5, "name": "elsewhere"}])
    assert read(lambda query: recorded if "id" in query else whole, kind, ALWAYS_READ, under="9000") == []


def test_channels_that_were_recorded_as_json():
    document = json.loads(told("table/channels_duplicate_ids_volume_speed.json")[2])
    server, _unused = scripted([table("channels", document["channels"], total=0)])
    assert [tuple(channel.values()) for channel in server.channels(["1"])["1"]] == [
        ("-1", "Total (volume)", 10.0, "KByte"),
        ("-1", "Total (speed)", 1.0, "kbit/s"),
        ("-4", "Downtime", None, None),
    ]


@pytest.mark.parametrize("name", READS)
def test_read(name):
    error, message = READS[name]
    with pytest.raises(error) as caught:
        read(told(name))
    assert message in str(caught.value)
    assert caught.value.__class__ is error
    assert not [secret for secret in ("USER", "0000000000", "prtguser") if secret in str(caught.value)]


def act(name):
    server, http = scripted([told(name)])
    pause(server, [PrtgObject("1234", "sensor", "Ping")], None, "x")
    return http.requests


@pytest.mark.parametrize("name", DONE)
def test_action_that_is_done(name):
    assert len(act(name)) == 1


@pytest.mark.parametrize("name", REFUSED)
def test_action_that_is_refused(name):
    error, message = READS[name]
    with pytest.raises(error) as caught:
        act(name)
    assert caught.value.__class__ is error
    assert message in str(caught.value)


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(OTHER_FOLDERS)])
def test_what_is_no_table(name):
    with pytest.raises(MonitoringError):
        read(told(name))


def test_every_answer_has_its_expectation():
    covered = {*TABLES, *CHANNELS, *PAGES, *JSON_TABLES, *READS, *BARREN}
    assert not [name for name in FILES if not name.startswith((*OTHER_FOLDERS, "textlist")) and name not in covered]
    assert not [name for name in covered if name not in FILES]


def test_the_recorded_settings_of_a_device_are_read_and_sent_back_whole():
    page = (FIXTURES / "property" / "objectdata_maintenance_fieldset_excerpt.html").read_text()
    device = PrtgObject("1001", "device", "web-1")
    server, http = scripted([(200, {"Content-Type": "text/html"}, page), "OK"])
    part = server.part("schedule")
    told = part.read(device)
    assert (told.inherits, told.window, str(told.start), str(told.end)) == (
        False,
        True,
        "2017-06-17 11:35:00",
        "2017-06-17 11:35:00",
    )
    assert told.own == ("schedule Sundays [GMT+1000]",)
    part.write(device, told)
    assert http.requests[-1] == (
        "GET",
        "/editsettings",
        {
            "id": ("1001",),
            "schedule_": ("622|Sundays [GMT+1000]|",),
            "scheduledependency": ("0",),
            "maintenable_": ("1",),
            "maintstart_": ("2017-06-17-11-35-00",),
            "maintend_": ("2017-06-17-11-35-00",),
        },
    )


def included(part, name, found):
    """What a part of the client reads of one object, where a file is the answer."""
    server, _http = scripted(lambda path, query: told(name))
    return server.part(part).read([found], Query(), pytest.fail)[found.id]


def test_the_recorded_settings_of_a_device_tell_own_and_inherited_apart():
    name = "property/objectdata_maintenance_fieldset_excerpt.html"
    sections = included("settings", name, PrtgObject("1001", "device", "web-1"))
    assert sections["scheduledependency"] == {
        "inherited": False,
        "inherited_from": None,
        "values": sections["scheduledependency"]["own"],
        "own": {
            "schedule": "622|Sundays [GMT+1000]|",
            "maintenable": "1",
            "maintstart": "2017,06,17,11,35,00",
            "maintend": "2017,06,17,11,35,00",
        },
    }


def test_recorded_triggers_tell_who_has_them():
    first, second = included("triggers", "triggers/triggers_table.xml", PrtgObject("1", "probe", "Local Probe"))
    assert (first["id"], first["type"], first["inherited_from"]) == ("1", "state", {"id": "0", "name": "Root"})
    assert (first["latency"], first["escalation_latency"], first["repeat_every"]) == (60, 300, 0)
    assert (second["id"], second["condition"], second["inherited"]) == ("8", "change", False)
    sent = {"id": "301", "name": "Email to all members of group PRTG Users Group"}
    assert first["notification"] == second["notification"] == sent
    assert first["off_notification"] is None


def test_the_recorded_history_of_changes_is_read():
    (change,) = included("changes", "table/history_default.xml", SENSOR)
    assert change == {
        "at": "2017-05-24T02:53:55Z",
        "user": "PRTG System Administrator",
        "message": "Created. 17.2.31.2018",
    }


@pytest.mark.parametrize("part", ["settings", "triggers", "changes"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_included_is_refused_with_its_object(part, name):
    error, message = READS[name]
    with pytest.raises(error) as caught:
        included(part, name, SENSOR)
    assert message in str(caught.value)
    assert "of sensor 1234 (Ping)" in str(caught.value)


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.startswith("sensortree/")))
def test_every_recorded_sensor_tree_tells_the_time_zone_of_its_account(name):
    server, _http = scripted([(200, {"Content-Type": "text/xml"}, (FIXTURES / name).read_bytes())])
    zone = server.part("schedule").zone(SENSOR)
    berlin = zone_of("Europe/Berlin")
    assert all(zone.ahead(at) == berlin.ahead(at) for at in range(1_900_000_000, 1_935_000_000, 86_400))
