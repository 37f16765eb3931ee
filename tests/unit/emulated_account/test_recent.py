# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are older than the last write: what was written decides, for a minute."""

from __future__ import annotations

import contextlib
import copy
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors as errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Outdated
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Key, Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.window import WINDOW
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account import emulated as on_account
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import (
    EmulatedPingdom,
    refusal,
    use,
)
from tests.emulator.pingdom.occurrences import add

BASE = {"append_tags": False, "recreate": False, "absent_mode": "delete"}
WEB = {"name": "web", "type": "http", "host": "web.example.com"}
LONG = "x" * 2000


class Frozen(EmulatedPingdom):
    """An account whose lists or details show what there was when they were frozen, until 30 s have been waited."""

    def __init__(self):
        super().__init__(int(time.time()))
        self.remembers = True
        self.lists = self.details = None
        self.until = 0

    def freeze(self, lists=True, details=True, seconds=30):
        """Show the present from now on."""
        self.lists, self.details, self.until = lists, details, sum(self.slept) + seconds
        self.old = copy.deepcopy((self.checks, self.windows))

    def route(self, method, path, query, body):
        frozen = self.lists if path in ("/checks", "/maintenance") else self.details
        if method != "GET" or not frozen or sum(self.slept) >= self.until:
            return super().route(method, path, query, body)
        present = self.checks, self.windows
        self.account.checks, self.account.windows = self.old
        try:
            return super().route(method, path, query, body)
        finally:
            self.account.checks, self.account.windows = present


@pytest.fixture
def pingdom(monkeypatch):
    with Frozen() as account:
        use(monkeypatch, account)
        yield account


def check(check_mode=False, **params):
    return on_account.check({**BASE, **params}, check_mode)


def no_check(**params):
    return on_account.check({**BASE, **params}, False, "absent")


def window(**params):
    return on_account.window({"description": "work", **params}, False)


def no_window(**params):
    return on_account.window({"description": "work", **params}, False, "absent")


def changed(result):
    return any(change.changed for change in result.changes)


@pytest.fixture(params=[(True, False), (False, True), (True, True)], ids=["lists", "details", "both"])
def frozen(request, pingdom):
    lists, details = request.param
    pingdom.add(name="other")
    pingdom.freeze(lists, details)
    return pingdom


def test_a_pause_that_does_not_show_is_known(pingdom):
    pingdom.add(name="web")
    pingdom.freeze()
    assert changed(check(name="web", paused=True))
    assert not changed(check(name="web", paused=True))
    assert changed(check(name="web", paused=False))
    assert not changed(check(name="web", paused=False))
    assert [body for _method, _path, body in pingdom.writes] == [{"paused": True}, {"paused": False}]


def test_a_list_makes_the_fields_of_rows_once_however_many_were_written(pingdom, monkeypatch):
    for number in range(3):
        check(**{**WEB, "name": f"web {number}"})
    asked, field = [], CHECK.field
    monkeypatch.setattr(CHECK, "field", lambda name: asked.append(name) or field(name))
    assert len(CHECK.rows(pingdom.api())) >= 3
    assert sorted(asked) == sorted({*asked})
    assert "name" in asked


def test_a_new_check_is_there(frozen):
    made = check(**WEB, tags=["t"], postdata="hunter2", custom_message=LONG)
    assert made.values["check"]["id"] == 102
    wish = {**WEB, "tags": ["t"], "postdata": "hunter2", "custom_message": LONG}
    for known in (check(**wish), check(id=102), check(identity_tag="t")):
        assert (known.values["check"]["id"], changed(known)) == (102, False)
        assert known.values["check"]["tags"] == ["t"]
    assert changed(check(name="web", resolution=1))
    assert not changed(check(name="web", resolution=1))
    assert [method for method, _path, _body in frozen.writes] == ["POST", "PUT"]


def test_a_secret_of_a_new_check_that_does_not_show_is_waited_for(pingdom):
    pingdom.freeze()
    check(**WEB, auth_username="a", auth_password="hunter2")
    check(name="web", auth_password="hunter3")
    assert pingdom.writes[-1][2] == {"auth": "a:hunter3"}
    assert 5.0 in pingdom.slept


def lost(pingdom, method, path):
    pingdom.after[method, path] = [errors.ConnectionFailed("reset")]


@pytest.fixture(autouse=True)
def _time_goes_on(pingdom, monkeypatch):
    """What is waited passes on the server, too."""
    served = pingdom.serve
    start = pingdom.now

    def serve(*request):
        pingdom.now = max(pingdom.now, start + int(sum(pingdom.slept)))
        return served(*request)

    monkeypatch.setattr(pingdom, "serve", serve)


