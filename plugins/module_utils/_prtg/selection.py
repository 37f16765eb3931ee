# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From selectors to objects: what was asked for, all of it and nothing else."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    NotFound,
    SelectionRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import dialects
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    DECORATION,
    FIELDS,
    KINDS,
    ROOT_ID,
    PrtgObject,
    is_id,
    is_number,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    Need,
    PrtgServer,
    Query,
    Snapshot,
    Undecided,
    Untold,
    asked_for,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import matching, some

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan

_EMPTY = "is an empty list"

_SELECTORS: dict[str, dict[str, t.Any]] = {
    "ids": {"type": "list", "elements": "str"},
    "names": {"type": "list", "elements": "str"},
    "filter": {"type": "str"},
    "kind": {"type": "list", "elements": "str", "choices": list(KINDS)},
    "under": {"type": "str"},
    "max_matched": {"type": "int"},
    "expect_server": {"type": "str"},
}
#: Which objects a task is about, where that may be all.
SELECTORS = Block(_SELECTORS)

#: Whether the server may decide alone what no row tells. Only for what reads: nobody can check it.
TRUST = Block({"trust_server": {"type": "bool", "default": False}})

#: The keys of every record of an object; those of ``DECORATION`` are read on request.
USUAL_FIELDS = tuple(name for name in FIELDS if name not in DECORATION)


def record_fields(given: t.Sequence[str] | None, usual: t.Iterable[str] = USUAL_FIELDS) -> tuple[str, ...]:
    """The keys of records that are wanted, the ``usual`` ones without ``given`` ones; ``ConfigurationError`` for an
    empty list: an expression that came out empty must not mean all of them.
    """
    if given is None:
        return tuple(usual)
    if not given:
        raise ConfigurationError("fields is an empty list", hint="Leave it out to have every key.")
    return tuple(given)


def refuse_below_one(params: t.Mapping[str, t.Any], *options: str) -> None:
    """``ConfigurationError`` for a limit that allows nothing; null is none."""
    for option in options:
        if params[option] is not None and params[option] < 1:
            raise ConfigurationError(f"{option} must be at least 1")


class Selector(t.NamedTuple):
    """Which objects a task is about. What is None does not narrow.

    ``under`` is an id or a path of names, ``filter`` a checked tree of the filter language, read from ``filter_text``.
    ``trusts``: what of it no row tells is left to the server alone.
    """

    ids: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    kinds: tuple[str, ...] = KINDS
    under: str | None = None
    filter: t.Any = None
    filter_text: str | None = None
    trusts: bool = False

    @classmethod
    def from_options(cls, options: t.Mapping[str, t.Any]) -> Selector:
        """The selector that a task's options describe.

        ``ConfigurationError`` for ids that cannot be any, a negative ``max_matched``, and for an empty ``under`` or
        ``kind``: an expression that came out empty must not select everything.
        """
        if (options.get("max_matched") or 0) < 0:
            raise ConfigurationError("max_matched must be at least 0")
        ids = options.get("ids")
        wrong = [one for one in ids or () if not is_number(one)]
        if wrong:
            raise ConfigurationError(
                f"ids must be numbers, and {wrong[0]!r} is none", hint="Select objects by name with the option names."
            )
        under = options.get("under")
        if under is not None and not under.strip("/ "):
            raise ConfigurationError(
                "under names nothing", hint="Leave it out, or give 0, the id of the root, to mean everything."
            )
        if options.get("kind") == []:
            raise ConfigurationError("kind is an empty list", hint="Leave it out to mean every kind.")
        kinds = tuple(kind for kind in KINDS if kind in options["kind"]) if options.get("kind") else KINDS
        return cls(
            ids=None if ids is None else tuple(dict.fromkeys(str(int(one)) for one in ids)),
            names=None if options.get("names") is None else tuple(dict.fromkeys(options["names"])),
            kinds=kinds,
            filter=None if options.get("filter") is None else _read_filter(options["filter"], kinds),
            filter_text=options.get("filter"),
            under=under,
            trusts=bool(options.get("trust_server")),
        )

    def describe(self) -> str:
        """The selector in words, for messages."""
        parts = [
            f"ids {some(self.ids) or 'is an empty list'}" if self.ids is not None else "",
            f"names {some([repr(name) for name in self.names]) or 'is an empty list'}"
            if self.names is not None
            else "",
            f"kind {', '.join(self.kinds)}" if self.kinds != KINDS else "",
            f"under {self.under!r}" if self.under else "",
            f"filter {self.filter_text!r}" if self.filter is not None else "",
        ]
        return "; ".join(part for part in parts if part) or "every object"


