# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of the documentation that a test cannot run as they are: what can be known of each is checked instead.

Run as ``python stand_ins.py COMMAND ARGUMENTS``; ends with status 1 and a sentence when a reader's command would fail.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def make(words: list[str]) -> None:
    """Would run for minutes, or until Ctrl-C: the target has to exist, and an emulator with these options to start."""
    subprocess.run(["make", "--dry-run", "--directory", ROOT, *words], check=True, stdout=subprocess.DEVNULL)
    if words[0] == "emulator":
        arguments = [word.removeprefix("ARGS=") for word in words[1:]]
        start_emulator(shlex.split(" ".join(arguments)))


def start_emulator(options: list[str]) -> None:
    """Start an emulator here, and stop it as soon as it says that it is ready."""
    command = [sys.executable, "-m", "tests.emulator", *options]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        process.terminate()
    if not line.startswith('{"prtg"'):
        raise SystemExit(f"the emulator does not start with {options}")


def ansible_galaxy(words: list[str]) -> None:
    """Needs a release on Galaxy: the name has to be that of this collection."""
    about = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    expected = ["collection", "install", f"{about['namespace']}.{about['name']}"]
    if words != expected:
        raise SystemExit(f"ansible-galaxy {words}, but {expected} is what installs this collection")


def pip(words: list[str]) -> None:
    """Would change an environment: the packages have to be those that the collection needs, and no others."""
    lines = (ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").splitlines()
    needed = {re.split(r"[>=~<]", line)[0] for line in lines if line and not line.startswith("#")}
    if words[0] != "install" or set(words[1:]) != needed:
        raise SystemExit(f"pip {words}, but the collection needs {sorted(needed)}")


STAND_INS = {"make": make, "ansible-galaxy": ansible_galaxy, "pip": pip}


def put_into(folder: Path, python: str) -> None:
    """Write the stand-ins as commands of their names."""
    folder.mkdir()
    for name in STAND_INS:
        command = folder / name
        path = os.environ["PATH"]
        words = shlex.join([python, __file__, name])
        command.write_text(f'#!/bin/sh\nexport PATH={shlex.quote(path)}\nexec {words} "$@"\n', encoding="utf-8")
        command.chmod(0o755)


if __name__ == "__main__":
    STAND_INS[sys.argv[1]](sys.argv[2:])
