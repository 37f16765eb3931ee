# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an entry in the table of actions is enough for: a made-up action, on objects in memory and over both APIs."""

from __future__ import annotations

import contextlib
import dataclasses
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    Conflict,
    ConnectionFailed,
    Exchange,
    PermissionDenied,
    RequestRefused,
    ServerFault,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, answer_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import acting
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.acting import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Action, Plain
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import refuse_lacking
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token import Undoing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import actions as v1
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import actions as v2
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.fake_server import (
    FakeServer,
    small_tree,
    thing,
)
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import scripted
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2 import script as rest_script


def judge(found, params):
    before, after = {"priority": found.priority}, {"priority": params["priority"]}
    if found.priority == params["priority"]:
        return Plain(found, None, before, after)
    refusal = "is under legal hold" if found.name == "db" else None
    note = "was the most important" if found.priority == 5 else None
    return Plain(found, Write("rank", {"priority": params["priority"]}), before, after, note, refusal)


RANK = Action(
    name="rank",
    block=Block({"priority": {"type": "int", "default": 3}}),
    fields=frozenset({"priority", "path"}),
    kinds=("device", "sensor"),
    judge=judge,
    shows=lambda found, one: found is not None and found.priority == one.after["priority"],
    within=3.0,
    arrives=lambda found, entry: found.status == "up",
)


class Ranking(FakeServer):
    lacks = ()

    def refuse_lacking(self, action, arguments=None):
        refuse_lacking("v1", {name: Lack(f"cannot {name}", "Use API v2.") for name in self.lacks}, action)

    def rank(self, objects, priority):
        self._write(("rank", [one.id for one in objects], priority))
        for one in objects:
            self._set(one.id, priority=priority)


@pytest.fixture
def server(monkeypatch):
    found = Ranking([one._replace(priority=5 if one.name == "web-1" else 1) for one in small_tree()])
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))
    monkeypatch.setattr(acting, "connected", lambda _options: contextlib.nullcontext(found))
    return found


def rank(check_mode=False, action=RANK, **given):
    specification = Specification(**module_of(action))
    defaults = {name: spec.get("default") for name, spec in specification.options.items()}
    params = {"url": "https://prtg.example.com", **defaults, **given}
    return answer_of(specification, params, check_mode=check_mode, diff_mode=True)


def test_a_made_up_action_has_its_options():
    specification = Specification(**module_of(RANK))
    selectors = ["ids", "names", "filter", "kind", "under", "max_matched", "expect_server"]
    common = ["wait", "wait_timeout", "allow_empty", "allow_root"]
    assert list(specification.options) == [*selectors, "priority", *common]
    assert specification.rules == {"required_one_of": [("ids", "names", "filter", "under")]}


def test_a_made_up_action_is_done_once_and_proven(server):
    foretold = rank(check_mode=True, ids=["100", "200"])
    assert server.writes == []
    done = rank(ids=["100", "200"])
    assert server.writes == [("rank", ["100", "200"], 3)]
    assert done["changed"]
    assert foretold == done
    assert [entry["after"] for entry in done["objects"]] == [{"priority": 3}, {"priority": 3}]
    assert done["diff"]["before"]["device 100 (Local Probe/Shop/web-1)"] == {"priority": 5}
    assert done["warnings"] == ["device 100 (Local Probe/Shop/web-1) was the most important"]
    assert not rank(ids=["100", "200"])["changed"]
    assert not rank(check_mode=True, ids=["100", "200"])["changed"]
    assert len(server.writes) == 1


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"ids": ["999"]}, "NotFound", "no object with ids 999"),
        ({"under": "50", "max_matched": 1}, "SelectionRefused", "max_matched is 1"),
        ({"ids": ["50"]}, "SelectionRefused", "rank is for objects of the kind device or sensor"),
        ({"ids": ["100", "101"]}, "Conflict", "device 101 (Local Probe/Shop/db) is under legal hold"),
        ({"ids": ["100"], "wait_timeout": -1}, "ConfigurationError", "wait_timeout"),
        ({"ids": ["100"], "wait_timeout": "soon"}, "ConfigurationError", "wait_timeout"),
    ],
)
def test_what_must_not_be_done_is_refused_before_anything_is_sent(server, given, kind, words):
    answer = rank(**given)
    assert (answer["error"]["kind"], answer["changed"], server.writes) == (kind, False, [])
    assert words in answer["msg"]


def test_an_api_that_cannot_do_it_says_what_can(server):
    server.lacks = ("rank",)
    answer = rank(ids=["100"])
    assert answer["msg"] == "PRTG's API v1 cannot rank. Nothing was sent. Use API v2."
    assert server.needs == []


def test_what_an_action_sends_besides_is_refused_as_well(server):
    server.lacks = ("reorder",)
    both = dataclasses.replace(
        RANK, judge=lambda found, _params: Plain(found, Write("reorder"), {}, {"priority": 1}), shows=None
    )
    answer = rank(action=both, ids=["100"])
    assert "cannot reorder" in answer["msg"]
    assert server.writes == []


