# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is null or empty says nothing: refused before anything is done, or a warning of check mode."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import (
    Identity,
    identified,
    is_blank,
    is_empty,
)
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_check,
    pingdom_maintenance,
    pingdom_pause,
    prtg_object_info,
    prtg_pause,
    prtg_user_info,
)

THING = Identity(
    what="thing",
    options=("name", "id", "ids"),
    ids=frozenset({"id", "ids", "others"}),
    lists=("others", "tags"),
    guards=("of", "why"),
)
OWN = {
    **{name: {"type": "str"} for name in ("name", "id", "of", "kind")},
    **{name: {"type": "list"} for name in ("ids", "others", "tags")},
    "state": {"default": "present"},
    "why": {"default": "because"},
}
BLANKS = ["", " ", "\t\n", "\u00a0", "\u200b", "\ufeff"]


@pytest.mark.parametrize("blank", [*BLANKS, {}])
def test_a_text_that_shows_nothing_is_blank(blank):
    assert is_blank(blank)


@pytest.mark.parametrize("value", ["a", " a ", "0", 0, False, None, [], {"a": 1}])
def test_what_shows_or_is_no_text_is_not_blank(value):
    assert not is_blank(value)


@pytest.mark.parametrize("value", [*BLANKS, {}, 0, -1, True, False, [None], [""], ["a", " "], ["a", None]])
def test_a_value_that_says_nothing(value):
    assert is_empty(value)


@pytest.mark.parametrize("value", [None, "a", 1, [], ["a"], ["0"], {"a": 1}])
def test_a_value_that_says_something_or_is_not_given(value):
    assert not is_empty(value)


@pytest.mark.parametrize(
    ("given", "kept", "empty"),
    [
        ({"name": "a", "id": None, "kind": None}, {"name": "a"}, set()),
        ({"id": None}, {"id": None}, {"id"}),
        ({"name": None, "ids": None, "id": None}, {"id": None}, {"id"}),
        ({"name": None}, {"name": None}, {"name"}),
        ({"id": "", "name": "a"}, {"id": None, "name": "a"}, {"id"}),
        ({"id": 0}, {"id": 0}, set()),
        ({"id": [], "name": "a"}, {"id": None, "name": "a"}, {"id"}),
        ({"name": ()}, {"name": None}, {"name"}),
        ({"ids": [], "others": []}, {"ids": [], "others": []}, set()),
        ({"name": "a", "of": [], "why": []}, {"name": "a"}, {"of", "why"}),
        ({"ids": [None, "1"]}, {"ids": ["", "1"]}, set()),
        ({"ids": "", "others": (None,)}, {"ids": None, "others": [""]}, {"ids"}),
        ({"name": "a", "of": None}, {"name": "a"}, {"of"}),
        ({"name": "a", "of": " ", "why": None}, {"name": "a"}, {"of", "why"}),
        ({"name": "a", "of": "b", "why": 0}, {"name": "a", "of": "b", "why": 0}, set()),
        ({"name": "a", "state": None}, {"name": "a", "state": None}, set()),
        ({"name": "a", "url": None}, {"name": "a", "url": None}, set()),
        ({}, {}, set()),
    ],
)
def test_ansible_is_given_nothing_whose_meaning_it_changes(given, kept, empty):
    assert THING.taken_out(given, OWN) == (kept, empty)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", []),
        (" ", []),
        (" ,", ["", ""]),
        ("a,, b", ["a", "b"]),
        ([], []),
        ([""], [""]),
        (["a", " ", 7], ["a", 7]),
        (["a", None, ""], ["a", ""]),
        (7, 7),
    ],
)
def test_what_is_empty_among_others_is_nothing_unless_it_is_null(given, kept, monkeypatch):
    monkeypatch.setattr(_identity, "NULL_MAY_BE_TEXT", False)
    assert THING.taken_out({"name": "a", "others": given}, OWN) == ({"name": "a", "others": kept}, set())


