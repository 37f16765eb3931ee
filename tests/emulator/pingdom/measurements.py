# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of a check measure: derived from its state, so that the same question has the same answer."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from tests.emulator.pingdom.account import Check
from tests.emulator.pingdom.probes import Probe, active

HOUR = 3600


class Result(NamedTuple):
    """One test: UNIX time, the probe, whether the host answered, and milliseconds (0 without an answer)."""

    time: int
    probe: Probe
    up: bool
    response: int


def result(check: Check, time: int) -> Result:
    """The test of that time; the probes take turns. Each probe and each hour of the day has another response time."""
    return _results(check, [time])[0]


def results(check: Check, since: int, until: int, probes: Container[int] = ()) -> list[Result]:
    """Tests after ``since`` and until ``until``, oldest first; with ``probes`` (by id) those that these have made."""
    every = _results(check, [time for run in check.tests(until) for time in run if since < time <= until])
    return [one for one in every if one.probe["id"] in probes] if probes else every


def _results(check: Check, times: Iterable[int]) -> list[Result]:
    turns = active(check.settings["probe_filters"])
    return [_result(check, time, turns[time // check.interval % len(turns)]) for time in times]


def _result(check: Check, time: int, probe: Probe) -> Result:
    fails = check.outage is not None and check.outage[0] <= time < check.outage[1]
    up = check.health == "up" and not fails
    response = 60 + (check.id + 20 * probe["id"] + time // HOUR % 24) % 300
    return Result(time, probe, up, response if up else 0)


def average(rows: Iterable[Result]) -> int:
    """Mean milliseconds of the tests that had an answer; 0 where none had (unverified)."""
    measured = [one.response for one in rows if one.up]
    return round(sum(measured) / len(measured)) if measured else 0


def seconds(check: Check, start: int, end: int) -> dict[str, int]:
    """Seconds between two times in which the check was up, was down, and was not monitored."""
    pause = [(int(max(check.pause_changed, check.created)), end)] if check.settings["paused"] else []
    unmonitored = _covered([(start, check.created), *check.silences, *pause], start, end)
    down = _covered([check.outage] if check.outage else [], start, end)
    return {"up": max(0, end - start - down - unmonitored), "down": down, "unmonitored": unmonitored}


def _covered(spans: Iterable[tuple[int, int]], start: int, end: int) -> int:
    """Seconds between two times that lie in any of the spans."""
    total, reached = 0, start
    for begin, stop in sorted(spans):
        total += max(0, min(stop, end) - max(begin, reached))
        reached = max(reached, stop)
    return total


def states(check: Check, since: int, until: int) -> list[dict[str, Any]]:
    """States between two times, oldest first; what lies before the check's creation counts as up (unverified)."""
    start, end = check.outage or (until, until)
    borders = [(since, start, "up"), (start, end, "down"), (end, until, "up")]
    clipped = [(max(begin, since), min(stop, until), status) for begin, stop, status in borders]
    return [{"status": status, "timefrom": begin, "timeto": stop} for begin, stop, status in clipped if begin < stop]
