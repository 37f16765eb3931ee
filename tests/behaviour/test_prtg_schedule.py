# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_schedule: which windows objects get and lose, what else they keep, in which time zone, and what is refused."""

from __future__ import annotations

import time

import pytest
import requests

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import schedule as v1_schedule
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_schedule
from tests.behaviour.told import prtg, told

WEB_1, WEB_2, PING = "1001", "1002", "2101"
HOUR = 3600
NONE = {"window": False, "start": None, "end": None}
EDIT = {"server": "prtg", "path": "editsettings"}


def iso(at):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def floor(at):
    return int(at) // 60 * 60


class Tasks:
    """What tasks do to one emulated PRTG."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.connection = prtg(emulator, "v1")

    def plan(self, check=False, fails=False, **options):
        answer = told(self.emulator, prtg_schedule, check, **{**self.connection, **options})
        assert answer.get("failed", False) is fails, answer
        return answer

    def all_ways(self, **options):
        """Predicted, done, done again, and predicted once more: the real run's answer."""
        predicted = self.plan(check=True, **options)
        done = self.plan(**options)
        assert predicted == done
        for check in (False, True):
            again = self.plan(check=check, **options)
            assert (again["changed"], again.get("warnings", [])) == (False, []), again
        return done

    def refused(self, error, *words, **options):
        answer = self.plan(fails=True, **options)
        assert answer["error"]["kind"] == error, answer
        assert all(word in answer["msg"] for word in words), answer["msg"]
        assert (answer["changed"], self.emulator.writes()) == (False, [])
        return answer

    def status(self, number):
        found = told(self.emulator, prtg_object_info, **self.connection, ids=[number], fields=["status"])
        return found["objects"][0]["status"]

    def set(self, number, **query):
        """Write settings as a form does, as somebody else would."""
        query = {"id": number, "apitoken": self.emulator.credentials["prtg_api_token"], **query}
        assert requests.get(f"{self.emulator.prtg}/editsettings", query, timeout=30).ok

    def setting(self, number, name):
        query = {"id": number, "apitoken": self.emulator.credentials["prtg_api_token"], "name": name}
        answer = requests.get(f"{self.emulator.prtg}/api/getobjectproperty.htm", query, timeout=30)
        return answer.text.partition("<result>")[2].partition("</result>")[0]

    @property
    def now(self):
        return self.emulator.now()


@pytest.fixture
def tasks(emulator):
    return Tasks(emulator)


def test_a_window_pauses_what_is_below_and_ends_by_itself(tasks, emulator):
    start = floor(tasks.now) + HOUR
    done = tasks.all_ways(ids=[WEB_1], start=str(start), duration="2h")
    (one,) = done["objects"]
    assert one["before"] == {**NONE, "inherited": True}
    assert one["after"] == {"window": True, "start": iso(start), "end": iso(start + 2 * HOUR), "inherited": False}
    assert done["diff"]["after"] == one["after"]
    assert tasks.status(PING) == "up"
    emulator.advance(HOUR + 60)
    assert (tasks.status(WEB_1), tasks.status(PING)) == ("pausedbyschedule", "pausedbyschedule")
    emulator.advance(2 * HOUR)
    assert tasks.status(PING) == "up"
    assert len(emulator.writes()) == 1


def test_a_window_is_taken_away(tasks):
    tasks.plan(ids=[WEB_1], duration="1h")
    assert tasks.status(PING) == "pausedbyschedule"
    done = tasks.all_ways(ids=[WEB_1], state="absent")
    assert done["objects"][0]["after"] == {**NONE, "inherited": False}
    assert tasks.status(PING) == "up"
    assert tasks.plan(ids=[WEB_2], state="absent")["changed"] is False


