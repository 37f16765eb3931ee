# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Find the Python interpreters of this machine that really run.

A name on PATH is no proof: version managers put a shim there for each version they know, and the shim of a version that
is not active fails. So every candidate is started once, and a folder of shims only tells where the real ones are.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Version = tuple[int, int]

NAME = re.compile(r"python3\.\d+")
PROBE = """
import json, sys
from importlib.util import find_spec
executable = getattr(sys, "_base_executable", sys.executable)  # of a virtual environment: what it was made from
print(json.dumps([list(sys.version_info[:3]), executable, find_spec("ensurepip") is not None]))
"""


@dataclass(frozen=True)
class Interpreter:
    """A Python that was started once: its ``release`` (major, minor, micro) and its ``path``."""

    release: tuple[int, int, int]
    path: Path

    @property
    def version(self) -> Version:
        """Major and minor number, such as (3, 12)."""
        return self.release[:2]


def text(version: Version) -> str:
    """Write a version the usual way: (3, 12) is "3.12"."""
    return f"{version[0]}.{version[1]}"


def folders(environ: Mapping[str, str]) -> list[Path]:
    """List the folders that may hold interpreters: PATH, the version managers' stores and the usual prefixes."""
    path = [Path(entry) for entry in environ.get("PATH", "").split(os.pathsep) if entry]
    stores = [entry.parent / "versions" for entry in path if entry.name == "shims"]
    if root := environ.get("PYENV_ROOT"):
        stores.append(Path(root) / "versions")
    home = Path(environ.get("HOME") or "/")
    stores += [home / ".pyenv" / "versions", home / ".local" / "share" / "uv" / "python", Path("/opt")]
    real = [entry for entry in path if entry.name != "shims"]
    for store in stores:
        real += sorted(store.glob("*/bin"), reverse=True)
    real += [Path("/usr/local/bin"), Path("/usr/bin")]
    return list(dict.fromkeys(real))


def probe(path: Path) -> Interpreter | None:
    """Start the interpreter at ``path``; None when it does not run or cannot make virtual environments."""
    try:
        answer = subprocess.run([path, "-I", "-c", PROBE], capture_output=True, text=True, timeout=20, check=True)
        release, executable, complete = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter((release[0], release[1], release[2]), Path(executable)) if complete else None


def candidates(places: Iterable[Path]) -> Iterator[Path]:
    """Yield every file that is named like a Python 3 interpreter, each real file once."""
    seen: set[Path] = set()
    for place in places:
        if not place.is_dir():
            continue
        for path in sorted(place.iterdir()):
            if NAME.fullmatch(path.name) and path.is_file() and (real := path.resolve()) not in seen:
                seen.add(real)
                yield path


def find() -> dict[Version, Interpreter]:
    """Return the best interpreter of each version: the highest micro release, the first found among equals."""
    best: dict[Version, Interpreter] = {}
    for path in candidates(folders(os.environ)):
        found = probe(path)
        if found and (found.version not in best or found.release > best[found.version].release):
            best[found.version] = found
    return dict(sorted(best.items()))
