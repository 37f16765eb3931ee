# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks over both APIs, persons, windows and time act on the objects of one server in any order, beside a model.

No sequence leaves dark what a task has silenced once it is restored, wakes what nobody wanted awake, or touches what
was not selected. Each task is predicted by check mode, tells what came of it, and changes nothing a second time.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import os
import re
import sys
import time

import pytest
from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ansible_collections.opswatch.monitoring.plugins.module_utils import _clock, _wait
from ansible_collections.opswatch.monitoring.plugins.modules import (
    prtg_acknowledge,
    prtg_channel,
    prtg_object,
    prtg_pause,
    prtg_scan,
    prtg_schedule,
    prtg_simulate_error,
)
from tests.behaviour.at_hand import at_hand
from tests.behaviour.spoilt import FAULTS, Patience, spoilt
from tests.behaviour.told import prtg, told
from tests.behaviour.world_model import FOREVER, Refused, World
from tests.emulator.scheduling import SELECT_OBJECT, UNSCHEDULED, Scheduling
from tests.emulator.status import PAUSED, Status

EXAMPLES = int(os.environ.get("OPSWATCH_SEQUENCES", "0"))
"""How many sequences to try at random; none: a few, which are the same each time."""
PAUSES, TREE, ALARMS, EVERYTHING = "who pauses", "the tree", "alarms", "everything"
NEAR = {
    PAUSES: ("1001", "52", "2101", "2522"),
    TREE: ("1001", "52", "53", "57", "2101"),
    ALARMS: ("2121", "2101", "1003", "2523"),
    EVERYTHING: ("1001", "52", "2101", "51", "53", "1003", "2121", "57", "1031", "1012", "2522", "2", "2523"),
}
"""What a sequence can be about, and its objects, above and below one another: of everything the first three most of the
time. Some are paused by persons, one for a time, one is an alarm, and one an alarm that somebody knows of. The rest of
the demo world is there not to be touched.
"""
FEW = {PAUSES: (6, 7), TREE: (1, 4), ALARMS: (1, 5), EVERYTHING: (0, 3)}
"""The seed, and how many sequences are tried where the number is not given. With these seeds they notice, without
taking longer than a few seconds, each of these breakages: an end that is the first of several, a token that ends the
leases of others or knows of none that it adopted, a flag that ends leases, and moves into one another.
"""
BOUNDS = settings(
    stateful_step_count=20,
    database=None,
    phases=[Phase.generate],  # a sequence is short enough to be read, and takes too long to be made shorter
    report_multiple_bugs=False,
    print_blob=False,
)

ROOT = "0"
KINDS = ("group", "device", "sensor")
"""What can be made and deleted."""
EVERY_KIND = ("probe", *KINDS)
HOLDERS = ("probe", "group", "device")
MOST_DELETED = 20
"""Objects: larger parts of the world stay."""

ABLE = (Status.UP, Status.WARNING, Status.UNUSUAL, Status.UNKNOWN)
"""What sensors show of which PRTG can simulate an error."""

PICK = st.one_of(st.integers(0, 5), st.integers(0, 1_000))
REASONS = st.sampled_from(["A", "B", 'C | [x] ]] & <b> "ü" (disk)'])
WORDS = st.sampled_from(["human: broken fan", "", "see [[wiki]] | since (today) < 5 & 6"])
"""What persons say when they pause."""
MARK = re.compile(r"\[opswatch ([0-9a-z]+)")
LENGTHS = st.sampled_from([25, 55, 125, FOREVER])
"""Minutes that never end together with a step of the clock, which goes by tens."""
APIS = st.sampled_from(["v1", "v2"])
MOSTLY_V1 = st.sampled_from(["v1", "v1", "v1", "v2"])
"""For what API v2 cannot do."""
WHICH = st.one_of(
    st.tuples(st.just("ids"), st.lists(PICK, min_size=1, max_size=3)),
    st.tuples(st.just("names"), st.lists(PICK, min_size=1, max_size=2)),
    st.tuples(st.just("under"), st.tuples(PICK, st.lists(st.sampled_from(KINDS), min_size=1, unique=True))),
    st.tuples(st.just("filter"), st.tuples(PICK, st.sampled_from(KINDS))),
)
"""By what a task selects, and numbers to pick objects by."""


