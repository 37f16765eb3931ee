# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_simulate_error: beginning and ending what PRTG shows as an error, and nothing that is one."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import action, simulating
from ansible_collections.opswatch.monitoring.plugins.modules import (
    prtg_acknowledge,
    prtg_object_info,
    prtg_pause,
    prtg_simulate_error,
)
from tests.behaviour.told import prtg, told

UP, OTHER, DOWN, WEB_1 = "2101", "2102", "2121", "1001"
"""Two sensors that are up, one that is down, and a device."""


class Rehearsal:
    """What tasks do over API v1 to one emulated PRTG."""

    def __init__(self, emulator):
        self.emulator = emulator

    def __call__(self, check=False, **options):
        return self.told(prtg_simulate_error, check_mode=check, **options)

    def told(self, module, **options):
        return told(self.emulator, module, **prtg(self.emulator, "v1"), **options)

    def statuses(self, *ids):
        rows = self.told(prtg_object_info, ids=list(ids), fields=["id", "status"])["objects"]
        return [row["status"] for row in rows]

    def acknowledge(self, *ids, reason="Seen"):
        assert self.told(prtg_acknowledge, ids=list(ids), reason=reason)["changed"]


@pytest.fixture
def simulate(emulator):
    return Rehearsal(emulator)


def pairs(answer):
    return [(one["before"]["simulated"], one["after"]["simulated"]) for one in answer["objects"]]


def test_an_error_is_begun_once_and_ended_once(simulate, emulator):
    foretold = simulate(check=True, ids=[UP, OTHER])
    begun = simulate(ids=[UP, OTHER])
    assert {**begun, "restore": None} == {**foretold, "restore": None}
    assert pairs(begun) == [(False, True)] * 2
    assert simulate.statuses(UP, OTHER) == ["down", "down"]
    for check in (True, False):
        assert not simulate(check=check, ids=[UP, OTHER])["changed"]
    assert len(emulator.writes()) == 1

    foretold, ended = simulate(check=True, state="ended", ids=[UP, OTHER]), simulate(state="ended", ids=[UP, OTHER])
    assert ended["objects"] == foretold["objects"]
    assert (pairs(ended), ended["restore"]["objects"]) == ([(True, False)] * 2, [])
    assert simulate.statuses(UP, OTHER) == ["up", "up"]
    for check in (True, False):
        assert not simulate(check=check, state="ended", ids=[UP, OTHER])["changed"]
    assert len(emulator.writes()) == 2


def test_the_token_ends_what_its_task_has_begun_and_nothing_else(simulate, emulator):
    simulate(ids=[OTHER])
    token = json.loads(json.dumps(simulate(ids=[UP, OTHER])["restore"]))
    assert [one["id"] for one in token["objects"]] == [UP]
    would = simulate(check=True, state="ended", restore=token)
    back = simulate(state="ended", restore=token)
    assert (would["objects"], pairs(back)) == (back["objects"], [(True, False)])
    assert simulate.statuses(UP, OTHER) == ["up", "down"]
    sent = len(emulator.writes())
    assert not simulate(state="ended", restore=token)["changed"]
    assert len(emulator.writes()) == sent


def test_a_token_of_check_mode_is_good_for_check_mode(simulate, emulator):
    token = simulate(check=True, ids=[UP])["restore"]
    assert pairs(simulate(check=True, state="ended", restore=token)) == [(True, False)]
    assert "comes from check mode" in simulate(state="ended", restore=token)["msg"]
    assert emulator.writes() == []


@pytest.mark.parametrize("acknowledged", [False, True])
def test_the_token_knows_the_words_of_any_language(simulate, emulator, acknowledged):
    emulator.quirk("v1_german")
    token = simulate(ids=[UP])["restore"]
    assert token["objects"][0]["after"]["message"] == "Simulierter Fehler"
    if acknowledged:
        simulate.acknowledge(UP)
    left = simulate(state="ended", ids=[UP])
    assert not left["changed"]
    assert "its message does not say that the error is simulated" in left["warnings"][-1]
    assert pairs(simulate(state="ended", restore=token)) == [(True, False)]
    assert simulate.statuses(UP) == ["up"]


def test_other_words_can_be_given(simulate, emulator):
    emulator.quirk("v1_german")
    simulate(ids=[UP])
    assert simulate(state="ended", ids=[UP], error_message="SIMULIERTER fehler")["changed"]


def test_a_simulated_error_that_somebody_acknowledged_ends(simulate):
    simulate(ids=[UP])
    simulate.acknowledge(UP)
    assert not simulate(ids=[UP])["changed"]
    assert pairs(simulate(state="ended", ids=[UP])) == [(True, False)]
    assert simulate.statuses(UP) == ["up"]


def test_a_real_alarm_and_its_acknowledgement_stay(simulate, emulator):
    left = simulate(state="ended", ids=[DOWN])
    assert (left["changed"], emulator.writes()) == (False, [])
    assert "is down, and its message does not say" in left["warnings"][-1]
    simulate.acknowledge(DOWN, reason="A simulated error? No!")
    sent = len(emulator.writes())
    left = simulate(state="ended", ids=[DOWN])
    assert (left["changed"], len(emulator.writes())) == (False, sent)
    assert "is acknowledged, and its message does not say" in left["warnings"][-1]
    assert simulate.statuses(DOWN) == ["acknowledged"]


@pytest.mark.parametrize("by", ["selector", "token"])
def test_what_was_paused_meanwhile_stays_paused(simulate, by):
    token = simulate(ids=[UP])["restore"]
    simulate.told(prtg_pause, ids=[UP])
    how = {"ids": [UP]} if by == "selector" else {"restore": token}
    assert not simulate(state="ended", **how)["changed"]
    assert simulate.statuses(UP) == ["pausedbyuseruntil"]


