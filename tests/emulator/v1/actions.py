# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v1 does to objects: calls that answer 200 with a page that says OK, or with the button that would undo it.

So clients expect it (findings of 2026-11-25, 2.1). Only what makes an object redirects to its page (manual,
"Duplicate an Object").
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from aiohttp import web

from ..channels import Channel
from ..credentials import DISPLAY_NAMES
from ..lag import SOON
from ..scheduling import SETTINGS as SCHEDULING
from ..settings import CHANNEL_SETTINGS, LIMITS, OBJECT_NAME, Setting, inheritable, setting_of
from ..tree import PLACES, Node, may_hold
from . import answers
from .answers import Query
from .call import Answer, Call, Route
from .columns import LINKS

USER = DISPLAY_NAMES["full"]
NOT_VALID = "the object is currently not valid"
MOVABLE = ("device", "group")
DISCOVERED = ("device", "group")
CLONED = ("sensor", *MOVABLE)
"""What can be copied: API v2's operations clone these, and neither probes nor the root."""


class Refused(Exception):
    """An action that is answered with something else than success."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__(answer.status)
        self.answer = answer


Act = Callable[[Call, list[Node]], web.Response]


def action(act: Act, many: bool = True) -> Answer:
    """The page of an action, of one object or of several, behind the checks that all actions share."""

    def answer(call: Call) -> web.Response:
        quirks = call.emulation.quirks
        if call.access == "read" or quirks["v1_read_only_200"]:
            return answers.read_only(call.path, call.query)
        if quirks["v1_action_error_302"]:
            return answers.to_error("Something bad happened", "/")
        try:
            return act(call, _usable(call, _nodes(call, many)))
        except Refused as refused:
            return refused.answer

    return answer


def _nodes(call: Call, many: bool) -> list[Node]:
    """The objects of a comma list; of several ids those that exist are served, and nothing says which failed.

    Where an action takes one, a list is no id (prtg-v1-facts section 5; what a server answers to it is unverified).
    """
    parts = [part.strip() for part in call.query.get("id", "").split(",")]
    numbers = [int(part) for part in parts if part.isdigit()] if many or len(parts) == 1 else []
    nodes = [node for node in map(call.tree.get, numbers) if node is not None]
    if not nodes:
        raise Refused(answers.bad_request(answers.UNKNOWN_ID))
    return nodes


def _usable(call: Call, nodes: list[Node]) -> list[Node]:
    """The objects, where none of them was made a moment ago on a server that is odd in that way."""
    since = call.emulation.clock.now() - SOON
    fresh = [node for node in nodes if node.made_at is not None and node.made_at > since]
    if fresh and call.emulation.quirks["v1_new_objects_not_valid"]:
        raise Refused(answers.to_error(NOT_VALID, page_of(fresh[0])))
    return nodes


def done(call: Call, node: Node, page: Callable[[], web.Response] = answers.ok) -> web.Response:
    """What is answered when something was done to an object."""
    return answers.redirect(page_of(node)) if call.emulation.quirks["v1_actions_redirect"] else page()


def page_of(node: Node) -> str:
    """The page of an object for people."""
    return f"/{LINKS[node.kind]}.htm?id={node.id}"


def pause(call: Call, nodes: list[Node]) -> web.Response:
    action = call.query.get("action")
    if action not in ("0", "1"):
        raise Refused(answers.to_error("The parameter action is missing or wrong."))
    if action == "0":
        call.tree.pause(nodes, USER, call.query.get("pausemsg", ""))
    else:
        call.tree.resume(nodes)
    return done(call, nodes[0], partial(answers.pause_button, nodes[0].id, action == "0"))


def pauseobjectfor(call: Call, nodes: list[Node]) -> web.Response:
    seconds = _minutes(call.query)
    if seconds is None:
        raise Refused(answers.to_error("The parameter duration is missing or wrong."))
    call.tree.pause(nodes, USER, call.query.get("pausemsg", ""), seconds)
    return answers.ok()


def simulate(call: Call, nodes: list[Node]) -> web.Response:
    if call.query.get("action") != "1":
        raise Refused(answers.to_error("The parameter action is missing or wrong."))
    call.tree.simulate(nodes, call.emulation.quirks["v1_simulated_error_with_scan"])
    return done(call, nodes[0])


def acknowledgealarm(call: Call, nodes: list[Node]) -> web.Response:
    seconds = _minutes(call.query)
    if call.query.get("duration") and seconds is None:
        raise Refused(answers.to_error("The parameter duration is missing or wrong."))
    call.tree.acknowledge(nodes, USER, call.query.get("ackmsg", ""), seconds)
    return done(call, nodes[0])


def scannow(call: Call, nodes: list[Node]) -> web.Response:
    call.tree.scan(nodes)
    return done(call, nodes[0])


def discovernow(call: Call, nodes: list[Node]) -> web.Response:
    """Of a group or device, by the templates that are named in quotes, with commas between (manual, PrtgAPI)."""
    if nodes[0].kind not in DISCOVERED:
        raise Refused(answers.bad_request(answers.WRONG_KIND))
    named = [name.strip() for name in call.query.get("template", "").split(",") if name.strip()]
    call.emulation.discoveries.start(nodes[0], tuple(name.strip('"') for name in named))
    return done(call, nodes[0])


def rename(call: Call, nodes: list[Node]) -> web.Response:
    """Name objects, of those that are here all but probes (manual, "Supported Object Types for rename.htm")."""
    if any(node.kind == "probe" for node in nodes):
        raise Refused(answers.bad_request(answers.WRONG_KIND))
    for node in nodes:
        set_value(call, node, "name", _value(call.query))
    return done(call, nodes[0])


def setobjectproperty(call: Call, nodes: list[Node]) -> web.Response:
    name, value = call.query.get("name", ""), _value(call.query)
    for node in nodes:
        if call.names_part:
            _set_of_channel(call, node, name, value)
        elif name.removesuffix("_") in SCHEDULING and call.emulation.quirks["v1_schedule_set_ignored"]:
            continue
        elif name.endswith("_") and inheritable(name.removesuffix("_")) and value in ("0", "1"):
            call.tree.inherit(node, name.removesuffix("_"), value == "1")
        else:
            set_value(call, node, name, value)
    return done(call, nodes[0])


def setpriority(call: Call, nodes: list[Node]) -> web.Response:
    set_value(call, nodes[0], "priority", call.query.get("prio", ""))
    return done(call, nodes[0])


def setposition(call: Call, nodes: list[Node]) -> web.Response:
    where = call.query.get("newpos", "")
    if where not in PLACES or nodes[0].parent is None:
        raise Refused(answers.to_error("The parameter newpos is missing or wrong."))
    call.tree.place(nodes[0], where)
    return done(call, nodes[0])


def deleteobject(call: Call, nodes: list[Node]) -> web.Response:
    if call.query.get("approve") != "1":
        raise Refused(answers.to_error("The parameter approve is missing."))
    if any(node.parent is None for node in nodes):
        raise Refused(answers.bad_request("Some of the selected objects could not be deleted."))
    for node in nodes:
        if call.tree.get(node.id) is not None:
            call.tree.delete(node)
    return answers.ok()


def duplicateobject(call: Call, nodes: list[Node]) -> web.Response:
    """A copy of a sensor, device or group under ``targetid``, paused until it is resumed, of a device with ``host`` as
    its address; 302 tells its id.
    """
    node, host = nodes[0], call.query.get("host", "")
    target = _target(call, node, CLONED)
    name = str(read_value(node, OBJECT_NAME, call.query.get("name", "")))
    quirks = call.emulation.quirks
    copy = call.tree.clone(node, target, name, USER, host, SOON if quirks["v1_new_objects_late"] else 0.0)
    page = f"/object.htm?id={copy.id}"
    if quirks["v1_clone_not_valid_yet"]:
        return answers.to_error(NOT_VALID, page)
    return answers.redirect(page_of(copy) if quirks["v1_clone_to_kind"] else page)


def moveobjectnow(call: Call, nodes: list[Node]) -> web.Response:
    """Hang a device or group under ``targetid`` (undocumented; PrtgAPI's Move-Object takes these two, pyprtg-api's
    ``move_object`` a group as the target; what a server answers to a sensor is unverified).
    """
    target = _target(call, nodes[0], MOVABLE)
    try:
        call.tree.move(nodes[0], target)
    except ValueError as error:
        raise Refused(answers.to_error(str(error), page_of(nodes[0]))) from error
    return done(call, nodes[0])


def _target(call: Call, node: Node, kinds: tuple[str, ...]) -> Node:
    """The object of ``targetid``, which can hold another of these kinds."""
    number = call.query.get("targetid", "")
    target = call.tree.get(int(number)) if number.isdigit() else None
    if target is None:
        raise Refused(answers.bad_request(answers.UNKNOWN_ID))
    if node.parent is None or node.kind not in kinds or not may_hold(target, node):
        raise Refused(answers.bad_request(answers.WRONG_KIND))
    return target


def set_value(call: Call, node: Node, name: str, value: str) -> None:
    """Set a setting of the table, or refuse it."""
    setting = setting_of(node, name)
    if setting is None or setting.derive is not None:
        raise _unsettable(node, name)
    wanted = read_value(node, setting, value)
    if setting.inherited and node.inherits(setting.section) and call.emulation.quirks["v1_inheritance_stays"]:
        call.tree.inherit(node, setting.section, True)
    call.tree.edit(node, **{name: wanted})


def _set_of_channel(call: Call, node: Node, name: str, value: str) -> None:
    channel = call.channel(node)
    if name not in CHANNEL_SETTINGS or channel is None:
        raise _unsettable(node, name)
    told = call.limit(value) if name in LIMITS else value
    set_of_channel(call, node, channel, name, read_value(node, CHANNEL_SETTINGS[name], told))


def set_of_channel(call: Call, node: Node, channel: Channel, name: str, wanted: object, limited: bool = False) -> None:
    """Set a setting of a channel; ``limited`` says that a limit comes with it, which odd servers ask for."""
    needless = (
        limited or name in LIMITS or name == "name" or any(channel.settings.get(one) is not None for one in LIMITS)
    )
    if needless or not call.emulation.quirks["v1_limits_need_a_number"]:
        call.tree.edit_channel(node, channel.id, name, wanted)


def _unsettable(node: Node, name: str) -> Refused:
    return Refused(answers.to_error(f"The property {name} cannot be set.", page_of(node)))


def read_value(node: Node, setting: Setting, value: str) -> object:
    """What a value stands for, or the refusal of one that is none."""
    try:
        return setting.type.read(value)
    except ValueError as error:
        raise Refused(answers.to_error(answers.not_completed(str(error)), page_of(node))) from error


def _minutes(query: Query) -> float | None:
    """``duration`` in seconds: whole minutes of at least one (PrtgAPI refuses less; a server's answer to less is
    unverified).
    """
    duration = query.get("duration", "")
    return int(duration) * 60.0 if duration.isdigit() and int(duration) >= 1 else None


def _value(query: Query) -> str:
    value = query.get("value")
    if value is None:
        raise Refused(answers.to_error("The parameter value is missing."))
    return value


ROUTES: list[Route] = [
    ("/api/pause.htm", action(pause)),
    ("/api/pauseobjectfor.htm", action(pauseobjectfor)),
    ("/api/simulate.htm", action(simulate)),
    ("/api/acknowledgealarm.htm", action(acknowledgealarm)),
    ("/api/scannow.htm", action(scannow)),
    ("/api/discovernow.htm", action(discovernow, many=False)),
    ("/api/rename.htm", action(rename)),
    ("/api/setobjectproperty.htm", action(setobjectproperty)),
    ("/api/setposition.htm", action(setposition, many=False)),
    ("/api/setpriority.htm", action(setpriority, many=False)),
    ("/api/deleteobject.htm", action(deleteobject)),
    ("/api/duplicateobject.htm", action(duplicateobject, many=False)),
    ("/moveobjectnow.htm", action(moveobjectnow, many=False)),
]
