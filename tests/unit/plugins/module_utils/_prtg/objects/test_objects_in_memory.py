# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What prtg_object does to objects, whatever API they are behind: planning, carrying out, failing, telling."""

from __future__ import annotations

import contextlib
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    Conflict,
    ConnectionFailed,
    Exchange,
    RequestRefused,
    ServerFault,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects import ensure as module
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.fake_server import thing
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.objects.shelf import (
    NEW,
    Shelf,
    ensure,
)


@pytest.fixture
def shelf(monkeypatch):
    found, clock = Shelf(), [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))
    monkeypatch.setattr(module, "connected", lambda _options: contextlib.nullcontext(found))
    for name in ("turn", "turn_by_name"):
        monkeypatch.setattr(module, name, lambda *_arguments: contextlib.nullcontext(False))
    return found


@pytest.fixture
def before(shelf, monkeypatch):
    """Something happens right before a call of the server, each time."""

    def arranged(name, happens):
        call = getattr(shelf, name)

        def called(*arguments, **named):
            happens()
            return call(*arguments, **named)

        monkeypatch.setattr(shelf, name, called)

    return arranged


def no_answer():
    return ConnectionFailed("reset")


def at(status):
    return Exchange("POST", "http://prtg", "/x", status)


def outcomes(answer):
    return [one["outcome"] for one in answer["objects"]]


@pytest.mark.parametrize("wish", [{"id": "100"}, {"name": "web-1", "kind": "device", "parent": "Local Probe/Shop"}])
def test_an_object_is_held_by_its_id_and_planned_anew_if_somebody_had_it(shelf, monkeypatch, wish):
    held = []

    @contextlib.contextmanager
    def turn(_server, ids, _patience):
        held.append(list(ids))
        shelf.objects["100"] = shelf.objects["100"]._replace(priority=5)  # by whom it was waited for
        yield True

    monkeypatch.setattr(module, "turn", turn)
    assert ensure(True, **wish, priority=5)["changed"] is True
    assert held == []
    assert ensure(**wish, priority=5)["changed"] is False
    assert (held, shelf.told) == ([["100"]], [])


def test_a_copy_is_set_and_resumed_last(shelf):
    predicted = ensure(True, **NEW, tags=["a"], priority=5, active=True)
    done = ensure(**NEW, tags=["a"], priority=5, active=True)
    assert done["changed"]
    assert predicted["diff"] == done["diff"]
    assert done["object"]["id"] == "202"
    assert shelf.told == [("make", "web-9"), ("write", "web-9")]
    assert shelf.writes == [("resume", ["202"])]
    assert ensure(**NEW, tags=["a"], priority=5, active=True)["changed"] is False


def test_what_is_made_anew_gets_only_what_it_lacks(shelf):
    new = {"name": "Ping", "kind": "sensor", "parent": "101", "sensor_kind": "ping", "tags": ["a"]}
    assert ensure(**new)["changed"]
    assert shelf.told == [("make", "Ping")]
    assert ensure(**{**new, "name": "P2"}, active=False)["diff"]["after"]["sensor_kind"] == "ping"
    assert shelf.writes[-1][0] == "pause"


@pytest.mark.parametrize(
    ("silent", "late", "errors"),
    [(True, 0, {}), (False, 3, {}), (True, 2, {("made", "web-9"): [no_answer()]})],
)
def test_a_copy_is_found_by_its_name_where_nobody_tells_its_id(shelf, silent, late, errors):
    shelf.silent_ids, shelf.late, shelf.failing_at = silent, late, errors
    had_answer = not errors
    done = ensure(**NEW, active=True)
    assert done["changed"]
    assert done["object"]["id"] == "202"
    assert ("warnings" in done) is not had_answer


def test_a_copy_that_nobody_lists_is_a_failure(shelf):
    shelf.late = 100
    failed = ensure(**NEW, wait_timeout=3)
    assert failed["error"]["kind"] == "StateNotReached"
    assert "with the id 202" in failed["msg"]
    assert outcomes(failed) == ["sent"]


def test_a_request_without_an_answer_that_made_nothing_is_told_so(shelf):
    shelf.lost = {("make", "web-9")}
    shelf.failing_at = {("made", "web-9"): [no_answer()]}
    failed = ensure(**NEW, wait_timeout=3)
    assert failed["error"]["kind"] == "ConnectionFailed"
    assert failed["changed"] is True
    assert outcomes(failed) == ["sent"]


