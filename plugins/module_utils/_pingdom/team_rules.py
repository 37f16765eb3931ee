# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What teams have of their own: members that are named in several ways, and set, added or taken out."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import as_far_as_known, named
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Params,
    Resource,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.contact import CONTACT
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

#: What becomes of the members that a team has and those that are given.
_MODES: dict[str, t.Callable[[set[int], set[int]], set[int]]] = {
    "set": lambda _there, given: given,
    "append": lambda there, given: there | given,
    "remove": lambda there, given: there - given,
}


class Teams(Resource):
    """Teams of contacts."""

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of the module, besides the connection."""
        return {**super().options(), "members_mode": {"type": "str", "choices": [*_MODES], "default": "set"}}

    def identity(self) -> Identity:
        """Which options say which team is meant, and what it refers to."""
        return super().identity()._replace(ids=frozenset({"id", "members"}))

    def nothing_known(self, params: Params) -> Row:
        """The return values of check mode where not even the id is known; members may be names yet."""
        return super().nothing_known({**params, "members": None})

    def rows(self, api: PingdomApi, as_listed: bool = False, query: Row | None = None) -> list[Row]:
        """The list as it is by now, without contacts that were deleted lately."""
        gone = _deleted_lately(api)
        return [_without(row, gone) for row in super().rows(api, as_listed, query)]

    def seen_by_now(self, api: PingdomApi, found: Found, task: Task) -> Found:
        """A team as it was told to be lately, without contacts that were deleted since."""
        now = super().seen_by_now(api, found, task)
        left = [one for one in now.state["members"] if one not in _deleted_lately(api)]
        return now._replace(state={**now.state, "members": left})

    def resolved(self, api: PingdomApi, task: Task, found: Found | None) -> Task:
        """The task with members as ids; who is one already is not looked up by id again.

        That nobody is called so is an error, but where members are taken out, and for names in check mode.
        """
        if "members" not in task.given:
            return task
        members = task.given["members"]
        known = found.state["members"] if found else []
        rows = functools.partial(CONTACT.rows, api)
        if task.params["members_mode"] != "remove":
            who = named(members, rows, CONTACT.word, known, task.check_mode)
            return task._replace(given={**task.given, "members": who.ids}, awaited=who.unknown)
        who = as_far_as_known(members, rows, CONTACT.word, known)
        warnings = (f"There is no {listed(who.unknown, 'or')} who could be taken out.",) if who.unknown else ()
        return task._replace(given={**task.given, "members": who.ids}, warnings=warnings)

    def new(self, api: PingdomApi, task: Task) -> Comparable:
        """The team that is to be created."""
        wanted: Comparable = super().new(api, _with_members(task, []))
        return wanted

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change it."""
        return super().change(api, _with_members(task, found.state["members"]), found)


def _with_members(task: Task, there: list[int]) -> Task:
    """The task with all members that the team shall have, of which some are ``there``."""
    if "members" not in task.given:
        return task
    members = _MODES[task.params["members_mode"]]({*there}, {*task.given["members"]})
    return task._replace(given={**task.given, "members": sorted(members)})


def _deleted_lately(api: PingdomApi) -> set[int]:
    """The contacts that were deleted within the last minute: Pingdom takes them out of teams by itself."""
    start = CONTACT.at(0)[:-1]
    return {int(path[len(start) :]) for path, history in api.recent.histories(start).items() if history.deleted}


def _without(row: Row, gone: set[int]) -> Row:
    members = row.get("members")
    if not gone or not isinstance(members, list):
        return row
    ids = [one.get("id") if isinstance(one, dict) else one for one in members]
    return {**row, "members": [member for member, one in zip(members, ids) if str(one) not in {*map(str, gone)}]}
