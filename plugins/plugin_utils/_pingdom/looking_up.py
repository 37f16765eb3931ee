# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The work of the lookup: what terms and options mean, read once."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _options
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_record import record
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import certainly_chosen
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.selecting import (
    EVERYTHING,
    in_order,
    texts_of,
    wanted_of,
)


def looked_up(connection: t.Mapping[str, t.Any], terms: t.Any, options: t.Mapping[str, t.Any]) -> list[t.Any]:
    """The records of the checks that ``terms`` and ``options`` mean, or the ``field`` of each."""
    _options.refuse_no_text(connection)
    named_by = texts_of("the list of terms", _flat(terms))
    wanted = wanted_of(options, named_by)
    if _means_nothing(terms, named_by, options):
        return []
    with connect(connection) as api:
        found = certainly_chosen(
            LISTED.rows(api, query=EVERYTHING),
            wanted,
            allow_empty=options["allow_missing"],
            otherwise="Set allow_missing to pass over them.",
        )
    records = [record(row) for row in in_order(found.rows, named_by)]
    field = options["field"]
    return [one[field] for one in records] if field else records


def _means_nothing(terms: t.Any, named_by: t.Sequence[str], options: t.Mapping[str, t.Any]) -> bool:
    """Whether something was asked for by lists that have nothing in them."""
    return bool(terms or options["tags"] is not None) and not (named_by or options["tags"])


def _flat(terms: t.Any) -> t.Iterator[t.Any]:
    for one in terms:
        yield from _flat(one) if isinstance(one, (list, tuple)) else (one,)