def test_an_answer_about_an_object_that_was_there_is_no_copy(shelf, monkeypatch):
    monkeypatch.setattr(shelf, "make", lambda making: "101")
    assert ensure(**NEW, wait_timeout="1s")["error"]["kind"] == "StateNotReached"


def test_somebody_elses_of_the_same_name_is_told(shelf):
    shelf.hidden = {"300": [5, thing(300, "device", "web-9", 50)]}
    shelf.late = 3
    assert "300 has the same name" in ensure(**NEW, active=True)["warnings"][0]


def test_somebody_elses_of_the_same_name_cannot_be_told_apart_without_ids(shelf):
    shelf.hidden = {"300": [5, thing(300, "device", "web-9", 50)]}
    shelf.late, shelf.silent_ids = 3, True
    failed = ensure(**NEW, active=True)
    assert failed["error"]["kind"] == "AmbiguousName"
    assert "there are 2 new ones of this name: device 300" in failed["msg"]
    assert "Nothing was changed" not in failed["msg"]
    assert failed["changed"] is True
    assert outcomes(failed) == ["sent"]
    assert shelf.told == [("make", "web-9")]


def test_what_is_too_new_to_be_changed_is_tried_again(shelf):
    not_valid = [ServerFault("the object is currently not valid", exchange=at(302)) for _once in range(2)]
    shelf.failing_at = {("write", "web-9"): not_valid}
    assert ensure(**NEW, tags=["a"])["changed"]
    shelf.failing_at = {("write", "web-8"): [RequestRefused("no") for _once in range(9)]}
    assert ensure(**{**NEW, "name": "web-8"}, tags=["a"])["error"]["kind"] == "RequestRefused"


def test_a_flag_that_is_refused_for_being_new_is_tried_again(shelf):
    shelf.failing = [Conflict("not now")]
    failed = ensure(**NEW, active=True)
    assert failed["error"]["kind"] == "Conflict"
    assert len(shelf.writes) == 5
    shelf.failing = [no_answer()]
    assert ensure(id="100", active=False, wait_timeout=1)["error"]["kind"] == "ConnectionFailed"


def test_a_write_without_an_answer_counts_if_it_shows(shelf):
    shelf.failing_at = {("written", "web-1"): [ServerFault("time-out", exchange=at(408))]}
    assert ensure(id="100", tags=["x"])["changed"]
    shelf.failing_at = {("write", "web-1"): [ServerFault("time-out", exchange=at(504))]}
    assert ensure(id="100", tags=["y"])["changed"]
    shelf.failing_at = {("write", "web-1"): [ServerFault("time-out", exchange=at(504)) for _time in range(2)]}
    failed = ensure(id="100", tags=["z"], wait_timeout=1)
    assert failed["error"]["kind"] == "ServerFault"
    assert failed["changed"] is True


def test_a_write_that_does_not_show_is_told_by_its_names(shelf):
    shelf.lost = {("write", "web-1")}
    failed = ensure(id="100", tags=["x"], priority=1, wait_timeout=1)
    assert "does not show it after 1 s: priority, tags" in failed["msg"]


def test_a_copy_whose_values_do_not_show_stays_paused(shelf):
    shelf.lost = {("write", "web-9")}
    failed = ensure(**NEW, tags=["a"], active=True, wait_timeout=1)
    assert failed["error"]["kind"] == "StateNotReached"
    assert outcomes(failed) == ["sent"]
    assert shelf.writes == []


def test_a_value_that_shows_at_the_last_look_is_there(shelf, monkeypatch):
    shelf.lost = {("write", "web-1")}
    read, asked = shelf.read, []

    def late(need, names=None):
        asked.append(bool(names))
        if names is None and sum(asked) == 2:  # before the write and after it
            shelf.values["100"]["tags"] = ["x"]
        return read(need, names)

    monkeypatch.setattr(shelf, "read", late)
    done = ensure(id="100", tags=["x"], active=False, wait_timeout=0)
    assert (done["changed"], "failed" in done) == (True, False)
    assert shelf.writes == [("pause", ["100"], None, "")]


