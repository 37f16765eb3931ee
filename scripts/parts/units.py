# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A few unit tests as a contributor's "ansible-test units" runs them, on the oldest Python of modules that is here."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from scripts.cores import OLDEST_TARGET
from scripts.environments import CACHE
from scripts.interpreters import text
from scripts.jobs import Counts, Job, JobError, Words, command
from scripts.parts.machine import Machine
from scripts.parts.pytests import read_report
from scripts.parts.sanity import copy_of_work_tree, ready

CHOSEN = ("tests/unit/plugins/modules/", "tests/unit/plugins/module_utils/test_tls.py")
"""Tests that together import everything that tests of modules need."""


def jobs(machine: Machine, arguments: list[str]) -> list[Job]:
    """Return the only job; none where somebody chose tests with ``arguments``."""
    return [] if arguments else [Job("unit", "ansible-test", partial(_units, machine))]


def _units(machine: Machine, log: Path) -> Counts:
    leg = machine.legs[0]
    python = min(version for version in machine.supported() if version >= OLDEST_TARGET)
    copy = copy_of_work_tree(CACHE / "units")
    reports = copy / "tests" / "output" / "junit"
    shutil.rmtree(reports, ignore_errors=True)
    ansible_test, environ = ready(machine, leg, CACHE / "units" / "home")
    words: Words = [ansible_test, "units", "--venv", "--python", text(python), "--color", "no", *CHOSEN]
    status = command(words, log, environ=environ, cwd=copy)
    found = [read_report(report) for report in sorted(reports.glob("*.xml"))]
    counts = Counts(
        sum(one.passed for one in found),
        sum(one.failed for one in found),
        sum(one.skipped for one in found),
        [f"on Python {text(python)}", *(note for one in found for note in one.notes)],
    )
    if not counts.passed:
        raise JobError(f"ansible-test units ended with status {status} before any test")
    if status != 0 and not counts.failed:
        counts.fail(f"ansible-test units ended with status {status}")
    return counts
