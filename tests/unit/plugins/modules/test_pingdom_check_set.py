# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of an entry of a set are those of pingdom_check, and are treated alike."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check, pingdom_check_set

ENTRY = pingdom_check_set.SPECIFICATION.options["checks"]
SUBOPTIONS = yaml.safe_load(pingdom_check_set.DOCUMENTATION)["options"]["checks"]["suboptions"]
OPTIONS = yaml.safe_load(pingdom_check.DOCUMENTATION)["options"]
NULL = None


def test_an_entry_takes_what_pingdom_check_takes():
    assert ENTRY["options"] == pingdom_check.SPECIFICATION.options
    assert {name: ENTRY[name] for name in pingdom_check.SPECIFICATION.block.rules} == (
        pingdom_check.SPECIFICATION.block.rules
    )


def test_each_option_of_an_entry_is_documented_as_that_of_pingdom_check():
    assert SUBOPTIONS.keys() == OPTIONS.keys()
    for name, documented in SUBOPTIONS.items():
        told = documented.pop("description")
        assert (told if isinstance(told, str) else told[0]) == f"As O(opswatch.monitoring.pingdom_check#module:{name})."
        assert documented == {one: value for one, value in OPTIONS[name].items() if one != "description"}


@pytest.mark.parametrize("checks", ["text", None, ["text"], [["text"]], {"host": "x"}])
def test_entries_of_another_shape_are_left_to_ansible(checks):
    arguments = {"checks": checks}
    assert pingdom_check_set.SPECIFICATION.taken_out(arguments)[0].get("checks") == checks
    assert pingdom_check_set.SPECIFICATION.passwords_in(arguments) == set()


def test_the_password_of_an_address_in_an_entry_is_not_shown():
    arguments = {"checks": [{"host": "https://ada:hunter2@h.example.com"}, {"custom_message": "ada:other@x"}]}
    assert pingdom_check_set.SPECIFICATION.passwords_in(arguments) == {"hunter2"}


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ({"name": "a", "id": NULL, "port": NULL}, {"name": "a"}),
        ({"name": "a", "tags": "x,,y"}, {"name": "a", "tags": ["x", "y"]}),
        ({"name": "a", "contacts": ""}, {"name": "a", "contacts": []}),
        ({"name": ""}, {"name": ""}),
        ({"id": NULL}, {"id": 0}),
    ],
)
def test_nulls_and_empty_texts_of_an_entry_mean_the_same_to_every_ansible(entry, kept):
    found, empty = pingdom_check_set.SPECIFICATION.taken_out({"checks": [entry]})
    assert (found, empty) == ({"checks": [kept]}, {})


@pytest.mark.parametrize("name", ["owner_tag", "name_prefix"])
def test_a_mark_that_is_null_is_an_error(name):
    kept, empty = pingdom_check_set.SPECIFICATION.taken_out({"checks": [], name: NULL})
    assert (kept, empty) == ({"checks": []}, {name: ""})
