# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_check_info against the emulated account: which checks, what of each, and what faults do."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_check_info, pingdom_check_set
from tests.wanted_checks import SECRET, wanted

LACKING = ("verify_certificate", "ssl_down_days_before", "custom_message")
"""What checks of API 2.1 do not have."""


def found(account, **options):
    return account.run(pingdom_check_info, **options)


def names(answer):
    return sorted(check["name"] for check in answer["checks"])


def everything(account):
    return account.somebody("GET", "/checks?include_tags=true")["checks"]


def made(account, check_type, **more):
    """A check with all options that this version of the API has, as pingdom_check returns it."""
    options = wanted(check_type, **more)
    return account.check(
        **{one: value for one, value in options.items() if account.version != "2.1" or one not in LACKING}
    )["check"]


def test_all_checks_by_one_request(either_account):
    account = either_account
    rows = everything(account)
    account.emulator.reset()
    answer = found(account)
    assert [check["id"] for check in answer["checks"]] == [row["id"] for row in rows]
    assert not answer["changed"]
    assert "msg" not in answer
    assert [one["path"].rpartition("/")[2] for one in account.emulator.requests()] == ["checks"]
    checkout = next(check for check in answer["checks"] if check["name"] == "shop: checkout")
    assert (checkout["host"], checkout["type"], checkout["tags"]) == ("shop.example.com", "http", ["prod", "shop"])
    assert checkout["severity_level"] in ("HIGH", "LOW")
    assert checkout["created"].endswith("Z")


def test_checks_are_named_in_any_way_and_narrowed(either_account):
    account = either_account
    (first, *_others) = everything(account)
    assert names(found(account, ids=[first["id"]], names=["mail: imap"])) == sorted([first["name"], "mail: imap"])
    assert names(found(account, names=["duplicate name"])) == ["duplicate name"] * 2
    assert names(found(account, tags=["mail"])) == ["mail: imap", "mail: smtp"]
    assert names(found(account, tags=["mail"], types=["imap"])) == ["mail: imap"]
    assert names(found(account, tags=["mail"], statuses=["paused"])) == ["mail: imap"]
    account.check(name="mail: smtp", paused=True)
    assert names(found(account, tags=["mail"], statuses=["paused"])) == ["mail: imap", "mail: smtp"]


def test_what_nothing_has_is_told_and_no_error(either_account):
    answer = found(either_account, ids=[4711], names=["Nobody", "mail: imap"], tags=["none"])
    assert names(answer) == ["mail: imap"]
    assert answer["msg"] == "no check has the id 4711, name 'Nobody', tag 'none'"
    nothing = found(either_account, types=["udp"])
    assert (nothing["checks"], nothing["msg"]) == ([], "nothing matches")


def test_an_empty_list_names_no_check(either_account):
    assert found(either_account, ids=[])["checks"] == []
    assert names(found(either_account, ids=[], names=["mail: imap"])) == ["mail: imap"]


@pytest.mark.parametrize("options", [{"names": [""]}, {"tags": [None]}, {"names": None}])
def test_what_says_nothing_is_an_error(either_account, options):
    failed = either_account.run(pingdom_check_info, fails=True, **options)
    assert failed["error"]["kind"] == "ConfigurationError"
    assert either_account.emulator.requests() == []


def test_details_are_those_of_pingdom_check_without_secrets(either_account):
    account = either_account
    expected = made(account, "http")
    (check,) = found(account, names=["new http"], details=True)["checks"]
    assert {name: check[name] for name in expected} == expected
    assert check["secrets"] == ["auth_password", "auth_username", "postdata", "requestheaders"]
    assert not {*check["secrets"]} & {*check["config"]}
    assert "id" not in check["config"]
    assert (account.version == "2.1") == (not {*LACKING} & {*check["config"]})
    assert SECRET not in json.dumps(check)


def test_an_entry_has_the_id_where_the_name_repeats_even_if_only_one_is_asked_for(either_account):
    twins = [row["id"] for row in everything(either_account) if row["name"] == "duplicate name"]
    (check,) = found(either_account, ids=twins[:1], details=True)["checks"]
    assert check["config"]["id"] == twins[0]


@pytest.mark.parametrize("name", [" web", "web ", "\tweb", "\u00a0web"])
def test_an_entry_has_the_id_in_place_of_a_name_with_blanks_around_it(either_account, name):
    check = {"type": "ping", "host": "h.example.com", "name": name}
    check_id = either_account.somebody("POST", "/checks", check)["check"]["id"]
    (shown,) = found(either_account, ids=[check_id], details=True)["checks"]
    assert shown["name"] == name
    assert "name" not in shown["config"]
    answer = either_account.run(pingdom_check_set, checks=[shown["config"]])
    assert [(step["action"], step["id"]) for step in answer["plan"]] == [("keep", check_id)]


def test_a_check_that_goes_while_details_are_read_is_left_out(account, emulator):
    rows = everything(account)
    gone = {"error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "Invalid check identifier"}}
    emulator.faults([{"method": "GET", "path": f"/checks/{rows[0]['id']}$", "status": 403, "body": gone}])
    answer = found(account, details=True)
    assert [check["id"] for check in answer["checks"]] == [row["id"] for row in rows[1:]]
    assert f"Check {rows[0]['id']}" in answer["warnings"][0]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/checks$", {"checks": {}}),
        ("/checks$", {"checks": [{"id": "x"}], "counts": {"total": 1}}),
        ("/checks/[0-9]+$", {"check": []}),
        ("/checks/[0-9]+$", {"check": {"id": 1, "name": "a", "type": {"new": {}}}}),
        ("/checks/[0-9]+$", {"check": {"id": 1, "name": "a", "hostname": "h", "type": "ping", "tags": "x"}}),
    ],
)
def test_an_answer_of_another_shape_is_an_error(account, emulator, path, body):
    emulator.faults([{"method": "GET", "path": path, "status": 200, "body": body}])
    failed = account.run(pingdom_check_info, details=True, fails=True)
    assert failed["error"]["kind"] == "UnexpectedAnswer"


def test_a_budget_that_ends_before_the_last_detail_is_an_error_before_the_first(either_account):
    account = either_account
    account.emulator.faults([{"headers": {"Req-Limit-Short": "Remaining: 3 Time until reset: 1000"}}])
    failed = account.run(pingdom_check_info, details=True, fails=True)
    assert failed["error"]["kind"] == "RateLimited"
    assert len(account.emulator.requests()) == 1


def test_a_pause_that_a_window_may_show_is_not_in_the_entry(account, emulator, now):
    emulator.quirk("pingdom_window_shows_paused")
    check_id = made(account, "ping")["id"]
    body = {"description": "work", "from": now + 100, "to": now + 7200, "uptimeids": [check_id]}
    account.somebody("POST", "/maintenance", body)
    emulator.advance(3600)
    answer = found(account, ids=[check_id], details=True)
    (check,) = answer["checks"]
    assert check["status"] == "paused"
    assert "paused" not in check["config"]
    assert f"Whether check {check_id} is paused itself cannot be told" in answer["warnings"][0]


@pytest.mark.versions("3.1", "2.1")
def test_a_pause_of_the_last_minute_counts_more_than_a_list_that_lags(account, emulator):
    emulator.quirk("pingdom_status_lags")
    account.check(name="mail: smtp", paused=True)
    found = account.run(pingdom_check_info, names=["mail: smtp"], statuses=["paused"])["checks"]
    assert [one["status"] for one in found] == ["paused"]
