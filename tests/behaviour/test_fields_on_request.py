# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that are read on request: the same over each API that tells them, and no cost where nobody asks."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import DECORATION
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info
from tests.behaviour.told import prtg, told

SERVERS = {
    "v1": ("v1", ()),
    "v2": ("v2", ()),
    "deprecated": ("v2", ("v2_experimental_gone",)),
}
EVERY = pytest.mark.parametrize("server", SERVERS)


@pytest.fixture
def ask(emulator):
    """Ask a server of a name for objects."""

    def asked(server, **options):
        api, quirks = SERVERS[server]
        for quirk in quirks:
            emulator.quirk(quirk)
        return told(emulator, prtg_object_info, **prtg(emulator, api), **options)

    return asked


def found(answer):
    return [one["id"] for one in answer["objects"]]


@EVERY
@pytest.mark.parametrize(
    ("number", "values"),
    [
        ("2142", {"coverage": 90.0, "sensor_kind_name": "HTTP", "uptime_total": 6825600, "downtime_total": 5820}),
        ("62", {"autodiscovery_active": True, "autodiscovery_progress": 44.0, "coverage": None}),
        ("1001", {"autodiscovery_active": False, "autodiscovery_progress": None, "probe_status": None}),
        ("2", {"probe_status": "connected", "autodiscovery_active": None}),
        ("2102", {"position": 20}),
        ("57", {"position": 50}),
    ],
)
def test_each_server_tells_the_same(ask, server, number, values):
    assert ask(server, ids=[number], fields=list(values))["objects"] == [values]


@EVERY
@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("coverage < 95", ["2142"]),
        ("autodiscovery_active = true", ["62"]),
        ("autodiscoveryprogress > 40 and kind = group", ["62"]),
        ('sensor_kind_name = "MySQL v2"', ["2202", "2212"]),
        ('sensorkindname matches "system health"', ["2002"]),
        ("uptimetotal > 79d or downtime_total < 1s and kind = sensor", []),
        ("kind = probe and probe_status = connected", ["1", "2"]),
        ('position >= 20 and parentid = "1001"', ["2102", "2103"]),
    ],
)
def test_filters_mean_the_same(ask, server, expression, ids):
    assert found(ask(server, filter=expression, fields=["id"])) == ids


@pytest.mark.parametrize("server", ["v2", "deprecated"])
def test_what_only_api_v2_tells(ask, server):
    assert found(ask(server, filter="small_probe = true", fields=["id"])) == ["2"]
    assert found(ask(server, filter="performance_impact > 2", fields=["id"])) == ["2002"]
    assert found(ask(server, filter="kind = probe and authorized = false", fields=["id"])) == []


@EVERY
def test_the_last_check_is_told_by_default(ask, server):
    sensors = ask(server, kind=["sensor"])["objects"]
    assert all(one["last_check"] for one in sensors if one["status"] == "up")
    assert not DECORATION.intersection(sensors[0])
    assert {one["last_check"] for one in ask(server, kind=["device"])["objects"]} == {None}


def test_a_last_check_that_sensors_do_not_tell_comes_from_their_channels(ask, emulator):
    known = {one["id"]: one["last_check"] for one in ask("v2", kind=["sensor"])["objects"]}
    emulator.quirk("v2_unproven_members_left_out")
    emulator.reset()
    emulator.quirk("v2_unproven_members_left_out")
    answer = ask("v2", kind=["sensor"], fields=["id", "last_check"])
    assert all(bool(one["last_check"]) == bool(known[one["id"]]) for one in answer["objects"])
    assert len(emulator.requests()) == 2
    assert "primary = true" in emulator.requests()[-1]["query"]["filter"][0]


def test_what_nobody_asked_for_costs_nothing(ask, emulator):
    ask("v2", fields=["id", "name", "status"])
    assert len(emulator.requests()) == 1
    emulator.reset()
    ask("v1", kind=["sensor"], fields=["id", "name"])
    assert emulator.requests()[0]["query"]["columns"] == ["objid,name,parentid"]


def test_what_no_list_tells_is_null_with_a_warning_and_an_error_in_filters(ask, emulator):
    emulator.quirk("v2_deprecated_gone")
    answer = ask("v2", kind=["probe"], fields=["authorized"])
    assert answer["objects"] == [{"authorized": None}, {"authorized": None}]
    assert any("does not tell the states of probes" in warning for warning in answer["warnings"])
    failed = ask("v2", filter="authorized = true")
    assert failed["error"]["kind"] == "UnexpectedAnswer"
    assert "It does not tell authorized of them" in failed["msg"]


@pytest.mark.parametrize(
    ("kind", "field", "path"),
    [("probe", "authorized", "/v2/probes$"), ("sensor", "last_check", "/experimental/channels$")],
)
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 302, "headers": {"Location": "/public/login.htm"}, "body": ""}, "the server redirects"),
        (
            {"status": 200, "headers": {"Content-Type": "text/html"}, "body": "<html>Log in"},
            "the server answers with a web page",
        ),
    ],
)
def test_a_list_that_the_log_in_page_comes_for_is_not_missing(ask, emulator, kind, field, path, answer, words):
    emulator.quirk("v2_unproven_members_left_out")
    emulator.faults([{"server": "prtg_v2", "path": path, **answer}])
    failed = ask("v2", kind=[kind], fields=["id", field])
    assert failed["error"]["kind"] == "ConfigurationError"
    assert words in failed["msg"]
    assert "objects" not in failed


@EVERY
def test_several_keys_sort_alike(ask, server):
    wish = {"kind": ["sensor"], "fields": ["id"]}
    expected = [
        one["id"]
        for one in sorted(
            ask(server, kind=["sensor"], fields=["id", "name", "priority", "parent_id"])["objects"],
            key=lambda one: (-one["priority"], int(one["parent_id"]), one["name"], int(one["id"])),
        )
    ]
    for sort_by in ("-priority,parentid,+name", ["-priority", "parent_id", "name"]):
        assert found(ask(server, sort_by=sort_by, **wish)) == expected


@EVERY
def test_the_example_of_the_overview_sorts_alike(ask, server):
    wish = {"kind": ["sensor"], "under": "51", "fields": ["id", "position", "priority"]}
    for sort_by in ("position,-priority", "+position,-priority", ["position", "-priority"]):
        told_of = ask(server, sort_by=sort_by, **wish)["objects"]
        order = [(one["position"], -one["priority"], int(one["id"])) for one in told_of]
        assert order == sorted(order)
        assert len({position for position, _priority, _id in order}) > 1


@EVERY
def test_the_worst_status_comes_first(ask, server):
    words = [one["status"] for one in ask(server, kind=["sensor"], fields=["status"], sort_by="status")["objects"]]
    assert words[0] == "down"
    assert words.index("warning") < words.index("unusual") < words.index("up") < words.index("pausedbyuser")


def test_a_key_that_an_api_does_not_tell_is_warned_of(ask):
    answer = ask("v1", kind=["sensor"], fields=["id"], sort_by="performance_impact", limit=2)
    assert found(answer) == ["2001", "2002"]
    assert any("sort_by performance_impact changes nothing" in warning for warning in answer["warnings"])
