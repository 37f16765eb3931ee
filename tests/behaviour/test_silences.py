# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several works, persons and odd answers on the same objects: prtg_pause over both APIs, in the test's own process."""

from __future__ import annotations

import copy
import json
import re
import urllib.request
from urllib.parse import urlencode

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import prtg_pause
from tests.behaviour.direct_runs import EMPTY_DEVICES
from tests.behaviour.told import prtg, told

WEB_1, DB_2, UPLINK = "1001", "1012", "2522"
"""A device that is up, one that a person has paused without an end, and a sensor that one has paused for a time."""


class Place:
    """The emulated PRTG over one API, with persons who use its web interface."""

    def __init__(self, emulator, api):
        self.emulator = emulator
        self.api = api
        self.connection = prtg(emulator, api)

    def pause(self, *, fails=False, check=False, **options):
        answer = told(self.emulator, prtg_pause, check_mode=check, **options, **self.connection)
        assert answer.get("failed", False) is fails, answer
        return answer

    def open(self, reason, ids=(WEB_1,), **more):
        return self.pause(ids=list(ids), reason=reason, **more)

    def restore(self, answer, **more):
        return self.pause(state="restored", restore=answer["restore"], **more)

    def person(self, page, object_id=WEB_1, **query):
        """What a person does, without any of our code."""
        query = {"id": object_id, "apitoken": self.connection["api_token"], **query}
        url = f"{self.emulator.prtg}/api/{page}.htm?{urlencode(query)}"
        with OPENER.open(url, timeout=10) as answer:
            assert answer.status in (200, 302)

    def shown(self, object_id=WEB_1):
        """Own flag and message, without any of our code."""
        content = "sensors" if object_id == UPLINK else "devices"
        query = {"content": content, "columns": "objid,active,message", "filter_objid": object_id}
        query["apitoken"] = self.connection["api_token"]
        with OPENER.open(f"{self.emulator.prtg}/api/table.json?{urlencode(query)}", timeout=10) as answer:
            (row,) = json.load(answer)[content]
        return row["active"], row["message_raw"]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def http_error_302(self, _request, answer, *_more):
        return answer


OPENER = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
"""Made once: each loads the certificates of the system."""


@pytest.fixture(params=["v1", "v2"])
def place(request, emulator):
    return Place(emulator, request.param)


# Two silences on one object


def test_the_work_that_goes_on_stays_silenced_when_the_shorter_one_ends_first(place):
    first = place.open("A", duration="1h")
    second = place.open("B", duration="4h")
    assert second["changed"]
    assert [lease["reason"] for lease in second["objects"][0]["leases"]] == ["A", "B"]
    place.emulator.advance(50 * 60)
    ended = place.restore(first)
    assert ended["changed"]
    assert "stays paused for 'B' until" in ended["warnings"][0]
    place.emulator.advance(180 * 60)
    active, message = place.shown()
    assert active is False
    assert re.search(r"^\[\[ B \[opswatch [0-9a-f]{8} until [^\]]*\] \(Paused at", message)
    place.restore(second)
    assert place.shown()[0] is True


def test_of_two_works_of_one_length_either_may_end_first(place):
    tokens = {reason: place.open(reason) for reason in ("A", "B")}
    for reason in ("A", "B"):
        assert place.shown()[0] is False
        assert place.restore(tokens[reason])["changed"]
    assert place.shown()[0] is True


def test_each_holder_is_quiet_a_second_time_and_renews_only_its_own_lease(place):
    place.open("A", duration="4h")
    place.open("B", duration="1h")
    for reason, duration in (("A", "4h"), (" B ", "1h")):
        assert not place.open(reason, duration=duration)["changed"]
    place.emulator.advance(30 * 60)
    before = place.shown()[1]
    renewed = place.open("B", duration="1h")
    assert renewed["changed"]
    assert place.shown()[1] != before
    assert place.shown()[1].startswith(before.split("|")[0].strip())
    assert renewed["objects"][0]["before"]["until"] == renewed["objects"][0]["after"]["until"]


