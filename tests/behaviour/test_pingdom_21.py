# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks and windows over the Pingdom API 2.1: what it has of its own, and what it lacks."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_team
from tests.behaviour.pingdom_calls import NAME, opened
from tests.wanted_checks import OPTIONS, SECRET, wanted

pytestmark = [pytest.mark.versions("2.1"), pytest.mark.usefixtures("documented_requests")]

LACKING = {"verify_certificate": False, "ssl_down_days_before": 3, "custom_message": "Call somebody"}
HOUR = 3600


def as_2_1_has_it(check_type):
    """A check with every option that this version has."""
    return {name: value for name, value in wanted(check_type).items() if name not in LACKING}


def known_before(check):
    """What is known of a check before it is made."""
    return {name: value for name, value in check.items() if name not in ("id", "status", "created", "lasttesttime")}


@pytest.mark.parametrize("tags_in_details", [True, False])
@pytest.mark.parametrize("check_type", OPTIONS)
def test_every_type_is_made_as_foretold_and_left_alone(account, emulator, check_type, tags_in_details):
    emulator.quirk("pingdom_21_detail_shows_tags", tags_in_details)
    task = as_2_1_has_it(check_type)
    predicted, made = account.check(**task, check_mode=True), account.check(**task)
    assert made["changed"]
    assert predicted["diff"] == made["diff"]
    assert known_before(predicted["check"]) == known_before(made["check"])
    assert not account.check(**task)["changed"]
    tagged = account.check(name=task["name"], tags="added", append_tags=True)["check"]["tags"]
    assert tagged == sorted({*task.get("tags", []), "added"})
    assert not account.check(name=task["name"], tags=tagged, probe_filters=task.get("probe_filters", []))["changed"]
    assert account.writes() == [("POST", "/checks"), ("PUT", f"/checks/{made['check']['id']}")]


def test_what_only_3_1_has_is_null_and_no_part_of_a_diff(account):
    made = account.check(**as_2_1_has_it("http"))
    assert [made["check"][name] for name in LACKING] == [None, None, None]
    assert not {*LACKING} & {*made["diff"]["after"]}


@pytest.mark.parametrize("option", LACKING)
def test_what_only_3_1_has_is_refused_before_anything_is_sent(account, emulator, option):
    answer = account.check(**{**as_2_1_has_it("http"), option: LACKING[option]}, fails=True)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert answer["msg"].startswith(f"Pingdom's API 2.1 has no {option} of a check. Nothing was sent. API 3.1 has it.")
    assert emulator.requests("pingdom") == []


def test_what_3_1_set_survives_a_change_over_2_1(account):
    body = {"name": "both", "host": "a.example.com", "type": "http", "verify_certificate": False}
    number = account.somebody("POST", "/checks", body)["check"]["id"]
    assert account.check(id=number, resolution=15)["changed"]
    detail = account.somebody("GET", f"/checks/{number}")["check"]
    assert (detail["resolution"], detail["type"]["http"]["verify_certificate"]) == (15, False)


def test_a_creation_leaves_out_what_is_empty(account, emulator):
    empty = {"tags": [], "contacts": [], "probe_filters": [], "requestheaders": {}, "postdata": "", "shouldcontain": ""}
    check = {"name": "plain", "type": "http", "host": "h.example.com", **empty}
    account.check(**check)
    account.run(pingdom_team, name="Nobody", members=[])
    sent = [sorted(one["body"].split("&")) for one in emulator.writes()]
    assert sent == [["host=h.example.com", "name=plain", "type=http"], ["name=Nobody"]]
    assert not account.check(**check)["changed"]
    assert not account.run(pingdom_team, name="Nobody", members=[])["changed"]


def test_only_what_differs_travels_and_as_a_form(account, emulator):
    task = as_2_1_has_it("http")
    account.check(**task)
    emulator.reset()
    account.check(**{**task, "paused": False, "tags": ["b", "a"], "contacts": [], "requestheaders": {"A": ["1", "2"]}})
    (sent,) = emulator.writes()
    assert sorted(sent["body"].split("&")) == [
        "paused=false", "requestheader0=A%3A1", "requestheader1=A%3A2", "tags=a%2Cb", "userids=",
    ]  # fmt: skip
    emulator.reset()
    account.check(name=task["name"], probe_filters="EU,LATAM", postdata="")
    (sent,) = emulator.writes()
    assert sent["body"] == "probe_filters=region%3A%20EU%2Cregion%3A%20LATAM&postdata="
    assert account.check(name=task["name"], requestheaders={})["check"]["requestheaders"] == []
    assert not account.check(name=task["name"], requestheaders={})["changed"]


@pytest.mark.parametrize(
    ("options", "kind", "text"),
    [
        ({"password": "wrong"}, "AuthenticationFailed", "Set username, password and app_key (or"),
        ({"username": "nobody@example.com"}, "AuthenticationFailed", "PINGDOM_USERNAME"),
        ({"app_key": "wrong"}, "AuthenticationFailed", "does not accept the user or application key"),
        ({"account_email": "else@example.com"}, "PermissionDenied", "then set account_email to its owner"),
        ({"app_key": "with\nline"}, "ConfigurationError", "cannot be sent"),
    ],
)
def test_wrong_credentials_are_told_and_never_shown(account, options, kind, text):
    answer = account.check(name="x", retries=0, fails=True, **options)
    assert (answer["error"]["kind"], text in answer["msg"]) == (kind, True), answer["msg"]
    given = {**account.options, **options}
    login = base64.b64encode(f"{given['username']}:{given['password']}".encode()).decode()
    assert not [one for one in (given["password"], given["app_key"], login) if one in str(answer)]


def test_the_owner_of_an_account_with_several_users_has_to_be_named(account, emulator):
    emulator.quirk("pingdom_multi_user_account")
    assert not account.check(name="no such check", state="absent")["changed"]
    account.options["account_email"] = None
    answer = account.check(name="no such check", state="absent", fails=True)
    assert "then set account_email to its owner" in answer["msg"]


def test_a_secret_of_a_check_shows_nowhere(account):
    made = account.check(**as_2_1_has_it("http"))
    changed = account.check(name="new http", auth_password=f"{SECRET}-2", requestheaders={"X-Key": f"{SECRET}-3"})
    refused = account.check(name="new http", port=70000, postdata=SECRET, fails=True)
    assert SECRET not in str([made, changed, refused])


def test_transaction_checks_of_a_window_are_named_by_id_alone(account, emulator, now):
    window_id = opened(account, now + HOUR, now + 2 * HOUR)
    known = account.somebody("GET", "/tms/check")["checks"][0]
    emulator.reset()
    refused = account.window(description=NAME, transactions=[known["name"]], fails=True)
    assert "has no list of transaction checks, so that names cannot be looked up" in refused["msg"]
    assert emulator.writes() == []
    answers = [account.window(description=NAME, transactions=[str(known["id"])]) for _run in range(2)]
    assert [answer["changed"] for answer in answers] == [True, False]
    assert answers[-1]["maintenance"]["id"] == window_id
    assert answers[-1]["maintenance"]["transactions"] == [known["id"]]
