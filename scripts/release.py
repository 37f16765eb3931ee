# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check before a release is published that a tag says what the checkout is: python -m scripts.release TAG."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from scripts.environments import ROOT


def problems(root: Path, tag: str) -> Iterator[str]:
    """Say why the checkout is no release of this name: its version, the changelog, or fragments that are in none."""
    version = yaml.safe_load((root / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    if tag != version:
        yield f"the tag is {tag}, and galaxy.yml says version {version}"
    releases = yaml.safe_load((root / "changelogs" / "changelog.yaml").read_text(encoding="utf-8"))["releases"]
    if version not in releases:
        yield f"changelogs/changelog.yaml has no release {version}: run antsibull-changelog release"
    left = sorted(path.name for path in (root / "changelogs" / "fragments").glob("*.y*ml"))
    if left:
        yield f"changes that are in no release: {', '.join(left)}"


if __name__ == "__main__":
    found = list(problems(ROOT, sys.argv[1]))
    sys.exit("\n".join(found) if found else 0)
