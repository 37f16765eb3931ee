# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import contextlib
import time
from typing import NamedTuple

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    ConnectionFailed,
    PermissionDenied,
    StateNotReached,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import acting, pausing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.actions import PAUSE
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import Wish
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import Lease, refuse_mark
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_pause
from tests.unit.plugins.module_utils._prtg.fake_server import FakeServer, small_tree, thing

NOW = 1_000_020.0
HOUR = Wish("paused", 60, "Work")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))


class Outcome(NamedTuple):
    objects: list
    changes: list
    restore: RestoreToken
    warnings: list


def task(server, *, check_mode=False, **given):
    """What the task makes of the objects of a server."""
    defaults = {name: spec.get("default") for name, spec in prtg_pause.SPECIFICATION.options.items()}
    params = {"url": "https://prtg", **defaults, **given}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acting, "connected", lambda _options: contextlib.nullcontext(server))
        result = acting.act(PAUSE, params, check_mode)
    token = RestoreToken.from_data(result.values["restore"], "prtg")
    return Outcome(result.values["objects"], result.changes, token, result.warnings)


def act(server, wish, *ids, check_mode=False, wait=None):
    duration = "forever" if wish.minutes is None else f"{wish.minutes}m"
    more = {} if wait is None else {"wait": True, "wait_timeout": wait}
    flags = {name: getattr(wish, name) for name in ("renew", "adopt", "override")}
    more |= {"ids": list(ids), "state": wish.state, "duration": duration, "reason": wish.message}
    return task(server, check_mode=check_mode, **flags, **more)


def undo(server, token, *, check_mode=False):
    return task(server, check_mode=check_mode, restore=token.as_data(), state="restored")


def changed(outcome):
    return [change.label.split()[1] for change in outcome.changes if change.changed]


def test_durations_are_whole_minutes_rounded_up():
    assert [pausing.minutes_of(text) for text in ("1h", "90", "1", "Forever ")] == [60, 2, 1, None]
    with pytest.raises(ConfigurationError, match="not a length of time"):
        pausing.minutes_of("soon")


def test_pausing_writes_once_with_the_mark_and_tells_before_and_after():
    server = FakeServer(small_tree())
    outcome = act(server, HOUR, "100", "200")
    (write,) = server.writes
    assert write[:3] == ("pause", ["100", "200"], 60)
    assert write[3].startswith("Work [opswatch ")
    assert write[3].endswith(" until 1970-01-12T14:47:00Z]")
    first = outcome.objects[0]
    assert first["before"] == {"active": True, "paused_by": None, "until": None}
    assert first["after"] == {"active": False, "paused_by": "user", "until": "1970-01-12T14:47:00Z"}
    assert (first["changed"], first["inherited_from"]) == (True, None)
    assert first["path"] == ["Local Probe", "Shop", "web-1"]
    assert changed(outcome) == ["100", "200"]


def test_a_second_run_changes_nothing():
    server = FakeServer(small_tree())
    act(server, HOUR, "100", "50")
    again = act(server, HOUR, "100", "50")
    assert changed(again) == []
    assert again.restore.objects == ()
    assert len(server.writes) == 1


def test_check_mode_predicts_and_writes_nothing():
    server = FakeServer(small_tree())
    predicted = act(server, HOUR, "100", "101", "102", check_mode=True)
    assert server.writes == []
    real = act(server, HOUR, "100", "101", "102")
    assert predicted.objects == real.objects
    assert predicted.changes == real.changes
    assert predicted.warnings == real.warnings
    assert predicted.restore.simulated
    assert not real.restore.simulated


@pytest.mark.parametrize(
    ("left", "wish", "renewed"),
    [
        (3600, HOUR, False),
        (3300, HOUR, False),
        (3180, HOUR, True),
        (7200, HOUR, False),
        (60, Wish("paused", 1, "Work"), False),
        (10, Wish("paused", 1, "Work"), False),
        (1800, Wish("paused", 120, "Work"), True),
        (3600, Wish("paused", 60, "Work", renew=True), False),
        (3420, Wish("paused", 60, "Work", renew=True), True),
        (3600, Wish("paused", None, "Work"), True),
    ],
)
def test_a_running_pause_of_ours_is_renewed_when_too_little_is_left(left, wish, renewed):
    message = f"[[ {Lease('Work', '0123abcd', NOW + left).in_message()} ]]"
    server = FakeServer([thing(1, "device", "w", None, status="pausedbyuseruntil", active=False, message=message)])
    assert bool(changed(act(server, wish, "1"))) is renewed


