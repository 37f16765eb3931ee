# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that only read an account: the same over either version, and never a write."""

from __future__ import annotations

import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _clock
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import results
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_account_info,
    pingdom_check_info,
    pingdom_result_info,
    pingdom_single_test,
    pingdom_summary_info,
)

SHOP = "shop: front page"
DAY = 86400
UPTIME = {"up_seconds", "down_seconds", "unknown_seconds", "uptime_percent"}
INSTEAD = {"method": "GET", "status": 200}


@pytest.fixture(autouse=True)
def nothing_is_written(emulator):
    yield
    assert emulator.writes() == []


@pytest.fixture
def results_of(either_account):
    def run(**options):
        return either_account.run(pingdom_result_info, **{"kind": "results", "check": SHOP, **options})

    return run


@pytest.fixture
def summary(either_account):
    def run(**options):
        return either_account.run(pingdom_summary_info, **{"check": SHOP, **options})

    return run


def read_paths(emulator):
    return [request["path"].partition(".1/")[2].split("/")[0] for request in emulator.requests()]


EVERY_QUESTION = [
    (pingdom_result_info, {"kind": "results", "check": SHOP, "include_analysis": True, "min_response": 1}),
    (pingdom_result_info, {"kind": "analyses", "check": SHOP, "raw": True}),
    (pingdom_result_info, {"kind": "alerts", "checks": [SHOP], "contacts": ["Ben On-Call"], "statuses": ["sent"]}),
    (pingdom_summary_info, {"kind": "average", "check": SHOP, "by": ["country"], "probes": ["1"]}),
    (pingdom_summary_info, {"kind": "hours_of_day", "check": SHOP, "local_time": True}),
    (pingdom_summary_info, {"kind": "outages", "check": SHOP, "order": "asc"}),
    (pingdom_summary_info, {"kind": "performance", "check": SHOP, "resolution": "week", "order": "desc"}),
    (pingdom_summary_info, {"kind": "probes", "check": SHOP, "start": "-1h", "end": "-1m"}),
    (pingdom_account_info, {"only_active": True, "include_deleted": False}),
    (pingdom_single_test, {"test": "traceroute", "host": "shop.example.com"}),
]


@pytest.mark.usefixtures("documented_requests")
@pytest.mark.parametrize(("module", "options"), EVERY_QUESTION)
def test_all_that_is_asked_is_documented(account, module, options):
    answers = [account.run(module, **options) for _time in range(2)]
    assert all(answers)
    assert [answer["changed"] for answer in answers] == [False, False]


@pytest.mark.parametrize(("module", "options"), EVERY_QUESTION)
@pytest.mark.parametrize(
    "body", ["<html>", [], {}, {"results": 7, "credits": 7, "summary": 7, "actions": {"alerts": 7}}]
)
def test_no_answer_of_another_shape_is_believed(either_account, emulator, module, options, body):
    names = "|".join(["results", "analysis", "actions", "summary", "credits", "single", "traceroute"])
    emulator.faults([{**INSTEAD, "path": f"/({names})", "body": body}])
    assert either_account.run(module, fails=True, **options)["error"]["kind"] == "UnexpectedAnswer"


# Results


def test_results_are_those_of_the_last_day_newest_first(results_of, now):
    found = results_of()
    times = [row["time"] for row in found["results"]]
    assert not found["changed"]
    assert len(times) == DAY / 60
    assert times == sorted(times, reverse=True)
    assert set(found["results"][0]) == {
        *("time", "probe_id", "status", "response_time", "analysis_id", "description", "long_description")
    }
    assert found["probe_ids"] == [1]
    assert found == {**results_of(check_mode=True), "start": found["start"], "end": found["end"]}


def test_results_past_what_can_be_skipped_are_all_there_once(results_of, emulator, monkeypatch):
    end = int(emulator.time()) - DAY
    asked = {"start": end - 2 * 3600, "end": end}
    whole = results_of(**asked)["results"]
    assert len(whole) == 120
    small = results.RESULTS._replace(endpoint=results.RESULTS.endpoint._replace(per_page=7), last_offset=20)
    monkeypatch.setattr(results, "RESULTS", small)
    emulator.reset()
    assert results_of(**asked)["results"] == whole
    assert max(int(one["query"]["offset"][0]) for one in emulator.requests() if "results" in one["path"]) == 14
    assert results_of(**asked, limit=50)["results"] == whole[:50]


