# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated Pingdom: contacts, teams, transactions, reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.emulator.pingdom.driver import Driver

EMAIL = {"email": [{"severity": "HIGH", "address": "new@example.com"}]}
STEPS = [{"fn": "go_to", "args": {"url": "shop.example.com"}}, {"fn": "click", "args": {"element": "Buy"}}]


@pytest.fixture
def pingdom() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def test_contact_is_created_read_replaced_and_deleted(pingdom: Driver) -> None:
    body = {"name": "New", "notification_targets": EMAIL}
    contact_id = pingdom.ask("POST", "/alerting/contacts", json=body).json["contact"]["id"]
    path = f"/alerting/contacts/{contact_id}"
    contact = {"id": contact_id, "name": "New", "paused": False, "type": "contact", "teams": []}
    assert pingdom.ask("GET", path).json == {"contact": {**contact, "notification_targets": EMAIL}}
    sms = {"sms": [{"severity": "LOW", "country_code": "49", "number": "151", "provider": "nexmo"}]}
    reply = pingdom.ask("PUT", path, json={"name": "Newer", "paused": True, "notification_targets": sms})
    assert reply.json == {"contact": {**contact, "name": "Newer", "paused": True, "notification_targets": sms}}
    assert pingdom.ask("DELETE", path).json == {"message": "Deletion of contact was successful!"}
    assert pingdom.ask("GET", path).status == 404


@pytest.mark.parametrize(
    "change",
    [
        {"notification_targets": {}},
        {"notification_targets": EMAIL["email"]},
        {"notification_targets": {"apns": []}},
        {"notification_targets": {"email": [{"severity": "MEDIUM", "address": "a@example.com"}]}},
        {"notification_targets": {"email": [{"address": "a@example.com"}]}},
        {"notification_targets": {"sms": [{"severity": "LOW", "country_code": 49, "number": "1"}]}},
        {"notification_targets": {"sms": [{"severity": "LOW", "country_code": "49", "number": "1", "provider": "x"}]}},
        {"paused": "YES"},
        {"name": ""},
        {"type": "user"},
    ],
)
def test_refused_contacts(pingdom: Driver, change: dict[str, object]) -> None:
    body = {"name": "New", "notification_targets": EMAIL, **change}
    assert pingdom.ask("POST", "/alerting/contacts", json=body).status == 400


@pytest.mark.parametrize("name", ["name", "paused", "notification_targets"])
def test_replacing_a_contact_needs_everything(pingdom: Driver, name: str) -> None:
    body = {"name": "New", "paused": False, "notification_targets": EMAIL}
    del body[name]
    path = f"/alerting/contacts/{next(iter(pingdom.account.contacts))}"
    assert pingdom.ask("PUT", path, json=body).error == f"Missing parameter: {name}"


def test_owner_shows_only_on_the_owner_who_cannot_be_deleted(pingdom: Driver) -> None:
    owner, *others = pingdom.ask("GET", "/alerting/contacts").json["contacts"]
    assert owner["owner"] is True
    assert all("owner" not in other for other in others)
    assert pingdom.ask("DELETE", f"/alerting/contacts/{owner['id']}").status == 403


def test_contact_oddities(pingdom: Driver) -> None:
    ben = list(pingdom.account.contacts)[2]
    pingdom.quirks.set("pingdom_contact_put_message", True)
    body = {"name": "Ben", "paused": False, "notification_targets": EMAIL}
    reply = pingdom.ask("PUT", f"/alerting/contacts/{ben}", json=body)
    assert reply.json == {"message": "Modification of contact was successful!"}
    pingdom.quirks.set("pingdom_contact_needs_both_severities", True)
    assert pingdom.ask("POST", "/alerting/contacts", json={"name": "x", "notification_targets": EMAIL}).status == 400