@pytest.mark.parametrize(
    ("status", "message", "wish", "pauses", "noted"),
    [
        ("pausedbyuser", "by a human", HOUR, False, False),
        ("pausedbyuser", "by a human", Wish("paused", None), False, False),
        ("pausedbyuser", "by a human", Wish("paused", 60, renew=True), True, False),
        ("pausedbyuser", "by a human", Wish("paused", None, renew=True), True, False),
        ("pausedbyuser", "[opswatch 0123abcd]", Wish("paused", None, renew=True), False, False),
        ("pausedbyuseruntil", "by a human", HOUR, False, True),
        ("pausedbyuseruntil", "by a human", Wish("paused", None), False, True),
        ("pausedbyuseruntil", "by a human", Wish("paused", None, override=True), True, False),
        ("pausedbyuseruntil", "by a human", HOUR._replace(override=True), True, False),
        ("pausedbyuseruntil", "by a human", HOUR._replace(override=True, renew=True), True, False),
        ("up", "OK", HOUR, False, True),
    ],
)
def test_pauses_of_others_are_left_alone_unless_told(status, message, wish, pauses, noted):
    server = FakeServer([thing(1, "device", "w", None, status=status, active=False, message=message)])
    outcome = act(server, wish, "1")
    assert bool(server.writes) is pauses
    assert bool(outcome.warnings) is noted


def test_an_unknown_flag_is_never_guessed():
    server = FakeServer([thing(1, "device", "w", None, status="pausedbyuser", active=None)])
    for wish in (HOUR, Wish("resumed")):
        with pytest.raises(UnexpectedAnswer, match="did not tell whether device 1"):
            act(server, wish, "1")
    assert server.writes == []


def test_pausing_below_a_paused_object_says_that_it_is_paused_twice():
    outcome = act(FakeServer(small_tree()), HOUR, "102")
    assert outcome.objects[0]["inherited_from"] == {"id": "51", "kind": "group", "name": "Old"}
    assert outcome.objects[0]["before"]["paused_by"] == "parent"
    assert outcome.warnings == [
        "device 102 (Local Probe/Old/web-0) is now paused twice, by itself and by group 51 (Old)"
    ]


def test_resuming_touches_own_pauses_only_and_says_what_stays_silent():
    server = FakeServer(small_tree())
    outcome = act(server, Wish("resumed"), "100", "101", "102")
    assert server.writes == [("resume", ["101"])]
    assert changed(outcome) == ["101"]
    assert outcome.objects[2]["after"] == {"active": True, "paused_by": "parent", "until": None}
    assert "device 102 (Local Probe/Old/web-0) stays silent: it is paused by group 51 (Old)" in outcome.warnings[0]


def test_what_is_silent_for_other_reasons_is_told():
    server = FakeServer([thing(1, "sensor", "s", None, status="pausedbydependency")])
    outcome = act(server, Wish("resumed"), "1")
    assert server.writes == []
    assert outcome.warnings == [
        "sensor 1 (s) stays silent: it is paused by its dependency, which cannot be lifted at the object"
    ]


def test_resuming_a_parent_and_its_child_together_leaves_nothing_inherited():
    server = FakeServer(small_tree())
    server.pause([server.objects["102"]], None, "x")
    outcome = act(server, Wish("resumed"), "51", "102")
    assert [one["after"]["paused_by"] for one in outcome.objects] == [None, None]


def test_restoring_undoes_own_work_only():
    server = FakeServer(small_tree())
    token = act(server, HOUR, "100", "101").restore
    outcome = undo(server, token)
    assert server.writes[1:] == [("resume", ["100"])]
    assert changed(outcome) == ["100"]
    assert server.objects["101"].active is False
    again = undo(server, token)
    assert changed(again) == []
    assert len(server.writes) == 2


def test_what_a_human_resumed_or_paused_anew_since_is_theirs():
    server = FakeServer(small_tree())
    token = act(server, HOUR, "100", "200").restore
    server.resume([server.objects["100"]])
    server.pause([server.objects["200"]], None, "by a human")
    outcome = undo(server, token)
    assert changed(outcome) == []
    assert "was paused anew by somebody else" in outcome.warnings[0]


def test_a_lease_renewed_by_another_run_is_theirs():
    server = FakeServer(small_tree())
    token = act(server, HOUR, "100").restore
    act(server, Wish("paused", 600, "Work"), "100")
    assert changed(undo(server, token)) == []


def test_where_prtg_shows_no_message_the_flag_decides():
    server = FakeServer(small_tree())
    server.status_follows = False
    token = act(server, HOUR, "100").restore
    unmarked = RestoreToken.from_data(
        {**token.as_data(), "objects": [{**one, "marked": False} for one in token.as_data()["objects"]]}, "prtg"
    )
    server._set("100", message="")
    assert changed(undo(server, unmarked)) == ["100"]


