# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where Pingdom's OpenAPI document is wrong or silent: one named correction each, with its evidence.

``DEVIATIONS`` are proven by recordings: a test removes each in turn and expects that recording to fail. What rests on
the vendor's text alone is in :mod:`tests.contract.readings`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from tests.contract.schemas import Schema, answer, below, bodies, merge, operation

CHECK_DETAIL = "GET /checks/{checkid}"
CHECK_TYPES = ("http", "httpcustom", "tcp", "dns", "udp", "smtp", "pop3", "imap")
"""In the order in which the document's alternatives stand; ping has none."""

INTEGER, STRING, BOOLEAN = ({"type": name} for name in ("integer", "string", "boolean"))


@dataclass(frozen=True)
class Correction:
    """One correction of the document; ``evidence`` names a file of ../shared/fixtures/pingdom, or is a text."""

    name: str
    evidence: str
    correct: Callable[[Schema], None]


def add(name: str, place: tuple[str, ...], **properties: Schema) -> Callable[[Schema], None]:
    """A correction that names more properties of an answer: of the operation, at the place below its schema."""

    def correct(document: Schema) -> None:
        answer(document, name, *place)["properties"].update(copy.deepcopy(properties))

    return correct


def type_settings(document: Schema, check_type: str) -> Schema:
    """The settings of one type in the detail of a check."""
    return below(_detail_branches(document)[CHECK_TYPES.index(check_type)], "check", "type", check_type)


def _detail_branches(document: Schema) -> list[Schema]:
    branches: list[Schema] = answer(document, CHECK_DETAIL)["oneOf"]
    return branches


def request_headers_are_a_map(document: Schema) -> None:
    """Headers are read as an object, not as the list they are written as; a repeated header has a list of values."""
    value = {"oneOf": [STRING, {"type": "array", "items": STRING}]}
    schema = {"type": "object", "additionalProperties": value}
    type_settings(document, "http")["properties"]["requestheaders"] = schema


def threshold_is_a_number(document: Schema) -> None:
    """``responsetime_threshold`` is milliseconds, not a boolean."""
    for branch in _detail_branches(document):
        below(branch, "check")["properties"]["responsetime_threshold"] = INTEGER


def tag_count_is_text_in_detail(document: Schema) -> None:
    """The count of a tag is a string in the detail (and an integer in the list)."""
    for branch in _detail_branches(document):
        below(branch, "check", "tags", "[]")["properties"]["count"] = STRING


def detail_has_teams(document: Schema) -> None:
    """``include_teams`` shows ``teams``."""
    team = {"type": "object", "properties": {"id": INTEGER, "name": STRING}}
    for branch in _detail_branches(document):
        below(branch, "check")["properties"]["teams"] = {"type": "array", "items": copy.deepcopy(team)}


def targets_are_kinds_of_lists(document: Schema) -> None:
    """``notification_targets`` is an object with a list for each kind, not one of the lists."""
    item = ("contact", "notification_targets")
    for name in ("GET /alerting/contacts/{contactid}", "PUT /alerting/contacts/{contactid}"):
        _by_kind(answer(document, name, *item))
    _by_kind(answer(document, "GET /alerting/contacts", "contacts", "[]", "notification_targets"))


def targets_are_sent_as_kinds_of_lists(document: Schema) -> None:
    """The same in requests."""
    for name in ("POST /alerting/contacts", "PUT /alerting/contacts/{contactid}"):
        for body in bodies(document, name):
            _by_kind(below(body["schema"], "notification_targets"))


def _by_kind(targets: Schema) -> None:
    if "anyOf" in targets:
        lists = targets.pop("anyOf")
        targets |= {"type": "object", "properties": dict(zip(("sms", "email", "apns", "agcm"), lists, strict=False))}


def identifier_is_a_number(name: str, what: str) -> Callable[[Schema], None]:
    """The identifier of what was created is an integer, as everywhere else."""

    def correct(document: Schema) -> None:
        answer(document, name, what)["properties"]["id"] = INTEGER

    return correct


def contact_update_may_answer_a_message(document: Schema) -> None:
    """PUT of a contact may answer a message instead of the contact."""
    answer(document, "PUT /alerting/contacts/{contactid}")["properties"]["message"] = STRING


