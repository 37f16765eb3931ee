# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is true of every resource: late and lost answers, rivals, and what was written within the last minute."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import refusal, use
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.workshop import (
    GADGET,
    Workshop,
    gadget,
    workshop,
)

__all__ = ["workshop"]

ONE = {"name": "one", "colour": "red"}
WHOLE = dataclasses.replace(GADGET, whole=True)
GONE = refusal(404, "Gadget not found")


def lost():
    return errors.ConnectionFailed("reset")


def kind(answer):
    return answer["error"]["kind"]


@pytest.fixture
def lagging(workshop):
    workshop.remembers = True
    return workshop


@pytest.fixture(params=[(True, False), (False, True), (True, True)], ids=["lists", "details", "both"])
def frozen(request, lagging):
    lagging.add("other")
    lagging.freeze(*request.param)
    return lagging


# Read back


@pytest.mark.parametrize("resource", [GADGET, WHOLE], ids=["partial", "whole"])
def test_a_change_that_shows_late_is_waited_for_half_a_minute(workshop, resource):
    workshop.add()
    workshop.freeze(lists=False)
    assert gadget(resource=resource, name="one", size=2)["changed"]
    assert workshop.slept == [1.0, 3.0, 6.0, 10.0, 15.0]


def test_a_change_that_never_shows_is_no_success(workshop):
    workshop.add()
    workshop.freeze(seconds=1000)
    answer = gadget(name="one", size=2, pin="4711")
    assert (kind(answer), answer["changed"]) == ("StateNotReached", True)
    assert answer["error"]["options"] == ["pin", "size"]
    assert answer["error"]["id"] == 1
    assert "4711" not in str(answer)
    assert sum(workshop.slept) == 60


def test_a_change_of_which_half_is_taken_is_no_success_soon(workshop):
    workshop.add()
    workshop.ignored = {"gadgetsize"}
    answer = gadget(name="one", size=2, colour="red")
    assert "accepted the change of gadget 1, but these options do not show it: size" in answer["msg"]
    assert workshop.slept == [1.0, 3.0]


def test_an_error_after_the_write_tells_that_something_was_written(workshop):
    workshop.add()
    assert not gadget(name="one")["changed"]
    workshop.instead["GET", "/gadgets/1"] = [{"gadget": workshop.gadgets[1]}, refusal(500, "down")]
    answer = gadget(name="one", size=2)
    assert (kind(answer), answer["changed"]) == ("ServerFault", True)


def test_what_goes_while_it_is_changed_is_told_as_a_change(workshop):
    workshop.add()
    workshop.instead["GET", "/gadgets/1"] = [{"gadget": workshop.gadgets[1]}, GONE]
    answer = gadget(name="one", size=2)
    assert (kind(answer), answer["changed"]) == ("NotFound", True)


@pytest.mark.parametrize("odd", [{}, {"gadget": []}, {"gadget": {"id": "1"}}])
def test_a_detail_of_another_shape_stops_everything(workshop, odd):
    workshop.add()
    workshop.instead["GET", "/gadgets/1"] = [odd]
    assert "the answer about gadget 1 holds no gadget" in gadget(name="one", size=2)["msg"]
    assert workshop.writes == []


def test_two_of_a_name_stop_everything(workshop):
    workshop.add()
    workshop.add()
    for state in ("present", "absent"):
        answer = gadget(name="one", state=state)
        assert (kind(answer), answer["error"]["ids"]) == ("AmbiguousName", [1, 2])
    assert workshop.writes == []


def test_a_list_that_shows_what_no_detail_knows_creates_nothing(workshop):
    workshop.add()
    workshop.instead["GET", "/gadgets/1"] = [GONE] * 6
    assert "lists gadget 1 named 'one', but does not know it by its id" in gadget(**ONE)["msg"]
    assert gadget(name="one", state="absent")["gadget"] is None
    assert workshop.writes == []


