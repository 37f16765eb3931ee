# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of the test run: commands with a log, their counts, and a pool that runs a few at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from scripts.environments import CACHE, ROOT, SetupError

LOGS = CACHE / "logs"
Words = Sequence[str | Path]
"""A command and its arguments."""

OF_THE_USER = ("ANSIBLE_", "DEMO_", "PINGDOM_", "PRTG_")
"""Variables that could point tests at the user's own servers or settings start like this: no command gets them."""

TIMEOUT = 1400
"""Seconds after which a command is taken for hung."""


class JobError(Exception):
    """A job cannot give a result; the text says why."""


@dataclass
class Counts:
    """How many tests passed, failed and were skipped, and what to tell about them.

    ``evidence`` are the lines to show of a failure; without any, the end of the log is shown.
    """

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)

    def check(self, name: str, passed: bool) -> None:
        """Count one named check; a failed one is also told."""
        self.passed += passed
        self.failed += not passed
        if not passed:
            self.notes.append(f"{name} failed")

    def fail(self, note: str) -> None:
        """Count one failure that is no test of its own."""
        self.failed += 1
        self.notes.append(note)


@dataclass(frozen=True)
class Job:
    """A piece of the run that can go beside others. ``work`` gets the log to write to and returns the counts.

    ``held_to`` is its number in tests/expected-counts.toml, where jobs of one name differ from machine to machine.
    """

    part: str
    name: str
    work: Callable[[Path], Counts]
    held_to: str = ""

    @property
    def log(self) -> Path:
        """The file that takes all output of the job."""
        words = "".join(char if char.isalnum() or char == "." else "-" for char in f"{self.part} {self.name}".strip())
        return LOGS / f"{words}.log"


@dataclass(frozen=True)
class Outcome:
    """What came of a job, in how many ``seconds``."""

    job: Job
    counts: Counts
    seconds: float


def run_job(job: Job) -> Outcome:
    """Do the work of a job; an error that it reports is one failure."""
    job.log.parent.mkdir(parents=True, exist_ok=True)
    job.log.write_text("", encoding="utf-8")
    began = time.monotonic()
    try:
        counts = job.work(job.log)
    except (JobError, SetupError, OSError) as error:
        counts = Counts()
        counts.fail(str(error))
    return Outcome(job, counts, time.monotonic() - began)


def run_jobs(jobs: Iterable[Job], workers: int) -> Iterator[Outcome]:
    """Run the jobs, ``workers`` at a time in the given order; yield what came of each as soon as it is known."""
    with ThreadPoolExecutor(workers) as pool:
        for future in as_completed([pool.submit(run_job, job) for job in jobs]):
            yield future.result()


def clean_environment() -> dict[str, str]:
    """Return the environment without what is meant for the user's own Ansible and servers."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_USER)}


def command(
    words: Words,
    log: Path,
    *,
    environ: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    timeout: float = TIMEOUT,
) -> int:
    """Run one command with all its output appended to ``log``; return its exit status.

    Raises JobError after ``timeout`` seconds, when the command and all its children have been killed.
    """
    with log.open("a", encoding="utf-8") as output:
        output.write(f"$ {' '.join(map(str, words))}\n")
        output.flush()
        process = subprocess.Popen(
            words,
            cwd=cwd,
            env={**clean_environment(), **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return process.wait(timeout)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise JobError(f"{words[0]} was stopped after {timeout:.0f} s") from error
            raise
