# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_acknowledge over both APIs: which alarms are acknowledged, which are left alone, and what is told of them."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_acknowledge, prtg_object_info
from tests.behaviour.told import prtg, told

PING, DISK = "2121", "2203"
"""Sensors that are down."""
WEB_1, UP = "1001", "2101"
"""A device, and a sensor that is up."""


@pytest.fixture(params=["v1", "v2"])
def api(request):
    return request.param


@pytest.fixture
def acknowledge(emulator, api):
    """A task over each API in turn; check mode sends nothing, and no write goes untold."""

    def run(check=False, **options):
        return told(emulator, prtg_acknowledge, check_mode=check, **prtg(emulator, api), **options)

    return run


@pytest.fixture
def look(emulator, api):
    def run(*ids):
        fields = ["id", "status", "message"]
        return told(emulator, prtg_object_info, **prtg(emulator, api), ids=list(ids), fields=fields)["objects"]

    return run


def statuses(answer):
    return [(one["before"]["status"], one["after"]["status"]) for one in answer["objects"]]


def place(api):
    return {"v1": {"server": "prtg", "path": "acknowledge"}, "v2": {"server": "prtg_v2", "path": "acknowledge$"}}[api]


def test_a_reason_that_no_request_holds_is_refused_in_check_mode_as_well(acknowledge, emulator):
    for check in (True, False):
        answer = acknowledge(check=check, ids=[PING], reason="ü" * 9000)
        assert answer["error"]["kind"] == "ConfigurationError", answer
        assert "what is to be sent with an object takes" in answer["msg"]
        assert "Shorten the text, such as reason" in answer["msg"]
    assert emulator.writes() == []


def test_alarms_are_acknowledged_once(acknowledge, look, emulator):
    foretold = acknowledge(check=True, ids=[PING, DISK, UP], reason="INC-1 & <more>")
    done = acknowledge(ids=[PING, DISK, UP], reason="INC-1 & <more>")
    assert done == foretold
    # in the order of their ids
    assert statuses(done) == [("up", "up"), ("down", "acknowledged"), ("down", "acknowledged")]
    assert list(done["diff"]["after"].values()) == [{"status": "acknowledged"}] * 2
    assert all(one["status"] == "acknowledged" and "INC-1" in one["message"] for one in look(PING, DISK))
    assert len(emulator.writes()) == 1
    for check in (True, False):
        again = acknowledge(check=check, ids=[PING, DISK, UP], reason="INC-1 & <more>")
        assert (again["changed"], again.get("warnings", [])) == (False, [])
    assert len(emulator.writes()) == 1


def test_what_is_not_down_is_left_alone_without_a_word(acknowledge, emulator):
    answer = acknowledge(ids=[UP])
    assert (answer["changed"], answer.get("warnings", []), emulator.writes()) == (False, [], [])


def test_who_acknowledged_before_keeps_their_words(acknowledge, look, emulator):
    acknowledge(ids=[PING], reason="Bob is on it")
    for check in (True, False):
        answer = acknowledge(check=check, ids=[PING], reason="Deployment 42")
        assert not answer["changed"]
        assert "its message does not show this reason" in answer["warnings"][-1]
    assert "Bob is on it" in look(PING)[0]["message"]
    assert len(emulator.writes()) == 1


def test_an_acknowledgement_can_end_by_itself(acknowledge, look, emulator, api):
    acknowledge(ids=[PING], duration="90s")
    assert look(PING)[0]["status"] == "acknowledged"
    sent = emulator.writes()[-1]
    if api == "v1":
        assert sent["query"]["duration"] == ["2"]
    else:
        assert sent["body"]["duration"] == 120.0
    emulator.advance(121)
    assert look(PING)[0]["status"] == "down"
    acknowledge(ids=[DISK])
    sent = emulator.writes()[-1]
    assert "duration" not in f"{sent['query']} {sent['body']}"


@pytest.mark.parametrize("api", ["v2"])
def test_a_server_that_takes_no_duration_is_not_asked_for_more_than_that(acknowledge, look, emulator, monkeypatch):
    monkeypatch.setattr(doing, "REFUSED_SHOWS_WITHIN", 0.5)
    emulator.quirk("v2_acknowledge_without_duration")
    for ids in ([PING], [PING, DISK]):
        answer = acknowledge(ids=ids, duration="1h")
        assert (answer["error"]["kind"], answer["changed"]) == ("RequestRefused", False)
        assert "leave it out, or set api to v1" in answer["msg"]
    assert {one["status"] for one in look(PING, DISK)} == {"down"}
    assert acknowledge(ids=[PING])["changed"]


@pytest.mark.parametrize("api", ["v1"])
def test_a_message_that_does_not_show_the_reason_is_told(acknowledge, emulator):
    emulator.quirk("v1_acknowledgement_unshown")
    answer = acknowledge(ids=[PING])
    assert statuses(answer) == [("down", "acknowledged")]
    assert answer["warnings"][-1].endswith("is acknowledged, and its message does not show the reason")


