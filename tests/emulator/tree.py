# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The object tree of a PRTG server: what exists, what is paused by whom, and what every object therefore shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal, NamedTuple, get_args

from .agenda import Agenda
from .channels import DOWNTIME, UNIT_TYPE_OF, Channel, breach
from .clock import Clock
from .dates import us_date
from .kinds import KINDS
from .notifying import Trigger
from .scheduling import MASTER, SCHEDULES, SELECT_OBJECT, UNSCHEDULED, USE_PARENT, Scheduling
from .settings import BY_NAME, INTERVAL, Setting, inheritable, named, section
from .status import OUTAGE, PAUSED, UP, Status

Kind = Literal["group", "probe", "device", "sensor"]
Reason = Literal["dependency", "schedule", "license"]
Cause = Literal["user", "parent", "dependency", "schedule", "license"]

REASON_STATUS = {
    "dependency": Status.PAUSED_BY_DEPENDENCY,
    "schedule": Status.PAUSED_BY_SCHEDULE,
    "license": Status.PAUSED_BY_LICENSE,
}
SUMMARY_SIZE = len(Status)


@dataclass(slots=True)
class Pause:
    """An object's own pause: ``at`` and ``until`` are Unix seconds, ``until`` ``None`` means until somebody resumes
    it.
    """

    by: str
    at: float
    until: float | None = None
    message: str = ""
    text: str | None = None
    """The whole status message as another server showed it; takes precedence over what would be composed here."""

    def shown(self) -> str:
        """The status message, in the form the recorded tree has (prtg-v1-facts section 4; the timed form is
        modelled).
        """
        if self.text is not None:
            return self.text
        when = f"Paused at {us_date(self.at)} by {self.by}"
        inner = f"{self.message} ({when})" if self.message else when
        end = "Paused by user" if self.until is None else f"Paused until {us_date(self.until)}"
        return f"[[ {inner} ]]: {end}"


@dataclass(slots=True)
class Acknowledgement:
    """Somebody took note of an alarm; ``until`` ``None`` means until the sensor is up again."""

    by: str
    at: float
    until: float | None = None
    message: str = ""


@dataclass(slots=True)
class Node:
    """A root, probe, group, device or sensor.

    Times are Unix seconds; ``priority`` is 1 to 5; ``host`` of a probe is its address, empty for the local one.
    """

    id: int
    kind: Kind
    name: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    priority: int = 3
    favorite: bool = False
    host: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    """What was set of it and has no field here, by whatever name."""
    inheriting: frozenset[str] = frozenset()
    """Sections that it inherits though it has values of its own there."""
    icon: str = "A_Server_1.png"
    position: int = 10
    noaccess: bool = False
    pause: Pause | None = None
    reason: Reason | None = None
    dependency: str = "Parent"
    schedule: str = ""
    scheduling: Scheduling = UNSCHEDULED
    triggers: tuple[Trigger, ...] = ()
    connected: bool = True
    status: Status = Status.UP
    message: str = "OK"
    simulated: tuple[Status, str] | None = None
    ack: Acknowledgement | None = None
    sensor_kind: str = ""
    sensor_type: str = ""
    last_value: str = "-"
    last_value_raw: float | None = None
    channels: tuple[Channel, ...] = ()
    checked_at: float = 0.0
    last_up: float | None = None
    last_down: float | None = None
    """Of a sensor that is up, or down, now: when it was so before; ``Tree.last_up`` and ``Tree.last_down`` tell."""
    since: float | None = None
    """When a sensor came into the present one of ``COUNTED``."""
    counted_since: float | None = None
    """When a sensor's up and down time began to be added up."""
    up_seconds: float = 0.0
    down_seconds: float = 0.0
    made_at: float | None = None
    """When it was made, if that was seen."""
    expected: tuple[Status, str] | None = None
    """What the first scan of a new sensor will find; until then it is being scanned."""
    coverage: float = 100.0
    """Of the time since then, how much a sensor has data for, in percent."""
    impact: int = 1
    """How much a sensor loads its probe; the scale is a guess."""
    references: tuple[int, ...] = ()
    """The ids of other objects that its settings name; that this is what ``crossreference`` tells is a guess."""
    discovery: int | None = None
    """How far the auto-discovery of a group or device is, in percent; ``None``: none is running."""
    authorized: bool = True
    cluster: bool = False
    cluster_remote: bool = False
    small: bool = False
    """What a probe is."""

    def ancestors(self) -> Iterator[Node]:
        """From the parent up to the root."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def walk(self) -> Iterator[Node]:
        """This object and everything below it, in the tree's order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def of_kind(self, kind: Kind) -> Node | None:
        """This object or the nearest one above it that is of a kind."""
        node: Node | None = self
        while node is not None and node.kind != kind:
            node = node.parent
        return node

    def path(self) -> list[Node]:
        """From the root down to this object, both included."""
        return [self, *self.ancestors()][::-1]

    def put(self, name: str, value: Any) -> None:
        """Set a setting of whatever name; ``ValueError`` for one that follows from others."""
        if named(name).derive is not None:
            raise ValueError(f"{name} cannot be set, as it follows from the rest of the object")
        if name in FIELDS:
            setattr(self, FIELDS[name], value)
        else:
            self.settings[name] = value

    def own(self, setting: Setting) -> Any:
        """Its own value, shadowed or not, or the default."""
        if setting.name in FIELDS:
            return getattr(self, FIELDS[setting.name])
        return self.settings.get(setting.name, setting.default)

    def inherits(self, section_name: str) -> bool:
        """Whether a section counts as it is above: since that was asked for, or nothing of it was set here."""
        if self.parent is None:
            return False
        return section_name in self.inheriting or self.settings.keys().isdisjoint(inheritable(section_name))