@pytest.mark.parametrize("status", ["pausedbyuser", "unknown"])
def test_what_cannot_be_looked_at_is_not_resumed(shelf, monkeypatch, status):
    """In the one case the first look fails, in the other the one for the message, which is not there yet."""
    read, looks = shelf.read, []

    def failing(need, names=None):
        if "202" in shelf.objects and names is None and need.ids:
            shelf.objects["202"] = shelf.objects["202"]._replace(status=status)
            looks.append(need)
            if len(looks) == (1 if status == "pausedbyuser" else 2):
                raise no_answer()
        return read(need, names)

    monkeypatch.setattr(shelf, "read", failing)
    failed = ensure(**NEW, active=True)
    assert (failed["error"]["kind"], failed["changed"]) == ("ConnectionFailed", True)
    assert (outcomes(failed), shelf.writes) == (["sent"], [])


def test_what_a_copy_has_of_its_template_is_not_sent(shelf):
    shelf.values["100"].update(interval=300, location="Bonn")
    assert ensure(**NEW, interval="5m", location="Bonn")["changed"]
    assert shelf.told == [("make", "web-9")]


@pytest.mark.parametrize("wait", [0, 60])
def test_what_a_copy_lacks_of_its_template_is_sent_once_it_shows(shelf, monkeypatch, wait):
    shelf.values["100"].update(interval=300, location="Bonn")
    make = shelf.make

    def made(making):
        number = make(making)
        shelf.values[number].update(interval="inherited")
        return number

    monkeypatch.setattr(shelf, "make", made)
    assert ensure(**NEW, interval="5m", location="Bonn", active=True, wait_timeout=wait)["changed"]
    assert shelf.told == [("make", "web-9"), ("write", "web-9")]
    assert shelf.values["202"]["interval"] == 300
    assert shelf.writes == [("resume", ["202"])]


def test_a_new_object_that_cannot_be_read_yet_is_waited_for(shelf, before):
    shelf.failing_at = {("read", "202"): [ServerFault("the object is currently not valid", exchange=at(302))]}
    assert ensure(**NEW, interval="5m")["changed"]
    shelf.failing_at = {("read", "203"): [ServerFault("not valid", exchange=at(302)) for _time in range(99)]}
    assert "not valid" in ensure(**{**NEW, "name": "web-8"}, interval="5m")["msg"]
    before("write", lambda: shelf.failing_at.update({("read", "100"): [ServerFault("broken", exchange=at(500))]}))
    failed = ensure(id="100", interval="5m")
    assert ("broken" in failed["msg"], failed["changed"]) == (True, True)


def test_objects_are_moved_renamed_and_placed(shelf):
    done = ensure(id="102", parent="Local Probe/Shop", name="web-2", position="top", active=True)
    assert done["diff"]["before"]["parent"] == "Local Probe/Old"
    assert done["object"]["path"] == ["Local Probe", "Shop", "web-2"]
    assert shelf.told == [("move", "web-0"), ("write", "web-0"), ("place", "web-0")]
    assert ensure(id="102", parent="50", name="web-2", position="top")["changed"] is False


def test_what_goes_is_looked_at_right_before(shelf, monkeypatch):
    again = shelf.read

    def renamed(need, names=None):
        if need.ids == ("100",) and len(shelf.needs) > 1:
            shelf.objects["100"] = shelf.objects["100"]._replace(name="other")
        return again(need, names)

    monkeypatch.setattr(shelf, "read", renamed)
    failed = ensure(id="100", state="absent")
    assert failed["error"]["kind"] == "Conflict"
    assert failed["changed"] is False
    assert shelf.told == []


def test_what_does_not_go_is_a_failure(shelf):
    shelf.lost = {("delete", "web-1")}
    failed = ensure(id="100", state="absent", wait_timeout=1)
    assert "does not say after 1 s that it is gone" in failed["msg"]
    assert outcomes(failed) == ["sent"]


def test_what_is_below_another_goes_before_it(shelf):
    entries = [{"id": "50", "state": "absent"}, {"id": "100", "state": "absent"}]
    done = ensure(objects=entries, max_deletes=2)
    assert done["changed"]
    assert shelf.told == [("delete", "web-1"), ("delete", "Shop")]
    assert done["diff"]["before"]["group Local Probe/Shop"]["below"] == {"devices": 2, "sensors": 1}


def test_an_id_that_nobody_says_to_be_gone_is_a_failure(shelf):
    assert ensure(id="4711", state="absent")["changed"] is False
    shelf.silent = frozenset({"4711"})
    assert ensure(id="4711", state="absent")["error"]["kind"] == "NotFound"


def test_a_parent_that_was_not_made_ends_what_is_below(shelf):
    shelf.failing_at = {("make", "G"): [RequestRefused("no")]}
    group = {"name": "G", "kind": "group", "parent": "1", "clone_from": "50"}
    failed = ensure(objects=[group, {**NEW, "parent": "Local Probe/G"}])
    assert outcomes(failed) == ["failed", "not_tried"]
    assert "of 2 objects 1 failed and 1 not tried" in failed["msg"]
    assert failed["changed"] is False


