# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v1 tells about the server, about single objects, and in tables."""

from __future__ import annotations

import json
from functools import partial
from typing import get_args
from xml.sax.saxutils import escape

from aiohttp import web

from ..dates import ole, span
from ..scheduling import SCHEDULES
from ..scheduling import SETTINGS as SCHEDULING
from ..settings import CHANNEL_SETTINGS, INTERVAL, LIMITS, setting_of, told
from ..status import SPELLINGS
from ..tree import Node
from . import answers, sysinfo, values
from .answers import VERSION
from .call import Call, Route
from .columns import EVERY, SENSOR_COUNTS
from .forms import NO_SCHEDULE, comma_date
from .sensortree import summary_numbers
from .table import Form
from .view import View

COUNTS = (
    "upsens",
    "downsens",
    "warnsens",
    "downacksens",
    "partialdownsens",
    "unusualsens",
    "pausedsens",
    "undefinedsens",
)
"""The numbers of sensors in the order of fixture gettreenodestats."""
STATUS: dict[str, object] = {
    "NewMessages": "0",
    "NewAlarms": "0",
    "Alarms": "0",
    "PartialAlarms": "0",
    "AckAlarms": "0",
    "UnusualSens": "0",
    "UpSens": "0",
    "WarnSens": "0",
    "PausedSens": "0",
    "UnknownSens": "0",
    "NewTickets": "",
    "UserId": "",
    "UserTimeZone": "UTC",
    "ToDos": "",
    "Favs": 0,
    "Clock": "",
    "Version": f"{VERSION}+",
    "BackgroundTasks": "0",
    "CorrelationTasks": "0",
    "AutoDiscoTasks": "0",
    "ReportTasks": "0",
    "EditionType": "C",
    "PRTGUpdateAvailable": False,
    "MaintExpiryDays": "363",
    "TrialExpiryDays": -999999,
    "CommercialExpiryDays": "365027",
    "Overloadprotection": False,
    "ClusterType": "",
    "ClusterNodeName": "",
    "IsAdminUser": False,
    "ReadOnlyUser": "",
    "TicketUser": "",
    "ReadOnlyAllowAcknowledge": "",
    "LowMem": False,
    "ActivationAlert": "",
    "PRTGHost": "12345678",
    "MaxSensorCount": "unlimited",
    "Activated": "1",
    "jsClock": 0,
}
"""A server at rest: the members and types of fixture status/getstatus, and jsClock (findings of 2026-11-25, 2.9), whose
place and form are guesses."""
FORMS: tuple[Form, ...] = get_args(Form)
NO_PROPERTY = "(Property not found)"
ROOT_PARENT = "-1000"


# Server


def _status(call: Call) -> dict[str, object]:
    view = call.view()
    undefined, up, warning, down, acknowledged, unusual, paused, partial = map(
        str, summary_numbers(view, view.tree.root)
    )
    user = call.emulation.accounts.of_access(call.admitted)
    may_write = not user.read_only
    values = STATUS | {
        "NewMessages": str(len(view.tree.log)),
        "Alarms": down,
        "PartialAlarms": partial,
        "AckAlarms": acknowledged,
        "UnusualSens": unusual,
        "UpSens": up,
        "WarnSens": warning,
        "PausedSens": paused,
        "UnknownSens": undefined,
        "UserId": str(user.id),
        "Favs": sum(node.favorite for node in view.tree.by_id.values()),
        "Clock": view.date(view.now),
        "IsAdminUser": user.admin,
        "ReadOnlyUser": "" if may_write else "true",
        "TicketUser": "true" if may_write else "",
        "jsClock": int(view.now),
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
    numbers = {name: sum(counts[status] for status in SENSOR_COUNTS[name][3]) for name in COUNTS}
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
        "lastdown": _moment(view, view.tree.last_down(node)) if sensor else "",
        "lastcheck": _moment(view, view.tree.last_check(node)) if sensor else "",
        "uptime": f"{node.up_seconds / (known or 1):.4%}" if sensor else "",
        "uptimetime": span(node.up_seconds) if sensor else "",
        "downtime": f"{node.down_seconds / (known or 1):.4%}" if sensor else "",
        "downtimetime": span(node.down_seconds) if sensor else "",
        "updowntotal": f"{span(known)}  [=100% coverage]" if sensor else "",
        "updownsince": _moment(view, node.counted_since) if sensor else "",
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
    value = _value_of_channel(call, node) if call.names_part else _value(call, node)
    if value is None:
        return answers.property_value(NO_PROPERTY)
    as_text = call.query.get("show") == "text" and call.emulation.quirks["v1_stray_ampersand"]
    return answers.property_value(value, escaped=not as_text)


def _value(call: Call, node: Node) -> str | None:
    if call.query.get("name", "").removesuffix("_") in SCHEDULING:
        return _value_of_scheduling(call, node)
    setting = setting_of(node, call.query.get("name", ""))
    return None if setting is None else told(setting, call.tree.own(node, setting))


def _value_of_scheduling(call: Call, node: Node) -> str:
    """As the settings page shows it (fixture getobjectproperty_maintend)."""
    told, now, zone = node.scheduling, call.emulation.clock.now(), call.view().zone
    schedule = SCHEDULES.get(told.schedule)
    values = (
        str(int(told.inherits)),
        NO_SCHEDULE if schedule is None else f"{schedule.id}|{schedule.name}|",
        str(int(told.window)),
        comma_date(told.start, now, zone),
        comma_date(told.end, now, zone),
        str(told.kind),
        "" if told.depends_on < 0 else str(told.depends_on),
        str(told.delay),
    )
    return dict(zip(SCHEDULING, values, strict=True))[call.query["name"].removesuffix("_")]


def _value_of_channel(call: Call, node: Node) -> str | None:
    setting, channel = CHANNEL_SETTINGS.get(call.query.get("name", "")), call.channel(node)
    if setting is None or channel is None:
        return None
    text = setting.type.text(channel.own(setting))
    return call.limit_shown(text) if setting.name in LIMITS else text


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


OF_OWN_SHAPE = {values.NAME: values.values, sysinfo.NAME: sysinfo.sysinfo}
"""Contents whose rows have other cells than those of columns."""


def table(call: Call, form: Form) -> web.Response:
    answer = OF_OWN_SHAPE.get(call.query.get("content", ""))
    quirks = call.emulation.quirks
    if answer is None or quirks["v1_no_content_page"] or quirks["v1_tables_empty"]:
        return call.tables.answer(call.query, call.admitted, form)
    return answer(call, form)


ROUTES: list[Route] = [
    *((f"/api/table.{form}", partial(table, form=form)) for form in FORMS),
    ("/api/getstatus.htm", status_json),
    ("/api/getstatus.xml", status_xml),
    ("/api/status.json", status_json),
    ("/api/gettreenodestats.xml", stats),
    ("/api/getsensordetails.json", details_json),
    ("/api/getsensordetails.xml", details_xml),
    ("/api/getobjectproperty.htm", object_property),
    ("/api/getobjectstatus.htm", object_status),
]
