# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oddities of API v1, each with the place that reports it (prtg-v1-facts, PrtgAPI and others quoted there)."""

from __future__ import annotations

from ..quirks import Quirk

FACTS = "prtg-v1-facts section "
FINDINGS = "findings of 2026-11-25, "

V1_QUIRKS: list[Quirk] = [
    Quirk(
        "v1_status_lags",
        "After an action the next two tables (or a minute of the server's clock) still show the old status "
        "and message; active flips at once.",
        FACTS + "4, state lags (PrtgAPI tests wait for minutes)",
    ),
    Quirk(
        "v1_rows_past_end",
        "A start behind the last row answers with the last page again instead of nothing.",
        FACTS + "2.4 (PrtgAPI StreamManager)",
        default=True,
    ),
    Quirk(
        "v1_last_page_filled",
        "A last page that would be short is filled up with rows of the page before.",
        FACTS + "2.4 (PrtgAPI StreamManager)",
    ),
    Quirk("v1_filter_objid_empty", "filter_objid matches nothing.", FACTS + "2.5 (PrtgAPI #143, #154, on 20.1.57)"),
    Quirk(
        "v1_filter_ignored",
        "Every filter is ignored: rows of other objects are returned.",
        FACTS + "2.5 (PrtgAPI #239)",
    ),
    Quirk(
        "v1_filter_brackets_unmatched",
        "A filter value with brackets, parentheses or a comma matches nothing.",
        FACTS + "2.5 (PrtgAPI #234, #266)",
        default=True,
    ),
    Quirk(
        "v1_treesize_wrong",
        "totalcount and treesize count all objects of the kind, whatever id and filters say.",
        FACTS + "2.4, fixture devices_empty_treesize11",
    ),
    Quirk(
        "v1_channels_totalcount_zero",
        "totalcount and treesize of channels are 0 though there are rows.",
        FACTS + "2.1 (PrtgAPI #31)",
        default=True,
    ),
    Quirk(
        "v1_probes_list_core_server",
        "The list of probes also holds the PRTG Core Server, of type AutonomousDevice.",
        FACTS + "2.1 (since 21.2.67, PrtgAPI #215)",
        default=True,
    ),
    Quirk(
        "v1_core_server_unfiltered",
        "The PRTG Core Server is in the list of probes whatever that is filtered by, not only where it fits.",
        FACTS
        + "2.1, not filtered reliably; filters by name and type kept it out in PrtgAPI #215, as pyprtg-api expects",
    ),
    Quirk(
        "v1_stray_ampersand",
        "The sensor tree's usedtags and getobjectproperty with show=text hold an ampersand that is not escaped.",
        FACTS + "2.6 and 5 (golang-prtg-api-wrapper 5cc6b59, PrtgAPI #262)",
    ),
    Quirk("v1_control_characters", "Messages in XML hold NUL and other control characters.", FACTS + "8 (PrtgAPI #55)"),
    Quirk(
        "v1_html_login_200",
        "Every API call answers 200 with the HTML log-in page.",
        FACTS + "6 (PrtgAPI #228, #411, #417)",
    ),
    Quirk("v1_login_redirect", "Wrong credentials are answered by a redirect to the log-in page.", FACTS + "6"),
    Quirk(
        "v1_https_redirect",
        "Every call is redirected to https; the Location repeats the credentials.",
        FACTS + "1 (grafana-prtg #67)",
    ),
    Quirk(
        "v1_bearer_reads",
        "A bearer key opens tables but not actions, as on 25.1.102, instead of being refused everywhere as on 26.3.",
        FACTS + "1, Authorization header",
    ),
    Quirk(
        "v1_read_only_200",
        "Actions answer 200 with a page that says the account is read-only, and do nothing.",
        FACTS + "6 (PrtgAPI ReadOnlyResponse)",
    ),
    Quirk(
        "v1_actions_redirect",
        "Actions but pauseobjectfor.htm and deleteobject.htm answer 302 to the page of the object instead of 200.",
        FACTS + "6, fixture action_ok_302 (one note on 25.1.102)",
    ),
    Quirk(
        "v1_clone_to_kind",
        "duplicateobject.htm redirects to the page of the kind, such as /sensor.htm?id=1234, instead of /object.htm.",
        "the manual (fixture duplicate_ok_redirect_direct), go-prtg's test; others: findings of 2026-11-25, 2.8",
    ),
    Quirk(
        "v1_clone_not_valid_yet",
        "duplicateobject.htm makes the copy and redirects to /error.htm, which is told where the copy is.",
        FACTS + "5 (PrtgAPI #309, #40)",
    ),
    Quirk(
        "v1_new_objects_late",
        "What is made over API v1 is there after three seconds of the servers' clock; until then it is in no list of "
        "either API, and its id is unknown.",
        FACTS + "5, duplicateobject: the id may come back before the object is usable (PrtgAPI #309, #40)",
    ),
    Quirk(
        "v1_new_objects_not_valid",
        "For three seconds after an object was made, edits and actions of it fail with a redirect to /error.htm: the "
        "object is currently not valid.",
        FACTS + "5 (PrtgAPI #309, #40); that edits are refused so is unverified",
    ),
    Quirk(
        "v1_web_paths_401",
        "The web pages addgroup2.htm and adddevice2.htm answer 401, whoever asks.",
        FACTS + "5, adding (since 22.1.74, PrtgAPI #272, #273, #282)",
    ),
    Quirk(
        "v1_web_paths_403",
        "The web pages addgroup2.htm and adddevice2.htm answer 403, as they do to users who are no administrators.",
        FACTS + "5, adding (since 22.3.79, PrtgAPI #308)",
    ),
    Quirk(
        "v1_web_paths_csrf",
        "The web pages addgroup2.htm and adddevice2.htm answer 403 to whoever sends no anti-csrf-token.",
        FACTS + "5, adding (since 23.2, PrtgAPI #345); how they refuse is unverified",
    ),
    Quirk(
        "v1_schedule_set_ignored",
        "setobjectproperty.htm answers OK to schedule, dependency and maintenance window, and does nothing, instead of "
        "failing.",
        FACTS + "4, maintenance window: it does not work for them (manual); how it fails is unverified",
    ),
    Quirk(
        "v1_limits_need_a_number",
        "Limits are not switched on, and their messages are not kept, where neither the request nor the channel has a "
        "limit.",
        "PrtgAPI sends a limit with every message and mode since 18.1 (SetChannelProperty tests, RequestVersion.v18_1)",
    ),
    Quirk(
        "v1_takes_post",
        "Every page takes POST like GET, its parameters in the query.",
        "monitoring-aiops sends its actions so; the manual allows GET alone; unverified",
    ),
    Quirk(
        "v1_no_content_page",
        "Every table is the page that says OK, with 200.",
        FINDINGS + "2.2 (PrtgAPI #334), fixture ok_body_no_content",
    ),
    Quirk(
        "v1_tables_empty",
        "Every table is without rows and says that there are none.",
        FINDINGS + "2.2 (reconcile-snow-prtg, PrtgAPI #397, grafana-prtg #103)",
    ),
    Quirk(
        "v1_probenode_empty",
        "content=probenode has no rows; content=probes has them.",
        FINDINGS + "2.3, fixture probes_core_server_first (21.2.67, PrtgAPI #215)",
    ),
    Quirk(
        "v1_json_few_twins",
        "JSON has twins of numbers, dates and enumerations alone, and priority is a number, as on 18.2.",
        FINDINGS + "2.4, fixtures table/*.18.2.json",
    ),
    Quirk(
        "v1_inheritance_stays",
        "A value of an inherited section, such as interval, counts only after the inheritance was switched off with "
        "intervalgroup_=0.",
        "farinaanthony96/PRTG-Sensor-Time-Interval-Editor switches it off before it sets interval; unverified",
    ),
    Quirk(
        "v1_simulated_error_with_scan",
        "A simulated error shows with the next scan that is asked for, not at once.",
        "PrtgAPI's wiki, State Manipulation, and its integration test, which scans and waits for two minutes",
    ),
    Quirk(
        "v1_acknowledgement_unshown",
        "The message of an acknowledged sensor is that of its error alone.",
        "fixture sensors_every_status (composed of one sensor's row); PrtgAPI #293 says otherwise",
    ),
    Quirk("v1_action_error_302", "Actions fail with a redirect to /error.htm and do nothing.", FACTS + "6"),
    Quirk(
        "v1_german",
        "Display values, dates, message texts and the complaint about an unknown id are German.",
        FACTS + "2.3 (#66, #218, #221), fixture sensors_german; PrtgAPI's ForeignMessage",
    ),
    Quirk(
        "v1_account_zone",
        "The account's time zone is UTC+7 instead of UTC: shown dates, the periods that are asked for, maintenance "
        "windows.",
        FACTS + "2.3, 4 and 5, fixture historicdata.13.1",
    ),
    Quirk(
        "v1_zone_untold",
        "The sensor tree does not tell the time zone of the account.",
        FACTS + "2.6: recorded on 18.2.41 only; that others leave it out is unverified",
    ),
    Quirk(
        "v1_page_without_schedule",
        "The settings page has no part for schedules, dependencies and maintenance windows.",
        FACTS + "4: the page is not documented, so that other versions may have another one; unverified",
    ),
    Quirk(
        "v1_limits_with_comma",
        "Limits of channels have a decimal comma, and a point in one groups its digits.",
        FACTS + "2.3 (#3, #48, #103, #111): the locale decides; how a server reads the other sign is unverified",
    ),
    Quirk(
        "v1_log_grows",
        "A line comes into the log just before each page of it is read.",
        FACTS + "2.4, paging over what changes",
    ),
    Quirk(
        "v1_history_limited",
        "The sixth request for historicdata within a minute is answered with 429.",
        FACTS + "5 (the manual: five a minute; how it refuses is unverified)",
    ),
    Quirk(
        "v1_history_without_dates",
        "historicdata without sdate and edate tells the last day instead of failing.",
        "monitoring-aiops asks so for the last day; the manual has both dates in every request; unverified",
    ),
    Quirk(
        "v1_history_limit_in_words",
        "With v1_history_limited, the refusal is text with 200.",
        FACTS + "5 (errors of historicdata are plain text); unverified of this one",
    ),
    Quirk(
        "v1_history_without_ids",
        "Values of historicdata.xml have the names of their channels without the ids.",
        "fixture historicdata.13.1",
    ),
    Quirk(
        "v1_sysinfo_with_names",
        "Rows of content=sysinfo have the names of their columns, and their times are quoted, as JSON wants it.",
        "prtg-v1-facts section 2.1: invalid JSON on newer servers (fixture sysinfo_empty_keys_unquoted_dates.17.4)",
    ),
    Quirk("v1_hidden_active", "The columns active and active_raw are missing.", FACTS + "4, active missing"),
    Quirk("v1_tags_with_commas", "Tags are separated by commas instead of blanks.", FACTS + "2.2 (PrtgAPI #85)"),
    Quirk(
        "v1_status_fields_missing",
        "With an API key some fields of getstatus read (Object not found).",
        FACTS + "1, fixture getstatus_object_not_found_fields",
    ),
]
