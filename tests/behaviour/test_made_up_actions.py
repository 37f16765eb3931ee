# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that no module has, each no more than an entry of the tables: driven over the emulator, on both APIs.

They use what PRTG really offers, so that they show what an entry is enough for: options of its own, what shows at once
or later, elsewhere than in the object, or not at all, what takes one object at a time, what an API cannot do.
"""

from __future__ import annotations

import dataclasses
import json
from types import SimpleNamespace

import pytest
from ansible.module_utils.testing import patch_module_args

from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification, run_module
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.acting import module_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Action, Plain
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token import Undoing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import actions as v1
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import actions as v2
from ansible_collections.opswatch.monitoring.plugins.modules import prtg_pause
from tests.behaviour.arguments import arguments
from tests.behaviour.told import prtg, told

PING, DISK = "2121", "2203"
"""Sensors that are down."""
WEB_1, WEB_2, UP = "1001", "1002", "2101"
"""Devices, and a sensor that is up."""


def _mute(found, params):
    before, after = {"active": found.active}, {"active": False}
    said = {"minutes": None, "message": params["words"]}
    return Plain(found, Write("mute", said) if found.active else None, before, after)


def _look_over(found, _params):
    return Plain(found, Write("look_over"), {"scan": "by its interval"}, {"scan": "now"}, note="was scanned lately")


def _notice(found, params):
    refusal = None if found.status in ("down", "acknowledged") else "is not down"
    write = Write("notice", {"words": params["words"]}) if found.status == "down" else None
    return Plain(found, write, {"status": found.status}, {"status": "acknowledged"}, refusal=refusal)


def _label(found, params):
    write = None if found.name == params["to"] else Write("label", {"to": params["to"]})
    return Plain(found, write, {"name": found.name}, {"name": params["to"]})


def _unmute(found, left, _params):
    now = {"active": found.active}
    if now == left.before:
        return Plain(found, None, now, now)
    if found.status == "pausedbyuseruntil":
        return Plain(found, None, now, now, note="was paused anew, and was left so")
    return Plain(found, Write("resume"), now, left.before)


def _relabel(found, left, _params):
    now = {"name": found.name}
    return Plain(found, Write("label", {"to": left.before["name"]}) if now == left.after else None, now, left.before)


def _scrap(found, _params):
    return Plain(found, Write("scrap"), {"exists": True}, {"exists": False})


def _scrapped(server, judged):
    return dict.fromkeys(server.gone([one.found.id for one in judged]), "gone")


SEEN = Write("notice", {"words": "Seen"})
WORDS = Block({"words": {"type": "str", "default": "Seen"}})
MUTE = Action(
    "mute",
    WORDS,
    fields=frozenset({"active", "status"}),
    judge=_mute,
    shows=lambda found, one: found is not None and found.active is False,
    arrives=lambda found, entry: found is not None and found.status.startswith("pausedby"),
    within=2.0,
)
LOOK_OVER = Action("look_over", judge=_look_over)
NOTICE = Action(
    "notice",
    WORDS,
    guards=("words",),
    kinds=("sensor",),
    fields=frozenset({"status"}),
    judge=_notice,
    accepting="words",
    shows=lambda found, one: found is not None and found.status == "acknowledged",
    shown_in="the status",
)
LABEL = Action(
    "label",
    Block({"to": {"type": "str", "required": True}}),
    kinds=("device",),
    judge=_label,
    shows=lambda found, one: found is not None and found.name == one.after["name"],
)
SCRAP = Action("scrap", judge=_scrap, reads=_scrapped, shows=lambda found, one: found == "gone", within=2.0)
PRETEND = Action(
    "pretend", kinds=("sensor",), judge=lambda found, _params: Plain(found, Write("pretend"), {}, {"a": 1})
)

MUTE_FOR_A_WHILE = dataclasses.replace(
    MUTE,
    shows=lambda found, one: found is not None and found.active is one.after["active"],
    arrives=None,
    undo=Undoing(_unmute, {"active": (bool,)}),
)
LABEL_FOR_A_WHILE = dataclasses.replace(
    LABEL,
    block=Block({"to": {"type": "str"}}, {"required_one_of": [("to", "restore")]}),
    undo=Undoing(_relabel, {"name": (str,)}),
)

ON_V1 = {
    "mute": lambda said: v1.Request("/api/pause.htm", {"action": "0", "pausemsg": said["message"]}),
    "look_over": lambda _said: v1.Request("/api/scannow.htm", {}),
    "notice": lambda said: v1.Request("/api/acknowledgealarm.htm", {"ackmsg": said["words"]}),
    "label": lambda said: v1.Request("/api/rename.htm", {"value": said["to"]}, at_once=1),
    "scrap": lambda _said: v1.Request("/api/deleteobject.htm", {"approve": "1"}),
    "pretend": lambda _said: v1.Request("/api/simulate.htm", {"action": "1"}),
}
ON_V2 = {
    "mute": v2.Operation("pause", lambda said: {"message": said["message"]}),
    "look_over": v2.Operation("scan"),
    "notice": v2.Operation("acknowledge", lambda said: {"message": said["words"]}),
    "label": v2.Operation(
        "rename", lambda said: {"basic": {"name": said["to"]}}, one=("/{kind}s/{id}",), many=None, method="PATCH"
    ),
    "scrap": v2.Operation("delete", one=("/experimental/{kind}s/{id}",), many=None, method="DELETE"),
}


@pytest.fixture(params=["v1", "v2"])
def api(request, monkeypatch):
    """Each API, with the made-up entries in its table."""
    for table, entries in ((v1.ACTIONS, ON_V1), (v2.ACTIONS, ON_V2)):
        for name, entry in entries.items():
            monkeypatch.setitem(table, name, entry)
    monkeypatch.setitem(v2.LACKS, "pretend", Lack("cannot pretend", "Set api to v1 and url to the core server."))
    return request.param


@pytest.fixture
def do(emulator, api):
    """Run the module of an action, over each API in turn; check mode sends nothing, and no write goes untold."""

    def run(action, check=False, **options):
        module = SimpleNamespace(SPECIFICATION=Specification(**module_of(action)))
        return told(emulator, module, check_mode=check, **prtg(emulator, api), **options)

    return run


def pairs(answer, name):
    return [(one["before"][name], one["after"][name]) for one in answer["objects"]]


@pytest.mark.parametrize(
    ("action", "options", "name", "before", "after"),
    [
        (MUTE, {"ids": [WEB_1, UP], "words": "Ruhe & Frieden"}, "active", True, False),
        (NOTICE, {"ids": [PING, DISK], "words": "on it"}, "status", "down", "acknowledged"),
        (LABEL, {"ids": [WEB_1], "to": "web-new"}, "name", "web-1", "web-new"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_what_an_entry_is_enough_for(do, emulator, action, options, name, before, after):
    foretold = do(action, check=True, **options)
    done = do(action, **options)
    assert done == foretold
    assert pairs(done, name) == [(before, after)] * len(options["ids"])
    assert [one["id"] for one in done["objects"]] == options["ids"]
    assert (done["changed"], done["matched"]) == (True, len(options["ids"]))
    side = done["diff"]["after"]
    assert side == {name: after} or list(side.values()) == [{name: after}, {name: after}]
    sent = len(emulator.writes())
    for check in (True, False):
        again = do(action, check=check, **options)
        assert (again["changed"], "diff" in again) == (False, False)
        assert pairs(again, name) == [(after, after)] * len(options["ids"])
    assert len(emulator.writes()) == sent


def test_the_function_alone_does_the_same(emulator, api):
    module = SimpleNamespace(SPECIFICATION=Specification(**module_of(LABEL)))
    params = arguments(module, {"ids": [WEB_1], "to": "web-new", **prtg(emulator, api)})
    for check_mode, changed in ((True, True), (False, True), (False, False), (True, False)):
        result = module.SPECIFICATION.run(params, check_mode)
        assert [change.changed for change in result.changes] == [changed]
    assert len(emulator.writes()) == 1


def test_a_whole_module_does_the_same(emulator, api, capsys):
    def module(**mode):
        task = {"ids": [WEB_1], "to": "web-new", **prtg(emulator, api), "_ansible_diff": True, **mode}
        with patch_module_args(task), pytest.raises(SystemExit) as ended:
            run_module(Specification(**module_of(LABEL)))
        assert ended.value.code == 0
        return json.loads(capsys.readouterr().out)

    foretold, done, again = module(_ansible_check_mode=True), module(), module()
    for answer in (foretold, done):
        assert answer["changed"]
        assert (answer["diff"]["before"], answer["diff"]["after"]) == ({"name": "web-1"}, {"name": "web-new"})
        assert answer["objects"][0]["path"] == ["Local Probe", "Web Shop", "Production", "web-1"]
    assert (again["changed"], "diff" in again, len(emulator.writes())) == (False, False, 1)


def test_an_answer_can_be_all_the_proof_there_is(do, emulator):
    assert do(LOOK_OVER, check=True, ids=[WEB_1])["changed"]
    done = do(LOOK_OVER, ids=[WEB_1, WEB_2])
    assert done["changed"]
    assert len(emulator.writes()) == 1
    assert done["warnings"][0].endswith(" was scanned lately")
    assert "wait" not in Specification(**module_of(LOOK_OVER)).options


@pytest.mark.parametrize("ids", [[WEB_1], [WEB_1, WEB_2]], ids=len)
def test_where_the_answer_is_the_proof_what_v2_refuses_for_a_status_is_a_failure(do, emulator, api, ids):
    emulator.faults([{"server": "prtg_v2", "path": "scan$", "status": 409, "body": {"code": "WRONG_NODE_STATUS"}}])
    answer = do(LOOK_OVER, ids=ids)
    if api == "v1":
        assert answer["changed"]
        return
    assert (answer["error"]["kind"], answer["error"]["code"]) == ("Conflict", "WRONG_NODE_STATUS")
    assert answer["changed"] is (len(ids) > 1)


def test_where_the_answer_is_the_proof_it_is_one_for_each_object(do, emulator, api):
    emulator.quirk("v2_bulk_partial_failure")
    answer = do(LOOK_OVER, ids=[WEB_1, WEB_2])
    if api == "v1":
        assert "failed" not in answer
        return
    assert (answer["error"]["kind"], answer["error"]["objects"], answer["changed"]) == ("Conflict", [WEB_2], True)


@pytest.mark.parametrize("ids", [[UP], [UP, "2102"]], ids=len)
def test_what_is_refused_for_all_is_done_for_none(do, api, ids):
    action = dataclasses.replace(NOTICE, shows=None, judge=lambda found, _p: Plain(found, SEEN, {}, {"seen": True}))
    answer = do(action, ids=ids)
    if api == "v1":  # which tells of no object what became of it
        assert answer["changed"]
        return
    assert (answer["error"]["kind"], answer["changed"]) == ("Conflict", False)


def test_what_was_done_of_a_request_that_was_refused_is_seen_though_it_lags(do, emulator, api):
    emulator.quirk(f"{api}_status_lags")
    place = {"v1": {"server": "prtg", "path": "acknowledge"}, "v2": {"server": "prtg_v2", "path": "acknowledge$"}}
    emulator.faults([{**place[api], "status": 400, "body": "", "after": True}])
    answer = do(NOTICE, ids=[PING, DISK], words="on it")
    assert (answer["error"]["kind"], answer["changed"]) == ("RequestRefused", True)


@pytest.mark.parametrize("after", [True, False], ids=["done", "not done"])
@pytest.mark.parametrize(
    ("ids", "status", "changed"),
    [
        ([WEB_1], 400, False),
        ([WEB_1, WEB_2], 400, True),
        ([WEB_1, WEB_2], 403, True),
        ([WEB_1, WEB_2], 401, False),
        ([WEB_1, WEB_2], 429, False),
        ([WEB_1], 504, True),
    ],
)
def test_where_nothing_shows_it_a_refusal_says_nothing_of_other_objects(do, emulator, api, ids, status, changed, after):
    place = {"v1": {"server": "prtg", "path": "scannow"}, "v2": {"server": "prtg_v2", "path": "scan$"}}
    emulator.faults([{**place[api], "status": status, "body": "", "after": after}])
    answer = do(LOOK_OVER, ids=ids, retries=0)
    assert (answer["failed"], answer["changed"]) == (True, changed)


@pytest.mark.parametrize(("refused", "changed"), [(WEB_1, False), (WEB_2, True)])
def test_of_one_request_each_the_first_that_is_refused_has_done_nothing(do, emulator, api, refused, changed):
    place = {
        "v1": {"server": "prtg", "path": "rename", "query": f"id={refused}"},
        "v2": {"server": "prtg_v2", "method": "PATCH", "path": f"devices/{refused}$"},
    }
    emulator.faults([{**place[api], "status": 400, "body": ""}])
    answer = do(dataclasses.replace(LABEL, shows=None), ids=[WEB_1, WEB_2], to="web-new")
    assert (answer["failed"], answer["changed"]) == (True, changed)


def test_what_shows_elsewhere_than_in_the_object(do, emulator):
    assert do(SCRAP, check=True, ids=[WEB_1])["changed"]
    assert do(SCRAP, ids=[WEB_1])["objects"][0]["after"] == {"exists": False}
    assert do(SCRAP, ids=[WEB_1])["error"]["kind"] == "NotFound"
    assert not do(SCRAP, ids=[WEB_1], allow_empty=True)["changed"]
    assert len(emulator.writes()) == 1


def test_what_shows_later_is_waited_for(do, emulator, api):
    emulator.quirk(f"{api}_status_lags")
    assert do(MUTE, ids=[WEB_1], words="x", wait=True)["changed"]
    (write,) = emulator.writes()
    requests = emulator.requests()
    assert len(requests) - requests.index(write) > 3, "the proof was looked for once, the status several times"


def test_what_does_not_show_is_an_error(do, emulator, api):
    if api == "v1":
        emulator.faults([{"server": "prtg", "path": "/api/pause.htm", "status": 200, "body": "OK"}])
    else:
        emulator.faults([{"server": "prtg_v2", "path": "/devices/.*/pause", "status": 204, "body": ""}])
    answer = do(MUTE, ids=[WEB_1], words="x")
    assert (answer["failed"], answer["changed"]) == (True, True)
    assert (answer["error"]["kind"], answer["error"]["objects"]) == ("StateNotReached", [WEB_1])
    assert answer["msg"].startswith("the state of 1 of 1 objects did not change within 2 s: device 1001")


@pytest.mark.parametrize(
    ("action", "options", "kind", "words"),
    [
        (MUTE, {"ids": ["424242"]}, "NotFound", "no object with ids 424242"),
        (MUTE, {"ids": [WEB_1, WEB_2], "max_matched": 1}, "SelectionRefused", "max_matched is 1"),
        (MUTE, {"ids": ["0"]}, "SelectionRefused", "allow_root"),
        (MUTE, {"names": ["no such"]}, "NotFound", "'no such'"),
        (MUTE, {"filter": 'name = "no such"'}, "SelectionRefused", "filter 'name = \"no such\"'"),
        (MUTE, {"ids": [WEB_1], "expect_server": "elsewhere"}, "ConfigurationError", "elsewhere"),
        (MUTE, {"ids": [""]}, "ConfigurationError", "ids"),
        (MUTE, {"ids": [WEB_1], "wait_timeout": -1}, "ConfigurationError", "wait_timeout"),
        (NOTICE, {"ids": [PING], "words": " "}, "ConfigurationError", "words must not be empty"),
        (NOTICE, {"ids": [PING, WEB_1], "words": "x"}, "SelectionRefused", "for objects of the kind sensor"),
        (NOTICE, {"ids": [PING, UP], "words": "x"}, "Conflict", "is not down. Nothing was changed. Leave these"),
    ],
)
def test_what_must_not_be_done_is_refused_before_anything_is_sent(do, emulator, action, options, kind, words):
    answer = do(action, **options)
    assert (answer["error"]["kind"], answer["changed"], emulator.writes()) == (kind, False, [])
    assert words in answer["msg"]


def test_a_selector_is_needed(do):
    with pytest.raises(ValueError, match="one of the following is required: ids, names, filter, under"):
        do(MUTE)


def test_what_one_api_lacks_is_refused_there_and_says_what_can(do, emulator, api):
    emulator.reset()
    answer = do(PRETEND, ids=[UP])
    if api == "v1":
        assert answer["changed"]
        return
    assert answer["error"]["kind"] == "ConfigurationError"
    assert answer["msg"] == (
        "PRTG's API v2 cannot pretend. Nothing was sent. Set api to v1 and url to the core server."
    )
    assert emulator.requests() == []


def test_what_takes_one_object_at_a_time_is_sent_one_at_a_time(do, emulator):
    done = do(LABEL, ids=[WEB_1, WEB_2], to="web")
    assert pairs(done, "name") == [("web-1", "web"), ("web-2", "web")]
    assert len(emulator.writes()) == 2


def test_a_failure_between_two_requests_says_that_something_was_done(do, emulator, api):
    place = {
        "v1": {"server": "prtg", "path": "/api/rename.htm", "query": f"id={WEB_2}"},
        "v2": {"server": "prtg_v2", "path": f"/devices/{WEB_2}$", "method": "PATCH"},
    }
    emulator.faults([{**place[api], "status": 403, "body": ""}])
    answer = do(LABEL, ids=[WEB_1, WEB_2], to="web")
    assert (answer["error"]["kind"], answer["changed"]) == ("PermissionDenied", True)
    assert len(emulator.writes()) == 2


def test_many_objects_take_few_requests(do, emulator, api):
    done = do(MUTE, under="0", kind=["sensor"], words="x")
    assert done["changed"]
    assert len(emulator.writes()) == -(-len([one for one in done["objects"] if one["changed"]]) // 100)


@pytest.mark.parametrize(
    ("action", "options", "name", "states"),
    [(MUTE_FOR_A_WHILE, {}, "active", (True, False)), (LABEL_FOR_A_WHILE, {"to": "new"}, "name", None)],
    ids=["mute", "label"],
)
def test_an_action_that_can_be_undone(do, emulator, action, options, name, states):
    foretold = do(action, check=True, ids=[WEB_1, WEB_2], **options)
    assert do(action, check=True, restore=foretold["restore"])["changed"]
    refused = do(action, restore=foretold["restore"])
    assert "comes from check mode" in refused["msg"]
    assert emulator.writes() == []

    done = do(action, ids=[WEB_1, WEB_2], **options)
    token = json.loads(json.dumps(done["restore"]))
    assert {**foretold["restore"], "simulated": False} == token
    before = states or ("web-1", "web-2")
    assert [one["before"][name] for one in token["objects"]] == ([True, True] if states else list(before))
    again = do(action, ids=[WEB_1, WEB_2], **options)
    assert (again["changed"], again["restore"]["objects"]) == (False, [])

    would = do(action, check=True, restore=token)
    back = do(action, restore=token)
    assert back["objects"] == would["objects"]
    assert pairs(back, name) == [(one["after"][name], one["before"][name]) for one in token["objects"]]
    sent = len(emulator.writes())
    for check in (True, False):
        assert not do(action, check=check, restore=token)["changed"]
        assert do(action, check=check, restore={**token, "objects": []})["matched"] == 0
    assert len(emulator.writes()) == sent
    assert do(action, restore=back["restore"])["changed"]


def test_only_objects_of_the_token_are_undone_and_what_is_no_longer_as_it_was_left_is_told(do, emulator, api):
    do(MUTE, ids=[UP])
    token = do(MUTE_FOR_A_WHILE, ids=[WEB_1, WEB_2])["restore"]
    renewed = told(emulator, prtg_pause, ids=[WEB_2], renew=True, override=True, **prtg(emulator, api))
    assert renewed["changed"]
    back = do(MUTE_FOR_A_WHILE, restore=token)
    assert pairs(back, "active") == [(False, True), (False, False)]
    assert "was paused anew, and was left so" in back["warnings"][-1]
    assert [one["changed"] for one in do(MUTE, ids=[WEB_1, WEB_2, UP])["objects"]] == [True, False, False]


@pytest.mark.parametrize("ids", [[WEB_1], [WEB_1, WEB_2]], ids=len)
def test_an_answer_that_is_lost_leaves_the_token(do, emulator, api, ids):
    place = {"v1": {"server": "prtg", "path": "pause.htm"}, "v2": {"server": "prtg_v2", "path": "pause$"}}
    emulator.faults([{**place[api], "reset": True, "after": True}])
    lost = do(MUTE_FOR_A_WHILE, ids=ids)
    assert (lost["error"]["kind"], lost["changed"]) == ("ConnectionFailed", True)
    emulator.faults([])
    assert pairs(do(MUTE_FOR_A_WHILE, restore=lost["restore"]), "active") == [(False, True)] * len(ids)


def test_a_token_meets_the_guards_and_survives_what_goes_wrong(do, emulator):
    token = do(MUTE_FOR_A_WHILE, ids=[WEB_1, WEB_2])["restore"]
    sent = len(emulator.writes())
    for options, kind in (
        ({"max_matched": 1}, "SelectionRefused"),
        ({"expect_server": "elsewhere"}, "ConfigurationError"),
        ({"server_name": "elsewhere"}, "ConfigurationError"),
    ):
        answer = do(MUTE_FOR_A_WHILE, restore=token, **options)
        assert (answer["error"]["kind"], answer["changed"], answer["restore"]) == (kind, False, token)
    with pytest.raises(ValueError, match=r"mutually exclusive: restore\|ids"):
        do(MUTE_FOR_A_WHILE, restore=token, ids=[WEB_1])
    with pytest.raises(ValueError, match="required: ids, names, filter, under, restore"):
        do(MUTE_FOR_A_WHILE)
    assert len(emulator.writes()) == sent


def test_a_token_without_objects_asks_nothing(do, emulator):
    token = do(MUTE_FOR_A_WHILE, check=True, ids=[WEB_1])["restore"]
    emulator.reset()
    assert do(MUTE_FOR_A_WHILE, restore={**token, "objects": []})["matched"] == 0
    assert emulator.requests() == []


def test_what_is_gone_is_told_and_not_written(do, emulator):
    token = do(MUTE_FOR_A_WHILE, ids=[WEB_1, WEB_2])["restore"]
    do(SCRAP, ids=[WEB_2])
    sent = len(emulator.writes())
    back = do(MUTE_FOR_A_WHILE, restore=token)
    assert [one["changed"] for one in back["objects"]] == [True, False]
    assert "does not exist any more" in back["warnings"][-1]
    assert len(emulator.writes()) == sent + 1
    do(SCRAP, ids=[WEB_1])
    assert do(MUTE_FOR_A_WHILE, restore=token)["error"]["kind"] == "NotFound"
    assert not do(MUTE_FOR_A_WHILE, restore=token, allow_empty=True)["changed"]


OTHER = {"before": {"active": True}, "after": {"active": False}}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"server": "elsewhere"}, "belongs to the server elsewhere"),
        ({"action": "label"}, "of the action 'label', and this task takes that of the action 'mute'"),
        ({"action": None}, "of another module"),
        ({"action": ["mute"]}, "and this task takes that of the action 'mute'"),
        ({"version": 2}, "of version 2"),
        ({"version": "1"}, "holds no restore token"),
        ({"simulated": "no"}, "holds no restore token"),
        ({"objects": {"id": UP}}, "holds no restore token"),
        ({"objects": [UP]}, "altered"),
        ({"objects": [{"id": UP}]}, "altered"),
        ({"objects": [{"id": UP, "kind": "sensor", "name": "Ping", **OTHER, "more": 1}]}, "altered"),
        ({"objects": [{"id": "x", "kind": "sensor", "name": "Ping", **OTHER}]}, "altered: 'x' is no id"),
        ({"objects": [{"id": UP, "kind": "channel", "name": "Ping", **OTHER}]}, "altered: kind or name of object"),
        ({"objects": [{"id": UP, "kind": "sensor", "name": 7, **OTHER}]}, "altered: kind or name of object"),
        ({"objects": [{"id": UP, "kind": "sensor", "name": "Ping", **OTHER, "before": {}}]}, "altered: before of"),
        ({"objects": [{"id": UP, "kind": "sensor", "name": "Ping", **OTHER, "after": {"active": 0}}]}, "after of"),
        ({"objects": [{"id": UP, "kind": "sensor", "name": "Ping", **OTHER, "after": OTHER["before"]}]}, "the same"),
        ({"objects": [{"id": UP, "kind": "sensor", "name": "Ping", **OTHER}] * 2}, "altered"),
        ({"objects": [{"id": UP, "kind": "sensor", "name": "Not this", **OTHER}]}, "which is sensor 2101"),
        ({"objects": [{"id": "0", "kind": "group", "name": "Root", **OTHER}]}, "allow_root"),
    ],
)
def test_what_no_task_has_written_is_refused(do, emulator, change, words):
    token = do(MUTE_FOR_A_WHILE, check=True, ids=[WEB_1])["restore"]
    answer = do(MUTE_FOR_A_WHILE, restore={**token, "simulated": False, **change})
    assert (answer["failed"], answer["changed"], emulator.writes()) == (True, False, [])
    assert words in answer["msg"]


def test_tokens_of_other_modules_are_refused(do, emulator, api):
    paused = told(emulator, prtg_pause, ids=[WEB_1], **prtg(emulator, api))["restore"]
    assert "of another module" in do(MUTE_FOR_A_WHILE, restore=paused)["msg"]
    muted = do(MUTE_FOR_A_WHILE, ids=[WEB_2])["restore"]
    refused = told(emulator, prtg_pause, state="restored", restore=muted, **prtg(emulator, api))
    assert "of the action 'mute', and this task takes that of another module" in refused["msg"]


def test_an_action_that_cannot_be_undone_has_no_such_option():
    assert "restore" not in Specification(**module_of(MUTE)).options


def test_a_secret_in_the_token_does_not_harm_it(do):
    token = do(MUTE_FOR_A_WHILE, ids=[WEB_1], passhash="device")["restore"]
    assert list(token) == ["token"]
    assert do(MUTE_FOR_A_WHILE, restore=token)["changed"]


def test_what_is_not_known_well_enough_to_be_undone_is_not_done(do, emulator):
    action = dataclasses.replace(MUTE_FOR_A_WHILE, undo=Undoing(_unmute, {"active": (bool,), "depth": (int,)}))
    answer = do(action, ids=[WEB_1])
    assert (answer["changed"], emulator.writes()) == (False, [])
    assert "could not be undone, since depth is not known" in answer["msg"]


def test_what_is_sent_is_a_change_also_where_nothing_shows_one(do):
    action = dataclasses.replace(LOOK_OVER, judge=lambda found, _params: Plain(found, Write("look_over"), {}, {}))
    for check in (True, False):
        done = do(action, check=check, ids=[WEB_1])
        assert (done["changed"], done["diff"]["after"]) == (True, {"look_over": "done"})
