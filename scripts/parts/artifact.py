# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "artifact": build the collection, install it elsewhere, and run the demo from there."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from functools import partial
from pathlib import Path

from scripts import setup
from scripts.cores import development
from scripts.environments import CACHE, NAME, NAMESPACE, ROOT, Environment, make
from scripts.jobs import Counts, Job, JobError, Words, command
from scripts.parts.machine import Machine

WANTED = {
    "CHANGELOG.md", "CHANGELOG.rst", "CONTRIBUTING.md", "COPYING", "FILES.json", "LICENSES", "MANIFEST.json",
    "README.md", "REUSE.toml", "changelogs", "docs", "extensions", "meta", "playbooks", "plugins", "roles",
}  # fmt: skip
"""All that may stand at the top of the artifact: anything else is rubbish from a work tree."""


def jobs(machine: Machine) -> list[Job]:
    """Return the only job."""
    return [Job("artifact", "", partial(_artifact, machine))]


def _artifact(machine: Machine, log: Path) -> Counts:
    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="opswatch-artifact-") as folder:
        outside = Path(folder)
        artifact = build(outside, log)
        counts.check("build", True)
        problems = rubbish(artifact)
        counts.check(f"only what belongs into the artifact (found {sorted(problems)})", not problems)
        installed = outside / "collections"
        galaxy = setup.VENV / "bin" / "ansible-galaxy"
        environ = {"HOME": str(outside), "ANSIBLE_HOME": str(outside / ".ansible")}
        install: Words = [galaxy, "collection", "install", "--offline", artifact, "-p", installed]
        counts.check("install", command(install, log, environ=environ, cwd=outside) == 0)
        counts.check("demo from the installed collection", demo(machine, installed, outside, log) == 0)
    return counts


def build(outside: Path, log: Path) -> Path:
    """Build the collection as a release does, and return the archive."""
    words: Words = [
        setup.VENV / "bin" / "ansible-galaxy",
        "collection",
        "build",
        "--force",
        "--output-path",
        outside,
        ROOT,
    ]
    status = command(words, log)
    found = list(outside.glob(f"{NAMESPACE}-{NAME}-*.tar.gz"))
    if status != 0 or not found:
        raise JobError("the collection cannot be built")
    return found[0]


def rubbish(artifact: Path) -> set[str]:
    """Return what is at the top of the archive, or is a Python cache, and does not belong there."""
    with tarfile.open(artifact) as archive:
        names = archive.getnames()
    return {name.partition("/")[0] for name in names} - WANTED | {name for name in names if "__pycache__" in name}


def demo(machine: Machine, installed: Path, outside: Path, log: Path) -> int:
    """Run the demo outside the checkout, with an Ansible that cannot see the checkout; return its exit status."""
    choice = development(machine.pythons)
    script = ROOT / "scripts" / "demo.sh"
    if choice is None or not script.exists():
        raise JobError("there is no scripts/demo.sh")
    core, python = choice
    ansible = Environment(
        CACHE / f"artifact-core-{core}", (setup.LIBRARIES,), (f"ansible-core=={core}.*",), collection=False
    )
    make(ansible, machine.pythons[python].path)
    home = outside / "home"
    home.mkdir()
    environ = {"HOME": str(home), "OPSWATCH_CORE_BIN": str(ansible.bin)}
    try:
        return command([script, "--collections-path", installed], log, environ=environ, cwd=outside)
    finally:
        shutil.rmtree(home, ignore_errors=True)
