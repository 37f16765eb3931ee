# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reads of checks look like: never quite what was written.

Shapes from the recorded 3.1 answers of GET /checks and GET /checks/{id} (louman/pingdom-client-v3, 2025) and those
pasted in nefelim4ag/pingdom-operator (2022).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.emulator.pingdom.account import Account, Check
from tests.emulator.pingdom.check_types import CHECK_TYPES
from tests.emulator.pingdom.measurements import result
from tests.emulator.quirks import Quirks

USER_AGENT = "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)"
PLAIN_SETTINGS = ("resolution", "sendnotificationwhendown", "notifyagainevery", "notifywhenbackup")


def list_entries(
    checks: Iterable[Check], account: Account, quirks: Quirks, shown: dict[str, Any]
) -> list[dict[str, Any]]:
    """The rows of GET /checks: few fields, the type as a string, tags only when asked for."""
    counts = account.tag_counts() if shown.get("include_tags") else Counter()
    return [_list_entry(check, account, quirks, shown, counts) for check in checks]


def _list_entry(
    check: Check, account: Account, quirks: Quirks, shown: dict[str, Any], counts: Mapping[str, int]
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": check.id,
        "created": check.created,
        "name": check.settings["name"],
        "hostname": check.settings["host"],
        "resolution": check.settings["resolution"],
        "type": check.type,
        "ipv6": check.settings["ipv6"],
        "verify_certificate": check.specifics.get("verify_certificate", False),
        **_times(check, account.now),
        "status": _status(check, account.now, quirks),
    }
    if check.settings["probe_filters"]:
        entry["probe_filters"] = check.settings["probe_filters"]
    if shown.get("showencryption"):
        entry["encryption"] = check.specifics.get("encryption", False)
    if shown.get("include_tags"):
        entry["tags"] = _tags(check, account, quirks, counts)
    if shown.get("include_severity"):
        entry["severity_level"] = check.severity
    return entry


def detail(check: Check, account: Account, quirks: Quirks, include_teams: bool) -> dict[str, Any]:
    """GET /checks/{id}: host is called hostname, paused is a status, the type an object, tag counts are strings."""
    settings, counts = check.settings, account.tag_counts()
    answer: dict[str, Any] = {"id": check.id, "name": settings["name"]}
    answer |= {name: settings[name] for name in PLAIN_SETTINGS}
    answer |= {
        "created": check.created,
        "type": _type(check, quirks),
        "hostname": settings["host"],
        "ipv6": settings["ipv6"],
        "responsetime_threshold": settings["responsetime_threshold"],
        "custom_message": settings["custom_message"],
        "integrationids": settings["integrationids"],
        **_times(check, account.now),
        "status": _status(check, account.now, quirks),
        "tags": [{**tag, "count": str(tag["count"])} for tag in _tags(check, account, quirks, counts)],
        "probe_filters": settings["probe_filters"],
    }
    if settings["userids"]:
        answer["userids"] = settings["userids"]
    if include_teams:
        teams = [account.teams[team_id] for team_id in settings["teamids"] if team_id in account.teams]
        answer["teams"] = [{"id": team.id, "name": team.name} for team in teams]
    return answer


def _status(check: Check, now: int, quirks: Quirks) -> str:
    if quirks["pingdom_window_shows_paused"] and check.silenced(now):
        return "paused"
    return check.status(now, quirks["pingdom_status_lags"], quirks["pingdom_unpaused_is_unknown"])


def _type(check: Check, quirks: Quirks) -> object:
    if check.type == "ping" and quirks["pingdom_ping_type_string"]:
        return "ping"
    if check.type == "ping" and quirks["pingdom_ping_type_list"]:
        return {"ping": []}
    return {check.type: _specifics(check, quirks)}


def _specifics(check: Check, quirks: Quirks) -> dict[str, Any]:
    """Settings of the type; empty ones are absent, credentials are split at the first colon."""
    told = {name: value for name, value in check.specifics.items() if value or value is False}
    shown = {name: told[name] for name in CHECK_TYPES[check.type].parameters if name in told}
    if "auth" in shown:
        shown["username"], _unused, shown["password"] = str(shown.pop("auth")).partition(":")
    if check.type == "http":
        shown["requestheaders"] = _headers(check, quirks)
    return shown


def _headers(check: Check, quirks: Quirks) -> dict[str, Any]:
    """Headers by name; a repeated one is a list (2.1 documentation, example with two cookies)."""
    found: dict[str, list[str]] = {}
    for line in check.specifics.get("requestheaders", []):
        name, _unused, value = line.partition(":")
        found.setdefault(name.strip(), []).append(value.strip())
    headers: dict[str, Any] = {name: values[0] if len(values) == 1 else values for name, values in found.items()}
    if quirks["pingdom_user_agent_injected"] and "user-agent" not in {name.lower() for name in headers}:
        headers["User-Agent"] = USER_AGENT
    return headers


def _tags(check: Check, account: Account, quirks: Quirks, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Tags by how much the account uses them, as ``counts`` say; "a" are automatic, "u" the user's."""
    tags: list[dict[str, Any]] = [{"name": name, "type": "u", "count": counts[name]} for name in check.tags]
    tags += [{"name": name, "type": "a", "count": counts[name]} for name in check.auto_tags if name not in check.tags]
    tags.sort(key=lambda tag: (-counts[tag["name"]], tag["name"]))
    if quirks["pingdom_tags_reordered"] and tags:
        account.reads += 1
        turn = account.reads % len(tags)
        tags = tags[turn:] + tags[:turn]
    return tags


def _times(check: Check, now: int) -> dict[str, Any]:
    """Times of tests and outages; absent until there are any."""
    last_test = check.last_test(now)
    start, end = check.outage or (None, None)
    times = {
        "lasterrortime": end and end - 60,
        "lasttesttime": last_test,
        "lastresponsetime": last_test and result(check, last_test).response,
        "lastdownstart": start,
        "lastdownend": end,
    }
    return {name: time for name, time in times.items() if time is not None}