PATIENCE = Patience()


def duration(minutes):
    return "forever" if minutes == FOREVER else f"{minutes}m"


def foreseeable(told):
    """What is told, without what a pause hides of an object: whether something else keeps it silent as well."""
    if isinstance(told, dict):
        hidden = ("dependency", "schedule", "license")
        return {name: None if one in hidden else foreseeable(one) for name, one in told.items()}
    return [foreseeable(one) for one in told] if isinstance(told, list) else told


def about(*topics):
    """Whether a sequence is about one of some topics: few sequences find more where each is about few things."""

    def is_about(sequence):
        return sequence.topic in (*topics, EVERYTHING)

    return is_about


def has_tokens(sequence):
    """Whether there are tasks that can be undone."""
    return bool(sequence.tokens)


def has_errors(sequence):
    """Whether errors have been simulated."""
    return bool(sequence.errors)


def is_large(sequence):
    """Whether there is enough left of the world to delete some of it."""
    return len(sequence.model.things) > 40


def without_times(scheduling):
    """Without the times of a window that there is none of."""
    return scheduling if scheduling.window else dataclasses.replace(scheduling, start=0.0, end=0.0)


def with_window(scheduling, minutes, now):
    """What a schedule is with a window for so many minutes from now on, or without one."""
    if minutes is None:
        return without_times(dataclasses.replace(scheduling, window=False))
    in_force = scheduling.window and scheduling.start <= now < scheduling.end
    if in_force and scheduling.end - now >= 0.9 * minutes * 60:
        return scheduling
    start = scheduling.start if in_force else now // 60 * 60
    end = -(-(now + minutes * 60) // 60) * 60
    return dataclasses.replace(scheduling, inherits=False, window=True, start=start, end=end)


class Sequences(RuleBasedStateMachine):
    """One server, which is as new for each sequence, and what ought to be there."""

    def __init__(self, server, topic=EVERYTHING):
        super().__init__()
        self.server = server
        self.topic = topic
        server.emulation.reset(world=True)
        self.start = self.now
        self.model = World()
        self.tokens = []
        self.errors = []
        self.fault = None
        self.first = None
        for node in self.tree.root.walk():
            person = node.pause and (FOREVER if node.pause.until is None else self.minutes(node.pause.until))
            parent = None if node.parent is None else str(node.parent.id)
            words = node.pause.message if node.pause else ""
            self.model.add(str(node.id), node.kind, node.name, parent, person, words)
        self.near = list(NEAR[topic])

    @property
    def tree(self):
        return self.server.tree

    @property
    def now(self):
        return self.server.emulation.clock.now()

    def minutes(self, at):
        """A time of the servers as one of the model."""
        return (at - self.start) / 60

    def node(self, number):
        return self.tree.by_id[int(number)]

    def status(self, number):
        """What an object shows."""
        return self.tree.shown(self.node(number)).status

    def pick(self, choice, *kinds):
        """One of the objects near that are there yet, of some kinds; of all, where none is left. Every second choice is
        one of those that tasks hold, as long as there are any.
        """
        things = self.model.things
        near, far = (
            [one for one in numbers if one in things and one != ROOT and things[one].kind in (kinds or EVERY_KIND)]
            for numbers in (self.near, things)
        )
        able = near or far
        held = [one for one in able if things[one].silence.leases] if choice % 2 else []
        return (held or able)[choice // 2 % len(held or able)]

    def selected(self, which, *kinds):
        """The options of a selection, and what it selects; names are of objects of some kinds."""
        how, picks = which
        things = self.model.things
        if how == "ids":
            ids = {self.pick(pick) for pick in picks}
            return {"ids": sorted(ids)}, ids
        if how == "names":
            names = {things[self.pick(pick, *(kinds or KINDS))].name for pick in picks}
            return {"names": sorted(names)}, {one for one, thing in things.items() if thing.name in names}
        pick, kind = picks
        top = self.pick(pick)
        if how == "under":
            options = {"under": top, "kind": kind}
            ids = {one for one in self.model.below(top) if things[one].kind in kind}
        else:
            options = {"filter": f'type = {kind} and parentid = "{top}"'}
            ids = {one for one, thing in things.items() if thing.parent == top and thing.kind == kind}
        return (options, ids) if ids else ({"ids": [top]}, {top})

    def selected_sensors(self, which):
        """The same for what is about sensors alone: names and what is above them mean sensors, ids what they are of."""
        how, picks = which
        if how in ("under", "filter"):
            which = how, (picks[0], ["sensor"] if how == "under" else "sensor")
        options, ids = self.selected(which, "sensor")
        if "ids" in options:
            return options, ids
        options.pop("kind", None)
        return options, {one for one in ids if self.model.things[one].kind == "sensor"}

    def are_sensors(self, ids):
        return all(self.model.things[one].kind == "sensor" for one in ids)

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
                node.channels,
                node.tags,
                node.priority,
                node.host,
                dict(node.settings),
            )
            for node in self.tree.root.walk()
        }

    def touched(self, before, since):
        """The objects that are others than ``before``, or that the servers did something to, by their log."""
        after = self.state()
        acted_on = {str(entry.node.id) for entry in self.tree.log[since:]}
        return {one for one in before | after if before.get(one) != after.get(one)} | acted_on

    def marks(self, number):
        """By whom an object is held: None if it is not."""
        node = self.tree.by_id.get(int(number))
        return None if node is None or node.pause is None else set(MARK.findall(node.pause.message))

    # What tasks do

    def task(self, module, api, touchable, /, **options):
        """Predicted, done, and done once more, within what may be touched: the answer. Before that it goes wrong on its
        way, if something shall.
        """
        options |= prtg(self.server, api)
        self.first = self.go_wrong(module, touchable, options) if self.fault else None
        before, since = self.state(), len(self.tree.log)
        self.server.emulation.recorder.reset()
        predicted = told(self.server, module, check_mode=True, **options)
        assert not self.touched(before, since), predicted
        done = told(self.server, module, **options)
        assert done.get("failed") == predicted.get("failed"), (predicted, done)
        touched = self.touched(before, since)
        if done.get("failed"):
            assert done["error"]["kind"] == predicted["error"]["kind"]
            assert not touched, done
            return done
        self.assert_within(touched, touchable, done)
        assert done["changed"] is predicted["changed"] is bool(touched), (predicted, done)
        assert foreseeable(done.get("diff")) == foreseeable(predicted.get("diff"))
        self.once_more(module, options)
        assert not [seen for seen in self.server.emulation.recorder.seen if seen.ignored]
        return done

    @staticmethod
    def assert_within(touched, touchable, answer):
        allowed = touchable(answer) if callable(touchable) else touchable
        assert touched <= allowed, (touched - allowed, answer)

    def once_more(self, module, options):
        """The same task finds all as it shall be."""
        before, since = self.state(), len(self.tree.log)
        self.server.emulation.recorder.reset()
        again = told(self.server, module, **options)
        told_gone = again.get("failed") and "exists any more" in again["msg"]
        assert not again["changed"], again
        assert not again.get("failed") or told_gone, again
        assert (self.touched(before, since), self.server.writes()) == (set(), [])

    def go_wrong(self, module, touchable, options):
        """Do a task of which a request goes wrong: it touches nothing else, and says that it has changed something."""
        before, since = self.state(), len(self.tree.log)
        fault, self.fault = self.fault, None
        with spoilt(self.server, *fault), PATIENCE.of_a_task():
            answer = told(self.server, module, **options)
        touched = self.touched(before, since)
        self.assert_within(touched, touchable, answer)
        assert answer["changed"] or not touched, answer
        return answer

    def refuses(self, module, api, /, **options):
        """A task that must fail and change nothing."""
        assert self.task(module, api, set(), **options).get("failed"), options

    def does(self, module, api, touchable, /, **options):
        """A task that must not fail."""
        answer = self.task(module, api, touchable, **options)
        assert not answer.get("failed"), answer
        return answer

    def pauses_task(self, in_model, api, ids, /, **options):
        """A task of prtg_pause and the model: both refuse, or both do the same; what the model tells, the answer."""
        if self.fault:
            self.pauses_in_part(in_model, api, ids, options)
        try:
            tokens = in_model()
        except Refused:
            answer = self.task(prtg_pause, api, set(), **options)
            assert answer.get("failed"), answer
            return None, answer
        causes = {str(node.id): self.tree.shown(node).cause for node in self.tree.root.walk()}
        answer = self.does(prtg_pause, api, ids, **options)
        assert answer["changed"] is any(one["changed"] for one in answer["objects"])
        for one in answer["objects"]:
            if one["id"] in self.model.things:
                self.tells(one, causes)
        return tokens, answer

    def pauses_in_part(self, in_model, api, ids, options):
        """A task of prtg_pause goes wrong on its way. What it has done is as if it had done all of it, and can be
        undone.
        """
        held = {one: self.marks(one) for one in ids}
        before = {one: self.copy_of(one) for one in ids}
        answer = self.go_wrong(prtg_pause, ids, {**options, **prtg(self.server, api)})
        done = {one for one in ids if self.marks(one) != held[one]}
        try:
            tokens = in_model()
        except Refused:
            assert answer.get("failed"), answer
            assert not done
            return
        for one in ids - done if answer.get("failed") else ():
            self.model.things[one].silence = before[one]
        if "restore" in options:
            assert not answer.get("failed") or answer["restore"] == options["restore"]
        elif tokens is not None and ("restore" in answer or done):
            self.keeps(tokens, answer)

    def copy_of(self, number):
        """The model of an object as it is now."""
        model = self.model.things[number].silence
        return dataclasses.replace(model, leases=dict(model.leases))

    def tells(self, entry, causes):
        """What a task tells of an object is what the servers show, or have shown before of what it left alone: what
        others depend on may wake.
        """
        node, silence = self.node(entry["id"]), self.model.things[entry["id"]].silence
        assert entry["path"] == [one.name for one in node.path()[1:]], entry
        causes = causes if not entry["changed"] else {entry["id"]: self.tree.shown(node).cause}
        assert entry["after"]["active"] is (node.pause is None), entry
        assert entry["after"]["paused_by"] == causes[entry["id"]], entry
        above = self.model.silent_above(entry["id"])
        assert (entry["inherited_from"] or {"id": None})["id"] == above, entry
        assert {lease["reason"] for lease in entry["leases"]} >= set(silence.leases), entry
        self.tells_end(entry, silence)

    def tells_end(self, entry, silence):
        until = entry["after"]["until"]
        if silence.is_timed:
            assert until == "unknown", entry
        elif silence.end in (None, FOREVER):
            assert until is None, entry
        else:
            assert until is not None, entry
            told_end = datetime.datetime.fromisoformat(until).timestamp()
            assert abs(self.minutes(told_end) - silence.end) <= 1, entry

    def keeps(self, tokens, answer):
        """A token is about what the task did something to."""
        assert {one["id"] for one in answer["restore"]["objects"]} == set(tokens.of), (tokens, answer)
        self.tokens.append((tokens, answer["restore"]))

    @rule(
        which=WHICH,
        reason=REASONS,
        minutes=LENGTHS,
        adopt=st.booleans(),
        renew=st.booleans(),
        override=st.booleans(),
        api=APIS,
    )
    def a_task_pauses(self, which, reason, minutes, adopt, renew, override, api):
        options, ids = self.selected(which)
        wish = {"reason": reason, "duration": duration(minutes), "adopt": adopt, "renew": renew, "override": override}
        in_model = functools.partial(self.model.open, ids, reason, minutes, adopt, renew, override)
        tokens, answer = self.pauses_task(in_model, api, ids, **options, **wish)
        if tokens is not None:
            self.keeps(tokens, answer)

    @precondition(about(PAUSES))
    @rule(which=WHICH, override=st.booleans(), api=APIS)
    def a_task_resumes(self, which, override, api):
        options, ids = self.selected(which)
        in_model = functools.partial(self.model.resume, ids, override)
        tokens, answer = self.pauses_task(in_model, api, ids, state="resumed", override=override, **options)
        if tokens is not None:
            self.keeps(tokens, answer)

    @precondition(has_tokens)
    @rule(number=st.integers(0, 5), allow_empty=st.booleans(), api=APIS)
    def a_task_is_undone(self, number, allow_empty, api):
        self.undo(self.tokens[-1 - number % len(self.tokens)], api, allow_empty)

    def undo(self, kept, api, allow_empty=False):
        tokens, restore = kept
        gone = {one for one in tokens.of if one not in self.model.things}
        in_model = functools.partial(self.model.restore, tokens, allow_empty)
        wish = {"state": "restored", "restore": restore, "allow_empty": allow_empty}
        _told, answer = self.pauses_task(in_model, api, set(tokens.of) - gone, **wish)
        if answer.get("failed"):
            assert answer["restore"] == restore
            return False
        assert any("does not exist any more" in one for one in answer.get("warnings", [])) is bool(gone), answer
        return True

    @precondition(about(PAUSES))
    @rule(which=WHICH, reason=st.integers(0, 2), api=APIS)
    def a_task_ends_the_leases_of_a_reason(self, which, reason, api):
        options, ids = self.selected(which)
        held = sorted({one for number in ids for one in self.model.things[number].silence.leases}) or ["A"]
        reason = held[reason % len(held)]
        in_model = functools.partial(self.model.release, ids, reason)
        self.pauses_task(in_model, api, ids, state="restored", reason=reason, **options)

    @precondition(about(ALARMS))
    @rule(which=WHICH, minutes=st.sampled_from([None, 25]), api=APIS)
    def a_task_acknowledges(self, which, minutes, api):
        """What is down, and not what somebody knows of already, or what is paused."""
        options, ids = self.selected_sensors(which)
        options |= {"reason": "known", **({} if minutes is None else {"duration": duration(minutes)})}
        if not self.are_sensors(ids):
            self.refuses(prtg_acknowledge, api, **options)
            return
        down = {one for one in ids if self.status(one) == Status.DOWN}
        self.does(prtg_acknowledge, api, down, **options)
        assert {self.status(one) for one in down} <= {Status.DOWN_ACKNOWLEDGED}

    @precondition(about(ALARMS))
    @rule(which=WHICH, api=MOSTLY_V1)
    def a_task_simulates_errors(self, which, api):
        options, ids = self.selected_sensors(which)
        if api == "v2" or not self.are_sensors(ids):
            self.refuses(prtg_simulate_error, api, **options)
            return
        able = {one for one in ids if self.status(one) in ABLE}
        answer = self.does(prtg_simulate_error, api, able, **options)
        assert all(self.node(one).simulated for one in able)
        tokens = [one["restore"] for one in (self.first or {}, answer) if one.get("restore")]
        assert {one["id"] for token in tokens for one in token["objects"]} == able
        self.errors += tokens

    @precondition(about(ALARMS))
    @precondition(has_errors)
    @rule(number=st.integers(0, 2))
    def a_task_ends_errors(self, number):
        """What it has simulated, and nothing that is paused by now; the rest is left as it is."""
        restore = self.errors[-1 - number % len(self.errors)]
        options = {"state": "ended", "restore": restore}
        try:
            left = self.model.left_of({one["id"]: one["name"] for one in restore["objects"]})
        except Refused:
            self.refuses(prtg_simulate_error, "v1", **options)
            return
        alarms = {one for one in left if self.status(one) in (Status.DOWN, Status.DOWN_ACKNOWLEDGED)}
        simulated = {one for one in alarms if self.node(one).simulated}
        if any(self.status(one) == Status.DOWN for one in alarms - simulated):
            return  # it is resumed, since nobody knows what it is, each time
        self.does(prtg_simulate_error, "v1", simulated, **options)
        assert not [one for one in simulated if self.node(one).simulated]

    @precondition(about(ALARMS))
    @rule(picks=st.lists(PICK, min_size=1, max_size=2), minutes=st.sampled_from([None, 25, 55]), api=MOSTLY_V1)
    def a_task_sets_windows(self, picks, minutes, api):
        """Schedules and dependencies stay."""
        ids = {self.pick(pick) for pick in picks}
        wish = {"state": "absent"} if minutes is None else {"duration": duration(minutes)}
        options = {"ids": sorted(ids), **wish}
        if api == "v2":
            self.refuses(prtg_schedule, api, **options)
            return
        wanted = {one: with_window(self.node(one).scheduling, minutes, self.now) for one in ids}
        self.does(prtg_schedule, api, ids, **options)
        found = {one: self.known(without_times(self.node(one).scheduling)) for one in ids}
        assert found == {one: self.known(scheduling) for one, scheduling in wanted.items()}

    def known(self, scheduling):
        """Without a dependency on what is gone, of which the servers tell nothing."""
        there = scheduling.depends_on in self.tree.by_id
        return scheduling if there else dataclasses.replace(scheduling, depends_on=-1)

    @precondition(about(ALARMS))
    @rule(pick=PICK, limit=st.sampled_from(["", "0.5", "1000000"]), api=MOSTLY_V1)
    def a_task_sets_a_limit(self, pick, limit, api):
        number = self.pick(pick, "sensor")
        channel = self.tree.channels(self.node(number))[-1]
        options = {"ids": [number], "channel_id": str(channel.id), "limitmaxerror": limit}
        if api == "v2":
            self.refuses(prtg_channel, api, **options)
            return
        self.does(prtg_channel, api, {number}, **options)
        channel = self.tree.channels(self.node(number))[-1]
        assert channel.settings.get("limitmaxerror") == (float(limit) if limit else None)

    @precondition(about(ALARMS))
    @rule(which=WHICH, api=APIS)
    def a_task_scans(self, which, api):
        """Which is no change of anything that stays."""
        options, ids = self.selected(which)
        before, since = self.state(), len(self.tree.log)
        awake = [one for one in ids if self.status(one) not in PAUSED]
        for check in (True, False):
            answer = told(self.server, prtg_scan, check_mode=check, **options, **prtg(self.server, api))
            assert (answer.get("failed"), answer["changed"]) == (None, bool(awake)), answer
        assert not self.touched(before, since)

    @precondition(about(TREE))
    @rule(template=PICK, where=PICK, active=st.sampled_from([None, True, False]), api=APIS)
    def a_task_copies(self, template, where, active, api):
        template, parent = self.pick(template, *KINDS), self.pick(where, *HOLDERS)
        kind = self.model.things[template].kind
        wish = {"name": f"copy {len(self.model.things)} of {template}", "kind": kind, "parent": parent}
        wish |= {"clone_from": template, **({"host": "copy.example"} if kind == "device" else {})}
        wish |= {} if active is None else {"active": active}
        try:
            self.model.refuse_copy(template, parent)
        except Refused:
            self.refuses(prtg_object, api, **wish)
            return
        there = set(self.model.things)
        answer = self.does(prtg_object, api, lambda _told: set(self.state()) - there, **wish)
        copy = self.node(answer["object"]["id"])
        for node in copy.walk():
            self.model.add(str(node.id), node.kind, node.name, str(node.parent.id))
            self.near.append(str(node.id))
        if not active:
            self.model.things[str(copy.id)].silence.person_pauses()

    @precondition(about(TREE))
    @rule(what=PICK, where=PICK, api=APIS)
    def a_task_moves(self, what, where, api):
        number, parent = self.pick(what, *KINDS), self.pick(where, *HOLDERS)
        thing = self.model.things[number]
        try:
            if thing.kind == "sensor" and api == "v1" and parent != thing.parent:
                raise Refused
            self.model.move(number, parent)
        except Refused:
            self.refuses(prtg_object, api, id=number, parent=parent)
            return
        self.does(prtg_object, api, {number}, id=number, parent=parent)

    @precondition(about(TREE))
    @rule(chain=st.lists(PICK, min_size=2, max_size=3), end=st.one_of(st.none(), PICK), api=APIS)
    def a_task_moves_several(self, chain, end, api):
        """Each below the next one, and the last one elsewhere, or below the first one."""
        groups = list(dict.fromkeys(self.pick(pick, "group") for pick in chain))
        last = groups[0] if end is None else self.pick(end, "probe", "group")
        wish = dict(zip(groups, [*groups[1:], last], strict=True))
        entries = [{"id": number, "parent": parent} for number, parent in wish.items()]
        try:
            self.model.move_all(wish)
        except Refused:
            self.refuses(prtg_object, api, objects=entries)
            return
        self.does(prtg_object, api, set(wish), objects=entries)

    @precondition(is_large)
    @precondition(about(TREE))
    @rule(what=PICK, api=APIS)
    def a_task_deletes(self, what, api):
        number = self.pick(what, *KINDS)
        gone, parent = {number, *self.model.below(number)}, self.model.things[number].parent
        if len(gone) > MOST_DELETED:
            return
        self.model.delete(number)
        self.does(prtg_object, api, gone | {parent}, id=number, state="absent")

    @precondition(about(PAUSES))
    @rule(what=PICK, active=st.booleans(), api=APIS)
    def a_task_sets_the_flag(self, what, active, api):
        number = self.pick(what)
        self.model.flag(number, active)
        self.does(prtg_object, api, {number}, id=number, active=active)

    @precondition(about(TREE))
    @rule(what=PICK, name=st.sampled_from(["Ping", "web-1", "new"]), api=APIS)
    def a_task_renames(self, what, name, api):
        number = self.pick(what, *KINDS)
        self.model.things[number].name = name
        self.does(prtg_object, api, {number}, id=number, name=name)

    # What happens besides

    @rule(fault=st.sampled_from(sorted(FAULTS)), writes=st.booleans(), skip=st.integers(0, 3))
    def something_will_go_wrong(self, fault, writes, skip):
        """With the next task, which is run again then."""
        self.fault = (fault, writes, skip)

    @precondition(about(PAUSES, ALARMS))
    @rule(what=PICK, minutes=st.sampled_from([None, FOREVER, 55]), words=WORDS)
    def a_person_pauses_or_resumes(self, what, minutes, words):
        number = self.pick(what)
        if minutes is None:
            self.model.things[number].silence.person_resumes()
            self.tree.resume([self.node(number)])
        else:
            self.a_person_pauses(number, minutes, words)

    def a_person_pauses(self, number, minutes, words):
        self.model.things[number].silence.person_pauses(minutes, words)
        self.tree.pause([self.node(number)], "Ute", words, None if minutes == FOREVER else minutes * 60)

    @precondition(about(TREE))
    @rule(what=PICK, how=st.sampled_from(["move", "rename", "delete"]), where=PICK)
    def a_person_changes_the_tree(self, what, how, where):
        number, parent = self.pick(what, *KINDS), self.pick(where, *HOLDERS)
        if how == "move":
            self.a_person_moves(number, parent)
        elif how == "rename":
            self.model.things[number].name = f"renamed {self.model.things[number].name}"
            self.tree.edit(self.node(number), name=self.model.things[number].name)
        elif is_large(self) and len([*self.model.below(number)]) < MOST_DELETED:
            self.model.delete(number)
            self.tree.delete(self.node(number))

    def a_person_moves(self, number, parent):
        try:
            self.model.move(number, parent)
        except Refused:
            return
        self.tree.move(self.node(number), self.node(parent))

    @precondition(about(PAUSES, ALARMS))
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

    @precondition(about(ALARMS))
    @rule(what=PICK, status=st.sampled_from([Status.UP, Status.WARNING, Status.DOWN]))
    def a_sensor_measures(self, what, status):
        """Alarms come and go; what somebody has said of one goes with it."""
        node = self.node(self.pick(what, "sensor"))
        node.status, node.ack = status, node.ack if status == Status.DOWN else None
        self.tree.touch()

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
            if node.pause is not None:
                self.is_held_as_the_model_says(number, node.pause)

    def is_held_as_the_model_says(self, number, pause):
        silence = self.model.things[number].silence
        assert all(f"{reason} [opswatch " in pause.message for reason in silence.leases), (number, pause)
        assert silence.words in pause.message, (number, pause)
        assert (pause.until is None) is (silence.end == FOREVER), (number, pause)
        assert pause.until is None or abs(self.minutes(pause.until) - silence.end) <= 1, (number, pause)

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
    """The emulated servers, whose time is that of this host, and on which only what goes wrong is waited for."""
    monkeypatch.setattr(_clock, "own_time", servers.emulation.clock.now)
    monkeypatch.setattr(_wait, "time", PATIENCE)
    monkeypatch.setattr(time, "sleep", PATIENCE.sleep)
    return servers


