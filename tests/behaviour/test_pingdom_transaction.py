# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pingdom_transaction against the emulated account: scripts from their making to their end, recordings, secrets."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_transaction

pytestmark = pytest.mark.usefixtures("documented_requests")

NAME = "shop: basket"
SECRET = "correct-horse-battery"
GO = {"fn": "go_to", "args": {"url": "https://shop.example.com"}}
STEPS = [
    GO,
    {"fn": "basic_auth", "args": {"username": "monitor-user", "password": SECRET}},
    {"fn": "fill", "args": {"input": "#pin", "value": f"{SECRET}-2"}},
    {"fn": "sleep", "args": {"seconds": 1.5}},
    {"fn": "contains", "args": {"element": "h1", "value": "Welcome"}},
]
WHOLE = {
    "steps": STEPS,
    "active": False,
    "interval": 60,
    "region": "eu",
    "tags": ["b", "a_1"],
    "contacts": ["Ada Operator", "desk@example.com"],
    "teams": ["Web shop"],
    "integrations": [17],
    "severity_level": "low",
    "send_notification_when_down": 3,
    "custom_message": "call the shop",
}
RECORDED = "shop: recorded purchase"


@pytest.fixture
def transaction(account):
    """Run the module on the check ``NAME``, or on the one that the options tell."""

    def run(**options):
        identity = {} if "id" in options else {"name": NAME}
        return account.run(pingdom_transaction, **{**identity, **options})

    return run


def test_a_script_is_made_changed_and_deleted(transaction, account, emulator):
    predicted = transaction(check_mode=True, **WHOLE)
    assert emulator.writes() == []
    made, again = transaction(**WHOLE), transaction(**WHOLE)
    assert [predicted["changed"], made["changed"], again["changed"]] == [True, True, False]
    assert predicted["diff"] == made["diff"]
    shown = made["transaction"]
    assert {**predicted["transaction"], **_own(shown)} == shown == again["transaction"]
    sent = emulator.writes()[0]["body"]
    assert sent["steps"][3] == {"fn": "sleep", "args": {"seconds": "1.5"}}
    assert (sent["contact_ids"], sent["tags"]) == (shown["contacts"], ["a_1", "b"])
    change = {"interval": 5, "tags": ["c"], "append_tags": True, "active": True}
    predicted, changed, again = transaction(check_mode=True, **change), transaction(**change), transaction(**change)
    assert [predicted["changed"], changed["changed"], again["changed"]] == [True, True, False]
    assert predicted["diff"] == changed["diff"]
    assert {**predicted["transaction"], **_own(changed["transaction"])} == changed["transaction"]
    assert emulator.writes()[-1]["body"] == {"interval": 5, "tags": ["a_1", "b", "c"], "active": True}
    renamed = transaction(id=shown["id"], name="New")
    assert (renamed["transaction"]["name"], renamed["transaction"]["id"]) == ("New", shown["id"])
    gone = {"id": shown["id"], "state": "absent"}
    predicted, deleted, again = transaction(check_mode=True, **gone), transaction(**gone), transaction(**gone)
    assert [predicted["changed"], deleted["changed"], again["changed"]] == [True, True, False]
    assert deleted["transaction"] is None
    assert [method for method, _path in account.writes()] == ["POST", "PUT", "PUT", "DELETE"]


def _own(shown):
    """What only Pingdom knows of a check."""
    return {name: shown[name] for name in ("id", "status", "created", "modified")}


def test_secrets_are_compared_and_never_shown(transaction):
    made = transaction(**WHOLE)
    other = [{**step, "args": {**step["args"], "password": "another-secret"}} if number == 1 else step
             for number, step in enumerate(STEPS)]  # fmt: skip
    changed = transaction(steps=other)
    assert changed["changed"]
    assert changed["diff"]["after"]["steps.2.password"] == "******** (after)"
    assert changed["diff"]["after"]["steps.3.value"] == "********"
    assert changed["transaction"]["steps"][1] == {"fn": "basic_auth", "args": {}}
    assert changed["transaction"]["steps"][4] == STEPS[4], "what a page shall contain is no secret"
    refused = transaction(steps=[*other, {"fn": "fill", "args": {"value": SECRET}}], fails=True)
    deleted = transaction(state="absent")
    for answer in (made, changed, refused, deleted):
        assert SECRET not in json.dumps(answer)
        assert "another-secret" not in json.dumps(answer)
        assert "monitor-user" not in json.dumps(answer)


def test_a_login_in_an_address_is_a_secret(transaction):
    made = transaction(steps=[{"fn": "go_to", "args": {"url": f"https://me:{SECRET}@shop.example.com"}}])
    assert SECRET not in json.dumps(made)
    assert made["transaction"]["steps"] == [{"fn": "go_to", "args": {}}]


