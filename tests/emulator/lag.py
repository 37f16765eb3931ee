# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that go on showing the old status for a while after an action."""

from __future__ import annotations

from .clock import Clock
from .quirks import Quirks
from .tree import Node, Shown, Tree

READS = 2
SECONDS = 60.0
SOON = 3.0
"""For how many seconds of the servers' clock an object counts as just made; netmon24 looks for a new one for six."""
QUIRKS = ("v1_status_lags", "v2_status_lags")


class StatusLag:
    """Remembers what objects showed before an action, for the next ``READS`` lists or ``SECONDS``, whichever ends
    first.
    """

    def __init__(self, quirks: Quirks, clock: Clock) -> None:
        self._quirks = quirks
        self._clock = clock
        self._old: dict[int, Shown] = {}
        self._until = 0.0
        self._reads = dict.fromkeys(QUIRKS, 0)

    def reset(self) -> None:
        """Nothing lags."""
        self._old = {}
        self._reads = dict.fromkeys(QUIRKS, 0)

    def remember(self, tree: Tree, nodes: list[Node]) -> None:
        """Called before an action changes the given objects and what is below them."""
        if not any(self._quirks[name] for name in QUIRKS):
            return
        if not any(self._reads.values()):
            self._old = {}
        for top in nodes:
            for node in top.walk():
                self._old.setdefault(node.id, tree.shown(node))
        self._until = self._clock.now() + SECONDS
        self._reads = dict.fromkeys(QUIRKS, READS)

    def read(self, quirk: str) -> dict[int, Shown]:
        """The old states that a list made now still shows; every call counts as one list."""
        if not self._quirks[quirk] or self._reads[quirk] <= 0 or self._clock.now() > self._until:
            return {}
        self._reads[quirk] -= 1
        return self._old
