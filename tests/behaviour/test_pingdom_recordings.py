# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that were recorded from, or pasted out of, the real Pingdom are read as what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _clock
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.creating import create_once
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import V31
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import Window
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.modules import (
    pingdom_contact_info,
    pingdom_team,
    pingdom_team_info,
)

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "pingdom"

pytestmark = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="recorded Pingdom answers are not beside this checkout (../shared)"
)


def recorded(name):
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


def api_answering(body, headers=None):
    api = PingdomApi(HttpSettings(V31.default_url), V31, {"api_token": "token"}, sleep=lambda seconds: None)

    def answer(method, path, **_options):
        return Answer(api._http.exchange(method, path, 200), 200, headers or {}, json.dumps(body).encode())

    api._http.request = answer
    return api


def test_a_recorded_check_has_the_defaults_of_the_table():
    detail = recorded("rec31_check_detail_http_defaults")["check"]
    assert checks.comparable(detail) == {**checks.defaults("http"), "name": "a test check", "host": "google.com"}


def test_a_pasted_check_reads_whole():
    detail = recorded("paste31_check_detail_https_post_tags_region")["check"]
    expected = {
        **checks.defaults("http"),
        "name": "example.app/resource/get",
        "host": "example.app",
        "resolution": 1,
        "sendnotificationwhendown": 3,
        "url_path": "/resource/get",
        "encryption": True,
        "port": 443,
        "ssl_down_days_before": 7,
        "postdata": "var=value&var2=value2",
        "shouldcontain": '"success":1',
        "integrations": [103676, 115348],
        "tags": ["tag1", "tag2"],
        "probe_filters": ["EU"],
    }
    assert checks.comparable(detail) == expected


def test_teams_of_a_check_are_read():
    detail = recorded("unit31_check_detail_include_teams")["check"]
    assert checks.comparable(detail)["teams"] == [123456]


@pytest.mark.parametrize("name", ["rec31_checks_list", "paste31_checks_list_entry_ping_tags"])
def test_recorded_lists_are_whole(name):
    body = recorded(name)
    assert reports.read(api_answering(body), reports.CHECKS).rows == body["checks"]


def test_every_recorded_answer_tells_the_servers_time(monkeypatch):
    for entry in recorded("rec31_response_headers"):
        soon_after = int(entry["headers"]["Server-Time"]) + 3600
        monkeypatch.setattr(_clock, "own_time", lambda soon_after=soon_after: soon_after)
        api = api_answering({"contacts": []}, entry["headers"])
        reports.read(api, reports.CONTACTS)
        assert abs(api.now() - int(entry["headers"]["Server-Time"])) <= 2


@pytest.mark.parametrize(
    ("name", "path"), [("rec31_check_create", "/checks"), ("unit31_maintenance_create", "/maintenance")]
)
def test_recorded_creations_tell_the_id(name, path):
    body = recorded(name)
    (created,) = body.values()
    assert create_once(api_answering(body), path, {}, list) == created["id"]


@pytest.mark.parametrize(("name", "rows"), [("unit31_contacts_list", "contacts"), ("unit31_teams_list", "teams")])
def test_contacts_and_teams_are_read(name, rows):
    body = recorded(name)
    assert reports.read(api_answering(body), getattr(reports, rows.upper())).rows == body[rows]


def test_transactions_are_read():
    body = recorded("real31_tms_list")
    assert reports.read(api_answering(body), reports.TRANSACTIONS).rows == body["checks"]


def test_a_pasted_window_reads_whole():
    row = recorded("paste31_maintenance_read")["maintenance"]
    assert Window.from_answer(row) == Window(
        198005, "OpenshiftAnsibleTest", 1611242569, 1611242629, until=1611242629, checks=(7092076,)
    )


def test_listed_windows_are_read():
    (row,) = reports.read(api_answering(recorded("unit31_maintenance_list")), reports.WINDOWS).rows
    window = Window.from_answer(row)
    assert (window.checks, window.transactions) == ((12345, 23456), (1234, 8975))


@pytest.mark.parametrize(
    ("version", "path", "fixture"),
    [
        ("3.1", "/alerting/contacts$", "unit31_contacts_list"),
        ("3.1", "/alerting/contacts$", "spec31_contacts_list"),
        ("2.1", "/users$", "doc21_users_list"),
    ],
)
def test_documented_contacts_read_as_they_say(account, old_account, version, path, fixture):
    body = recorded(fixture)
    account.emulator.faults([{"method": "GET", "path": path, "status": 200, "body": body}])
    read = (account if version == "3.1" else old_account).run(pingdom_contact_info)["contacts"]
    rows = body.get("contacts") or body["users"]
    assert [one["id"] for one in read] == [row["id"] for row in rows]
    assert [one["paused"] for one in read] == [False, True]
    for one, row in zip(read, rows, strict=True):
        there = row.get("notification_targets", row)
        assert [target["number"] for target in one["targets"]["sms"]] == [target["number"] for target in there["sms"]]
        addresses = [target["address"] for target in there.get("email", [])]
        assert [target["address"] for target in one["targets"]["email"]] == addresses
    assert [one["type"] for one in read] == [row.get("type") for row in rows]


@pytest.mark.parametrize(
    ("version", "path", "fixture"),
    [
        ("3.1", "/alerting/teams$", "unit31_teams_list"),
        ("3.1", "/alerting/teams$", "spec31_teams_list"),
        ("2.1", "/teams$", "doc21_teams_list"),
    ],
)
def test_documented_teams_read_as_they_say(account, old_account, version, path, fixture):
    account.emulator.faults([{"method": "GET", "path": path, "status": 200, "body": recorded(fixture)}])
    read = (account if version == "3.1" else old_account).run(pingdom_team_info)["teams"]
    members = [(one["id"], one["name"], [member["id"] for member in one["members"]]) for one in read]
    assert members == [(1, "Team Rocket", [1]), (2, "The A-Team", [2, 3])]


def test_a_documented_creation_of_a_team_names_its_id(old_account, emulator):
    made = recorded("doc21_team_create")
    team = {**made, "id": str(made["id"])}
    people = [{"id": int(one["id"]), "name": one["name"], "paused": "NO"} for one in made["users"]]
    emulator.faults(
        [
            {"method": "POST", "path": "/teams$", "status": 200, "body": made},
            {"method": "GET", "path": "/teams$", "status": 200, "body": {"teams": []}, "times": 1},
            {"method": "GET", "path": "/teams$", "status": 200, "body": {"teams": [team]}},
            {"method": "GET", "path": "/teams/65$", "status": 200, "body": {"team": team}},
            {"method": "GET", "path": "/users$", "status": 200, "body": {"users": people}},
        ]
    )
    members = [one["id"] for one in made["users"]]
    answer = old_account.run(pingdom_team, name="Operations", members=members)
    assert answer["team"] == {"id": 65, "name": "Operations", "members": [10034512, 10043154]}
