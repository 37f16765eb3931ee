# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Set up all that development needs in this checkout: ``.venv`` with the tools and the collection in it.

Run by ``make setup``; takes a moment when nothing has changed. Needs Python 3.11 or newer and a package index.
"""

from __future__ import annotations

import sys
import time

from scripts import cores, interpreters
from scripts.environments import CACHE, ROOT, Environment, SetupError, make
from scripts.interpreters import text

VENV = ROOT / ".venv"
LIBRARIES = ROOT / "meta" / "ee-requirements.txt"


def development(core: str) -> Environment:
    """Describe the environment to work in: one ansible-core, the libraries of the collection, and every tool."""
    return Environment(VENV, (ROOT / "requirements-dev.txt", LIBRARIES), (f"ansible-core=={core}.*",))


def controller(core: str, python: interpreters.Version) -> Environment:
    """Describe the environment of one ansible-core release that tests drive."""
    path = CACHE / f"core-{core}-py{text(python)}"
    return Environment(path, (LIBRARIES,), (f"ansible-core=={core}.*",))


def floor(core: str, python: interpreters.Version) -> Environment:
    """Describe the same with the oldest libraries that the collection promises to work with."""
    lines = (line.partition("#")[0].strip() for line in LIBRARIES.read_text(encoding="utf-8").splitlines())
    oldest = tuple(line.replace(">=", "==") for line in lines if line)
    path = CACHE / f"core-{core}-py{text(python)}-oldest-libraries"
    return Environment(path, (), (f"ansible-core=={core}.*", *oldest))


def target(python: interpreters.Version) -> Environment:
    """Describe what a managed machine needs to run the modules: a Python with the libraries, no Ansible."""
    return Environment(CACHE / f"target-py{text(python)}", (LIBRARIES,), collection=False)


def clients(python: interpreters.Version) -> dict[str, Environment]:
    """Describe the environments of the third-party clients that the contract tests run against the emulator.

    The keys are the variables that tell the tests which Python has them.
    """
    made = {}
    for variable, name, requirements in (
        ("OPSWATCH_CLIENTS_PYTHON", "clients", "requirements.txt"),
        ("OPSWATCH_PINGDOMCLI_PYTHON", "pingdomcli", "requirements-pingdomcli.txt"),
        ("OPSWATCH_PRTGCLI_PYTHON", "prtgcli", "requirements-prtgcli.txt"),
    ):
        file = ROOT / "tests" / "contract" / requirements
        made[variable] = Environment(CACHE / f"{name}-py{text(python)}", (file,), collection=False)
    return made


def current_development() -> Environment | None:
    """Return the development environment if it is up to date, without looking for interpreters."""
    return next((env for env in map(development, cores.CONTROLLER_PYTHONS) if env.is_current()), None)


def set_up() -> Environment:
    """Make the development environment and return it. Raises SetupError, which says what is missing."""
    if ready := current_development():
        return ready
    found = interpreters.find()
    choice = cores.development(found)
    if choice is None:
        have = ", ".join(text(version) for version in found) or "none"
        raise SetupError(f"no Python from 3.11 up to the newest that ansible-core supports was found (found: {have})")
    core, python = choice
    began = time.monotonic()
    environment = development(core)
    make(environment, found[python].path)
    took = time.monotonic() - began
    print(f"setup: .venv made with Python {text(python)} and ansible-core {core} in {took:.0f} s", flush=True)
    return environment


def main() -> int:
    """Set up, and say in one line what is there or what is missing."""
    try:
        set_up()
    except SetupError as error:
        print(f"setup failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
