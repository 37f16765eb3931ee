# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_check against the emulated account: what it sends, what it finds, what it refuses, and what faults do."""

from __future__ import annotations

import socket

import pytest

from tests.behaviour.pingdom_calls import body_of
from tests.wanted_checks import wanted

pytestmark = [pytest.mark.usefixtures("documented_requests"), pytest.mark.versions("3.1", "2.1")]


def changed(answers):
    return [answer["changed"] for answer in answers]


def foretold(account, **options):
    """What check mode says of a check, which sends no write."""
    count = len(account.writes())
    answer = account.check(**options, check_mode=True)
    assert len(account.writes()) == count
    return answer


@pytest.mark.versions("3.1")
def test_only_what_differs_is_sent(account, emulator):
    account.check(**wanted("http"))
    emulator.reset()
    change = {
        "name": "new http",
        "resolution": 5,
        "port": 443,
        "tags": ["eu:prod", "web"],
        "shouldnotcontain": "Error",
    }
    predicted = foretold(account, **change)
    result = account.check(**change)
    (sent,) = emulator.writes()
    assert body_of(sent) == {"resolution": 5, "shouldnotcontain": "Error"}
    assert result["diff"] == predicted["diff"]
    assert result["check"] == predicted["check"]
    before, after = result["diff"]["before"], result["diff"]["after"]
    assert sorted(name for name in after if after[name] != before[name]) == [
        "resolution",
        "shouldcontain",
        "shouldnotcontain",
    ]
    assert not account.check(**change)["changed"]


@pytest.mark.versions("3.1")
def test_everything_that_can_be_cleared_is_cleared_by_an_empty_value(account):
    empty = {
        "auth_username": "", "auth_password": "", "shouldcontain": "", "postdata": "", "requestheaders": {}, "tags": [],
        "contacts": [], "teams": [], "integrations": [], "probe_filters": [], "custom_message": "",
        "ssl_down_days_before": 0,
    }  # fmt: skip
    made = account.check(**wanted("http"))
    cleared, again = (account.check(name="new http", **empty) for _run in range(2))
    assert changed([made, cleared, again]) == [True, True, False]
    shown = again["check"]
    assert (shown["tags"], shown["contacts"], shown["requestheaders"], shown["shouldcontain"]) == ([], [], [], "")


def test_found_by_id_by_tag_and_renamed(account):
    made = account.check(**wanted("ping", identity_tag="mine"))["check"]
    answers = [
        account.check(identity_tag="mine", name="renamed", tags=["x"]),
        account.check(id=made["id"], name="renamed again", tags=["y"], append_tags=True),
        account.check(name="renamed again", type="ping"),
    ]
    assert changed(answers) == [True, True, False]
    assert {answer["check"]["id"] for answer in answers} == {made["id"]}
    assert answers[-1]["check"]["tags"] == ["mine", "x", "y"]


def test_pausing_and_both_ways_of_absence(account):
    answers = [
        account.check(**wanted("tcp")),
        account.check(name="new tcp", paused=True),
        account.check(name="new tcp", paused=True),
        account.check(name="new tcp", paused=False),
        account.check(name="new tcp", state="absent", absent_mode="pause"),
        account.check(name="new tcp", state="absent", absent_mode="pause"),
    ]
    assert changed(answers) == [True, True, False, True, True, False]
    statuses = [answer["check"]["status"] for answer in answers]
    assert statuses == ["unknown", "paused", "paused", "unknown", "paused", "paused"]
    predicted = foretold(account, name="new tcp", state="absent")
    gone, again = (account.check(name="new tcp", state="absent") for _run in range(2))
    assert changed([gone, again]) == [True, False]
    assert predicted["diff"] == gone["diff"]
    assert gone["diff"]["after"] == {}
    assert again["check"] is None


def test_a_status_that_lags_disturbs_nothing(account, emulator):
    emulator.quirk("pingdom_status_lags")
    account.check(**wanted("ping"))
    assert account.check(name="new ping", paused=True)["check"]["paused"] is True
    emulator.advance(60)
    assert not account.check(name="new ping", paused=True)["changed"]