def test_the_reason_alone_ends_its_own_lease(place):
    place.open("A")
    place.open("B")
    assert place.pause(state="restored", ids=[WEB_1], reason="A")["changed"]
    assert not place.pause(state="restored", ids=[WEB_1], reason="A")["changed"]
    assert place.shown()[0] is False
    assert place.pause(state="restored", ids=[WEB_1], reason="B")["changed"]
    assert place.shown()[0] is True


def test_time_ends_the_silence_of_all_at_the_last_of_their_ends(place):
    place.open("A", duration="2h")
    place.open("B", duration="1h")
    place.emulator.advance(90 * 60)
    assert place.shown()[0] is False
    place.emulator.advance(31 * 60)
    assert place.shown()[0] is True


def test_marks_that_nobody_holds_any_more_run_out_by_their_own_time(place):
    place.open("crashed", duration="1h")
    other = place.open("B", duration="2h")
    place.emulator.advance(30 * 60)
    place.restore(other)
    assert place.shown()[0] is False
    place.emulator.advance(31 * 60)
    assert place.shown()[0] is True


def test_what_a_person_does_later_wins(place):
    tokens = [place.open("A"), place.open("B")]
    place.person("pause", action=1)
    for token in tokens:
        assert not place.restore(token)["changed"]
    assert place.shown()[0] is True
    tokens = [place.open("A"), place.open("B")]
    place.person("pause", action=0, pausemsg="human: broken fan")
    for token in tokens:
        answer = place.restore(token)
        assert not answer["changed"]
        assert "was paused anew by somebody else" in answer["warnings"][0]
    assert "human: broken fan" in place.shown()[1]


def test_a_message_that_lags_behind_loses_no_holder(place):
    place.emulator.quirk(f"{place.api}_status_lags")
    tokens = [place.open(reason, duration="2h", adopt=True) for reason in ("A", "B", "C")]
    assert re.findall(r"(\w) \[opswatch", place.shown()[1]) == ["A", "B", "C"]
    place.restore(tokens[1])
    assert re.findall(r"(\w) \[opswatch", place.shown()[1]) == ["A", "C"]
    for token in (tokens[0], tokens[2]):
        place.restore(token)
    assert place.shown()[0] is True


def test_a_message_that_is_not_there_yet_is_waited_for(place):
    place.emulator.quirk(f"{place.api}_status_lags")
    place.person("pauseobjectfor", duration=60, pausemsg="A [opswatch 5f0c21ab until 2099-01-01T00:00:00Z]")
    assert [lease["reason"] for lease in place.open("B")["objects"][0]["leases"]] == ["A", "B"]


def test_a_server_that_does_not_pause_what_is_paused_carries_one_holder(emulator):
    place = Place(emulator, "v2")
    emulator.quirk("v2_pause_answers_wrong_node_status")
    first = place.open("A", ids=[WEB_1, "1002"])
    before = place.shown()
    refused = place.open("B", ids=[WEB_1, "1002", "1011"], fails=True)
    assert refused["error"]["kind"] == "Conflict"
    assert "no second silence can join" in refused["msg"]
    assert "state restored with its reason" in refused["msg"]
    assert refused["changed"] is False
    assert "restore" not in refused
    assert place.shown() == before
    assert place.shown("1011")[0] is True
    assert not place.open("A", ids=[WEB_1, "1002"])["changed"]
    assert place.restore(first)["changed"]
    assert place.shown()[0] is True


def test_two_reasons_may_be_any_text(place):
    odd = ["] [ | [[ x ]] (y)", "<b>&amp; \u00e4 'q' \"</b>", "[opswatch] %5B opswatch"]
    tokens = [place.open(reason) for reason in odd]
    assert tokens[-1]["objects"][0]["leases"][0]["reason"] == odd[0]
    for reason in odd:
        assert not place.open(reason)["changed"]
    for token in tokens:
        assert place.restore(token)["changed"]
    assert place.shown()[0] is True


