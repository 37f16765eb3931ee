# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and ids."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    NotFound,
    UnexpectedAnswer,
)
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


def mailed(number, name, *addresses):
    targets = {"email": [{"severity": "HIGH", "address": address} for address in addresses], "sms": []}
    return {"id": number, "name": name, "notification_targets": targets}


PEOPLE = [
    mailed(1, "Ada", "ada@example.com", "ADA@example.com"),
    mailed(2, "ben@example.com", "twin@example.com"),
    mailed(3, "Ben", "ben@example.com", "Twin@example.com"),
    {"id": 4, "name": "SMS", "notification_targets": {"sms": []}},
    {"id": 5, "name": "Nothing", "notification_targets": []},
]


def test_a_contact_has_addresses_and_a_name_comes_before_them():
    assert ids_of(["Ada@Example.com", "ben@example.com"], lambda: PEOPLE, "contact") == [1, 2]


def test_two_of_an_address_are_told_by_their_ids():
    with pytest.raises(AmbiguousName, match=r"2 contacts with the address 'twin@example.com', with the ids 2, 3"):
        ids_of(["twin@example.com"], lambda: PEOPLE, "contact")


def test_an_address_of_nobody_is_an_error():
    with pytest.raises(NotFound, match=r"no contact named '@example.com'") as caught:
        ids_of(["@example.com"], lambda: PEOPLE, "contact")
    assert caught.value.hint.startswith("It is no contact's e-mail address either, which is compared without case.")


def test_a_name_of_nobody_is_told_of_as_a_name():
    with pytest.raises(NotFound, match="no contact named 'ada'") as caught:
        ids_of(["ada"], lambda: PEOPLE, "contact")
    assert caught.value.hint == "Names are compared exactly, with upper and lower case."


@pytest.mark.parametrize("targets", ["a@b", {"email": ["a@b"]}, {"email": [{}]}, {"email": [{"address": 7}]}, [1]])
def test_whose_an_address_is_must_be_known(targets):
    odd = {"id": 9, "name": "Odd", "notification_targets": targets}
    assert ids_of(["Odd", "Ada"], lambda: [*PEOPLE, odd], "contact") == [1, 9]
    with pytest.raises(UnexpectedAnswer, match="targets of contact 9 have a shape"):
        ids_of(["ada@example.com"], lambda: [*PEOPLE, odd], "contact")
