# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of properties, and what is refused because of it."""

from __future__ import annotations

import dataclasses

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import check, read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    BY_NAME,
    PROPERTIES,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    Comparison,
    Not,
    comparisons,
    parse,
    render,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import OWN_KINDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, STATUSES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.filters import TABLES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.filters import CURRENT, DEPRECATED

#: The overview's table: type, operators and remarks of each property, written down again for comparison.
OVERVIEW = """
active boolean =,!=
activedirectory boolean =,!= user usergroup
admingroup boolean =,!= usergroup
ancestors texts contains
authorized boolean =,!= probe
autodiscoveryactive boolean =,!= group device
autodiscoveryprogress number =,!=,<,<=,>,>= group device
clusterprobe boolean =,!= probe
clusterremoteprobe boolean =,!= probe
comment text =,!=,matches
coverage number =,!=,<,<=,>,>= sensor
crossreference texts contains
descendants texts contains
dnsname text =,!=,matches device
downtimetotal duration =,!=,<,<=,>,>= sensor
email text =,!=,matches user
favorite boolean =,!=
id text =,!=
limitmaxerror number =,!=,<,<=,>,>= channel
limitmaxwarning number =,!=,<,<=,>,>= channel
limitminerror number =,!=,<,<=,>,>= channel
limitminwarning number =,!=,<,<=,>,>= channel
location text =,!=,matches
loginname text =,!=,matches user
lookupdefinitionid text =,!=,matches channel
lookuptype identifier =,!= lookupdefinition
message text =,!=,matches
name text =,!=,matches
parentid text =,!=
percent number =,!=,<,<=,>,>= channel
performanceimpact number =,!=,<,<=,>,>= sensor
primarygroup text =,!= user
priority number =,!=,<,<=,>,>=
restrictedsensormode boolean =,!= usergroup
scanninginterval duration =,!=,<,<=,>,>=
sensorkind text =,!=,matches sensor
sensorkindname text =,!=,matches sensor
smallprobe boolean =,!= probe
probestatus identifier =,!= probe
probestatusinfo identifier =,!= probe
status identifier =,!=
tags texts contains
ticketmail boolean =,!= user
ticketmode boolean =,!= usergroup
type identifier =,!=
unittype number =,!=
uptimetotal duration =,!=,<,<=,>,>= sensor
usertype identifier =,!= usergroup
"""


@pytest.mark.parametrize("line", OVERVIEW.strip().split("\n"))
def test_the_table_is_the_overview(line):
    name, kind, operators, *kinds = line.split()
    row = PROPERTIES[name]
    assert row.type == {"texts": "list of text"}.get(kind, kind)
    assert [operator for operator in row.operators if operator != "in"] == operators.split(",")
    assert list(row.kinds or ()) == kinds


def test_in_is_taken_for_all_types_but_booleans_and_lists():
    for row in PROPERTIES.values():
        assert ("in" in row.operators) is (row.type not in ("boolean", "list of text"))


