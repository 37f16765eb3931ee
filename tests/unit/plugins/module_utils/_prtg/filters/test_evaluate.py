# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What expressions mean."""

from __future__ import annotations

import itertools

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import (
    compile_filter,
    fields_needed,
    needs_tree,
    on_nil,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.similarity import similar_to
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    STATUSES,
    UNREAD,
    PrtgObject,
    Tree,
)

SENSOR = PrtgObject(
    id="2301", kind="sensor", name="Ping", parent_id="2300", path=("Local", "Web", "web1", "Ping"), status="down",
    message="Timeout (code: PE018)", active=True, priority=3, favorite=True, tags=("pingsensor", "web"),
    parent_tags=("prod", "dc1"), host=None, sensor_kind="ping", interval=60, location=None, comment="",
)  # fmt: skip
DEVICE = PrtgObject(
    id="2300", kind="device", name="web1", parent_id="2200", status="pausedbyuser", message=None, active=False,
    priority=5, favorite=None, tags=(), parent_tags=None, host="web1.example.com", sensor_kind=None, interval=None,
    location="Main Building", comment="Rack 7",
)  # fmt: skip
BARE = PrtgObject(id="9", kind="sensor")


def answer(source, found=SENSOR, tree=None):
    return compile_filter(read(source), tree)(found)


@pytest.mark.parametrize(
    "source",
    [
        'id = "2301"',
        'id != "230"',
        'id in ["1", "2301"]',
        'parentid = "2300"',
        'name = "Ping"',
        'not name = "ping"',
        'name matches "PIN"',
        "type = sensor",
        "type != device",
        "type in [device, sensor]",
        "status = down",
        "status != up",
        "status in [up, down]",
        "status = 5",
        "active = true",
        "active != false",
        "favorite = true",
        'message matches "*(code: PE???)"',
        "priority = 3",
        "priority != 4",
        "priority < 4",
        "priority <= 3",
        "priority > 2.5",
        "priority >= 3",
        "priority in [1, 3]",
        'tags contains "web"',
        'tags contains "dc1"',
        'parenttags contains "dc1"',
        'not(parenttags contains "web")',
        'not(tags contains "we")',
        "scanninginterval = 1m",
        "scanninginterval > 30.0s",
        "scanninginterval < 61s",
        'sensorkind = "ping"',
        'sensorkind matches "p*g"',
        "location = nil",
        'location = ""',
        "comment = nil",
        'comment = ""',
        'comment in ["x", ""]',
        'location != "x"',
        "priority != nil",
        "scanninginterval != nil",
        "dnsname = nil",
        'dnsname != "web1"',
        'not(dnsname matches "web1")',
        "percent = nil",
        "percent != 5",
        "not(percent < 5)",
        "ticketmail = false",
    ],
)
def test_what_fits_the_sensor(source):
    assert answer(source) is True
    assert answer(f"not({source})") is False
    assert answer(f"not(not({source}))") is True


@pytest.mark.parametrize(
    "source",
    [
        'dnsname = "web1.example.com"',
        'dnsname matches "EXAMPLE"',
        "status = pausedbyuser",
        "active = false",
        "favorite = false",
        "favorite = nil",
        "favorite != true",
        "message = nil",
        'message matches ""',
        "not(scanninginterval < 5m)",
        "not(scanninginterval >= 0s)",
        "scanninginterval = nil",
        "scanninginterval != 30s",
        "not(scanninginterval in [30s])",
        'not(tags contains "web")',
        'not(parenttags contains "web")',
        'location = "Main Building"',
        'sensorkind != "ping"',
        'not(sensorkind matches "ping")',
        "coverage = nil",
    ],
)
def test_what_fits_the_device(source):
    assert answer(source, DEVICE) is True
    assert answer(f"not({source})", DEVICE) is False


