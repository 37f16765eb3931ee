# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How Pingdom's OpenAPI document is read where it contradicts itself or is silent and no recording decides."""

from __future__ import annotations

import copy

from tests.contract.deviations import (
    BOOLEAN,
    CHECK_DETAIL,
    CHECK_TYPES,
    INTEGER,
    STRING,
    Correction,
    add,
    type_settings,
)
from tests.contract.schemas import Schema, answer, below, bodies, merge, operation

MOST_HEADERS = 20


def change_is_partial(document: Schema) -> None:
    """A change fits one type's attributes, none of which is required."""
    for body in bodies(document, "PUT /checks/{checkid}"):
        base = dict(body["schema"])
        sets = [{name: value for name, value in chosen.items() if name != "required"} for chosen in base.pop("oneOf")]
        body["schema"] = {"anyOf": [merge(base, chosen) for chosen in sets]}


def headers_are_numbered(document: Schema) -> None:
    """Each header is a parameter of its own, a list with one line."""
    line = {"type": "array", "items": STRING, "minItems": 1, "maxItems": 1}
    for schema in _request_schemas(document, "http"):
        schema["properties"] |= {f"requestheaders{number}": copy.deepcopy(line) for number in range(MOST_HEADERS)}


def custom_http_has_credentials(document: Schema) -> None:
    """httpcustom takes ``auth`` and shows ``username`` and ``password``."""
    for schema in _request_schemas(document, "httpcustom"):
        schema["properties"]["auth"] = STRING
    type_settings(document, "httpcustom")["properties"].update(username=STRING, password=STRING)


def mail_has_encryption(document: Schema) -> None:
    """pop3 and imap take and show ``encryption``."""
    for check_type in ("pop3", "imap"):
        for schema in [*_request_schemas(document, check_type), type_settings(document, check_type)]:
            schema["properties"]["encryption"] = BOOLEAN


def _request_schemas(document: Schema, check_type: str) -> list[Schema]:
    """Schemas of requests that create or change a check of the type, after both were split by type."""
    number = CHECK_TYPES.index(check_type)
    created = [body["schema"]["oneOf"][number] for body in bodies(document, "POST /checks")]
    changed = [body["schema"]["anyOf"][number] for body in bodies(document, "PUT /checks/{checkid}")]
    return [*created, *changed]


def ping_has_a_detail(document: Schema) -> None:
    """The detail of a ping check is like the others, with nothing inside its type."""
    branches = answer(document, CHECK_DETAIL)["oneOf"]
    ping = copy.deepcopy(branches[CHECK_TYPES.index("tcp")])
    empty = {"oneOf": [{"type": "object", "maxProperties": 0}, {"type": "array", "maxItems": 0}]}
    as_object = {"type": "object", "properties": {"ping": empty}, "additionalProperties": False}
    below(ping, "check")["properties"]["type"] = {"oneOf": [as_object, {"type": "string", "enum": ["ping"]}]}
    branches.append(ping)


def detail_has_users(document: Schema) -> None:
    """The detail shows ``userids`` when there are any."""
    for branch in answer(document, CHECK_DETAIL)["oneOf"]:
        below(branch, "check")["properties"]["userids"] = {"type": "array", "items": INTEGER}


def bulk_delete_takes_either(document: Schema) -> None:
    """Identifiers come in the query or in a JSON object, which the document calls a string and shows as an object."""
    delete = operation(document, "DELETE /checks")
    delete["parameters"][0]["required"] = False
    delete["requestBody"]["required"] = False
    schema = {"type": "object", "required": ["delcheckids"], "properties": {"delcheckids": STRING}}
    delete["requestBody"]["content"]["application/json"] = {"schema": schema}


def occurrences_are_spelled_right(document: Schema) -> None:
    """The list to delete is called ``occurrenceids``."""
    parameter = operation(document, "DELETE /maintenance.occurrences")["parameters"][0]
    parameter.update(name="occurrenceids", schema={"type": "array", "items": INTEGER})


def recorded_steps_have_more(document: Schema) -> None:
    """Steps of a recording have an identifier and arguments of their own; the schema has neither."""
    more = {"guid": STRING, "contains_navigate": BOOLEAN}
    places = ("offsetX", "offsetY", "x", "y", "scrollX", "scrollY", "waitTime", "useRegularExpression")
    answers = [answer(document, f"{method} /tms/check/{{cid}}") for method in ("GET", "PUT")]
    told = [below(one["properties"].get("check", one), "steps", "[]") for one in answers]
    sent = [below(body["schema"], "steps", "[]") for body in bodies(document, "PUT /tms/check/{cid}")]
    measured = ("report", "intervals", "[]", "steps", "[]", "step")
    for step in (*told, *sent, answer(document, "GET /tms/check/{check_id}/report/performance", *measured)):
        step["properties"].update(more)
        below(step, "args")["properties"].update(dict.fromkeys(places, STRING))


def single_test_has_parameters(document: Schema) -> None:
    """The one parameter called "Query Parameters" stands for the properties of its alternatives."""
    get = operation(document, "GET /single")
    properties: dict[str, Schema] = {}
    for alternative in get["parameters"][0]["schema"]["oneOf"]:
        properties |= alternative["properties"]
    properties["type"] = {"type": "string", "enum": ["ping", *CHECK_TYPES]}
    required = {"host", "type"}
    get["parameters"] = [
        {"in": "query", "name": name, "required": name in required, "schema": {**schema}}
        for name, schema in properties.items()
    ]


READINGS: list[Correction] = [
    Correction("change-is-partial", "2.1 documentation, Modify Check: examples send one parameter", change_is_partial),
    Correction(
        "headers-are-numbered", "the document, HttpAttributesBase.requestheaders: its description", headers_are_numbered
    ),
    Correction(
        "custom-http-has-credentials",
        "2.1 documentation, Create New Check; unverified on 3.1",
        custom_http_has_credentials,
    ),
    Correction("mail-has-encryption", "2.1 documentation, Create New Check; unverified on 3.1", mail_has_encryption),
    Correction("ping-has-a-detail", "the document lists ping as a type; its detail is unverified", ping_has_a_detail),
    Correction(
        "detail-has-users", "2.1 documentation, Get Detailed Check Information: check.userids", detail_has_users
    ),
    Correction(
        "list-probe-filters",
        "2.1 documentation, Get Check List: checks.(entry).probe_filters",
        add("GET /checks", ("checks", "[]"), probe_filters={"type": "array", "items": STRING}),
    ),
    Correction(
        "list-shows-what-was-asked-for",
        "the document, parameters showencryption and include_severity; names of the fields are unverified",
        add("GET /checks", ("checks", "[]"), encryption=BOOLEAN, severity_level=STRING),
    ),
    Correction(
        "occurrence-duration-in-the-list",
        "by analogy with the recorded single occurrence (real31_occurrence_read.json); unverified",
        add("GET /maintenance.occurrences", ("occurrences", "[]"), duration=INTEGER, durationunit=STRING),
    ),
    Correction("bulk-delete-takes-either", "the document, DELETE /checks: its own example", bulk_delete_takes_either),
    Correction(
        "occurrences-spelled-right", "the document, maintenance.occurrences_delete", occurrences_are_spelled_right
    ),
    Correction(
        "recorded-steps-have-more", "the document, Recording transaction checks: its text", recorded_steps_have_more
    ),
    Correction("single-test-parameters", "the document, GET /single", single_test_has_parameters),
]