def test_the_names_of_the_filtering_reference():
    names = {
        "id", "name", "status", "type", "kind", "parentid", "favorite", "primary",
        "basic.host", "basic.hostv6", "basic.tags", "basic.parenttags",
    }  # fmt: skip
    assert names <= set(BY_NAME)
    assert [BY_NAME[name].name for name in ("basic.host", "basic.parenttags")] == ["dnsname", "parenttags"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_record_is_a_property_under_its_own_name(field):
    assert field in BY_NAME[field].fields
    untold = {"comment": {"v2-current", "v2-deprecated"}, "sensor_kind": {"v2-deprecated"}} | {
        name: {"v1"}
        for name in ("performance_impact", "authorized", "cluster_probe", "cluster_remote_probe", "small_probe",
                     "probe_status_info")
    } | {"host_v6": {"v1", "v2-deprecated"}}  # fmt: skip
    for api in (TABLES, DEPRECATED, CURRENT):
        assert api.tells(BY_NAME[field]) is (api.name not in untold.get(field, ()))


def test_the_table_is_consistent():
    assert list(PROPERTIES) == [row.name for row in PROPERTIES.values()]
    for row in PROPERTIES.values():
        assert set(row.fields) <= set(FIELDS)
        assert row.about.endswith(".")
        assert render(parse(f"{row.name} = 1")).startswith(row.name)


def test_what_can_be_read_where():
    """Of those that differ or are told everywhere; a further field is nobody's concern here."""
    everywhere = {
        "id", "parentid", "ancestors", "descendants", "name", "type", "tags", "parenttags", "status", "message",
        "active", "priority", "favorite", "dnsname", "scanninginterval", "location",
    }  # fmt: skip
    known = everywhere | {"sensorkind", "comment", "basic.tags"}
    readable = {
        api.name: {name for name in known if api.tells(PROPERTIES[name])} for api in (TABLES, DEPRECATED, CURRENT)
    }
    assert readable == {
        "v1": everywhere | {"sensorkind", "comment"},
        "v2-deprecated": everywhere,
        "v2-current": everywhere | {"sensorkind", "basic.tags"},
    }
    assert not PROPERTIES["dnsname"].belongs_to("sensor")


def canonical(source):
    """The text in the words of the table, whatever they were written in."""
    return render(without_words(read(source)))


def without_words(node):
    if isinstance(node, Comparison):
        return dataclasses.replace(node, word="")
    inner = without_words(node.term) if isinstance(node, Not) else tuple(map(without_words, node.terms))
    return type(node)(inner)


def test_people_are_shown_their_own_words():
    for source in ('kind = device and Host = "h"', "interval > 300.0s", 'dnsname = "h" or not(type = probe)'):
        assert render(read(source)) == source.lower()
        assert read(render(read(source))) == read(source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('Basic.Tags contains "x" and Basic.Host = "h"', 'basic.tags contains "x" and dnsname = "h"'),
        ('not sensor_kind = "ping"', 'not(sensorkind = "ping")'),
        ("kind = sensor and Kind in [probe, GROUP]", "type = sensor and type in [probe, group]"),
        (
            'parent_id = "4" and host = "h" and parent_tags contains "x"',
            'parentid = "4" and dnsname = "h" and parenttags contains "x"',
        ),
        ("interval > 5m", "scanninginterval > 300.0s"),
        ('path = "Probe/Group/Device"', 'path = "Probe/Group/Device"'),
        ("paused_by in [USER, parent]", "paused_by in [user, parent]"),
        (
            "health = acknowledged or health in [partialdown, Down]",
            "health = down_acknowledged or health in [down_partial, down]",
        ),
        ('last_down > "2026-11-25T10:00:00+02:00"', 'last_down > "2026-11-25T08:00:00Z"'),
        (
            'last_up <= "2026-11-25 08:00" and last_up > "2026-11-24"',
            'last_up <= "2026-11-25T08:00:00Z" and last_up > "2026-11-24T00:00:00Z"',
        ),
        ('last_up = "2026-11-25t08:00:00.417z"', 'last_up = "2026-11-25T08:00:00Z"'),
        ("last_down = nil", "last_down = nil"),
        ('last_down = "2026-11-25T10:00+02"', 'last_down = "2026-11-25T08:00:00Z"'),
        ("status = DOWN_ACKNOWLEDGED", "status = acknowledged"),
        ("status in [Paused_By_User_Until, DOWN, up]", "status in [pausedbyuseruntil, down, up]"),
        ("status in [12, 5]", "status in [pausedbyuseruntil, down]"),
        ("TYPE = Device", "type = device"),
        ("scanninginterval >= 5m", "scanninginterval >= 300.0s"),
        ("probestatus = whatever", "probestatus = whatever"),
        ("percent = nil or location != nil", "percent = nil or location != nil"),
    ],
)
def test_names_and_tokens_become_canonical(source, text):
    assert canonical(source) == text
    assert canonical(text) == text


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.token)
def test_each_status_in_each_spelling(status):
    for word in (status.token, status.token.upper(), status.answer, status.answer.lower(), status.code):
        assert canonical(f"status = {word}") == f"status = {status.token}"


@pytest.mark.parametrize("word", ["5", "DOWN_ACKNOWLEDGED", "up"])
def test_a_token_stays_where_it_was_read(word):
    literal = read(f"status = {word}").value
    assert (literal.at, literal.end) == (9, 9 + len(word))


def test_a_comparison_stays_where_it_was_read():
    found = read(' host = "ping" or status in [5, 4]')
    first, second = found.terms
    assert (first.at, first.middle, second.at, second.middle) == (1, 6, 18, 25)
    assert (second.value.at, second.value.end) == (28, 34)


def test_each_type():
    for word in ("channel", "device", "group", "library", "probe", "sensor", "user", "usergroup"):
        assert canonical(f"type = {word}") == f"type = {word}"


def test_what_is_never_selected_is_no_kind_where_something_is_selected():
    hints = {
        "channel": "Channels are selected by the option kind of prtg_object_info, over API v2.",
        "usergroup": "User groups are selected by the option kind of prtg_object_info, over API v2.",
        "library": "this takes probe, group, device or sensor.",
    }
    for word, hint in hints.items():
        told = error(f"kind = {word}", ("device", "sensor"))
        assert f"kind is never {word}. " in told
        assert told.splitlines()[0].endswith(hint)
    assert "kind is never user" in error("kind = user", ("channel",))
    assert check(parse("kind = user"), kinds=("user",)).property == "type"


