# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which requests a read makes, and that both shapes tell the same."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    RequestRefused,
    ServerFault,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, KINDS, UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    TREE,
    Little,
    answer,
    connect,
    deprecated_row,
    deprecated_server,
    rows,
    settings_row,
    settings_server,
)

FLAGS = ALWAYS_READ | {"status", "active", "paused_by"}
ALL = "type = probe or type = group or type = device or type = sensor"
FAMILIES = pytest.mark.parametrize("family", [settings_server, deprecated_server])


def read(monkeypatch, script, **need):
    server, transport = connect(monkeypatch, script)
    return server.read(Need(**need)), transport


def ids(snapshot):
    return [one.id for one in snapshot.objects]


def filters(transport):
    return [one.query.get("filter") for one in transport.sent if one.path.startswith("/experimental")]


@FAMILIES
def test_everything_in_the_order_of_ids(monkeypatch, family):
    snapshot, transport = read(monkeypatch, family())
    assert ids(snapshot) == ["1", "50", "60", "100", "101", "1000", "1001", "1002", "1003", "1004"]
    assert [one.kind for one in snapshot.objects] == [row[1] for row in TREE]
    assert filters(transport)[0] == ALL


@FAMILIES
def test_the_own_flag_in_both_shapes(monkeypatch, family):
    snapshot, _unused = read(monkeypatch, family(), fields=FLAGS)
    assert {one.id: one.active for one in snapshot.objects} == {row[0]: row[4] for row in TREE}
    assert {one.id: one.paused_by for one in snapshot.objects if one.paused_by} == {
        "50": "user",
        "100": "parent",
        "1000": "parent",
        "1001": "user",
        "1002": "user",
        "1004": "dependency",
    }


def test_deprecated_lists_ask_for_details_only_where_something_above_is_paused_too(monkeypatch):
    snapshot, transport = read(monkeypatch, deprecated_server(), fields=FLAGS)
    assert sorted(line for line in transport.lines() if "objects" not in line) == [
        "GET /devices/100",
        "GET /sensors/1000",
        "GET /sensors/1001",
    ]
    assert "GET /api/v2/sensors/1000" in snapshot.query.sent
    assert snapshot.query.rows_read == len(TREE) + 3


@pytest.mark.parametrize(
    "detail", [None, answer(403, {"code": "FORBIDDEN"}), answer(400), answer(200, ["x"]), answer(200, {"basic": {}})]
)
def test_a_flag_that_nobody_tells_is_none(monkeypatch, detail):
    little = deprecated_server(details={})

    def script(request):
        return detail if detail and request.path == "/sensors/1000" else little(request)

    snapshot, _unused = read(monkeypatch, script, kinds=("sensor",), fields=FLAGS)
    by_id = {one.id: one for one in snapshot.objects}
    assert by_id["1000"].active is None
    assert by_id["1000"].paused_by is UNREAD
    assert by_id["1002"].active is False


def test_a_detail_that_fails_is_a_failure(monkeypatch):
    little = deprecated_server()

    def script(request):
        return answer(500) if request.path == "/sensors/1000" else little(request)

    with pytest.raises(ServerFault):
        read(monkeypatch, script, kinds=("sensor",), fields=FLAGS)


@FAMILIES
@pytest.mark.parametrize("root", ["listed", "as detail", "nowhere"])
def test_a_paused_root(monkeypatch, family, root):
    tree = [
        ("1", "probe", "Hamburg", "0", True, "PAUSED_BY_USER"),
        ("100", "device", "web01", "1", False, "PAUSED_BY_USER"),
    ]
    own = {"id": "0", "name": "Root", "type": "group", "status": "PAUSED_BY_USER", "basic": {"active": "0"}}
    little = family(tree)
    if root == "listed":
        for found in little.families.values():
            found and found.append(own)
    elif root == "as detail":
        little.details["/groups/0"] = {**own, "type": "REFERENCED_ROOT"}
    snapshot, _unused = read(monkeypatch, little, kinds=("probe", "device"), fields=FLAGS, tree=True)
    assert [(one.id, one.active) for one in snapshot.objects] == [("1", True), ("100", False)]
    paused_above = snapshot.tree.paused_ancestor(snapshot.tree.get("1"))
    assert (paused_above.id if paused_above else None) == (None if root == "nowhere" else "0")


