# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API 2.1 has in common with 3.1: the same operations, without the parameters and attributes that came later."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from tests.emulator.pingdom import checks, maintenance, occurrences, reports
from tests.emulator.pingdom.call import Answer, Call, page
from tests.emulator.pingdom.documented import documented
from tests.emulator.pingdom.errors import refused
from tests.emulator.pingdom.parameters import boolean
from tests.emulator.pingdom.probes import active_for_transactions

OF_CERTIFICATES = {"verify_certificate", "ssl_down_days_before"}
LATER_OF_CHECKS = {*OF_CERTIFICATES, "custom_message", "lastdownstart", "lastdownend"}
UNDOCUMENTED_OF_DETAILS = {"tags", "probe_filters"}
LATER_OF_WINDOWS = {"duration", "durationunit"}


def without(entry: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The entry without these attributes."""
    return {name: value for name, value in entry.items() if name not in names}


def list_checks(call: Call) -> Answer:
    """GET /checks."""
    answer = checks.list_checks(call)
    shown = {"verify_certificate"} if call.quirks["pingdom_21_list_shows_certificates"] else set()
    return {**answer, "checks": [without(row, LATER_OF_CHECKS - shown) for row in answer["checks"]]}


def read_check(call: Call) -> Answer:
    """GET /checks/{checkid}."""
    check = without(checks.read_check(call)["check"], LATER_OF_CHECKS)
    if not call.quirks["pingdom_21_detail_shows_tags"]:
        check = without(check, UNDOCUMENTED_OF_DETAILS)
    if isinstance(check["type"], dict):
        check["type"] = {name: _of_type(told) for name, told in check["type"].items()}
    return {"check": check}


def _of_type(told: Any) -> Any:
    """Settings of a type; additional URLs are a list here."""
    if not isinstance(told, dict):
        return told
    urls = {"additionalurls": told["additionalurls"].split(";")} if "additionalurls" in told else {}
    return {**without(told, OF_CERTIFICATES), **urls}


def read_window(call: Call) -> Answer:
    """GET /maintenance/{id}: the documented attributes, and what the web page made if it can."""
    later = LATER_OF_WINDOWS if call.quirks["pingdom_nth_weekday"] else {*LATER_OF_WINDOWS, "dayofweekinmonth"}
    return {"maintenance": without(maintenance.read_window(call)["maintenance"], later)}


def update_window(call: Call) -> Answer:
    """PUT /maintenance/{id}; the table makes both times mandatory, the example gives neither."""
    if call.quirks["pingdom_21_window_put_needs_times"]:
        for name in ("from", "to"):
            if name not in call.given:
                raise refused("missing", name)
    return maintenance.update_window(call)


def list_occurrences(call: Call) -> Answer:
    """GET /maintenance.occurrences."""
    rows = occurrences.list_occurrences(call)["occurrences"]
    return {"occurrences": [without(row, LATER_OF_WINDOWS) for row in rows]}


def read_occurrence(call: Call) -> Answer:
    """GET /maintenance.occurrences/{id}."""
    return {"occurrence": without(occurrences.read_occurrence(call)["occurrence"], LATER_OF_WINDOWS)}


def list_probes(call: Call) -> Answer:
    """GET /probes, without regions, and with a choice of those that test transactions."""
    asked = call.read({**reports.PROBES_ASKED_FOR, "onlytms": boolean})
    later = set() if call.quirks["pingdom_21_probes_show_region"] else {"region"}
    rows = [without(probe, later) for probe in reports.probes_asked_for(asked)]
    chosen = [probe for probe in rows if not asked.get("onlytms") or active_for_transactions(probe)]
    return {"probes": page(chosen, asked)}


def read_server_time(call: Call) -> Answer:
    """GET /servertime."""
    call.read({})
    return {"servertime": call.now}


ANSWERS: dict[str, Callable[[Call], Answer]] = {
    "GET /actions": reports.list_actions,
    "GET /analysis/{checkid}": reports.list_analyses,
    "GET /analysis/{checkid}/{analysisid}": reports.read_analysis,
    "GET /checks": list_checks,
    "POST /checks": checks.create_check,
    "PUT /checks": checks.update_checks,
    "DELETE /checks": checks.delete_checks,
    "GET /checks/{checkid}": read_check,
    "PUT /checks/{checkid}": checks.update_check,
    "DELETE /checks/{checkid}": checks.delete_check,
    "GET /credits": reports.read_credits,
    "GET /maintenance": maintenance.list_windows,
    "POST /maintenance": maintenance.create_window,
    "DELETE /maintenance": maintenance.delete_windows,
    "GET /maintenance/{id}": read_window,
    "PUT /maintenance/{id}": update_window,
    "DELETE /maintenance/{id}": maintenance.delete_window,
    "GET /maintenance.occurrences": list_occurrences,
    "DELETE /maintenance.occurrences": occurrences.delete_occurrences,
    "GET /maintenance.occurrences/{id}": read_occurrence,
    "PUT /maintenance.occurrences/{id}": occurrences.update_occurrence,
    "DELETE /maintenance.occurrences/{id}": occurrences.delete_occurrence,
    "GET /probes": list_probes,
    "GET /reference": reports.read_reference,
    "GET /results/{checkid}": reports.list_results,
    "GET /servertime": read_server_time,
    "GET /single": reports.single_test,
    "GET /summary.average/{checkid}": reports.summary_average,
    "GET /summary.hoursofday/{checkid}": reports.summary_hours,
    "GET /summary.outage/{checkid}": reports.summary_outage,
    "GET /summary.performance/{checkid}": reports.summary_performance,
    "GET /summary.probes/{checkid}": reports.summary_probes,
    "GET /traceroute": reports.traceroute,
}
ROUTES = documented(ANSWERS)
