# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the web pages of the classic server do, and clients with them: send a form of settings, add groups and devices,
sort what is below an object, place it on the map (prtg-v1-facts section 5).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial

from aiohttp import web

from ..lag import SOON
from ..scheduling import NO_DATE, SETTINGS, Scheduling
from ..settings import CHANNEL_SETTINGS, LIMITS, inheritable, setting_of
from ..tree import Kind, Node, may_hold
from . import answers
from .actions import Refused, action, done, page_of, read_value, set_of_channel, set_value
from .call import Call, Route

INHERITS, *_NAMES = SETTINGS
FIELDSET = tuple(f"{name}_" for name in _NAMES)
OF_CHANNEL = re.compile(r"([a-z]+)_(-?\d+)")
DASHES = "%Y-%m-%d-%H-%M-%S"
LONLAT = re.compile(r"-?\d+(\.\d+)?,-?\d+(\.\d+)?")
ADDED: tuple[Kind, ...] = ("group", "device")
NO_DISCOVERY = "0"
"""The type of auto-discovery that a new device shall not have (prtg-v2-facts section 5, discoverytype); else one runs
at once, as netbox-prtg expects.
"""
LEADING = re.compile(r"-?\d+")
LEADING_NUMBERS = frozenset({"interval", "priority"})
"""Settings whose inputs are lists, with values such as ``60|60 seconds|``."""


def edit_settings(call: Call, nodes: list[Node]) -> web.Response:
    """Set what a form holds of one object, or of several, which ends on the error page although it was done (fixture
    multi_id_editsettings_error_redirect_but_ok). Names that are no settings are ignored, as forms hold more.
    """
    for node in nodes:
        _edit(call, node)
    if len(nodes) > 1:
        return answers.to_error("", page_of(nodes[0]))
    return done(call, nodes[0])


def _edit(call: Call, node: Node) -> None:
    limited = _limits_are_sent(call)
    for name, value in call.query.items():
        of_channel = OF_CHANNEL.fullmatch(name)
        if of_channel is not None and of_channel[1] in CHANNEL_SETTINGS:
            _set_of_channel(call, node, of_channel[1], of_channel[2], limited)
        elif inheritable(name) and value in ("0", "1"):
            call.tree.inherit(node, name, value == "1")
        elif name.endswith("_") and name not in FIELDSET:
            _set(call, node, name.removesuffix("_"), value)
    if INHERITS in call.query or any(name in call.query for name in FIELDSET):
        call.tree.schedule(node, _scheduling(call, node))


def _set(call: Call, node: Node, name: str, value: str) -> None:
    setting = setting_of(node, name)
    leading = LEADING.match(value) if name in LEADING_NUMBERS else None
    if setting is not None and setting.derive is None:
        set_value(call, node, name, value if leading is None else leading.group())


def _limits_are_sent(call: Call) -> bool:
    """Whether a form holds a limit; PrtgAPI sends one with every message and mode since 18.1."""
    named = [OF_CHANNEL.fullmatch(name) for name, value in call.query.items() if value]
    return any(one is not None and one[1] in LIMITS for one in named)


def _set_of_channel(call: Call, node: Node, name: str, number: str, limited: bool) -> None:
    channel = next((one for one in call.tree.channels(node) if str(one.id) == number), None)
    if channel is None:
        raise Refused(answers.bad_request(answers.UNKNOWN_ID))
    told = call.query[f"{name}_{number}"]
    wanted = read_value(node, CHANNEL_SETTINGS[name], call.limit(told) if name in LIMITS else told)
    factor = call.query.get(f"{name}_{number}_factor", "")
    if isinstance(wanted, float) and factor:
        wanted *= float(str(read_value(node, CHANNEL_SETTINGS["limitmaxerror"], factor)))
    set_of_channel(call, node, channel, name, wanted, limited)


