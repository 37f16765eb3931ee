# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names and variables of hosts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AmbiguousName
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._hosts import (
    Variables,
    clean_name,
    tell_apart,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.service import PrtgService


def device(number, name="web", **more):
    return PrtgObject(id=str(number), kind="device", name=name, parent_id="1", **more)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("web", "web"),
        ("  web  1 ", "web 1"),
        ("a\r\nb\tc", "a b c"),
        ("\x00", ""),
        ("a\x85b", "a b"),
        ("Köln-1", "Köln-1"),
    ],
)
def test_names_hold_no_control_characters(raw, name):
    assert clean_name(raw) == name


def test_variables_are_the_wanted_fields_with_plain_types():
    one = device(
        7,
        "web {{ x }}",
        status="up",
        tags=("a", "b"),
        priority=3,
        active=True,
        location=None,
        path=("P", "web"),
        host="h",
    )
    variables = Variables(
        PrtgService.profile,
        ["tags", "id", "name", "status", "priority", "active", "location", "path", "message"],
        "p_",
        {},
    )
    assert variables.of(one) == {
        "p_id": "7",
        "p_name": "web {{ x }}",
        "p_path": ["P", "web"],
        "p_status": "up",
        "p_message": None,
        "p_active": True,
        "p_priority": 3,
        "p_tags": ["a", "b"],
        "p_location": None,
    }
    assert variables.of(one)["p_tags"].__class__ is list
    assert variables.of(one)["p_tags"] is not variables.of(one)["p_tags"]


def test_names_of_one_object_each_stay():
    named = [("a", device(1)), ("b", device(2))]
    assert tell_apart(named, "error") == ["a", "b"]


def test_a_shared_name_is_an_error_that_lists_the_objects():
    named = [("web", device(1)), ("db", device(2)), ("web", device(3))]
    with pytest.raises(AmbiguousName, match=r"'web' \(device 1, device 3\).*duplicates"):
        tell_apart(named, "error")


def test_many_shared_names_are_counted():
    named = [(str(number // 2), device(number)) for number in range(40)]
    with pytest.raises(AmbiguousName, match=r"20 host names .* and 10 more"):
        tell_apart(named, "error")


def test_a_shared_name_gets_the_id_on_each_of_its_objects():
    named = [("web", device(1)), ("db", device(2)), ("web", device(3)), ("web_1", device(4))]
    assert tell_apart(named, "id") == ["web_1_1", "db", "web_3", "web_1"]


@given(st.lists(st.sampled_from(["a", "a_1", "a_2", "a_1_1", "b"]), max_size=8))
def test_names_told_apart_are_never_alike(names):
    named = [(name, device(number)) for number, name in enumerate(names)]
    final = tell_apart(named, "id")
    assert len(set(final)) == len(final)
    assert all(new.startswith(old) for new, old in zip(final, names, strict=True))
