# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import contextlib
import http.server
import threading
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    ConnectionFailed,
    MonitoringError,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import client, tables
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.acts import pause, resume
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import (
    CREDENTIALS,
    SECRETS,
    TableServer,
    row,
    scripted,
    table,
)

ROOT = row(0, "Root", -1000, tags="top", active_raw="-1", status_raw="3")
PROBE = row(1, "Local Probe", 0, type_raw="probenode", tags="top hh", active_raw="-1", status_raw="3")
CORE = row(8001, "PRTG Core Server", 0, type_raw="AutonomousDevice")
GROUP = row(50, "Servers", 1, tags="top hh", active_raw="0", status_raw="7")
DEVICE = row(100, "web01", 50, tags="top hh web", active_raw="-1", status_raw="7", host="10.0.0.1")
DEVICE2 = row(101, "web02", 50, tags="top hh web", active_raw="-1", status_raw="7")
SENSOR = row(1000, "Ping", 100, tags="top hh web ping", active_raw="-1", status_raw="7")
SENSOR2 = row(1001, "HTTP", 101, tags="top hh web", active_raw="0", status_raw="7")
WORLD = {
    "groups": [ROOT, GROUP],
    "probenode": [PROBE, CORE],
    "devices": [DEVICE, DEVICE2],
    "sensors": [SENSOR, SENSOR2],
}


def sensors(count, first=2000, parent=100):
    return [row(number, f"Sensor {number}", parent) for number in range(first, first + count)]


def ids_of(snapshot):
    return [found.id for found in snapshot.objects]


def contents(http):
    return [query["content"][0] for _unused, _unused, query in http.requests]


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(tables, "PAGE_SIZE", 5)
    monkeypatch.setattr(tables, "PARALLEL_UP_TO", 20)