def test_one_task_joins_some_and_silences_others(place):
    place.open("A", ids=[WEB_1])
    both = place.open("B", ids=[WEB_1, "1002"])
    assert [one["before"]["active"] for one in both["objects"]] == [False, True]
    place.restore(both)
    assert [place.shown(one)[0] for one in (WEB_1, "1002")] == [False, True]


# What is silent besides


@pytest.mark.parametrize(("sensor", "why"), [("2303", "schedule"), ("2502", "dependency"), ("2312", "license")])
def test_what_stays_silent_for_another_reason_is_told_when_nobody_pauses_it_any_more(place, sensor, why):
    """PRTG does not tell that reason as long as the sensor is paused itself."""
    opened = place.open("Work", ids=[sensor])
    assert opened["objects"][0]["after"]["paused_by"] == "user"
    back = place.restore(opened)
    assert back["objects"][0]["after"] == {"active": True, "paused_by": why, "until": None}
    assert f"stays silent: it is paused by its {why}" in back["warnings"][0]


# What a person paused


def test_a_persons_pause_that_is_made_again_keeps_their_words_and_is_never_ours(place):
    place.person("pause", action=0, pausemsg="human: broken fan")
    resumed = place.pause(ids=[WEB_1], state="resumed")
    place.restore(resumed)
    words = place.shown()[1]
    assert words.startswith("[[ human: broken fan (Paused at ")
    assert "opswatch" not in words
    assert place.open("Paused by Ansible", adopt=True)["restore"]["objects"] == []
    assert not place.pause(ids=[WEB_1], state="restored")["changed"]
    assert place.shown() == (False, words)
    assert not place.restore(resumed)["changed"]


def test_renewing_and_restoring_keeps_a_persons_words_too(place):
    place.person("pause", action=0, pausemsg="human: broken fan (again)")
    renewed = place.open("Work", renew=True)
    assert "human" not in place.shown()[1]
    other = place.open("Other")
    place.restore(renewed)
    assert "human: broken fan (again) [opswatch theirs] | Other [opswatch " in place.shown()[1]
    place.emulator.advance(3 * 3600)
    assert place.shown()[0] is False
    place.restore(other)
    assert place.shown()[1].startswith("[[ human: broken fan (again) (Paused at ")


@pytest.mark.parametrize(
    "wish",
    [{"state": "resumed"}, {"renew": True}, {"renew": True, "duration": "forever"}],
)
def test_a_persons_timed_pause_is_not_taken_without_override(place, wish):
    refused = place.pause(ids=[WEB_1, UPLINK], fails=True, **wish)
    assert refused["error"]["kind"] == "Conflict"
    assert f"sensor {UPLINK}" in refused["msg"]
    assert "override" in refused["msg"]
    assert place.emulator.writes() == []
    taken = place.pause(ids=[WEB_1, UPLINK], override=True, **wish)
    assert taken["changed"]


def test_a_persons_timed_pause_under_forever_is_left_alone_or_replaced_and_told(place):
    left = place.pause(ids=[UPLINK], duration="forever")
    assert not left["changed"]
    assert "PRTG does not tell" in left["warnings"][0]
    assert place.emulator.writes() == []
    changed = place.pause(ids=[UPLINK], duration="forever", override=True)
    assert changed["changed"]
    (one,) = changed["objects"]
    assert (one["before"]["until"], one["after"]["until"]) == ("unknown", None)
    assert changed["diff"]["before"]["until"] == "unknown"


def test_a_timed_pause_that_was_taken_is_told_not_to_be_made_again(place):
    taken = place.pause(ids=[UPLINK], override=True, reason="Work")
    back = place.restore(taken)
    assert back["changed"]
    assert "so that this pause was not made again" in back["warnings"][0]
    assert place.shown(UPLINK)[0] is True


# Tokens


