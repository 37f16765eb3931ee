# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v1 tells about the server and about single objects."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from aiohttp import web

from ..credentials import Access
from ..dates import ole, span
from ..emulation import Emulation
from ..settings import BY_NAME, INTERVAL
from ..status import SPELLINGS
from ..tree import Node
from . import answers
from .answers import VERSION, Call, Query
from .columns import EVERY, SENSOR_COUNTS
from .sensortree import summary_numbers
from .view import View

NO_PROPERTY = "(Property not found)"
ROOT_PARENT = "-1000"


class Reads:
    """The read-only pages beside the tables."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation

    def routes(self) -> dict[str, Call]:
        """Page name to function."""
        return {
            "getstatus.htm": self._status_json,
            "getstatus.xml": self._status_xml,
            "status.json": self._status_json,
            "gettreenodestats.xml": self._stats,
            "getsensordetails.json": self._details_json,
            "getsensordetails.xml": self._details_xml,
            "getobjectproperty.htm": self._property,
            "getobjectstatus.htm": self._object_status,
        }

    # Server

    def _status(self, query: Query, access: Access) -> dict[str, object]:
        view = View.of(self._emulation, access)
        undefined, up, warning, down, acknowledged, unusual, paused, partial = map(
            str, summary_numbers(view, view.tree.root)
        )
        values: dict[str, object] = {
            "NewMessages": str(len(view.tree.log)),
            "NewAlarms": "0",
            "Alarms": down,
            "PartialAlarms": partial,
            "AckAlarms": acknowledged,
            "UnusualSens": unusual,
            "UpSens": up,
            "WarnSens": warning,
            "PausedSens": paused,
            "UnknownSens": undefined,
            "NewTickets": "",
            "UserId": "100" if access == "full" else "2200",
            "UserTimeZone": "UTC",
            "ToDos": "",
            "Favs": 0,
            "Clock": view.date(view.now),
            "Version": f"{VERSION}+",
            "BackgroundTasks": "0",
            "EditionType": "C",
            "PRTGUpdateAvailable": False,
            "MaintExpiryDays": "363",
            "Overloadprotection": False,
            "ClusterType": "",
            "IsAdminUser": access == "full",
            "ReadOnlyUser": "true" if access == "read" else "",
            "MaxSensorCount": "unlimited",
            "Activated": "1",
        }
        if self._emulation.quirks["v1_status_fields_missing"] and "apitoken" in query:
            values |= dict.fromkeys(("NewMessages", "Alarms", "AckAlarms"), "(Object not found)")
        return values

    def _status_json(self, _path: str, query: Query, access: Access) -> web.Response:
        return web.Response(
            text=json.dumps(self._status(query, access)), content_type="application/json", charset="UTF-8"
        )

    def _status_xml(self, _path: str, query: Query, access: Access) -> web.Response:
        fields = "\n".join(
            f"  <{name}>{escape(str(value))}</{name}>" for name, value in self._status(query, access).items()
        )
        return answers.xml(f'<?xml version="1.0" encoding="UTF-8" ?>\n<status>\n{fields}\n</status>\n')

    def _stats(self, _path: str, query: Query, access: Access) -> web.Response:
        node = self._node(query, default=0)
        if node is None:
            return self._no_object()
        view = View.of(self._emulation, access)
        counts = view.tree.summary(node)
        numbers = {
            name: sum(counts[status] for status in statuses) for name, (*_unused, statuses) in SENSOR_COUNTS.items()
        }
        fields = "\n".join(f"  <{name}>{number}</{name}>" for name, number in numbers.items())
        return answers.xml(
            f'<?xml version="1.0" encoding="UTF-8" ?>\n<data>\n  <prtg-version>{VERSION}</prtg-version>\n'
            f"  <summary>{','.join(map(str, summary_numbers(view, node)))}</summary>\n{fields}\n"
            f"  <totalsens>{sum(counts)}</totalsens>\n  <servertime>{view.date(view.now)}</servertime>\n</data>\n"
        )

    # Objects

    def _node(self, query: Query, default: int | None = None) -> Node | None:
        text = query.get("id", "")
        number = int(text) if text.isdigit() else default
        return None if number is None else self._emulation.tree.get(number)

    def _no_object(self) -> web.Response:
        """The manual's error document for an id without an object ("Error Handling"), in the server's language."""
        german = self._emulation.quirks["v1_german"]
        return answers.bad_request(answers.UNKNOWN_ID_GERMAN if german else answers.UNKNOWN_ID)

    def _details(self, query: Query, access: Access) -> dict[str, str]:
        """All texts; for an unknown id the complaint sits inside ``name`` (PrtgAPI)."""
        node = self._node(query)
        if node is None:
            return {
                "name": "object not found",
                "sensortype": "",
                "parentdeviceid": "",
                "statustext": "",
                "statusid": "",
            }
        view = View.of(self._emulation, access)
        shown = view.shown(node)
        device, group, probe = node.of_kind("device"), node.of_kind("group"), node.of_kind("probe")
        sensor = node.kind == "sensor"
        known = node.up_seconds + node.down_seconds
        return {
            "name": node.name,
            "sensortype": node.sensor_kind if sensor else node.kind,
            "interval": str(view.tree.value(node, INTERVAL)) if sensor else "",
            "probename": probe.name if probe else "",
            "parentgroupname": group.name if group and node.parent else "None",
            "parentdevicename": device.name if device else "None",
            "parentdeviceid": str(device.id) if device else str(node.parent.id) if node.parent else ROOT_PARENT,
            "lastvalue": str(EVERY["lastvalue"].show(view, node)) if sensor else "",
            "lastmessage": view.message(node),
            "favorite": str(node.favorite).lower(),
            "statustext": SPELLINGS[shown.status].word,
            "statusid": str(int(shown.status)),
            "lastup": _moment(view, view.tree.last_up(node)) if sensor else "",
            "lastdown": _moment(view, node.last_down) if sensor else "",
            "lastcheck": _moment(view, view.tree.last_check(node)) if sensor else "",
            "uptime": f"{node.up_seconds / (known or 1):.4%}" if sensor else "",
            "uptimetime": span(node.up_seconds) if sensor else "",
            "downtime": f"{node.down_seconds / (known or 1):.4%}" if sensor else "",
            "downtimetime": span(node.down_seconds) if sensor else "",
            "updowntotal": f"{span(known)}  [=100% coverage]" if sensor else "",
            "updownsince": _moment(view, view.now - known) if sensor else "",
            "info": "remoteprobe" if sensor else "fixed isnotautodiscoverable",
        }

    def _details_json(self, _path: str, query: Query, access: Access) -> web.Response:
        document = {"prtgversion": VERSION, "sensordata": self._details(query, access)}
        return web.Response(text=json.dumps(document, indent=4), content_type="application/json", charset="UTF-8")

    def _details_xml(self, _path: str, query: Query, access: Access) -> web.Response:
        fields = "\n".join(
            f"\t<{name}>\n\t\t<![CDATA[{value}]]>\n\t</{name}>" for name, value in self._details(query, access).items()
        )
        return answers.xml(
            f"{answers.XML_HEAD}<sensordata>\n\t<prtg-version>{VERSION}</prtg-version>\n{fields}\n</sensordata>\n"
        )

    def _property(self, _path: str, query: Query, access: Access) -> web.Response:
        """Own values, not inherited ones; a name that is unknown or of another kind is no error but a text."""
        node = self._node(query)
        if node is None:
            return self._no_object()
        setting = BY_NAME.get(query.get("name", ""))
        if setting is None or node.kind not in setting.kinds:
            return answers.property_value(NO_PROPERTY)
        as_text = query.get("show") == "text" and self._emulation.quirks["v1_stray_ampersand"]
        return answers.property_value(setting.type.text(self._emulation.tree.own(node, setting)), escaped=not as_text)

    def _object_status(self, _path: str, query: Query, access: Access) -> web.Response:
        node = self._node(query)
        if node is None:
            return self._no_object()
        column = EVERY.get(query.get("name", ""))
        if column is None:
            return answers.property_value(NO_PROPERTY)
        return answers.property_value(str(column.show(View.of(self._emulation, access), node)).strip())


def _moment(view: View, at: float | None) -> str:
    return "-" if at is None else f"{ole(at)} [{span(view.now - at)} ago]"