class TestSelecting:
    def test_everything(self):
        server, http = scripted(TableServer(**WORLD))
        snapshot = server.read(Need())
        assert ids_of(snapshot) == ["1", "50", "100", "101", "1000", "1001"]
        assert [found.kind for found in snapshot.objects] == [
            "probe",
            "group",
            "device",
            "device",
            "sensor",
            "sensor",
        ]
        assert snapshot.query.rows_read == 8
        assert snapshot.query.sent == [
            "GET /api/table.xml content=sensors columns=objid,name,parentid start=0 count=2500",
            "GET /api/table.xml content=devices columns=objid,name,parentid start=0 count=2500",
            "GET /api/table.xml content=groups columns=objid,name,parentid start=0 count=2500",
            "GET /api/table.xml content=probenode columns=objid,name,parentid,type filter_parentid=0 "
            "start=0 count=2500",
        ]
        assert http.requests[0] == (
            "GET",
            "/api/table.xml",
            {
                "content": ["sensors"],
                "columns": ["objid,name,parentid"],
                "start": ["0"],
                "count": ["2500"],
                "sortby": ["objid"],
            },
        )

    def test_one_kind(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(kinds=("device",)))) == ["100", "101"]
        assert contents(http) == ["devices"]

    def test_the_core_server_is_no_probe(self):
        server, _unused = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(kinds=("probe",)))) == ["1"]

    def test_few_ids_are_asked_for_until_all_are_found(self):
        server, http = scripted(TableServer(**WORLD))
        snapshot = server.read(Need(ids=("101", "1000", "100")))
        assert ids_of(snapshot) == ["100", "101", "1000"]
        assert snapshot.query.sent == [
            "GET /api/table.xml content=sensors columns=objid,name,parentid filter_objid=(3 ids) start=0 count=2500",
            "GET /api/table.xml content=devices columns=objid,name,parentid filter_objid=(2 ids) start=0 count=2500",
        ]
        assert http.requests[0][2]["filter_objid"] == ["100", "101", "1000"]

    def test_that_an_id_does_not_exist_is_only_believed_of_whole_tables(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(ids=("100", "999"), kinds=("sensor", "device")))) == ["100"]
        assert contents(http) == ["sensors", "devices", "sensors", "devices"]
        assert ["filter_objid" in query for _unused, _unused, query in http.requests] == [True, True, False, False]

    def test_a_server_that_breaks_filters(self):
        server, http = scripted(TableServer(break_filters=True, **WORLD))
        assert ids_of(server.read(Need(ids=("1000",)))) == ["1000"]
        assert contents(http) == ["sensors", "devices", "groups", "probenode", "sensors"]

    def test_a_server_that_ignores_filters(self):
        server, _unused = scripted(TableServer(ignore_filters=True, **WORLD))
        snapshot = server.read(Need(ids=("1000",)))
        assert ids_of(snapshot) == ["1000"]
        assert list(snapshot.tree) == snapshot.objects
        assert snapshot.query.rows_read == 2

    def test_many_ids_are_looked_up_in_whole_tables(self):
        server, http = scripted(TableServer(**{**WORLD, "sensors": sensors(200)}))
        assert len(server.read(Need(ids=tuple(str(number) for number in range(2000, 2101)))).objects) == 101
        assert contents(http) == ["sensors"]
        assert "filter_objid" not in http.requests[0][2]

    def test_as_many_ids_as_one_request_takes(self):
        server, http = scripted(TableServer(**{**WORLD, "sensors": sensors(200)}))
        assert len(server.read(Need(ids=tuple(str(number) for number in range(2000, 2100)))).objects) == 100
        assert len(http.requests) == 1
        assert len(http.requests[0][2]["filter_objid"]) == 100

    def test_parents_are_only_asked_for_if_the_tree_is(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(ids=("1000", "101")))) == ["101", "1000"]
        assert http.requests[1][2]["filter_objid"] == ["101"]

    def test_an_id_of_a_kind_that_is_not_wanted(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(ids=("1000",), kinds=("device",)))) == []
        assert contents(http) == ["devices", "devices"]

    def test_no_ids_ask_for_nothing(self):
        server, http = scripted([])
        assert server.read(Need(ids=())).objects == []
        assert http.requests == []

    def test_simple_names_are_asked_for(self):
        server, http = scripted(TableServer(**WORLD))
        snapshot = server.read(Need(names=("web01", "Ping")))
        assert ids_of(snapshot) == ["100", "1000"]
        assert contents(http) == ["sensors", "devices", "groups", "probenode"]
        assert http.requests[0][2]["filter_name"] == ["web01", "Ping"]
        assert "filter_name=(2 names)" in snapshot.query.sent[0]

    def test_that_a_name_does_not_exist_is_only_believed_of_whole_tables(self):
        server, http = scripted(TableServer(break_filters=True, **WORLD))
        assert ids_of(server.read(Need(names=("web01",), kinds=("device",)))) == ["100"]
        assert ["filter_name" in query for _unused, _unused, query in http.requests] == [True, False]

    @pytest.mark.parametrize(
        "name", ["Disk (C:)", "a,b", "@sub(x)", "Größe", " web01", "a  b", "[x]", "R&D", "", "x" * 5000]
    )
    def test_other_names_are_looked_up_in_whole_tables(self, name):
        server, http = scripted(TableServer(sensors=[row(7, name.replace("&", "&amp;")), SENSOR]))
        assert ids_of(server.read(Need(names=(name,), kinds=("sensor",)))) == ["7"]
        assert ["filter_name" in query for _unused, _unused, query in http.requests] == [False]

    def test_many_names_are_looked_up_in_whole_tables(self):
        server, http = scripted(TableServer(sensors=sensors(200)))
        names = tuple(f"Sensor {number}" for number in range(2000, 2101))
        assert len(server.read(Need(names=names, kinds=("sensor",))).objects) == 101
        assert ["filter_name" in query for _unused, _unused, query in http.requests] == [False]

    def test_a_scope_is_asked_for(self):
        server, http = scripted(TableServer(**WORLD))
        snapshot = server.read(Need(under="50", kinds=("sensor",)))
        assert http.requests[0][2]["id"] == ["50"]
        assert snapshot.query.sent == [
            "GET /api/table.xml content=sensors columns=objid,name,parentid id=50 start=0 count=2500"
        ]

    def test_settings_are_refused_before_anything_is_sent(self):
        server, http = scripted([])
        with pytest.raises(ConfigurationError, match="Use API v2"):
            server.read(Need(settings=True))
        assert not http.requests

    def test_tables_that_do_not_depend_on_each_other_come_together(self):
        meeting = threading.Barrier(2, timeout=10)
        tables = TableServer(**WORLD)

        def script(path, query):
            if query["content"] != ["probenode"]:
                meeting.wait()
            return tables(path, query)

        server, http = scripted(script)
        http._lock = contextlib.nullcontext()
        snapshot = server.read(Need(kinds=("device",), tree=True))
        assert ids_of(snapshot) == ["100", "101"]
        assert (len(snapshot.query.sent), snapshot.query.rows_read) == (3, 6)

    def test_wrong_credentials_are_sent_once(self):
        server, http = scripted(lambda path, query: (401, {}, "Unauthorized"))
        with pytest.raises(AuthenticationFailed):
            server.read(Need(kinds=("device",), tree=True))
        assert len(http.requests) == 1

    def test_a_scope_is_checked_where_the_tree_is_known(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(under="100", tree=True))) == ["100", "1000"]
        asked = {(query["content"][0], *query.get("id", ())) for _unused, _unused, query in http.requests}
        assert asked == {("probenode",), ("groups",), ("devices", "100"), ("sensors", "100")}
        assert len(http.requests) == 4
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "devices"])

    def test_names_in_a_scope(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(under="50", names=("Ping",), kinds=("sensor",)))) == ["1000"]
        assert http.requests[0][2]["id"] == ["50"]


