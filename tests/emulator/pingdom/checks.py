# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uptime checks: list, create, read, change, delete, one by one and in bulk."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Any

from tests.emulator.pingdom.account import Account, Check
from tests.emulator.pingdom.call import Answer, Call, Route, page
from tests.emulator.pingdom.check_types import CHECK_TYPES, HEADER_NAME, specific_table
from tests.emulator.pingdom.check_views import detail, list_entries
from tests.emulator.pingdom.errors import existing, invalid_value, refused
from tests.emulator.pingdom.parameters import (
    Reader,
    boolean,
    choice,
    filled,
    integer,
    integer_text,
    integers,
    integers_or_text,
    read,
    strings,
    text,
)

PAGE = 25000
"""Most rows that GET /checks gives (OpenAPI document 3.1)."""

RESOLUTION = choice(1, 5, 15, 30, 60)
CONTENT_RULES = ("shouldcontain", "shouldnotcontain")
REGION = re.compile(r"region: ?(NA|EU|APAC|LATAM)")
HOST = re.compile(r"[^\s/:]+|[0-9A-Fa-f:.]+")


def host(value: object) -> str:
    """A bare host name or address; a URL is refused (terraform-provider-pingdom issue 95)."""
    if not HOST.fullmatch(filled(value)):
        raise ValueError
    return text(value)


def tag_list(value: object) -> list[str]:
    """Tags of at most 64 characters; each is kept once."""
    tags = strings(value)
    if any(not tag or len(tag) > 64 for tag in tags):
        raise ValueError
    return list(dict.fromkeys(tags))


def probe_filters(value: object) -> list[str]:
    """Regions, written ``region: EU`` or ``region:EU`` and always read as the former."""
    filters = strings(value)
    matches = [REGION.fullmatch(item) for item in filters]
    if not all(matches):
        raise ValueError
    return [f"region: {match[1]}" for match in matches if match]


COMMON: dict[str, Reader] = {
    "name": filled,
    "host": host,
    "paused": boolean,
    "resolution": RESOLUTION,
    "userids": integer_text,
    "teamids": integer_text,
    "integrationids": integers,
    "sendnotificationwhendown": integer(1),
    "notifyagainevery": integer(0),
    "notifywhenbackup": boolean,
    "tags": tag_list,
    "probe_filters": probe_filters,
    "ipv6": boolean,
    "responsetime_threshold": integer(1),
    "custom_message": text,
}
DEFAULTS: dict[str, Any] = {
    "paused": False,
    "resolution": 5,
    "userids": [],
    "teamids": [],
    "integrationids": [],
    "sendnotificationwhendown": 2,
    "notifyagainevery": 0,
    "notifywhenbackup": True,
    "tags": [],
    "probe_filters": [],
    "ipv6": False,
    "responsetime_threshold": 30000,
    "custom_message": "",
}
LIST = {
    "limit": integer(1, PAGE),
    "offset": integer(0),
    "showencryption": boolean,
    "include_tags": boolean,
    "include_severity": boolean,
    "tags": tag_list,
}


def list_checks(call: Call) -> Answer:
    """GET /checks; ``tags`` selects checks that have any of them."""
    asked = call.read(LIST)
    wanted = set(asked.get("tags", []))
    every = list(call.account.checks.values())
    chosen = [check for check in every if not wanted or wanted & {*check.tags, *check.auto_tags}]
    rows = list_entries(page(chosen, asked, most=PAGE), call.account, call.quirks, asked)
    if rows and call.quirks["pingdom_duplicate_list_rows"]:
        rows.append(rows[0])
    return {"checks": rows, "counts": {"total": len(every), "limited": len(rows), "filtered": len(chosen)}}


def create_check(call: Call) -> Answer:
    """POST /checks; answers the identifier and the name only."""
    if call.blanks and call.quirks["pingdom_blanks_refused"]:
        raise invalid_value(call.blanks[0])
    check_type = choice_of_type(call.given)
    table = {**COMMON, "type": choice(*CHECK_TYPES), **specific_table(check_type, call.given)}
    required = ("name", "host", "type", *CHECK_TYPES[check_type].required)
    asked = content_rules(call, call.read(table, required, _defaults(check_type)))
    asked.pop("type")
    if not call.account.free_checks:
        raise refused("no free check")
    check = new_check(call.account, check_type, asked, call.now)
    return {"check": {"id": check.id, "name": check.settings["name"]}}


def _defaults(check_type: str) -> dict[str, Any]:
    """What a check of the type has that was told nothing."""
    return {**DEFAULTS, **CHECK_TYPES[check_type].defaults}


