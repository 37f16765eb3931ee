# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The grammar: what parses to what, how it is written back, and what a mistake looks like."""

from __future__ import annotations

import contextlib
import sys

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters import syntax
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    List,
    Literal,
    Not,
    Or,
    parse,
    render,
)

A, B, C = (Comparison(name, "=", Literal("number", 1)) for name in "abc")


def value(text):
    return parse(f"x = {text}").value


def error(source):
    with pytest.raises(FilterError) as caught:
        parse(source)
    return caught.value


@pytest.mark.parametrize(
    ("text", "kind", "plain", "written"),
    [
        ('"web"', "text", "web", '"web"'),
        ('""', "text", "", '""'),
        (r'"a \"b\" \\ c"', "text", r"a " + '"b"' + r" \ c", r'"a \"b\" \\ c"'),
        ('"line\nbreak"', "text", "line\nbreak", '"line\nbreak"'),
        ("3", "number", 3, "3"),
        ("+3", "number", 3, "3"),
        ("-3", "number", -3, "-3"),
        ("0.5", "number", 0.5, "0.5"),
        ("-0.50", "number", -0.5, "-0.5"),
        ("3.0", "number", 3, "3"),
        ("0.00000001", "number", 1e-08, "0.00000001"),
        ("123456789012345", "number", 123456789012345, "123456789012345"),
        ("30s", "duration", 30, "30.0s"),
        ("30.0s", "duration", 30, "30.0s"),
        ("30.25S", "duration", 30.25, "30.25s"),
        ("+5m", "duration", 300, "300.0s"),
        ("1h", "duration", 3600, "3600.0s"),
        ("1.5d", "duration", 129600, "129600.0s"),
        ("true", "boolean", True, "true"),
        ("FALSE", "boolean", False, "false"),
        ("Nil", "nil", None, "nil"),
        ("DOWN_ACKNOWLEDGED", "identifier", "down_acknowledged", "down_acknowledged"),
        ("a.b.c1", "identifier", "a.b.c1", "a.b.c1"),
    ],
)
def test_values(text, kind, plain, written):
    literal = value(text)
    assert (literal.kind, literal.value, type(literal.value)) == (kind, plain, type(plain))
    assert syntax.render_value(literal) == written
    assert value(written) == literal


@pytest.mark.parametrize("operator", syntax.OPERATORS)
def test_every_operator(operator):
    right = "[1, 2]" if operator == "in" else "1"
    assert parse(f"x {operator.upper()} {right}").operator == operator


def test_lists():
    assert parse('x in [ "a" , 2,nil ]').value == List(
        (Literal("text", "a"), Literal("number", 2), Literal("nil", None))
    )
    assert render(parse('x in ["a",2]')) == 'x in ["a", 2]'


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a = 1 or b = 1 and c = 1", Or((A, And((B, C))))),
        ("a = 1 and b = 1 or c = 1", Or((And((A, B)), C))),
        ("a = 1 and b = 1 and c = 1", And((A, B, C))),
        ("a = 1 or b = 1 or c = 1", Or((A, B, C))),
        ("a = 1 and (b = 1 or c = 1)", And((A, Or((B, C))))),
        ("not(a = 1) and b = 1", And((Not(A), B))),
        ("not a = 1 or b = 1", Or((Not(A), B))),
        ("not (a = 1 or b = 1)", Not(Or((A, B)))),
        ("not not a = 1", Not(Not(A))),
        ("not(not(a = 1)) and c = 1", And((Not(Not(A)), C))),
        ("((a = 1))", A),
        ("(a = 1 and b = 1) and c = 1", And((And((A, B)), C))),
        ("NOT(A=1)AND(B=1)OR\t\r\n(C=1)", Or((And((Not(A), B)), C))),
    ],
)
def test_precedence_and_parentheses(source, tree):
    assert parse(source) == tree
    assert parse(render(tree)) == tree


def test_canonical_text():
    assert render(parse('NOT A="x"AND(b IN[1,2]OR c>5m)')) == 'not(a = "x") and (b in [1, 2] or c > 300.0s)'
    assert render(parse("(a=1 or b=1) or (c=1)")) == "(a = 1 or b = 1) or c = 1"
    assert render(parse("a=1 or (b=1 and c=1)")) == "a = 1 or b = 1 and c = 1"
    assert render(parse("(a=1 and b=1) and c=1")) == "(a = 1 and b = 1) and c = 1"


def test_positions_tell_where_but_not_what():
    first, second = parse("x = 1"), parse("  x  =  1")
    assert first == second
    assert (second.at, second.middle, second.value.at, second.value.end) == (2, 5, 8, 9)
    for text in ("true", "nil", "up", '"x"', "5m"):
        literal = value(text)
        assert (literal.at, literal.end) == (4, 4 + len(text))
    listed = parse("x in [1, 22]").value
    assert (listed.at, listed.end, listed.items[1].at, listed.items[1].end) == (5, 12, 9, 11)