@pytest.mark.parametrize(
    "quirk",
    ["pingdom_tags_reordered", "pingdom_duplicate_list_rows", "pingdom_jwt_401_once", "pingdom_ping_type_list",
     "pingdom_ping_type_string"],
)  # fmt: skip
def test_oddities_of_the_service_are_no_changes(account, emulator, quirk):
    tasks = [
        {"name": "shop: front page", "tags": ["shop", "prod"]},
        {"identity_tag": "x", "name": "p", "host": "h", "type": "ping"},
    ]
    for task in tasks:
        account.check(**task)
    emulator.quirk(quirk)
    assert changed(account.check(**task) for task in tasks) == [False, False]


@pytest.mark.versions("3.1")
def test_headers_that_pingdom_does_not_remove_are_told(account, emulator):
    emulator.quirk("pingdom_headers_merge")
    account.check(**wanted("http"))
    answer = account.check(name="new http", requestheaders={"X-Other": "1"}, fails=True)
    assert answer["error"]["kind"] == "StateNotReached"
    assert answer["error"]["options"] == ["requestheaders"]
    assert answer["changed"] is True


def test_another_type_needs_recreate_which_warns(account, emulator):
    made = account.check(**wanted("ping"))["check"]
    emulator.reset()
    refused = account.check(name="new ping", type="tcp", port=80, fails=True)
    assert refused["error"]["kind"] == "Conflict"
    assert "recreate" in refused["msg"]
    wish = {"name": "new ping", "type": "tcp", "port": 80, "recreate": True}
    predicted = foretold(account, **wish)
    assert emulator.writes() == []
    first, second = account.check(**wish), account.check(**wish)
    assert (first["changed"], first["recreated"], second["changed"], second["recreated"]) == (True, True, False, False)
    assert predicted["diff"] == first["diff"]
    assert "history" in first["warnings"][0]
    assert first["check"]["tags"] == ["net"]
    assert account.writes() == [("POST", "/checks"), ("DELETE", f"/checks/{made['id']}")]


REFUSED = [
    ({"name": "duplicate name", "resolution": 1}, "AmbiguousName", "there are 2 checks named"),
    ({"name": "duplicate name", "state": "absent"}, "AmbiguousName", "there are 2 checks named"),
    ({"identity_tag": "prod", "name": "x"}, "AmbiguousName", "checks with the tag"),
    ({"id": 424242, "name": "x"}, "NotFound", "no check with the id 424242"),
    ({"name": "missing"}, "ConfigurationError", "these options are missing: type, host"),
    ({"name": "missing", "type": "dns", "host": "h"}, "ConfigurationError", "expectedip, nameserver"),
    ({"name": "api: status", "nameserver": "x"}, "ConfigurationError", "type http has no option nameserver"),
    (
        {"name": "api: status", "shouldcontain": "a", "shouldnotcontain": "b"},
        "ConfigurationError",
        "exclude each other",
    ),
    (
        {"name": "api: status", "verify_certificate": False, "ssl_down_days_before": 3},
        "ConfigurationError",
        "needs verify",
    ),
    ({"name": "api: status", "host": "192.0.2.1", "ipv6": True}, "ConfigurationError", "ipv6 contradicts host"),
    ({"name": "api: status", "contacts": ["Nobody"]}, "NotFound", "no contact named"),
    ({"name": "api: status", "contacts": [424242]}, "NotFound", "no contact with the id"),
    ({"name": "api: status", "teams": ["Nobody"]}, "NotFound", "no team named"),
    ({"name": "api: status", "type": "ping"}, "Conflict", "recreate"),
]


@pytest.mark.parametrize(("options", "kind", "words"), REFUSED)
@pytest.mark.versions("3.1")
def test_what_does_not_fit_the_account_is_refused_before_anything_is_written(account, options, kind, words):
    answer = account.check(**options, fails=True)
    assert answer["error"]["kind"] == kind
    assert words in answer["msg"]
    assert account.writes() == []