def test_what_does_not_show_is_no_success(server):
    server.stubborn = True
    answer = rank(ids=["100"])
    assert (answer["error"]["kind"], answer["error"]["objects"], answer["changed"]) == (
        "StateNotReached",
        ["100"],
        True,
    )
    assert answer["msg"].startswith("the state of 1 of 1 objects did not change within 3 s: device 100")


def test_what_does_not_arrive_is_no_success_for_who_waits(server):
    server.objects["101"] = server.objects["101"]._replace(name="db-1")
    assert rank(ids=["101"])["changed"]
    answer = rank(ids=["101"], priority=4, wait=True, wait_timeout="1m")
    assert (answer["error"]["kind"], answer["changed"]) == ("StateNotReached", True)
    assert answer["msg"].startswith("the status of 1 of 1 objects did not change within 60 s: device 101")


@pytest.mark.parametrize(("after", "changed"), [(0, True), (3, True), (None, False)])
def test_what_was_done_of_a_request_that_was_refused_may_show_later(server, monkeypatch, after, changed):
    read, refused = server.read, []

    def lagging(need):
        if refused and after is not None and time.monotonic() >= after:
            server._set("200", priority=3)
        return read(need)

    def refuse(*_act):
        refused.append(True)
        raise RequestRefused("no")

    monkeypatch.setattr(server, "read", lagging)
    monkeypatch.setattr(server, "act", refuse)
    answer = rank(ids=["100", "200"])
    assert (answer["error"]["kind"], answer["changed"]) == ("RequestRefused", changed)
    assert time.monotonic() <= 6


def test_a_refusal_of_one_object_is_looked_at_once(server):
    server.failing = [RequestRefused("no")]
    assert not rank(ids=["100"])["changed"]
    assert (time.monotonic(), len(server.needs)) == (0.0, 2)


@pytest.mark.parametrize("shows", [None, RANK.shows], ids=["unshown", "shown"])
def test_what_was_done_stays_done_if_waiting_for_it_fails(server, monkeypatch, shows):
    read = server.read

    def only_before(need):
        if len(server.needs) > (shows is not None):
            raise PermissionDenied("no")
        return read(need)

    monkeypatch.setattr(server, "read", only_before)
    answer = rank(action=dataclasses.replace(RANK, shows=shows), ids=["100"], wait=True)
    assert (answer["error"]["kind"], answer["changed"]) == ("PermissionDenied", True)


@pytest.mark.parametrize(
    ("error", "both", "one"),
    [
        (RequestRefused("no"), True, False),
        (PermissionDenied("no"), True, False),
        (ServerFault("no"), True, True),
        (ServerFault("no", exchange=Exchange("GET", "https://prtg", "/x", 504)), True, True),
        (ServerFault("no", exchange=Exchange("GET", "https://prtg", "/x", 302)), True, False),
        (AuthenticationFailed("no"), False, False),
        (Conflict("no", details={"objects": ["100"]}), True, False),
        (Conflict("no", details={"objects": ["100", "200"]}), False, False),
        (ConnectionFailed("no answer"), True, True),
    ],
)
def test_where_nothing_shows_it_only_a_refusal_of_all_changed_nothing(server, error, both, one):
    server.failing = [error]
    action = dataclasses.replace(RANK, shows=None)
    for ids, changed in ((["100", "200"], both), (["100"], one)):
        error.changed = False
        assert rank(action=action, ids=ids)["changed"] is changed


def rank_back(found, left, _params):
    now = {"priority": found.priority}
    if now != left.after:
        return Plain(found, None, now, now, note=None if now == left.before else "was ranked anew")
    return Plain(found, Write("rank", left.before), now, left.before)


RANK_FOR_A_WHILE = dataclasses.replace(RANK, undo=Undoing(rank_back, {"priority": (int,)}))


def test_an_action_that_says_how_it_is_undone_returns_and_takes_a_token(server):
    specification = Specification(**module_of(RANK_FOR_A_WHILE))
    assert specification.rules["required_one_of"] == [("ids", "names", "filter", "under", "restore")]
    assert ("restore", "ids") in specification.rules["mutually_exclusive"]
    foretold = rank(check_mode=True, action=RANK_FOR_A_WHILE, ids=["100", "200"])
    assert rank(check_mode=True, action=RANK_FOR_A_WHILE, restore=foretold["restore"])["changed"]
    token = rank(action=RANK_FOR_A_WHILE, ids=["100", "200"])["restore"]
    assert token["objects"][0] == {
        "id": "100",
        "kind": "device",
        "name": "web-1",
        "before": {"priority": 5},
        "after": {"priority": 3},
    }
    back = rank(action=RANK_FOR_A_WHILE, restore=token)
    assert [one["after"] for one in back["objects"]] == [{"priority": 5}, {"priority": 1}]
    assert not rank(action=RANK_FOR_A_WHILE, restore=token)["changed"]


