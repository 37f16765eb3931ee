# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules on an emulated account of the test's own, whose state is at hand and whose clock stands still."""

from __future__ import annotations

import copy

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import dialects, ensure
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.window import WINDOW
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import (
    NOW,
    api_on,
    refusal,
    use,
)
from tests.emulator.pingdom.account import Contact, Team, Transaction, Window
from tests.emulator.pingdom.driver import Driver
from tests.emulator.pingdom.occurrences import reschedule
from tests.emulator.pingdom.silence import silence

#: API 2.1 without its credentials, which the account here does not ask for.
V21 = dialects.V21._replace(authorise=lambda _options: {}, secrets=())
FIRST = {"check": 100, "maintenance": 100, "occurrence": 0}
"""The ids before the first ones."""


class EmulatedPingdom:
    """An account with four contacts and a team, and a log of every request.

    ``instead`` maps (method, path) to answers that are given, one by one, in place of the real ones, and ``after`` to
    such as are given although the request was carried out. ``ignored`` parameters never arrive. ``shown`` has members
    that the thing at a path shows in place of its own, and ``odd`` rows that lists show besides.
    """

    def __init__(self, now=NOW):
        self.driver = Driver(empty=True, at=now)
        self.account = self.driver.account
        self.account._last_id.update(FIRST)
        people = {1: "Ada", 2: "Twin", 3: "Twin"}
        self.account.contacts.update({number: Contact(number, name, {}) for number, name in people.items()})
        self.account.teams[7] = Team(7, "Web", [1])
        settings = {"name": "Log in", "active": True, "region": "us-east", "interval": 10, "tags": []}
        self.account.transactions[50] = Transaction(50, now, now, settings)
        self.log, self.instead, self.after, self.ignored = [], {}, {}, set()
        self.shown, self.odd, self.done, self.slept = {}, {}, [], []
        self.remembers = False

    def __enter__(self):
        self.driver.__enter__()
        return self

    def __exit__(self, *error):
        self.driver.__exit__(*error)

    @property
    def now(self):
        return self.driver.now

    @now.setter
    def now(self, at):
        self.driver.clock.at = at

    @property
    def checks(self):
        return self.account.checks

    @property
    def windows(self):
        return self.account.windows

    @property
    def writes(self):
        return [entry for entry in self.log if entry[0] != "GET"]

    def api(self, *_args):
        """What ``connect`` makes."""
        memory = Memory("emulated") if self.remembers else None
        return api_on(self.serve, slept=self.slept, memory=memory, own_time=lambda: self.now)

    def add(self, **settings):
        """A check that somebody made."""
        return {"id": self.driver.create_check(**{"host": "h.example.com", **settings})}

    def add_window(self, description="work", start=NOW - 100, to=NOW + 7100, **more):
        """A window that somebody made, perhaps a while ago; members that no document names are only shown."""
        own = {name: more.pop(name) for name in [*more] if name in Window.__dataclass_fields__}
        window = Window(self.account.next_id("maintenance"), description, start, to, **{"effectiveto": to, **own})
        self.windows[window.id] = window
        reschedule(self.account, window, self.now)
        silence(self.account, self.now)
        self.shown[f"/maintenance/{window.id}"] = more
        return {"id": window.id}

    def serve(self, method, path, query, body):
        self.log.append((method, path, body))
        key = (method, path)
        if self.instead.get(key):
            return self.instead[key].pop(0)
        status, headers, content = self.route(method, path, query, body)
        if self.after.get(key):
            return self.after[key].pop(0)
        return status, {"Server-Time": str(self.now), **headers}, content

    def route(self, method, path, query, body):
        """The status, headers and content of the answer."""
        sent = {} if body is None else {"json": {key: one for key, one in body.items() if key not in self.ignored}}
        reply = self.driver.ask(method, path, params=query, **sent)
        if method != "GET" and reply.status == 200:
            self.done.append((method, path))
        return reply.status, {}, self.as_shown(path, reply.json)

    def as_shown(self, path, content):
        """An answer with what is ``shown`` and ``odd``."""
        content = copy.deepcopy(content)
        for part in content.values():
            if isinstance(part, list):
                for row in part:
                    if isinstance(row, dict) and "id" in row:
                        row.update(self.shown.get(f"{path}/{row['id']}", {}))
                part.extend(self.odd.get(path, []))
            elif isinstance(part, dict):
                part.update(self.shown.get(path, {}))
        return content


class EitherPingdom(EmulatedPingdom):
    """The account over a version; ``frozen`` paths show for the next so many reads what they show now."""

    def __init__(self, version):
        super().__init__()
        self.version, self.frozen = version, {}

    def api(self, *_args):
        dialect = dialects.V31 if self.version == "3.1" else V21
        memory = Memory("emulated") if self.remembers else None
        return api_on(self.serve, slept=self.slept, memory=memory, own_time=lambda: self.now, dialect=dialect)

    def serve(self, method, path, query, body):
        answer = super().serve(method, path, query, body)
        reads = self.frozen.get(path)
        if method != "GET" or not reads:
            return answer
        return reads.pop(0)

    def freeze(self, path, reads):
        """Show what is there now for so many reads."""
        self.frozen[path] = [copy.deepcopy(self.route("GET", path, None, None)) for _read in range(reads)]

    def route(self, method, path, query, body):
        if self.version == "3.1":
            return super().route(method, path, query, body)
        sent = {} if body is None else {"data": dict(body)}
        reply = self.driver.ask_21(method, path, params=query, **sent)
        return reply.status, {}, reply.json


@pytest.fixture
def pingdom(monkeypatch):
    """The account that the modules talk to."""
    with EmulatedPingdom() as account:
        use(monkeypatch, account)
        yield account


def check(params, check_mode=False, state="present"):
    """What the module for checks makes of these options."""
    options = {"state": state, "absent_mode": "delete", "append_tags": False, "recreate": False, **params}
    return ensure.ensure(CHECK, options, check_mode)


def window(params, check_mode=False, state="present"):
    """What the module for maintenance windows makes of these options."""
    return ensure.ensure(WINDOW, {"state": state, **params}, check_mode)


def without_id(thing):
    return {name: value for name, value in (thing or {}).items() if name != "id"}


def as_foretold(pingdom, module, what, **params):
    """Check mode, the run, and the run again: they fit each other, or are all refused before anything is sent."""
    before = len(pingdom.writes)
    foretold = module(check_mode=True, **params)
    assert len(pingdom.writes) == before
    done = module(**params)
    if done.get("failed"):
        told = foretold["msg"] if foretold.get("failed") else foretold["warnings"][0]
        assert done["msg"] in told or "must exist by then" in told, "an earlier task may create what is missing"
        assert len(pingdom.writes) == before
        return done
    assert (foretold["changed"], foretold.get("diff")) == (done["changed"], done.get("diff"))
    assert without_id(foretold[what]) == without_id(done[what])
    assert done["changed"] == (len(pingdom.writes) > before)
    again = module(**params)
    # a window that was ended is found no more
    shown = None if params.get("state") == "absent" else done[what]
    assert (again["changed"], again[what]) == (False, shown)
    return done


__all__ = ["NOW", "EitherPingdom", "EmulatedPingdom", "as_foretold", "check", "pingdom", "refusal", "use", "window"]
