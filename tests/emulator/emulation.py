# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one process that is all three servers: its state, its credentials and how it is put back."""

from __future__ import annotations

from . import worlds
from .clock import Clock
from .credentials import Credentials
from .faults import Faults
from .lag import StatusLag
from .pingdom import PINGDOM_QUIRKS, Account
from .quirks import Quirks
from .recorder import Recorder
from .v1.quirks import V1_QUIRKS
from .v2.quirks import V2_QUIRKS

KNOWN_QUIRKS = [*V1_QUIRKS, *V2_QUIRKS, *PINGDOM_QUIRKS]


class Emulation:
    """What the servers share: clock, tree, account, quirks, faults, the log of requests."""

    def __init__(self, world: str) -> None:
        self.world = world
        self.clock = Clock()
        self.credentials = Credentials()
        self.quirks = Quirks(KNOWN_QUIRKS)
        self.recorder = Recorder()
        self.faults = Faults()
        self.lag = StatusLag(self.quirks, self.clock)
        self.tree = worlds.load(world, self.clock)
        self.tree.on_change.append(lambda nodes: self.lag.remember(self.tree, nodes))
        self.account = Account.demo(self.clock) if world == "demo" else Account.empty(self.clock)
        self.generation = 0
        """Grows when the tree is replaced, so that what was derived from the old one is recognised as stale."""

    def reset(self, world: bool = False) -> None:
        """Forget requests, faults and quirks; with ``world`` also start the world and its clock again."""
        self.recorder.reset()
        self.faults.reset()
        self.quirks.reset()
        self.lag.reset()
        if world:
            self.clock.reset()
            self.tree = worlds.load(self.world, self.clock)
            self.tree.on_change.append(lambda nodes: self.lag.remember(self.tree, nodes))
            self.account.reset()
            self.generation += 1
