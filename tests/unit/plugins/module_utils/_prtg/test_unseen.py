# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is above the objects that an account sees, where it does not see all of it."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read as read_filter
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select as evaluate
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    PrtgObject,
    Tree,
    Unseen,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, untold_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import NotATable, read_parents
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import (
    TableServer,
    row,
    scripted,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    answer,
    connect,
    rows,
)

PATH = ALWAYS_READ | {"path"}


def thing(object_id, kind, name, parent_id):
    return PrtgObject(object_id, kind, name, parent_id)


class TestTree:
    """The account sees probe 1, and group 5 with what is in it, but not group 4 that is above that."""

    SEEN = (
        thing("1", "probe", "P", "0"),
        thing("5", "group", "G", "4"),
        thing("6", "device", "D", "5"),
        thing("7", "device", "E", "1"),
    )
    UNSEEN = Unseen({"4": thing("4", "group", "H", "1")}, {"4": "5"})

    def tree(self, **told):
        return Tree(self.SEEN, unseen=Unseen(self.UNSEEN.parents, self.UNSEEN.loose, {"4": told} if told else {}))

    def test_names_are_part_of_paths(self):
        tree = self.tree()
        assert tree.path(tree.get("6")) == ("P", "H", "G", "D")
        assert tree.is_whole(tree.get("6"))
        assert untold_of(self.SEEN, tree).incomplete == frozenset()
        assert untold_of(self.SEEN, tree).borrowed == untold_of(self.SEEN, tree, ("group",)).borrowed == {"5", "6"}

    @pytest.mark.parametrize("told", [{}, {"5": {"4": True}, "6": {"4": True}, "1": {"4": False}, "7": {"4": False}}])
    def test_ids_that_no_row_names_are_uncertain_where_only_paths_with_gaps_are_told(self, told):
        seen = [thing("5", "group", "G", "1") if one.id == "5" else one for one in self.SEEN]
        tree = Tree(seen, unseen=Unseen(told=told, gaps=True))
        node = read_filter('ancestors contains "4"', ("group", "device"))
        below, unknown = evaluate(node, seen, tree)
        assert [one.id for one in below] == (["5", "6"] if told else [])
        assert len(unknown) == (0 if told else 4)
        assert [tree.is_below(one, "4") for one in seen] == [False, True, True, False] if told else [None] * 4
        assert tree.is_below(tree.get("6"), "1") is True
        assert tree.is_below(tree.get("7"), "5") is False
        assert tree.joined(Tree(())).may_hide("4")

    @pytest.mark.parametrize("parent", [thing("4", "group", "", "1"), thing("4", "group", "H", None)])
    def test_a_path_without_its_probe_or_a_name_is_not_whole(self, parent):
        tree = Tree(self.SEEN, unseen=Unseen({"4": parent}, {"4": "5"}))
        assert untold_of(self.SEEN, tree).incomplete == {"5", "6"}

    @pytest.mark.parametrize(
        ("found", "ancestor", "below"),
        [("6", "5", True), ("6", "4", True), ("6", "0", True), ("6", "1", None), ("6", "99", None), ("7", "1", True),
         ("7", "4", False), ("1", "0", True), ("1", "1", False)],
    )  # fmt: skip
    def test_what_is_certain(self, found, ancestor, below):
        tree = self.tree()
        assert tree.is_below(tree.get(found), ancestor) is below
        kept, unknown = evaluate(read_filter(f'ancestors contains "{ancestor}"'), self.SEEN, tree)
        assert [one.id == found for one in kept if one.id == found] == [True] * (below is True)
        assert [one.id == found for one in unknown if one.id == found] == [True] * (below is None)

    def test_what_the_server_says(self):
        tree = self.tree(**{"1": True, "99": False})
        assert tree.is_below(tree.get("6"), "1") is True
        assert tree.is_below(tree.get("6"), "99") is False
        assert tree.is_below(tree.get("6"), "98") is None

    def test_what_is_above(self):
        node = read_filter('descendants contains "6"')
        assert {one.id for one in evaluate(node, self.SEEN, self.tree()).unknown} == {"1"}
        assert {one.id for one in evaluate(node, self.SEEN, self.tree(**{"1": True})).kept} == {"1", "5"}
        assert {one.id for one in evaluate(node, self.SEEN, self.tree(**{"1": False})).kept} == {"5"}

    def test_trees_are_joined(self):
        tree = self.tree(**{"1": True}).joined(
            Tree([thing("8", "sensor", "S", "6")], unseen=Unseen(told={"4": {"2": False}}))
        )
        assert tree.path(tree.get("8")) == ("P", "H", "G", "D", "S")
        assert [tree.is_below(tree.get("8"), one) for one in ("1", "2", "3")] == [True, False, None]

    def test_what_is_seen_after_all_is_not_unseen(self):
        tree = self.tree().joined(Tree([thing("4", "group", "Now", "1")]))
        assert (tree.unseen.parents, tree.unseen.loose) == ({}, {})
        assert tree.is_below(tree.get("6"), "1") is True


