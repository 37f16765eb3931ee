# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of one Pingdom account."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.emulator.clock import Clock

STATUS_LAG = 30.0
"""Seconds that reads stay behind under the quirks ``pingdom_..._lag`` and ``..._lags`` (Nextdoor/kingpin)."""

AGE = 2 * 365 * 86400
"""Seconds since the account was made."""

FIRST_TEST_AFTER = 120
"""Seconds beyond one interval before a new check has a result. A recorded one-minute check was unknown after 132 s."""

FIRST_RUN_AFTER = 168
"""Seconds before a new transaction has a result (recorded: real31_tms_list.json, real31_tms_status_report_all.json)."""


class Tested:
    """What is tested in intervals, but for the time in which it is paused or in a maintenance window."""

    settings: dict[str, Any]
    pause_changed: float
    silences: list[tuple[int, int]]

    @property
    def made(self) -> int:
        """UNIX time at which it was created."""
        raise NotImplementedError

    @property
    def first(self) -> int:
        """UNIX time of its first test, if nothing keeps it from that."""
        raise NotImplementedError

    @property
    def interval(self) -> int:
        """Seconds between two tests."""
        raise NotImplementedError

    @property
    def paused(self) -> bool:
        """Whether it is paused itself."""
        raise NotImplementedError

    def changed(self, settings: dict[str, Any], now: float) -> None:
        """Take other settings, and know when it was paused or unpaused by them."""
        before = self.paused
        self.settings |= settings
        if before and not self.paused:
            self.silences = sorted([*self.silences, (int(max(self.pause_changed, self.made)), int(now))])
        if self.paused != before:
            self.pause_changed = now

    def last_test(self, now: float) -> int | None:
        """UNIX time of the latest test, or None when there was none since it was created."""
        return next((run[-1] for run in reversed(self.tests(now)) if run), None)

    def tests(self, now: float) -> list[range]:
        """UNIX times of all tests since it was created: one range before, between and after pauses and windows.

        A window stops testing as well as alerting; the first test after either comes when one interval has passed.
        What is tested in the second in which either begins has been seen, so it stays.
        """
        until = int(max(self.pause_changed, 0) if self.paused else now) + 1
        start = self.first
        runs = []
        for begin, end in self.silences:
            runs.append(range(start, min(begin + 1, until), self.interval))
            start = max(start, end + self.interval)
        return [*runs, range(start, until, self.interval)]


