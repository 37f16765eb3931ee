# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transaction (TMS) checks and their reports.

Shapes from nordcloud/go-pingdom pingdom/tms_check_test.go: wrapped in ``check``, read names equal to write names.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from tests.emulator.pingdom.account import Transaction
from tests.emulator.pingdom.call import Answer, Call, Route, ordered, page
from tests.emulator.pingdom.errors import existing, invalid_value, refused
from tests.emulator.pingdom.parameters import Reader, boolean, choice, filled, integer, integers, strings, text

STEPS: dict[str, tuple[str, ...]] = {
    "go_to": ("url",),
    "click": ("element",),
    "fill": ("input", "value"),
    "check": ("checkbox",),
    "uncheck": ("checkbox",),
    "sleep": ("seconds",),
    "select_radio": ("radio",),
    "select": ("select", "option"),
    "basic_auth": ("username", "password"),
    "submit": ("form",),
    "wait_for_element": ("element",),
    "wait_for_contains": ("element", "value"),
    "url": ("url",),
    "exists": ("element",),
    "not_exists": ("element",),
    "contains": ("element", "value"),
    "not_contains": ("element", "value"),
    "field_contains": ("input", "value"),
    "field_not_contains": ("input", "value"),
    "is_checked": ("checkbox",),
    "is_not_checked": ("checkbox",),
    "radio_selected": ("radio",),
    "dropdown_selected": ("select", "option"),
    "dropdown_not_selected": ("select", "option"),
}
"""Commands of a script and the arguments each needs (OpenAPI document 3.1, "TMS Steps Vocabulary")."""
_SEARCHED = ("element", "value", "waitTime", "useRegularExpression")
RECORDED_STEPS: dict[str, tuple[str, ...]] = {
    "wpm_go_to": ("url",),
    "wpm_click": ("element", "offsetX", "offsetY"),
    "wpm_click_xy": ("element", "x", "y", "scrollX", "scrollY"),
    "wpm_fill": ("input", "value"),
    "wpm_move_mouse_to_element": ("element", "offsetX", "offsetY"),
    "wpm_select_dropdown": ("select", "option"),
    "wpm_wait": ("seconds",),
    "wpm_close_tab": (),
    "wpm_contains_timeout": _SEARCHED,
    "wpm_not_contains_timeout": _SEARCHED,
}
"""The same of a recording, which no request creates: the recorder does."""
RECORDER_MEMBERS = {"guid", "contains_navigate"}
"""What the recorder stores of a step besides (same chapter)."""


def steps(value: object) -> list[dict[str, Any]]:
    """Steps of a script, known commands with exactly one go_to among them, or of a recording."""
    if not isinstance(value, list) or not value:
        raise ValueError
    if not all(_is_step(step, STEPS) for step in value):
        if all(_is_step(step, RECORDED_STEPS) for step in value):
            return value
        raise ValueError
    if sum(step["fn"] == "go_to" for step in value) != 1:
        raise ValueError
    return value


def _is_step(step: object, known: dict[str, tuple[str, ...]]) -> bool:
    members = {"fn", "args"} if known is STEPS else {"fn", "args", *RECORDER_MEMBERS}
    if not isinstance(step, dict) or not set(step) <= members or step.get("fn") not in known:
        return False
    arguments = step.get("args", {})
    if not isinstance(arguments, dict) or not all(isinstance(item, str) for item in arguments.values()):
        return False
    return set(arguments) >= set(known[step["fn"]])


def metadata(value: object) -> dict[str, Any]:
    """Metadata of a recording: an object with its four documented parts."""
    if not isinstance(value, dict) or set(value) != {"width", "height", "disableWebSecurity", "authentications"}:
        raise ValueError
    return value


def tag_list(value: object) -> list[str]:
    """Tags of the characters and the length that the document allows."""
    tags = strings(value)
    if not all(re.fullmatch("[A-Za-z0-9_-]{1,64}", tag) for tag in tags):
        raise ValueError
    return tags


TRANSACTION: dict[str, Reader] = {
    "name": filled,
    "steps": steps,
    "active": boolean,
    "contact_ids": integers,
    "custom_message": text,
    "interval": choice(5, 10, 20, 60, 720, 1440),
    "region": choice("us-east", "us-west", "eu", "au"),
    "send_notification_when_down": integer(0),
    "severity_level": choice("high", "low"),
    "team_ids": integers,
    "integration_ids": integers,
    "metadata": metadata,
    "tags": tag_list,
}
DEFAULTS: dict[str, Any] = {
    "active": True,
    "contact_ids": [],
    "custom_message": "",
    "interval": 10,
    "region": "us-east",
    "send_notification_when_down": 1,
    "severity_level": "high",
    "team_ids": [],
    "integration_ids": [],
    "tags": [],
}
LISTED = ("name", "active", "interval", "region", "tags")
INTERVALS = {"hour": 3600, "day": 86400, "week": 604800}
LONGEST = {"hour": 8 * 86400, "day": 185 * 86400}
"""Seconds of the longest period of a resolution: a week and a day, six months and a day (OpenAPI document 3.1)."""


