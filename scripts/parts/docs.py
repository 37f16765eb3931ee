# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "docs": every option and reference of the plugins' documentation, the page of each plugin, and the site."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from scripts import setup
from scripts.environments import NAME, NAMESPACE, ROOT
from scripts.jobs import Counts, Job, Words
from scripts.parts import site
from scripts.parts.tools import tool


def jobs() -> list[Job]:
    """Return the only job."""
    return [Job("docs", "", _docs)]


def _docs(log: Path) -> Counts:
    counts = Counts()
    for kind, names in documented().items():
        pages = read_pages(kind, names, log)
        for name in names:
            counts.check(f"ansible-doc of {kind} {name}", bool(pages.get(name)))
    lint: Words = ["antsibull-docs", "lint-collection-docs", "--plugin-docs", "--validate-collection-refs=all", "."]
    # it copies the collection into a folder of a random name, and would write the way from the one that .venv finds to
    # there into every page: where that name ends with "_", no page is valid
    counts.check("antsibull-docs", tool(lint, log, {"ANSIBLE_COLLECTIONS_SCAN_SYS_PATH": "false"}) == 0)
    counts.check("docs site", site.build(log))
    return counts


def documented() -> dict[str, list[str]]:
    """Return, by kind, the full names of everything that has to have a page of its own."""
    plugins = {kind: f"plugins/{kind}/*.py" for kind in ("inventory", "lookup")}
    kinds = {"module": "plugins/modules/*.py", **plugins, "role": "roles/*"}
    found = {kind: sorted(path.stem for path in ROOT.glob(pattern)) for kind, pattern in kinds.items()}
    return {kind: [f"{NAMESPACE}.{NAME}.{name}" for name in names] for kind, names in found.items() if names}


def read_pages(kind: str, names: list[str], log: Path) -> dict[str, Any]:
    """Ask ansible-doc for pages; what it does not find is missing from the answer, and no error to it."""
    answer = subprocess.run(
        [setup.VENV / "bin" / "ansible-doc", "--type", kind, "--json", *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    with log.open("a", encoding="utf-8") as output:
        output.write(f"$ ansible-doc --type {kind} {' '.join(names)}\n{answer.stderr}")
    pages: dict[str, Any] = json.loads(answer.stdout) if answer.returncode == 0 else {}
    return pages