FIELDS = {name: name for name in BY_NAME if name in Node.__slots__} | {"deviceicon": "icon"}
"""The settings that are fields of a node, and which."""
FIRST_SCAN = 5.0
"""Seconds until a new sensor is scanned (unverified)."""
STEP = 10
"""From the position of one object to that of the next."""
PLACES: dict[str, Callable[[int, int], int]] = {
    "top": lambda now, last: 0,
    "up": lambda now, last: now - 1,
    "down": lambda now, last: now + 1,
    "bottom": lambda now, last: last,
}
"""From the place that an object has among its siblings, and the last one, to the one it gets."""


def _number(siblings: list[Node], first: int) -> None:
    for place in range(first, len(siblings)):
        siblings[place].position = STEP * (place + 1)


def _leave(parent: Node, node: Node) -> None:
    place = parent.children.index(node)
    del parent.children[place]
    _number(parent.children, place)


def _enter(parent: Node, node: Node, place: int) -> None:
    node.parent = parent
    parent.children.insert(place, node)
    _number(parent.children, place)


def _in_order(node: Node) -> tuple[int, ...]:
    """Where an object stands in the tree's order: the positions from the root down to it."""
    return tuple(above.position for above in node.path())


BLOCKING = OUTAGE | {Status.PAUSED_BY_DEPENDENCY}
"""What an object has to show for those that depend on it to be paused ("not in an UP state (i.e. DOWN or PAUSED due to
a further dependency)", says the settings page)."""


def _judged(sensor: Node) -> tuple[Status, str]:
    """What a sensor measures, judged by the limits of its channels where nothing worse was found."""
    found = breach(sensor.channels) if sensor.status in UP else None
    if found is None or (sensor.status == Status.WARNING and not found.is_error):
        return sensor.status, sensor.message
    return Status.DOWN if found.is_error else Status.WARNING, found.message


def _is_master(node: Node) -> bool:
    """Whether a sensor is what its device depends on, and so goes on when that is paused because of it."""
    awake = node.kind == "sensor" and node.pause is None
    return awake and node.scheduling.kind == MASTER and not node.scheduling.inherits


SIMULATED = "Simulated error"
"""The message of a simulated error, in the words of PRTG's menu (no source has those of the message)."""

COUNTED = (UP, OUTAGE, PAUSED)
"""States among which time is counted on, as ``uptimesince`` and ``downtimesince`` do: an alarm that is acknowledged
goes on. That ``status_since`` of API v2 does so, too, is unverified."""