@dataclass
class Check(Tested):
    """An uptime check. ``settings`` has the write names common to all types, ``specifics`` those of its type."""

    id: int
    type: str
    created: int
    settings: dict[str, Any]
    specifics: dict[str, Any]
    health: str = "up"
    auto_tags: list[str] = field(default_factory=list)
    severity: str = "HIGH"
    pause_changed: float = -math.inf
    outage: tuple[int, int] | None = None
    silences: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of time, by begin, in which a pause or a maintenance window keeps it from being tested."""

    @property
    def tags(self) -> list[str]:
        """Tags that users gave it."""
        tags: list[str] = self.settings["tags"]
        return tags

    @property
    def made(self) -> int:
        """UNIX time at which it was created."""
        return self.created

    @property
    def first(self) -> int:
        """UNIX time of its first test."""
        return self.created + self.interval + FIRST_TEST_AFTER

    @property
    def interval(self) -> int:
        """Seconds between two tests."""
        return 60 * int(self.settings["resolution"])

    @property
    def paused(self) -> bool:
        """Whether it is paused itself."""
        return bool(self.settings["paused"])

    def set_paused(self, paused: bool, now: float) -> None:
        """Pause or unpause."""
        self.changed({"paused": paused}, now)

    def silenced(self, now: float) -> bool:
        """Whether a maintenance window is in force on it."""
        return any(begin <= now < end for begin, end in self.silences)

    def status(self, now: float, lagging: bool = False, forgetful: bool = False) -> str:
        """What reads show: paused, unknown before the first test (``forgetful``: after a pause as well), its health."""
        paused = self.paused
        if lagging and now - self.pause_changed < STATUS_LAG:
            paused = not paused
        if paused:
            return "paused"
        last = self.last_test(now)
        return "unknown" if last is None or (forgetful and last <= self.pause_changed) else self.health


@dataclass
class Window:
    """A maintenance window; times are UNIX seconds."""

    id: int
    description: str
    start: int
    end: int
    recurrencetype: str = "none"
    repeatevery: int = 0
    effectiveto: int = 0
    uptimeids: list[int] = field(default_factory=list)
    tmsids: list[int] = field(default_factory=list)
    dayofweekinmonth: int = 0

    @property
    def schedule(self) -> tuple[object, ...]:
        """What its occurrences follow from."""
        times = self.start, self.end, self.effectiveto
        return *times, self.recurrencetype, self.repeatevery, self.dayofweekinmonth

    def started(self, now: int) -> bool:
        """Whether its first occurrence has begun."""
        return self.start <= now

    def over(self, now: int) -> bool:
        """Whether nothing of it lies in the future."""
        return self.effectiveto <= now


@dataclass
class Occurrence:
    """One stretch of time in which a window is in force; times are UNIX seconds."""

    id: int
    maintenanceid: int
    start: int
    end: int


@dataclass
class Contact:
    """A person or address that alerts go to; its targets have ids, which only API 2.1 shows."""

    id: int
    name: str
    notification_targets: dict[str, list[dict[str, Any]]]
    paused: bool = False
    type: str = "contact"
    owner: bool = False


@dataclass
class Team:
    """A group of contacts."""

    id: int
    name: str
    member_ids: list[int]


@dataclass
class Transaction(Tested):
    """A transaction (TMS) check; ``settings`` has its write names."""

    id: int
    created_at: int
    modified_at: int
    settings: dict[str, Any]
    status: str = "unknown"
    type: str = "script"
    pause_changed: float = -math.inf
    silences: list[tuple[int, int]] = field(default_factory=list)

    @property
    def made(self) -> int:
        """UNIX time at which it was created."""
        return self.created_at

    @property
    def first(self) -> int:
        """UNIX time of its first test."""
        return self.created_at + FIRST_RUN_AFTER

    @property
    def interval(self) -> int:
        """Seconds between two tests."""
        return 60 * int(self.settings["interval"])

    @property
    def paused(self) -> bool:
        """Whether it is paused itself."""
        return not self.settings["active"]


@dataclass
class Subscription:
    """A report that is sent by e-mail; ``settings`` has its write names."""

    id: int
    settings: dict[str, Any]


@dataclass
class Banner:
    """A report on a check for pages of others; without a period it goes with the time."""

    id: int
    checkid: int
    type: str
    period: dict[str, int] = field(default_factory=dict)


PREFERENCES: dict[str, Any] = {
    "firstname": "Olive",
    "lastname": "Owner",
    "company": "Example Web Shop",
    "email": "owner@example.com",
    "billing_email": "",
    "phone": "",
    "phonecountrycode": "",
    "phonecountryiso": "",
    "cellphone": "1511234567",
    "cellcountrycode": "49",
    "cellcountryiso": "DE",
    "address": "Example Street 1",
    "address2": "",
    "zip": "12345",
    "location": "Berlin",
    "state": "",
    "description": "",
    "countryiso": "DE",
    "vatcode": "",
    "external_reference": "",
    "autologout": False,
    "regionid": 42,
    "timezoneid": 15,
    "datetimeformatid": 4,
    "numberformatid": 5,
    "pubrcustomdesign": False,
    "pubrtextcolor": "",
    "pubrbackgroundcolor": "",
    "pubrlogourl": "",
    "pubrmonths": "all",
    "pubrshowoverview": True,
    "pubrcustomdomain": "",
    "publicreportscode": "rwknj2rkd39h",
}
"""Settings of a new account by their write names, and two that cannot be written."""


class Account:
    """Everything in one Pingdom account, and the limits of its plan."""

    def __init__(self, clock: Clock, furnish: Callable[[Account], None] | None = None) -> None:
        self.clock = clock
        self._furnish = furnish
        self.reset()

    @classmethod
    def empty(cls, clock: Clock) -> Account:
        """An account with its owner and nothing else."""
        return cls(clock)

    @classmethod
    def demo(cls, clock: Clock) -> Account:
        """The account of the small web shop that the demo world is about."""
        from tests.emulator.pingdom.demo import furnish

        return cls(clock, furnish)

    @classmethod
    def generated(cls, clock: Clock, count: int) -> Account:
        """An account of so many checks of all types."""
        from tests.emulator.pingdom.generated import furnish

        return cls(clock, lambda account: furnish(account, count))

    @classmethod
    def of_world(cls, clock: Clock, world: str) -> Account:
        """The account that belongs to a world: that of the demonstration, ``checks:N``, an empty one to any other."""
        from tests.emulator.pingdom.generated import parse

        if world.startswith("checks:"):
            return cls.generated(clock, parse(world))
        return cls.demo(clock) if world == "demo" else cls.empty(clock)

    def reset(self) -> None:
        """Back to the initial state; times in it are relative to the clock as it is now."""
        self.check_limit = 50
        self.reads = 0
        self.checks: dict[int, Check] = {}
        self.windows: dict[int, Window] = {}
        self.occurrences: dict[int, Occurrence] = {}
        self.contacts: dict[int, Contact] = {}
        self.teams: dict[int, Team] = {}
        self.transactions: dict[int, Transaction] = {}
        self.subscriptions: dict[int, Subscription] = {}
        self.published: set[int] = set()
        self.banners: dict[int, Banner] = {}
        self.preferences = dict(PREFERENCES)
        self.created = self.now - AGE
        self.past: list[tuple[float, dict[int, Check], dict[int, Window]]] = []
        self._last_id = {"check": 13904897, "maintenance": 198004, "occurrence": 6110985, "contact": 23438, "team": 64}
        self._last_id |= {"transaction": 104756, "target": 10, "subscription": 114978, "banner": 0x9338512E}
        targets = {"email": [{"severity": "HIGH", "address": "owner@example.com"}]}
        self.add_contact("Account Owner", targets, type="user", owner=True)
        if self._furnish:
            self._furnish(self)

    @property
    def now(self) -> int:
        """The server's time in whole seconds since the epoch."""
        return int(self.clock.now())

    def next_id(self, kind: str) -> int:
        """An identifier nothing had before."""
        self._last_id[kind] += 1
        return self._last_id[kind]

    def add_contact(self, name: str, targets: dict[str, list[dict[str, Any]]], **more: Any) -> Contact:
        """Store a new contact."""
        contact = Contact(self.next_id("contact"), name, self.numbered(targets), **more)
        self.contacts[contact.id] = contact
        return contact

    def numbered(self, targets: dict[str, list[dict[str, Any]]], before: Iterable[dict[str, Any]] = ()) -> Any:
        """Targets with ids; one that was there ``before`` keeps its own (unverified)."""
        known = {tuple(sorted({**target, "id": ""}.items())): target["id"] for target in before}

        def number(target: dict[str, Any]) -> int:
            return known.pop(tuple(sorted({**target, "id": ""}.items())), None) or self.next_id("target")

        return {kind: [{"id": number(target), **target} for target in items] for kind, items in targets.items()}

    def drop_check(self, check_id: int) -> None:
        """Forget a check and the reports on it."""
        del self.checks[check_id]
        self.published.discard(check_id)
        self.banners = {key: one for key, one in self.banners.items() if one.checkid != check_id}
        self.subscriptions = {
            key: one for key, one in self.subscriptions.items() if one.settings["checkid"] != check_id
        }

    def tag_counts(self) -> Counter[str]:
        """How many checks carry each tag, automatic ones included."""
        return Counter(tag for check in self.checks.values() for tag in {*check.tags, *check.auto_tags})

    @property
    def free_checks(self) -> int:
        """How many more uptime checks the plan allows."""
        return max(0, self.check_limit - len(self.checks))
