# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an entry in a table is enough for: a made-up resource, read-only endpoint, option of checks and API version."""

from __future__ import annotations

import dataclasses
import threading

import pytest

from ansible_collections.opswatch.monitoring.plugins.module_utils import _identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Form
from ansible_collections.opswatch.monitoring.plugins.module_utils._module import Specification
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, ensure, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
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


@pytest.mark.parametrize(("given", "kept"), [("", []), (["b", "", " a", "b"], ["a", "b"]), (" b,,a", ["a", "b"])])
def test_what_is_empty_in_a_list_of_a_made_up_resource_says_nothing(workshop, monkeypatch, given, kept):
    monkeypatch.setattr(_identity, "NULL_MAY_BE_TEXT", False)
    gadget(**{**RED, "tags": ["c"]})
    changed = gadget(name="one", tags=given)
    assert (changed["changed"], changed["gadget"]["tags"]) == (True, kept)
    assert not gadget(name="one", tags=kept)["changed"]


@pytest.mark.parametrize("given", [[None], ["a", None], [""], [" ", ""], ",", " , "])
def test_a_null_or_nothing_but_what_is_empty_in_a_list_of_a_made_up_resource_is_an_error(workshop, given):
    workshop.add()
    refused = gadget(name="one", tags=given)
    assert refused["msg"].startswith("tags must not have an element that is empty or null")
    assert workshop.log == []


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
        ({"name": "one", "size": True}, "ConfigurationError", "size must be a number, not true"),
        ({"id": True}, "ConfigurationError", "id must be a number, not true"),
    ],
)
def test_what_a_made_up_resource_cannot_be_is_an_error(workshop, params, kind, words):
    answer = gadget(**params)
    assert (answer["failed"], answer["error"]["kind"]) == (True, kind)
    assert words in answer["msg"]
    assert workshop.writes == []


def test_what_must_not_be_empty_is_refused_before_anything_is_sent(workshop):
    workshop.add(pin="1")
    fields = [field._replace(filled=True) if field.name == "pin" else field for field in GADGET.schema.fields]
    filled = dataclasses.replace(GADGET, schema=Schema(tuple(fields)))
    assert "pin must not be empty (gadget)" in gadget(resource=filled, name="one", pin="")["msg"]
    assert workshop.log == []
    assert gadget(name="one", pin="")["changed"]


def test_what_is_given_empty_is_told_where_it_would_not_be_empty_by_itself(workshop):
    words = Field("pin", kinds.TEXT, "none")
    worded = dataclasses.replace(GADGET, schema=Schema((*GADGET.schema.fields[:-1], words)))
    assert gadget(resource=worded, name="one", colour="red", pin="")["changed"]
    assert workshop.writes == [("POST", "/gadgets", {"name": "one", "colour": "red", "pin": ""})]


def test_a_resource_is_found_by_whatever_answers_call_its_name(workshop):
    workshop.remembers = True
    label = Field("label", kinds.TEXT, required=True, always=True, read="name", write="name")
    fields = (label, *GADGET.schema.fields[1:])
    labelled = dataclasses.replace(GADGET, named="label", schema=Schema(fields))
    assert gadget(resource=labelled, label="one", colour="red")["changed"]
    workshop.freeze()
    assert gadget(resource=labelled, label="one", size=2)["gadget"] == {
        "id": 1,
        "label": "one",
        "colour": "red",
        "size": 2,
        "tags": [],
    }
    assert not gadget(resource=labelled, label="one", colour="red", size=2)["changed"]
    assert gadget(resource=labelled, id=1, label="two")["diff"]["after"]["label"] == "two"
    assert not gadget(resource=labelled, label="two", size=2)["changed"]
    assert workshop.methods == ["POST", "PUT", "PUT"]


def test_check_mode_believes_that_an_earlier_task_creates_it(workshop):
    answer = gadget(check_mode=True, name="new", size=2)
    assert answer["changed"]
    assert answer["gadget"] == {"id": None, **dict.fromkeys(answer["gadget"]), "name": "new", "size": 2}
    assert [*answer["gadget"]] == [*gadget(check_mode=True, **RED)["gadget"]]
    assert "It must exist by then" in answer["warnings"][0]


@pytest.mark.parametrize(("state", "shown"), [("absent", None), ("present", 2)])
def test_check_mode_believes_that_an_earlier_task_tells_the_id(workshop, state, shown):
    answer = gadget(check_mode=True, id=None, size=2, state=state)
    assert (answer["changed"], answer["gadget"] and answer["gadget"]["size"]) == (True, shown)
    assert workshop.log == []


