# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of API v1 about the triggers of an object, the kinds of sensors, and the server's health."""

from __future__ import annotations

import json

from aiohttp import web

from ..kinds import KINDS
from ..notifying import NOBODY, NODE_STATES, NOTIFICATIONS, SUPPORTED, Trigger, template
from . import answers
from .answers import VERSION
from .call import Call, Route
from .inputs import select, text_input
from .system import type_name


def triggers(call: Call) -> web.Response:
    """An object's own triggers with the inputs of a form for each, as the web page makes them (fixture triggers)."""
    node = call.node()
    if node is None:
        return answers.bad_request(answers.UNKNOWN_ID)
    data = [_editable(trigger) for trigger in node.triggers]
    return _json({"supported": list(SUPPORTED), "data": data, "readonly": call.access == "read"})


def _editable(trigger: Trigger) -> dict[str, object]:
    state = trigger.kind == "state"
    found: dict[str, object] = {"type": trigger.kind, "typename": type_name(trigger), "subid": trigger.subid}
    if state:
        options = {str(number): name for number, name in enumerate(NODE_STATES)}
        found |= {
            "nodest": NODE_STATES[trigger.state],
            "nodest_input": select(f"nodest_{trigger.subid}", options, str(trigger.state)),
            "latency": trigger.latency,
            "latency_input": text_input(f"latency_{trigger.subid}", trigger.latency),
        }
    found |= _chosen("onnotificationid", trigger.subid, trigger.on)
    if state:
        found |= _chosen("offnotificationid", trigger.subid, trigger.off)
        found |= {
            "esclatency": trigger.escalation_latency,
            "esclatency_input": text_input(f"esclatency_{trigger.subid}", trigger.escalation_latency),
        }
        found |= _chosen("escnotificationid", trigger.subid, trigger.escalated)
        found |= {
            "repeatival": trigger.repeat_every,
            "repeatival_input": text_input(f"repeatival_{trigger.subid}", trigger.repeat_every),
        }
    return found


def _chosen(name: str, subid: int, number: int) -> dict[str, object]:
    options = {f"{one}|{label}|": label for one, label in {NOBODY: "no notification", **NOTIFICATIONS}.items()}
    none = "no notification"
    return {
        name: template(number, none),
        f"{name}_input": select(f"{name}_{subid}", options, f"{template(number, none)}|"),
    }


def sensor_types(_call: Call) -> web.Response:
    """The kinds of sensors; what a real server tells of each beside these members differs little among them here."""
    listed = [
        {
            "id": name,
            "name": kind.name,
            "family": [kind.family],
            "description": f"Monitors with {kind.name}",
            "help": "",
            "manuallink": f"/help/{name}_sensor.htm",
            "needsprobe": True,
            "needslocalprobe": False,
            "needsprobedevice": kind.family == "PRTG Internal",
            "needsvm": False,
            "needslinux": False,
            "needswindows": False,
            "dotnetversion": -1,
            "notincluster": False,
            "notonpod": False,
            "ipv6": True,
            "top10": 0,
            "message": "",
            "resourceusage": 1,
            "linux": False,
            "metascan": bool(kind.scanned),
            "templatesupport": True,
            "preselection": False,
        }
        for name, kind in KINDS.items()
    ]
    return _json({"prtg-version": VERSION, "sensortypes": listed})


def sensor_types_in_use(call: Call) -> web.Response:
    """The kinds of sensors that there are, an object for each under ``types``, or all in one with ``simpleobject``.

    The list is as a Splunk app reads it (sourcetype prtg:livedata:sensortypes); the one object, which PRTG's own web
    pages ask for, is a guess.
    """
    used = {node.sensor_kind: node.sensor_type for node in call.tree.by_kind["sensor"]}
    if call.query.get("simpleobject") == "true":
        return _json(used)
    return _json({"prtgversion": VERSION, "types": [{kind: name} for kind, name in used.items()]})


def test_notification(call: Call) -> web.Response:
    """Trigger a notification, which nobody gets here; it says no more than other actions."""
    known = call.query.get("id", "") in map(str, NOTIFICATIONS)
    return answers.ok() if known else answers.bad_request(answers.UNKNOWN_ID)


def health(_call: Call) -> web.Response:
    """What newer servers tell of their own health; its members are not known (prtg-v1-facts section 5)."""
    return _json({"prtg-version": VERSION, "health": "OK"})


def _json(document: object) -> web.Response:
    return web.Response(text=json.dumps(document, ensure_ascii=False), content_type="application/json", charset="UTF-8")


ROUTES: list[Route] = [
    ("/api/triggers.json", triggers),
    ("/api/sensortypes.json", sensor_types),
    ("/api/sensortypesinuse.json", sensor_types_in_use),
    ("/api/notificationtest.htm", test_notification),
    ("/api/health.json", health),
    ("/api/healthstatus.json", health),
]
