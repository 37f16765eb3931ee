# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent to make, read and change objects over API v2, by which path, and what its answers mean."""

from __future__ import annotations

import json

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    RequestRefused,
    ServerFault,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.part import Making
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.editing import LARGEST_BODY
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._prtg.v2.script import (
    answer,
    connect,
    rows,
)

WEB = PrtgObject("100", "device", "web-1", "50")
PING = PrtgObject("200", "sensor", "Ping", "100")
SHOP = PrtgObject("50", "group", "Shop", "1")
DONE = answer(204)
NOT_THERE = answer(404, {"code": "NOT_FOUND", "message": "no"})
NOT_YET = answer(501, {"code": "METHOD_NOT_IMPLEMENTED", "message": "section x is not yet supported"})


def part(monkeypatch, script):
    server, transport = connect(monkeypatch, script)
    return server.part("objects"), transport


def row(**sections):
    return answer(200, {"id": "100", "type": "DEVICE", **sections})


@pytest.mark.parametrize(
    ("told", "made"),
    [
        (DONE, None),
        (answer(201), None),
        (answer(201, {"id": "999"}), "999"),
        (answer(201, [{"id": 999}]), "999"),
        (answer(201, [{"id": "1"}, {"id": "2"}]), None),
        (answer(201, [{"id": "100"}, {"id": "50"}, 7]), None),
        (answer(201, {"id": "x"}), None),
    ],
)
def test_a_copy_is_told_in_several_ways(monkeypatch, told, made):
    objects, transport = part(monkeypatch, [told])
    assert objects.make(Making("device", "web-2", SHOP, WEB, "h")) == made
    (sent,) = transport.sent
    assert (sent.method, sent.path) == ("POST", "/devices/100/clone")
    assert sent.body == {"parent_id": "50", "name": "web-2", "host": "h"}


def test_the_path_that_answers_is_remembered(monkeypatch):
    objects, transport = part(monkeypatch, [NOT_THERE, DONE, DONE])
    for name in ("a", "b"):
        objects.make(Making("group", name, SHOP, PrtgObject("51", "group", "T")))
    assert [one.path for one in transport.sent] == ["/groups/51/clone", "/objects/51/clone", "/objects/51/clone"]


def test_what_no_path_does_is_the_error_of_the_first_or_of_one_that_is_not_finished(monkeypatch):
    objects, _transport = part(monkeypatch, [NOT_THERE, NOT_THERE, NOT_THERE, NOT_YET, NOT_THERE])
    with pytest.raises(NotFound):
        objects.delete(WEB)
    with pytest.raises(ServerFault, match="not yet supported"):
        objects.write(PING, {"priority": 1})


def test_a_refusal_is_not_tried_elsewhere(monkeypatch):
    objects, transport = part(monkeypatch, [answer(400, {"code": "BAD_REQUEST", "message": "unknown field"})])
    with pytest.raises(RequestRefused, match="unknown field"):
        objects.write(WEB, {"priority": 1})
    assert len(transport.sent) == 1


def test_new_objects_have_their_values_in_sections(monkeypatch):
    objects, transport = part(monkeypatch, [answer(201, [{"id": "9"}]) for _once in range(3)])
    objects.make(Making("device", "d", SHOP, None, "h", None, {"tags": ["a"], "interval": 300}))
    objects.make(Making("group", "g", PrtgObject("1", "probe", "p"), values={"inherit.x": True}))
    objects.make(Making("sensor", "s", WEB, sensor_kind="ping", values={"settings.http.url": "u", "priority": 4}))
    sent = [(one.path, one.query, one.body) for one in transport.sent]
    assert sent == [
        (
            "/experimental/groups/50/device",
            {},
            {
                "basic": {"name": "d", "host": "h", "tags": ["a"]},
                "intervalgroup": {"interval": "300", "_inherited": False},
            },
        ),
        ("/experimental/probes/1/group", {}, {"basic": {"name": "g"}, "x": {"_inherited": True}}),
        (
            "/experimental/devices/100/sensor",
            {"kindid": "ping"},
            {"basic": {"name": "s", "priority": "4"}, "http": {"url": "u"}},
        ),
    ]


def test_what_is_read_is_ones_own(monkeypatch):
    inherited = {"_inherited": True, "interval": "3600", "_shadowed": {"interval": "60"}}
    place = {"_inherited": "0", "location": "Bonn"}
    told = row(basic={"tags": ["b", "a"], "x": 5}, intervalgroup=inherited, locationgroup=place, list={"l": ["1"]})
    objects, transport = part(monkeypatch, [told, row(basic={"tags": None})])
    names = ["tags", "interval", "location", "inherit.intervalgroup", "settings.basic.x", "settings.list.l"]
    assert objects.read(WEB, [*names, "settings.basic.none", "settings.nowhere.x", "inherit.basic"]) == {
        "tags": ["a", "b"],
        "interval": "inherited",
        "location": "Bonn",
        "inherit.intervalgroup": True,
        "settings.basic.x": "5",
        "settings.list.l": ["1"],
    }
    assert transport.sent[0].query == {"include": "intervalgroup,list,locationgroup,nowhere,inheritance"}
    assert objects.read(WEB, ["tags"]) == {"tags": []}
    assert transport.sent[1].query == {}


