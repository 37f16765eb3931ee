# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v1 tells about the server, about single objects, and in tables."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from aiohttp import web

from ..dates import ole, span
from ..settings import BY_NAME, INTERVAL
from ..status import SPELLINGS
from . import answers
from .answers import VERSION
from .call import Call, Route
from .columns import EVERY, SENSOR_COUNTS
from .sensortree import summary_numbers
from .view import View

NO_PROPERTY = "(Property not found)"
ROOT_PARENT = "-1000"


# Server


def _status(call: Call) -> dict[str, object]:
    view = call.view()
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
        "UserId": "100" if call.access == "full" else "2200",
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
        "IsAdminUser": call.access == "full",
        "ReadOnlyUser": "true" if call.access == "read" else "",
        "MaxSensorCount": "unlimited",
        "Activated": "1",
    }
    if call.emulation.quirks["v1_status_fields_missing"] and "apitoken" in call.query:
        values |= dict.fromkeys(("NewMessages", "Alarms", "AckAlarms"), "(Object not found)")
    return values


def status_json(call: Call) -> web.Response:
    return web.Response(text=json.dumps(_status(call)), content_type="application/json", charset="UTF-8")


def status_xml(call: Call) -> web.Response:
    fields = "\n".join(f"  <{name}>{escape(str(value))}</{name}>" for name, value in _status(call).items())
    return answers.xml(f'<?xml version="1.0" encoding="UTF-8" ?>\n<status>\n{fields}\n</status>\n')


def stats(call: Call) -> web.Response:
    node = call.node(default=0)
    if node is None:
        return _no_object(call)
    view = call.view()
    counts = view.tree.summary(node)
    numbers = {name: sum(counts[status] for status in statuses) for name, (*_unused, statuses) in SENSOR_COUNTS.items()}
    fields = "\n".join(f"  <{name}>{number}</{name}>" for name, number in numbers.items())
    return answers.xml(
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<data>\n  <prtg-version>{VERSION}</prtg-version>\n'
        f"  <summary>{','.join(map(str, summary_numbers(view, node)))}</summary>\n{fields}\n"
        f"  <totalsens>{sum(counts)}</totalsens>\n  <servertime>{view.date(view.now)}</servertime>\n</data>\n"
    )


# Objects


def _no_object(call: Call) -> web.Response:
    """The manual's error document for an id without an object ("Error Handling"), in the server's language."""
    german = call.emulation.quirks["v1_german"]
    return answers.bad_request(answers.UNKNOWN_ID_GERMAN if german else answers.UNKNOWN_ID)


def _details(call: Call) -> dict[str, str]:
    """All texts; for an unknown id the complaint sits inside ``name`` (PrtgAPI)."""
    node = call.node()
    if node is None:
        return {
            "name": "object not found",
            "sensortype": "",
            "parentdeviceid": "",
            "statustext": "",
            "statusid": "",
        }
    view = call.view()
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


def details_json(call: Call) -> web.Response:
    document = {"prtgversion": VERSION, "sensordata": _details(call)}
    return web.Response(text=json.dumps(document, indent=4), content_type="application/json", charset="UTF-8")


def details_xml(call: Call) -> web.Response:
    fields = "\n".join(f"\t<{name}>\n\t\t<![CDATA[{value}]]>\n\t</{name}>" for name, value in _details(call).items())
    return answers.xml(
        f"{answers.XML_HEAD}<sensordata>\n\t<prtg-version>{VERSION}</prtg-version>\n{fields}\n</sensordata>\n"
    )


def object_property(call: Call) -> web.Response:
    """Own values, not inherited ones; a name that is unknown or of another kind is no error but a text."""
    node = call.node()
    if node is None:
        return _no_object(call)
    setting = BY_NAME.get(call.query.get("name", ""))
    if setting is None or node.kind not in setting.kinds:
        return answers.property_value(NO_PROPERTY)
    as_text = call.query.get("show") == "text" and call.emulation.quirks["v1_stray_ampersand"]
    return answers.property_value(setting.type.text(call.emulation.tree.own(node, setting)), escaped=not as_text)


def object_status(call: Call) -> web.Response:
    node = call.node()
    if node is None:
        return _no_object(call)
    column = EVERY.get(call.query.get("name", ""))
    if column is None:
        return answers.property_value(NO_PROPERTY)
    return answers.property_value(str(column.show(call.view(), node)).strip())


def _moment(view: View, at: float | None) -> str:
    return "-" if at is None else f"{ole(at)} [{span(view.now - at)} ago]"


# Tables


def table_json(call: Call) -> web.Response:
    return call.tables.answer(call.query, call.admitted, as_json=True)


def table_xml(call: Call) -> web.Response:
    return call.tables.answer(call.query, call.admitted, as_json=False)


ROUTES: list[Route] = [
    ("GET", "/api/table.json", table_json),
    ("GET", "/api/table.xml", table_xml),
    ("GET", "/api/getstatus.htm", status_json),
    ("GET", "/api/getstatus.xml", status_xml),
    ("GET", "/api/status.json", status_json),
    ("GET", "/api/gettreenodestats.xml", stats),
    ("GET", "/api/getsensordetails.json", details_json),
    ("GET", "/api/getsensordetails.xml", details_xml),
    ("GET", "/api/getobjectproperty.htm", object_property),
    ("GET", "/api/getobjectstatus.htm", object_status),
]
