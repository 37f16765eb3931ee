# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Built-in groups."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import assign_names
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.grouping import Grouping

ROOT = PrtgObject(id="0", kind="group", name="Root", parent_id=None)
PROBE = PrtgObject(id="1", kind="probe", name="Local Probe", parent_id="0")
OTHER = PrtgObject(id="2", kind="probe", name="Branch", parent_id="0")
SERVERS = PrtgObject(id="10", kind="group", name="Servers", parent_id="1")
BRANCH_SERVERS = PrtgObject(id="20", kind="group", name="Servers", parent_id="2")
NAMELESS = PrtgObject(id="30", kind="group", name=" ", parent_id="1")


def device(number, parent, **more):
    return PrtgObject(id=str(number), kind="device", name=f"d{number}", parent_id=parent, **more)


def names(devices, *group_by, prefix="", taken=()):
    tree = Tree([ROOT, PROBE, OTHER, SERVERS, BRANCH_SERVERS, NAMELESS, *devices])
    grouping = Grouping(group_by, tree, prefix)
    memberships = [grouping.of(one) for one in devices]
    assign_names(grouping.groups, taken)
    parents = {group.name: group.parent.name for group in grouping.groups if group.parent is not None}
    return [[group.name for group in groups] for groups in memberships], parents


def test_the_tree_becomes_nested_groups_without_the_root():
    found, parents = names([device(100, "10"), device(101, "1"), device(102, "20")], "tree")
    assert found == [["Local_Probe_Servers"], ["Local_Probe"], ["Branch_Servers"]]
    assert parents == {"Local_Probe_Servers": "Local_Probe", "Branch_Servers": "Branch"}


def test_equal_names_in_one_branch_are_told_apart_by_id():
    twin = SERVERS._replace(id="11")
    devices = [device(100, "10"), twin, device(101, "11")]
    found, _parents = names(devices, "tree")
    assert found[0] == ["Local_Probe_Servers_10"]
    assert found[2] == ["Local_Probe_Servers_11"]


def test_a_group_without_a_name_is_called_by_its_id():
    found, _parents = names([device(100, "30")], "tree")
    assert found == [["group_30"]]


def test_a_tree_group_named_like_a_host_gets_its_path():
    found, _parents = names([device(100, "10")], "tree", taken={"Servers"})
    assert found == [["Local_Probe_Servers"]]


def test_probes():
    found, parents = names([device(100, "10"), device(101, "2")], "probe")
    assert found == [["probe_Local_Probe"], ["probe_Branch"]]
    assert parents == {}


def test_tree_and_probe_together():
    found, _parents = names([device(100, "10")], "probe", "tree")
    assert found == [["Servers", "probe_Local_Probe"]]


def test_objects_at_the_top_have_no_tree_group():
    tree = Tree([ROOT, PROBE])
    assert Grouping(["tree", "probe"], tree).of(PROBE) == []


def test_values_become_groups():
    one = device(
        100, "1", tags=("web", "x y"), parent_tags=("prod", "web"), status="pausedbyuser", paused_by="parent",
        priority=5, location="Köln, Am Dom", sensor_kind=None,
    )  # fmt: skip
    found, _parents = names(
        [one], "tags", "parent_tags", "status", "paused_by", "kind", "priority", "location", "sensor_kind"
    )
    assert found == [
        [
            "tag_web", "tag_x_y", "tag_prod", "status_pausedbyuser", "paused_by_parent", "kind_device", "priority_5",
            "location_Köln__Am_Dom",
        ]
    ]  # fmt: skip


def test_tags_that_look_alike_are_told_apart():
    found, _parents = names([device(100, "1", tags=("a-b",)), device(101, "1", tags=("a_b",))], "tags")
    assert found[1] == ["tag_a_b"]
    assert found[0][0].startswith("tag_a_b_")


def test_one_icon_in_several_spellings_is_one_group():
    devices = [device(100, "1", icon="A_Server_1.png"), device(101, "1", icon="/icons/a_server_1.PNG")]
    assert names(devices, "icon")[0] == [["icon_a_server_1"], ["icon_a_server_1"]]


def test_a_prefix_comes_before_every_name():
    found, parents = names([device(100, "10", tags=("web",))], "tree", "probe", "tags", prefix="mon ")
    assert found == [["mon_Servers", "mon_probe_Local_Probe", "mon_tag_web"]]
    assert parents == {"mon_Servers": "mon_Local_Probe"}
