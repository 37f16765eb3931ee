# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names of hosts where several sources meet."""

from __future__ import annotations

import itertools

import pytest
from ansible.inventory.data import InventoryData
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AmbiguousName
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._servers import (
    Source,
    names_beside,
    remember,
    sources_of,
)


def source(server, *named, duplicates="id", joined=()):
    return Source(server, "device", duplicates, [(name, str(number)) for name, number in named], frozenset(joined))


def final(*sources):
    """What each object is called once all sources are read in this order, as an inventory would have it."""
    known = {}
    for number, one in enumerate(sources):
        names, renamed, _others = names_beside(sources[:number], one)
        known = {key: renamed.get(name, name) for key, name in known.items()}
        known |= {(one.server, number_, wanted): name for name, (wanted, number_) in zip(names, one.named, strict=True)}
    return known


def in_every_order(*sources):
    """What each object is called, which has to be the same in whatever order the sources are read."""
    [only] = {tuple(sorted(final(*order).items())) for order in itertools.permutations(sources)}
    return {f"{server} {number}": name for (server, number, _wanted), name in only}


def test_what_only_one_server_has_keeps_its_name():
    assert in_every_order(source("a", ("web", 1)), source("b", ("db", 1))) == {"a 1": "web", "b 1": "db"}


def test_what_two_servers_have_is_told_apart_by_server():
    both = in_every_order(
        source("prtg-a.example.com", ("Probe Device", 40), ("web", 41)),
        source("prtg-b.example.com", ("Probe Device", 40)),
    )
    assert both == {
        "prtg-a.example.com 40": "Probe Device_prtg-a.example.com",
        "prtg-a.example.com 41": "web",
        "prtg-b.example.com 40": "Probe Device_prtg-b.example.com",
    }


def test_a_third_server_changes_nothing_for_the_others():
    sources = [source(server, ("web", 1)) for server in "abc"]
    assert in_every_order(*sources) == {"a 1": "web_a", "b 1": "web_b", "c 1": "web_c"}


def test_the_same_object_in_two_sources_is_one_host():
    assert in_every_order(source("a", ("web", 1), ("db", 2)), source("a", ("web", 1))) == {"a 1": "web", "a 2": "db"}


def test_objects_of_one_server_are_told_apart_by_id_across_sources():
    told = in_every_order(source("a", ("web", 1)), source("a", ("web", 2)), source("b", ("web", 3)))
    assert told == {"a 1": "web_1", "a 2": "web_2", "b 3": "web"}


def test_one_object_may_have_two_names():
    told = final(source("a", ("web", 1)), source("a", ("10.0.0.1", 1)))
    assert set(told.values()) == {"web", "10.0.0.1"}


@pytest.mark.parametrize("order", [("error", "id"), ("id", "error")])
def test_one_source_that_wants_an_error_is_enough(order):
    sources = [source(f"prtg-{one}", ("Probe Device", 40), duplicates=one) for one in order]
    with pytest.raises(AmbiguousName, match="those of several servers: 'Probe Device'") as error:
        names_beside(sources[:1], sources[1])
    assert "device 40 of prtg-error" in str(error.value)
    assert "device 40 of prtg-id" in str(error.value)
    assert "Set duplicates to id in all these sources" in str(error.value)


def test_two_objects_of_one_server_in_two_sources_are_an_error_as_within_one():
    one, other = (source("a", ("web", number), duplicates="error") for number in (1, 2))
    with pytest.raises(AmbiguousName, match=r"those of several objects: 'web' \(device 1 of a, device 2 of a\)"):
        names_beside([one], other)


def test_sources_that_share_no_name_may_want_errors():
    sources = [source("a", ("web", 1), duplicates="error"), source("b", ("web", 1)), source("c", ("db", 1))]
    names_beside([sources[0]], sources[2])
    with pytest.raises(AmbiguousName):
        names_beside([sources[0], sources[2]], sources[1])


def test_a_host_that_another_kind_of_source_names_is_not_renamed_behind_its_back():
    first = source("a", ("web", 1), joined=["web"])
    with pytest.raises(AmbiguousName, match=r"a source of another kind means one of these: 'web'.* such as 'web_a'"):
        names_beside([first], source("b", ("web", 1)))
    assert names_beside([first], source("b", ("db", 1))).renamed == {}


def test_names_that_look_as_if_they_had_been_told_apart():
    told = in_every_order(source("a", ("web", 1)), source("b", ("web", 1)), source("c", ("web_a", 1)))
    assert told == {"a 1": "web_a_1", "b 1": "web_b", "c 1": "web_a_c"}
    alike = [source("y", ("a_x", 1)), source("x_y", ("a", 1)), source("z", ("a_x", 7), ("a", 8))]
    assert len(set(in_every_order(*alike).values())) == 4


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "a_b", "b_1"]),
        st.lists(st.sampled_from(["x", "x_a", "x_b", "x_a_b", "x_1", "x_b_1", "x_a_1", "x_1_1"]), max_size=4),
        max_size=3,
    )
)
def test_names_are_never_alike_whatever_the_order(wanted):
    sources = [source(server, *zip(names, range(1, 9), strict=False)) for server, names in wanted.items()]
    told = in_every_order(*sources)
    assert len(set(told.values())) == len(told) == sum(len(names) for names in wanted.values())


def test_an_inventory_knows_its_own_sources_only():
    inventory = InventoryData()
    remember(inventory, source("a", ("web", 1)))
    assert [one.server for one in sources_of(inventory)] == ["a"]
    assert list(sources_of(InventoryData())) == []
