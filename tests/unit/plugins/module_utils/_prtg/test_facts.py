# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How values that servers tell of themselves are read, and where members of API v2 are found."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.facts import number, text, truth
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.facts import members_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("told", "read"),
    [
        (7, 7),
        (7.0, 7),
        (7.5, None),
        ("0042", 42),
        ("-3", -3),
        ("+3", 3),
        ("3.0", None),
        ("unlimited", None),
        ("-999999", None),
        (-999999, None),
        (True, None),
        (math.inf, None),
        (math.nan, None),
        (10**12, None),
        ("9" * 16, None),
        ("\u0663", None),
    ],
)
def test_a_number(told, read):
    assert number(told) == read


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("True", True),
        ("1", True),
        (-1, True),
        ("no", False),
        (0, False),
        ("", None),
        (2, None),
        (1.0, None),
        ([], None),
    ],
)
def test_a_truth(told, read):
    assert truth(told) is read


@pytest.mark.parametrize(
    "told", ["", "  ", "-", "??", "(Object not found)", "[Nur Administratoren]", None, True, 1.5, []]
)
def test_words_in_place_of_a_text(told):
    assert text(told, str) is None


def test_a_text_is_one_line_of_a_bounded_length():
    assert text("a\nb", str) == "a b"
    assert len(text("x" * 10_000, str)) < 400
    assert text(100, str) == "100"


@given(JSON)
def test_whatever_a_server_tells_has_a_type_or_none(told):
    assert isinstance(number(told), (int, type(None)))
    assert truth(told) in (True, False, None)
    assert isinstance(text(told, str), (str, type(None)))
    assert not any(isinstance(value, (dict, list)) for value in members_of(told).values())


def test_members_further_up_come_first():
    assert members_of({"a": {"Max_Sensors": 1}, "maxSensors": 2}) == {"maxsensors": 2}


def test_a_version_below_a_name_is_that_of_it():
    told = members_of({"appserver": {"version": "2"}, "prtg": {"version": "1"}})
    assert (told["prtgversion"], told["appserverversion"]) == ("1", "2")


def test_how_deep_and_how_much_is_looked_at_is_bounded():
    deep: dict[str, object] = {"x": 1}
    for _level in range(50):
        deep = {"in": deep}
    assert members_of(deep) == {}
    assert len(members_of({f"m{number}": number for number in range(5000)})) == 200
