# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Group names are valid, and no two things share one."""

from __future__ import annotations

import itertools

import pytest
from ansible.inventory.group import to_safe_group_name
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import (
    Group,
    assign_names,
    fingerprint,
    safe_name,
)


def group(*raw_names):
    return Group(raw_names, "test")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("web", "web"),
        ("Local Probe", "Local_Probe"),
        ("1st floor", "_1st_floor"),
        ("", "_"),
        ("{{ x }}", "___x___"),
        ("Köln/Süd", "Köln_Süd"),
        ("a\nb", "a_b"),
        ("x" * 300, "x" * 300),
    ],
)
def test_safe_names(raw, name):
    assert safe_name(raw) == name


@given(st.text())
def test_a_safe_name_is_valid_to_core(raw):
    assert to_safe_group_name(safe_name(raw), force=True, silent=True) == safe_name(raw)


def test_groups_that_meet_all_move_on_whatever_their_order():
    for order in itertools.permutations(range(3)):
        groups = [
            group("Servers", "Probe A_Servers", "Probe A_Servers_11"),
            group("Servers", "Probe B_Servers", "Probe B_Servers_12"),
            group("Clients", "Probe A_Clients", "Probe A_Clients_13"),
        ]
        assign_names([groups[index] for index in order], ())
        assert [one.name for one in groups] == ["Probe_A_Servers", "Probe_B_Servers", "Clients"]


def test_equal_paths_are_told_apart_by_id():
    groups = [group("S", "A_S", "A_S_1"), group("S", "A_S", "A_S_2")]
    assign_names(groups, ())
    assert [one.name for one in groups] == ["A_S_1", "A_S_2"]


def test_the_one_whose_raw_name_it_is_keeps_it():
    groups = [group("tag_a-b", "tag_a-b_1234"), group("tag_a_b", "tag_a_b_5678"), group("tag_a.b", "tag_a.b_9abc")]
    assign_names(groups, ())
    assert [one.name for one in groups] == ["tag_a_b_1234", "tag_a_b", "tag_a_b_9abc"]


@pytest.mark.parametrize("taken", ["web", "all", "ungrouped"])
def test_no_group_is_named_like_a_host_or_a_group_of_ansible(taken):
    one = group(taken, f"{taken}_7")
    assign_names([one], {"web"})
    assert one.name == f"{taken}_7"


def test_when_all_candidates_are_used_up_a_number_follows():
    groups = [group("a"), group("a "), group("a_")]
    assign_names(groups, {"a", "a_"})
    assert len({one.name for one in groups}) == 3
    assert not {one.name for one in groups} & {"a", "a_"}


@given(
    st.lists(st.text(alphabet="ab_- ", max_size=3), unique=True, max_size=12),
    st.sets(st.text(alphabet="ab_", max_size=3)),
)
def test_names_are_unique_free_and_settle(raws, taken):
    groups = [group(f"tag_{raw}", f"tag_{raw}_{fingerprint(raw)}") for raw in raws]
    assign_names(groups, taken)
    names = [one.name for one in groups]
    assert len(set(names)) == len(names)
    assert not set(names) & (taken | {"all", "ungrouped"})
    shuffled = [group(f"tag_{raw}", f"tag_{raw}_{fingerprint(raw)}") for raw in reversed(raws)]
    assign_names(shuffled, taken)
    assert [one.name for one in reversed(shuffled)] == names