class TestTree:
    NEED = Need(
        ids=("1000", "1001"), fields=ALWAYS_READ | {"path", "tags", "parent_tags", "paused_by"}, kinds=("sensor",)
    )

    def test_path_tags_and_parents(self):
        server, http = scripted(TableServer(**WORLD))
        snapshot = server.read(self.NEED)
        ping, web = snapshot.objects
        assert ping.path == ("Local Probe", "Servers", "web01", "Ping")
        assert (ping.tags, ping.parent_tags) == (("ping",), ("top", "hh", "web"))
        assert (ping.paused_by, web.paused_by) == ("parent", "user")
        assert snapshot.tree.paused_ancestor(ping).id == "50"
        assert {found.id for found in snapshot.tree} == {"0", "1", "50", "100", "101", "1000", "1001"}
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "devices"])
        assert http.requests[3][2]["filter_objid"] == ["100", "101"]
        assert http.requests[3][2]["columns"] == ["objid,name,parentid,status,active,tags"]

    def test_parents_and_missing_ids_share_a_request(self):
        server, http = scripted(TableServer(**WORLD))
        snapshot = server.read(Need(ids=("1000", "101", "50"), tree=True))
        assert ids_of(snapshot) == ["50", "101", "1000"]
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "devices"])
        assert http.requests[3][2]["filter_objid"] == ["100", "101"]

    def test_parents_are_looked_up_in_the_whole_table_if_the_filter_breaks(self):
        server, http = scripted(TableServer(break_filters=True, **WORLD))
        assert server.read(self.NEED).objects[0].path == ("Local Probe", "Servers", "web01", "Ping")
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "sensors", "devices", "devices"])

    def test_tables_that_were_read_for_the_tree_are_not_asked_again(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(ids=("50", "999"), tree=True))) == ["50"]
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "devices", "sensors", "devices"])

    def test_as_many_parents_as_one_request_takes(self):
        devices = [row(number, f"d{number}", 50) for number in range(10_000, 10_150)]
        there = [row(number, "s", number - 10_000) for number in range(20_000, 20_100)]
        server, http = scripted(TableServer(**{**WORLD, "sensors": there, "devices": devices}))
        assert len(server.read(Need(kinds=("sensor",), tree=True)).objects) == 100
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "devices"])
        assert len(http.requests[3][2]["filter_objid"]) == 100

    def test_one_parent_is_asked_for(self):
        server, http = scripted(TableServer(**WORLD))
        server.read(Need(ids=("1000",), kinds=("sensor",), tree=True))
        assert http.requests[3][2]["filter_objid"] == ["100"]

    def test_many_parents_are_looked_up_in_the_whole_table(self):
        devices = [row(number, f"d{number}", 50) for number in range(10_000, 10_150)]
        there = [row(number, "s", number - 10_000) for number in range(20_000, 20_150)]
        server, http = scripted(TableServer(**{**WORLD, "sensors": there, "devices": devices}))
        assert len(server.read(Need(kinds=("sensor",), tree=True)).objects) == 150
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "devices"])
        assert "filter_objid" not in http.requests[3][2]

    def test_a_parent_that_nobody_may_see(self):
        server, http = scripted(TableServer(**{**WORLD, "devices": []}))
        snapshot = server.read(self.NEED)
        assert snapshot.objects[0].path == ("Ping",)
        assert snapshot.untold.incomplete == {"1000", "1001"}
        assert sorted(contents(http)) == sorted(["probenode", "groups", *["sensors", "devices"] * 2])
        assert http.requests[-1][2]["columns"] == ["objid,name,parentid,probe,group,device"]

    def test_tree_of_devices_reads_no_sensors(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(kinds=("device",), tree=True))) == ["100", "101"]
        assert sorted(contents(http)) == sorted(["probenode", "groups", "devices"])

    def test_a_thousand_ids_cost_no_more_than_the_pages_of_the_tables(self):
        devices = [row(number, f"d{number}", 50) for number in range(10_000, 10_500)]
        there = [row(number, "s", 10_000 + number % 500) for number in range(20_000, 24_000)]
        server, http = scripted(TableServer(**{**WORLD, "sensors": there, "devices": devices}))
        wanted = tuple(str(number) for number in range(20_000, 21_000))
        snapshot = server.read(Need(ids=wanted, fields=ALWAYS_READ | {"active", "status", "paused_by", "path"}))
        assert len(snapshot.objects) == 1000
        assert sorted(contents(http)) == sorted(["probenode", "groups", "sensors", "sensors", "devices"])

    def test_names_of_kinds_that_were_read_for_the_tree_cost_nothing(self):
        server, http = scripted(TableServer(**WORLD))
        assert ids_of(server.read(Need(names=("Servers",), kinds=("group", "device"), tree=True))) == ["50"]
        assert sorted(contents(http)) == sorted(["probenode", "groups", "devices"])