def test_a_refusal_does_not_repeat_a_secret(transaction, emulator):
    body = {"error": {"statuscode": 400, "statusdesc": "Bad", "errormessage": f"value {SECRET}-2 is odd"}}
    emulator.faults([{"method": "POST", "path": "/tms/check$", "status": 400, "body": body}])
    assert SECRET not in json.dumps(transaction(steps=STEPS, fails=True))


BAD_STEPS = [
    ([{"fn": "goto", "args": {"url": "x"}}], "step 1 has the fn 'goto', which is none. Did you mean go_to?"),
    ([{"fn": "go_to", "args": {"ulr": "x"}}], "step 1 (go_to) has no argument 'ulr'. Did you mean url? It takes url."),
    ([{"fn": "go_to"}], "step 1 (go_to) lacks url"),
    ([{"fn": "click", "args": {"element": "x"}}], "exactly one go_to, and has none"),
    ([GO, GO], "exactly one go_to, and has them as steps 1 and 2"),
    ([GO, {"fn": "wpm_close_tab"}], "those of a script and of a recording"),
    ([GO, {"fn": "sleep", "args": {"seconds": "soon"}}], "seconds of step 2 (sleep) must be a number"),
    ([GO, {"fn": "contains", "args": {"element": "x", "value": True}}], "must be a text. Put true and false in quotes"),
    ([GO, {"fn": "sleep", "args": {"seconds": -1}}], "seconds of step 2 (sleep) must be a number of at least 0, not"),
    ([{"fn": "go_to", "args": {"url": ""}}], "url of step 1 (go_to) must not be empty. Nothing was sent. Look at"),
    ([GO, {"fn": "click", "args": {"element": " "}}], "element of step 2 (click) must not be empty"),
    ([GO, {"fn": "basic_auth", "args": {"username": "", "password": SECRET}}], "username of step 2 (basic_auth) must"),
    ([], "steps must not be empty"),
    ([{"fn": "wpm_go_to", "args": {"url": "x"}}], "a new transaction check is a script, which has no step wpm_go_to"),
]
BAD = [
    ({"steps": steps}, words) for steps, words in BAD_STEPS
] + [
    ({"steps": [GO], "tags": ["a b"]}, "a tag of a transaction check"),
    ({"steps": [GO], "contacts": ["nobody"]}, "there is no contact named 'nobody'"),
    ({"steps": [GO], "contacts": [424242]}, "there is no contact with the id 424242"),
    ({"steps": [GO], "send_notification_when_down": -1}, "must be at least 0"),
    ({"steps": [GO], "metadata": {"width": 5}}, "only recordings have metadata"),
    ({"interval": 5}, "to create it these options are missing: steps"),
    ({"id": 424242, "interval": 5}, "there is no transaction check with the id 424242"),
]  # fmt: skip


def test_a_value_may_be_empty(transaction):
    empty = {"fn": "field_contains", "args": {"input": "q", "value": ""}}
    assert transaction(steps=[GO, empty])["transaction"]["steps"][1] == empty


@pytest.mark.parametrize(("options", "words"), BAD)
def test_what_cannot_be_is_refused_before_anything_is_written(transaction, emulator, options, words):
    assert words in transaction(fails=True, **options)["msg"]
    assert emulator.writes() == []


def test_two_of_a_name_are_told_apart_by_id(transaction, account):
    for _one in range(2):
        account.somebody("POST", "/tms/check", {"name": NAME, "steps": [GO]})
    refused = transaction(interval=5, fails=True)
    assert refused["error"]["kind"] == "AmbiguousName"
    first, _second = refused["error"]["ids"]
    assert transaction(id=first, interval=5)["changed"]


def test_a_full_account_is_told(transaction, emulator):
    body = {
        "error": {"statuscode": 403, "statusdesc": "Forbidden", "errormessage": "No free transaction checks available"}
    }
    emulator.faults([{"method": "POST", "path": "/tms/check$", "status": 403, "body": body}])
    refused = transaction(steps=[GO], fails=True)
    assert (refused["error"]["kind"], refused["changed"]) == ("Conflict", False)
    assert "the account is full" in refused["msg"]


def test_api_2_1_has_none(transaction, emulator):
    old = {"api_version": "2.1", "username": "u", "password": "p", "app_key": "k"}
    for more in ({}, {"state": "absent"}):
        refused = transaction(url=emulator.pingdom.replace("/3.1", "/2.1"), fails=True, **old, **more)
        assert refused["error"]["kind"] == "ConfigurationError"
        assert "Pingdom's API 2.1 has no transaction checks" in refused["msg"]
        assert "To use API 3.1" in refused["msg"]
    assert emulator.requests("pingdom") == []