def test_results_are_chosen_by_status_probe_and_response_time(results_of):
    down = results_of(start="-4d", statuses=["down", "unconfirmed_down"], include_analysis=True)["results"]
    assert {row["status"] for row in down} == {"down"}
    assert 4 <= len(down) <= 5
    (analysis,) = results_of(kind="analyses")["analyses"]
    assert {row["analysis_id"] for row in down} == {analysis["id"]}
    slow = results_of(start="-45d", min_response=361, probes=["Frankfurt"])["results"]
    assert slow == []
    rows = results_of(check="api: status", probes=["Chicago, United States", "3"])["results"]
    assert {row["probe_id"] for row in rows} == {2, 3}


def test_a_long_period_of_response_times_is_read_in_parts(results_of, emulator):
    rows = results_of(start="-40d", max_response=0)["results"]
    assert {row["status"] for row in rows} == {"down"}
    assert [one["status"] for one in emulator.requests()] == [200] * len(emulator.requests())


def test_analyses_have_their_raw_form_if_it_is_asked_for(results_of):
    (plain,) = results_of(kind="analyses", start="-1w")["analyses"]
    (whole,) = results_of(kind="analyses", start="-1w", raw=True)["analyses"]
    assert plain["raw"] is None
    assert {**whole, "raw": None} == plain
    assert whole["raw"] == {"analysisresult": {"tasks": []}}
    assert results_of(kind="analyses", start="-1d")["analyses"] == []


def test_alerts_are_found_by_names(either_account):
    (alert,) = either_account.run(pingdom_result_info, kind="alerts")["alerts"]
    assert (alert["status"], alert["via"], alert["charged"]) == ("sent", "email", False)
    for narrowed in ({"contacts": [alert["contact"]]}, {"contacts": [alert["sent_to"]]}, {"checks": [SHOP]}):
        more = {"start": "-1w", "statuses": ["sent", "error"], "via": ["email"], **narrowed}
        assert either_account.run(pingdom_result_info, kind="alerts", **more)["alerts"] == [alert]
    for other in ({"contacts": ["Ben On-Call"]}, {"checks": ["api: status"]}, {"via": ["sms"]}, {"start": "-1d"}):
        assert either_account.run(pingdom_result_info, kind="alerts", **other)["alerts"] == []


def test_more_alerts_than_one_answer_has_are_read(either_account, emulator):
    now = int(time.time())
    rows = [{"time": now - number, "checkid": "1", "userid": "2", "status": "sent"} for number in range(301)]
    faults = [
        {**INSTEAD, "path": "/actions$", "body": {"actions": {"alerts": part}}, "times": 1}
        for part in (rows[:300], rows[300:])
    ]
    emulator.faults(faults)
    assert len(either_account.run(pingdom_result_info, kind="alerts")["alerts"]) == 301


@pytest.mark.parametrize("options", [{"kind": "results"}, {"kind": "analyses", "raw": True}])
def test_a_check_that_is_not_there_is_not_found(results_of, options):
    assert results_of(check="4711", fails=True, **options)["error"]["kind"] == "NotFound"
    assert results_of(check="duplicate name", fails=True, **options)["error"]["kind"] == "AmbiguousName"


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_check_that_is_only_predicted_has_nothing(either_account, emulator, nothing):
    for module, kind, member in (
        (pingdom_result_info, "results", "results"),
        (pingdom_summary_info, "outages", "states"),
    ):
        found = either_account.run(module, check_mode=True, kind=kind, check=nothing)
        assert (found["check_id"], found[member], found["changed"]) == (None, [], False)
        assert "check is empty or null" in found["warnings"][0]
        failed = either_account.run(module, fails=True, kind=kind, check=nothing)
        assert "check must not be empty" in failed["msg"] or "check are null" in failed["msg"]
    assert emulator.requests() == []


