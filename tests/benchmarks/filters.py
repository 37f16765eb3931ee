# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast filter expressions are read and evaluated: ``python -m tests.benchmarks.filters``.

Evaluation is compared with a plain Python loop that makes the same comparisons by hand, best of several runs each, so
that the ratio says something on any machine.
"""

from __future__ import annotations

import random
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import check
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import parse
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject

EXPRESSION = 'tags contains "web" and status = down and not(priority < 3)'
RUNS = 7


class Speed(t.NamedTuple):
    """What was measured."""

    read_per_second: float
    objects_per_second: float
    ratio_to_a_loop: float

    def __str__(self) -> str:
        return (
            f"read and checked: {self.read_per_second:,.0f} expressions a second; evaluated: "
            f"{self.objects_per_second:,.0f} objects a second, {self.ratio_to_a_loop:.2f} times a plain loop"
        )


def world(size: int) -> list[PrtgObject]:
    """Sensors of which one in 15 fits ``EXPRESSION``; always the same."""
    chosen = random.Random(1)
    return [
        PrtgObject(
            id=str(number),
            kind="sensor",
            name=f"sensor {number}",
            tags=tuple(chosen.sample(("web", "db", "dc1", "dc2"), 2)),
            parent_tags=("prod",),
            status=chosen.choice(("up", "down", "warning")),
            priority=chosen.randint(1, 5),
        )
        for number in range(size)
    ]


def by_hand(objects: t.Iterable[t.Any]) -> list[PrtgObject]:
    """The comparisons of ``EXPRESSION`` as somebody would write them for these objects alone."""
    kept = []
    for one in objects:
        if ("web" in one.tags or "web" in one.parent_tags) and one.status == "down" and not one.priority < 3:
            kept.append(one)
    return kept


def best(work: t.Callable[[], object]) -> float:
    """CPU seconds of the fastest of several runs."""
    times = []
    for _run in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def measure(size: int = 100_000, expressions: int = 3_000) -> Speed:
    """Measure once; the answers are compared as well."""
    objects = world(size)
    node = check(parse(EXPRESSION), EXPRESSION)
    assert select(node, objects).kept == by_hand(objects)
    reading = best(lambda: [check(parse(EXPRESSION), EXPRESSION) for _number in range(expressions)])
    evaluating, looping = best(lambda: select(node, objects)), best(lambda: by_hand(objects))
    return Speed(expressions / reading, size / evaluating, evaluating / looping)


def run(arguments: list[str]) -> None:
    """Measure and print, with the goals."""
    del arguments
    print(f"{measure()}   (goals: 10,000, 300,000, at most 3)")
