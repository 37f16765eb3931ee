# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Works that write at the same time, servers that refuse or cut, and what is left when a task fails."""

from __future__ import annotations

import contextlib
import re
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    ConnectionFailed,
    NotFound,
    PermissionDenied,
    SelectionRefused,
    StateNotReached,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import acting, rivals
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import (
    LAST_MOMENT,
    Lease,
    Silence,
    silence_of,
)
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_pause
from tests.unit.plugins.module_utils._prtg.fake_server import FakeServer, small_tree, thing

OTHER = Lease("Other", "0000000f", 1_007_220.0)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))


@pytest.fixture
def task(monkeypatch):
    """Run the module against a server; ``fails`` returns the failure in place of the values."""

    def run(server, check_mode=False, fails=None, **given):
        monkeypatch.setattr(acting, "connected", lambda _options: contextlib.nullcontext(server))
        defaults = {name: spec.get("default") for name, spec in prtg_pause.SPECIFICATION.options.items()}
        params = {"url": "https://prtg.example.com", **defaults, "reason": "Work", **given}
        if fails is None:
            return prtg_pause.SPECIFICATION.run(params, check_mode)
        with pytest.raises(fails) as caught:
            prtg_pause.SPECIFICATION.run(params, check_mode)
        return caught.value

    return run


def holders(server, object_id="100"):
    return [lease.reason for lease in silence_of(server.objects[object_id]).leases]


def paused(*leases, object_id=100, theirs=None):
    message = f"[[ {Silence(theirs, leases=leases).message()} (Paused at 1/2/2026) ]]: Paused"
    return thing(object_id, "device", "web-1", 50, status="pausedbyuseruntil", active=False, message=message)


class Crowded(FakeServer):
    """Others write ``after`` so many reads or, with ``over``, each time right over what was written here."""

    def __init__(self, objects, others, after=None, over=0):
        super().__init__(objects)
        self.others = others
        self.after = after
        self.over = over

    def read(self, need):
        if self.after == 0:
            self._others_write()
        self.after = None if self.after is None else self.after - 1
        return super().read(need)

    def pause(self, objects, minutes, message):
        super().pause(objects, minutes, message)
        if self.over:
            self.over -= 1
            self._others_write()

    def _others_write(self):
        self._set("100", active=False, status="pausedbyuseruntil", message=Silence(leases=self.others).message())


def test_who_came_between_looking_and_writing_is_not_written_over(task):
    server = Crowded(small_tree(), (OTHER,), after=1)
    result = task(server, ids=["100"])
    assert holders(server) == ["Other", "Work"]
    assert [write[0] for write in server.writes] == ["pause"]
    assert [lease["reason"] for lease in result.values["objects"][0]["leases"]] == ["Other", "Work"]
    assert result.values["objects"][0]["after"]["until"] == "1970-01-12T15:47:00Z"
    task(server, state="restored", restore=result.values["restore"])
    assert holders(server) == ["Other"]


class Meanwhile(FakeServer):
    """Others do ``what`` to it right before it is read the second time: after the plan and before the first write."""

    def __init__(self, server, what):
        super().__init__(server.objects.values(), now=server.now())
        self.what = what

    def read(self, need):
        if len(self.needs) == 1 and self.what:
            what, self.what = self.what, None
            what(self)
            self.writes.clear()
        return super().read(need)


def test_who_comes_between_looking_and_writing_is_seen_among_many(task, monkeypatch):
    """A hundred are looked at in one request."""
    many = [str(number) for number in range(1000, 1150)]
    server = FakeServer([*small_tree(), *(thing(one, "device", f"d-{one}", 50) for one in many)])
    token = task(server, ids=many).values["restore"]
    turn = rivals.turn

    def taken(host, ids):
        monkeypatch.setattr(rivals, "turn", turn)
        task(server, ids=["1149"], reason="Other")
        server.needs.clear()
        return turn(host, ids)

    monkeypatch.setattr(rivals, "turn", taken)
    task(server, state="restored", restore=token)
    assert [len(need.ids) for need in server.needs] == [100, 50, 150]
    assert holders(server, "1149") == ["Other"]
    assert {server.objects[one].active for one in many[:-1]} == {True}


