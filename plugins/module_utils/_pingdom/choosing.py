# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which uptime checks a task means that names several: by ids, names and tags, of some types and statuses."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous, is_number, tags_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted, some


class Wanted(t.NamedTuple):
    """What a task says of the checks that it means.

    A check is meant if it has one of the ``ids``, ``names`` (exact) or ``tags``; where none of these is given, each is.
    ``types`` and ``statuses`` narrow that.
    """

    ids: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()

    @classmethod
    def of(cls, **given: t.Iterable[t.Any] | None) -> Wanted:
        """What options say, where None and an empty list name nothing, and narrow nothing."""
        return cls(**{name: frozenset(values or ()) for name, values in given.items()})

    def names_one(self, row: Row) -> bool:
        """Whether a row of the list, with its tags, is one of those named."""
        if not (self.ids or self.names or self.tags):
            return True
        if row["id"] in self.ids or row.get("name") in self.names:
            return True
        return bool(self.tags) and not self.tags.isdisjoint(tags_of(row))

    def fits(self, row: Row) -> bool:
        """Whether a row is of the types and statuses."""
        of_type = not self.types or row.get("type") in self.types
        return of_type and (not self.statuses or row.get("status") in self.statuses)


class Chosen(t.NamedTuple):
    """The rows of the list that are meant, in words what nothing is known by, and every row."""

    rows: list[Row]
    unknown: list[str]
    every: t.Sequence[Row]


def ids_given(params: t.Mapping[str, t.Any]) -> list[int]:
    """The option ``ids``: texts to Ansible, which would refuse an empty one, as an id that check mode does not know."""
    texts = [str(one).strip() for one in params.get("ids") or ()]
    for one in texts:
        if not is_number(one):
            raise ConfigurationError(f"ids has {quoted(one)}, which is no number")
    return [int(one) for one in texts]


def nothing_selected(params: t.Mapping[str, t.Any], selectors: t.Iterable[str]) -> bool:
    """Whether a task selects by lists that are all empty, which is not the same as not to select at all."""
    given = [params[name] for name in selectors if params.get(name) is not None]
    return bool(given) and not any(given)


def chosen(api: PingdomApi, wanted: Wanted, more: Row | None = None) -> Chosen:
    """The checks that a task means, by one reading of the list, with their tags, and asked for ``more``."""
    return chosen_of(LISTED.rows(api, query={"include_tags": "true", **(more or {})}), wanted)


def chosen_of(rows: t.Sequence[Row], wanted: Wanted) -> Chosen:
    """What a task means among the rows of a list, which have their tags."""
    ids, names = {row["id"] for row in rows}, {row.get("name") for row in rows}
    tags = {tag for row in rows for tag in tags_of(row)} if wanted.tags else set()
    unknown = [f"id {one}" for one in sorted(wanted.ids - ids)]
    unknown += [f"name {one!r}" for one in sorted(wanted.names - names)]
    unknown += [f"tag {one!r}" for one in sorted(wanted.tags - tags)]
    return Chosen([row for row in rows if wanted.names_one(row) and wanted.fits(row)], unknown, rows)


def chosen_to_change(api: PingdomApi, wanted: Wanted, unknown: list[str] | None = None) -> list[Row]:
    """As ``chosen``, for what is to be changed: ``NotFound`` and ``AmbiguousName`` for what may be meant wrongly.

    What nothing is known by is put among ``unknown`` in place of being an error, if that is given.
    """
    found = chosen(api, wanted)
    if unknown is not None:
        unknown += found.unknown
    elif found.unknown:
        raise NotFound(
            f"no check has the {some(found.unknown)}",
            hint="Names and tags are compared exactly, with upper and lower case.",
            details={"unknown": found.unknown},
        )
    refuse_ambiguous(found.rows, wanted)
    return found.rows


def refuse_ambiguous(rows: t.Iterable[Row], wanted: Wanted) -> None:
    """``AmbiguousName`` for the first name among what is wanted that several rows have, unless each is named by id."""
    found: dict[str, set[int]] = {}
    for row in rows:
        if row.get("name") in wanted.names:
            found.setdefault(row["name"], set()).add(row["id"])
    for name, ids in sorted(found.items()):
        if len(ids) > 1 and not ids <= wanted.ids:
            raise ambiguous(f"checks named {name!r}", sorted(ids))
