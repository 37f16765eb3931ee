# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a source tells about its work: one line at -v, and at -vvv why everything is as it is."""

from __future__ import annotations

import contextlib
import os
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._hosts import Labelled

#: The verbosities at which what was left out is counted, and at which every object is explained.
COUNTING, DETAILED = 1, 3

#: A variable of AWX, which runs updates at -vvv without anybody having asked for it.
_OF_AWX = "INVENTORY_UPDATE_ID"

Object = t.TypeVar("Object", bound=Labelled)


class Report:
    """Collects what happened to the objects of a source and says it through ``display``.

    ``detailed`` tells whether anybody reads explanations: whoever makes a line for each object asks it first.
    ``counting`` tells whether anybody reads the summary, and ``thorough`` whether it is worth reading what the
    configuration leaves out, only to explain it.
    """

    def __init__(self, display: t.Any, name: str) -> None:
        self._display = display
        self.name = name
        self._counts: dict[str, int] = {}
        self._seconds: dict[str, float] = {}
        self.counting: bool = display.verbosity >= COUNTING
        self.detailed: bool = display.verbosity >= DETAILED
        self.thorough: bool = display.verbosity >= DETAILED + (_OF_AWX in os.environ)

    def warn(self, text: str) -> None:
        """Say something at any verbosity."""
        self._display.warning(text)

    def detail(self, text: str) -> None:
        """Say something at -vvv."""
        if self.detailed:
            self._display.vvv(f"{self.name}: {text}")

    @contextlib.contextmanager
    def phase(self, name: str) -> t.Iterator[None]:
        """Measure what happens inside, as part of the phase ``name``."""
        started = time.monotonic()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + time.monotonic() - started

    def count(self, what: str, number: int = 1) -> None:
        """Count objects that are not as one may expect, for the summary; ``what`` follows their number there."""
        if number > 0:
            self._counts[what] = self._counts.get(what, 0) + number

    def left_out(self, objects: t.Sequence[Object], reason: str, why: t.Callable[[Object], str] | None = None) -> None:
        """Count objects that are no hosts, for a ``reason``, and say of each in detail ``why``."""
        if not objects:
            return
        self.count(f"left out ({reason})", len(objects))
        if self.detailed:
            for one in objects:
                self.detail(f"left out: {one.label()}: {why(one) if why else reason}")

    def summary(self, hosts: int) -> None:
        """Say at -v what came of it, and at -vvv how long each phase took."""
        counted = [f"{number} {what}" for what, number in self._counts.items()]
        self._display.v(f"{self.name}: " + "; ".join([f"{hosts} hosts", *counted]))
        self.detail(", ".join(f"{name} {seconds:.2f} s" for name, seconds in self._seconds.items()))


def without(every: t.Sequence[Object], kept: t.Sequence[Object]) -> list[Object]:
    """Those of ``every`` that are not ``kept``."""
    if len(every) == len(kept):
        return []
    ids = {one.id for one in kept}
    return [one for one in every if one.id not in ids]
