# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Contacts and teams as information: who is alerted, where, and through which teams."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import targets
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.answers import ID, columns
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import ids_given, refuse_empty, told
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import NO_TASK, Resource
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import addresses_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.contact import CONTACT
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.team import TEAM
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

Params = t.Mapping[str, t.Any]


class Selector(t.NamedTuple):
    """An option that selects: the word for one of its values, how that is compared, and with what of a row."""

    word: str
    given: t.Callable[[str], t.Any]
    of: t.Callable[[Row], t.Collection[t.Any]]


class People(t.NamedTuple):
    """What a module reads: the ``resource``, its name in results, what selects, what narrows, and how it is shown."""

    resource: Resource
    name: str
    selectors: t.Mapping[str, Selector]
    narrowing: t.Mapping[str, dict[str, t.Any]]
    shown: t.Callable[[PingdomApi, list[Row]], list[Row]]

    @property
    def identity(self) -> Identity:
        """Which options say what is read; without any it is everything."""
        selectors = (*self.selectors,)
        ids = frozenset({"ids"})
        return Identity(self.resource.word, selectors, ids, guards=(*self.narrowing,), required=False, writes=False)


_IDS = Selector("id", int, lambda row: [row["id"]])
_NAMES = Selector("name", str.strip, lambda row: [row.get("name")])
_EMAILS = Selector("e-mail address", lambda text: text.strip().casefold(), addresses_of)


def module_of(people: People) -> dict[str, t.Any]:
    """What the ``Specification`` of its module is made of."""
    options = {name: {"type": "list", "elements": "str"} for name in people.selectors}

    def run(params: dict[str, t.Any], _check_mode: bool) -> Result:
        return read(people, params)

    checked = identified(people.identity, lambda _params: {people.name: [], "unknown": []})(run)
    return {
        "service": "pingdom",
        "block": Block({**options, **people.narrowing}),
        "run": checked,
        "identity": people.identity,
    }


def read(people: People, params: Params) -> Result:
    """Those whom a task selects, and in words whom it does not meet, which is no error."""
    ids_given(params)
    refuse_empty(params, people.narrowing)
    wanted = {
        name: [selector.given(one) for one in params[name]]
        for name, selector in people.selectors.items()
        if params.get(name) is not None
    }
    narrowed = {name: params[name] for name in people.narrowing if params.get(name) is not None}
    with connect(params) as api:
        api.dialect.refuse_lacking(*(f"{people.resource.one}.{name}" for name in narrowed))
        rows = people.resource.rows(api)
        selected = [row for row in rows if not wanted or _is_meant(people, row, wanted)]
        found = [
            one for one in people.shown(api, selected) if all(one["type"] in some_of for some_of in narrowed.values())
        ]
        return api.told(told({people.name: found}, found, people.resource.word, _unmet(people, rows, wanted)))


def _is_meant(people: People, row: Row, wanted: t.Mapping[str, list[t.Any]]) -> bool:
    return any(not {*people.selectors[name].of(row)}.isdisjoint(given) for name, given in wanted.items())


def _unmet(people: People, rows: list[Row], wanted: t.Mapping[str, list[t.Any]]) -> list[str]:
    """Which values nobody has, in words."""
    words = []
    for name, given in wanted.items():
        selector = people.selectors[name]
        there = {value for row in rows for value in selector.of(row)}
        missing = [one for one in dict.fromkeys(given) if one not in there]
        words += [f"{selector.word} {one if isinstance(one, int) else quoted(one)}" for one in missing]
    return words


def _contacts(api: PingdomApi, rows: list[Row]) -> list[Row]:
    """Contacts as results have them. API 2.1 tells nothing of login users and devices, and only of teams who is in."""
    teams = _memberships(api) if _is_old(api) else None
    return [
        {
            "id": row["id"],
            **targets.together(CONTACT.state_of(row, NO_TASK), "targets"),
            "type": _type_of(row),
            "owner": None if _is_old(api) else row.get("owner") is True,
            "devices": None if _is_old(api) else targets.devices_of(row),
            "teams": _teams_in(row.get("teams") or []) if teams is None else teams.get(row["id"], []),
        }
        for row in rows
    ]


def _is_old(api: PingdomApi) -> bool:
    return CONTACT.path in api.dialect.piecemeal


def _type_of(row: Row) -> str | None:
    return row["type"] if isinstance(row.get("type"), str) else None


def _teams_in(teams: t.Any) -> list[Row]:
    """The teams of a contact by id and name."""
    if not isinstance(teams, list) or not all(isinstance(one, dict) for one in teams):
        raise UnexpectedAnswer("the teams of a contact have a shape that this module does not know")
    return sorted((_TEAM_IN.of_answer(one, "team of a contact") for one in teams), key=lambda one: one["id"])


_TEAM_IN = columns(Field("id", ID, always=True), name="name")


def _memberships(api: PingdomApi) -> dict[int, list[Row]]:
    """The teams of each contact, by its id, as lists of teams tell them."""
    result: dict[int, list[Row]] = {}
    for team in TEAM.rows(api):
        for member in TEAM.state_of(team, NO_TASK)["members"]:
            result.setdefault(member, []).append({"id": team["id"], "name": team.get("name")})
    return result


def _teams(api: PingdomApi, rows: list[Row]) -> list[Row]:
    """Teams as results have them, with the addresses of their members from the list of contacts."""
    contacts = {row["id"]: row for row in CONTACT.rows(api)} if rows else {}
    return [
        {
            "id": row["id"],
            "name": row.get("name"),
            "members": [
                _member(contacts.get(member, {"id": member})) for member in TEAM.state_of(row, NO_TASK)["members"]
            ],
        }
        for row in rows
    ]


def _member(contact: Row) -> Row:
    return {
        "id": contact["id"],
        "name": contact.get("name"),
        "type": _type_of(contact),
        "emails": sorted({*addresses_of(contact)}),
    }


_TYPES = {"types": {"type": "list", "elements": "str", "choices": ["contact", "user"]}}
CONTACTS = People(CONTACT, "contacts", {"ids": _IDS, "names": _NAMES, "emails": _EMAILS}, _TYPES, _contacts)
TEAMS = People(TEAM, "teams", {"ids": _IDS, "names": _NAMES}, {}, _teams)