def test_the_root_is_no_request_while_anything_runs(monkeypatch):
    _unused, transport = read(monkeypatch, settings_server(), fields=FLAGS, tree=True)
    assert transport.lines() == ["GET /experimental/objects"]


def test_the_root_by_its_id_in_the_list(monkeypatch):
    root = {"id": "0", "name": "Root", "type": "GROUP", "status": "UP", "basic": {"active": "1"}}
    snapshot, transport = read(monkeypatch, Little(settings=[root]), ids=("0",), fields=FLAGS)
    assert [one.kind for one in snapshot.objects] == ["group"]
    assert transport.lines() == ["GET /experimental/objects"]


def test_the_root_by_its_id(monkeypatch):
    detail = {"id": "0", "name": "Root", "status": "UP", "basic": {"active": "1", "tags": []}}
    need = {"ids": ("0",), "fields": FLAGS | {"path"}}
    snapshot, _unused = read(monkeypatch, settings_server(details={"/groups/0": detail}), **need)
    (root,) = snapshot.objects
    assert (root.kind, root.name, root.parent_id, root.path, root.active) == ("group", "Root", None, (), True)
    other = settings_server(details={"/groups/0": {**detail, "id": "17"}})
    assert ids(read(monkeypatch, other, **need)[0]) == []
    assert ids(read(monkeypatch, settings_server(), kinds=("device",), ids=("0",))[0]) == []


@FAMILIES
@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_has_its_own_list(monkeypatch, family, kind):
    snapshot, transport = read(monkeypatch, family(), kinds=(kind,))
    assert ids(snapshot) == [row[0] for row in TREE if row[1] == kind]
    assert transport.sent[-1].path.endswith(f"/{kind}s")
    assert "filter" not in transport.sent[-1].query


def test_channels_and_other_strangers_are_no_objects(monkeypatch):
    strangers = [
        {"id": "1000.1", "type": "CHANNEL", "name": "x"},
        {"id": "77", "type": "LIBRARY", "name": "y"},
    ]
    snapshot, _unused = read(monkeypatch, lambda request: rows([*strangers, settings_row(TREE[3])]))
    assert ids(snapshot) == ["100"]


def test_rows_that_were_not_asked_for_are_dropped(monkeypatch):
    """A server that ignores every filter."""
    everything = [settings_row(row) for row in TREE]
    snapshot, _unused = read(monkeypatch, lambda request: rows(everything), kinds=("sensor",), ids=("1000", "101"))
    assert ids(snapshot) == ["1000"]
    snapshot, _unused = read(monkeypatch, lambda request: rows(everything), names=("Ping",), kinds=("sensor",))
    assert ids(snapshot) == ["1000", "1002"]


def test_few_ids_are_one_request(monkeypatch):
    snapshot, transport = read(monkeypatch, settings_server(), ids=("1001", "50", "9999"))
    assert ids(snapshot) == ["50", "1001"]
    assert filters(transport) == ['id = "50" or id = "1001" or id = "9999"']


def test_no_ids_are_no_request(monkeypatch):
    snapshot, transport = read(monkeypatch, [], ids=())
    assert (snapshot.objects, transport.sent) == ([], [])
    snapshot, transport = read(monkeypatch, [], ids=('1" or id != "',))
    assert (snapshot.objects, transport.sent) == ([], [])


@FAMILIES
def test_a_thousand_ids_are_the_whole_list(monkeypatch, family):
    wanted = tuple(str(number) for number in range(1000, 2000))
    snapshot, transport = read(monkeypatch, family(), ids=wanted, fields=FLAGS | {"path", "message"}, tree=True)
    assert ids(snapshot) == ["1000", "1001", "1002", "1003", "1004"]
    lists = [line for line in transport.lines() if line.endswith("/objects")]
    assert lists == ["GET /experimental/objects", "GET /objects"][: 1 if family is settings_server else 2]