class TestSummaries:
    def test_summaries_of_everything_but_sensors(self):
        counts = {f"{column}_raw": "0000000002" for column in ("upsens", "downsens", "downacksens", "partialdownsens")}
        counts.update({f"{column}_raw": "" for column in ("warnsens", "unusualsens", "undefinedsens", "pausedsens")})
        server, http = scripted(TableServer(sensors=[SENSOR], devices=[{**DEVICE, **counts}, DEVICE2]))
        snapshot = server.read(Need(kinds=("sensor", "device"), summary=True))
        assert snapshot.summaries == {
            "100": {
                "up": 2,
                "down": 2,
                "down_acknowledged": 2,
                "down_partial": 2,
                "warning": 0,
                "unusual": 0,
                "unknown": 0,
                "paused": 0,
            }
        }
        assert "upsens" not in http.requests[0][2]["columns"][0]
        assert "upsens" in http.requests[1][2]["columns"][0]


@pytest.mark.usefixtures("small_pages")
class TestPaging:
    NEED = Need(kinds=("sensor",))

    def test_pages_one_after_the_other(self):
        server, http = scripted(TableServer(sensors=sensors(22)))
        snapshot = server.read(self.NEED)
        assert ids_of(snapshot) == [str(number) for number in range(2000, 2022)]
        starts = (0, 4, 8, 12, 16, 20)
        assert [query["start"] for _unused, _unused, query in http.requests] == [[str(start)] for start in starts]
        assert [sent.split()[4:] for sent in snapshot.query.sent] == [[f"start={start}", "count=5"] for start in starts]

    def test_the_next_page_is_on_its_way_while_one_is_read(self, monkeypatch):
        """Of a page that seems to be followed by another, nothing is read before that one was asked for."""
        asked, read = [], []
        whole = TableServer(sensors=sensors(22))
        second = threading.Event()

        def script(path, query):
            asked.append(int(query["start"][0]))
            if asked[-1] == 8:
                second.set()
            return whole(path, query)

        def read_table(*arguments):
            table = read_table_as_it_is(*arguments)
            if len(read) == 1:  # the first page alone is read before more is known
                assert second.wait(30), f"asked for {asked} only"
            read.append(len(table.rows))
            return table

        read_table_as_it_is = tables.read_table
        monkeypatch.setattr(tables, "read_table", read_table)
        server, _http = scripted(script)
        assert len(server.read(self.NEED).objects) == 22
        assert asked == [0, 4, 8, 12, 16, 20]

    def test_a_page_that_is_shorter_than_it_looked_is_followed_by_the_right_one(self):
        """A comment that looks like a row makes a page seem longer: what was asked for too far on is not used."""
        rows = sensors(30)

        def script(_path, query):
            start = int(query["start"][0])
            page = table("sensors", rows[start : start + 5], total=30)
            return page.replace("<item>", "<!--<item>--><item>", 1) if start == 4 else page

        server, http = scripted(script)
        assert ids_of(server.read(self.NEED)) == [str(2000 + number) for number in range(30)]
        starts = [int(query["start"][0]) for _method, _path, query in http.requests]
        assert sorted(starts) == sorted([0, 4, 9, 8, 12, 16, 20, 24, 28])

    @pytest.mark.parametrize(("rows", "starts"), [(18, [0, 4, 8, 12, 16]), (17, [0, 4, 8, 12]), (6, [0, 4])])
    def test_pages_at_the_same_time(self, rows, starts):
        server, http = scripted(TableServer(sensors=sensors(rows)))
        snapshot = server.read(self.NEED)
        assert len(snapshot.objects) == rows
        assert sorted(int(query["start"][0]) for _unused, _unused, query in http.requests) == starts
        assert [sent.split()[4] for sent in snapshot.query.sent] == [f"start={start}" for start in starts]

    def test_one_page_that_is_exactly_full(self):
        server, http = scripted(TableServer(sensors=sensors(5)))
        assert len(server.read(self.NEED).objects) == 5
        assert len(http.requests) == 1

    def test_the_last_page_is_answered_again_past_the_end(self):
        rows = sensors(9)
        pages = [rows[:5], rows[4:9], rows[4:9]]
        server, http = scripted([table("sensors", page, total=11) for page in pages])
        assert len(server.read(self.NEED._replace(under="7")).objects) == 9
        assert http.script == []

    def test_the_last_page_is_filled_with_rows_of_the_page_before(self):
        rows = sensors(12)
        server, http = scripted([table("sensors", page, total=12) for page in (rows[:5], rows[4:9], rows[7:12])])
        assert len(server.read(self.NEED).objects) == 12
        assert len(http.requests) == 3

    def test_a_short_page_before_the_end(self):
        rows = sensors(10)
        pages = (rows[:3], rows[2:5], rows[4:7], rows[6:9], rows[8:])
        server, http = scripted([table("sensors", page, total=10) for page in pages])
        assert len(server.read(self.NEED).objects) == 10
        starts = [query["start"] for _unused, _unused, query in http.requests]
        assert starts == [["0"], ["2"], ["4"], ["6"], ["8"]]

    def test_rows_twice(self):
        rows = sensors(4)
        first = table("sensors", [*rows[:2], rows[1], rows[0], rows[2]], total=4)
        server, _unused = scripted([first, table("sensors", rows[2:], total=4)])
        assert len(server.read(self.NEED).objects) == 4

    def test_missing_rows_are_asked_for_once_more(self):
        rows = sensors(7)
        short = [table("sensors", page, total=7) for page in (rows[:5], rows[4:6], rows[5:6])]
        whole = [table("sensors", page, total=7) for page in (rows[:5], rows[4:])]
        server, http = scripted([*short, *whole])
        assert len(server.read(self.NEED).objects) == 7
        assert http.script == []

    def test_a_row_that_went_away_ahead_of_the_reader(self):
        rows = sensors(7)
        before = [table("sensors", rows[:5], total=7), table("sensors", rows[4:6], total=6)]
        after = [table("sensors", page, total=6) for page in (rows[:5], rows[4:6])]
        server, _unused = scripted([*before, *after])
        assert ids_of(server.read(self.NEED)) == [str(number) for number in range(2000, 2006)]

    @pytest.mark.parametrize("need", [NEED, Need(kinds=("sensor",), under="1")])
    def test_a_row_that_went_away_behind_the_reader_and_one_that_came(self, need):
        rows = sensors(9)
        before = [table("sensors", rows[:5], total=8), table("sensors", [*rows[1:], rows[8]][4:], total=8)]
        after = [table("sensors", page, total=8) for page in (rows[1:6], rows[5:])]
        server, http = scripted([*before, *after])
        assert ids_of(server.read(need)) == [str(number) for number in range(2001, 2009)]
        assert http.script == []

    def test_rows_that_come_at_the_end_are_read_too(self):
        rows = sensors(8)
        server, http = scripted([table("sensors", rows[:5], total=7), table("sensors", rows[4:], total=8)])
        assert len(server.read(self.NEED).objects) == 8
        assert len(http.requests) == 2

    def test_a_table_that_never_stands_still(self):
        rows = sensors(9)
        server, _unused = scripted([table("sensors", rows[:5], total=9), table("sensors", rows[5:], total=9)] * 2)
        with pytest.raises(UnexpectedAnswer, match="sensors changes while it is read, also when asked again"):
            server.read(self.NEED)

    def test_never_a_part_for_the_whole(self):
        rows = sensors(6)
        pages = [table("sensors", page, total=7) for page in (rows[:5], rows[4:], rows[5:])]
        server, _unused = scripted(pages * 2)
        with pytest.raises(UnexpectedAnswer, match="sensors is incomplete: 6 of 7 rows"):
            server.read(self.NEED)

    @pytest.mark.parametrize("last", ['<sensors totalcount="0"></sensors>', "<sensors></sensors>"])
    @pytest.mark.parametrize("need", [{}, {"under": "7"}, {"names": ("Ping",)}])
    def test_no_page_but_the_first_is_empty(self, last, need):
        rows = [row(number, "Ping") for number in range(2000, 2007)]
        pages = [table("sensors", rows[:5], total=7), last]
        server, http = scripted(pages * 2)
        with pytest.raises(UnexpectedAnswer, match="sensors changes while it is read, also when asked again"):
            server.read(self.NEED._replace(**need))
        server, http = scripted([*pages, table("sensors", rows[:5], total=7), table("sensors", rows[4:], total=7)])
        assert len(server.read(self.NEED._replace(**need)).objects) == 7
        assert len(http.requests) == 4

    def test_the_count_of_a_scope_is_not_believed(self):
        empty = table("devices", [], total=11)
        server, http = scripted([empty, table("devices", [DEVICE], total=11), empty])
        assert server.read(Need(kinds=("device",), under="9000")).objects == []
        assert [(query.get("id"), query["count"]) for _unused, _unused, query in http.requests] == [
            (["9000"], ["5"]),
            (None, ["1"]),
            (["9000"], ["5"]),
        ]
        server, http = scripted([table("devices", [DEVICE], total=11), table("devices", [DEVICE], total=11)])
        assert ids_of(server.read(Need(kinds=("device",), under="9000"))) == ["100"]
        assert len(http.requests) == 2

    def test_the_count_of_probes_is_not_believed(self):
        server, http = scripted([table("probes", [PROBE], total=2), table("probes", [PROBE], total=2)])
        assert ids_of(server.read(Need(kinds=("probe",)))) == ["1"]
        assert len(http.requests) == 2

    def test_many_rows_of_one_name_are_paged_through(self):
        rows = [row(number, "Ping") for number in range(2000, 2012)]
        server, http = scripted(TableServer(sensors=rows))
        assert len(server.read(Need(kinds=("sensor",), names=("Ping",))).objects) == 12
        assert len(http.requests) == 3

    def test_a_table_without_end(self, monkeypatch):
        monkeypatch.setattr(tables, "MAX_PAGES", 3)
        server, http = scripted([table("sensors", sensors(5, first), total=0) for first in range(2000, 2100, 4)])
        with pytest.raises(UnexpectedAnswer, match="does not end within 3 pages"):
            server.read(self.NEED)
        assert len(http.requests) == 3

    def test_an_error_on_a_later_page_is_an_error(self):
        rows = sensors(30)
        server, _unused = scripted([table("sensors", rows[:5], total=30), (403, {}, "Forbidden")])
        with pytest.raises(MonitoringError, match="may not do this"):
            server.read(self.NEED)

    def test_an_error_on_one_of_the_pages_at_the_same_time_is_an_error(self):
        def answer(path, query):
            start = int(query["start"][0])
            return (403, {}, "Forbidden") if start == 8 else table("sensors", sensors(20)[start : start + 5], total=20)

        server, _unused = scripted(answer)
        with pytest.raises(MonitoringError, match="may not do this"):
            server.read(self.NEED)