def _scheduling(call: Call, node: Node) -> Scheduling:
    """What a form says of schedule, window and dependency: what it leaves out is cleared, but for the inheritance
    (PrtgAPI, ObjectProperty).
    """
    sent = call.query
    inherits = node.scheduling.inherits
    if INHERITS in sent:
        # A form sends the hidden 0 before the 1 of the box.
        inherits = sent.getall(INHERITS)[-1] == "1"
    return Scheduling(
        inherits,
        _whole(sent.get("schedule_", ""), -1),
        sent.get("maintenable_") == "1",
        _moment(call, node, sent.get("maintstart_", "")),
        _moment(call, node, sent.get("maintend_", "")),
        _whole(sent.get("dependencytype_", ""), 0),
        _whole(sent.get("dependency_", ""), -1),
        _whole(sent.get("depdelay_", ""), 0),
    )


def _whole(text: str, default: int) -> int:
    found = LEADING.match(text)
    return default if found is None else int(found.group())


def _moment(call: Call, node: Node, text: str) -> float:
    """A date with dashes, in the account's time zone; with the commas that it is read with it is refused (how a server
    does that is unverified).
    """
    if not text:
        return NO_DATE
    try:
        return datetime.strptime(text, DASHES).replace(tzinfo=UTC).timestamp() - call.view().zone
    except ValueError as error:
        raise Refused(answers.to_error("The date is not valid.", page_of(node))) from error


# What is added


def add(call: Call, kind: Kind) -> web.Response:
    """The page that adds a group or device below ``id``, behind what newer servers put before it.

    That it leads to the page of what is above, and so tells no id, is a guess from clients that look for the
    difference afterwards (PrtgAPI, pyprtg-api).
    """
    quirks = call.emulation.quirks
    if quirks["v1_web_paths_401"]:
        return answers.unauthorized()
    if quirks["v1_web_paths_403"] or (quirks["v1_web_paths_csrf"] and "anti-csrf-token" not in call.query):
        return answers.forbidden()
    if call.access == "read":
        return answers.read_only(call.path, call.query)
    parent = call.node()
    if parent is None:
        return answers.bad_request(answers.UNKNOWN_ID)
    needed = ("name_", "host_") if kind == "device" else ("name_",)
    for name in needed:
        if not call.query.get(name, "").strip():
            field = name.removesuffix("_").capitalize()
            return answers.to_error(answers.not_completed(f"Field '{field}' is required"), page_of(parent))
    node = _new(call, kind)
    if not may_hold(parent, node):
        return answers.bad_request(answers.WRONG_KIND)
    call.tree.add(node, parent, SOON if quirks["v1_new_objects_late"] else 0.0)
    if call.query.get("discoverytype_", NO_DISCOVERY) != NO_DISCOVERY:
        call.emulation.discoveries.start(node)
    return answers.redirect(page_of(parent))


def _new(call: Call, kind: Kind) -> Node:
    node = Node(call.tree.next_id(), kind, call.query["name_"], host=call.query.get("host_", ""))
    node.tags = tuple(call.query.get("tags_", "").replace(",", " ").split())
    node.icon = call.query.get("deviceicon_", node.icon)
    return node


# What is below, and where it is


def sort(call: Call, nodes: list[Node]) -> web.Response:
    """Sort what is below an object by name (PrtgAPI, Sort-PrtgObject)."""
    call.tree.sort(nodes[0])
    return done(call, nodes[0])


def set_place(call: Call, nodes: list[Node]) -> web.Response:
    """Set the location, and ``lonlat`` as longitude and latitude; without any of them it is inherited again."""
    location, lonlat = call.query.get("location", ""), call.query.get("lonlat", "")
    if lonlat and not LONLAT.fullmatch(lonlat):
        raise Refused(answers.to_error("The parameter lonlat is missing or wrong.", page_of(nodes[0])))
    if location or lonlat:
        call.tree.edit(nodes[0], location=location, lonlat=lonlat)
    call.tree.inherit(nodes[0], "locationgroup", not (location or lonlat))
    return done(call, nodes[0])


PAGES: list[Route] = [(f"/add{kind}2.htm", partial(add, kind=kind)) for kind in ADDED]
"""Pages for people that take forms, and so POST as well."""
FORMS: list[Route] = [("/editsettings", action(edit_settings))]
ROUTES: list[Route] = [
    *PAGES,
    *FORMS,
    ("/api/sortsubobjects.htm", action(sort, many=False)),
    ("/api/setlonlat.htm", action(set_place, many=False)),
]
