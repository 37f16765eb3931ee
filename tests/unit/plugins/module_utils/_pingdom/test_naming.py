# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and ids."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AmbiguousName, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ids_of

ROWS = [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Twin"}, {"id": 3, "name": "Twin"}, {"id": 4}]


def unasked():
    raise AssertionError("must not be read")


def test_names_and_ids_become_ids():
    assert ids_of(["4", "Ada", " 2 ", "1"], lambda: ROWS, "contact") == [1, 2, 4]


def test_nothing_is_read_for_what_is_known():
    assert ids_of(["9", "8"], unasked, "contact", known=[8, 9]) == [8, 9]
    assert ids_of([], unasked, "contact") == []


def test_a_known_id_need_not_exist_any_more():
    assert ids_of(["9", "Ada"], lambda: ROWS, "contact", known=[9]) == [1, 9]


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("5", "no contact with the id 5"),
        ("ada", "no contact named 'ada'"),
        ("1" * 19, "no contact named"),
        ("²", "named"),
    ],
)
def test_what_does_not_exist_is_an_error(reference, words):
    with pytest.raises(NotFound, match=words):
        ids_of([reference], lambda: ROWS, "contact")


def test_two_of_a_name_are_told_by_their_ids():
    with pytest.raises(AmbiguousName, match="2 contacts named 'Twin', with the ids 2, 3") as caught:
        ids_of(["Twin"], lambda: ROWS, "contact")
    assert caught.value.as_result()["ids"] == [2, 3]
