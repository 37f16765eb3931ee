# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The work of the lookup: which objects terms and options mean."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import connected
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    FIELDS,
    PrtgObject,
    is_number,
    records_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    Selector,
    record_fields,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted, some

#: The options that narrow, and must say something where they are given.
_NARROWING = ("filter", "under", "expect_server", "field")


def looked_up(
    connection: t.Mapping[str, t.Any],
    terms: t.Any,
    options: t.Mapping[str, t.Any],
    given: t.Mapping[str, t.Any],
) -> tuple[list[t.Any], list[str]]:
    """The records of the objects that ``terms`` and ``options`` mean, or the ``field`` of each; and warnings.

    ``given`` are the options that the lookup itself has: one of them that is null or empty came from an expression that
    went wrong, and must not mean everything.
    """
    _options.refuse_no_text(connection)
    _refuse_empty(given)
    fields = _fields_of(options)
    named_by = _texts(terms)
    narrowing = {name: options[name] for name in ("filter", "kind", "under")}
    everything = Selector.from_options(narrowing)
    if terms and not named_by:
        return [], []
    with connected({**connection, "expect_server": options["expect_server"]}) as server:
        if named_by:
            selectors = [everything._replace(**part) for part in _parts(named_by)]
            found = [one for selector in selectors for one in _found(server, selector, fields)]
            found = _in_order(found, named_by, options["allow_missing"])
        else:
            found = _found(server, everything, fields)
        warnings = list(dict.fromkeys(server.warnings))
    records = records_of(found, fields)
    field = options["field"]
    return [one[field] for one in records] if field else records, warnings


def _found(server: PrtgServer, selector: Selector, fields: t.Collection[str]) -> list[PrtgObject]:
    return select(server, selector, {"name", *fields}).objects


def _refuse_empty(given: t.Mapping[str, t.Any]) -> None:
    for name in _NARROWING:
        if name in given and not str(given[name] or "").strip():
            raise ConfigurationError(
                f"{name} is empty or null",
                hint="Look at the variable or result that it comes from, or leave it out.",
            )


def _fields_of(options: t.Mapping[str, t.Any]) -> tuple[str, ...]:
    """The keys of the records that are read; ``ConfigurationError`` for one that no record has."""
    field, fields = options["field"], options["fields"]
    if field is not None and fields is not None:
        raise ConfigurationError("field and fields are both given", hint="Give field for one, fields for records.")
    wanted = (field,) if field is not None else record_fields(fields)
    wrong = [one for one in wanted if one not in FIELDS]
    if wrong:
        name = "fields" if field is None else "field"
        raise ConfigurationError(
            f"{name} names {quoted(wrong[0])}, which is no key of the records", hint=f"Take one of {', '.join(FIELDS)}."
        )
    return wanted


def _texts(terms: t.Any) -> list[str]:
    """The terms, those inside of lists too; ids without zeros before them."""
    texts = []
    for term in terms:
        if isinstance(term, (list, tuple)):
            texts += _texts(term)
            continue
        named = str(term) if isinstance(term, (str, int)) and not isinstance(term, bool) else ""
        if not named.strip():
            raise ConfigurationError(
                "the list of terms has an entry that is null or empty, or no text or number",
                hint="Look at where it comes from; leave out what shall not name anything.",
            )
        texts.append(str(int(named)) if is_number(named) else named)
    return texts


def _parts(named_by: t.Sequence[str]) -> t.Iterator[dict[str, t.Any]]:
    """How a selector names these: by ids, and by names."""
    for name, wanted in (("ids", True), ("names", False)):
        part = tuple(dict.fromkeys(one for one in named_by if is_number(one) is wanted))
        if part:
            yield {name: part}


def _in_order(found: t.Sequence[PrtgObject], named_by: t.Sequence[str], allow_missing: bool) -> list[PrtgObject]:
    """The objects in the order of the terms; ``NotFound`` for terms that none of them has, unless they are allowed."""
    by_id = {one.id: one for one in found}
    meant = {one: [by_id[one]] for one in by_id}
    for number in sorted(by_id, key=int):
        if not is_number(by_id[number].name):
            meant.setdefault(by_id[number].name, []).append(by_id[number])
    missing = [term for term in dict.fromkeys(named_by) if term not in meant]
    if missing and not allow_missing:
        raise NotFound(
            f"no object that fits has {some([_called(one) for one in missing])}",
            hint="Names are compared exactly. Look at kind, under and filter, and whether this is the right server. "
            "Set allow_missing to pass over them.",
        )
    return [one for term in named_by for one in meant.get(term, ())]


def _called(term: str) -> str:
    return f"the id {term}" if is_number(term) else f"the name {quoted(term)}"