def test_everything_else_of_the_fieldset_stays(tasks):
    names = ("schedule", "dependencytype", "dependency", "depdelay", "scheduledependency")
    tasks.set(WEB_1, scheduledependency=0, schedule_="621|x|", dependencytype_=1, dependency_=2111, depdelay_=7)
    before = {name: tasks.setting(WEB_1, name) for name in names}
    assert before["dependency"] == "2111"
    tasks.all_ways(ids=[WEB_1], start="+1h", duration="1h")
    assert {name: tasks.setting(WEB_1, name) for name in names} == before
    tasks.all_ways(ids=[WEB_1], state="absent")
    assert {name: tasks.setting(WEB_1, name) for name in names} == before


def test_every_choice_of_a_field_is_sent_back(tasks, emulator, monkeypatch):
    monkeypatch.setattr(prtg_schedule.SCHEDULE, "within", 0.3)
    page = """<fieldset><input name=maintenable_ type=radio value=1 checked><input name=maintstart_ value=x>
      <input name=maintend_><input type=hidden name=days_ value=""><input type=checkbox name=days_ value=mo checked>
      <input type=checkbox name=days_ value=tu><input type=checkbox name=days_ value=we checked>
      <select name=sites_ multiple><option value=1 selected>a<option value=2>b<option value=3 selected>c</select>
      <textarea name=note_>\n\na &amp; b\nc</textarea><input name=off_ disabled value=1></fieldset>"""
    emulator.faults([{"server": "prtg", "path": "objectdata", "status": 200, "body": page}])
    tasks.plan(ids=[WEB_1], state="absent", fails=True)
    (sent,) = emulator.writes()
    others = {name: sent["query"].get(name) for name in ("days_", "sites_", "note_", "off_", "maintenable_")}
    assert others == {
        "days_": ["", "mo", "we"],
        "sites_": ["1", "3"],
        "note_": ["\r\na & b\r\nc"],
        "off_": None,
        "maintenable_": ["0"],
    }


def test_a_choice_that_is_lost_all_the_same_is_a_failure(tasks, emulator, monkeypatch):
    monkeypatch.setattr(prtg_schedule.SCHEDULE, "within", 0.3)
    page = """<fieldset><input name=maintenable_ type=radio value={} checked><input name=maintstart_ value=x>
      <input name=maintend_><input type=checkbox name=days_ value=mo {}>
      <input type=checkbox name=days_ value=we checked></fieldset>"""
    fault = {"server": "prtg", "path": "objectdata", "status": 200}
    emulator.faults([{**fault, "body": page.format(1, "checked"), "times": 1}, {**fault, "body": page.format(0, "")}])
    answer = tasks.plan(fails=True, ids=[WEB_1], state="absent")
    assert answer["error"]["kind"] == "StateNotReached"
    assert "days_ of device 1001" in answer["msg"]


def test_settings_that_are_lost_all_the_same_are_a_failure(tasks, monkeypatch):
    tasks.set(WEB_1, scheduledependency=0, schedule_="621|x|", depdelay_=7)
    write = v1_schedule.V1Schedule.write

    def forgetful(self, found, wanted):
        write(self, found, wanted._replace(others={"depdelay_": "7"}))

    monkeypatch.setattr(v1_schedule.V1Schedule, "write", forgetful)
    monkeypatch.setattr(prtg_schedule.SCHEDULE, "within", 0.3)
    answer = tasks.plan(fails=True, ids=[WEB_1], duration="1h")
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert "schedule_ of device 1001" in answer["msg"]


def test_a_running_window_stays_until_most_of_it_is_over(tasks, emulator):
    first = tasks.plan(ids=[WEB_1], duration="1h")["objects"][0]["after"]
    emulator.advance(5 * 60)
    assert tasks.plan(ids=[WEB_1], duration="1h")["changed"] is False
    emulator.advance(20 * 60)
    longer = tasks.plan(ids=[WEB_1], duration="1h")
    after = longer["objects"][0]["after"]
    assert after["start"] == first["start"]
    assert after["end"] > first["end"]
    assert "warnings" not in longer
    emulator.advance(2 * HOUR)
    anew = tasks.plan(ids=[WEB_1], duration="1h")["objects"][0]["after"]
    assert anew["start"] > after["end"]