def test_deleted_contact_leaves_teams_and_checks(pingdom: Driver) -> None:
    ben = list(pingdom.account.contacts)[2]
    check_id = pingdom.create_check(userids=str(ben))
    pingdom.ask("DELETE", f"/alerting/contacts/{ben}")
    assert "userids" not in pingdom.check(check_id)
    teams = pingdom.ask("GET", "/alerting/teams").json["teams"]
    assert all(member["id"] != ben for team in teams for member in team["members"])


def test_team_is_created_read_replaced_and_deleted(pingdom: Driver) -> None:
    one = next(iter(pingdom.account.contacts))
    body = {"name": "New", "member_ids": [one]}
    team_id = pingdom.ask("POST", "/alerting/teams", json=body).json["team"]["id"]
    path = f"/alerting/teams/{team_id}"
    members = [{"id": one, "name": "Account Owner", "type": "user"}]
    assert pingdom.ask("GET", path).json == {"team": {"id": team_id, "name": "New", "members": members}}
    reply = pingdom.ask("PUT", path, json={"name": "Newer", "member_ids": []})
    assert reply.json == {"team": {"id": team_id, "name": "Newer", "members": []}}
    check_id = pingdom.create_check(teamids=str(team_id))
    assert pingdom.ask("DELETE", path).json == {"message": f"Deletion of team {team_id} was successful"}
    assert pingdom.ask("GET", path).status == 404
    assert pingdom.check(check_id, include_teams="true")["teams"] == []


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_team_without_members_may_say_null(pingdom: Driver, method: str) -> None:
    body = {"name": "New", "member_ids": None}
    path = "/alerting/teams" if method == "POST" else f"/alerting/teams/{next(iter(pingdom.account.teams))}"
    team = pingdom.ask(method, path, json=body).json["team"]["id"]
    assert pingdom.ask("GET", f"/alerting/teams/{team}").json["team"]["members"] == []
    pingdom.quirks.set("pingdom_null_members_refused", True)
    assert pingdom.ask(method, path, json=body).error == "Invalid parameter value: member_ids"


@pytest.mark.parametrize("body", [{"name": "x"}, {"member_ids": []}, {"name": "x", "member_ids": [1]}])
def test_refused_teams(pingdom: Driver, body: dict[str, object]) -> None:
    assert pingdom.ask("POST", "/alerting/teams", json=body).status == 400


def test_transaction_is_created_read_changed_and_deleted(pingdom: Driver) -> None:
    reply = pingdom.ask("POST", "/tms/check", json={"name": "buy", "steps": STEPS})
    check_id = reply.json["check"]["id"]
    assert reply.json == {"check": {"id": check_id, "name": "buy"}}
    path = f"/tms/check/{check_id}"
    shown = pingdom.ask("GET", path).json["check"]
    assert (shown["active"], shown["interval"], shown["region"], shown["steps"]) == (True, 10, "us-east", STEPS)
    changed = pingdom.ask("PUT", path, json={"interval": 60, "tags": ["a"]}).json["check"]
    assert {**changed, "modified_at": 0} == {**shown, "interval": 60, "tags": ["a"], "modified_at": 0}
    tags = pingdom.ask("GET", path, params={"extended_tags": "true"}).json["check"]["tags"]
    assert [tag["name"] for tag in tags] == ["a"]
    assert pingdom.ask("DELETE", path).json == {"message": f"Deletion of check {check_id} was successful."}
    assert pingdom.ask("GET", path).status == 404


@pytest.mark.parametrize(
    "change",
    [
        {"steps": STEPS[1:]},
        {"steps": [*STEPS, STEPS[0]]},
        {"steps": [{"fn": "fly", "args": {}}, *STEPS]},
        {"steps": [STEPS[0], {"fn": "click", "args": {}}]},
        {"interval": 7},
        {"severity_level": "HIGH"},
        {"contact_ids": ["1"]},
        {"contact_ids": [1]},
        {"paused": True},
        {"steps": []},
        {"steps": [{"fn": "wpm_go_to", "args": {"url": "example.com"}}]},
        {"steps": [*STEPS, {"fn": "wpm_close_tab", "args": {}}]},
        {"metadata": {"width": 1, "height": 1, "disableWebSecurity": False, "authentications": {}}},
        {"tags": ["shop, mail"]},
        {"tags": ["x" * 65]},
    ],
)
def test_refused_transactions(pingdom: Driver, change: dict[str, object]) -> None:
    assert pingdom.ask("POST", "/tms/check", json={"name": "x", "steps": STEPS, **change}).status == 400