class TestAnswers:
    @pytest.mark.parametrize("cells", [{"name": "x"}, {"objid": "", "name": "x"}, {"objid": "x"}])
    def test_a_row_without_an_id(self, cells):
        server, _unused = scripted([table("sensors", [cells])])
        with pytest.raises(UnexpectedAnswer, match="sensors has no id"):
            server.read(Need(kinds=("sensor",)))

    def test_another_table(self):
        server, _unused = scripted([table("devices", [])])
        with pytest.raises(UnexpectedAnswer, match="an XML document 'devices' where a table was expected"):
            server.read(Need(kinds=("sensor",)))

    def test_the_page_that_says_ok_is_no_table(self):
        page = '<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>'
        server, _unused = scripted([page, page])
        with pytest.raises(UnexpectedAnswer, match='a page that says "OK" in place of a table, also when asked again'):
            server.read(Need(kinds=("sensor",)))
        server, _unused = scripted([page, table("sensors", [SENSOR])])
        assert ids_of(server.read(Need(kinds=("sensor",)))) == ["1000"]
        assert server.warnings == []

    @pytest.mark.parametrize(
        "told",
        [
            (400, {}, "<prtg><error>ops&amp;watch and passhash=4711</error></prtg>"),
            (401, {}, "username=ops%26watch"),
            (404, {}, "<html>/api/table.xml?username=ops%26watch&amp;passhash=4711%2Bsecret</html>"),
            (
                302,
                {"Location": "https://prtg.example.com/base/api/table.xml?username=ops%26watch&passhash=4711%2Bsecret"},
                "",
            ),
            (302, {"Location": "http://x/?username=ops%26watch&passhash=4711%2Bsecret"}, ""),
            (302, {"Location": "/error.htm?errormsg=ops%26watch+4711%2Bsecret"}, ""),
            (200, {}, "<html>ops&amp;watch 4711+secret</html>"),
            (200, {}, "4711+secret"),
            (200, {}, "<ops&watch/>"),
            (200, {}, '<div class="errormsg"><h3>ops&amp;watch: 4711+secret</h3></div>'),
        ],
    )
    def test_no_error_shows_a_credential(self, told):
        server, _unused = scripted(lambda path, query: told)
        for call in (
            lambda: server.read(Need(kinds=("sensor",))),
            lambda: pause(server, TestActions.OBJECTS, None, "x"),
        ):
            try:
                shown = str(call())
            except MonitoringError as error:
                shown = f"{error}{error!r}{error.hint}{error.details}{error.exchange}"
            assert not [secret for secret in SECRETS if secret in shown]

    def test_nothing_else_shows_a_credential(self):
        server, _unused = scripted(TableServer(**WORLD))
        snapshot = server.read(Need(tree=True))
        shown = f"{server!r}{server.tables!r}{snapshot.query!r}{snapshot.objects!r}{server.warnings!r}"
        assert not [secret for secret in SECRETS if secret in shown]

    def test_a_rejected_log_in_is_not_repeated(self):
        server, http = scripted([(401, {}, "Unauthorized")])
        with pytest.raises(AuthenticationFailed):
            server.read(Need())
        assert len(http.requests) == 1

    def test_a_read_is_repeated_after_a_passing_failure(self):
        server, http = scripted([(503, {}, ""), ConnectionFailed("reset"), table("sensors", [SENSOR])])
        assert ids_of(server.read(Need(kinds=("sensor",)))) == ["1000"]
        assert http.script == []

    def test_the_address_of_the_web_interface_keeps_the_base_path(self):
        server, _unused = scripted(TableServer(**WORLD))
        found = server.read(Need(kinds=("probe",), fields=ALWAYS_READ | {"url"})).objects[0]
        assert found.url == "http://prtg.example.com:8080/base/probenode.htm?id=1"


