# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else, on another controller, creates the same thing at the same moment: the older one stays."""

from __future__ import annotations

import contextlib

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account import emulated as on_account
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import (
    NOW,
    EmulatedPingdom,
    refusal,
    use,
)

BASE = {"append_tags": False, "recreate": False, "absent_mode": "delete"}
WEB = {"name": "web", "type": "http", "host": "web.example.com"}
WORK = {"description": "work", "start": "now", "duration": "1h", "checks": []}


class Busy(EmulatedPingdom):
    """An account in which ``meanwhile`` happens just before, or just after, something is created.

    ``hidden`` says for how many lists what was created last is missing.
    """

    def __init__(self, meanwhile, before=True):
        super().__init__()
        self.meanwhile, self.before, self.lists_to_hide, self.hidden = meanwhile, before, 0, None

    def route(self, method, path, query, body):
        if method == "POST":
            act, self.meanwhile = self.meanwhile, None
            if act and self.before:
                act(self)
            told = super().route(method, path, query, body)
            self.hidden = next(iter(told[2].values()))["id"]
            if act and not self.before:
                act(self)
            return told
        told = super().route(method, path, query, body)
        if method == "GET" and path in ("/checks", "/maintenance") and self.hidden and self.lists_to_hide:
            self.lists_to_hide -= 1
            rows = told[2][path.strip("/")]
            rows[:] = [row for row in rows if row["id"] < self.hidden]
            told[2].get("counts", {})["total"] = len(rows)
        return told


@pytest.fixture
def busy(monkeypatch):
    with contextlib.ExitStack() as accounts:

        def make(meanwhile, before=True):
            account = accounts.enter_context(Busy(meanwhile, before))
            use(monkeypatch, account)
            return account

        yield make


def another_check(**settings):
    return lambda account: account.add(**{"name": "web", "host": "web.example.com", **settings})


def another_window(**settings):
    return lambda account: account.add_window(**{"start": NOW, "to": NOW + 3600, **settings})


def check(**params):
    return on_account.check({**BASE, **params}, False)


def window(**params):
    return on_account.window({**WORK, **params}, False)


def changed(result):
    return any(change.changed for change in result.changes)


def kinds(account):
    return [(method, path) for method, path, _body in account.writes]


def test_the_younger_check_that_we_made_goes(busy):
    account = busy(another_check())
    result = check(**WEB)
    assert list(account.checks) == [101]
    assert kinds(account) == [("POST", "/checks"), ("DELETE", "/checks/102")]
    assert (result.values["check"]["id"], changed(result)) == (101, False)
    assert "check 101 named 'web' just before this task created check 102" in result.warnings[0]


def test_what_we_want_is_applied_to_theirs(busy):
    account = busy(another_check())
    result = check(**WEB, resolution=1)
    assert kinds(account)[-1] == ("PUT", "/checks/101")
    assert (account.checks[101].settings["resolution"], changed(result)) == (1, True)
    assert result.changes[0].keys() == ["resolution"]


def test_by_a_tag_it_is_the_same(busy):
    account = busy(another_check(name="other", tags=["t"]))
    assert check(identity_tag="t", **WEB).values["check"]["id"] == 101
    assert list(account.checks) == [101]


def test_theirs_of_another_type_is_told_as_always(busy):
    busy(another_check(type="ping"))
    with pytest.raises(errors.Conflict, match="is of type ping") as caught:
        check(**WEB)
    assert caught.value.changed


def test_a_check_is_replaced_once(busy):
    def theirs(account):
        account.add(type="tcp", name="web", host="h.example.com", port=1)
        del account.checks[101]

    account = busy(theirs)
    account.add(name="web")
    account.hidden = None
    result = check(name="web", type="tcp", port=1, recreate=True)
    assert list(account.checks) == [102]
    assert (result.values["check"]["id"], result.values["recreated"], changed(result)) == (102, True, True)
    assert "by check 102, which stays" in result.warnings[1]


def test_a_check_that_was_replaced_before_we_looked_again_is_not_replaced_twice(busy):
    account = busy(None)
    account.add(name="web")
    first = account.serve

    def replaced_while_we_look(method, path, query, body):
        if (method, path) == ("GET", "/checks") and 102 not in account.checks and len(account.log) > 1:
            account.add(type="tcp", name="web", host="h.example.com", port=1)
            del account.checks[101]
        return first(method, path, query, body)

    account.serve = replaced_while_we_look
    result = check(name="web", type="tcp", port=1, recreate=True)
    assert list(account.checks) == [102]
    assert result.values["check"]["id"] == 102


def test_the_younger_window_that_we_opened_is_ended(busy):
    account = busy(another_window())
    result = window()
    ours = account.windows[102]
    assert (ours.end, ours.effectiveto) == (NOW, NOW)
    assert kinds(account) == [("POST", "/maintenance"), ("PUT", "/maintenance/102")]
    assert (result.values["maintenance"]["id"], changed(result)) == (101, False)
    assert "window 101 of this description just before this task opened window 102" in result.warnings[0]


def test_the_younger_window_to_come_is_deleted(busy):
    account = busy(another_window(start=NOW + 600, to=NOW + 4200))
    result = window(start="+10m")
    assert list(account.windows) == [101]
    assert result.values["maintenance"]["id"] == 101


def test_the_younger_window_is_ended_also_where_it_has_started_meanwhile(busy):
    """What cannot be deleted any more has to be ended: two windows of one description could not be ended by it."""
    account = busy(another_window(start=NOW + 600, to=NOW + 4200))
    route = account.route

    def late(method, path, query, body):
        if method != "DELETE":
            return route(method, path, query, body)
        account.now += 900
        return refusal(400, "Maintenance has started")

    account.route = late
    result = window(start=NOW + 600)
    assert account.windows[102].end <= account.now
    assert result.values["maintenance"]["id"] == 101


def test_the_younger_window_is_ended_also_where_pingdom_does_not_take_back_what_it_shows(busy):
    account = busy(another_window())
    account.instead[("PUT", "/maintenance/102")] = [refusal(400, "Invalid parameter value: repeatevery")]
    result = window()
    assert account.windows[102].end <= account.now
    assert result.values["maintenance"]["id"] == 101


def test_our_older_window_stays(busy):
    account = busy(another_window(), before=False)
    assert window().values["maintenance"]["id"] == 101
    assert kinds(account) == [("POST", "/maintenance")]


def test_their_window_that_cannot_be_read_is_no_reason_to_end_ours(busy):
    account = busy(another_window())
    account.instead[("GET", "/maintenance/101")] = [refusal(404, "Maintenance window not found")] * 3
    result = window()
    assert kinds(account) == [("POST", "/maintenance")]
    assert (result.values["maintenance"]["id"], changed(result)) == (102, True)
    assert "101 was made at the same moment" in result.warnings[0]


def test_a_window_that_is_not_known_yet_is_told(busy):
    account = busy(None)
    account.instead[("GET", "/maintenance/101")] = [refusal(404, "Maintenance window not found")] * 3
    result = window()
    assert (result.values["maintenance"]["id"], result.values["maintenance"]["status"]) == (101, "running")
    assert "does not show maintenance window 101 yet" in result.warnings[0]
