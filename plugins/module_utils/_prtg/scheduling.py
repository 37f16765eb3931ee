# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""One-time maintenance windows of objects: what a task means for each, and what is told of it. Nothing is sent here.

PRTG has the window among the settings of schedule and dependency, which are read and sent back whole.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    StateNotReached,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Params
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.one_by_one import OneByOne, each
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.schedule import Scheduled, SchedulePart
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.window import Times, Wish, wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.zones import Zone, zone_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

PART = "schedule"
ABSENT = "absent"

BLOCK = Block(
    {
        "state": {"type": "str", "choices": ["present", ABSENT], "default": "present"},
        "start": {"type": "str", "default": "now"},
        "end": {"type": "str"},
        "duration": {"type": "str"},
        "time_zone": {"type": "str"},
        "override": {"type": "bool", "default": False},
    },
    {"mutually_exclusive": [("end", "duration")], "required_if": [("state", "present", ("end", "duration"), True)]},
)

_NAME = re.compile(r"[a-z]{1,40}_?")

REPLACED = "had another maintenance window, {}, which this one replaces: PRTG has one for each object"
WOULD_COUNT = (
    "inherits its schedule and dependency, which a maintenance window of its own ends, and has {} of its own that "
    "would count then"
)
TWICE = "the clock of the PRTG account shows {} twice, as it is set back then: PRTG may take it for an hour later"


class Step(t.NamedTuple):
    """What happens to an object: what it ``has``, and what it ``gets`` (None: it stays as it is)."""

    found: PrtgObject
    has: Scheduled
    gets: Scheduled | None
    before: Params
    after: Params
    note: str | None = None
    refusal: str | None = None

    @property
    def write(self) -> Write | None:
        """What is sent."""
        return None if self.gets is None else Write(PART)


def check(params: Params) -> None:
    """``ConfigurationError`` for times, or a time zone, that are none."""
    if params["state"] != ABSENT:
        Wish.of(params)
    if params["time_zone"] is not None:
        zone_of(params["time_zone"])


def judge(found: PrtgObject, has: Scheduled, zone: Zone | None, wish: Wish | None, now: int) -> Step:
    """What a task means for an object; without a ``wish`` it shall have no window."""
    was = _times(has, zone)
    before = _told(has, was)
    if wish is None:
        gets = has._replace(window=False) if has.window else None
        return Step(found, has, gets, before, {**before, "window": False, "start": None, "end": None})
    counts = has.window and not has.inherits
    zone = t.cast(Zone, zone)
    times = wanted(wish, was if counts else None, now)
    gets = has._replace(
        inherits=None if has.inherits is None else False,
        window=True,
        start=zone.wall(times.start),
        end=zone.wall(times.end),
    )
    if gets == has:
        return Step(found, has, None, before, before)
    note = refusal = None
    if counts and was is not None and was.end > now and was.start != times.start:
        note = REPLACED.format(was.told())
    if has.inherits and has.own:
        refusal = WOULD_COUNT.format(listed(has.own))
    return Step(found, has, gets, before, _told(gets, times), note, refusal)


def _times(has: Scheduled, zone: Zone | None) -> Times | None:
    """When the window of an object begins and ends; None without one, or where that cannot be told."""
    if not has.window or zone is None or has.start is None or has.end is None:
        return None
    return Times(zone.moments(has.start)[0], zone.moments(has.end)[0])


def _told(scheduled: Scheduled, times: Times | None) -> Params:
    return {
        "window": scheduled.window,
        "start": None if times is None else iso(times.start),
        "end": None if times is None else iso(times.end),
        "inherited": bool(scheduled.inherits),
    }


def shows(now: Scheduled | None, one: Step) -> bool:
    """Whether an object has exactly what was sent, other settings included; the times count where there is a window."""
    gets = t.cast(Scheduled, one.gets)
    return now is not None and _compared(now) == _compared(gets)


def _compared(scheduled: Scheduled) -> Scheduled:
    return scheduled if scheduled.window else scheduled._replace(start=None, end=None)


def _read(server: PrtgServer, judged: t.Sequence[Step]) -> Seen:
    part: SchedulePart = server.part(PART)
    return each(part.read, [one.found for one in judged])


class Scheduling(OneByOne[Step]):
    """Giving objects a maintenance window, and taking it away."""

    def judged(self, server: PrtgServer, objects: t.Sequence[PrtgObject], params: Params) -> list[Step]:
        """Read what each object has, and the time zone of the account where the task does not say it."""
        part: SchedulePart = server.part(PART)
        wish = None if params["state"] == ABSENT else Wish.of(params)
        now = int(server.now())
        has = each(part.read, objects)
        zone = self._zone(part, objects, params, wish is not None)
        steps = [judge(one, has[one.id], zone, wish, now) for one in objects]
        if params["override"]:
            steps = [one._replace(note=one.note or one.refusal, refusal=None) for one in steps]
        server.warnings.extend(_ambiguous(zone, steps))
        return steps

    @staticmethod
    def _zone(part: SchedulePart, objects: t.Sequence[PrtgObject], params: Params, is_needed: bool) -> Zone | None:
        if params["time_zone"] is not None:
            return zone_of(params["time_zone"])
        kinds = ("sensor", "device", "group", "probe")
        try:
            zone = part.zone(min(objects, key=lambda one: kinds.index(one.kind)))
        except UnexpectedAnswer:
            zone = None
        if zone is None and is_needed:
            raise ConfigurationError(
                "PRTG takes the times of a maintenance window on the clock of its account, and this server does not "
                "tell the account's time zone",
                hint="Nothing was sent. Give it with time_zone, as the settings of the account in PRTG show it.",
            )
        return zone

    def sends(self, server: PrtgServer, one: Step) -> None:
        """The whole of these settings."""
        part: SchedulePart = server.part(PART)
        part.write(one.found, t.cast(Scheduled, one.gets))

    def refuse_other(self, seen: Seen, late: t.Sequence[Step]) -> None:
        """``StateNotReached`` where other settings than the window are not what they were."""
        changed: dict[str, list[str]] = {}
        for one in late:
            now: Scheduled | None = seen.get(one.found.id)
            others = t.cast(Scheduled, one.gets).others
            names = [_shown(name) for name in others if now is not None and now.others.get(name) != others[name]]
            if names:
                changed[one.found.label()] = names
        if changed:
            raise StateNotReached(
                "PRTG took the maintenance window, and other settings beside it are not what they were: "
                + "; ".join(f"{', '.join(names)} of {label}" for label, names in list(changed.items())[:5]),
                hint="Look at schedule and dependency of these objects in PRTG.",
            )


def _shown(name: str) -> str:
    """What PRTG calls a setting, if it looks like that."""
    return name if _NAME.fullmatch(name) else "another setting"


def _ambiguous(zone: Zone | None, steps: t.Sequence[Step]) -> list[str]:
    """What is to be said of times that a clock shows twice."""
    walls = [wall for one in steps if one.gets and one.gets.window for wall in (one.gets.start, one.gets.end) if wall]
    twice = [wall for wall in dict.fromkeys(walls) if zone is not None and len(zone.moments(wall)) > 1]
    return [TWICE.format(wall) for wall in twice]


SCHEDULE = Scheduling(
    name=PART,
    part=PART,
    block=BLOCK,
    guards=("time_zone",),
    check=check,
    accepting="override",
    shows=shows,
    reads=_read,
    shown_in="the maintenance window",
)
