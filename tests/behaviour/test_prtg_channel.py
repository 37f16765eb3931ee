# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_channel: which limits channels get, what stays, how numbers are written, and what is refused."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.client import V1Server
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_channel, prtg_object_info
from tests.behaviour.told import prtg, told

PING, PING_2 = "2101", "2111"
NOTHING = {
    "limits": False,
    "limitmaxerror": None,
    "limitmaxwarning": None,
    "limitminwarning": None,
    "limitminerror": None,
    "limiterrormsg": "",
    "limitwarningmsg": "",
}
EDIT = {"server": "prtg", "path": "editsettings"}


class Tasks:
    """What tasks do to one emulated PRTG."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.connection = prtg(emulator, "v1")

    def limit(self, check=False, fails=False, **options):
        options = {"ids": [PING], "channel": "Ping Time", **options}
        given = {name: value for name, value in options.items() if value is not None}
        answer = told(self.emulator, prtg_channel, check, **self.connection, **given)
        assert answer.get("failed", False) is fails, answer
        return answer

    def all_ways(self, **options):
        """Predicted, done, done again, and predicted once more: the real run's answer."""
        predicted = self.limit(check=True, **options)
        done = self.limit(**options)
        assert predicted == done
        for check in (False, True):
            again = self.limit(check=check, **options)
            assert (again["changed"], again.get("warnings", [])) == (False, []), again
        return done

    def refused(self, error, *words, **options):
        answer = self.limit(fails=True, **options)
        assert answer["error"]["kind"] == error, answer
        assert all(word in answer["msg"] for word in words), answer["msg"]
        assert (answer["changed"], self.emulator.writes()) == (False, [])

    def status(self, number):
        found = told(self.emulator, prtg_object_info, **self.connection, ids=[number], fields=["status"])
        return found["objects"][0]["status"]

    def setting(self, name, channel="0", number=PING):
        """What the API itself says of a channel, in another way than the module asks."""
        query = {"id": number, "subtype": "channel", "subid": channel, "name": name}
        query["apitoken"] = self.emulator.credentials["prtg_api_token"]
        answer = requests.get(f"{self.emulator.prtg}/api/getobjectproperty.htm", query, timeout=30)
        return answer.text.partition("<result>")[2].partition("</result>")[0]


@pytest.fixture
def tasks(emulator):
    return Tasks(emulator)


def test_limits_are_set_with_their_messages_and_count(tasks, emulator):
    done = tasks.all_ways(limitmaxwarning="1", limitmaxerror="2.5", limiterrormsg="Rack 4 & <5>")
    (one,) = done["objects"]
    assert one["channel"] == {"id": "0", "name": "Ping Time"}
    assert one["before"] == NOTHING
    wanted = {"limits": True, "limitmaxerror": 2.5, "limitmaxwarning": 1.0, "limiterrormsg": "Rack 4 & <5>"}
    assert one["after"] == {**NOTHING, **wanted}
    assert done["diff"]["after"] == one["after"]
    assert tasks.setting("limitmaxerror") == "2.5"
    assert tasks.status(PING) == "down"
    assert len(emulator.writes()) == 1
    off = tasks.all_ways(limits=False)
    assert off["objects"][0]["after"] == {**one["after"], "limits": False}
    assert tasks.status(PING) == "up"


def test_only_what_is_given_is_managed(tasks):
    tasks.limit(limitmaxerror="90", limitminerror="1", limitwarningmsg="low", limits=False)
    done = tasks.all_ways(limitmaxwarning="80", limits=False)
    after = done["objects"][0]["after"]
    assert after == {**done["objects"][0]["before"], "limitmaxwarning": 80.0}
    assert (tasks.setting("limitminerror"), tasks.setting("limitwarningmsg")) == ("1", "low")


def test_an_empty_text_is_no_limit(tasks):
    tasks.limit(limitmaxerror="90", limitmaxwarning="80", limiterrormsg="x")
    done = tasks.all_ways(limitmaxerror="", limiterrormsg="")
    after = done["objects"][0]["after"]
    assert (after["limitmaxerror"], after["limitmaxwarning"], after["limiterrormsg"]) == (None, 80.0, "")
    assert after["limits"] is True