def test_a_renamed_check_has_its_new_name_and_tags(frozen):
    check(id=101, name="web", tags=["t"])
    for found in (check(name="web"), check(identity_tag="t")):
        assert found.values["check"]["id"] == 101


def test_new_tags_leave_those_that_pingdom_made(pingdom):
    check_id = pingdom.add(name="web")["id"]
    pingdom.checks[check_id].auto_tags = ["auto"]
    pingdom.freeze(details=False)
    check(name="web", tags=["t"])
    (row,) = CHECK.rows(pingdom.api(), query={"include_tags": "true"})
    assert {tag["name"] for tag in row["tags"]} == {"auto", "t"}


def test_a_new_check_that_pingdom_then_refuses_to_know_is_looked_for_anew(pingdom):
    pingdom.add(name="other")
    pingdom.freeze()
    check(**WEB)
    del pingdom.checks[102]
    with pytest.raises(Outdated):
        check(name="web", resolution=1)
    assert check(**WEB).values["check"]["id"] == 103
    pingdom.instead[("PUT", "/checks/101")] = [refusal(403, "Invalid check identifier")]
    with pytest.raises(errors.NotFound):
        check(name="other", resolution=1)


def test_a_change_that_shows_late_is_waited_for_half_a_minute(pingdom):
    pingdom.add(name="web")
    pingdom.freeze(lists=False)
    assert changed(check(name="web", resolution=1))
    assert pingdom.slept == [1.0, 3.0, 6.0, 10.0, 15.0]


def test_a_change_that_never_shows_is_no_success(pingdom):
    pingdom.add(name="web")
    pingdom.freeze(lists=False, seconds=1000)
    with pytest.raises(errors.StateNotReached, match="resolution") as caught:
        check(name="web", resolution=1)
    assert caught.value.changed
    assert sum(pingdom.slept) == 60


def test_a_new_window_is_there_and_ends(frozen):
    made = window(start="now", duration="1h", checks=[])
    window_id = made.values["maintenance"]["id"]
    again = window(start="now", duration="1h", checks=[])
    assert (again.values["maintenance"]["id"], changed(again)) == (window_id, False)
    renamed = {"id": window_id, "description": "work"}
    assert window(**renamed).values["maintenance"]["id"] == window_id
    assert changed(no_window())
    assert not changed(no_window())
    assert window(start="now", duration="1h", checks=[]).values["maintenance"]["id"] == window_id + 1
    assert [method for method, _path, _body in frozen.writes] == ["POST", "PUT", "POST"]


def test_a_window_whose_opening_is_open_is_looked_for(frozen):
    lost(frozen, "POST", "/maintenance")
    with contextlib.suppress(errors.ConnectionFailed):
        window(start="now", duration="1h", checks=[])
    assert not changed(window(start="now", duration="1h", checks=[]))
    assert changed(no_window())
    assert [method for method, _path, _body in frozen.writes] == ["POST", "PUT"]


def test_a_window_whose_deletion_is_open_is_waited_for(pingdom):
    pingdom.add_window(start=pingdom.now + 7200, to=pingdom.now + 9000)
    pingdom.freeze()
    lost(pingdom, "DELETE", "/maintenance/101")
    with pytest.raises(errors.ConnectionFailed):
        no_window()
    assert changed(window(start="+2h", duration="1h", checks=[]))
    done = [(method, path.split("/")[1]) for method, path, _body in pingdom.writes]
    assert done == [("DELETE", "maintenance.occurrences"), ("DELETE", "maintenance"), ("POST", "maintenance")]


def test_a_window_that_was_deleted_is_gone_though_it_shows(pingdom):
    row = pingdom.add_window(start=pingdom.now + 600, to=pingdom.now + 1200)
    pingdom.freeze()
    assert changed(no_window())
    assert not changed(no_window())
    assert not changed(no_window(id=row["id"]))


def test_a_change_of_a_window_that_never_shows_is_no_success(pingdom):
    pingdom.add_window(start=pingdom.now - 60, to=pingdom.now + 3600)
    pingdom.freeze(seconds=1000)
    with pytest.raises(errors.StateNotReached):
        no_window()
    assert sum(pingdom.slept) == 60


@pytest.mark.parametrize("answer", [{}, {"maintenance": []}, {"maintenance": {"id": "5"}}])
def test_a_window_of_another_shape_is_not_believed(pingdom, answer):
    pingdom.instead[("GET", "/maintenance/5")] = [answer]
    with pytest.raises(errors.UnexpectedAnswer, match="holds no window"):
        WINDOW.known(pingdom.api(), 5, Task(Key(5, None), None, {}, check_mode=False))


# What a window hides


