# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The filter language at work: planned for a server, read, evaluated on what came."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import (
    compile_filter,
    fields_needed,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select as evaluate
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Node,
    comparisons,
    render,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, UNREAD, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan, plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, PrtgServer, Query, Snapshot
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.unseen import settle_above, settle_below

#: How many objects an error names.
_NAMED = 3


def plan_for(
    dialect: Dialect, node: Node, kinds: t.Sequence[str], source: str | None = None, *, trusting: bool = False
) -> Plan:
    """How to find over an API what fits ``node``; FilterError for what this API cannot tell.

    ``source`` is the text that ``node`` was read from, for the caret. ``trusting`` leaves what no row tells to the
    server alone.
    """
    if not trusting:
        return plan(node, dialect.asking(), kinds, source)
    # delayed, since few tasks leave anything to the server
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.deciding import plan_deciding

    return plan_deciding(node, dialect.asking(), kinds, source)


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
        snapshot = _evaluated(server, server.read(need._replace(filter=how.without_doubt())), how)
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
        untold = [field for field in FIELDS if any(getattr(one, field) is UNREAD for one in unknown)]
        lacking = ", ".join(field for field in untold if field in fields_needed(node))
        raise UnexpectedAnswer(
            f"the server did not deliver what it takes to decide the filter on {len(unknown)} objects, as {labels}",
            hint=f"It does not tell {lacking} of them: another API, or a newer PRTG, may."
            if lacking
            else "Check that this account may read the objects and everything above them.",
        )
    return kept


def add_known(server: PrtgServer, snapshot: Snapshot, known: tuple[str, ...]) -> None:
    """Read for ``snapshot`` the objects that a filter names and everything above them, or find that there are none."""
    if known:
        named = server.read(Need(ids=known, tree=True))
        absent = [one for one in known if one not in named.tree and one not in snapshot.tree]
        snapshot.tree = named.tree.joined(snapshot.tree, absent)
        snapshot.query.add(named.query)


def add_places(server: PrtgServer, snapshot: Snapshot, node: Node) -> None:
    """Ask the server where the objects of ``snapshot`` are in its tree, as far as ``node`` asks and nobody knows yet.

    That is so where what is above them is not seen by this account.
    """
    if not snapshot.tree.unseen.loose and not snapshot.tree.unseen.gaps:
        return
    for part in comparisons(node):
        if part.property == "ancestors":
            settle_below(server, snapshot.tree, values(part)[0], snapshot.query)
        elif part.property == "descendants":
            settle_above(server, snapshot.tree, values(part)[0], snapshot.query)


def misfit_of(node: Node, tree: Tree) -> t.Callable[[PrtgObject], str]:
    """What says why an object does not fit: of parts that all have to hold, it names the first that does not."""
    terms = node.terms if isinstance(node, And) else (node,)
    parts = [(compile_filter(term, tree), f"does not fit {render(term)}") for term in terms]

    def misfit(one: PrtgObject) -> str:
        return next((told for fits, told in parts if fits(one) is False), f"does not fit {render(node)}")

    return misfit


def _evaluated(server: PrtgServer, snapshot: Snapshot, how: Plan) -> Snapshot:
    """``snapshot`` with only what fits; what the filter names and nobody read is read for it."""
    add_known(server, snapshot, how.known)
    if how.residual is not None:
        add_places(server, snapshot, how.residual)
    lacking = snapshot.untold.incomplete if "path" in how.fields else None
    if not lacking:
        snapshot.objects = matching(how.residual, snapshot.objects, snapshot.tree)
        return snapshot
    # nobody knows whether a path fits that lacks what the account does not see
    told = [one._replace(path=UNREAD) if one.id in lacking else one for one in snapshot.objects]
    fitting = {one.id for one in matching(how.residual, told, snapshot.tree)}
    snapshot.objects = [one for one in snapshot.objects if one.id in fitting]
    return snapshot