def test_an_object_that_is_gone_is_told_and_no_failure():
    server = FakeServer(small_tree())
    token = act(server, HOUR, "100", "200").restore
    del server.objects["200"]
    outcome = undo(server, token)
    assert changed(outcome) == ["100"]
    assert outcome.warnings == ["sensor 200 (Ping) does not exist any more"]
    assert outcome.objects[1]["after"]["active"] is None


def test_a_replaced_open_pause_is_restored_to_an_open_pause():
    server = FakeServer(small_tree())
    token = act(server, Wish("paused", 60, "Work", renew=True), "101").restore
    undo(server, token)
    assert server.writes[-1][:3] == ("pause", ["101"], None)
    assert server.objects["101"].active is False


def test_a_renewed_lease_is_restored_to_the_rest_of_the_old_one():
    server = FakeServer(small_tree())
    act(server, HOUR, "100")
    server._now += 1800
    token = act(server, HOUR, "100").restore
    undo(server, token)
    assert server.writes[-1][:3] == ("pause", ["100"], 30)


def test_tokens_nest():
    server = FakeServer(small_tree())
    first = act(server, HOUR, "100").restore
    before = server.objects["100"].message
    server._now += 1800
    second = act(server, Wish("paused", 60, "More work"), "100").restore
    undo(server, second)
    assert server.objects["100"].message == before
    back = undo(server, first)
    assert changed(back) == ["100"]
    assert back.warnings == []
    assert server.objects["100"].active is True


def test_what_was_written_back_is_a_pause_of_its_own_again():
    server = FakeServer(small_tree())
    act(server, Wish("paused", None, "For good"), "100", "200")
    second = act(server, HOUR._replace(renew=True), "100", "200").restore
    undo(server, second)
    assert [write[:3] for write in server.writes[-1:]] == [("pause", ["100", "200"], None)]
    assert server.writes[-1][3].startswith("For good [opswatch ")


def release(server, reason, *ids):
    return task(server, ids=list(ids), state="restored", reason=reason)


def test_without_a_token_pauses_of_the_same_reason_are_released():
    server = FakeServer(small_tree())
    act(server, HOUR, "100")
    act(server, Wish("paused", 60, "Work on"), "200")
    assert changed(release(server, "Work", "100", "101", "200")) == ["100"]
    assert changed(release(server, "Work", "100", "101", "200")) == []


def test_an_acknowledgement_that_is_lost_is_told():
    server = FakeServer([*small_tree(), thing(202, "sensor", "Disk", 100, status="acknowledged")])
    assert act(server, HOUR, "202").warnings == [
        "sensor 202 (Local Probe/Shop/web-1/Disk) was acknowledged, which PRTG forgets when it is paused: it will "
        "alert again if it is still down then"
    ]


def test_a_reason_that_looks_like_a_mark_is_refused():
    with pytest.raises(ConfigurationError, match="what this module marks its pauses with"):
        refuse_mark("a ] b [opswatch deadbeef until 2020-01-01T00:00:00Z]")
    refuse_mark("[opswatch]")


def test_a_renewed_lease_whose_old_end_has_passed_is_resumed():
    server = FakeServer(small_tree())
    act(server, HOUR, "100")
    server._now += 1800
    token = act(server, HOUR, "100").restore
    server._now += 1860
    undo(server, token)
    assert server.writes[-1] == ("resume", ["100"])


@pytest.mark.parametrize("minutes_later", [0, 30])
def test_an_adopted_pause_is_this_tasks_own(minutes_later):
    server = FakeServer(small_tree())
    act(server, HOUR, "100", "101")
    server._now += minutes_later * 60
    adopting = Wish("paused", 60, "Work", adopt=True)
    outcome = act(server, adopting, "100", "101")
    assert bool(changed(outcome)) is bool(minutes_later)
    undo(server, outcome.restore)
    assert server.writes[-1] == ("resume", ["100"])
    assert server.objects["101"].active is False


def test_the_pause_of_another_message_is_not_adopted():
    server = FakeServer(small_tree())
    act(server, HOUR, "100")
    (joined,) = act(server, Wish("paused", 60, "Other work", adopt=True), "100").restore.objects
    assert [lease.reason for lease in joined.added] == ["Other work"]


def test_a_resume_is_restored_to_an_open_pause():
    server = FakeServer(small_tree())
    token = act(server, Wish("resumed"), "101").restore
    outcome = undo(server, token)
    assert server.writes[-1][:3] == ("pause", ["101"], None)
    assert changed(outcome) == ["101"]
    assert changed(undo(server, token)) == []