def test_who_ends_while_another_work_begins_does_not_come_back(task):
    """A reads, B ends, A writes: with B's mark in it nobody would ever take that away."""
    server = FakeServer(small_tree())
    other = task(server, ids=["100", "101"], reason="Other", duration="4h", override=True, renew=True).values["restore"]
    server = Meanwhile(server, lambda it: task(it, state="restored", restore=other))
    token = task(server, ids=["100"], duration="1h").values["restore"]
    assert holders(server) == ["Work"]
    assert server.writes[-1][2] == 60, "no longer than this work's own lease, now that the other is gone"
    task(server, state="restored", restore=token)
    assert server.objects["100"].active is True


def test_who_ends_while_another_work_ends_does_not_come_back(task):
    server = FakeServer(small_tree())
    tokens = {name: task(server, ids=["100"], reason=name).values["restore"] for name in ("Other", "Third", "Work")}
    server = Meanwhile(server, lambda it: task(it, state="restored", restore=tokens["Other"]))
    assert task(server, state="restored", restore=tokens["Work"]).changes[0].changed
    assert holders(server) == ["Third"]
    server = Meanwhile(server, lambda it: it.resume([it.objects["100"]]))
    result = task(server, state="restored", restore=tokens["Third"])
    assert (result.changes[0].changed, server.writes) == (False, [])
    assert result.values["objects"][0]["after"]["active"] is True


@pytest.mark.parametrize("minutes", [None, 30])
def test_what_a_person_does_between_looking_and_writing_wins(task, minutes):
    def pauses(server):
        server.pause([server.objects["100"]], minutes, "human: broken fan")

    server = Meanwhile(FakeServer(small_tree()), pauses)
    result = task(server, ids=["100"])
    assert (result.changes[0].changed, server.writes) == (False, [])
    assert "was paused anew by somebody else" in result.warnings[0]
    server = FakeServer(small_tree())
    token = task(server, ids=["100"]).values["restore"]
    server = Meanwhile(server, pauses)
    result = task(server, state="restored", restore=token)
    assert (result.changes[0].changed, server.writes) == (False, [])
    assert "human: broken fan" in server.objects["100"].message


def test_resuming_whoever_holds_it_means_a_person_who_came_meanwhile_too(task):
    server = FakeServer(small_tree())
    task(server, ids=["100"])
    server = Meanwhile(server, lambda it: it.pause([it.objects["100"]], None, "human: broken fan"))
    result = task(server, ids=["100"], state="resumed")
    assert (result.changes[0].changed, server.objects["100"].active) == (True, True)
    task(server, state="restored", restore=result.values["restore"])
    assert silence_of(server.objects["100"]) == Silence("human: broken fan")


def test_what_is_put_back_joins_who_came_meanwhile(task):
    server = FakeServer(small_tree())
    token = task(server, ids=["101"], state="resumed").values["restore"]
    server = Meanwhile(server, lambda it: task(it, ids=["101"], reason="Other"))
    task(server, state="restored", restore=token)
    found = silence_of(server.objects["101"])
    assert (found.theirs, holders(server, "101")) == ("Paused at 3/6/2018 2:49:37 PM by Somebody", ["Other"])


@pytest.mark.parametrize("error", [ConnectionFailed("gone"), UnexpectedAnswer("the server lists no device at all")])
def test_what_fails_before_the_first_write_has_changed_nothing(task, error):
    class Lost(FakeServer):
        def read(self, need):
            if len(self.needs) == 1:
                raise error
            return super().read(need)

    failed = task(Lost(small_tree()), ids=["100"], fails=type(error))
    assert (failed.changed, failed.values) == (False, {})
    server = FakeServer(small_tree())
    token = task(server, ids=["100"]).values["restore"]
    failed = task(Lost(server.objects.values()), state="restored", restore=token, fails=type(error))
    assert (failed.changed, failed.values) == (False, {"restore": token})


def test_who_is_written_over_joins_again(task):
    server = Crowded(small_tree(), (OTHER,), over=1)
    result = task(server, ids=["100"])
    assert holders(server) == ["Other", "Work"]
    assert [write[2] for write in server.writes] == [60, 120]
    assert result.values["restore"]["objects"][0]["marked"]


