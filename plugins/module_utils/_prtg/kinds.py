# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Kinds of their own: what PRTG lists beside the tree of objects, and the records of it.

They have nothing of ``PrtgObject`` and no place in a ``Tree``: each has fields of its own. A field is a property of the
filter language, as one of an object is: under PRTG's name, and under its own. Sources: PRTG API v2 overview,
"Properties" and "Sorting". Where an API has each field is in its table (``v2/kinds.py``).
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    BOOLEAN,
    ID,
    IDENTIFIER,
    NUMBER,
    TEXT,
    TIME,
    UNREAD,
    Field,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, listed, printable, quoted

#: Types of fields that objects have not: what is named by ``id`` and ``name``, a list of such, and a list of mappings.
REFERENCE, REFERENCES, MAPPINGS = "reference", "list of references", "list of mappings"

#: What can be compared of a field by its type, where that is not the value itself.
_COMPARED: dict[str, t.Callable[[t.Any], t.Any]] = {
    REFERENCE: lambda value: UNREAD if value["id"] is None else value["id"],
    IDENTIFIER: lambda value: value.lower(),
}

#: The types of fields that the filter language cannot compare.
_INCOMPARABLE = frozenset({REFERENCES, MAPPINGS})

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NUMBERS = re.compile(r"([0-9]{1,18})(?:\.(-?[0-9]{1,18}))?")

_UNDOCUMENTED = "Its words are not documented, so any is taken."
_LIMIT = Field(
    NUMBER, "A limit of the channel; nil if it has none. In which unit API v2 tells it is unverified.", fraction=True
)
_ACTIVE = Field(BOOLEAN, "Whether it is active, which a user who may not log in is not.", definite=True)
_DIRECTORY = Field(BOOLEAN, "Whether it comes from a directory.", "activedirectory", "ad_user")


class Kind(t.NamedTuple):
    """A kind of its own: how it is called, what an id of it looks like, and its fields, in the order of its record.

    ``of_sensors``: sensors have it, so that it is below objects. ``example`` is an id, for messages. ``numbered``: ids
    are numbers, or two with a point between them.
    """

    name: str
    plural: str
    id_form: str
    example: str
    fields: t.Mapping[str, Field]
    of_sensors: bool = False
    numbered: bool = True

    def counted(self, number: int) -> str:
        """A number of them in words; all of their words have a plural in s."""
        return counted(number, self.plural[:-1])

    def id_of(self, given: str) -> str:
        """An id that a task names as records have it; ``ConfigurationError`` if it can be none."""
        if not re.fullmatch(self.id_form, given):
            raise ConfigurationError(
                f"ids must be those of {self.plural}, such as {self.example}, and {quoted(given)} is none",
                hint="Select by name with the option names.",
            )
        return _ZEROS.sub("", given) if self.numbered else given

    def names(self) -> dict[str, str]:
        """Every name of a field that can be compared, and the field."""
        of_prtg = ((field.property, field.also) for field in self.fields.values())
        pairs = zip(self.fields, of_prtg)
        known = {word: name for name, words in pairs for word in words if word and name in self.properties().values()}
        return {**known, **{name: name for name in self.properties().values()}}

    def properties(self) -> dict[str, str]:
        """The properties of the language that it has, by PRTG's names for them, and the fields that they are."""
        return {field.property or name: name for name, field in self.fields.items() if field.type not in _INCOMPARABLE}

    def shown(self) -> tuple[str, ...]:
        """The fields that a record has unless a task names others."""
        return tuple(name for name, field in self.fields.items() if not field.on_request)

    def comparable(self, field: str, value: t.Any) -> t.Any:
        """What of a ``value`` of a field is compared: None and ``UNREAD`` as they are, of a reference its id."""
        compared = _COMPARED.get(self.fields[field].type)
        return value if compared is None or value is None or value is UNREAD else compared(value)


def _head(parent: Field | None = None) -> dict[str, Field]:
    """The fields that records of every kind begin with."""
    return {
        "id": Field(ID, "Its id.", definite=True),
        "kind": Field(IDENTIFIER, "Its kind.", "type", definite=True),
        "name": Field(TEXT, "Its name.", definite=True),
        **({} if parent is None else {"parent_id": parent}),
    }


CHANNEL = Kind(
    "channel",
    "channels",
    r"[0-9]{1,18}\.-?[0-9]{1,18}",
    "2001.0",
    {
        **_head(Field(ID, "The id of its sensor.", "parentid", definite=True)),
        "primary": Field(BOOLEAN, "Whether it is the primary channel of its sensor."),
        "last_value": Field(NUMBER, "What it measured last, in its unit.", fraction=True),
        "unit": Field(TEXT, "Its unit as it is shown."),
        "unit_type": Field(TEXT, "The type of its unit as a word, such as PERCENT."),
        "last_check": Field(TIME, "When it was measured last."),
        "limits": Field(BOOLEAN, "Whether its limits are on."),
        "limitmaxerror": _LIMIT,
        "limitmaxwarning": _LIMIT,
        "limitminwarning": _LIMIT,
        "limitminerror": _LIMIT,
        "limiterrormsg": Field(TEXT, "What its sensor says beyond an error limit."),
        "limitwarningmsg": Field(TEXT, "What its sensor says beyond a warning limit."),
        "lookup": Field(TEXT, "The id of the lookup definition that makes words of its values.", "lookupdefinitionid"),
        "percent": Field(NUMBER, "The value in percent; nil if it has none.", on_request=True, fraction=True),
    },
    of_sensors=True,
)

