# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schedules, maintenance windows and dependencies: what an object is told of them, and when they pause it.

They are settings of their own, written as a whole on the classic server's settings page (fixture
objectdata_maintenance_fieldset_excerpt). Forms have the times in the time zone of the account; here they are
Unix seconds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

HOUR = 3600.0
WEEK_HOURS = 168
NO_DATE = 0.0
"""What stands for a time that nobody has set."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When objects are monitored: days from 0 for Monday, hours from the first to before the last, over midnight where
    the last is not after the first.
    """

    id: int
    name: str
    days: frozenset[int]
    first: int = 0
    last: int = 24

    def monitors(self, at: float) -> bool:
        """Whether objects are monitored at a time (Unix seconds)."""
        moment = time.gmtime(at)
        inside = self.first <= moment.tm_hour < self.last
        if self.last <= self.first:
            inside = moment.tm_hour >= self.first or moment.tm_hour < self.last
        return moment.tm_wday in self.days and inside


WEEKDAYS, WEEKENDS = frozenset(range(5)), frozenset({5, 6})
SCHEDULES = {
    schedule.id: schedule
    for schedule in (
        Schedule(620, "Weekdays [GMT+0000]", WEEKDAYS),
        Schedule(621, "Weekends [GMT+0000]", WEEKENDS),
        Schedule(622, "Sundays [GMT+0000]", frozenset({6})),
        Schedule(623, "Saturdays [GMT+0000]", frozenset({5})),
        Schedule(624, "Weekdays Nine-To-Five (9:00 - 17:00) [GMT+0000]", WEEKDAYS, 9, 17),
        Schedule(625, "Weekdays Eight-To-Eight (8:00 - 20:00) [GMT+0000]", WEEKDAYS, 8, 20),
        Schedule(626, "Weekdays Nights (20:00 - 8:00) [GMT+0000]", WEEKDAYS, 20, 8),
        Schedule(627, "Weekdays Nights (17:00 - 9:00) [GMT+0000]", WEEKDAYS, 17, 9),
    )
}
"""Those that every server has, with their ids (fixture objectdata_maintenance_fieldset_excerpt)."""
SETTINGS = (
    "scheduledependency",
    "schedule",
    "maintenable",
    "maintstart",
    "maintend",
    "dependencytype",
    "dependency",
    "depdelay",
)
"""What API v1 calls the settings of the section, the box that inherits it first (PrtgAPI, ObjectProperty)."""
USE_PARENT, SELECT_OBJECT, MASTER = 0, 1, 2
"""The types of dependency: none but the tree's, on a chosen object, or this sensor is what its device depends on."""


@dataclass(frozen=True, slots=True)
class Scheduling:
    """What an object was told: ids are -1 where nothing is chosen, times are Unix seconds.

    Where it inherits, what it has itself has no effect; what is above has one in any case ("the inheritance can not be
    disabled", says the page).
    """

    inherits: bool = True
    schedule: int = -1
    window: bool = False
    start: float = NO_DATE
    end: float = NO_DATE
    kind: int = USE_PARENT
    depends_on: int = -1
    delay: int = 0

    def pauses(self, at: float) -> bool:
        """Whether its schedule or its maintenance window pauses the object at a time."""
        if self.inherits:
            return False
        schedule = SCHEDULES.get(self.schedule)
        return (self.window and self.start <= at < self.end) or (schedule is not None and not schedule.monitors(at))

    def next_change(self, at: float) -> float | None:
        """When after a time that may be another."""
        if self.inherits:
            return None
        edges = [edge for edge in (self.start, self.end) if self.window and edge > at]
        if self.schedule in SCHEDULES:
            hours = ((at // HOUR + number) * HOUR for number in range(1, WEEK_HOURS + 1))
            now = SCHEDULES[self.schedule].monitors(at)
            edges += [hour for hour in hours if SCHEDULES[self.schedule].monitors(hour) is not now][:1]
        return min(edges, default=None)


UNSCHEDULED = Scheduling()
