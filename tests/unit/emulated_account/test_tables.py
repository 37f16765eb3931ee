# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an entry in a table is enough for: a made-up resource, read-only endpoint, option of checks and API version."""

from __future__ import annotations

import dataclasses
import threading

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Form
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, ensure, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK
from ansible_collections.opswatch.monitoring.tests.unit.emulated_account.emulated import pingdom
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import api_on
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.workshop import (
    GADGET,
    OLD,
    drive,
    gadget,
    workshop,
)
from tests.emulator.pingdom.check_types import CHECK_TYPES, CheckType
from tests.emulator.pingdom.parameters import integer

__all__ = ["pingdom", "workshop"]

RED = {"name": "one", "colour": "red", "tags": ["b", "a"], "pin": "4711"}


def test_a_made_up_resource_has_its_options():
    specification = Specification(**ensure.module_of(GADGET))
    assert set(specification.options) == {"id", "state", "name", "colour", "size", "tags", "pin"}
    assert specification.options["colour"] == {"type": "str", "choices": ["grey", "red"]}
    assert specification.options["pin"]["no_log"]
    assert specification.rules == {"required_one_of": [("id", "name")]}


def test_a_made_up_resource_is_created_changed_and_removed(workshop):
    foretold = gadget(check_mode=True, **RED)
    assert workshop.writes == []
    made = gadget(**RED)
    assert workshop.writes == [
        ("POST", "/gadgets", {"name": "one", "colour": "red", "tags": ["a", "b"], "pin": "4711"})
    ]
    assert foretold["changed"]
    assert made["changed"]
    assert foretold["diff"] == made["diff"]
    assert made["diff"]["after"]["pin"] == "******** (after)"
    assert made["gadget"] == {"id": 1, "name": "one", "colour": "red", "size": 1, "tags": ["a", "b"]}
    assert foretold["gadget"] == {**made["gadget"], "id": None}
    assert not gadget(**RED)["changed"]
    assert not gadget(check_mode=True, **RED)["changed"]
    changed = gadget(name="one", size=2, colour="red")
    assert workshop.writes[1:] == [("PUT", "/gadgets/1", {"gadgetsize": 2})]
    assert (changed["diff"]["before"]["size"], changed["diff"]["after"]["size"]) == (1, 2)
    assert gadget(check_mode=True, name="one", state="absent")["changed"]
    assert gadget(id=1, state="absent")["gadget"] is None
    assert workshop.gadgets == {}
    assert not gadget(name="one", state="absent")["changed"]


def test_a_whole_put_tells_everything(workshop):
    gadget(**RED)
    assert gadget(resource=dataclasses.replace(GADGET, whole=True), name="one", size=3)["changed"]
    body = {"name": "one", "colour": "red", "gadgetsize": 3, "tags": ["a", "b"], "pin": "4711"}
    assert workshop.writes[-1] == ("PUT", "/gadgets/1", body)


@pytest.mark.parametrize(
    ("params", "kind", "words"),
    [
        ({"id": 7}, "NotFound", "there is no gadget with the id 7. To create a gadget, name it with name, without id."),
        ({"name": "new"}, "ConfigurationError", "there is no gadget named 'new', and to create it these options are"),
        ({"name": "one", "size": 10}, "ConfigurationError", "size must be at most 9, not 10"),
    ],
)
def test_what_a_made_up_resource_cannot_be_is_an_error(workshop, params, kind, words):
    answer = gadget(**params)
    assert (answer["failed"], answer["error"]["kind"]) == (True, kind)
    assert words in answer["msg"]
    assert workshop.writes == []


def test_check_mode_believes_that_an_earlier_task_creates_it(workshop):
    answer = gadget(check_mode=True, name="new", size=2)
    assert answer["changed"]
    assert answer["gadget"] == {"id": None, "name": "new", "size": 2}
    assert "It must exist by then" in answer["warnings"][0]