# Without an answer


def test_a_creation_whose_answer_was_lost_is_found_again(workshop):
    workshop.after["POST", "/gadgets"] = [lost()]
    assert gadget(**ONE)["gadget"]["id"] == 1
    assert workshop.methods == ["POST"]


def test_a_creation_that_no_list_shows_is_a_failure_and_not_repeated(workshop):
    workshop.instead["POST", "/gadgets"] = [lost()]
    assert "Nothing shows that it was created" in gadget(**ONE)["msg"]
    assert workshop.methods == ["POST"]


def test_a_lost_creation_beside_others_names_them_all(workshop):
    workshop.meanwhile = workshop.add
    workshop.after["POST", "/gadgets"] = [lost()]
    answer = gadget(**ONE)
    assert "several of this name came into being, with the ids 1, 2" in answer["msg"]
    assert (answer["changed"], answer["error"]["ids"]) == (True, [1, 2])


def test_looking_for_a_lost_creation_may_fail_too(workshop):
    workshop.after["POST", "/gadgets"] = [lost()]
    workshop.instead["GET", "/gadgets"] = [{"gadgets": []}, refusal(500, "down")]
    answer = gadget(**ONE)
    assert "Whether it was created is not known" in answer["msg"]
    assert answer["changed"]


def test_a_creation_that_is_open_is_looked_for(frozen):
    frozen.after["POST", "/gadgets"] = [lost()]
    gadget(**ONE)
    assert not gadget(**ONE)["changed"]
    assert frozen.methods == ["POST"]


def test_a_creation_that_was_not_done_is_done_after_a_minute(lagging):
    lagging.instead["POST", "/gadgets"] = [lost()]
    assert gadget(**ONE)["failed"]
    assert gadget(**ONE)["changed"]
    assert 55 <= sum(lagging.slept) <= 75


@pytest.mark.parametrize(("answer", "name"), [(refusal(400, "no"), "one"), (lost(), "else")])
def test_a_creation_that_was_refused_or_is_of_another_leaves_nothing_open(lagging, answer, name):
    lagging.add("other")
    lagging.instead["POST", "/gadgets"] = [answer]
    assert gadget(**ONE)["failed"]
    lagging.slept.clear()
    gadget(name=name, state="absent")
    assert lagging.slept == []


def test_a_deletion_that_is_open_is_waited_for(frozen):
    frozen.after["DELETE", "/gadgets/1"] = [lost()]
    assert gadget(name="other", state="absent")["failed"]
    assert not gadget(name="other", state="absent")["changed"]
    assert gadget(name="other", colour="red")["changed"]
    assert frozen.methods == ["DELETE", "POST"]


TARGETS = Field("targets", dataclasses.replace(kinds.RAW, argument={"type": "dict"}, empty={}, opaque=False), {})
AIMED = dataclasses.replace(GADGET, schema=Schema((*GADGET.schema.fields, TARGETS)))
"""With a field that has members, as contacts have."""


def test_what_has_members_is_remembered_as_any_other_value(lagging):
    here, there = {"email": [{"address": "a"}]}, {"email": [{"address": "b"}]}
    assert gadget(resource=AIMED, **ONE, targets=here)["changed"]
    lagging.freeze()
    assert gadget(resource=AIMED, **ONE, targets=there)["changed"]
    lagging.slept.clear()
    lagging.freeze()
    lagging.details = lagging.lists = {1: {**lagging.gadgets[1], "targets": here}}
    assert not gadget(resource=AIMED, **ONE, targets=there)["changed"]
    assert lagging.slept == []


def test_what_was_created_with_members_is_known_though_no_list_shows_it(lagging):
    lagging.freeze(seconds=300)
    assert gadget(resource=AIMED, **ONE, targets={"email": []})["changed"]
    lagging.slept.clear()
    assert not gadget(resource=AIMED, **ONE, targets={"email": []})["changed"]
    assert (lagging.slept, lagging.methods) == ([], ["POST"])


