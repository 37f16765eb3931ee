# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions, channels and the clock."""

from __future__ import annotations

import email.utils
import re
import time

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    Conflict,
    ConnectionFailed,
    PermissionDenied,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.actions import ACTIONS, Operation
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import action_failures, results_of
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.acts import pause, resume
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    KEY,
    answer,
    connect,
    rows,
)

PING = PrtgObject("2233", "sensor", "Ping")
HTTP = PrtgObject("2234", "sensor", "HTTP")
WEB = PrtgObject("40", "device", "web01")
DONE = answer(204)


def test_it_is_a_prtg_server(monkeypatch):
    server: PrtgServer
    server, _unused = connect(monkeypatch, [])
    assert server.api == "v2"


def test_pause_one(monkeypatch):
    server, transport = connect(monkeypatch, [DONE])
    pause(server, [PING], 5, "Wartung für 5 Minuten")
    (sent,) = transport.sent
    assert (sent.method, sent.path) == ("POST", "/sensors/2233/pause")
    assert sent.body == {"duration": 300.0, "message": "Wartung für 5 Minuten"}


def test_pause_until_it_is_lifted(monkeypatch):
    server, transport = connect(monkeypatch, [DONE, DONE])
    pause(server, [WEB], None, "m")
    pause(server, [WEB], None, "")
    assert [one.body for one in transport.sent] == [{"message": "m"}, {}]


def test_resume_one(monkeypatch):
    server, transport = connect(monkeypatch, [DONE])
    resume(server, [WEB])
    assert (transport.lines(), transport.sent[0].body) == (["POST /devices/40/resume"], None)


def test_several_of_a_kind_are_one_request_that_names_each(monkeypatch):
    server, transport = connect(monkeypatch, [answer(200, []), DONE])
    pause(server, [PING, WEB, HTTP], 1, "m")
    assert transport.lines() == ["POST /sensors/pause", "POST /devices/40/pause"]
    assert transport.sent[0].body == {"filter": 'id = "2233" or id = "2234"', "duration": 60.0, "message": "m"}


def test_resume_several(monkeypatch):
    server, transport = connect(monkeypatch, [answer(200)])
    resume(server, [PING, HTTP])
    assert transport.sent[0].body == {"filter": 'id = "2233" or id = "2234"'}


def test_a_hundred_ids_per_request(monkeypatch):
    server, transport = connect(monkeypatch, lambda request: answer(200, []))
    resume(server, [PrtgObject(str(number), "sensor", "s") for number in range(201)])
    assert transport.lines() == ["POST /sensors/resume"] * 2 + ["POST /sensors/200/resume"]
    assert transport.sent[0].body["filter"].count("id =") == 100


def test_nothing_to_do_is_no_request(monkeypatch):
    server, transport = connect(monkeypatch, [])
    pause(server, [], 5, "m")
    resume(server, [])
    assert transport.sent == []


def test_a_filter_is_never_made_of_anything_but_ids(monkeypatch):
    server, transport = connect(monkeypatch, [])
    with pytest.raises(UnexpectedAnswer):
        pause(server, [PING, PrtgObject('1" or id != "2', "sensor", "x")], 5, "m")
    assert transport.sent == []


@pytest.mark.parametrize("status", [400, 409, 422])
def test_already_so_is_no_failure(monkeypatch, status):
    server, transport = connect(monkeypatch, lambda request: answer(status, {"code": "WRONG_NODE_STATUS"}))
    resume(server, [PING, HTTP, WEB])
    assert len(transport.sent) == 2


WRONG = {"code": "WRONG_NODE_STATUS"}


