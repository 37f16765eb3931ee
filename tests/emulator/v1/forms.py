# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings pages of the classic server: of an object, and of a channel.

Read-only accounts get a page without settings (PrtgAPI, ObjectEngine: a missing mandatory property means that). The
inputs are those of PrtgAPI's recorded pages; of a dependency the page names the chosen object in ``data-selid`` of a
``div``, which is no input.
"""

from __future__ import annotations

import time
from html import escape

from aiohttp import web

from ..channels import Channel
from ..scheduling import NO_DATE, SCHEDULES
from ..settings import CHANNEL_SETTINGS, COMMENTS, LIMITS, OF_SENSORS, SETTINGS, SNMP, WINDOWS, Setting, section
from ..tree import Node, Tree
from . import answers
from .call import Call, Route
from .columns import LINKS
from .inputs import control, date_input, fieldset, form, inheritance, radio, select, text_input

ON_OFF = {"0": "Disable", "1": "Enable"}
LEGENDS = {
    "basic": "Basic {kind} Settings",
    "locationgroup": "Location",
    "intervalgroup": "Scanning Interval",
    SNMP: "Credentials for SNMP Devices",
    WINDOWS: "Credentials for Windows Systems",
}
SCHEDULING_LEGEND = "Schedules, Dependencies, and Maintenance Window"
SCHEDULING_NOTE = (
    '<div class="controls fillwidth"><div class="controls-info"><div class="readonlyproperty" ><div>Dependencies, '
    "schedules and maintenance windows always pause all sensors inside a group/device. This pausing is always "
    "inherited to all sub-objects and the inheritance can not be disabled. Below you can set additional schedules, "
    "maintenance windows or dependencies that will be used on top of any inherited setting.</div></div></div></div>"
)
WINDOW = {"0": "Not set (monitor continuously)", "1": "Set up a one-time maintenance window"}
DEPENDENCIES = {"0": "Use parent", "1": "Select object", "2": "Master object for parent"}
NO_SCHEDULE = "-1|None|"
NO_LOOKUP = "|None"
"""A channel without a lookup; the name of one is behind the bar (PrtgAPI, Channel). What is before it is a guess."""
LABELS = {
    "limitmaxerror": "Upper Error Limit",
    "limitmaxwarning": "Upper Warning Limit",
    "limitminwarning": "Lower Warning Limit",
    "limitminerror": "Lower Error Limit",
    "limiterrormsg": "Error Limit Message",
    "limitwarningmsg": "Warning Limit Message",
}


def object_data(call: Call) -> web.Response:
    """The settings of an object; what ``objecttype`` says is not looked at (unverified)."""
    node = call.node()
    if node is None:
        return answers.bad_request(answers.UNKNOWN_ID)
    parts = []
    if call.access == "full":
        parts = [_section(call.tree, node, name) for name in LEGENDS if name == "basic" or section(name, node.kind)]
        if not call.emulation.quirks["v1_page_without_schedule"]:
            parts.append(_scheduling(call.tree, node, call.view().zone))
    return answers.html(form("objectdataform", node.id, parts))


def _section(tree: Tree, node: Node, name: str) -> str:
    mine = [one for one in SETTINGS if one.section == name and node.kind in one.kinds]
    if name == "basic":
        mine += [one for one in SETTINGS if not one.section and one is not COMMENTS and node.kind in one.kinds]
        mine += OF_SENSORS.get(node.sensor_kind, ())
    controls = [
        control(f"{one.name}_", one.name.capitalize(), _input(one, one.type.text(tree.own(node, one))))
        for one in mine
        if not one.secret and (one.derive is None or one.name == "active")
    ]
    inherits = ""
    if any(one.inherited for one in mine) and node.parent is not None:
        inherits = inheritance(name, node.inherits(name), _source(tree.source(node.parent, name)))
    return fieldset(LEGENDS[name].format(kind=node.kind.capitalize()), controls, inherits)


def _input(setting: Setting, value: str) -> str:
    name = f"{setting.name}_"
    if setting.name == "interval":
        return select(name, {f"{value}|{value} seconds|": f"{value} seconds"}, f"{value}|{value} seconds|")
    return radio(name, {"1": "Started", "0": "Paused"}, value) if setting.name == "active" else text_input(name, value)


def _source(node: Node) -> str:
    """The link to the object that a fieldset is inherited from."""
    above = -1000 if node.parent is None else node.parent.id
    page = LINKS[node.kind]
    return (
        f'<a  dependency="{above}"  thisid="{node.id}" class="{page}menu isnotpaused  isnotfavorite" '
        f'id="{node.id}" href="{page}.htm?id={node.id}">{escape(node.name)}</a>'
    )


def comma_date(at: float, now: float, zone: float) -> str:
    """``2017,06,17,11,35,00``, as dates are read, ``zone`` seconds ahead of UTC; one that nobody has set shows the
    present minute (unverified).
    """
    shown = now - now % 60 if at == NO_DATE else at
    return time.strftime("%Y,%m,%d,%H,%M,%S", time.gmtime(shown + zone))


def _scheduling(tree: Tree, node: Node, zone: float) -> str:
    told, now = node.scheduling, tree.clock.now()
    options = {NO_SCHEDULE: "None", **{f"{one.id}|{one.name}|": one.name for one in SCHEDULES.values()}}
    chosen = SCHEDULES.get(told.schedule)
    selected = told.depends_on if told.depends_on in tree.by_id else "null"
    lookup = (
        '<div class="sensorlookupnew prtg-plugin" data-plugin="object-lookup" data-inputname="dependency_" '
        f'data-rootid="0" data-selid="{selected}" data-onlysensors="1" data-ownid="{node.id}"></div>'
    )
    controls = [
        SCHEDULING_NOTE,
        control(
            "schedule_",
            "Schedule",
            select("schedule_", options, NO_SCHEDULE if chosen is None else f"{chosen.id}|{chosen.name}|"),
        ),
        control("maintenable_", "Maintenance Window", radio("maintenable_", WINDOW, str(int(told.window)))),
        control("maintstart_", "Maintenance Begins", date_input("maintstart_", comma_date(told.start, now, zone))),
        control("maintend_", "Maintenance Ends", date_input("maintend_", comma_date(told.end, now, zone))),
        control("dependencytype_", "Dependency Type", radio("dependencytype_", DEPENDENCIES, str(told.kind))),
        control("dependency_", "Dependency", lookup),
        control("depdelay_", "Delay (Seconds)", text_input("depdelay_", told.delay)),
    ]
    inherits = "" if node.parent is None else inheritance("scheduledependency", told.inherits, _source(node.parent))
    return fieldset(SCHEDULING_LEGEND, controls, inherits)


def channel_edit(call: Call) -> web.Response:
    """The settings of a channel; an empty page for one that there is not (PrtgAPI, MultiTypeResponse)."""
    node = call.node()
    number = call.query.get("channel", "")
    channels = () if node is None else call.tree.channels(node)
    channel = next((one for one in channels if str(one.id) == number), None)
    if node is None or channel is None or call.access == "read":
        return answers.html("")
    title = f'Edit Channel "{channel.name}"'
    controls = [_channel_input(call, channel, setting) for setting in CHANNEL_SETTINGS.values()]
    lookups = {NO_LOOKUP: "None", **({f"{channel.lookup}|{channel.lookup}": channel.lookup} if channel.lookup else {})}
    chosen = f"{channel.lookup}|{channel.lookup}" if channel.lookup else NO_LOOKUP
    name = f"valuelookup_{channel.id}"
    controls.append(control(name, "Value Lookup", select(name, lookups, chosen)))
    page = form("channelsform", node.id, [fieldset(title, controls)])
    options = "".join(
        f'<option value="{one.id}" data-channel-kind="5">{escape(one.name)} (ID {one.id})</option>' for one in channels
    )
    return answers.html(
        '\n<div>\n  <div class="pseudoform prtg-form prtg-plugin" data-plugin="channels" '
        f'data-channelid="{channel.id}" data-objectid="{node.id}">\n'
        f'<select name="channel" id="channelsdropdown">{options}</select>\n{page}  </div>\n</div>'
    )


def _channel_input(call: Call, channel: Channel, setting: Setting) -> str:
    """An input of a channel, whose name ends in the channel's number; limits have a hidden factor beside them."""
    name, value = f"{setting.name}_{channel.id}", setting.type.text(channel.own(setting))
    if setting.name == "limitmode":
        return control(name, "Limits", radio(name, {"0": "Disable Limits", "1": "Enable Limits"}, value))
    inner = text_input(name, call.limit_shown(value) if setting.name in LIMITS else value)
    label = LABELS.get(setting.name, "Name")
    if setting.name in LIMITS:
        inner += f'<input type="hidden" name="{name}_factor" id="{name}_factor" value="1" >'
        label += f" ({channel.unit})"
    return control(name, label, inner)


ROUTES: list[Route] = [
    ("/controls/objectdata.htm", object_data),
    ("/controls/channeledit.htm", channel_edit),
]
