# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters of API v2: syntax, types, what matches, what is refused."""

from __future__ import annotations

import pytest

from tests.emulator import worlds
from tests.emulator.clock import StandingClock
from tests.emulator.v2.filters.evaluate import Manners, compile_filter
from tests.emulator.v2.filters.properties import TREE
from tests.emulator.v2.filters.syntax import MAX_DEPTH, Comparison, FilterError, Junction, Negation, Value, parse
from tests.emulator.v2.view import View, channel_rows

TREE_LIST = Manners("deprecated", TREE)
DEVICES = Manners("current", frozenset({"device"}))
SENSORS = Manners("deprecated", frozenset({"sensor"}))
CHANNELS = Manners("deprecated", frozenset({"channel"}))


@pytest.fixture(scope="module")
def view() -> View:
    return View(worlds.load("demo", StandingClock()), {}, summed=False, root_is_group=False)


def matching(view: View, text: str, manners: Manners = TREE_LIST) -> list[int]:
    test = compile_filter(text, manners)
    return [node.id for kind in sorted(manners.kinds) for node in view.nodes(kind) if test(view, node)]


def comparison(name: str) -> Comparison:
    return Comparison(name, "=", Value("number", 1.0))


def test_not_binds_before_and_and_before_or() -> None:
    a, b, c, d = map(comparison, "abcd")
    assert parse("a=1 or b = 1 and not(c=1) or d=1") == Junction("or", (a, Junction("and", (b, Negation(c))), d))
    assert parse("(a=1 or b=1) AND c=1") == Junction("and", (Junction("or", (a, b)), c))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'a = "x \"y\" \\ z"', Value("text", r'x "y" \ z')),
        ("a = -1.5", Value("number", -1.5)),
        ("a > 30.0s", Value("duration", 30.0)),
        ("a > 30s", Value("duration", 30.0)),
        ("a = nil", Value("nil")),
        ("a = True", Value("boolean", True)),
        ("a = pausedbyuser", Value("identifier", "pausedbyuser")),
        ('a in ["x", 1,up]', Value("list", (Value("text", "x"), Value("number", 1.0), Value("identifier", "up")))),
    ],
)
def test_values(text: str, value: Value) -> None:
    parsed = parse(text)
    assert isinstance(parsed, Comparison)
    assert parsed.value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a =",
        "= 1",
        "a = 1 and",
        "a = 1 b = 2",
        '"x" = 1',
        'a = "x',
        "a = [1",
        "a in []",
        "not a = 1",
        "(a = 1",
        "a = 1)",
        "a == 1",
        "a eq 1",
        "a = 'x'",
        "a = 1;",
    ],
)
def test_what_is_no_filter(text: str) -> None:
    with pytest.raises(FilterError, match="unexpected"):
        parse(text)