def test_a_resume_of_a_timed_pause_is_restored_for_the_rest_of_its_time():
    server = FakeServer(small_tree())
    act(server, HOUR, "100")
    token = act(server, Wish("resumed"), "100").restore
    server._now += 1800
    undo(server, token)
    assert server.writes[-1][:3] == ("pause", ["100"], 30)


def test_a_pause_that_would_be_over_by_now_is_not_restored():
    server = FakeServer(small_tree())
    act(server, HOUR, "100")
    token = act(server, Wish("resumed"), "100").restore
    server._now += 7200
    assert changed(undo(server, token)) == []


def test_a_timed_pause_of_unknown_end_cannot_be_restored_and_says_so():
    server = FakeServer([thing(1, "device", "w", None, status="pausedbyuseruntil", active=False, message="human")])
    token = act(server, Wish("resumed", override=True), "1").restore
    outcome = undo(server, token)
    assert changed(outcome) == []
    assert "PRTG did not tell, so that this pause was not made again" in outcome.warnings[0]


@pytest.mark.parametrize(("wish", "found"), [(HOUR, "100"), (Wish("resumed"), "101")])
def test_check_mode_can_undo_what_check_mode_said(wish, found):
    server = FakeServer(small_tree())
    token = act(server, wish, found, check_mode=True).restore
    outcome = undo(server, token, check_mode=True)
    assert changed(outcome) == [found]
    assert server.writes == []


def test_several_ends_take_one_write_each():
    server = FakeServer(small_tree())
    act(server, HOUR, "100")
    act(server, Wish("paused", 120), "200")
    token = act(server, Wish("resumed"), "100", "200", "101").restore
    server.writes.clear()
    undo(server, token)
    assert [write[:3] for write in server.writes] == [
        ("pause", ["101"], None),
        ("pause", ["100"], 60),
        ("pause", ["200"], 120),
    ]


def test_a_change_that_does_not_show_is_a_failure_that_can_be_undone():
    server = FakeServer(small_tree())
    server.stubborn = True
    with pytest.raises(
        StateNotReached, match=r"the pause of 1 of 1 objects did not change within 30 s: device 100"
    ) as caught:
        act(server, HOUR, "100")
    assert caught.value.changed
    assert caught.value.values["restore"]["objects"][0]["id"] == "100"
    assert caught.value.details == {"objects": ["100"]}


def test_an_object_that_vanishes_while_being_paused_is_a_failure():
    class Vanishing(FakeServer):
        def pause(self, objects, minutes, message):
            for one in objects:
                del self.objects[one.id]

    with pytest.raises(StateNotReached):
        act(Vanishing(small_tree()), HOUR, "100")


def test_a_write_that_fails_tells_how_to_undo_what_may_have_been_done():
    server = FakeServer(small_tree())
    server.failing = [ConnectionFailed("reset")]
    with pytest.raises(ConnectionFailed) as caught:
        act(server, HOUR, "100")
    assert caught.value.changed
    assert [one["id"] for one in caught.value.values["restore"]["objects"]] == ["100"]


@pytest.mark.parametrize(("wish", "found"), [(HOUR, "100"), (Wish("resumed"), "101")])
def test_waiting_is_for_the_status_and_fails_when_it_never_shows(wish, found):
    server = FakeServer(small_tree())
    act(server, wish, found, wait=60)
    late = FakeServer(small_tree())
    late.status_follows = False
    with pytest.raises(StateNotReached, match=r"the status of 1 of 1 objects did not change within 60 s"):
        act(late, wish, found, wait=60)


def test_waiting_ends_when_the_object_is_silent_for_another_reason():
    server = FakeServer(small_tree())
    act(server, HOUR, "102")
    act(server, Wish("resumed"), "102", wait=60)


def test_waiting_for_an_object_that_is_gone_fails():
    class Vanishing(FakeServer):
        def read(self, need):
            snapshot = super().read(need)
            if self.writes:
                self.objects.pop("100", None)
            return snapshot

    with pytest.raises(StateNotReached):
        act(Vanishing(small_tree()), HOUR, "100", wait=5)


def test_labels_survive_objects_that_nobody_knows():
    assert PrtgObject("7", "device", "w", None, ("w",)).label() == "device 7 (w)"
    assert PrtgObject("7", "device").label() == "device 7"


def test_labels_let_no_name_play_with_the_terminal():
    label = PrtgObject("7", "device", "w", None, ("Köln", "a\x1b[2Jb\u202e\nc")).label()
    assert label == "device 7 (Köln/a\\u001b[2Jb\\u202e\\u000ac)"


