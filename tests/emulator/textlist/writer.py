# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A TEXTLIST reply for a tree, in each of its forms: lines of an identifier and parameters, with commas in between.

Written from the vendor's documentation. What it does not say is a guess: that a group is followed by its own servers
and a server by its sensors before the next group comes; that probes and the root are groups; which of the four words a
state without one has; that line ends in texts are blanks; how many messages there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import OLE_EPOCH_DAYS
from ..settings import INTERVAL
from ..status import PAUSED, SPELLINGS, Status
from ..tree import LogEntry, Node, Tree

MESSAGES = 100
ZONE = 7200.0
"""Seconds by which the account's time is ahead of UTC."""
VERSION, VERSION_OF_IPCHECK = "7.0.8.1234", "5.2.1.400"
ADMINISTRATOR = 100

WORDS = {
    Status.UP: "Up",
    Status.SCANNING: "Up",
    Status.WARNING: "Warning",
    Status.UNUSUAL: "Warning",
    Status.UNKNOWN: "Warning",
    Status.NONE: "Warning",
    Status.NO_PROBE: "Warning",
    Status.DOWN: "Down",
    Status.DOWN_ACKNOWLEDGED: "Down",
    Status.DOWN_PARTIAL: "Down",
    **dict.fromkeys(PAUSED, "Paused"),
}
LEVELS = {607: 1, 609: 2, 608: 3}
"""Of the log: up, warning and down; all else is 0, info."""


@dataclass(frozen=True)
class Form:
    """How a server writes."""

    ipcheck: bool = False
    point: bool = False
    future: bool = False
    clock: bool = True
    own_words: bool = False
    flags_omitted: bool = False


def reply(tree: Tree, now: float, form: Form) -> list[str]:
    """The lines for everything that is not hidden."""
    writer = _Writer(tree, form)
    lines = [*writer.head(now), *writer.objects(), *writer.messages()]
    return [line.lower()[:2] + line[2:] for line in lines] if form.ipcheck else lines


@dataclass(frozen=True)
class _Writer:
    tree: Tree
    form: Form

    def head(self, now: float) -> Iterator[str]:
        yield self._line("Ve", VERSION_OF_IPCHECK if self.form.ipcheck else VERSION)
        if self.form.clock:
            yield self._line("Cl", self._time(now))
        yield self._line("Ui", ADMINISTRATOR)
        if self.form.future:
            yield from ("Zz,something,new", "", "Q", "tt,", "nv,Version 9, with commas")

    def objects(self) -> Iterator[str]:
        """What is in nothing that the account sees comes before the first group, then each group with its own."""
        nodes = [node for node in self.tree.root.walk() if not node.noaccess]
        for node in nodes:
            if node.kind == "device" and self._is_hidden(node.parent):
                yield from self._device(node)
        for node in nodes:
            if node.kind in ("group", "probe"):
                yield self._line("Gr", node.name, node.id, *self._flag(node))
                for child in node.children:
                    if child.kind == "device" and not child.noaccess:
                        yield from self._device(child)

    def messages(self) -> Iterator[str]:
        """The last lines of the log, the oldest first."""
        for entry in self.tree.log[-MESSAGES:]:
            yield self._line("Me", self._time(entry.at), LEVELS.get(entry.code, 0), self._said(entry))

    @staticmethod
    def _said(entry: LogEntry) -> str:
        return f"{entry.node.name}: {entry.message}"

    @staticmethod
    def _is_hidden(node: Node | None) -> bool:
        return node is None or node.noaccess

    def _device(self, node: Node) -> Iterator[str]:
        icon = str(node.id % 9) if self.form.ipcheck else node.icon
        yield self._line("Sr", node.name, node.id, icon, *self._flag(node))
        for sensor in node.children:
            if not sensor.noaccess:
                yield self._sensor(sensor)

    def _sensor(self, node: Node) -> str:
        shown = self.tree.shown(node)
        word = SPELLINGS[shown.status].word if self.form.own_words else WORDS[shown.status]
        checked = self.tree.last_check(node)
        return self._line(
            "Sn",
            node.name,
            node.id,
            node.sensor_kind,
            word,
            shown.message,
            self.tree.value(node, INTERVAL),
            self._time(checked) if checked else "",
        )

    def _flag(self, node: Node) -> tuple[str, ...]:
        if self.tree.shown(node).status in PAUSED:
            return ("Paused",)
        return () if self.form.flags_omitted else ("",)

    def _line(self, identifier: str, *parameters: object) -> str:
        more = ("more", "") if self.form.future and identifier in ("Ve", "Gr", "Sr", "Sn") else ()
        told = [str(parameter).replace("\r", " ").replace("\n", " ") for parameter in (*parameters, *more)]
        return ",".join([identifier, *told])

    def _time(self, at: float) -> str:
        days = f"{(at + ZONE) / 86400.0 + OLE_EPOCH_DAYS:.10f}".rstrip("0").rstrip(".")
        return days if self.form.point else days.replace(".", ",")
