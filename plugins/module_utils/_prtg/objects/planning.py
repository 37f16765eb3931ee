# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From wishes to steps: what is there, what differs, and everything that can be refused before the first write."""

from __future__ import annotations

import dataclasses
import typing as t
import unicodedata

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Masked
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    NotFound,
    SelectionRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import guards
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    KINDS,
    ROOT_ID,
    PrtgObject,
    is_number,
    paused_by,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.book import (
    CLONED,
    PARENT_KINDS,
    Book,
    the,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.flags import decided
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.part import Making, ObjectsPart
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.properties import (
    INHERIT,
    PROPERTIES,
    SETTING,
    is_recorded,
    recorded,
    same,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.objects.wishes import (
    Wish,
    about,
    refuse_foreign,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.secrecy import secrets_in_addresses
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, printable, quoted, some

CREATE, CHANGE, DELETE, KEEP = "create", "change", "delete", "keep"

#: Requests at the same time.
AT_ONCE = 4

#: So many ids that shall be absent are asked for before anything else.
_ASKED_FIRST = 20

#: What no line of text holds: control characters, line ends, halves of characters (Unicode's categories).
_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")

#: How messages call what pauses an object, where it is not somebody.
_CAUSES = {"dependency": "a dependency", "schedule": "a schedule", "license": "the license"}

#: How many of the objects below one that is deleted the diff names.
_NAMED_BELOW = 20


class Place(t.NamedTuple):
    """Where an object is, or shall be: below an ``object``, or below one of a ``kind`` that the step ``maker`` makes.

    ``top`` is the lowest of what is above it and there already.
    """

    path: tuple[str, ...]
    object: PrtgObject | None
    kind: str
    top: PrtgObject
    maker: int | None = None


@dataclasses.dataclass(eq=False, repr=False)
class Step:
    """What is to be done for a wish. ``before`` and ``after`` are what it manages of the object, as the diff shows it.

    ``values`` are to be written, but for those that a copy is taken to have already, ``like`` its template. ``place``
    is where a new or moved object goes. Messages call it by its ``path``, and ``becomes`` is that in the end, with all
    that the task renames and moves above it. It ``moves`` to another parent, and ``puts`` itself to another position.
    """

    wish: Wish
    action: str = KEEP
    found: PrtgObject | None = None
    template: PrtgObject | None = None
    place: Place | None = None
    path: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
    kind: str = ""
    before: dict[str, t.Any] | None = None
    after: dict[str, t.Any] | None = None
    values: dict[str, t.Any] = dataclasses.field(default_factory=dict)
    like: dict[str, t.Any] = dataclasses.field(default_factory=dict)
    moves: bool = False
    puts: bool = False
    warnings: list[str] = dataclasses.field(default_factory=list)

    @property
    def writes(self) -> bool:
        """Whether anything is to be done."""
        return self.action != KEEP

    def label(self) -> str:
        """How messages and the diff call its object."""
        name = printable("/".join(self.path)) or self.wish.label()
        return f"{self.kind} {name}" if self.path else name

    def change(self) -> Change:
        """The difference that it makes."""
        return Change(self.label(), self.before, self.after)

    def went(self) -> None:
        """Somebody else has deleted what was to be deleted, so that there is nothing to be done."""
        self.warnings.append(f"{self.label()} was deleted by somebody else while this task ran.")
        self.action, self.found, self.path, self.before, self.after = KEEP, None, (), None, None

    @property
    def sets_flag(self) -> bool | None:
        """The flag that its object is given; None where it is left as it is."""
        flag: bool | None = (self.after or {}).get("active")
        return None if self.before and self.before.get("active") is flag else flag

    def leaves_flag(self, flag: bool | None, note: str | None) -> None:
        """Others have made something of the flag meanwhile, and it is left at that."""
        self.tell(note)
        self.after = {**(self.after or {}), "active": flag}
        if self.before:
            self.before = {**self.before, "active": flag}
        if self.action == CHANGE and not (self.values or self.moves or self.puts):
            self.action = KEEP

    def tell(self, note: str | None) -> None:
        """Warn of something about its object."""
        if note:
            self.warnings.append(f"{self.label()} {note}")

    def making(self, parent: PrtgObject) -> Making:
        """What makes its object below ``parent``."""
        wish = self.wish
        return Making(
            self.kind,
            wish.name or "",
            parent,
            self.template,
            wish.values.get("host"),
            wish.sensor_kind,
            {} if self.template is not None else {n: v for n, v in self.values.items() if n not in ("name", "host")},
        )


class Planner:
    """Makes the steps of a task's wishes."""

    def __init__(self, server: PrtgServer, part: ObjectsPart, wishes: t.Sequence[Wish], max_deletes: int) -> None:
        self._server = server
        self._part = part
        self._wishes = wishes
        self._max_deletes = max_deletes
        self.book = Book(server)
        self._several = len(wishes) > 1 or any(wish.number for wish in wishes)
        self._settled: dict[str, PrtgObject] = {}

    def plan(self) -> list[Step]:
        """A step for each wish; errors of the family before anything is written."""
        self._each(lambda wish: self._refuse_unable(wish, wish.kind))
        found = self._found()
        steps = self._each(lambda wish: self._begun(wish, found[wish.number]))
        self._find_places(steps)
        self._refuse_circles(steps)
        self._refuse_same(steps)
        self._find_templates([step for step in steps if step.action == CREATE])
        self._refuse_brought(steps)
        self._look_into(steps)
        for step in steps:
            if step.wish.active and not step.wish.absent:
                self._warn_of_silence(step)
        paths = _Paths(self.book, steps)
        for step in steps:
            if step.path and step.action != DELETE:
                step.becomes = paths.of(step)
        deleting = [step for step in steps if step.action == DELETE]
        self._judge_deletions(deleting)
        for step in deleting:
            self._refuse_inside(step, [one for one in steps if one.action != DELETE])
        return steps

    def _each(self, make: t.Callable[[Wish], t.Any]) -> list[t.Any]:
        made = []
        for wish in self._wishes:
            with self._about(wish):
                made.append(make(wish))
        return made

    def _about(self, wish: Wish) -> t.ContextManager[None]:
        return about(wish.number, {"id": wish.id, "name": wish.name}, self._several)

    def _refuse_unable(self, wish: Wish, kind: str | None, making: str | None = None) -> None:
        self._part.refuse(kind, wish.names(), making)
        self._part.refuse_values({**wish.values, **({} if wish.name is None else {"name": wish.name})})

    # What is there

    def _found(self) -> dict[int, PrtgObject | None]:
        """The object of each wish, by its number; of one that is found by name only if its parent is there."""
        named = [wish for wish in self._wishes if wish.id is None]
        self._gone = self._gone_already()
        self.book.by_ids(wish.id for wish in self._wishes if wish.id is not None and wish.id not in self._gone)
        found: dict[int, PrtgObject | None] = {
            wish.number: self.book.get(wish.id) for wish in self._wishes if wish.id is not None
        }
        self._parents_of(self._wishes)
        for kind in KINDS:
            here = [wish for wish in named if wish.kind == kind]
            self.book.below({above for wish in here if (above := self._above_id(wish))}, kind)
        for wish in named:
            above = self._above_id(wish)
            with self._about(wish):
                found[wish.number] = self.book.named(above, wish.kind or "", wish.name or "") if above else None
        return found

    def _above_id(self, wish: Wish) -> str | None:
        """The id of what a named object is right below, if that is there. API v2 does not list the root."""
        above = self._parents.get(wish.parent or "")
        return ROOT_ID if above is None and _is_at_root(wish) else above and above.id

    def _gone_already(self) -> frozenset[str]:
        """Of a few ids that shall be absent, those that are: to look for them would take whole tables."""
        ids = [wish.id for wish in self._wishes if wish.absent and wish.id is not None]
        return self._server.gone(ids) if 0 < len(ids) <= _ASKED_FIRST else frozenset()

    def _parents_of(self, wishes: t.Sequence[Wish]) -> None:
        """Know what the option parent of these wishes means, as far as it is there."""
        kinds: dict[str, set[str]] = {}
        for wish in wishes:
            if wish.parent is not None:
                possible = PARENT_KINDS[wish.kind] if wish.kind else ("probe", "group", "device")
                kinds.setdefault(wish.parent, set()).update(possible)
        self._parents = {given: one[0] for given, one in self.book.resolve(kinds, "parent").items() if one}

    def _begun(self, wish: Wish, found: PrtgObject | None) -> Step:
        """A step that knows its object, and whether that stays."""
        if found is None and wish.id is not None:
            return self._without(wish, wish.id)
        kind = found.kind if found else wish.kind or ""
        self._refuse_kind(wish, kind)
        step = Step(wish, found=found, kind=kind)
        if found is not None:
            if found.parent_id is not None:
                self.book.by_ids([found.parent_id])
                self.book.containers()
            step.path = self.book.path(found)
            step.action = DELETE if wish.absent else KEEP
            if wish.absent:
                self._refuse_another(wish, found)
            elif wish.name not in (None, found.name):
                refuse_new_name(wish.name or "")
        elif not wish.absent:
            step.action = CREATE
            refuse_new_name(wish.name or "")
            if kind not in CLONED:
                raise ConfigurationError(
                    f"there is no probe {quoted(wish.name)}, and probes are not made by this module",
                    hint="Nothing was changed. PRTG makes a probe when one connects and is approved.",
                )
        return step

    def _without(self, wish: Wish, object_id: str) -> Step:
        """Nothing to be deleted, if PRTG itself says so; all else needs an object."""
        if wish.absent:
            if object_id not in self._gone:
                guards.refuse_absent([one for one in [object_id] if one not in self._server.gone([one])])
            return Step(wish)
        if object_id == ROOT_ID:
            raise NotFound(f"PRTG's API {self._server.api} does not show the root", hint="Nothing was changed.")
        raise NotFound(
            f"PRTG has no object with the id {object_id}",
            hint="Nothing was changed. Objects are made with name, parent and kind, and PRTG gives them ids.",
        )

    def _refuse_another(self, wish: Wish, found: PrtgObject) -> None:
        """An id is that of another object if that is not called, or is not where, the task says."""
        above = self._parents.get(wish.parent or "")
        if wish.name not in (None, found.name):
            what = f"is called {quoted(found.name)}, not {quoted(wish.name)}"
        elif wish.parent is not None and (above is None or above.id != found.parent_id):
            what = f"is {found.label()}, and not right below {quoted(wish.parent)}"
        else:
            return
        raise Conflict(
            f"the object with the id {found.id} {what}",
            hint="Nothing was changed. Give the id alone if it is the object that shall be deleted.",
            details={"id": found.id},
        )

    def _refuse_kind(self, wish: Wish, kind: str) -> None:
        if wish.kind is not None and wish.kind != kind:
            raise ConfigurationError(f"the object with the id {wish.id} is a {kind}, not a {wish.kind}")
        refuse_foreign(wish, kind)
        self._refuse_unable(wish, kind)

    # Where it shall be

    def _find_places(self, steps: t.Sequence[Step]) -> None:
        """The parents of what is made or moved, or an error."""
        made: dict[str, int] = {}
        for number, step in enumerate(steps):
            wish = step.wish
            with self._about(wish):
                if wish.absent and (wish.id is not None or self._is_nowhere(step, made)):
                    continue
                if wish.parent is not None and step.action in (CREATE, KEEP) and not _is_at_root(wish):
                    step.place = self._place(wish.parent, made, steps)
                    self._refuse_place(step)
                if step.action == CREATE and step.place is not None:
                    step.path = (*step.place.path, wish.name or "")
                    made["/".join(step.path)] = number

    def _is_nowhere(self, step: Step, made: t.Container[str]) -> bool:
        """Whether an object is not there because what it would be below is not.

        Of an id PRTG has to say so itself. Of a path a warning tells, since a wrong one looks just the same.
        """
        given = step.wish.parent or ""
        number = str(int(given)) if is_number(given) else None
        if step.found is not None or given in self._parents or given.strip("/") in made or self.book.at(given):
            return False
        if number == ROOT_ID:
            return False
        if number is not None and number not in self._server.gone([number]):
            guards.refuse_absent([number])
        step.warnings.append(f"There is no {step.wish.label()}, as PRTG has nothing that parent names: {quoted(given)}")
        return True

    def _place(self, given: str, made: t.Mapping[str, int], steps: t.Sequence[Step]) -> Place:
        above = self._parents.get(given)
        maker = made.get(given.strip("/"))
        if above is None and maker is not None:
            above_it = t.cast(Place, steps[maker].place)
            return Place(steps[maker].path, None, steps[maker].kind, above_it.top, maker)
        above = above or the(self.book.at(given), given, "parent")
        return Place(self.book.path(above), above, above.kind, above)

    def _refuse_place(self, step: Step) -> None:
        """What cannot be below something, and what would be below itself."""
        place, found = t.cast(Place, step.place), step.found
        above = place.object
        if found is not None and found.kind == "probe":
            raise ConfigurationError("a probe has no other parent than the root", hint="Leave parent out.")
        is_root = above is not None and above.id == ROOT_ID
        if is_root or place.kind not in PARENT_KINDS[step.kind]:
            what = "the root" if is_root else f"{place.kind} {printable('/'.join(place.path))}"
            raise ConfigurationError(
                f"a {step.kind} cannot be below {what}",
                hint=f"Nothing was changed. It is below a {' or a '.join(PARENT_KINDS[step.kind])}.",
            )
        if found is None:
            return
        if above is None or found.parent_id != above.id:
            self._part.refuse(step.kind, (), "move")
        if self.book.is_below(place.top.id, found.id):
            what = above.label() if above is not None else printable("/".join(place.path))
            raise ConfigurationError(
                f"parent {what} is inside of the object itself, {found.label()}",
                hint="Nothing was changed.",
            )

    def _refuse_circles(self, steps: t.Sequence[Step]) -> None:
        """What would be below itself while several are moved: nothing says in which order that is done."""
        to = {step.found.id: step.place.top.id for step in steps if step.found is not None and step.place is not None}
        for step in steps:
            found, place = step.found, step.place
            if found is None or place is None:
                continue
            if found.id in self._above_at_any_time(place.top.id, to):
                with self._about(step.wish):
                    raise ConfigurationError(
                        f"parent {printable('/'.join(place.path))} comes to be inside of the object itself, "
                        f"{found.label()}, by what the same task moves",
                        hint="Nothing was changed. Move one after the other, in tasks of their own.",
                    )

    def _above_at_any_time(self, object_id: str, to: t.Mapping[str, str]) -> set[str]:
        """An object and what is above it now, or is while objects move ``to`` others."""
        found: set[str] = set()
        waiting = [object_id]
        while waiting:
            one = waiting.pop()
            known = self.book.get(one)
            above = [to.get(one), known.parent_id if known is not None else None]
            waiting.extend(other for other in above if other is not None and other not in found)
            found.add(one)
        return found

    def _refuse_same(self, steps: t.Sequence[Step]) -> None:
        """Two wishes for one object, by whatever they name it."""
        seen: dict[tuple[str, ...], int] = {}
        for step in steps:
            key = (step.found.id,) if step.found else (step.kind, *step.path)
            if step.found is None and step.action != CREATE:
                continue
            if key in seen:
                raise ConfigurationError(
                    f"objects[{seen[key]}] and objects[{step.wish.number}] are about the same object: {step.label()}",
                    hint="Nothing was changed. Make one entry of them.",
                )
            seen[key] = step.wish.number
            if step.wish.position is not None:
                self._refuse_same_position(step, seen)

    def _refuse_same_position(self, step: Step, seen: dict[tuple[str, ...], int]) -> None:
        """Two at one end of the same place: the second run would put the first one there again."""
        place = ("position", str(step.wish.position), str(step.kind == "sensor"), *step.path[:-1])
        if place in seen:
            raise ConfigurationError(
                f"objects[{seen[place]}] and objects[{step.wish.number}] cannot both be at the {step.wish.position}",
                hint="Nothing was changed.",
            )
        seen[place] = step.wish.number

    # What it is made of

    def _find_templates(self, steps: t.Sequence[Step]) -> None:
        kinds: dict[str, set[str]] = {}
        for step in steps:
            with self._about(step.wish):
                self._refuse_incomplete(step)
            if step.wish.template is not None:
                kinds.setdefault(step.wish.template, set()).add(step.kind)
        found = self.book.resolve(kinds, "clone_from")
        for step in steps:
            given = step.wish.template
            if given is not None:
                with self._about(step.wish):
                    step.template = self._template(step, given, found[given])

    def _refuse_incomplete(self, step: Step) -> None:
        wish, making = step.wish, "copy" if step.wish.template is not None else "new"
        self._part.refuse(step.kind, wish.names(), making)
        if step.kind == "device" and "host" not in wish.values:
            raise ConfigurationError(
                f"there is no device {quoted(wish.name)} yet, and to make one takes its host",
                hint="Nothing was changed. Give host: without it, a copy would monitor the host of its template.",
            )
        if step.kind == "sensor" and making == "new" and wish.sensor_kind is None:
            raise ConfigurationError(
                f"there is no sensor {quoted(wish.name)} yet, and to make one takes clone_from or sensor_kind",
                hint="Nothing was changed.",
            )

    def _template(self, step: Step, given: str, found: t.Sequence[PrtgObject]) -> PrtgObject:
        template = the(found or self.book.at(given), given, "clone_from")
        if template.kind != step.kind or template.id == ROOT_ID:
            what = "the root" if template.id == ROOT_ID else f"a {template.kind}"
            raise ConfigurationError(
                f"clone_from names {what}, and {step.wish.label()} is to be a {step.kind}",
                hint="Nothing was changed. A template is of the kind of its copies.",
            )
        if step.wish.active is not None:
            _refuse_unknown_flag(template)
        place = t.cast(Place, step.place)
        self.book.containers()
        if self.book.is_below(place.top.id, template.id):
            raise ConfigurationError(
                f"parent {printable('/'.join(place.path))} is inside of the template {template.label()}",
                hint="Nothing was changed. A copy inside of what is copied has no end.",
            )
        return template

    def _refuse_brought(self, steps: t.Sequence[Step]) -> None:
        """What comes along with its parent, a copy that another step makes: to make it as well would make two."""
        makers = {step: steps[step.place.maker] for step in steps if step.place and step.place.maker is not None}
        for step, maker in makers.items():
            if step.action != CREATE or maker.template is None:
                continue
            self.book.below([maker.template.id], step.kind)
            if any(one.name == step.wish.name for one in self.book.children(maker.template.id, step.kind)):
                with self._about(step.wish):
                    raise ConfigurationError(
                        f"{step.label()} comes along with its parent, which is a copy of {maker.template.label()}",
                        hint="Nothing was changed. Make the parent in a task of its own before this one: then the "
                        "entry is about what came along.",
                    )

    # What differs

    def _look_into(self, steps: t.Sequence[Step]) -> None:
        """What is managed of the objects: what they have, and what they shall have."""
        kept = [step for step in steps if step.action == KEEP and step.found is not None]
        self._settle_messages(kept)
        for step, has in zip(kept, in_parallel(self._told, kept, AT_ONCE)):
            with self._about(step.wish):
                self._compare(step, has)
        copies = [step for step in steps if step.template is not None]
        templates = {step.template.id: step.template for step in copies if step.template is not None}
        names = {one: sorted({name for step in copies for name in _of_template(step, one)}) for one in templates}
        asked = [one for one in templates if names[one]]
        told = dict(zip(asked, in_parallel(lambda one: self._part.read(templates[one], names[one]), asked, AT_ONCE)))
        for step in steps:
            if step.action == CREATE:
                self._refuse_unplaceable(step)
                has = told.get(step.template.id, {}) if step.template else {}
                self._liken(step, has)
                self._compose(step, has.get("tags", []))

    def _refuse_unplaceable(self, step: Step) -> None:
        """An error for a position of something new where this server tells none, before it is made."""
        if step.wish.position is not None:
            with self._about(step.wish):
                self._part.beside(step.template or t.cast(Place, step.place).top)

    def _liken(self, step: Step, has: t.Mapping[str, t.Any]) -> None:
        """What a copy has as its template does, by what that ``has``; an error for settings that it does not have.

        Tags are no part of it: those of many objects are proven by their records, which cannot tell whether one that
        is inherited is an own one as well.
        """
        with self._about(step.wish):
            for name in _of_template(step, step.template.id) if step.template else ():
                known = self._known(step, has, name)
                if name != "tags":
                    step.like[name] = known

    def _told(self, step: Step) -> dict[str, t.Any]:
        """What PRTG tells of an object beside its record, as far as the wish is about it; ``position`` as a place."""
        found = t.cast(PrtgObject, step.found)
        names = names_to_read(step.wish)
        with self._about(step.wish):
            has = self._part.read(found, names) if names else {}
            if step.wish.position is not None:
                has["position"] = self._part.beside(found)
        return has

    def _compare(self, step: Step, has: dict[str, t.Any]) -> None:
        """Fill in what an object has and shall have of all that is wanted."""
        wish, found = step.wish, t.cast(PrtgObject, step.found)
        before: dict[str, t.Any] = {}
        after: dict[str, t.Any] = {}
        if wish.id is not None and wish.name is not None:
            before["name"], after["name"] = found.name, wish.name
        for name, value in wish.values.items():
            if name in wish.secret:
                if wish.always:
                    before[name], after[name] = Masked("before"), Masked(f"after {value}")
                continue
            before[name] = recorded(found, name) if is_recorded(name) else self._known(step, has, name)
            wanted = combined(wish, has.get("tags", [])) if name == "tags" else value
            after[name] = before[name] if same(compared(name, wanted), before[name]) else wanted
        if wish.active is not None:
            self._compare_flag(step, before, after)
        if wish.position is not None:
            before["position"], after["position"] = _position(found, has["position"], wish.position), wish.position
        if wish.id is not None and step.place is not None:
            before["parent"], after["parent"] = "/".join(self._above(found)), "/".join(step.place.path)
            step.moves = step.place.object is None or step.place.object.id != found.parent_id
            if not step.moves:
                after["parent"] = before["parent"]
        self._settle(step, before, after)

    def _settle(self, step: Step, before: dict[str, t.Any], after: dict[str, t.Any]) -> None:
        differing = [name for name in after if before[name] != after[name]]
        step.before = {name: _shown(name, value, after[name]) for name, value in before.items()}
        step.after = {name: _shown(name, value, before[name]) for name, value in after.items()}
        wish = step.wish
        step.values = {name: wish.values[name] for name in differing if name in wish.values and name != "tags"}
        if "tags" in differing:
            step.values["tags"] = after["tags"]
        if "name" in differing:
            step.values["name"] = after["name"]
        step.puts = wish.position is not None and ("position" in differing or step.moves)
        if differing or step.moves:
            step.action = CHANGE
        if step.moves:
            step.path = (*t.cast(Place, step.place).path, after.get("name", step.path[-1]))

    def _above(self, found: PrtgObject) -> tuple[str, ...]:
        return self.book.path(found)[:-1]

    def _known(self, step: Step, has: t.Mapping[str, t.Any], name: str) -> t.Any:
        if name not in has:
            section = name[len(INHERIT) :] if name.startswith(INHERIT) else None
            what = f"whether {section} is inherited" if section else f"the setting {name.replace(SETTING, '', 1)}"
            raise ConfigurationError(
                f"PRTG does not tell {what} of {step.label()}",
                hint="Nothing was changed. Look for the name in PRTG: each API has its own names, and each kind its "
                "own settings.",
            )
        return has[name]

    def _compare_flag(self, step: Step, before: dict[str, t.Any], after: dict[str, t.Any]) -> None:
        found = t.cast(PrtgObject, step.found)
        found = self._settled.get(found.id, found)
        decision = decided(found, bool(step.wish.active), self._server.now())
        before["active"], after["active"] = found.active, decision.flag
        step.tell(decision.note)

    def _warn_of_silence(self, step: Step) -> None:
        """Why an object is not monitored though its own flag lets it be, as far as it and its parent show."""
        found, place = step.found, step.place
        above = place.object if place is not None else self.book.get(found.parent_id if found else None)
        own = paused_by(found.status, True) if found is not None and found.active else None
        if own in _CAUSES:
            why = f"PRTG shows that it is paused by {_CAUSES[own]}"
        elif above is not None and paused_by(above.status, above.active) in ("user", "parent", *_CAUSES):
            path = printable("/".join(self.book.path(above)))
            why = f"PRTG shows that {above.kind} {path} above it is paused"
        else:
            return
        step.warnings.append(f"{step.label()} is active by itself and stays silent: {why}.")

    def _settle_messages(self, steps: t.Sequence[Step]) -> None:
        """Know the messages of what is to be resumed, which may come later than the flag: who holds a pause stands
        there alone."""
        resumed = []
        for step in steps:
            if step.wish.active is not None:
                with self._about(step.wish):
                    _refuse_unknown_flag(t.cast(PrtgObject, step.found))
            if step.wish.active and step.found is not None and step.found.active is False:
                resumed.append(step.found)
        if resumed:
            # delayed, since few tasks resume what is paused
            from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import settled

            self._settled = {found.id: found for found in settled(self._server, resumed)}

    def _compose(self, step: Step, tags: t.Sequence[str]) -> None:
        """What a new object is told to have."""
        wish = step.wish
        above = "/".join(t.cast(Place, step.place).path)
        step.values = dict(wish.values)
        if "tags" in wish.values:
            step.values["tags"] = combined(wish, tags)
        shown = {
            name: Masked(str(value)) if name in wish.secret else _shown(name, value)
            for name, value in step.values.items()
        }
        made = {"clone_from": "/".join(self.book.path(step.template))} if step.template else {}
        if wish.sensor_kind is not None:
            made["sensor_kind"] = wish.sensor_kind
        more = {
            name: value for name, value in (("active", wish.active), ("position", wish.position)) if value is not None
        }
        step.after = {"name": wish.name, "kind": step.kind, "parent": above, **made, **shown, **more}
        step.puts = wish.position is not None

    # What goes

    def _refuse_inside(self, goes: Step, others: t.Sequence[Step]) -> None:
        """``ConfigurationError`` for other wishes about what goes along with an object that is deleted."""
        top = t.cast(PrtgObject, goes.found)
        inside = {top.id, *(one.id for one in self.book.everything_below(top))}
        for step in others:
            at = step.place.top if step.place and (step.moves or step.action == CREATE) else step.found
            if at is not None and at.id in inside:
                with self._about(step.wish):
                    raise ConfigurationError(
                        f"{step.label()} would be deleted along with {goes.label()}, which the same task deletes",
                        hint="Nothing was changed. Leave out one of the two, or move what shall stay elsewhere.",
                    )

    def _judge_deletions(self, steps: t.Sequence[Step]) -> None:
        """``SelectionRefused`` for more than the task allows; the diff tells of what lies below."""
        if len(steps) > self._max_deletes:
            raise SelectionRefused(
                f"{counted(len(steps), 'object')} would be deleted and max_deletes is {self._max_deletes}: "
                f"{some([step.label() for step in steps])}",
                hint="Nothing was changed. Raise max_deletes if you mean all of them.",
                details={"matched": len(steps)},
            )
        tops = [t.cast(PrtgObject, step.found) for step in steps]
        for step, top in zip(steps, tops):
            self.book.look_below(top)
            below = self.book.everything_below(top)
            counts = {f"{kind}s": sum(one.kind == kind for one in below) for kind in ("group", "device", "sensor")}
            named = ["/".join(self.book.path(one)) for one in below[:_NAMED_BELOW]]
            step.before = {
                "id": top.id,
                "name": top.name,
                "kind": top.kind,
                "parent": "/".join(self._above(top)),
                "below": {kind: number for kind, number in counts.items() if number},
                "objects_below": named + ([f"and {len(below) - len(named)} more"] if len(below) > len(named) else []),
            }


class _Paths:
    """Where everything is in the end, with all that a task renames and moves."""

    def __init__(self, book: Book, steps: t.Sequence[Step]) -> None:
        self._book = book
        self._steps = steps
        self._others = {
            step.found.id: step
            for step in steps
            if step.found is not None and step.action == CHANGE and (step.moves or "name" in step.values)
        }

    def of(self, step: Step) -> tuple[str, ...]:
        """The path that the object of a step has then."""
        name = step.values.get("name", step.path[-1])
        if step.found is not None and not step.moves:
            above = self._book.get(step.found.parent_id)
            # names above it are known even where what has them is not shown to the account
            return (*(step.path[:-1] if above is None else self._below(above)), name)
        place = t.cast(Place, step.place)
        return (*(self._below(place.object) if place.maker is None else self.of(self._steps[place.maker])), name)

    def _below(self, one: PrtgObject | None) -> tuple[str, ...]:
        """The path of what something is right below."""
        if one is None or one.id == ROOT_ID:
            return ()
        if one.id in self._others:
            return self.of(self._others[one.id])
        if any(self._book.is_below(one.id, other) for other in self._others):
            return (*self._below(self._book.get(one.parent_id)), one.name)
        return self._book.path(one)


def _is_at_root(wish: Wish) -> bool:
    """Whether a wish is about a probe, and names the root as what it is below."""
    return wish.kind == "probe" and wish.parent is not None and is_number(wish.parent) and int(wish.parent) == 0


def refuse_new_name(name: str) -> None:
    """``ConfigurationError`` for a name that PRTG may not keep (unverified): the next run would not find the object."""
    if name != name.strip():
        what = "begins or ends with a blank"
    elif any(unicodedata.category(one) in _NO_TEXT for one in name):
        what = "holds a line end or another control character"
    else:
        return
    raise ConfigurationError(
        f"name is {quoted(name)}, which {what}",
        hint="Nothing was changed. Objects that have such a name already are found by it, but none is given one.",
    )


def _of_template(step: Step, template_id: str) -> list[str]:
    """The names of a wish that its template tells about: all that PRTG may not tell, and tags that others join."""
    if step.template is None or step.template.id != template_id:
        return []
    adds = step.wish.tags_mode != "replace"
    return [
        name
        for name in names_to_read(step.wish)
        if name not in PROPERTIES or PROPERTIES[name].section or (name == "tags" and adds)
    ]


def _refuse_unknown_flag(found: PrtgObject) -> None:
    if found.active is None:
        raise UnexpectedAnswer(
            f"the server does not tell whether {found.label()} is paused itself", hint="Leave active out."
        )


def names_to_read(wish: Wish) -> list[str]:
    """The names of a wish that no record tells."""
    return [name for name in wish.values if not is_recorded(name) and name not in wish.secret]


def combined(wish: Wish, own: t.Sequence[str]) -> list[str]:
    """The tags that an object shall have which has ``own`` by now."""
    given = set(wish.values["tags"])
    if wish.tags_mode == "append":
        return sorted(given.union(own))
    return sorted(set(own) - given) if wish.tags_mode == "remove" else sorted(given)


def compared(name: str, value: t.Any) -> t.Any:
    """A value in the form that PRTG tells it in: settings are texts or lists of them, truth values 1 and 0."""
    if not name.startswith(SETTING):
        return value
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(int(value)) if isinstance(value, bool) else str(value)


def _shown(name: str, value: t.Any, other: t.Any = "") -> t.Any:
    """A value as the diff shows it: not at all where a setting, or the ``other`` one, has a secret in an address."""
    if not name.startswith(SETTING) or not any(secrets_in_addresses(f"{value} {other}")):
        return value
    return Masked(str(value))


def _position(found: PrtgObject, beside: t.Sequence[str], wanted: str) -> str:
    """Where an object is among those beside it: at the end that is wanted, or at which place."""
    ends = {"top": beside[:1], "bottom": beside[-1:]}
    if ends[wanted] == [found.id]:
        return wanted
    place = beside.index(found.id) + 1 if found.id in beside else "?"
    return f"{place} of {len(beside)}"


def is_at(found: PrtgObject, beside: t.Sequence[str], wanted: str) -> bool:
    """Whether an object is at the wanted end of those beside it."""
    return _position(found, beside, wanted) == wanted
