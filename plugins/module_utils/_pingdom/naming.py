# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Names and ids of things in Pingdom, where names are not unique."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    NotFound,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed, some

Row = dict[str, t.Any]

#: The only things that may be given by an address as well.
CONTACT = "contact"


def ids_of(
    references: t.Iterable[str], rows: t.Callable[[], list[Row]], what: str, known: t.Container[int] = ()
) -> list[int]:
    """The ids of things that are given by id (digits), by exact name or, as contacts may be, by address, sorted.

    ``rows`` reads them all, and is asked only if there is a name, or an id outside ``known``. Raises ``NotFound`` for
    all that there is not, and ``AmbiguousName``; ``what`` is the word for one of them.
    """
    wanted = [str(reference).strip() for reference in references]
    if all(is_number(one) and int(one) in known for one in wanted):
        return sorted({int(one) for one in wanted})
    everything = rows()
    present = {row["id"] for row in everything}
    named: dict[t.Any, list[Row]] = {}
    for row in everything:
        named.setdefault(row.get("name"), []).append(row)

    def id_of(one: str) -> int:
        if not is_number(one):
            return the_only(one, named.get(one, everything if "@" in one else []), what)
        if int(one) in present or int(one) in known:
            return int(one)
        raise NotFound(f"there is no {called(what, one)}")

    found: set[int] = set()
    missing: dict[str, NotFound] = {}
    for one in wanted:
        try:
            found.add(id_of(one))
        except NotFound as error:
            missing[called(what, one)] = error
    if missing:
        raise _not_found(missing)
    return sorted(found)


def called(what: str, reference: str) -> str:
    """A thing in words, as a task names it; ``what`` is the word for one."""
    name = reference.strip()
    if is_number(name):
        return f"{what} with the id {name}"
    return f"{what} with the address {name!r}" if what == CONTACT and "@" in name else f"{what} named {name!r}"


def _not_found(missing: t.Mapping[str, NotFound]) -> NotFound:
    """The error for all that is missing, by what it is called."""
    first, *others = missing.values()
    hint = exactly("names") if any(error.hint for error in missing.values()) else None
    return NotFound(f"there is no {some([*missing])}", hint=hint) if others else first


def tags_of(row: Row, *types: str) -> set[str]:
    """The tags of a row of GET /checks, all or those of some types (``u`` the user's, ``a`` Pingdom's own).

    Raises ``UnexpectedAnswer`` for tags of a shape that was never seen: whether the check has some tag is unknown then.
    """
    try:
        return set(kinds.tag_names(row.get("tags") or [], *types))
    except kinds.UNREADABLE:
        raise UnexpectedAnswer(f"the tags of check {row['id']} have a shape that this module does not know") from None


def addresses_of(row: Row) -> list[str]:
    """The addresses of a contact in small letters: its e-mail targets (OpenAPI document 3.1, schema of contacts).

    Raises ``UnexpectedAnswer`` for targets of a shape that was never seen: whose an address is, is unknown then.
    """
    try:
        return [one["address"].casefold() for one in (row.get("notification_targets") or {}).get("email") or []]
    except (AttributeError, KeyError, TypeError):
        message = f"the notification targets of contact {row['id']} have a shape that this module does not know"
        raise UnexpectedAnswer(message) from None


def the_only(name: str, rows: t.Collection[Row], what: str) -> int:
    """The id of the only row of this name, or of this address where none has the name."""
    ids: list[int] = sorted(row["id"] for row in rows if row.get("name") == name)
    by_address = not ids and "@" in name
    if by_address:
        ids = sorted(row["id"] for row in rows if name.casefold() in addresses_of(row))
    if not ids:
        no_address = "It is no contact's e-mail address either, which is compared without case. " if "@" in name else ""
        raise NotFound(f"there is no {what} named {name!r}", hint=f"{no_address}{exactly('names')}")
    if len(ids) > 1:
        raise ambiguous(f"{what}s {'with the address' if by_address else 'named'} {name!r}", ids)
    return ids[0]


def exactly(*what: str) -> str:
    """The hint where nothing has some text; ``what`` that text is, in the plural."""
    return f"{listed(what).capitalize()} are compared exactly, with upper and lower case."


def ambiguous(what: str, ids: list[int]) -> AmbiguousName:
    """The error for several things where one is meant; ``what`` describes them in the plural."""
    return AmbiguousName(
        f"there are {len(ids)} {what}, with the ids {', '.join(str(one) for one in ids)}",
        hint="Name the one you mean by its id.",
        details={"ids": ids},
    )


def is_number(text: str) -> bool:
    """Whether a reference is an id."""
    return text.isascii() and text.isdigit() and len(text) <= 18
