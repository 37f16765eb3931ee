# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_wait over both APIs: what counts as ready, which results count, what happens while it waits, what it costs."""

from __future__ import annotations

import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _clock
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import heard_by
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause, prtg_wait
from tests.behaviour.told import prtg, told
from tests.emulator.process import opener

UP = {"ids": ["1001"]}
"""A device with three sensors that are up: 2101, 2102 and 2103."""
SENSORS = ["2101", "2102", "2103"]
DOWN = {"ids": ["1003"], "until": "not_down"}
"""One with two sensors that are down: 2121 and 2122."""
LISTS = ("v1", "v2", "deprecated")


class Waits:
    """Runs of the module over one API, in which a pause takes no time but moves all clocks.

    ``meanwhile`` is done during the pauses, one thing in each.
    """

    def __init__(self, emulator, api, monkeypatch):
        self.emulator = emulator
        self.connection = {**prtg(emulator, "v1" if api == "v1" else "v2"), "retries": 0}
        if api == "deprecated":
            emulator.quirk("v2_experimental_gone")
        self.meanwhile = []
        self.slept = []
        self.heard = []
        began = time.monotonic()  # what a look takes on this machine counts as nothing
        monkeypatch.setattr(time, "sleep", self.sleep)
        monkeypatch.setattr(time, "monotonic", lambda: began + sum(self.slept))
        own = _clock.own_time
        monkeypatch.setattr(_clock, "own_time", lambda: own() + sum(self.slept))

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.emulator.advance(seconds)
        if self.meanwhile:
            self.meanwhile.pop(0)()

    def run(self, check_mode=False, *, fails=False, **options):
        with heard_by(self.heard.append):
            answer = told(self, prtg_wait, check_mode, **{**self.connection, **options})
        assert answer.get("failed", False) is fails, answer
        return answer

    def now(self, **options):
        """One look, whether it fails or not."""
        return told(self, prtg_wait, **{**self.connection, "wait_timeout": 0, **options})

    def call(self, action):
        """Something done to PRTG by somebody else, over API v1."""
        token = self.emulator.credentials["prtg_api_token"]
        opener().open(f"{self.emulator.prtg}/{action}&by=others&apitoken={token}", timeout=10).close()

    def writes(self):
        """What the module has sent."""
        return [one for one in self.emulator.writes() if "by" not in (one["query"] or {})]

    def soon(self, *actions):
        self.meanwhile.extend(lambda action=action: self.call(action) for action in actions)

    def between_scans(self, sensor, interval=60):
        """Move the clock to the middle between two scans of a sensor, whose interval is so many seconds."""
        self.emulator.advance((1.5 * interval - (self.emulator.now() + sensor * 7) % interval) % interval)


@pytest.fixture(params=("v1", "v2"))
def waits(request, emulator, monkeypatch):
    return Waits(emulator, request.param, monkeypatch)


@pytest.fixture(params=LISTS)
def on_any(request, emulator, monkeypatch):
    """As ``waits``, and with the deprecated lists of API v2 alone."""
    return Waits(emulator, request.param, monkeypatch)


@pytest.fixture
def on_v1(emulator, monkeypatch):
    return Waits(emulator, "v1", monkeypatch)


def looks_at(waits, **options):
    """The requests of the second look and of the third."""
    counts = []
    waits.emulator.reset()
    waits.meanwhile.extend([lambda: counts.append(len(waits.emulator.requests()))] * 3)
    waits.run(**options, wait_timeout=7, fails=True)
    return counts[1] - counts[0], counts[2] - counts[1]


def pause(number):
    return f"api/pause.htm?id={number}&action=0"


def resume(number):
    return f"api/pause.htm?id={number}&action=1"


def fail(number):
    return f"api/simulate.htm?id={number}&action=1"


def lacking(answer):
    return {one["id"]: one["why"] for one in answer["objects"]}


def test_what_is_ready_takes_one_look(waits):
    answer = waits.run(**UP)
    assert (answer["ready"], answer["changed"], answer["looks"], answer["waited"]) == (True, False, 1, 0)
    assert (answer["matched"], answer["objects"], answer["worse"], answer["scans"]) == (1, [], [], 0)
    assert answer["sensors"] == {**dict.fromkeys(answer["sensors"], 0), "total": 3, "ready": 3, "up": 3}
    assert waits.slept == []