@pytest.mark.parametrize(("state", "shown"), [("absent", None), ("present", {"id": None, "size": 2})])
def test_check_mode_believes_that_an_earlier_task_tells_the_id(workshop, state, shown):
    answer = gadget(check_mode=True, id=None, size=2, state=state)
    assert (answer["changed"], answer["gadget"]) == (True, shown)
    assert workshop.log == []


def test_a_made_up_version_spells_and_lacks(workshop):
    workshop.dialect = OLD
    refused = gadget(**RED, size=2)
    assert "Pingdom's API 0.9 has no gadget.size. Nothing was sent. API 3.1 has sizes." in refused["msg"]
    assert workshop.log == []
    foretold = gadget(check_mode=True, name="one", colour="red")
    assert workshop.writes == []
    made = gadget(name="one", colour="red")
    ((method, path, body),) = workshop.writes
    assert (method, path, body) == ("POST", "/old/gadgets", {"name": "one", "color": "red"})
    assert isinstance(body, Form)
    assert (foretold["changed"], made["changed"]) == (True, True)
    assert foretold["diff"] == made["diff"]
    assert made["diff"]["after"]["colour"] == "red"
    assert not gadget(name="one", colour="red")["changed"]


def test_a_made_up_list_and_object_can_be_read(monkeypatch):
    asked = []

    def serve(method, path, query, body):
        asked.append((path, query))
        return {"widgets": [{"id": 5}], "total": {"count": 1}}

    colour = Field("colour", kinds.TEXT, choices=("grey", "red"), write="color")
    many = reports.Endpoint("/widgets", "widgets", parameters=(colour,))
    total = reports.Endpoint("/widgets/total", "total", single=True)
    monkeypatch.setattr(reports, "connect", lambda params: api_on(serve))
    assert reports.report(many, {"colour": "red"}, True).values == {"widgets": [{"id": 5}]}
    assert reports.report(total, {}, False).values == {"total": {"count": 1}}
    assert asked == [("/widgets", {"color": "red"}), ("/widgets/total", {})]
    no_object = reports.Endpoint("/widgets", "widgets", single=True)
    with pytest.raises(UnexpectedAnswer, match="the answer has no object widgets"):
        reports.report(no_object, {}, False)
    monkeypatch.setattr(reports, "connect", lambda params: api_on(serve, dialect=OLD))
    answer = drive(
        Specification("pingdom", Block(many.schema.argument_spec()), lambda *rest: reports.report(many, *rest))
    )
    assert "Pingdom's API 0.9 has no widgets" in answer["msg"]


def test_reads_at_the_same_time_blame_the_requests_that_they_are_from():
    both = threading.Barrier(2, timeout=10)

    def serve(method, path, query, body):
        both.wait()
        return {}

    api = api_on(serve)

    def blamed(endpoint):
        with pytest.raises(UnexpectedAnswer, match=f"the answer has no list {endpoint.key}") as caught:
            reports.read(api, endpoint)
        return caught.value.exchange.path

    paths = in_parallel(blamed, [reports.CONTACTS, reports.TEAMS], 2)
    assert paths == ["/api/3.1/alerting/contacts", "/api/3.1/alerting/teams"]


def test_a_made_up_option_of_checks_is_one_field(pingdom, monkeypatch):
    monkeypatch.setitem(CHECK_TYPES, "ping", CheckType({"ttl": integer(1)}))
    monkeypatch.setitem(checks.TYPES, "ping", (Field("ttl", kinds.INTEGER, 64, least=1),))
    specification = Specification(**ensure.module_of(CHECK))
    ping = {"name": "gate", "type": "ping", "host": "gate.example.com"}
    assert specification.options["ttl"] == {"type": "int"}
    assert drive(specification, **ping, ttl=8)["check"]["ttl"] == 8
    assert pingdom.writes[-1][2]["ttl"] == 8
    assert not drive(specification, **ping, ttl=8)["changed"]
    assert drive(specification, check_mode=True, **ping, ttl=9)["diff"]["after"]["ttl"] == 9
    assert "ttl must be at least 1" in drive(specification, **ping, ttl=0)["msg"]
    assert "belongs to ping" in drive(specification, **{**ping, "type": None}, ttl=1, port=1)["msg"]