class Selection(t.NamedTuple):
    """The objects that fit the selector, in the order of their ids, and what it named without meeting anything.

    ``plan`` tells what the server was asked of a filter and what was evaluated here.
    """

    objects: list[PrtgObject]
    snapshot: Snapshot
    missing: tuple[str, ...]
    plan: Plan | None = None


class Above(t.NamedTuple):
    """The id of what objects have to be under, and whether the account sees it."""

    id: str
    seen: bool


def select(
    server: PrtgServer,
    selector: Selector,
    fields: t.Collection[str] = (),
    *,
    tree: bool = False,
    summary: bool = False,
    settings: bool = False,
    narrow: bool = True,
    plan: Plan | None = None,
    above: Above | None = None,
) -> Selection:
    """Read the objects that fit ``selector``, with ``fields``; each row is checked here, whatever the server filtered.

    Without ``narrow`` the server is asked for all objects of the wanted kinds, so that the snapshot tells of those that
    do not fit as well. Raises ``NotFound`` if there is no object to be ``under``, ``AmbiguousName`` if its path fits
    several, and ``FilterError`` before anything is sent if the filter asks for what this API cannot tell. ``plan`` is
    that of the selector's filter, if it is made already, and ``above`` what it is ``under``, if that is read already.
    """
    plan = plan or _plan(server, selector)
    asked = Query()
    under = above or (_resolve_under(server, selector.under, asked) if selector.under else None)
    if under is not None:
        narrow = narrow and under.seen
    need = Need(
        kinds=selector.kinds,
        ids=selector.ids if narrow else None,
        names=selector.names if narrow else None,
        under=under.id if under and narrow else None,
        filter=plan if narrow else None,
        fields=ALWAYS_READ | frozenset(fields),
        tree=tree or under is not None,
        summary=summary,
        settings=settings,
    )
    if plan is None:
        snapshot = server.read(need)
    else:
        snapshot, plan = _read_filtered(server, selector, need, plan)
    snapshot.query.sent[:0] = asked.sent
    snapshot.query.rows_read += asked.rows_read
    found = list(filter(asked_for(selector), snapshot.objects))
    if under is not None:
        found = _below(server, snapshot, found, under)
    if tree or "path" in fields or (plan is not None and "path" in plan.fields):
        _warn_of_paths(server, snapshot.untold, found)
    if summary:
        _look_at_summaries(server, snapshot, found)
    return Selection(found, snapshot, _missing(selector, found), plan)


# The filter language is imported where a filter is given only: it is 13 % of starting a module (bench imports).


def _read_filter(text: str, kinds: tuple[str, ...]) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read

    return read(text, kinds)


def _plan(server: PrtgServer, selector: Selector, left: frozenset[str] = frozenset()) -> Plan | None:
    """How to find what fits the filter; ``left`` is what rows turned out not to tell."""
    if selector.filter is None:
        return None
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import plan_for

    dialect, kinds = dialects.DIALECTS[server.api], selector.kinds
    return plan_for(dialect, selector.filter, kinds, selector.filter_text, trusting=selector.trusts, left=left)


def _read_filtered(server: PrtgServer, selector: Selector, need: Need, plan: Plan) -> tuple[Snapshot, Plan]:
    """What fits the filter, and the plan that found it.

    What no row tells after all is left to the server, where the task says so. Of what that decides, only its answer
    tells what fits, so that ids and names are looked for in that.
    """
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import leavable, read_filtered

    before, left = Query(), frozenset[str]()
    while True:
        wanted = need._replace(ids=None, names=None, filter=plan) if plan.alone else need
        try:
            snapshot = read_filtered(server, wanted, plan)
        except Undecided as error:
            more = leavable(dialects.DIALECTS[server.api], error.properties) - left
            if not (selector.trusts and more):
                raise
            before.add(error.query or Query())
            left |= more
            plan = t.cast("Plan", _plan(server, selector, left))
            continue
        before.add(snapshot.query)
        snapshot.query = before
        return snapshot, plan


def _below(server: PrtgServer, snapshot: Snapshot, found: list[PrtgObject], under: Above) -> list[PrtgObject]:
    """Those of ``found`` that are below something; ``UnexpectedAnswer`` if nobody tells of some.

    ``NotFound`` if the account does not see it and nothing that it sees is below it.
    """
    tree = snapshot.tree
    if tree.unseen.loose or tree.unseen.gaps:
        # delayed, since most accounts see everything: 1 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.unseen import settle_below

        settle_below(server, tree, under.id, snapshot.query)
    if not under.seen and not any(tree.is_below(one, under.id) for one in tree):
        raise _not_there(under.id)
    answers = [(one, tree.is_below(one, under.id)) for one in found]
    unknown = [one.label() for one, answer in answers if answer is None]
    if unknown:
        error = UnexpectedAnswer(
            f"nobody tells whether {len(unknown)} objects are under {under.id}, as {some(unknown)}",
            hint="This account does not see what is above them, or the API does not tell it: give it the right to, use "
            "another API, or select in another way, as by the filter parentid.",
        )
        error.is_lasting = True
        raise error
    return [one for one, answer in answers if answer]


