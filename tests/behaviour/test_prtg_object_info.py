# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_object_info: the same records over every API, and every selector.

All is asked once for the file; the tests look at the answers.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info
from tests.behaviour.told import prtg, told

APIS = ("v1", "current", "deprecated")
"""API v1, and API v2 with its current lists and with the deprecated ones."""
QUIRKS = {"v1": None, "current": "v2_deprecated_gone", "deprecated": "v2_experimental_gone"}

FIELDS = {
    "id": str,
    "kind": str,
    "name": str,
    "parent_id": (str, type(None)),
    "path": list,
    "status": str,
    "health": (str, type(None)),
    "message": (str, type(None)),
    "active": bool,
    "paused_by": (str, type(None)),
    "priority": int,
    "favorite": bool,
    "tags": list,
    "parent_tags": list,
    "host": (str, type(None)),
    "sensor_kind": (str, type(None)),
    "interval": (int, type(None)),
    "last_up": (str, type(None)),
    "last_down": (str, type(None)),
    "last_check": (str, type(None)),
    "location": (str, type(None)),
    "comment": (str, type(None)),
    "url": (str, type(None)),
}

ALIKE = [
    name
    for name in FIELDS
    if name not in ("url", "location", "comment", "sensor_kind", "last_up", "last_down", "last_check")
]
DIFFERENT = {
    "url": "no answer of API v2 tells where the web interface is, and the emulated one has a port of its own",
    "location": "no source tells which list of API v2 holds it, and API v1 has it for devices alone",
    "comment": "no source tells which list of API v2 holds it",
    "sensor_kind": "the deprecated lists of API v2 have the name that people see",
    "last_up": "the emulated sensors are up until now, and each request has its own now",
    "last_down": "those that are down are so until now as well",
    "last_check": "they are scanned until now",
}

SELECTORS = {
    "a name of two": ({"names": ["Servers"]}, ["56", "61"]),
    "hostile names": (
        {"names": ["Checkout [Körbe] & Zahlung", "Memory <Ω>", "Büro & Lager [Hamburg]", "Volume 1 (RAID 5)"]},
        ["55", "2113", "2302", "2322"],
    ),
    "braces are a name": ({"names": ["{% raw %}{{ 'web-1' }}{% endraw %}"]}, []),
    "probes": ({"kind": ["probe"]}, ["1", "2"]),
    "under an id": ({"under": "57"}, ["1031", "1032", "2401", "2402", "2411"]),
    "under a hostile path": ({"under": "Local Probe/Büro & Lager [Hamburg]/Servers"}, ["1023", "2321", "2322"]),
    "names of a kind under a path": (
        {"names": ["Ping"], "kind": ["sensor"], "under": "Local Probe/Web Shop/Production"},
        ["2101", "2111", "2121", "2131"],
    ),
    "ids of a kind under an id": (
        {"ids": ["4711", "1001", "1011", "1001", "2101"], "kind": ["device"], "under": "51"},
        ["1001"],
    ),
}

REFUSED = {
    "no field": ({"fields": []}, "ConfigurationError", "fields is an empty list. Leave it out to have every key."),
    "too many": ({"kind": ["device"], "max_matched": 3}, "SelectionRefused", "max_matched is 3"),
    "no such id": ({"under": "4711"}, "NotFound", "under names id 4711"),
    "no such place": ({"under": "Local Probe/Nowhere"}, "NotFound", "from the probe down"),
    "no key": ({"sort_by": "-weight"}, "ConfigurationError", "sort_by names 'weight'"),
    "no limit": ({"limit": 0}, "ConfigurationError", "limit must be at least 1"),
}


@pytest.fixture(scope="module")
def run(running_emulator):
    """What the module answered to each question, by the name of the API and of the question."""
    running_emulator.reset(world=True)
    answers = {}
    for api in APIS:
        for quirk in filter(None, QUIRKS.values()):
            running_emulator.quirk(quirk, quirk == QUIRKS[api])
        connection = prtg(running_emulator, "v1" if api == "v1" else "v2")
        for name, options in questions(api).items():
            answers[f"{api} {name}"] = told(running_emulator, prtg_object_info, **connection, **options)
    assert running_emulator.writes() == []
    return answers


def questions(api):
    """The options of each task for one API."""
    asked = {
        "all": {"include": ["status_summary"]},
        "channels": {"ids": ["2101", "2133", "1001"], "fields": ["id"], "include": ["channels"]},
    }
    if api == "deprecated":
        return asked
    asked |= {name: {"fields": ["id"], **options} for name, (options, _ids) in SELECTORS.items()}
    asked |= {name: options for name, (options, _kind, _text) in REFUSED.items()}
    best = {"kind": ["device"], "fields": ["name", "priority"], "limit": 3}
    return asked | {
        "ascending": {**best, "sort_by": "priority"},
        "descending": {**best, "sort_by": "-priority"},
        "without a value": {"ids": ["1001", "52", "1002"], "fields": ["id"], "sort_by": "-host"},
        "checked": {"include": ["status_summary"], "check_mode": True},
    }


def objects(run, name):
    return {one["id"]: one for one in run[name]["objects"]}


@pytest.mark.parametrize("api", APIS)
def test_every_record_has_the_same_keys_and_types(run, api):
    found = run[f"{api} all"]["objects"]
    assert len(found) == 66
    for one in found:
        assert list(one) == [*FIELDS, "status_summary"]
        for name, types in FIELDS.items():
            assert isinstance(one[name], types), (name, one)
    assert [int(one["id"]) for one in found] == sorted(int(one["id"]) for one in found)
    assert run[f"{api} all"]["matched"] == len(found)


