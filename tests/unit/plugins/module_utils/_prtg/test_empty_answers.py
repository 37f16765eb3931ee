# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer without rows is asked for again, in another way, before it counts; over both APIs."""

from __future__ import annotations

import re

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ServerFault, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read as read_filter
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import MOMENT, Need
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.filters import TABLES
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import (
    COUNTS,
    TableServer,
    row,
    scripted,
    table,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    TREE,
    Little,
    answer,
    connect,
    rows,
    settings_row,
)

WORLD = {
    "groups": [row(0, "Root", -1000), row(50, "Servers", 1)],
    "probenode": [row(1, "Local Probe", 0, type_raw="probenode"), row(8001, "Core", 0, type_raw="AutonomousDevice")],
    "devices": [row(100, "web01", 50, tags="web"), row(101, "web02", 50)],
    "sensors": [row(1000, "Ping", 100), row(1001, "HTTP", 101)],
}


def planned(expression):
    """A filter of devices as it travels to API v1."""
    return plan(read_filter(expression, ("device",)), TABLES, ("device",))


TAGGED = planned('tags contains "web"')
CONTENT = {"probe": "probenode", "group": "groups", "device": "devices", "sensor": "sensors"}


def with_counts(cells, **counts):
    return {**cells, **{f"{name}_raw": counts.get(name, "0000000000") for name in COUNTS}}


class Emptied(TableServer):
    """A server some of whose tables come empty: for good, or only so many times."""

    def __init__(self, empty, times=None, **rows_):
        super().__init__(**rows_)
        self.empty, self.times = empty, dict.fromkeys(empty, times)

    def __call__(self, path, query):
        content = query.get("content", [""])[0]
        if content in self.empty and self.times[content] != 0:
            self.times[content] = None if self.times[content] is None else self.times[content] - 1
            return table(content, [])
        return super().__call__(path, query)


def of_v1(*empty, times=None, **world):
    """A server of API v1 without rows in some tables, its requests, and how often it was waited for."""
    server, http = scripted(Emptied(empty, times, **{**WORLD, **world}))
    slept = []
    server.tables.sleep = slept.append
    return server, http, slept


def asked(http):
    return [(query["content"][0], query["count"][0]) for path, _path, query in http.requests if "content" in query]


def ids_of(snapshot):
    return [one.id for one in snapshot.objects]