READY = {
    "up": ({"ids": ["1001"]}, {}),
    "warning is not up": ({"ids": ["1002"]}, {"2112": "warning"}),
    "warning is not down": ({"ids": ["1002"], "until": "not_down"}, {}),
    "unusual is not down": ({"ids": ["1004"], "until": "not_down"}, {}),
    "warning can be accepted": ({"ids": ["1002"], "accept": ["warning"]}, {}),
    "health of unusual": ({"ids": ["1002"], "until": "health", "health": "unusual"}, {"2112": "warning"}),
    "health of warning": ({"ids": ["1002", "1004"], "until": "health", "health": "warning"}, {}),
    "down": (DOWN, {"2121": "down", "2122": "down"}),
    "partially down is down": ({"ids": ["2302"], "until": "not_down"}, {"2302": "down partial"}),
    "partially down": ({"ids": ["2302"], "until": "health", "health": "down_partial"}, {}),
    "acknowledged is down": ({"ids": ["2523"], "until": "not_down"}, {"2523": "down acknowledged"}),
    "acknowledged": ({"ids": ["2523"], "until": "not_down", "accept": ["down_acknowledged"]}, {}),
    "any result": ({"ids": ["1003", "2523"], "until": "scanned"}, {}),
    "first scan": ({"ids": ["2142"], "until": "scanned"}, {"2142": "no result (collecting)"}),
    "never scanned": ({"ids": ["2143"], "until": "not_down"}, {"2143": "no result (none)"}),
    "no probe": ({"ids": ["2503"], "until": "not_down"}, {"2503": "no result (disconnected)"}),
    "unknown": ({"ids": ["2311"], "until": "not_down"}, {"2311": "no result (unknown)"}),
    "unknown can be accepted": ({"ids": ["2311"], "accept": ["unknown"]}, {}),
    "paused": ({"ids": ["2211"]}, {"2211": "paused"}),
    "all silent": ({"ids": ["1012", "57"], "until": "paused"}, {}),
    "not silent": ({"ids": ["1001", "1012"], "until": "paused"}, dict.fromkeys(SENSORS, "up")),
    "resumed": ({"ids": ["1001", "2303", "2312", "2502"], "until": "resumed"}, {}),
    "paused by a user": ({"ids": ["2522", "2401"], "until": "resumed"}, {"2401": "paused", "2522": "paused"}),
    "paused for good": ({"ids": ["1021", "1043"], "until": "resumed", "accept": ["paused"]}, {}),
    "silent by itself, a schedule, the license": ({"ids": ["2522", "2303", "2312"], "accept": ["paused"]}, {}),
    "silent from above": ({"ids": ["57"], "accept": ["paused"]}, dict.fromkeys(["2401", "2402", "2411"], "paused")),
    "what it depends on is down": ({"ids": ["2502"], "accept": ["paused"]}, {"2502": "paused"}),
}


@pytest.mark.parametrize("case", READY)
def test_what_counts_as_ready(on_any, case):
    options, expected = READY[case]
    answer = on_any.now(**options)
    assert lacking(answer) == expected, answer
    assert answer["ready"] is (not expected)
    assert answer.get("failed", False) is bool(expected)


def test_a_failure_names_what_is_not_ready_with_message_and_link(waits):
    answer = waits.run(**DOWN, wait_timeout=30, fails=True)
    assert answer["error"] == {**answer["error"], "kind": "StateNotReached", "objects": ["2121", "2122"]}
    assert "not everything is not down within 30 s; 0 of 2 sensors are ready" in answer["msg"]
    assert "sensor 2121 (Local Probe/Web Shop/Production/web-3/Ping): down" in answer["msg"]
    assert "Request timed out (ICMP error # 11010)" in answer["msg"]
    assert "/sensor.htm?id=2121" in answer["msg"]
    ping = answer["objects"][0]
    assert ping["path"] == ["Local Probe", "Web Shop", "Production", "web-3", "Ping"]
    assert (ping["kind"], ping["name"], ping["status"], ping["why"]) == ("sensor", "Ping", "down", "down")
    assert ping["url"].endswith("/sensor.htm?id=2121")
    assert (answer["waited"], answer["changed"]) == (30, False)