def test_a_deletion_that_was_refused_leaves_nothing_open(lagging):
    lagging.add()
    lagging.instead["DELETE", "/gadgets/1"] = [refusal(403, "may not")]
    assert kind(gadget(name="one", state="absent")) == "PermissionDenied"
    assert not gadget(name="one")["changed"]
    assert lagging.slept == []


def test_what_is_doubtful_is_sent_again_and_is_no_change(lagging):
    lagging.add()
    lagging.after["PUT", "/gadgets/1"] = [lost()]
    assert gadget(name="one", size=2)["failed"]
    again = gadget(name="one", size=2)
    assert not again["changed"]
    assert "An earlier task sent size to gadget 1, and it is not known whether that was done" in again["warnings"][0]
    assert [body for _method, _path, body in lagging.writes] == [{"gadgetsize": 2}] * 2
    assert not gadget(name="one", size=2).get("warnings")


# Written within the last minute


def test_a_new_one_is_there_though_nothing_shows_it(frozen):
    wish = {**ONE, "tags": ["t"], "pin": "4711"}
    made = gadget(**wish)
    for known in (gadget(**wish), gadget(id=2), gadget(name="one")):
        assert (known["gadget"], known["changed"]) == (made["gadget"], False)
    assert gadget(name="one", size=2)["changed"]
    assert not gadget(name="one", size=2)["changed"]
    assert gadget(id=2, name="new")["changed"]
    assert gadget(name="new")["gadget"]["id"] == 2
    assert frozen.methods == ["POST", "PUT", "PUT"]


def test_one_that_is_not_shown_yet_is_told(lagging):
    lagging.freeze()
    assert "Pingdom does not show gadget 1 yet" in gadget(**ONE)["warnings"][-1]


def test_a_deleted_one_is_gone_though_it_shows(frozen):
    assert gadget(name="other", state="absent")["changed"]
    assert not gadget(name="other", state="absent")["changed"]
    assert not gadget(id=1, state="absent")["changed"]
    assert kind(gadget(id=1, size=2)) == "NotFound"
    assert gadget(name="other", colour="red")["changed"]
    assert frozen.methods == ["DELETE", "POST"]


def test_a_minute_on_the_servers_clock_ends_it(lagging):
    lagging.add()
    lagging.freeze(lists=False, seconds=1)
    gadget(name="one", size=2)
    lagging.until = 1000
    assert not gadget(name="one", size=2)["changed"]
    lagging.now += 60
    assert gadget(name="one", size=2)["changed"]


def test_what_is_neither_before_nor_after_is_believed(lagging):
    lagging.add(gadgetsize=1)
    gadget(name="one", size=5)
    lagging.gadgets[1]["gadgetsize"] = 9
    assert gadget(name="one", size=5)["changed"]


def test_a_secret_that_shows_as_before_is_known_by_its_digest(lagging):
    lagging.add(pin="one")
    lagging.freeze(seconds=0)
    gadget(name="one", pin="two")
    lagging.until = sum(lagging.slept) + 5
    assert not gadget(name="one", pin="two")["changed"]
    assert gadget(name="one", pin="one")["changed"]
    assert [body for _method, _path, body in lagging.writes] == [{"pin": "two"}, {"pin": "one"}]


def test_another_tasks_secret_that_does_not_show_is_waited_for(lagging):
    lagging.freeze()
    gadget(**ONE, pin="two")
    assert gadget(name="one", pin="three")["changed"]
    assert 5.0 in lagging.slept


def test_a_new_one_that_pingdom_then_refuses_to_know_is_made_anew(lagging):
    lagging.add("other")
    lagging.freeze()
    gadget(**ONE)
    del lagging.gadgets[2]
    again = gadget(**ONE, size=2)
    assert (again["changed"], lagging.methods.count("POST")) == (True, 2)
    lagging.instead["PUT", "/gadgets/1"] = [GONE]
    assert kind(gadget(name="other", size=2)) == "NotFound"


