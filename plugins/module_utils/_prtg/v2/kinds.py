# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Where API v2 has the fields of channels, users, user groups and lookup definitions, in lists in both shapes.

The members of the deprecated shape of users and user groups are in the overview's table "Sorting"; those of channels
are known from other clients (facts, section 3), but for ``percent`` and the lookup, of which the overview has names of
properties only. No source has the sections of the experimental shape, and none any member of a lookup definition. So a
member is looked for under each name that the overview has for it, as a property or in JSON, in any section. Nothing
else is read, so that no password or key of an account can get into a record.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import Record, reference
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import (
    CHANNEL,
    LOOKUPDEFINITION,
    USER,
    USERGROUP,
    Kind,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limits import MESSAGES, NUMBERS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.channels import read_channel
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import (
    flag,
    identifier,
    is_empty,
    member,
    members_by_plain_name,
    number,
    text,
    time_stamp,
)

Row = dict[str, t.Any]


class Member(t.NamedTuple):
    """Under which plain names a field may be told, and how it is read.

    A name with a point is that of a member in a section of that name, any other stands for one in any section.
    ``sectioned``: the experimental list tells it only where its section is asked for.
    """

    names: tuple[str, ...]
    read: t.Callable[[t.Any], t.Any] = text
    sectioned: bool = True


def _reference(value: t.Any) -> Record | None:
    """An account that is named by a reference (overview, "References"), or by its id alone."""
    if isinstance(value, dict):
        found = reference(identifier(value.get("id")), text(value.get("name")))
        return found if found["id"] or found["name"] else None
    found_id = identifier(value)
    return reference(found_id, None) if found_id else None


def _references(value: t.Any) -> list[Record] | None:
    if not isinstance(value, list):
        return None
    found = map(_reference, value)
    return [one for one in found if one is not None]


def _directory(value: t.Any) -> bool | None:
    """Whether a group is one of a domain: a flag, or the name that it has there."""
    known = flag(value)
    return bool(value.strip()) if known is None and isinstance(value, str) else known


def _entries(value: t.Any) -> list[Record] | None:
    """The values of a lookup definition with the words for them."""
    if not isinstance(value, list):
        return None
    return [
        {"value": number(one.get("value")), "text": text(one.get("text")), "state": text(one.get("state"))}
        for one in value
        if isinstance(one, dict)
    ]


#: What is not here follows from the row as a whole: ``id``, ``kind``, and what ``read_channel`` tells.
MEMBERS: dict[str, dict[str, Member]] = {
    CHANNEL.name: {
        "primary": Member(("primary",), flag, sectioned=False),
        "unit_type": Member(("unittype", "unit.type"), sectioned=False),
        "last_check": Member(("lastmeasurement.timestamp",), time_stamp, sectioned=False),
        "limits": Member(("limitmode",), flag),
        **{name: Member((name,), number) for name in NUMBERS},
        **{name: Member((name,)) for name in MESSAGES},
        "lookup": Member(("lookupdefinitionid",)),
        "percent": Member(("percent",), number),
    },
    USER.name: {
        "name": Member(("displayname", "name")),
        "login_name": Member(("loginname", "login")),
        "email": Member(("email",)),
        "role": Member(("role", "usertype")),
        "active": Member(("active",), flag),
        "primary_group": Member(("primarygroup",), _reference),
        "groups": Member(("usergroups", "groups", "groupmemberships"), _references),
        "active_directory": Member(("aduser", "activedirectory"), flag),
        "ticket_mail": Member(("ticketemail", "ticketmail"), flag),
        "last_login": Member(("lastlogin",), time_stamp),
        "time_zone": Member(("timezone",)),
    },
    USERGROUP.name: {
        "name": Member(("name", "displayname")),
        "active": Member(("active",), flag),
        "admin": Member(("admingroup",), flag),
        "user_type": Member(("usertype",)),
        "members": Member(("members", "users"), _references),
        "active_directory": Member(("activedirectory",), _directory),
        "active_directory_name": Member(("activedirectoryname", "activedirectorygroup")),
        "restricted_sensor_mode": Member(("restrictedsensormode",), flag),
        "ticket_mode": Member(("ticketmode",), flag),
        "default_home": Member(("defaulthome",)),
    },
    LOOKUPDEFINITION.name: {
        "name": Member(("name", "displayname")),
        "lookup_type": Member(("lookuptype",)),
        "entries": Member(("entries",), _entries),
    },
}


def list_of(kind: Kind) -> str:
    """The name of the list of a kind."""
    return f"{kind.name}s"


def read_members(row: Row, kind: Kind) -> Record:
    """Every field of a row of a ``kind``: None where a member says that there is no value, ``UNREAD`` where none tells.

    ``UnexpectedAnswer`` for a channel of which nobody tells the sensor.
    """
    told = members_by_plain_name(row)
    found = {name: _value(told, one) for name, one in MEMBERS[kind.name].items()}
    of_row = {"id": row["id"], "kind": kind.name, **(_of_channel(row) if kind == CHANNEL else {})}
    if kind == USER:
        _name_primary(found)
    return {name: of_row[name] if name in of_row else found[name] for name in kind.fields}


def _name_primary(user: Record) -> None:
    """Give the primary group of a user, which sections name by its id alone, the name that it has among all groups."""
    primary, groups = user["primary_group"], user["groups"]
    if primary and groups and primary["name"] is None:
        user["primary_group"] = next((one for one in groups if one["id"] == primary["id"]), primary)


def _of_channel(row: Row) -> Record:
    """What follows from the row of a channel as a whole."""
    channel = read_channel(row)[1]
    return {
        "name": channel["name"],
        "parent_id": _sensor_of(row),
        "last_value": channel["last_value"] if _shows_a_value(row.get("last_measurement")) else UNREAD,
        "unit": channel["unit"],
    }


def _shows_a_value(measured: t.Any) -> bool:
    """Whether a last measurement is told as it is shown, or there is none.

    ``display_value`` is null also where there is one (mmz-srf; findings 3.2), of which ``value`` has a base unit alone.
    """
    if not isinstance(measured, dict):
        return False
    return "display_value" not in measured or not (
        is_empty(measured["display_value"]) and number(measured.get("value")) is not None
    )


def _sensor_of(row: Row) -> str:
    """The id of the sensor of a channel; ``UnexpectedAnswer`` if nobody tells it."""
    told = identifier(member(row, ("parent", "id"))) or identifier(row.get("parentid")) or read_channel(row)[0]
    if told is None:
        raise UnexpectedAnswer("the server lists a channel and does not tell of which sensor it is")
    return told


def _value(told: Row, one: Member) -> t.Any:
    given = [told[name] for name in one.names if name in told]
    found = next((value for value in map(one.read, given) if value is not None), None)
    return UNREAD if found is None and not any(map(is_empty, given)) else found
