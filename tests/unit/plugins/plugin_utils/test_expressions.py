# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions give what core gives, and core is asked no more often than needed."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.plugin_utils import _expressions
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._expressions import (
    Expressions,
    Plan,
    Unhashable,
    freeze,
)


class Core:
    """Counts how often core is asked, and answers with a number or an error."""

    def __init__(self, error: Exception | None = None, answer: object = None) -> None:
        self.asked = 0
        self.error = error
        self.answer = answer

    def __call__(self, expression, variables):
        self.asked += 1
        if self.error:
            raise self.error
        return self.asked if self.answer is None else self.answer


def expressions(core):
    return Expressions(core, core)


@pytest.mark.parametrize("expression", ["lookup('env', 'X')", "query('x')", "now()", "a | random", "a | shuffle"])
@pytest.mark.parametrize(
    "wrapped", ["{}", "({}) ~ a", "[{}] | length", "a if {} else b", "(a == {})", "a | default({})"]
)
def test_what_may_differ_each_time_is_asked_each_time(expression, wrapped):
    core = Core()
    whole = wrapped.format(expression)
    assert not Plan(whole).repeatable
    assert [expressions(core).value(whole, {"a": 1}) for _time in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "expression",
    [
        "a | unknown_filter", "a is unknown_test", "a | password_hash", "a | map('random')", "a | select('unknown')",
        "a | map(b)", "a | selectattr('x', 'unknown')", "a.append(1)", "a()", "a.b()()", "vars['a']", "hostvars[a].b",
        "a | fileglob", "a | expandvars", "a | strftime", "a is exists", "a }} {{ b", "a %}", "", "{{ a }}", "a +",
    ],
)  # fmt: skip
def test_what_is_not_known_to_be_pure_is_asked_each_time(expression):
    core = Core()
    subject = expressions(core)
    assert [subject.value(expression, {"a": 1}), subject.value(expression, {"a": 1})] == [1, 2]


@pytest.mark.parametrize(
    "expression",
    [
        "a | upper", "a ~ b", "a.b | default('x')", "a.split('-')[0]", "a | map('upper') | list", "a if b else 'x'",
        "a | map(attribute='x')", "a | selectattr('x')", "a | selectattr('x', 'eq', 1)", "a | reject('none')",
        "a is match('x')", "[a, b] | max", "{'x': a}", "a[1:2]", "not a", "-b", "a and b", "a == b == 1", "1",
        "a | ansible.builtin.upper", "a is ansible.builtin.match('x')", "(a, b)", "a + 1", "a | length > 2",
    ],
)  # fmt: skip
def test_what_is_pure_is_asked_once_for_each_combination(expression):
    core = Core()
    subject = expressions(core)
    variables = {"a": "x{", "b": 1, "c": 1}
    assert [subject.value(expression, {**variables, "c": number}) for number in range(3)] == [1, 1, 1]
    assert Plan(expression).repeatable


def test_values_that_are_equal_in_python_only_are_different_combinations():
    core = Core()
    subject = expressions(core)
    values = [1, True, 1.0, "1", None, [1], [True], ["1"], (1,), {"x": 1}, {"x": True}, [], {}, 0.0, -0.0]
    for value in values:
        subject.value("a | string", {"a": value})
        subject.value("a | string", {"a": value})
    subject.value("a | string", {})
    assert core.asked == len(values) + 1


def test_values_that_no_key_can_be_made_of_are_asked_each_time():
    core = Core()
    subject = expressions(core)
    assert [subject.value("a | string", {"a": {1}}) for _time in range(2)] == [1, 2]
    with pytest.raises(Unhashable):
        freeze([object()])


def test_errors_are_remembered_and_raised_again():
    core = Core(error=ValueError("no"))
    subject = expressions(core)
    for _time in range(2):
        with pytest.raises(ValueError, match="no"):
            subject.value("a | upper", {"a": "x"})
    assert core.asked == 1


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(_expressions, "REMEMBERED", 3)
    core = Core()
    subject = expressions(core)
    for _time in range(2):
        for number in range(5):
            subject.value("a | string", {"a": number})
    assert core.asked == 7


def test_values_and_conditions_are_remembered_apart():
    core = Core()
    subject = expressions(core)
    assert subject.value("a | length", {"a": "x"}) == 1
    assert subject.truth("a | length", {"a": "x"}) is True
    assert core.asked == 2