@pytest.mark.parametrize(
    "source",
    [
        'name = "x"', 'name != "x"', 'name in ["x"]', 'name matches "x"', "status = up", "status != up",
        "active = true",
        "priority < 3", "priority = 3", 'tags contains "x"', 'parenttags contains "x"', "location = nil",
        'ancestors contains "1"', 'descendants contains "1"', "coverage > 5", "coverage = nil", 'sensorkind = "ping"',
        'crossreference contains "1"', "unittype = 1", "scanninginterval > 5s", 'parentid = "1"',
    ],
)  # fmt: skip
def test_what_nobody_read_is_unknown(source):
    assert answer(source, BARE) is None
    assert answer(f"not({source})", BARE) is None


def test_what_every_object_has_is_unknown_when_the_api_does_not_tell():
    silent = BARE._replace(status=None, active=None, name=None, priority=None, location=None)
    for source in ("status = up", "status != up", "status = nil", "active = false", 'name = "x"', 'name matches "x"'):
        assert answer(source, silent) is None
    assert answer("priority = nil and location = nil and not(priority = 1)", silent) is True
    assert answer("status = nil", SENSOR) is False
    assert answer("status != nil", SENSOR) is True


def test_tags_are_known_as_soon_as_one_list_has_them():
    half = BARE._replace(tags=("a",))
    assert answer('tags contains "a"', half) is True
    assert answer('tags contains "b"', half) is None
    other = BARE._replace(parent_tags=("b",))
    assert answer('tags contains "b"', other) is True
    assert answer('tags contains "a"', other) is None
    assert answer('tags contains "c"', BARE._replace(tags=None, parent_tags=())) is False


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.token)
def test_a_status_is_known_in_every_spelling(status):
    other = STATUSES[(status.code + 1) % len(STATUSES)]
    for spelling in (status.token, status.answer, status.code, str(status.code)):
        assert answer(f"status = {status.token}", SENSOR._replace(status=spelling)) is True
        assert answer(f"status in [{status.token}]", SENSOR._replace(status=spelling)) is True
        assert answer(f"status = {other.token}", SENSOR._replace(status=spelling)) is False
        assert answer(f"status != {other.token}", SENSOR._replace(status=spelling)) is True


TERMS = {True: "priority = 3", False: "priority = 4", None: "coverage = 1"}


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_three_valued_logic(size):
    for parts in itertools.product(TERMS, repeat=size):
        conjunction = False if False in parts else None if None in parts else True
        alternative = True if True in parts else None if None in parts else False
        terms = [TERMS[part] for part in parts]
        assert answer(" and ".join(terms)) is conjunction
        assert answer(" or ".join(terms)) is alternative
        assert answer(f"not({' and '.join(terms)})") is (None if conjunction is None else not conjunction)
        assert answer(f"not({' or '.join(terms)})") is (None if alternative is None else not alternative)


ROOT = PrtgObject(id="0", kind="group", name="Root", parent_id=None)
PROBE = PrtgObject(id="1", kind="probe", name="Local", parent_id="0")
GROUP = PrtgObject(id="2200", kind="group", name="Web", parent_id="1")
ALL = [ROOT, PROBE, GROUP, DEVICE, SENSOR]


def found_by(source, objects, tree):
    return [found.id for found in select(read(source), objects, tree).kept]


def unknown_by(source, objects, tree):
    return [found.id for found in select(read(source), objects, tree).unknown]


@pytest.mark.parametrize("known", [ALL, ALL[1:]])
def test_what_is_below(known):
    tree = Tree(known)
    assert found_by('ancestors contains "0"', ALL, tree) == ["1", "2200", "2300", "2301"]
    assert found_by('ancestors contains "2200"', ALL, tree) == ["2300", "2301"]
    assert found_by('ancestors contains "2301"', ALL, tree) == []
    assert found_by('ancestors contains "4711"', ALL, tree) == []
    assert found_by('not(ancestors contains "2200")', ALL, tree) == ["0", "1", "2200"]
    assert unknown_by('ancestors contains "4711"', ALL, tree) == []


