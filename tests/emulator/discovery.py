# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auto-discovery: a run that takes its time on the servers' clock, and ends with new sensors on devices.

The manual says what it is for, and neither how long it takes nor what it finds: both are invented here.
"""

from __future__ import annotations

from dataclasses import dataclass

from .tree import Node, Tree

SECONDS = 60.0
SUFFIX = ".odt"
FOUND = ("Ping", "HTTP")
"""What a run without templates finds."""


@dataclass(frozen=True)
class Run:
    """An auto-discovery that goes on: of which object, since when, and the names of the sensors that it will find."""

    node: Node
    at: float
    names: tuple[str, ...]


class Discoveries:
    """The auto-discoveries that go on in a tree, by the ids of their groups and devices."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._runs: dict[int, Run] = {}
        tree.on_settle.append(self._settle)

    def start(self, node: Node, templates: tuple[str, ...] = ()) -> None:
        """Begin one of a group or device; one that goes on is left alone."""
        names = tuple(name.removesuffix(SUFFIX) for name in templates) or FOUND
        self._runs.setdefault(node.id, Run(node, self._tree.clock.now(), names))
        self._settle(self._tree.clock.now())

    def _settle(self, now: float) -> None:
        """Let each object show how far it is, and what was found where it is done."""
        for run in list(self._runs.values()):
            is_done = run.at + SECONDS <= now
            progress = None if is_done else int(100 * (now - run.at) / SECONDS)
            if run.node.discovery != progress:
                run.node.discovery = progress
                self._tree.touch()
            if is_done:
                del self._runs[run.node.id]
            if is_done and self._tree.get(run.node.id) is run.node:
                for device in [node for node in run.node.walk() if node.kind == "device"]:
                    self._find(device, run.names)

    def _find(self, device: Node, names: tuple[str, ...]) -> None:
        """Add the sensors that a device does not have."""
        there = {sensor.name for sensor in device.children}
        for name in names:
            if name not in there:
                kind = name.lower()
                sensor = Node(self._tree.next_id(), "sensor", name, sensor_kind=kind, sensor_type=name)
                self._tree.add(sensor, device)
