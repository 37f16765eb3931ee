# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What teams have of their own: members that are named in several ways, and set, added or taken out."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Params,
    Resource,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ids_of, is_number
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
        result = super().nothing_known({**params, "members": None})
        return result if result[self.one] is None else self.result({**result[self.one], "members": None})

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
        known = found.state["members"] if found else []
        rows = functools.lru_cache(maxsize=1)(lambda: CONTACT.rows(api))
        removes = task.params["members_mode"] == "remove"
        ids: set[int] = set()
        unknown: list[str] = []
        for one in task.given.get("members", ()):
            try:
                ids.update(ids_of([one], rows, CONTACT.word, known))
            except NotFound:
                if not removes and (is_number(one) or not task.check_mode):
                    raise
                unknown.append(f"{CONTACT.word} {'with the id' if is_number(one) else 'named'} {one}")
        given = {**task.given, **({"members": sorted(ids)} if "members" in task.given else {})}
        if removes and unknown:
            return task._replace(given=given, warnings=(f"There is no {listed(unknown)} who could be taken out.",))
        return task._replace(given=given, awaited=tuple(unknown))

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
