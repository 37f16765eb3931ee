# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Transaction checks: scripts, which can be made here, and recordings, which the recorder makes.

Sources: schemas ``CheckWithoutID``, ``CheckWithoutIDPUT`` and ``CheckWithoutIDGET`` of OpenAPI document 3.1, and the
answers in the tests of nordcloud/go-pingdom, which are wrapped in ``check``.
"""

from __future__ import annotations

import functools
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import recording, steps
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Params,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable, Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recipients import as_ids, everybody, unknown
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.transaction_list import (
    LISTED,
    ListedTransactions,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import shown_time

SCRIPT, RECORDING = TYPES = tuple(steps.VOCABULARY)

#: What only the detail of a check shows comes after what lists do.
FIELDS = Schema(
    (
        *LISTED.schema.fields,
        Field("steps", steps.STEPS, [], required=True, filled=True, secret=True),
        Field("contacts", kinds.ID_LIST, [], write="contact_ids", read="contact_ids"),
        Field("teams", kinds.ID_LIST, [], write="team_ids", read="team_ids"),
        Field("integrations", kinds.IDS, [], write="integration_ids", read="integration_ids"),
        Field("severity_level", kinds.TEXT, "high", choices=("high", "low")),
        Field("send_notification_when_down", kinds.INTEGER, 1, least=0),
        Field("custom_message", kinds.TEXT, ""),
        Field("metadata", recording.METADATA, secret=True),
    )
)

#: What a tag can be (OpenAPI document 3.1, ``tags`` of ``CheckWithoutID``).
_TAG = re.compile("[A-Za-z0-9_-]{1,64}")
#: Times of an answer, by their names in results.
_TIMES = {
    "created": "created_at",
    "modified": "modified_at",
    "lastdownstart": "last_downtime_start",
    "lastdownend": "last_downtime_end",
}
_NO_RECORDING = "The recorder of My Pingdom makes recordings. Give the id or name of one to change it."


class Transactions(ListedTransactions):
    """Transaction checks. A state has the ``type`` besides its fields."""

    # The module

    def options(self) -> dict[str, dict[str, t.Any]]:
        """The options of the module, besides the connection."""
        return {**super().options(), "append_tags": {"type": "bool", "default": False}}

    def identity(self) -> Identity:
        """Which options say which check is meant, and what it refers to."""
        lists = tuple(name for name in self.schema.lists if name != "steps")
        return super().identity()._replace(ids=frozenset({"id", "contacts", "teams"}), lists=lists)

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options, checked as far as that goes without asking the server."""
        task = super().task(params, check_mode)
        for tag in task.given.get("tags", []):
            if not _TAG.fullmatch(tag):
                text = f"a tag of a transaction check has 1 to 64 of A-Z, a-z, 0-9, _ and -, and {quoted(tag)} has not"
                raise ConfigurationError(text, details={"tag": tag})
        return task

    def nothing_known(self, params: Params) -> Row:
        """What check mode returns of a check whose id is not known yet: what the task gives, null for all else."""
        if params.get("state") == "absent":
            return self.result(None)
        return self.result({**row_of({}), "type": None, **unknown(super().nothing_known(params)[self.one])})

    # Reading

    def state_of(self, answer: Row, _task: Task) -> Comparable:
        """The check that an answer shows."""
        return {"type": type_of(answer), **self.schema.of_answer(answer, self.word)}

    def unmade(self, _type: str) -> Comparable:
        """What a check has that was told nothing; no other than a script can be made here."""
        return {"type": SCRIPT, **self.schema.defaults()}

    def unseen(self, thing_id: int, state: t.Any) -> Found:
        """A check that Pingdom does not know yet, as it was told to be. A new one is unknown until it was tested."""
        return Found(thing_id, state, {"id": thing_id, "status": "unknown"}, unseen=True)

    # Deciding

    def resolved(self, api: PingdomApi, task: Task, found: Found | None) -> Task:
        """The task with contacts and teams as ids."""
        _refuse_foreign(task.given, found.state["type"] if found else SCRIPT, found)
        known = found.state if found else None
        return as_ids(task, known, functools.partial(everybody, api))

    def new(self, _api: PingdomApi, task: Task) -> Comparable:
        """The check that is to be created."""
        return {**self.unmade(SCRIPT), **task.given}

    def change(self, api: PingdomApi, task: Task, found: Found) -> Written:
        """What is sent to change it; of a recording, with what the recorder has stored besides."""
        told = dict(task.given)
        actual = found.state
        if task.params.get("append_tags") and "tags" in told:
            told["tags"] = sorted({*actual["tags"], *told["tags"]})
        if "steps" in told and actual["type"] == RECORDING:
            told["steps"] = steps.as_recorded(told["steps"], actual["steps"])
        if "metadata" in told:
            told["metadata"] = recording.merged(actual["metadata"], told["metadata"])
        return self.telling(api, task, found, self.schema.merged(actual, told))

    # Showing

    def shown(self, _api: PingdomApi, before: Found | None, wanted: t.Any, settled: Found | None) -> Row:
        """A check as results have it: as it was ``settled``, or would be without check mode."""
        found = settled or before
        state = settled.state if settled else wanted
        return {**row_of(found.answer if found else {}), **state_of_result(state)}


def type_of(answer: Row) -> str:
    """Whether it is a script or a recording; what does not tell is a script, as they were before there was a type."""
    found = answer.get("type")
    return found if isinstance(found, str) else SCRIPT


def row_of(answer: Row) -> Row:
    """What a result has of a check besides its fields."""
    status = answer.get("status")
    times = {name: shown_time(answer.get(member)) for name, member in _TIMES.items()}
    return {"id": answer.get("id"), "status": status if isinstance(status, str) else None, **times}


def state_of_result(state: Comparable) -> Row:
    """The fields of a check as results have them, with its type."""
    return FIELDS.shown(state)


def _refuse_foreign(given: Comparable, check_type: str, found: Found | None) -> None:
    """``ConfigurationError`` for what only the other type has, where its own has another."""
    what = f"transaction check {found.id} is a {check_type}" if found else "a new transaction check is a script"
    hint = f"Nothing was sent. {_NO_RECORDING}" if check_type == SCRIPT else "Nothing was sent."
    if "metadata" in given and check_type == SCRIPT:
        raise ConfigurationError(f"{what}, and only recordings have metadata", hint=hint)
    words = steps.VOCABULARY.get(check_type, {})
    foreign = sorted({step["fn"] for step in given.get("steps", []) if step["fn"] not in words})
    if foreign:
        raise ConfigurationError(f"{what}, which has no step {foreign[0]}", hint=hint)