def _counted(status: Status) -> frozenset[Status]:
    return next((states for states in COUNTED if status in states), frozenset({status}))


def may_hold(parent: Node, node: Node) -> bool:
    """Whether an object may hang below another: probes below the root, sensors below devices, the rest between them.

    The recorded tree has no other order; what a server says to one that is asked for is unverified.
    """
    if parent.parent is None:
        return node.kind == "probe"
    return parent.kind in ({"device"} if node.kind == "sensor" else {"probe", "group"}) and node.kind != "probe"


def _enter_states(node: Node, states: frozenset[Status], at: float, left: Status, checked: float) -> None:
    """Begin to count a sensor's time in other states; what it shows now was found by a scan, unless it is paused."""
    node.since = at
    node.checked_at = checked if states is PAUSED else at
    if left in UP:
        node.last_up = checked
    if left in OUTAGE:
        node.last_down = checked


class Shown(NamedTuple):
    """What an object shows: its status, why it is paused if it is, where the pause comes from, and the message."""

    status: Status
    message: str
    cause: Cause | None = None
    origin: Node | None = None


class LogEntry(NamedTuple):
    """A line of the server's log; ``code`` is a log status (prtg-v1-facts section 3), not an object status."""

    at: float
    node: Node
    code: int
    text: str
    message: str


class Change(NamedTuple):
    """An entry of the history of what was configured at an object; ``detail`` is empty for one that was made."""

    at: float
    node: Node
    text: str
    detail: str