def test_a_relative_start_does_not_move_what_it_has_planned(tasks, emulator):
    tasks.all_ways(ids=[WEB_1], start="+2h", end="+4h")
    for _hour in range(3):
        emulator.advance(HOUR)
        assert tasks.plan(ids=[WEB_1], start="+2h", end="+4h")["changed"] is False
    emulator.advance(2 * HOUR)
    assert tasks.plan(ids=[WEB_1], start="+2h", end="+4h")["changed"] is True


def test_another_window_is_replaced_and_told(tasks):
    start = floor(tasks.now) + 10 * HOUR
    tasks.plan(ids=[WEB_1], start=str(start), duration="1h")
    done = tasks.plan(ids=[WEB_1], start="now", duration="1h")
    (warning,) = done["warnings"]
    assert iso(start) in warning
    assert "which this one replaces" in warning


def test_times_are_those_of_the_account(tasks, emulator):
    emulator.quirk("v1_account_zone")
    start = floor(tasks.now) + HOUR
    done = tasks.all_ways(ids=[WEB_1], start=str(start), duration="1h")
    assert done["objects"][0]["after"]["start"] == iso(start)
    (sent,) = emulator.writes()
    assert sent["query"]["maintstart_"] == [time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(start + 7 * HOUR))]
    assert tasks.plan(ids=[WEB_1], start=str(start), duration="1h", time_zone="+07:00")["changed"] is False
    assert tasks.plan(check=True, ids=[WEB_1], start=str(start), duration="1h", time_zone="UTC")["changed"] is True
    emulator.advance(HOUR + 60)
    assert tasks.status(PING) == "pausedbyschedule"


def test_a_server_that_does_not_tell_the_time_zone_is_not_guessed_about(tasks, emulator):
    emulator.quirk("v1_zone_untold")
    tasks.refused("ConfigurationError", "does not tell the account's time zone", ids=[WEB_1], duration="1h")
    tasks.all_ways(ids=[WEB_1], duration="1h", time_zone="UTC")
    assert tasks.all_ways(ids=[WEB_1], state="absent")["objects"][0]["before"]["window"] is True


def test_a_group_asks_a_sensor_for_the_time_zone(tasks, emulator):
    tasks.plan(names=["Production"], kind=["group"], duration="1h")
    (tree,) = [one for one in emulator.requests("prtg") if one["query"].get("content") == ["sensortree"]]
    assert tree["query"]["id"] not in ([], ["52"])


def test_many_objects_take_a_request_each_to_be_written(tasks, emulator):
    done = tasks.all_ways(under="Local Probe/Web Shop", kind=["device"], duration="1h")
    assert done["matched"] > 4
    assert len(emulator.writes()) == done["matched"]
    # one reading, the zone, and each object before and after
    assert {one["after"]["window"] for one in done["objects"]} == {True}


def test_what_would_count_when_inheritance_ends_needs_a_word(tasks):
    tasks.set(WEB_1, scheduledependency=1, schedule_="621|x|")
    answer = tasks.plan(fails=True, ids=[WEB_1], duration="1h")
    assert (answer["error"]["kind"], answer["changed"]) == ("Conflict", False)
    assert "schedule Weekends" in answer["msg"]
    done = tasks.plan(ids=[WEB_1], duration="1h", override=True)
    assert "schedule Weekends" in done["warnings"][0]
    assert tasks.setting(WEB_1, "schedule").startswith("621|")


def test_a_window_without_effect_is_no_window(tasks):
    now = time.strftime("%Y-%m-%d-%H-%M-00", time.gmtime(tasks.now))
    later = time.strftime("%Y-%m-%d-%H-%M-00", time.gmtime(tasks.now + 2 * HOUR))
    tasks.set(WEB_1, scheduledependency=1, maintenable_=1, maintstart_=now, maintend_=later)
    assert tasks.status(PING) == "up"
    done = tasks.all_ways(ids=[WEB_1], duration="1h")
    assert done["objects"][0]["before"]["inherited"] is True
    assert tasks.status(PING) == "pausedbyschedule"
    tasks.set(WEB_2, scheduledependency=1, maintenable_=1, maintstart_=now, maintend_=later)
    tasks.all_ways(ids=[WEB_2], state="absent")
    assert tasks.setting(WEB_2, "scheduledependency") == "1"


