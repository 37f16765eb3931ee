# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records and filters use the same words, and what the sensors of an object say has a word of its own."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.filter.prtg_filter import prtg_filter
from ansible_collections.opswatch.monitoring.plugins.filter.prtg_select import prtg_select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, HEALTH
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.told import prtg, told

APIS = ("v1", "v2")
BOTH = pytest.mark.parametrize("api", APIS)


@pytest.fixture
def info(emulator):
    """Ask for objects over an API."""
    return lambda api, **options: told(emulator, prtg_object_info, **prtg(emulator, api), **options)


def ids(answer):
    assert "objects" in answer, answer
    return [one["id"] for one in answer["objects"]]


#: What an API does not tell; a filter on it says so.
UNTOLD = {("v2", "comment")} | {
    ("v1", name)
    for name in ("host_v6", "performance_impact", "authorized", "cluster_probe", "cluster_remote_probe", "small_probe",
                 "probe_status_info")
}  # fmt: skip

#: Each field over each API that tells it.
TOLD = [(api, name) for api in APIS for name in FIELDS if (api, name) not in UNTOLD]


@pytest.mark.parametrize(("api", "name"), sorted(UNTOLD))
def test_what_an_api_does_not_tell_is_null_and_no_filter(info, emulator, api, name):
    assert {one[name] for one in info(api, ids=["2133", "1001", "1"], fields=[name])["objects"]} == {None}
    emulator.reset()
    failed = info(api, filter=f"{name} != nil", fields=["id"])
    assert failed["error"]["kind"] == "FilterError"
    assert f"{name} cannot be read over API {api}" in failed["msg"]
    assert emulator.requests() == []


@pytest.mark.parametrize(("api", "name"), TOLD)
def test_what_a_record_says_finds_it_again(info, emulator, api, name):
    word = {"tags": "basic.tags"}.get(name, name) if api == "v2" else name
    for number in ("2133", "1001", "51", "1"):
        [record] = info(api, ids=[number], fields=["id", "kind", *{name} - {"id", "kind"}])["objects"]
        if record[name] == []:
            continue
        expression = prtg_filter({word: record[name], "id": number})
        assert ids(info(api, filter=expression, fields=["id"])) == [number], expression
        assert prtg_select([record], expression) == [record]


@BOTH
def test_the_reported_cases(info, api):
    devices = ids(info(api, kind=["device"], fields=["id"]))
    assert ids(info(api, filter="kind = device", fields=["id"])) == devices
    failed = info(api, filter='kind = "device"')
    assert failed["error"]["kind"] == "FilterError"
    assert "Write device without quotes." in failed["msg"]
    assert "The kind of a sensor, such as ping, is sensor_kind" in info(api, filter='kind = "ping"')["msg"]
    pings = ids(info(api, filter='sensor_kind = "ping"', fields=["id"]))
    assert pings == ids(info(api, filter='sensorkind = "ping" and kind = sensor', fields=["id"])) != []
    assert ids(info(api, filter='path = "Local Probe/Web Shop/Production/web-2"', fields=["id"])) == ["1002"]
    assert ids(info(api, filter="kind = device and paused_by = user", fields=["id"])) == ["1012"]
    below = ids(info(api, filter='parent_id = "52" and interval >= 1m', fields=["id"]))
    assert below == ids(info(api, filter='parentid = "52" and scanninginterval >= 60s', fields=["id"])) != []


@BOTH
def test_times_are_ordered_by_time(info, api):
    sensors = info(api, kind=["sensor"], fields=["id", "kind", "last_down"])["objects"]
    moments = sorted({one["last_down"] for one in sensors if one["last_down"]})
    assert len(moments) > 1
    for moment in moments:
        later = [one["id"] for one in sensors if one["last_down"] and one["last_down"] > moment]
        assert ids(info(api, filter=f'last_down > "{moment}"', fields=["id"])) == later
        assert [one["id"] for one in prtg_select(sensors, f'last_down > "{moment[:-1]}+00:00"')] == later
    never = [one["id"] for one in sensors if one["last_down"] is None]
    assert ids(info(api, filter="kind = sensor and last_down = nil", fields=["id"])) == never


@BOTH
def test_status_is_the_objects_own_and_health_is_that_of_its_sensors(info, api):
    everything = info(api, fields=["id", "kind", "status", "health"], include=["status_summary"])["objects"]
    for one in everything:
        counts = one["status_summary"]
        if counts is not None:
            assert one["health"] == next((state for state in HEALTH if counts[state]), None), one
    assert {one["health"] for one in everything} >= {"down", "warning", "up", "paused"}
    assert ids(info(api, filter="kind = device and status = down", fields=["id"])) == []
    down = [one["id"] for one in everything if one["kind"] == "device" and one["health"] == "down"]
    assert ids(info(api, filter="kind = device and health = down", fields=["id"])) == down != []
    unwell = 'kind = device and health in [acknowledged, down, warning] and not(health = "up")'
    assert "Write up without quotes." in info(api, filter=unwell)["msg"]


@BOTH
def test_the_worst_health_comes_first(info, api):
    found = info(api, kind=["device"], fields=["health"], sort_by="health")["objects"]
    ranks = [HEALTH.index(one["health"]) for one in found]
    assert ranks == sorted(ranks)
    assert found[0]["health"] == "down"


@BOTH
def test_who_finds_nothing_is_told(info, emulator, api):
    filtered = {"filter": 'kind = device and name = "zzz"'}
    found = info(api, **filtered)
    assert (found["objects"], found["msg"]) == ([], f"nothing matches (filter {filtered['filter']!r})")
    assert "msg" not in info(api, ids=["1001"])
    refused = told(emulator, prtg_pause, **prtg(emulator, api), **filtered)
    devices = len(info(api, kind=["device"], fields=["id"])["objects"])
    sensors = len(info(api, kind=["sensor"], fields=["id"])["objects"])
    assert f"PRTG shows this account {devices} devices, {sensors} sensors" in refused["msg"]


@BOTH
def test_what_is_told_of_a_filter_is_in_its_own_words(info, api):
    query = info(api, filter='Host matches "zzzz" and interval = 61s', kind=["device"])["query"]
    assert query["filter"]["here"] in ('host matches "zzzz"', 'host matches "zzzz" and interval = 61.0s')


def test_health_costs_no_further_request(info, emulator):
    for api in APIS:
        emulator.reset()
        info(api, kind=["device"], fields=["id", "status"])
        before = len(emulator.requests())
        emulator.reset()
        info(api, kind=["device"], fields=["id", "health"])
        assert len(emulator.requests()) == before