def test_inside_a_window_a_wish_is_sent_and_is_no_change(pingdom):
    pingdom.add(name="web", paused=True)
    pingdom.add_window(start=pingdom.now - 60, to=pingdom.now + 60, uptimeids=[101])
    predicted = check(check_mode=True, name="web", paused=False)
    told = check(name="web", paused=False)
    assert not changed(predicted)
    assert not changed(told)
    assert predicted.warnings == told.warnings
    assert "cannot be told" in told.warnings[0]
    assert pingdom.writes == [("PUT", "/checks/101", {"paused": False})]


@pytest.mark.parametrize(
    "row",
    [
        {"id": 7},
        {"id": 7, "checks": {"uptime": "101"}},
        {"id": 7, "checks": []},
        {"id": 7, "description": "x", "from": 5, "to": 9, "checks": {"uptime": [101]}},
    ],
)
def test_a_window_of_others_or_that_has_ended_hides_nothing(pingdom, row):
    pingdom.add(name="web", paused=True)
    pingdom.odd["/maintenance"] = [row]
    assert changed(check(name="web", paused=False))


def test_a_window_of_a_check_whose_times_cannot_be_read_may_be_in_force(pingdom):
    pingdom.add(name="web", paused=True)
    pingdom.odd["/maintenance"] = [{"id": 7, "checks": {"uptime": [101]}}]
    told = check(name="web", paused=True)
    assert "it is in maintenance window 7, which may be in force" in told.warnings[0]
    assert pingdom.writes == [("PUT", "/checks/101", {"paused": True})]


def test_an_occurrence_of_a_check_whose_times_cannot_be_read_may_be_in_force(pingdom):
    pingdom.add(name="web", paused=True)
    week = {"recurrencetype": "week", "repeatevery": 1, "effectiveto": pingdom.now + 10**7, "uptimeids": [101]}
    row = pingdom.add_window(start=pingdom.now - 86400, to=pingdom.now - 82800, **week)
    pingdom.account.occurrences.clear()
    pingdom.odd["/maintenance.occurrences"] = [{"id": 2, "maintenanceid": row["id"], "from": None, "to": "x"}]
    assert not changed(check(check_mode=True, name="web", paused=False))


def test_a_recurring_window_hides_in_its_occurrences(pingdom):
    pingdom.add(name="web", paused=True)
    week = {"recurrencetype": "week", "repeatevery": 1, "effectiveto": pingdom.now + 10**7, "uptimeids": [101]}
    row = pingdom.add_window(start=pingdom.now - 86400, to=pingdom.now - 82800, **week)
    pingdom.account.occurrences.clear()
    add(pingdom.account, row["id"], pingdom.now - 60, pingdom.now + 60)
    pingdom.odd["/maintenance.occurrences"] = [{"id": 2, "from": None, "to": "x"}]
    assert not changed(check(check_mode=True, name="web", paused=False))
    pingdom.account.occurrences.clear()
    assert changed(check(check_mode=True, name="web", paused=False))


def test_an_account_that_may_have_no_windows_hides_nothing(pingdom):
    pingdom.add(name="web", paused=True)
    pingdom.instead[("GET", "/maintenance")] = [refusal(403, "Not permitted for account type.")]
    assert changed(check(name="web", paused=False))


# Check mode of what depends on a prediction


def test_in_check_mode_a_check_may_exist_by_then(pingdom):
    predicted = check(check_mode=True, name="new", paused=True, requestheaders={"A": "hunter2"})
    assert changed(predicted)
    told = {"name": "new", "paused": True, "requestheaders": ["A"]}
    keys = ("id", "status", "created", "lasttesttime", "type", "host", "contacts", "teams", "tags")
    assert predicted.values["check"] == {**dict.fromkeys((*keys, *predicted.values["check"])), **told}
    assert "hunter2" not in repr(predicted)
    assert predicted.warnings[0].startswith("It must exist by then: there is no check named 'new'")
    assert not changed(check(check_mode=True, name="new"))


def test_tags_of_another_shape_stop_those_who_ask_for_tags(pingdom):
    pingdom.add(name="web")
    pingdom.shown["/checks/101"] = {"tags": [{"type": "u"}]}
    with pytest.raises(errors.UnexpectedAnswer, match="tags of check 101"):
        check(identity_tag="t", name="x")


@pytest.mark.parametrize("seconds", [10**12, 10**17, 10**30, -1, 0, True, "1", 1.5, None])
def test_times_that_no_one_can_read_are_null(pingdom, seconds):
    pingdom.add(name="web")
    pingdom.shown["/checks/101"] = {"lasttesttime": seconds}
    assert check(name="web").values["check"]["lasttesttime"] is None