SENSOR_TREE = """<prtg><options><usedtags>a & b</usedtags></options><sensortree><nodes><group id="0"><name>Root</name>
<probenode id="1" noaccess="1"><name>Hamburg (Local Probe)</name>
<group id="51" noaccess="1"><name>Shop</name><group id="52"><name>Production</name><id>52</id>
<device id="1001"><name>web-1</name><id>1001</id><sensor id="2101"><name>Ping</name><id>2101</id></sensor></device>
</group></group></probenode></group></nodes></sensortree></prtg>"""


class Nested(TableServer):
    """API v1 of an account that sees group 52 and what is in it, but not the group and the probe above that."""

    def __init__(self, sensor_tree=SENSOR_TREE, **more):
        place = {"probe": "Hamburg", "group": "Production"}
        super().__init__(
            groups=[row(52, "Production", 51, **place)],
            devices=[row(1001, "web-1", 52, **place, device="web-1")],
            sensors=[row(2101, "Ping", 1001, **place, device="web-1")],
            **more,
        )
        self.sensor_tree = sensor_tree

    def __call__(self, path, query):
        if query.get("content") == "sensortree":
            return self.sensor_tree
        if "id" in query and path.endswith("table.xml") and query["id"][0] not in ("52", "1001", "2101"):
            return super().__call__(path, {**query, "content": ["none"]}).replace("none", query["content"][0])
        return super().__call__(path, query)


