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
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    KINDS,
    ROOT_ID,
    PrtgObject,
    is_number,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    ALWAYS_READ,
    Need,
    PrtgServer,
    Query,
    Snapshot,
)

#: How many objects a message names before it says "and N more".
NAMED_IN_MESSAGES = 10

_EMPTY = "is an empty list"

SELECTOR_OPTIONS: dict[str, dict[str, t.Any]] = {
    "ids": {"type": "list", "elements": "str"},
    "names": {"type": "list", "elements": "str"},
    "filter": {"type": "str"},
    "kind": {"type": "list", "elements": "str", "choices": list(KINDS)},
    "under": {"type": "str"},
    "max_matched": {"type": "int"},
    "expect_server": {"type": "str"},
}


class Selector(t.NamedTuple):
    """Which objects a task is about. What is None does not narrow.

    ``under`` is an id or a path of names, ``filter`` a checked tree of the filter language, read from ``filter_text``.
    """

    ids: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    kinds: tuple[str, ...] = KINDS
    under: str | None = None
    filter: t.Any = None
    filter_text: str | None = None

    @classmethod
    def from_options(cls, options: t.Mapping[str, t.Any]) -> Selector:
        """The selector that a task's options describe.

        ``ConfigurationError`` for ids that cannot be any, and for an empty ``under`` or ``kind``: an expression that
        came out empty must not select everything.
        """
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
            "the filter" if self.filter is not None else "",
        ]
        return "; ".join(part for part in parts if part) or "every object"


class Selection(t.NamedTuple):
    """The objects that fit the selector, in the order of their ids, and what it named without meeting anything.

    ``plan`` tells what the server was asked of a filter and what was evaluated here.
    """

    objects: list[PrtgObject]
    snapshot: Snapshot
    missing: tuple[str, ...]
    plan: t.Any = None


def select(
    server: PrtgServer,
    selector: Selector,
    fields: t.Collection[str] = (),
    *,
    tree: bool = False,
    summary: bool = False,
    settings: bool = False,
    narrow: bool = True,
) -> Selection:
    """Read the objects that fit ``selector``, with ``fields``; each row is checked here, whatever the server filtered.

    Without ``narrow`` the server is asked for all objects of the wanted kinds, so that the snapshot tells of those that
    do not fit as well. Raises ``NotFound`` if there is no object to be ``under``, ``AmbiguousName`` if its path fits
    several, and ``FilterError`` before anything is sent if the filter asks for what this API cannot tell.
    """
    plan = _plan(server, selector)
    asked = Query()
    under = _resolve_under(server, selector.under, asked) if selector.under else None
    need = Need(
        kinds=selector.kinds,
        ids=selector.ids if narrow else None,
        names=selector.names if narrow else None,
        under=under if narrow else None,
        filter=selector.filter if narrow else None,
        fields=ALWAYS_READ | frozenset(fields),
        tree=tree or under is not None,
        summary=summary,
        settings=settings,
    )
    snapshot = server.read(need) if plan is None else _read_filtered(server, need, plan)
    snapshot.query.sent[:0] = asked.sent
    snapshot.query.rows_read += asked.rows_read
    fits = _checker(selector, under, snapshot)
    found = [one for one in snapshot.objects if fits(one)]
    return Selection(found, snapshot, _missing(selector, found), plan)


# The filter language is imported where a filter is given only: start-up is what most tasks consist of.


def _read_filter(text: str, kinds: tuple[str, ...]) -> t.Any:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read

    return read(text, kinds)


def _plan(server: PrtgServer, selector: Selector) -> t.Any:
    if selector.filter is None:
        return None
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import plan_for

    return plan_for(server.api, selector.filter, selector.kinds, selector.filter_text)


def _read_filtered(server: PrtgServer, need: Need, plan: t.Any) -> Snapshot:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import read_filtered

    return read_filtered(server, need, plan)