def test_nothing_more_is_begun_after_a_failure_of_all(shelf):
    shelf.failing_at = {("make", "n1"): [AuthenticationFailed("who?")]}
    entries = [{**NEW, "name": f"n{number}"} for number in (1, 2)]
    failed = ensure(objects=[*entries, {"id": "102", "priority": 1}])
    assert failed["error"]["kind"] == "AuthenticationFailed"
    assert outcomes(failed)[0] == "failed"
    assert outcomes(failed)[2] == "not_tried"


def test_three_faults_end_it(shelf):
    shelf.failing_at = {("make", f"n{number}"): [ServerFault("down", exchange=at(302))] for number in range(9)}
    failed = ensure(objects=[{**NEW, "name": f"n{number}"} for number in range(9)])
    assert len(shelf.told) < 9
    assert "not_tried" in outcomes(failed)


def test_many_tags_are_proven_by_records(shelf):
    objects = {key: one._replace(tags=("a",), parent_tags=("up",)) for key, one in shelf.objects.items()}
    shelf.objects = objects
    kept = shelf.make

    def make(making):
        number = kept(making)
        shelf.hidden[number][1] = shelf.hidden[number][1]._replace(tags=("a",), parent_tags=("up",))
        return number

    shelf.make = make
    entries = [{**NEW, "name": f"n{number}"} for number in range(6)]
    assert ensure(objects=entries, tags=["a", "up"])["changed"]
    assert ensure(objects=[{**one, "name": f"x{one['name']}"} for one in entries], tags=["b"], wait_timeout=1)[
        "msg"
    ].endswith("it goes on from there.")


def test_many_tags_that_no_record_tells_are_asked_for(shelf):
    entries = [{**NEW, "name": f"n{number}"} for number in range(6)]
    assert ensure(objects=entries, tags=["a"])["changed"]
    shelf.lost = {("write", "x")}
    failed = ensure(objects=[*entries, {**NEW, "name": "x"}], tags=["b"], wait_timeout=1)
    assert outcomes(failed) == ["done"] * 6 + ["sent"]


def test_secrets_are_for_new_objects_unless_always(shelf):
    secret = {"settings": {"password": "s3cret-word", "timeout": 60}}
    shelf.values["100"].update({"settings.timeout": "60"})
    made = ensure(**NEW, **secret)
    assert made["diff"]["after"]["settings.password"].startswith("********")
    assert "s3cret-word" not in str(made)
    assert shelf.values["202"]["settings.password"] == "s3cret-word"
    assert shelf.secrets == ["s3cret-word"]
    assert ensure(id="100", **secret)["changed"] is False
    assert ensure(id="100", **secret, update_secrets="always")["changed"] is True