def test_long_failures_are_cut_and_the_whole_is_returned(on_v1):
    answer = on_v1.now(ids=["0"])
    assert "and " in answer["msg"]
    assert answer["msg"].count("sensor.htm") == 5
    assert len(answer["objects"]) == answer["sensors"]["total"] - answer["sensors"]["ready"] > 10


def test_it_waits_until_what_was_down_is_up(waits):
    waits.call(fail(2101))
    waits.soon(fail(2102), resume(2101), resume(2102))
    answer = waits.run(**UP)
    assert (answer["looks"], answer["ready"]) == (4, True)
    assert waits.slept == [1, 2, 4]
    assert waits.heard[0].startswith(
        "2 of 3 sensors are ready: sensor 2101 (Local Probe/Web Shop/Production/web-1/Ping)"
    )
    assert "0 of 3" not in waits.heard[-1]


def test_pauses_grow_to_an_end_or_are_as_the_task_says(waits):
    waits.run(**DOWN, wait_timeout=60, fails=True)
    assert waits.slept == [1, 2, 4, 8, 15, 15, 15]
    waits.slept.clear()
    waits.run(**DOWN, wait_timeout=10, wait_delay=4, fails=True)
    assert waits.slept == [4, 4, 2]
    waits.slept.clear()
    waits.run(**DOWN, wait_timeout="2m 30s", wait_delay="1m", fails=True)
    assert waits.slept == [60, 60, 30]


# Which results count


def test_only_what_was_scanned_since_counts(on_any):
    on_any.between_scans(2101)
    answer = on_any.now(ids=["2101"], since="now")
    assert lacking(answer)["2101"].startswith("no result since ")
    assert "accept: [old]" in answer["msg"]
    assert on_any.run(ids=["2101"], since="now")["waited"] == pytest.approx(30, abs=15)
    assert on_any.now(ids=["2101"], since="now", accept=["old"])["ready"]
    assert on_any.now(ids=["2101"], since="-1h")["ready"]


def test_scanning_makes_results_that_count(on_any):
    on_any.between_scans(2101)
    answer = on_any.run(ids=["2101"], scan=True)
    assert (answer["changed"], answer["looks"], answer["scans"]) == (True, 1, 1)
    assert answer["diff"]["after"] == {"requested": "scan"}
    assert len(on_any.writes()) == 1


def test_a_scan_that_was_not_done_leaves_old_results_and_is_asked_for_again(on_any):
    # with an interval of an hour nothing but a scan brings a result
    on_any.call("api/setobjectproperty.htm?id=2101&name=interval&value=3600")
    on_any.between_scans(2101, 3600)
    lost = {"path": "scan", "status": 200, "body": [] if "v2" in on_any.connection["api"] else "<html>OK</html>"}
    on_any.emulator.faults([{**lost, "times": 1}])
    on_any.emulator.advance(120)
    answer = on_any.run(ids=["2101"], scan=True)
    assert answer["scans"] == 2
    assert 60 <= answer["waited"] < 80
    assert "no result since" in on_any.heard[0]


@pytest.mark.parametrize("ahead", [-1, 1])
def test_clocks_that_differ_by_less_than_answers_tell_make_no_difference(on_any, monkeypatch, ahead):
    own = _clock.own_time
    monkeypatch.setattr(_clock, "own_time", lambda: own() + ahead)
    assert on_any.run(ids=["2101"], scan=True)["looks"] == 1


def test_what_is_scanned_again_is_what_is_not_ready(on_v1):
    on_v1.run(ids=["1001", "1003"], scan=True, wait_timeout=90, fails=True)
    assert [write["query"]["id"] for write in on_v1.writes()] == [["1001,1003"], ["2121,2122"]]


def test_what_is_paused_itself_is_not_scanned(on_any):
    answer = on_any.run(ids=["1001", "1012"], scan=True, accept=["paused"], wait_timeout=1, fails=True)
    assert set(lacking(answer)) == {"2211", "2212"}
    assert all("1012" not in str(write) for write in on_any.writes())
    assert not on_any.run(ids=["1012"], scan=True, until="scanned", wait_timeout=1, fails=True)["changed"]


