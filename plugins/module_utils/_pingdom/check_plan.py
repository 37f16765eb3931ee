# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a set of checks comes to: a step for each entry, and for each check that the set owns and no longer has.

Whatever can be known to be wrong is an error here, where nothing has been written.
"""

from __future__ import annotations

import collections
import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    MonitoringError,
    PermissionDenied,
    SelectionRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks_at_once import (
    LIST_QUERY,
    ChecksAtOnce,
    details,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import find
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Found, Key, Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous, tags_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recipients import of_awaited
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, quoted, some


class Owner(t.NamedTuple):
    """By what a check belongs to the set: a tag, or the begin of its name; by neither, none does."""

    tag: str | None
    prefix: str | None

    def owns(self, row: Row) -> bool:
        """Whether a check belongs to the set, by its row of the list or its detail."""
        if self.tag:
            return self.tag in tags_of(row, "u")
        return bool(self.prefix) and str(row.get("name") or "").startswith(self.prefix or "")

    @property
    def description(self) -> str:
        """How its checks are told, for messages."""
        return f"the tag {self.tag!r}" if self.tag else f"a name that begins with {self.prefix!r}"


class Rules(t.NamedTuple):
    """What a set may do besides creating and changing what it lists."""

    owner: Owner
    prune: bool
    adopt: bool
    max_deletes: int


class PlanStep(t.NamedTuple):
    """What is done about one check: ``action`` for the ``reasons``, and what a diff shows of it.

    ``task`` is the entry as it is carried out, and ``found`` the check, None if there is none. ``writes`` says that
    something is sent, be it without a change; ``recreates`` that the check is replaced. ``awaited`` is whom the entry
    names and check mode does not know yet.
    """

    action: str
    name: str | None
    task: Task
    found: Found | None
    reasons: tuple[str, ...] = ()
    change: Change | None = None
    writes: bool = False
    recreates: bool = False
    warnings: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()

    @property
    def removes(self) -> bool:
        """Whether the check that is there goes; it is read anew just before, since it may be another's by then."""
        return self.action == "delete" or self.recreates

    @property
    def makes_own(self) -> bool:
        """Whether the set has a check by it that was not its own, or not there."""
        return self.action in ("create", "adopt") or self.recreates

    def shown(self) -> Row:
        """The step in results. A check that is created has no id, in check mode or without."""
        check_id = self.found.id if self.found else None
        return {"action": self.action, "name": self.name, "id": check_id, "reasons": [*self.reasons]}


@contextlib.contextmanager
def about(number: int, task_or_params: t.Any) -> t.Iterator[None]:
    """Every error in here tells which entry it is about."""
    try:
        yield
    except MonitoringError as error:
        error.message = f"checks[{number}]{_called(task_or_params)}: {error.message}"
        raise


def _called(entry: t.Any) -> str:
    if isinstance(entry, Task):
        key = entry.key
    else:  # an id of 0 is what is left of one that is empty
        key = Key(entry.get("id") or None, entry.get("name"), entry.get("identity_tag"))
    return f", {key.description}" if any(key) else ""


def refuse_repeated(tasks: t.Sequence[Task]) -> None:
    """``ConfigurationError`` for two entries that mean, or make, the same check: before anything is sent."""
    for what in ("id", "tag"):
        repeated = _repeated(getattr(task.key, what) for task in tasks)
        if repeated:
            raise ConfigurationError(f"several entries of checks have the {_WORDS[what]} {some(repeated)}")
    names = collections.Counter(task.key.name for task in tasks)
    vague = {task.key.name for task in tasks if task.key.id is None and task.key.tag is None}
    repeated = [quoted(name) for name, times in names.items() if name and times > 1 and name in vague]
    if repeated:
        raise ConfigurationError(
            f"several entries of checks have the name {some(repeated)}",
            hint="Leave out all but one, or say with id, or identity_tag, which check each of them means.",
        )


_WORDS = {"id": "id", "tag": "identity_tag"}