USER = Kind(
    "user",
    "users",
    r"[0-9]{1,18}",
    "100",
    {
        **_head(),
        "login_name": Field(TEXT, "Login name.", "loginname"),
        "email": Field(TEXT, "Mail address."),
        "role": Field(TEXT, "What the user may do, in PRTG's own words."),
        "active": _ACTIVE,
        "primary_group": Field(REFERENCE, "The primary group, compared by its id.", "primarygroup"),
        "groups": Field(REFERENCES, "All groups."),
        "active_directory": _DIRECTORY,
        "ticket_mail": Field(BOOLEAN, "Whether tickets are mailed.", "ticketmail", "ticket_email"),
        "last_login": Field(TIME, "The last log-in.", also="lastlogin"),
        "time_zone": Field(TEXT, "The time zone of the account.", also="timezone"),
    },
)

USERGROUP = Kind(
    "usergroup",
    "user groups",
    r"[0-9]{1,18}",
    "200",
    {
        **_head(),
        "active": _ACTIVE,
        "admin": Field(BOOLEAN, "Whether members are administrators.", "admingroup"),
        "user_type": Field(IDENTIFIER, f"The type of its users. {_UNDOCUMENTED}", "usertype"),
        "members": Field(REFERENCES, "All members."),
        "active_directory": _DIRECTORY,
        "active_directory_name": Field(TEXT, "The group's name in the directory.", also="activedirectoryname"),
        "restricted_sensor_mode": Field(BOOLEAN, "Whether sensor kinds are limited.", "restrictedsensormode"),
        "ticket_mode": Field(BOOLEAN, "Whether tickets may be used.", "ticketmode"),
        "default_home": Field(TEXT, "The page that members see first.", also="defaulthome"),
    },
)

LOOKUPDEFINITION = Kind(
    "lookupdefinition",
    "lookup definitions",
    r"(?=.{1,300}\Z)[^\x00-\x1f\x7f]+",
    "prtg.standardlookups.yesno.stateyesok",
    {
        **_head(),
        "lookup_type": Field(IDENTIFIER, f"Type of the lookup definition. {_UNDOCUMENTED}", "lookuptype"),
        "entries": Field(MAPPINGS, "Which word stands for which value."),
    },
    numbered=False,
)

#: Every kind of its own by its name.
OWN_KINDS: dict[str, Kind] = {kind.name: kind for kind in (CHANNEL, USER, USERGROUP, LOOKUPDEFINITION)}


def own_kind(kinds: t.Sequence[str] | None) -> Kind | None:
    """The kind of its own that the option ``kind`` names; None if it names kinds of objects, or nothing.

    ``ConfigurationError`` if it names something beside it, since records differ from kind to kind.
    """
    own = [kind for kind in OWN_KINDS if kind in (kinds or ())]
    if not own:
        return None
    named = list(dict.fromkeys(kinds or ()))
    if len(named) > 1:
        plurals = listed([OWN_KINDS[kind].plural for kind in own])
        raise ConfigurationError(
            f"kind names {listed(named)}, and {plurals} have records of their own",
            hint="Read each of them in a task of its own, with nothing else in kind.",
        )
    return OWN_KINDS[own[0]]


def refuse_foreign_fields(named: t.Iterable[str], having: t.Collection[str], whose: str) -> None:
    """``ConfigurationError`` for fields that the records of a task do not have."""
    foreign = next((name for name in named if name not in having), None)
    if foreign is not None:
        raise ConfigurationError(
            f"fields names {foreign}, which {whose} do not have", hint=f"Take some of {', '.join(having)}."
        )


class OwnRecord(t.NamedTuple):
    """One of a kind of its own: its fields, None for what it has not, ``UNREAD`` for what nobody tells."""

    kind: Kind
    values: t.Mapping[str, t.Any]

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.values["id"])

    def label(self) -> str:
        """How a message names it: kind, id and name."""
        name = printable(self.values["name"] or "")
        return f"{self.kind.name} {self.id} ({name})" if name else f"{self.kind.name} {self.id}"

    def record(self, fields: t.Iterable[str]) -> dict[str, t.Any]:
        """It as plain data with these keys; what nobody tells is None."""
        return {name: None if self.values[name] is UNREAD else self.values[name] for name in fields}

    def compared(self) -> tuple[t.Any, ...]:
        """What of each field is compared, in the order of the fields."""
        return tuple(self.kind.comparable(name, self.values[name]) for name in self.kind.fields)


def id_rank(found_id: str) -> tuple[t.Any, ...]:
    """What ids are sorted by: numbers, with or without a channel's behind a point, come before all else."""
    numbers = _NUMBERS.fullmatch(found_id)
    return (1, found_id) if numbers is None else (0, int(numbers.group(1)), int(numbers.group(2) or 0))
