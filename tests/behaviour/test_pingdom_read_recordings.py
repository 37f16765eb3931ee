# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the real Pingdom and its documents have answered is read as what it says."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_account_info,
    pingdom_result_info,
    pingdom_single_test,
    pingdom_summary_info,
)
from tests.behaviour.test_pingdom_recordings import FIXTURES, recorded

pytestmark = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="recorded Pingdom answers are not beside this checkout (../shared)"
)
RESULTS = (pingdom_result_info, {"kind": "results", "check": "1", "start": "2010-01-01T00:00:00Z"}, "/results/")
ANALYSES = (pingdom_result_info, {"kind": "analyses", "check": "1"}, "/analysis/")
ALERTS = (pingdom_result_info, {"kind": "alerts"}, "/actions")
TEST = (pingdom_single_test, {"type": "http", "host": "pingdom.com"}, "/single")
TRACEROUTE = (pingdom_single_test, {"test": "traceroute", "host": "pingdom.com"}, "/traceroute")


def account_part(part):
    return pingdom_account_info, {"include": [part]}, f"/{part}"


def summary(kind, path, **options):
    return pingdom_summary_info, {"kind": kind, "check": "1", **options}, f"/summary.{path}/"


@pytest.fixture
def read(request, emulator):
    """What a module makes of a recorded answer, by the version that gave it."""

    def run(name, question):
        module, options, path = question
        emulator.faults([{"method": "GET", "path": path, "status": 200, "body": recorded(name)}])
        account = request.getfixturevalue("old_account" if "21_" in name or "20_" in name else "account")
        return account.run(module, **options)

    return run


@pytest.mark.parametrize(("name", "rows"), [("real31_results", 5), ("doc21_results", 5)])
def test_results(read, name, rows):
    found = read(name, RESULTS)
    told = sorted(recorded(name)["results"], key=lambda row: -row["time"])
    assert len(found["results"]) == rows == len(told)
    assert [row["probe_id"] for row in found["results"]] == [row["probeid"] for row in told]
    assert found["probe_ids"] == sorted(recorded(name)["activeprobes"])
    assert {row["status"] for row in found["results"]} == {"up"}


def test_analyses(read):
    found = read("doc21_analysis", ANALYSES)["analyses"]
    assert found[0] == {
        "id": 28739021,
        "first_test": "2010-11-22T16:03:46Z",
        "confirming_test": "2010-11-22T16:04:25Z",
        "raw": None,
    }
    assert len(found) == 4


@pytest.mark.parametrize("name", ["doc21_actions", "specgen31_actions"])
def test_alerts(read, name):
    alert = read(name, ALERTS)["alerts"][0]
    assert (alert["contact"], alert["contact_id"], alert["check_id"]) == ("John Doe", 111250, 241688)
    assert (alert["time"], alert["via"], alert["charged"]) == ("2010-12-13T13:51:16Z", "sms", True)


def test_averages(read):
    found = read("doc21_summary_average_uptime", summary("average", "average", start="0"))
    assert found["average"] == {"response_time": 458, "groups": []}
    assert found["uptime"]["uptime_percent"] == pytest.approx(98.566, abs=0.001)
    split = summary("average", "average", start="0", by=["country"], include_uptime=False)
    groups = read("doc21_summary_average_bycountry", split)["average"]["groups"]
    assert groups[0] == {"country_iso": "SE", "probe_id": None, "response_time": 250}


def test_hours_of_the_day(read):
    hours = read("doc21_summary_hoursofday", summary("hours_of_day", "hoursofday"))["hours"]
    assert [one["response_time"] for one in hours][:3] == [259, 299, 259]


@pytest.mark.parametrize("name", ["doc21_summary_outage", "unit20_summary_outage", "unit_summary_outage"])
def test_outages(read, name):
    found = read(name, summary("outages", "outage"))
    assert found["states"][1]["seconds"] == 60
    assert found["uptime"]["down_seconds"] == sum(one["seconds"] for one in found["states"] if one["status"] == "down")


@pytest.mark.parametrize(
    ("name", "resolution", "percent"),
    [("doc21_summary_performance_week", "week", 99.96), ("unit31_summary_performance_hours", "hour", 100)],
)
def test_performance(read, name, resolution, percent):
    found = read(name, summary("performance", "performance", resolution=resolution))
    assert found["uptime"]["uptime_percent"] == pytest.approx(percent, abs=0.01)
    assert found["intervals"][0]["response_time"] in (468, 222)


def test_probes_of_a_period(read):
    found = read("doc21_summary_probes", summary("probes", "probes", start="-1h"))["probe_ids"]
    assert (found[0], found[-1], len(found)) == (21, 43, 20)


@pytest.mark.parametrize("name", ["doc21_credits", "specgen31_credits"])
def test_credits(read, name):
    found = read(name, account_part("credits"))["credits"]
    assert (found["check_limit"], found["available_checks"], found["used_transactions"]) == (18, 5, 7)


@pytest.mark.parametrize(
    ("name", "regions"),
    [("real31_probes_region", {"LATAM": [184], "NA": [32]}), ("specgen31_probes", {}), ("doc21_probes", {})],
)
def test_probes(read, name, regions):
    found = read(name, account_part("probes"))
    assert found["probes_by_region"] == regions
    assert [one["id"] for one in found["probes"]] == [one["id"] for one in recorded(name)["probes"]]


@pytest.mark.parametrize(("name", "regions"), [("doc21_reference", 44), ("specgen31_reference", 1)])
def test_reference(read, name, regions):
    assert len(read(name, account_part("reference"))["reference"]["regions"]) == regions


@pytest.mark.parametrize("name", ["doc21_servertime", "unit20_servertime"])
def test_server_time(read, name):
    question = (pingdom_account_info, {"include": ["server_time"]}, "/servertime")
    assert read(name, question)["server_time"] == "2011-01-05T14:31:50Z"


def test_settings(read):
    assert read("doc21_settings", account_part("settings"))["settings"]["company"] == "Pingdom"


@pytest.mark.parametrize("name", ["doc21_single", "specgen31_single"])
def test_single(read, name):
    assert read(name, TEST)["result"] == {
        "status": "up",
        "response_time": 73,
        "probe_id": 17,
        "description": "OK",
        "long_description": "OK",
        "probe": "Stockholm, Sweden",
    }


@pytest.mark.parametrize("name", ["doc21_traceroute", "specgen31_traceroute"])
def test_traceroute(read, name):
    found = read(name, TRACEROUTE)["traceroute"]
    assert (found["probe_id"], found["probe"]) == (23, "Dallas 4, TX")
    assert found["output"].startswith("traceroute to pingdom.com")
