# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks over both APIs, persons, windows and time act on the objects of one server in any order, beside a model.

No sequence leaves dark what a task has silenced once it is restored, wakes what nobody wanted awake, or touches what
was not selected. Each task is predicted by check mode, tells what came of it, and changes nothing a second time.
"""

from __future__ import annotations

import functools
import os
import re
import sys
import time

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ansible_collections.opswatch.monitoring.plugins.module_utils import _clock
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_acknowledge, prtg_object, prtg_pause
from tests.behaviour.at_hand import at_hand
from tests.behaviour.told import prtg, told
from tests.behaviour.world_model import FOREVER, Refused, World
from tests.emulator.scheduling import SELECT_OBJECT, UNSCHEDULED, Scheduling

EXAMPLES = int(os.environ.get("OPSWATCH_SEQUENCES", "0"))
"""How many sequences to try at random; none: a few, which are the same each time."""
BOUNDS = settings(
    max_examples=EXAMPLES or 20,
    stateful_step_count=20 if EXAMPLES else 15,
    derandomize=not EXAMPLES,
    database=None,
    phases=[Phase.generate],  # a sequence is short enough to be read, and takes too long to be made shorter
    report_multiple_bugs=False,
    print_blob=False,
)

NEAR = ("1001", "52", "2101", "51", "53", "1003", "2121", "57", "1031", "1012", "2522")
"""Objects above and below one another, the first three most of the time; some are paused by persons, one for a time,
and one is an alarm. The rest of the demo world is there not to be touched.
"""
KINDS = ("group", "device", "sensor")
WORDS = "human: broken fan"

PICK = st.one_of(st.integers(0, 2), st.integers(0, 1_000))
REASONS = st.sampled_from("ABC")
LENGTHS = st.sampled_from([25, 55, 125, FOREVER])
"""Minutes that never end together with a step of the clock, which goes by tens."""
APIS = st.sampled_from(["v1", "v2"])
WHICH = st.one_of(
    st.tuples(st.just("ids"), st.lists(PICK, min_size=1, max_size=3)),
    st.tuples(st.just("names"), st.lists(PICK, min_size=1, max_size=2)),
    st.tuples(st.just("under"), st.tuples(PICK, st.sampled_from(["group", "device", "sensor"]))),
    st.tuples(st.just("filter"), st.tuples(PICK, st.sampled_from(["group", "device", "sensor"]))),
)
"""By what a task selects, and numbers to pick objects by."""


def duration(minutes):
    return "forever" if minutes == FOREVER else f"{minutes}m"


def foreseeable(told):
    """What is told, without what a pause hides of an object: whether something else keeps it silent as well."""
    if isinstance(told, dict):
        hidden = ("dependency", "schedule")
        return {name: None if one in hidden else foreseeable(one) for name, one in told.items()}
    return [foreseeable(one) for one in told] if isinstance(told, list) else told


def is_large(sequence):
    """Whether there is enough left of the world to delete some of it."""
    return len(sequence.model.things) > 40


class Sequences(RuleBasedStateMachine):
    """One server, which is as new for each sequence, and what ought to be there."""

    def __init__(self, server):
        super().__init__()
        self.server = server
        server.emulation.reset(world=True)
        self.model = World()
        self.tokens = []
        for node in self.tree.root.walk():
            person = node.pause and (FOREVER if node.pause.until is None else (node.pause.until - self.now) / 60)
            parent = None if node.parent is None else str(node.parent.id)
            self.model.add(str(node.id), node.kind, node.name, parent, person)
        self.near = list(NEAR)

    @property
    def tree(self):
        return self.server.tree

    @property
    def now(self):
        return self.server.emulation.clock.now()

    def node(self, number):
        return self.tree.by_id[int(number)]

    def pick(self, choice, *kinds):
        """One of the objects near that are there yet, of some kinds; of all, where none is left."""
        things = self.model.things
        near, far = (
            [one for one in numbers if one in things and things[one].kind in (kinds or KINDS)]
            for numbers in (self.near, things)
        )
        able = near or far
        return able[choice % len(able)]

    def selected(self, which):
        """The options of a selection, and what it selects."""
        how, picks = which
        things = self.model.things
        if how == "ids":
            ids = {self.pick(pick) for pick in picks}
            return {"ids": sorted(ids)}, ids
        if how == "names":
            names = {things[self.pick(pick)].name for pick in picks}
            return {"names": sorted(names)}, {one for one, thing in things.items() if thing.name in names}
        pick, kind = picks
        top = self.pick(pick)
        if how == "under":
            return {"under": top, "kind": [kind]}, {one for one in self.model.below(top) if things[one].kind == kind}
        here = {one for one, thing in things.items() if thing.parent == top and thing.kind == kind}
        return {"filter": f'type = {kind} and parentid = "{top}"'}, here

    # What the servers have

    def state(self):
        """All of it that tasks could touch, by object."""
        return {
            str(node.id): (
                node.kind,
                node.name,
                node.parent and str(node.parent.id),
                node.pause,
                node.ack,
                node.simulated,
                node.scheduling,
                node.tags,
                node.priority,
                node.host,
                dict(node.settings),
            )
            for node in self.tree.root.walk()
        }

    def acted_on(self, since):
        """The objects that the servers did something to, by their log, which knows also of what changed nothing."""
        return {str(entry.node.id) for entry in self.tree.log[since:]}

    # What tasks do

    def task(self, module, api, touchable, /, **options):
        """Predicted, done, and done once more, within what may be touched: the answer."""
        options |= prtg(self.server, api)
        before, since = self.state(), len(self.tree.log)
        self.server.emulation.recorder.reset()
        predicted = told(self.server, module, check_mode=True, **options)
        assert (self.state(), len(self.tree.log)) == (before, since), predicted
        done = told(self.server, module, **options)
        assert done.get("failed") == predicted.get("failed"), (predicted, done)
        if done.get("failed"):
            assert done["error"]["kind"] == predicted["error"]["kind"]
            assert (self.state(), len(self.tree.log)) == (before, since), done
            return done
        after = self.state()
        touched = {one for one in before | after if before.get(one) != after.get(one)} | self.acted_on(since)
        allowed = touchable(done) if callable(touchable) else touchable
        assert touched <= allowed, (touched - allowed, done)
        assert done["changed"] is predicted["changed"] is bool(touched), (predicted, done)
        assert foreseeable(done.get("diff")) == foreseeable(predicted.get("diff"))
        self.once_more(module, options)
        assert not [seen for seen in self.server.emulation.recorder.seen if seen.ignored]
        return done

    def once_more(self, module, options):
        """The same task finds all as it shall be."""
        before, since = self.state(), len(self.tree.log)
        self.server.emulation.recorder.reset()
        again = told(self.server, module, **options)
        told_gone = again.get("failed") and "exists any more" in again["msg"]
        assert not again["changed"], again
        assert not again.get("failed") or told_gone, again
        assert (self.state(), len(self.tree.log), self.server.writes()) == (before, since, [])

    def pauses_task(self, in_model, api, ids, /, **options):
        """A task of prtg_pause and the model: both refuse, or both do the same; what the model tells, the answer."""
        try:
            tokens = in_model()
        except Refused:
            answer = self.task(prtg_pause, api, set(), **options)
            assert answer.get("failed"), answer
            return None, answer
        causes = {str(node.id): self.tree.shown(node).cause for node in self.tree.root.walk()}
        answer = self.task(prtg_pause, api, ids, **options)
        assert not answer.get("failed"), answer
        assert answer["changed"] is any(one["changed"] for one in answer["objects"])
        for one in answer["objects"]:
            if one["id"] in self.model.things:
                self.tells(one, causes)
        return tokens, answer

    def tells(self, entry, causes):
        """What a task tells of an object is what the servers show, or have shown before of what it left alone: what
        others depend on may wake.
        """
        node = self.node(entry["id"])
        causes = causes if not entry["changed"] else {entry["id"]: self.tree.shown(node).cause}
        assert entry["after"]["active"] is (node.pause is None), entry
        assert entry["after"]["paused_by"] == causes[entry["id"]], entry
        above = self.model.silent_above(entry["id"])
        assert (entry["inherited_from"] or {"id": None})["id"] == above, entry
        held = self.model.things[entry["id"]].silence.leases
        assert {lease["reason"] for lease in entry["leases"]} >= set(held), entry

    def keeps(self, tokens, answer):
        """A token is about what the task did something to."""
        assert {one["id"] for one in answer["restore"]["objects"]} == set(tokens.of), (tokens, answer)
        self.tokens.append((tokens, answer["restore"]))

    @rule(which=WHICH, reason=REASONS, minutes=LENGTHS, adopt=st.booleans(), renew=st.booleans(), api=APIS)
    def a_task_pauses(self, which, reason, minutes, adopt, renew, api):
        options, ids = self.selected(which)
        if not ids:
            return
        wish = {"reason": reason, "duration": duration(minutes), "adopt": adopt, "renew": renew}
        in_model = functools.partial(self.model.open, ids, reason, minutes, adopt, renew)
        tokens, answer = self.pauses_task(in_model, api, ids, **options, **wish)
        if tokens is not None:
            self.keeps(tokens, answer)

    @rule(which=WHICH, api=APIS)
    def a_task_resumes(self, which, api):
        options, ids = self.selected(which)
        if not ids:
            return
        tokens, answer = self.pauses_task(lambda: self.model.resume(ids), api, ids, state="resumed", **options)
        if tokens is not None:
            self.keeps(tokens, answer)

    @rule(number=st.integers(0, 5), api=APIS)
    def a_task_is_undone(self, number, api):
        if self.tokens:
            self.undo(self.tokens[-1 - number % len(self.tokens)], api)

    def undo(self, kept, api):
        tokens, restore = kept
        gone = {one for one in tokens.of if one not in self.model.things}
        in_model = functools.partial(self.model.restore, tokens)
        _told, answer = self.pauses_task(in_model, api, set(tokens.of) - gone, state="restored", restore=restore)
        if answer.get("failed"):
            assert answer["restore"] == restore
            return False
        assert any("does not exist any more" in one for one in answer.get("warnings", [])) is bool(gone), answer
        return True

    @rule(which=WHICH, reason=REASONS, api=APIS)
    def a_task_ends_the_leases_of_a_reason(self, which, reason, api):
        options, ids = self.selected(which)
        if ids:
            in_model = functools.partial(self.model.release, ids, reason)
            self.pauses_task(in_model, api, ids, state="restored", reason=reason, **options)

    @rule(pick=PICK, minutes=st.sampled_from([None, 25]), api=APIS)
    def a_task_acknowledges(self, pick, minutes, api):
        number = self.pick(pick, "sensor", "device")
        ids = {number} if self.model.things[number].kind == "sensor" else set(self.model.below(number))
        options = {"under": number} if self.model.things[number].kind == "device" else {"ids": [number]}
        if ids:
            length = {} if minutes is None else {"duration": duration(minutes)}
            answer = self.task(prtg_acknowledge, api, ids, reason="known", **options, **length)
            assert not answer.get("failed"), answer

    @rule(template=PICK, where=PICK, active=st.sampled_from([None, True, False]), api=APIS)
    def a_task_copies(self, template, where, active, api):
        template, parent = self.pick(template), self.pick(where, "group", "device")
        kind = self.model.things[template].kind
        wish = {"name": f"copy {len(self.model.things)} of {template}", "kind": kind, "parent": parent}
        wish |= {"clone_from": template, **({"host": "copy.example"} if kind == "device" else {})}
        wish |= {} if active is None else {"active": active}
        try:
            self.model.refuse_copy(template, parent)
        except Refused:
            assert self.task(prtg_object, api, set(), **wish).get("failed")
            return
        there = set(self.model.things)
        answer = self.task(prtg_object, api, lambda _told: set(self.state()) - there, **wish)
        copy = self.node(answer["object"]["id"])
        for node in copy.walk():
            self.model.add(str(node.id), node.kind, node.name, str(node.parent.id))
            self.near.append(str(node.id))
        if not active:
            self.model.things[str(copy.id)].silence.person_pauses()

    @rule(what=PICK, where=PICK, api=APIS)
    def a_task_moves(self, what, where, api):
        number, parent = self.pick(what, "group", "device"), self.pick(where, "group", "device")
        try:
            self.model.move(number, parent)
        except Refused:
            assert self.task(prtg_object, api, set(), id=number, parent=parent).get("failed")
            return
        assert not self.task(prtg_object, api, {number}, id=number, parent=parent).get("failed")

    @precondition(is_large)
    @rule(what=PICK, api=APIS)
    def a_task_deletes(self, what, api):
        number = self.pick(what, "sensor", "device")
        gone, parent = {number, *self.model.below(number)}, self.model.things[number].parent
        self.model.delete(number)
        answer = self.task(prtg_object, api, gone | {parent}, id=number, state="absent")
        assert not answer.get("failed"), answer

    @rule(what=PICK, active=st.booleans(), api=APIS)
    def a_task_sets_the_flag(self, what, active, api):
        number = self.pick(what)
        self.model.flag(number, active)
        assert not self.task(prtg_object, api, {number}, id=number, active=active).get("failed")

    # What happens besides

    @rule(what=PICK, minutes=st.sampled_from([FOREVER, 55]))
    def a_person_pauses(self, what, minutes):
        number = self.pick(what)
        self.model.things[number].silence.person_pauses(minutes)
        self.tree.pause([self.node(number)], "Ute", WORDS, None if minutes == FOREVER else minutes * 60)

    @rule(what=PICK)
    def a_person_resumes(self, what):
        number = self.pick(what)
        self.model.things[number].silence.person_resumes()
        self.tree.resume([self.node(number)])

    @rule(what=PICK, where=PICK)
    def a_person_moves(self, what, where):
        number, parent = self.pick(what), self.pick(where, "group", "device")
        try:
            self.model.move(number, parent)
        except Refused:
            return
        self.tree.move(self.node(number), self.node(parent))

    @precondition(is_large)
    @rule(what=PICK)
    def a_person_deletes(self, what):
        number = self.pick(what, "sensor", "device")
        self.model.delete(number)
        self.tree.delete(self.node(number))

    @rule(what=PICK)
    def a_person_renames(self, what):
        number = self.pick(what, "sensor", "device")
        self.model.things[number].name = f"renamed {self.model.things[number].name}"
        self.tree.edit(self.node(number), name=self.model.things[number].name)

    @rule(what=PICK, on=PICK, how=st.sampled_from(["window", "weekends", "dependency", "nothing"]))
    def others_schedule(self, what, on, how):
        """Maintenance windows, schedules and dependencies silence what they are about besides."""
        told = {
            "window": Scheduling(False, window=True, start=self.now - 60, end=self.now + 1500),
            "weekends": Scheduling(False, schedule=621),
            "dependency": Scheduling(False, kind=SELECT_OBJECT, depends_on=int(self.pick(on, "sensor"))),
            "nothing": UNSCHEDULED,
        }
        self.tree.schedule(self.node(self.pick(what)), told[how])

    @rule(minutes=st.sampled_from([10, 30, 60]))
    def time_goes_by(self, minutes):
        self.model.wait(minutes)
        self.server.advance(minutes * 60)

    @initialize()
    def the_world_is_as_it_was_built(self):
        self.everything_is_as_the_model_says()

    @invariant()
    def everything_is_as_the_model_says(self):
        nodes = {str(node.id): node for node in self.tree.root.walk()}
        assert set(nodes) == set(self.model.things)
        for number, thing in self.model.things.items():
            node = nodes[number]
            assert (node.kind, node.name, node.parent and str(node.parent.id)) == (thing.kind, thing.name, thing.parent)
            assert (node.pause is not None) is thing.silence.silent, number
            held = set(re.findall(r"(\w) \[opswatch [0-9a-f]{8}", node.pause.message if node.pause else ""))
            assert set(thing.silence.leases) <= held, (number, node.pause)

    def teardown(self):
        """Whatever tasks did to pauses is undone, the last one first: then nothing is held by any of them."""
        if sys.exc_info()[0] is not None:  # the sequence has failed already
            return
        apis = ["v1", "v2"]
        for number, kept in enumerate(reversed(self.tokens)):
            if self.undo(kept, apis[number % 2]):
                continue
            left = sorted(one for one in kept[0].of if one in self.model.things)
            for one in left if kept[0].reason else []:
                self.model.release([one], kept[0].reason)
            if left and kept[0].reason:
                self.task(prtg_pause, "v1", set(left), state="restored", ids=left, reason=kept[0].reason)
        self.everything_is_as_the_model_says()
        assert not [one for one, thing in self.model.things.items() if thing.silence.leases]


@pytest.fixture(scope="module")
def servers():
    with at_hand() as servers:
        yield servers


@pytest.fixture
def server(servers, monkeypatch):
    """The emulated servers, whose time is that of this host, and on which nothing has to be waited for."""

    def waits(seconds):
        raise AssertionError(f"a task waits for {seconds} s")

    monkeypatch.setattr(_clock, "own_time", servers.emulation.clock.now)
    monkeypatch.setattr(time, "sleep", waits)
    return servers


@pytest.mark.no_cover  # which would take as long again
def test_any_sequence(server):
    run_state_machine_as_test(lambda: Sequences(server), settings=BOUNDS)


# Sequences that were found to go wrong, or are worth to be read

WEB_1 = "device 1001 (Local Probe/Web Shop/Production/web-1)"
CANNOT = "which cannot be lifted at the object"


@pytest.fixture
def world(server):
    return Sequences(server)


def by_id(world, *ids):
    """The selection of objects near by their ids."""
    return "ids", [world.near.index(one) for one in ids]


def pause(world, number, reason, minutes=FOREVER, *, renew=False):
    world.a_task_pauses(by_id(world, number), reason, minutes, False, renew, "v1")


def as_the_model_says(world):
    world.everything_is_as_the_model_says()
    world.teardown()


@pytest.fixture
def ended(world):
    """A device that a person has paused, with the mark of a lease that has ended beside their words."""
    world.a_person_pauses(world.near.index("1001"), FOREVER)
    pause(world, "1001", "A", 125, renew=True)
    pause(world, "1001", "B", 25)
    world.a_task_is_undone(1, "v1")
    world.time_goes_by(30)
    assert "[opswatch theirs] | B [opswatch" in world.node("1001").pause.message
    return world


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_lease_that_has_ended_keeps_nobody_from_resuming(ended, api):
    ended.a_task_sets_the_flag(ended.near.index("1001"), True, api)
    assert ended.node("1001").pause is None
    as_the_model_says(ended)


def test_a_lease_that_has_ended_is_not_told_to_hold_a_pause(ended):
    ended.model.flag("1001", active=False)
    assert "warnings" not in ended.task(prtg_object, "v1", set(), id="1001", active=False)


@pytest.mark.parametrize("reason", ["B", "C"])
def test_a_persons_pause_beside_a_lease_that_has_ended_is_left_as_it_is(ended, reason):
    pause(ended, "1001", reason)
    assert reason not in ended.model.things["1001"].silence.leases
    as_the_model_says(ended)


def test_a_window_above_keeps_silent_what_nobody_pauses_any_more(world):
    pause(world, "1001", "A")
    window = Scheduling(False, window=True, start=world.now - 60, end=world.now + 60)
    world.tree.schedule(world.node("52"), window)
    tokens, restore = world.tokens[0]
    for check in (True, False):
        options = {"state": "restored", "restore": restore, **prtg(world.server, "v1")}
        back = told(world.server, prtg_pause, check_mode=check, **options)
        assert back["objects"][0]["after"]["paused_by"] == "schedule"
        assert "stays silent: it is paused by its schedule" in back["warnings"][0]
    world.model.restore(tokens)
    as_the_model_says(world)


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_what_wakes_with_what_is_above_it_is_told_to_stay_silent_by_its_own_window(world, api):
    pause(world, "52", "A")
    window = Scheduling(False, window=True, start=world.now - 60, end=world.now + 60)
    world.tree.schedule(world.node("1001"), window)
    answer = told(world.server, prtg_pause, state="resumed", ids=["52", "1001"], **prtg(world.server, api))
    woken = {one["id"]: one for one in answer["objects"]}["1001"]
    assert (woken["before"]["paused_by"], woken["after"]["paused_by"]) == ("parent", "schedule")
    assert answer["warnings"] == [f"{WEB_1} stays silent: it is paused by its schedule, {CANNOT}"]
    assert [one["id"] for one in answer["restore"]["objects"]] == ["52"]


def test_what_is_gone_is_told_and_the_rest_is_put_back(world):
    world.a_task_pauses(by_id(world, "1001", "1003", "1031"), "A", FOREVER, False, False, "v2")
    world.a_task_deletes([one for one in world.near if world.model.things[one].kind != "group"].index("1003"), "v1")
    world.a_task_is_undone(0, "v2")
    assert [world.node(one).pause for one in ("1001", "1031")] == [None, None]
    as_the_model_says(world)


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_what_was_moved_meanwhile_is_put_back_where_it_is(world, api):
    pause(world, "1001", "A")
    world.a_person_moves(world.near.index("1001"), ["1001", "52", "51", "53", "1003", "57"].index("57"))
    assert world.node("1001").parent.id == 57
    world.a_task_is_undone(0, api)
    assert world.tree.shown(world.node("1001")).cause == "parent"
    as_the_model_says(world)


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_copy_of_what_is_silenced_runs_on_its_own(world, api):
    pause(world, "1001", "A")
    copied = {"name": "copy", "kind": "device", "parent": "53", "clone_from": "1001", "host": "copy.example"}
    answer = world.task(
        prtg_object, api, lambda _told: set(world.state()) - set(world.model.things), **copied, active=True
    )
    copy = world.node(answer["object"]["id"])
    assert (copy.pause, world.tree.shown(copy).cause) == (None, None)
    assert world.node("1001").pause is not None