def test_transactions_are_selected(pingdom: Driver) -> None:
    assert len(pingdom.ask("GET", "/tms/check", params={"tags": "shop"}).json["checks"]) == 1
    assert pingdom.ask("GET", "/tms/check", params={"tags": "mail"}).json["checks"] == []
    answer = pingdom.ask("GET", "/tms/check", params={"type": "recording"}).json
    assert [row["name"] for row in answer["checks"]] == ["shop: recorded purchase"]
    assert (answer["limit"], answer["offset"]) == (1000, 0)


def test_a_recording_is_changed_and_not_made(pingdom: Driver) -> None:
    row = pingdom.ask("GET", "/tms/check", params={"type": "recording"}).json["checks"][0]
    path = f"/tms/check/{row['id']}"
    shown = pingdom.ask("GET", path).json["check"]
    assert [set(step) for step in shown["steps"]] == [{"fn", "args", "guid", "contains_navigate"}] * 3
    steps = [*shown["steps"], {"fn": "wpm_close_tab", "args": {}}]
    metadata = {**shown["metadata"], "width": 800}
    assert pingdom.ask("PUT", path, json={"steps": steps, "metadata": metadata}).status == 200
    changed = pingdom.ask("GET", path).json["check"]
    assert (changed["steps"], changed["metadata"]) == (steps, metadata)
    for odd in ({"steps": STEPS}, {"metadata": {"width": 800}}, {"steps": [{"fn": "wpm_click", "args": {}}]}):
        assert pingdom.ask("PUT", path, json=odd).status == 400


@pytest.mark.parametrize(("resolution", "longest"), [("hour", 3600), ("day", 86400), ("week", 604800)])
def test_uptime_of_a_transaction_is_told_when_asked_for(pingdom: Driver, resolution: str, longest: int) -> None:
    path = f"/tms/check/{next(iter(pingdom.account.transactions))}/report/performance"
    *_past, plain = pingdom.ask("GET", path, params={"resolution": resolution}).json["report"]["intervals"]
    assert set(plain) == {"steps", "average_response", "from"}
    asked = {"resolution": resolution, "include_uptime": "true"}
    *_past, interval = pingdom.ask("GET", path, params=asked).json["report"]["intervals"]
    assert set(interval) - set(plain) == {"uptime", "downtime", "unmonitored"}
    assert (interval["downtime"], interval["unmonitored"]) == (0, 0)
    assert 0 <= interval["uptime"] <= longest


def test_time_before_a_transaction_was_made_is_unmonitored(pingdom: Driver) -> None:
    pingdom.clock.advance(3600 - pingdom.now % 3600 + 600)
    check_id = pingdom.ask("POST", "/tms/check", json={"name": "buy", "steps": STEPS}).json["check"]["id"]
    pingdom.account.transactions[check_id].status = "failing"
    pingdom.clock.advance(300)
    path = f"/tms/check/{check_id}/report/performance"
    (interval,) = pingdom.ask("GET", path, params={"include_uptime": "true"}).json["report"]["intervals"]
    seconds = [interval[name] for name in ("uptime", "downtime", "unmonitored")]
    assert seconds == [0, 300, 600]


def test_results_come_newest_first_within_the_limit(pingdom: Driver) -> None:
    check_id = next(iter(pingdom.account.checks))
    rows = pingdom.ask("GET", f"/results/{check_id}", params={"limit": "5"}).json["results"]
    times = [row["time"] for row in rows]
    assert len(rows) == 5
    assert times == sorted(times, reverse=True)


