# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What of a filter API v2 can be asked, in the names of either family of its lists.

What servers are known to answer too little for is never sent: text that is not plain (brackets, ``&``, non-ASCII:
"silently fail to match"), ``matches``, a status of anything but sensors (devices and groups may carry ``SUMMED_INFO_``
states), ``!=`` on what may have no value, tags on deprecated lists (whether inherited ones count is unknown),
``ancestors`` on current lists (unproven). ``in`` is written only where live servers took it (deprecated lists) or the
reference names it (current); elsewhere the values are joined with ``or``, which means the same. The current lists have
own and inherited tags apart. Source: prtg-v2-facts section 6.
"""

from __future__ import annotations

import typing as t
import urllib.parse

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.implied import joined
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTY_OF
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    List,
    Node,
    Not,
    Or,
    comparisons,
    render,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import (
    ID,
    LISTED,
    PLAIN,
    WORD,
    Trust,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, FOLLOWING
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Decider, Deciding, Part
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2 import objects
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import FIELDS, Asked

#: What an " and " and the parentheses around a part take at most.
_JOINT = len(urllib.parse.quote(" and ()", safe=""))

#: How either is asked for what every object has.
_EVERYWHERE = {
    "id": Asked("id", Trust(LISTED, ID)),
    "parentid": Asked("parentid", Trust(LISTED, ID), takes_in=True),
    "name": Asked("name", Trust(LISTED, PLAIN, doubtful=True), takes_in=True),
}


class Lists(Decider):
    """The family of lists of a ``name``.

    ``fields`` is how these are asked for a field, ``more`` how for properties that are no field alone.
    """

    at_once = True
    fields = frozenset({*ALWAYS_READ, *FIELDS, *FOLLOWING})

    def __init__(
        self,
        name: str,
        fields: t.Mapping[str, Asked | None],
        more: t.Mapping[str, Asked],
        lacking: t.Collection[str] = (),
        otherwise: Lists | None = None,
        alone: t.Mapping[str, str] | None = None,
    ) -> None:
        of_fields = {PROPERTY_OF[field]: asked for field, asked in fields.items() if asked is not None}
        self.asked: dict[str, Asked] = {**_EVERYWHERE, **more, **of_fields}
        self.trust = {name: asked.trust for name, asked in self.asked.items()}
        untold = (PROPERTY_OF[field] for field, entry in FIELDS.items() if name in entry.untold)
        self.name, self.lacking, self.otherwise = name, frozenset({*lacking, *untold}), otherwise
        self.alone = alone or {}

    def part(self, trusted: Node, room: int) -> Part:
        """A text of as much as goes into ``room``; see ``Asking``."""
        fitting = self._shortened(trusted, room)
        if fitting is None:
            return Part()
        doubtful = any(self.trust[part.property].doubtful for part in comparisons(fitting))
        return Part(fitting, self.written(fitting), doubtful)

    def deciding(self) -> Lists:
        """Those that the overview's properties belong to; see ``Asking``."""
        return DECIDING

    def decided(self, trusted: Node | None, alone: Node) -> Deciding:
        """``alone`` is also negated, for the contrary; see ``Decider``."""
        rest = () if trusted is None else (trusted,)
        sent, contrary = (joined(And, [*rest, part]) for part in (alone, Not(alone)))
        return Deciding(self.written(t.cast(Node, sent)), self.written(alone), self.written(t.cast(Node, contrary)))

    def says(self, trusted: Node, part: Part) -> bool:
        """Whether it is all that is asked, or one of its terms; see ``Asking``."""
        return trusted == part.trusted or (isinstance(part.trusted, And) and trusted in part.trusted.terms)

    def written(self, node: Node) -> str:
        """A tree of comparisons that are asked for, in the names of these lists."""
        return render(self._translated(node))

    def _translated(self, node: Node) -> Node:
        if isinstance(node, Comparison):
            return self._comparison(node)
        if isinstance(node, Not):
            return Not(self._translated(node.term))
        return type(node)(tuple(map(self._translated, node.terms)))

    def _comparison(self, node: Comparison) -> Node:
        asked = self.asked.get(node.property) or Asked(self.alone[node.property], _UNCHECKED)
        if isinstance(node.value, List) and not asked.takes_in:
            alternatives = tuple(Comparison(asked.name, "=", item) for item in node.value.items)
            return alternatives[0] if len(alternatives) == 1 else Or(alternatives)
        named = Comparison(asked.name, node.operator, node.value)
        return Or((named, Comparison(asked.also, node.operator, node.value))) if asked.also else named

    def _shortened(self, node: Node, room: int) -> Node | None:
        """As much of ``node`` as goes into ``room`` characters of a URL; None if nothing does.

        A conjunction without its longest parts still holds wherever the whole does; nothing else can be shortened.
        """
        if not isinstance(node, And):
            return node if self._length(node) <= room else None
        sizes = [(self._length(term) + _JOINT, place) for place, term in enumerate(node.terms)]
        kept = set()
        for size, place in sorted(sizes):
            room -= size
            if room < 0:
                break
            kept.add(place)
        return joined(And, [term for place, term in enumerate(node.terms) if place in kept])

    def _length(self, node: Node) -> int:
        return len(urllib.parse.quote(self.written(node), safe=""))


#: What the server compares alone is no matter of trust.
_UNCHECKED = Trust(())

#: The overview's properties, in the order of its table. Those of ``/experimental`` lists have some of these names and
#: are not known to have the others; a list refuses what it does not know.
OVERVIEW = (
    "active", "activedirectory", "admingroup", "ancestors", "authorized", "autodiscoveryactive",
    "autodiscoveryprogress", "clusterprobe", "clusterremoteprobe", "comment", "coverage", "crossreference",
    "descendants", "dnsname", "downtimetotal", "email", "favorite", "id", "limitmaxerror", "limitmaxwarning",
    "limitminerror", "limitminwarning", "location", "loginname", "lookupdefinitionid", "lookuptype", "message", "name",
    "parentid", "percent", "performanceimpact", "primarygroup", "priority", "restrictedsensormode", "scanninginterval",
    "sensorkind", "sensorkindname", "smallprobe", "probestatus", "probestatusinfo", "status", "tags", "ticketmail",
    "ticketmode", "type", "unittype", "uptimetotal", "usertype",
)  # fmt: skip
_ALONE = {name: name for name in OVERVIEW}

_DEPRECATED: dict[str, t.Any] = {
    "name": objects.DEPRECATED,
    "fields": {name: field.deprecated for name, field in FIELDS.items()},
    "more": {name: Asked(name, Trust(("contains",), ID)) for name in ("ancestors", "descendants")},
    "lacking": ("basic.tags",),
}
DEPRECATED = Lists(**_DEPRECATED)
CURRENT = Lists(
    objects.CURRENT,
    {name: field.current for name, field in FIELDS.items()},
    {"tags": Asked("basic.tags", Trust(("contains",), WORD), also="basic.parenttags")},
    otherwise=DEPRECATED,
    alone={**_ALONE, "sensorkind": "kind", "basic.hostv6": "basic.hostv6"},
)

#: Who is asked where the server decides something alone: the deprecated lists, of which the overview documents what
#: they know, and the current ones where those are gone.
DECIDING = Lists(**_DEPRECATED, otherwise=CURRENT, alone=_ALONE)