class TestApiV1:
    def test_names_come_from_the_rows_below(self):
        server, _http = scripted(Nested())
        selection = select(server, Selector(kinds=("device",)), PATH)
        assert selection.objects[0].path[0] == "Hamburg"
        assert selection.objects[0].path[-2:] == ("Production", "web-1")
        [warning] = server.warnings
        assert "PRTG lists no probe to this account: in the paths of 1 of 1 objects, names come from the" in warning

    def test_nothing_is_said_to_who_asks_for_no_paths(self):
        server, _http = scripted(Nested())
        assert len(select(server, Selector(under="52")).objects) == 2
        assert server.warnings == []

    @pytest.mark.parametrize(
        ("expression", "ids"),
        [
            ('ancestors contains "0"', ["52", "1001", "2101"]),
            ('ancestors contains "51"', ["52", "1001", "2101"]),
            ('ancestors contains "1"', ["52", "1001", "2101"]),
            ('not(ancestors contains "1")', []),
            ('ancestors contains "2"', []),
            ('not(ancestors contains "2")', ["52", "1001", "2101"]),
            ('parentid = "51"', ["52"]),
            ('descendants contains "2101"', ["52", "1001"]),
            ('descendants contains "0"', []),
        ],
    )
    def test_filters(self, expression, ids):
        server, _http = scripted(Nested())
        assert [one.id for one in select(server, Selector(filter=read_filter(expression))).objects] == ids

    @pytest.mark.parametrize(("under", "ids"), [("0", 3), ("51", 3), ("1", 3), ("52", 2), ("Hamburg", 3), ("1001", 1)])
    def test_under(self, under, ids):
        server, _http = scripted(Nested())
        assert len(select(server, Selector(under=under)).objects) == ids

    @pytest.mark.parametrize("under", ["2", "2101", "Bremen"])
    def test_under_what_is_above_nothing(self, under):
        server, _http = scripted(Nested())
        with pytest.raises(NotFound):
            select(server, Selector(under=under))

    @pytest.mark.parametrize("told", ["<html></html>", "<prtg/>", "<prtg><sensortree>", ""])
    def test_a_server_that_does_not_tell(self, told):
        server, _http = scripted(Nested(told))
        with pytest.raises(UnexpectedAnswer, match="what it takes to decide the filter on 3 objects"):
            select(server, Selector(filter=read_filter('ancestors contains "1"')))
        with pytest.raises(NotFound):
            select(server, Selector(under="1"))

    @pytest.mark.parametrize(
        ("groups", "devices", "sensors", "probes", "found", "path"),
        [
            # devices right below a probe that is in no table
            ([], [row(7, "d", 3, probe="P", group="P", device="d")], [], [], "7", ("P", "d")),
            # a device below a group that is in no table, of a probe that is
            ([], [row(7, "d", 3, probe="P", group="G", device="d")], [], [row(1, "P", 0)], "7", ("P", "G", "d")),
            # a sensor of a device that is in no table, of a group that is
            (
                [row(3, "G", 1, probe="P", group="G")],
                [],
                [row(9, "s", 7, probe="P", group="G", device="d")],
                [row(1, "P", 0)],
                "9",
                ("P", "G", "d", "s"),
            ),
            # a sensor alone
            ([], [], [row(9, "s", 7, probe="P", group="G", device="d")], [], "9", ("P", "G", "d", "s")),
            ([], [], [row(9, "s", 7, probe="P", group="P", device="d")], [], "9", ("P", "d", "s")),
            # a group below one of which nobody tells the name
            ([row(3, "G", 2, probe="P", group="G")], [], [], [row(1, "P", 0)], "3", ("P", "G")),
            # markup, and names that are escaped
            ([row(3, "G", 2, probe="&lt;b&gt;P &amp;amp; Q&lt;/b&gt;", group="G")], [], [], [], "3", ("P & Q", "G")),
        ],
    )
    def test_paths(self, groups, devices, sensors, probes, found, path):
        probes = [{**one, "type_raw": "probenode"} for one in probes]
        server, _http = scripted(TableServer(groups=groups, devices=devices, sensors=sensors, probenode=probes))
        snapshot = server.read(Need(ids=(found,), fields=PATH, kinds=("group", "device", "sensor")))
        assert snapshot.objects[0].path == path
        assert (found in snapshot.untold.incomplete) is (groups != [] and probes != [] and sensors == [])

    def test_a_row_that_does_not_name_its_probe(self):
        server, _http = scripted(TableServer(groups=[row(3, "G", 2)], devices=[], sensors=[], probenode=[]))
        select(server, Selector(kinds=("group",)), PATH)
        assert "everything that is above 1 of 1 objects, so that their paths are incomplete" in server.warnings[-1]


def test_a_sensor_tree_tells_who_is_above_whom():
    assert read_parents(SENSOR_TREE.encode()) == {"1": "0", "51": "1", "52": "51", "1001": "52", "2101": "1001"}
    with pytest.raises(NotATable):
        read_parents(b"<sensors/>")


def reference(object_id, kind, name):
    return {"id": object_id, "type": f"REFERENCED_{kind}", "name": name}


ROOT = reference("0", "ROOT", "Root")
PRODUCTION = {
    "id": "52",
    "type": "GROUP",
    "name": "Production",
    "parent": reference("51", "GROUP", "Shop"),
    "path": [ROOT, reference("52", "GROUP", "Production")],
}
WEB = {
    "id": "1001",
    "type": "DEVICE",
    "name": "web-1",
    "parent": reference("52", "GROUP", "Production"),
    "path": [*PRODUCTION["path"], reference("1001", "DEVICE", "web-1")],
}


