# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one process that is all three servers: its state, its credentials and how it is put back."""

from __future__ import annotations

import gc

from . import accounts, worlds
from .clock import Clock
from .credentials import Credentials
from .discovery import Discoveries
from .faults import Faults
from .lag import StatusLag
from .pingdom import PINGDOM_QUIRKS, Account
from .quirks import Quirks
from .recorder import Recorder
from .textlist.quirks import TEXTLIST_QUIRKS
from .tree import Tree
from .v1.quirks import V1_QUIRKS
from .v2.quirks import V2_QUIRKS

KNOWN_QUIRKS = [*V1_QUIRKS, *V2_QUIRKS, *TEXTLIST_QUIRKS, *PINGDOM_QUIRKS]


class Emulation:
    """What the servers share: clock, tree, account, quirks, faults, the log of requests."""

    def __init__(self, world: str, clock: Clock | None = None) -> None:
        self.world = world
        self.clock = clock or Clock()
        self.credentials = Credentials()
        self.quirks = Quirks(KNOWN_QUIRKS)
        self.recorder = Recorder()
        self.faults = Faults(self.clock)
        self.lag = StatusLag(self.quirks, self.clock)
        self.tree = self._load()
        self.accounts = accounts.build(self.clock, self.credentials)
        self.account = Account.of_world(self.clock, world)
        self.histories: list[float] = []
        """When API v1 was asked for what sensors have measured, where that is limited."""
        self.generation = 0
        """Grows when the tree is replaced, so that what was derived from the old one is recognised as stale."""

    def _load(self) -> Tree:
        """The world at its start; the garbage collector would only look at hundreds of thousands of living objects."""
        collecting = gc.isenabled()
        gc.disable()
        try:
            tree = worlds.load(self.world, self.clock)
        finally:
            if collecting:
                gc.enable()
        tree.on_change.append(lambda nodes: self.lag.remember(tree, nodes))
        self.discoveries = Discoveries(tree)
        return tree

    def reset(self, world: bool = False) -> None:
        """Forget requests, faults and quirks; with ``world`` also start the world and its clock again."""
        self.recorder.reset()
        self.faults.reset()
        self.quirks.reset()
        self.lag.reset()
        self.histories.clear()
        if world:
            self.clock.reset()
            self.tree = self._load()
            self.accounts = accounts.build(self.clock, self.credentials)
            self.account.reset()
            self.generation += 1