def test_a_server_that_refuses_what_shows_paused_scans_the_rest(emulator, monkeypatch):
    """After a resume the status may tell of the pause for a while, and an operation be refused because of it."""
    waits = Waits(emulator, "v2", monkeypatch)
    refusal = {"code": "WRONG_NODE_STATUS", "message": "not now", "request_id": "x"}
    emulator.faults([{"path": "devices/1031/scan", "status": 409, "body": refusal}])
    answer = waits.run(ids=["1001", "1031"], scan=True, wait_timeout=90, fails=True)
    assert (answer["sensors"]["up"], set(lacking(answer)), answer["scans"]) == (3, {"2401", "2402"}, 2)
    assert [one["path"].removeprefix("/api/v2/") for one in waits.writes()] == [
        "devices/1001/scan",
        "devices/1031/scan",
        "sensors/scan",
    ]


def test_a_read_only_account_cannot_scan_and_is_told_at_once(on_any):
    answer = on_any.run(**UP, scan=True, api_token=on_any.emulator.credentials["prtg_ro_api_token"], fails=True)
    assert answer["error"]["kind"] == "PermissionDenied"
    assert on_any.slept == []


def test_the_status_that_lags_behind_a_resume_is_not_taken_for_the_new_one(emulator, monkeypatch):
    """An operator resumes, and waits: what PRTG shows is the pause still, then nothing, then the first result."""
    emulator.quirk("v1_status_lags")
    waits = Waits(emulator, "v1", monkeypatch)
    told(emulator, prtg_pause, **waits.connection, **UP)
    told(emulator, prtg_pause, **waits.connection, **UP, state="resumed")
    answer = waits.run(**UP, scan=True, accept=["paused"])
    assert answer["sensors"]["up"] == 3


# What has to stay so


def test_it_has_to_hold_for_a_while(waits):
    waits.meanwhile.append(lambda: None)
    waits.soon(fail(2101), resume(2101))
    answer = waits.run(**UP, stable_for="10s")
    assert answer["waited"] == pytest.approx(1 + 2 + 4 + 8 + 15, abs=2)
    assert [one.split(" of ")[0] for one in waits.heard] == ["3", "3", "2", "3", "3", "3"][: len(waits.heard)]


def test_what_was_scanned_first_is_scanned_at_the_end_as_well(waits):
    answer = waits.run(**UP, scan=True, stable_for="5s")
    assert answer["scans"] == 2
    assert answer["waited"] >= 5


def test_what_is_ready_but_not_for_long_enough_fails(on_v1):
    on_v1.soon(fail(2101), resume(2101))
    answer = on_v1.run(**UP, stable_for="8s", wait_timeout=10, fails=True)
    assert "3 of 3 sensors are ready, but not for long enough" in answer["msg"]


# What happens meanwhile


GONE = [{"status": 503}, {"reset": True}, {"status": 200, "body": "<html>PRTG is starting</html>"}]


@pytest.mark.parametrize("fault", GONE, ids=["503", "reset", "page"])
def test_a_server_that_goes_away_for_a_while_is_waited_for(waits, fault):
    waits.call(fail(2101))
    waits.meanwhile.extend(
        [lambda: waits.emulator.faults([{"path": "api/", **fault}]), list, lambda: waits.emulator.faults([])]
    )
    waits.soon(resume(2101))
    assert waits.run(**UP)["looks"] == 3
    assert [one.startswith("a look failed, and is tried again: ") for one in waits.heard] == [0, 1, 1, 0, 0]


@pytest.mark.parametrize("skip", [0, 1, 2])
def test_a_server_that_is_away_at_first_is_waited_for(waits, skip):
    waits.emulator.faults([{"path": "api/", "status": 503, "skip": skip}])
    waits.meanwhile.extend([list, lambda: waits.emulator.faults([])])
    assert waits.run(**UP, scan=True)["looks"] == 1
    assert len(waits.heard) == 3


def test_a_server_that_stays_away_is_the_failure(waits):
    waits.emulator.faults([{"path": "api/", "status": 503}])
    answer = waits.run(**UP, wait_timeout=20, fails=True)
    assert answer["error"]["kind"] == "ServerFault"
    waits.emulator.faults([])
    waits.meanwhile.append(lambda: waits.emulator.faults([{"path": "api/", "status": 503}]))
    answer = waits.run(**DOWN, wait_timeout=20, fails=True)
    assert answer["error"]["kind"] == "StateNotReached"
    assert "The last look failed: " in answer["msg"]