@pytest.mark.parametrize(
    ("module", "options"),
    [
        (pingdom_result_info, {"kind": "results", "check": SHOP}),
        (pingdom_summary_info, {"kind": "average", "check": SHOP}),
        (pingdom_summary_info, {"kind": "hours_of_day", "check": SHOP}),
        (pingdom_summary_info, {"kind": "performance", "check": SHOP}),
        (pingdom_single_test, {"type": "ping", "host": "shop.example.com"}),
        (pingdom_single_test, {"test": "traceroute", "host": "shop.example.com"}),
    ],
)
def test_probes_that_are_not_there_are_named_before_they_are_asked_of(either_account, emulator, module, options):
    unknown = {"probe": "4711"} if module is pingdom_single_test else {"probes": ["4711", "1", "4712"]}
    failed = either_account.run(module, fails=True, **options, **unknown)
    assert failed["error"]["kind"] == "NotFound"
    assert "probe with the id 4711" in failed["msg"]
    assert "4712" in failed["msg"] or "probe" in unknown
    assert read_paths(emulator).count("probes") == 1
    assert not {"results", "single", "traceroute"}.intersection(read_paths(emulator))
    assert "summary" not in str(read_paths(emulator))


@pytest.mark.parametrize("probe", ["4", "5", "Recife"])
def test_a_probe_that_is_not_active_any_more_has_tested_and_tests_no_more(either_account, probe):
    asked = {"kind": "results", "check": SHOP, "start": "-1h", "probes": [probe]}
    assert either_account.run(pingdom_result_info, **asked)["results"] == []
    failed = either_account.run(pingdom_single_test, fails=True, type="ping", host="shop.example.com", probe=probe)
    assert failed["error"]["kind"] == "NotFound"
    assert "there is no active probe" in failed["msg"]


@pytest.mark.parametrize(
    ("module", "options", "member"),
    [
        (pingdom_result_info, {"kind": "results", "check": "new"}, "results"),
        (pingdom_result_info, {"kind": "analyses", "check": "new"}, "analyses"),
        (pingdom_result_info, {"kind": "alerts", "checks": ["new"]}, "alerts"),
        (pingdom_result_info, {"kind": "alerts", "contacts": ["new"]}, "alerts"),
        (pingdom_summary_info, {"kind": "outages", "check": "new"}, "states"),
        (pingdom_summary_info, {"kind": "probes", "check": "new", "start": "-1d"}, "probe_ids"),
    ],
)
def test_what_check_mode_only_predicts_has_nothing_by_its_name(either_account, module, options, member):
    found = either_account.run(module, check_mode=True, **options)
    assert (found[member], found["changed"]) == ([], False)
    word = "contact" if "contacts" in options else "check"
    assert found["warnings"] == [
        f"There is no {word} named 'new' yet. It must exist by then: without check mode this is an error."
    ]
    assert either_account.run(module, fails=True, **options)["error"]["kind"] == "NotFound"


def test_now_is_what_the_server_says(either_account, emulator, monkeypatch):
    (check,) = {row["check_id"] for row in either_account.run(pingdom_result_info, kind="alerts")["alerts"]}
    monkeypatch.setattr(_clock, "own_time", lambda: emulator.time() - 1800)
    rows = either_account.run(pingdom_result_info, kind="results", check=str(check), start="-10m")["results"]
    assert 9 <= len(rows) <= 10


# Summaries


def test_uptime_is_the_same_from_every_side(summary):
    period = {"start": "-10d", "end": "-1h"}
    average = summary(kind="average", **period)
    outages = summary(kind="outages", order="desc", **period)
    days = summary(kind="performance", resolution="day", start="-9d")
    assert average["uptime"]["down_seconds"] == outages["uptime"]["down_seconds"] == 300
    assert days["uptime"]["down_seconds"] == 300
    for found in (average, outages, days):
        spent = found["uptime"]
        known = spent["up_seconds"] + spent["down_seconds"]
        assert spent["uptime_percent"] == 100 * spent["up_seconds"] / known
        assert set(spent) == UPTIME
    assert [state["status"] for state in outages["states"]] == ["up", "down", "up"]
    assert outages["states"][0]["start"] > outages["states"][2]["start"]


def test_nothing_before_a_check_was_created_counts_unless_it_is_asked_for(either_account, summary):
    (check,) = either_account.run(pingdom_check_info, names=[SHOP])["checks"]
    found = summary(kind="average")
    assert found["start"] == check["created"]
    assert found["uptime"]["unknown_seconds"] == 0
    assert summary(kind="average", check=str(check["id"]))["start"] == found["start"]
    whole = summary(kind="average", start="0")["uptime"]
    assert whole["unknown_seconds"] > 50 * 365 * DAY
    assert whole["uptime_percent"] == pytest.approx(found["uptime"]["uptime_percent"])
    assert "was created" in summary(kind="average", end="0", fails=True)["msg"]