@pytest.mark.parametrize(
    ("objects", "told", "refused"),
    [
        ([PING], answer(409, WRONG), []),
        ([PING], answer(400, WRONG), []),
        ([PING, HTTP], answer(409, WRONG), []),
        ([PING, HTTP], answer(200, [{"id": "2233"}, {"id": 2234, "error": WRONG}]), ["2234"]),
        ([PING, HTTP], answer(200, [{"id": "2233", **WRONG}, {"id": "2234", **WRONG}]), ["2233", "2234"]),
        ([PING, HTTP], answer(200, [{"id": "2233", **WRONG}, {"id": "2234", "error": "no"}]), ["2233", "2234"]),
        ([PING, HTTP], answer(200, [WRONG]), []),
        ([PING, HTTP], answer(200, [{"id": "sensors/2234", **WRONG}]), []),
        ([PING, HTTP], answer(200, [{"object": {"id": "2234"}, "error": WRONG}]), []),
        ([PING, HTTP], answer(200, WRONG), []),
        ([PING, HTTP], answer(200, {"errors": [WRONG]}), []),
    ],
)
def test_an_operation_that_says_nothing_else_has_to_be_taken_by_all(monkeypatch, objects, told, refused):
    monkeypatch.setitem(ACTIONS, "scan", Operation("scan"))
    server, _transport = connect(monkeypatch, [told])
    with pytest.raises(Conflict) as caught:
        server.act("scan", objects, {})
    assert (caught.value.code, caught.value.details.get("objects", [])) == ("WRONG_NODE_STATUS", refused)


@pytest.mark.parametrize(
    ("told", "failed", "changed"),
    [
        ([{"id": "2233", "error": "no"}, {"id": "2234", "code": "FORBIDDEN"}], ["2233", "2234"], False),
        ([{"id": "2233"}, {"id": "2234", "success": False}], ["2234"], True),
        ([{"error": "no"}], [], True),
    ],
)
def test_what_failed_is_told_by_its_id(monkeypatch, told, failed, changed):
    server, _transport = connect(monkeypatch, [answer(200, told)])
    with pytest.raises(RequestRefused) as caught:
        resume(server, [PING, HTTP])
    assert (caught.value.details.get("objects", []), caught.value.changed) == (failed, changed)


def test_an_action_is_never_repeated_and_may_be_done_all_the_same(monkeypatch):
    server, transport = connect(monkeypatch, [ConnectionFailed("no answer", hint="Check the host.")])
    with pytest.raises(ConnectionFailed, match=r"Check the host\. .*read the state before trying again") as caught:
        pause(server, [PING], 5, "m")
    assert len(transport.sent) == 1
    assert caught.value.changed is False


def test_an_action_that_never_left_is_not_said_to_be_done_perhaps(monkeypatch):
    refused = ConnectionFailed("could not connect")
    refused.nothing_sent = True
    server, _unused = connect(monkeypatch, [refused])
    with pytest.raises(ConnectionFailed) as caught:
        pause(server, [PING], 5, "m")
    assert "may have done it" not in str(caught.value)
    assert "Nothing was sent" in str(caught.value)


@pytest.mark.parametrize("second", [answer(403, {"code": "FORBIDDEN"}), ConnectionFailed("no answer")])
def test_what_was_done_before_a_failure_is_told(monkeypatch, second):
    server, _unused = connect(monkeypatch, [DONE, second])
    with pytest.raises((PermissionDenied, ConnectionFailed)) as caught:
        pause(server, [PING, WEB], 5, "m")
    assert caught.value.changed is True


@pytest.mark.parametrize("body", [None, [], {}, ["x"], [{"id": "2233"}, {"id": "2234", "status": "OK", "error": None}]])
def test_answers_to_several_that_tell_no_failure(monkeypatch, body):
    server, _unused = connect(monkeypatch, [answer(200, body)])
    pause(server, [PING, HTTP], 5, "m")


def test_a_failure_of_one_among_several(monkeypatch):
    results = [{"id": "2233"}, {"id": "2234", "error": {"code": "FORBIDDEN", "message": f"no rights {KEY}"}}]
    server, _unused = connect(monkeypatch, [answer(200, results)])
    with pytest.raises(RequestRefused, match=r"pause failed for 1 of 2 objects: object 2234: no rights") as caught:
        pause(server, [PING, HTTP], 5, "m")
    assert caught.value.changed is True
    assert KEY not in str(caught.value)


def test_a_failure_of_all_changed_nothing(monkeypatch):
    server, _unused = connect(
        monkeypatch, [answer(200, [{"id": "1", "code": "FORBIDDEN"}, {"id": "2", "code": "FORBIDDEN"}])]
    )
    with pytest.raises(RequestRefused) as caught:
        pause(server, [PING, HTTP], 5, "m")
    assert caught.value.changed is False


