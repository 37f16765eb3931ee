# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worlds: the trees that the emulated PRTG can start with."""

from __future__ import annotations

from pathlib import Path

from ..clock import Clock
from ..tree import Tree
from . import demo, generated, recorded


def load(world: str, clock: Clock) -> Tree:
    """``demo``, ``checks:N``, which is about Pingdom, ``devices:N``, ``devices:N:S``, or the path of a
    ``content=sensortree`` export; ``ValueError`` otherwise.
    """
    if world == "demo" or world.startswith("checks:"):
        return demo.build(clock)
    if world.startswith("devices:"):
        return generated.build(clock, *generated.parse(world))
    path = Path(world)
    if not path.is_file():
        raise ValueError(
            f"there is no world {world!r}: use demo, checks:N, devices:N, devices:N:SENSORS, or the path of an export"
        )
    return recorded.build(clock, path.read_bytes())