def test_plain_names_are_asked_for(monkeypatch):
    snapshot, transport = read(monkeypatch, settings_server(), kinds=("sensor",), names=("Ping", "HTTP"))
    assert ids(snapshot) == ["1000", "1001", "1002"]
    assert filters(transport) == ['name = "Ping" or name = "HTTP"']
    _unused, transport = read(monkeypatch, settings_server(), names=("Ping",))
    assert filters(transport) == [f'({ALL}) and (name = "Ping")']


def test_a_name_that_does_not_come_is_looked_for_in_the_whole_list(monkeypatch):
    snapshot, transport = read(monkeypatch, settings_server(), kinds=("sensor",), names=("Ping", "Nothing"))
    assert ids(snapshot) == ["1000", "1002"]
    assert filters(transport) == ['name = "Ping" or name = "Nothing"', None]


@pytest.mark.parametrize("names", [("web01 (old)",), ('a"b',), ("Käse",), ("a  b",), tuple(f"n{n}" for n in range(21))])
def test_other_names_and_many_are_not_put_into_a_filter(monkeypatch, names):
    _unused, transport = read(monkeypatch, settings_server(), kinds=("device",), names=names)
    assert filters(transport) == [None]


@FAMILIES
def test_under(monkeypatch, family):
    snapshot, transport = read(monkeypatch, family(), kinds=("sensor",), under="50", fields=FLAGS)
    assert ids(snapshot) == ["1000", "1001"]
    assert [above.id for above in snapshot.tree.ancestors(snapshot.objects[0])] == ["100", "50", "1"]
    wanted = f'({ALL}) and (ancestors contains "50")' if family is deprecated_server else ALL
    sent = [one.query["filter"] for one in transport.sent if "filter" in one.query]
    assert wanted in sent
    assert not any("ancestors" in condition for condition in filters(transport))


@FAMILIES
def test_under_the_root_is_everything(monkeypatch, family):
    snapshot, transport = read(monkeypatch, family(), kinds=("device",), under="0")
    assert ids(snapshot) == ["100", "101"]
    assert not any("ancestors" in one.query.get("filter", "") for one in transport.sent)


def test_under_by_the_path_of_the_row_where_something_between_is_not_visible(monkeypatch):
    hidden = Little(settings=[settings_row(TREE[5], with_path=True)])
    snapshot, _unused = read(monkeypatch, hidden, ids=("1000",), under="50")
    assert ids(snapshot) == ["1000"]


def test_what_is_above_few_comes_in_one_request_if_the_rows_tell_their_path(monkeypatch):
    snapshot, transport = read(monkeypatch, settings_server(with_path=True), ids=("1000", "1002"), tree=True)
    assert [one.id for one in snapshot.tree.ancestors(snapshot.objects[0])] == ["100", "50", "1"]
    assert filters(transport)[1:] == ['id = "0" or id = "1" or id = "50" or id = "60" or id = "100" or id = "101"']
    assert transport.sent[0].query["include"] == "basic,path"


def test_what_is_above_few_comes_level_by_level_else(monkeypatch):
    snapshot, transport = read(monkeypatch, settings_server(), ids=("1000", "1002"), tree=True, fields=FLAGS | {"path"})
    assert [one.path for one in snapshot.objects] == [
        ("Hamburg", "Servers", "web01", "Ping"),
        ("Hamburg", "Network", "sw01", "Ping"),
    ]
    assert filters(transport)[1:] == ['id = "100" or id = "101"', 'id = "50" or id = "60"', 'id = "1"']
    assert [above.active for above in snapshot.tree.ancestors(snapshot.objects[0])] == [True, False, True]
    assert snapshot.tree.get("50").tags == ("t50",)