def test_a_limit_that_is_given_is_switched_on(tasks):
    tasks.limit(limitmaxerror="90", limits=False)
    assert tasks.setting("limitmode") == "0"
    assert tasks.all_ways(limitmaxerror="90.0")["objects"][0]["after"]["limits"] is True


@pytest.mark.parametrize("first", [None, "7.25"])
def test_a_decimal_comma_is_seen_to(tasks, emulator, first):
    emulator.quirk("v1_limits_with_comma")
    if first:
        tasks.limit(limitmaxwarning=first)
    before = len(emulator.writes())
    done = tasks.all_ways(limitmaxerror="97.5", limits=False)
    assert done["objects"][0]["after"]["limitmaxerror"] == 97.5
    assert tasks.setting("limitmaxerror") == "97,5"
    # without anything that tells, the point was tried first
    assert len(emulator.writes()) - before == (1 if first else 2)


@pytest.mark.parametrize("number", ["0.0001", "5000000000", "-3", "1e3", "123456789.5"])
def test_numbers_stay_what_they_are(tasks, number):
    done = tasks.all_ways(limitminerror=number, limits=False)
    assert done["objects"][0]["after"]["limitminerror"] == float(number)
    assert float(tasks.setting("limitminerror")) == float(number)


def test_a_channel_by_its_id(tasks):
    done = tasks.all_ways(channel=None, channel_id="0", limitmaxerror="900")
    assert done["objects"][0]["channel"]["name"] == "Ping Time"
    tasks.all_ways(channel=None, channel_id="-4", limitmaxerror="10", limits=False)
    assert tasks.setting("limitmaxerror", "-4") == "10"


def test_a_channel_with_volume_and_speed_is_one(tasks, monkeypatch):
    twice = [{"id": "0", "name": f"Traffic In ({how})"} for how in ("volume", "speed")]
    monkeypatch.setattr(V1Server, "channels", lambda self, ids: dict.fromkeys(ids, twice))
    assert tasks.limit(channel="Traffic In", limitmaxerror="900", check=True)["changed"]
    assert tasks.limit(channel="Traffic In (speed)", limitmaxerror="900", check=True)["changed"]


def test_one_name_of_two_channels_is_an_error(tasks, monkeypatch):
    twice = [{"id": number, "name": "Load"} for number in ("0", "1")]
    monkeypatch.setattr(V1Server, "channels", lambda self, ids: dict.fromkeys(ids, twice))
    tasks.refused("AmbiguousName", "0, 1", channel="Load", limitmaxerror="900")


def test_many_sensors_in_one_task(tasks, emulator):
    options = {"ids": None, "names": ["Ping"], "under": "Local Probe/Web Shop"}
    done = tasks.all_ways(**options, limitmaxerror="900")
    assert done["matched"] > 4
    assert len(emulator.writes()) == done["matched"]
    assert {one["kind"] for one in done["objects"]} == {"sensor"}


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"channel": "Pong"}, "NotFound", "Ping Time (0)"),
        ({"channel": None, "channel_id": "77"}, "NotFound", "id 77"),
        ({"channel": None, "channel_id": "first"}, "ConfigurationError", "must be a number"),
        ({"limitmaxerror": "90,5"}, "ConfigurationError", "decimal point"),
        ({"limitmaxerror": "nan"}, "ConfigurationError", "not a number"),
        ({"limitmaxerror": "1e300"}, "ConfigurationError", "not a number"),
        ({"limitmaxerror": "True"}, "ConfigurationError", "not a number"),
        ({"limiterrormsg": "a\nb"}, "ConfigurationError", "one line"),
        ({"limiterrormsg": "x" * 7000}, "ConfigurationError", "too long"),
        ({"ids": ["1001"]}, "SelectionRefused", "for objects of the kind sensor"),
        ({"ids": ["0"]}, "SelectionRefused", "for objects of the kind sensor"),
        ({"ids": ["424242"]}, "NotFound", "424242"),
    ],
)
def test_what_cannot_be_is_refused(tasks, options, error, words):
    tasks.refused(error, words, **{"limitmaxerror": "90", **options})


