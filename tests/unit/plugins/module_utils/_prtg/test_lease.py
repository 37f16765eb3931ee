# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import copy

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import (
    Mark,
    RestoreToken,
    Undo,
    iso,
    mark_of,
    new_lease,
    unix,
)
from tests.unit.plugins.module_utils._prtg.fake_server import thing

TOKEN = RestoreToken("prtg", (Undo("100", "device", "web", "pause", "0123abcd", marked=True),))


@pytest.mark.parametrize("until", [None, 1_000_020.0])
def test_a_mark_is_found_again_in_what_prtg_makes_of_the_message(until):
    mark = Mark(new_lease(), until)
    shown = f"[[ {mark.in_message('Kernel [update] ü')} (Paused at 06.03.2018 14:55:23 by Admin) ]]: Paused by user"
    assert mark_of(thing(1, "device", "web", 0, message=shown)) == mark


@pytest.mark.parametrize(
    "message", [None, "", "OK", "[opswatch]", "[opswatch 12345]", "[opswatch 0123ABCD]", "opswatch 0123abcd"]
)
def test_other_messages_have_no_mark(message):
    assert mark_of(thing(1, "device", "web", 0, message=message)) is None


def test_a_mark_with_an_impossible_time_has_no_end():
    assert mark_of(thing(1, "device", "w", 0, message="[opswatch 0123abcd until 2026-99-23T11:12:11Z]")) == Mark(
        "0123abcd", None
    )


def test_a_mark_stands_alone_without_a_message():
    assert Mark("0123abcd", None).in_message("") == "[opswatch 0123abcd]"


def test_times_survive_the_round_trip():
    assert iso(1_000_020.9) == "1970-01-12T13:47:00Z"
    assert unix(iso(1_000_020)) == 1_000_020
    assert unix("yesterday") is None


def test_a_token_survives_the_round_trip_as_plain_data():
    assert RestoreToken.from_data(TOKEN.as_data(), "prtg") == TOKEN


def test_ids_may_have_become_numbers_on_the_way():
    data = TOKEN.as_data()
    data["objects"][0]["id"] = 100
    assert RestoreToken.from_data(data, "prtg") == TOKEN


def test_nothing_is_an_empty_token():
    assert RestoreToken.from_data({}, "prtg") == RestoreToken("prtg", ())


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("version"),
        lambda data: data.update(version=2),
        lambda data: data.update(objects=[{"id": "1"}]),
        lambda data: data.update(objects=None),
        lambda data: data["objects"][0].update(more="x"),
        lambda data: data["objects"][0].update(id="web"),
        lambda data: data["objects"][0].update(did="delete"),
        lambda data: data["objects"][0].update(kind="channel"),
    ],
)
def test_what_is_no_token_is_refused(change):
    data = copy.deepcopy(TOKEN.as_data())
    change(data)
    with pytest.raises(ConfigurationError, match="restore holds"):
        RestoreToken.from_data(data, "prtg")


def test_the_token_of_another_server_is_refused():
    with pytest.raises(ConfigurationError, match=r"belongs to the server prtg, .* talks to other"):
        RestoreToken.from_data(TOKEN.as_data(), "other")
