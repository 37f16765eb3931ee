# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree under any sequence of changes, beside a model that knows parents and order only and derives all anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.emulator.clock import StandingClock
from tests.emulator.scheduling import Scheduling
from tests.emulator.settings import INTERVAL, named
from tests.emulator.status import Status
from tests.emulator.tree import Kind, Node, Tree

KINDS: tuple[Kind, ...] = ("group", "probe", "device", "sensor")
UNKNOWN = ("sshport", "pause", "children", "node", "self")
"""Names of settings that are in no table; one that the tree uses itself is as good as any."""
PICK = st.integers(min_value=0, max_value=1_000)


@contextmanager
def looking_at(tree: Tree, at_most: int) -> Iterator[None]:
    """A change and the reads after it, which may come past so many objects: those of the subtree, once on each way, and
    once more where their states may change.
    """
    seen, walk = 0, Node.walk

    def counted(node: Node) -> Iterator[Node]:
        nonlocal seen
        for each in walk(node):
            seen += 1
            yield each

    with patch.object(Node, "walk", counted):
        yield
        for kind in KINDS:
            assert tree.by_kind[kind] is not None
    assert seen <= at_most


class Changes(RuleBasedStateMachine):
    """Adds, clones, moves, deletes, pauses, sets; ``below`` holds the ids of the children of each id, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = Tree(Node(0, "group", "Root"), StandingClock())
        self.below: dict[int, list[int]] = {0: []}
        self.kinds: dict[int, Kind] = {0: "group"}
        self.dark: set[int] = set()
        self.ever = {0}
        self.intervals: dict[int, int] = {}
        """What objects have of their own."""
        self.hidden: set[int] = set()
        """What the account may not see."""
        self.others: dict[tuple[int, str], object] = {}
        """What objects have that no table knows, by object and name."""
        self.inheriting: set[int] = set()
        """Those that were told to inherit all the same."""
        self.windows: set[int] = set()
        """Those whose own maintenance window is in force."""

    def subtree(self, top: int) -> list[int]:
        return [top, *(number for child in self.below[top] for number in self.subtree(child))]

    def parent(self, number: int) -> int | None:
        return next((above for above, children in self.below.items() if number in children), None)

    def pick(self, choice: int, container: bool = False, root: bool = True) -> int:
        able = [
            number
            for number, kind in self.kinds.items()
            if not (container and kind == "sensor") and (root or number != 0)
        ]
        return able[choice % len(able)]

    def enter(self, node: Node, parent: int) -> None:
        assert node.id not in self.ever
        self.ever.add(node.id)
        self.below[parent].append(node.id)
        self.below[node.id] = []
        self.kinds[node.id] = node.kind

    @rule(kind=st.sampled_from(KINDS), where=PICK, hidden=st.booleans())
    def add(self, kind: Kind, where: int, hidden: bool) -> None:
        parent, before = self.pick(where, container=True), self.tree.indexed
        with looking_at(self.tree, at_most=2):
            node = self.tree.add(Node(self.tree.next_id(), kind, "new", noaccess=hidden), self.tree.by_id[parent])
        assert node.position == 10 * (len(self.below[parent]) + 1)
        assert self.tree.indexed - before == 1
        self.enter(node, parent)
        self.hidden |= {node.id} if hidden else set()

    @precondition(lambda self: 1 < len(self.below) < 60)
    @rule(what=PICK, where=PICK)
    def clone(self, what: int, where: int) -> None:
        source, parent = self.pick(what, root=False), self.pick(where, container=True)
        size, before = len(self.subtree(source)), self.tree.indexed
        with looking_at(self.tree, at_most=2 * size):
            copy = self.tree.clone(self.tree.by_id[source], self.tree.by_id[parent], "copy", "me")
        assert self.tree.indexed - before == size
        assert [node.kind for node in copy.walk()] == [self.kinds[number] for number in self.subtree(source)]
        for number, node in zip(self.subtree(source), list(copy.walk()), strict=True):
            assert node.parent is not None
            self.enter(node, node.parent.id)
            if number in self.intervals:
                self.intervals[node.id] = self.intervals[number]
            if number in self.inheriting:
                self.inheriting.add(node.id)
            if number in self.hidden:
                self.hidden.add(node.id)
            if number in self.windows:
                self.windows.add(node.id)
            self.others |= {(node.id, name): value for (one, name), value in self.others.items() if one == number}
        self.dark.add(copy.id)

    @precondition(lambda self: len(self.below) > 1)
    @rule(what=PICK, where=PICK)
    def move(self, what: int, where: int) -> None:
        number, parent = self.pick(what, root=False), self.pick(where, container=True)
        before = self.tree.indexed
        try:
            with looking_at(self.tree, at_most=3 * len(self.subtree(number))):
                self.tree.move(self.tree.by_id[number], self.tree.by_id[parent])
        except ValueError:
            assert parent in self.subtree(number)
            return
        assert parent not in self.subtree(number)
        assert self.tree.indexed == before
        above = self.parent(number)
        assert above is not None
        self.below[above].remove(number)
        self.below[parent].append(number)

    @precondition(lambda self: len(self.below) > 1)
    @rule(what=PICK, where=st.one_of(st.sampled_from(["top", "up", "down", "bottom"]), st.integers(-1, 9)))
    def place(self, what: int, where: int | str) -> None:
        number, before = self.pick(what, root=False), self.tree.indexed
        above = self.parent(number)
        assert above is not None
        siblings = self.below[above]
        now = siblings.index(number)
        moves = {"top": 0, "up": now - 1, "down": now + 1, "bottom": len(siblings)}
        wanted = moves[where] if isinstance(where, str) else where - 1
        with looking_at(self.tree, at_most=2 * len(self.subtree(number))):
            self.tree.place(self.tree.by_id[number], where if isinstance(where, str) else 10 * where)
        siblings.remove(number)
        siblings.insert(max(wanted, 0), number)
        assert self.tree.indexed == before

    @rule(what=PICK, seconds=st.sampled_from([30, 300]))
    def set_interval(self, what: int, seconds: int) -> None:
        number = self.pick(what)
        self.tree.edit(self.tree.by_id[number], interval=seconds)
        self.intervals[number] = seconds

    @rule(what=PICK, name=st.sampled_from(UNKNOWN), value=st.one_of(st.text(), st.integers()))
    def set_what_no_table_knows(self, what: int, name: str, value: object) -> None:
        number = self.pick(what)
        self.tree.edit(self.tree.by_id[number], **{name: value})
        self.others[number, name] = value

    @rule(what=PICK, on=st.booleans())
    def inherit_interval(self, what: int, on: bool) -> None:
        number = self.pick(what)
        self.tree.inherit(self.tree.by_id[number], INTERVAL.section, on)
        if on:
            self.inheriting.add(number)
        else:
            self.inheriting.discard(number)
            self.intervals.setdefault(number, 60)

    @precondition(lambda self: len(self.below) > 1)
    @rule(what=PICK)
    def delete(self, what: int) -> None:
        number, before = self.pick(what, root=False), self.tree.indexed
        gone, above = self.subtree(number), self.parent(number)
        assert above is not None
        with looking_at(self.tree, at_most=2 * len(gone)):
            self.tree.delete(self.tree.by_id[number])
        assert self.tree.indexed - before == len(gone)
        self.below[above].remove(number)
        for one in gone:
            del self.below[one], self.kinds[one]
            self.dark.discard(one)
            self.inheriting.discard(one)
            self.windows.discard(one)
            self.intervals.pop(one, None)
        self.others = {key: value for key, value in self.others.items() if key[0] not in gone}

    @rule(what=PICK, seconds=st.sampled_from([None, 60.0]))
    def pause(self, what: int, seconds: float | None) -> None:
        number = self.pick(what)
        self.tree.pause([self.tree.by_id[number]], "me", seconds=seconds)
        self.dark.add(number)
        if seconds is not None:
            self.tree.clock.advance(seconds + 1)
            self.tree.settle()
            self.dark.discard(number)

    @rule(what=PICK)
    def resume(self, what: int) -> None:
        number = self.pick(what)
        self.tree.resume([self.tree.by_id[number]])
        self.dark.discard(number)

    @rule(what=PICK, on=st.booleans(), inherits=st.booleans())
    def set_window(self, what: int, on: bool, inherits: bool) -> None:
        number, now = self.pick(what), self.tree.clock.now()
        self.tree.schedule(self.tree.by_id[number], Scheduling(inherits, window=on, start=now - 60, end=now + 1e9))
        if on and not inherits:
            self.windows.add(number)
        else:
            self.windows.discard(number)

    @invariant()
    def same(self) -> None:
        order = self.subtree(0)
        assert [node.id for node in self.tree.root.walk()] == order
        assert set(self.tree.by_id) == set(order)
        for kind in KINDS:
            visible = [one for one in order if self.kinds[one] == kind and one not in self.hidden]
            assert [node.id for node in self.tree.by_kind[kind]] == visible

    @invariant()
    def same_positions(self) -> None:
        for children in self.below.values():
            shown = [self.tree.by_id[number].position for number in children]
            assert shown == [10 * (place + 1) for place in range(len(children))]

    @invariant()
    def same_intervals(self) -> None:
        for number in self.kinds:
            source, above = number, self.parent(number)
            while above is not None and (source in self.inheriting or source not in self.intervals):
                source, above = above, self.parent(above)
            node = self.tree.by_id[number]
            assert self.tree.value(node, INTERVAL) == self.intervals.get(source, 60)
            assert self.tree.own(node, INTERVAL) == self.intervals.get(number, 60)
            assert self.tree.source(node, INTERVAL.section).id == source

    @invariant()
    def same_others(self) -> None:
        shown = {
            (number, name): self.tree.value(node, named(name))
            for number, node in self.tree.by_id.items()
            for name in UNKNOWN
        }
        assert {key: value for key, value in shown.items() if value != ""} == {
            key: value for key, value in self.others.items() if value != ""
        }

    @invariant()
    def same_pauses(self) -> None:
        paused = {below for number in self.dark | self.windows for below in self.subtree(number)}
        shown = {number for number, node in self.tree.by_id.items() if self.tree.shown(node).cause is not None}
        assert shown == paused
        awake = [number for number, kind in self.kinds.items() if kind == "sensor" and number not in paused]
        assert self.tree.summary(self.tree.root)[Status.UP] == len(awake)


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