class Tree:
    """All objects of one server with the rules of pausing, and a version that grows with every change."""

    def __init__(self, root: Node, clock: Clock, usertags: tuple[str, ...] = ()) -> None:
        self.root = root
        self.clock = clock
        self.version = 0
        self.log: list[LogEntry] = []
        self.changes: list[Change] = []
        self.past: dict[int, list[tuple[float, float, Status]]] = {}
        """Of sensors: from when until when they were in which of ``COUNTED``, by one of its statuses, before now."""
        self.usertags = usertags
        self.by_id: dict[int, Node] = {}
        self.by_kind: dict[str, list[Node]] = {kind: [] for kind in get_args(Kind)}
        """The visible objects of each kind in the tree's order."""
        self.indexed = 0
        self.on_change: list[Callable[[list[Node]], None]] = []
        self.agenda = Agenda()
        self.on_settle: list[Callable[[float], None]] = []
        self._below: dict[int, tuple[Cause, Node] | None] = {}
        self._summaries: dict[int, list[int]] = {}
        self._all_tags: dict[int, tuple[str, ...]] = {}
        self._last_id = 0
        self._waiting: dict[int, Node] = {}
        """Those that wait when another is down, by the object that was told so."""
        self._asked: set[int] = set()
        """Those whose dependency is looked at right now, so that two that depend on each other end that."""
        self._simulated_next: dict[int, Node] = {}
        self._index(root)

    def _index(self, top: Node, made_at: float | None = None) -> None:
        """Take a new subtree into the index; ``indexed`` counts the entries that were ever made or removed.

        ``made_at`` is the time (Unix seconds) at which it is seen to be made, if it is.
        """
        for node in top.walk():
            self.indexed += 1
            _number(node.children, 0)
            self.by_id[node.id] = node
            self._last_id = max(self._last_id, node.id)
            node.made_at = made_at
            if node.scheduling is not UNSCHEDULED:
                self._enroll(node)
                self.agenda.plan(self.clock.now(), partial(self._follow, node, node.scheduling))
            if node.kind == "sensor":
                self._begin(node)
            for timed in (node.pause, node.ack):
                if timed is not None and timed.until is not None:
                    self.agenda.plan(timed.until, partial(self._end, node.id))
        self._list(top)

    def _begin(self, sensor: Node) -> None:
        """Fix the times of a sensor that nothing tells: when it came into its states, when counting began, and when
        a new one is scanned.
        """
        now = self.clock.now()
        if sensor.since is None:
            sensor.since = now
        if sensor.counted_since is None:
            sensor.counted_since = now - sensor.up_seconds - sensor.down_seconds
        if sensor.expected is not None:
            self.agenda.plan(now + FIRST_SCAN, partial(self._scan_first, sensor))

    def _kinds(self, top: Node) -> Iterator[tuple[list[Node], int, list[Node]]]:
        """For each kind in a subtree the list of its objects, where those of the subtree begin there, and those.

        As they follow one another in the tree's order, they do so in the list, too.
        """
        mine: dict[str, list[Node]] = {}
        for node in self.visible(top):
            mine.setdefault(node.kind, []).append(node)
        for kind, nodes in mine.items():
            yield self.by_kind[kind], bisect_left(self.by_kind[kind], _in_order(nodes[0]), key=_in_order), nodes

    def _list(self, top: Node) -> None:
        """Take a subtree into the lists of its kinds."""
        for rows, start, nodes in self._kinds(top):
            rows[start:start] = nodes

    def _unlist(self, top: Node) -> None:
        """Take a subtree out of the lists of its kinds, as long as it stands where it was listed."""
        for rows, start, nodes in self._kinds(top):
            del rows[start : start + len(nodes)]

    def get(self, object_id: int) -> Node | None:
        """A visible object; an object without access rights is as good as absent."""
        node = self.by_id.get(object_id)
        return None if node is None or node.noaccess else node

    def visible(self, top: Node) -> Iterator[Node]:
        """The visible objects of a subtree, the top one included."""
        return (node for node in top.walk() if not node.noaccess)

    def settle(self) -> None:
        """Let everything happen whose time has come: pauses end, new objects are there."""
        now = self.clock.now()
        self.agenda.settle(now)
        for listener in self.on_settle:
            listener(now)

    def _end(self, object_id: int, at: float) -> None:
        """End what of an object ends at a time, as of that time; with a pause also an acknowledgement, which pausing
        and resuming ends (prtg-v1-facts section 5; that time resumes as people do is unverified).
        """
        node = self.by_id.get(object_id)
        if node is None:
            return
        pause = node.pause is not None and node.pause.until is not None and node.pause.until <= at
        ack = node.ack is not None and node.ack.until is not None and node.ack.until <= at
        if not pause and not ack:
            return
        with self._changing([node], at):
            if pause:
                node.pause = None
                self._write_log(node, 602, "Resuming", "Resuming", at)
            node.ack = None

    def touch(self) -> None:
        """Forget everything that was derived from the state."""
        self.version += 1
        self._below.clear()
        self._summaries.clear()
        self._all_tags.clear()

    # What is shown

    def shown(self, node: Node) -> Shown:
        """An object's status: its own pause, else what it inherits, else its own other reason, else what it
        measures.
        """
        if node.pause is not None:
            status = Status.PAUSED_BY_USER if node.pause.until is None else Status.PAUSED_UNTIL
            return Shown(status, node.pause.shown(), "user", node)
        inherited = self._inherited(node)
        if inherited is not None and inherited == ("dependency", node.parent) and _is_master(node):
            inherited = self._inherited(inherited[1])
        if inherited is not None and inherited[0] == "user":
            return Shown(Status.PAUSED_BY_USER, "Paused by parent", "parent", inherited[1])
        reason = self._reason(node)
        if reason is not None:
            return Shown(REASON_STATUS[reason], f"Paused by {reason}", reason, node)
        if inherited is not None:
            return Shown(REASON_STATUS[inherited[0]], f"Paused by {inherited[0]}", inherited[0], inherited[1])
        return self._measured(node)

    def _inherited(self, node: Node) -> tuple[Cause, Node] | None:
        parent = node.parent
        if parent is None:
            return None
        if parent.id in self._below:
            return self._below[parent.id]
        above = self._inherited(parent)
        reason = self._reason(parent)
        if parent.pause is not None:
            below: tuple[Cause, Node] | None = ("user", parent)
        elif (above is not None and above[0] == "user") or reason is None:
            below = above
        else:
            below = (reason, parent)
        self._below[parent.id] = below
        return below

    def _reason(self, node: Node) -> Reason | None:
        """Why an object is paused by itself, but for a user."""
        if node.reason is not None or not self._waiting:
            return node.reason
        return "dependency" if node in self._waiting.values() and self._waits(node) else None

    def _waits(self, node: Node) -> bool:
        """Whether what an object depends on is down, or waits itself; that a user paused it is no matter (Paessler KB
        76351).
        """
        if node.id in self._asked:
            return False
        self._asked.add(node.id)
        try:
            if any(_is_master(sensor) and self._measured(sensor).status in OUTAGE for sensor in node.children):
                return True
            told = node.scheduling
            target = self.by_id.get(told.depends_on) if told.kind == SELECT_OBJECT and not told.inherits else None
            return target is not None and self.shown(target).status in BLOCKING
        finally:
            self._asked.discard(node.id)

    @staticmethod
    def _measured(node: Node) -> Shown:
        if node.kind != "sensor":
            if node.kind == "probe" and not node.connected:
                return Shown(Status.NO_PROBE, "No probe")
            return Shown(node.status, node.message)
        if node.expected is not None:
            return Shown(Status.SCANNING, "")
        status, message = node.simulated or _judged(node)
        if node.ack is not None and status == Status.DOWN:
            note = node.ack.message or "Acknowledged"
            when = f"Acknowledged at {us_date(node.ack.at)} by {node.ack.by}"
            return Shown(Status.DOWN_ACKNOWLEDGED, f"[[ {note} ({when}) ]]: {message}")
        return Shown(status, message)

    def summary(self, node: Node) -> list[int]:
        """How many sensors of each status the object has below it (a sensor: itself), indexed by status number."""
        known = self._summaries.get(node.id)
        if known is not None:
            return known
        counts = [0] * SUMMARY_SIZE
        if node.kind == "sensor":
            counts[self.shown(node).status] = 1
            return counts
        for child in node.children:
            if child.kind == "sensor":
                counts[self.shown(child).status] += 1
            else:
                for status, number in enumerate(self.summary(child)):
                    counts[status] += number
        self._summaries[node.id] = counts
        return counts

    def parent_tags(self, node: Node) -> tuple[str, ...]:
        """The tags an object inherits, nearest first."""
        return () if node.parent is None else self.all_tags(node.parent)

    def all_tags(self, node: Node) -> tuple[str, ...]:
        """Own and inherited tags, own ones first, each once."""
        if node.kind == "sensor":
            return tuple(dict.fromkeys((*node.tags, *self.parent_tags(node))))
        known = self._all_tags.get(node.id)
        if known is None:
            known = tuple(dict.fromkeys((*node.tags, *self.parent_tags(node))))
            self._all_tags[node.id] = known
        return known

    @staticmethod
    def source(node: Node, section_name: str) -> Node:
        """The object whose values of an inherited section count for another: itself, or one above."""
        while node.parent is not None and node.inherits(section_name):
            node = node.parent
        return node

    def value(self, node: Node, setting: Setting) -> Any:
        """What counts for an object: its own, what it inherits, or the default."""
        return self.own(self.source(node, setting.section) if setting.inherited else node, setting)

    def own(self, node: Node, setting: Setting) -> Any:
        """What an object has itself, even where it inherits something else."""
        return node.own(setting) if setting.derive is None else setting.derive(self, node)

    @staticmethod
    def channels(node: Node) -> tuple[Channel, ...]:
        """A sensor's channels; one without any of its own has its value and the downtime channel that all sensors
        have.
        """
        if node.kind != "sensor":
            return ()
        if node.channels:
            return node.channels
        made = KINDS.get(node.sensor_kind)
        unit = (made.display if made else node.last_value).partition(" ")[2] or "#"
        unit_type = UNIT_TYPE_OF.get(unit, "CUSTOM")
        return (DOWNTIME, Channel(0, "Value", node.last_value, node.last_value_raw, unit, unit_type))

    def last_up(self, node: Node) -> float | None:
        """When a sensor was last seen up: at its last scan if it is up, in warning or unusual now."""
        return self._last(node, UP, node.last_up)

    def last_down(self, node: Node) -> float | None:
        """When a sensor was last seen down: at its last scan if it is down now, acknowledged or not."""
        return self._last(node, OUTAGE, node.last_down)

    def _last(self, node: Node, states: frozenset[Status], before: float | None) -> float | None:
        return self.last_check(node) if node.kind == "sensor" and self.shown(node).status in states else before

    def last_check(self, node: Node) -> float | None:
        """When a sensor was last scanned; a paused sensor is not scanned."""
        if node.kind != "sensor":
            return None
        now = self.clock.now()
        if self.shown(node).status in PAUSED:
            return node.checked_at or node.last_up
        interval: int = self.value(node, INTERVAL)
        ahead = node.id * 7
        return max(node.checked_at, (now + ahead) // interval * interval - ahead)

    # What is done

    def pause(self, nodes: list[Node], by: str, message: str = "", seconds: float | None = None) -> None:
        """Set the own pause flag; a pause already there is replaced (unverified on real servers)."""
        self._announce(nodes)
        now = self.clock.now()
        until = None if seconds is None else now + seconds
        with self._changing(nodes):
            for node in nodes:
                node.pause = Pause(by, now, until, message)
                if until is not None:
                    self.agenda.plan(until, partial(self._end, node.id))
                self._write_log(node, 604, "Paused", "Paused by user")

    def resume(self, nodes: list[Node]) -> None:
        """Clear the own pause flag and end a simulated error or an acknowledgement, as un-acknowledging is done by
        resuming.
        """
        self._announce(nodes)
        with self._changing(nodes):
            for node in nodes:
                if node.pause is not None:
                    self._write_log(node, 602, "Resuming", "Resuming")
                node.pause = None
                node.simulated = None
                node.ack = None
                self._simulated_next.pop(node.id, None)

    def acknowledge(self, nodes: list[Node], by: str, message: str = "", seconds: float | None = None) -> list[Node]:
        """Acknowledge the sensors that are down; returns those that were."""
        down = [node for node in nodes if node.kind == "sensor" and self.shown(node).status == Status.DOWN]
        self._announce(down)
        now = self.clock.now()
        for node in down:
            until = None if seconds is None else now + seconds
            node.ack = Acknowledgement(by, now, until, message)
            if until is not None:
                self.agenda.plan(until, partial(self._end, node.id))
            self._write_log(node, 619, "Down (Acknowledged)", message or "Acknowledged")
        self.touch()
        return down

    def simulate(self, nodes: list[Node], with_scan: bool = False) -> None:
        """Put sensors that are up, in warning, unusual or unknown into the simulated error state; ``with_scan`` with
        the next scan that is asked for.
        """
        able = {Status.UP, Status.WARNING, Status.UNUSUAL, Status.UNKNOWN}
        chosen = [node for node in nodes if node.kind == "sensor" and self.shown(node).status in able]
        if with_scan:
            self._simulated_next.update({node.id: node for node in chosen})
            return
        self._announce(chosen)
        with self._changing(chosen):
            for node in chosen:
                node.simulated = (Status.DOWN, SIMULATED)
                self._write_log(node, 608, "Down", SIMULATED)

    def scan(self, nodes: list[Node]) -> None:
        """Scan the sensors of the given objects that are not paused now."""
        scanned = {node.id for top in nodes for node in top.walk()}
        due = [node for node in self._simulated_next.values() if node.id in scanned]
        left = {node_id: node for node_id, node in self._simulated_next.items() if node_id not in scanned}
        self._simulated_next = left
        self.simulate(due)
        now = self.clock.now()
        below = [node for top in nodes for node in top.walk() if node.kind == "sensor"]
        awake = [node for node in below if self.shown(node).status not in PAUSED]
        for node in awake:
            node.checked_at = now
        fresh = [node for node in awake if node.expected is not None]
        self._announce(fresh)
        self._find(fresh, now)
        self.touch()

    def _find(self, sensors: list[Node], at: float) -> None:
        """Let new sensors show what their first scan finds."""
        with self._changing(sensors, at):
            for node in sensors:
                assert node.expected is not None
                (node.status, node.message), node.expected = node.expected, None

    def _scan_first(self, sensor: Node, at: float) -> None:
        """The first scan of a new sensor, put off as long as it is paused."""
        if self.by_id.get(sensor.id) is not sensor or sensor.expected is None:
            return
        if self.shown(sensor).status in PAUSED:
            self.agenda.plan(at + FIRST_SCAN, partial(self._scan_first, sensor))
        else:
            sensor.checked_at = at
            self._find([sensor], at)

    def schedule(self, node: Node, scheduling: Scheduling) -> None:
        """Tell an object its schedule, maintenance window and dependency, in place of what it was told before."""
        self._announce([node])
        now = self.clock.now()
        with self._changing([node]):
            node.scheduling = scheduling
            chosen = SCHEDULES.get(scheduling.schedule)
            node.schedule = "" if chosen is None or scheduling.inherits else chosen.name
            target = self.by_id.get(scheduling.depends_on) if scheduling.kind == SELECT_OBJECT else None
            node.dependency = "Parent" if target is None else target.name
            if node.reason != "license":
                node.reason = "schedule" if scheduling.pauses(now) else None
            self._enroll(node)
        self._write_edit(node, "scheduledependency")
        self._look_again(node, now)

    def _enroll(self, node: Node) -> None:
        """Remember who waits because of an object: itself, or its parent if it is the master there."""
        told = node.scheduling
        self._waiting.pop(node.id, None)
        if not told.inherits and told.kind != USE_PARENT:
            self._waiting[node.id] = node if told.kind == SELECT_OBJECT else node.parent or node

    def _look_again(self, node: Node, at: float) -> None:
        """Plan to look whether an object's schedule or window pauses it, when that may have changed."""
        after = node.scheduling.next_change(at)
        if after is not None:
            self.agenda.plan(after, partial(self._follow, node, node.scheduling))

    def _follow(self, node: Node, scheduling: Scheduling, at: float) -> None:
        """Pause an object by its schedule or window, or end that."""
        if self.by_id.get(node.id) is not node or node.scheduling is not scheduling:
            return
        pauses = scheduling.pauses(at)
        if pauses != (node.reason == "schedule") and node.reason != "license":
            with self._changing([node], at):
                node.reason = "schedule" if pauses else None
            code, text = (606, "Paused by schedule") if pauses else (602, "Resuming")
            self._write_log(node, code, text, text, at)
        self._look_again(node, at)

    def edit(self, node: Node, /, **values: object) -> None:
        """Change settings of an object, also such as the table does not have."""
        for name, value in values.items():
            node.put(name, value)
        self._write_edit(node, *values)
        self.touch()

    def edit_channel(self, sensor: Node, channel_id: int, name: str, value: object) -> None:
        """Change a setting of a sensor's channel, of all that have this id (fixture channels_duplicate_ids)."""
        with self._changing([sensor]):
            sensor.channels = tuple(
                channel.edited(name, value) if channel.id == channel_id else channel
                for channel in self.channels(sensor)
            )
        self._write_edit(sensor, f"{name} of channel {channel_id}")
        self.touch()

    def inherit(self, node: Node, section_name: str, on: bool) -> None:
        """Let what is above count for a section, or what the object has itself."""
        node.inheriting = node.inheriting | {section_name} if on else node.inheriting - {section_name}
        if not on:
            for setting in section(section_name).values():
                node.settings.setdefault(setting.name, setting.default)
        self._write_edit(node, section_name)
        self.touch()

    def move(self, node: Node, target: Node) -> None:
        """Hang an object under another parent, as its last child."""
        if node.parent is None or node in target.path():
            raise ValueError("an object cannot be moved below itself")
        with self._changing([node]):
            self._rehang(node, target, len(target.children))
        self._write_log(node, 503, "Moved", "Moved")
        self.changes.append(Change(self.clock.now(), node, "Moved", f"To {target.name}"))

    def place(self, node: Node, where: int | str) -> None:
        """Put an object to a position among its siblings, or to one of PLACES; beyond either end is at that end."""
        if node.parent is None:
            raise ValueError("the root has no siblings")
        now, last = node.parent.children.index(node), len(node.parent.children) - 1
        wanted = PLACES[where](now, last) if isinstance(where, str) else where // STEP - 1
        self._rehang(node, node.parent, min(max(wanted, 0), last))

    def sort(self, node: Node) -> None:
        """Sort what is below an object by name, groups and devices among each other."""
        for place, child in enumerate(sorted(node.children, key=lambda child: child.name.casefold())):
            self._rehang(child, node, place)

    def delete(self, node: Node) -> None:
        """Remove an object and all below it."""
        if node.parent is None:
            raise ValueError("the root cannot be deleted")
        self._unlist(node)
        _leave(node.parent, node)
        for gone in node.walk():
            self.indexed += 1
            del self.by_id[gone.id]
            self._waiting.pop(gone.id, None)
        self._write_log(node.parent, 502, "Deleted", f"Deleted {node.name}")
        self.touch()

    def add(self, node: Node, parent: Node, after: float = 0.0) -> Node:
        """Add an object with all below it as the last child of a parent, where it is after some seconds."""
        return self._hang(node, parent, (501, "Created"), after)

    def clone(self, node: Node, parent: Node, name: str, by: str, host: str = "", after: float = 0.0) -> Node:
        """Add a copy of an object and all below it under new ids; it starts paused (prtg-v1-facts section 5), and its
        sensors have no past. ``host`` is the address of a device's copy, empty for the same one.
        """
        copy = self._copy(node)
        copy.name, copy.pause = name, Pause(by, self.clock.now())
        if host and copy.kind == "device":
            copy.host = host
        return self._hang(copy, parent, (512, "Created from clone"), after)

    def _hang(self, node: Node, parent: Node, entry: tuple[int, str], after: float) -> Node:
        node.parent = parent
        now = self.clock.now()
        if after > 0:
            self.agenda.plan(now + after, partial(self._appear, node, parent, entry))
        else:
            self._appear(node, parent, entry, now)
        return node

    def _appear(self, node: Node, parent: Node, entry: tuple[int, str], at: float) -> None:
        """Put a new object to its place, unless that has gone meanwhile."""
        if self.by_id.get(parent.id) is not parent:
            return
        _enter(parent, node, len(parent.children))
        self._index(node, at)
        self._write_log(node, *entry, entry[1], at)
        self.changes.append(Change(at, node, entry[1], ""))
        self.touch()

    def _rehang(self, node: Node, parent: Node, place: int) -> None:
        assert node.parent is not None
        self._unlist(node)
        _leave(node.parent, node)
        _enter(parent, node, min(place, len(parent.children)))
        self._list(node)
        self.touch()

    def _copy(self, node: Node) -> Node:
        made = replace(
            node,
            id=self.next_id(),
            parent=None,
            children=[],
            settings=dict(node.settings),
            pause=None,
            ack=None,
            simulated=None,
            checked_at=0.0,
            last_up=None,
            last_down=None,
            since=None,
            counted_since=None,
            up_seconds=0.0,
            down_seconds=0.0,
            discovery=None,
        )
        for child in node.children:
            below = self._copy(child)
            below.parent = made
            made.children.append(below)
        return made

    def next_id(self) -> int:
        """An id nobody has or had."""
        self._last_id += 1
        return self._last_id

    def _announce(self, nodes: list[Node]) -> None:
        for listener in self.on_change:
            listener(nodes)

    @contextmanager
    def _changing(self, tops: Iterable[Node], at: float | None = None) -> Iterator[None]:
        """Keep the times of all sensors in some subtrees over a change of their states, which is now or at a time."""
        now = self.clock.now() if at is None else at
        sensors = {
            node.id: node for top in (*tops, *self._waiting.values()) for node in top.walk() if node.kind == "sensor"
        }.values()
        before = [(node, self.shown(node).status, self.last_check(node)) for node in sensors]
        yield
        self.touch()
        for node, status, checked in before:
            states = _counted(self.shown(node).status)
            if status not in states:
                self.past.setdefault(node.id, []).append((node.since or now, now, status))
                _enter_states(node, states, now, status, checked or now)

    def _write_edit(self, node: Node, *names: str) -> None:
        """Note that somebody set something of an object."""
        self._write_log(node, 504, "Edited", "Edited")
        self.changes.append(Change(self.clock.now(), node, "Edited", f"Settings changed: {', '.join(names)}"))

    def _write_log(self, node: Node, code: int, text: str, message: str, at: float | None = None) -> None:
        self.log.append(LogEntry(self.clock.now() if at is None else at, node, code, text, message))