def test_messages_that_no_url_holds_are_refused_in_check_mode_as_well(tasks):
    """Before any of several sensors is written."""
    tasks.refused("ConfigurationError", "too long", check=True, limiterrormsg="ü" * 1200, limitmaxerror="90")


@pytest.mark.parametrize("options", [{"channel": "Ping Time"}, {"limits": True}])
def test_a_channel_and_something_to_do_are_needed(tasks, options):
    options = {**tasks.connection, "ids": [PING], **options}
    with pytest.raises(ValueError, match="one of the following is required"):
        told(tasks.emulator, prtg_channel, **options)


@pytest.mark.parametrize(("api", "words"), [("v2", "has no operation that changes"), ("textlist", "takes no orders")])
def test_other_apis_say_why_not_before_anything_is_sent(emulator, api, words):
    connection = prtg(emulator, "v2")
    if api == "textlist":
        connection = {"url": emulator.prtg, "api": api, "username": "u", "password": "p"}
    answer = told(emulator, prtg_channel, **connection, ids=[PING], channel="Ping Time", limitmaxerror="9")
    assert (answer["error"]["kind"], words in answer["msg"]) == ("ConfigurationError", True)
    assert "v1" in answer["msg"].partition("Nothing was sent.")[2]
    assert emulator.requests("prtg") == emulator.requests("prtg_v2") == []


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("", "PermissionDenied"),
        ("<input name=limitmode_1 value=0>", "UnexpectedAnswer"),
        ("<input name=limitmode_0 value=2>", "UnexpectedAnswer"),
        ("<input name=limitmode_0 value=0><input name=id value=1>", "UnexpectedAnswer"),
        ("<input name=limitmode_0 value=0><input name=limitmaxerror_0 value='1 000 &euro;'>", "UnexpectedAnswer"),
        ("<input name=limitmode_0 value=0>", "ConfigurationError"),
    ],
)
def test_no_page_of_a_server_leads_to_a_write(tasks, emulator, page, error):
    emulator.faults([{"server": "prtg", "path": "channeledit", "status": 200, "body": page}])
    tasks.refused(error, limitmaxerror="90")


def test_a_read_only_account_is_told_so(tasks, emulator):
    tasks.connection["api_token"] = emulator.credentials["prtg_ro_api_token"]
    tasks.refused("PermissionDenied", "PRTG shows no settings of channel 0", limitmaxerror="90")


def test_messages_alone_that_a_server_does_not_keep_are_a_failure(tasks, emulator, monkeypatch):
    monkeypatch.setattr(prtg_channel.LIMITS, "within", 0.3)
    emulator.quirk("v1_limits_need_a_number")
    answer = tasks.limit(fails=True, limiterrormsg="Rack 4")
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert "channel without any limit" in answer["msg"]
    tasks.all_ways(limiterrormsg="Rack 4", limitmaxerror="900")


def test_limits_that_do_not_show_are_a_failure(tasks, emulator, monkeypatch):
    monkeypatch.setattr(prtg_channel.LIMITS, "within", 0.3)
    emulator.faults([{**EDIT, "status": 200, "body": "OK"}])
    answer = tasks.limit(fails=True, limitmaxerror="90")
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)


@pytest.mark.parametrize("done", [True, False])
def test_after_a_time_out_the_page_says_whether_it_was_done(tasks, emulator, done, monkeypatch):
    monkeypatch.setattr(doing, "REFUSED_SHOWS_WITHIN", 0.3)
    emulator.faults([{**EDIT, "status": 504, "body": "", "after": done}])
    assert tasks.limit(fails=True, limitmaxerror="90")["changed"] is done


def test_what_one_sensor_fails_for_does_not_keep_the_others(tasks, emulator):
    emulator.faults([{**EDIT, "status": 400, "body": "<prtg><error>no</error></prtg>", "times": 1}])
    answer = tasks.limit(fails=True, ids=[PING, PING_2], limitmaxerror="90")
    assert (answer["error"]["kind"], answer["changed"]) == ("RequestRefused", True)
    assert "of 2 objects 1 written, 1 failed, 0 not tried" in answer["msg"]
    again = tasks.limit(ids=[PING, PING_2], limitmaxerror="90")
    assert sum(one["changed"] for one in again["objects"]) == 1