class TestTablesOfApiV1:
    @pytest.mark.parametrize("kind", ["probe", "group", "device"])
    @pytest.mark.parametrize("need", [{}, {"ids": ("100", "1", "50")}, {"names": ("x",)}, {"names": ("web01", "y")}])
    def test_a_whole_table_of_what_must_be_there(self, kind, need):
        server, http, slept = of_v1(CONTENT[kind])
        with pytest.raises(
            UnexpectedAnswer, match=f"lists no {kind} at all, also when asked again.*no rights.*not ready"
        ):
            server.read(Need(kinds=(kind,), **need))
        assert slept == [MOMENT]
        assert {content for content, _count in asked(http)} == {CONTENT[kind]}

    @pytest.mark.parametrize("kind", ["probe", "group", "device", "sensor"])
    def test_what_comes_a_moment_later_is_taken(self, kind):
        server, http, slept = of_v1(CONTENT[kind], times=1)
        expected = {"probe": ["1"], "group": ["50"], "device": ["100", "101"], "sensor": ["1000", "1001"]}
        assert ids_of(server.read(Need(kinds=(kind,)))) == expected[kind]
        assert (slept, len(http.requests)) == ([MOMENT], 2)

    def test_with_it_comes_what_was_empty_for_the_tree(self):
        server, _http, _slept = of_v1("devices", "groups", "probenode", times=1)
        [found, _other] = server.read(Need(kinds=("device",), tree=True, fields=Need().fields | {"path"})).objects
        assert found.path == ("Local Probe", "Servers", "web01")

    @pytest.mark.parametrize("empty", ["probenode", "groups", "devices"])
    @pytest.mark.parametrize("need", [Need(), Need(tree=True), Need(ids=("1", "50", "100", "4711"))])
    def test_one_of_several_tables(self, empty, need):
        server, _http, slept = of_v1(empty)
        with pytest.raises(UnexpectedAnswer, match="at all, also when asked again"):
            server.read(need)
        assert slept == [MOMENT]

    def test_a_core_server_is_no_probe(self):
        server, _http, _slept = of_v1(probenode=WORLD["probenode"][1:])
        with pytest.raises(UnexpectedAnswer, match="lists no probe"):
            server.read(Need(kinds=("probe",)))

    def test_tables_for_paths_only_do_not_keep_anybody_waiting(self):
        server, _http, slept = of_v1("probenode")
        assert ids_of(server.read(Need(kinds=("device",), tree=True))) == ["100", "101"]
        assert slept == []

    def test_an_account_may_have_no_sensor(self):
        devices = [with_counts(cells) for cells in WORLD["devices"]]
        server, _http, slept = of_v1("sensors", devices=devices)
        assert server.read(Need(kinds=("sensor",))).objects == []
        assert slept == [MOMENT]

    def test_sensors_that_are_counted_are_there(self):
        devices = [with_counts(WORLD["devices"][0], pausedsens="0000000004", upsens="x")]
        server, _http, _slept = of_v1("sensors", devices=devices)
        with pytest.raises(
            UnexpectedAnswer, match="lists no sensor at all, also when asked again, and its devices count 4"
        ):
            server.read(Need(kinds=("sensor",)))

    def test_without_devices_no_sensors_are_no_answer(self):
        server, _http, _slept = of_v1("sensors", "devices")
        with pytest.raises(UnexpectedAnswer, match="lists no device and no sensor at all"):
            server.read(Need(kinds=("sensor",)))

    @pytest.mark.parametrize("need", [{"under": "50"}, {"filter": planned('tags contains "none"')}])
    def test_what_was_narrowed_is_asked_for_once_more_if_the_table_has_rows(self, need):
        class Narrow(TableServer):
            def __call__(self, path, query):
                narrowed = "id" in query or "filter_tags" in query
                return table("devices", [], total=2) if narrowed else super().__call__(path, query)

        server, http = scripted(Narrow(**WORLD))
        assert server.read(Need(kinds=("device",), **need)).objects == []
        assert [count for _content, count in asked(http)] == ["2500", "1", "2500"]

    @pytest.mark.parametrize("need", [{"under": "50"}, {"filter": TAGGED}])
    def test_what_was_narrowed_is_an_error_if_the_table_has_none(self, need):
        server, _http, slept = of_v1("devices")
        with pytest.raises(UnexpectedAnswer, match="lists no device"):
            server.read(Need(kinds=("device",), **need))
        assert slept == [MOMENT]

    def test_an_answer_that_was_empty_once_by_accident(self):
        server, _http, _slept = of_v1("devices", times=1)
        need = Need(kinds=("device",), filter=TAGGED)
        assert "100" in ids_of(server.read(need))

    @pytest.mark.parametrize("ids", [("4711",), ("4711", "100")])
    def test_an_account_without_probes_may_ask_for_an_id_that_does_not_exist(self, ids):
        server, http, _slept = of_v1(probenode=[])
        assert ids_of(server.read(Need(ids=ids))) == [one for one in ids if one == "100"]
        assert ("GET", "/api/getobjectproperty.htm", {"id": "4711", "name": "name"}) in http.requests

    def test_an_id_that_the_server_knows_is_not_missing(self):
        server, _http, _slept = of_v1("probenode")
        with pytest.raises(UnexpectedAnswer, match="lists no probe"):
            server.read(Need(ids=("1",)))

    def test_an_id_of_a_kind_that_was_not_asked_for_is_missing(self):
        groups = [row(0, "Root", -1000), row(50, "Servers", 0)]
        server, _http, _slept = of_v1(probenode=[], groups=groups)
        assert ids_of(server.read(Need(ids=("1000",), kinds=("probe", "group")))) == []

    def test_a_server_that_fails_when_it_is_asked_knows_neither_way(self):
        class Failing(Emptied):
            def property_of(self, object_id):
                return (500, {}, "")

        server, _http = scripted(Failing(("probenode",), **WORLD))
        with pytest.raises(ServerFault):
            server.read(Need(ids=("1",)))

    @pytest.mark.parametrize("sensors", [[], [row(1000, "Ping", 4711)]])
    def test_devices_may_be_hidden_only_from_who_sees_sensors(self, sensors):
        server, _http, _slept = of_v1("devices", sensors=sensors)
        need = Need(kinds=("group", "device"))
        if sensors:
            assert ids_of(server.read(need)) == ["50"]
        else:
            with pytest.raises(UnexpectedAnswer, match="lists no device"):
                server.read(need)

    def test_channels(self):
        def script(path, query):
            number = query["id"][0]
            return table("channels", [] if number == "7" else [row(0, "Value")], total=0)

        server, http = scripted(script)
        assert server.channels(["5", "7"])["7"] is None
        assert len(http.requests) == 3
        assert "no channel of 1 of 2 sensors, as of 7" in server.warnings[-1]
        with pytest.raises(UnexpectedAnswer, match="lists no channel of 1 sensors, as of 7, also when asked again"):
            server.channels(["7"])