@pytest.mark.parametrize("by", ["selector", "token"])
def test_what_is_paused_between_the_look_and_the_end_stays_paused(simulate, monkeypatch, by):
    """Ending is resuming, which would wake what another run has put a lease on since the task looked."""
    token = simulate(ids=[UP, OTHER])["restore"]
    turn = simulating.turn

    def taken(host, ids):
        simulate.told(prtg_pause, ids=[UP])
        return turn(host, ids)

    monkeypatch.setattr(simulating, "turn", taken)
    ended = simulate(state="ended", **({"ids": [UP, OTHER]} if by == "selector" else {"restore": token}))
    assert [one["changed"] for one in ended["objects"]] == [False, True]
    assert "was paused by somebody else while this task ran, and was left paused" in ended["warnings"][-1]
    assert simulate.statuses(UP, OTHER) == ["pausedbyuseruntil", "up"]


def test_what_ends_between_the_look_and_the_end_is_no_change(simulate, monkeypatch):
    simulate(ids=[UP])
    turn = simulating.turn

    def taken(host, ids):
        monkeypatch.setattr(simulating, "turn", turn)
        simulate(state="ended", ids=[UP])
        simulate.emulator.reset()
        return turn(host, ids)

    monkeypatch.setattr(simulating, "turn", taken)
    assert simulate(state="ended", ids=[UP])["changed"] is False
    assert simulate.emulator.writes() == []


def test_what_cannot_be_simulated_is_left_alone_and_told(simulate, emulator):
    simulate.told(prtg_pause, ids=[OTHER])
    sent = len(emulator.writes())
    answer = simulate(ids=[OTHER, DOWN, UP])
    assert [one["changed"] for one in answer["objects"]] == [True, False, False]
    assert "is pausedbyuseruntil, in which PRTG simulates no error" in " ".join(answer["warnings"])
    assert "is down, in which PRTG simulates no error" in " ".join(answer["warnings"])
    assert len(emulator.writes()) == sent + 1


def test_what_shows_with_a_scan_only_is_scanned(simulate, emulator, monkeypatch):
    monkeypatch.setattr(action, "SHOWS_SOON", 0.3)
    emulator.quirk("v1_simulated_error_with_scan")
    assert simulate(ids=[UP])["changed"]
    assert [write["path"] for write in emulator.writes()] == ["/api/simulate.htm", "/api/scannow.htm"]
    assert simulate.statuses(UP) == ["down"]


def test_the_end_is_waited_for_though_it_lags(simulate, emulator, monkeypatch):
    monkeypatch.setattr(action, "SHOWS_SOON", 0.3)
    simulate(ids=[UP])
    emulator.quirk("v1_status_lags")
    assert simulate(state="ended", ids=[UP], wait=True)["changed"]
    assert simulate.statuses(UP) == ["up"]


def test_an_error_that_does_not_show_is_a_failure_with_the_token(simulate, emulator, monkeypatch):
    monkeypatch.setattr(action, "SHOWS_SOON", 0.1)
    monkeypatch.setattr(prtg_simulate_error.SIMULATE_ERROR, "within", 0.5)
    emulator.faults([{"server": "prtg", "path": "/api/simulate.htm", "status": 200, "body": "OK"}])
    answer = simulate(ids=[UP])
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert [one["id"] for one in answer["restore"]["objects"]] == [UP]
    assert not simulate(state="ended", restore=answer["restore"])["changed"]


def test_an_answer_that_is_lost_leaves_the_token(simulate, emulator):
    emulator.faults([{"server": "prtg", "path": "/api/simulate.htm", "reset": True, "after": True}])
    lost = simulate(ids=[UP])
    assert (lost["error"]["kind"], lost["changed"]) == ("ConnectionFailed", True)
    emulator.faults([])
    assert pairs(simulate(state="ended", restore=lost["restore"])) == [(True, False)]


def test_what_is_gone_is_told(simulate, emulator):
    token = simulate(ids=[UP, OTHER])["restore"]
    for one in token["objects"]:
        one["id"] = {UP: "424242"}.get(one["id"], one["id"])
    back = simulate(state="ended", restore=token)
    assert sorted((one["id"], one["changed"]) for one in back["objects"]) == [(OTHER, True), ("424242", False)]
    assert "does not exist any more" in back["warnings"][-1]


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"ids": [UP, WEB_1]}, "SelectionRefused", "simulate error is for objects of the kind sensor"),
        ({"ids": [UP], "error_message": ""}, "ConfigurationError", "error_message must not be empty"),
        ({"ids": ["424242"]}, "NotFound", "424242"),
        ({"restore": {}, "state": "ended"}, "ConfigurationError", "restore"),
    ],
)
def test_what_is_wrong_is_refused(simulate, emulator, options, kind, words):
    answer = simulate(**options)
    assert (answer["error"]["kind"], answer["changed"], emulator.writes()) == (kind, False, [])
    assert words in answer["msg"]


def test_a_token_needs_the_state_that_takes_it(simulate):
    token = simulate(ids=[UP])["restore"]
    with pytest.raises(ValueError, match="state is simulated but any of the following are missing"):
        simulate(restore=token)
    with pytest.raises(ValueError, match="state is ended but any of the following are missing"):
        simulate(state="ended")


@pytest.mark.parametrize("state", ["simulated", "ended"])
def test_api_v2_says_at_once_what_can(emulator, state):
    emulator.reset()
    answer = told(emulator, prtg_simulate_error, **prtg(emulator, "v2"), ids=[UP], state=state)
    assert answer["error"]["kind"] == "ConfigurationError"
    assert answer["msg"] == (
        "PRTG's API v2 cannot simulate errors. Nothing was sent. Set api to v1 and url to the core server."
    )
    assert emulator.requests() == []