def test_a_message_of_an_earlier_lease_that_shows_late_does_not_hide_the_change(task):
    """After a resume and a pause, the server shows the message of the pause before for a while."""
    old = Lease("Work", "0000000a", None)
    server = Crowded(small_tree(), (old,), over=1)
    result = task(server, ids=["100"], duration="forever")
    assert len(server.writes) == 2
    assert result.changes[0].changed
    assert result.values["objects"][0]["before"]["active"] is True
    task(server, state="restored", restore=result.values["restore"])
    assert server.objects["100"].active is True


def test_whoever_ends_last_leaves_who_came_meanwhile(task):
    server = Crowded(small_tree(), (), after=None)
    token = task(server, ids=["100"]).values["restore"]
    server.others, server.after = (*silence_of(server.objects["100"]).leases, OTHER), 1
    task(server, state="restored", restore=token)
    assert holders(server) == ["Other"]
    assert [write[0] for write in server.writes] == ["pause", "pause"]


def test_who_is_written_over_for_ever_fails(task):
    class Fighting(Crowded):
        def _others_write(self):
            self.others = (Lease("Other", f"{self.over:08x}", None),)
            super()._others_write()

    failed = task(Fighting(small_tree(), (), over=100), ids=["100"], fails=StateNotReached)
    assert "others pause at the same time" in str(failed)
    assert failed.changed


class Refusing(FakeServer):
    """Does not pause what is paused, as API v2 may do, and says so."""

    def pause(self, objects, minutes, message):
        if any(self.objects[one.id].active is False for one in objects):
            raise Conflict("The requested action is not possible", code="WRONG_NODE_STATUS")
        super().pause(objects, minutes, message)


def test_a_server_that_carries_one_holder_only_refuses_the_second_before_anything_else(task):
    server = Refusing([*small_tree(), paused(OTHER)])
    before = dict(server.objects)
    failed = task(server, ids=["100", "200"], fails=Conflict)
    assert str(failed).startswith("PRTG refuses to change a pause that is in force, so that no second silence can join")
    assert "device 100" in failed.message
    assert (failed.code, failed.details) == ("WRONG_NODE_STATUS", {"objects": ["100"]})
    assert (failed.changed, failed.values, server.writes) == (False, {}, [])
    assert server.objects == before
    assert task(server, ids=["100"], reason="Other").changes[0].changed is False


class Cutting(FakeServer):
    """Keeps so many characters of a message."""

    def __init__(self, objects, length):
        super().__init__(objects)
        self.length = length

    def pause(self, objects, minutes, message):
        super().pause(objects, minutes, message[: self.length])


def test_who_does_not_fit_into_the_message_fails_and_leaves_the_others_as_they_were(task):
    server = Cutting([*small_tree(), paused(OTHER)], 60)
    failed = task(server, ids=["100"], fails=StateNotReached)
    assert "the pause of 1 of 1 objects did not change" in str(failed)
    assert holders(server) == ["Other"]
    assert server.writes[-1][2:] == (120, OTHER.in_message())
    assert silence_of(server.objects["100"]) == Silence(leases=(OTHER,))


def test_what_cannot_be_put_back_does_not_hide_what_failed(task):
    class Dying(Refusing):
        def pause(self, objects, minutes, message):
            self.read = self.lost
            super().pause(objects, minutes, message)

        def lost(self, need):
            raise ConnectionFailed("gone")

    failed = task(Dying([*small_tree(), paused(OTHER)]), ids=["100"], fails=Conflict)
    assert failed.changed
    assert failed.values["restore"]["objects"][0]["id"] == "100"


@pytest.mark.parametrize("length", [20, 4])
def test_a_message_that_is_cut_is_still_known_by_its_token_and_told(task, length):
    server = Cutting(small_tree(), length)
    result = task(server, ids=["100"], reason="Works")
    assert any("PRTG shows cut" in warning for warning in result.warnings) is (length == 20)
    assert task(server, state="restored", restore=result.values["restore"]).changes[0].changed
    assert server.objects["100"].active is True


def cut(message):
    return thing(100, "device", "web-1", 50, status="pausedbyuseruntil", active=False, message=f"[[ {message}")


