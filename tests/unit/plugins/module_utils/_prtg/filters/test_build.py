# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions from plain data."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.build import build


@pytest.mark.parametrize(
    ("conditions", "expression"),
    [
        ({"name": "web"}, 'name = "web"'),
        ({"name": 'a" or id != "0'}, 'name = "a\\" or id != \\"0"'),
        ({"name": "back\\slash"}, 'name = "back\\\\slash"'),
        ({"name": ["a", "b"]}, 'name in ["a", "b"]'),
        ({"id": 2301}, 'id = "2301"'),
        ({"id": [1, "2"]}, 'id in ["1", "2"]'),
        ({"ID": "1"}, 'id = "1"'),
        ({"basic.host": "h"}, 'basic.host = "h"'),
        ({"host": "h", "interval": "1m"}, 'host = "h" and interval = 60.0s'),
        ({"path": ["Local Probe", "Servers", "web-1"]}, 'path = "Local Probe/Servers/web-1"'),
        ({"path": {"in": ["Probe/a", "Probe/b"]}}, 'path in ["Probe/a", "Probe/b"]'),
        ({"last_up": {">": datetime.date(2026, 11, 25)}}, 'last_up > "2026-11-25T00:00:00Z"'),
        ({"tags": "web"}, 'tags contains "web"'),
        ({"tags": ["a", "b"]}, 'tags contains "a" and tags contains "b"'),
        ({"tags": {"contains": ["a", "b"]}}, 'tags contains "a" and tags contains "b"'),
        ({"tags": 5}, 'tags contains "5"'),
        ({"status": "Down"}, "status = down"),
        ({"status": 5}, "status = down"),
        ({"status": ["down", "DOWN_ACKNOWLEDGED"]}, "status in [down, acknowledged]"),
        ({"status": {"!=": "up"}}, "status != up"),
        ({"probestatus": "some_word"}, "probestatus = some_word"),
        ({"favorite": True}, "favorite = true"),
        ({"favorite": "False"}, "favorite = false"),
        ({"priority": 3}, "priority = 3"),
        ({"priority": "3"}, "priority = 3"),
        ({"priority": 2.5}, "priority = 2.5"),
        ({"priority": {">=": 2, "<": "4"}}, "priority >= 2 and priority < 4"),
        ({"scanninginterval": {">": 30}}, "scanninginterval > 30.0s"),
        ({"scanninginterval": "5m"}, "scanninginterval = 300.0s"),
        ({"location": None}, "location = nil"),
        ({"location": {"!=": None}}, "location != nil"),
        ({"name": {"matches": "web*"}, "priority": 1}, 'name matches "web*" and priority = 1'),
        ([{"name": "a"}, {"priority": 1}], 'name = "a" and priority = 1'),
        ({"any": [{"name": "a"}, {"priority": 1, "favorite": True}]}, 'name = "a" or priority = 1 and favorite = true'),
        ({"priority": 1, "any": ({"name": "a"}, {"name": "b"})}, 'priority = 1 and (name = "a" or name = "b")'),
        ({"all": [{"name": "a"}, {"name": "b"}]}, 'name = "a" and name = "b"'),
        ({"any": [{"name": "a"}]}, 'name = "a"'),
        ({"not": {"name": "a", "priority": 1}}, 'not(name = "a" and priority = 1)'),
        ({"not": {"any": [{"name": "a"}, {"not": {"name": "b"}}]}}, 'not(name = "a" or not(name = "b"))'),
    ],
)
def test_conditions(conditions, expression):
    assert build(conditions) == expression


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({}, "Filter: there is no condition, which would select everything"),
        ([], "Filter: there is no condition, which would select everything"),
        ({"any": []}, "Filter: there is no condition, which would select everything"),
        ({"not": {}}, "Filter: there is no condition, which would select everything"),
        (None, "Filter: conditions are a mapping or a list of mappings, not nothing"),
        ("status = up", "Filter: conditions are a mapping or a list of mappings, not a str"),
        ({"any": {"name": "a"}}, "Filter: any takes a list of conditions, not a dict"),
        ({"all": None}, "Filter: all takes a list of conditions, not nothing"),
        ({"tag": "x"}, "Filter: there is no property tag. Did you mean tags?"),
        ({"name = 1 or id": "x"}, "Filter: there is no property name = 1 or id. The guide"),
        ({5: "x"}, "Filter: there is no property 5. The guide"),
        ({"\u202e": "x"}, "Filter: there is no property \\u202e. The guide"),
        ({"name": {}}, "Filter: name has no condition"),
        ({"name": {"= 1 or": "x"}}, "Filter: = 1 or is no operator. Operators are = != < <= > >= in contains matches."),
        ({"name": {5: "x"}}, "Filter: 5 is no operator."),
        ({"name": []}, "Filter: the list of name is empty. A list holds at least one value."),
        ({"name": True}, "Filter: name is compared with text, not with true"),
        ({"name": 1.5}, "Filter: name is compared with text, not with 1.5"),
        ({"name": [["a"]]}, "Filter: name is compared with text, not with ['a']"),
        ({"favorite": 1}, "Filter: favorite is compared with boolean, not with 1"),
        ({"favorite": "yes"}, "Filter: favorite is compared with boolean, not with yes"),
        ({"priority": "3 or id"}, "Filter: priority is compared with number, not with 3 or id"),
        ({"priority": True}, "Filter: priority is compared with number, not with true"),
        ({"priority": "5m"}, "Filter, character 12: priority is compared with number, not with duration."),
        ({"priority": "9" * 20}, "Filter: priority is no number that can be: 99999999999999999999"),
        ({"scanninginterval": -1}, "Filter: scanninginterval is no duration that can be: -1"),
        ({"id": 10**5000}, "Filter: id is compared with a number that is too large"),
        (
            {"status": {"!=": "nil"}},
            "Filter: status is compared with identifier, not with nil. A value that",
        ),
        (
            {"not": {"type": "NIL"}},
            "Filter: type is compared with identifier, not with NIL. A value that",
        ),
        ({"probestatus": "in"}, "Filter: probestatus is compared with identifier, not with in"),
        ({"scanninginterval": "soon"}, "Filter: scanninginterval is compared with duration, not with soon"),
        ({"status": "up or id"}, "Filter: status is compared with identifier, not with up or id"),
        ({"status": "dawn"}, "Filter, character 10: status is never dawn. Did you mean down?"),
        ({"status": 99}, "Filter, character 10: status is compared with a word, not with number."),
        ({"status": 1.5}, "Filter: status is compared with identifier, not with 1.5"),
        ({"name": {"<": "x"}}, "Filter, character 6: name is of type text, which < does not compare."),
        ({"name": {"in": "x"}}, 'Filter, character 9: in takes a list. Write name in ["x"].'),
        ({"name": {"=": ["x"]}}, "Filter, character 8: a list can only follow in."),
        ({"priority": {"<": None}}, "Filter, character 12: nil cannot be used with <."),
    ],
)
def test_what_cannot_be_built(conditions, message):
    with pytest.raises(FilterError) as caught:
        build(conditions)
    assert str(caught.value).startswith(message)


def test_depth_is_bounded():
    def nested(levels):
        conditions = {"name": "a"}
        for _unused in range(levels):
            conditions = [conditions]
        return conditions

    assert build(nested(50)) == 'name = "a"'
    with pytest.raises(FilterError, match="nested more than 50 levels deep"):
        build(nested(51))


@pytest.mark.parametrize("text", ['"', "\\", '\\"', '" or "" = "', "\n", "\u202e", "x\\", "]", "nil", "true", "1"])
def test_no_value_changes_the_structure(text):
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import parse

    tree = parse(build({"name": [text, "other"], "tags": text}))
    assert [item.value for item in tree.terms[0].value.items] == [text, "other"]
    assert tree.terms[1].value.value == text
    assert len(tree.terms) == 2
