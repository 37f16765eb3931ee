# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be filtered by: one table, from which checking, evaluation, planning and the guide are made.

What a record has is in the table of the model; here stands what the language knows besides. Sources: PRTG API v2
overview, "Properties" (names, types, operators, remarks); the filtering reference of the lists under
``/experimental`` as quoted in prtg-v2-facts section 6 (other names).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import COMPARISONS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import CHANNEL, OWN_KINDS, REFERENCE
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    BOOLEAN,
    DURATION,
    HEALTH,
    ID,
    IDENTIFIER,
    KINDS,
    NUMBER,
    RECORD,
    STATUSES,
    TEXT,
    TEXTS,
    TIME,
    Field,
)

EQUALITY = ("=", "!=")
_LISTED = (*EQUALITY, "in")
_SIMILAR = (*_LISTED, "matches")
_ORDERED = (*COMPARISONS, "in")
_CONTAINS = ("contains",)

#: What compares values of a type. Ids are texts that nothing is similar to.
_OPERATORS = {
    ID: _LISTED, TEXT: _SIMILAR, IDENTIFIER: _LISTED, BOOLEAN: EQUALITY, NUMBER: _ORDERED, DURATION: _ORDERED,
    TEXTS: _CONTAINS, TIME: _ORDERED,
}  # fmt: skip


class Property(t.NamedTuple):
    """One row of the table.

    ``also`` are other names that are understood. ``kinds`` are the object kinds that have it (None: all). ``tokens``
    maps what may be written for an enumeration to its token. ``fields`` are the record fields that hold it (empty: no
    record can have it). ``definite`` says that every object has a value, so that None in a record means *unknown*.
    ``joined``: a record holds it as a list of names, and it is the text of them with slashes in between. ``beside`` are
    kinds of their own that have it, too.
    """

    name: str
    type: str
    operators: tuple[str, ...]
    about: str
    kinds: tuple[str, ...] | None = None
    tokens: t.Mapping[str, str] | None = None
    also: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    definite: bool = False
    joined: bool = False
    beside: tuple[str, ...] = ()

    def belongs_to(self, kind: str) -> bool:
        """Whether objects of ``kind`` can have it."""
        return kind in self.having

    @property
    def having(self) -> tuple[str, ...]:
        """The kinds that can have it."""
        return (*(KINDS if self.kinds is None else self.kinds), *self.beside)


def _spellings() -> dict[str, str]:
    """Every way to write a status except its v1 number: filter tokens and the spelling of v2 answers."""
    return {word: status.token for status in STATUSES for word in (status.token, status.answer.lower())}


def _states() -> dict[str, str]:
    """Every way to write a health: its own words, and those of a status that alone counts as one of them."""
    alone = {one.summary: one.token for one in STATUSES if [two.summary for two in STATUSES].count(one.summary) == 1}
    return {**{state: state for state in HEALTH}, **{token: state for state, token in alone.items()}}


#: A kind that the overview knows, and nothing can select.
_LIBRARY = "library"

#: Enumerations that take more than the words of their field.
_SPELLINGS = {
    "status": _spellings(),
    "health": _states(),
    "kind": {kind: kind for kind in (*KINDS, *OWN_KINDS, _LIBRARY)},
}

#: The property that a field of a record alone is. (``tags`` alone are more than the field: own and inherited ones.)
PROPERTY_OF: dict[str, str] = {name: field.property or name for name, field in RECORD.items()}


def _of_record(name: str, field: Field) -> Property:
    """The property that a field of a record is."""
    kind = TEXT if field.type == ID or field.joined else field.type
    return Property(
        name=PROPERTY_OF[name],
        type=kind,
        operators=_OPERATORS[ID if field.type == ID else kind],
        about=field.meaning,
        kinds=field.kinds,
        tokens=_SPELLINGS.get(name, {word: word for word in field.words}) or None,
        also=tuple(word for word in (name, field.also) if word not in (None, "tags", PROPERTY_OF[name])),
        fields=(name,),
        definite=field.definite,
        joined=field.joined,
    )


#: What follows from fields of several records, or from several fields.
_DERIVED = (
    Property("ancestors", TEXTS, _CONTAINS, "The numbers of all objects above.", fields=("parent_id",)),
    Property("descendants", TEXTS, _CONTAINS, "The numbers of all objects below.", fields=("parent_id",)),
    Property(
        "tags",
        TEXTS,
        _CONTAINS,
        "The object's tags, own and inherited: API v1 cannot tell them apart for certain, so all share this meaning.",
        fields=("tags", "parent_tags"),
    ),
)

#: What PRTG knows and no record has. A field with the name of one of them takes its place.
_UNREAD = (
    Property("crossreference", TEXTS, _CONTAINS, "Objects that this one refers to."),
    Property(
        "unittype", NUMBER, _LISTED, "The number of a unit, of which records have a word.", beside=(CHANNEL.name,)
    ),
)


def _owners() -> dict[str, dict[str, str]]:
    """The kinds of their own that have each property, each with the field that it is."""
    found: dict[str, dict[str, str]] = {}
    for kind in OWN_KINDS.values():
        for name, field in kind.properties().items():
            found.setdefault(name, {})[kind.name] = field
    return found


_OWNERS = _owners()


def _of_own_kinds(name: str, owners: t.Mapping[str, str]) -> Property:
    """The property that a field of kinds of their own is."""
    kind, field_name = next(iter(owners.items()))
    field = OWN_KINDS[kind].fields[field_name]
    return Property(
        name=name,
        type=TEXT if field.type in (ID, REFERENCE) else field.type,
        operators=_OPERATORS[ID if field.type == REFERENCE else field.type],
        about=field.meaning,
        kinds=tuple(owners),
        also=tuple(dict.fromkeys(one for one in (*owners.values(), field.also) if one not in (None, name))),
        definite=field.definite,
    )


_OF_OBJECTS = {
    row.name: row._replace(beside=tuple(_OWNERS.get(row.name, ())))
    for row in (*(_of_record(name, field) for name, field in RECORD.items()), *_DERIVED)
}

#: Every property by its name, which is the overview's where it has one.
PROPERTIES: dict[str, Property] = {
    **{row.name: row for row in _UNREAD},
    **{name: _of_own_kinds(name, owners) for name, owners in _OWNERS.items() if name not in _OF_OBJECTS},
    **_OF_OBJECTS,
}

#: Every name that is understood.
BY_NAME: dict[str, Property] = {**{name: row for row in PROPERTIES.values() for name in row.also}, **PROPERTIES}
