# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The filter language at work: planned for a server, read, evaluated on what came."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialect import Dialect
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import (
    compile_filter,
    fields_needed,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import select as evaluate
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Node,
    comparisons,
    render,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, UNREAD, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import LEAVE_IT, Plan, left_to, plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    Need,
    PrtgServer,
    Query,
    Snapshot,
    Undecided,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.unseen import settle_above, settle_below

#: How many objects an error names.
_NAMED = 3


def plan_for(
    dialect: Dialect,
    node: Node,
    kinds: t.Sequence[str],
    source: str | None = None,
    *,
    trusting: bool = False,
    left: frozenset[str] = frozenset(),
) -> Plan:
    """How to find over an API what fits ``node``; FilterError for what this API cannot tell.

    ``source`` is the text that ``node`` was read from, for the caret. ``trusting`` leaves what no row tells to the
    server alone, and so the properties ``left``, of which it turned out that none does.
    """
    if not trusting:
        return plan(node, dialect.asking(), kinds, source)
    # delayed, since few tasks leave anything to the server
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.deciding import plan_deciding

    return plan_deciding(node, dialect.asking(), kinds, source, left)


def leavable(dialect: Dialect, properties: t.Iterable[str]) -> frozenset[str]:
    """Those of some properties that the server of an API can decide alone."""
    return frozenset(properties) & frozenset(left_to(dialect.asking()))


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


def matching(
    node: Node | None, objects: t.Sequence[PrtgObject], tree: Tree, leavable_there: t.Container[str] = ()
) -> list[PrtgObject]:
    """Those of ``objects`` that fit; ``Undecided`` if the server did not deliver what it takes to tell.

    ``leavable_there`` are properties that it could decide alone, which is then part of the advice.
    """
    if node is None:
        return list(objects)
    kept, unknown = evaluate(node, objects, tree)
    if unknown:
        labels = ", ".join(one.label() for one in unknown[:_NAMED])
        untold = [field for field in FIELDS if any(getattr(one, field) is UNREAD for one in unknown)]
        lacking = [field for field in untold if field in fields_needed(node)]
        hint = "Check that this account may read the objects and everything above them."
        named = {part.property for part in comparisons(node)}
        properties = {name for name in named if not {*PROPERTIES[name].fields}.isdisjoint(lacking)}
        if lacking:
            hint = f"It does not tell {', '.join(lacking)} of them: another API, or a newer PRTG, may."
        if any(name in leavable_there for name in properties):
            hint += f" {LEAVE_IT}"
        error = Undecided(
            f"the server did not deliver what it takes to decide the filter on {len(unknown)} objects, as {labels}",
            hint=hint,
        )
        error.properties = frozenset(properties)
        raise error
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


def plan_of(snapshot: Snapshot, how: Plan) -> Plan:
    """The plan for the lists that answered, by which rows that were asked for by ids or names were not asked for yet.

    Raises what planning raises, where these lists do not tell what the filter compares.
    """
    with _asked(snapshot.query):
        return how.otherwise if snapshot.otherwise and not how.alone else how


@contextlib.contextmanager
def _asked(query: Query) -> t.Iterator[None]:
    """Whatever turns out to be untold meanwhile has taken ``query``."""
    try:
        yield
    except Undecided as error:
        error.query = query
        raise


def _evaluated(server: PrtgServer, snapshot: Snapshot, how: Plan) -> Snapshot:
    """``snapshot`` with only what fits; what the filter names and nobody read is read for it."""
    how = plan_of(snapshot, how)
    add_known(server, snapshot, how.known)
    if how.residual is not None:
        add_places(server, snapshot, how.residual)
    lacking = snapshot.untold.incomplete if "path" in how.fields else ()
    # nobody knows whether a path fits that lacks what the account does not see
    told = [one._replace(path=UNREAD) if one.id in lacking else one for one in snapshot.objects]
    with _asked(snapshot.query):
        fitting = {one.id for one in matching(how.residual, told, snapshot.tree, left_to(how.asking))}
    snapshot.objects = [one for one in snapshot.objects if one.id in fitting]
    return snapshot
