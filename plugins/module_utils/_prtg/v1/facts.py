# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What PRTG says of itself over API v1: ``getstatus``, ``gettreenodestats`` and the counts of tables.

The members of ``getstatus`` are those of recorded answers and of PrtgAPI's ``ServerStatus``, which says what they mean;
keys vary, so that their case does not count (facts, section 5; findings of 2026-11-25, 2.9).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import ServerClock
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.facts import Section, number, text, truth
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    CONTENTS,
    IDENTITY_COLUMNS,
    SUMMARY_COLUMNS,
    object_id,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import KNOWN, Selection, TableReader
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.xml import NotATable, read_members
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.version import version_in

#: Both answer the same JSON (fixture getstatus); the second where the first is a page or missing.
STATUS_PATHS = ("/api/getstatus.htm", "/api/status.json")
STATS_PATH = "/api/gettreenodestats.xml"

Redact = t.Callable[[str], str]
Read = t.Callable[[t.Any, Redact], t.Any]


def _number(value: t.Any, _redact: Redact) -> int | None:
    return number(value)


def _truth(value: t.Any, _redact: Redact) -> bool | None:
    return truth(value)


class _Member(t.NamedTuple):
    """A member of the answer, in lower case: in which section it is told under which name, and how it is read."""

    told_as: str
    section: str
    name: str
    read: Read = _number


_MEMBERS = (
    _Member("editiontype", "license", "edition", text),
    _Member("activated", "license", "activated", _truth),
    _Member("activationalert", "license", "activation_alert", text),
    _Member("maxsensorcount", "license", "max_sensors"),
    _Member("maintexpirydays", "license", "maintenance_days"),
    _Member("trialexpirydays", "license", "trial_days"),
    _Member("commercialexpirydays", "license", "commercial_days"),
    _Member("prtgupdateavailable", "license", "update_available", _truth),
    _Member("prtghost", "license", "host_id", text),
    _Member("alarms", "alarms", "down"),
    _Member("partialalarms", "alarms", "down_partial"),
    _Member("ackalarms", "alarms", "down_acknowledged"),
    _Member("newalarms", "alarms", "new_alarms"),
    _Member("newmessages", "alarms", "new_messages"),
    _Member("newtickets", "alarms", "new_tickets"),
    _Member("todos", "alarms", "todos"),
    _Member("overloadprotection", "load", "overload_protection", _truth),
    _Member("lowmem", "load", "low_memory", _truth),
    _Member("backgroundtasks", "load", "background_tasks"),
    _Member("correlationtasks", "load", "correlation_tasks"),
    _Member("autodiscotasks", "load", "autodiscovery_tasks"),
    _Member("reporttasks", "load", "report_tasks"),
    _Member("clustertype", "cluster", "type", text),
    _Member("clusternodename", "cluster", "node", text),
    _Member("userid", "account", "user_id", text),
    _Member("isadminuser", "account", "admin", _truth),
    _Member("readonlyuser", "account", "read_only", _truth),
    _Member("readonlyallowacknowledge", "account", "may_acknowledge", _truth),
    _Member("ticketuser", "account", "ticket_user", _truth),
    _Member("usertimezone", "account", "time_zone", text),
    _Member("favs", "account", "favorites"),
    _Member("clock", "clock", "shown", text),
)

#: Columns of a table that count sensors are members of the statistics as well, and this is their sum.
_TOTAL = "totalsens"


class V1Facts:
    """``ServerFacts`` over API v1; the status is asked for once."""

    known = KNOWN

    def __init__(self, http: HttpClient, tables: TableReader) -> None:
        self._http = http
        self._tables = tables
        self._status: dict[str, t.Any] | None = None

    @property
    def clock(self) -> ServerClock:
        """The server's clock, by the headers of its answers."""
        return self._http.clock

    def version(self) -> str | None:
        """The version, from the status."""
        told = self._told()
        return next((version_in(told[name]) for name in ("version", "prtgversion") if name in told), None)

    def status(self) -> dict[str, Section]:
        """All that the status tells."""
        told, redact = self._told(), self._http.redact
        found: dict[str, Section] = {}
        for one in _MEMBERS:
            found.setdefault(one.section, {})[one.name] = one.read(told.get(one.told_as), redact)
        return found

    def license(self) -> Section:
        """What the status tells of the licence."""
        return self.status()["license"]

    def totals(self) -> Section:
        """Sensors by state as the root counts them; the others as their tables do."""
        tables = self._tables
        groups = tables.page(
            [("content", "groups"), ("columns", "objid"), ("count", "1"), ("sortby", "objid")], ("objid",), ("groups",)
        )
        # the root is listed as a group, by its id the first (recorded: groups.18.2.json)
        root = any(object_id(row.get("objid_raw", row.get("objid"))) == ROOT_ID for row in groups.rows)
        probe = CONTENTS["probe"]
        rows = tables.whole(Selection(probe, (*IDENTITY_COLUMNS, "type")), Query(), list)
        device = CONTENTS["device"]
        devices = tables.page([("content", device.content), ("columns", "objid"), ("count", "1")], (), device.roots)
        return {
            "sensors": self._sensors(),
            "devices": devices.total,
            "groups": None if groups.total is None else groups.total - root,
            "probes": sum(map(probe.holds, rows.values())),
        }

    def _sensors(self) -> dict[str, int | None]:
        answer = self._http.get(STATS_PATH, {"id": ROOT_ID})
        answers.refuse_failure(answer, self._http.redact)
        answers.refuse_no_table(answer, self._http.redact)
        try:
            told = read_members(answer.body, "data", [_TOTAL, *SUMMARY_COLUMNS.values()])
        except NotATable:
            raise UnexpectedAnswer("the statistics are no such document", exchange=answer.exchange) from None
        states = {name: number(told.get(column)) for name, column in SUMMARY_COLUMNS.items()}
        return {"total": number(told.get(_TOTAL)), **states}

    def _told(self) -> dict[str, t.Any]:
        """The members of the status, by their names in lower case."""
        if self._status is None:
            self._status = {name.lower(): value for name, value in self._asked_for_status().items()}
        return self._status

    def _asked_for_status(self) -> dict[str, t.Any]:
        for path in STATUS_PATHS:
            answer = self._http.get(path, {"id": ROOT_ID})
            if answer.status != 404 or path == STATUS_PATHS[-1]:
                answers.refuse_failure(answer, self._http.redact)
            told = _object_of(answer)
            if told is not None:
                return told
        raise UnexpectedAnswer(
            "the server does not answer its status as JSON", exchange=answer.exchange, hint=answers.NOT_V1
        )


def _object_of(answer: Answer) -> dict[str, t.Any] | None:
    """The JSON object of an answer; None where it is none."""
    try:
        told = answer.json() if answer.status == 200 else None
    except UnexpectedAnswer:
        return None
    return told if isinstance(told, dict) else None