def test_what_is_above_many_is_one_list_of_containers(monkeypatch):
    many = [("1", "probe", "P", "0", True, "UP")]
    many += [(str(2000 + number), "device", f"d{number}", "1", True, "UP") for number in range(101)]
    many += [(str(3000 + number), "sensor", "Ping", str(2000 + number), True, "UP") for number in range(101)]
    server = deprecated_server(many)
    snapshot, transport = read(monkeypatch, server, kinds=("sensor",), fields=ALWAYS_READ | {"tags"})
    assert len(snapshot.objects) == 101
    assert [one.query.get("filter") for one in transport.sent if not one.path.startswith("/exp")] == [
        None,
        "type = probe or type = group or type = device",
    ]
    assert snapshot.objects[0].parent_tags == ("t2000",)


def test_whole_lists_with_a_tree_bring_what_is_above_along(monkeypatch):
    snapshot, transport = read(monkeypatch, settings_server(), kinds=("device",), tree=True)
    assert ids(snapshot) == ["100", "101"]
    assert filters(transport) == ["type = probe or type = group or type = device"]
    assert len(snapshot.tree.ancestors(snapshot.objects[0])) == 2


def test_what_is_above_is_not_asked_for_in_vain(monkeypatch):
    fields = FLAGS | {"tags", "parent_tags", "path"}
    snapshot, transport = read(monkeypatch, settings_server(with_path=True), ids=("1000",), fields=fields)
    assert len(transport.sent) == 1
    (sensor,) = snapshot.objects
    assert (sensor.tags, sensor.parent_tags, sensor.paused_by) == (("t1000",), ("up",), "parent")


def test_what_is_not_visible_is_asked_for_once(monkeypatch):
    lonely = [row for row in TREE if row[0] == "1000"]
    snapshot, transport = read(monkeypatch, settings_server(lonely), ids=("1000",), tree=True)
    assert ids(snapshot) == ["1000"]
    assert filters(transport) == ['id = "1000"', 'id = "100"']


def test_tags_of_the_flat_shape_are_own_where_nothing_above_has_them(monkeypatch):
    snapshot, _unused = read(
        monkeypatch, deprecated_server(), kinds=("sensor",), fields=ALWAYS_READ | {"tags", "parent_tags"}
    )
    assert (snapshot.objects[0].tags, snapshot.objects[0].parent_tags) == (("t1000",), ("t100",))


@pytest.mark.parametrize(
    ("fields", "summary", "include"),
    [
        (ALWAYS_READ, False, None),
        (FLAGS | {"priority", "tags"}, False, None),
        (ALWAYS_READ | {"path"}, False, "basic,path"),
        (ALWAYS_READ | {"interval"}, False, "basic,intervalgroup"),
        (ALWAYS_READ | {"interval", "path"}, True, "basic,path,intervalgroup,sensor_status_summary"),
    ],
)
def test_only_needed_sections_are_included(monkeypatch, fields, summary, include):
    _unused, transport = read(monkeypatch, settings_server(with_path=True), fields=fields, summary=summary)
    assert transport.sent[0].query.get("include") == include


@pytest.mark.parametrize(("kinds", "parameter"), [(("device",), "true"), (KINDS, "true"), (("sensor",), None)])
def test_summaries_of_deprecated_lists_are_a_parameter_that_sensors_do_not_have(monkeypatch, kinds, parameter):
    _unused, transport = read(monkeypatch, deprecated_server(), kinds=kinds, summary=True)
    assert transport.sent[1].query.get("sensor_status_summary") == parameter
    assert "include" not in transport.sent[1].query


def test_summaries_of_what_has_one(monkeypatch):
    with_summary = {**settings_row(TREE[3]), "sensor_status_summary": {"up": 2, "paused_by_user": 1}}
    sensor = {**settings_row(TREE[5]), "sensor_status_summary": {"up": 1}}
    little = Little(settings=[with_summary, sensor, settings_row(TREE[4])])
    snapshot, _unused = read(monkeypatch, little, summary=True)
    assert snapshot.summaries.keys() == {"100"}
    assert snapshot.summaries["100"]["up"] == 2
    assert snapshot.summaries["100"]["paused"] == 1
    assert read(monkeypatch, little)[0].summaries == {}


