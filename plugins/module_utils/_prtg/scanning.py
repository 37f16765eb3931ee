# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Scanning now, and auto-discovery: what each means for an object as it is, and when every sensor has been scanned."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, Conflict
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Action, Done, Plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, ROOT_ID, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

BLOCK = Block(
    {
        "auto_discovery": {"type": "bool", "default": False},
        "templates": {"type": "list", "elements": "str"},
    }
)

#: What deciding about a scan needs to know of an object.
FIELDS = frozenset({"status", "active", "paused_by"})

#: What an auto-discovery is for (PRTG manual, "Triggering Auto-Discovery"; operations of API v2).
DISCOVERED = ("group", "device")

#: What a sensor is that shows no result of a scan, be it up or down.
_WITHOUT_RESULT = ("none", "unknown", "collecting", "disconnected")

#: The times that tell when a sensor was scanned: what a scan finds is up or down at that moment.
_TIMES = ("last_check", "last_up", "last_down")
_LOOK = ALWAYS_READ | {"status", *_TIMES}

NOT_SCANNED = "is paused, so that PRTG does not scan it"


class Step(t.NamedTuple):
    """What happens to one object: a scan of it or of all sensors below, an auto-discovery, or, without ``write``,
    nothing.

    ``asked`` is when that was requested at the earliest, as Unix time on the server; ``sensors`` are the ids of those
    that a task waits for.
    """

    found: PrtgObject
    write: Write | None
    note: str | None = None
    refusal: str | None = None
    asked: float = 0.0
    sensors: tuple[str, ...] = ()

    @property
    def before(self) -> dict[str, t.Any]:
        """Nothing was requested."""
        return {"requested": None}

    @property
    def after(self) -> dict[str, t.Any]:
        """What is requested then."""
        requested = {"scan": "scan", None: None}.get(self.write.action if self.write else None, "auto_discovery")
        return {"requested": requested}


def check(params: dict[str, t.Any]) -> None:
    """``ConfigurationError`` for templates that are none or not asked for, and for waiting for an auto-discovery."""
    templates = params["templates"]
    if params["auto_discovery"] and params["wait"]:
        raise ConfigurationError(
            "wait is for scans, and auto_discovery is set",
            hint="No API tells for certain when an auto-discovery has ended.",
        )
    if templates is None:
        return
    if not params["auto_discovery"]:
        raise ConfigurationError("templates is given without auto_discovery", hint="Set auto_discovery to true.")
    wrong = [name for name in templates if not name.strip() or set(name) & {'"', ","}]
    if not templates or wrong:
        raise ConfigurationError(
            f"{wrong[0]!r} is no name of a device template" if wrong else "templates is an empty list",
            hint="Give names of files, such as Linux.odt, or leave templates out.",
        )


def needs(params: dict[str, t.Any]) -> tuple[str, ...]:
    """What is sent for these options."""
    if not params["auto_discovery"]:
        return ("scan",)
    return ("discover",) if params["templates"] is None else ("discover_by_templates",)


def judge(found: PrtgObject, params: dict[str, t.Any]) -> Step:
    """A scan or an auto-discovery; what is paused is not scanned (PRTG manual, "Pausing")."""
    (name,) = needs(params)
    if name == "scan" and found.paused_by:
        return Step(found, None, NOT_SCANNED)
    return Step(found, Write(name, {"templates": params["templates"]} if params["templates"] else {}))


class Scanning(Action[Step]):
    """Scanning, of which nothing shows but the time of each sensor's last scan."""

    def kinds_for(self, params: dict[str, t.Any]) -> tuple[str, ...]:
        """Every kind can be scanned."""
        return DISCOVERED if params["auto_discovery"] else self.kinds

    def plan_chosen(self, server: PrtgServer, params: dict[str, t.Any]) -> Plan[Step]:
        """With the sensors that the task waits for, if it does."""
        plan = super().plan_chosen(server, params)
        if not params["wait"]:
            return plan
        sensors = _sensors_of(server, [one.found for one in plan.judged if one.write])
        judged = [one._replace(sensors=tuple(sensors.get(one.found.id, ()))) for one in plan.judged]
        return Plan(judged, plan.tree, plan.unproven)

    def do(self, server: PrtgServer, judged: t.Sequence[Step]) -> Done[Step]:
        """Send it, and remember when. What was paused meanwhile is left alone as what was before."""
        asked = server.earliest()
        steps = [one._replace(asked=asked) for one in judged]
        try:
            return super().do(server, steps)
        except Conflict as refusal:
            return self._without_paused(server, steps, refusal)

    def _without_paused(self, server: PrtgServer, steps: t.Sequence[Step], refusal: Conflict) -> Done[Step]:
        """Once more, what a server has refused for the sake of what is paused now; ``refusal`` where nothing is.

        An answer may tell which objects it is about, or refuse a request for many as a whole.
        """
        refused = {*refusal.details.get("objects", refusal.asked_of)}
        asked_again = [one for one in steps if one.found.id in refused and one.write and one.write.action == "scan"]
        now = doing.read_again(server, asked_again, FIELDS) if asked_again else {}
        paused = {one.found.id for one in asked_again if one.found.id in now and now[one.found.id].paused_by}
        if not paused:
            raise refusal
        judged = [one._replace(write=None, note=NOT_SCANNED) if one.found.id in paused else one for one in steps]
        with doing.after_writes(not doing.is_refusal_of_all(refusal, steps)):
            doing.send(server, [one for one in asked_again if one.found.id not in paused])
        by_id = {one.found.id: one for one in judged}
        return Done({}, by_id, by_id)


def scanned(server: PrtgServer, judged: t.Sequence[Step]) -> Seen:
    """Of which objects every sensor has been scanned since that was requested.

    What is paused is not scanned, and what is gone need not be. Of what has no result nobody can tell where an API does
    not tell the last scan itself (API v2).
    """
    ids = tuple(dict.fromkeys(sensor for one in judged for sensor in one.sensors))
    rows = server.read(Need(kinds=("sensor",), ids=ids, fields=_LOOK)).objects if ids else []
    now = {row.id: row for row in rows}
    return {one.found.id: all(_is_scanned(now.get(sensor), iso(one.asked)) for sensor in one.sensors) for one in judged}


def _is_scanned(now: PrtgObject | None, asked: str) -> bool:
    if now is None or (now.status or "").startswith("pausedby"):
        return True
    if not now.last_check and now.status in _WITHOUT_RESULT:
        return True
    at = max((at for at in (getattr(now, name) for name in _TIMES) if at), default=None)
    return at is not None and at >= asked


def _sensors_of(server: PrtgServer, objects: t.Sequence[PrtgObject]) -> dict[str, list[str]]:
    """The ids of the sensors that are among ``objects``, or below them, by the ids of those: one reading for all."""
    if all(one.kind == "sensor" for one in objects):
        return {one.id: [one.id] for one in objects}
    under = objects[0].id if len(objects) == 1 and objects[0].id != ROOT_ID else None
    snapshot = server.read(Need(kinds=("sensor",), under=under, tree=True))
    sensors: dict[str, list[str]] = {one.id: [] for one in objects}
    for sensor in snapshot.objects:
        for above in {sensor.id, *(one.id for one in snapshot.tree.ancestors(sensor))} & {*sensors}:
            sensors[above].append(sensor.id)
    return sensors
