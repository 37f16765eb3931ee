# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Reading what API v2 decides alone (``trust_server``): its answer is all that tells what fits.

A server that refuses such a filter is believed, and nothing wider is asked for. One that ignores it is found out by the
contrary: what does not fit cannot be among what fits. Where everything is said to fit, nobody can tell whether anything
was compared, and a warning says so.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    FilterError,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import render
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import INVALID_FILTER
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import Row, kind_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import (
    DECIDED,
    Listing,
    Transport,
    both,
    filtered,
)

#: What of a plan each kind is asked for.
Part = t.Callable[[Plan], t.Mapping[str, t.Any]]


class Deciding:
    """One such read; ``query`` counts what is asked, ``warn`` is told what users should know.

    ``kind`` tells that of a row, as ``kind_of`` does, ``identity`` is what tells rows apart.
    """

    def __init__(
        self,
        client: Transport,
        query: Query,
        warn: t.Callable[[str], None],
        kind: t.Callable[[Row, str | None], str | None] = kind_of,
        identity: tuple[str, ...] = ("id",),
    ) -> None:
        self._client = client
        self._query = query
        self._warn = warn
        self._kind_of = kind
        self._identity = identity

    def rows(self, kinds: tuple[str, ...], how: Plan, below: str, include: tuple[str, ...]) -> list[Row]:
        """The rows of these kinds that fit; those of kinds of which nothing is decided come as they are.

        FilterError if the server refuses the filter, UnexpectedAnswer if it ignores it.
        """
        listing = _listing(kinds, below, include, how, lambda plan: plan.server)._replace(identity=self._identity)
        try:
            found = self._client.rows(listing, self._query)
        except RequestRefused as error:
            if error.code != INVALID_FILTER:
                raise
            raise FilterError(
                f"PRTG refuses what the filter leaves to it alone ({_told(how)}): {error.message}",
                exchange=error.exchange,
                code=error.code,
                hint="This PRTG may not know the property, or not of these objects: only a filter without it helps.",
            ) from None
        only = kinds[0] if len(kinds) == 1 else None
        decided = {row["id"] for row in found if self._kind_of(row, only) in how.alone}
        if decided:
            self._hold_against_the_contrary(decided, how, below)
        return found

    def _hold_against_the_contrary(self, fitting: set[str], how: Plan, below: str) -> None:
        """Ask for one object that does not fit, which takes a small request."""
        others = self._first(how, below, lambda plan: plan.contrary)
        if not others:
            self._warn(
                f"PRTG alone decided {_told(how)}, and says that it holds for every object that was asked for: it may "
                "not have compared anything"
            )
        elif others[0]["id"] in fitting and self._first(how, below, _at_once):  # else it has changed meanwhile
            raise UnexpectedAnswer(
                f"PRTG says of an object that {_told(how)} holds, and that it does not: it ignores the filter",
                hint="Nothing that it decides alone can be trusted: leave trust_server out.",
            )

    def _first(self, how: Plan, below: str, asked: Part) -> list[Row]:
        listing = _listing(tuple(how.alone), below, (), how, asked)._replace(limit=1)
        return self._client.first_rows(listing, self._query)


def _at_once(how: Plan) -> dict[str, str]:
    """What nothing can fit."""
    return {kind: both(str(how.server[kind]), contrary) for kind, contrary in how.contrary.items()}


def _listing(
    kinds: tuple[str, ...],
    below: str,
    include: tuple[str, ...],
    how: Plan,
    asked: Part,
) -> Listing:
    """The list of these kinds, first of all the deprecated one, which alone can be asked for what is ``below``."""
    name = f"{kinds[0]}s" if len(kinds) == 1 else "objects"
    condition = both(filtered(kinds, asked(how)), below)
    return Listing(f"{DECIDED}{name}", condition, lambda: filtered(kinds, asked(how.otherwise)), include)


def _told(how: Plan) -> str:
    return "; ".join(dict.fromkeys(map(render, how.alone.values())))
