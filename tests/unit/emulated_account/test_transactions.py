# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transaction checks on an emulated account: made, changed, recorded, read."""

from __future__ import annotations

import json

import hypothesis
import pytest
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import transaction_info
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_transaction, pingdom_transaction_info
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import (
    NOW,
    EmulatedPingdom,
    pingdom,
    refusal,
    use,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.workshop import drive
from tests.emulator.pingdom.account import Transaction
from tests.emulator.pingdom.transactions import DEFAULTS

__all__ = ["pingdom"]

GO = {"fn": "go_to", "args": {"url": "https://shop.example.com"}}
RECORDED = [
    {"fn": "wpm_go_to", "args": {"url": "https://shop.example.com"}, "guid": "g1", "contains_navigate": True},
    {"fn": "wpm_fill", "args": {"input": "#a", "value": "secret-value"}, "guid": "g2", "contains_navigate": False},
]
LOGIN = {"host": "h1", "credentials": {"userName": "user-name", "password": "pass-word"}}
METADATA = {"width": 800, "height": 600, "disableWebSecurity": False}


def transaction(check_mode=False, **params):
    return drive(pingdom_transaction.SPECIFICATION, check_mode, **params)


@pytest.fixture
def info(pingdom, monkeypatch):
    """Run the module that reads."""
    pingdom.account.transactions.clear()
    monkeypatch.setattr(transaction_info, "connect", pingdom.api)

    def run(**params):
        return drive(pingdom_transaction_info.SPECIFICATION, **params)

    return run


@pytest.fixture
def recording(pingdom):
    """A recording, which only the recorder makes."""
    metadata = {**METADATA, "authentications": {"httpAuthentications": [LOGIN]}}
    settings = {**DEFAULTS, "name": "buy", "steps": RECORDED, "metadata": metadata}
    pingdom.account.transactions[60] = Transaction(60, NOW, NOW, settings, "successful", "recording")
    return pingdom.account.transactions[60].settings


def test_one_is_made_changed_and_deleted(pingdom):
    wish = {"name": "new", "steps": [GO], "contacts": ["Ada", "2"], "teams": ["Web"], "tags": ["a"]}
    predicted, made, again = transaction(check_mode=True, **wish), transaction(**wish), transaction(**wish)
    assert [predicted["changed"], made["changed"], again["changed"]] == [True, True, False]
    body = {"name": "new", "steps": [GO], "contact_ids": [1, 2], "team_ids": [7], "tags": ["a"]}
    assert pingdom.writes == [("POST", "/tms/check", body)]
    assert made["transaction"]["type"] == "script"
    change = {"name": "new", "tags": ["b"], "append_tags": True}
    assert transaction(**change)["transaction"]["tags"] == ["a", "b"]
    assert not transaction(**change)["changed"]
    assert pingdom.writes[1][2] == {"tags": ["a", "b"]}
    assert transaction(name="new", state="absent")["changed"]
    assert not transaction(name="new", state="absent")["changed"]


def test_one_that_pingdom_does_not_show_yet_is_what_it_was_told_to_be(pingdom):
    pingdom.remembers = True
    number = pingdom.account._last_id["transaction"] + 1
    pingdom.instead[("GET", f"/tms/check/{number}")] = [refusal(404, "Check not found")] * 4
    made = transaction(name="new", steps=[GO])
    assert (made["transaction"]["id"], made["transaction"]["status"]) == (number, "unknown")
    assert "does not show" in made["warnings"][0]
    pingdom.instead[("GET", f"/tms/check/{number}")] = [refusal(404, "Check not found")] * 4
    again = transaction(name="new", steps=[GO], interval=10)
    assert not again["changed"]


def test_an_id_that_is_not_known_yet_is_a_warning_in_check_mode(pingdom):
    predicted = transaction(check_mode=True, id="", steps=[GO], contacts=["Ada"])
    assert predicted["changed"]
    assert predicted["transaction"]["steps"] == [GO]
    assert predicted["transaction"]["contacts"] is None
    assert {*predicted["transaction"]} == {*transaction(check_mode=True, name="new", steps=[GO])["transaction"]}
    assert transaction(check_mode=True, id="", state="absent")["transaction"] is None
    awaited = transaction(check_mode=True, name="later", interval=5)
    assert (awaited["transaction"]["interval"], awaited["transaction"]["region"]) == (5, None)
    assert "It must exist by then" in awaited["warnings"][0]
    assert pingdom.writes == []


def test_a_recording_keeps_what_the_recorder_has_stored(recording, pingdom):
    close = {"fn": "wpm_close_tab", "args": {}}
    told = [{"fn": step["fn"], "args": step["args"]} for step in RECORDED]
    assert not transaction(name="buy", steps=told)["changed"]
    done = transaction(name="buy", steps=[close, *told])
    assert done["changed"]
    assert recording["steps"] == [close, *RECORDED]
    other = {"fn": "wpm_fill", "args": {"input": "#b", "value": "other-value"}}
    assert transaction(name="buy", steps=[told[0], other])["changed"]
    assert recording["steps"] == [RECORDED[0], other], "a step elsewhere is another step"
    search = {"element": "h1", "value": "x", "waitTime": 3, "useRegularExpression": True}
    assert transaction(name="buy", steps=[{"fn": "wpm_contains_timeout", "args": search}])["changed"]
    assert recording["steps"][0]["args"] == {**search, "waitTime": "3", "useRegularExpression": "true"}
    refused = transaction(name="buy", steps=[GO])
    assert "transaction check 60 is a recording, which has no step go_to" in refused["msg"]
    assert not any(secret in json.dumps(done) for secret in ("secret-value", "pass-word", "user-name"))


def test_metadata_of_a_recording(recording, pingdom):
    assert not transaction(name="buy", metadata={"width": 800})["changed"]
    done = transaction(name="buy", metadata={"width": 900})
    assert pingdom.writes[-1][2]["metadata"] == {
        **METADATA, "width": 900, "authentications": {"httpAuthentications": [LOGIN]}
    }  # fmt: skip
    assert done["transaction"]["metadata"]["authentications"] == {"httpAuthentications": [{"host": "h1"}]}
    assert done["diff"]["after"]["metadata"]["width"] == 900
    recording.pop("metadata")
    refused = transaction(name="buy", metadata={"width": 900})
    assert "has no metadata yet, and metadata lacks height, disableWebSecurity and authentications" in refused["msg"]
    assert transaction(name="buy", metadata={**METADATA, "authentications": {}})["changed"]
    assert recording["metadata"]["authentications"] == {}


@pytest.mark.parametrize(
    "metadata",
    [
        5,
        {"authentications": 5},
        {"authentications": {"httpAuthentications": 5}},
        {"authentications": {"httpAuthentications": [5]}},
        {"authentications": {"httpAuthentications": [{"credentials": 5}]}},
    ],
)
def test_metadata_of_another_shape_are_told(recording, metadata):
    recording["metadata"] = metadata
    assert transaction(name="buy", interval=5)["error"]["kind"] == "UnexpectedAnswer"


def test_metadata_of_a_script_and_steps_of_a_recording_are_refused(pingdom):
    pingdom.account.transactions[50].settings.update(DEFAULTS, steps=[GO])
    for wish in ({"metadata": {"width": 5}}, {"steps": [RECORDED[0]]}):
        refused = transaction(id=50, **wish)
        assert "transaction check 50 is a script" in refused["msg"]
        assert "The recorder of My Pingdom makes recordings" in refused["msg"]
    assert "a tag of a transaction check" in transaction(id=50, tags=["a b"])["msg"]
    assert pingdom.writes == []


def test_they_are_read_with_details_and_reports(info, recording, pingdom):
    plain = info()["transactions"][0]
    assert (plain["name"], plain["type"], plain["tags"]) == ("buy", "recording", [])
    assert "steps" not in plain
    found = info(details=True, include=["status", "performance"], include_uptime=True, start="-1h")["transactions"][0]
    assert found["steps"][1] == {"fn": "wpm_fill", "args": {"input": "#a"}}
    assert [one["status"] for one in found["states"]] == ["unknown"]
    assert found["performance"]["resolution"] == "hour"
    assert "secret-value" not in json.dumps(found)
    transaction(name="other", steps=[GO])
    assert [len(one["states"]) for one in info(include=["status"])["transactions"]] == [1, 1]
    assert info(names=[])["transactions"] == []
    assert info(names=["x"])["unknown"] == ["name 'x'"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"order": "asc"}, "order is about reports"),
        ({"include": ["status"], "start": "+1h", "end": "now"}, "end must be later than start"),
        (
            {"include": ["performance"], "start": "2001-01-01T00:00Z", "resolution": "day"},
            "in the resolution day, performance is told of at most 185 days",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(info, options, words):
    assert words in info(**options)["msg"]


@pytest.mark.parametrize(
    ("path", "report"),
    [
        ("/tms/check/60/report/status", {"check_id": 60}),
        ("/tms/check/60/report/status", {"check_id": 60, "states": [5]}),
        ("/tms/check/60/report/performance", {"intervals": 5}),
        ("/tms/check/60/report/performance", {"intervals": [{"steps": [{"step": 5}]}]}),
    ],
)
def test_reports_of_another_shape_are_told(info, recording, pingdom, path, report):
    pingdom.instead[("GET", path)] = [{"report": report}] * 2
    assert info(include=["status", "performance"])["error"]["kind"] == "UnexpectedAnswer"


@pytest.mark.parametrize("time", ["soon", 5, "now", "+2h", "2026-11-25T00:00:00"])
def test_times_that_nobody_can_read_are_no_times(info, recording, pingdom, time):
    states = [{"status": "up", "from": time, "to": None}]
    pingdom.instead[("GET", "/tms/check/60/report/status")] = [{"report": {"check_id": 60, "states": states}}]
    assert "start of a state of a transaction check has a shape" in info(include=["status"])["msg"]
    pingdom.instead[("GET", "/tms/check/60/report/performance")] = [{"report": {"intervals": None}}]
    assert info(include=["performance"])["transactions"][0]["performance"]["intervals"] == []


def test_check_mode_does_not_know_every_id(info):
    answer = drive(pingdom_transaction_info.SPECIFICATION, True, ids=[""])
    assert (answer["transactions"], answer["changed"]) == ([], False)
    assert "ids is empty or null" in answer["warnings"][0]
    assert info(ids=[""])["error"]["kind"] == "ConfigurationError"
    assert "ids must be numbers, and 'x' is none" in info(ids=["x"])["msg"]


ELEMENT, TEXT = st.text("ab#. ", min_size=1, max_size=4), st.text("xyz ", max_size=4)
SCRIPTED = st.lists(
    st.one_of(
        st.builds(lambda text: {"fn": "click", "args": {"element": f"#{text}"}}, ELEMENT),
        st.builds(lambda text: {"fn": "fill", "args": {"input": "#x", "value": text}}, TEXT),
        st.builds(lambda text: {"fn": "basic_auth", "args": {"username": f"u{text}", "password": text}}, TEXT),
        st.builds(lambda number: {"fn": "sleep", "args": {"seconds": number}}, st.integers(0, 9)),
    ),
    max_size=3,
).map(lambda steps: [GO, *steps])
DESIRED = st.fixed_dictionaries(
    {"steps": SCRIPTED},
    optional={
        "active": st.booleans(),
        "interval": st.sampled_from([5, 10, 20, 60, 720, 1440]),
        "region": st.sampled_from(["us-east", "us-west", "eu", "au"]),
        "tags": st.lists(st.text("aZ0_-", min_size=1, max_size=4), max_size=3),
        "append_tags": st.booleans(),
        "contacts": st.lists(st.sampled_from(["Ada", "2", "3"]), max_size=3),
        "teams": st.lists(st.sampled_from(["Web", "7"]), max_size=2),
        "integrations": st.lists(st.sampled_from(["1", "2"]), max_size=2),
        "severity_level": st.sampled_from(["high", "low"]),
        "send_notification_when_down": st.integers(0, 5),
        "custom_message": st.text("abc ", max_size=5),
    },
)


@pytest.fixture(scope="module")
def own_account():
    """An account that every example of a property changes."""
    with EmulatedPingdom() as account, pytest.MonkeyPatch.context() as patched:
        use(patched, account)
        yield account


@hypothesis.given(wishes=st.lists(DESIRED, min_size=1, max_size=3))
@hypothesis.settings(max_examples=30, deadline=None)
def test_what_check_mode_says_is_what_happens_and_then_nothing_is_left(own_account, wishes):
    transaction(name="x", state="absent")
    for wish in wishes:
        predicted, done, again = (transaction(mode, name="x", **wish) for mode in (True, False, False))
        assert (predicted["changed"], predicted.get("diff")) == (done["changed"], done.get("diff"))
        own = {name: done["transaction"][name] for name in ("id", "status", "created", "modified")}
        assert {**predicted["transaction"], **own} == done["transaction"]
        assert not again["changed"]
        assert again["transaction"] == done["transaction"]