@pytest.mark.parametrize(("given", "kept"), [("", []), ("a,,b", ["a", "b"]), (["a", "", None], ["a", "", ""])])
def test_before_core_2_19_an_empty_item_may_be_a_null(given, kept, monkeypatch):
    monkeypatch.setattr(_identity, "NULL_MAY_BE_TEXT", True)
    assert THING.taken_out({"name": "a", "others": given}, OWN) == ({"name": "a", "others": kept}, set())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"id": None, "name": None}, "nothing says which thing is meant: name, id, ids are null or not given"),
        ({"id": ""}, "id must not be empty or null"),
        ({"id": 0, "name": "a"}, "id must be a number from 1 up, not 0"),
        ({"name": "", "id": 1}, "name must not be empty or null"),
        ({"ids": [None]}, "ids must not have an element that is empty or null"),
        ({"name": "a", "others": ["b", " "]}, "others must not have an element that is empty or null"),
        ({"name": "a", "state": "absent", "of": ""}, "of must not be empty or null"),
    ],
)
def test_what_is_empty_is_refused(given, said):
    with pytest.raises(ConfigurationError, match=f"{said}. Look at the variable"):
        THING.settled(given, False)


@pytest.mark.parametrize(
    "given",
    [
        {"name": "", "id": None},
        {"name": [None], "id": 1},
        {"name": "a", "tags": [""]},
        {"name": "a", "of": ""},
    ],
)
def test_check_mode_refuses_what_holds_no_id_as_well(given):
    with pytest.raises(ConfigurationError, match="empty or null"):
        THING.settled(given, True)


def test_lists_do_not_count_with_state_absent():
    given = {"name": "a", "state": "absent", "tags": [""]}
    assert THING.settled(given, False) == (given, [])


def recorder(identity, seen):
    @identified(identity, lambda params: {"predicted": params["id"]})
    def run(params, check_mode):
        seen.append(params)
        return Result([Change("a", {}, {})], {"real": True})

    return run


@pytest.mark.parametrize(
    "given", [{"id": ""}, {"id": None}, {"ids": [None]}, {"ids": ["", " "], "name": "a"}, {"id": 0}]
)
def test_check_mode_predicts_a_change_of_what_is_not_known_yet(given):
    seen = []
    result = recorder(THING, seen)({"id": None, **given}, True)
    assert seen == []
    assert result.values == {"predicted": None}
    assert [change.changed for change in result.changes] == [True]
    (warning,) = result.warnings
    assert "must exist by then" in warning


def test_check_mode_goes_on_with_what_is_known():
    seen = []
    result = recorder(THING, seen)({"id": None, "ids": ["1", None], "others": [""]}, True)
    assert seen == [{"id": None, "ids": ["1"], "others": []}]
    assert result.values == {"real": True}
    assert [change.changed for change in result.changes] == [False, True, True]
    assert len(result.warnings) == 2


def test_what_only_reads_predicts_no_change():
    result = recorder(THING._replace(writes=False, required=False), [])({"id": None, "ids": [""]}, True)
    assert (result.changes, len(result.warnings)) == ([], 1)


def test_a_module_that_needs_no_identity_runs_without():
    seen = []
    assert recorder(THING._replace(required=False), seen)({"id": None}, False).warnings == []
    assert len(seen) == 1


@pytest.mark.parametrize(
    "module", [pingdom_check, pingdom_maintenance, pingdom_pause, prtg_object_info, prtg_pause, prtg_user_info]
)
def test_every_module_has_its_identities_in_one_table_that_names_its_options(module):
    identity = module.SPECIFICATION.identity
    named = {*identity.options, *identity.lists, *identity.guards}
    assert named <= set(module.SPECIFICATION.options)
    assert identity.ids <= named
    for name in (*identity.options, *identity.lists):
        assert module.SPECIFICATION.options[name].get("default") is None
    needed = module.SPECIFICATION.rules.get("required_one_of", [identity.options])
    assert [set(one) for one in needed] == [set(identity.options)]


def test_the_number_zero_is_the_root_of_prtg_and_nothing_in_pingdom():
    assert prtg_pause.SPECIFICATION.identity.taken_out({"ids": 0}, prtg_pause.SPECIFICATION.options)[1] == frozenset()
    assert prtg_pause.SPECIFICATION.identity.taken_out({"under": 0}, prtg_pause.SPECIFICATION.options)[1] == frozenset()
    assert prtg_pause.SPECIFICATION.identity.settled({"ids": ["0"], "under": "0"}, False)[1] == []