def test_wrong_credentials_are_not_waited_for(waits):
    answer = waits.run(**UP, api_token="wrong", fails=True)
    assert answer["error"]["kind"] in ("AuthenticationFailed", "PermissionDenied")
    assert waits.slept == []
    waits.meanwhile.append(lambda: waits.emulator.faults([{"path": "api/", "status": 401}]))
    assert waits.run(**DOWN, fails=True)["error"]["kind"] == "AuthenticationFailed"
    assert len(waits.slept) == 1


def test_sensors_that_appear_count_and_those_that_are_deleted_do_not(waits):
    waits.call(fail(2101))
    waits.call(fail(2102))
    copied = "api/duplicateobject.htm?id=2103&name=New&targetid=1001"
    waits.soon(copied, "api/deleteobject.htm?id=2101&approve=1", "api/deleteobject.htm?id=2102&approve=1")
    answer = waits.run(**UP, wait_timeout=60, fails=True)
    assert [one["name"] for one in answer["objects"]] == ["New"]  # a copy is paused
    assert answer["sensors"]["total"] == 2
    waits.call(resume(answer["objects"][0]["id"]))
    assert waits.run(**UP)["ready"]


def test_sensors_of_a_new_device_below_a_selected_group_count(waits):
    waits.call(fail(2101))
    waits.soon("api/duplicateobject.htm?id=1001&name=web-9&targetid=52&host=web-9", resume(2101))
    answer = waits.run(ids=["52"], until="not_down", accept=["down_acknowledged"], wait_timeout=60, fails=True)
    assert {one["path"][-2] for one in answer["objects"]} == {"web-3", "web-9"}


def test_what_was_selected_and_is_deleted_is_told_at_once(waits):
    waits.call(fail(2101))
    waits.soon("api/deleteobject.htm?id=1001&approve=1")
    answer = waits.run(ids=["1001", "1002"], fails=True)
    assert answer["error"]["kind"] == "NotFound"
    assert "does not exist any more: device 1001 (Local Probe/Web Shop/Production/web-1)" in answer["msg"]
    assert answer["waited"] <= 3 if "waited" in answer else True


def test_the_only_selected_object_may_be_deleted(waits):
    waits.call(fail(2101))
    waits.soon("api/deleteobject.htm?id=1001&approve=1")
    assert waits.run(**UP, fails=True)["error"]["kind"] == "NotFound"


def test_that_something_is_deleted_can_be_fine(waits):
    waits.call(fail(2111))
    waits.soon("api/deleteobject.htm?id=1001&approve=1", resume(2111))
    answer = waits.run(ids=["1001", "1002"], until="not_down", allow_empty=True)
    assert (answer["matched"], answer["sensors"]["total"]) == (1, 3)
    assert "do not exist any more: device 1001" in " ".join(answer["warnings"])


def test_what_has_no_sensor_is_not_ready_unless_that_is_fine(waits):
    for number in SENSORS:
        waits.call(f"api/deleteobject.htm?id={number}&approve=1")
    answer = waits.run(**UP, wait_timeout=20, fails=True)
    assert lacking(answer) == {"1001": "has no sensor"}
    assert "has no sensor" in answer["msg"]
    assert waits.run(**UP, allow_empty=True)["sensors"]["total"] == 0
    waits.soon("api/duplicateobject.htm?id=2111&name=New&targetid=1001", "api/pause.htm?id=1001&action=1")
    assert waits.run(**UP, accept=["paused"])["sensors"]["total"] == 1


# As before


@pytest.fixture
def before(waits):
    options = {"fields": ["id", "path", "status"], "include": ["status_summary"]}
    return told(waits.emulator, prtg_object_info, **waits.connection, ids=["1001", "1003", "52", "2102"], **options)[
        "objects"
    ]


COMPARED = {"ids": ["1001", "1003", "52", "2102"], "until": "as_before"}


def test_nothing_is_worse_than_before(waits, before):
    assert waits.run(**COMPARED, before=before)["worse"] == []
    assert waits.run(**COMPARED, before=[{**one, "id": int(one["id"])} for one in before])["worse"] == []


