# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What was written to an account within the last minute, laid over what Pingdom answers.

Its answers may be older than our writes: Nextdoor/kingpin waits 30 s after pausing, a check that was just created
reads "not found" (terraform-provider-pingdom issue 101), and lists may lag as well (unverified). So a value that was
there before our last write counts as old, and what was written counts in its place. A value that is neither came from
somebody else since, and is believed.

Things are known by their paths, such as ``/checks/17``, and their values by the names of fields.
"""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import functools
import hashlib
import hmac
import json
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    ServerFault,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import KEPT, Entry, Memory
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field

Row = dict[str, t.Any]
#: The field of a name, None if the thing has none (any more).
FieldOf = t.Callable[[str], t.Optional[Field]]

#: Characters of a value that is kept as it is; of a longer one a digest is.
_LONGEST = 1000
#: What else than no answer leaves open whether a write was done.
UNCLEAR: tuple[type[MonitoringError], ...] = (ServerFault,)


@dataclasses.dataclass(eq=False, repr=False)
class History:
    """What was written to one thing lately.

    ``type`` and ``name`` are what it is by now. ``values`` has each field's last value, and all before it. ``doubtful``
    has values that were sent, of which nobody knows whether they arrived; ``open`` says the same of a deletion, and of
    the change of a whole.
    """

    created: bool = False
    deleted: bool = False
    open: bool = False
    type: str = ""
    name: str = ""
    values: dict[str, tuple[t.Any, list[t.Any]]] = dataclasses.field(default_factory=dict)
    doubtful: dict[str, list[t.Any]] = dataclasses.field(default_factory=dict)

    def add(self, fact: Row) -> None:
        """One more write, or the begin of one, or its refusal."""
        did, before, after = fact.get("did"), fact.get("before") or {}, fact.get("after") or {}
        self.open = did == "begun" or (self.open and did == "sending")
        if did == "sending":
            self.doubtful.update({name: [*self.doubtful.get(name, []), value] for name, value in after.items()})
            return
        sent = {name: self.doubtful.pop(name, []) for name in after}
        if did == "refused":
            self.doubtful.update({name: values[:-1] for name, values in sent.items() if values[:-1]})
        if did in ("refused", "begun"):
            return
        self.created = did == "created" or (self.created and did != "deleted")
        self.deleted = did == "deleted"
        self.type, self.name = str(fact.get("type") or self.type), str(fact.get("name") or self.name)
        for name, value in after.items():
            last, earlier = self.values.get(name, (before.get(name), []))
            self.values[name] = (value, [*earlier, last, before.get(name), *sent[name]])


class Write(t.NamedTuple):
    """A write: the fields ``names`` of what is at ``path``, which were ``before`` and shall be ``after``.

    Things at other paths, ``also``, are told the same by it, and were the same before.
    """

    path: str
    field_of: FieldOf
    before: Comparable
    after: Comparable
    names: t.Collection[str]
    also: tuple[str, ...] = ()


class Recent:
    """The writes of the last minute to one account; none without ``memory``.

    ``key`` turns secret values into digests that nobody can guess without it. ``now`` is the server's clock: a minute
    on it ends what is remembered, too.
    """

    def __init__(self, memory: Memory | None, key: str, now: t.Callable[[], int]) -> None:
        self._memory = memory
        self._key = key.encode("utf-8", "surrogatepass")
        self._now = now
        self._held: dict[str, History] | None = None

    def apart(self) -> Recent:
        """The same, with what is known by now, for a thing that is claimed and written by itself."""
        other = copy.copy(self)
        other._memory, other._held = self._memory and self._memory.apart(), None
        return other

    @contextlib.contextmanager
    def held(self) -> t.Iterator[None]:
        """Within it, what is remembered is read once: for decisions about many things, before any is written."""
        before = self._held
        self._held = self.histories("")
        try:
            yield
        finally:
            self._held = before

    def claim(self, what: str, *parts: str) -> t.ContextManager[None]:
        """Hold ``what`` (a path, or a path and a name) while it is written: see ``Memory.claim``."""
        return self._memory.claim(what, *parts) if self._memory else contextlib.nullcontext()

    @contextlib.contextmanager
    def creating(self, what: str) -> t.Iterator[None]:
        """Claim ``what`` while it is created; whoever dies meanwhile leaves a trace (``is_open``)."""
        with self.claim(what), _open_until_refused(lambda did: self._remember([what], {"did": did}), UNCLEAR):
            yield

    def is_open(self, what: str) -> bool:
        """Whether the creation of ``what`` was begun lately, and nobody knows whether it was done."""
        return [entry.fact.get("did") for entry in self._lately(what)][-1:] == ["sending"]

    def of(self, path: str) -> History:
        """What was written to a thing."""
        if self._held is not None:
            return self._held.get(path, History())
        history = History()
        for entry in self._lately(path):
            history.add(entry.fact)
        return history

    @contextlib.contextmanager
    def deleting(self, *paths: str) -> t.Iterator[None]:
        """Claim things while they are deleted by one request, and remember that."""
        with self.begun(*paths):
            yield
            self.deleted(*paths)

    @contextlib.contextmanager
    def begun(self, *paths: str, unclear: tuple[type[MonitoringError], ...] = UNCLEAR) -> t.Iterator[None]:
        """Claim things while they are written as a whole; who dies meanwhile, or has no answer, leaves them open."""
        words = {"sending": "begun", "refused": "refused"}
        note = _open_until_refused(lambda did: self._remember([*paths], {"did": words[did]}), unclear)
        with self.claim(*paths), note:
            yield

    @contextlib.contextmanager
    def sending(self, write: Write) -> t.Iterator[None]:
        """Claim a thing while it is sent some fields; whoever dies meanwhile leaves these in doubt.

        A refusal takes it back, as it does that nothing was sent; what is done is for ``changed`` to remember.
        """
        note = _open_until_refused(lambda did: self._write(did, write._replace(before=write.after)), UNCLEAR)
        with self.claim(write.path), note:
            yield

    def created(self, write: Write, identity: str) -> None:
        """Remember a new thing; ``identity`` is what its creation was claimed by."""
        self._write("created", write, [identity])

    def changed(self, write: Write) -> None:
        """Remember what a thing has been told."""
        self._write("changed", write)

    def deleted(self, *paths: str) -> None:
        """Remember that things have been deleted."""
        self._remember([*paths], {"did": "deleted"})

    def owned(self, owner: str, paths: t.Iterable[str]) -> None:
        """Remember that things were made for ``owner``."""
        self._remember([f"owned by {owner}"], {"did": "owned", "paths": [*paths]})

    def owned_by(self, owner: str) -> set[str]:
        """The paths of what was made for ``owner``."""
        facts = [entry.fact for entry in self._lately(f"owned by {owner}")]
        return {path for fact in facts if isinstance(fact.get("paths"), list) for path in fact["paths"]}

    def overlay(
        self, path: str, actual: Comparable, field_of: FieldOf, given: Comparable
    ) -> tuple[Comparable, set[str]]:
        """A thing as it was told to be, where ``actual`` is as it was before, and the fields of which that is unknown.

        Those are secrets that another task has written: they are known only if ``given`` has the same.
        """
        return self._over(self.of(path), actual, field_of, given)

    def _over(
        self, history: History, actual: Comparable, field_of: FieldOf, given: Comparable
    ) -> tuple[Comparable, set[str]]:
        result, unknown = dict(actual), set()
        for name, (last, earlier) in history.values.items():
            field = field_of(name)
            if field is None or name not in actual or self._is(field, actual[name], last):
                continue
            if not any(self._is(field, actual[name], one) for one in earlier):
                continue
            if not _is_digest(field, last):
                result[name] = last
            elif name in given and self._is(field, given[name], last):
                result[name] = given[name]
            else:
                unknown.add(name)
        return result, unknown

    def made(
        self, path: str, defaults: Comparable, field_of: FieldOf, given: Comparable
    ) -> tuple[Comparable, set[str]]:
        """A thing that was created lately, as ``overlay`` tells it, for where Pingdom does not know it yet.

        ``defaults`` are its values where it was told none.
        """
        result, unknown = dict(defaults), set()
        for name, (last, _earlier) in self.of(path).values.items():
            field = field_of(name)
            if field is None:
                continue
            if not field.secret and not _is_digest(field, last):
                result[name] = last
            elif name in given and self._is(field, given[name], last):
                result[name] = given[name]
            elif name not in defaults or not self._is(field, defaults[name], last):
                unknown.add(name)
        return result, unknown

    def rows(
        self,
        rows: t.Sequence[Row],
        at: t.Callable[[int], str],
        values_of: t.Callable[[Row], Comparable],
        row_with: t.Callable[[Row, Comparable], Row],
        field_of: FieldOf,
        missing_too: bool = True,
    ) -> list[Row]:
        """The rows of a list without what we deleted, with what we told in place of what was before, and what we made.

        ``at`` makes the path of an id; ``values_of`` has the fields that a row shows, and ``row_with`` puts them back.
        ``missing_too`` False leaves out what we wrote and the list does not show.
        """
        start = at(0)[:-1]
        histories = self.histories(start)
        field_of = functools.lru_cache(maxsize=None)(field_of)  # the same few names for each row
        found = []
        for row in rows:
            history = histories.pop(at(row["id"]), None)
            if history is None:
                found.append(row)
            elif not history.deleted:
                found.append(self._row(row, history, values_of, row_with, field_of))
        for path, history in histories.items():
            if missing_too and history.values and not history.deleted:
                told = {name: last for name, (last, _earlier) in history.values.items()}
                name = {"name": history.name} if history.name else {}
                found.append(row_with({"id": int(path[len(start) :])}, {**name, **told}))
        return found

    def _row(
        self,
        row: Row,
        history: History,
        values_of: t.Callable[[Row], Comparable],
        row_with: t.Callable[[Row, Comparable], Row],
        field_of: FieldOf,
    ) -> Row:
        if not history.values:
            return row  # as it came, odd or not
        values = values_of(row)
        told, _unknown = self._over(history, values, field_of, {})
        return row if told == values else row_with(row, told)

    def is_old(self, path: str, values: Comparable, field_of: FieldOf) -> bool:
        """Whether a thing still shows all that the last write changed as it was before."""
        changed = {name: earlier for name, (last, earlier) in self.of(path).values.items() if earlier[-1:] != [last]}
        fields = {name: field_of(name) for name in changed}
        return bool(changed) and all(
            (field := fields[name]) is not None and any(self._is(field, values.get(name), one) for one in changed[name])
            for name in changed
        )

    def histories(self, start: str) -> dict[str, History]:
        """What was written to all things whose paths start so."""
        if self._held is not None:
            return {path: history for path, history in self._held.items() if path.startswith(start)}
        found: dict[str, History] = {}
        for entry in self._lately():
            for path in entry.about:
                if path.startswith(start):
                    found.setdefault(path, History()).add(entry.fact)
        return found

    def _remember(self, about: list[str], fact: Row) -> None:
        if self._memory:
            self._memory.remember(about, {**fact, "clock": self._now()})

    def _lately(self, about: str | None = None) -> t.Iterator[Entry]:
        now = self._now()
        for entry in self._memory.recall(about) if self._memory else ():
            clock = entry.fact.get("clock")
            if isinstance(clock, int) and now - clock < KEPT:
                yield entry

    def _write(self, did: str, write: Write, about: t.Iterable[str] = ()) -> None:
        fields = {name: field for name in write.names if (field := write.field_of(name)) is not None}
        before, after = (
            {name: self._kept(field, values[name]) for name, field in fields.items() if name in values}
            for values in (write.before, write.after)
        )
        told = {name: write.after.get(name) for name in ("type", "name")}
        self._remember([write.path, *write.also, *about], {"did": did, **told, "before": before, "after": after})

    def _kept(self, field: Field, value: t.Any) -> t.Any:
        """``value`` as it is kept: no secret is, and nothing that is very long."""
        plain = field.kind.canonical(value)
        is_long = not field.kind.opaque and len(json.dumps(plain)) > _LONGEST
        return self._digest(field, plain) if field.secret or is_long else plain

    def _digest(self, field: Field, plain: t.Any) -> Row:
        text = f"{field.name}\0{json.dumps(plain, sort_keys=True)}"
        return {"digest": hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]}

    def _is(self, field: Field, value: t.Any, kept: t.Any) -> bool:
        plain = field.kind.canonical(value)
        return bool((self._digest(field, plain) if _is_digest(field, kept) else plain) == kept)


def _is_digest(field: Field, kept: t.Any) -> bool:
    return isinstance(kept, dict) and kept.keys() == {"digest"} and not field.kind.opaque


@contextlib.contextmanager
def _open_until_refused(note: t.Callable[[str], None], unclear: tuple[type[MonitoringError], ...]) -> t.Iterator[None]:
    """``note`` that something is being sent, and if it was refused or not sent at all, that: it has not been done.

    Errors that are ``unclear``, or without an answer, do not tell whether it was.
    """
    note("sending")
    try:
        yield
    except MonitoringError as error:
        if not (may_be_done(error) or isinstance(error, unclear)):
            note("refused")
        raise