def test_averages_are_split_by_country_and_probe(summary):
    found = summary(kind="average", check="api: status", start="-1d", by=["country", "probe"], probes=["Tokyo", "1"])
    pairs = [(one["country_iso"], one["probe_id"]) for one in found["average"]["groups"]]
    assert sorted(pairs) == [("DE", 1), ("JP", 3)]
    assert found["average"]["response_time"] is None
    assert summary(kind="average", check="api: status", include_uptime=False)["uptime"] == dict.fromkeys(UPTIME)


def test_what_was_paused_is_unknown(summary):
    found = summary(kind="average", check="mail: imap", start="-12h")["uptime"]
    assert found["unknown_seconds"] == pytest.approx(43200, abs=5)
    assert (found["up_seconds"], found["uptime_percent"]) == (0, None)


def test_hours_follow_the_time_zone_of_the_user(summary):
    utc, local = (
        {one["hour"]: one["response_time"] for one in summary(kind="hours_of_day", end="-1h", local_time=zone)["hours"]}
        for zone in (False, True)
    )
    assert [*utc] == [*range(24)]
    assert local[13] == pytest.approx(utc[12], abs=1)


def test_intervals_of_probes_have_no_uptime(summary, emulator):
    found = summary(kind="performance", check="api: status", probes=["Chicago"], start="-1d")
    assert {one["uptime_percent"] for one in found["intervals"]} == {None}
    emulator.reset()
    failed = summary(kind="performance", probes=["Chicago"], include_uptime=True, fails=True)
    assert "probes cannot be combined with include_uptime" in failed["msg"]
    assert emulator.requests() == []


def test_an_answer_that_begins_later_is_told(summary):
    found = summary(kind="performance", resolution="hour", start="-60d")
    assert "Pingdom tells nothing about the time before" in found["warnings"][0]
    assert "warnings" not in summary(kind="performance", resolution="week", start="-60d")


def test_probes_of_a_period(summary):
    assert summary(kind="probes", check="api: status", start="-2h")["probe_ids"] == [1, 2, 3]


# The account


def test_an_account_has_the_same_keys_over_either_version(either_account, emulator):
    found = either_account.run(pingdom_account_info)
    old = either_account.version == "2.1"
    assert set(found) == {
        *("changed", "credits", "probes", "probes_by_region", "reference", "settings", "server_time", "request_budget")
    }
    assert found["credits"]["used_checks"] == 8
    assert [one["id"] for one in found["probes"]] == [1, 2, 3, 4]
    assert found["probes_by_region"] == ({} if old else {"APAC": [3], "EU": [1], "LATAM": [4], "NA": [2]})
    assert {"id": 21, "iso": "DE", "name": "Germany"} in found["reference"]["countries"]
    assert ("company" in found["settings"]) if old else found["settings"] is None
    assert found["server_time"] <= time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(emulator.time() + 1))
    assert found["request_budget"]["short"]["remaining"] > 0
    assert found["request_budget"]["short"]["resets_at"] > found["server_time"]


def test_probes_are_chosen(either_account):
    def ids(**options):
        return [one["id"] for one in either_account.run(pingdom_account_info, include=["probes"], **options)["probes"]]

    assert ids(only_active=True) == [1, 2, 3]
    assert ids(include_deleted=True) == [1, 2, 3, 4, 5]


def test_regions_are_told_where_the_api_shows_them(old_account, emulator):
    emulator.quirk("pingdom_21_probes_show_region")
    assert old_account.run(pingdom_account_info, include=["probes"])["probes_by_region"]["EU"] == [1]
    options = {"test": "traceroute", "host": "shop.example.com", "probe_filters": ["APAC"]}
    assert old_account.run(pingdom_single_test, **options)["traceroute"]["probe_id"] == 3


def test_only_the_older_version_knows_what_tests_transactions(account, old_account, emulator):
    found = old_account.run(pingdom_account_info, include=["probes"], only_transactions=True)
    assert 0 < len(found["probes"]) < 4
    emulator.reset()
    for lacking in ({"only_transactions": True}, {"include": ["settings"]}):
        failed = account.run(pingdom_account_info, fails=True, **lacking)
        assert "API 2.1 has it" in failed["msg"]
    assert emulator.requests() == []