class TestVersion:
    @pytest.mark.parametrize(
        ("version", "warning"),
        [
            ("18.2.41.1636", None),
            ("18.2", None),
            ("26.3.122.1665+", None),
            ("18.10.1", None),
            ("18.1.37.13946", "PRTG 18.1.37.13946"),
            ("9.2", "PRTG 9.2"),
            ("18", "PRTG 18"),
            ("14.4.12.3283+", "PRTG 14.4.12.3283"),
            ("", "does not tell its version"),
            ("unknown", "does not tell its version"),
            ("9" * 5000, "does not tell its version"),
            ("\u0661\u0668.2", "does not tell its version"),
        ],
    )
    def test_warning(self, version, warning):
        server, _unused = scripted([table("sensors", [SENSOR], version=version)] * 2)
        server.read(Need(kinds=("sensor",)))
        server.read(Need(kinds=("sensor",)))
        if warning is None:
            assert server.warnings == []
        else:
            assert len(server.warnings) == 1
            assert warning in server.warnings[0]


class TestActions:
    OBJECTS = (PrtgObject("1000", "sensor", "Ping"), PrtgObject("100", "device", "web01"))

    @pytest.mark.parametrize(
        ("call", "request_"),
        [
            (
                lambda server, objects: pause(server, objects, None, "patch & reboot"),
                ("/api/pause.htm", {"id": "1000,100", "action": "0", "pausemsg": "patch & reboot"}),
            ),
            (
                lambda server, objects: pause(server, objects, 90, "patch"),
                ("/api/pauseobjectfor.htm", {"id": "1000,100", "duration": "90", "pausemsg": "patch"}),
            ),
            (
                lambda server, objects: pause(server, objects, 1, ""),
                ("/api/pauseobjectfor.htm", {"id": "1000,100", "duration": "1"}),
            ),
            (resume, ("/api/pause.htm", {"id": "1000,100", "action": "1"})),
        ],
    )
    def test_requests(self, call, request_):
        server, http = scripted([(302, {"Location": "/sensor.htm?id=1000"}, "")])
        call(server, self.OBJECTS)
        assert http.requests == [("GET", *request_)]

    def test_a_hundred_objects_a_request(self):
        server, http = scripted(["OK"] * 3)
        resume(server, [PrtgObject(str(number), "sensor", "x") for number in range(250)])
        assert [len(query["id"].split(",")) for _unused, _unused, query in http.requests] == [100, 100, 50]

    def test_nothing_to_do(self):
        server, http = scripted([])
        pause(server, [], 5, "x")
        assert http.requests == []

    @pytest.mark.parametrize(
        "failure", [ConnectionFailed("reset", hint="Check the host."), UnexpectedAnswer("the answer breaks off")]
    )
    def test_an_action_is_not_repeated_when_nobody_knows_whether_it_was_done(self, failure):
        server, http = scripted([failure])
        with pytest.raises(type(failure), match="read the state before trying again") as caught:
            pause(server, self.OBJECTS, None, "x")
        assert len(http.requests) == 1
        assert not caught.value.changed

    def test_an_action_that_never_left_is_not_said_to_be_done_perhaps(self):
        refused = ConnectionFailed("could not connect")
        refused.nothing_sent = True
        server, _unused = scripted([refused])
        with pytest.raises(ConnectionFailed) as caught:
            pause(server, self.OBJECTS, None, "x")
        assert "may have done it" not in str(caught.value)
        assert "Nothing was sent" in str(caught.value)

    @pytest.mark.parametrize("status", [500, 503, 556])
    def test_an_action_is_not_repeated_after_a_fault(self, status):
        server, http = scripted([(status, {}, "")])
        with pytest.raises(ServerFault):
            resume(server, self.OBJECTS)
        assert len(http.requests) == 1

    @pytest.mark.parametrize(
        ("failure", "error"),
        [(ConnectionFailed("reset"), ConnectionFailed), ((400, {}, "<prtg><error>No</error></prtg>"), RequestRefused)],
    )
    def test_a_failure_after_a_part_was_done_says_that_something_changed(self, failure, error):
        server, _unused = scripted(["OK", failure])
        with pytest.raises(error) as caught:
            resume(server, [PrtgObject(str(number), "sensor", "x") for number in range(150)])
        assert caught.value.changed


