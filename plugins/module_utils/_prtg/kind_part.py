# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Reading kinds of their own: the protocol of the part ``kinds``."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import Kind, OwnRecord
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Query

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking, Plan


class Wanted(t.NamedTuple):
    """What is to be read: of which kind, and which fields.

    ``how`` is the plan of a filter, of which the server may be asked what it says, so that it delivers at least what
    fits; with something in ``how.alone`` it alone decides that. ``sensors`` are those whose channels are meant (None:
    all), which narrows as well, and ``seen`` says that these are there; callers check each record again.
    """

    kind: Kind
    fields: frozenset[str]
    how: Plan | None = None
    sensors: tuple[str, ...] | None = None
    seen: bool = False


class KindsPart(t.Protocol):
    """The part ``kinds`` of an API: whole lists, or the errors of ``_errors``."""

    def asking(self, kind: Kind) -> Asking:
        """What of a filter the lists of a kind can be asked."""

    def read(self, wanted: Wanted, query: Query) -> list[OwnRecord]:
        """What is wanted; ``query`` counts what is asked.

        What comes back empty is asked for again before it counts. ``UnexpectedAnswer`` where there is nothing at all
        of a kind of which every server has something, or no channel of sensors that are ``seen``; a warning for some.
        """