def refuse_what_was_not_meant(selection: Selection, selector: Selector, options: t.Mapping[str, t.Any]) -> None:
    """The guards of modules that write.

    ``SelectionRefused`` if more than ``max_matched`` objects fit, if nothing fits or a named one does not
    exist (without ``allow_empty``), for the root without ``allow_root``, and for probes that are not named by id.
    """
    found = selection.objects
    named = frozenset(selector.ids or ())
    if ROOT_ID in named.union(one.id for one in found) and not options.get("allow_root"):
        raise SelectionRefused(
            "the selection holds the root, and with it everything that PRTG monitors",
            hint="Set allow_root if you mean it.",
        )
    refuse_too_many(found, options.get("max_matched"))
    if not options.get("allow_empty"):
        if selection.missing:
            raise NotFound(
                f"PRTG has no object with {'ids' if selector.ids else 'names'} {some(selection.missing)} that fits "
                f"({selector.describe()})",
                hint="Check the selectors, and that this account sees the objects (API v2 may not show the root). "
                "allow_empty accepts their absence.",
            )
        if not found:
            raise SelectionRefused(
                f"nothing matches ({selector.describe()})",
                hint="Check the selectors, or set allow_empty if that is fine.",
            )
    for one in found:
        if one.kind == "probe" and one.id not in named and not options.get("allow_root"):
            raise SelectionRefused(
                f"the selection holds {one.label()}, and with it everything that this probe monitors",
                hint="Name probes by id, narrow with kind, or set allow_root.",
            )


def refuse_too_many(found: t.Sequence[PrtgObject], max_matched: int | None) -> None:
    """``SelectionRefused`` if there are more than ``max_matched``."""
    if max_matched is not None and len(found) > max_matched:
        raise SelectionRefused(
            f"{len(found)} objects match and max_matched is {max_matched}; "
            f"among them {some([one.label() for one in found])}",
            hint="Narrow the selection, or raise max_matched.",
            details={"matched": len(found)},
        )


def some(names: t.Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    rest = len(names) - NAMED_IN_MESSAGES
    return ", ".join(names[:NAMED_IN_MESSAGES]) + (f" and {rest} more" if rest > 0 else "")


def _checker(selector: Selector, under: str | None, snapshot: Snapshot) -> t.Callable[[PrtgObject], bool]:
    kinds = frozenset(selector.kinds)
    ids = None if selector.ids is None else frozenset(selector.ids)
    names = None if selector.names is None else frozenset(selector.names)

    def fits(one: PrtgObject) -> bool:
        return (
            one.kind in kinds
            and (ids is None or one.id in ids)
            and (names is None or one.name in names)
            and (under is None or snapshot.tree.is_below(one, under))
        )

    return fits


def _missing(selector: Selector, found: t.Sequence[PrtgObject]) -> tuple[str, ...]:
    if selector.ids is not None:
        there = {one.id for one in found}
        return tuple(one for one in selector.ids if one not in there)
    if selector.names is not None:
        there = {one.name for one in found}
        return tuple(repr(name) for name in selector.names if name not in there)
    return ()


def _resolve_under(server: PrtgServer, under: str, asked: Query) -> str:
    """The id of the object that ``under`` names; a path is compared as a whole, so names may hold slashes.

    ``asked`` gets the requests that this takes.
    """

    def objects_of(need: Need) -> list[PrtgObject]:
        snapshot = server.read(need)
        asked.sent.extend(snapshot.query.sent)
        asked.rows_read += snapshot.query.rows_read
        return snapshot.objects

    if is_number(under):
        wanted = str(int(under))
        if wanted == ROOT_ID:  # is always there, also where API v2 does not show it
            return wanted
        above = objects_of(Need(kinds=("group", "probe", "device"), ids=(wanted,)))
        if not any(one.id == wanted for one in above):
            raise NotFound(f"under names id {wanted}, and PRTG has no probe, group or device with it")
        return wanted
    path = under.strip("/")
    for kinds in (("probe", "group"), ("device",)):
        objects = objects_of(Need(kinds=kinds, fields=ALWAYS_READ | {"path"}))
        fitting = [one for one in objects if "/".join(one.path) == path]
        if len(fitting) > 1:
            raise AmbiguousName(
                f"under {under!r} fits several objects: {some([one.label() for one in fitting])}",
                hint="Name one of them by its id.",
            )
        if fitting:
            return fitting[0].id
    raise NotFound(
        f"PRTG has no probe, group or device with the path {under!r}",
        hint="A path is made of names from the probe down, such as 'Local Probe/Servers/web-1'.",
    )
