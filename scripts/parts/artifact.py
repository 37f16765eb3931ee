# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "artifact": build the collection, install it elsewhere, and run the demo from there."""

from __future__ import annotations

import contextlib
import re
import socket
import tarfile
import tempfile
from functools import partial
from pathlib import Path

from scripts import cores, setup
from scripts.environments import CACHE, NAME, NAMESPACE, ROOT, Environment, make
from scripts.jobs import Counts, Job, JobError, Words, command
from scripts.parts.machine import Machine

WANTED = {
    "CHANGELOG.md", "CHANGELOG.rst", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "COPYING", "FILES.json", "LICENSES",
    "MANIFEST.json", "README.md", "REUSE.toml", "SECURITY.md", "changelogs", "docs", "extensions", "meta", "playbooks",
    "plugins", "roles",
}  # fmt: skip
"""All that may stand at the top of the artifact: anything else is rubbish from a work tree."""

LAST_LINE = "\nPRTG is as it was before the first step."
"""How the demo ends."""

EMULATOR_NEEDS = ("aiohttp", "trustme")
"""What the emulator, which the demo starts, needs beside Ansible."""


def jobs(machine: Machine) -> list[Job]:
    """Return the only job."""
    return [Job("artifact", "", partial(_artifact, machine))]


def _artifact(machine: Machine, log: Path) -> Counts:
    counts = Counts()
    ansible = ansible_alone(machine)
    with tempfile.TemporaryDirectory(prefix="opswatch-artifact-") as folder:
        outside = Path(folder)
        artifact = build(ansible, outside, log)
        problems = rubbish(artifact)
        counts.check("build", True)
        counts.check(f"only what belongs into the artifact (found {sorted(problems)})", not problems)
        installed = install(ansible, artifact, outside, log)
        counts.check("install", (installed / "ansible_collections" / NAMESPACE / NAME / "MANIFEST.json").is_file())
        counts.check("demo from the installed collection", demo(ansible, installed, outside, log) == 0)
        shown = log.read_text(encoding="utf-8")
        counts.check("demo to its last line", shown.rstrip().endswith(LAST_LINE))
        counts.check("nothing left of the demo", not left_of_demo(shown, outside))
    return counts


def ansible_alone(machine: Machine) -> Environment:
    """Make an environment whose Ansible cannot see the checkout: else "installed" would be true without installing."""
    interpreter = machine.development_python()
    core, _python = cores.development(machine.pythons) or ("", None)
    path = CACHE / f"artifact-core-{core}"
    packages = (f"ansible-core=={core}.*", *EMULATOR_NEEDS)
    environment = Environment(path, (setup.LIBRARIES,), packages, collection=False)
    make(environment, interpreter.path)
    return environment


def build(ansible: Environment, outside: Path, log: Path) -> Path:
    """Build the collection as a release does, and return the archive."""
    words: Words = [ansible.bin / "ansible-galaxy", "collection", "build", "--force", "--output-path", outside, ROOT]
    status = command(words, log)
    found = list(outside.glob(f"{NAMESPACE}-{NAME}-*.tar.gz"))
    if status != 0 or not found:
        raise JobError("the collection cannot be built")
    return found[0]


def install(ansible: Environment, artifact: Path, outside: Path, log: Path) -> Path:
    """Install the archive into a folder of its own, and return that folder."""
    installed = outside / "collections"
    environ = {"HOME": str(outside), "ANSIBLE_HOME": str(outside / ".ansible")}
    words: Words = [ansible.bin / "ansible-galaxy", "collection", "install", "--offline", artifact, "-p", installed]
    if command(words, log, environ=environ, cwd=outside) != 0:
        raise JobError("the built collection cannot be installed")
    return installed


def rubbish(artifact: Path) -> set[str]:
    """Return what is at the top of the archive, or is a Python cache, and does not belong there."""
    with tarfile.open(artifact) as archive:
        names = archive.getnames()
    return {name.partition("/")[0] for name in names} - WANTED | {name for name in names if "__pycache__" in name}


def demo(ansible: Environment, installed: Path, outside: Path, log: Path) -> int:
    """Run the demo outside the checkout, with an Ansible that cannot see the checkout; return its exit status."""
    script = ROOT / "scripts" / "demo.sh"
    if not script.exists():
        raise JobError("there is no scripts/demo.sh")
    home = outside / "home"
    home.mkdir()
    environ = {"HOME": str(home), "TMPDIR": str(outside), "DEMO_BIN": str(ansible.bin)}
    return command([script, "--collections-path", installed], log, environ=environ, cwd=outside)


def left_of_demo(shown: str, outside: Path) -> list[str]:
    """Return the addresses that the demo has shown where a server listens still, and its temporary folders."""
    addresses = set(re.findall(r"http://(127\.0\.0\.1):(\d+)", shown))
    if not addresses:
        raise JobError("the demo has shown no address of a server")
    listening = [f"{host}:{port}" for host, port in addresses if is_listening(host, int(port))]
    return [*listening, *map(str, outside.glob("tmp.*"))]


def is_listening(host: str, port: int) -> bool:
    """Whether a server takes connections there."""
    with contextlib.suppress(ConnectionRefusedError), socket.create_connection((host, port), timeout=5):
        return True
    return False