def test_trees_cannot_be_changed():
    with pytest.raises(AttributeError):
        parse("x = 1").property = "y"


@pytest.mark.parametrize(
    ("source", "position", "message", "hint"),
    [
        ("", 1, "empty", "property operator value"),
        (" \n", 1, "empty", "property operator value"),
        ("and", 1, "name of a property was expected, not and", "property operator value"),
        ('"web" = name', 1, 'expected, not "web"', "property operator value"),
        ("()", 2, "expected, not )", ""),
        ("not", 4, "expected, not the end", ""),
        ("a = 1 and", 10, "expected, not the end", ""),
        ("favorite", 9, "operator was expected, not the end", "favorite = true"),
        ("a b", 3, "operator was expected, not b", "a = true"),
        ("a (1)", 3, "operator was expected, not (", "Operators are = !="),
        ("a eq 3", 3, "operator was expected, not eq", "Write =."),
        ('a LIKE "x"', 3, "operator was expected, not LIKE", "Write matches."),
        ("a == 3", 3, "== is not part", "Use =."),
        ("a <> 3", 3, "<> is not part", "Use !=."),
        ("a = 1 && b = 1", 7, "&& is not part", "Use and."),
        ("a = 1 || b = 1", 7, "|| is not part", "Use or."),
        ("a = 1; b = 1", 6, "; is not part", "Use and."),
        ("!(a = 1)", 1, "! is not part", "Use not."),
        ("a = 'x'", 5, "' is not part", "Use double quotes."),
        ("a =", 4, "value was expected, not the end", ""),
        ("a = and", 5, "value was expected, not and", "double quotes"),
        ("a in (1, 2)", 6, "value was expected, not (", "[1, 2]"),
        ("a in []", 6, "list is empty", "at least one"),
        ("a in [1,]", 9, "value was expected, not ]", ""),
        ("a in [1 2]", 9, ", or ] was expected, not 2", ""),
        ("a in [1", 8, ", or ] was expected, not the end", ""),
        ("a in [[1]]", 7, "value was expected, not [", ""),
        ('a = "x', 5, "never closed", "Close it"),
        ('a = "x\\', 5, "never closed", "Close it"),
        ('a = "b\\n"', 7, "unknown escape \\n", "backslash"),
        ("a = 12x", 5, "12x is neither a number nor a duration", "30s"),
        ("a = 1e5", 5, "1e5 is neither", "30s"),
        ("a = 5.", 5, "5. is neither", "30s"),
        ("a = 192.168.1.1", 5, "192.168.1.1 is neither", "double quotes"),
        ("a = -5m", 5, "cannot be negative", ""),
        ("a = 1234567890123456", 5, "at most 15 digits", "double quotes"),
        ("a = 1.123456789012345", 5, "at most 15 digits", "double quotes"),
        ("(a = 1", 1, "parenthesis is never closed", "Add a )."),
        ("a = 1 or (b = 1 and (c = 1)", 10, "parenthesis is never closed", "Add a )."),
        ("((a = 1", 2, "parenthesis is never closed", "Add a )."),
        ("a = 1)", 6, "parenthesis was never opened", "Remove it"),
        ("a = 1 b = 2", 7, "and, or, or the end was expected, not b", "between two comparisons"),
        ("a = 1 not b = 2", 7, "not not", "between two comparisons"),
        ("a = \u65e5", 5, "unexpected character \u65e5 (U+65E5)", "double quotes"),
        ("a\u00a0= 1", 2, "unexpected character \\xa0 (U+00A0)", ""),
        ("a \u202e= 1", 3, "unexpected character \\u202e (U+202E)", ""),
        ("a \x00= 1", 3, "unexpected character \\x00 (U+0000)", ""),
    ],
)
def test_mistakes(source, position, message, hint):
    found = error(source)
    first, *_unused = str(found).split("\n")
    assert first.startswith(f"Filter, character {position}: ")
    assert message in first
    assert hint in first
    assert found.as_result()["position"] == position


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("a = 1)", "Filter, character 6: this parenthesis was never opened. Remove it, or add a ( before."),
        ("a in []", "Filter, character 6: this list is empty. A list holds at least one value."),
        ("a = and", "Filter, character 5: a value was expected, not and. Put text in double quotes."),
        ("a \x00", "Filter, character 3: unexpected character \\x00 (U+0000). Put text in double quotes."),
        (
            "a = 1 b",
            "Filter, character 7: and, or, or the end was expected, not b. Put and or or between two comparisons.",
        ),
        (
            'a = "\\n"',
            "Filter, character 6: unknown escape \\n. "
            'In text, write \\\\ for a backslash and \\" for a quotation mark.',
        ),
        (
            'a = "',
            'Filter, character 5: this text is never closed. Close it with ". '
            'Inside, write \\" for a quotation mark and \\\\ for a backslash.',
        ),
        (
            "a b",
            "Filter, character 3: an operator was expected, not b. "
            "Write for example: a = true. Operators are = != < <= > >= in contains matches.",
        ),
    ],
)
def test_messages_word_for_word(source, first):
    assert str(error(source)).splitlines()[0] == first


