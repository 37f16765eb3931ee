# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "docs": every option and reference of the plugins' documentation, and the page of each plugin."""

from __future__ import annotations

from pathlib import Path

from scripts import setup
from scripts.environments import NAME, NAMESPACE, ROOT
from scripts.jobs import Counts, Job, Words, command


def jobs() -> list[Job]:
    """Return the only job."""
    return [Job("docs", "", _docs)]


def _docs(log: Path) -> Counts:
    counts = Counts()
    lint: Words = [setup.VENV / "bin" / "antsibull-docs", "lint-collection-docs", "--plugin-docs"]
    counts.check("antsibull-docs", command([*lint, "--validate-collection-refs=all", "."], log) == 0)
    for kind, name in documented():
        words: Words = [setup.VENV / "bin" / "ansible-doc", "--type", kind, "--json", f"{NAMESPACE}.{NAME}.{name}"]
        counts.check(f"ansible-doc of {kind} {name}", command(words, log) == 0)
    return counts


def documented() -> list[tuple[str, str]]:
    """Return kind and name of everything that has a page of its own."""
    folders = {"modules": "module", "inventory": "inventory", "lookup": "lookup"}
    plugins = [
        (kind, path.stem) for folder, kind in folders.items() for path in (ROOT / "plugins" / folder).glob("*.py")
    ]
    roles = [("role", path.parent.parent.name) for path in (ROOT / "roles").glob("*/meta/argument_specs.yml")]
    return sorted(plugins) + sorted(roles)