def content_rules(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked, where one rule for the content of the page clears the other.

    "Use only one of them in your request" (OpenAPI document 3.1); nordcloud/go-pingdom always sends one of them.
    """
    told = [name for name in CONTENT_RULES if name in asked]
    if len(told) > 1 and (call.quirks["pingdom_one_content_rule"] or all(asked[name] for name in told)):
        raise invalid_value("shouldnotcontain")
    return {**(dict.fromkeys(CONTENT_RULES, "") if told else {}), **asked}


def choice_of_type(given: dict[str, Any]) -> str:
    """The type asked for, known before the table of its parameters can be."""
    return str(read({"type": given.get("type", "")}, {"type": choice(*CHECK_TYPES)}, ("type",))["type"])


def new_check(account: Account, check_type: str, asked: dict[str, Any], now: int) -> Check:
    """Store a check; nothing is stored when its settings contradict each other."""
    check = Check(0, check_type, now, {**DEFAULTS}, {**CHECK_TYPES[check_type].defaults})
    apply(account, check, asked)
    check.settings["paused"] = asked.get("paused", False)
    check.id = account.next_id("check")
    account.checks[check.id] = check
    return check


def read_check(call: Call) -> Answer:
    """GET /checks/{checkid}."""
    asked = call.read({"include_teams": boolean})
    check = find(call)
    return {"check": detail(check, call.account, call.quirks, bool(asked.get("include_teams")))}


def update_check(call: Call) -> Answer:
    """PUT /checks/{checkid}: only what is sent changes; the type cannot.

    ``checkids``, which the document lists here too, is taken and says nothing beside the path (unverified).
    """
    check = find(call)
    table = {**COMMON, "addtags": tag_list, "checkids": integer_text, **specific_table(check.type, call.given)}
    asked = content_rules(call, call.read(table, defaults=_defaults(check.type)))
    asked.pop("checkids", None)
    asked["tags"] = list(dict.fromkeys([*asked.get("tags", check.tags), *asked.pop("addtags", [])]))
    draft = Check(check.id, check.type, check.created, {**check.settings}, {**check.specifics})
    apply(call.account, draft, asked, merge_headers=call.quirks["pingdom_headers_merge"])
    paused = check.settings["paused"]
    check.settings, check.specifics = {**draft.settings, "paused": paused}, draft.specifics
    check.set_paused(bool(asked.get("paused", paused)), call.now)
    return {"message": "Modification of check was successful!"}


def delete_check(call: Call) -> Answer:
    """DELETE /checks/{checkid}; ``delcheckids`` is taken beside it (pingdomcli 0.3.0) and says nothing."""
    call.read({"delcheckids": integers_or_text})
    call.account.drop_check(find(call).id)
    return {"message": "Deletion of check was successful!"}


def update_checks(call: Call) -> Answer:
    """PUT /checks: pause or change the resolution of the listed checks, or of ALL when ``checkids`` is omitted."""
    table = {"paused": boolean, "resolution": RESOLUTION, "checkids": integer_text}
    asked = call.read(table, defaults=DEFAULTS)
    ids: Iterable[int] = asked.get("checkids", call.account.checks)
    checks = [call.account.checks[check_id] for check_id in ids if check_id in call.account.checks]
    for check in checks:
        check.settings["resolution"] = asked.get("resolution", check.settings["resolution"])
        check.set_paused(bool(asked.get("paused", check.settings["paused"])), call.now)
    return {"message": f"Modification of {len(checks)} checks was successful!"}


def delete_checks(call: Call) -> Answer:
    """DELETE /checks: ``delcheckids`` in the query or the body; unknown ids are ignored."""
    asked = call.read({"delcheckids": integers_or_text}, ("delcheckids",))
    for check_id in {*asked["delcheckids"]} & {*call.account.checks}:
        call.account.drop_check(check_id)
    return {"message": "Deletion of checks was successful!"}


def find(call: Call) -> Check:
    """The check that the path names; 403 when there is none."""
    return existing(call.account.checks, call.ids["checkid"], refused("unknown check"))


def apply(account: Account, check: Check, asked: dict[str, Any], merge_headers: bool = False) -> None:
    """Put what was asked into the check, then refuse what does not fit together."""
    headers = [name for name in asked if HEADER_NAME.fullmatch(name)]
    if headers:
        kept = check.specifics.get("requestheaders", []) if merge_headers else []
        lines = [line for name in headers for line in asked[name]]
        check.specifics["requestheaders"] = [*kept, *lines]
    for name, value in asked.items():
        if name not in headers:
            (check.settings if name in COMMON else check.specifics)[name] = value
    _obey_address(check)
    _refuse_contradictions(account, check)


def _obey_address(check: Check) -> None:
    """An address as host decides over ipv6 (2.1 documentation, parameter ipv6)."""
    try:
        check.settings["ipv6"] = ipaddress.ip_address(str(check.settings["host"])).version == 6
    except ValueError:
        return


def _refuse_contradictions(account: Account, check: Check) -> None:
    specifics = check.specifics
    if specifics.get("ssl_down_days_before") and not specifics.get("verify_certificate"):
        raise refused("certificate")
    for name, known in (("userids", account.contacts), ("teamids", account.teams)):
        if not set(check.settings[name]) <= set(known):
            raise invalid_value(name)


ROUTES: list[Route] = [
    ("GET", "/checks", list_checks),
    ("POST", "/checks", create_check),
    ("PUT", "/checks", update_checks),
    ("DELETE", "/checks", delete_checks),
    ("GET", "/checks/{checkid}", read_check),
    ("PUT", "/checks/{checkid}", update_check),
    ("DELETE", "/checks/{checkid}", delete_check),
]