def test_a_place_inside_a_longer_expression():
    tree = Tree(ALL)
    assert found_by('ancestors contains "1" and ancestors contains "2200"', ALL, tree) == ["2300", "2301"]
    assert found_by('not(ancestors contains "1" or id = "0")', ALL, tree) == ["1"]


def test_what_a_kind_does_not_have_needs_no_reading():
    assert answer("dnsname = nil", BARE) is True
    assert answer("dnsname = nil", BARE._replace(kind="device")) is None
    assert answer('comment in ["x", ""]', SENSOR._replace(comment="x")) is True


def test_below_in_any_order():
    for objects in itertools.permutations(ALL):
        assert set(found_by('ancestors contains "1"', objects, Tree(ALL))) == {"2200", "2300", "2301"}


def test_what_is_above():
    tree = Tree(ALL)
    assert found_by('descendants contains "2301"', ALL, tree) == ["0", "1", "2200", "2300"]
    assert found_by('descendants contains "1"', ALL, tree) == ["0"]
    assert found_by('descendants contains "0"', ALL, tree) == []
    assert unknown_by('descendants contains "0"', ALL, tree) == []
    assert found_by('not(descendants contains "2300")', ALL, tree) == ["2300", "2301"]
    assert found_by('descendants contains "2301"', ALL, Tree(ALL[1:])) == ["0", "1", "2200", "2300"]
    assert unknown_by('descendants contains "2301"', ALL, Tree(ALL[1:])) == []


def test_where_the_tree_ends_early_it_is_unknown():
    torn = Tree([DEVICE, SENSOR])
    assert found_by('ancestors contains "2300"', [SENSOR], torn) == ["2301"]
    assert found_by('ancestors contains "2200"', [SENSOR], torn) == ["2301"]
    assert unknown_by('ancestors contains "1"', [SENSOR, DEVICE, SENSOR], torn) == ["2301", "2300", "2301"]
    assert unknown_by('not(ancestors contains "1")', [SENSOR], torn) == ["2301"]
    assert unknown_by('ancestors contains "1"', [SENSOR], None) == ["2301"]
    assert found_by('ancestors contains "2300"', [SENSOR], None) == ["2301"]
    assert found_by('descendants contains "2301"', [DEVICE, PROBE], torn) == ["2300"]
    assert unknown_by('descendants contains "2301"', [DEVICE, PROBE], torn) == ["1"]
    assert unknown_by('descendants contains "4711"', ALL, Tree(ALL)) == [found.id for found in ALL]
    assert unknown_by('descendants contains "2301"', [DEVICE], None) == ["2300"]
    assert unknown_by('ancestors contains "1"', [BARE], Tree(ALL)) == ["9"]


def test_a_tree_that_goes_round_ends():
    first = PrtgObject(id="5", kind="group", parent_id="6")
    second = PrtgObject(id="6", kind="group", parent_id="5")
    round_tree = Tree([first, second])
    assert unknown_by('ancestors contains "7"', [first, second, first], round_tree) == ["5", "6", "5"]
    assert found_by('ancestors contains "6"', [first], round_tree) == ["5"]
    assert found_by('descendants contains "5"', [second], round_tree) == ["6"]
    assert unknown_by('descendants contains "5"', [PROBE], round_tree) == ["1"]


def test_select_keeps_the_order_and_tells_what_is_unknown():
    third = SENSOR._replace(id="3", priority=UNREAD)
    fourth = SENSOR._replace(id="4", priority=5)
    chosen = select(read("priority >= 3"), [fourth, third, SENSOR, SENSOR._replace(priority=1)])
    assert [found.id for found in chosen.kept] == ["4", "2301"]
    assert [found.id for found in chosen.unknown] == ["3"]


