# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs of others do with Pingdom 3.1, done to the emulated one: nothing but the URL is changed.

Each scenario sends what the named source sends, and looks at what that looks at. Those of acceptance tests ran on live
accounts.
"""

from __future__ import annotations

import gzip
import http.client
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.contract.strangers import Stranger
from tests.emulator.process import Emulator

HOUR, DAY = 3600, 86400
JSON_TYPE = {"Content-Type": "application/json"}
Habits = Callable[..., Stranger]


@pytest.fixture
def stranger(emulator: Emulator) -> Habits:
    """A program with the account's token and headers of its own."""
    bearer = f"Bearer {emulator.credentials['pingdom_api_token']}"

    def made(**headers: str) -> Stranger:
        return Stranger(emulator.pingdom, {"Authorization": bearer, **headers})

    return made


@pytest.fixture
def go(stranger: Habits) -> Stranger:
    """A program in Go."""
    return stranger(**{"User-Agent": "Go-http-client/1.1", "Accept-Encoding": "gzip"})


# go-pingdom and the Terraform providers on it: parameters of checks and windows in the query, all else JSON


def put_parameters(**values: Any) -> dict[str, Any]:
    """What ``PutParams`` of a check has for each field that was not set."""
    unset = {
        "notifyagainevery": "0",
        "notifywhenbackup": "false",
        "paused": "false",
        "integrationids": "",
        "probe_filters": "",
        "tags": "",
        "teamids": "",
        "userids": "",
    }
    return {**unset, **values}


