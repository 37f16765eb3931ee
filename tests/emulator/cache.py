# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was derived from the state, kept until the state changes, so that lists of many objects stay cheap."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from .emulation import Emulation

Value = TypeVar("Value")
STALE_AFTER = 60.0
KEPT = 24


class StateCache:
    """Keeps selections and rendered rows; forgets them when an object, a quirk or the minute changes."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation
        self._stamp: tuple[Any, ...] = ()
        self._kept: OrderedDict[Any, Any] = OrderedDict()

    def keep(self, key: Any, make: Callable[[], Value]) -> Value:
        """What was made for a key under the present state, or make it."""
        emulation = self._emulation
        stamp = (
            emulation.generation,
            emulation.tree.version,
            int(emulation.clock.now() // STALE_AFTER),
            tuple(emulation.quirks[name] for name in emulation.quirks.known),
        )
        if stamp != self._stamp:
            self._stamp = stamp
            self._kept.clear()
        if key not in self._kept:
            self._kept[key] = make()
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        value: Value = self._kept[key]
        return value