def test_a_refusal_changes_nothing_and_leaves_nothing_to_undo():
    server = FakeServer(small_tree())
    server.failing = [PermissionDenied("no")]
    with pytest.raises(PermissionDenied) as caught:
        act(server, HOUR, "100")
    assert not caught.value.changed
    assert caught.value.values == {}


def test_a_refusal_after_a_part_was_done_tells_how_to_undo_that():
    class Halfway(FakeServer):
        def pause(self, objects, minutes, message):
            super().pause(objects[:1], minutes, message)
            raise PermissionDenied("no")

    with pytest.raises(PermissionDenied) as caught:
        act(Halfway(small_tree()), HOUR, "100", "200")
    assert caught.value.changed
    assert [one["id"] for one in caught.value.values["restore"]["objects"]] == ["100", "200"]


def test_a_refusal_that_cannot_be_looked_into_may_have_changed_something():
    class Gone(FakeServer):
        def pause(self, objects, minutes, message):
            self.read = self.lost
            raise PermissionDenied("no")

        def lost(self, need):
            raise ConnectionFailed("gone")

    with pytest.raises(PermissionDenied) as caught:
        act(Gone(small_tree()), HOUR, "100")
    assert caught.value.changed


def test_adopting_is_for_the_very_same_message_and_not_for_one_that_ends_alike():
    server = FakeServer(small_tree())
    act(server, Wish("paused", 60, "Kernel update"), "100")
    act(server, Wish("paused", 60, "update"), "200")
    token = act(server, Wish("paused", 60, "update", adopt=True), "100", "200").restore
    assert [one.marked for one in token.objects] == [True, True]
    assert changed(undo(server, token)) == ["100", "200"]
    assert server.objects["100"].message.startswith("[[ Kernel update [opswatch ")
    assert server.objects["200"].active is True


def test_what_is_resumed_with_its_parent_is_not_said_to_stay_silent():
    server = FakeServer(small_tree())
    outcome = act(server, Wish("resumed"), "51", "102", "201")
    assert server.writes == [("resume", ["51"])]
    assert outcome.warnings == []
    assert [one["after"]["paused_by"] for one in outcome.objects] == [None, None, None]
    assert [one.id for one in outcome.restore.objects] == ["51"]


class Lagging(FakeServer):
    """Shows status and message of the past to the next ``reads`` reads after a write; the flag flips at once."""

    def __init__(self, objects, reads):
        super().__init__(objects)
        self.reads = reads
        self.before = {}

    def pause(self, objects, minutes, message):
        self.before = {number: dict(self.objects) for number in range(self.reads)}
        super().pause(objects, minutes, message)

    def read(self, need):
        now_there = self.objects
        if self.before:
            _number, past = self.before.popitem()
            self.objects = {
                one.id: one._replace(status=past[one.id].status, message=past[one.id].message)
                for one in now_there.values()
            }
        snapshot = super().read(need)
        self.objects = now_there
        return snapshot


@pytest.mark.parametrize("wish", [HOUR._replace(renew=True), Wish("paused", None, "Work", renew=True)])
def test_a_second_run_is_quiet_although_messages_lag_behind(wish):
    server = Lagging(small_tree(), reads=2)
    token = act(server, wish, "100", "101").restore
    assert all(one.marked for one in token.objects)
    assert changed(act(server, wish, "100", "101")) == []


def test_a_mark_that_never_shows_is_no_failure():
    server = Lagging(small_tree(), reads=1000)
    token = act(server, HOUR, "100").restore
    assert not token.objects[0].marked


def test_a_server_that_does_not_replace_pauses_is_found_out():
    class Keeping(FakeServer):
        def pause(self, objects, minutes, message):
            super().pause([one for one in objects if one.active], minutes, message)

    server = Keeping(small_tree())
    act(server, HOUR, "100")
    with pytest.raises(StateNotReached, match=r"the pause of 1 of 1 objects .*: device 101 .* resume first"):
        act(server, HOUR._replace(renew=True), "100", "101")


def test_a_mark_tells_better_than_a_late_status_whether_a_pause_ends():
    server = FakeServer(small_tree())
    act(server, Wish("paused", None, "Work"), "100")
    server.objects["100"] = server.objects["100"]._replace(status="pausedbyuseruntil")
    assert changed(act(server, Wish("paused", None, "Work"), "100")) == []
    (left,) = act(server, HOUR, "100").objects
    assert not left["changed"]
    act(server, HOUR, "200")
    server.objects["200"] = server.objects["200"]._replace(status="pausedbyuser")
    assert changed(act(server, Wish("paused", None, "Work"), "200")) == ["200"]