# Rivals


def test_the_younger_one_that_we_made_goes_and_theirs_becomes_what_we_want(workshop):
    workshop.meanwhile = workshop.add
    answer = gadget(name="one", colour="grey", size=2)
    assert list(workshop.gadgets) == [1]
    assert workshop.writes[1:] == [("DELETE", "/gadgets/2", None), ("PUT", "/gadgets/1", {"gadgetsize": 2})]
    assert (answer["gadget"]["id"], answer["changed"], answer["diff"]["after"]["size"]) == (1, True, 2)
    assert "gadget 1 named 'one' just before this task created gadget 2" in answer["warnings"][0]


def test_where_theirs_is_what_we_want_nothing_has_changed(workshop):
    workshop.meanwhile = lambda: workshop.add(**ONE)
    assert not gadget(**ONE)["changed"]
    assert workshop.methods == ["POST", "DELETE"]


def test_our_older_one_stays(workshop):
    def beside(body):
        told = Workshop.create(workshop, body)
        workshop.add()
        return told

    workshop.create = beside
    answer = gadget(**ONE)
    assert list(workshop.gadgets) == [1, 2], "the other side takes theirs back"
    assert (answer["gadget"]["id"], answer["changed"], answer.get("warnings", [])) == (1, True, [])


def test_a_list_that_lags_is_read_again_until_it_shows_ours(workshop):
    workshop.meanwhile = workshop.add
    workshop.freeze(details=False, seconds=1)
    assert gadget(**ONE)["gadget"]["id"] == 1
    assert list(workshop.gadgets) == [1]


def test_what_no_list_shows_in_time_is_told(workshop):
    workshop.freeze(details=False)
    answer = gadget(**ONE)
    assert answer["changed"]
    assert "The list does not show gadget 1 yet" in answer["warnings"][0]
    assert workshop.slept == [1.0, 3.0]


def test_theirs_that_cannot_be_read_is_no_reason_to_delete_ours(workshop):
    workshop.meanwhile = workshop.add
    workshop.instead["GET", "/gadgets/1"] = [GONE] * 3
    answer = gadget(**ONE)
    assert list(workshop.gadgets) == [1, 2]
    assert (answer["gadget"]["id"], answer["changed"]) == (2, True)
    assert "1 was made at the same moment as gadget 2" in answer["warnings"][0]


def test_an_error_while_looking_again_tells_that_something_was_written(workshop):
    workshop.instead["GET", "/gadgets"] = [{"gadgets": []}, refusal(500, "down")]
    answer = gadget(**ONE)
    assert (kind(answer), answer["changed"]) == ("ServerFault", True)


# Whatever is wished


WISHES = st.fixed_dictionaries(
    {"name": st.just("one"), "colour": st.sampled_from(["grey", "red"])},
    optional={
        "size": st.integers(1, 9),
        "tags": st.lists(st.text("ab", min_size=1, max_size=2), max_size=3),
        "pin": st.text("12", min_size=1, max_size=3),
    },
)


@given(st.lists(WISHES, min_size=1, max_size=4), st.sampled_from([GADGET, WHOLE]))
def test_what_is_foretold_is_done_and_then_there_is_nothing_to_do(wishes, resource):
    server = Workshop()
    with pytest.MonkeyPatch.context() as patched:
        use(patched, server)
        for wish in wishes:
            foretold = gadget(check_mode=True, resource=resource, **wish)
            done = gadget(resource=resource, **wish)
            assert (foretold["changed"], foretold.get("diff")) == (done["changed"], done.get("diff"))
            assert {**foretold["gadget"], "id": 1} == done["gadget"]
            writes = len(server.writes)
            assert not gadget(resource=resource, **wish)["changed"]
            assert len(server.writes) == writes