def test_the_same_window_that_is_over_is_unchanged_and_another_one_refused(tasks, emulator):
    start = floor(tasks.now)
    tasks.plan(ids=[WEB_1], start=str(start), duration="1h")
    emulator.advance(2 * HOUR)
    assert tasks.plan(ids=[WEB_1], start=str(start), duration="1h")["changed"] is False
    answer = tasks.plan(fails=True, ids=[WEB_2], start=str(start), duration="1h")
    assert (answer["error"]["kind"], answer["changed"]) == ("ConfigurationError", False)
    assert "which is past" in answer["msg"]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"duration": "soon"}, "ConfigurationError", "soon"),
        ({"start": "tomorrow", "duration": "1h"}, "ConfigurationError", "start is 'tomorrow'"),
        ({"start": "2030-01-01T00:00:00", "duration": "1h"}, "ConfigurationError", "no time zone"),
        ({"start": "+2h", "end": "+1h"}, "ConfigurationError", "end must be later than start"),
        ({"start": "1000", "end": "2000"}, "ConfigurationError", "which is past"),
        ({"duration": "1h", "time_zone": "Mars/Phobos"}, "ConfigurationError", "no time zone that this Python knows"),
        ({"duration": "1h", "time_zone": "../../etc/passwd"}, "ConfigurationError", "no time zone that this Python"),
        ({"duration": "1h", "time_zone": "+25:00"}, "ConfigurationError", "no place is that far"),
        ({"duration": "1h", "ids": ["0"]}, "SelectionRefused", "the root"),
        ({"duration": "1h", "ids": ["424242"]}, "NotFound", "424242"),
        ({"duration": "1h", "ids": [WEB_1, WEB_2], "max_matched": 1}, "SelectionRefused", "max_matched"),
    ],
)
def test_what_cannot_be_is_refused(tasks, options, error, words):
    tasks.refused(error, words, **{"ids": [WEB_1], **options})


@pytest.mark.parametrize("options", [{}, {"end": "+1h", "duration": "1h"}])
def test_a_window_needs_one_end(tasks, options):
    with pytest.raises(ValueError, match="end"):
        tasks.plan(ids=[WEB_1], **options)


@pytest.mark.parametrize(("api", "words"), [("v2", "has no operation that sets"), ("textlist", "takes no orders")])
def test_other_apis_say_why_not_before_anything_is_sent(emulator, api, words):
    connection = prtg(emulator, "v2")
    if api == "textlist":
        connection = {"url": emulator.prtg, "api": api, "username": "u", "password": "p"}
    answer = told(emulator, prtg_schedule, **connection, ids=[WEB_1], duration="1h")
    assert answer["error"]["kind"] == "ConfigurationError"
    assert words in answer["msg"]
    assert "v1" in answer["msg"].partition("Nothing was sent.")[2]
    assert emulator.requests("prtg") == emulator.requests("prtg_v2") == []


def test_a_page_that_is_not_as_it_is_known_is_refused(tasks, emulator):
    emulator.quirk("v1_page_without_schedule")
    tasks.refused("UnexpectedAnswer", "have no maintenance window as it is known", ids=[WEB_1], duration="1h")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html>",
        "<fieldset>" * 3000,
        "<form><fieldset><input name=a_ value=b></fieldset>",
        "<fieldset><input type=radio name=maintenable_ value=7 checked><input name=maintstart_><input name=maintend_>",
        '<input type=radio name="maintenable_" value="0" checked><input name="maintstart_"><input name="maintend_">',
        "<select name=x_>" + "<option selected value=\x00\x01>" * 9,
        "<input name=x_ >" * 6000,
    ],
)
def test_no_page_of_a_server_leads_to_a_write(tasks, emulator, page):
    emulator.faults([{"server": "prtg", "path": "objectdata", "status": 200, "body": page}])
    answer = tasks.plan(fails=True, ids=[WEB_1], duration="1h")
    assert answer["error"]["kind"] in ("PermissionDenied", "UnexpectedAnswer"), answer
    assert (answer["changed"], emulator.writes()) == (False, [])