def test_what_is_worse_than_before_is_told(waits, before):
    waits.call(fail(2102))
    answer = waits.run(**COMPARED, before=before, wait_timeout=20, fails=True)
    assert [(one["id"], one["before"], one["now"]) for one in answer["worse"]] == [
        ("52", "2 down", "3 down"),
        ("1001", "nothing", "1 down"),
        ("2102", "nothing", "1 down"),
    ]
    assert set(lacking(answer)) == {"2102", "2121", "2122"}
    assert "Local Probe/Web Shop/Production/web-1: nothing before, 1 down now" in answer["msg"]
    waits.soon(resume(2102))
    assert waits.run(**COMPARED, before=before)["ready"]


def test_an_old_result_is_no_result_when_compared(waits, before):
    waits.between_scans(2102)
    answer = waits.now(ids=["2102"], until="as_before", before=before[-1:], since="now")
    assert [one["now"] for one in answer["worse"]] == ["1 unknown"]
    assert waits.now(ids=["2102"], until="as_before", before=before[-1:], since="now", accept=["old"])["ready"]


def test_what_has_no_result_as_before_is_no_worse(waits):
    """PRTG counts a first scan that is under way as up."""
    options = {"fields": ["id", "path", "status"], "include": ["status_summary"]}
    were = told(waits.emulator, prtg_object_info, **waits.connection, ids=["1005"], **options)["objects"]
    assert were[0]["status_summary"]["unknown"] == 1
    assert waits.run(ids=["1005"], until="as_before", before=were, scan=True, wait_timeout=60)["ready"]


def test_what_is_missing_from_what_was_is_worse(on_v1):
    were = [{"id": number, "path": ["x"], "status": "up"} for number in ("4711", "2101")]
    answer = on_v1.now(ids=["2101"], until="as_before", before=were)
    assert answer["worse"] == [{"id": "4711", "path": "x", "before": "nothing", "now": "missing"}]


# Selecting, and what is refused


