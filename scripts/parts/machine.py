# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this machine has to test with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts import cores, interpreters, setup
from scripts.cores import Leg
from scripts.environments import CACHE, Environment, SetupError, make
from scripts.interpreters import Interpreter, Version, text

FLOOR_PYTHON: Version = (3, 10)
"""The Python for which the oldest libraries that the collection promises come as wheels."""


@dataclass(frozen=True)
class Machine:
    """The Pythons that were found, and the combinations that will be tested on them, newest core first.

    ``every_core`` says that these are all that there are, so that no core stands for another.
    """

    pythons: dict[Version, Interpreter]
    legs: list[Leg]
    every_core: bool = False

    def tested_as(self, leg: Leg) -> str:
        """Return whether ``leg`` is tested as the newest, the oldest or a middle core."""
        if leg == self.legs[0]:
            return "newest"
        return "oldest" if self.every_core or leg == self.legs[-1] else "middle"

    def controller(self, leg: Leg) -> Environment:
        """Make (or find) the environment in which the core of ``leg`` is installed."""
        if (leg.core, leg.controller) == cores.development(self.pythons):
            return setup.set_up()
        oldest = leg.core == self.legs[-1].core and leg.controller == FLOOR_PYTHON
        describe = setup.floor if oldest else setup.controller
        environment = describe(leg.core, leg.controller)
        make(environment, self.pythons[leg.controller].path)
        return environment

    def target(self, leg: Leg) -> Path:
        """Make (or find) the Python that runs the modules in ``leg``, and return its path."""
        if leg.target == leg.controller:
            return self.controller(leg).python
        environment = setup.target(leg.target)
        make(environment, self.pythons[leg.target].path)
        return environment.python

    def development_python(self) -> Interpreter:
        """Return the interpreter that .venv was made with."""
        choice = cores.development(self.pythons)
        if choice is None:
            raise SetupError("the Python that .venv was made with is gone; run: make clean setup")
        return self.pythons[choice[1]]

    def supported(self) -> dict[Version, Interpreter]:
        """Return the Pythons that the collection supports anywhere: as a controller or as a target of modules."""
        newest = max(last for _first, last in cores.CONTROLLER_PYTHONS.values())
        return {version: found for version, found in self.pythons.items() if cores.OLDEST_TARGET <= version <= newest}

    def links(self) -> Path:
        """Make a folder with a link to each supported interpreter, to stand on PATH before any shim."""
        folder = CACHE / "pythons"
        folder.mkdir(parents=True, exist_ok=True)
        for version, found in self.supported().items():
            place = folder / f"python{text(version)}"
            if not place.is_symlink() or place.readlink() != found.path:
                place.unlink(missing_ok=True)
                place.symlink_to(found.path)
        return folder

    def describe(self) -> list[str]:
        """Say in a few lines what was found, what is used and what is not."""
        supported = self.supported()
        used = {version for leg in self.legs for version in (leg.controller, leg.target)}
        tested = {leg.core for leg in self.legs}
        lines = ["Pythons found: " + ", ".join(".".join(map(str, found.release)) for found in self.pythons.values())]
        if outside := [text(version) for version in self.pythons if version not in supported]:
            lines.append(f"  not used, because not supported: {', '.join(outside)}")
        if idle := [text(version) for version in supported if version not in used]:
            lines.append(f"  used by sanity tests only: {', '.join(idle)}")
        lines += [f"Testing {leg}" for leg in self.legs]
        at_hand = cores.cores_for(self.pythons)
        if rest := [core for core in at_hand if core not in tested]:
            lines.append(
                f"  skipped cores: {', '.join(rest)} (an older and a newer one are tested; CORES=all runs them)"
            )
        if absent := [core for core in cores.CONTROLLER_PYTHONS if core not in at_hand]:
            lines.append(f"  skipped cores: {', '.join(absent)} (no Python for them was found)")
        return lines


def survey(every_core: bool) -> Machine:
    """Look at this machine; with ``every_core`` plan to test each core that it can run."""
    pythons = interpreters.find()
    return Machine(pythons, cores.every_leg(pythons) if every_core else cores.legs(pythons), every_core)
