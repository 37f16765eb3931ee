# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Works, persons and time act on one object in any order: it is silent exactly while one of them holds it."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Conflict
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import acting
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import silence_of
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_pause
from tests.behaviour.silence_model import FOREVER, Model, Refused
from tests.unit.plugins.module_utils._prtg.fake_server import FakeServer, small_tree

REASONS = st.sampled_from(["Kernel update", "New disks [2] | (b)", "x"])
LENGTHS = st.sampled_from([15, 25, 55, 125, FOREVER])
"""Ends never fall together with a step of the clock, which goes by tens."""


class TimedServer(FakeServer):
    """One whose pauses end, and in which persons pause and resume."""

    def __init__(self, objects):
        super().__init__(objects)
        self.ends = {}

    def pause(self, objects, minutes, message):
        super().pause(objects, minutes, message)
        self.ends.update((one.id, FOREVER if minutes is None else self._now + minutes * 60) for one in objects)

    def wait(self, minutes):
        self._now += minutes * 60
        over = [self.objects[one] for one, end in self.ends.items() if end <= self._now]
        self.ends = {one: end for one, end in self.ends.items() if end > self._now}
        super().resume([one for one in over if one.active is False])


class Interleavings(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.server = TimedServer(small_tree())
        self.model = Model()
        self.tokens = []

    def run_module(self, **given):
        defaults = {name: spec.get("default") for name, spec in prtg_pause.SPECIFICATION.options.items()}
        params = {"url": "https://prtg.example.com", **defaults, **given}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(acting, "connected", lambda _options: contextlib.nullcontext(self.server))
            before = (self.server.objects["100"], len(self.server.writes))
            predicted = prtg_pause.SPECIFICATION.run(params, True)
            assert (self.server.objects["100"], len(self.server.writes)) == before
            result = prtg_pause.SPECIFICATION.run(params, False)
            changed = [one.changed for one in result.changes]
            assert [one.changed for one in predicted.changes] == changed
            assert any(changed) is (len(self.server.writes) > before[1])
        return result

    def both(self, in_model, **given):
        """Let the model and the module do the same: both refuse it, or both do it."""
        try:
            told = in_model()
        except Refused:
            before = len(self.server.writes)
            with pytest.raises(Conflict):
                self.run_module(**given)
            assert len(self.server.writes) == before
            return
        result = self.run_module(**given)
        if told is not None:
            self.tokens.append((told, result.values["restore"]))

    @rule(reason=REASONS, length=LENGTHS, adopt=st.booleans(), renew=st.booleans())
    def opens(self, reason, length, adopt, renew):
        duration = "forever" if length == FOREVER else f"{length}m"
        options = {"reason": reason, "duration": duration, "adopt": adopt, "renew": renew}
        self.both(lambda: self.model.open(reason, length, adopt, renew), ids=["100"], **options)

    @rule(number=st.integers(0, 5))
    def undoes(self, number):
        if self.tokens:
            told, token = self.tokens[-1 - number % len(self.tokens)]
            self.both(lambda: self.model.restore(told), state="restored", restore=token)

    @rule(reason=REASONS)
    def releases(self, reason):
        self.both(lambda: self.model.release(reason), state="restored", ids=["100"], reason=reason)

    @rule()
    def resumes(self):
        self.both(self.model.resume, state="resumed", ids=["100"])

    @rule(minutes=st.sampled_from([10, 30, 60]))
    def waits(self, minutes):
        self.model.wait(minutes)
        self.server.wait(minutes)

    @rule(length=LENGTHS)
    def a_person_pauses(self, length):
        self.model.person_pauses(length)
        self.server.pause([self.server.objects["100"]], None if length == FOREVER else length, "human: broken fan")

    @rule()
    def a_person_resumes(self):
        self.model.person_resumes()
        self.server.ends.pop("100", None)
        self.server.resume([self.server.objects["100"]])

    @invariant()
    def the_object_is_as_the_leases_in_force_and_the_persons_say(self):
        found = self.server.objects["100"]
        assert found.active is not self.model.silent
        held = silence_of(found)
        in_force = {lease.reason for lease in held.leases if lease.is_in_force(self.server.now())}
        assert in_force == set(self.model.leases)
        assert (held.theirs is not None) is (self.model.person is not None)
        if held.theirs is not None:
            assert held.theirs == "human: broken fan"


def test_a_lease_that_has_ended_does_not_bring_back_what_it_had_renewed():
    state = Interleavings()
    state.opens("x", 55, adopt=False, renew=False)
    state.opens("New disks", FOREVER, adopt=False, renew=False)
    state.opens("New disks", 15, adopt=False, renew=True)
    state.waits(30)
    state.undoes(0)
    state.the_object_is_as_the_leases_in_force_and_the_persons_say()


Interleavings.TestCase.settings = settings(max_examples=150, stateful_step_count=30)
TestInterleavings = Interleavings.TestCase
