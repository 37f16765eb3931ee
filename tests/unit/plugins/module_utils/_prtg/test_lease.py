# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import copy

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken, Undo
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import AWAKE, Lease, Silence

WORK = Lease("Work", "0123abcd", 1_000_020.0)
EARLIER = Lease("Work", "89abcdef", None)
TOKEN = RestoreToken(
    "prtg",
    (
        Undo("100", "device", "web", "pause", marked=True, added=(WORK,), removed=(EARLIER,)),
        Undo("101", "device", "db", "resume", removed=(WORK._replace(reason="Disks"),), theirs="human"),
        Undo("102", "sensor", "Ping", "pause", again="broken fan", removed=(EARLIER,)),
    ),
)


def test_a_token_survives_the_round_trip_as_plain_data():
    assert RestoreToken.from_data(TOKEN.as_data(), "prtg") == TOKEN
    assert TOKEN.as_data()["objects"][0]["added"] == [
        {"lease": "0123abcd", "reason": "Work", "until": "1970-01-12T13:47:00Z"}
    ]


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
        lambda data: data.update(version="2"),
        lambda data: data.update(version=3),
        lambda data: data.update(version=1),
        lambda data: data.update(objects=None),
        lambda data: data.update(objects={"0": {}}),
        lambda data: data.update(objects=[{"id": "1"}]),
        lambda data: data.update(objects=["1"]),
        lambda data: data.update(objects=[data["objects"][0]] * 2),
        lambda data: data.update(simulated="no"),
        lambda data: data.update(server=None),
        lambda data: data["objects"][0].update(more="x"),
        lambda data: data["objects"][0].update(was_active=False),
        lambda data: data["objects"][0].pop("name"),
        lambda data: data["objects"][0].update(id="web"),
        lambda data: data["objects"][0].update(id="0100"),
        lambda data: data["objects"][0].update(id=["100"]),
        lambda data: data["objects"][0].update(name=None),
        lambda data: data["objects"][0].update(did="delete"),
        lambda data: data["objects"][0].update(did="resume"),
        lambda data: data["objects"][0].update(did=["pause"]),
        lambda data: data["objects"][0].update(kind="channel"),
        lambda data: data["objects"][0].update(marked="yes"),
        lambda data: data["objects"][0].update(theirs=7),
        lambda data: data["objects"][0].update(theirs="x [opswatch 0123abcd]"),
        lambda data: data["objects"][0].update(theirs_ends=0),
        lambda data: data["objects"][0].update(added=None),
        lambda data: data["objects"][0].update(added=[{}]),
        lambda data: data["objects"][0].update(added=[["a"]]),
        lambda data: data["objects"][0].update(added=[]),
        lambda data: data["objects"][0]["added"][0].update(lease="0123ABCD"),
        lambda data: data["objects"][0]["added"][0].update(lease=5),
        lambda data: data["objects"][0]["added"][0].update(lease="0123abcd until 2099-01-01T00:00:00Z"),
        lambda data: data["objects"][0]["added"][0].update(reason=None),
        lambda data: data["objects"][0]["added"][0].update(reason="[opswatch 0123abcd]"),
        lambda data: data["objects"][0]["added"][0].update(until=1.5),
        lambda data: data["objects"][0]["added"][0].update(until="tomorrow"),
        lambda data: data["objects"][0]["added"][0].update(more=1),
        lambda data: data["objects"][0]["removed"][0].update(reason="Somebody else's"),
        lambda data: data["objects"][1].update(removed=[], theirs=None),
        lambda data: data["objects"][1].update(did="pause"),
    ],
)
def test_what_is_no_token_is_refused(change):
    data = copy.deepcopy(TOKEN.as_data())
    change(data)
    with pytest.raises(ConfigurationError, match="restore holds"):
        RestoreToken.from_data(data, "prtg")


@pytest.mark.parametrize("data", ["token", ["token"], 1, {"a": 1}])
def test_other_data_is_refused(data):
    with pytest.raises(ConfigurationError, match="restore holds no restore token"):
        RestoreToken.from_data(data, "prtg")


def test_the_token_of_another_server_is_refused():
    with pytest.raises(ConfigurationError, match=r"belongs to the server prtg, .* talks to other"):
        RestoreToken.from_data(TOKEN.as_data(), "other")


def test_what_was_there_is_put_back_beside_what_others_hold():
    undo = TOKEN.objects[1]
    assert undo.as_it_was(AWAKE, 0.0) == Silence("human", leases=undo.removed)
    other = Silence("later", leases=(Lease("Other", "00000001"), Lease("Disks", "00000002")))
    assert undo.as_it_was(other, 0.0) == other
    assert undo.as_it_was(AWAKE, 2_000_000.0) == Silence("human")
    assert undo._replace(theirs_ends=True).as_it_was(AWAKE, 2_000_000.0) == AWAKE
