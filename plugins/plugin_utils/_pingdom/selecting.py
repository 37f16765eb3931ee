# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Which checks a source or a lookup means: its options as what ``choosing`` calls wanted."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import (
    NAMING,
    NARROWING,
    Wanted,
    refuse_empty,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted, some

#: The options that say which checks are meant.
SELECTORS = (*NAMING, *NARROWING)

#: All that lists can tell of a check.
EVERYTHING = {"include_tags": "true", "include_severity": "true"}


def wanted_of(options: t.Mapping[str, t.Any], terms: t.Iterable[str] = ()) -> Wanted:
    """What the ``SELECTORS`` among some options mean, and ``terms``, which are ids where they are numbers, else names.

    What is not given, or None, narrows nothing. ``ConfigurationError`` for an entry that is null or empty, and for an
    id that is no number.
    """
    refuse_empty(options, NARROWING)
    given = {name: None if options.get(name) is None else texts_of(name, options[name]) for name in SELECTORS}
    wrong = [one for one in given["ids"] or () if not is_number(one)]
    if wrong:
        raise ConfigurationError(f"ids has {some([quoted(one) for one in wrong])}", hint="Ids of checks are numbers.")
    for term in terms:
        name = "ids" if is_number(term) else "names"
        given[name] = [*(given[name] or ()), term]
    ids = None if given["ids"] is None else [int(one) for one in given["ids"]]
    return Wanted.of(**{**given, "ids": ids})


def texts_of(name: str, values: t.Iterable[t.Any]) -> list[str]:
    """The entries of an option, or terms, as texts; ``ConfigurationError`` for one that says nothing."""
    texts = [str(one).strip() if isinstance(one, (str, int)) and not isinstance(one, bool) else "" for one in values]
    if not all(texts):
        raise ConfigurationError(
            f"{name} has an entry that is null or empty, or no text or number",
            hint="Look at where it comes from; leave out what shall not narrow anything.",
        )
    return texts


def in_order(rows: t.Iterable[Row], terms: t.Sequence[str]) -> list[Row]:
    """The rows that terms mean in the order of the terms, then the others by their ids.

    A term that means none of the rows is left out, one that stands twice has its row twice.
    """
    every = sorted(rows, key=lambda row: row["id"])
    by_id, by_name = {row["id"]: row for row in every}, {row.get("name"): row for row in every}
    meant = [by_id.get(int(term)) if is_number(term) else by_name.get(term) for term in terms]
    found = [row for row in meant if row is not None]
    ids = {row["id"] for row in found}
    return found + [row for row in every if row["id"] not in ids]