TORN = f"{Lease('Work', '5f0c21ab', 1_000_080.0).in_message()} | Other [opsw"


@pytest.mark.parametrize(
    "wish",
    [{"reason": "New"}, {}, {"state": "restored"}, {"state": "restored", "reason": "Work"}],
)
def test_what_may_have_more_holders_than_can_be_read_is_left_alone(task, wish):
    server = FakeServer([*small_tree(), cut(TORN)])
    failed = task(server, ids=["100"], fails=Conflict, **wish)
    assert "whose message PRTG shows cut" in failed.message
    assert "override" in failed.hint
    assert server.writes == []
    assert task(server, ids=["100"], override=True, **wish).changes[0].changed


def test_who_is_seen_in_a_cut_message_with_enough_left_stays_quiet(task):
    server = FakeServer([*small_tree(), cut(TORN.replace("1970-01-12T13:48", "1970-01-12T14:47"))])
    assert not task(server, ids=["100"]).changes[0].changed


def test_the_only_holder_of_a_cut_message_is_ended_by_the_reason(task):
    server = FakeServer([*small_tree(), cut("Work [opswatch 5f0c21ab until 1970-")])
    assert not task(server, ids=["100"], state="restored", reason="Wor").changes[0].changed
    assert task(server, ids=["100"], state="restored").changes[0].changed
    assert server.objects["100"].active is True


def test_a_persons_words_that_show_late_are_theirs_though_no_mark_was_ever_seen(task):
    server = FakeServer(small_tree())
    token = task(server, ids=["100"]).values["restore"]
    token["objects"][0]["marked"] = False
    server.pause([server.objects["100"]], None, "human: broken fan")
    result = task(server, state="restored", restore=token)
    assert "was paused anew by somebody else" in result.warnings[0]
    assert server.objects["100"].active is False


def test_what_held_an_object_that_woke_by_itself_is_told_not_to_be_put_back(task):
    server = FakeServer(small_tree())
    token = task(server, ids=["101"], renew=True).values["restore"]
    server.resume([server.objects["101"]])
    result = task(server, state="restored", restore=token)
    assert "is awake by now, and what held it before was not put back" in result.warnings[0]


def test_resuming_what_several_hold_says_whose_silence_ends(task):
    server = FakeServer(small_tree())
    task(server, ids=["100"])
    task(server, ids=["100"], reason="Other")
    (warning,) = task(server, ids=["100"], state="resumed").warnings
    assert re.search(r"is resumed for all who hold it: 'Work' until \S+ and 'Other' until \S+$", warning)


def test_renewing_replaces_what_a_person_paused_beside_leases_until_it_is_undone(task):
    server = FakeServer([*small_tree(), paused(OTHER, theirs="human: broken fan")])
    token = task(server, ids=["100"], renew=True).values["restore"]
    assert silence_of(server.objects["100"]).theirs is None
    task(server, state="restored", restore=token)
    assert silence_of(server.objects["100"]) == Silence("human: broken fan", leases=(OTHER,))


def test_what_is_back_already_is_not_written_again(task):
    server = FakeServer(small_tree())
    task(server, ids=["100"])
    token = task(server, ids=["100"], state="resumed").values["restore"]
    assert task(server, state="restored", restore=token).changes[0].changed
    writes = len(server.writes)
    again = task(server, state="restored", restore=token)
    assert (again.changes[0].changed, len(server.writes)) == (False, writes)


def test_undoing_an_undoing_puts_back_and_takes_away(task):
    server = FakeServer(small_tree())
    renewed = task(server, ids=["101"], renew=True).values["restore"]
    back = task(server, state="restored", restore=renewed).values["restore"]
    assert server.objects["101"].active is False
    again = task(server, state="restored", restore=back).values["restore"]
    assert holders(server, "101") == ["Work"]
    task(server, state="restored", restore=again)
    assert "opswatch" not in server.objects["101"].message
    resumed = task(server, ids=["101"], state="resumed").values["restore"]
    made = task(server, state="restored", restore=resumed).values["restore"]
    assert server.objects["101"].active is False
    assert task(server, state="restored", restore=made).changes[0].changed
    assert server.objects["101"].active is True