def _repeated(values: t.Iterable[t.Any]) -> list[str]:
    return [str(one) for one, times in collections.Counter(values).items() if one is not None and times > 1]


class Planner:
    """The plan for some ``tasks``, which are the entries of a set in their order; ``warnings`` are for its result."""

    def __init__(self, api: PingdomApi, many: ChecksAtOnce, rules: Rules, tasks: t.Sequence[Task]) -> None:
        self._api = api
        self._many = many
        self._rules = rules
        self._tasks = [*tasks]
        self.warnings: list[str] = []
        self._every: list[Row] = []
        self._by_id: dict[t.Any, list[Row]] = {}
        self._by_name: dict[t.Any, list[Row]] = {}
        self._by_tag: dict[str, list[Row]] = {}

    def plan(self) -> list[PlanStep]:
        """The steps: those of the entries, then the checks that go."""
        with self._api.recent.held():
            self._every = self._many.rows(self._api, query=LIST_QUERY)
            self._by_id, self._by_name = (_grouped(self._every, member) for member in ("id", "name"))
            if any(task.key.tag for task in self._tasks):
                self._by_tag = _tagged(self._every)
            rows = self._rows()
            self._refuse_a_shared_owner(rows)
            gone = self._pruned(rows)
            self._warn_of_namesakes(rows, gone)
            self._refuse_too_many_deletions([*self._told_to_go(rows), *gone])
            plan = self._looked_into(rows, self._kept(rows), gone)
        self._refuse_without_room(plan)
        self._api.budget.afford(*_cost(plan))
        return plan

    def _looked_into(
        self, rows: t.Sequence[Row | None], steps: dict[int, PlanStep], gone: t.Sequence[Row]
    ) -> list[PlanStep]:
        """All steps, where some are known by the list: the others take details, and so does what goes."""
        unknown = [number for number in range(len(self._tasks)) if number not in steps]
        asked = [(row["id"], self._tasks[number]) for number in unknown if (row := rows[number])]
        doomed = [(row["id"], Task(Key(row["id"], None), {}, {"state": "absent"}, check_mode=False)) for row in gone]
        found = iter(details(self._api, self._many, [*asked, *doomed]))
        for number in unknown:
            row = rows[number]
            with about(number, self._tasks[number]):
                steps[number] = self._step(self._tasks[number], row, next(found) if row else None)
        ends = [self._end(task, detail) for (_id, task), detail in zip(doomed, found) if detail]
        return [*(steps[number] for number in range(len(self._tasks))), *ends]

    # Which check is meant

    def _rows(self) -> list[Row | None]:
        """The row of each entry, None for one that does not exist."""
        found = []
        for number, task in enumerate(self._tasks):
            with about(number, task):
                found.append(self._row(task))
        several = _repeated(row and row["id"] for row in found)
        if several:
            raise ConfigurationError(f"several entries of checks mean the check with the id {some(several)}")
        return found

    def _row(self, task: Task) -> Row | None:
        key = task.key
        rows = self._rows_of(key)
        if len(rows) > 1:
            raise ambiguous(f"checks {key.description}", sorted(row["id"] for row in rows))
        if not rows and key.id is not None and not task.is_absent:
            raise self._many.unknown_id(task)
        row = rows[0] if rows else None
        self._refuse_to_adopt_without_a_name(task, row)
        return row

    def _refuse_to_adopt_without_a_name(self, task: Task, row: Row | None) -> None:
        """``ConfigurationError`` for a check that shall become the set's, but by whose name nobody would know it."""
        prefix, adopts = self._rules.owner.prefix, self._rules.adopt and not task.is_absent
        if prefix and adopts and task.key.name is None and row and not self._rules.owner.owns(row):
            raise ConfigurationError(
                f"to be adopted its check needs a name that begins with {quoted(prefix)}, and has the name "
                f"{quoted(row.get('name'))}",
                hint="Nothing was written. Give the entry such a name, which the check gets then, or leave out adopt.",
            )

    def _rows_of(self, key: Key) -> t.Sequence[Row]:
        if key.tag:
            return self._by_tag.get(key.tag, ())
        return self._by_name.get(key.name, ()) if key.id is None else self._by_id.get(key.id, ())

    def _refuse_a_shared_owner(self, rows: t.Sequence[Row | None]) -> None:
        """Whose the checks are that have the owner's mark, nobody can tell if no check of the set has it.

        Unless the set has made them itself within the last minute.
        """
        owner = self._rules.owner
        if owner.tag and any(owner.tag in tags_of(row, "a") for row in self._every):
            raise SelectionRefused(
                f"the tag {owner.tag!r} is one that Pingdom makes itself, and cannot say which checks are the set's",
                hint="Nothing was written. Choose an owner_tag that nothing else has.",
            )
        ours = {row["id"] for row in rows if row}
        marked = [row for row in self._every if owner.owns(row)]
        if not self._tasks or any(row["id"] in ours for row in marked):
            return
        made = self._api.recent.owned_by(owner.description)
        theirs = [row for row in marked if self._many.at(row["id"]) not in made]
        if not theirs:
            return
        text = f"{owner.description} is what other checks have, and none of those in checks: {some(_told(theirs))}"
        if not (self._rules.prune or any(map(self._gets_the_mark, self._tasks, rows))):
            self.warnings.append(f"{text}. With prune, or where a check would get it as well, this is an error.")
            return
        option = "owner_tag" if owner.tag else "name_prefix"
        raise SelectionRefused(
            text,
            hint="Nothing was written: others may use it, and prune would delete their checks then. Choose another "
            f"{option}. If these are checks of the set, list one of them in checks, with state absent if it shall go.",
            details={"matched": len(theirs), "ids": [row["id"] for row in theirs]},
        )

    def _gets_the_mark(self, task: Task, row: Row | None) -> bool:
        """Whether the check of an entry, which has not the owner's mark, has it afterwards."""
        owner = self._rules.owner
        if task.is_absent:
            return False
        if owner.tag:
            return owner.tag in self._owned(task, row)[0].given.get("tags", ())
        return owner.owns({"name": task.key.name})

    def _told_to_go(self, rows: t.Sequence[Row | None]) -> list[Row]:
        """The rows of the checks that entries delete."""
        return [row for task, row in zip(self._tasks, rows) if row and task.is_absent and not self._many.stays(task)]

    def _pruned(self, rows: t.Sequence[Row | None]) -> list[Row]:
        if not self._rules.prune:
            return []
        ours = {row["id"] for row in rows if row}
        gone = [row for row in self._every if self._rules.owner.owns(row) and row["id"] not in ours]
        return sorted(gone, key=lambda row: (str(row.get("name")), row["id"]))

    def _warn_of_namesakes(self, rows: t.Sequence[Row | None], gone: t.Sequence[Row]) -> None:
        """Tell of each entry by which a check gets a name that another one has, unless that goes, or is meant to be so.

        It is meant where entries by an id or a tag give both the name.
        """
        named = [
            (number, task, row)
            for number, (task, row) in enumerate(zip(self._tasks, rows))
            if not task.is_absent and task.key.name and (task.key.id is not None or task.key.tag)
        ]
        fine = {row["id"] for row in (*(row for _number, _task, row in named), *self._told_to_go(rows), *gone) if row}
        for number, task, row in named:
            name = task.key.name
            if row and row.get("name") == name:
                continue
            others = sorted(other["id"] for other in self._by_name.get(name, ()) if other["id"] not in fine)
            if others:
                has = f"check {others[0]} has" if len(others) == 1 else f"checks {some([*map(str, others)])} have"
                self.warnings.append(
                    f"checks[{number}]{_called(task)}: it gets the name {quoted(name)}, which {has} as well. Entries "
                    "and tasks that say this name alone will be refused, since it is ambiguous."
                )

    # What is done about it

    def _kept(self, rows: t.Sequence[Row | None]) -> dict[int, PlanStep]:
        """The steps of those entries of which the list shows that there is nothing to do."""
        steps = {}
        for number, (task, row) in enumerate(zip(self._tasks, rows)):
            with about(number, task):
                if row is None and task.is_absent:
                    steps[number] = PlanStep("keep", task.key.name, task, None)
                if row is None or (task.is_absent and not self._many.stays(task)):
                    continue
                owned, adopted = self._owned(task, row)
                listed = self._many.listed(self._api, row, owned)
                if not adopted and self._many.suffices(self._api, owned, listed):
                    steps[number] = PlanStep("keep", row.get("name"), owned, listed)
        return steps

    def _owned(self, task: Task, row: Row | None) -> tuple[Task, bool]:
        """The entry with the owner's tag, if the check gets or keeps it, and whether it is adopted.

        A check that is made gets it, in place of one of another type as well.
        """
        owner = self._rules.owner
        if task.is_absent:
            return task, False
        adopts = row is not None and not owner.owns(row) and self._rules.adopt
        if not owner.tag:
            return task, adopts and owner.owns({"name": task.key.name})
        is_made = row is None or task.params.get("type") not in (None, row.get("type"))
        if not (is_made or adopts or owner.owns(t.cast(Row, row))):
            return task, False
        if "tags" in task.given or row is None:
            tags = sorted({*task.given.get("tags", ()), owner.tag})
            return task._replace(given={**task.given, "tags": tags}), adopts
        if owner.owns(row):
            return task, False
        given, params = {**task.given, "tags": [owner.tag]}, {**task.params, "append_tags": True}
        return task._replace(given=given, params=params), adopts

    def _step(self, task: Task, row: Row | None, found: Found | None) -> PlanStep:
        """The step of an entry, of which the detail was read if the list has it."""
        is_open = row is None and self._api.recent.is_open(self._many.claim(task.key))
        if is_open or (row and found is None) or (found and found.unclear):
            # an earlier task leaves it open, or the list and the detail contradict each other
            found = find(self._api.apart(), self._many, task)
        if found is None:
            return PlanStep("keep", task.key.name, task, None) if task.is_absent else self._creation(task)
        if task.is_absent and not self._many.stays(task):
            return self._deletion(task, found, "state is absent")
        owned, adopts = self._owned(task, row_of(found))
        return self._changed(owned, found, adopts)

    def _creation(self, task: Task) -> PlanStep:
        if task.key.id is not None:
            raise self._many.unknown_id(task)
        task, _adopts = self._owned(task, None)
        resolved = self._many.resolved(self._api, task, None)
        missing = self._many.missing(resolved)
        if missing:
            raise ConfigurationError(self._many.impossible(resolved, missing), details={"missing": missing})
        wanted = self._many.new(self._api, resolved)
        reason = f"there is no check {task.key.description}"
        change = self._many.change_of(None, wanted)
        return PlanStep("create", wanted["name"], task, None, (reason,), change, writes=True, awaited=resolved.awaited)

    def _changed(self, task: Task, found: Found, adopts: bool) -> PlanStep:
        """The step of an entry whose check is there, with all its options."""
        resolved = self._many.resolved(self._api, task, found)
        awaited = resolved.awaited
        replaced = self._many.replaced(self._api, resolved._replace(check_mode=True), found)
        if replaced:
            name = replaced.values["check"]["name"]
            notes = tuple(replaced.warnings)
            return PlanStep("change", name, task, found, ("type",), replaced.changes[0], True, True, notes, awaited)
        written = self._many.change(self._api, resolved, found)
        counted = t.cast(Found, written.before).state  # a pause that a window hides is none
        change = self._many.change_of(counted, written.wanted)
        differing = checks.schema_for(counted).differing(counted, written.wanted)
        reasons = tuple(dict.fromkeys((*differing, *of_awaited(awaited))))
        action = ("adopt" if adopts else "change") if reasons else "keep"
        notes = (*written.warnings, *self._many.notes(found, written.wanted, None))
        name = written.wanted["name"]
        writes = bool(written.body or awaited)
        return PlanStep(action, name, task, found, reasons, change if reasons else None, writes, False, notes, awaited)

    def _deletion(self, task: Task, found: Found, reason: str) -> PlanStep:
        name = found.state["name"]
        return PlanStep("delete", name, task, found, (reason,), self._many.change_of(found.state, None), writes=True)

    def _end(self, task: Task, found: Found) -> PlanStep:
        """The step of a check that the set no longer has. Its detail has to agree that it is the set's."""
        owner = self._rules.owner
        if not owner.owns(row_of(found)):
            raise UnexpectedAnswer(
                f"Pingdom lists check {found.id} with {owner.description}, and shows it by its id without that",
                hint="Nothing was written. Somebody has just changed it. Run the task again in a minute.",
            )
        return self._deletion(task, found, f"it has {owner.description} and is not in checks")

    # What goes too far

    def _refuse_too_many_deletions(self, gone: t.Sequence[Row]) -> None:
        most = self._rules.max_deletes
        if len(gone) > most:
            raise SelectionRefused(
                f"{counted(len(gone), 'check')} would be deleted, and max_deletes is {most}: {some(_told(gone))}",
                hint="Nothing was written. Their history would be lost. If all of them shall go, raise max_deletes.",
                details={"matched": len(gone), "ids": [row["id"] for row in gone]},
            )

    def _refuse_without_room(self, plan: t.Sequence[PlanStep]) -> None:
        """A replacement needs room for one check, since the new one is made first."""
        creations = sum(step.action == "create" for step in plan)
        needed = creations + any(step.recreates for step in plan)
        if not needed:
            return
        try:
            reply = self._api.get("/credits")
        except PermissionDenied as error:
            error.hint = (
                "Nothing was written. A set that creates checks asks first whether the account has room for them. Use "
                "credentials that may read that, or create the checks with pingdom_check, which does not ask."
            )
            raise
        told = reply.content.get("credits")
        free = told.get("availablechecks") if isinstance(told, dict) else None
        if not isinstance(free, int) or isinstance(free, bool):
            raise reply.unexpected("the answer does not tell for how many checks there is room (availablechecks)")
        if free < needed:
            raise Conflict(
                f"the set needs room for {counted(needed, 'more check')}, and the account has room for {max(free, 0)}",
                hint="Nothing was written. Delete checks, or extend the plan. What a set deletes makes no room, as it "
                "is deleted last.",
                details={"needed": needed, "available": free},
            )


