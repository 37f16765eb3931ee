# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scripted API v2: answers in order, or a tiny server of some rows, in place of the network."""

from __future__ import annotations

import json
import re

import requests.structures

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.client import V2Server
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

KEY = "key-4711-secret"
SETTINGS = HttpSettings("https://prtg.example.com:1616/api/v2", retries=0)


class Sent:
    """A request as the transport got it."""

    def __init__(self, method, path, query, body, authorization):
        self.method, self.path, self.query, self.body = method, path, dict(query or {}), body
        self.authorization = authorization

    def __repr__(self):
        return f"{self.method} {self.path} {self.query} {self.body}"


def answer(status=200, body=None, **headers):
    """What a script answers; ``body`` is JSON unless it is bytes. Underscores in header names stand for dashes."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return status, content, {name.replace("_", "-"): str(value) for name, value in headers.items()}


def rows(found, total=None, **headers):
    """A page of a list."""
    return answer(200, found, X_Total_Count=len(found) if total is None else total, **headers)


class Transport:
    """Stands in for the network below ``HttpClient``: gives what the script says, and remembers what was sent."""

    def __init__(self, script):
        self.script = script
        self.sent = []

    def install(self, monkeypatch):
        transport = self

        def send(self, method, path, query, json, headers):
            request = Sent(method, path, query, json, self.auth_headers.get("Authorization"))
            transport.sent.append(request)
            given = transport.script(request) if callable(transport.script) else transport.script.pop(0)
            if isinstance(given, Exception):
                raise given
            status, content, answered = given
            mapping = requests.structures.CaseInsensitiveDict(answered)
            self._learn_clock(mapping)
            exchange = self.exchange(method, path, status, mapping.get("X-Request-Id"))
            return Answer(exchange, status, mapping, content)

        monkeypatch.setattr(HttpClient, "_send", send)
        return self

    def lines(self):
        return [f"{one.method} {one.path}" for one in self.sent]


def connect(monkeypatch, script, **credentials):
    """A server over a script (a list of answers or a function of the request), and its transport."""
    transport = Transport(script).install(monkeypatch)
    server = V2Server(
        SETTINGS, credentials or {"api_token": KEY}, "https://prtg.example.com", sleep=lambda seconds: None
    )
    return server, transport


class Little:
    """A server with some rows: both list families (or one of them), the filters that the client may send, details."""

    def __init__(self, deprecated=(), settings=(), details=None):
        self.families = {"": list(deprecated), "/experimental": list(settings)}
        self.details = details or {}

    def __call__(self, request):
        found = re.fullmatch(r"(/experimental)?/(object|probe|group|device|sensor|channel)s", request.path)
        if found and request.method == "GET":
            family, kind = found.group(1) or "", found.group(2)
            if not self.families[family]:
                return answer(404, {"code": "NOT_FOUND", "message": "no such endpoint"})
            return rows([one for one in self.families[family] if self._fits(one, kind, request.query)])
        detail = self.details.get(request.path)
        return answer(200, detail) if detail else answer(404, {"code": "NOT_FOUND", "message": "object not found"})

    @staticmethod
    def _fits(row, kind, query):
        condition = query.get("filter", "")
        ids = re.findall(r'(?:^|[ (])id = "([^"]*)"', condition)
        names = re.findall(r'name = "([^"]*)"', condition)
        types = re.findall(r"type = (\w+)", condition)
        above = re.findall(r'ancestors contains "(\d+)"', condition)
        ids_above = [entry["id"] for entry in row.get("path", [])[:-1]]
        return (
            kind in ("object", row["type"].lower())
            and (not ids or row["id"] in ids)
            and (not names or row["name"] in names)
            and (not types or row["type"].lower() in types)
            and (not above or above[0] in ids_above)
        )


#: id, kind, name, parent, own flag, status
TREE = (
    ("1", "probe", "Hamburg", "0", True, "UP"),
    ("50", "group", "Servers", "1", False, "PAUSED_BY_USER"),
    ("60", "group", "Network", "1", True, "UP"),
    ("100", "device", "web01", "50", True, "PAUSED_BY_USER"),
    ("101", "device", "sw01", "60", True, "UP"),
    ("1000", "sensor", "Ping", "100", True, "PAUSED_BY_USER"),
    ("1001", "sensor", "HTTP", "100", False, "PAUSED_BY_USER"),
    ("1002", "sensor", "Ping", "101", False, "PAUSED_BY_USER_UNTIL"),
    ("1003", "sensor", "Traffic", "101", True, "UP"),
    ("1004", "sensor", "Uptime", "101", True, "PAUSED_BY_DEPENDENCY"),
)


def path_of(found_id, tree=TREE):
    by_id = {row[0]: row for row in tree}
    names = {"0": "Root", **{row[0]: row[2] for row in tree}}
    path = [found_id]
    while path[0] != "0":
        path.insert(0, by_id[path[0]][3])
    return [{"id": one, "name": names[one]} for one in path]


def settings_row(row, tree=TREE, with_path=False):
    """A row as ``/experimental/*`` and details give it."""
    found_id, kind, name, parent, active, status = row
    shown = {
        "id": found_id,
        "name": name,
        "type": kind.upper(),
        "kind": "ping.79",
        "status": status,
        "message": "",
        "favorite": False,
        "parent": {"id": parent, "name": "", "type": "REFERENCED_GROUP"},
        "basic": {"active": "1" if active else "0", "priority": "3", "tags": [f"t{found_id}"], "parenttags": ["up"]},
    }
    return {**shown, "path": path_of(found_id, tree)} if with_path else shown


def deprecated_row(row, tree=TREE):
    """A row as the deprecated lists give it."""
    found_id, kind, name, _unused, _unused, status = row
    return {
        "id": found_id,
        "name": name,
        "type": kind,
        "status": status,
        "priority": 3,
        "tags": [f"t{found_id}"],
        "path": path_of(found_id, tree),
    }


def settings_server(tree=TREE, with_path=False, **more):
    return Little(settings=[settings_row(row, tree, with_path) for row in tree], **more)


def deprecated_server(tree=TREE, details=None):
    known = {f"/{row[1]}s/{row[0]}": settings_row(row, tree) for row in tree}
    return Little(deprecated=[deprecated_row(row, tree) for row in tree], details=known if details is None else details)