def altered(answer, **members):
    token = copy.deepcopy(answer["restore"])
    token["objects"][0].update(members)
    return token


def test_a_token_meets_the_guards_of_a_selection(place):
    opened = place.open("Work", ids=[WEB_1, "1002"])
    writes = len(place.emulator.writes())
    group = {"id": "0", "kind": "group", "name": "Root"}
    theirs = {"did": "resume", "added": [], "theirs": "x"}
    tokens = {
        "root": ({**group, "did": "resume", "was_active": False}, {}, "ConfigurationError"),
        "root resumed": ({**group, "did": "resume", "added": []}, {}, "ConfigurationError"),
        "root silenced": ({**group, **theirs}, {}, "SelectionRefused"),
        "another object": ({"id": "1003"}, {}, "SelectionRefused"),
        "another kind": ({"kind": "sensor"}, {}, "SelectionRefused"),
        "another name": ({"name": "web-2"}, {}, "SelectionRefused"),
        "too many": ({}, {"max_matched": 1}, "SelectionRefused"),
        "no id": ({"id": "1001,0"}, {}, "ConfigurationError"),
        "unjustified": ({"did": "resume", "added": []}, {}, "ConfigurationError"),
    }
    for name, (members, options, kind) in tokens.items():
        token = altered(opened, **members)
        failed = place.pause(state="restored", restore=token, fails=True, **options)
        assert failed["error"]["kind"] == kind, (name, failed)
        assert failed["restore"] == token
        assert failed["changed"] is False
    assert len(place.emulator.writes()) == writes
    assert place.restore(opened, max_matched=2)["changed"]


def test_what_was_renamed_meanwhile_is_restored_by_the_reason(place):
    opened = place.open("Work")
    place.person("rename", value="web-one")
    refused = place.restore(opened, fails=True)
    assert "restore by the reason" in refused["msg"]
    assert refused["restore"] == opened["restore"]
    assert place.pause(state="restored", ids=[WEB_1], reason="Work")["changed"]
    assert place.shown()[0] is True


@pytest.mark.parametrize(("duration", "end"), [("4h", "until 2"), ("forever", "without an end")])
def test_tasks_of_one_reason_that_are_undone_in_another_order(place, duration, end):
    first = place.open("Work", duration=duration)
    second = place.open("Work", duration="1h" if duration == "forever" else "8h", renew=True)
    assert place.restore(first)["changed"] is False
    back = place.restore(second)
    assert back["objects"][0]["leases"] == first["objects"][0]["leases"]
    assert any(f"stays paused for 'Work' {end}" in one for one in back["warnings"])
    assert place.restore(first)["changed"]
    assert place.shown()[0] is True


def test_a_token_of_the_root_and_of_a_probe_is_undone_where_they_may_be_named(emulator):
    emulator.quirk("v2_root_is_group")
    for place in (Place(emulator, "v1"), Place(emulator, "v2")):
        opened = place.pause(ids=["0", "1"], allow_root=True)
        place.restore(opened, fails=True)
        assert place.restore(opened, allow_root=True)["changed"]


# What an answer does not show


def test_a_device_that_an_answer_does_not_show_is_not_taken_for_gone(place):
    opened = place.open("Work", duration="forever")
    place.emulator.faults([EMPTY_DEVICES[place.api]])
    for more in ({}, {"allow_empty": True}):
        failed = place.restore(opened, fails=True, **more)
        assert failed["restore"] == opened["restore"]
        assert failed["changed"] is False
    for wish in ({"state": "restored", "reason": "Work"}, {"state": "resumed"}, {"reason": "Other"}):
        place.pause(ids=[WEB_1], allow_empty=True, fails=True, **wish)
    place.emulator.faults([])
    assert place.restore(opened)["changed"]


