# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_pause over both APIs: what a pause, its renewal, its end and its undoing do to objects, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ansible_collections.opswatch.monitoring.plugins.modules import prtg_object_info, prtg_pause
from tests.behaviour.told import prtg, told
from tests.emulated import WatchedEmulator
from tests.emulator.process import running

WEB = {"names": ["web-1", "web-2"], "kind": ["device"]}
APIS = ("v1", "v2")


class Tasks:
    """What tasks do to one emulated PRTG over one API."""

    def __init__(self, emulator, api):
        self.emulator = emulator
        self.connection = prtg(emulator, api)

    def pause(self, fails=False, **options):
        answer = told(self.emulator, prtg_pause, **{**self.connection, **options})
        assert answer.get("failed", False) is fails, answer
        return answer

    def look(self, *fields, **options):
        wanted = {"fields": list(fields)} if fields else {}
        return told(self.emulator, prtg_object_info, **self.connection, **wanted, **options)["objects"]


@pytest.fixture(params=APIS)
def tasks(request, emulator):
    return Tasks(emulator, request.param)


def changed(answers):
    return [answer["changed"] for answer in answers]


def test_own_pauses_are_resumed_and_inherited_ones_explained(tasks):
    wish = {"names": ["db-2", "old-web-1", "web-1"], "kind": ["device"], "state": "resumed"}
    resumed, again = tasks.pause(**wish), tasks.pause(**wish)
    restored = tasks.pause(state="restored", restore=resumed["restore"])
    assert changed([resumed, again, restored]) == [True, False, True]
    by_name = {one["name"]: one for one in resumed["objects"]}
    assert by_name["old-web-1"]["after"] == {"active": True, "paused_by": "parent", "until": None}
    assert by_name["old-web-1"]["inherited_from"]["name"] == "Decommissioned"
    assert by_name["db-2"]["after"]["active"] is True
    assert "stays silent: it is paused by group 57" in " ".join(resumed["warnings"])
    assert tasks.look("id", "active", "status", ids=["1012"]) == [
        {"id": "1012", "active": False, "status": "pausedbyuser"}
    ]


def test_pausing_below_a_paused_group_says_so_and_outlasts_it(tasks):
    paused = tasks.pause(names=["old-web-1"])
    tasks.pause(ids=["57"], state="resumed")
    assert "paused twice" in " ".join(paused["warnings"])
    active = {one["id"]: one["active"] for one in tasks.look(ids=["1031", "1032"])}
    assert active == {"1031": False, "1032": True}


@pytest.mark.parametrize("redirects", [False, True])
def test_an_action_is_done_whether_a_page_or_a_redirect_says_so(emulator, redirects):
    emulator.quirk("v1_actions_redirect", redirects)
    tasks = Tasks(emulator, "v1")
    paused, resumed = tasks.pause(names=["web-1"]), tasks.pause(names=["web-1"], state="resumed")
    assert changed([paused, resumed]) == [True, True]
    answers = {write["path"]: write["status"] for write in emulator.writes()}
    assert answers["/api/pause.htm"] == (302 if redirects else 200)


@pytest.mark.parametrize("check_mode", [True, False])
def test_what_is_too_long_for_api_v2_is_refused_in_check_mode_as_well(emulator, check_mode):
    tasks = Tasks(emulator, "v2")
    tasks.pause(names=["web-2"], reason="a" * 10_000)
    sent = len(emulator.writes())
    for names, reason in ((["web-1"], "x" * 15_000), (["web-1", "web-2"], "b" * 6_000)):
        answer = tasks.pause(fails=True, names=names, reason=reason, check_mode=check_mode)
        assert (answer["error"]["kind"], answer["changed"]) == ("ConfigurationError", False)
        assert "Shorten the text" in answer["msg"]
    assert len(emulator.writes()) == sent


def test_a_lease_ends_by_itself(tasks, emulator):
    tasks.pause(**WEB, duration="30m")
    emulator.advance(31 * 60)
    assert tasks.look("active", ids=["1001"]) == [{"active": True}]


