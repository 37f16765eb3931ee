# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Pingdom of a few lines for unit tests, which answers in the shapes that recordings of API 3.1 show."""

from __future__ import annotations

import copy
import re

from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Memory
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import ensure
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources import CHECK, WINDOW
from ansible_collections.opswatch.monitoring.tests.unit.plugins.module_utils._pingdom.scripted import (
    MESSAGE,
    NOW,
    api_on,
    refusal,
    use,
)

INJECTED = "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)"
OWN = {
    "http": {"verify_certificate": True, "url": "/", "encryption": False, "port": 80},
    "httpcustom": {"verify_certificate": True, "encryption": False, "port": 80},
    "smtp": {"port": 25, "encryption": False},
    "pop3": {"port": 110},
    "imap": {"port": 143},
}


class FakePingdom:
    """An account: checks as their details, windows as their rows, and a log of every request.

    ``instead`` maps (method, path) to a list of answers that are given, one by one, in place of the real ones;
    ``after`` does the same with answers that are given although the request was carried out.
    """

    def __init__(self):
        self.now = NOW
        self.checks, self.teams_of, self.windows, self.occurrences = {}, {}, {}, {}
        self.contacts = [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Twin"}, {"id": 3, "name": "Twin"}]
        self.teams = [{"id": 7, "name": "Web"}]
        self.transactions = [{"id": 50, "name": "Log in"}]
        self.log, self.instead, self.after, self.ignored = [], {}, {}, set()
        self.slept = []
        self.remembers = False
        self._last_id = 100

    @property
    def writes(self):
        return [entry for entry in self.log if entry[0] != "GET"]

    def api(self, *_args):
        memory = Memory("fake") if self.remembers else None
        return api_on(self.serve, slept=self.slept, memory=memory, own_time=lambda: self.now)

    def new_id(self):
        self._last_id += 1
        return self._last_id

    def serve(self, method, path, query, body):
        self.log.append((method, path, body))
        key = (method, path)
        if self.instead.get(key):
            return self.instead[key].pop(0)
        told = self.route(method, path, query, body)
        if self.after.get(key):
            return self.after[key].pop(0)
        answer = told if isinstance(told, tuple) else (200, {}, told)
        return answer[0], {"Server-Time": str(self.now), **answer[1]}, copy.deepcopy(answer[2])

    def route(self, method, path, query, body):
        kind, _slash, number = path.strip("/").partition("/")
        if kind == "alerting":
            return {number: getattr(self, number)}
        if kind == "tms":
            return {"checks": self.transactions, "limit": 1000, "offset": 0}
        return {
            "checks": self.on_checks,
            "maintenance": self.on_windows,
            "maintenance.occurrences": self.on_occurrences,
        }[kind](method, int(number) if number else None, query, body)

    def on_checks(self, method, check_id, query, body):
        if check_id is not None and check_id not in self.checks:
            return refusal(403, "Invalid check identifier")
        if method == "GET" and check_id is None:
            rows = [self.list_row(check, query) for check in self.checks.values()]
            return {"checks": rows, "counts": {"total": len(rows), "limited": len(rows), "filtered": len(rows)}}
        if method == "GET":
            teams = [{"id": one, "name": "x"} for one in self.teams_of.get(check_id, [])]
            return {"check": {**self.checks[check_id], **({"teams": teams} if query.get("include_teams") else {})}}
        if method == "DELETE":
            del self.checks[check_id]
            return MESSAGE
        if method == "POST":
            check = self.add(**body)
            return {"check": {"id": check["id"], "name": check["name"]}}
        self.write(self.checks[check_id], body)
        return MESSAGE

    def list_row(self, check, query):
        row = {key: check[key] for key in ("id", "name", "hostname", "status")}
        row["type"] = next(iter(check["type"]))
        return {**row, "tags": check["tags"]} if query.get("include_tags") else row

    def add(self, type="http", host="h.example.com", **body):
        check = {
            "id": self.new_id(),
            "name": "",
            "created": NOW - 60,
            "resolution": 5,
            "sendnotificationwhendown": 2,
            "notifyagainevery": 0,
            "notifywhenbackup": True,
            "ipv6": False,
            "responsetime_threshold": 30000,
            "custom_message": "",
            "integrationids": [],
            "tags": [],
            "probe_filters": [],
            "status": "unknown",
            "hostname": host,
            "type": {type: dict(OWN.get(type, {}))},
        }
        if type == "http":
            check["type"]["http"]["requestheaders"] = {"User-Agent": INJECTED}
        self.write(check, body)
        self.checks[check["id"]] = check
        return check

    def write(self, check, body):
        ((_type, own),) = check["type"].items()
        lines = [line for name, value in body.items() if re.fullmatch(r"requestheaders\d*", name) for line in value]
        if any(name.startswith("requestheaders") for name in body):
            own["requestheaders"] = read_headers(lines)
        for name, value in body.items():
            if name in self.ignored or name.startswith("requestheaders"):
                continue
            self.write_one(check, own, name, value)

    def write_one(self, check, own, name, value):
        if name == "host":
            check["hostname"] = value
        elif name == "paused":
            check["status"] = "paused" if value else "unknown"
        elif name == "userids":
            check["userids"] = [int(one) for one in value.split(",") if one]
        elif name == "teamids":
            self.teams_of[check["id"]] = [int(one) for one in value.split(",") if one]
        elif name in ("tags", "addtags"):
            old = check["tags"] if name == "addtags" else []
            check["tags"] = old + [{"name": one, "type": "u", "count": "1"} for one in value]
        elif name == "auth":
            own["username"], _colon, own["password"] = value.partition(":")
        elif name in check:
            check[name] = value
        elif value == "" or (value == 0 and name == "ssl_down_days_before"):
            own.pop(name, None)
        else:
            own[name] = value

    def on_windows(self, method, window_id, query, body):
        if window_id is not None and window_id not in self.windows:
            return refusal(404, "Maintenance window not found")
        if method == "GET" and window_id is None:
            return {"maintenance": list(self.windows.values())}
        if method == "GET":
            return {"maintenance": {**self.windows[window_id], "durationunit": "minute"}}
        if method == "DELETE":
            del self.windows[window_id]
            return MESSAGE
        if method == "POST":
            return {"maintenance": {"id": self.add_window(**{"start": body["from"], **body})["id"]}}
        self.windows[window_id].update(self.window_row(body))
        return MESSAGE

    def window_row(self, body):
        row = {name: value for name, value in body.items() if name not in ("uptimeids", "tmsids", "start")}
        row.update({name: self.now for name in ("from", "to", "effectiveto") if row.get(name) == 1})
        if "uptimeids" in body:
            row["checks"] = {"uptime": body["uptimeids"], "tms": body["tmsids"]}
        return {name: value for name, value in row.items() if name not in self.ignored}

    def add_window(self, description="work", start=NOW - 100, to=NOW + 7100, **body):
        row = {
            "id": self.new_id(),
            **self.window_row(
                {
                    "description": description,
                    "recurrencetype": "none",
                    "repeatevery": 0,
                    "effectiveto": to,
                    "uptimeids": [],
                    "tmsids": [],
                    **body,
                    "from": start,
                    "to": to,
                }
            ),
        }
        self.windows[row["id"]] = row
        return row

    def on_occurrences(self, method, occurrence_id, query, body):
        if method == "DELETE":
            del self.occurrences[occurrence_id]
            return MESSAGE
        return {"occurrences": list(self.occurrences.values())}


def read_headers(lines):
    """Headers as an answer has them: a text, a list where one is repeated, and Pingdom's own User-Agent."""
    headers = {"User-Agent": INJECTED}
    seen = {}
    for line in lines:
        name, value = line.split(":", 1)
        seen.setdefault(name, []).append(value)
    headers.update({name: values[0] if len(values) == 1 else values for name, values in seen.items()})
    return headers


def check(params, check_mode=False, state="present"):
    """What the module for checks makes of these options."""
    options = {"state": state, "absent_mode": "delete", "append_tags": False, "recreate": False, **params}
    return ensure.ensure(CHECK, options, check_mode)


def window(params, check_mode=False, state="present"):
    """What the module for maintenance windows makes of these options."""
    return ensure.ensure(WINDOW, {"state": state, **params}, check_mode)


__all__ = ["NOW", "FakePingdom", "check", "refusal", "use", "window"]
