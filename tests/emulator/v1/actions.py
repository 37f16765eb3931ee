# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What API v1 does to objects: GET calls that answer 302 when they worked, whatever their name says.

That most actions answer 302 and pauseobjectfor.htm 200 is a field report on 25.1.102; the Location was not recorded
(prtg-v1-facts section 5 and fixture action_ok_302), so the one sent here is a guess.
"""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from ..credentials import DISPLAY_NAMES, Access
from ..emulation import Emulation
from ..settings import BY_NAME, inheritable
from ..tree import PLACES, Node
from . import answers
from .answers import Call, Query
from .columns import LINKS

OK_PAGE = "<HTML><BODY>OK</BODY></HTML>"


class Refused(Exception):
    """An action that is answered with something else than success."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__(answer.status)
        self.answer = answer


class Actions:
    """The calls that change something."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation

    def handler(self, name: str) -> Call:
        """The page of an action, behind the checks that all actions share."""
        act = ACTIONS[name]

        def handle(path: str, query: Query, access: Access) -> web.Response:
            quirks = self._emulation.quirks
            if access == "read" or quirks["v1_read_only_200"]:
                return answers.read_only(path, query)
            if quirks["v1_action_error_302"]:
                return answers.to_error("Something bad happened", "/")
            try:
                return act(self, query, self._nodes(query))
            except Refused as refused:
                return refused.answer

        return handle

    def _nodes(self, query: Query) -> list[Node]:
        """The objects of a comma list; of several ids those that exist are served, and nothing says which failed."""
        numbers = [int(part) for part in query.get("id", "").split(",") if part.strip().isdigit()]
        nodes = [node for node in map(self._emulation.tree.get, numbers) if node is not None]
        if not nodes:
            raise Refused(answers.bad_request(answers.UNKNOWN_ID))
        return nodes

    def _done(self, nodes: list[Node], paused: bool = False) -> web.Response:
        if self._emulation.quirks["v1_actions_200"]:
            word, icon, action = ("Resume", "play", 1) if paused else ("Pause", "pause", 0)
            return answers.html(
                f'<a data-placement="bottom" title="{word}" href="#" onclick="var self=this; '
                f"_Prtg.objectTools.pauseObject.call(this,'{nodes[0].id}',{action});return false;\">"
                f'<i class="icon-{icon} icon-dark"></i></a>'
            )
        return answers.redirect(f"/{LINKS[nodes[0].kind]}.htm?id={nodes[0].id}")

    def pause(self, query: Query, nodes: list[Node]) -> web.Response:
        action = query.get("action")
        if action not in ("0", "1"):
            raise Refused(answers.to_error("The parameter action is missing or wrong."))
        if action == "0":
            self._emulation.tree.pause(nodes, self._user(), query.get("pausemsg", ""))
        else:
            self._emulation.tree.resume(nodes)
        return self._done(nodes, action == "0")

    def pauseobjectfor(self, query: Query, nodes: list[Node]) -> web.Response:
        seconds = _minutes(query)
        if seconds is None:
            raise Refused(answers.to_error("The parameter duration is missing or wrong."))
        self._emulation.tree.pause(nodes, self._user(), query.get("pausemsg", ""), seconds)
        return answers.html(OK_PAGE)

    def simulate(self, query: Query, nodes: list[Node]) -> web.Response:
        self._emulation.tree.simulate(nodes)
        return self._done(nodes)

    def acknowledgealarm(self, query: Query, nodes: list[Node]) -> web.Response:
        self._emulation.tree.acknowledge(nodes, self._user(), query.get("ackmsg", ""), _minutes(query))
        return self._done(nodes)

    def scannow(self, _query: Query, nodes: list[Node]) -> web.Response:
        self._emulation.tree.scan(nodes)
        return self._done(nodes)

    def rename(self, query: Query, nodes: list[Node]) -> web.Response:
        self._set(nodes[0], "name", _value(query))
        return self._done(nodes)

    def setobjectproperty(self, query: Query, nodes: list[Node]) -> web.Response:
        name, value = query.get("name", ""), _value(query)
        for node in nodes:
            if name.endswith("_") and inheritable(name.removesuffix("_")) and value in ("0", "1"):
                self._emulation.tree.inherit(node, name.removesuffix("_"), value == "1")
            else:
                self._set(node, name, value)
        return self._done(nodes)

    def setpriority(self, query: Query, nodes: list[Node]) -> web.Response:
        self._set(nodes[0], "priority", query.get("prio", ""))
        return self._done(nodes)

    def setposition(self, query: Query, nodes: list[Node]) -> web.Response:
        where = query.get("newpos", "")
        if where not in PLACES or nodes[0].parent is None:
            raise Refused(answers.to_error("The parameter newpos is missing or wrong."))
        self._emulation.tree.place(nodes[0], where)
        return self._done(nodes)

    def deleteobject(self, query: Query, nodes: list[Node]) -> web.Response:
        if query.get("approve") != "1":
            raise Refused(answers.to_error("The parameter approve is missing."))
        if any(node.parent is None for node in nodes):
            raise Refused(answers.bad_request("Some of the selected objects could not be deleted."))
        for node in nodes:
            if self._emulation.tree.get(node.id) is not None:
                self._emulation.tree.delete(node)
        return answers.html(OK_PAGE)

    def _set(self, node: Node, name: str, value: str) -> None:
        setting, back = BY_NAME.get(name), f"/object.htm?id={node.id}"
        if setting is None or setting.derive is not None or node.kind not in setting.kinds:
            raise Refused(answers.to_error(f"The property {name} cannot be set.", back))
        try:
            self._emulation.tree.edit(node, **{name: setting.type.read(value)})
        except ValueError as error:
            raise Refused(answers.to_error(str(error), back)) from error

    @staticmethod
    def _user() -> str:
        return DISPLAY_NAMES["full"]


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


ACTIONS: dict[str, Callable[[Actions, Query, list[Node]], web.Response]] = {
    "pause.htm": Actions.pause,
    "pauseobjectfor.htm": Actions.pauseobjectfor,
    "simulate.htm": Actions.simulate,
    "acknowledgealarm.htm": Actions.acknowledgealarm,
    "scannow.htm": Actions.scannow,
    "rename.htm": Actions.rename,
    "setobjectproperty.htm": Actions.setobjectproperty,
    "setposition.htm": Actions.setposition,
    "setpriority.htm": Actions.setpriority,
    "deleteobject.htm": Actions.deleteobject,
}
"""Page name to what it does: a new action is a method and a row."""