@pytest.mark.parametrize(
    ("result", "failures"),
    [
        ({"id": "1", "error": "no"}, ["object 1: no"]),
        ({"error": True, "message": "m"}, ["object ?: True"]),
        ({"id": "1", "error": {"message": "m"}}, ["object 1: m"]),
        ({"id": "1", "error": {"x": []}}, ["object 1: no reason given"]),
        ({"id": "1", "code": "NOT_FOUND"}, ["object 1: NOT_FOUND"]),
        ({"id": "1", "code": "NOT_FOUND", "message": "gone"}, ["object 1: gone"]),
        ({"id": "1", "status": 403}, ["object 1: 403"]),
        ({"id": "1", "status": "Failed"}, ["object 1: Failed"]),
        ({"id": "1", "status": "refused"}, ["object 1: refused"]),
        ({"id": "1", "status": "409"}, ["object 1: 409"]),
        ({"id": "1", "success": False}, ["object 1: no reason given"]),
        ({"id": "1", "status": 204}, []),
        ({"id": "1", "status": "PAUSED_BY_USER"}, []),
        ({"id": "1", "code": "WHATEVER"}, []),
        ({"id": "1", "code": "WRONG_NODE_STATUS"}, []),
        ({"id": "1", "error": "WRONG_NODE_STATUS"}, []),
        ({"id": "1", "error": {"code": "WRONG_NODE_STATUS"}}, []),
        ("text", []),
    ],
)
def test_every_member_that_could_tell_of_a_failure(result, failures):
    assert action_failures(results_of([result])) == failures


def test_channels(monkeypatch):
    listed = [
        {"id": "2233.10", "name": "b", "basic": {"displayunit": "ms"}, "last_measurement": {"display_value": 2}},
        {"id": "2233.-4", "name": "Downtime"},
        {"id": "2233.2", "name": "a"},
        {"id": "99.1", "name": "of another sensor"},
        {"id": "odd", "name": "of none"},
    ]
    server, transport = connect(monkeypatch, [rows(listed), rows([])])
    assert server.channels(["2233", "2234"]) == {
        "2233": [
            {"id": "-4", "name": "Downtime", "last_value": None, "unit": None},
            {"id": "2", "name": "a", "last_value": None, "unit": None},
            {"id": "10", "name": "b", "last_value": 2.0, "unit": "ms"},
        ],
        "2234": None,
    }
    sent, again = transport.sent
    assert (sent.path, sent.query["filter"]) == ("/experimental/channels", 'parentid = "2233" or parentid = "2234"')
    assert again.query["filter"] == 'parentid = "2234"'
    assert ["no channel of 1 of 2 sensors, as of 2234" in text for text in server.warnings] == [True]


def test_two_totals_with_one_id_are_two_channels(monkeypatch):
    listed = [{"id": "7.-1", "name": "Total (volume)"}, {"id": "7.-1", "name": "Total (speed)"}]
    server, _unused = connect(monkeypatch, [rows(listed)])
    assert [channel["name"] for channel in server.channels(["7"])["7"]] == ["Total (volume)", "Total (speed)"]


def test_channels_of_many_and_of_none(monkeypatch):
    def script(request):
        sensors = re.findall(r'parentid = "(\d+)"', request.query["filter"])
        return rows([{"id": f"{sensor}.0", "name": "Value"} for sensor in sensors])

    server, transport = connect(monkeypatch, script)
    assert len(server.channels([str(number) for number in range(250)])) == 250
    assert len(transport.sent) == 3
    assert server.channels([]) == {}
    assert len(transport.sent) == 3
    assert server.channels(["x", "5"])["x"] is None


def test_channels_of_the_deprecated_list(monkeypatch):
    listed = [{"id": "5.0", "name": "a", "unit": {"display_unit": "%"}}]
    server, transport = connect(monkeypatch, [answer(404), rows(listed)])
    assert server.channels(["5"])["5"][0]["unit"] == "%"
    assert transport.lines()[1] == "GET /channels"


def test_the_servers_clock(monkeypatch):
    ahead = email.utils.formatdate(time.time() + 3600, usegmt=True)
    server, _unused = connect(monkeypatch, [rows([{"id": "5.0", "name": "Value"}], Date=ahead)])
    server.channels(["5"])
    assert abs(server.now() - time.time() - 3600) < 5