def moment(value: object) -> int:
    """UNIX seconds of a time in RFC 3339, which has to tell its offset; an unencoded + arrives as a blank."""
    time = datetime.fromisoformat(text(value))
    if time.tzinfo is None:
        raise ValueError
    return int(time.timestamp())


PERIOD: dict[str, Reader] = {"from": moment, "to": moment, "order": choice("asc", "desc")}


def list_transactions(call: Call) -> Answer:
    """GET /tms/check."""
    asked = call.read(
        {
            "extended_tags": boolean,
            "tags": strings,
            "type": choice("script", "recording"),
            "limit": integer(1, 1000),
            "offset": integer(0),
        }
    )
    wanted = set(asked.get("tags", []))
    paging = {"limit": asked.get("limit", 1000), "offset": asked.get("offset", 0)}
    rows = [
        _without(view(transaction, bool(asked.get("extended_tags"))), LISTED)
        for transaction in call.account.transactions.values()
        if asked.get("type", transaction.type) == transaction.type
        and (not wanted or wanted & set(transaction.settings["tags"]))
    ]
    return {"checks": page(rows, paging), **paging}


def _without(shown: dict[str, Any], settings: tuple[str, ...]) -> dict[str, Any]:
    """A row of the list: of the settings only those named."""
    return {name: value for name, value in shown.items() if name not in TRANSACTION or name in settings}


def create_transaction(call: Call) -> Answer:
    """POST /tms/check; answers identifier and name."""
    if "steps" not in call.given:
        raise refused("missing", "steps")
    asked = call.read(TRANSACTION, ("name",))
    _refuse_unknown_people(call, asked)
    _refuse_other_type("script", asked)
    transaction = Transaction(call.account.next_id("transaction"), call.now, call.now, {**DEFAULTS, **asked})
    call.account.transactions[transaction.id] = transaction
    return {"check": {"id": transaction.id, "name": asked["name"]}}


def read_transaction(call: Call) -> Answer:
    """GET /tms/check/{cid}."""
    asked = call.read({"extended_tags": boolean})
    return {"check": view(find(call, "cid"), bool(asked.get("extended_tags")))}


def update_transaction(call: Call) -> Answer:
    """PUT /tms/check/{cid}: only what is sent changes; answers the whole check."""
    asked = call.read(TRANSACTION)
    transaction = find(call, "cid")
    _refuse_unknown_people(call, asked)
    _refuse_other_type(transaction.type, asked)
    transaction.changed(asked, call.now)
    transaction.modified_at = call.now
    return {"check": view(transaction)}


def delete_transaction(call: Call) -> Answer:
    """DELETE /tms/check/{cid}."""
    call.read({})
    transaction = find(call, "cid")
    del call.account.transactions[transaction.id]
    return {"message": f"Deletion of check {transaction.id} was successful."}


def status_report(call: Call) -> Answer:
    """GET /tms/check/{check_id}/report/status."""
    asked = call.read(PERIOD)
    return {"report": _states(find(call, "check_id"), call.now, asked)}


def status_reports(call: Call) -> Answer:
    """GET /tms/check/report/status: ``report`` is a list here."""
    more = {"limit": integer(1, 100), "offset": integer(0), "omit_empty": boolean}
    asked = call.read({**PERIOD, **more})
    reports = [_states(transaction, call.now, asked) for transaction in call.account.transactions.values()]
    rows = [report for report in reports if not asked.get("omit_empty") or _has_results(report)]
    paging = {"limit": asked.get("limit", 100), "offset": asked.get("offset", 0)}
    return {"report": page(rows, paging), **paging, "omit_empty": asked.get("omit_empty", False)}


def _has_results(report: dict[str, Any]) -> bool:
    return any(state["status"] != "unknown" for state in report["states"])


