# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of API v1 whose server is a script: answers in order, every request remembered."""

from __future__ import annotations

import threading

from requests.structures import CaseInsensitiveDict

from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import client
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings

URL = "http://prtg.example.com:8080/base"
CREDENTIALS = {"username": "ops&watch", "passhash": "4711+secret"}
SECRETS = ("ops&watch", "ops%26watch", "4711+secret", "4711%2Bsecret")
#: The columns that count sensors, from those that are up to those that are paused.
COUNTS = (
    "upsens",
    "downsens",
    "downacksens",
    "partialdownsens",
    "warnsens",
    "unusualsens",
    "undefinedsens",
    "pausedsens",
)


class ScriptedHttp(HttpClient):
    """Sends nothing: takes the next answer of ``script``, or calls it if the script is one function."""

    def __init__(self, settings, script, **kwargs):
        super().__init__(settings, sleep=lambda seconds: None, **kwargs)
        self.script = script if callable(script) else list(script)
        self.requests = []
        self._lock = threading.Lock()

    def _send(self, method, path, query, body, headers):
        request = (method, path, dict(query or {}))
        with self._lock:
            self.requests.append(request)
            told = self.script(path, request[2]) if callable(self.script) else self.script.pop(0)
        if isinstance(told, Exception):
            raise told
        status, headers, content = told if isinstance(told, tuple) else (200, {}, told)
        content = content.encode() if isinstance(content, str) else content
        return Answer(self.exchange(method, path, status), status, CaseInsensitiveDict(headers), content)


def scripted(script, url=URL, credentials=None):
    """A ``V1Server`` and the HTTP that it believes to use."""
    server = client.V1Server(HttpSettings(url), credentials or CREDENTIALS, sleep=lambda seconds: None)
    http = ScriptedHttp(server.http.settings, script, secrets=(credentials or CREDENTIALS).values())
    server.http = server.tables._http = http
    return server, http


def row(object_id, name="Ping", parent=1, **columns):
    """A row of a table; values as they come in XML."""
    return {"objid": object_id, "name": name, "parentid": parent, **columns}


def table(root, rows, total=None, version="18.2.41.1636"):
    """The XML of a table."""
    items = "".join(
        f"<item>{''.join(f'<{key}>{value}</{key}>' for key, value in cells.items())}</item>" for cells in rows
    )
    count = len(rows) if total is None else total
    told = f"<prtg-version>{version}</prtg-version>" if version else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} listend="1" totalcount="{count}">{told}{items}</{root}>'


UNKNOWN_ID = (400, {}, "<prtg><error>Sorry, there is no object with the specified id.</error></prtg>")


class TableServer:
    """The tables of a whole server, answered as PRTG documents it; a function fit to be a script.

    ``ignore_filters`` and ``break_filters`` are what PrtgAPI #239 and #143 report. The objects in ``known``, ids and
    names, are in no table although the server knows them.
    """

    known = ()

    def __init__(self, ignore_filters=False, break_filters=False, **rows):
        self.rows = rows
        self.ignore_filters = ignore_filters
        self.break_filters = break_filters

    def __call__(self, path, query):
        if path == "/api/getobjectproperty.htm":
            return self.property_of(query["id"])
        assert path == "/api/table.xml"
        root = query["content"][0]
        rows = self.rows.get(root, [])
        for name, values in query.items():
            if name in ("filter_objid", "filter_name") and not self.ignore_filters:
                column = name[len("filter_") :]
                rows = [] if self.break_filters else [cells for cells in rows if str(cells[column]) in values]
        start, count = int(query["start"][0]), int(query["count"][0])
        return table(root, rows[start : start + count], total=len(rows))

    def property_of(self, object_id):
        """The name of an object, if there is one."""
        names = {str(cells["objid"]): cells["name"] for rows in self.rows.values() for cells in rows}
        names.update(self.known)
        return f"<prtg><result>{names[object_id]}</result></prtg>" if object_id in names else UNKNOWN_ID
