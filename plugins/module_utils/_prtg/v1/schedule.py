# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Schedules and maintenance windows over PRTG's API v1: the part ``schedule``.

Nothing of it is documented: ``setobjectproperty.htm`` does not work for it (manual). So what the settings page of an
object has is sent back as the page does, whole, since what is left out is cleared (PrtgAPI, ObjectProperty and #217;
PRTGScheduler). Dates are read with commas and written with dashes, on the clock of the account.
"""

from __future__ import annotations

import datetime
import re
import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    PermissionDenied,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer, HttpClient
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.schedule import Scheduled
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1 import answers
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import object_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.forms import (
    Field,
    refuse_mangled,
    sent,
    sent_whole,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.pages import (
    EDIT_PATH,
    LONGEST_VALUE,
    settings_page,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import TABLE_PATH, TableReader
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.zones import Change, Rules, Zone, fixed

INHERITS, WINDOW, START, END = "scheduledependency", "maintenable_", "maintstart_", "maintend_"
SCHEDULE, DEPENDENCY = "schedule_", "dependencytype_"

READ, WRITTEN = "%Y,%m,%d,%H,%M,%S", "%Y-%m-%d-%H-%M-%S"

#: What counts for nothing: no schedule, and the tree's own dependency, "Use parent" (PrtgAPI, DependencyType).
_NO_SCHEDULE, _USE_PARENT = "-1", "0"

#: How a sensor tree tells the time zone of the account: as Windows has it, minutes west of UTC (fixture
#: sensortree_sensor_9201.18.2; that all versions tell it is unverified).
_ZONE = re.compile(r"<usertimezone>(.{0,4000}?)</usertimezone>", re.DOTALL)
_MEMBER = re.compile(r"<([a-z]+)>\s*(-?[0-9]{1,5})\s*</\1>")
_FARTHEST = 14 * 60


class V1Schedule:
    """The part ``schedule`` of API v1; see ``SchedulePart``."""

    def __init__(self, http: HttpClient, tables: TableReader) -> None:
        self._http = http
        self._tables = tables

    def zone(self, some: PrtgObject) -> Zone | None:
        """The account's time zone, from the sensor tree of one sensor, which is short; see ``SchedulePart``."""
        scope = some.id
        if some.kind != "sensor":
            asked = [("content", "sensors"), ("columns", "objid"), ("count", "1")]
            rows = self._tables.page(asked, ("objid",), ("sensors",)).rows
            scope = (object_id(rows[0].get("objid_raw", rows[0].get("objid"))) if rows else None) or scope
        answer = self._http.get(TABLE_PATH, {"content": "sensortree", "id": scope})
        answers.refuse_failure(answer, self._http.redact)
        told = _ZONE.search(answer.text[:100_000])
        return None if told is None else zone_told(told.group(1))

    def read(self, found: PrtgObject) -> Scheduled:
        """What the settings page of an object has; see ``SchedulePart``."""
        answer, fields = settings_page(self._http, found)
        if not any(field.name.endswith("_") for field in fields):
            raise PermissionDenied(
                f"PRTG shows no settings of {found.label()}",
                exchange=answer.exchange,
                hint=answers.NEEDS_WRITE,
            )
        return self._scheduled(found, answer, fields)

    def write(self, found: PrtgObject, wanted: Scheduled) -> None:
        """Send the fieldset, one request for each object; see ``SchedulePart``."""
        # what the page calls its fields must not say which object is meant
        query = {**wanted.others, "id": (found.id,), WINDOW: (str(int(wanted.window)),)}
        query.update((name, (_written(at),)) for name, at in ((START, wanted.start), (END, wanted.end)))
        if wanted.inherits is not None:
            query[INHERITS] = (str(int(wanted.inherits)),)
        if sum(len(urllib.parse.quote(value)) for values in query.values() for value in values) > LONGEST_VALUE:
            raise ConfigurationError(f"the settings of {found.label()} are too long to be sent back in a URL")
        answers.refuse_failure(self._http.request("GET", EDIT_PATH, query=query), self._http.redact)

    def _scheduled(self, found: PrtgObject, answer: Answer, fields: t.Sequence[Field]) -> Scheduled:
        refuse_mangled(fields, answer)
        places = {field.fieldset for field in fields if field.name == WINDOW}
        inside = [field for field in fields if field.fieldset in places] if len(places) == 1 and 0 not in places else []
        told = sent(inside)
        if told.get(WINDOW) not in ("0", "1") or START not in told or END not in told:
            raise UnexpectedAnswer(
                f"the settings that PRTG shows of {found.label()} have no maintenance window as it is known",
                exchange=answer.exchange,
                hint="What an unknown form means cannot be told. Pause for a time with prtg_pause.",
            )
        known = (INHERITS, WINDOW, START, END)
        others = {name: values for name, values in sent_whole(inside).items() if name not in known}
        return Scheduled(
            inherits=told[INHERITS] == "1" if INHERITS in told else None,
            window=told[WINDOW] == "1",
            start=_read(told[START]),
            end=_read(told[END]),
            others=others,
            own=tuple(self._own(told)),
        )

    def _own(self, told: t.Mapping[str, str]) -> t.Iterator[str]:
        """What of the other settings pauses an object, or may."""
        number, _bar, name = told.get(SCHEDULE, "").partition("|")
        if number and number != _NO_SCHEDULE:
            yield f"schedule {answers.safe_text(name.strip('|'), self._http.redact) or number}"
        if told.get(DEPENDENCY, _USE_PARENT) != _USE_PARENT:
            yield "a dependency"


def zone_told(text: str) -> Zone | None:
    """The zone of what a sensor tree says; None for what cannot be understood."""
    told = {name: int(value) for name, value in _MEMBER.findall(text)}
    bias = told.get("bias")
    standard = None if bias is None else bias + told.get("standardbias", 0)
    daylight = None if bias is None else bias + told.get("daylightbias", 0)
    if standard is None or daylight is None or max(abs(standard), abs(daylight)) > _FARTHEST:
        return None
    if not told.get("standarddatemonth") or not told.get("daylightdatemonth"):
        return fixed(-60 * standard)
    begins = [_change(told, prefix) for prefix in ("standarddate", "daylightdate")]
    if begins[0] is None or begins[1] is None or begins[0].month == begins[1].month:
        return None
    return Rules(-60 * standard, -60 * daylight, begins[0], begins[1]).zone()


def _change(told: t.Mapping[str, int], prefix: str) -> Change | None:
    month, weekday, which, hour = (told.get(f"{prefix}{name}", -1) for name in ("month", "dayofweek", "day", "hour"))
    minute = told.get(f"{prefix}minute", 0)
    possible = 1 <= month <= 12 and 0 <= weekday <= 6 and 1 <= which <= 5 and 0 <= hour <= 23 and 0 <= minute <= 59
    return Change(month, weekday, which, 3600 * hour + 60 * minute) if possible else None


def _read(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(text.strip(), READ)
    except ValueError:
        return None


def _written(at: datetime.datetime | None) -> str:
    return "" if at is None else at.strftime(WRITTEN)