def test_what_is_answered_bare_is_read_as_well(transaction, account, emulator):
    """The document has single checks without ``check`` around them."""
    made = account.somebody("POST", "/tms/check", {"name": NAME, "steps": [GO]})["check"]
    bare = account.somebody("GET", f"/tms/check/{made['id']}")["check"]
    emulator.faults([{"method": "GET", "path": f"/tms/check/{made['id']}$", "status": 200, "body": bare}])
    assert not transaction(steps=[GO])["changed"]


@pytest.mark.parametrize("odd", [{"steps": "x"}, {"steps": [1]}, {"steps": [{"fn": 1}]}, {"metadata": 1}, {"id": "x"}])
def test_answers_of_other_shapes_are_told(transaction, account, emulator, odd):
    made = account.somebody("POST", "/tms/check", {"name": NAME, "steps": [GO]})["check"]
    shown = account.somebody("GET", f"/tms/check/{made['id']}")["check"]
    body = {"check": {**shown, **odd}}
    emulator.faults([{"method": "GET", "path": f"/tms/check/{made['id']}$", "status": 200, "body": body}])
    refused = transaction(steps=[GO], fails=True)
    assert refused["error"]["kind"] == "UnexpectedAnswer"


@pytest.fixture
def recorded(account):
    """The recording of the demo account as Pingdom shows it now."""

    def read():
        rows = account.somebody("GET", "/tms/check?type=recording")["checks"]
        return account.somebody("GET", f"/tms/check/{rows[0]['id']}")["check"]

    return read


def test_what_the_recorder_has_stored_stays_when_steps_change(transaction, recorded):
    before = recorded()
    told = [{"fn": step["fn"], "args": dict(step["args"])} for step in before["steps"]]
    assert not transaction(name=RECORDED, steps=told)["changed"]
    told[1]["args"]["value"] = f"{SECRET}-3"
    told.insert(1, {"fn": "wpm_wait", "args": {"seconds": 2}})
    predicted = transaction(name=RECORDED, steps=told, check_mode=True)
    changed, again = transaction(name=RECORDED, steps=told), transaction(name=RECORDED, steps=told)
    assert [predicted["changed"], changed["changed"], again["changed"]] == [True, True, False]
    assert predicted["diff"] == changed["diff"]
    after = recorded()["steps"]
    assert [step.get("guid") for step in after] == ["0000-1", None, None, "0000-3"]
    assert after[3] == before["steps"][2]
    assert SECRET not in json.dumps(changed)
    assert transaction(name=RECORDED, steps=[GO], fails=True)["msg"].count("is a recording, which has no step go_to")


def test_metadata_of_a_recording_travel_whole(transaction, recorded, emulator):
    before = recorded()["metadata"]
    told = {"width": 2560, "disableWebSecurity": True}
    predicted = transaction(name=RECORDED, metadata=told, check_mode=True)
    changed, again = transaction(name=RECORDED, metadata=told), transaction(name=RECORDED, metadata=told)
    assert [predicted["changed"], changed["changed"], again["changed"]] == [True, True, False]
    assert emulator.writes()[-1]["body"] == {"metadata": {**before, **told}}
    assert changed["transaction"]["metadata"]["authentications"] == {
        "httpAuthentications": [{"host": "https://basket.example.com"}]
    }
    login = {"host": "https://basket.example.com", "credentials": {"userName": "u-shopper", "password": SECRET}}
    told = {"authentications": {"httpAuthentications": [login]}}
    changed, again = transaction(name=RECORDED, metadata=told), transaction(name=RECORDED, metadata=told)
    assert [changed["changed"], again["changed"]] == [True, False]
    assert recorded()["metadata"]["authentications"] == told["authentications"]
    assert changed["diff"]["after"]["metadata.https://basket.example.com.password"] == "******** (after)"
    assert SECRET not in json.dumps(changed)
    assert "u-shopper" not in json.dumps(changed)
    cleared = transaction(name=RECORDED, metadata={"authentications": {}})
    assert cleared["transaction"]["metadata"]["authentications"] == {}
    assert recorded()["metadata"]["authentications"] == {}
    twice = {"authentications": {"httpAuthentications": [login, login]}}
    assert "two authentications for one host" in transaction(name=RECORDED, metadata=twice, fails=True)["msg"]
    assert "at least 1" in transaction(name=RECORDED, metadata={"height": 0}, fails=True)["msg"]


def test_check_mode_awaits_whom_an_earlier_task_makes(transaction, emulator):
    options = {"steps": [GO], "contacts": ["On-call", "Ada Operator"], "teams": ["Night shift"]}
    predicted = transaction(**options, check_mode=True)
    assert (predicted["changed"], predicted["awaited"]) == (
        True,
        ["contact named 'On-call'", "team named 'Night shift'"],
    )
    assert len(predicted["transaction"]["contacts"]) == 1
    assert "there is no contact named 'On-call'" in transaction(**options, fails=True)["msg"]
    assert emulator.writes() == []
