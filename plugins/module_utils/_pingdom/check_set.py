# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""A set of checks: the plan is made before anything is written, and then carried out as far as that goes."""

from __future__ import annotations

import itertools
import os
import traceback
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AmbiguousName,
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    MonitoringError,
    NotFound,
    PermissionDenied,
    RateLimited,
    RequestRefused,
    ServerFault,
    StateNotReached,
    UnexpectedAnswer,
    may_be_done,
    never_left,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import UNKNOWN, Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import at_rest, undisturbed
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import WRITES_AT_A_TIME
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import refuse_unusable_tag
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_plan import (
    Owner,
    Planner,
    PlanStep,
    Rules,
    about,
    refuse_repeated,
    row_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks_at_once import ChecksAtOnce
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import UNKNOWN_CAUSE, Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.ensure import absent, find, present
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Found, Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted, listed, quoted

#: Failures that concern one check alone. After any other, the next request would fail just the same.
_OF_ONE_CHECK = (AmbiguousName, ConfigurationError, Conflict, NotFound, RequestRefused, StateNotReached)

#: Failures that another run meets again unless somebody does what their own hints say.
_LASTING = (AuthenticationFailed, PermissionDenied, RateLimited)
#: After how many faults of the server in a row nothing more is begun; it may fail for one check alone
#: (terraform-provider-pingdom), and so may what is forbidden for no known reason.
MOST_FAULTS = 3

#: What comes of a step that fails, with words for the step itself, and for a number of them.
_CAME_TO = {
    "failures": ("failed", "failed"),
    "sent": ("was sent, and was not seen to be done", "{} sent and not seen to be done"),
    "not_tried": ("could not be sent", "{} not tried"),
}

_ENTRY = CHECK.identity()
#: Which options mark what the set owns: where one is given, it says something.
_IDENTITY = Identity(
    "set", options=(), ids=frozenset(), guards=("owner_tag", "name_prefix"), required=False, inside={"checks": _ENTRY}
)
_ENTRY_SPEC: dict[str, t.Any] = {
    "type": "list",
    "elements": "dict",
    "required": True,
    "options": CHECK.options(),
    **CHECK.rules(),
}
_BLOCK = Block(
    {
        "checks": _ENTRY_SPEC,
        "owner_tag": {"type": "str"},
        "name_prefix": {"type": "str"},
        "prune": {"type": "bool", "default": False},
        "adopt": {"type": "bool", "default": False},
        "max_deletes": {"type": "int", "default": 10},
    },
    {"mutually_exclusive": [("owner_tag", "name_prefix")]},
)


def _apply(params: Row, check_mode: bool) -> Result:
    """Make the plan, and carry it out."""
    rules = _rules(params)
    tasks, unknown = _tasks(params, rules, check_mode)
    secrets = [secret for entry in params["checks"] for secret in CHECK.secrets_in(entry)]
    with connect(params, secrets) as api:
        for number, task in enumerate(tasks):
            with about(number, task):
                given = [f"{CHECK.one}.{name}" for name, value in task.params.items() if value is not None]
                api.dialect.refuse_lacking(*given)
        many = ChecksAtOnce(CHECK)
        planner = Planner(api, many, rules, tasks)
        steps = planner.plan()
        result = _foretold(steps) if check_mode else _Run(api, many, steps, rules.owner).carried_out()
        result.warnings += planner.warnings
        for option in unknown:
            result.warnings.append(UNKNOWN.format(option))
            result.changes.append(Change(option, None, {option: "not known in check mode"}))
        return api.told(result)


def _rules(params: Row) -> Rules:
    """What the set may do; ``ConfigurationError`` for what says nothing, or contradicts itself."""
    owner = Owner(params["owner_tag"], params["name_prefix"])
    for name in ("prune", "adopt"):
        if params[name] and not any(owner):
            raise ConfigurationError(
                f"{name} needs owner_tag or name_prefix, which say what checks belong to the set",
                hint="Nothing was sent.",
            )
    if owner.tag:
        refuse_unusable_tag(owner.tag, "owner_tag")
    if params["max_deletes"] < 0:
        raise ConfigurationError("max_deletes must be at least 0")
    return Rules(owner, params["prune"], params["adopt"], params["max_deletes"])


def _tasks(params: Row, rules: Rules, check_mode: bool) -> tuple[list[Task], list[str]]:
    """The entries as tasks for one check each, and the options that check mode does not know yet."""
    tasks, unknown = [], []
    for number, entry in enumerate(params["checks"]):
        with about(number, entry):
            settled, empty = _ENTRY.settled(entry, check_mode)
            if {*empty} & {*_ENTRY.options}:
                raise ConfigurationError(
                    "an entry must say by its id, identity_tag or name which check it means, in check mode too",
                    hint="Nothing was sent. The id of a check that an earlier task only predicts is null. Name such a "
                    "check by its identity_tag or name.",
                )
            unknown += [f"checks[{number}].{name}" for name in empty]
            task = CHECK.task(settled, check_mode)
            _refuse_outside(rules.owner, task)
            tasks.append(task)
    refuse_repeated(tasks)
    return tasks, unknown


def _refuse_outside(owner: Owner, task: Task) -> None:
    name = task.key.name
    if owner.prefix and name is not None and not name.startswith(owner.prefix):
        raise ConfigurationError(
            f"the name does not begin with {quoted(owner.prefix)}",
            hint="A set with name_prefix has checks of such names only, since it would not know others for its own.",
        )


def _values(steps: t.Sequence[PlanStep]) -> Row:
    return {"plan": [step.shown() for step in steps]}


def _foretold(steps: t.Sequence[PlanStep]) -> Result:
    """The result of check mode."""
    changes = [step.change for step in steps if step.change]
    ids = [step.found.id if step.found and not step.recreates else None for step in steps if _is_there(step)]
    notes = [note for step in steps for note in step.warnings]
    awaited = [*dict.fromkeys(one for step in steps for one in step.awaited)]
    return tell(Result(_told_apart(changes), {**_values(steps), "ids": ids}, notes), CHECK.refers_to, awaited)


def _is_there(step: PlanStep) -> bool:
    """Whether the check of a step is there afterwards."""
    return step.action != "delete" and not (step.action == "keep" and step.found is None)


class _Run:
    """A plan that is carried out: what came of each step, by its place."""

    def __init__(self, api: PingdomApi, many: ChecksAtOnce, steps: t.Sequence[PlanStep], owner: Owner) -> None:
        self._api = api
        self._owner = owner
        self._many = many
        self._steps = steps
        self._results: dict[int, Result] = {}
        self._errors: dict[int, MonitoringError] = {}
        self._came_to: dict[int, str] = {}
        self._faults = 0
        self._ended_by: int | None = None

    def carried_out(self) -> Result:
        """The result of the plan; the first failure, with all that was done in spite of it."""
        writing = [number for number, step in enumerate(self._steps) if step.writes]
        for numbers, at_a_time in self._rounds(writing):
            in_parallel(self._several, numbers, at_a_time)
        self._remember_own()
        if self._errors:
            raise self._failure(writing)
        return self._result()

    def _remember_own(self) -> None:
        """Which checks the set has made or adopted."""
        own = [number for number in self._results if self._steps[number].makes_own]
        if own and any(self._owner):
            paths = [self._many.at(self._results[number].values["check"]["id"]) for number in own]
            self._api.recent.owned(self._owner.description, paths)

    def _rounds(self, writing: t.Sequence[int]) -> t.Iterator[tuple[list[list[int]], int]]:
        """What is done at the same time, one round after the other; checks of one name never are.

        Replacements come one by one, each of which needs room for a moment, and what is deleted comes last.
        """
        steps = self._steps
        by_name: dict[str | None, list[int]] = {}
        for number in writing:
            if not steps[number].recreates and steps[number].action != "delete":
                by_name.setdefault(steps[number].name, []).append(number)
        yield [*by_name.values()], WRITES_AT_A_TIME
        yield [[number] for number in writing if steps[number].recreates], 1
        if not self._errors:
            yield [[number] for number in writing if steps[number].action == "delete"], 1

    def _several(self, numbers: t.Sequence[int]) -> None:
        for number in numbers:
            if self._ended_by is not None:
                return
            try:
                self._results[number] = self._done(self._steps[number])
                self._faults = 0
            except MonitoringError as error:
                self._faults += _is_fault(error)
                of_one = self._faults < MOST_FAULTS if _is_fault(error) else isinstance(error, _OF_ONE_CHECK)
                self._failed(number, error, _came_to(error), goes_on=of_one)
            except Exception as error:  # noqa: BLE001 - it is raised, as one that tells all that was done before
                self._failed(number, self._unforeseen(error), "failures", goes_on=False)

    def _failed(self, number: int, error: MonitoringError, came_to: str, goes_on: bool) -> None:
        self._errors[number], self._came_to[number] = error, came_to
        if not goes_on and self._ended_by is None:
            self._ended_by = number

    def _unforeseen(self, error: Exception) -> MonitoringError:
        """A fault of ours as an error of the family: with it alone nobody would learn what has been written."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"line {place.lineno} of {os.path.basename(place.filename)}"
        return UnexpectedAnswer(
            f"this ended as nobody has foreseen, in {where}: {self._api.redact(f'{type(error).__name__}: {error}')}",
            hint="Report it, it is a fault of this collection. The check may have been written.",
            changed=True,
        )

    def _done(self, step: PlanStep) -> Result:
        """What came of one step; one whose check another task has just written looks at it anew."""
        api, tries = self._api.apart(), itertools.count()

        def once() -> Result:
            if next(tries):
                if step.action == "delete":
                    raise Conflict("another task has just written it", hint="So it was not deleted.")
                return self._acted(api, step, find(api, self._many, step.task))
            if step.found is None or not step.removes:
                return self._acted(api, step, step.found)
            with api.recent.claim(self._many.at(step.found.id)):
                return self._acted(api, step, self._many.known(api, step.found.id, step.task))

        return at_rest(once)

    def _acted(self, api: PingdomApi, step: PlanStep, found: Found | None) -> Result:
        """The step on its check as it is by now. One that somebody else has made another is not removed."""
        if step.removes and step.found and found and self._mark(step, step.found) != self._mark(step, found):
            raise Conflict(
                f"somebody has changed the name or the tags of check {found.id} meanwhile",
                hint=f"It is {quoted(found.state['name'])} now, and was not deleted.",
                details={"id": found.id},
            )
        return (absent if step.task.is_absent else present)(api, self._many, step.task, found)

    def _mark(self, step: PlanStep, found: Found) -> tuple[t.Any, ...]:
        """By what a check was chosen."""
        tag = step.task.key.tag
        return found.state["name"], self._owner.owns(row_of(found)), tag in found.state["tags"]

    def _result(self) -> Result:
        results = [self._results.get(number, Result()) for number in range(len(self._steps))]
        ids = []
        for step, result in zip(self._steps, results):
            if _is_there(step):
                made = result.values.get("check")
                ids.append(made["id"] if made else step.found.id if step.found else None)
        changes = [change for result in results for change in result.changes if change.changed]
        warnings = [warning for result in results for warning in result.warnings]
        values = {**_values(self._steps), "ids": ids}
        return Result(_told_apart(changes), values, warnings)

    def _failure(self, writing: t.Sequence[int]) -> MonitoringError:
        """What ended it all, or the first failure, with what came of every step."""
        number = min(self._errors) if self._ended_by is None else self._ended_by
        error, step = self._errors[number], self._steps[number]
        outcome = self._outcome(writing)
        return type(error)(
            f"{step.action} of check {quoted(step.name)} {_CAME_TO[self._came_to[number]][0]}{_numbers(outcome)}: "
            f"{error.message}",
            exchange=error.exchange,
            hint=" ".join(filter(None, (error.hint, _again(error)))),
            code=error.code,
            details=error.details,
            changed=bool(self._results) or any(one.changed for one in self._errors.values()),
            values={**_values(self._steps), "outcome": outcome},
        )

    def _outcome(self, writing: t.Sequence[int]) -> Row:
        outcome: dict[str, list[Row]] = {"done": [], **{name: [] for name in _CAME_TO}}
        for number in writing:
            shown = self._steps[number].shown()
            if number in self._results:
                outcome["done"].append(shown)
            elif self._came_to.get(number, "not_tried") == "not_tried":
                outcome["not_tried"].append(shown)
            else:
                outcome[self._came_to[number]].append({**shown, "msg": str(self._errors[number])})
        return outcome


def _is_fault(error: MonitoringError) -> bool:
    """Whether this may be about one check, and may be about them all."""
    return isinstance(error, ServerFault) or error.details.get("cause") == UNKNOWN_CAUSE


def _came_to(error: MonitoringError) -> str:
    """What came of a step that ended so, as ``outcome`` calls it.

    It is sent if a write was accepted, or may have been, and nobody has seen what came of it. Where several checks are
    there in place of one (``ids``), somebody has to choose, which makes it a failure.
    """
    is_write = error.exchange is not None and error.exchange.method != "GET"
    if error.changed or (is_write and may_be_done(error)):
        is_clear = isinstance(error, _OF_ONE_CHECK) or "ids" in error.details
        return "failures" if is_clear else "sent"
    return "not_tried" if isinstance(error, RateLimited) or never_left(error) else "failures"


def _again(error: MonitoringError) -> str | None:
    """What another run is good for."""
    if isinstance(error, _LASTING):
        return None
    when = "when that is mended" if isinstance(error, _OF_ONE_CHECK) else "again"
    return f"Run the task {when}: it goes on with what is left."


def _numbers(outcome: t.Mapping[str, t.Sequence[Row]]) -> str:
    """How many checks there are of each in an outcome, if there is more than one."""
    total = sum(len(steps) for steps in outcome.values())
    words = {"done": "{} done", **{name: plural for name, (_one, plural) in _CAME_TO.items()}}
    told = [
        f"{len(steps)} {words[name].format('was' if len(steps) == 1 else 'were')}"
        for name, steps in outcome.items()
        if steps
    ]
    return f"; of {counted(total, 'check')} {listed(told)}" if total > 1 else ""


def _told_apart(changes: t.Sequence[Change]) -> list[Change]:
    """Changes with labels of their own, since names may repeat."""
    seen: dict[str, int] = {}
    told = []
    for change in changes:
        seen[change.label] = seen.get(change.label, 0) + 1
        number = seen[change.label]
        told.append(change if number == 1 else change._replace(label=f"{change.label} ({number})"))
    return told


MODULE: dict[str, t.Any] = {
    "service": "pingdom",
    "block": _BLOCK,
    "run": undisturbed(identified(_IDENTITY, lambda params: {"plan": [], "ids": []})(_apply)),
    "identity": _IDENTITY,
    "parts": tuple(f"checks.{name}" for name in CHECK.parts),
}
"""What the ``Specification`` of the module is made of."""
