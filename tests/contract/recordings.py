# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded exchanges with Pingdom, by the file in ../shared/fixtures/pingdom that holds the answer.

INDEX.md there says how real each is. Requests are added where the recording has them.
"""

from __future__ import annotations

import json
from dataclasses import replace

from tests.contract.openapi import JSON, SHARED, Exchange

FIXTURES = SHARED / "fixtures" / "pingdom"
MINIMAL_CHECK = b'{"host":"google.com","name":"a test check","type":"http"}'
"""Body of the recorded POST (rec31_response_headers.json)."""

ANSWERS = {
    "rec31_checks_list.json": "GET /checks",
    "rec31_check_detail_http_defaults.json": "GET /checks/13904898",
    "rec31_check_delete.json": "DELETE /checks/13904902",
    "paste31_check_detail_https_post_tags_region.json": "GET /checks/6126477",
    "paste31_checks_list_entry_ping_tags.json": "GET /checks",
    "paste31_maintenance_read.json": "GET /maintenance/198005",
    "real31_occurrence_read.json": "GET /maintenance.occurrences/6110986",
    "real31_probes_region.json": "GET /probes",
    "real31_results.json": "GET /results/1",
    "real31_tms_delete.json": "DELETE /tms/check/104757",
    "real31_tms_list.json": "GET /tms/check",
    "real31_tms_performance_report.json": "GET /tms/check/104757/report/performance",
    "real31_tms_status_report_all.json": "GET /tms/check/report/status",
    "real31_tms_status_report_single.json": "GET /tms/check/104757/report/status",
    "unit31_check_detail_include_teams.json": "GET /checks/85975",
    "unit31_check_delete.json": "DELETE /checks/1",
    "unit31_contact_delete.json": "DELETE /alerting/contacts/1",
    "unit31_contact_read.json": "GET /alerting/contacts/123456",
    "unit31_contacts_list.json": "GET /alerting/contacts",
    "unit31_maintenance_list.json": "GET /maintenance",
    "unit31_maintenance_read.json": "GET /maintenance/456",
    "unit31_summary_performance_hours.json": "GET /summary.performance/1",
    "unit31_team_delete.json": "DELETE /alerting/teams/1234",
    "unit31_team_read.json": "GET /alerting/teams/1",
    "unit31_teams_list.json": "GET /alerting/teams",
    "doc21_actions.json": "GET /actions",
    "doc21_analysis.json": "GET /analysis/1",
    "doc21_check_detail_http_repeated_cookie.json": "GET /checks/85975",
    "doc21_credits.json": "GET /credits",
    "doc21_occurrences_list.json": "GET /maintenance.occurrences",
    "doc21_reference.json": "GET /reference",
    "doc21_summary_average_bycountry.json": "GET /summary.average/1",
    "doc21_summary_average_uptime.json": "GET /summary.average/1",
    "doc21_summary_hoursofday.json": "GET /summary.hoursofday/1",
    "doc21_summary_outage.json": "GET /summary.outage/1",
    "doc21_summary_performance_week.json": "GET /summary.performance/1",
    "observed_error_400_invalid_host.json": "GET /checks",
    "observed_error_400_ssl_requires_verify.json": "GET /checks",
    "observed_error_403_invalid_check_identifier.json": "GET /checks/1",
    "observed_error_403_no_free_checks.json": "GET /checks",
    "observed_error_429.json": "GET /checks",
}
WRITES: dict[str, tuple[str, bytes]] = {
    "rec31_check_create.json": ("POST /checks", MINIMAL_CHECK),
    "unit31_check_update.json": ("PUT /checks/1", b'{"paused":true}'),
    "unit31_contact_update.json": ("PUT /alerting/contacts/1", b"spec31_contact_update_REQUEST.json"),
    "unit31_contact_create.json": ("POST /alerting/contacts", b"spec31_contact_create_REQUEST.json"),
    "unit31_maintenance_create.json": ("POST /maintenance", b'{"description":"x","from":1,"to":2}'),
    "unit31_maintenance_update.json": ("PUT /maintenance/1", b'{"description":"x"}'),
    "unit31_occurrence_update.json": ("PUT /maintenance.occurrences/1", b'{"to":1}'),
    "unit31_team_create.json": ("POST /alerting/teams", b'{"name":"x","member_ids":[]}'),
    "unit31_team_update.json": ("PUT /alerting/teams/65", b'{"name":"x","member_ids":[]}'),
    "real31_tms_create.json": ("POST /tms/check", b'{"name":"x","steps":[]}'),
    "real31_tms_update.json": ("PUT /tms/check/104757", b'{"name":"x"}'),
}
"""Answers to writes, with bodies: recorded for POST /checks, documented for contacts, else plain."""


def exchanges() -> dict[str, Exchange]:
    """Every recording as an exchange; the files must be there."""
    found = {}
    for name, operation in ANSWERS.items():
        found[name] = _exchange(name, operation)
    for name, (operation, body) in WRITES.items():
        sent = (FIXTURES / body.decode()).read_bytes() if body.endswith(b".json") else body
        found[name] = replace(_exchange(name, operation), body=sent, content_type=JSON)
    return found


def _exchange(name: str, operation: str) -> Exchange:
    method, path = operation.split(" ")
    answer = (FIXTURES / name).read_bytes()
    status = json.loads(answer).get("error", {}).get("statuscode", 200)
    return Exchange(method, path, status=status, answer=answer)