class Rest(Little):
    """API v2 with the tree of the scripts; the lists of ``empty`` kinds come without entries, so many times."""

    def __init__(self, *empty, times=None, tree=TREE, summary=None, **more):
        family = more.pop("family", "settings")
        listed = [
            {**settings_row(one, tree), **({"sensor_status_summary": summary} if summary else {})} for one in tree
        ]
        super().__init__(**{family: listed}, **more)
        self.empty, self.times = empty, times

    def __call__(self, request):
        if request.path.rsplit("/", 1)[1] in self.empty and self.times != 0:
            self.times = None if self.times is None else self.times - 1
            return rows([])
        return super().__call__(request)


def rest(monkeypatch, *empty, **more):
    server, transport = connect(monkeypatch, Rest(*empty, **more))
    slept = []
    server.client.sleep = slept.append
    return server, transport, slept


class TestListsOfApiV2:
    @pytest.mark.parametrize("family", ["settings", "deprecated"])
    @pytest.mark.parametrize("kind", ["probe", "group", "device"])
    @pytest.mark.parametrize("need", [{}, {"ids": ("100", "1", "50")}, {"names": ("x",)}, {"names": ("(y)",)}])
    def test_a_whole_list_of_what_must_be_there(self, monkeypatch, kind, need, family):
        server, _transport, slept = rest(monkeypatch, f"{kind}s", family=family)
        with pytest.raises(
            UnexpectedAnswer, match=f"lists no {kind} at all, also when asked again.*no rights.*not ready"
        ):
            server.read(Need(kinds=(kind,), **need))
        assert slept == [MOMENT]

    @pytest.mark.parametrize("need", [{}, {"ids": ("100",)}, {"under": "50"}, {"names": ("web01",)}, {"tree": True}])
    def test_nothing_at_all(self, monkeypatch, need):
        server, _transport, slept = rest(monkeypatch, "objects")
        with pytest.raises(UnexpectedAnswer, match="lists no probe and no group and no device at all"):
            server.read(Need(**need))
        assert slept == [MOMENT]

    @pytest.mark.parametrize("kind", ["probe", "group", "device", "sensor"])
    def test_what_comes_a_moment_later_is_taken(self, monkeypatch, kind):
        server, transport, slept = rest(monkeypatch, f"{kind}s", times=1)
        assert ids_of(server.read(Need(kinds=(kind,)))) == [one[0] for one in TREE if one[1] == kind]
        assert (slept, len(transport.sent)) == ([MOMENT], 2)

    def test_an_account_may_have_no_sensor(self, monkeypatch):
        tree = [one for one in TREE if one[1] != "sensor"]
        server, _transport, slept = rest(monkeypatch, tree=tree, summary={"up": 0})
        assert server.read(Need(kinds=("sensor",))).objects == []
        assert len(server.read(Need()).objects) == len(tree)
        assert slept == [MOMENT] * 2

    @pytest.mark.parametrize("need", [Need(), Need(kinds=("sensor",)), Need(kinds=("sensor",), tree=True)])
    def test_sensors_that_are_counted_are_there(self, monkeypatch, need):
        tree = [one for one in TREE if one[1] != "sensor"]
        server, _transport, _slept = rest(monkeypatch, tree=tree, summary={"up": 2, "down": None})
        with pytest.raises(
            UnexpectedAnswer, match="lists no sensor at all, also when asked again, and its devices count 4"
        ):
            server.read(need)

    def test_without_devices_no_sensors_are_no_answer(self, monkeypatch):
        server, _transport, _slept = rest(monkeypatch, tree=[one for one in TREE if one[1] in ("probe", "group")])
        with pytest.raises(UnexpectedAnswer, match="lists no device and no sensor at all"):
            server.read(Need(kinds=("sensor",)))
        with pytest.raises(UnexpectedAnswer, match="lists no device at all"):
            server.read(Need())

    def test_what_was_narrowed_is_asked_for_once_more_if_the_list_has_entries(self, monkeypatch):
        server, transport, slept = rest(monkeypatch)
        assert server.read(Need(ids=("4711",))).objects == []
        asked_for = [(one.query.get("filter"), one.query["limit"]) for one in transport.sent]
        every = "type = probe or type = group or type = device or type = sensor"
        assert asked_for == [('id = "4711"', "3000"), (every, "1"), ('id = "4711"', "3000")]
        assert slept == []

    def test_an_account_may_not_see_what_is_above(self, monkeypatch):
        tree = [one for one in TREE if one[1] in ("device", "sensor")]
        server, _transport, slept = rest(monkeypatch, tree=tree)
        assert len(server.read(Need()).objects) == len(tree)
        assert slept == []

    def test_no_ids_ask_for_nothing(self, monkeypatch):
        server, transport, _slept = rest(monkeypatch)
        assert server.read(Need(ids=())).objects == []
        assert transport.sent == []

    def test_channels(self, monkeypatch):
        def script(request):
            sensors = set(re.findall(r'parentid = "(\d+)"', request.query["filter"])) - {"7"}
            return rows([{"id": f"{sensor}.0", "name": "Value"} for sensor in sensors])

        server, transport = connect(monkeypatch, script)
        assert server.channels(["5", "7"])["7"] is None
        assert len(transport.sent) == 2
        with pytest.raises(UnexpectedAnswer, match="lists no channel of 1 sensors, as of 7, also when asked again"):
            server.channels(["7"])


