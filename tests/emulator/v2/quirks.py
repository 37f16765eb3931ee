# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oddities of API v2, each with the place that reports it (prtg-v2-facts and the clients quoted there)."""

from __future__ import annotations

from ..quirks import Quirk

FACTS = "prtg-v2-facts section "
FINDINGS = "findings of 2026-11-25, "

V2_QUIRKS: list[Quirk] = [
    Quirk(
        "v2_status_lags",
        "After an action the next two lists (or a minute of the server's clock) still show the old status and message.",
        FACTS + "5, asynchrony",
    ),
    Quirk(
        "v2_default_limit_100",
        "A list without limit has 100 entries; switched off it has 3000, as the overview says.",
        FACTS + "2 and 7 (operations list of 2026-03)",
        default=True,
    ),
    Quirk("v2_no_total_count", "Lists have no X-Total-Count header.", FACTS + "7"),
    Quirk("v2_deprecated_gone", "The deprecated lists and overviews answer 404.", FACTS + "2, deprecated endpoints"),
    Quirk(
        "v2_experimental_gone", "The experimental lists answer 404.", FACTS + "2, both paths exist for one release only"
    ),
    Quirk("v2_not_activated", "Every path answers 404.", FACTS + "1, activation (mmz-srf)"),
    Quirk(
        "v2_summed_info_status",
        "Probes, groups and devices show SUMMED_INFO_ and the worst status of their sensors.",
        FACTS + "6, devices and groups (prtg-skill)",
    ),
    Quirk(
        "v2_names_with_brackets_unmatched",
        "A name with ( ) [ ] & or a character beyond ASCII never equals anything in a filter.",
        FACTS + "6, escaping (netmon24)",
        default=True,
    ),
    Quirk(
        "v2_parentid_unquoted_list_matches_nothing",
        "parentid in [1, 2] without quotes matches nothing; switched off it is refused.",
        FACTS + "6 (prtg-skill)",
        default=True,
    ),
    Quirk(
        "v2_matches_incomplete",
        "matches on an experimental list misses the objects whose id ends with an odd digit.",
        FINDINGS + "3.3 (prtg-skill: incomplete); what is missed is invented",
    ),
    Quirk(
        "v2_display_value_text",
        "display_value of a measurement is a text with its unit instead of a number.",
        FINDINGS + "3.2 (mmz-srf)",
    ),
    Quirk("v2_display_value_null", "display_value of a measurement is null.", FINDINGS + "3.2 (mmz-srf)"),
    Quirk(
        "v2_unproven_members_left_out",
        "Sensors of the current lists have no last_measurement, and the deprecated ones do not tell of auto-discovery, "
        "nor what a probe is.",
        FACTS + "3: no list of members has them, but a sample of prtg-skill and the overview's table of sort names",
    ),
    Quirk(
        "v2_filter_ignored",
        "Lists ignore the parameter filter and answer everything.",
        "prtg-v1-facts section 2.5, of API v1; unknown for v2",
    ),
    Quirk(
        "v2_pause_answers_wrong_node_status",
        "Pausing what is paused and resuming what is not answer WRONG_NODE_STATUS.",
        FACTS + "5 and 11, open question",
    ),
    Quirk(
        "v2_acknowledge_without_duration",
        "Acknowledging takes a message and no duration.",
        FACTS + "5: AcknowledgeRequestBody is in no source",
    ),
    Quirk(
        "v2_bulk_partial_failure",
        "Every second object of a bulk action fails, inside an answer of 200.",
        FACTS + "5, ActionResult",
    ),
    Quirk(
        "v2_duplicate_over_pages",
        "An object appears while paging: later pages begin with the row before, the total grows by one.",
        FACTS + "7, hazard",
    ),
    Quirk(
        "v2_skip_over_pages",
        "An object vanishes while paging: later pages miss a row, the total falls by one.",
        FACTS + "7, hazard",
    ),
    Quirk(
        "v2_medium_is_a_month",
        "The time series medium reaches back 30 days instead of 60.",
        FACTS + "4, time series (prtg-skill)",
    ),
    Quirk(
        "v2_short_rows",
        "Rows of time series end with their last value, so that they are shorter than their head.",
        FACTS + "4, fixture timeseries_with_gap.mmz-srf",
    ),
    Quirk(
        "v2_root_is_group",
        "The root is listed and found as a group.",
        "recorded for v1 (fixture groups.18.2.json); unknown for v2",
    ),
    Quirk(
        "v2_generation_2023",
        "No path below /experimental is there: nothing can be made or edited but devices, by PATCH /devices/{id}.",
        FACTS + "2: reworked with 24.3.100; what was there before is inferred from what is deprecated (unverified)",
    ),
    Quirk(
        "v2_generation_2026_09",
        "PATCH of a sensor is at the plural path alone, PATCH of a probe and POST /objects/{id}/clone are there.",
        FACTS + "2, 2026-09 spec (WYRE README)",
    ),
    Quirk(
        "v2_created_object",
        "What was made is answered by 201 with one object instead of a list of them.",
        FACTS + "5, asynchrony (clients saw both)",
    ),
    Quirk(
        "v2_created_empty", "What was made is answered by 201 with an empty body.", FACTS + "5, asynchrony (netmon24)"
    ),
    Quirk(
        "v2_clone_tells",
        "POST /objects/{id}/clone answers 201 with what was made instead of 204.",
        FACTS + "11, open question",
    ),
    Quirk(
        "v2_new_objects_late",
        "What is made over API v2 is there after three seconds of the servers' clock; until then it is in no list of "
        "either API, and its id is unknown.",
        FACTS + "5, asynchrony (netmon24 looks for six seconds)",
    ),
    Quirk(
        "v2_new_objects_wrong_status",
        "For three seconds after an object was made, edits and actions of it alone answer WRONG_NODE_STATUS.",
        FACTS + "5, asynchrony: a client waits before it touches a new object; how such a server refuses is unverified",
    ),
    Quirk(
        "v2_wrong_node_status_409",
        "WRONG_NODE_STATUS comes with 409 instead of 400.",
        FACTS + "8: its HTTP status is unknown",
    ),
    Quirk(
        "v2_execution_timeout",
        "What changes something is done and then answered by 408 EXECUTION_TIMEOUT.",
        FACTS + "7, 25 seconds; that it was done is the worse case",
    ),
    Quirk(
        "v2_sensor_sections",
        "PATCH of a sensor takes every section, not basic alone.",
        FACTS + "5: basic alone was implemented in 2026-03; later ones are unverified",
    ),
    Quirk(
        "v2_patch_adds_to_lists",
        "A list in a PATCH, such as tags, is added to the one that is there instead of replacing it.",
        FACTS + "11, open question",
    ),
    Quirk(
        "v2_experimental_single_reads",
        "GET /experimental/devices/{id} and the like are there for single objects, as GET /devices/{id} is.",
        FACTS + "4 (prtg-skill's prose; not in the operations of 2026-03), " + FINDINGS + "3.4",
    ),
]
