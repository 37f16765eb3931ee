# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Contacts of API 2.1: users, who are told their targets one by one.

Source: the 2.1 documentation, "Users" and "User". Targets are added before others go, so that nobody is out of reach
meanwhile. What has been done before a failure is told, and the next run goes on from there.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    NotFound,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Outdated
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import legacy, targets
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import patiently
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.creating import create_once
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    NO_TASK,
    Found,
    Resource,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

#: The order of the requests of a change.
_OWN, _ADD, _CHANGE, _REMOVE = range(4)


class Step(t.NamedTuple):
    """One request of a change: its ``turn``, what it does in words, and how it is done."""

    turn: int
    words: str
    do: t.Callable[[], t.Any]


class Target(t.NamedTuple):
    """A target that a user has: its id, and the target in comparable form."""

    id: int
    row: Row


def tell(api: PingdomApi, contacts: Resource, written: Written) -> None:
    """Make a user what it shall be, by as many requests as there are differences."""
    found = _as_counted(api, contacts, t.cast(Found, written.before))
    path = contacts.at(found.id)
    steps = [*_of_user(api, path, written)]
    for kind, field in zip(targets.KINDS, targets.FIELDS):
        if field.name in written.names:
            steps += _of_targets(api, contacts, found, kind, written.wanted[field.name])
    _do(api, path, sorted(steps, key=lambda step: step.turn))


def _do(api: PingdomApi, path: str, steps: list[Step]) -> None:
    for number, step in enumerate(steps):
        try:
            patiently(api, path, step.do)
        except MonitoringError as error:
            done, left = ([one.words for one in some_of] for some_of in (steps[:number], steps[number:]))
            error.details = {**error.details, "done": done, "not_done": left}
            error.changed = error.changed or bool(done)
            before = f" Done before: {some(done)}." if done else ""
            again = "" if "Run the task again" in (error.hint or "") else " Run the task again."
            error.hint = " ".join(filter(None, (error.hint, f"This failed: {step.words}.{before}{again}")))
            raise


def _as_counted(api: PingdomApi, contacts: Resource, found: Found) -> Found:
    """A user whose answer shows the targets that count by now, since it has their ids."""
    for _look in api.looks_for_a_minute():
        there = contacts.values_of_row(found.answer)
        if all(field.kind.same(there.get(field.name, []), found.state[field.name]) for field in targets.FIELDS):
            return found
        with contextlib.suppress(NotFound):
            found = found._replace(answer=contacts.read(api, found.id, NO_TASK).answer)
    raise Outdated(f"{contacts.word} {found.id} has changed meanwhile")


def _targets_of(found: Found, kind: str) -> list[Target]:
    field = targets.FIELDS[targets.KINDS.index(kind)]
    result = []
    for row in (found.answer.get(targets.MEMBER) or {}).get(kind) or []:
        number = row.get("id")
        number = int(number) if isinstance(number, str) and number.isascii() and number.isdigit() else number
        if not is_id(number):
            raise UnexpectedAnswer(f"a target of contact {found.id} has no id")
        result.append(Target(number, field.kind.read([row])[0]))
    return result


def _of_user(api: PingdomApi, path: str, written: Written) -> t.Iterator[Step]:
    """The name, the pause, and whether it is the primary contact. What is not told falls back, the pause at least."""
    own = written.names.intersection(("name", "paused"))
    primary = {"primary": written.body["primary"]} if "primary" in written.body else {}
    if own or primary:
        wanted = {"name": written.wanted["name"], "paused": written.wanted["paused"], **primary}
        words = f"set {', '.join(sorted({*own, *primary}))}"
        yield Step(_OWN, words, lambda: api.put(path, legacy.of_user(wanted)))


def _of_targets(api: PingdomApi, contacts: Resource, found: Found, kind: str, wanted: list[Row]) -> t.Iterator[Step]:
    """What adds, changes and removes targets of a kind, so that just those ``wanted`` are there."""
    path, there = contacts.at(found.id), _targets_of(found, kind)
    new = [row for row in wanted if targets.same(row) not in [targets.same(one.row) for one in there]]
    old = [one for one in there if targets.same(one.row) not in [targets.same(row) for row in wanted]]

    def look() -> list[Target]:
        return _targets_of(contacts.read(api, found.id, NO_TASK), kind)

    for row in new:
        at_the_place = next((one for one in old if targets.place(one.row) == targets.place(row)), None)
        if at_the_place:
            old.remove(at_the_place)
            yield _changing(api, f"{path}/{at_the_place.id}", row)
        else:
            yield _adding(api, path, row, look, [one.id for one in there])
    for one in old:
        yield _removing(api, f"{path}/{one.id}", one.row)


def _adding(api: PingdomApi, path: str, row: Row, look: t.Callable[[], list[Target]], known: list[int]) -> Step:
    def come() -> list[int]:
        return [one.id for one in look() if one.id not in known and targets.same(one.row) == targets.same(row)]

    return Step(_ADD, f"add {_words(row)}", lambda: create_once(api, path, legacy.of_target(row), come))


def _changing(api: PingdomApi, path: str, row: Row) -> Step:
    return Step(_CHANGE, f"change to {_words(row)}", lambda: api.put(path, legacy.of_target(row)))


def _removing(api: PingdomApi, path: str, row: Row) -> Step:
    def gone() -> None:
        with contextlib.suppress(NotFound):
            api.delete(path)

    return Step(_REMOVE, f"remove {_words(row)}", gone)


def _words(row: Row) -> str:
    return f"{row['severity']} {row.get('address') or '+{country_code} {number}'.format(**row)}"