REFUSED = {
    "an unknown setting": ({"id": "100", "settings": {"x": 1}}, "the setting x"),
    "an unknown section": ({"id": "100", "inherit": {"x": True}}, "whether x is inherited"),
    "a setting that the template lacks": ({**NEW, "settings": {"x": 1}}, "the setting x of"),
    "a value that is too long": ({"id": "100", "comment": "too long"}, "too long"),
    "no truth": ({"id": "100", "inherit": {"x": "maybe"}}, "must be true or false"),
    "no setting": ({"id": "100", "settings": {"_inherited": True}}, "no name of a setting"),
    "a null": ({"id": "100", "settings": {"x": None}}, "and not null"),
    "a negative guard": ({"id": "100", "max_deletes": -1}, "at least 0"),
    "a negative wait": ({"id": "100", "wait_timeout": -1}, "0 seconds or more"),
    "a template and a kind": ({**NEW, "kind": "sensor", "sensor_kind": "ping"}, "not both"),
    "a kind of no sensor": ({"id": "100", "kind": "device", "sensor_kind": "ping"}, "is for sensors"),
    "a probe to go": ({"name": "p", "parent": "0", "kind": "probe", "state": "absent"}, "probes are not deleted"),
    "a new probe": ({"name": "p", "parent": "0", "kind": "probe", "clone_from": "1"}, "probes are not made"),
    "a probe elsewhere": ({"id": "1", "parent": "50"}, "no other parent than the root"),
    "the root above": ({**NEW, "parent": "0"}, "cannot be below the root"),
    "no kind of a sensor": ({"name": "s", "parent": "100", "kind": "sensor"}, "clone_from or sensor_kind"),
    "what the part refuses": ({"name": "g", "parent": "1", "kind": "group"}, "cannot make groups"),
    "the root as template": ({"name": "g", "parent": "1", "kind": "group", "clone_from": "0"}, "names the root"),
    "one object twice": ({"objects": [{"id": "100"}, {"id": "0100"}]}, "are about the same object"),
    "one new object twice": ({"objects": [NEW, {**NEW, "parent": "50"}]}, "are about the same object"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_before_anything_is_written(shelf, case):
    options, words = REFUSED[case]
    failed = ensure(**options)
    assert failed["failed"], failed
    assert words in failed["msg"]
    assert shelf.told == shelf.writes == []


def test_names_with_slashes_lead_to_what_they_name(shelf):
    shelf.objects["60"] = thing(60, "group", "A/B", 1)
    shelf.objects["160"] = thing(160, "device", "C/D", 60)
    shelf.objects["260"] = thing(260, "sensor", "E/F", 160)._replace(priority=3)
    shelf.values["260"] = {"tags": []}
    copy = {"name": "x", "kind": "sensor", "parent": "Local Probe/A/B/C/D", "clone_from": "Local Probe/A/B/C/D/E/F"}
    assert ensure(**copy)["object"]["path"] == ["Local Probe", "A/B", "C/D", "x"]


def test_a_path_that_fits_two_is_an_error(shelf):
    shelf.objects["60"] = thing(60, "group", "Shop", 1)
    assert ensure(**NEW)["error"]["kind"] == "AmbiguousName"


@pytest.mark.parametrize(("number", "narrow"), [(6, True), (101, False)])
def test_many_parents_are_one_request_and_very_many_a_whole_table(shelf, number, narrow):
    places = [str(1000 + place) for place in range(number)]
    for place in places:
        shelf.objects[place] = thing(place, "group", f"G{place}", 1)
    assert ensure(True, objects=[{**NEW, "parent": place} for place in places])["changed"]
    assert any(need.kinds == ("device",) and need.filter for need in shelf.needs) is narrow


def test_what_is_below_many_devices_of_a_group_is_told(shelf):
    for place in range(1000, 1006):
        shelf.objects[str(place)] = thing(place, "device", f"d{place}", 50)
        shelf.objects[str(place + 100)] = thing(place + 100, "sensor", "Ping", place)
    gone = ensure(True, id="50", state="absent")
    assert gone["diff"]["before"]["below"] == {"devices": 8, "sensors": 7}


def test_check_mode_awaits_ids_that_are_not_known_yet(shelf):
    assert ensure(True, id="", priority=1)["changed"] is True
    predicted = ensure(True, objects=[{"id": "100", "priority": 1}, {"id": "", "priority": 1}])
    assert predicted["changed"] is True
    assert len(predicted["objects"]) == 1


def test_an_object_without_id_or_name_is_an_error(shelf):
    assert "nothing says which object" in ensure(priority=1)["msg"]


def test_the_message_of_a_pause_is_awaited_since_it_tells_who_holds_it(shelf, monkeypatch):
    marked = "[[ Update [opswatch 5f0c21ab] (Paused at 1/2/2026) ]]: Paused by user"
    late = shelf.objects["100"]._replace(active=False, status="up", message="OK")
    shelf.objects["100"] = late
    again = shelf.read

    def read(need, names=None):
        if len(shelf.needs) == 3:
            shelf.objects["100"] = late._replace(message=marked, status="pausedbyuser")
        return again(need, names)

    monkeypatch.setattr(shelf, "read", read)
    left = ensure(id="100", active=True)
    assert left["changed"] is False
    assert "held by 'Update'" in left["warnings"][0]


LEASE = "[[ Kernel update [opswatch 5f0c21ab until 1970-01-13T00:00:00Z] (Paused at 1/12/1970 by prtgadmin) ]]: Paused"


def lease(shelf, object_id):
    """Another run holds an object."""
    changed = shelf.objects[object_id]._replace(active=False, status="pausedbyuseruntil", message=LEASE)
    shelf.objects[object_id] = changed


def test_a_lease_that_another_run_puts_on_a_new_object_is_left(shelf, before):
    before("read_values", lambda: "202" in shelf.objects and lease(shelf, "202"))
    done = ensure(**NEW, tags=["a"], active=True)
    assert done["changed"]
    assert done["diff"]["after"]["active"] is False
    assert "web-9 stays paused: it is held by 'Kernel update'" in done["warnings"][0]
    assert shelf.writes == []


def test_a_lease_that_comes_before_a_resume_is_tried_again_is_left(shelf, monkeypatch):
    shelf.failing = [Conflict("the object is currently not valid")]
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: (lease(shelf, "202"), sleep(seconds)))
    done = ensure(**NEW, active=True)
    assert len(shelf.writes) == 1
    assert shelf.objects["202"].message == LEASE
    assert (done["changed"], done["diff"]["after"]["active"]) == (True, False)
    assert "web-9 stays paused: it is held by 'Kernel update'" in done["warnings"][0]


def test_a_lease_that_comes_after_the_resume_is_no_failure(shelf):
    shelf.objects["100"] = thing(100, "device", "web-1", 50, active=False, status="pausedbyuser", message="[[ ]]: P")
    resume = shelf.resume
    shelf.resume = lambda objects: (resume(objects), lease(shelf, "100"))
    done = ensure(id="100", active=True)
    assert (done["changed"], shelf.objects["100"].message) == (True, LEASE)
    assert "failed" not in done
    assert "web-1 stays paused: it is held by 'Kernel update'" in done["warnings"][0]


def test_a_lease_that_comes_while_something_else_changes_is_no_failure(shelf, before):
    before("read_values", lambda: len(shelf.told) and lease(shelf, "100"))
    done = ensure(id="100", active=True, tags=["x"])
    assert (done["changed"], shelf.writes) == (True, [])
    assert shelf.objects["100"].message == LEASE
    assert "failed" not in done
    assert "web-1 stays paused: it is held by 'Kernel update'" in done["warnings"][0]


@pytest.mark.parametrize(("object_id", "did"), [("100", "paused"), ("101", "resumed")])
def test_what_a_person_makes_of_a_flag_while_something_else_changes_is_told(shelf, before, object_id, did):
    was = shelf.objects[object_id]
    other = was._replace(active=not was.active, status="pausedbyuser", message="[[ mine ]]: Paused")
    before("read_values", lambda: len(shelf.told) and shelf.objects.update({object_id: other}))
    done = ensure(id=object_id, active=was.active, tags=["x"])
    assert f"was {did} by somebody else while this task ran" in done["warnings"][0]
    assert shelf.writes == []


def test_what_others_pause_or_resume_meanwhile_is_no_change(shelf, monkeypatch):
    monkeypatch.setattr(module, "turn", lambda *_arguments: contextlib.nullcontext(lease(shelf, "100")))
    paused = ensure(id="100", active=False)
    assert (paused["changed"], paused["object"]["action"], shelf.writes) == (False, "keep", [])
    assert "web-1 is paused already, and not for good" in paused["warnings"][0]
    assert "diff" not in paused
    woken = thing(101, "device", "db", 50)
    monkeypatch.setattr(
        module, "turn", lambda *_arguments: contextlib.nullcontext(shelf.objects.update({"101": woken}))
    )
    assert ensure(id="101", active=True)["changed"] is False
    assert shelf.writes == []


def test_what_is_new_is_held_while_it_is_resumed(shelf, monkeypatch):
    held = []

    @contextlib.contextmanager
    def turn(_server, ids, _patience):
        held.append((list(ids), [*shelf.writes]))
        yield False

    monkeypatch.setattr(module, "turn", turn)
    ensure(objects=[NEW, {"id": "100", "priority": 5}], active=True)
    assert held == [(["100"], []), (["202"], [])]
    assert shelf.writes == [("resume", ["202"])]


def test_who_holds_many_is_looked_at_again_a_hundred_at_a_time(shelf):
    entries = [{"name": f"n{number}", "host": f"h{number}"} for number in range(150)]
    more = {name: NEW[name] for name in ("kind", "parent", "clone_from")}
    ensure(objects=entries, **more, active=True)
    assert [len(ids) for _resume, ids in shelf.writes] == [100, 50]
    looks = [len(need.ids) for need in shelf.needs if need.ids and len(need.ids) > 1]
    assert looks == [100, 100, 50, 50, 150]  # before and after each request, and in the end


def test_a_flag_that_nobody_tells_is_not_guessed(shelf):
    shelf.objects["100"] = shelf.objects["100"]._replace(active=None)
    assert "does not tell whether" in ensure(id="100", active=True)["msg"]
    assert ensure(id="100", priority=3)["changed"] is False