@pytest.mark.parametrize("api", ["current", "deprecated"])
def test_api_v2_tells_the_same_as_api_v1(run, api):
    assert set(ALIKE) | set(DIFFERENT) == set(FIELDS)
    first, other = objects(run, "v1 all"), objects(run, f"{api} all")
    assert set(other) == set(first)
    for number, one in other.items():
        assert {key: one[key] for key in ALIKE} == {key: first[number][key] for key in ALIKE}
        assert one["status_summary"] == first[number]["status_summary"]
        page = {"probe": "probenode"}.get(one["kind"], one["kind"])
        assert one["url"].endswith(f"/{page}.htm?id={number}")
        assert first[number]["url"].endswith(f"/{page}.htm?id={number}")
        for name in ("last_up", "last_down", "last_check"):
            moments = [datetime.fromisoformat(found[name]) for found in (one, first[number]) if found[name]]
            assert len(moments) in (0, 2)
            assert not moments or abs(moments[0] - moments[1]).total_seconds() < 120
        if api == "current":
            assert one["sensor_kind"] == first[number]["sensor_kind"]


def test_values_are_those_of_the_world(run):
    for api in APIS:
        found = objects(run, f"{api} all")
        assert found["1002"]["path"] == ["Local Probe", "Web Shop", "Production", "web-2"]
        assert (found["1002"]["tags"], found["1002"]["priority"]) == (["linux"], 5)
        assert set(found["1002"]["parent_tags"]) == {"production", "web", "shop", "hamburg"}
        assert (found["1003"]["host"], found["2101"]["interval"]) == ("2001:db8:10::3", 60)
        assert found["52"]["status_summary"]["up"] == 7
        assert found["2101"]["status_summary"] is None
        causes = {"1012": "user", "2211": "parent", "1031": "parent", "2303": "schedule", "2502": "dependency"}
        assert {one: found[one]["paused_by"] for one in causes} == causes
        assert found["2522"]["status"] == "pausedbyuseruntil"
        assert found["2523"]["status"] == "acknowledged"
        assert found["2302"]["status"] == "partialdown"


@pytest.mark.parametrize("api", APIS)
def test_channels_belong_to_sensors(run, api):
    found = objects(run, f"{api} channels")
    assert found["1001"]["channels"] is None
    assert [one["name"] for one in found["2101"]["channels"]] == [
        "Downtime",
        "Ping Time",
        "Minimum",
        "Maximum",
        "Packet Loss",
    ]
    assert found["2101"]["channels"][2] == {"id": "1", "name": "Minimum", "last_value": 11.0, "unit": "msec"}
    # both totals, although they share an id
    assert [one["id"] for one in found["2133"]["channels"]] == ["-4", "-1", "-1", "0", "1"]


@pytest.mark.parametrize("api", ["v1", "current"])
@pytest.mark.parametrize("name", SELECTORS)
def test_selectors(run, api, name):
    _options, ids = SELECTORS[name]
    result = run[f"{api} {name}"]
    assert result["objects"] == [{"id": number} for number in ids]
    assert result["matched"] == len(ids)
    assert result["query"]["rows_kept"] == len(ids) <= result["query"]["rows_read"]


@pytest.mark.parametrize("api", ["v1", "current"])
@pytest.mark.parametrize("name", REFUSED)
def test_refusals_say_what_to_do(run, api, name):
    _options, kind, text = REFUSED[name]
    result = run[f"{api} {name}"]
    assert result["failed"]
    assert result["error"]["kind"] == kind
    assert text in result["msg"]


@pytest.mark.parametrize("api", ["v1", "current"])
def test_sorting_and_cutting(run, api):
    ascending, descending = run[f"{api} ascending"], run[f"{api} descending"]
    assert [one["priority"] for one in ascending["objects"]] == [1, 1, 1]
    assert [one["priority"] for one in descending["objects"]] == [5, 5, 5]
    assert ascending["matched"] == 16
    assert set(ascending["objects"][0]) == {"name", "priority"}
    assert run[f"{api} without a value"]["objects"] == [{"id": "1002"}, {"id": "1001"}, {"id": "52"}]


@pytest.mark.parametrize("api", ["v1", "current"])
def test_the_query_tells_what_was_asked_and_no_credentials(run, running_emulator, api):
    query = run[f"{api} names of a kind under a path"]["query"]
    assert query["sent"]
    assert all(request.startswith("GET /api/") for request in query["sent"])
    assert query["evaluated_here"] == "names 'Ping'; kind sensor; under 'Local Probe/Web Shop/Production'"
    assert running_emulator.credentials["prtg_api_token"] not in str(query)
    everything = run[f"{api} all"]["query"]
    assert everything["evaluated_here"] == "every object"
    assert everything["rows_read"] >= everything["rows_kept"] == run[f"{api} all"]["matched"]


@pytest.mark.parametrize("api", ["v1", "current"])
def test_check_mode_reads_the_same(run, api):
    checked, real = run[f"{api} checked"], run[f"{api} all"]
    volatile = {"last_up": None, "last_down": None, "last_check": None}
    assert [{**one, **volatile} for one in checked["objects"]] == [{**one, **volatile} for one in real["objects"]]
    assert "diff" not in checked


def test_nothing_is_ever_changed(run):
    assert len(run) > 30
    assert not any(answer["changed"] for answer in run.values())


@pytest.mark.parametrize("api", ["v1", "current"])
def test_hostile_texts_come_out_untouched(run, api):
    found = objects(run, f"{api} all")["2113"]
    assert found["name"] == "Checkout [Körbe] & Zahlung"
    assert found["message"] == "Vorlage {{ lookup('env', 'HOME') }} nicht ersetzt"