def test_outage_shows_in_summary_actions_and_analysis(pingdom: Driver) -> None:
    check_id = next(iter(pingdom.account.checks))
    states = pingdom.ask("GET", f"/summary.outage/{check_id}").json["summary"]["states"]
    assert [state["status"] for state in states] == ["up", "down", "up"]
    down = states[1]["timefrom"]
    assert pingdom.ask("GET", "/actions").json["actions"]["alerts"][0]["time"] == down
    assert pingdom.ask("GET", f"/analysis/{check_id}").json["analysis"][0]["timefirsttest"] == down
    assert pingdom.ask("GET", "/actions", params={"via": "sms"}).json["actions"]["alerts"] == []


def unfiltered(pingdom: Driver) -> int:
    """A check that all active probes test, with an outage of five minutes three days ago."""
    check = next(iter(pingdom.account.checks.values()))
    check.settings["probe_filters"] = []
    return check.id


def test_results_are_chosen_by_their_response_time(pingdom: Driver) -> None:
    path, now = f"/results/{unfiltered(pingdom)}", pingdom.now
    asked = {"from": str(now - 36000), "to": str(now)}
    times = {row["responsetime"] for row in pingdom.ask("GET", path, params=asked).json["results"]}
    middle = sorted(times)[len(times) // 2]
    slow, quick = ({time for time in times if sign * time >= sign * middle} for sign in (1, -1))
    for name, kept in (("minresponse", slow), ("maxresponse", quick)):
        rows = pingdom.ask("GET", path, params={**asked, name: str(middle)}).json["results"]
        assert {row["responsetime"] for row in rows} == kept < times
        longer = {name: str(middle), "from": str(pingdom.now - 32 * 86400)}
        assert pingdom.ask("GET", path, params=longer).error == f"Invalid parameter value: {name}"
    assert pingdom.ask("GET", path, params={"minresponse": "999"}).json == {"activeprobes": [], "results": []}


def test_results_are_those_of_a_day_until_the_end_of_the_period(pingdom: Driver) -> None:
    end = pingdom.now - 10 * 86400
    asked = {"to": str(end), "limit": "1", "offset": "1439"}
    (first,) = pingdom.ask("GET", f"/results/{unfiltered(pingdom)}", params=asked).json["results"]
    assert end - 86400 < first["time"] <= end - 86340


def test_more_results_than_there_can_be_are_the_most(pingdom: Driver) -> None:
    path = f"/results/{unfiltered(pingdom)}"
    assert len(pingdom.ask("GET", path, params={"limit": "5000"}).json["results"]) == 1000


def test_probes_that_are_chosen_are_the_only_ones(pingdom: Driver) -> None:
    check_id = unfiltered(pingdom)

    def average(**params: str) -> dict[str, Any]:
        return pingdom.ask("GET", f"/summary.average/{check_id}", params=params).json["summary"]["responsetime"]

    countries = average(probes="1,2", bycountry="true")["avgresponse"]
    assert [row["countryiso"] for row in countries] == ["DE", "US"]
    both = average(byprobe="true", bycountry="true")["avgresponse"]
    assert [(row["probeid"], row["countryiso"]) for row in both] == [(1, "DE"), (3, "JP"), (2, "US")]
    of_each = [average(probes=str(probe))["avgresponse"] for probe in (1, 2, 3)]
    assert min(of_each) < average()["avgresponse"] < max(of_each)
    rows = pingdom.ask("GET", f"/results/{check_id}", params={"probes": "2"}).json
    assert {row["probeid"] for row in rows["results"]} == {*rows["activeprobes"]} == {2}
    path = f"/summary.performance/{check_id}"
    refused = pingdom.ask("GET", path, params={"probes": "1", "includeuptime": "true"})
    assert refused.error == "Invalid parameter value: probes"


def test_a_probe_that_rests_gives_nothing(pingdom: Driver) -> None:
    check_id = unfiltered(pingdom)
    assert pingdom.ask("GET", f"/results/{check_id}", params={"probes": "4"}).json["results"] == []
    rows = pingdom.ask("GET", f"/summary.performance/{check_id}", params={"probes": "4"}).json["summary"]["hours"]
    assert rows == []
    summary = pingdom.ask("GET", f"/summary.average/{check_id}", params={"probes": "4"}).json["summary"]
    assert summary["responsetime"]["avgresponse"] == 0


def test_a_check_is_tested_from_its_regions(pingdom: Driver) -> None:
    check_id = pingdom.create_check(probe_filters=["region: NA"], resolution=1)
    pingdom.clock.advance(3600)
    asked = {"from": str(pingdom.now - 3600)}
    assert pingdom.ask("GET", f"/summary.probes/{check_id}", params=asked).json == {"probes": [2]}


@pytest.mark.parametrize("path", ["/single", "/traceroute"])
def test_a_single_test_comes_from_the_probe_asked_for(pingdom: Driver, path: str) -> None:
    asked = {"host": "a.example.com", **({"type": "http"} if path == "/single" else {})}
    (answer,) = pingdom.ask("GET", path, params={**asked, "probeid": "2"}).json.values()
    assert (answer["probeid"], "Chicago, United States" in answer.values()) == (2, True)
    for absent in ("4", "999"):
        assert pingdom.ask("GET", path, params={**asked, "probeid": absent}).error == "Invalid parameter value: probeid"


def test_an_outage_shows_wherever_it_is_in_the_period(pingdom: Driver) -> None:
    check_id = unfiltered(pingdom)
    start, end = pingdom.account.checks[check_id].outage or (0, 0)
    asked = {"from": str(start - 600), "to": str(end + 600)}
    down = pingdom.ask("GET", f"/results/{check_id}", params={**asked, "status": "down", "includeanalysis": "true"})
    (analysis,) = pingdom.ask("GET", f"/analysis/{check_id}").json["analysis"]
    assert [(row["responsetime"], row["analysisid"]) for row in down.json["results"]] == [(0, analysis["id"])] * 5
    uptime = {**asked, "includeuptime": "true"}
    status = pingdom.ask("GET", f"/summary.average/{check_id}", params=uptime).json["summary"]["status"]
    assert status == {"totalup": 1200, "totaldown": 300, "totalunknown": 0}
    hours = pingdom.ask("GET", f"/summary.performance/{check_id}", params=uptime).json["summary"]["hours"]
    assert sum(hour["downtime"] for hour in hours) == 300
    assert all(hour["uptime"] + hour["downtime"] + hour["unmonitored"] == 3600 for hour in hours)
    half = {"from": str(start + 60), "to": str(end + 600)}
    states = pingdom.ask("GET", f"/summary.outage/{check_id}", params=half).json["summary"]["states"]
    assert [(state["status"], state["timefrom"]) for state in states] == [("down", start + 60), ("up", end)]


def test_time_in_which_nothing_tests_is_unmonitored(pingdom: Driver) -> None:
    check_id = pingdom.create_check(resolution=1)
    pingdom.clock.advance(1800)
    pingdom.ask("PUT", f"/checks/{check_id}", json={"paused": True})
    pingdom.clock.advance(1800)
    asked = {"from": str(pingdom.now - 7200), "includeuptime": "true"}
    status = pingdom.ask("GET", f"/summary.average/{check_id}", params=asked).json["summary"]["status"]
    before_it_was_made = 3600  # "time before the check was created counts as unknown" (both documents)
    assert status == {"totalup": 1800, "totaldown": 0, "totalunknown": before_it_was_made + 1800}
    assert pingdom.ask("GET", f"/results/{check_id}", params={"from": str(pingdom.now - 1700)}).json["results"] == []


def test_another_analysis_is_not_found(pingdom: Driver) -> None:
    check_id = next(iter(pingdom.account.checks))
    (analysis,) = pingdom.ask("GET", f"/analysis/{check_id}").json["analysis"]
    assert pingdom.ask("GET", f"/analysis/{check_id}/{analysis['id']}").status == 200
    assert pingdom.ask("GET", f"/analysis/{check_id}/99999999").status == 404


def test_a_new_transaction_has_one_state_and_no_results(pingdom: Driver) -> None:
    check_id = pingdom.ask("POST", "/tms/check", json={"name": "buy", "steps": STEPS}).json["check"]["id"]
    pingdom.clock.advance(600)
    report = pingdom.ask("GET", f"/tms/check/{check_id}/report/status").json["report"]
    assert [state["status"] for state in report["states"]] == ["unknown"]
    every = pingdom.ask("GET", "/tms/check/report/status", params={"omit_empty": "true"}).json["report"]
    assert every
    assert check_id not in [one["check_id"] for one in every]


def last_run(pingdom: Driver, check_id: int) -> float:
    *_earlier, state = pingdom.ask("GET", f"/tms/check/{check_id}/report/status").json["report"]["states"]
    assert state["status"] == "up"
    return datetime.fromisoformat(state["to"]).timestamp()


def test_the_last_state_of_a_transaction_ends_with_its_last_run(pingdom: Driver) -> None:
    """Recorded in real31_tms_status_report_all.json: 6 and 10 minutes before the report, in the rhythm of the runs."""
    check_id = next(iter(pingdom.account.transactions))
    before = last_run(pingdom, check_id)
    assert pingdom.now - 600 < before <= pingdom.now
    pingdom.clock.advance(600)
    assert last_run(pingdom, check_id) == before + 600
    since = datetime.fromtimestamp(before + 601, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (
        pingdom.ask("GET", f"/tms/check/{check_id}/report/status", params={"from": since}).json["report"]["states"]
        == []
    )


@pytest.mark.parametrize("how", ["window", "pause"])
def test_a_transaction_does_not_run_while_it_is_paused_or_in_a_window(pingdom: Driver, how: str) -> None:
    check_id = next(iter(pingdom.account.transactions))
    before = last_run(pingdom, check_id)
    if how == "window":
        window_id = pingdom.create_window(1, pingdom.now + 7200, tmsids=[check_id])
        pingdom.clock.advance(3600)
        pingdom.ask("PUT", f"/maintenance/{window_id}", json={"to": 1, "effectiveto": 1})
    else:
        pingdom.ask("PUT", f"/tms/check/{check_id}", json={"active": False})
        pingdom.clock.advance(3600)
        pingdom.ask("PUT", f"/tms/check/{check_id}", json={"active": True})
    end = pingdom.now
    pingdom.clock.advance(590)
    assert last_run(pingdom, check_id) == before
    pingdom.clock.advance(20)
    assert last_run(pingdom, check_id) == end + 600


def test_reports_of_transactions_end_now_however_long_the_period(pingdom: Driver) -> None:
    path = f"/tms/check/{next(iter(pingdom.account.transactions))}/report"
    forever = {"from": "0001-01-01T00:00:00+14:00", "to": "9999-12-31T23:59:59-14:00"}
    unknown, up = pingdom.ask("GET", f"{path}/status", params=forever).json["report"]["states"]
    assert (unknown["status"], unknown["from"], up["status"]) == ("unknown", "1970-01-01T00:00:00Z", "up")
    for resolution in ("hour", "day"):
        asked = {**forever, "resolution": resolution}
        assert pingdom.ask("GET", f"{path}/performance", params=asked).error == "Invalid parameter value: from"
    weeks = pingdom.ask("GET", f"{path}/performance", params={**forever, "resolution": "week"}).json["report"]
    assert 12 <= len(weeks["intervals"]) <= 15


@pytest.mark.parametrize(
    "path", ["results", "analysis", "summary.average", "summary.hoursofday", "summary.performance"]
)
def test_reports_on_an_unknown_check(pingdom: Driver, path: str) -> None:
    assert pingdom.ask("GET", f"/{path}/1").error == "Invalid check identifier"


def test_single_test_is_checked_like_a_check(pingdom: Driver) -> None:
    assert pingdom.ask("GET", "/single", params={"host": "a.example.com", "type": "tcp"}).status == 400
    answer = pingdom.ask("GET", "/single", params={"host": "a.example.com", "type": "tcp", "port": "22"}).json
    assert answer["result"]["status"] == "up"