@pytest.mark.no_cover  # which would take as long again
@pytest.mark.parametrize("topic", NEAR)
def test_any_sequence(server, topic):
    number, few = FEW[topic]
    made = functools.partial(Sequences, server, topic)
    many = -(-EXAMPLES // len(NEAR))
    run_state_machine_as_test(made if many else seed(number)(made), settings=settings(BOUNDS, max_examples=many or few))


# Sequences that were found to go wrong, or are worth to be read

WEB_1 = "device 1001 (Local Probe/Web Shop/Production/web-1)"
CANNOT = "which cannot be lifted at the object"


@pytest.fixture
def world(server):
    return Sequences(server)


def the(world, number, *kinds):
    """The choice of an object near of some kinds."""
    near = [one for one in world.near if world.model.things[one].kind in (kinds or EVERY_KIND)]
    return 2 * near.index(number)


def by_id(world, *ids):
    """The selection of objects near by their ids."""
    return "ids", [the(world, one) for one in ids]


def pause(world, number, reason, minutes=FOREVER, *, renew=False):
    world.a_task_pauses(by_id(world, number), reason, minutes, False, renew, False, "v1")


def as_the_model_says(world):
    world.everything_is_as_the_model_says()
    world.teardown()


@pytest.fixture
def ended(world):
    """A device that a person has paused, with the mark of a lease that has ended beside their words."""
    world.a_person_pauses("1001", FOREVER, "human: broken fan")
    pause(world, "1001", "A", 125, renew=True)
    pause(world, "1001", "B", 25)
    world.a_task_is_undone(1, False, "v1")
    world.time_goes_by(30)
    assert "[opswatch theirs] | B [opswatch" in world.node("1001").pause.message
    return world


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_a_lease_that_has_ended_keeps_nobody_from_resuming(ended, api):
    ended.a_task_sets_the_flag(the(ended, "1001"), True, api)
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
    world.a_task_pauses(by_id(world, "1001", "1003", "1031"), "A", FOREVER, False, False, False, "v2")
    world.a_task_deletes(the(world, "1003", *KINDS), "v1")
    world.a_task_is_undone(0, False, "v2")
    assert [world.node(one).pause for one in ("1001", "1031")] == [None, None]
    as_the_model_says(world)


@pytest.mark.parametrize("api", ["v1", "v2"])
def test_what_was_moved_meanwhile_is_put_back_where_it_is(world, api):
    pause(world, "1001", "A")
    world.a_person_moves("1001", "57")
    assert world.node("1001").parent.id == 57
    world.a_task_is_undone(0, False, api)
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
