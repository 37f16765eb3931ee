# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What is known of the objects that a task is about: read as little as it takes, and each thing once.

Probes and groups are read whole, since every path leads through them. What is right below some of them is asked for by
their ids, and only if there are many of these as a whole table. That something is not there is believed of what was
read in that way alone.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    ConfigurationError,
    NotFound,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    KINDS,
    ROOT_ID,
    PrtgObject,
    is_number,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import IDS_PER_REQUEST, Need, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted, some

#: What is read of every object.
FIELDS = ALWAYS_READ | {"priority", "host", "active", "status", "message", "url"}

#: Below so many objects what is there is asked for one by one, which every API does in narrow requests.
ASKED_ONE_BY_ONE = 4

#: The kinds that can be right above an object of each kind.
PARENT_KINDS = {"probe": ("group",), "group": ("probe", "group"), "device": ("probe", "group"), "sensor": ("device",)}


class Book:
    """The objects of one server, as far as a task has asked for them."""

    def __init__(self, server: PrtgServer) -> None:
        self._server = server
        self._objects: dict[str, PrtgObject] = {}
        self._paths: dict[str, tuple[str, ...]] = {}
        self._asked_for: set[str] = set()
        self._listed: set[tuple[str, str]] = set()
        self._has_containers = False

    def by_ids(self, ids: t.Iterable[str]) -> None:
        """Know these objects, or find that the server does not list them."""
        unknown = {*ids} - self._objects.keys() - self._asked_for
        if unknown:
            self._read_ids(unknown, KINDS)
            self._asked_for |= unknown

    def again(self, found: t.Sequence[PrtgObject], fields: frozenset[str] = frozenset()) -> None:
        """Know these objects as they are now, with more ``fields``; what is not listed any more is not known."""
        for one in found:
            self._objects.pop(one.id, None)
        if found:
            kinds = [kind for kind in KINDS if kind in {one.kind for one in found}]
            self._read_ids({one.id for one in found}, kinds, fields)

    def _read_ids(self, ids: t.Collection[str], kinds: t.Sequence[str], fields: frozenset[str] = frozenset()) -> None:
        need = Need(kinds=tuple(kinds), ids=tuple(sorted(ids, key=int)), fields=FIELDS | fields)
        self._keep(self._server.read(need).objects)

    def below(self, parent_ids: t.Iterable[str], kind: str, anew: bool = False, under: str | None = None) -> None:
        """Know everything of a kind right below these objects, which all are ``under`` one, if that is given.

        ``anew`` reads also what is known already.
        """
        if kind in ("probe", "group") and not anew:
            self.containers()
            return
        wanted = {one for one in parent_ids if anew or (one, kind) not in self._listed}
        if not wanted:
            return
        found = self._right_below(sorted(wanted, key=int), kind, under)
        for one in list(self._objects.values()):
            if one.kind == kind and one.parent_id in wanted:
                del self._objects[one.id]
        self._keep(found)
        self._listed |= {(one, kind) for one in wanted}

    def containers(self) -> None:
        """Know all probes and groups, and their paths."""
        if not self._has_containers:
            self._has_containers = True
            found = self._server.read(Need(kinds=("probe", "group"), fields=FIELDS | {"path"})).objects
            self._paths.update((one.id, one.path) for one in found)
            self._keep(found)

    def get(self, object_id: str | None) -> PrtgObject | None:
        """An object that is known."""
        return self._objects.get(object_id or "")

    def children(self, parent_id: str, kind: str | None = None) -> list[PrtgObject]:
        """What is known right below an object, in the order of ids."""
        found = [one for one in self._objects.values() if one.parent_id == parent_id and kind in (None, one.kind)]
        return sorted(found, key=lambda one: int(one.id))

    def named(self, parent_id: str, kind: str, name: str) -> PrtgObject | None:
        """The object of a kind and name right below another; ``AmbiguousName`` if there are several."""
        return only([one for one in self.children(parent_id, kind) if one.name == name], f"{kind} {quoted(name)}")

    def path(self, found: PrtgObject) -> tuple[str, ...]:
        """The names from the probe down to an object, as far as is known."""
        if found.id in self._paths:
            return self._paths[found.id]
        above = self.get(found.parent_id)
        return (*(self.path(above) if above is not None and above.id != found.id else ()), found.name)

    def is_below(self, object_id: str, ancestor_id: str) -> bool:
        """Whether an object is another one, or somewhere below it, as far as is known."""
        seen: set[str] = set()
        one: str | None = object_id
        while one is not None and one not in seen:
            if one == ancestor_id:
                return True
            seen.add(one)
            above = self.get(one)
            one = above.parent_id if above is not None else None
        return False

    def resolve(self, references: t.Mapping[str, t.Collection[str]], option: str) -> dict[str, list[PrtgObject]]:
        """What each of ``references``, ids or paths, means, of the kinds that it may be of; nothing, or too much.

        Paths are compared as a whole, so that names may hold slashes: each object whose path begins it may lead on.
        """
        by_id = {one: str(int(one)) for one in references if is_number(one)}
        self.by_ids(by_id.values())
        found = {one: [known] if (known := self.get(number)) else [] for one, number in by_id.items()}
        paths = {one: one.strip("/") for one in references if one not in by_id}
        if paths:
            self.containers()
            self._look_below(paths, references)
            for given, path in paths.items():
                fitting = [one for one in self._objects.values() if one.kind in references[given]]
                found[given] = [one for one in fitting if "/".join(self.path(one)) == path]
        for given, several in found.items():
            only(several, f"{option} {quoted(given)}")
        return found

    def at(self, given: str) -> list[PrtgObject]:
        """What is known to have a path, of whatever kind."""
        path = given.strip("/")
        return [one for one in self._objects.values() if "/".join(self.path(one)) == path]

    def _look_below(self, paths: t.Mapping[str, str], kinds: t.Mapping[str, t.Collection[str]]) -> None:
        """Know the devices, and then the sensors, to which paths may lead."""
        for kind, above, leads_to in (
            ("device", ("probe", "group"), ("device", "sensor")),
            ("sensor", ("device",), ("sensor",)),
        ):
            wanted = [path for given, path in paths.items() if not set(leads_to).isdisjoint(kinds[given])]
            starts = {
                one.id
                for one in self._objects.values()
                if one.kind in above and any(path.startswith("/".join(self.path(one)) + "/") for path in wanted)
            }
            self.below(starts, kind)

    def look_below(self, top: PrtgObject) -> None:
        """Know everything that is somewhere below an object."""
        if top.kind in ("probe", "group"):
            self.containers()
        for kind in ("device", "sensor"):
            above = [one.id for one in (top, *self.everything_below(top)) if one.kind in PARENT_KINDS[kind]]
            self.below(above, kind, under=top.id if top.id not in above or len(above) > 1 else None)

    def look_below_each(self, tops: t.Sequence[PrtgObject]) -> None:
        """The same of several objects at once."""
        self._keep(tops)
        if any(top.kind in ("probe", "group") for top in tops):
            self.containers()
        for kind in ("device", "sensor"):
            objects = {one.id: one for top in tops for one in (top, *self.everything_below(top))}
            self.below([one.id for one in objects.values() if one.kind in PARENT_KINDS[kind]], kind)

    def everything_below(self, top: PrtgObject) -> list[PrtgObject]:
        """What is known to be somewhere below an object, from the top down."""
        found: list[PrtgObject] = []
        waiting = [top.id]
        seen = {top.id}
        while waiting:
            below = [one for one in self.children(waiting.pop(0)) if one.id not in seen]
            seen.update(one.id for one in below)
            found.extend(below)
            waiting.extend(one.id for one in below)
        return found

    def _right_below(self, parents: t.Sequence[str], kind: str, under: str | None) -> list[PrtgObject]:
        """The objects of a kind below these, in narrow requests as long as these are not many."""
        if kind in ("probe", "group") or len(parents) > IDS_PER_REQUEST:
            return self._server.read(Need(kinds=(kind,), fields=FIELDS)).objects
        if len(parents) <= ASKED_ONE_BY_ONE:
            return [one for parent in parents for one in self._fitting(f'parentid = "{parent}"', kind)]
        listed = ", ".join(f'"{parent}"' for parent in parents)
        within = f'ancestors contains "{under}" and ' if under is not None else ""
        return self._fitting(f"{within}parentid in [{listed}]", kind)

    def _fitting(self, condition: str, kind: str) -> list[PrtgObject]:
        # a filter brings its language along, which is 13 % of starting a module (bench imports)
        return select(self._server, Selector.from_options({"filter": condition, "kind": [kind]}), FIELDS).objects

    def _keep(self, found: t.Iterable[PrtgObject]) -> None:
        self._objects.update((one.id, one) for one in found)


def only(found: t.Sequence[PrtgObject], what: str) -> PrtgObject | None:
    """The one object, or None; ``AmbiguousName`` for several."""
    if len(found) > 1:
        raise AmbiguousName(
            f"{what} fits {len(found)} objects: {some([one.label() for one in found])}",
            hint="Nothing was changed. Name one of them by its id.",
            details={"ids": [one.id for one in found]},
        )
    return found[0] if found else None


def the(found: t.Sequence[PrtgObject], given: str, option: str) -> PrtgObject:
    """What an id or a path means; ``NotFound`` if it means nothing."""
    if not found:
        if is_number(given) and int(given) == int(ROOT_ID):
            raise ConfigurationError(
                f"{option} is the root",
                hint="Nothing was changed. It is no template, and only probes are right below it.",
            )
        what = f"with the id {given}" if is_number(given) else f"with the path {quoted(given)}"
        raise NotFound(
            f"{option}: PRTG has no object {what}",
            hint="Nothing was changed. A path is made of names from the probe down, such as "
            "'Local Probe/Servers/web-1'; this account has to see all of it.",
        )
    return found[0]


#: Kinds that a template can be of: what API v2 clones, and neither probes nor the root.
CLONED = tuple(kind for kind in KINDS if kind != "probe")