def test_kinds_of_their_own_have_the_properties_of_their_fields_alone():
    for kind, wrong in (("user", "priority = 1"), ("channel", 'email = "a"'), ("lookupdefinition", "active = true")):
        assert f"what is selected are {OWN_KINDS[kind].plural}" in error(wrong, (kind,))
    assert "active exists only on probes, groups, devices, sensors, users or user groups" in error(
        "active = true", ("channel",)
    )
    for kind in OWN_KINDS.values():
        for name, field in kind.properties().items():
            assert BY_NAME[name].belongs_to(kind.name)
            assert BY_NAME[field] is BY_NAME[name]


def test_what_is_canonical_stays_the_same_object():
    tree = parse('name in ["a", "b"]')
    assert check(tree, 'name in ["a", "b"]') is tree


def error(source, kinds=None):
    with pytest.raises(FilterError) as caught:
        check(parse(source), source, kinds)
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "position", "message"),
    [
        ('not(tag contains "HA")', 5, "there is no property tag. Did you mean tags?"),
        ("prioritty = 3", 1, "there is no property prioritty. Did you mean priority?"),
        ("last_up > 2026-11-25", 11, "2026-11-25 is neither a number nor a duration. "),
        ("interval = 60 s", 15, "a duration is written without a blank. Write for example 60s."),
        ('hostname = "x"', 1, "there is no property hostname. Did you mean host?"),
        ('group = "x"', 1, "there is no property group. Did you mean path?"),
        ('sensor_kin = "x"', 1, "there is no property sensor_kin. Did you mean sensor_kind?"),
        ('hosts = "x"', 1, "there is no property hosts. Did you mean host?"),
        ('parent = "5"', 1, "there is no property parent. Did you mean parent_id?"),
        (
            'kind = "ping"',
            8,
            "kind is compared with a word, not with text. The kind of a sensor, such as ping, is "
            "sensor_kind; this takes probe, group, device or sensor.",
        ),
        ("kind = ping", 8, "kind is never ping. The kind of a sensor, such as ping, is sensor_kind; "),
        ('kind = "device"', 8, "kind is compared with a word, not with text. Write device without quotes."),
        ("kind in [sensors, device]", 10, "kind is never sensors. Did you mean sensor?"),
        ('paused_by = "User"', 13, "paused_by is compared with a word, not with text. Write user without quotes."),
        (
            "paused_by = nobody",
            13,
            "paused_by is never nobody. It takes dependency, license, parent, schedule or user.",
        ),
        ('health = "Down (Acknowledged)"', 10, "not with text. Did you mean down_acknowledged?"),
        ('status = "Down (Partial)"', 10, "status is compared with a word, not with text. Did you mean "),
        ("interval > 60", 12, "interval is compared with duration, not with number. Write 60s for seconds."),
        (
            'last_up > "yesterday"',
            11,
            'last_up is compared with a time in ISO 8601, not with "yesterday". Write for '
            'example "2030-01-31T22:00:00Z"; without a zone it is UTC.',
        ),
        ('last_up > "2026-02-30"', 11, 'not with "2026-02-30".'),
        ("last_down < 45000.5", 13, "last_down is compared with a time in ISO 8601, not with number."),
        ('last_up matches "2026"', 9, "last_up is of type time, which matches does not compare. It takes =, "),
        ('path contains "Servers"', 6, "path is of type text, which contains does not compare. It takes =, !=, in or "),
        ("xyzzy = 3", 1, "there is no property xyzzy. The guide of the filter language lists all properties."),
        ("id = 2322", 6, 'id is compared with text, not with number. Write "2322".'),
        ('parentid in ["1", 2490]', 19, 'parentid is compared with text, not with number. Write "2490".'),
        ("name = Router", 8, 'name is compared with text, not with identifier. Write "Router".'),
        ("name = true", 8, 'name is compared with text, not with boolean. Write "true".'),
        ("name = 5m", 8, 'name is compared with text, not with duration. Write "5m".'),
        ("status in [5, down]", 15, "the list mixes number and identifier. Write all values of a list alike."),
        ("priority = 5m", 12, "not with duration. Write 300."),
        ('scanninginterval > "60s"', 20, "not with text. Write 60s without quotes."),
        ('priority = "high"', 12, "not with text. Write for example 3."),
        ('favorite = "TRUE"', 12, "not with text. Write true without quotes."),
        ("tags contains nil", 15, 'nil cannot be used with contains. Write for example "text".'),
        ('tags contains ["a"]', 15, "a list can only follow in. Write one comparison for each value, with or between"),
        (
            "scanninginterval > 30",
            20,
            "scanninginterval is compared with duration, not with number. Write 30s for seconds.",
        ),
        ("scanninginterval > 0", 20, "not with number. Write 0s for seconds."),
        ("scanninginterval > -30", 20, "not with number. Write for example 30s."),
        ('priority = "4"', 12, "priority is compared with number, not with text. Write 4 without quotes."),
        ("priority = 3s", 12, "priority is compared with number, not with duration. Write 3."),
        ("favorite = 1", 12, "favorite is compared with boolean, not with number. Write true or false."),
        ("favorite = yes", 12, "favorite is compared with boolean, not with identifier. Write true or false."),
        ('status = "Down"', 10, "status is compared with a word, not with text. Write down without quotes."),
        ('status = "xx"', 10, "not with text. It takes acknowledged, collecting, "),
        ("status = 99", 10, "status is compared with a word, not with number. It takes acknowledged, collecting, "),
        ("type = 5", 8, "type is compared with a word, not with number. The kind of a sensor, such as ping, is "),
        ("type = true", 8, "type is compared with a word, not with boolean. The kind of a sensor, such as ping, is "),
        ("probestatus = 1", 15, "probestatus is compared with a word, not with number. Write it without quotes."),
        ("status = dawn", 10, "status is never dawn. Did you mean down?"),
        ("status in [up, zzz]", 16, "status is never zzz. It takes acknowledged, collecting, "),
        (
            "status = paused",
            10,
            "status is never paused. Write status in [pausedbyuser, pausedbydependency, pausedbyschedule, "
            "pausedbylicense, pausedbyuseruntil].",
        ),
        ("type = paused", 8, "type is never paused. "),
        ("type = qqq", 8, "this takes probe, group, device or sensor."),
        ('name < "x"', 6, "name is of type text, which < does not compare. It takes =, !=, in or matches."),
        ('tags = "x"', 6, "tags is of type list of text, which = does not compare. It takes contains."),
        ("favorite in [true]", 10, "favorite is of type boolean, which in does not compare. It takes = or !=."),
        ('id matches "2"', 4, "id is of type text, which matches does not compare. It takes =, != or in."),
        ("priority < nil", 12, "nil cannot be used with <. Use = nil or != nil."),
        ("priority in [1, nil]", 17, "nil cannot be used with in. Use = nil or != nil."),
        ("name matches nil", 14, "nil cannot be used with matches."),
        ("tags contains nil", 15, "nil cannot be used with contains."),
        ("tags contains 5", 15, 'tags is compared with text, not with number. Write "5".'),
        ('name in "x"', 9, 'in takes a list. Write name in ["x"].'),
        ('name = ["x"]', 8, "a list can only follow in. Write name in [...]."),
        ('name in ["x", 5]', 15, 'name is compared with text, not with number. Write "5".'),
        ("name = 1 or tag = 2", 8, "name is compared with text"),
    ],
)
def test_what_makes_no_sense_is_refused(source, position, message):
    first, *_unused = error(source).split("\n")
    assert first.startswith(f"Filter, character {position}: ")
    assert message in first


