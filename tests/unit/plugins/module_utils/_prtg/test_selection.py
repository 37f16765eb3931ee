# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    NotFound,
    SelectionRefused,
    ServerFault,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.guards import chosen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    Selector,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from tests.unit.plugins.module_utils._prtg.fake_server import FakeServer, small_tree, thing


def ids(options, objects=None):
    server = FakeServer(objects or small_tree())
    return [one.id for one in select(server, Selector.from_options(options)).objects]


def guarded(options, objects=None):
    return [one.id for one in chosen(FakeServer(objects or small_tree()), options, ()).objects]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"ids": ["100", "0101"]}, ["100", "101"]),
        ({"names": ["Ping"]}, ["200", "201"]),
        ({"names": ["ping"]}, []),
        ({"names": ["Ping"], "under": "50"}, ["200"]),
        ({"under": "50"}, ["100", "101", "200"]),
        ({"under": "0", "kind": ["probe"]}, ["1"]),
        ({"under": "Local Probe/Shop", "kind": ["sensor"]}, ["200"]),
        ({"under": "/Local Probe/Shop/web-1/"}, ["200"]),
        ({"under": "Local Probe", "kind": ["group"]}, ["50", "51"]),
        ({"kind": ["device"], "ids": ["100", "200"]}, ["100"]),
        ({"ids": []}, []),
    ],
)
def test_selectors_select(options, expected):
    assert ids(options) == expected


def test_every_row_is_checked_though_the_server_should_have():
    class Careless(FakeServer):
        def read(self, need):
            return super().read(type(need)())

    selection = select(Careless(small_tree()), Selector(ids=("100",)))
    assert [one.id for one in selection.objects] == ["100"]


def test_what_was_named_and_not_met_is_known():
    server = FakeServer(small_tree())
    assert select(server, Selector(ids=("100", "999"))).missing == ("999",)
    assert select(server, Selector(names=("web-1", "web-9"))).missing == ("'web-9'",)
    assert select(server, Selector(under="50")).missing == ()


@pytest.mark.parametrize("wrong", ["web-1", "-3", "", "1.5", "²", "9" * 5000])
def test_ids_are_numbers(wrong):
    with pytest.raises(ConfigurationError, match="ids must be numbers"):
        Selector.from_options({"ids": [wrong]})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"under": ""}, "under names nothing"),
        ({"under": " / "}, "under names nothing"),
        ({"ids": ["100"], "kind": []}, "kind is an empty list"),
    ],
)
def test_what_came_out_empty_does_not_select_everything(options, message):
    with pytest.raises(ConfigurationError, match=message):
        Selector.from_options(options)


def test_under_has_to_exist():
    with pytest.raises(NotFound, match="id 999"):
        ids({"under": "999"})
    with pytest.raises(NotFound, match=r"path 'Local Probe/Nowhere'.*from the probe down"):
        ids({"under": "Local Probe/Nowhere"})


def test_under_names_no_sensor():
    with pytest.raises(NotFound):
        ids({"under": "200"})


def test_under_that_fits_twice_names_both():
    twins = [*small_tree(), thing(52, "group", "Shop", 1)]
    with pytest.raises(AmbiguousName, match=r"group 50 .*group 52 .*by its id"):
        ids({"under": "Local Probe/Shop"}, twins)


def test_names_with_slashes_can_be_under():
    odd = [*small_tree(), thing(60, "group", "a/b", 1), thing(300, "device", "inside", 60)]
    assert ids({"under": "Local Probe/a/b"}, odd) == ["300"]


def test_guards_let_through_what_was_meant():
    assert guarded({"ids": ["100"], "max_matched": 1}) == ["100"]
    assert guarded({"ids": ["1"]}) == ["1"]
    assert guarded({"ids": ["0"], "allow_root": True}) == ["0"]
    assert guarded({"names": ["Local Probe"], "allow_root": True}) == ["1"]