def _not_there(object_id: str) -> NotFound:
    return NotFound(f"under names id {object_id}, and PRTG has no probe, group or device with it")


def _warn_of_paths(server: PrtgServer, untold: Untold, found: t.Sequence[PrtgObject]) -> None:
    """Warn of paths that lack something, once for all."""
    incomplete = sum(one.id in untold.incomplete for one in found)
    borrowed = sum(one.id in untold.borrowed for one in found)
    lists_no = f"lists no {' and no '.join(untold.unlisted)}" if untold.unlisted else "does not show everything"
    if incomplete:
        server.warnings.append(
            f"PRTG does not tell everything that is above {incomplete} of {len(found)} objects, so that their paths "
            "are incomplete: this account may not see it."
        )
    elif borrowed:
        server.warnings.append(
            f"PRTG {lists_no} to this account: in the paths of {borrowed} of {len(found)} objects, names come from the "
            "rows of what is below, which may not tell every group."
        )


def _missing(selector: Selector, found: t.Sequence[PrtgObject]) -> tuple[str, ...]:
    if selector.ids is not None:
        there = {one.id for one in found}
        return tuple(one for one in selector.ids if one not in there)
    if selector.names is not None:
        there = {one.name for one in found}
        return tuple(repr(name) for name in selector.names if name not in there)
    return ()


def _look_at_summaries(server: PrtgServer, snapshot: Snapshot, found: t.Sequence[PrtgObject]) -> None:
    """``UnexpectedAnswer`` if the server tells the summary of none of the objects that have one.

    A warning for some, and for those of which the API never tells it.
    """
    having = [one for one in found if one.kind != "sensor"]
    without = [one.label() for one in having if snapshot.summaries.get(one.id) is None]
    if having and snapshot.summaries.keys().isdisjoint(one.id for one in having):
        raise UnexpectedAnswer(
            f"the server does not tell how many sensors are in which state below {some(without)}",
            hint="It may be too old, or not be ready: leave status_summary out, or try again later.",
        )
    if without:
        server.warnings.append(
            f"PRTG does not tell the status_summary of {len(without)} of {len(having)} objects, which is null: "
            f"{some(without)}"
        )


class Labelled(t.Protocol):
    """What a message can name."""

    def label(self) -> str:
        """How it does."""


def refuse_too_many(found: t.Sequence[Labelled], max_matched: int | None) -> None:
    """``SelectionRefused`` if there are more than ``max_matched``."""
    if max_matched is not None and len(found) > max_matched:
        raise SelectionRefused(
            f"{matching(len(found))} and max_matched is {max_matched}; "
            f"among them {some([one.label() for one in found])}",
            hint="Narrow the selection, or raise max_matched.",
            details={"matched": len(found)},
        )


def _resolve_under(server: PrtgServer, under: str, asked: Query) -> Above | None:
    """The object that ``under`` names, None for the root: everything that the account sees is under it.

    A path is compared as a whole, so names may hold slashes. What the account does not see may be above what it sees
    all the same. ``asked`` gets the requests that this takes.
    """

    def read(need: Need) -> Snapshot:
        snapshot = server.read(need)
        asked.add(snapshot.query)
        return snapshot

    if is_number(under):
        wanted = str(int(under))
        if wanted == ROOT_ID:
            return None
        above = read(Need(kinds=("group", "probe", "device"), ids=(wanted,))).objects
        return Above(wanted, any(one.id == wanted for one in above))
    path = under.strip("/")
    for kinds in (("probe", "group"), ("device",)):
        snapshot = read(Need(kinds=kinds, fields=ALWAYS_READ | {"path"}))
        tree = snapshot.tree
        unseen = [one._replace(path=tree.path(one)) for one in tree.unseen.parents.values() if is_id(one.id)]
        fitting = [one for one in (*snapshot.objects, *unseen) if "/".join(one.path) == path]
        if len(fitting) > 1:
            raise AmbiguousName(
                f"under {under!r} fits several objects: {some([one.label() for one in fitting])}",
                hint="Name one of them by its id.",
            )
        if fitting:
            return Above(fitting[0].id, fitting[0].id not in tree.unseen.parents)
    raise NotFound(
        f"PRTG has no probe, group or device with the path {under!r}",
        hint="A path is made of names from the probe down, such as 'Local Probe/Servers/web-1'.",
    )
