# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which ansible-core runs on which Python, and which of them a machine's Pythons allow to test.

The table follows the support matrix of ansible-core's own documentation (controller Pythons) and what each release's
ansible-test accepts. A new release is one new line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.interpreters import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.interpreters import Version

CONTROLLER_PYTHONS: dict[str, tuple[Version, Version]] = {
    "2.16": ((3, 10), (3, 12)),
    "2.17": ((3, 10), (3, 12)),
    "2.18": ((3, 11), (3, 13)),
    "2.19": ((3, 11), (3, 13)),
    "2.20": ((3, 12), (3, 14)),
    "2.21": ((3, 12), (3, 14)),
}
OLDEST_TARGET: Version = (3, 9)
OLDEST_DEVELOPMENT: Version = (3, 11)


@dataclass(frozen=True)
class Leg:
    """One combination to test: ``core`` release, Python of the ``controller``, Python of the ``target`` of modules."""

    core: str
    controller: Version
    target: Version

    def __str__(self) -> str:
        return f"core {self.core} on Python {text(self.controller)}, modules on {text(self.target)}"


def pythons_for(core: str, pythons: Iterable[Version]) -> list[Version]:
    """Return those of ``pythons`` that can be the controller of ``core``, oldest first."""
    oldest, newest = CONTROLLER_PYTHONS[core]
    return sorted(version for version in pythons if oldest <= version <= newest)


def cores_for(pythons: Iterable[Version]) -> list[str]:
    """Return the cores that can run on at least one of ``pythons``, oldest first."""
    have = list(pythons)
    return [core for core in CONTROLLER_PYTHONS if pythons_for(core, have)]


def development(pythons: Iterable[Version]) -> tuple[str, Version] | None:
    """Choose the core and Python to develop with: the newest core, on the newest Python that it supports."""
    have = [version for version in pythons if version >= OLDEST_DEVELOPMENT]
    cores = cores_for(have)
    return (cores[-1], pythons_for(cores[-1], have)[-1]) if cores else None


def legs(pythons: Iterable[Version]) -> list[Leg]:
    """Choose what to test: the newest core, one of the middle and the oldest, with as many Pythons as they can cover.

    The newest core runs where development does, and modules inside of it, as they do for most users; the others run on
    the oldest Python that they support, and start modules on yet other Pythons: the middle core on the oldest target,
    the oldest core on one as new as it knows.
    """
    have = sorted(pythons)
    cores = cores_for(have)
    if not cores:
        return []
    newest, oldest = cores[-1], cores[0]
    chosen = [Leg(newest, pythons_for(newest, have)[-1], pythons_for(newest, have)[-1])]
    between = [core for core in cores[1:-1] if core != newest]
    if between:
        middle = between[len(between) // 2]
        oldest_target = min(version for version in have if version >= OLDEST_TARGET)
        chosen.append(Leg(middle, pythons_for(middle, have)[0], oldest_target))
    if oldest != newest:
        able = pythons_for(oldest, have)
        chosen.append(Leg(oldest, able[0], able[-1]))
    return chosen


def every_leg(pythons: Iterable[Version]) -> list[Leg]:
    """Choose what to test when time does not matter: those of legs(), and each core between them."""
    have = sorted(pythons)
    chosen = {leg.core: leg for leg in legs(have)}
    for core in cores_for(have):
        python = pythons_for(core, have)[0]
        chosen.setdefault(core, Leg(core, python, python))
    return [chosen[core] for core in reversed(CONTROLLER_PYTHONS) if core in chosen]