def test_the_caret_marks_the_whole_word():
    def carets(source):
        return error(source).split("\n")[2].count("^")

    assert carets('tag contains "x"') == 3
    assert carets('name <= "x"') == 2
    assert carets("id = 2322") == 4
    assert carets("status = dawn") == 4
    assert carets('name = ["x"]') == 5
    assert carets('name in "xy"') == 4
    assert carets("priority < nil") == 3
    assert carets('status = "down"') == 6


def test_a_property_that_no_selected_kind_has():
    message = "Filter, character 1: dnsname exists only on devices, and what is selected are groups or sensors."
    first, _unused, caret = error('dnsname = "x"', ("group", "sensor")).split("\n")
    assert first == message
    assert caret == "  ^^^^^^^"
    assert "autodiscoveryactive exists only on groups or devices" in error("autodiscoveryactive = true", ["probe"])
    assert check(parse('dnsname = "x"'), None, ("device", "sensor"))
    assert check(parse('dnsname = "x"'), None, None)
    assert check(parse('name = "x"'), None, ("probe",))


def test_a_tree_made_by_hand_is_shown_as_it_is_written():
    tree = parse("priority = 1 and     id = 5")
    with pytest.raises(FilterError) as caught:
        check(tree)
    assert str(caught.value).split("\n")[1:] == ["  priority = 1 and id = 5", "                        ^"]


def test_an_expression_is_read_once():
    assert read("priority = 1") is read("priority = 1")
    with pytest.raises(FilterError):
        read('dnsname = "x"', ("sensor",))


def test_comparisons_and_values():
    tree = read('not(priority = 1 or (name in ["a", "b"] and favorite = true))')
    assert [(part.property, values(part)) for part in comparisons(tree)] == [
        ("priority", (1,)),
        ("name", ("a", "b")),
        ("favorite", (True,)),
    ]