class TestSummaries:
    DEVICES = (WORLD["devices"][0], with_counts(WORLD["devices"][1], upsens="0000000002"))

    def test_of_none(self):
        server, _unused = scripted(TableServer(**WORLD))
        with pytest.raises(
            UnexpectedAnswer, match=r"how many sensors are in which state below device 100 .*device 101"
        ):
            select(server, Selector(kinds=("device",)), summary=True)

    def test_of_some(self):
        server, _unused = scripted(TableServer(**{**WORLD, "devices": list(self.DEVICES)}))
        found = select(server, Selector(kinds=("device",)), summary=True)
        assert found.snapshot.summaries.keys() == {"101"}
        assert (
            "does not tell the status_summary of 1 of 2 objects, which is null: device 100 (web01)"
            in server.warnings[-1]
        )

    def test_sensors_have_none(self):
        server, _unused = scripted(TableServer(**WORLD))
        assert select(server, Selector(kinds=("sensor",)), summary=True).snapshot.summaries == {}
        assert server.warnings == []

    def test_api_v2_without_any_member(self, monkeypatch):
        device = {**settings_row(TREE[3]), "sensor_status_summary": {"calculated_status": "UP"}}
        server, _transport = connect(monkeypatch, lambda request: answer(200, [device], X_Total_Count=1))
        with pytest.raises(UnexpectedAnswer, match="does not tell how many sensors"):
            select(server, Selector(kinds=("device",)), summary=True)
