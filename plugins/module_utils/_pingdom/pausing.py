# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pause, resume and restore: what each means for a thing as it is now, and what undoes it. Nothing is sent here.

Pingdom knows no holders, no reasons and no end of a pause: a thing is paused or it is not. So what was paused before a
task is somebody else's, and only what the task itself has done is in its token.

Inside a maintenance window nobody can tell whether a check that shows as paused is (``hiding.py``). Towards monitoring
it is told all the same, as pingdom_check does: that does no harm. Towards silence it is left alone, and a warning says
until when it is silent. For a pause of what may have been awake no token could be right: one that wakes it may wake
what somebody else has paused, and one that does not leaves a check silent for good, which nobody sees. An alert after
the window is seen. And where there is a window, it can be extended, and ends by itself.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.pausable import PAUSABLE, Thing
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import printable, some
from ansible_collections.opswatch.monitoring.plugins.module_utils._token import Altered

Params = dict[str, t.Any]

#: What is done, by whether a thing is paused then.
DEEDS = {True: "pause", False: "resume"}

GONE = "does not exist any more"
AWAKE_ALREADY = "is not paused any more, so that nothing was left to undo"
PAUSED_ALREADY = "is paused by now, so that nothing was left to undo"


class Step(t.NamedTuple):
    """What happens to a thing: it is ``told`` to be paused or not, or left as it is (None). ``note`` is for the user.

    What is told to a thing of which nobody can tell how it is does not count.
    """

    thing: Thing
    told: bool | None = None
    note: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a change, which a token undoes."""
        return self.told is not None and self.thing.paused is not None

    @property
    def change(self) -> Change:
        """The difference that it makes, as far as it counts."""
        after = self.told if self.counts else self.thing.paused
        return Change(f"Pingdom {self.thing.label()}", {"paused": self.thing.paused}, {"paused": after})

    def entry(self) -> Params:
        """How a result has it."""
        after = self.thing.paused if self.told is None else self.told
        return {
            "id": self.thing.id,
            "kind": self.thing.kind,
            "name": self.thing.name,
            "before": {"paused": self.thing.paused},
            "after": {"paused": after},
            "changed": self.counts,
        }


class Undo(t.NamedTuple):
    """What a run did to a thing, as a member of its token."""

    kind: str
    id: int
    name: str
    did: str

    def as_data(self) -> Params:
        """As a member of a token."""
        return self._asdict()

    @classmethod
    def from_data(cls, data: t.Any) -> Undo:
        """What ``as_data`` made; ``TypeError``, ``KeyError`` or ``Altered`` for anything else."""
        told = data["id"]
        number = int(told) if isinstance(told, str) and is_number(told) else told
        undo = cls(**{**data, "id": number})
        if not is_id(undo.id):
            raise Altered(f"{told!r} is no id")
        if undo.kind not in PAUSABLE or undo.did not in DEEDS.values() or not isinstance(undo.name, str):
            raise Altered(f"kind, name or did of object {undo.id}")
        return undo

    @property
    def paused(self) -> bool:
        """Whether the thing was paused by it."""
        return self.did == DEEDS[True]

    @property
    def gone(self) -> Step:
        """The step where the thing is not there any more."""
        return Step(Thing(self.kind, self.id, self.name, None), note=GONE)


def step(thing: Thing, paused: bool) -> Step:
    """What a wish means for a thing."""
    if thing.paused is None:
        return Step(thing, note=_left(thing)) if paused else Step(thing, False, _told(thing, False))
    return Step(thing) if thing.paused == paused else Step(thing, paused)


def undoing(thing: Thing, undo: Undo, simulated: bool) -> Step:
    """What undoing means for a thing; of what check mode only said, it is not looked whether it was done."""
    wanted = not undo.paused
    if simulated:
        return Step(thing._replace(paused=undo.paused), wanted)
    renamed = None if thing.name == undo.name else f"was called {undo.name} before"
    if thing.paused is None:
        return Step(thing, wanted, "; it ".join(filter(None, (renamed, _told(thing, wanted)))))
    if thing.paused == wanted:
        return Step(thing, note="; it ".join(filter(None, (renamed, PAUSED_ALREADY if wanted else AWAKE_ALREADY))))
    return Step(thing, wanted, renamed)


def _hidden(thing: Thing) -> str:
    return f"shows as paused, and whether it is paused itself cannot be told, since {thing.why}"


def _left(thing: Thing) -> str:
    return (
        f"{_hidden(thing)}. It was left as it is, since a pause of what was awake could not be undone. Where it has to "
        "stay silent for longer, extend the window with pingdom_maintenance, or pause it in any case with pingdom_check"
    )


def _told(thing: Thing, paused: bool) -> str:
    return (
        f"{_hidden(thing)}. It is told to be {'paused' if paused else 'awake'} without that being counted as a change"
    )


def told_of(steps: t.Iterable[Step]) -> list[str]:
    """What users should know of things, each text once, behind the things that it is about."""
    about: dict[str, list[str]] = {}
    for one in steps:
        if one.note:
            about.setdefault(one.note, []).append(printable(one.thing.label()))
    return [f"{some(labels)}{': each' * (len(labels) > 1)} {text}." for text, labels in about.items()]