def test_an_unknown_status_is_a_warning_and_no_failure(monkeypatch):
    strange = [{**settings_row(row), "status": "ASLEEP"} for row in TREE[3:5]]
    server, _unused = connect(monkeypatch, Little(settings=strange))
    snapshot = server.read(Need(fields=FLAGS))
    assert [one.status for one in snapshot.objects] == [None, None]
    assert len(server.warnings) == 1
    assert "'ASLEEP'" in server.warnings[0]


def test_no_warning_about_a_status_that_nobody_asked_for(monkeypatch):
    server, _unused = connect(monkeypatch, Little(settings=[settings_row(TREE[3])]))
    server.read(Need())
    assert server.warnings == []


def test_an_unknown_status_of_a_deprecated_list_leaves_the_flag_open(monkeypatch):
    row = {**deprecated_row(TREE[4]), "status": "ASLEEP"}
    snapshot, _unused = read(monkeypatch, Little(deprecated=[row]), fields=FLAGS)
    assert snapshot.objects[0].active is None


@pytest.mark.parametrize("own", ["0", "1"])
def test_where_the_row_does_not_lead_up_to_the_root_its_detail_decides(monkeypatch, own):
    row = {"id": "1000", "type": "sensor", "name": "Ping", "status": "PAUSED_BY_USER", "parentid": "100"}
    detail = {"id": "1000", "basic": {"active": own}}
    snapshot, _unused = read(monkeypatch, Little(deprecated=[row], details={"/sensors/1000": detail}), fields=FLAGS)
    (found,) = snapshot.objects
    assert (found.active, found.paused_by) == ((False, "user") if own == "0" else (True, "parent"))


def with_sections(row):
    """A row of ``/experimental/*`` with ``include=all_sections``."""
    credentials = {"_inherited": True, "snmpcommunity": "public", "windowspassword": "x", "linuxloginname": "root"}
    return {
        **settings_row(row),
        "intervalgroup": {"interval": "60", "_inherited": True},
        "snmp": credentials,
        "locationgroup": {"location": "Bonn"},
    }


def test_settings_are_sections_without_credentials(monkeypatch):
    little = Little(settings=[with_sections(row) for row in TREE])
    snapshot, transport = read(monkeypatch, little, kinds=("device",), settings=True, fields=ALWAYS_READ | {"location"})
    assert transport.sent[0].query["include"] == "basic,all_sections"
    assert set(snapshot.settings) == {"100", "101"}
    assert snapshot.settings["100"] == {
        "basic": {"active": "1", "priority": "3", "tags": ["t100"], "parenttags": ["up"]},
        "intervalgroup": {"interval": "60"},
        "locationgroup": {"location": "Bonn"},
    }
    assert [one.location for one in snapshot.objects] == ["Bonn", "Bonn"]


def test_lists_without_settings_are_refused(monkeypatch):
    with pytest.raises(ConfigurationError, match="without their settings"):
        read(monkeypatch, deprecated_server(), kinds=("device",), settings=True)


def test_a_section_that_the_server_does_not_know_is_done_without(monkeypatch):
    little = settings_server()
    unknown = answer(400, {"code": "BAD_REQUEST", "message": "unknown section"})

    def script(request):
        return unknown if "locationgroup" in request.query.get("include", "") else little(request)

    server, transport = connect(monkeypatch, script)
    snapshot = server.read(Need(kinds=("device",), fields=ALWAYS_READ | {"location", "interval"}))
    assert [one.location for one in snapshot.objects] == [UNREAD, UNREAD]
    assert [one.query["include"] for one in transport.sent] == [
        "basic,intervalgroup,locationgroup",
        "basic,intervalgroup",
    ]
    assert "locationgroup" in server.warnings[0]


@pytest.mark.parametrize(
    ("fields", "code"), [({"interval"}, "BAD_REQUEST"), ({"interval", "location"}, "INVALID_FILTER")]
)
def test_other_refusals_remain_errors(monkeypatch, fields, code):
    with pytest.raises(RequestRefused):
        read(monkeypatch, [answer(400, {"code": code})], kinds=("device",), fields=ALWAYS_READ | fields)


