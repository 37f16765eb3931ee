# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a source tells about its work: one line at -v, and at -vvv why everything is as it is."""

from __future__ import annotations

import contextlib
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject

#: The verbosity at which every object is explained.
DETAILED = 3


class Report:
    """Collects what happened to the objects of a source and says it through ``display``.

    ``detailed`` tells whether anybody reads explanations: whoever makes a line for each object asks it first.
    """

    def __init__(self, display: t.Any, name: str) -> None:
        self._display = display
        self._name = name
        self._counts: dict[str, int] = {}
        self._seconds: dict[str, float] = {}
        self.detailed: bool = display.verbosity >= DETAILED

    def detail(self, text: str) -> None:
        """Say something at -vvv."""
        if self.detailed:
            self._display.vvv(f"{self._name}: {text}")

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
        self._counts[what] = self._counts.get(what, 0) + number

    def left_out(self, objects: t.Sequence[PrtgObject], reason: str) -> None:
        """Count objects that are no hosts, and say of each why."""
        self.count(f"left out ({reason})", len(objects))
        if self.detailed:
            for one in objects:
                self.detail(f"left out: {one.label()}: {reason}")

    def summary(self, hosts: int) -> None:
        """Say at -v what came of it, and at -vvv how long each phase took."""
        counted = [f"{number} {what}" for what, number in self._counts.items()]
        self._display.v(f"{self._name}: " + "; ".join([f"{hosts} hosts", *counted]))
        self.detail(", ".join(f"{name} {seconds:.2f} s" for name, seconds in self._seconds.items()))
