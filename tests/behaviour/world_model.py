# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation of prtg_pause and prtg_object promises about objects that lie below one another, as a model.

It is made of the models of single objects, and as these knows nothing of requests, messages and marks. Whatever a task
is about, it is refused as a whole or done as a whole.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.behaviour.silence_model import FOREVER, Model, Refused, Token

NOTHING = Token()
PARENTS = {"group": ("probe", "group"), "device": ("probe", "group"), "sensor": ("device",)}
"""What objects of each kind can be right below of."""


@dataclass
class Thing:
    """An object: what it is, where it is, and who holds it silent."""

    kind: str
    name: str
    parent: str | None
    silence: Model


@dataclass(frozen=True)
class Tokens:
    """What a task has to undo, of each object that it did something to, with the names that they had by then."""

    reason: str
    of: dict[str, Token]
    names: dict[str, str]


@dataclass
class World:
    """All objects by their ids; times are minutes."""

    things: dict[str, Thing] = field(default_factory=dict)
    now: float = 0

    def add(
        self, number: str, kind: str, name: str, parent: str | None, person: float | None = None, words: str = ""
    ) -> None:
        """An object that is there, and how long a person has paused it for, with which words."""
        self.things[number] = Thing(kind, name, parent, Model(self.now, person, words=words))

    def below(self, top: str) -> Iterator[str]:
        """Everything below an object, without itself."""
        for number, thing in self.things.items():
            if thing.parent == top:
                yield number
                yield from self.below(number)

    def above(self, number: str) -> Iterator[str]:
        """From the parent of an object up to the root."""
        parent = self.things[number].parent
        if parent is not None:
            yield parent
            yield from self.above(parent)

    def silent_above(self, number: str) -> str | None:
        """The nearest object above that is paused itself."""
        return next((one for one in self.above(number) if self.things[one].silence.silent), None)

    def wait(self, minutes: int) -> None:
        """Time ends what has an end."""
        self.now += minutes
        for thing in self.things.values():
            thing.silence.wait(minutes)

    # prtg_pause

    def open(
        self, ids: Collection[str], reason: str, minutes: float, adopt: bool, renew: bool, override: bool
    ) -> Tokens:
        """``state: paused``."""
        return self._tokens(reason, self._all(ids, lambda model: model.open(reason, minutes, adopt, renew, override)))

    def resume(self, ids: Collection[str], override: bool) -> Tokens:
        """``state: resumed``."""
        return self._tokens("", self._all(ids, lambda model: model.resume(override)))

    def release(self, ids: Collection[str], reason: str) -> None:
        """``state: restored`` with selectors and a reason."""
        self._all(ids, lambda model: model.release(reason))

    def restore(self, tokens: Tokens, allow_empty: bool = False) -> None:
        """``state: restored`` with a token."""
        for number in self.left_of(tokens.names, allow_empty):
            self.things[number].silence.restore(tokens.of[number])

    def left_of(self, names: Mapping[str, str], allow_empty: bool = False) -> list[str]:
        """What is there of the objects of a token, by their names of then: what is gone is left out, unless everything
        is. ``Refused`` then, and where something has another name by now.
        """
        there = [number for number in names if number in self.things]
        renamed = [number for number in there if self.things[number].name != names[number]]
        if renamed or (names and not there and not allow_empty):
            raise Refused
        return there

    # prtg_object

    def flag(self, number: str, active: bool) -> None:
        """``active``: pauses what is awake without an end, and resumes what nobody holds with a lease."""
        model = self.things[number].silence
        if not active and not model.silent:
            model.person_pauses()
        elif active and not model.leases:
            model.person_resumes()

    def move(self, number: str, parent: str) -> None:
        """``id`` with ``parent``."""
        self._refuse_place(self.things[number].kind, number, parent)
        self.things[number].parent = parent

    def move_all(self, moves: Mapping[str, str]) -> None:
        """Entries of ``objects`` with ``id`` and ``parent``: refused if any order of them comes to what is refused."""
        before = {number: self.things[number].parent for number in moves}
        for order in itertools.permutations(moves):
            try:
                for number in order:
                    self._refuse_place(self.things[number].kind, number, moves[number])
                    self.things[number].parent = moves[number]
            finally:
                for number, parent in before.items():
                    self.things[number].parent = parent
        for number, parent in moves.items():
            self.things[number].parent = parent

    def refuse_copy(self, template: str, parent: str) -> None:
        """``clone_from``, as far as it can be refused."""
        self._refuse_place(self.things[template].kind, template, parent)

    def delete(self, number: str) -> None:
        """``state: absent``."""
        for one in [*self.below(number), number]:
            del self.things[one]

    def _refuse_place(self, kind: str, number: str, parent: str) -> None:
        inside = parent == number or number in self.above(parent)
        if inside or self.things[parent].kind not in PARENTS[kind]:
            raise Refused

    def _all(self, ids: Iterable[str], act: Callable[[Model], Token | None]) -> dict[str, Token | None]:
        """Do something to each object, or ``Refused`` and nothing done."""
        models = {
            number: dataclasses.replace(model, leases=dict(model.leases))
            for number in ids
            for model in [self.things[number].silence]
        }
        told = {number: act(model) for number, model in models.items()}
        for number, model in models.items():
            self.things[number].silence = model
        return told

    def _tokens(self, reason: str, of: dict[str, Token | None]) -> Tokens:
        done = {number: token for number, token in of.items() if token is not None and token != NOTHING}
        return Tokens(reason, done, {number: self.things[number].name for number in done})


__all__ = ["FOREVER", "Refused", "Tokens", "World"]