def test_a_lease_is_renewed_when_too_little_of_it_is_left(tasks, emulator):
    tasks.pause(**WEB, duration="1h")
    emulator.advance(3 * 60)
    assert not tasks.pause(**WEB, duration="1h")["changed"]
    emulator.advance(27 * 60)
    renewed = tasks.pause(**WEB, duration="1h")
    assert renewed["changed"]
    assert renewed["objects"][0]["before"]["until"] < renewed["objects"][0]["after"]["until"]


def test_longer_pauses_are_kept_and_forever_is_explicit(tasks):
    wishes = [
        {"duration": "2h"},
        {"duration": "1h"},
        {"duration": "forever"},
        {"duration": "forever"},
        {"duration": "1h"},
        {"duration": "1h", "renew": True},
        {"duration": "1h", "renew": True},
    ]
    answers = [tasks.pause(**WEB, **wish) for wish in wishes]
    assert changed(answers) == [True, False, True, False, False, True, False]


def test_what_a_human_paused_for_a_time_is_left_alone_with_a_warning(tasks, emulator):
    timed = [one["id"] for one in tasks.look() if one["status"] == "pausedbyuseruntil"]
    assert timed
    answer = tasks.pause(ids=timed)
    assert not answer["changed"]
    assert "PRTG does not tell" in " ".join(answer["warnings"])
    assert emulator.writes() == []


def test_an_interrupted_run_is_adopted(tasks):
    crashed = tasks.pause(**WEB, reason="Kernel update")
    again = tasks.pause(**WEB, reason="Kernel update", adopt=True)
    restored = tasks.pause(state="restored", restore=again["restore"])
    assert changed([crashed, again, restored]) == [True, False, True]
    assert tasks.look("active", ids=["1001", "1002"]) == [{"active": True}, {"active": True}]


def test_waiting_sees_the_status_follow(emulator):
    emulator.quirk("v1_status_lags")
    tasks = Tasks(emulator, "v1")
    tasks.pause(**WEB, wait=True, wait_timeout=60)
    assert tasks.look("status", ids=["1001"])[0]["status"].startswith("pausedby")


def test_a_pause_that_shows_late_is_proven_by_its_flag(emulator):
    emulator.quirk("v1_status_lags")
    tasks = Tasks(emulator, "v1")
    assert changed(tasks.pause(**WEB) for _run in range(2)) == [True, False]


def test_the_root_needs_a_word(tasks, emulator):
    refused = tasks.pause(ids=["0"], fails=True)
    assert refused["error"]["kind"] == "SelectionRefused"
    assert "allow_root" in refused["msg"]
    assert emulator.writes() == []
    emulator.quirk("v2_root_is_group")
    tasks.pause(ids=["0"], allow_root=True)
    assert tasks.look("paused_by", ids=["1001"]) == [{"paused_by": "parent"}]


