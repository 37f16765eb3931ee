# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each API has to say before an object counts as gone."""

from __future__ import annotations

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Conflict, ConnectionFailed
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.acts import pause, resume
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v1.script import scripted
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2 import script as rest_script

ENGLISH = "Sorry, there is no object with the specified id."
GERMAN = "Es gibt kein Objekt mit der angegebenen ID."
THERE = "<?xml version='1.0' ?>\n<prtg><version>18.2</version><result>1</result></prtg>"


def refusal(text, status=400):
    return status, {"Content-Type": "text/xml"}, f"<?xml version='1.0' ?>\n<prtg><error>{text}</error></prtg>"


def of_v1(answers):
    """API v1 that answers ``getobjectstatus.htm`` by id."""

    def script(path, query):
        assert (path, query["name"]) == ("/api/getobjectstatus.htm", "objid")
        return answers[query["id"]]

    return scripted(script)


def test_v1_is_asked_for_each_id_and_believed_where_it_says_so():
    server, http = of_v1({"1": refusal(ENGLISH), "2": THERE, "3": refusal(ENGLISH)})
    assert server.gone(["1", "2", "3"]) == {"1", "3"}
    assert len(http.requests) == 3


def test_v1_is_not_asked_for_what_is_always_there():
    server, http = of_v1({})
    assert server.gone(["0"]) == frozenset()
    assert server.gone([]) == frozenset()
    assert http.requests == []


def test_v1_is_believed_in_another_language_if_it_says_the_same_of_an_id_that_nobody_has():
    server, _http = of_v1({"1": refusal(GERMAN), "2": refusal("X"), "0": THERE, "2147483647": refusal(GERMAN)})
    assert server.gone(["1", "2"]) == {"1"}


@pytest.mark.parametrize(
    "answers",
    [
        {"1": refusal(GERMAN), "0": refusal(GERMAN), "2147483647": refusal(GERMAN)},
        {"1": refusal(GERMAN), "0": (500, {}, ""), "2147483647": refusal(GERMAN)},
        {"1": refusal(GERMAN), "0": THERE, "2147483647": refusal("Another")},
        {"1": refusal(GERMAN), "0": THERE, "2147483647": THERE},
        {"1": refusal(ENGLISH, status=200)},
        {"1": refusal(ENGLISH, status=500)},
        {"1": (401, {}, ENGLISH)},
        {"1": (302, {"Location": "/error.htm?errormsg=no+object+with+the+specified+id"}, "")},
        {"1": (200, {}, '<HTML><BODY class="no-content"><B class="no-content">OK</B></BODY></HTML>')},
        {"1": "<prtg><version>18.2</version><result>(Object not found)</result></prtg>"},
        {"1": refusal(""), "0": THERE, "2147483647": refusal("")},
    ],
)
def test_v1_that_says_anything_else_proves_nothing(answers):
    assert of_v1(answers)[0].gone(["1"]) == frozenset()


def test_v1_that_says_nothing_is_a_failure():
    with pytest.raises(ConnectionFailed):
        of_v1({"1": ConnectionFailed("reset")})[0].gone(["1"])


NOT_FOUND = rest_script.answer(404, {"code": "NOT_FOUND", "message": "not found"})
KINDS = ("probes", "groups", "devices", "sensors")


def rest(monkeypatch, **told):
    """API v2 that lists the device 40, finds it, and answers 404 for all else; ``told`` by path, slashes as ``__``."""
    answers = {
        "/experimental/devices": rest_script.answer(200, [{"id": "40", "name": "web", "type": "DEVICE"}]),
        "/devices/40": rest_script.answer(200, {"id": "40"}),
        **{f"/{name.replace('__', '/')}": value for name, value in told.items()},
    }
    return rest_script.connect(monkeypatch, lambda request: answers.get(request.path, NOT_FOUND))


def test_v2_is_asked_for_each_kind_and_believed_where_all_are_not_found(monkeypatch):
    server, transport = rest(monkeypatch, sensors__8=rest_script.answer(200, {"id": "8"}))
    assert server.gone(["7", "8", "40"]) == {"7"}
    asked = [one.path for one in transport.sent]
    assert asked[:6] == ["/experimental/devices", "/devices/40", *(f"/{kind}/7" for kind in KINDS)]


def test_v2_is_not_asked_for_what_is_always_there_or_is_no_id(monkeypatch):
    server, transport = rest(monkeypatch)
    assert server.gone(["0", "x"]) == frozenset()
    assert transport.sent == []


@pytest.mark.parametrize(
    "told",
    [
        {"experimental__devices": rest_script.answer(200, [])},
        {"devices__40": NOT_FOUND},
        {"devices__40": rest_script.answer(500)},
        {"groups__7": rest_script.answer(403, {"code": "FORBIDDEN"})},
        {"groups__7": rest_script.answer(404)},
        {"groups__7": rest_script.answer(500, {"code": "NOT_ACTIVATED"})},
        {"sensors__7": rest_script.answer(200, [])},
    ],
)
def test_v2_that_says_anything_else_proves_nothing(monkeypatch, told):
    assert rest(monkeypatch, **told)[0].gone(["7"]) == frozenset()


def test_v2_that_says_nothing_is_a_failure(monkeypatch):
    def script(request):
        if request.path == "/probes/7":
            raise ConnectionFailed("reset")
        return rest_script.answer(200, [{"id": "40"}])

    with pytest.raises(ConnectionFailed):
        rest_script.connect(monkeypatch, script)[0].gone(["7"])


PAUSED = [PrtgObject(one, "sensor", "Ping", active=False) for one in ("1", "2")]


@pytest.mark.parametrize(
    ("objects", "told"),
    [
        (PAUSED[:1], rest_script.answer(400, {"code": "WRONG_NODE_STATUS"})),
        (PAUSED, rest_script.answer(409, {"code": "WRONG_NODE_STATUS"})),
        (PAUSED, rest_script.answer(200, [{"id": "1"}, {"id": 2, "error": {"code": "WRONG_NODE_STATUS"}}])),
    ],
)
def test_a_pause_that_is_not_changed_is_a_conflict(monkeypatch, objects, told):
    server, _transport = rest_script.connect(monkeypatch, [told])
    with pytest.raises(Conflict) as refused:
        pause(server, objects, 5, "m")
    assert refused.value.code == "WRONG_NODE_STATUS"


def test_what_was_not_paused_or_is_resumed_is_looked_at_by_the_caller(monkeypatch):
    told = rest_script.answer(400, {"code": "WRONG_NODE_STATUS"})
    server, _transport = rest_script.connect(monkeypatch, [told, told])
    pause(server, [PAUSED[0]._replace(active=True)], 5, "m")
    resume(server, PAUSED[:1])
