# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What of a filter TEXTLIST tells: nothing is asked of the server, which always answers everything."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    PROPERTIES,
    PROPERTY_OF,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import Comparison, Node, values
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import Trust
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking, Part
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.objects import (
    DEVICE,
    FIELDS,
    GROUP,
    SENSOR,
)

#: The kinds of which each property is told, as far as they can have it.
_TOLD_OF: dict[str, tuple[str, ...]] = {
    **{PROPERTY_OF[name]: field.kinds for name, field in FIELDS.items()},
    PROPERTY_OF["parent_id"]: (DEVICE, SENSOR),
    PROPERTY_OF["health"]: (DEVICE, SENSOR),
    **{PROPERTY_OF[name]: (GROUP, DEVICE, SENSOR) for name in ("id", "kind", "name")},
}

#: The statuses that TEXTLIST tells apart. It has one word for all that is silent, which no filter has.
_STATUSES = frozenset({"up", "down", "warning", None})


class _Whole(Asking):
    """``Asking`` for a reply, which is whole."""

    name = "textlist"
    trust: t.Mapping[str, Trust] = {}
    fields = frozenset({*ALWAYS_READ, *FIELDS, "health", "path"})
    #: Paths begin with a group here, and what is silent does not say why.
    lacking = frozenset({"path", "active", "paused_by", "ancestors", "descendants"})

    def unable(self, part: Comparison, kind: str) -> str | None:
        """Why a comparison cannot be decided for objects of a kind; see ``Asking``."""
        row = PROPERTIES[part.property]
        told_of = _TOLD_OF[part.property]
        if kind not in told_of and kind in (GROUP, DEVICE, SENSOR) and row.belongs_to(kind):
            return f"It is not told of {kind}s: narrow with kind {' or '.join(told_of)}."
        if part.property == PROPERTY_OF["status"] and not _STATUSES.issuperset(values(part)):
            return "TEXTLIST tells up, down and warning apart; what is silent for any reason has health = paused."
        return None

    def part(self, trusted: Node, room: int) -> Part | None:
        """Nothing is trusted, so that nothing is asked; see ``Asking``."""
        return Part()

    def says(self, trusted: Node, part: Part) -> bool:
        """Nothing is asked; see ``Asking``."""
        return False


WHOLE = _Whole()
