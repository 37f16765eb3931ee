# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import json

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Masked, diff, mask


def test_equal_sides_are_no_change():
    assert not Change("x", {"a": 1}, {"a": 1}).changed
    assert not Change("x", None, None).changed
    assert Change("x", None, {}).changed


def test_the_keys_that_differ_are_known():
    assert Change("x", {"a": 1, "b": 2}, {"b": 3, "c": 4, "a": 1}).keys() == ["b", "c"]
    assert Change("x", None, {"a": 1}).keys() == ["a"]


def test_the_diff_of_one_thing_is_its_two_sides():
    shown = diff([Change("device 1", {"active": True}, {"active": False}), Change("device 2", {}, {})])
    assert shown == {
        "before": {"active": True},
        "after": {"active": False},
        "before_header": "device 1",
        "after_header": "device 1",
    }


def test_the_diff_of_several_things_names_each():
    shown = diff([Change("a", None, {"x": 1}), Change("b", {"x": 1}, None), Change("c", {}, {})])
    assert shown == {"before": {"a": {}, "b": {"x": 1}}, "after": {"a": {"x": 1}, "b": {}}}


def test_secrets_are_compared_and_not_shown():
    same = Change("x", {"auth": Masked("u:p"), "n": 1}, {"auth": Masked("u:p"), "n": 2})
    other = Change("x", {"auth": Masked("u:p")}, {"auth": Masked("u:q")})
    created = Change("x", None, {"auth": Masked("u:q")})
    assert (same.keys(), other.keys(), created.changed) == (["n"], ["auth"], True)
    assert mask(same).before == {"auth": "********", "n": 1}
    assert (mask(other).before, mask(other).after) == ({"auth": "******** (before)"}, {"auth": "******** (after)"})
    assert (mask(created).before, mask(created).after) == (None, {"auth": "******** (after)"})
    assert "u:" not in json.dumps(diff([mask(other)])) + repr(other)


def test_a_masked_value_is_not_its_text():
    assert Masked("a") != "a"
    assert len({Masked("a"), Masked("a")}) == 1


def test_nothing_to_mask_is_the_same_object():
    change = Change("x", {"a": 1}, None)
    assert mask(change) is change