def post_parameters(check_type: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """``PostParams``: the same without empty ones."""
    return {**{name: value for name, value in parameters.items() if value != ""}, "type": check_type}


HTTP = {"name": "Test Check", "host": "example.com", "resolution": "5", "sendnotificationwhendown": "100"}
HTTP |= {"tags": "tag", "url": "", "encryption": "false", "postdata": "", "shouldnotcontain": "", "ipv6": "false"}
DNS = {"name": "Test Check", "host": "example.com", "expectedip": "2606:2800:220:1:248:1893:25c8:1946"}
DNS |= {"nameserver": "a.iana-servers.net", "sendnotificationwhendown": "100", "tags": "dns", "ipv6": "false"}
PING = {"name": "Test Check", "host": "example.com", "resolution": "15", "sendnotificationwhendown": "2"}
TCP = {**PING, "port": "22"}


@pytest.mark.parametrize(
    ("check_type", "fields"), [("http", HTTP), ("dns", DNS), ("ping", PING), ("tcp", TCP)], ids=lambda one: str(one)[:4]
)
def test_go_pingdom_makes_changes_reads_and_deletes_a_check(go: Stranger, check_type: str, fields: Any) -> None:
    """nordcloud/go-pingdom acceptance/acceptance_test.go: TestHTTPCheck, TestDNSCheck."""
    parameters = put_parameters(**fields)
    check_id = go.ask("POST", "/checks", post_parameters(check_type, parameters))["check"]["id"]
    changed = go.ask("PUT", f"/checks/{check_id}", {**parameters, "name": "Test Check 2"})
    assert "successful" in changed["message"]
    shown = go.ask("GET", f"/checks/{check_id}", {"include_teams": "true"})["check"]
    assert (shown["name"], shown["resolution"]) == ("Test Check 2", int(fields.get("resolution", 5)))
    assert list(shown["type"]) == [check_type]
    assert (shown["probe_filters"], shown["integrationids"], shown["teams"]) == ([], [], [])
    assert go.ask("DELETE", f"/checks/{check_id}")["message"]
    gone = go.send("GET", f"/checks/{check_id}")
    assert (gone.status, gone.reason) == (403, "Invalid check identifier"), "what the providers take for not found"


def test_go_pingdom_finds_a_check_by_its_tag(go: Stranger) -> None:
    """acceptance_test.go: TestTagSupport."""
    check_id = go.ask("POST", "/checks", post_parameters("http", put_parameters(**HTTP)))["check"]["id"]
    listed = go.ask("GET", "/checks", {"include_tags": "true", "tags": "tag"})["checks"]
    assert [row["id"] for row in listed] == [check_id]


def test_terraform_swaps_and_clears_the_content_rules(go: Stranger) -> None:
    """PutParams of HttpCheck: "we must define one so they can be emptied if required"."""
    parameters = put_parameters(**HTTP)
    del parameters["shouldnotcontain"]
    new = post_parameters("http", {**parameters, "shouldcontain": "here"})
    path = f"/checks/{go.ask('POST', '/checks', new)['check']['id']}"
    for rules in ({"shouldnotcontain": "gone"}, {"shouldcontain": "here again"}, {"shouldnotcontain": ""}):
        go.ask("PUT", path, {**parameters, **rules})
        shown = go.ask("GET", path)["check"]["type"]["http"]
        assert {name: text for name, text in shown.items() if "contain" in name} == {
            name: text for name, text in rules.items() if text
        }


def test_terraform_takes_all_away_from_a_check(go: Stranger) -> None:
    """What was set is unset in the next plan: every parameter travels, those without a value blank."""
    full = {
        **HTTP,
        "url": "/x",
        "postdata": "a=b",
        "tags": "a,b",
        "probe_filters": "region:NA",
        "integrationids": "1,2",
    }
    path = f"/checks/{go.ask('POST', '/checks', post_parameters('http', put_parameters(**full)))['check']['id']}"
    assert go.ask("GET", path)["check"]["probe_filters"] == ["region: NA"]
    go.ask("PUT", path, put_parameters(**{**HTTP, "tags": ""}))
    shown = go.ask("GET", path)["check"]
    assert (shown["tags"], shown["probe_filters"], shown["integrationids"]) == ([], [], [])
    assert (shown["type"]["http"]["url"], "postdata" in shown["type"]["http"]) == ("/", False)


def test_go_pingdom_makes_changes_and_deletes_contacts_and_teams(go: Stranger) -> None:
    """acceptance_test.go: TestContacts, TestTeams, TestTeamAndContactConnections."""
    sms = {"country_code": "00", "number": "5555555555", "provider": "nexmo"}
    targets = {"sms": [{**sms, "severity": severity} for severity in ("LOW", "HIGH")]}
    contact = {"name": "Test User", "paused": False, "notification_targets": targets}
    contact_id = go.ask("POST", "/alerting/contacts", document=contact)["contact"]["id"]
    assert go.ask("GET", "/alerting/contacts")["contacts"]
    targets["sms"][0]["number"] = "2222222222"
    assert go.ask("PUT", f"/alerting/contacts/{contact_id}", document=contact)
    team = {"name": "Test team", "member_ids": []}
    team_id = go.ask("POST", "/alerting/teams", document=team)["team"]["id"]
    path = f"/alerting/teams/{team_id}"
    assert go.ask("PUT", path, document={**team, "member_ids": [contact_id]})["team"]["members"]
    assert go.ask("PUT", path, document=team)["team"]["members"] == []
    assert go.ask("DELETE", path)["message"]
    assert go.ask("DELETE", f"/alerting/contacts/{contact_id}")["message"]
    assert go.send("GET", path).status == go.send("GET", f"/alerting/contacts/{contact_id}").status == 404


def test_terraform_makes_a_team_without_members(go: Stranger) -> None:
    """RenderForJSONAPI of a team whose list was never made: null."""
    team = {"name": "Test team", "member_ids": None}
    path = f"/alerting/teams/{go.ask('POST', '/alerting/teams', document=team)['team']['id']}"
    assert go.ask("PUT", path, document={**team, "name": "Renamed"})["team"] == {
        "id": int(path.rpartition("/")[2]),
        "name": "Renamed",
        "members": [],
    }


def test_go_pingdom_moves_and_deletes_occurrences(go: Stranger, emulator: Emulator) -> None:
    """acceptance_test.go: TestOccurrences. The window goes first, its occurrences after it."""
    start = int(emulator.now()) + DAY
    window = {"description": "Acceptance test", "from": start, "to": start + HOUR, "recurrencetype": "day"}
    window |= {"repeatevery": 1, "effectiveto": start + HOUR + 3 * DAY}
    window_id = go.ask("POST", "/maintenance", window)["maintenance"]["id"]
    query = {"maintenanceid": window_id}
    first, *others = go.ask("GET", "/maintenance.occurrences", query)["occurrences"]
    assert others
    path = f"/maintenance.occurrences/{first['id']}"
    assert go.ask("PUT", path, document={"from": first["from"], "to": first["to"] + HOUR})["message"]
    assert go.ask("GET", path)["occurrence"]["to"] == first["to"] + HOUR
    assert go.ask("DELETE", path)["message"]
    assert go.ask("DELETE", f"/maintenance/{window_id}")["message"]
    left = [("occurrenceids", row["id"]) for row in others]
    assert go.ask("DELETE", "/maintenance.occurrences", left)["message"]
    assert go.ask("GET", "/maintenance.occurrences", query)["occurrences"] == []


def test_terraform_makes_changes_and_destroys_a_window(go: Stranger, emulator: Emulator) -> None:
    """Providers of russellcardullo, nordcloud and DrFaust92, resource_pingdom_maintenance.go; unset numbers are left
    out, so a weekly window may say no repeatevery."""
    check_id = go.ask("GET", "/checks")["checks"][0]["id"]
    start = int(emulator.now()) + DAY
    window = {"description": "every week", "from": start, "to": start + HOUR, "recurrencetype": "week"}
    window |= {"effectiveto": start + 21 * DAY, "uptimeids": check_id}
    path = f"/maintenance/{go.ask('POST', '/maintenance', window)['maintenance']['id']}"
    go.ask("PUT", path, {**window, "description": "renamed"})
    shown = go.ask("GET", path)["maintenance"]
    assert (shown["description"], shown["checks"]["uptime"]) == ("renamed", [check_id])
    go.ask("DELETE", path)
    assert go.send("GET", path).status == 404


def test_go_pingdom_ends_a_running_window(go: Stranger, emulator: Emulator) -> None:
    """README of nordcloud/go-pingdom, which quotes Pingdom's support: its own description and start, 1 as both ends."""
    start = int(emulator.now()) + 60
    window = {"description": "now", "from": start, "to": start + HOUR}
    path = f"/maintenance/{go.ask('POST', '/maintenance', window)['maintenance']['id']}"
    emulator.advance(600)
    assert go.send("DELETE", path).status == 400
    go.ask("PUT", path, {**window, "to": 1, "effectiveto": 1})
    assert go.ask("GET", path)["maintenance"]["effectiveto"] <= emulator.now()


def test_go_pingdom_makes_changes_reads_and_deletes_a_transaction(go: Stranger) -> None:
    """nordcloud/go-pingdom pingdom/tms_check.go."""
    steps = [{"args": {"url": "www.google.com"}, "fn": "go_to"}]
    check = {"name": "Test", "steps": steps, "active": True, "interval": 10, "region": "us-west", "tags": ["a", "b"]}
    path = f"/tms/check/{go.ask('POST', '/tms/check', document=check)['check']['id']}"
    assert go.ask("PUT", path, document={**check, "active": False})["check"]["active"] is False
    assert go.ask("GET", path)["check"]["steps"] == steps
    assert go.ask("GET", f"{path}/report/status")["report"]["states"]
    asked = {"resolution": "day", "include_uptime": "true"}
    (interval,) = go.ask("GET", f"{path}/report/performance", asked)["report"]["intervals"]
    assert {"uptime", "downtime", "unmonitored"} <= set(interval)
    assert go.ask("DELETE", path)["message"]


def test_scayle_terraform_provider(go: Stranger) -> None:
    """scayle/terraform-provider-pingdom internal/api/checks.go: JSON with text and lists that are empty."""
    check = {"name": "x", "host": "example.com", "encryption": True, "resolution": 5, "notifyagainevery": 0}
    check |= {"notifywhenbackup": True, "paused": False, "port": 443, "responsetime_threshold": 30000}
    check |= {"sendnotificationwhendown": 2, "ssl_down_days_before": 0, "url": "/", "tags": [], "userids": ""}
    check |= {"verify_certificate": True}
    path = f"/checks/{go.ask('POST', '/checks', document={**check, 'type': 'http'})['check']['id']}"
    go.ask("PUT", path, document={**check, "tags": ["team:shop"], "custom_message": "call us"})
    shown = go.ask("GET", path)["check"]
    assert [(tag["name"], type(tag["count"])) for tag in shown["tags"]] == [("team:shop", str)]
    assert shown["type"]["http"]["port"] == 443
    go.ask("DELETE", path)


# Others


def test_ps_pingdom_maintenance_keeps_the_checks_of_a_tag_in_a_nightly_window(go: Stranger, emulator: Emulator) -> None:
    """pasientskyhosting/ps-pingdom-maintenance src/main.go: lists of ids as text inside JSON, and every PUT has the
    times of the coming night, though the window began long ago."""
    night = int(emulator.now()) + HOUR
    series = {"recurrencetype": "day", "repeatevery": 1, "effectiveto": night + 99 * DAY}
    window = {"description": "nightly", "from": night, "to": night + 8 * HOUR, "uptimeids": "", "tmsids": "", **series}
    path = f"/maintenance/{go.ask('POST', '/maintenance', document=window)['maintenance']['id']}"
    emulator.advance(10 * DAY)
    checks = [row["id"] for row in go.ask("GET", "/checks", {"tags": "shop"})["checks"]]
    shown = go.ask("GET", path)["maintenance"]
    assert (shown["duration"], shown["durationunit"], shown["dayofweekinmonth"]) == (480, "minute", 0)
    coming = int(emulator.now()) + 2 * HOUR
    schedule = {name: shown[name] for name in ("description", "recurrencetype", "repeatevery", "effectiveto")}
    schedule |= {"from": coming, "to": coming + 8 * HOUR, "uptimeids": ",".join(map(str, checks)), "tmsids": ""}
    go.ask("PUT", path, document=schedule)
    shown = go.ask("GET", path)["maintenance"]
    assert (shown["checks"]["uptime"], shown["from"]) == (checks, coming)


def test_ukcloud_makes_a_check_without_integrations(stranger: Habits) -> None:
    """UKCloud/ukcloud.pingdom tests/test-uptime-check.yml: every value is text in a form, integrationids is blank."""
    form = {"host": "www.google.co.uk", "name": "OpenshiftAnsibleCheckTest", "type": "http", "resolution": "60"}
    form |= {"tags": "ocp-test,pypingdom-test", "verify_certificate": "true", "probe_filters": "region:EU"}
    form |= {"shouldcontain": "google", "integrationids": "", "port": "8080", "encryption": "true", "paused": "true"}
    program = stranger()
    check_id = program.ask("POST", "/checks", form=form)["check"]["id"]
    shown = program.ask("GET", f"/checks/{check_id}")["check"]
    assert (shown["status"], shown["integrationids"], shown["resolution"]) == ("paused", [], 60)
    assert program.ask("GET", "/checks", {"tags": "ocp-test"})["checks"][0]["id"] == check_id
    program.ask("PUT", f"/checks/{check_id}", form={"paused": ""})
    assert program.ask("GET", f"/checks/{check_id}")["check"]["status"] == "unknown"


def test_ovh_configurator_makes_an_account_like_its_file(stranger: Habits, emulator: Emulator) -> None:
    """ovh/pingdom-configurator lib/api and lib/validation: text in place of everything inside JSON."""
    program = stranger(**{"User-Agent": "Node/pingdom-configurator", "Accept-Encoding": "gzip, deflate, br"})
    check = {"name": "made", "host": "example.com", "type": "http", "tags": "ovh", "probe_filters": "region:EU"}
    check |= {"ipv6": "false", "encryption": "true", "port": 443, "integrationids": "42", "requestheaders0": ["A:b"]}
    assert program.send("POST", "/checks", document=check).status == 400
    emulator.quirk("pingdom_json_strings")
    query = {"tags": "", "showencryption": "true", "include_tags": "true", "include_severity": "true"}
    assert len(program.ask("GET", "/checks", query)["checks"]) == 8
    check_id = program.ask("POST", "/checks", document=check)["check"]["id"]
    changed = {name: value for name, value in check.items() if name != "type"}
    program.ask("PUT", f"/checks/{check_id}", document={**changed, "resolution": 1, "paused": "false"})
    (row,) = program.ask("GET", "/checks", {**query, "tags": "ovh"})["checks"]
    assert (row["encryption"], row["resolution"]) == (True, 1)
    program.ask("PUT", "/checks", document={"checkids": f"{check_id}", "paused": "true"})
    assert program.ask("GET", f"/checks/{check_id}")["check"]["status"] == "paused"
    program.ask("DELETE", "/checks", {"delcheckids": f"{check_id}"})
    assert program.ask("GET", "/tms/check", {"tags": ""})["checks"]


@pytest.mark.parametrize("strict", [False, True])
def test_hari_sekhons_scripts_report(stranger: Habits, emulator: Emulator, strict: bool) -> None:
    """HariSekhon/DevOps-Bash-tools pingdom/*.sh: curl without a Content-Type, since "JSON headers break calls"."""
    emulator.quirk("pingdom_json_type_needs_body", strict)
    curl = stranger(**{"User-Agent": "curl/8.5.0", "Accept": "*/*"})
    checks = curl.ask("GET", "/checks")["checks"]
    rows = [[one[name] for name in ("id", "name", "type", "hostname", "status", "lastresponsetime")] for one in checks]
    assert len(rows) == 8
    first = rows[0][0]
    since = int(emulator.now()) - 365 * DAY
    states = curl.ask("GET", f"/summary.outage/{first}?from={since}")["summary"]["states"]
    assert [state["status"] for state in states] == ["up", "down", "up"]
    assert all(state["timefrom"] < state["timeto"] for state in states)
    assert len(curl.ask("GET", f"/summary.hoursofday/{first}")["hoursofday"]) == 24
    average = curl.ask("GET", f"/summary.average/{first}?from={since}")["summary"]["responsetime"]["avgresponse"]
    assert average > 0
    assert isinstance(curl.ask("GET", "/credits")["credits"]["availablesms"], int)
    for path, name in (("/alerting/contacts", "contacts"), ("/alerting/teams", "teams"), ("/actions", "actions")):
        assert curl.ask("GET", path)[name]
    refused = stranger(**JSON_TYPE).send("GET", "/checks")
    assert refused.status == (400 if strict else 200)


def test_pingdom_exporter_watches_outages_and_its_budget(go: Stranger, emulator: Emulator) -> None:
    """jusbrasil/pingdom-exporter pkg/pingdom: the least of both limits, whatever the case of their names."""
    answer = go.send("GET", "/checks", {"include_tags": "true", "tags": "prod"})
    headers = {name.title(): value for name, value in answer.headers.items()}
    limits = [
        re.fullmatch(r"Remaining: (\d+) Time until reset: (\d+)", headers[name])
        for name in ("Req-Limit-Short", "Req-Limit-Long")
    ]
    assert 0 < min(int(limit[1]) for limit in limits if limit) < 12000
    now = int(emulator.now())
    for check in answer.data["checks"]:
        assert {"status", "lastresponsetime", "resolution", "hostname", "tags"} <= set(check)
        period = {"from": now - 30 * DAY, "to": now}
        states = go.ask("GET", f"/summary.outage/{check['id']}", period)["summary"]["states"]
        assert (states[0]["timefrom"], states[-1]["timeto"]) == (now - 30 * DAY, now)


@pytest.mark.parametrize("strict", [False, True])
def test_nefelim4ags_operator(stranger: Habits, emulator: Emulator, strict: bool) -> None:
    """nefelim4ag/pingdom-operator library/pingdom.py: {} as JSON with every GET, Python's True, headers in small
    letters."""
    emulator.quirk("pingdom_json_type_needs_body", strict)
    program = stranger(**{"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"})
    answer = program.send("GET", "/checks", {"tags": "shop,prod", "include_tags": "True"}, document={})
    assert {"req-limit-short", "req-limit-long"} <= set(answer.headers)
    assert [tag["name"] for tag in answer.data["checks"][0]["tags"]] == ["prod", "shop", "nginx"]
    check = {"host": "example.app", "name": "example.app", "type": "http", "encryption": True, "integrationids": []}
    check |= {"ipv6": False, "notifywhenbackup": True, "port": 443, "ssl_down_days_before": 7, "tags": ["operator"]}
    check |= {"verify_certificate": True, "probe_filters": ["region: EU"]}
    check_id = program.ask("POST", "/checks", document=check)["check"]["id"]
    assert program.ask("GET", f"/checks/{check_id}", document={})["check"]["type"]["http"]["ssl_down_days_before"] == 7
    assert program.ask("DELETE", "/checks", document={"delcheckids": str(check_id)})["message"]


def test_kingpin_pauses_and_unpauses_by_name(stranger: Habits, emulator: Emulator) -> None:
    """Nextdoor/kingpin kingpin/actors/pingdom.py and test/integration_pingdom.py: it lets "Pingdom cache settle"."""
    emulator.quirk("pingdom_status_lags")
    program = stranger()

    def check() -> Any:
        return next(one for one in program.ask("GET", "/checks")["checks"] if one["name"] == "api: status")

    for paused, status in (("true", "paused"), ("false", "up")):
        program.ask("PUT", f"/checks/{check()['id']}", form={"paused": paused})
        emulator.advance(30)
        assert check()["status"] == status


def test_paths_that_end_in_a_slash(stranger: Habits) -> None:
    """bebraw/pingdom-api ends every path in one (on 2.1); maintenance/ is asked for like that on 3.1 as well."""
    program = stranger(Accept="application/json")
    checks = program.ask("GET", "/checks/", {"limit": 5})["checks"]
    assert len(checks) == 5
    path = f"/checks/{checks[0]['id']}/"
    assert program.ask("GET", path)["check"]["name"] == checks[0]["name"]
    program.ask("PUT", path, {"paused": "true"})
    assert program.ask("GET", "/maintenance/")["maintenance"]
    assert program.ask("GET", f"/results/{checks[0]['id']}/", {"limit": 1})["results"]


def test_a_program_that_speaks_http_1_0(emulator: Emulator) -> None:
    """It knows no chunks: a packed answer has its length."""
    target = urlsplit(emulator.pingdom)
    connection = http.client.HTTPConnection(str(target.hostname), target.port, timeout=10)
    connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"
    bearer = f"Bearer {emulator.credentials['pingdom_api_token']}"
    connection.request("GET", f"{target.path}/checks", headers={"Authorization": bearer, "Accept-Encoding": "gzip"})
    with connection.getresponse() as answer:
        content = answer.read()
    connection.close()
    assert (answer.getheader("Transfer-Encoding"), answer.getheader("Content-Length")) == (None, str(len(content)))
    assert len(json.loads(gzip.decompress(content))["checks"]) == 8


def test_pingdom_client_v3_records_what_it_recorded(go: Stranger) -> None:
    """louman/pingdom-client-v3 spec/vcr_cassettes/resources/check: its five requests of May 2025."""
    assert set(go.ask("GET", "/checks")) == {"checks", "counts"}
    body = {"host": "google.com", "name": "a test check", "type": "http"}
    made = go.send("POST", "/checks", document=body)
    check_id = made.data["check"]["id"]
    assert made.body.decode() == f'{{"check":{{"id":{check_id},"name":"a test check"}}}}'
    assert made.headers["Content-Length"] == "47"
    assert go.ask("GET", f"/checks/{check_id}")["check"]["status"] == "unknown"
    gone = go.send("DELETE", f"/checks/{check_id}")
    assert gone.body == b'{"message":"Deletion of check was successful!"}'
