# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What uptime checks have of their own: types that cannot change, tags as identity, pauses that a window hides."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import (
    ListedChecks,
    refuse_unusable_tag,
    settled_status,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Key,
    Params,
    Task,
    Written,
    named,
    stripped,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import tags_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recipients import as_ids, everybody, unknown
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import shown_time

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.hiding import Windows

_AUTH = frozenset({"auth_username", "auth_password"})


class Checks(ListedChecks):
    """Uptime checks of all types."""

    # The module

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of the module, besides the connection."""
        return {
            "id": {"type": "int"},
            "identity_tag": {"type": "str"},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "absent_mode": {"type": "str", "choices": ["delete", "pause"], "default": "delete"},
            "type": {"type": "str", "choices": list(checks.TYPES)},
            "recreate": {"type": "bool", "default": False},
            "append_tags": {"type": "bool", "default": False},
            **checks.every_field().argument_spec(),
        }

    def identity(self) -> Identity:
        """Which options say which check is meant, and what it refers to."""
        return Identity(
            self.word,
            options=("id", "identity_tag", "name"),
            ids=frozenset({"id", "contacts", "teams"}),
            lists=self.schema.lists,
        )

    def rules(self) -> dict[str, t.Any]:
        """The rules between the options."""
        return {**super().rules(), "mutually_exclusive": [("id", "identity_tag")]}

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without asking the server."""
        params = stripped(params, self.named)
        if params["state"] == "absent":
            pause = {"paused": True} if params["absent_mode"] == "pause" else {}
            key = Key(params.get("id"), params.get("name"), params.get("identity_tag"))
            return Task(key, pause, {**params, "type": None, "append_tags": False}, check_mode)
        given = checks.given_fields(params)
        tag = params.get("identity_tag")
        if tag is not None:
            refuse_unusable_tag(tag, "identity_tag")
        if tag and "tags" in given:
            given["tags"] = sorted({*given["tags"], tag})
        return Task(Key(params.get("id"), given.get("name"), tag), given, params, check_mode)

    def nothing_known(self, params: Params) -> Row:
        """What check mode returns of a check whose id is not known yet: what the task gives, null for all else.

        Contacts and teams, which a task may name and a result has as ids, are null as well.
        """
        if params["state"] == "absent" and params["absent_mode"] == "delete":
            return self.result(None)
        given = {"paused": True} if params["state"] == "absent" else checks.given_fields(params)
        return self.result(_not_there(unknown(given), params.get("type")))

    # Finding

    def ids(self, api: PingdomApi, key: Key, as_listed: bool = False) -> list[int]:
        """The ids of the checks of this tag or name."""
        rows = self.rows(api, as_listed, {"include_tags": "true"} if key.tag else None)
        if key.tag:
            return sorted(row["id"] for row in rows if key.tag in tags_of(row, "u"))
        return named(rows, key.name or "")

    def field(self, name: str) -> Field | None:
        """A field by its name."""
        return checks.every_field().by_name.get(name)

    # Reading

    def schema_for(self, state: t.Any) -> Schema:
        """The fields that a check has."""
        return checks.schema_for(state)

    def read(self, api: PingdomApi, thing_id: int, task: Task) -> Found:
        """A check as Pingdom answers it, with what only the list has where the version is such."""
        found = super().read(api, thing_id, task)
        wanting = [name for name in api.dialect.only_listed.get(self.path, ()) if name not in found.answer]
        if not wanting:
            return found
        rows = reports.read(api, self.listing, {"include_tags": "true"}).rows
        row: Row = next((one for one in rows if one["id"] == thing_id), {})
        answer = {**found.answer, **{name: row[name] for name in wanting if name in row}}
        return Found(thing_id, self.state_of(answer, task), answer)

    def state_of(self, answer: Row, task: Task) -> Comparable:
        """The check that an answer shows."""
        return checks.comparable(answer, task.given.get("requestheaders", ()))

    def unmade(self, check_type: str) -> Comparable | None:
        """What a check of this type has that was told nothing."""
        return checks.defaults(check_type) if check_type in checks.TYPES else None

    def needed(self, task: Task) -> set[str]:
        """The fields that have to be known before anything is decided: user and password travel together."""
        return {*task.given, *(_AUTH if _AUTH & {*task.given} else ())}

    def unseen(self, thing_id: int, state: t.Any) -> Found:
        """A check that Pingdom does not know yet, as it was told to be. A new one is unknown until it was tested."""
        return Found(thing_id, state, {"id": thing_id, "status": "unknown"}, unseen=True)

    # Deciding

    def resolved(self, api: PingdomApi, task: Task, found: Found | None) -> Task:
        """The task with contacts and teams as ids; whom the check alerts already is not looked up by id again.

        ``ConfigurationError`` for a path that begins with the host, which the check may have already.
        """
        host = task.given.get("host") or (found.state["host"] if found else "")
        checks.refuse_a_whole_address(task.params.get("url_path") or "", host)
        known = found.state if found else None
        return as_ids(task, known, functools.partial(self.recipients, api))

    def recipients(self, api: PingdomApi, endpoint: reports.Endpoint) -> list[Row]:
        """All contacts, or teams, of the account."""
        return everybody(api, endpoint)

    def missing(self, task: Task) -> list[str]:
        """The options without which no check of this type can be created."""
        check_type = task.params.get("type")
        missing = checks.schema_of(check_type or "ping").missing(task.given)
        return missing if check_type else ["type", *missing]

    def to_be_made(self, api: PingdomApi, task: Task, missing: list[str]) -> Result:
        """For check mode: a check that cannot be created, but that an earlier task may create."""
        result = super().to_be_made(api, task, missing)
        result.values = self.result(_not_there(task.given, task.params.get("type")))
        return result

    def new(self, _api: PingdomApi, task: Task) -> Comparable:
        """The check that is to be created."""
        return checks.target(checks.defaults(task.params["type"]), _tagged(task))

    def creation(self, task: Task, wanted: t.Any) -> Row:
        """What is sent to create it."""
        return {"type": wanted["type"], **checks.schema_of(wanted["type"]).creation(wanted, _tagged(task))}

    def namesakes(self, api: PingdomApi, wanted: t.Any, task: Task) -> list[int]:
        """Checks of the same name; by its tag there is none, but others may have its name."""
        return named(self.rows(api), wanted["name"]) if task.key.tag else []

    def come_into_being(self, api: PingdomApi, _task: Task, wanted: t.Any) -> list[int]:
        """The checks of the name of one that may have been created."""
        return named(self.rows(api), wanted["name"])

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change it. A pause that a window hides is sent in any case, and is no change."""
        why = self.pause_hidden_by(api, found) if self.doubts_pause(task) else None
        hidden = frozenset({"paused"} if why else ())
        if hidden:
            found = found._replace(state={**found.state, "paused": task.given["paused"]})
        append = task.params.get("append_tags", False)
        wanted = checks.target(found.state, task.given, append)
        written = self.telling(api, task, found, wanted, hidden)
        if not hidden:
            return self.appending(written) if append else written
        hint = _HIDDEN.format(found.id, why, str(wanted["paused"]).lower())
        written = written._replace(warnings=(*written.warnings, hint))
        return self.appending(written) if append else written

    def appending(self, written: Written) -> Written:
        """The same with tags that are added in place of tags that replace."""
        if "tags" not in written.body:
            return written
        before = t.cast(Found, written.before).state["tags"]
        body = {name: value for name, value in written.body.items() if name != "tags"}
        return written._replace(body={**body, "addtags": sorted({*written.wanted["tags"]} - {*before})})

    def written(self, api: PingdomApi, written: Written) -> Write:
        """A change, as it is remembered: what is hidden may have been otherwise before."""
        write = super().written(api, written)
        unchanged = "paused" in write.names and write.before["paused"] == write.after["paused"]
        return write._replace(before={**write.before, "paused": not write.after["paused"]}) if unchanged else write

    def replaced(self, api: PingdomApi, task: Task, found: Found) -> Result | None:
        """A check of another type is replaced by a new one, if that is allowed."""
        check_type = task.params.get("type")
        if check_type in (None, found.state["type"]):
            return None
        # delayed, since few tasks give a check another type: 2 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.replacing import replace

        return replace(api, self, task, found, lambda: self.pause_hidden_by(api, found))

    def doubts_pause(self, task: Task) -> bool:
        """Whether a check that shows as paused may not be, as far as it matters to a task."""
        return "paused" in task.given

    def pause_hidden_by(self, api: PingdomApi, found: Found) -> str | None:
        """Why nobody can tell if a check is paused itself: it shows so, and a window would make it show so.

        None if one can. What was written within the last minute is known all the same.
        """
        if found.answer.get("status") != "paused" or "paused" in api.recent.of(self.at(found.id)).values:
            return None
        return self.windows(api).hiding(found.id)

    def windows(self, api: PingdomApi) -> Windows:
        """The maintenance windows of the account."""
        # delayed, since few tasks say of a check that shows so whether it is paused: 4 % of starting a module
        from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.hiding import Windows

        return Windows(api)

    def stays(self, task: Task) -> bool:
        """A check whose history shall stay is paused."""
        return bool(task.given)

    # Proving and showing

    def not_taken(
        self, api: PingdomApi, task: Task, wanted: t.Any, found: Found, names: t.Collection[str]
    ) -> list[str]:
        """The fields that a check does not show after it was told.

        ``paused`` is not among them: answers may lag behind (Nextdoor/kingpin waits 30 s), and Pingdom said that it did
        it.
        """
        if wanted["type"] != found.state["type"]:
            return ["type"]
        taken = {"paused"}
        if task.params.get("append_tags") and {*task.given.get("tags", ())} <= {*found.state["tags"]}:
            taken.add("tags")  # others may add some of theirs at the same time
        return [name for name in super().not_taken(api, task, wanted, found, names) if name not in taken]

    def shows_before(self, _api: PingdomApi, before: Found | None, wanted: t.Any, seen: t.Sequence[Found]) -> bool:
        """Whether the last look has shown all that was told, but for a pause, as it was before."""
        if before is None or not seen:
            return False
        schema = checks.schema_of(wanted["type"])
        told = {*schema.differing(before.state, wanted)} - {"paused"}
        return bool(told) and not told & {*schema.differing(before.state, seen[-1].state)}

    def shown(self, _api: PingdomApi, before: Found | None, wanted: t.Any, settled: Found | None) -> Row:
        """A check as results have it; unpaused now, whatever an answer from before the pause says."""
        found = settled or before
        check = {**settled.state, "paused": wanted["paused"]} if settled else wanted
        answer = found.answer if found else {}
        was_paused = settled is None and before is not None and before.state["paused"]
        status = "paused" if was_paused else answer.get("status")
        row = _row(settled_status(wanted["paused"], status) if answer else None, answer)
        return {**row, **checks.schema_for(check).shown(check)}

    def result(self, shown: Row | None) -> Row:
        """The return values."""
        return {"check": shown, "recreated": False}


def _row(status: t.Any, answer: Row) -> Row:
    """What a result has of a check besides its fields."""
    times = {name: shown_time(answer.get(name)) for name in ("created", "lasttesttime")}
    return {"id": answer.get("id"), "status": status, **times}


def _not_there(given: Comparable, check_type: str | None) -> Row:
    """What a result has of a check that must exist by then: what is ``given`` of it, null for all else."""
    fields = checks.schema_of(check_type) if check_type else Schema(checks.COMMON)
    return {**_row(None, {}), "type": check_type, **fields.unknown(), **checks.every_field().shown(given)}


def _tagged(task: Task) -> Comparable:
    """What a new check is told: its identity is among its tags."""
    tag = task.key.tag
    return {**task.given, **({"tags": sorted({*task.given.get("tags", []), tag})} if tag else {})}


_HIDDEN = (
    "Whether check {0}, which shows as paused, is paused itself cannot be told, since {1}. So paused={2} is sent "
    "without being counted as a change."
)
