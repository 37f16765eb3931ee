# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make the virtual environments of this checkout, and remake them only when what they are made of has changed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
NAMESPACE, NAME = "opswatch", "monitoring"


class SetupError(Exception):
    """An environment cannot be made; the text says what the user can do."""


@dataclass(frozen=True)
class Environment:
    """A virtual environment: where it is and what belongs into it.

    ``files`` are requirement files of this repository, ``packages`` further requirements. With ``collection`` the
    repository itself is importable in it as opswatch.monitoring, for Python and for Ansible alike.
    """

    path: Path
    files: tuple[Path, ...] = ()
    packages: tuple[str, ...] = ()
    collection: bool = True

    @property
    def python(self) -> Path:
        """The interpreter in it."""
        return self.path / "bin" / "python"

    @property
    def bin(self) -> Path:
        """The folder of its commands."""
        return self.path / "bin"

    def digest(self) -> str:
        """Tell apart what it is made of: any change of requirements or of the checkout's place gives another text."""
        contents = [path.read_text(encoding="utf-8") for path in self.files]
        plan = json.dumps([str(ROOT), str(self.path), contents, self.packages, self.collection])
        return hashlib.sha256(plan.encode()).hexdigest()

    def is_current(self) -> bool:
        """Tell whether it exists and was made of exactly this."""
        stamp = self.path / "made-of"
        return self.python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == self.digest()


def make(environment: Environment, interpreter: Path) -> None:
    """Make or mend ``environment`` with ``interpreter``; nothing happens when it is current.

    Raises SetupError when the packages cannot be installed.
    """
    if environment.is_current():
        return
    with locked():
        if environment.is_current():
            return
        uv = fast_installer()
        create(environment, interpreter, uv)
        install(environment, uv)
        if environment.collection:
            link(environment)
        (environment.path / "made-of").write_text(environment.digest(), encoding="utf-8")


@contextmanager
def locked() -> Iterator[None]:
    """Let one process at a time make environments in this checkout."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fast_installer() -> Path | None:
    """Return uv, installed from PyPI on first use; None when it cannot be had, which only costs time."""
    home = CACHE / "uv"
    uv = home / "bin" / "uv"
    if uv.exists():
        return uv
    try:
        run([sys.executable, "-m", "venv", home])
        run([home / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"])
    except SetupError:
        shutil.rmtree(home, ignore_errors=True)
        return None
    return uv


def create(environment: Environment, interpreter: Path, uv: Path | None) -> None:
    """Start an empty environment with pip in it, unless one of the same interpreter is there to be mended."""
    if environment.python.exists() and environment.python.resolve() == interpreter.resolve():
        return
    shutil.rmtree(environment.path, ignore_errors=True)
    if uv:
        run([uv, "venv", "--quiet", "--seed", "--python", interpreter, environment.path])
    else:
        run([interpreter, "-m", "venv", environment.path])


def install(environment: Environment, uv: Path | None) -> None:
    """Install what belongs into the environment, by uv or, where uv fails (it ignores pip's configuration), by pip."""
    wanted = [part for path in environment.files for part in ("--requirement", path)] + list(environment.packages)
    if not wanted:
        return
    pip = [environment.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
    if uv is None:
        run(pip)
        return
    try:
        run([uv, "pip", "install", "--quiet", "--python", environment.python, *wanted])
    except SetupError as error:
        print(f"uv could not install, trying pip: {error}", file=sys.stderr)
        run(pip)


def link(environment: Environment) -> None:
    """Make the checkout importable as the collection: ansible and Python both look into site-packages."""
    for site in environment.path.glob("lib/python3*/site-packages"):
        place = site / "ansible_collections" / NAMESPACE / NAME
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(ROOT, target_is_directory=True)


def run(command: list[str | Path]) -> None:
    """Run a command in the repository root; raise SetupError with the end of its output when it fails."""
    environ = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_NATIVE_TLS": "true", "UV_SYSTEM_CERTS": "true"}
    try:
        subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True)
    except OSError as error:
        raise SetupError(f"{command[0]} does not run: {error}") from error
    except subprocess.CalledProcessError as error:
        words = " ".join(str(word) for word in command[:5])
        raise SetupError(f"{words} ... failed with {error.returncode}:\n{error.stderr[-3000:]}") from error