def test_the_caret_is_under_the_mistake():
    assert str(error("status == down")).split("\n")[1:] == ["  status == down", "         ^^"]
    assert str(error('a = 1 or b = "x')).split("\n")[1:] == ['  a = 1 or b = "x', "               ^"]
    assert str(error("a in [ ]")).split("\n")[1:] == ["  a in [ ]", "       ^^^"]
    assert str(error('a = "b\\n"')).split("\n")[1:] == ['  a = "b\\n"', "        ^^"]
    assert str(error("a = 1 and")).split("\n")[1:] == ["  a = 1 and", "           ^"]


def test_the_caret_counts_columns_of_a_terminal():
    wide = str(error('a = "\u65e5\u672c" b')).split("\n")[1:]
    assert wide == ['  a = "\u65e5\u672c" b', "             ^"]
    combining = str(error('a = "e\u0301" b')).split("\n")[1:]
    assert combining == ['  a = "e\u0301" b', "          ^"]


def test_long_expressions_are_cut_around_the_caret():
    source = " or ".join(["x = 1"] * 50)
    cut = str(error(source + " ? " + source)).split("\n")[1:]
    before, after = source[-39:] + " ", " " + source[:38]
    assert cut == [f"  ...{before}?{after}...", "  " + " " * 43 + "^"]


def test_a_long_mistake_is_marked_as_far_as_it_is_shown():
    first, excerpt, caret = str(error("x = 1" + "y" * 200)).split("\n")
    assert "1" + "y" * 39 + "... is neither" in first
    assert excerpt == "  x = 1" + "y" * 39 + "..."
    assert caret == "  " + " " * 4 + "^" * 40


def test_what_cannot_be_seen_is_shown_escaped():
    excerpt, caret = str(error('a = "\u202e\x1b[2J\u200b" b')).split("\n")[1:]
    assert excerpt == '  a = "\\u202e\\x1b[2J\\u200b" b'
    assert caret.index("^") == excerpt.index(" b") + 1


def nested(levels, opening="("):
    return opening * levels + "a = 1" + (")" * levels if opening.endswith("(") else "")


@pytest.mark.parametrize("opening", ["(", "not(", "not ", "not ("])
def test_depth_is_bounded(opening):
    tree = parse(nested(syntax.MAX_DEPTH, opening))
    assert parse(render(tree)) == tree
    found = error(nested(syntax.MAX_DEPTH + 1, opening))
    assert "more than 50 levels of parentheses and not" in str(found)
    assert found.as_result()["position"] == syntax.MAX_DEPTH * len(opening) + 1


def test_the_parenthesis_of_a_not_is_no_level_of_its_own():
    assert parse("not(" * 50 + "a = 1" + ")" * 50)
    assert "more than 50 levels" in str(error("not((" * 26 + "a = 1" + "))" * 26))
    assert parse("(" * 25 + "not(" * 25 + "a = 1" + ")" * 50)


def test_depth_is_what_is_open_at_one_time():
    side_by_side = " and ".join([nested(50)] * 3 + ["not a = 1"] * 100)
    assert len(parse(side_by_side).terms) == 103


def test_length_is_bounded():
    assert parse("a = 1" + " " * (syntax.MAX_LENGTH - 5)) == A
    found = error("a = 1" + " " * (syntax.MAX_LENGTH - 4))
    assert "longer than 100000 characters" in str(found)


UNITS = [
    "(",
    ")",
    "not ",
    '"',
    '"\\',
    "\\",
    "[",
    "a",
    "9",
    "a = 1 and ",
    "x in [",
    "-",
    " ",
    "\u202e",
    '"a" ',
    "1.",
    "a.",
    "!",
    "= ",
]


def texts_of(unit, size):
    """Texts of nothing but ``unit``, as a whole, as a value and within a text."""
    source = (unit * (size // len(unit) + 1))[:size]
    return source, "x = " + source[:-4], 'x = "' + source[:-5]


def calls_to_parse(texts):
    """How many functions are called to read ``texts``, whatever comes of them."""
    made = 0

    def count(_frame, event, _function):
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for text in texts:
            with contextlib.suppress(FilterError):
                parse(text)
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.timeout(600)
@pytest.mark.parametrize("unit", UNITS)
def test_reading_is_linear_in_the_length(unit):
    """Twice the text takes no more than twice the calls; a pattern that goes back and forth is stopped by the limit."""
    half, whole = (calls_to_parse(texts_of(unit, size)) for size in (syntax.MAX_LENGTH // 2, syntax.MAX_LENGTH))
    assert whole <= 2 * half + 100


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_too_long_is_refused_without_reading_it(unit):
    assert calls_to_parse(texts_of(unit, 1_000_000)) == calls_to_parse(texts_of(unit, 2_000_000)) < 5_000