def test_a_remembered_list_is_not_shared():
    subject = expressions(Core(answer=["x"]))
    first, second = subject.value("a | list", {"a": "x"}), subject.value("a | list", {"a": "x"})
    first.append("changed")
    assert second == ["x"]


@pytest.mark.parametrize(
    ("expression", "variables", "result"),
    [
        ("a", {"a": "up"}, "up"),
        (" a ", {"a": 3}, 3),
        ("a", {"a": True}, True),
        ("a.b", {"a": {"b": "x"}}, "x"),
        ("a['b']", {"a": {"b": "x"}}, "x"),
        ("a['items']", {"a": {"items": "x"}}, "x"),
        ("a[1]", {"a": ["x", "y"]}, "y"),
        ("a == 'up'", {"a": "up"}, True),
        ("a != b", {"a": "up", "b": "up"}, False),
        ("a.b == 1", {"a": {"b": 1}}, True),
        ("a in ['x']", {"a": "x"}, None),
        ("'x' in a", {"a": ["x"]}, True),
        ("'x' not in a", {"a": "xyz"}, False),
        ("a < 3", {"a": 2}, True),
        ("a >= 'b'", {"a": "a"}, False),
        ("a > b", {"a": 2.5, "b": 1}, True),
        ("a <= b", {"a": 2.5, "b": 1}, False),
        ("a == none", {"a": None}, True),
    ],
)
def test_simple_expressions_need_no_core(expression, variables, result):
    core = Core()
    found = expressions(core).value(expression, variables)
    if result is None:
        assert core.asked == 1
    else:
        assert (found, core.asked) == (result, 0)


@pytest.mark.parametrize(
    ("expression", "variables"),
    [
        ("a", {}),
        ("a", {"a": "{{ x }}"}),
        ("a", {"a": {1}}),
        ("a.items", {"a": {"items": "x"}}),
        ("a.b", {"a": {}}),
        ("a.b", {"a": "text"}),
        ("a[5]", {"a": [1]}),
        ("a[-1]", {"a": [1]}),
        ("a[b]", {"a": ["x"], "b": 0}),
        ("a == '{{ x }}'", {"a": "x"}),
        (r"a == '\d'", {"a": "x"}),
        ("a == b", {"a": "x"}),
        ("a < 'x'", {"a": 1}),
        ("1 in a", {"a": "1"}),
        ("a in 5", {"a": 1}),
        ("'x'.y", {}),
        ("'text'", {}),
        ("a", {"a": ["{{ x }}"]}),
        ("a", {"a": {"k": "{{ x }}"}}),
    ],
)
def test_what_is_not_certain_is_left_to_core(expression, variables):
    core = Core()
    assert expressions(core).value(expression, variables) == 1


def test_what_is_no_text_is_left_to_core():
    core = Core()
    subject = expressions(core)
    assert subject.value(5, {}) == 1
    assert subject.truth(True, {}) is True
    assert core.asked == 2


@pytest.mark.parametrize(
    ("expression", "value", "result"),
    [
        ("a", 3, 3),
        ("a", True, True),
        ("a", "up", "up"),
        ("(a)", "up", "up"),
        ("(a)", 3, None),
        ("a", "True", None),
        ("a", "[1]", None),
        ("a", ["x"], None),
        ("a", None, None),
    ],
)
def test_before_trust_results_were_text_and_some_text_was_data(monkeypatch, expression, value, result):
    monkeypatch.setattr(_expressions, "TRUST_IS_TAGGED", False)
    monkeypatch.setattr(_expressions.constants, "DEFAULT_JINJA2_NATIVE", False)
    core = Core(answer="from core")
    assert expressions(core).value(expression, {"a": value}) == ("from core" if result is None else result)


def test_the_truth_of_a_name_is_remembered():
    core = Core()
    subject = expressions(core)
    assert [subject.truth("a", {"a": value}) for value in (True, False, True, False)] == [True] * 4
    assert core.asked == 2


def test_native_jinja_of_old_cores_has_no_shortcuts(monkeypatch):
    monkeypatch.setattr(_expressions, "TRUST_IS_TAGGED", False)
    monkeypatch.setattr(_expressions.constants, "DEFAULT_JINJA2_NATIVE", True)
    assert Plan("a").value is None
    assert Plan("a").repeatable