def test_a_token_is_undone_as_far_as_its_objects_are_there_and_as_they_were_left(server):
    token = rank(action=RANK_FOR_A_WHILE, ids=["100", "102", "200"])["restore"]
    server.objects["102"] = server.objects["102"]._replace(priority=2)
    del server.objects["200"]
    back = rank(action=RANK_FOR_A_WHILE, restore=token)
    assert [one["changed"] for one in back["objects"]] == [True, False, False]
    assert [text.rpartition(") ")[2] for text in back["warnings"]] == ["was ranked anew", "does not exist any more"]
    server.silent = frozenset({"200"})
    unproven = rank(action=RANK_FOR_A_WHILE, restore=token)
    assert (unproven["error"]["kind"], unproven["restore"]) == ("NotFound", token)


def test_a_failure_after_a_write_returns_the_token(server):
    server.failing = [ConnectionFailed("no answer")]
    lost = rank(action=RANK_FOR_A_WHILE, ids=["100"])
    assert (lost["changed"], [one["id"] for one in lost["restore"]["objects"]]) == (True, ["100"])
    server.failing = [AuthenticationFailed("no")]
    assert "restore" not in rank(action=dataclasses.replace(RANK_FOR_A_WHILE, shows=None), ids=["100"])


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ({"id": "x"}, "'x' is no id"),
        ({"kind": "probe"}, "kind or name of object '100'"),
        ({"name": None}, "kind or name of object '100'"),
        ({"before": {"priority": True}}, "before of object '100'"),
        ({"after": {"priority": 3, "path": 1}}, "after of object '100'"),
        ({"after": {"priority": 5}}, "are the same"),
        ({"more": 1}, "altered"),
    ],
)
def test_what_no_task_has_written_is_refused(server, member, words):
    token = rank(action=RANK_FOR_A_WHILE, ids=["100"])["restore"]
    altered = {**token, "objects": [{**token["objects"][0], **member}]}
    answer = rank(action=RANK_FOR_A_WHILE, restore=altered)
    assert (answer["error"]["kind"], answer["changed"], answer["restore"]) == ("ConfigurationError", False, altered)
    assert words in answer["msg"]
    foreign = rank(action=RANK_FOR_A_WHILE, restore={**token, "action": "label"})
    assert "of the action 'label', and this task takes that of the action 'rank'" in foreign["msg"]
    assert len(server.writes) == 1


def test_what_is_not_known_cannot_be_undone_and_is_not_done(server):
    server.objects["100"] = server.objects["100"]._replace(priority=None)
    answer = rank(action=RANK_FOR_A_WHILE, ids=["100"])
    assert (answer["error"]["kind"], answer["changed"], server.writes) == ("UnexpectedAnswer", False, [])


SENSORS = [thing(number, "sensor", "x", 1) for number in range(150)]


def test_over_api_v1_it_is_one_request_a_batch(monkeypatch):
    monkeypatch.setitem(v1.ACTIONS, "rank", lambda args: v1.Request("/api/rank.htm", {"prio": str(args["priority"])}))
    server, http = scripted(lambda path, query: "OK" if query["id"].count(",") == 99 else ServerFault("no"))
    with pytest.raises(ServerFault) as caught:
        server.act("rank", SENSORS, {"priority": 4})
    assert caught.value.changed, "the first batch was done"
    assert [(path, query["prio"], len(query["id"].split(","))) for _get, path, query in http.requests] == [
        ("/api/rank.htm", "4", 100),
        ("/api/rank.htm", "4", 50),
    ]


def test_over_api_v1_what_takes_one_object_is_a_request_each(monkeypatch):
    monkeypatch.setitem(v1.ACTIONS, "rank", lambda args: v1.Request("/api/rank.htm", {}, at_once=1))
    server, http = scripted(lambda path, query: "OK")
    server.act("rank", SENSORS[:3], {})
    assert [query["id"] for _get, _path, query in http.requests] == ["0", "1", "2"]


def test_over_api_v2_paths_and_methods_are_the_operations_own(monkeypatch):
    operation = v2.Operation("rank", one=("/experimental/{kind}s/{id}",), many=None, method="PATCH")
    monkeypatch.setitem(v2.ACTIONS, "rank", operation)
    server, transport = rest_script.connect(monkeypatch, lambda request: rest_script.answer(204))
    server.act("rank", SENSORS[7:9], {})
    sent = [(one.method, one.path, one.body) for one in transport.sent]
    assert sent == [("PATCH", f"/experimental/sensors/{number}", None) for number in (7, 8)]


def test_over_api_v2_it_is_one_operation_a_kind(monkeypatch):
    monkeypatch.setitem(v2.ACTIONS, "rank", v2.Operation("rank", lambda args: {"priority": args["priority"]}))
    server, transport = rest_script.connect(monkeypatch, lambda request: rest_script.answer(200))
    server.act("rank", [SENSORS[7], SENSORS[8], thing(40, "device", "web", 1)], {"priority": 4})
    assert [(sent.path, sent.body) for sent in transport.sent] == [
        ("/sensors/rank", {"filter": 'id = "7" or id = "8"', "priority": 4}),
        ("/devices/40/rank", {"priority": 4}),
    ]