def test_what_is_shown_is_put_back_before_the_rest_is_a_failure(place):
    opened = place.open("Work", ids=[WEB_1, "2501"])
    rule = copy.deepcopy(EMPTY_DEVICES[place.api])
    if place.api == "v1":
        other = "<item><objid>1002</objid><name>web-2</name><parentid>2000</parentid></item>"
        rule["body"] = f'<devices totalcount="1" listend="1">{other}</devices>'
    if place.api == "v2":
        rule["query"] = rule.pop("path") and "limit"
        rule["path"] = "/objects$"
        sensor = {"id": "2501", "name": opened["restore"]["objects"][1]["name"], "type": "SENSOR", "status": "UP"}
        sensor |= {"message": "", "basic": {"active": "0"}, "path": [], "parent": {"id": "1050"}}
        rule["body"] = [sensor]
        rule["headers"]["X-Total-Count"] = "1"
    place.emulator.faults([rule])
    failed = place.restore(opened, fails=True)
    assert f"PRTG does not show device {WEB_1}" in failed["msg"]
    assert failed["changed"] is True
    assert failed["restore"] == opened["restore"]


def test_what_prtg_says_is_gone_is_a_warning(place):
    opened = place.open("Work", ids=[WEB_1, "1002"])
    place.person("deleteobject", "1002", approve=1)
    back = place.restore(opened)
    assert back["changed"]
    assert any("device 1002 (web-2) does not exist any more" in warning for warning in back["warnings"])
    assert place.shown()[0] is True


def test_a_token_of_which_nothing_is_left_is_a_failure_unless_that_is_fine(place):
    opened = place.open("Work")
    place.person("deleteobject", approve=1)
    failed = place.restore(opened, fails=True)
    assert "none of the objects that restore names exists any more" in failed["msg"]
    assert failed["restore"] == opened["restore"]
    assert not place.restore(opened, allow_empty=True)["changed"]


def test_ids_that_prtg_says_are_gone_may_be_absent(place):
    for wish in ({}, {"state": "resumed"}, {"state": "restored"}, {"kind": ["device"]}, {"under": "1"}):
        assert place.pause(ids=["4711"], allow_empty=True, **wish)["matched"] == 0
    assert place.pause(ids=[WEB_1], kind=["sensor"], allow_empty=True)["matched"] == 0


def test_absence_is_believed_in_any_language(emulator):
    place = Place(emulator, "v1")
    emulator.quirk("v1_german")
    opened = place.open("Work", ids=[WEB_1, "1002"])
    place.person("deleteobject", "1002", approve=1)
    assert place.restore(opened)["changed"]
    assert place.shown()[0] is True


@pytest.mark.parametrize(
    "rule",
    [
        {"path": "/api/getobjectstatus.htm", "status": 400},
        {"path": "/api/getobjectstatus.htm", "status": 400, "body": "<prtg><error>Bad parameter</error></prtg>"},
        {"path": "/api/getobjectstatus.htm", "status": 500},
        {"path": "/api/getobjectstatus.htm", "status": 200, "body": "<prtg><result>(Object not found)</result></prtg>"},
        {"path": "/api/getobjectstatus.htm", "status": 200, "body": '<BODY class="no-content"><B>OK</B></BODY>'},
        {"server": "prtg_v2", "path": "/sensors/1001$", "status": 200, "body": {}},
        {"server": "prtg_v2", "path": "/groups/1001$", "status": 403},
        {"server": "prtg_v2", "path": "/(probes|groups|devices|sensors)/[0-9]+$", "status": 404},
        {"server": "prtg_v2", "path": "/devices/1001$", "status": 404, "body": "<html>not here</html>"},
        EMPTY_DEVICES["v2"],
    ],
)
def test_what_prtg_does_not_clearly_say_proves_nothing(emulator, rule):
    place = Place(emulator, "v2" if rule.get("server") else "v1")
    opened = place.open("Work")
    place.person("deleteobject", approve=1)
    emulator.faults([rule])
    failed = place.restore(opened, fails=True)
    assert "does not say either that there is no such object" in failed["msg"] or failed["error"]["kind"] != "NotFound"
    assert failed["restore"] == opened["restore"]