def test_too_many_are_refused_with_their_number():
    with pytest.raises(SelectionRefused, match="3 objects match and max_matched is 2") as caught:
        guarded({"under": "50", "max_matched": 2})
    assert caught.value.details == {"matched": 3}


def test_one_too_many_is_told_in_the_right_number():
    with pytest.raises(SelectionRefused, match="1 object matches and max_matched is 0"):
        guarded({"ids": ["100"], "max_matched": 0})


def test_a_negative_number_is_no_guard():
    with pytest.raises(ConfigurationError, match="max_matched must be at least 0"):
        Selector.from_options({"ids": ["100"], "max_matched": -1})


def test_nothing_is_refused_unless_it_is_fine():
    with pytest.raises(SelectionRefused, match=r"nothing matches \(kind sensor; under '101'\)"):
        guarded({"under": "101", "kind": ["sensor"]})
    assert guarded({"under": "101", "kind": ["sensor"], "allow_empty": True}) == []


def test_a_filter_that_meets_nothing_says_so_and_how_many_there_are():
    with pytest.raises(SelectionRefused) as caught:
        guarded({"filter": 'name = "web-7"', "kind": ["device", "sensor"]})
    assert caught.value.message == (
        "nothing matches (kind device, sensor; filter 'name = \"web-7\"'); PRTG shows this account 3 devices, 2 sensors"
    )


def test_a_filter_that_may_meet_nothing_says_so_as_well():
    server = FakeServer(small_tree())
    assert chosen(server, {"filter": 'name = "web-7"', "allow_empty": True}, ()).objects == []
    [warning] = server.warnings
    assert warning.startswith("nothing matches (filter 'name = \"web-7\"'): nothing is done")
    assert chosen(server, {"ids": [], "allow_empty": True}, ()).objects == []
    assert server.warnings == [warning]


def test_a_number_that_cannot_be_had_does_not_hide_that_nothing_matches(monkeypatch):
    server = FakeServer(small_tree())
    monkeypatch.setattr(server, "total", lambda kind: None)
    with pytest.raises(SelectionRefused, match=r"nothing matches \(filter 'name = \"x\"'\)\. Check"):
        chosen(server, {"filter": 'name = "x"'}, ())

    def down(kind):
        raise ServerFault("down")

    monkeypatch.setattr(server, "total", down)
    with pytest.raises(SelectionRefused, match=r"nothing matches \(filter 'name = \"x\"'\)\. Check"):
        chosen(server, {"filter": 'name = "x"'}, ())


@pytest.mark.parametrize(
    ("options", "what"), [({"ids": ["100", "7"]}, "ids 7"), ({"names": ["x", "web-1"]}, "names 'x'")]
)
def test_a_named_object_that_does_not_exist_is_an_error(options, what):
    with pytest.raises(NotFound, match=what):
        guarded(options)
    assert guarded({**options, "allow_empty": True}) == ["100"]


def test_the_root_and_probes_need_an_explicit_word():
    with pytest.raises(SelectionRefused, match="allow_root"):
        guarded({"ids": ["0"]})
    with pytest.raises(SelectionRefused, match="Name probes by id"):
        guarded({"names": ["Local Probe"]})


def test_long_lists_are_cut_in_messages():
    assert some([str(number) for number in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"


def test_a_selector_describes_itself():
    assert Selector().describe() == "every object"
    assert Selector(ids=("1",), kinds=("device",), under="a/b").describe() == "ids 1; kind device; under 'a/b'"


def test_everything_is_under_the_root_though_nobody_sees_it():
    rootless = [one for one in small_tree() if one.id != "0"]
    assert ids({"under": "0", "kind": ["probe", "device"]}, rootless) == ["1", "100", "101", "102"]


def test_the_requests_for_what_it_is_under_are_told_too():
    server = FakeServer(small_tree())
    query = select(server, Selector(under="Local Probe/Shop")).snapshot.query
    assert len(query.sent) == len(server.needs) == 2
    assert query.rows_read == 4 + 9