WAS = {"id": "1001", "path": ["x"], "status": "up"}
WRONG = {
    "nothing matches": ({"names": ["nobody"]}, "NotFound", "allow_empty"),
    "filter fits nothing": ({"filter": 'name = "nobody"'}, "SelectionRefused", "nothing matches"),
    "too many": ({"under": "52", "kind": ["sensor"], "max_matched": 3}, "SelectionRefused", "max_matched is 3"),
    "other server": ({"ids": ["1001"], "expect_server": "elsewhere"}, "ConfigurationError", "elsewhere"),
    "scan of the root": ({"ids": ["0"], "scan": True}, "SelectionRefused", "allow_root"),
    "negative time": ({"ids": ["1001"], "wait_timeout": -1}, "ConfigurationError", "0 seconds or more"),
    "no delay": ({"ids": ["1001"], "wait_delay": 0}, "ConfigurationError", "1 second or more"),
    "no time": ({"ids": ["1001"], "wait_timeout": "a while"}, "ConfigurationError", "Write it as a number of seconds"),
    "odd moment": ({"ids": ["1001"], "since": "soon"}, "ConfigurationError", "since"),
    "odd duration": ({"ids": ["1001"], "stable_for": "long"}, "ConfigurationError", "stable_for"),
    "stable too long": ({"ids": ["1001"], "stable_for": "5m"}, "ConfigurationError", "more than stable_for"),
    "health of nothing": ({"ids": ["1001"], "until": "health"}, "ConfigurationError", "health is for"),
    "health for nothing": ({"ids": ["1001"], "health": "up"}, "ConfigurationError", "health is for"),
    "before of nothing": ({"ids": ["1001"], "until": "as_before"}, "ConfigurationError", "before is for"),
    "before for nothing": ({"ids": ["1001"], "before": []}, "ConfigurationError", "before is for"),
    "no objects": (
        {"ids": ["1001"], "until": "as_before", "before": [{"a": 1}], "scan": True},
        "ConfigurationError",
        "no list of",
    ),
    "odd numbers": (
        {"ids": ["1001"], "until": "as_before", "before": [{**WAS, "status_summary": {"down": "x"}}], "scan": True},
        "ConfigurationError",
        "no list of",
    ),
    "since later": ({"ids": ["1001"], "since": "+1h", "scan": True}, "ConfigurationError", "the waiting is over"),
    "others before": (
        {"ids": ["1001"], "until": "as_before", "before": [{**WAS, "id": "2101"}], "scan": True},
        "ConfigurationError",
        "none of the selected",
    ),
    "paused and scanned": ({"ids": ["1001"], "until": "paused", "scan": True}, "ConfigurationError", "neither scan"),
    "paused since": ({"ids": ["1001"], "until": "paused", "since": "now"}, "ConfigurationError", "neither scan"),
    "as before or so": (
        {"ids": ["1001"], "until": "as_before", "before": [{}], "accept": ["warning"]},
        "ConfigurationError",
        "old alone, not warning",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_once(on_v1, case):
    options, kind, words = WRONG[case]
    answer = on_v1.run(**options, fails=True)
    assert answer["error"]["kind"] == kind, answer
    assert words in answer["msg"]
    assert on_v1.slept == []
    assert on_v1.writes() == []


def test_nothing_to_wait_for_can_be_fine(waits):
    answer = waits.run(ids=["4711"], allow_empty=True, scan=True)
    assert (answer["ready"], answer["matched"], answer["changed"]) == (True, 0, False)


def test_the_root_may_be_waited_for(on_v1):
    assert on_v1.now(ids=["0"])["sensors"]["total"] > 35
    assert looks_at(on_v1, ids=["0"]) == (1, 1)


# Check mode


def test_check_mode_looks_once_and_finds_no_fault(waits):
    answer = waits.run(True, **DOWN, scan=True)
    assert (answer["changed"], answer["ready"], answer["looks"], answer["scans"]) == (True, False, 1, 0)
    assert "Not ready now, which is waited for without check mode: 0 of 2" in " ".join(answer["warnings"])
    assert waits.slept == []
    assert waits.run(True, **UP)["ready"]
    assert waits.writes() == []


def test_check_mode_does_not_know_ids_yet(waits):
    answer = waits.run(True, ids=[""])
    assert (answer["matched"], answer["ready"], answer["changed"]) == (0, False, False)


@pytest.mark.parametrize("wish", [{"names": ["web-1", "new-1"]}, {"under": "Local Probe/New"}])
def test_check_mode_does_not_know_what_is_only_predicted(waits, wish):
    answer = waits.run(True, **wish)
    assert (answer["matched"], answer["ready"], answer["changed"]) == (0, False, False)
    assert "that may be what an earlier task only predicts" in " ".join(answer["warnings"])
    assert waits.run(**wish, fails=True)["error"]["kind"] == "NotFound"


def test_check_mode_refuses_ids_that_there_are_not(waits):
    assert waits.run(True, ids=["99999"], fails=True)["error"]["kind"] == "NotFound"


def test_check_mode_still_tells_that_the_server_is_away(waits):
    waits.emulator.faults([{"path": "api/", "status": 503}])
    assert waits.run(True, **UP, fails=True)["error"]["kind"] == "ServerFault"


# What it costs


@pytest.mark.parametrize(
    "options",
    [
        {"ids": ["1003"]},
        {"ids": ["1001", "1003"]},
        {"ids": ["52"]},
        {"ids": ["2121", "2122"]},
        {"under": "52", "kind": ["device"]},
        {"ids": ["52", "54"]},
    ],
)
def test_a_look_is_one_request_below_a_page_of_sensors(emulator, monkeypatch, options):
    for api in LISTS:
        emulator.reset(world=True)
        assert looks_at(Waits(emulator, api, monkeypatch), **options) == (1, 1), api


def test_a_look_at_one_object_asks_for_nothing_else(on_v1):
    on_v1.now(**UP)
    asked = on_v1.emulator.requests()[-1]["query"]
    assert asked["id"] == ["1001"]
    assert asked["columns"] == ["objid,name,parentid,status,message,lastcheck"]
    on_v1.now(names=["web-1", "web-2"])
    assert on_v1.emulator.requests()[-1]["query"]["id"] == ["52"]


@pytest.mark.parametrize("quirk", ["v1_filter_objid_empty", "v1_filter_ignored"])
def test_a_server_that_filters_badly_costs_rows_not_truth(emulator, monkeypatch, quirk):
    emulator.quirk(quirk)
    waits = Waits(emulator, "v1", monkeypatch)
    assert lacking(waits.now(ids=["2121", "2101"])) == {"2121": "down"}
    assert lacking(waits.now(ids=["1001", "1003"])) == {"2121": "down", "2122": "down"}
    assert len(lacking(waits.now(ids=["54"], until="not_down"))) > 0
