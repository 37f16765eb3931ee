# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which uptime checks a task means that names several: by ids, names and tags, of some types and statuses."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import (
    ambiguous,
    exactly,
    is_number,
    tags_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted, some

#: What names checks, of which each adds some, and what narrows that.
NAMING, NARROWING = ("ids", "names", "tags"), ("types", "statuses")


class Wanted(t.NamedTuple):
    """What a task says of the checks that it means.

    A check is meant if it has one of the ``ids``, ``names`` (exact) or ``tags``. Where none of these is given, each is,
    and ``nothing`` is where all that are given are empty. ``types`` and ``statuses`` narrow that.
    """

    ids: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    nothing: bool = False

    @classmethod
    def of(cls, **given: t.Collection[t.Any] | None) -> Wanted:
        """What options say, of which None are not given."""
        naming = [given[name] for name in NAMING if given.get(name) is not None]
        wanted = {name: frozenset(values or ()) for name, values in given.items()}
        return cls(**wanted, nothing=bool(naming) and not any(naming))

    @property
    def names_any(self) -> bool:
        """Whether something is named."""
        return bool(self.ids or self.names or self.tags)

    def names_one(self, row: Row) -> bool:
        """Whether a row of the list, with its tags, is one of those named."""
        if not self.names_any:
            return not self.nothing
        if row["id"] in self.ids or row.get("name") in self.names:
            return True
        return bool(self.tags) and not self.tags.isdisjoint(tags_of(row))

    def fits(self, row: Row) -> bool:
        """Whether a row is of the types and statuses."""
        of_type = not self.types or row.get("type") in self.types
        return of_type and (not self.statuses or _status_of(row) in self.statuses)


def _status_of(row: Row) -> t.Any:
    status = row.get("status")
    if isinstance(status, (dict, list)):
        raise UnexpectedAnswer(f"the status of check {row['id']} has a shape that this module does not know")
    return status


class Chosen(t.NamedTuple):
    """The rows of the list that are meant, what is wanted and nothing is known by, and every row."""

    rows: list[Row]
    missing: Wanted
    every: t.Sequence[Row]

    @property
    def hint(self) -> str:
        """What to look at where something is unknown."""
        if not (self.missing.names or self.missing.tags):
            return "Look whether this is the right account."
        return exactly("names", "tags")

    @property
    def unknown(self) -> list[str]:
        """What nothing is known by, in words."""
        return [
            *(f"id {one}" for one in sorted(self.missing.ids)),
            *(f"name {one!r}" for one in sorted(self.missing.names)),
            *(f"tag {one!r}" for one in sorted(self.missing.tags)),
        ]

    def awaited(self, what: str) -> list[str]:
        """What an earlier task may have predicted, in words: a name or a tag, and no id."""
        return [
            *(f"{what} with the tag {one!r}" for one in sorted(self.missing.tags)),
            *(f"{what} named {one!r}" for one in sorted(self.missing.names)),
        ]


def ids_given(params: t.Mapping[str, t.Any], others: str = "names") -> list[int] | None:
    """The option ``ids``: texts to Ansible, which would refuse an empty one, as an id that check mode does not know."""
    if params.get("ids") is None:
        return None
    texts = [str(one).strip() for one in params["ids"]]
    for one in texts:
        if not is_number(one):
            hint = f"Others are selected with {others}."
            raise ConfigurationError(f"ids must be numbers, and {quoted(one)} is none", hint=hint)
    return [int(one) for one in texts]


def without_blanks(params: t.Mapping[str, t.Any], name: str) -> list[str] | None:
    """The texts of an option as references to things are taken: without the blanks around them."""
    return None if params.get(name) is None else [one.strip() for one in params[name]]


def refuse_empty(params: t.Mapping[str, t.Any], narrowing: t.Iterable[str]) -> None:
    """``ConfigurationError`` for an empty list that narrows, as that may be meant to let nothing through, or all."""
    for name in narrowing:
        if params.get(name) == []:
            raise ConfigurationError(
                f"{name} must not be empty", hint="Nothing was sent. Leave it out to narrow nothing."
            )


def wanted_of(params: t.Mapping[str, t.Any]) -> Wanted:
    """What the options of a module say."""
    refuse_empty(params, NARROWING)
    return Wanted.of(
        ids=ids_given(params), **{name: without_blanks(params, name) for name in (*NAMING[1:], *NARROWING)}
    )


def told(values: Row, found: t.Sized, what: str, unknown: list[str]) -> Result:
    """What a module answers that selects: ``values``, and in words what nothing has, which is no error."""
    if not unknown:
        return Result(values={**values, "unknown": [], **({} if found else {"msg": "nothing matches"})})
    message = f"no {what} has the {some(unknown)}"
    return Result(values={**values, "unknown": unknown, "msg": message}, warnings=[f"N{message[1:]}."])


def chosen(api: PingdomApi, wanted: Wanted, more: Row | None = None) -> Chosen:
    """The checks that a task means, by one reading of the list, with their tags, and asked for ``more``."""
    return chosen_of(LISTED.rows(api, query={"include_tags": "true", **(more or {})}), wanted)


def chosen_of(rows: t.Sequence[Row], wanted: Wanted) -> Chosen:
    """What a task means among the rows of a list, which have their tags."""
    ids, names = {row["id"] for row in rows}, {row.get("name") for row in rows}
    tags = {tag for row in rows for tag in tags_of(row)} if wanted.tags else set()
    missing = Wanted(wanted.ids - ids, wanted.names - names, wanted.tags - tags)
    return Chosen([row for row in rows if wanted.names_one(row) and wanted.fits(row)], missing, rows)


def certainly_chosen(
    rows: t.Sequence[Row],
    wanted: Wanted,
    what: str = LISTED.word,
    allow_empty: bool = False,
    check_mode: bool = False,
    otherwise: str = "",
) -> Chosen:
    """What is meant among the rows of a list where nothing may be meant wrongly; ``what`` is the word for one of them.

    ``AmbiguousName`` for a name of several, and ``NotFound`` for what nothing is known by, without ``allow_empty``;
    its hint says ``otherwise``, too. In check mode names and tags may be of what an earlier task only predicted; an id
    cannot.
    """
    found = chosen_of(rows, wanted)
    if found.unknown and not allow_empty and (found.missing.ids or not check_mode):
        raise NotFound(
            f"no {what} has the {some(found.unknown)}",
            hint=f"{found.hint} {otherwise}".rstrip(),
            details={"unknown": found.unknown},
        )
    refuse_ambiguous(found.rows, wanted, what)
    return found


def refuse_ambiguous(rows: t.Iterable[Row], wanted: Wanted, what: str = LISTED.word) -> None:
    """``AmbiguousName`` for the first name among what is wanted that several rows have, unless each is named by id."""
    found: dict[str, set[int]] = {}
    for row in rows:
        if row.get("name") in wanted.names:
            found.setdefault(row["name"], set()).add(row["id"])
    for name, ids in sorted(found.items()):
        if len(ids) > 1 and not ids <= wanted.ids:
            raise ambiguous(f"{what}s named {name!r}", sorted(ids))