def row_of(found: Found) -> Row:
    """A row of the list for a check as it is by now."""
    return {"id": found.id, **{member: found.state[member] for member in ("name", "type", "tags")}}


def _grouped(rows: t.Iterable[Row], member: str) -> dict[t.Any, list[Row]]:
    """Rows by what they have as ``member``, as far as that is a number or text."""
    found: dict[t.Any, list[Row]] = {}
    for row in rows:
        if isinstance(row.get(member), (int, str)):
            found.setdefault(row[member], []).append(row)
    return found


def _tagged(rows: t.Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by each of the tags that users gave them."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        for tag in tags_of(row, "u"):
            found.setdefault(tag, []).append(row)
    return found


def _cost(plan: t.Sequence[PlanStep]) -> tuple[int, str]:
    """How many requests a plan takes at most, and what for: a creation is sent, looked for in the list, read back.

    What goes is read once more.
    """
    writing = [step for step in plan if step.writes]
    requests = sum(6 if step.recreates else _REQUESTS[step.action] for step in writing)
    return requests, f"writing {counted(len(writing), 'check')}"


_REQUESTS = {"create": 3, "change": 2, "adopt": 2, "keep": 2, "delete": 2}


def _told(rows: t.Sequence[Row]) -> list[str]:
    return [f"{row.get('name')!r} ({row['id']})" for row in rows]
