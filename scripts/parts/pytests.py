# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts that are run by pytest: unit, contract, behaviour and integration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from xml.etree import ElementTree

from scripts import setup
from scripts.cores import Leg
from scripts.environments import CACHE, ROOT, make
from scripts.jobs import Counts, Job, JobError, Words, command
from scripts.parts.machine import Machine

REPORTS = CACHE / "reports"
MEASURED = frozenset({"unit", "behaviour"})
COVERAGE_FLOOR = 95.0
"""Percent of the lines, and of the branches, of plugins/ that the tests of these parts must reach together."""
MARKED = {"newest": [], "middle": ["-m", "every_core"], "oldest": ["-m", "every_core or oldest_core"]}
"""Which integration tests run on a core."""
FOLDER = ROOT / "tests" / "integration"
OF_ROLES = ("test_host_lifecycle.py", "test_maintenance_*.py", "test_readme.py", "test_rolling.py")
"""Integration tests of roles and playbooks: on the newest core, with all others in one job, they would be the last."""
TEST_TIMEOUT = 180
"""Seconds that one test may take."""


@dataclass
class Coverage:
    """What the tests of the parts that are ``MEASURED`` reach, told by the last of them; ``is_held``: to the floor."""

    is_held: bool
    ran: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    @staticmethod
    def data(part: str) -> Path:
        """Where a part keeps what it has reached."""
        return REPORTS / f".coverage.{part}"

    def tell(self, part: str, counts: Counts, log: Path) -> None:
        """Tell what was reached, once every part has run."""
        with self.lock:
            self.ran.add(part)
            if self.is_held and self.ran == MEASURED:
                self._judge(counts, log)

    def _judge(self, counts: Counts, log: Path) -> None:
        report = REPORTS / "coverage.json"
        report.unlink(missing_ok=True)
        whole = f"--data-file={REPORTS / '.coverage'}"
        words: Words = [setup.VENV / "bin" / "python", "-m", "coverage"]
        command([*words, "combine", "--keep", whole, *map(self.data, sorted(MEASURED))], log)
        command([*words, "json", whole, "-o", report], log)
        command([*words, "report", whole], log)
        if not report.exists():
            counts.fail("there is no coverage report")
            return
        totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
        for what, covered, of in (
            ("lines", totals["covered_lines"], totals["num_statements"]),
            ("branches", totals["covered_branches"], totals["num_branches"]),
        ):
            percent = 100 * covered / of if of else 0.0
            counts.notes.append(f"{percent:.1f} % of {of} {what} covered by {' and '.join(sorted(MEASURED))}")
            if percent < COVERAGE_FLOOR:
                counts.fail(f"coverage of {what} is below {COVERAGE_FLOOR:.0f} %")


def unit(coverage: Coverage, arguments: list[str]) -> list[Job]:
    """Run the unit tests."""
    return [Job("unit", "", partial(_measured, "unit", coverage, arguments))]


def contract(machine: Machine, arguments: list[str]) -> list[Job]:
    """Run the contract tests, with the third-party clients in an environment of their own."""
    return [Job("contract", "", partial(_contract, machine, arguments))]


def behaviour(coverage: Coverage, arguments: list[str]) -> list[Job]:
    """Call the modules in the test's process, on the emulator over HTTP."""
    return [Job("behaviour", "", partial(_measured, "behaviour", coverage, arguments))]


def integration(machine: Machine, arguments: list[str]) -> list[Job]:
    """Run real playbooks and inventories: all on the newest core, what differs between cores on the others.

    The newest core has two jobs, unless somebody chose tests with ``arguments``. The oldest has more than a middle one.
    """
    newest, *others = machine.legs
    roles = of_roles()
    halves: dict[str, Words] = {"roles": roles, "others": [FOLDER, *(f"--ignore={path}" for path in roles)]}
    jobs = [
        Job("integration", f"{newest}, {name}", partial(_integration, machine, newest, half), f"newest-{name}")
        for name, half in halves.items()
    ]
    if arguments:
        jobs = _whole(machine, [newest], arguments)
    return [*jobs, *_whole(machine, others[::-1], arguments)]


def _whole(machine: Machine, legs: list[Leg], arguments: list[str]) -> list[Job]:
    jobs = []
    for leg in legs:
        role = machine.tested_as(leg)
        words: Words = [FOLDER, *MARKED[role], *arguments]
        jobs.append(Job("integration", str(leg), partial(_integration, machine, leg, words), role))
    return jobs


def of_roles() -> list[Path]:
    """Return the files of the tests of roles."""
    return sorted(path for pattern in OF_ROLES for path in FOLDER.glob(pattern))


def _measured(part: str, coverage: Coverage, arguments: list[str], log: Path) -> Counts:
    """Run the tests of a part, and measure what they reach if that is of use."""
    words = ["--cov", "--cov-report="] if coverage.is_held else []
    coverage.data(part).unlink(missing_ok=True)
    counts = pytest(log, [f"tests/{part}", *words, *arguments], {"COVERAGE_FILE": str(coverage.data(part))})
    coverage.tell(part, counts, log)
    return counts


def _contract(machine: Machine, arguments: list[str], log: Path) -> Counts:
    interpreter = machine.development_python()
    clients = setup.clients(interpreter.version)
    for environment in clients.values():
        make(environment, interpreter.path)
    pythons = {variable: str(environment.python) for variable, environment in clients.items()}
    return pytest(log, ["tests/contract", *arguments], pythons)


def _integration(machine: Machine, leg: Leg, words: Words, log: Path) -> Counts:
    environ = {
        "OPSWATCH_CORE_BIN": str(machine.controller(leg).bin),
        "OPSWATCH_TARGET_PYTHON": str(machine.target(leg)),
    }
    return pytest(log, words, environ)


def pytest(log: Path, words: Words, environ: Mapping[str, str] | None = None) -> Counts:
    """Run pytest with ``words`` and count from its report, so that nothing is taken for passed which did not run."""
    xml = REPORTS / f"{log.stem}.xml"
    xml.parent.mkdir(parents=True, exist_ok=True)
    xml.unlink(missing_ok=True)
    options = [f"--timeout={TEST_TIMEOUT}", "-p", "no:cacheprovider", "--continue-on-collection-errors", "-q"]
    whole: Words = [setup.VENV / "bin" / "python", "-m", "pytest", *words, f"--junitxml={xml}", *options]
    status = command(whole, log, environ=environ)
    if not xml.exists():
        raise JobError(f"pytest ended with status {status} before any test")
    counts = read_report(xml)
    if status != 0 and not counts.failed:
        counts.fail(f"pytest ended with status {status}")
    return counts


def read_report(xml: Path) -> Counts:
    """Read the counts of a JUnit report, and the names of what failed."""
    counts = Counts()
    for case in ElementTree.parse(xml).iter("testcase"):
        bad = case.find("failure") is not None or case.find("error") is not None
        skipped = case.find("skipped")
        counts.failed += bad
        counts.skipped += skipped is not None
        counts.passed += not bad and skipped is None
        if bad:
            counts.notes.append(f"failed: {case.get('classname')}::{case.get('name')}")
    reasons = {element.get("message", "") for element in ElementTree.parse(xml).iter("skipped")}
    counts.notes += [f"skipped: {reason}" for reason in sorted(reasons)]
    return counts
