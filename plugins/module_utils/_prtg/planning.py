# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How to find what an expression selects: planned once for an API, before anything is sent.

For each kind the server is asked what the expression implies of what it is trusted with; every row is evaluated again
here. What it is trusted with, and how it is asked, lives with each API (``v1/filters.py``, ``v2/filters.py``).
"""

from __future__ import annotations

import abc
import dataclasses
import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import mistake
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import (
    fields_needed,
    needs_tree,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.implied import for_kind, implied, joined
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import PROPERTIES, Property
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    And,
    Comparison,
    Node,
    comparisons,
    render,
    values,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.trust import Trust
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, ROOT_ID, is_id

#: Characters of the filters of one request at most, escaped as they are in its URL: no server is known to say how much
#: it takes, and common ones take 8,190 for the whole first line.
MAX_TEXT = 6000

#: What helps where rows do not tell what the server knows.
LEAVE_IT = "Modules that only read leave it to PRTG alone with trust_server: true."

#: What a server is asked for one kind: parameters in their order (a repeated one means any of its values) or a text;
#: None: everything.
Sent = t.Union[tuple[tuple[str, str], ...], str, None]


class Part(t.NamedTuple):
    """What one kind is asked for: the trusted tree, how it is sent, whether the server compares a text in it."""

    trusted: Node | None = None
    sent: Sent = None
    doubtful: bool = False


class Deciding(t.NamedTuple):
    """What one kind is asked for where the server decides something alone.

    ``sent`` is all of it, ``bare`` only what it decides alone, and ``contrary`` asks for what does not fit that.
    """

    sent: str
    bare: str
    contrary: str


class Asking(abc.ABC):
    """What of an expression an API, or one family of its lists, can be asked, and what its records tell.

    ``name`` is what messages call it, ``trust`` what the server is trusted with for each property, ``fields`` are the
    record fields that can be read over it, and ``lacking`` properties that it does not tell for certain all the same.
    ``at_once``: all kinds are asked for in one request. ``otherwise`` is asked where this is not there.
    """

    name: str
    trust: t.Mapping[str, Trust]
    fields: frozenset[str]
    lacking: frozenset[str] = frozenset()
    at_once = False
    otherwise: Asking | None = None

    def tells(self, row: Property) -> bool:
        """Whether a record that was read in this way holds the property, if objects of its kind have it."""
        return bool(row.fields) and row.name not in self.lacking and self.fields.issuperset(row.fields)

    def unable(self, part: Comparison, kind: str) -> str | None:
        """Why a comparison of a property that records hold cannot be decided for objects of ``kind``, and what can be.

        None if it can, as it is unless an API tells something of some kinds only, or only some of its values.
        """
        return None

    @abc.abstractmethod
    def part(self, trusted: Node, room: int) -> Part | None:
        """How to ask for objects of one kind that fit ``trusted``, in ``room`` characters; None if none can."""

    def deciding(self) -> Decider | None:
        """Who is asked where the server decides something alone; None if it can decide nothing over this API."""
        return None

    @abc.abstractmethod
    def says(self, trusted: Node, part: Part) -> bool:
        """Whether what is asked for by ``part`` says all that ``trusted`` does."""


class Decider(Asking):
    """``Asking`` of a server that can decide something alone, without any row to check it by.

    ``alone`` are the server's names for the properties that it can decide so.
    """

    alone: t.Mapping[str, str]
    otherwise: Decider | None = None

    @abc.abstractmethod
    def decided(self, trusted: Node | None, alone: Node) -> Deciding:
        """How one kind is asked for what fits ``alone``, which the server decides, and ``trusted``."""


def left_to(asking: Asking) -> t.Collection[str]:
    """The properties that the server of an API can decide alone."""
    decider = asking.deciding()
    return () if decider is None else decider.alone.keys()


@dataclasses.dataclass(frozen=True)
class Plan:
    """How to find what an expression selects.

    ``kinds`` are the kinds that can hold a match, ``server`` what to ask for each, made of ``trusted``. ``residual`` is
    what every row is evaluated with (None: the kinds alone decide), ``here`` the part of it that only this side can
    tell. ``fields`` are the record fields for it; with ``tree`` it takes the objects above as well, and the objects
    ``known`` (ids) with everything above them, whatever their kind. ``doubtful``: a server was asked for a text, and
    "no match" is then unproven (prtg-v2-facts section 6): if nothing fits, read again without the server's part.

    ``again`` plans the same for those who are asked where these are not there; None if there are none. ``alone`` is
    what the server decides for each kind and nobody checks, which is in no ``residual``; then ``bare`` and ``contrary``
    are as with ``Deciding``.
    """

    asking: Asking
    kinds: tuple[str, ...]
    server: t.Mapping[str, Sent]
    trusted: t.Mapping[str, Node | None]
    fields: frozenset[str]
    residual: Node | None
    here: Node | None
    tree: bool
    known: tuple[str, ...]
    doubtful: bool
    again: t.Callable[[], Plan] | None = dataclasses.field(compare=False, repr=False)
    source: str | None = None
    alone: t.Mapping[str, Node] = dataclasses.field(default_factory=dict)
    bare: t.Mapping[str, str] = dataclasses.field(default_factory=dict)
    contrary: t.Mapping[str, str] = dataclasses.field(default_factory=dict)

    @functools.cached_property
    def otherwise(self) -> Plan:
        """The same for the lists that are asked where those of this plan are not there; itself if there are none."""
        if self.again is None or (self.residual is None and not self.alone):
            return self
        return self.again()

    def without_doubt(self) -> Plan | None:
        """The same without any text that the server compares, unless it decides that alone; None: ask for all."""
        if not self.alone:
            return None
        sure = dataclasses.replace(self, server={**dict.fromkeys(self.kinds), **self.bare}, doubtful=False)
        return dataclasses.replace(sure, again=lambda: self.otherwise.without_doubt() or self.otherwise)

    def explain(self) -> dict[str, t.Any]:
        """The plan as plain data for a result: what each kind is asked for, and what is evaluated here.

        Where the server decides something alone, ``server_alone`` tells what, for each kind.
        """
        told: dict[str, t.Any] = {
            "kinds": list(self.kinds),
            "server": {kind: _described(part) for kind, part in self.server.items()},
            "here": render(self.here) if self.here is not None else None,
        }
        if self.alone:
            told["server_alone"] = {kind: render(part) for kind, part in self.alone.items()}
        return told


def _described(sent: Sent) -> str | None:
    if sent is None or isinstance(sent, str):
        return sent
    return "&".join(f"{name}={value}" for name, value in sent)


def plan(node: Node, asking: Asking, kinds: t.Iterable[str] = KINDS, source: str | None = None) -> Plan:
    """How to find the objects of ``kinds`` that fit a checked tree, by ``asking`` an API.

    Raises FilterError for a property that records read over this API do not hold, with the place in ``source``, the
    text that the tree was read from, if that is given.
    """
    trees = trees_of(node, kinds)
    other = asking.otherwise
    again = None if other is None else functools.partial(plan, node, other, trees, source)
    return plan_trees(node, trees, asking, source, again)


#: What is left of a tree for each kind that can fit; True: all of its objects do.
Trees = t.Mapping[str, t.Union[Node, bool]]


def trees_of(node: Node, kinds: t.Iterable[str]) -> Trees:
    """What is left of ``node`` for each of ``kinds`` of which an object can fit."""
    decided = {kind: for_kind(node, kind) for kind in kinds}
    return {kind: found for kind, found in decided.items() if found is not False}


def plan_trees(
    node: Node | None,
    open_kinds: Trees,
    asking: Asking,
    source: str | None,
    again: t.Callable[[], Plan] | None,
    taken: int = 0,
) -> Plan:
    """How to find what fits the tree of its kind; ``node`` says the same for all of them.

    ``again`` makes the same plan for who is asked otherwise, ``taken`` is how much room in a request is not to be had.
    """
    trees = [tree for tree in open_kinds.values() if not isinstance(tree, bool)]
    for kind, tree in open_kinds.items():
        if not isinstance(tree, bool):
            _refuse_untold(tree, asking, kind, source)
    room = MAX_TEXT // max(len(open_kinds), 1) if asking.at_once else MAX_TEXT
    parts = {kind: _part(tree, asking, kind, room - taken) for kind, tree in open_kinds.items()}
    asked = {kind: part for kind, part in parts.items() if part is not None}
    residual = node if trees else None
    return Plan(
        asking=asking,
        kinds=tuple(asked),
        server={kind: part.sent for kind, part in asked.items()},
        trusted={kind: part.trusted for kind, part in asked.items()},
        fields=frozenset().union(*map(fields_needed, trees)),
        residual=residual,
        here=_left_here(residual, asking, asked) if residual is not None else None,
        tree=any(map(needs_tree, trees)),
        known=_known(trees),
        doubtful=any(part.doubtful for part in asked.values()),
        again=again,
        source=source,
    )


def _known(trees: t.Iterable[Node]) -> tuple[str, ...]:
    """The objects that ``descendants`` names: without them nobody can tell what is above them."""
    named = (part for tree in trees for part in comparisons(tree) if part.property == "descendants")
    ids = [value for part in named for value in values(part) if is_id(value) and value != ROOT_ID]
    return tuple(dict.fromkeys(ids))


def _refuse_untold(node: Node, asking: Asking, kind: str, source: str | None) -> None:
    for part in comparisons(node):
        row = PROPERTIES[part.property]
        unable = asking.unable(part, kind) if asking.tells(row) else "Another API of the server may have it."
        if unable is None:
            continue
        hint = unable
        if not row.fields:
            hint = "PRTG knows it, but it is in no record, so that no row could be checked."
        if row.name in left_to(asking):
            hint += f" {LEAVE_IT}"
        elif not row.fields:
            hint += " To leave it to PRTG alone, with trust_server, takes another API."
        raise refused(part, source, f"cannot be read over API {asking.name}", hint)


def refused(part: Comparison, source: str | None, why: str, hint: str) -> FilterError:
    """The error for a comparison of an expression, which ``source`` is the text of."""
    text, at = (render(part), 0) if source is None else (source, part.at)
    word = part.word or part.property
    return mistake(text, at, f"{word} {why}", hint, at + len(word))


def _part(tree: Node | bool, asking: Asking, kind: str, room: int) -> Part | None:
    """What to ask for the objects of ``kind`` that fit ``tree``; None if none can."""
    trusted = None if isinstance(tree, bool) else implied(tree, asking.trust, kind)
    return Part() if trusted is None else asking.part(trusted, room)


def _left_here(node: Node, asking: Asking, asked: t.Mapping[str, Part]) -> Node | None:
    """Those terms of a conjunction that some kind's server is not asked in full."""
    terms = node.terms if isinstance(node, And) else (node,)
    left = [term for term in terms if not all(_covered(term, asking, kind, part) for kind, part in asked.items())]
    return joined(And, left)


def _covered(term: Node, asking: Asking, kind: str, part: Part) -> bool:
    """Whether what ``kind`` is asked for says all that ``term`` does."""
    tree = for_kind(term, kind)
    if isinstance(tree, bool):
        return True
    trusted = implied(tree, asking.trust, kind)
    if trusted is None or part.trusted is None or len(list(comparisons(trusted))) < len(list(comparisons(tree))):
        return False
    return asking.says(trusted, part)
