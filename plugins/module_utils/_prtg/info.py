# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Objects as a task wants to see them: which fields, what else of them, in which order, how many."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import (
    connected,
    refuse_other_server,
    server_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.including import INCLUDES, Including
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import (
    OWN_KINDS,
    own_kind,
    refuse_foreign_fields,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    FIELDS,
    KINDS,
    ROOT_ID,
    records_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    SELECTORS,
    TRUST,
    Selection,
    Selector,
    record_fields,
    refuse_below_one,
    refuse_too_many,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sorting import in_order, sort_keys, useless

#: The keys of every record: those of objects, then those that only kinds of their own have.
_KEYS = list(dict.fromkeys((*FIELDS, *(name for kind in OWN_KINDS.values() for name in kind.fields))))

BLOCK = (
    SELECTORS
    | TRUST
    | Block(
        {
            "kind": {**SELECTORS.options["kind"], "choices": [*KINDS, *OWN_KINDS]},
            "fields": {"type": "list", "elements": "str", "choices": _KEYS},
            "include": {"type": "list", "elements": "str", "choices": list(INCLUDES), "default": []},
            "max_requests": {"type": "int", "default": 100},
            "sort_by": {"type": "list", "elements": "str"},
            "limit": {"type": "int"},
        }
    )
)


#: Which options say what is read; without any it is everything. Ids may be unknown yet in check mode.
IDENTITY = Identity(
    what="object",
    options=("ids", "names", "filter", "under"),
    ids=frozenset({"ids", "under"}),
    guards=("expect_server",),
    required=False,
    writes=False,
)


def _predicted(params: dict[str, t.Any]) -> dict[str, t.Any]:
    """What check mode returns as long as no object is known."""
    refuse_other_server(params)
    sent: list[str] = []
    query: dict[str, t.Any] = {
        "sent": sent,
        "evaluated_here": "nothing",
        "filter": None,
        "rows_read": 0,
        "rows_kept": 0,
        "include": {},
    }
    return {"objects": [], "matched": 0, "server": server_of(params), "query": query}


def _read(params: dict[str, t.Any], _check_mode: bool) -> Result:
    """Read, sort, cut and return, as a task says."""
    refuse_below_one(params, "limit", "max_requests")
    kind = own_kind(params["kind"])
    if kind is not None:
        # delayed, since few tasks are about anything but objects
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kind_info import read_own

        return read_own(params, kind)
    fields = record_fields(params["fields"])
    refuse_foreign_fields(fields, FIELDS, "objects")
    order = sort_keys(params["sort_by"])
    selector = Selector.from_options(params)
    with connected(params) as server:
        including = Including(params, server)
        including.refuse_many(selector, params["limit"])
        wanted = {*fields, *(key.field for key in order)}
        selection = select(server, selector, wanted, summary=including.summary)
        refuse_too_many(selection.objects, params["max_matched"])
        shown = in_order(selection.objects, order)[: params["limit"]]
        records = records_of(shown, fields)
        requests = including.add(selection, shown, records)
        warnings = [
            *server.warnings,
            *_untold_root(server.api, selector, selection),
            *useless(selection.objects, order),
        ]
    values = {"objects": records, "matched": len(selection.objects), "server": server_of(params)}
    if not selection.objects:
        values["msg"] = f"nothing matches ({selector.describe()})"
    query = {
        "sent": selection.snapshot.query.sent,
        "evaluated_here": selector.describe(),
        "filter": selection.plan.explain() if selection.plan else None,
        "rows_read": selection.snapshot.query.rows_read,
        "rows_kept": len(selection.objects),
        "include": requests,
    }
    return Result([], {**values, "query": query}, warnings)


def _untold_root(api: str, selector: Selector, selection: Selection) -> list[str]:
    """What is to be said where the root was asked for, which is on every server, and nothing tells of it.

    Whether API v2 has it at all is not established: it is in no list for sure.
    """
    is_meant = ROOT_ID in (selector.ids or ()) and "group" in selector.kinds
    if not is_meant or selection.snapshot.tree.get(ROOT_ID) is not None:
        return []
    return [
        f"PRTG does not show the root, the object with the id {ROOT_ID}, over API {api}, and every server has one: "
        "this account may not see it, or only another API tells of it"
    ]


MODULE: dict[str, t.Any] = {
    "service": "prtg",
    "block": BLOCK,
    "run": identified(IDENTITY, _predicted)(_read),
    "identity": IDENTITY,
}
"""What the ``Specification`` of the module is made of."""
