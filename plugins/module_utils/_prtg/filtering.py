# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The filter language at work: planned for a server, read, evaluated on what came."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select as evaluate
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import V1, V2_CURRENT
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.pushdown import Plan, plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import Node
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, PrtgServer, Query, Snapshot

_DIALECTS = {"v1": V1, "v2": V2_CURRENT}

#: How many objects an error names.
_NAMED = 3


def plan_for(server: PrtgServer, node: Node, kinds: t.Sequence[str]) -> Plan:
    """How to find over this server's API what fits ``node``; FilterError for what the API cannot tell."""
    return plan(node, _DIALECTS[server.api], kinds)


def read_filtered(server: PrtgServer, need: Need, how: Plan) -> Snapshot:
    """The objects that ``need``, whose filter ``how`` plans, describes: evaluated here, whatever the server did.

    A server that was asked for a text and found nothing is asked again without it, since that proves nothing
    (prtg-v2-facts section 6: some names "silently fail to match").
    """
    if not how.kinds:
        return Snapshot([], Tree(()), Query())
    need = need._replace(kinds=how.kinds, fields=need.fields | how.fields, tree=need.tree or how.tree)
    snapshot = _evaluated(server, server.read(need), how)
    if how.doubtful and not snapshot.objects:
        asked_before = snapshot.query
        snapshot = _evaluated(server, server.read(need._replace(filter=None)), how)
        snapshot.query.sent[:0] = asked_before.sent
        snapshot.query.rows_read += asked_before.rows_read
    return snapshot


def matching(node: Node | None, objects: t.Sequence[PrtgObject], tree: Tree) -> list[PrtgObject]:
    """Those of ``objects`` that fit; UnexpectedAnswer if the server did not deliver what it takes to tell."""
    if node is None:
        return list(objects)
    kept, unknown = evaluate(node, objects, tree)
    if unknown:
        labels = ", ".join(one.label() for one in unknown[:_NAMED])
        raise UnexpectedAnswer(
            f"the server did not deliver what it takes to decide the filter on {len(unknown)} objects, as {labels}",
            hint="Check that this account may read the objects and everything above them.",
        )
    return kept


def _evaluated(server: PrtgServer, snapshot: Snapshot, how: Plan) -> Snapshot:
    """``snapshot`` with only what fits; what the filter names and nobody read is read for it."""
    if how.known:
        named = server.read(Need(ids=how.known, tree=True))
        snapshot.tree = Tree([*named.tree, *snapshot.tree])
        snapshot.query.sent.extend(named.query.sent)
        snapshot.query.rows_read += named.query.rows_read
    snapshot.objects = matching(how.residual, snapshot.objects, snapshot.tree)
    return snapshot