def test_names_filters_and_ancestors_mean_sensors(acknowledge):
    below = acknowledge(check=True, under="Local Probe/Web Shop")
    assert {one["kind"] for one in below["objects"]} == {"sensor"}
    down = acknowledge(check=True, filter="status = down")
    assert {one["before"]["status"] for one in down["objects"]} == {"down"}
    assert len(acknowledge(check=True, names=["Ping"])["objects"]) > 1


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"ids": [PING, WEB_1]}, "SelectionRefused", "acknowledge is for objects of the kind sensor"),
        ({"ids": ["0"]}, "SelectionRefused", "acknowledge is for objects of the kind sensor"),
        ({"under": "Local Probe", "kind": ["device"]}, "SelectionRefused", "selected by under"),
        ({"names": ["web-1"]}, "NotFound", "kind sensor"),
        ({"ids": [PING], "reason": " "}, "ConfigurationError", "reason must not be empty"),
        ({"ids": [PING], "duration": "soon"}, "ConfigurationError", "soon"),
        ({"ids": ["424242"]}, "NotFound", "424242"),
        ({"ids": [PING, DISK], "max_matched": 1}, "SelectionRefused", "max_matched"),
    ],
)
def test_what_cannot_be_acknowledged_is_refused(acknowledge, emulator, options, kind, words):
    answer = acknowledge(**options)
    assert (answer["error"]["kind"], answer["changed"], emulator.writes()) == (kind, False, [])
    assert words in answer["msg"]


def test_an_alarm_that_ends_before_the_request_comes_is_fine_and_told(acknowledge, emulator, api, monkeypatch):
    send = doing.send

    def late(*arguments):
        token = emulator.credentials["prtg_api_token"]
        query = {"id": DISK, "duration": "5", "apitoken": token}
        assert requests.get(f"{emulator.prtg}/api/pauseobjectfor.htm", query, timeout=30).ok
        send(*arguments)

    monkeypatch.setattr(doing, "send", late)
    answer = acknowledge(ids=[DISK])
    assert statuses(answer) == [("down", "pausedbyuseruntil")]


def test_an_acknowledgement_that_does_not_show_is_a_failure(acknowledge, emulator, api, monkeypatch):
    monkeypatch.setattr(prtg_acknowledge.ACKNOWLEDGE, "within", 1.0)
    emulator.faults([{**place(api), "status": 200 if api == "v1" else 204, "body": ""}])
    answer = acknowledge(ids=[PING])
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert answer["error"]["objects"] == [PING]


@pytest.mark.parametrize("api", ["v2"])
def test_what_v2_refuses_for_a_status_is_read_back(acknowledge, emulator, api, monkeypatch):
    monkeypatch.setattr(prtg_acknowledge.ACKNOWLEDGE, "within", 1.0)
    emulator.faults([{**place(api), "status": 409, "body": {"code": "WRONG_NODE_STATUS"}}])
    answer = acknowledge(ids=[PING])
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    emulator.faults([{**place(api), "status": 409, "body": {"code": "WRONG_NODE_STATUS"}, "after": True}])
    assert statuses(acknowledge(ids=[PING])) == [("down", "acknowledged")]


@pytest.mark.parametrize("done", [True, False])
def test_after_a_time_out_the_state_says_whether_it_was_done(acknowledge, emulator, api, done, monkeypatch):
    monkeypatch.setattr(doing, "REFUSED_SHOWS_WITHIN", 0.5)
    emulator.faults([{**place(api), "status": 504, "body": "", "after": done}])
    answer = acknowledge(ids=[PING, DISK])
    assert (answer["failed"], answer["changed"]) == (True, done)


@pytest.mark.parametrize("api", ["v2"])
def test_long_reasons_take_more_requests(acknowledge, emulator):
    for check_mode in (True, False):
        too_long = acknowledge(ids=[PING, DISK], reason="x" * 15_000, check=check_mode)
        assert (too_long["error"]["kind"], too_long["changed"]) == ("ConfigurationError", False)
    assert acknowledge(ids=[PING, DISK], reason="ä" * 7_470)["changed"]
    assert len(emulator.writes()) == 2


def test_a_status_that_lags_is_waited_for(acknowledge, look, emulator, api):
    emulator.quirk(f"{api}_status_lags")
    assert statuses(acknowledge(ids=[PING])) == [("down", "acknowledged")]
    assert acknowledge(ids=[PING])["changed"] is False


def test_tasks_may_write_message_and_nothing_takes_it_back():
    assert prtg_acknowledge.SPECIFICATION.written == {"message": "reason"}
    assert "restore" not in prtg_acknowledge.SPECIFICATION.options