def test_depth_is_bounded_and_chains_are_not() -> None:
    deep = MAX_DEPTH
    assert parse("(" * deep + "a=1" + ")" * deep) == comparison("a")
    with pytest.raises(FilterError, match="nested too deeply"):
        parse("(" * (deep + 1) + "a=1" + ")" * (deep + 1))
    chain = parse(" or ".join(["a=1"] * 20_000))
    assert isinstance(chain, Junction)
    assert len(chain.parts) == 20_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "web-1"', [1001]),
        ('name in ["web-1", "db-1"]', [1001, 1011]),
        ('name matches "WEB-" and type = device', [1001, 1002, 1003, 1005, 1031]),
        ('tags contains "canary" and type = device', [1003]),
        ('tags contains "canary" and type = sensor', [2121, 2122]),
        ('parentid = "52" or id = "40"', [40, 1001, 1002, 1003, 1004]),
        ('parentid in ["56", "54"]', [1011, 1012, 1023]),
        ("parentid in [56, 54]", []),
        ('id = "40" or id = "1001"', [40, 1001]),
        ('ancestors contains "61"', [1041, 2501, 2502, 2503]),
        ('descendants contains "1041"', [61, 2]),
        ("status = paused_by_user or status = pausedbyuser and type = device", None),
        ("status = pausedbyuser and type = device", [1012, 1031, 1032]),
        ("status in [PAUSEDBYUSERUNTIL, acknowledged]", [2522, 2523]),
        ("not(status = up) and type = device", [1012, 1031, 1032]),
        ("priority < 2 and type = device", [1005, 1022, 1031, 1032]),
        ("scanninginterval <= 30.0s and type = device", [1011, 1012]),
        ('location = "Köln, Am Dom 1" and type = probe', [2]),
        ("comment != nil", [1001, 1002]),
        ("favorite = true", [1001, 2101]),
        ('dnsname = "192.0.2.10"', [1004]),
        ('name = "Büro & Lager [Hamburg]"', []),
        ('message matches "home"', [2113]),
    ],
)
def test_what_matches(view: View, text: str, expected: list[int] | None) -> None:
    if expected is None:
        with pytest.raises(FilterError, match="unknown token"):
            matching(view, text)
        return
    assert sorted(matching(view, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('basic.tags contains "mysql"', [1011, 1012, 1032]),
        ('basic.parenttags contains "koeln"', [1041, 1042, 1043]),
        ('basic.host in ["192.0.2.10", "x"]', [1004]),
        ('basic.hostv6 = "2001:db8:10::3"', [1003]),
    ],
)
def test_properties_of_the_experimental_lists(view: View, text: str, expected: list[int]) -> None:
    assert matching(view, text, DEVICES) == expected


@pytest.mark.parametrize(
    ("text", "manners", "complaint"),
    [
        ("parentid = 2490", TREE_LIST, "value must be a text"),
        ("id = 1 or id = 2", TREE_LIST, "value must be a text"),
        ('id in ["1"]', TREE_LIST, "operator 'in' is not allowed"),
        ('tag contains "HA"', TREE_LIST, "unknown property 'tag'"),
        ('basic.tags contains "x"', TREE_LIST, "unknown property"),
        ('tags contains "x"', DEVICES, "unknown property 'tags'"),
        ('ancestors contains "1"', DEVICES, "unknown property"),
        ('dnsname = "x"', SENSORS, "cannot be used here"),
        ("percent > 1", SENSORS, "cannot be used here"),
        ('status = "down"', TREE_LIST, "value must be an identifier"),
        ("status = paused", TREE_LIST, "unknown token 'paused'"),
        ("status = SUMMED_INFO_UP", TREE_LIST, "unknown token"),
        ('name contains "x"', TREE_LIST, "operator 'contains' is not allowed"),
        ("status < down", TREE_LIST, "operator '<' is not allowed"),
        ("priority < nil", TREE_LIST, "cannot be used with nil"),
        ('priority = "1"', TREE_LIST, "value must be a number"),
        ("scanninginterval > 30", TREE_LIST, "value must be a duration"),
        ('name in "x"', TREE_LIST, "value must be a list"),
        ("parentid in [1]", Manners("deprecated", TREE, unquoted_ids_match_nothing=False), "value must be a text"),
    ],
)
def test_what_is_refused(text: str, manners: Manners, complaint: str) -> None:
    with pytest.raises(FilterError, match=complaint):
        compile_filter(text, manners)


def test_names_with_brackets_match_where_the_oddity_is_off(view: View) -> None:
    manners = Manners("deprecated", TREE, odd_names_unmatched=False)
    assert matching(view, 'name = "Büro & Lager [Hamburg]"', manners) == [55]
    assert matching(view, 'name in ["Büro & Lager [Hamburg]", "web-1"]') == [1001]


def test_channels_without_a_value(view: View) -> None:
    sensor = view.node("sensor", "2101")
    assert sensor is not None
    test = compile_filter("percent != nil", CHANNELS)
    assert [row.name for row in channel_rows(view.tree, sensor) if test(view, row)] == ["Packet Loss"]
