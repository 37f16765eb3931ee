# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a resource is: an entry, such as that of teams, and the steps in which it may have rules of its own.

``ensure`` takes the steps in their order. Here is what each of them is for a resource without rules of its own: what it
is follows from its fields, and what its PUT is told from what differs.
"""

from __future__ import annotations

import contextlib
import dataclasses
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    NotFound,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import delete, patiently
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ambiguous
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import UNCLEAR, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.reports import Endpoint, read

Params = t.Mapping[str, t.Any]


class Key(t.NamedTuple):
    """By what a thing is found: its id, a tag or e-mail address that it alone has, or its name."""

    id: int | None
    name: str | None
    tag: str | None = None
    address: str | None = None

    @property
    def description(self) -> str:
        """The thing in words, for messages."""
        if self.id is not None:
            return f"with the id {self.id}"
        if self.address:
            return f"with the e-mail address {self.address!r}"
        return f"with the tag {self.tag!r}" if self.tag else f"named {self.name!r}"


class Task(t.NamedTuple):
    """What a playbook asks for: which thing, and what it shall be (``given``: only what is given is managed).

    ``awaited`` are names that nothing has yet, in words, which is no error in check mode. ``warnings`` are for the
    result. ``now`` is the server's time at which it was decided what to do.
    """

    key: Key
    given: t.Any
    params: Params
    check_mode: bool
    awaited: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    now: int = 0

    @property
    def is_absent(self) -> bool:
        """Whether the thing shall not be."""
        return self.params.get("state") == "absent"


#: What things are read for that no task is about.
NO_TASK = Task(Key(None, None), None, {}, check_mode=False)


class Found(t.NamedTuple):
    """A thing on the server: its ``answer``, and its ``state`` in comparable form as it is by now.

    ``unseen`` says that Pingdom does not know it yet, so that it is what it was told when it was created. ``unclear``
    says that an earlier task leaves open what it is.
    """

    id: int
    state: t.Any
    answer: Row
    unseen: bool = False
    unclear: bool = False


class Written(t.NamedTuple):
    """What is sent to make ``wanted`` of a thing that counts as ``before``: the ``body``, which tells ``names``.

    ``before`` is None where there was none. Without names and a body there is nothing to do. ``warnings`` are for the
    result.
    """

    before: Found | None
    wanted: t.Any
    body: Row
    names: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


@dataclasses.dataclass(eq=False, repr=False)
class Resource:
    """A resource: where it is, how it is called, and what it has.

    ``one`` is its member in answers and results, ``word`` its name in messages, ``label`` the one in diffs. ``named``
    is the field by which it is found. ``whole`` says that a PUT replaces everything, so that answers have to tell
    every field; ``unclear`` are the errors that leave open whether it was done. ``query`` is what its detail is asked
    with. ``refers_to`` are the things that it names and that a prediction may wait for. ``numbered`` says that a
    creation is answered with the new id. ``unlike`` and ``unlike_hint`` say that it does not show what it was told.
    ``parts`` are options that are parts of an address, in which somebody may give a password.
    """

    path: str
    one: str
    word: str
    listing: Endpoint
    schema: Schema
    label: str = ""
    named: str = "name"
    whole: bool = False
    # a request whose answer is lost is repeated, and a whole that was changed may then be refused
    unclear: tuple[type[MonitoringError], ...] = (*UNCLEAR, RequestRefused)
    query: t.Mapping[str, t.Any] = dataclasses.field(default_factory=dict)
    refers_to: str = ""
    numbered: bool = True
    parts: tuple[str, ...] = ()
    unlike: str = "these options do not show it"
    unlike_hint: str = "Compare them in My Pingdom: Pingdom may not support the value, or change it."

    def at(self, thing_id: int) -> str:
        """The path of one of them."""
        return f"{self.path}/{thing_id}"

    def called(self, thing_id: int) -> str:
        """What messages call one of them."""
        return f"{self.word} {thing_id}"

    # The module

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of its module, besides the connection."""
        state = {"type": "str", "choices": ["present", "absent"], "default": "present"}
        return {"id": {"type": "int"}, "state": state, **self.schema.argument_spec()}

    def identity(self) -> Identity:
        """Which options say which one is meant, and what it refers to. An id may be unknown yet in check mode."""
        return Identity(self.word, options=("id", self.named), ids=frozenset({"id"}), lists=self.schema.lists)

    def rules(self) -> dict[str, t.Any]:
        """The rules between the options."""
        return {"required_one_of": [self.identity().options]}

    def secrets_in(self, params: Params) -> list[str]:
        """The secrets among the options, besides the connection."""
        return self.schema.secrets_in(params)

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without asking the server."""
        params = stripped(params, self.named)
        given = {} if params.get("state") == "absent" else self.schema.given(params)
        self.schema.refuse_emptied(given, self.word)
        return Task(Key(params.get("id"), params.get(self.named)), given, params, check_mode)

    def nothing_known(self, params: Params) -> Row:
        """The return values of check mode where not even the id is known of what the task is about.

        They are what the task gives, and null for all else.
        """
        if params.get("state") == "absent":
            return {self.one: None}
        return {self.one: {"id": None, **self.schema.unknown(), **self.schema.shown(self.schema.given(params))}}

    # Finding

    def claim(self, key: Key) -> str:
        """What two tasks that create the same would both write."""
        if key.address:
            return f"{self.path} at {key.address.casefold()}"
        return f"{self.path} tagged {key.tag}" if key.tag else f"{self.path} named {key.name}"

    def rows(self, api: PingdomApi, as_listed: bool = False, query: Row | None = None) -> list[Row]:
        """The list as it is by now; ``as_listed`` leaves out what was written lately and is not listed."""
        found = read(api, self.listing, query)
        missing_too = not as_listed
        return api.recent.rows(found.rows, self.at, self.values_of_row, self.row_with, self.field, missing_too)

    def ids(self, api: PingdomApi, key: Key, as_listed: bool = False) -> list[int]:
        """The ids of the things that the ``key`` is about, by the list."""
        field = self.field(self.named)
        return named(self.rows(api, as_listed), key.name or "", field.member if field else self.named)

    def values_of_row(self, row: Row) -> Comparable:
        """The fields that a row of the list shows."""
        return {field.name: field.of_answer(row, self.word) for field in self.schema.fields if field.member in row}

    def row_with(self, row: Row, values: Comparable) -> Row:
        """A row of the list with other values."""
        fields = self.schema.by_name
        return {**row, **{fields[name].member if name in fields else name: one for name, one in values.items()}}

    def field(self, name: str) -> Field | None:
        """A field by its name."""
        return self.schema.by_name.get(name)

    # Reading

    def schema_for(self, _state: t.Any) -> Schema:
        """The fields that a thing in this state has."""
        return self.schema

    def state_of(self, answer: Row, _task: Task) -> t.Any:
        """The state that an answer shows."""
        return self.schema.of_answer(answer, self.word)

    def unmade(self, _type: str) -> Comparable | None:
        """What a thing has that was told nothing; None if that cannot be told."""
        return self.schema.defaults()

    def needed(self, task: Task) -> set[str]:
        """The fields that have to be known before anything is decided."""
        return set(task.given)

    def seen_by_now(self, api: PingdomApi, found: Found, task: Task) -> Found:
        """A thing as it was told to be lately, where the answer is older than that."""
        path = self.at(found.id)
        fields = self.schema_for(found.state).by_name
        state, unknown = api.recent.overlay(path, found.state, fields.get, task.given)
        return found._replace(state=state, unclear=api.recent.of(path).open or bool(unknown & self.needed(task)))

    def made_lately(self, api: PingdomApi, thing_id: int, task: Task) -> Found | None:
        """A thing that Pingdom does not know yet, as it was told to be; None if none was created lately."""
        history = api.recent.of(self.at(thing_id))
        unmade = self.unmade(history.type) if history.created else None
        if unmade is None:
            return None
        fields = self.schema_for(unmade).by_name
        state, unknown = api.recent.made(self.at(thing_id), unmade, fields.get, task.given)
        return self.unseen(thing_id, state)._replace(unclear=history.open or bool(unknown & self.needed(task)))

    def unseen(self, thing_id: int, state: t.Any) -> Found:
        """A thing that Pingdom does not know yet, as it was told to be."""
        return Found(thing_id, state, {"id": thing_id}, unseen=True)

    def read(self, api: PingdomApi, thing_id: int, task: Task) -> Found:
        """A thing as Pingdom answers it."""
        reply = api.get(self.at(thing_id), self.query or None)
        answer = api.dialect.told(self.path, self.in_reply(reply.content))
        if not isinstance(answer, dict) or not is_id(answer.get("id")):
            raise reply.unexpected(f"the answer about {self.word} {thing_id} holds no {self.word.split()[-1]}")
        return Found(thing_id, self.state_of(answer, task), answer)

    def in_reply(self, content: Row) -> t.Any:
        """What an answer about one of them has of it."""
        return content.get(self.one)

    def known(self, api: PingdomApi, thing_id: int, task: Task) -> Found | None:
        """The thing of an id as it is by now, None if there is none."""
        with contextlib.suppress(NotFound):
            return self.by_id(api, thing_id, task)
        return None

    def by_id(self, api: PingdomApi, thing_id: int, task: Task) -> Found:
        """The thing of an id as it is by now; ``NotFound`` if there is none."""
        path = self.at(thing_id)
        history = api.recent.of(path)
        if history.deleted:
            raise NotFound(f"there is no {self.word} with the id {thing_id}")
        try:
            found = self.read(api, thing_id, task)
        except NotFound:
            made = self.made_lately(api, thing_id, task)
            if made is None:
                if history.open:
                    api.recent.deleted(path)  # so it was done
                raise
            return made
        return self.seen_by_now(api, found, task)

    def find(self, api: PingdomApi, task: Task) -> Found | None:
        """The thing that a task is about, None if there is none.

        A list and a detail that contradict each other are read again. If they go on, the thing has gone where it shall
        be absent; otherwise ``UnexpectedAnswer`` says so, since it may be new as well.
        """
        if task.key.id is not None:
            return self.known(api, task.key.id, task)
        ids: list[int] = []
        for _look in api.looks():
            ids = self.ids(api, task.key)
            if len(ids) > 1:
                raise ambiguous(f"{self.word}s {task.key.description}", ids)
            found = self.known(api, ids[0], task) if ids else None
            if found or not ids:
                return found
        if task.is_absent:
            return None
        raise UnexpectedAnswer(
            f"Pingdom lists {self.word} {ids[0]} {task.key.description}, but does not know it by its id",
            hint="Somebody has just created or deleted it. Run the task again in a minute.",
        )

    # Deciding

    def is_done(self, _api: PingdomApi, _task: Task, _found: Found) -> bool:
        """Whether there is nothing to do, whatever differs."""
        return False

    def unknown_id(self, task: Task) -> NotFound:
        """The error for an id that no thing has."""
        hint = f"To create a {self.word}, name it with {self.named}, without id."
        return NotFound(f"there is no {self.word} {task.key.description}", hint=hint)

    def resolved(self, _api: PingdomApi, task: Task, _found: Found | None) -> Task:
        """The task with ids in place of names of other things."""
        return task

    def missing(self, task: Task) -> list[str]:
        """The options without which nothing can be created."""
        return self.schema.missing(task.given)

    def impossible(self, task: Task, missing: list[str]) -> str:
        """What is wrong where a thing does not exist, and cannot be created since options are missing."""
        text = f"there is no {self.word} {task.key.description}, and to create it these options are missing: "
        return text + ", ".join(missing)

    def to_be_made(self, _api: PingdomApi, task: Task, missing: list[str]) -> Result:
        """For check mode: what does not exist and cannot be created, but an earlier task may create it."""
        given = self.schema_for(task.given).masked(task.given)
        label = f"{self.label_of()} {task.given.get(self.named, task.key.description)}"
        return Result(
            [Change(label, {}, given)] if {*task.given} - {self.named} else [],
            self.result(self.nothing_known(task.params)[self.one]),
            [f"It must exist by then: {self.impossible(task, missing)}."],
        )

    def new(self, _api: PingdomApi, task: Task) -> t.Any:
        """The state of the thing that is to be created."""
        return {**self.schema.defaults(), **task.given}

    def remarks(self, _task: Task, _wanted: t.Any) -> list[str]:
        """What the result of a creation has to say."""
        return []

    def creation(self, task: Task, wanted: t.Any) -> Row:
        """What is sent to create it."""
        return self.schema_for(wanted).creation(wanted, task.given)

    def namesakes(self, _api: PingdomApi, _wanted: t.Any, _task: Task) -> list[int]:
        """What the list may show as created, and was there before."""
        return []

    def come_into_being(self, api: PingdomApi, task: Task, _wanted: t.Any) -> list[int]:
        """What the list shows as created, where no answer came to a creation."""
        return self.ids(api, task.key)

    def written_anew(self, _api: PingdomApi, thing_id: int, wanted: t.Any, _body: Row) -> Write:
        """A creation, as it is remembered."""
        before = {**wanted, **(self.unmade(str(wanted.get("type") or "")) or {})}
        schema = self.schema_for(wanted)
        return Write(self.at(thing_id), schema.by_name.get, before, wanted, schema.differing(before, wanted))

    def rest(self, _api: PingdomApi, _task: Task, _thing_id: int, _wanted: t.Any) -> Written | None:
        """What is still to be sent after a creation, None where that has told everything."""
        return None

    def anew(self, _api: PingdomApi, _task: Task, _wanted: t.Any) -> Task | None:
        """The task for another try after a creation was refused, None if that is final."""
        return None

    def take_back(self, api: PingdomApi, _task: Task, thing_id: int, _wanted: t.Any) -> None:
        """Remove what this task has created and somebody else had created just before."""
        delete(api, self.at(thing_id))

    def yielded(self, task: Task, theirs: int, ours: int) -> str:
        """What a result says of that."""
        return (
            f"Somebody else created {self.word} {theirs} {task.key.description} just before this task created "
            f"{self.word} {ours}, which was deleted again."
        )

    def replaced(self, _api: PingdomApi, _task: Task, _found: Found) -> Result | None:
        """The result where a thing has to be replaced by another; None if it can be changed."""
        return None

    def gone(self, _api: PingdomApi, _task: Task) -> list[str]:
        """What a result has to say where a thing that shall be absent is not there."""
        return []

    def stays(self, _task: Task) -> bool:
        """Whether a thing that shall be absent is changed in place of being removed."""
        return False

    def removed(self, _api: PingdomApi, _task: Task, _found: Found) -> Result | None:
        """The result where a thing is made absent otherwise than by deleting it; None if it can be deleted."""
        return None

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change it."""
        return self.telling(api, task, found, self.schema_for(found.state).merged(found.state, task.given))

    def telling(
        self, api: PingdomApi, task: Task, found: Found, wanted: Comparable, again: frozenset[str] = frozenset()
    ) -> Written:
        """A change to ``wanted``, which also tells ``again`` what does not differ, and what nobody knows to be told."""
        schema = self.schema_for(found.state)
        differing = frozenset(schema.differing(found.state, wanted))
        doubtful = frozenset(api.recent.of(self.at(found.id)).doubtful) & frozenset(task.given) - differing - again
        warnings = (DOUBTFUL.format(self.called(found.id), ", ".join(sorted(doubtful))),) if doubtful else ()
        told = differing | doubtful | again
        names = [one for one in schema.by_name if self.whole or one in told] if told else []
        return Written(found, wanted, schema.parameters_of(wanted, names), told, warnings)

    def send(self, api: PingdomApi, written: Written) -> None:
        """Send a change."""
        path = self.at(t.cast(Found, written.before).id)
        patiently(api, path, lambda: api.put(path, written.body))

    def written(self, _api: PingdomApi, written: Written) -> Write:
        """A change, as it is remembered."""
        before, wanted = t.cast(Found, written.before), written.wanted
        return Write(self.at(before.id), self.schema_for(wanted).by_name.get, before.state, wanted, written.names)

    # Proving

    def not_taken(
        self, api: PingdomApi, task: Task, wanted: t.Any, found: Found, names: t.Collection[str]
    ) -> list[str]:
        """The fields that a thing does not show after it was told: among ``names``, and those that are given."""
        told = {*names, *task.given}
        return sorted(name for name in self.schema_for(wanted).differing(found.state, wanted) if name in told)

    def shows_before(self, _api: PingdomApi, before: Found | None, wanted: t.Any, seen: t.Sequence[Found]) -> bool:
        """Whether the last look has shown all that was told as it was before."""
        if before is None or not seen:
            return False
        schema = self.schema_for(wanted)
        told = set(schema.differing(before.state, wanted))
        return bool(told) and not told & {*schema.differing(before.state, seen[-1].state)}

    # Showing

    def label_of(self) -> str:
        """What a diff calls such a thing."""
        return self.label or f"Pingdom {self.word}"

    def change_of(self, before: t.Any, after: t.Any) -> Change:
        """The difference, for results."""
        name = (after or before)[self.named]
        old, new = (None if one is None else self.schema_for(one).masked(one) for one in (before, after))
        return Change(f"{self.label_of()} {name}", old, new)

    def shown(self, _api: PingdomApi, before: Found | None, wanted: t.Any, settled: Found | None) -> Row:
        """A thing as results have it: as it was ``settled``, or would be without check mode."""
        found = settled or before
        state = settled.state if settled else wanted
        return {"id": found.id if found else None, **self.schema_for(state).shown(state)}

    def result(self, shown: Row | None) -> Row:
        """The return values."""
        return {self.one: shown}

    def notes(self, before: Found | None, _wanted: t.Any, settled: Found | None) -> list[str]:
        """What a result has to say of a thing, as far as it is there."""
        found = settled or before
        return [UNSEEN.format(self.word, found.id)] if found and found.unseen else []


def stripped(params: Params, name: str) -> Params:
    """The options with the name of a thing as references to it are taken: without blanks around it."""
    given = params.get(name)
    return {**params, name: given.strip()} if isinstance(given, str) else params


def named(rows: t.Iterable[Row], name: str, field: str = "name") -> list[int]:
    """The ids of the rows of exactly this name."""
    return sorted(row["id"] for row in rows if row.get(field) == name)


UNSEEN = "Pingdom does not show {} {} yet, which was created within the last minute. It is taken as it was told to be."
DOUBTFUL = (
    "An earlier task sent {1} to {0}, and it is not known whether that was done, so it is sent again without being "
    "counted as a change."
)
