# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Kinds of their own as a task wants to see them: which fields, in which order, how many."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import connected, server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kind_selection import OwnSelector, select_own
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import (
    REFERENCE,
    Kind,
    OwnRecord,
    id_rank,
    refuse_foreign_fields,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ID, UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import record_fields, refuse_too_many
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sorting import (
    changes_nothing,
    in_order_of,
    sort_keys,
)


def read_own(params: dict[str, t.Any], kind: Kind) -> Result:
    """Read, sort, cut and return, as a task says."""
    if params["include"]:
        raise ConfigurationError(
            f"include is about objects, and kind names {kind.plural}", hint="Leave it out: fields names what they have."
        )
    fields = record_fields(params["fields"], kind.shown())
    refuse_foreign_fields(fields, kind.fields, kind.plural)
    order = sort_keys(params["sort_by"], kind.names(), kind.properties().values())
    selector = OwnSelector.from_options(params, kind)
    with connected(params) as server:
        selection = select_own(server, selector, {*fields, *(key.field for key in order)})
        warnings = list(server.warnings)
    found = selection.records
    refuse_too_many(found, params["max_matched"])
    unsorted = [key for key in order if found and not any(_has(one, key.field) for one in found)]
    warnings += [changes_nothing(key, kind.name) for key in unsorted]
    shown = in_order_of(found, order, _has, _rank_of)[: params["limit"]]
    values = {"objects": [one.record(fields) for one in shown], "matched": len(found), "server": server_of(params)}
    if not found:
        values["msg"] = f"nothing matches ({selector.describe()})"
    query = {
        "sent": selection.query.sent,
        "evaluated_here": selector.describe(),
        "filter": selection.plan.explain() if selection.plan else None,
        "rows_read": selection.query.rows_read,
        "rows_kept": len(found),
        "include": {},
    }
    return Result([], {**values, "query": query}, warnings)


def _has(one: OwnRecord, field: str) -> bool:
    value = one.kind.comparable(field, one.values[field])
    return value is not UNREAD and value not in (None, "")


def _rank_of(field: str) -> t.Callable[[OwnRecord], t.Any]:
    def rank(one: OwnRecord) -> t.Any:
        value = one.kind.comparable(field, one.values[field])
        return id_rank(value) if one.kind.fields[field].type in (ID, REFERENCE) else value

    return rank