REFUSED = {
    "nothing matched": ({"names": ["nobody"]}, "NotFound", "allow_empty"),
    "unknown id": ({"ids": ["1001", "4711"]}, "NotFound", "ids 4711"),
    "id of another kind": ({"ids": ["1001"], "kind": ["sensor"]}, "NotFound", "kind sensor"),
    "not below": ({"ids": ["1001"], "under": "54"}, "NotFound", "under '54'"),
    "too many": ({"under": "Local Probe/Web Shop", "max_matched": 3}, "SelectionRefused", "max_matched is 3"),
    "no such place": ({"under": "Local Probe/Nowhere"}, "NotFound", "from the probe down"),
    "no id": ({"ids": ["web-1"]}, "ConfigurationError", "ids must be numbers"),
    "probe by name": ({"names": ["Local Probe"]}, "SelectionRefused", "Name probes by id"),
    "odd duration": ({"ids": ["1001"], "duration": "soon"}, "ConfigurationError", "length of time"),
    "no token": ({"state": "restored", "restore": {"a": 1}}, "ConfigurationError", "restore"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_selections_are_refused_before_anything_is_written(tasks, emulator, case):
    options, kind, words = REFUSED[case]
    answer = tasks.pause(**options, fails=True)
    assert answer["error"]["kind"] == kind, answer
    assert words in answer["msg"]
    assert answer["changed"] is False
    assert emulator.writes() == []


def test_absence_can_be_fine(tasks):
    nothing = tasks.pause(ids=["1002"], state="resumed")
    answers = [
        tasks.pause(names=["nobody"], allow_empty=True),
        tasks.pause(ids=["1001", "4711"], allow_empty=True),
        tasks.pause(state="restored", restore=nothing["restore"]),
    ]
    assert changed([nothing, *answers]) == [False, False, True, False]


def test_a_read_only_key_is_told_apart_from_success(tasks, emulator):
    answer = tasks.pause(**WEB, api_token=emulator.credentials["prtg_ro_api_token"], fails=True)
    assert answer["error"]["kind"] == "PermissionDenied", answer


def test_a_failure_after_a_change_returns_what_undoes_it(emulator):
    emulator.faults([{"path": "/api/pauseobjectfor.htm", "times": 1, "reset": True}])
    answer = Tasks(emulator, "v1").pause(**WEB, fails=True)
    assert answer["changed"] is True
    assert [one["id"] for one in answer["restore"]["objects"]] == ["1001", "1002"]
    assert [one for one in emulator.writes() if one["status"] == 200] == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"under": "", "kind": ["sensor"]}, "under must not be empty"),
        ({"under": "/", "kind": ["sensor"]}, "under names nothing"),
        ({"under": "51", "kind": []}, "kind is an empty list"),
        ({"ids": []}, "nothing matches"),
        ({"ids": ["9" * 30]}, "ids must be numbers"),
        ({"ids": [1001], "url": "https://[prtg"}, "Check the option url"),
        ({"ids": [1001], "url": "https://prtg:port"}, "Check the option url"),
        ({"ids": [1001], "proxy": "http://[::1"}, "Check the option proxy"),
    ],
)
def test_options_that_came_out_wrong_select_nothing(tasks, emulator, options, says):
    answer = tasks.pause(**options, fails=True)
    assert says in answer["msg"]
    assert answer["error"]["kind"] in ("ConfigurationError", "SelectionRefused")
    assert emulator.writes() == []


def test_everything_below_the_root_is_the_same_over_both_apis(tasks):
    assert tasks.look("name", under="0", kind=["probe"]) == [{"name": "Local Probe"}, {"name": "Branch Köln"}]


def test_a_renewed_pause_is_quiet_the_second_time_though_the_server_lags(tasks, emulator):
    emulator.quirk("v1_status_lags")
    emulator.quirk("v2_status_lags")
    wish = {"ids": [1001], "renew": True, "duration": "1h"}
    assert changed(tasks.pause(**wish) for _run in range(2)) == [True, False]


def test_a_pause_that_the_server_does_not_replace_is_a_failure(emulator):
    emulator.quirk("v2_pause_answers_wrong_node_status")
    tasks = Tasks(emulator, "v2")
    assert tasks.pause(ids=[1001], duration="1h")["changed"]
    refused = tasks.pause(ids=[1001], duration="forever", fails=True)
    assert refused["error"]["kind"] == "Conflict"
    assert "refuses to change a pause that is in force" in refused["msg"]
    assert "end it first" in refused["msg"]
    assert not refused["changed"]


def test_a_refused_pause_has_changed_nothing_and_leaves_nothing_to_undo(emulator):
    emulator.quirk("v1_read_only_200")
    refused = Tasks(emulator, "v1").pause(ids=[1001], fails=True)
    assert refused["error"]["kind"] == "PermissionDenied"
    assert not refused["changed"]
    assert "restore" not in refused


@pytest.fixture(scope="module")
def many_devices() -> Iterator[WatchedEmulator]:
    """An emulator with 1,000 generated devices of one sensor each."""
    with running("devices:1000") as emulator:
        yield WatchedEmulator(**vars(emulator))


@pytest.mark.parametrize("api", APIS)
def test_a_thousand_ids_take_few_requests(many_devices, api):
    many_devices.reset(world=True)
    tasks = Tasks(many_devices, api)
    ids = [one["id"] for one in tasks.look("id", kind=["device"])]
    assert len(ids) == 1000
    paused = tasks.pause(ids=ids, max_matched=1000)
    assert paused["changed"]
    assert len(paused["objects"]) == 1000
    assert len(many_devices.writes()) == 10
    many_devices.reset()
    assert not tasks.pause(ids=ids)["changed"]
    assert len(many_devices.requests()) <= 4