def test_durations_that_no_mark_can_show_are_refused(task):
    server = FakeServer(small_tree(), now=LAST_MOMENT - 60)
    assert "after the year 9999" in str(task(server, ids=["100"], fails=ConfigurationError))
    assert server.writes == []


# Tokens


def test_a_token_comes_back_unchanged_from_every_failure(task):
    server = FakeServer(small_tree())
    token = task(server, ids=["100", "200"]).values["restore"]
    server.failing = [PermissionDenied("no")]
    assert task(server, state="restored", restore=token, fails=PermissionDenied).values["restore"] is token
    server.failing = ()
    assert task(server, state="restored", restore=token, max_matched=1, fails=SelectionRefused).values == {
        "restore": token
    }
    server.objects["100"] = server.objects["100"]._replace(name="web-one")
    failed = task(server, state="restored", restore=token, fails=SelectionRefused)
    assert failed.values["restore"] is token
    assert "device 100 (web-1), which is device 100 (Local Probe/Shop/web-one) in PRTG" in failed.message


def test_objects_that_are_not_shown_fail_after_the_rest_has_been_undone(task):
    server = FakeServer(small_tree())
    token = task(server, ids=["100", "200"]).values["restore"]
    del server.objects["100"]
    server.silent = frozenset({"100"})
    failed = task(server, check_mode=True, state="restored", restore=token, fails=NotFound)
    assert (failed.changed, len(server.writes)) == (False, 1)
    failed = task(server, state="restored", restore=token, fails=NotFound)
    assert "PRTG does not show device 100 (web-1), and does not say either" in failed.message
    assert (failed.changed, failed.values["restore"]) == (True, token)
    assert server.objects["200"].active is True
    failed = task(server, state="restored", restore=token, fails=NotFound)
    assert failed.changed is False


@pytest.mark.parametrize("allow_empty", [False, True])
def test_a_token_of_which_nothing_is_shown(task, allow_empty):
    server = FakeServer(small_tree())
    token = task(server, ids=["100"]).values["restore"]
    del server.objects["100"]
    server.silent = frozenset({"100"})
    failed = task(server, state="restored", restore=token, allow_empty=allow_empty, fails=NotFound)
    assert "does not say either that there is no such object" in failed.message
    server.silent = frozenset()
    if allow_empty:
        assert "does not exist any more" in task(server, state="restored", restore=token, allow_empty=True).warnings[0]
    else:
        failed = task(server, state="restored", restore=token, fails=NotFound)
        assert "none of the objects that restore names exists any more" in failed.message


def test_ids_that_are_missing_are_believed_where_they_are_elsewhere_or_gone(task):
    server = FakeServer(small_tree())
    for more in ({}, {"kind": ["sensor"]}, {"under": "51"}):
        assert task(server, ids=["100", "999"], allow_empty=True, **more).values["matched"] == (0 if more else 1)
    server.silent = frozenset({"999"})
    for more in ({}, {"kind": ["sensor"]}, {"state": "restored"}, {"state": "resumed"}):
        failed = task(server, ids=["100", "999"], allow_empty=True, fails=NotFound, **more)
        assert failed.message.startswith("PRTG does not show 999")
    assert task(server, names=["nobody"], allow_empty=True).values["matched"] == 0


class Unreachable(FakeServer):
    """Takes no connection any more from its write number ``last`` on, and then tells nothing either."""

    last = 0

    def _write(self, write):
        if len(self.writes) == self.last:
            self.read = self.lost
            error = ConnectionFailed("could not connect: refused")
            error.tell_of_write(sent=False)
            raise error
        super()._write(write)

    def lost(self, need):
        raise ConnectionFailed("could not connect: refused")


def test_a_write_that_never_left_has_changed_nothing(task):
    failed = task(Unreachable(small_tree()), ids=["100"], fails=ConnectionFailed)
    assert (failed.changed, failed.values) == (False, {})
    assert "Nothing was sent" in str(failed)


def test_after_other_writes_one_that_never_left_is_no_proof_that_nothing_changed(task):
    server = Unreachable([*small_tree(), paused(OTHER)])
    server.last = 1
    failed = task(server, ids=["100", "200"], fails=ConnectionFailed)
    assert len(server.writes) == 1
    assert failed.changed
    assert failed.values["restore"]["objects"]
