# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the tests: python -m scripts.test [PART ...] [-- arguments for the part's tool].

Each part prints a line with its counts and the place of its log. A part in which fewer tests passed than
tests/expected-counts.toml demands has failed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import tomllib

from scripts.environments import ROOT
from scripts.jobs import Counts, Job, Outcome, run_jobs
from scripts.parts import artifact, docs, lint, machine, pytests, sanity, units

PARTS = ("integration", "sanity", "behaviour", "unit", "contract", "artifact", "lint", "docs")
"""Those with the longest jobs come first, so that no core is left without work at the end."""
WORKERS = (os.cpu_count() or 1) + 1
"""Jobs at a time: one more than there are cores, as tests also wait for servers that are slow on purpose."""
NOTES = 12
"""Notes of a job that are printed; the log has all."""
TAIL = 40
"""Lines of a failed job that are printed."""


def plan(parts: list[str], here: machine.Machine, arguments: list[str]) -> list[Job]:
    """Return the jobs of the chosen parts in the order of PARTS."""
    coverage = pytests.Coverage(is_held=not arguments and set(parts) >= pytests.MEASURED)
    makers = {
        "lint": lint.jobs,
        "unit": lambda: [*pytests.unit(coverage, arguments), *units.jobs(here, arguments)],
        "contract": lambda: pytests.contract(here, arguments),
        "behaviour": lambda: pytests.behaviour(coverage, arguments),
        "integration": lambda: pytests.integration(here, arguments),
        "sanity": lambda: sanity.jobs(here, arguments),
        "docs": docs.jobs,
        "artifact": lambda: artifact.jobs(here),
    }
    return [job for part in PARTS if part in parts for job in makers[part]()]


def demand(outcome: Outcome, expected: dict[str, dict[str, int]]) -> None:
    """Let the outcome fail when fewer tests passed than its part demands."""
    part = expected[outcome.job.part]
    least = part.get(outcome.job.held_to or outcome.job.name, part.get("each", part.get("all", 1)))
    if outcome.counts.passed < least:
        outcome.counts.fail(f"only {outcome.counts.passed} passed, at least {least} have to")


def report(outcome: Outcome) -> None:
    """Print the line of one job, its notes, and the end of its log when it failed."""
    counts, job = outcome.counts, outcome.job
    verdict = "FAILED" if counts.failed else "ok"
    title = f"{job.part} ({job.name})" if job.name else job.part
    numbers = f"{counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped"
    print(f"{verdict:6} {title}: {numbers} in {outcome.seconds:.0f} s [{job.log.relative_to(ROOT)}]")
    for note in counts.notes[:NOTES]:
        print(f"       {note}")
    if len(counts.notes) > NOTES:
        print(f"       and {len(counts.notes) - NOTES} more")
    if counts.failed:
        lines = counts.evidence or job.log.read_text(encoding="utf-8", errors="replace").splitlines()
        print("\n".join(f"     | {line}" for line in lines[-TAIL:]))
    sys.stdout.flush()


def total(outcomes: list[Outcome]) -> Counts:
    """Add up the counts of all jobs."""
    counts = [outcome.counts for outcome in outcomes]
    return Counts(sum(c.passed for c in counts), sum(c.failed for c in counts), sum(c.skipped for c in counts))


def expected_counts() -> dict[str, dict[str, int]]:
    """The least numbers of tests; more where the recordings of real servers are at hand."""
    told = tomllib.loads((ROOT / "tests" / "expected-counts.toml").read_text(encoding="utf-8"))
    more = told.pop("with-recordings")
    return {
        part: {**least, **(more.get(part, {}) if (ROOT.parent / "shared").is_dir() else {})}
        for part, least in told.items()
    }


def main() -> int:
    """Run the chosen parts; exit status 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="python -m scripts.test", description="Run the tests of the collection.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)} (default: all)")
    words = sys.argv[1:]
    own, rest = (words[: words.index("--")], words[words.index("--") + 1 :]) if "--" in words else (words, [])
    chosen = parser.parse_args(own).parts or list(PARTS)
    if unknown := sorted(set(chosen) - set(PARTS)):
        parser.error(f"there is no part {unknown[0]!r}; the parts are {', '.join(PARTS)}")
    began = time.monotonic()
    here = machine.survey(every_core=os.environ.get("CORES") == "all")
    print("\n".join(here.describe()), flush=True)
    expected = expected_counts()
    outcomes = []
    for outcome in run_jobs(plan(chosen, here, rest), workers=WORKERS):
        if not rest:
            demand(outcome, expected)
        report(outcome)
        outcomes.append(outcome)
    counts = total(outcomes)
    print(f"Took {time.monotonic() - began:.0f} s")
    print(f"{counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped")
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
