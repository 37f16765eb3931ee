# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""prtg_pause with kind user, over API v2: who is paused, resumed and restored, and who never is."""

from __future__ import annotations

import contextlib
from types import SimpleNamespace

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import pausing_users
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.users import V2Users
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_pause, prtg_user_info
from tests.behaviour.arguments import arguments
from tests.behaviour.direct_runs import run
from tests.behaviour.told import prtg, told

READER, OLIVE, JUERGEN, ADMINISTRATOR = "711", "712", "713", "100"
USERS = ["user"]


class Tasks:
    """What tasks do to the users of one emulated PRTG."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.connection = prtg(emulator, "v2")

    def pause(self, fails=False, **options):
        options = {"kind": USERS, **options} if "restore" not in options else options
        answer = told(self.emulator, prtg_pause, **{**self.connection, **options})
        assert answer.get("failed", False) is fails, answer
        return answer

    def refused(self, **options):
        """The message and the kind of error of a task that fails, and changes nothing."""
        before = self.active()
        answer = self.pause(fails=True, **options)
        assert (answer["changed"], self.active()) == (False, before)
        return answer["msg"], answer["error"]

    def active(self):
        users = run(prtg_user_info, self.emulator, "v2", kind=["user"]).values["users"]
        return {one["id"]: one["active"] for one in users}


def spoil(emulator, path, **rule):
    """Answer requests to a path of API v2 otherwise."""
    emulator.faults([{"server": "prtg_v2", "path": path, **rule}])


@pytest.fixture
def tasks(emulator):
    return Tasks(emulator)


STATES = {True: {"active": True, "paused_by": None, "until": None}}
STATES[False] = {"active": False, "paused_by": "user", "until": None}


def test_a_user_is_paused_once_and_resumed_by_the_token(tasks):
    wish = {"names": ["Olive Operator"]}
    checked, paused, again = tasks.pause(**wish, check_mode=True), tasks.pause(**wish), tasks.pause(**wish)
    checked_again = tasks.pause(**wish, check_mode=True)
    assert [one["changed"] for one in (checked, paused, again, checked_again)] == [True, True, False, False]
    assert (checked["objects"], checked["diff"]) == (paused["objects"], paused["diff"])
    assert paused["objects"] == [
        {"id": OLIVE, "name": "Olive Operator", "path": ["Olive Operator"], "kind": "user", "before": STATES[True],
         "after": STATES[False], "changed": True, "leases": [], "inherited_from": None},
    ]  # fmt: skip
    assert tasks.active()[OLIVE] is False
    resumed = tasks.pause(state="restored", restore=paused["restore"])
    assert (resumed["changed"], resumed["matched"], tasks.active()[OLIVE]) == (True, 1, True)
    assert tasks.pause(state="restored", restore=paused["restore"])["changed"] is False


def test_requests_are_those_of_the_list_of_operations(tasks, emulator):
    tasks.pause(ids=[OLIVE])
    tasks.pause(ids=[OLIVE], state="resumed")
    assert [(write["method"], write["path"], write["body"]) for write in emulator.writes()] == [
        ("POST", f"/api/v2/users/{OLIVE}/pause", None),
        ("POST", f"/api/v2/users/{OLIVE}/resume", None),
    ]


def test_who_was_paused_before_stays_so(tasks):
    first = tasks.pause(ids=[OLIVE, JUERGEN])
    assert [one["changed"] for one in first["objects"]] == [True, False]
    second = tasks.pause(ids=[OLIVE])
    assert second["restore"]["objects"] == []
    assert tasks.pause(state="restored", restore=second["restore"])["changed"] is False
    tasks.pause(state="restored", restore=first["restore"])
    assert tasks.active() == {ADMINISTRATOR: True, READER: True, OLIVE: True, JUERGEN: False}


def test_a_resume_is_undone_as_well(tasks):
    resumed = tasks.pause(ids=[JUERGEN, OLIVE], state="resumed")
    assert tasks.active()[JUERGEN] is True
    assert tasks.pause(state="restored", restore=resumed["restore"])["diff"]["after"] == STATES[False]
    assert tasks.active()[JUERGEN] is False


def test_check_mode_predicts_the_way_back(tasks):
    token = tasks.pause(ids=[OLIVE], check_mode=True)["restore"]
    assert tasks.pause(state="restored", restore=token, check_mode=True)["objects"][0]["before"] == STATES[False]
    assert "check mode" in tasks.refused(state="restored", restore=token)[0]


def test_waiting_ends_when_the_flag_shows(tasks):
    assert tasks.pause(ids=[OLIVE], wait=True)["changed"] is True


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize("ids", [[ADMINISTRATOR], [OLIVE, ADMINISTRATOR]])
def test_the_main_administrator_cannot_be_paused(tasks, ids, check_mode):
    msg, error = tasks.refused(ids=ids, check_mode=check_mode)
    assert "user 100 (PRTG System Administrator) is the main administrator of PRTG, which cannot be paused" in msg
    assert (error["kind"], error["code"]) == ("PermissionDenied", "PAUSE_ADMIN")
    assert tasks.emulator.writes() == []
    assert tasks.pause(ids=[ADMINISTRATOR], state="resumed")["changed"] is False


@pytest.mark.parametrize("status", [400, 403, 409])
def test_a_server_that_refuses_another_as_its_administrator_is_quoted(tasks, emulator, status):
    body = {"code": "PAUSE_ADMIN", "message": "The PRTG System Administrator user account cannot be paused."}
    spoil(emulator, f"/users/{OLIVE}/pause", status=status, body=body)
    msg, error = tasks.refused(ids=[OLIVE])
    assert "The PRTG System Administrator user account cannot be paused." in msg
    assert "main administrator" in msg
    assert (error["kind"], error["code"]) == ("PermissionDenied", "PAUSE_ADMIN")


def test_the_user_of_the_key_is_not_paused(tasks, emulator):
    tasks.connection["api_token"] = emulator.credentials["prtg_ro_api_token"]
    msg, error = tasks.refused(ids=[READER])
    assert "user 711 (Reader) is the user that this task runs as" in msg
    assert error["kind"] == "SelectionRefused"
    assert tasks.pause(ids=[OLIVE], check_mode=True)["warnings"] == [pausing_users.UNKNOWN_OWNER]


@pytest.mark.parametrize("domain", ["{}", "SHOP\\{}", "{}@shop.example.com"])
def test_the_user_who_logs_in_is_not_paused(tasks, emulator, domain):
    names = emulator.credentials
    users = V2Users(SimpleNamespace(username=domain.format(names["prtg_ro_username"]).upper()))
    assert users.is_own({"id": READER, "login_name": names["prtg_ro_username"]}) is True
    assert users.is_own({"id": OLIVE, "login_name": "olive"}) is False


def test_log_in_with_a_password_tells_who_asks(tasks, emulator):
    names = emulator.credentials
    del tasks.connection["api_token"]
    tasks.connection.update(username=names["prtg_ro_username"], password=names["prtg_ro_password"])
    assert "this task runs as" in tasks.refused(ids=[READER])[0]


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": {"keys": []}}, {"body": [{"name": "x"}]}, {"body": []}])
def test_whose_key_it_is_need_not_be_told(tasks, emulator, answer):
    spoil(emulator, "/users/me/api-keys", **answer)
    assert tasks.pause(ids=[OLIVE])["warnings"] == [pausing_users.UNKNOWN_OWNER]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"duration": "1h"}, "duration is not for users"),
        ({"reason": "Night"}, "reason is not for users"),
        ({"renew": True}, "renew is not for users"),
        ({"adopt": True}, "adopt is not for users"),
        ({"override": True}, "override is not for users"),
        ({"under": "Local Probe"}, "under is not for users"),
        ({"kind": ["user", "device"]}, "kind names users together with objects"),
        ({"state": "restored"}, "users are restored by a token alone"),
        ({"ids": ["olive"]}, "ids must be those of users"),
        ({"max_matched": -1}, "max_matched must be at least 0"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_asked(tasks, emulator, options, reason):
    answer = tasks.pause(fails=True, **{"ids": [OLIVE], **options})
    assert reason in answer["msg"]
    assert (answer["error"]["kind"], emulator.requests("prtg_v2")) == ("ConfigurationError", [])


def test_forever_is_what_a_pause_of_a_user_lasts(tasks):
    assert tasks.pause(ids=[OLIVE], duration="forever")["changed"] is True


@pytest.mark.parametrize("api", ["v1", "textlist"])
def test_other_apis_refuse_before_anything_is_asked(emulator, api):
    connection = {"url": emulator.prtg, "api": api, "username": "prtgadmin", "password": "x"}
    answer = told(emulator, prtg_pause, **connection, kind=USERS, ids=[OLIVE])
    assert answer["failed"]
    assert ("cannot pause users" if api == "v1" else "takes no orders") in answer["msg"]
    assert (answer["error"]["kind"], emulator.requests("prtg")) == ("ConfigurationError", [])


def test_what_is_not_there_is_refused_unless_that_is_allowed(tasks):
    for wish in ({"ids": [OLIVE, "999"]}, {"names": ["Olive Operator", "Nobody"]}):
        assert tasks.refused(**wish)[1]["kind"] == "NotFound"
    assert tasks.refused(ids=[])[1]["kind"] == "SelectionRefused"
    assert tasks.pause(ids=[], allow_empty=True)["matched"] == 0
    assert tasks.pause(names=["Olive Operator", "Nobody"], allow_empty=True, check_mode=True)["matched"] == 1
    assert tasks.pause(ids=[OLIVE, "999"], allow_empty=True)["matched"] == 1


def test_users_are_selected_by_a_filter(tasks):
    wish = {"filter": 'active = true and loginname = "olive"'}
    assert tasks.pause(**wish, check_mode=True)["changed"] is True
    assert [one["id"] for one in tasks.pause(**wish)["objects"]] == [OLIVE]
    assert tasks.refused(**wish)[1]["kind"] == "SelectionRefused"
    assert "nothing is done" in tasks.pause(**wish, allow_empty=True)["warnings"][0]
    answer = tasks.pause(fails=True, filter="status = up")
    assert answer["error"]["kind"] == "FilterError"


def test_who_is_there_and_does_not_fit_is_not_said_to_be_gone(tasks):
    wish = {"ids": [OLIVE, JUERGEN], "filter": "active = true"}
    assert tasks.refused(**wish)[1]["kind"] == "NotFound"
    assert tasks.pause(**wish, allow_empty=True)["matched"] == 1


def test_an_absence_that_the_server_does_not_tell_is_not_believed(tasks, emulator):
    spoil(emulator, "/users/[0-9]+$", status=404)
    assert "does not say either that there is no such object" in tasks.refused(ids=["999"], allow_empty=True)[0]


def test_more_than_allowed_are_refused(tasks):
    assert "max_matched" in tasks.refused(ids=[OLIVE, JUERGEN], max_matched=1)[0]
    token = tasks.pause(ids=[OLIVE, READER])["restore"]
    assert "max_matched" in tasks.refused(state="restored", restore=token, max_matched=1)[0]


def altered(token, **members):
    return {**token, "objects": [{**token["objects"][0], **members}]}


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"name": "Oliver Operator"}, "SelectionRefused"),
        ({"kind": "device"}, "ConfigurationError"),
        ({"id": "999"}, "NotFound"),
        ({"id": "../x"}, "ConfigurationError"),
        ({"before": {"active": False}, "after": {"active": False}}, "ConfigurationError"),
        ({"before": {"active": "yes"}}, "ConfigurationError"),
    ],
)
def test_a_token_is_held_against_what_the_server_tells(tasks, members, kind):
    token = tasks.pause(ids=[OLIVE])["restore"]
    assert tasks.refused(state="restored", restore=altered(token, **members))[1]["kind"] == kind


def test_tokens_of_users_and_of_objects_are_told_apart(tasks):
    of_users = tasks.pause(ids=[OLIVE])["restore"]
    of_objects = tasks.pause(ids=["1001"], kind=["device"])["restore"]
    mixed = {**of_users, "objects": of_objects["objects"]}
    assert "altered" in tasks.refused(state="restored", restore=mixed)[0]
    assert tasks.pause(state="restored", restore=of_objects)["changed"] is True


def test_a_token_does_not_pause_the_administrator(tasks):
    token = tasks.pause(ids=[JUERGEN], state="resumed")["restore"]
    forged = altered(token, id=ADMINISTRATOR, name="PRTG System Administrator")
    assert tasks.refused(state="restored", restore=forged)[1]["code"] == "PAUSE_ADMIN"


def test_a_refusal_midway_returns_what_undoes_the_rest(tasks, emulator):
    spoil(emulator, f"/users/{OLIVE}/pause", status=403, body={"code": "FORBIDDEN"})
    answer = tasks.pause(fails=True, ids=[READER, OLIVE])
    assert (answer["changed"], tasks.active()[READER], tasks.active()[OLIVE]) == (True, False, True)
    tasks.pause(state="restored", restore=answer["restore"])
    assert tasks.active()[READER] is True


def test_a_user_whom_another_task_pauses_meanwhile_is_theirs(tasks, emulator, monkeypatch):
    wish = arguments(prtg_pause, {**tasks.connection, "kind": USERS, "ids": [OLIVE]})

    @contextlib.contextmanager
    def turn(_host, _ids):
        monkeypatch.undo()
        tasks.pause(ids=[OLIVE])
        yield

    monkeypatch.setattr(pausing_users, "turn", turn)
    answer = answer_of(prtg_pause.SPECIFICATION, wish, check_mode=False, diff_mode=False)
    assert (answer["changed"], answer["restore"]["objects"], tasks.active()[OLIVE]) == (False, [], False)


def test_a_user_of_whom_nothing_is_told_is_refused(tasks, emulator):
    rows = [{"id": OLIVE, "name": "Olive Operator"}]
    spoil(emulator, "/experimental/users", headers={"X-Total-Count": "1"}, body=rows)
    answer = tasks.pause(fails=True, ids=[OLIVE])
    assert "does not tell whether the user 712 is paused" in answer["msg"]


def test_what_a_filter_needs_and_nobody_tells_is_refused(tasks, emulator):
    """No option of a pause leaves that to the server, so that none is named."""
    rows = [{"id": OLIVE, "name": "Olive Operator", "active": True}]
    for path in ("/experimental/users", "/users"):
        spoil(emulator, path, headers={"X-Total-Count": "1"}, body=rows)
    answer = tasks.pause(fails=True, filter='loginname = "olive"')
    assert "does not tell loginname of 1 user, as" in answer["msg"]
    assert answer["msg"].endswith("Leave it out of the filter.")


@pytest.mark.parametrize("quirk", ["v2_deprecated_gone", "v2_experimental_gone"])
def test_both_generations_of_lists_do(tasks, emulator, quirk):
    emulator.quirk(quirk)
    assert tasks.pause(ids=[OLIVE, "999"], allow_empty=True)["changed"] is True