class TestChannels:
    def test_each_sensor(self):
        def answer(path, query):
            number = int(query["id"][0])
            return table(
                "channels",
                [
                    row("*000000004", "Downtime"),
                    row(number, "Value", lastvalue=f"{number} %", lastvalue_raw=number * 10),
                ],
                total=0,
            )

        server, http = scripted(answer)
        found = server.channels([str(number) for number in range(5, 12)])
        assert list(found) == [str(number) for number in range(5, 12)]
        assert found["7"] == [
            {"id": "-4", "name": "Downtime", "last_value": None, "unit": None},
            {"id": "7", "name": "Value", "last_value": 7.0, "unit": "%"},
        ]
        assert http.requests[0] == (
            "GET",
            "/api/table.xml",
            {"content": ["channels"], "id": ["5"], "columns": ["objid,name,lastvalue_"], "count": ["2500"]},
        )
        assert len(http.requests) == 7

    def test_one_id_twice(self):
        rows = [row(-1, "Total (volume)", lastvalue="10 KByte"), row(-1, "Total (speed)", lastvalue="1 kbit/s")]
        server, _unused = scripted([table("channels", rows)])
        assert [channel["name"] for channel in server.channels(["5"])["5"]] == ["Total (volume)", "Total (speed)"]

    def test_how_many_there_are(self):
        server, http = scripted([table("devices", [row(5)], total=4711)])
        assert server.total("device") == 4711
        assert http.requests[0][2] == {"content": ["devices"], "columns": ["objid"], "count": ["1"]}

    def test_no_sensors(self):
        server, http = scripted([])
        assert server.channels([]) == {}
        assert http.requests == []