FAULTS = [
    ([{"status": 200, "body": "<html>Sign in</html>"}], "UnexpectedAnswer", "web page"),
    ([{"status": 200, "body": '{"checks": ['}], "UnexpectedAnswer", "malformed JSON"),
    ([{"truncate": 40}], "UnexpectedAnswer", ""),
    ([{"status": 200, "body": '{"checks": [], "counts": {"total": 8}}'}], "UnexpectedAnswer", "0 of 8 checks"),
    ([{"status": 302, "headers": {"Location": "https://login.example.com/"}}], "ConfigurationError", "redirects"),
    ([{"status": 500, "body": "<html>Oops</html>"}], "ServerFault", "Oops"),
    (
        [{"status": 403, "body": '{"error": {"errormessage": "Invalid application key"}}'}],
        "AuthenticationFailed",
        "3.1",
    ),
    ([{"reset": True}], "ConnectionFailed", ""),
    ([{"status": 429, "headers": {"Req-Limit-Short": "Remaining: 0 Time until reset: 3600"}}], "RateLimited", "budget"),
]


@pytest.mark.parametrize(("effects", "kind", "words"), FAULTS)
def test_a_list_that_cannot_be_read_creates_nothing(account, emulator, effects, kind, words):
    emulator.faults([{"method": "GET", "path": "/checks", "times": 99, **effect} for effect in effects])
    answer = account.check(**wanted("ping", retries=0), fails=True)
    assert answer["error"]["kind"] == kind
    assert words in answer["msg"]
    assert account.writes() == []


def test_a_lost_answer_to_a_creation_makes_no_second_check(account, emulator):
    emulator.faults([{"method": "POST", "path": "/checks", "times": 1, "truncate": 5}])
    assert changed(account.check(**wanted("ping")) for _run in range(2)) == [True, False]
    assert account.writes() == [("POST", "/checks")]


@pytest.mark.versions("3.1")
def test_wrong_tokens_ports_and_paths(account, emulator):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/api/3.1"
        wrong = {
            "AuthenticationFailed": {"api_token": "wrong"},
            "ConnectionFailed": {"url": closed},
            "NotFound": {"url": emulator.pingdom.replace("/api/3.1", "/nowhere")},
        }
        answers = [account.check(name="x", retries=0, fails=True, **options) for options in wrong.values()]
    assert [answer["error"]["kind"] for answer in answers] == list(wrong)
    assert "option url" in answers[-1]["msg"]


def test_an_answer_that_takes_too_long_is_no_answer(account, emulator):
    emulator.faults([{"path": "/checks", "times": 1, "hold": True}])
    answer = account.check(name="api: status", timeout=1, retries=0, fails=True)
    assert answer["error"]["kind"] == "ConnectionFailed"
    assert not account.check(name="api: status", timeout=1, retries=0)["changed"]


#: Whom an earlier task of a playbook would make, in options and in words.
AWAITED = {"contacts": ["Ada Operator", "On-call", "night@example.com"], "teams": ["Night shift"]}
WORDS = ["contact named 'On-call'", "contact with the address 'night@example.com'", "team named 'Night shift'"]


@pytest.mark.parametrize("there", [False, True])
def test_check_mode_awaits_whom_an_earlier_task_makes(account, there):
    if there:
        account.check(**wanted("ping"))
    options = wanted("ping", **AWAITED)
    count = len(account.writes())
    predicted = account.check(**options, check_mode=True)
    assert (predicted["changed"], predicted["awaited"]) == (True, WORDS)
    assert all("must exist by then" in one for one in predicted["warnings"])
    refused = account.check(**{**options, "contacts": ["99"]}, check_mode=True, fails=True)
    assert "there is no contact with the id 99" in refused["msg"]
    assert "there is no contact named 'On-call'" in account.check(**options, fails=True)["msg"]
    assert len(account.writes()) == count