def test_the_servers_time_is_asked_for_where_there_is_a_way(either_account, emulator):
    found = either_account.run(pingdom_account_info, include=["server_time"])
    assert read_paths(emulator) == [{"3.1": "credits", "2.1": "servertime"}[either_account.version]]
    assert found["server_time"]
    assert found["credits"] is None


# Single tests

PASSWORD = "hunter2-of-a-test"
SENT = {
    "http": {"url_path": "/health", "postdata": f"a={PASSWORD}", "requestheaders": {"X-A": PASSWORD}},
    "httpcustom": {"url_path": "/status.xml", "additionalurls": ["a.example/x", "b.example/y"]},
    "tcp": {"port": 22, "stringtoexpect": "SSH"},
    "ping": {"responsetime_threshold": 500},
    "dns": {"expectedip": "192.0.2.10", "nameserver": "ns.example.com"},
    "udp": {"port": 53, "stringtosend": "a", "stringtoexpect": "b"},
    "smtp": {"auth_username": "monitor", "auth_password": PASSWORD},
    "pop3": {"encryption": True},
    "imap": {"port": 993},
}


@pytest.mark.parametrize("check_type", SENT)
def test_every_type_is_tested(either_account, check_type):
    options = {"type": check_type, "host": "shop.example.com", "probe_filters": ["NA"], **SENT[check_type]}
    found = either_account.run(pingdom_single_test, **options)
    assert not found["changed"]
    assert found["traceroute"] is None
    assert (found["result"]["status"], found["result"]["probe_id"]) == ("up", 2)


@pytest.mark.parametrize("chosen", ["3", "Tokyo", "Tokyo, Japan"])
def test_a_traceroute_starts_at_a_probe(either_account, chosen):
    found = either_account.run(pingdom_single_test, test="traceroute", host="shop.example.com", probe=chosen)
    assert found["traceroute"]["probe_id"] == 3
    assert "shop.example.com" in found["traceroute"]["output"]


def test_nothing_has_the_id_0(either_account, emulator):
    for module, options in (
        (pingdom_single_test, {"type": "ping", "host": "shop.example.com", "probe": "0"}),
        (pingdom_result_info, {"kind": "results", "check": "0"}),
        (pingdom_result_info, {"kind": "alerts", "contacts": ["0"]}),
    ):
        failed = either_account.run(module, fails=True, **options)
        assert failed["error"]["kind"] == "NotFound"
        assert "with the id 0" in failed["msg"]
    assert {entry["status"] for entry in emulator.requests("pingdom")} == {200}


def test_a_traceroute_of_a_region_needs_an_api_that_tells_regions(either_account):
    old = either_account.version == "2.1"
    options = {"test": "traceroute", "host": "shop.example.com", "probe_filters": ["APAC"]}
    found = either_account.run(pingdom_single_test, fails=old, **options)
    assert found["error"]["kind"] == "NotFound" if old else found["traceroute"]["probe_id"] == 3


def test_no_test_is_made_in_check_mode(either_account, emulator):
    options = {"type": "ping", "host": "shop.example.com"}
    found = either_account.run(pingdom_single_test, check_mode=True, probe="Chicago", **options)
    assert (found["result"], found["changed"]) == (None, False)
    assert read_paths(emulator) == ["probes"]
    assert either_account.run(pingdom_single_test, check_mode=True, fails=True, probe="Oslo", **options)


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 400, "body": {"error": {"errormessage": PASSWORD}}}])
def test_a_failure_is_not_repeated_and_shows_no_secret(either_account, emulator, fault):
    emulator.faults([{"method": "GET", "path": "/single$", **fault}])
    options = {"type": "http", "host": "shop.example.com", "auth_username": "monitor", "auth_password": PASSWORD}
    failed = either_account.run(pingdom_single_test, fails=True, **options)
    assert PASSWORD not in str(failed)
    assert "?" not in failed["msg"].partition("HTTP")[0]
    assert read_paths(emulator) == ["single"]


def test_certificates_are_tested_by_the_newer_version_only(account, old_account, emulator):
    options = {"type": "http", "host": "shop.example.com", "ssl_down_days_before": 7}
    assert account.run(pingdom_single_test, **options)["result"]["status"] == "up"
    emulator.reset()
    assert "API 3.1 has it" in old_account.run(pingdom_single_test, fails=True, **options)["msg"]
    assert emulator.requests() == []