def performance_report(call: Call) -> Answer:
    """GET /tms/check/{check_id}/report/performance: the intervals since it was made, ten and the one in progress."""
    asked = call.read({**PERIOD, "resolution": choice(*INTERVALS), "include_uptime": boolean})
    transaction = find(call, "check_id")
    resolution = str(asked.get("resolution", "hour"))
    length, until = INTERVALS[resolution], _end(asked, call.now)
    since = asked.get("from", until - 10 * length)
    if resolution in LONGEST and until - since > LONGEST[resolution]:
        raise invalid_value("from")
    since = max(since, transaction.created_at)
    starts = range(since - since % length, until, length)
    intervals = [_interval(transaction, start, min(start + length, call.now), asked) for start in starts]
    return {
        "report": {
            "check_id": transaction.id,
            "name": transaction.settings["name"],
            "resolution": resolution,
            "intervals": ordered(intervals, asked),
        }
    }


def _interval(transaction: Transaction, start: int, end: int, asked: dict[str, Any]) -> dict[str, Any]:
    """What was measured between two times, and the uptime if asked for."""
    measured = [{"average_response": 250, "step": step} for step in transaction.settings["steps"]]
    interval = {"steps": measured, "average_response": 250 * len(measured), "from": _rfc3339(start)}
    return {**interval, **(_uptime(transaction, start, end) if asked.get("include_uptime") else {})}


def _uptime(transaction: Transaction, start: int, end: int) -> dict[str, int]:
    """Seconds of an interval in which the check was up, was down, and nobody knows."""
    seconds = {"uptime": 0, "downtime": 0, "unmonitored": max(0, min(transaction.created_at, end) - start)}
    word = {"successful": "uptime", "failing": "downtime"}.get(transaction.status, "unmonitored")
    seconds[word] += end - start - seconds["unmonitored"]
    return seconds


def _states(transaction: Transaction, now: int, asked: dict[str, Any]) -> dict[str, Any]:
    """Its states in a period, a week unless told otherwise: unknown until its first test, then what it is now.

    The last one ends with the last test, as recorded (real31_tms_status_report_all.json: 6 and 10 minutes before).
    """
    until = _end(asked, now)
    since = max(0, asked.get("from", until - INTERVALS["week"]))
    state = {"successful": "up", "failing": "down"}.get(transaction.status)
    last = transaction.last_test(now) if state else None
    spans = [(0, until, "unknown")]
    if state and last is not None:
        spans = [(0, transaction.first, "unknown"), (transaction.first, last, state)]
    clipped = [(max(begin, since), min(end, until), status) for begin, end, status in spans]
    states = [
        {"status": status, "from": _rfc3339(begin), "to": _rfc3339(end)}
        for begin, end, status in clipped
        if begin < end
    ]
    return {"check_id": transaction.id, "name": transaction.settings["name"], "states": ordered(states, asked)}


def _end(asked: dict[str, Any], now: int) -> int:
    """UNIX time at which a period ends: nothing is reported of the future."""
    return min(int(asked.get("to", now)), now)


def _rfc3339(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refuse_unknown_people(call: Call, asked: dict[str, Any]) -> None:
    for name, known in (("contact_ids", call.account.contacts), ("team_ids", call.account.teams)):
        if not set(asked.get(name, [])) <= set(known):
            raise invalid_value(name)


def _refuse_other_type(check_type: str, asked: dict[str, Any]) -> None:
    """Steps of a recording are no steps of a script, and the other way round; only a recording has metadata."""
    known = STEPS if check_type == "script" else RECORDED_STEPS
    if any(step["fn"] not in known for step in asked.get("steps", [])):
        raise invalid_value("steps")
    if check_type == "script" and "metadata" in asked:
        raise invalid_value("metadata")


def find(call: Call, path_name: str) -> Transaction:
    """The transaction that the path names; 404 when there is none."""
    return existing(call.account.transactions, call.ids[path_name], refused("not found", "Check"))


def view(transaction: Transaction, extended_tags: bool = False) -> dict[str, Any]:
    """A transaction as read: its settings and what the server knows."""
    shown = {
        "type": transaction.type,
        "id": transaction.id,
        **transaction.settings,
        "status": transaction.status,
        "created_at": transaction.created_at,
        "modified_at": transaction.modified_at,
    }
    if extended_tags:
        shown["tags"] = [{"name": tag, "type": "u", "count": "1"} for tag in transaction.settings["tags"]]
    return shown


ROUTES: list[Route] = [
    ("GET", "/tms/check", list_transactions),
    ("POST", "/tms/check", create_transaction),
    ("GET", "/tms/check/report/status", status_reports),
    ("GET", "/tms/check/{cid}", read_transaction),
    ("PUT", "/tms/check/{cid}", update_transaction),
    ("DELETE", "/tms/check/{cid}", delete_transaction),
    ("GET", "/tms/check/{check_id}/report/status", status_report),
    ("GET", "/tms/check/{check_id}/report/performance", performance_report),
]
