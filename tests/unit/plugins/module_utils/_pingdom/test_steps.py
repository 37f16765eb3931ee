# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of transaction checks: what can be given, what is the same, what is secret; and days of occurrences."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import recording, steps
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.days import parse_day

LOGIN = {"userName": "u", "password": "p"}
SEARCH = {"element": "a", "value": "b", "waitTime": 1}
GO = {"fn": "go_to", "args": {"url": "x.example.com"}}


@pytest.mark.parametrize("vocabulary", steps.VOCABULARY.values(), ids=steps.VOCABULARY)
def test_every_step_of_a_vocabulary_can_be_given_and_none_without_what_it_takes(vocabulary):
    for fn, takes in vocabulary.items():
        args = {name: "true" if name == "useRegularExpression" else "1" for name in takes}
        rest = [GO] if vocabulary is steps.SCRIPT and fn != "go_to" else []
        assert steps.given([{"fn": fn, "args": args}, *rest])[0] == {"fn": fn, "args": args}
        for name in takes:
            with pytest.raises(ConfigurationError, match=name):
                steps.given([{"fn": fn, "args": {one: args[one] for one in takes if one != name}}, *rest])


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"fn": "clik", "args": {}}, "Did you mean click"),
        ({"fn": "zzzzzz"}, "There are go_to, click"),
        ({"fn": "wpm_close_tab", "args": {"element": "x"}}, "It takes none"),
        ({"fn": "click", "args": {"elemnt": "x"}}, "Did you mean element"),
        ({"fn": 5}, "no mapping with fn and args"),
        ("click", "no mapping with fn and args"),
        ({"fn": "click", "args": {"element": ["x"]}}, "must be a text"),
        ({"fn": "sleep", "args": {"seconds": "1e5"}}, "must be a number"),
        (
            {"fn": "wpm_contains_timeout", "args": {**SEARCH, "useRegularExpression": 5}},
            "useRegularExpression of step 2",
        ),
    ],
)
def test_what_no_step_can_be(step, words):
    with pytest.raises(ConfigurationError) as refused:
        steps.given([GO, step])
    assert words in str(refused.value)


def test_numbers_are_the_same_in_any_spelling_and_texts_are_not():
    def same(one, other):
        return steps.STEPS.same([{"fn": "x", "args": one}], [{"fn": "x", "args": other}])

    assert same({"seconds": "2"}, {"seconds": "2.0"})
    assert same({"offsetX": 5}, {"offsetX": "5"})
    assert same({"useRegularExpression": True}, {"useRegularExpression": "true"})
    assert not same({"value": "2"}, {"value": "2.0"})
    assert not same({"seconds": "soon"}, {"seconds": "later"})
    assert not steps.STEPS.same([GO, GO], [GO])


@pytest.mark.parametrize("raw", ["x", [5], [{}], [{"fn": 5}], [{"fn": "x", "args": 5}], None])
def test_steps_of_another_shape_are_refused(raw):
    with pytest.raises((TypeError, KeyError)):
        steps.read(raw)
    assert steps.read([{"fn": "wpm_close_tab", "args": []}, {"fn": "x"}]) == [
        {"fn": "wpm_close_tab", "args": {}}, {"fn": "x", "args": {}}
    ]  # fmt: skip


SECRETS = [
    {"fn": "fill", "args": {"input": "#a", "value": "hidden"}},
    {"fn": "wpm_fill", "args": {"input": "#a", "value": "hidden"}},
    {"fn": "basic_auth", "args": {"username": "hidden", "password": "hidden"}},
    {"fn": "go_to", "args": {"url": "https://me:hidden@example.com"}},
    {"fn": "unheard_of", "args": {"input": "#a", "password": "hidden", "value": "hidden"}},
]


@pytest.mark.parametrize("step", SECRETS)
def test_what_is_secret_is_shown_nowhere(step):
    assert "hidden" not in json.dumps(steps.visible([step]))
    assert "hidden" not in repr(steps.parts([step]))
    assert any("hidden" in text for text in steps.secrets([step]))
    assert steps.visible([step])[0]["args"] == {name: one for name, one in step["args"].items() if name == "input"}


def test_what_is_no_secret_is_shown():
    step = {"fn": "contains", "args": {"element": "h1", "value": "Welcome"}}
    assert steps.visible([step]) == [step]
    assert steps.secrets([step]) == []


@pytest.mark.parametrize("raw", [None, "x", [], [{"fn": "click"}], [{"fn": "click", "args": None}]])
def test_nothing_is_secret_where_nothing_is_given(raw):
    assert steps.secrets(raw) == []


def test_of_what_is_no_step_all_is_secret():
    assert steps.secrets([{"fn": ["fill"], "args": {"value": "hidden"}}]) == ["hidden"]
    assert steps.secrets(["a text", {"fn": "fill", "args": '{"value": "hidden"}'}]) == ["a text", '{"value": "hidden"}']


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (None, []),
        ({"authentications": "x"}, []),
        ({"authentications": {"httpAuthentications": "x"}}, []),
        ({"authentications": {"httpAuthentications": ["x", {}]}}, []),
        ({"authentications": {"httpAuthentications": [{"credentials": LOGIN}]}}, ["u", "p"]),
    ],
)
def test_secrets_of_metadata_are_found_whatever_is_given(raw, found):
    assert recording.METADATA.secrets(raw) == found


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2030-01-31", "2030-01-31T00:00:00Z", 86400),
        ("2030-01-31Z", "2030-01-31T00:00:00Z", 86400),
        ("2030-01-31+01:00", "2030-01-30T23:00:00Z", 86400),
        ("2030-01-31-0530", "2030-01-31T05:30:00Z", 86400),
        ("2030-01-31T10:00:00Z", "2030-01-31T10:00:00Z", 0),
        ("+1h", "1970-01-01T01:00:05Z", 0),
        ("now", "1970-01-01T00:00:05Z", 0),
    ],
)
def test_days_and_moments(text, begin, end):
    day = parse_day(text, now=5)
    at = parse_day(begin, now=5).begin
    assert (day.begin, day.end, day.is_moment) == (at, at + end, end == 0)
    assert day.has(at, at + 60)
    assert day.touches(at - 60, at + 60)
    assert day.has(at - 60, at + 60) == day.is_moment, "a day has what begins on it, a moment what goes on"
    assert not day.has(at + 86400, at + 86460)
    assert not day.touches(at - 60, at)
