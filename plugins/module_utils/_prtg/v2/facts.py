# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What PRTG says of itself over API v2: its version, its licence, how many objects there are in which state.

The vendor's list of operations names the answers and not their members (Versions, LicenseInfo, ObjectSummary). So they
are looked for under the names that they may have, wherever they are in the answer; what is found under none is None.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._clock import ServerClock
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    NotFound,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.facts import Section, number, text, truth
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import not_activated
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import read_summary
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import (
    EXPERIMENTAL,
    Listing,
    Transport,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.version import Known, version_in

#: "Substantially reworked" in 24.3.100 (SquaredUp's plugin); the newest document that clients were written from is of
#: the second half of 2026 (facts, section 2).
KNOWN = Known((24, 3), (26, 3))

#: Experimental in 2026-03; the prefix goes when it is finished (overview, "Versioning").
LICENSE_PATHS = (f"{EXPERIMENTAL}/license", "/license")

#: What members may be called, in lower case and without what separates words (unverified).
_NAMES: dict[str, tuple[str, ...]] = {
    "version": ("prtgversion", "version", "prtg", "coreversion", "prtgcoreversion", "coreserverversion"),
    "edition": ("edition", "editiontype", "licensetype", "licenseedition", "type"),
    "activated": ("activated", "isactivated", "licenseactivated"),
    "max_sensors": ("maxsensors", "maxsensorcount", "sensorlimit", "maximumsensors", "sensorcountmax"),
    "maintenance_days": ("maintenanceexpirydays", "maintexpirydays", "maintenancedays", "maintenancedaysleft"),
    "trial_days": ("trialexpirydays", "trialdays", "trialdaysleft"),
    "commercial_days": ("commercialexpirydays", "commercialdays"),
    "update_available": ("prtgupdateavailable", "updateavailable"),
    "probes": ("probes", "probe", "probecount", "probescount", "totalprobes"),
    "groups": ("groups", "group", "groupcount", "groupscount", "totalgroups"),
    "devices": ("devices", "device", "devicecount", "devicescount", "totaldevices"),
}
_SEPARATORS = re.compile(r"[^a-z0-9]")

#: Members of which nobody knows what they hold and that may be what a licence is proven by.
_SECRET = re.compile(r"key|secret|pass|hash|token|signature|code|name|mail|hostid|systemid")

#: How much is looked at of an answer.
_DEEPEST, _MOST = 4, 200

Members = dict[str, t.Any]


def members_of(body: t.Any, depth: int = 0, found: Members | None = None) -> Members:
    """The members of an answer that are no containers, by their plain names, those further up first."""
    found = {} if found is None else found
    if not isinstance(body, dict) or depth >= _DEEPEST:
        return found
    for name, value in body.items():
        if not isinstance(value, (dict, list)) and len(found) < _MOST:
            found.setdefault(_SEPARATORS.sub("", name.lower()), value)
    for name, value in body.items():
        inside = members_of(value, depth + 1)
        # {"prtg": {"version": ...}} tells of the version of PRTG
        lone = inside.get("version") if isinstance(value, dict) else None
        if lone is not None:
            found.setdefault(_SEPARATORS.sub("", f"{name.lower()}version"), lone)
        for plain, one in inside.items():
            found.setdefault(plain, one)
    return found


def _first(told: Members, name: str) -> t.Any:
    return next((told[one] for one in _NAMES[name] if one in told), None)


class V2Facts:
    """``ServerFacts`` over API v2."""

    known = KNOWN

    def __init__(self, client: Transport) -> None:
        self._client = client

    @property
    def clock(self) -> ServerClock:
        """The server's clock, by the headers of its answers."""
        return self._client.http.clock

    def version(self) -> str | None:
        """The version of PRTG, which is told beside that of the application server.

        Nobody can fail to see it, so that a server that does not find it does not have API v2.
        """
        try:
            told = members_of(self._object("/version"))
        except NotFound as error:
            raise not_activated(error.exchange) from None
        return next((version_in(told[one]) for one in _NAMES["version"] if version_in(told.get(one))), None)

    def status(self) -> dict[str, Section]:
        """Nothing: no operation tells of alarms, tasks, clusters or the rights of the account."""
        return {}

    def license(self) -> Section:
        """The licence, and all of it that may be shown, under the server's own names in lower case, in one word."""
        told = members_of(self._first_object(LICENSE_PATHS))
        redact = self._client.http.redact
        numbers = ("max_sensors", "maintenance_days", "trial_days", "commercial_days")
        return {
            "edition": text(_first(told, "edition"), redact),
            **{name: truth(_first(told, name)) for name in ("activated", "update_available")},
            **{name: number(_first(told, name)) for name in numbers},
            "details": {
                name: value if isinstance(value, (bool, type(None))) else number(value) or text(value, redact)
                for name, value in told.items()
                if not _SECRET.search(name)
            },
        }

    def totals(self) -> Section:
        """Sensors by state, and the counts of objects; of a kind that is not told there, that of its list."""
        body = self._object("/sensor-status-summary")
        states = read_summary({"sensor_status_summary": body}) or {}
        told = members_of(self._object("/objects/count"))
        counts = {name: number(_first(told, name)) for name in ("devices", "groups", "probes")}
        for name, count in counts.items():
            counts[name] = self._client.total(Listing(name, limit=1)) if count is None else count
        return {"sensors": {"total": number(body.get("total")), **states}, **counts}

    def _object(self, path: str) -> dict[str, t.Any]:
        return _object_of(self._client.get(path))

    def _first_object(self, paths: t.Sequence[str]) -> dict[str, t.Any]:
        """The object at the first path that this server has."""
        for path in paths[:-1]:
            try:
                return self._object(path)
            except MonitoringError as error:
                if not (isinstance(error, NotFound) or error.code == "METHOD_NOT_IMPLEMENTED"):
                    raise
        return self._object(paths[-1])


def _object_of(answer: Answer) -> dict[str, t.Any]:
    body = answer.json()
    if not isinstance(body, dict):
        raise UnexpectedAnswer("the server answered no JSON object", exchange=answer.exchange)
    return body