class Handler(http.server.BaseHTTPRequestHandler):
    """PRTG's bytes over a real connection: a table, and an action that succeeds by redirect."""

    def do_GET(self):
        self.server.asked.append(self.path)
        body = table("sensors", [SENSOR]).encode() if "table.xml" in self.path else b""
        self.send_response(200 if body else 302)
        self.send_header("Location", "/sensor.htm?id=1000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


def test_on_the_wire():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        listener.asked = []
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            server = client.V1Server(HttpSettings(f"http://127.0.0.1:{listener.server_port}"), CREDENTIALS)
            snapshot = server.read(Need(ids=("1000",)))
            pause(server, snapshot.objects, None, "a b+c")
            assert server.now() == pytest.approx(time.time(), abs=5)
            server.close()
        finally:
            listener.shutdown()
            thread.join()
    assert server.api == "v1"
    assert ids_of(snapshot) == ["1000"]
    assert listener.asked == [
        "/api/table.xml?content=sensors&columns=objid%2Cname%2Cparentid&filter_objid=1000&start=0&count=2500&sortby=objid"
        "&username=ops%26watch&passhash=4711%2Bsecret",
        "/api/pause.htm?id=1000&action=0&pausemsg=a%20b%2Bc&username=ops%26watch&passhash=4711%2Bsecret",
    ]
