# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no record tells is left to PRTG alone where a task says so, and what it ignores is no answer."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.told import prtg, told

REFERRING = 'crossreference contains "1004"'
QUIRKS = ((), ("v2_experimental_gone",))


@pytest.fixture
def info(emulator):
    """Ask for objects, trusting the server unless told not to."""
    return lambda api="v2", **options: told(
        emulator, prtg_object_info, **prtg(emulator, api), **{"trust_server": True, "fields": ["id"], **options}
    )


def found(answer):
    return [one["id"] for one in answer["objects"]]


@pytest.mark.parametrize("quirks", QUIRKS)
@pytest.mark.parametrize(
    ("options", "ids", "alone"),
    [
        ({"filter": REFERRING}, ["2102"], {"probe", "group", "device", "sensor"}),
        ({"filter": f"kind = sensor and {REFERRING}"}, ["2102"], {"sensor"}),
        ({"filter": f"{REFERRING} and status = up", "kind": ["sensor"]}, ["2102"], {"sensor"}),
        ({"filter": f'{REFERRING} and name matches "zzz"', "kind": ["sensor"]}, [], {"sensor"}),
        ({"filter": REFERRING, "kind": ["sensor"], "ids": ["2101", "2102"]}, ["2102"], {"sensor"}),
        ({"filter": REFERRING, "kind": ["sensor"], "ids": ["2101"]}, [], {"sensor"}),
        ({"filter": f'not({REFERRING}) and name = "HTTP shop.example"', "kind": ["sensor"]}, ["2112"], {"sensor"}),
        ({"filter": f"not({REFERRING})", "kind": ["sensor"], "under": "1001"}, ["2101", "2103"], {"sensor"}),
        ({"filter": 'comment matches "first to patch"', "kind": ["device"]}, ["1001"], {"device"}),
        ({"filter": f'{REFERRING} and path matches "*/Web Shop/*"', "kind": ["sensor"]}, ["2102"], {"sensor"}),
        (
            {"filter": f"kind = device and favorite = true or kind = sensor and {REFERRING}"},
            ["1001", "2102"],
            {"sensor"},
        ),
    ],
)
def test_the_server_decides_what_no_row_tells(info, emulator, quirks, options, ids, alone):
    for quirk in quirks:
        emulator.quirk(quirk)
    answer = info(**options)
    assert found(answer) == ids, answer
    assert set(answer["query"]["filter"]["server_alone"]) == alone
    assert answer["query"]["rows_kept"] == len(ids)
    assert any("crossreference" in request or "comment" in request for request in answer["query"]["sent"])


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_without_it_nothing_is_sent_and_the_hint_names_it(info, emulator, api):
    failed = info(api, filter=REFERRING, trust_server=False)
    assert failed["error"]["kind"] == "FilterError"
    assert "crossreference cannot be read" in failed["msg"]
    assert "trust_server" in failed["msg"]
    assert emulator.requests() == []


def test_api_v1_cannot_be_asked(info, emulator):
    failed = info("v1", filter=REFERRING)
    assert failed["error"]["kind"] == "FilterError"
    assert "can neither be read nor be asked for over API v1" in failed["msg"]
    assert emulator.requests() == []


def test_what_cannot_be_parted_sends_nothing(info, emulator):
    failed = info(filter=f'name matches "x" or {REFERRING}')
    assert failed["error"]["kind"] == "FilterError"
    assert "^" in failed["msg"]
    assert "a task of its own" in failed["msg"]
    assert emulator.requests() == []


def test_a_server_that_does_not_know_the_property_is_asked_for_nothing_wider(info, emulator):
    emulator.quirk("v2_deprecated_gone")
    failed = info(filter=REFERRING, kind=["sensor"])
    assert failed["error"]["kind"] == "FilterError"
    assert failed["error"]["code"] == "INVALID_FILTER"
    assert "PRTG refuses what the filter leaves to it alone" in failed["msg"]
    assert "unknown property" in failed["msg"]
    assert all("filter" in one["query"] for one in emulator.requests())


def test_a_server_that_ignores_filters_is_found_out(info, emulator):
    emulator.quirk("v2_filter_ignored")
    failed = info(filter=REFERRING, kind=["sensor"])
    assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert "it ignores the filter" in failed["msg"]


def test_a_server_that_says_that_all_fits_is_warned_of(info):
    answer = info(filter=f"not({REFERRING})", kind=["device"])
    assert len(answer["objects"]) > 10
    assert any("holds for every object" in warning for warning in answer["warnings"])
    assert "warnings" not in info(filter=f"not({REFERRING})", kind=["sensor"])


def test_a_text_that_is_not_found_is_looked_for_without_it_but_not_without_the_rest(info, emulator):
    emulator.quirk("v2_names_with_brackets_unmatched")
    answer = info(filter=f'name = "nobody" and {REFERRING}', kind=["sensor"])
    assert found(answer) == []
    asked = [one["query"]["filter"][0] for one in emulator.requests() if "filter" in one["query"]]
    assert any("nobody" in text for text in asked)
    assert all("crossreference" in text for text in asked if "nobody" not in text)


def test_what_rows_tell_needs_no_trust(info, emulator):
    answer = info(filter="kind = sensor and status = down")
    assert "server_alone" not in answer["query"]["filter"]
    assert len(emulator.requests()) == len(answer["query"]["sent"])


@pytest.mark.parametrize(
    ("options", "ids", "alone"),
    [
        ({"filter": 'sensorkind = "ping" and name = "Ping"', "under": "1001"}, ["2101"], 'sensorkind = "ping"'),
        ({"filter": 'sensorkind != "ping"', "ids": ["2101", "2102"]}, ["2102"], 'sensorkind != "ping"'),
        ({"filter": 'sensorkind matches "ping"', "names": ["Ping"], "under": "1001"}, ["2101"], None),
        ({"filter": 'location matches "hamburg"', "kind": ["probe"]}, ["1"], 'location matches "hamburg"'),
        ({"filter": 'location matches "hamburg" and sensorkind = "ping"', "under": "1021"}, ["2301"], None),
    ],
)
def test_what_the_lists_of_a_server_do_not_tell_after_all_is_left_to_it(info, emulator, options, ids, alone):
    emulator.quirk("v2_experimental_gone")
    answer = info(**options)
    assert found(answer) == ids, answer
    told_alone = {*answer["query"]["filter"]["server_alone"].values()}
    assert told_alone == {alone} if alone else told_alone
    assert len(answer["query"]["sent"]) == len(emulator.requests())


def test_current_lists_alone_are_asked_for_what_they_do_not_tell(info, emulator):
    emulator.quirk("v2_deprecated_gone")
    failed = info(filter="autodiscoveryactive = true")
    assert failed["error"]["kind"] == "FilterError"
    assert "PRTG refuses what the filter leaves to it alone (autodiscoveryactive = true)" in failed["msg"]


def test_what_neither_rows_nor_the_server_can_tell_is_the_error_that_it_was(info, emulator):
    emulator.quirk("v2_deprecated_gone")
    failed = info(filter='icon matches "cisco"')
    assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert "It does not tell icon of them" in failed["msg"]
    assert "trust_server" not in failed["msg"]


def test_what_writes_does_not_take_the_option(emulator):
    with pytest.raises(ValueError, match="trust_server"):
        told(emulator, prtg_pause, **prtg(emulator, "v2"), filter=REFERRING, trust_server=True)
    assert emulator.requests() == []
