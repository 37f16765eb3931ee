# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pausing checks and transaction checks, and undoing exactly that, on an account of the test's own."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import pause as room
from ansible_collections.opswatch.monitoring.plugins.modules import pingdom_pause
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import EmulatedPingdom
from tests.behaviour.arguments import arguments


@pytest.fixture
def account(monkeypatch):
    """An account with three checks, one of which somebody has paused, and the module on it."""
    with EmulatedPingdom() as found:
        monkeypatch.setattr(room, "connect", found.api)
        for name, paused in (("a", False), ("b", False), ("asleep", True)):
            found.add(name=name, paused=paused, tags=["web"])
        found.log.clear()
        yield found


@pytest.fixture
def pause(account):
    """The answer of the module, which has to succeed unless it ``fails``."""

    def run(check_mode=False, fails=False, **options):
        params = arguments(pingdom_pause, {"api_token": "x", **options})
        answer = answer_of(pingdom_pause.SPECIFICATION, params, check_mode=check_mode, diff_mode=True)
        assert answer.get("failed", False) == fails, answer.get("msg")
        return answer

    return run


def asleep(account):
    return sorted(check.settings["name"] for check in account.checks.values() if check.settings["paused"])


def did(answer):
    return [(one["name"], one["did"]) for one in answer["restore"]["objects"]]


def test_what_is_awake_is_paused_by_three_requests_and_nothing_else_is_undone(account, pause):
    predicted, silenced = pause(check_mode=True, tags=["web"]), pause(tags=["web"])
    assert predicted["diff"] == silenced["diff"]
    assert did(silenced) == [("a", "pause"), ("b", "pause")]
    assert [method for method, _path, _body in account.log[-3:]] == ["GET", "PUT", "GET"]
    assert asleep(account) == ["a", "asleep", "b"]
    again = pause(tags=["web"])
    assert (again["changed"], did(again)) == (False, [])
    foretold = pause(check_mode=True, state="restored", restore=silenced["restore"])
    restored = pause(state="restored", restore=silenced["restore"])
    assert (foretold["changed"], restored["changed"]) == (True, True)
    assert asleep(account) == ["asleep"]
    assert not pause(state="restored", restore=silenced["restore"])["changed"]


def test_what_is_asleep_is_woken_by_name_and_by_id(account, pause):
    number = next(one.id for one in account.checks.values() if one.settings["name"] == "asleep")
    woken = pause(ids=[str(number)], names=["a"], state="resumed")
    assert did(woken) == [("asleep", "resume")]
    assert asleep(account) == []
    pause(state="restored", restore=woken["restore"])
    assert asleep(account) == ["asleep"]


def test_transaction_checks_are_told_one_by_one(account, pause):
    silenced = pause(transactions=["Log in"])
    assert silenced["changed"]
    assert not account.account.transactions[50].settings["active"]
    assert not pause(transactions=["50"])["changed"]
    assert pause(state="restored", restore=silenced["restore"])["changed"]
    assert account.account.transactions[50].settings["active"]


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"ids": ["4711"]}, "NotFound"),
        ({"ids": ["x"]}, "ConfigurationError"),
        ({"names": ["nobody"]}, "NotFound"),
        ({"tags": ["none"]}, "NotFound"),
        ({"transactions": ["nothing"]}, "NotFound"),
        ({"tags": ["web"], "max_matched": 2}, "SelectionRefused"),
        ({"tags": []}, "SelectionRefused"),
        ({"state": "restored", "restore": {"objects": []}}, "ConfigurationError"),
    ],
)
def test_what_may_be_meant_wrongly_is_refused_before_anything_is_written(account, pause, options, kind):
    assert pause(fails=True, **options)["error"]["kind"] == kind
    assert account.writes == []


def test_nobody_is_no_error_where_that_may_be(account, pause):
    answer = pause(names=["nobody"], allow_empty=True)
    assert (answer["changed"], answer["matched"]) == (False, 0)
    assert account.writes == []


def test_what_the_bulk_request_ignores_is_no_change_and_has_no_token(account, pause):
    account.ignored = {"paused"}
    failed = pause(tags=["web"], fails=True)
    assert failed["error"]["kind"] == "StateNotReached"
    assert (failed["changed"], "restore" in failed) == (False, False)


def test_a_token_of_which_nothing_has_its_name_is_of_another_account(account, pause):
    silenced = pause(tags=["web"])
    account.now += 3600
    for check in account.checks.values():
        check.settings["name"] += " of others"
    account.log.clear()
    failed = pause(state="restored", restore=silenced["restore"], fails=True)
    assert (failed["error"]["kind"], account.writes) == ("Conflict", [])


def test_what_has_gone_meanwhile_is_told_and_the_rest_put_back(account, pause):
    silenced = pause(tags=["web"])
    gone = next(one.id for one in account.checks.values() if one.settings["name"] == "a")
    del account.checks[gone]
    account.now += 3600
    answer = pause(state="restored", restore=silenced["restore"])
    assert answer["changed"]
    assert "warnings" in answer
    assert asleep(account) == ["asleep"]