def test_a_value_of_an_inherited_section_ends_that_it_is_inherited(monkeypatch):
    told = row(basic={}, snmp={"_inherited": True, "port": "161"}, http={"url": "u"})
    objects, transport = part(monkeypatch, [told, DONE, DONE])
    objects.write(WEB, {"settings.snmp.port": 162, "settings.http.url": "v", "settings.basic.flag": True})
    assert transport.sent[1].body == {
        "snmp": {"port": "162", "_inherited": False},
        "http": {"url": "v"},
        "basic": {"flag": "1"},
    }
    objects.write(WEB, {"inherit.snmp": True})
    assert transport.sent[2].body == {"snmp": {"_inherited": True}}


def test_which_sections_a_copy_can_inherit_is_known_by_its_template(monkeypatch):
    read = row(intervalgroup={"interval": "60", "_inherited": True})
    objects, transport = part(monkeypatch, [read, answer(201, {"id": "999"}), DONE])
    objects.read(WEB, ["interval"])
    objects.make(Making("device", "web-2", SHOP, WEB, "h"))
    objects.write(PrtgObject("999", "device", "web-2", "50"), {"interval": 300})
    assert [one.method for one in transport.sent][1:] == ["POST", "PATCH"]
    assert transport.sent[2].body == {"intervalgroup": {"interval": "300", "_inherited": False}}


def test_an_interval_can_be_inherited_again(monkeypatch):
    objects, transport = part(monkeypatch, [row(intervalgroup={"_inherited": False, "interval": "60"}), DONE])
    objects.write(WEB, {"interval": "inherited"})
    assert transport.sent[1].body == {"intervalgroup": {"_inherited": True}}


def test_large_bodies_are_sent_in_parts(monkeypatch):
    objects, transport = part(monkeypatch, [row(long={"_inherited": False}), DONE, DONE, DONE])
    objects.write(WEB, {f"settings.long.{key}": key * 9000 for key in "abc"})
    bodies = [one.body for one in transport.sent[1:]]
    assert [list(one["long"]) for one in bodies] == [["_inherited", key] for key in "abc"] or len(bodies) == 3
    assert all(len(json.dumps(one)) <= LARGEST_BODY for one in bodies)
    assert all(one["long"]["_inherited"] is False for one in bodies)


def test_another_object_is_no_answer(monkeypatch):
    objects, _transport = part(monkeypatch, [answer(200, {"id": "7"}), answer(200, [])])
    for _once in range(2):
        with pytest.raises(UnexpectedAnswer, match="not about device 100"):
            objects.read(WEB, ["tags"])


def test_places(monkeypatch):
    listed = rows([{"id": "101", "position": 20}, {"id": "100", "position": "10"}])
    objects, transport = part(monkeypatch, [listed, rows([{"id": "100"}]), DONE, DONE, DONE])
    assert objects.beside(WEB) == ["100", "101"]
    assert transport.sent[0].path == "/objects"
    with pytest.raises(UnexpectedAnswer, match="at which position"):
        objects.beside(WEB)
    assert objects.beside(PrtgObject("0", "group", "Root", None)) == []
    objects.place(WEB, "top")
    objects.move(WEB, SHOP)
    objects.delete(WEB)
    assert [(one.method, one.path, one.body) for one in transport.sent[2:]] == [
        ("POST", "/objects/100/move", {"position_preset": "top"}),
        ("POST", "/objects/100/move", {"parent": "50"}),
        ("DELETE", "/experimental/devices/100", None),
    ]


def test_what_the_api_cannot_do_is_refused(monkeypatch):
    objects, transport = part(monkeypatch, [])
    for names, words in ((["comment"], "no source tells"), (["settings.x"], "in sections")):
        with pytest.raises(ConfigurationError, match=words):
            objects.refuse("device", names, None)
    with pytest.raises(ConfigurationError, match="too long"):
        objects.refuse_values({"location": "x" * 15_000})
    objects.refuse_values({"location": "x"})
    assert transport.sent == []


def test_secrets_are_hidden_in_what_a_server_says(monkeypatch):
    refused = answer(400, {"code": "BAD_REQUEST", "message": "s3cret-word is wrong"})
    objects, _transport = part(monkeypatch, [refused])
    objects.hide(["s3cret-word"])
    with pytest.raises(RequestRefused) as caught:
        objects.write(WEB, {"settings.basic.password": "s3cret-word"})
    assert "s3cret-word" not in str(caught.value)
