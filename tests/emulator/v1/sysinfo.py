# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``content=sysinfo``: what PRTG has found out about the system of a device, a category at a time, as JSON alone.

The columns of a category are those that PrtgAPI asks for (SystemInfoParameters). Newer servers call every column
nothing and write times without quotes, so that the answer is no JSON (fixture sysinfo_empty_keys_unquoted_dates.17.4).
What the systems have is invented; a device whose system nobody looked into has nothing.
"""

from __future__ import annotations

import json
import time

from aiohttp import web

from ..tree import Node
from . import answers
from .answers import VERSION
from .call import Call
from .table import Asked, Form

NAME = "sysinfo"
TIME = "receivetime"
FOUND: dict[str, tuple[dict[str, str | int], ...]] = {
    "system": ({"key": "OS Name", "value": "Linux", "id": 1, "adapter": "", "displayname": "OS Name Linux"},),
    "hardware": (
        {
            "name": "Network adapter",
            "description": "virtio",
            "class": "NIC",
            "caption": "eth0",
            "state": "OK",
            "serialnumber": "",
            "capacity": 0,
            "displayname": "virtio Network adapter",
        },
    ),
    "software": (
        {
            "name": "nginx",
            "vendor": "Example Packagers",
            "version": "1.24.0",
            "date": "2024-05-23-00-00-00",
            "size": 38048,
            "displayname": "Example Packagers nginx",
        },
    ),
    "processes": ({"processid": 812, "caption": "nginx", "creationdate": "", "displayname": "nginx"},),
    "services": (
        {
            "name": "nginx",
            "description": "Web server",
            "startname": "root",
            "startmode": "Auto",
            "state": "Running",
            "displayname": "nginx",
        },
    ),
    "loggedonusers": ({"domain": "", "user": "operator", "displayname": "operator"},),
}
"""What was found on each system that was looked into, by category."""
LOOKED_BY = "snmpcpu"
"""The kind of sensor that tells that somebody may look into a system."""


def sysinfo(call: Call, _form: Form) -> web.Response:
    node = call.node()
    if node is None:
        return answers.bad_request(answers.UNKNOWN_ID)
    asked = Asked.read(call.query, "json")
    rows = FOUND.get(call.query.get("category", ""), ()) if _is_known(node) else ()
    received = time.strftime("%d-%m-%Y %H:%M:%S.000", time.gmtime(call.emulation.clock.now()))
    with_names = call.emulation.quirks["v1_sysinfo_with_names"]
    texts = [_row({TIME: received, **row}, asked.columns, with_names) for row in rows]
    text = f'{{"prtg-version":"{VERSION}","treesize":{len(texts)},"{NAME}":[{",".join(texts)}]}}'
    return web.Response(text=text, content_type="application/json", charset="UTF-8")


def _is_known(node: Node) -> bool:
    return node.kind == "device" and any(sensor.sensor_kind == LOOKED_BY for sensor in node.children)


def _row(row: dict[str, str | int], columns: tuple[str, ...], with_names: bool) -> str:
    """A row whose columns have their twins; each under its name, or all under none and times as they are."""
    cells = []
    for column in columns:
        value = row.get(column, "")
        text = str(value) if column == TIME and not with_names else json.dumps(value)
        name = column if with_names else ""
        cells += [f'"{name}":{text}', f'"{name}_raw":{text}']
    return f"{{{','.join(cells)}}}"