ICONS = ALWAYS_READ | {"icon"}


def test_icons_come_from_the_deprecated_list_where_the_current_one_has_none(monkeypatch):
    little = Little(
        settings=[settings_row(row) for row in TREE],
        deprecated=[{**deprecated_row(row), "icon": f"icon{row[0]}.png"} for row in TREE],
    )
    snapshot, transport = read(monkeypatch, little, kinds=("device", "sensor"), fields=ICONS)
    found = {one.kind: one.icon for one in snapshot.objects}
    assert (found["device"].startswith("icon10"), found["sensor"]) == (True, None)
    assert [request.path for request in transport.sent][-1] == "/devices"
    assert 'id = "100"' in transport.sent[-1].query["filter"]
    assert snapshot.query.sent[-1].startswith("GET /api/v2/devices?")


def test_icons_that_the_list_tells_are_not_asked_for_again(monkeypatch):
    little = Little(deprecated=[{**deprecated_row(row), "icon": "a.png"} for row in TREE])
    snapshot, transport = read(monkeypatch, little, kinds=("device",), fields=ICONS)
    assert {one.icon for one in snapshot.objects} == {"a.png"}
    assert len(transport.sent) == len([one for one in transport.sent if "devices" in one.path])


def test_icons_of_a_server_without_the_deprecated_list_stay_unknown(monkeypatch):
    little = settings_server()

    def script(request):
        return answer(404, {"code": "NOT_FOUND"}) if request.path == "/devices" else little(request)

    server, _transport = connect(monkeypatch, script)
    assert {one.icon for one in server.read(Need(kinds=("device",), fields=ICONS)).objects} == {UNREAD}
    assert "does not tell the icons" in server.warnings[0]


def test_a_list_says_how_many_it_holds(monkeypatch):
    server, transport = connect(monkeypatch, settings_server())
    assert server.total("device") == 2
    assert transport.sent[0].query["limit"] == "1"


def test_a_status_that_sums_up_sensors_says_nothing_about_the_own_flag(monkeypatch):
    tree = (
        ("1", "probe", "Hamburg", "0", True, "SUMMED_INFO_UP"),
        ("100", "device", "web01", "1", True, "SUMMED_INFO_PAUSED_BY_USER"),
        ("101", "device", "web02", "1", False, "SUMMED_INFO_PAUSED_BY_USER"),
        ("1000", "sensor", "Ping", "100", False, "PAUSED_BY_USER"),
        ("1001", "sensor", "Ping", "101", True, "PAUSED_BY_USER"),
        ("1002", "sensor", "Health", "1", True, "UP"),
    )
    server, _unused = connect(monkeypatch, deprecated_server(tree))
    found = server.read(Need(fields=ALWAYS_READ | {"active", "paused_by"}, tree=True)).objects
    assert {one.id: one.active for one in found} == {row[0]: row[4] for row in tree}
    causes = {one.id: one.paused_by for one in found}
    # 100 only sums up its sensor; 1001 is silent because of 101
    assert causes == {"1": None, "100": None, "101": "user", "1000": "user", "1001": "parent", "1002": None}


def test_what_only_sums_up_sensors_is_silent_because_of_what_is_above(monkeypatch):
    tree = (
        ("1", "probe", "Hamburg", "0", False, "SUMMED_INFO_PAUSED_BY_USER"),
        ("100", "device", "web01", "1", True, "SUMMED_INFO_PAUSED_BY_USER"),
        ("101", "device", "web02", "1", True, "SUMMED_INFO_PAUSED_BY_DEPENDENCY"),
    )
    server, _unused = connect(monkeypatch, settings_server(tree, with_path=True))
    found = server.read(Need(kinds=("device",), fields=ALWAYS_READ | {"paused_by"})).objects
    assert {one.id: one.paused_by for one in found} == {"100": "parent", "101": "parent"}