def test_a_read_only_account_is_told_so(tasks, emulator):
    tasks.connection["api_token"] = emulator.credentials["prtg_ro_api_token"]
    tasks.refused("PermissionDenied", "PRTG shows no settings", ids=[WEB_1], duration="1h")


def test_a_window_that_prtg_refuses_is_a_failure(tasks, emulator):
    emulator.quirk("v1_action_error_302")
    answer = tasks.plan(fails=True, ids=[WEB_1, WEB_2], duration="1h")
    assert answer["changed"] is False
    assert "of 2 objects 0 written, 2 failed, 0 not tried" in answer["msg"]


def test_what_one_object_fails_for_does_not_keep_the_others(tasks, emulator):
    emulator.faults([{**EDIT, "status": 400, "body": "<prtg><error>no</error></prtg>", "times": 1}])
    answer = tasks.plan(fails=True, ids=[WEB_1, WEB_2], duration="1h")
    assert (answer["error"]["kind"], answer["changed"]) == ("RequestRefused", True)
    assert "of 2 objects 1 written, 1 failed, 0 not tried" in answer["msg"]
    again = tasks.plan(ids=[WEB_1, WEB_2], duration="1h")
    assert sum(one["changed"] for one in again["objects"]) == 1


def test_a_window_that_does_not_show_is_a_failure(tasks, emulator, monkeypatch):
    monkeypatch.setattr(prtg_schedule.SCHEDULE, "within", 0.3)
    emulator.faults([{**EDIT, "status": 200, "body": "OK"}])
    answer = tasks.plan(fails=True, ids=[WEB_1], duration="1h")
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)


@pytest.mark.parametrize("done", [True, False])
def test_after_a_time_out_the_page_says_whether_it_was_done(tasks, emulator, done, monkeypatch):
    monkeypatch.setattr(doing, "REFUSED_SHOWS_WITHIN", 0.3)
    emulator.faults([{**EDIT, "status": 504, "body": "", "after": done}])
    answer = tasks.plan(fails=True, ids=[WEB_1], duration="1h")
    assert answer["changed"] is done


def test_what_a_page_calls_its_fields_does_not_say_who_asks(tasks, emulator, monkeypatch):
    monkeypatch.setattr(prtg_schedule.SCHEDULE, "within", 0.3)
    page = """<fieldset><input name=maintenable_ type=radio value=0 checked><input name=maintstart_ value=x>
      <input name=maintend_><input name=apitoken value=stolen></fieldset>"""
    emulator.faults([{"server": "prtg", "path": "objectdata", "status": 200, "body": page, "times": 1}])
    tasks.plan(fails=True, ids=[WEB_1], duration="1h")
    (sent,) = emulator.writes()
    assert sent["query"]["id"] == [WEB_1]
    assert "stolen" not in str(sent)


def test_the_window_of_another_object_is_not_taken_for_its_own(tasks, emulator):
    page = """<fieldset><input name=maintenable_ type=radio value=0 checked><input name=maintstart_ value=x>
      <input name=maintend_><input name=id value=1002></fieldset>"""
    emulator.faults([{"server": "prtg", "path": "objectdata", "status": 200, "body": page}])
    tasks.refused("UnexpectedAnswer", "those of another object", ids=[WEB_1], duration="1h")


def test_what_is_no_text_is_not_sent_back(tasks, emulator):
    page = """<fieldset><input name=maintenable_ type=radio value=0 checked><input name=maintstart_>
      <input name=maintend_><input name=a_ value="\ufffd"></fieldset>"""
    emulator.faults([{"server": "prtg", "path": "objectdata", "status": 200, "body": page}])
    tasks.refused("UnexpectedAnswer", "cannot be sent back", ids=[WEB_1], duration="1h")