def test_a_made_up_version_spells_and_lacks(workshop):
    workshop.dialect = OLD
    refused = gadget(**RED, size=2)
    assert "Pingdom's API 0.9 has no size of a gadget. Nothing was sent. API 3.1 has sizes." in refused["msg"]
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


def test_a_made_up_version_has_names_ids_and_refusals_of_its_own(workshop):
    """As in API 2.1, where ids of teams are text, and a word is another for teams than for checks."""
    workshop.dialect = OLD._replace(
        names={
            "": {"size": "extent"},
            "/gadgets": {"colour": "color", "gadgets": "things", "gadget": "thing"},
            "/widgets": {"colour": "paint"},
        },
        text_ids=True,
        lacks={},
        reason=lambda content: content.get("fault"),
    )
    workshop.show_ids_as_text = True
    workshop.members = {"gadgets": "things", "gadget": "thing"}
    workshop.bare = True
    assert gadget(name="one", colour="red")["gadget"]["id"] == 1
    assert not gadget(name="one", colour="red")["changed"]
    assert gadget(id=1, state="absent")["changed"]
    assert workshop.dialect.sent("/widgets/7", {"colour": "red", "size": 1}).keys() == {"paint", "extent"}
    assert workshop.dialect.told("/widgets", {"paint": "red", "color": 1}) == {"colour": "red", "color": 1}
    workshop.instead["GET", "/old/gadgets"] = [(403, {}, {"fault": "No free checks available"})]
    refused = gadget(name="two", colour="red")
    assert "the account is full: No free checks available" in refused["msg"]


def reading(endpoint, answers):
    """A function that reads the whole of ``endpoint``, and the queries that it asks."""
    asked = []

    def serve(method, path, query, body):
        asked.append(query)
        return answers[path] if isinstance(answers, dict) else answers.pop(0)

    api = api_on(serve)
    return asked, lambda **query: reports.read(api, endpoint, query).every


def test_a_made_up_list_is_a_row():
    asked, widgets = reading(reports.Endpoint("/widgets", "widgets"), {"/widgets": {"widgets": [{"id": 5}]}})
    assert widgets() == widgets(colour="red") == [{"id": 5}]
    assert asked == [{}, {"colour": "red"}]


def test_a_made_up_list_of_pages_is_a_row():
    endpoint = reports.Endpoint("/trials", "trials", per_page=2, identified=False)
    asked, trials = reading(endpoint, [{"trials": [{"at": 1}, {"at": 1}]}, {"trials": [{"at": 2}, 17]}, {"trials": []}])
    assert trials() == [{"at": 1}, {"at": 1}, {"at": 2}, 17]
    assert [query["offset"] for query in asked] == [0, 2, 4]


def test_a_list_that_is_deeper_in_the_answer_is_a_row():
    endpoint = reports.Endpoint("/deeds", "deeds.alarms", identified=False)
    _asked, alarms = reading(endpoint, {"/deeds": {"deeds": {"alarms": [{"at": 1}]}}})
    assert alarms() == [{"at": 1}]
    _asked, alarms = reading(endpoint, {"/deeds": {"deeds": []}})
    with pytest.raises(UnexpectedAnswer, match=r"the answer has no list deeds\.alarms"):
        alarms()


def test_a_list_that_gives_the_same_page_again_is_not_read_for_ever():
    endpoint = reports.Endpoint("/trials", "trials", per_page=1, identified=False)
    _asked, trials = reading(endpoint, {"/trials": {"trials": [{"at": 1}]}})
    with pytest.raises(UnexpectedAnswer, match="the list of trials repeats a page"):
        trials()


@pytest.mark.parametrize("told", [{"filtered": 2, "limited": 1}, {"filtered": 1, "limited": 2}])
def test_a_list_that_is_counted_is_counted_by_its_tags(told):
    endpoint = reports.Endpoint("/widgets", "widgets", per_page=1, counted=True)
    pages = [{"widgets": [{"id": number}], "counts": {"total": 9, **told}} for number in (1, 2)]
    _asked, widgets = reading(endpoint, [*pages])
    assert widgets(tags="web") == [{"id": 1}, {"id": 2}]
    _asked, widgets = reading(endpoint, [{"widgets": [{"id": 1}], "counts": {"total": 9}}])
    with pytest.raises(UnexpectedAnswer, match="does not tell how many widgets there are"):
        widgets(tags="web")


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
