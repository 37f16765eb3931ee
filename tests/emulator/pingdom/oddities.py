# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oddities of the Pingdom API that can be switched while the emulator runs."""

from __future__ import annotations

from tests.emulator.pingdom.errors import INVENTED, REFUSALS
from tests.emulator.quirks import Quirk

INVENTED_TEXTS = ", ".join(refusal.text.format("...") for refusal in REFUSALS.values() if refusal.source == INVENTED)
PINGDOM_QUIRKS: list[Quirk] = [
    Quirk(
        "pingdom_user_agent_injected",
        "Every http check shows a User-Agent header of Pingdom's own in its detail, unless one was set.",
        "recorded 3.1 answer GET /checks/13904898, "
        "louman/pingdom-client-v3 spec/vcr_cassettes/resources/check/show.yml",
        default=True,
    ),
    Quirk(
        "pingdom_tags_reordered",
        "The tags of a check come in another order with every read.",
        "terraform-provider-pingdom issue 71, pull requests 46 and 58: order follows account-wide use, which changes",
    ),
    Quirk(
        "pingdom_rate_limited",
        "Every request is answered 429 with nothing remaining of the short limit.",
        "OpenAPI document 3.1, Limits",
    ),
    Quirk(
        "pingdom_html_error",
        "Every request is answered 500 with an HTML page.",
        "stakater/IngressMonitorController issue 293 (invalid character '<'); the status is unverified",
    ),
    Quirk(
        "pingdom_jwt_401_once",
        "The next request fails with a transient 401 in plain text; the quirk then switches itself off.",
        "ovh/pingdom-configurator retries 401 with 'JWT-Auth-Only: Unable to decode JWT'",
    ),
    Quirk(
        "pingdom_maintenance_put_resets",
        "PUT of a window sets omitted fields to the documented defaults instead of keeping them.",
        "Pingdom API 2.1 documentation, Modify the maintenance window: table of defaults; unverified",
    ),
    Quirk(
        "pingdom_nth_weekday",
        "POST and PUT of a window take the recurrencetype nth-day-of-week-in-month, as the web page makes it, together "
        "with dayofweekinmonth; one without the other is refused.",
        "DrFaust92/terraform-provider-pingdom issue 26 for the answer; that the API takes it, and refuses one of them "
        "alone, is unverified",
    ),
    Quirk(
        "pingdom_status_lags",
        "For 30 seconds after pausing or unpausing, reads show the status from before.",
        "Nextdoor/kingpin integration test: waits 30 s to 'let Pingdom cache settle' (API 2.0); unverified on 3.1",
    ),
    Quirk(
        "pingdom_window_shows_paused",
        "A check inside a maintenance window in force shows the status paused, whether it is paused itself or not.",
        "findings of 2026-11-25, 1.1: a window pauses the monitoring (SolarWinds documentation, Maintenance Windows); "
        "that the status shows it is unverified",
    ),
    Quirk(
        "pingdom_lists_lag",
        "GET /checks and GET /maintenance answer as 30 seconds before: what was just created is missing, what was just "
        "deleted is there.",
        "no recording: findings of 2026-11-25, 1.11, lists lag too (unverified)",
    ),
    Quirk(
        "pingdom_details_lag",
        "Reads of a check or window by its id answer as 30 seconds before: what was just created is not found, what "
        "was just changed or deleted is as it was.",
        "terraform-provider-pingdom issue 101: a check that was just created reads 'not found'; that changes lag as "
        "well is unverified",
    ),
    Quirk(
        "pingdom_duplicate_list_rows",
        "GET /checks repeats its first row at the end of the page.",
        "no recording: rows shift while an offset-paged list is read and checks are created",
    ),
    Quirk(
        "pingdom_ping_type_string",
        'The detail of a ping check has "type": "ping" instead of an object.',
        "ping is missing from the oneOf of DetailedCheck in OpenAPI document 3.1; the real shape is unverified",
    ),
    Quirk(
        "pingdom_ping_type_list",
        'The detail of a ping check has "type": {"ping": []}, as PHP encodes an empty map.',
        "ping is missing from the oneOf of DetailedCheck in OpenAPI document 3.1; the real shape is unverified",
    ),
    Quirk(
        "pingdom_headers_merge",
        "PUT of request headers adds to those there are instead of replacing them.",
        "undocumented; nordcloud/go-pingdom sends nothing for an empty map, so removal is unproven",
    ),
    Quirk(
        "pingdom_contact_needs_both_severities",
        "A contact must have at least one HIGH and one LOW target.",
        "terraform-provider-pingdom issues 82 and 88; the documented example has HIGH targets only",
    ),
    Quirk(
        "pingdom_contact_put_message",
        "PUT of a contact answers a message instead of the contact.",
        "nordcloud/go-pingdom pingdom/contact_test.go (TestContactService_Update); the document shows the contact",
    ),
    Quirk(
        "pingdom_invented_texts",
        f"Refusals whose text nobody has recorded have one of this emulator's own: {INVENTED_TEXTS}; a path or "
        "method that there is not has the words of HTTP, Not Found or Method Not Allowed. Switched off, all of them "
        "have the text of the documented example.",
        "no recording; the example is in the 2.1 documentation, JSON Responses",
        default=True,
    ),
    Quirk(
        "pingdom_one_content_rule",
        "A request that names both shouldcontain and shouldnotcontain is refused; switched off it is taken if one of "
        "them is empty.",
        "OpenAPI document 3.1, HttpAttributesBase: use only one of them in your request; 2.1 documentation, Create New "
        "Check: if shouldcontain is also set, this parameter is not allowed",
        default=True,
    ),
    Quirk(
        "pingdom_blanks_refused",
        "POST of a check refuses a form that has a parameter without a value, instead of taking the default.",
        "nordcloud/go-pingdom commit 00d458a of 2018, on API 2.1; on 3.1 the acceptance tests of go-pingdom and "
        "ukcloud.pingdom send such values",
    ),
    Quirk(
        "pingdom_json_strings",
        "Requests about checks may have text in place of any other value inside JSON, as in a form.",
        "ovh/pingdom-configurator lib/validation and lib/api: all that it sends is text; the document says otherwise",
    ),
    Quirk(
        "pingdom_json_type_needs_body",
        "A request with Content-Type application/json and without a body is refused.",
        "HariSekhon/DevOps-Bash-tools pingdom/pingdom_api.sh: JSON headers break calls; how is unverified. "
        "nefelim4ag/pingdom-operator sends {} with every GET",
    ),
    Quirk(
        "pingdom_started_series_keeps_start",
        "PUT of a recurring window that has started refuses another start.",
        "no recording; pasientskyhosting/ps-pingdom-maintenance sends another start with every PUT, on 3.1",
    ),
    Quirk(
        "pingdom_repeatevery_required",
        "A window that recurs must have a repeatevery of at least 1; switched off 0 is the default, and means 1.",
        "no recording; OpenAPI document 3.1, maintenance: default 0",
    ),
    Quirk(
        "pingdom_put_renews_occurrences",
        "Every PUT of a window makes its future occurrences anew, with new ids: what was moved or deleted is as the "
        "recurrence says. Switched off only a PUT that changes times or recurrence does.",
        "no recording: unverified either way",
    ),
    Quirk(
        "pingdom_null_members_refused",
        "A team with member_ids null is refused, instead of having no members.",
        "no recording; the three Terraform providers that use nordcloud/go-pingdom send null",
    ),
    Quirk(
        "pingdom_unpaused_is_unknown",
        "A check that is unpaused shows the status unknown until its next test, instead of what it showed before.",
        "no recording; Nextdoor/kingpin's integration test finds a check up within 30 s of unpausing it (API 2.0)",
    ),
    Quirk(
        "pingdom_plan_without_windows",
        "Every request about maintenance windows and their occurrences is answered 403 "
        '"Not permitted for account type.".',
        "SolarWinds documentation, Maintenance Windows: plans Advanced and above only; the text is recorded of other "
        "requests (terraform-provider-pingdom issue 57, on API 2.x): that a plan without windows has it is unverified",
    ),
    Quirk(
        "pingdom_account_type_refused",
        'Every request is answered 403 "Not permitted for account type.".',
        "terraform-provider-pingdom issue 57 and lewg/pingdom-to-graphite pull request 14, on API 2.x",
    ),
    Quirk(
        "pingdom_multi_user_account",
        "API 2.1 refuses a request without the header Account-Email, as it does one that names another account: 403 "
        '"Not permitted for account type.". Switched off it can be left out.',
        "lewg/pingdom-to-graphite pull request 14; DataDog/documentation pull request 1554: the cure is the address of "
        "the account's owner; that another account is refused alike is unverified",
    ),
    Quirk(
        "pingdom_21_detail_shows_tags",
        "The detail of a check in API 2.1 has its tags and probe_filters, as that of 3.1 has; switched off it has "
        "neither.",
        "terraform-provider-pingdom pull requests 13 and 58, of 2017 and 2020 on 2.1: states differ by the order of "
        "tags that are read; the 2.1 documentation, Get Detailed Check Information, lists neither",
        default=True,
    ),
    Quirk(
        "pingdom_21_list_shows_certificates",
        "GET /checks of API 2.1 shows verify_certificate for every check.",
        "pypingdom 0.2.2, pypingdom/client.py: update_check depends on it, on 2.x; the 2.1 documentation does not have "
        "it",
    ),
    Quirk(
        "pingdom_21_probes_show_region",
        "GET /probes of API 2.1 shows the region of every probe, as that of 3.1 does.",
        "a public AWS Lambda function that opens a security group to Pingdom's European probes reads region from "
        "/api/2.1/probes; the 2.1 documentation does not have it",
    ),
    Quirk(
        "pingdom_21_window_put_needs_times",
        "PUT of a window in API 2.1 refuses a request without from or to.",
        "2.1 documentation, Modify the maintenance window: mandatory by the table, while the example has neither; "
        "unverified",
    ),
    Quirk(
        "pingdom_21_user_put_resets",
        "PUT of a user in API 2.1 ends its pause unless the request says otherwise.",
        "2.1 documentation, Modify User: the default of paused is NO; unverified",
    ),
    Quirk(
        "pingdom_21_target_put_needs_provider",
        "PUT of a contact target in API 2.1 refuses a number without a provider.",
        "2.1 documentation, Modify Contact Target: number requires countrycode and provider; unverified",
    ),
    Quirk(
        "pingdom_21_report_put_resets",
        "PUT of a subscription in API 2.1 makes it one of all checks, and one with those that are paused, unless the "
        "request says otherwise.",
        "2.1 documentation, Modify Email Report: if omitted, this will be an overview report; the default of "
        "include_paused is true; unverified",
    ),
    Quirk(
        "pingdom_21_logo_is_disabled",
        "PUT of the settings in API 2.1 takes pubrlogourl and does nothing with it.",
        "2.1 documentation, Modify Account Settings: currently disabled for public use; how is unverified",
    ),
]
