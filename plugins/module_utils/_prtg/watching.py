# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Looking at sensors again and again: those that are selected, and those below what is selected, in few requests.

A look is one pass over the table or list of sensors, narrowed as far as the API can be trusted with that. What is above
the sensors is read with the first look only, and again when a sensor has a parent that nobody knows yet.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import dialects
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    ROOT_ID,
    PrtgObject,
    Tree,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selection
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    IDS_PER_REQUEST,
    Need,
    PrtgServer,
    Query,
)

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan

SENSORS = ("sensor",)


class Sight(t.NamedTuple):
    """The sensors that count, by their ids, and the ids of those that each selected object has, or is."""

    sensors: dict[str, PrtgObject]
    of: dict[str, list[str]]


class Watch:
    """Looks at the sensors of a selection. What is selected is decided once, what is below it with each look.

    A device that is moved meanwhile stays where it was, as far as this goes.
    """

    def __init__(self, server: PrtgServer, selection: Selection) -> None:
        self._server = server
        self._tree = selection.snapshot.tree
        self.selected = {one.id: one for one in selection.objects}
        #: Which selected objects a sensor with a parent of this id belongs to.
        self._is_deep = any(one.kind not in ("sensor", "device") for one in selection.objects)
        devices = [] if self._is_deep else [one.id for one in selection.objects if one.kind == "device"]
        self._owners: dict[str, tuple[str, ...]] = {one: (one,) for one in devices}
        self._ids = tuple(self.selected) if self._is_few() else None
        self._scope = _common(self._tree, selection.objects)
        self._plan = None if self._ids is not None else self._narrowed()

    def look(self, fields: frozenset[str]) -> Sight:
        """The sensors as they are now, with ``fields``."""
        need = Need(kinds=SENSORS, ids=self._ids, filter=self._plan, fields=ALWAYS_READ | fields)
        is_new = self._is_deep and not self._owners
        objects = [] if is_new else self._server.read(need).objects
        unknown = self._unknown_above(objects) if self._is_deep else set()
        if is_new or unknown:
            objects = self._with_all_above(fields)
            # what is not among those was listed because the server cannot be asked for less
            self._owners.update((one, ()) for one in unknown - self._owners.keys())
        sight = Sight({}, {one: [] for one in self.selected})
        for one in objects:
            for owner in self._owners_of(one):
                sight.of[owner].append(one.id)
                sight.sensors[one.id] = one
        return sight

    def causes(self, sensors: t.Sequence[PrtgObject]) -> dict[str, str | None]:
        """Why sensors are silent, asked for by their ids."""
        need = Need(kinds=SENSORS, ids=tuple(one.id for one in sensors), fields=ALWAYS_READ | {"paused_by"})
        return {one.id: one.paused_by or None for one in self._server.read(need).objects}

    def drop(self, ids: t.Iterable[str]) -> None:
        """Look no more for selected objects that are gone."""
        for one in ids:
            self.selected.pop(one, None)
            self._owners.pop(one, None)
        if self._ids is not None:
            self._ids = tuple(self.selected)

    def path(self, one: PrtgObject) -> tuple[str, ...]:
        """The names from the probe down to a sensor, or to what is selected."""
        known = self.selected.get(one.id)
        return known.path if known is not None and known.path else self._tree.path(one)

    def _is_few(self) -> bool:
        return len(self.selected) <= IDS_PER_REQUEST and all(one.kind == "sensor" for one in self.selected.values())

    def _owners_of(self, sensor: PrtgObject) -> tuple[str, ...]:
        itself = (sensor.id,) if sensor.id in self.selected else ()
        above = self._owners.get(_above(sensor), ())
        return (*itself, *(one for one in above if one in self.selected))

    def _unknown_above(self, sensors: t.Sequence[PrtgObject]) -> set[str]:
        """The parents of sensors of which nobody knows yet what is above them."""
        unknown = {_above(one) for one in sensors} - self._owners.keys()
        for parent in map(self._tree.get, sorted(unknown)):
            if parent is not None and parent.kind == "device" and self._tree.line(parent).whole:
                unknown.discard(parent.id)
                above = (parent.id, *self._tree.line(parent).ids)
                self._owners[parent.id] = tuple(one for one in above if one in self.selected)
        return unknown

    def _with_all_above(self, fields: frozenset[str]) -> list[PrtgObject]:
        """The sensors together with everything above them, from which follows what each belongs to."""
        need = Need(kinds=SENSORS, under=self._scope, fields=ALWAYS_READ | fields, tree=True)
        snapshot = self._server.read(need)
        self._tree = self._tree.joined(snapshot.tree)
        for one in snapshot.objects:
            if _above(one) not in self._owners:
                self._owners[_above(one)] = self._selected_above(one, snapshot.tree)
        return snapshot.objects

    def _selected_above(self, sensor: PrtgObject, tree: Tree) -> tuple[str, ...]:
        """Which selected objects are above a sensor; ``UnexpectedAnswer`` if nobody tells."""
        line = tree.line(sensor)
        certain = [one for one in (*line.ids, ROOT_ID) if one in self.selected]
        groups = [one for one in self.selected.values() if one.kind in ("group", "probe") and one.id not in certain]
        if not line.whole:
            certain.extend(one.id for one in groups if self._is_below(sensor, one, tree))
        return tuple(dict.fromkeys(certain))

    def _is_below(self, sensor: PrtgObject, above: PrtgObject, tree: Tree) -> bool:
        # delayed, since most accounts see everything: 1 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.unseen import settle_below

        settle_below(self._server, tree, above.id, Query())
        answer = tree.is_below(sensor, above.id)
        if answer is None:
            error = UnexpectedAnswer(
                f"nobody tells whether {sensor.label()} is below {above.label()}",
                hint="This account does not see what is above it, or the API does not tell it: give it the right to, "
                "use another API, or select in another way, such as the devices or sensors themselves.",
            )
            error.is_lasting = True
            raise error
        return answer

    def _narrowed(self) -> Plan | None:
        """What the server is asked for less with than all sensors, None if with nothing."""
        terms = []
        if self._scope is not None and self._tree_kind(self._scope) != "device":
            terms.append(f'ancestors contains "{self._scope}"')
        above = {_above(one) if one.kind == "sensor" else one.id for one in self.selected.values()}
        if not self._is_deep and len(above) == 1:
            terms = [f'parentid = "{min(above)}"']
        elif not self._is_deep and len(above) <= IDS_PER_REQUEST:
            terms.append(f"parentid in [{', '.join(_quoted(above))}]")
        if not terms:
            return None
        # delayed, since it brings the filter language along: 13 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import plan_for
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read

        try:
            node = read(" and ".join(terms), SENSORS)
            return plan_for(dialects.DIALECTS[self._server.api], node, SENSORS)
        except FilterError:
            return None

    def _tree_kind(self, object_id: str) -> str | None:
        found = self._tree.get(object_id)
        return found.kind if found is not None else None


def _above(sensor: PrtgObject) -> str:
    return sensor.parent_id or sensor.id


def _quoted(ids: t.Iterable[str]) -> list[str]:
    return [f'"{one}"' for one in sorted(ids, key=int)]


def _common(tree: Tree, objects: t.Sequence[PrtgObject]) -> str | None:
    """The nearest object that all of some objects are below, or are; None for the root, and where nobody tells."""
    lines = [(tree.line(one), one) for one in objects]
    if not all(line.whole for line, _one in lines) or tree.unseen.loose or tree.unseen.gaps:
        return None
    ways = [line.ids if one.kind == "sensor" else (one.id, *line.ids) for line, one in lines]
    shared = set(ways[0]).intersection(*ways[1:]) if ways else set()
    nearest = next((one for one in ways[0] if one in shared), ROOT_ID) if ways else ROOT_ID
    return None if nearest == ROOT_ID else nearest
