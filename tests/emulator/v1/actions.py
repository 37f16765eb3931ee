# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v1 does to objects: GET calls that answer 302 when they worked, whatever their name says.

That most actions answer 302 and pauseobjectfor.htm 200 is a field report on 25.1.102; the Location was not recorded
(prtg-v1-facts section 5 and fixture action_ok_302), so the one sent here is a guess.
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from ..credentials import DISPLAY_NAMES
from ..settings import BY_NAME, inheritable
from ..tree import PLACES, Node
from . import answers
from .answers import Query
from .call import Answer, Call, Route
from .columns import LINKS

USER = DISPLAY_NAMES["full"]
OK_PAGE = "<HTML><BODY>OK</BODY></HTML>"


class Refused(Exception):
    """An action that is answered with something else than success."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__(answer.status)
        self.answer = answer


Act = Callable[[Call, list[Node]], web.Response]


def _action(act: Act) -> Answer:
    """The page of an action, behind the checks that all actions share."""

    def answer(call: Call) -> web.Response:
        quirks = call.emulation.quirks
        if call.access == "read" or quirks["v1_read_only_200"]:
            return answers.read_only(call.path, call.query)
        if quirks["v1_action_error_302"]:
            return answers.to_error("Something bad happened", "/")
        try:
            return act(call, _nodes(call))
        except Refused as refused:
            return refused.answer

    return answer


def _nodes(call: Call) -> list[Node]:
    """The objects of a comma list; of several ids those that exist are served, and nothing says which failed."""
    numbers = [int(part) for part in call.query.get("id", "").split(",") if part.strip().isdigit()]
    nodes = [node for node in map(call.tree.get, numbers) if node is not None]
    if not nodes:
        raise Refused(answers.bad_request(answers.UNKNOWN_ID))
    return nodes


def _done(call: Call, nodes: list[Node], paused: bool = False) -> web.Response:
    if call.emulation.quirks["v1_actions_200"]:
        word, icon, action = ("Resume", "play", 1) if paused else ("Pause", "pause", 0)
        return answers.html(
            f'<a data-placement="bottom" title="{word}" href="#" onclick="var self=this; '
            f"_Prtg.objectTools.pauseObject.call(this,'{nodes[0].id}',{action});return false;\">"
            f'<i class="icon-{icon} icon-dark"></i></a>'
        )
    return answers.redirect(f"/{LINKS[nodes[0].kind]}.htm?id={nodes[0].id}")


def pause(call: Call, nodes: list[Node]) -> web.Response:
    action = call.query.get("action")
    if action not in ("0", "1"):
        raise Refused(answers.to_error("The parameter action is missing or wrong."))
    if action == "0":
        call.tree.pause(nodes, USER, call.query.get("pausemsg", ""))
    else:
        call.tree.resume(nodes)
    return _done(call, nodes, action == "0")


def pauseobjectfor(call: Call, nodes: list[Node]) -> web.Response:
    seconds = _minutes(call.query)
    if seconds is None:
        raise Refused(answers.to_error("The parameter duration is missing or wrong."))
    call.tree.pause(nodes, USER, call.query.get("pausemsg", ""), seconds)
    return answers.html(OK_PAGE)


def simulate(call: Call, nodes: list[Node]) -> web.Response:
    call.tree.simulate(nodes)
    return _done(call, nodes)


def acknowledgealarm(call: Call, nodes: list[Node]) -> web.Response:
    call.tree.acknowledge(nodes, USER, call.query.get("ackmsg", ""), _minutes(call.query))
    return _done(call, nodes)


def scannow(call: Call, nodes: list[Node]) -> web.Response:
    call.tree.scan(nodes)
    return _done(call, nodes)


def rename(call: Call, nodes: list[Node]) -> web.Response:
    _set(call, nodes[0], "name", _value(call.query))
    return _done(call, nodes)


def setobjectproperty(call: Call, nodes: list[Node]) -> web.Response:
    name, value = call.query.get("name", ""), _value(call.query)
    for node in nodes:
        if name.endswith("_") and inheritable(name.removesuffix("_")) and value in ("0", "1"):
            call.tree.inherit(node, name.removesuffix("_"), value == "1")
        else:
            _set(call, node, name, value)
    return _done(call, nodes)


def setpriority(call: Call, nodes: list[Node]) -> web.Response:
    _set(call, nodes[0], "priority", call.query.get("prio", ""))
    return _done(call, nodes)


def setposition(call: Call, nodes: list[Node]) -> web.Response:
    where = call.query.get("newpos", "")
    if where not in PLACES or nodes[0].parent is None:
        raise Refused(answers.to_error("The parameter newpos is missing or wrong."))
    call.tree.place(nodes[0], where)
    return _done(call, nodes)


def deleteobject(call: Call, nodes: list[Node]) -> web.Response:
    if call.query.get("approve") != "1":
        raise Refused(answers.to_error("The parameter approve is missing."))
    if any(node.parent is None for node in nodes):
        raise Refused(answers.bad_request("Some of the selected objects could not be deleted."))
    for node in nodes:
        if call.tree.get(node.id) is not None:
            call.tree.delete(node)
    return answers.html(OK_PAGE)


def _set(call: Call, node: Node, name: str, value: str) -> None:
    setting, back = BY_NAME.get(name), f"/object.htm?id={node.id}"
    if setting is None or setting.derive is not None or node.kind not in setting.kinds:
        raise Refused(answers.to_error(f"The property {name} cannot be set.", back))
    try:
        call.tree.edit(node, **{name: setting.type.read(value)})
    except ValueError as error:
        raise Refused(answers.to_error(str(error), back)) from error


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
    ("GET", "/api/pause.htm", _action(pause)),
    ("GET", "/api/pauseobjectfor.htm", _action(pauseobjectfor)),
    ("GET", "/api/simulate.htm", _action(simulate)),
    ("GET", "/api/acknowledgealarm.htm", _action(acknowledgealarm)),
    ("GET", "/api/scannow.htm", _action(scannow)),
    ("GET", "/api/rename.htm", _action(rename)),
    ("GET", "/api/setobjectproperty.htm", _action(setobjectproperty)),
    ("GET", "/api/setposition.htm", _action(setposition)),
    ("GET", "/api/setpriority.htm", _action(setpriority)),
    ("GET", "/api/deleteobject.htm", _action(deleteobject)),
]