class NestedRest:
    """API v2 of the same account; ``paths`` show what it does not see, and ``ancestors`` is what the filter knows."""

    def __init__(self, paths=False, ancestors=("0", "1", "51"), current=True):
        hidden = [reference("1", "PROBE", "Hamburg"), reference("51", "GROUP", "Shop")] if paths else []
        self.listed = [{**one, "path": [ROOT, *hidden, *one["path"][1:]]} for one in (PRODUCTION, WEB)]
        if not current:
            self.listed = [{name: value for name, value in one.items() if name != "parent"} for one in self.listed]
        self.ancestors, self.current = ancestors, current

    def __call__(self, request):
        if request.path.startswith("/experimental") is not self.current and "ancestors" not in request.query.get(
            "filter", ""
        ):
            return answer(404, {"code": "NOT_FOUND"})
        condition = request.query.get("filter", "")
        kinds = [kind for kind in ("group", "device") if f"type = {kind}" in condition] or ["group", "device"]
        kinds = [request.path.rsplit("/", 1)[1][:-1]] if "objects" not in request.path else kinds
        found = [one for one in self.listed if one["type"].lower() in kinds]
        if "id = " in condition:
            found = [one for one in found if f'"{one["id"]}"' in condition.split(") and ")[0]]
        if "ancestors contains" in condition:
            wanted = condition.split('ancestors contains "')[1].split('"')[0]
            found = found if self.ancestors is not None and wanted in (*self.ancestors, "52") else []
            found = [one for one in found if one["id"] != wanted]
            if self.ancestors is None:
                return answer(400, {"code": "INVALID_FILTER"})
        return rows(found)


class TestApiV2:
    @pytest.mark.parametrize(
        ("server", "path", "incomplete"),
        [
            (NestedRest(), ("Shop", "Production", "web-1"), True),
            (NestedRest(paths=True), ("Hamburg", "Shop", "Production", "web-1"), False),
            (NestedRest(current=False), ("Production", "web-1"), True),
            (NestedRest(paths=True, current=False), ("Hamburg", "Shop", "Production", "web-1"), False),
        ],
    )
    def test_paths(self, monkeypatch, server, path, incomplete):
        server, _transport = connect(monkeypatch, server)
        selection = select(server, Selector(kinds=("device",)), PATH)
        assert selection.objects[0].path == path
        assert [("above 1 of 1 objects" in text) for text in server.warnings] == [True] * incomplete

    @pytest.mark.parametrize("server", [NestedRest(), NestedRest(paths=True), NestedRest(current=False)])
    @pytest.mark.parametrize(
        ("expression", "ids"),
        [
            ('ancestors contains "0"', ["52", "1001"]),
            ('ancestors contains "51"', ["52", "1001"]),
            ('ancestors contains "1"', ["52", "1001"]),
            ('not(ancestors contains "1")', []),
            ('ancestors contains "2"', []),
            ('descendants contains "1001"', ["52"]),
        ],
    )
    def test_filters(self, monkeypatch, server, expression, ids):
        server, _transport = connect(monkeypatch, server)
        kinds = ("group", "device")
        assert [one.id for one in select(server, Selector(kinds=kinds, filter=read_filter(expression))).objects] == ids

    @pytest.mark.parametrize("under", ["0", "1", "51"])
    def test_under(self, monkeypatch, under):
        server, _transport = connect(monkeypatch, NestedRest())
        assert [one.id for one in select(server, Selector(kinds=("device",), under=under)).objects] == ["1001"]

    def test_a_server_that_refuses_the_filter_does_not_tell(self, monkeypatch):
        server, _transport = connect(monkeypatch, NestedRest(ancestors=None))
        selector = Selector(kinds=("device",), filter=read_filter('ancestors contains "1"'))
        with pytest.raises(UnexpectedAnswer, match="what it takes to decide the filter on 1 objects"):
            select(server, selector)

    def test_a_filter_that_lacks_what_is_right_below_is_not_believed(self, monkeypatch):
        server, _transport = connect(monkeypatch, NestedRest(ancestors=()))
        tree = server.read(Need(kinds=("group", "device"), tree=True)).tree
        objects = [tree.get("52"), tree.get("1001")]
        query = server.read(Need(ids=("52",))).query
        assert server.below("51", objects, False, query) == {}
        assert server.below("2", objects, False, query) == {"52": False, "1001": False}