def transactions_are_wrapped(*names: str) -> Callable[[Schema], None]:
    """Single transactions come inside ``check``, and show identifier and type."""

    def correct(document: Schema) -> None:
        for name in names:
            media = operation(document, name)["responses"]["200"]["content"]["application/json"]
            inner = merge(media["schema"], {"properties": {"id": INTEGER, "type": STRING}})
            media["schema"] = {"type": "object", "properties": {"check": inner}}

    return correct


def create_is_chosen_by_type(document: Schema) -> None:
    """The attribute sets are meant by ``type``: as written, a check without attributes fits many and so none."""
    for body in bodies(document, "POST /checks"):
        base = dict(body["schema"])
        sets = dict(zip(CHECK_TYPES, base.pop("oneOf"), strict=True)) | {"ping": {}}
        branches = [merge(base, chosen) for chosen in sets.values()]
        for branch, name in zip(branches, sets, strict=True):
            branch["properties"]["type"] = {"type": "string", "enum": [name]}
        body["schema"] = {"oneOf": branches}


def alerts_have_numbers(document: Schema) -> None:
    """Identifiers and times of alerts are integers and ``charged`` is a boolean, not strings."""
    alert = answer(document, "GET /actions", "actions", "alerts", "[]")
    alert["properties"].update(userid=INTEGER, checkid=INTEGER, time=INTEGER, charged=BOOLEAN)


DEVIATIONS: list[Correction] = [
    Correction(
        "list-verify-certificate",
        "rec31_checks_list.json",
        add("GET /checks", ("checks", "[]"), verify_certificate=BOOLEAN),
    ),
    Correction("headers-are-a-map", "rec31_check_detail_http_defaults.json", request_headers_are_a_map),
    Correction("threshold-is-a-number", "rec31_check_detail_http_defaults.json", threshold_is_a_number),
    Correction(
        "detail-tag-count-is-text", "paste31_check_detail_https_post_tags_region.json", tag_count_is_text_in_detail
    ),
    Correction("detail-has-teams", "unit31_check_detail_include_teams.json", detail_has_teams),
    Correction("create-is-chosen-by-type", "rec31_check_create.json", create_is_chosen_by_type),
    Correction(
        "window-duration",
        "paste31_maintenance_read.json",
        add("GET /maintenance/{id}", ("maintenance",), duration=INTEGER, durationunit=STRING, dayofweekinmonth=INTEGER),
    ),
    Correction(
        "occurrence-duration",
        "real31_occurrence_read.json",
        add("GET /maintenance.occurrences/{id}", ("occurrence",), duration=INTEGER, durationunit=STRING),
    ),
    Correction("probe-region", "real31_probes_region.json", add("GET /probes", ("probes", "[]"), region=STRING)),
    Correction("transaction-create-is-wrapped", "real31_tms_create.json", transactions_are_wrapped("POST /tms/check")),
    Correction(
        "transaction-is-wrapped",
        "real31_tms_update.json",
        transactions_are_wrapped("GET /tms/check/{cid}", "PUT /tms/check/{cid}"),
    ),
    Correction(
        "status-report-is-paged",
        "real31_tms_status_report_all.json",
        add("GET /tms/check/report/status", (), limit=INTEGER, offset=INTEGER, omit_empty=BOOLEAN),
    ),
    Correction("targets-by-kind", "unit31_contact_read.json", targets_are_kinds_of_lists),
    Correction("targets-by-kind-in-requests", "spec31_contact_create_REQUEST.json", targets_are_sent_as_kinds_of_lists),
    Correction(
        "contact-id-is-a-number",
        "unit31_contact_create.json",
        identifier_is_a_number("POST /alerting/contacts", "contact"),
    ),
    Correction("contact-update-message", "unit31_contact_update.json", contact_update_may_answer_a_message),
    Correction(
        "team-id-is-a-number", "unit31_team_create.json", identifier_is_a_number("POST /alerting/teams", "team")
    ),
    Correction("alerts-have-numbers", "doc21_actions.json", alerts_have_numbers),
]
