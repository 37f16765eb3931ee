# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "sanity": ansible-test's own checks, of everything on the newest core, of what users get on the oldest.

On which Pythons files compile and can be imported is no matter of the core: the newest one looks at each, the oldest at
that which it runs on.

ansible-test has ways to pass without testing: in a folder that git ignores, or with a tool or a Python missing, it
warns and ends well. So this reads what it did, test by test, and takes every unexpected warning for a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

from scripts import setup
from scripts.cores import Leg
from scripts.environments import CACHE, NAME, NAMESPACE, ROOT
from scripts.jobs import Counts, Job, JobError, Words, command
from scripts.parts.machine import Machine

RAN = re.compile(r'^Running sanity test "([\w-]+)"(?: on Python (\S+))?')
FAILURES = re.compile(r"^FATAL: The \d+ sanity test\(s\) listed below .*\n((?:[a-z].*\n)+)", re.MULTILINE)
FINDING = re.compile(r"^(ERROR|FATAL): ")
SUSPECT = re.compile(r"All targets skipped|WARNING: .*([Ss]kipp|[Mm]issing|not found|could not be found)")
HARMLESS = {
    r'Skipping sanity test "(compile|import)" on Python (2\.7|3\.\d+) because it could not be found': "no such Python",
    r'Skipping sanity test "(compile|import)" on Python (2\.7|3\.\d+) because it is not supported': "not promised",
    r'Skipping sanity test "pslint"|"pwsh"': "without PowerShell, and there is no PowerShell code",
}
IN_NEED_OF_POWERSHELL = {"pslint"}
FOR_DEVELOPMENT = ("scripts/", "tests/")
"""Folders that are not built into the collection, and run on the core to develop with alone."""
CONFIGURATION = "tests/config.yml"
"""What ansible-test itself reads among them."""
BOOTSTRAPS = ("23_1_2", "24_2", "25_2")
"""Versions of the get-pip script that ansible-test 2.16 to 2.21 asks for."""


def jobs(machine: Machine, arguments: list[str]) -> list[Job]:
    """Return one job for the newest and one for the oldest core."""
    ends = dict.fromkeys([machine.legs[0], machine.legs[-1]])
    return [Job("sanity", f"core {leg.core}", partial(_sanity, machine, leg, arguments)) for leg in ends]


def _sanity(machine: Machine, leg: Leg, arguments: list[str], log: Path) -> Counts:
    if ignored := list((ROOT / "tests" / "sanity").glob("ignore*.txt")):
        raise JobError(f"{ignored[0].name}: there are to be no ignore files")
    whole = leg == machine.legs[0]
    copy = copy_of_work_tree(CACHE / "sanity" / leg.core, without=() if whole else FOR_DEVELOPMENT)
    ansible_test, environ = ready(machine, leg, CACHE / "sanity" / f"home-{leg.core}")
    pythons = [] if whole else ["--python", ".".join(map(str, leg.controller))]
    words: Words = [ansible_test, "sanity", "--venv", "--color", "no", *pythons, *arguments]
    status = command(words, log, environ=environ, cwd=copy)
    counts = read_output(log)
    if not arguments:
        ran = {match[1] for match in map(RAN.match, log.read_text(encoding="utf-8").splitlines()) if match}
        for missing in sorted(known_tests(ansible_test, copy, environ) - ran - IN_NEED_OF_POWERSHELL):
            counts.fail(f"the sanity test {missing} did not run")
    if status != 0 and not counts.failed:
        counts.fail(f"ansible-test ended with status {status}")
    return counts


def ready(machine: Machine, leg: Leg, home: Path) -> tuple[Path, dict[str, str]]:
    """Return the ansible-test of ``leg``, and an environment for it with a ``home`` of its own."""
    commands = machine.controller(leg).bin
    path = search_path([machine.links(), commands, setup.VENV / "bin"])
    return commands / "ansible-test", {"HOME": str(own_home(home)), "PATH": path}


def read_output(log: Path) -> Counts:
    """Count the tests that ran, by Python where a test runs on several, and take suspicious warnings for failures."""
    output = log.read_text(encoding="utf-8")
    lines = output.splitlines()
    ran = {line for line in lines if RAN.match(line)}
    listed = FAILURES.search(output)
    failed = listed[1].splitlines() if listed else []
    counts = Counts(passed=len(ran) - len(failed), failed=len(failed), notes=[f"failed: {name}" for name in failed])
    counts.evidence = [line for line in lines if FINDING.match(line) and "Command" not in line]
    for line in dict.fromkeys(line for line in lines if SUSPECT.search(line)):
        reason = next((reason for pattern, reason in HARMLESS.items() if re.search(pattern, line)), None)
        if reason is None:
            counts.fail(line)
        else:
            counts.skipped += 1
            counts.notes.append(f"skipped: {line.removeprefix('WARNING: ')} ({reason})")
    return counts


def known_tests(ansible_test: Path, copy: Path, environ: dict[str, str]) -> set[str]:
    """Ask ansible-test which tests it has for a collection."""
    answer = subprocess.run(
        [ansible_test, "sanity", "--list-tests"],
        cwd=copy, env={**os.environ, **environ}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(answer.stdout.split())


def copy_of_work_tree(place: Path, without: tuple[str, ...] = ()) -> Path:
    """Copy all files that git knows or would add into a collection tree of its own, and return the collection's root.

    Files below the folders ``without`` stay away, but for the configuration of ansible-test.

    The copy is a git repository itself: else ansible-test would find the outer one, which ignores this folder.
    """
    copy = place / "ansible_collections" / NAMESPACE / NAME
    copy.mkdir(parents=True, exist_ok=True)
    for entry in [*copy.iterdir(), *copy.glob("tests/*")]:
        if entry.name not in ("tests", ".git", "output"):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listing.stdout.split("\0")):
        if name.startswith(without) and name != CONFIGURATION:
            continue
        source, target = ROOT / name, copy / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    if not (copy / ".git").is_dir():
        subprocess.run(["git", "init", "--quiet", copy], check=True)
    return copy


def own_home(home: Path) -> Path:
    """Make a home for ansible-test, so that the user's stays untouched, with pip's configuration taken over."""
    cache = home / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    for version in BOOTSTRAPS:
        shutil.copy(ROOT / "scripts" / "get_pip.py", cache / f"get_pip_{version}.py")
    listing = subprocess.run(
        [setup.VENV / "bin" / "python", "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    settings = dict(re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", listing.stdout, re.MULTILINE))
    configuration = home / ".config" / "pip" / "pip.conf"
    configuration.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key} = {value}" for key, value in settings.items()]
    configuration.write_text("\n".join(["[global]", *lines, ""]), encoding="utf-8")
    return home


def search_path(first: list[Path]) -> str:
    """Return PATH with these folders first and without shims, which pretend to be Pythons that do not run."""
    rest = [entry for entry in os.environ["PATH"].split(os.pathsep) if Path(entry).name != "shims"]
    return os.pathsep.join([*map(str, first), *rest])
