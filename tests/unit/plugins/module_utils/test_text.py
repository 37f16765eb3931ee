# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What messages show is printable, short, and says how much it leaves out."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, cut, printable, quoted, some


def test_what_cannot_be_printed_is_shown_as_an_escape():
    assert printable("a\nb\u202ec\x1b") == "a\\u000ab\\u202ec\\u001b"
    assert printable("Büro 5 €") == "Büro 5 €"


@pytest.mark.parametrize(("text", "shown"), [("abc", "abc"), ("abcd", "abcd"), ("abcde", "abcd...")])
def test_a_text_is_cut_where_it_is_too_long(text, shown):
    assert cut(text, 4) == shown


def test_a_value_is_quoted_and_cut():
    assert quoted("30 parsecs") == "'30 parsecs'"
    assert quoted(7) == "'7'"
    assert quoted("x" * 500) == f"'{'x' * 59}..."


@pytest.mark.parametrize(
    ("names", "shown"),
    [([], ""), (["a"], "a"), (["a", "b"], "a, b"), (["a", "b", "c"], "a, b and 1 more"), ("abcd", "a, b and 2 more")],
)
def test_a_few_names_and_how_many_more(names, shown):
    assert some(names, 2) == shown


@pytest.mark.parametrize(("number", "shown"), [(0, "0 checks"), (1, "1 check"), (2, "2 checks")])
def test_one_thing_is_told_in_the_singular(number, shown):
    assert counted(number, "check") == shown