def test_the_fields_that_it_takes():
    assert fields_needed(read('tags contains "x" and not(status = up or name = "n")')) == {
        "tags", "parent_tags", "status", "name",
    }  # fmt: skip
    assert fields_needed(read('ancestors contains "1"')) == {"parent_id"}
    assert fields_needed(read('crossreference contains "1"')) == set()
    assert needs_tree(read('priority = 1 or name = "x"')) is False
    assert needs_tree(read('priority = 1 or not(ancestors contains "1")')) is True
    assert needs_tree(read('descendants contains "1"')) is True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("location = nil", True), ("location != nil", False), ('location = ""', True), ('location != ""', False),
        ('location = "x"', False), ('location != "x"', True), ('location in ["x"]', False),
        ('location in ["x", ""]', True),
        ('location matches ""', True), ('location matches "*"', True), ('location matches "x"', False),
        ("priority < 1", False), ("priority = 0", False), ("priority in [0]", False), ("priority = nil", True),
        ("favorite = false", True), ("favorite = true", False), ("favorite != true", True),
        ('tags contains "x"', False),
    ],
)  # fmt: skip
def test_what_has_no_value(source, expected):
    assert on_nil(read(source)) is expected
    if not source.startswith("tags"):
        field = source.split()[0]
        assert answer(source, BARE._replace(**{field: None})) is expected


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("web", ["web", "WEB 1", "my web", "wEb"], ["we b", "", "wb"]),
        ("", ["", "x"], []),
        ("web*", ["web", "Web1", "web\n2"], ["my web", "we"]),
        ("*web", ["web", "my WEB"], ["web1", "eb"]),
        ("*web*", ["web", "my web 1"], ["we b"]),
        ("*", ["", "x\ny"], []),
        ("?", ["x", "\n"], ["", "xy"]),
        ("w?b", ["web", "WxB"], ["web1", "wb", "aweb"]),
        ("a*b*c", ["abc", "a1b2c", "abbcbc"], ["acb", "ab", "bc", "abcd"]),
        ("a*a", ["aa", "a a"], ["a"]),
        ("ab*ba", ["abba", "ab ba"], ["aba"]),
        ("*a?c*", ["abc", "xxabcxx", "aac"], ["ac", "xac"]),
        ("*a*a*", ["aa", "xaxax"], ["a", "xa"]),
        ("x*?", ["xa", "xab"], ["x"]),
        ("?*x", ["ax", "aax"], ["x"]),
        ("**", ["", "a"], []),
        (r"\*", ["a*b"], ["ab"]),
        (r"5\?", ["5?", "15? "], ["5", "51"]),
        (r"\**", ["*", "*a"], ["a*", "a"]),
        (r"c:\\*", ["C:\\", "c:\\temp"], ["c:", "c:/"]),
        (r"a\b", ["a\\b"], ["ab"]),
        (r"a\b*", ["a\\bc"], ["abc"]),
        ("a.c", ["a.c"], ["abc"]),
        ("a.c*", ["a.cd"], ["abcd"]),
        ("[a]*", ["[a]b"], ["a"]),
        ("(x)?", ["(x)1"], ["x1"]),
        ("STRA\u1e9eE", ["stra\u00dfe"], ["strasse"]),
        ("stra?e", ["Stra\u00dfe", "STRATE"], ["strasse"]),
        ("?stanbul*", ["\u0130stanbul", "\u0130STANBUL Kad\u0131k\u00f6y"], ["i\u0307stanbul"]),
        ("\u039f\u0394\u039f\u03a3", ["\u03bf\u03b4\u03cc\u03c2 \u03bf\u03b4\u03bf\u03c2"], ["\u03bf\u03b4\u03bf"]),
    ],
)
def test_similar(pattern, fitting, other):
    similar = similar_to(pattern)
    assert [text for text in fitting if not similar(text)] == []
    assert [text for text in other if similar(text)] == []


def test_similar_does_not_explode():
    assert similar_to("*a" * 500 + "b")("a" * 20_000) is False
    assert similar_to("*" + "?" * 200 + "b*")("a" * 20_000) is False
