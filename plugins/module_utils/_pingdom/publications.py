# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Public reports of checks. Each check has one or none, so that its id is that of the check.

Source: the 2.1 documentation, "Reports.public".
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Key,
    Params,
    Resource,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field, Schema
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import called
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.report_checks import check_of

CHECK = Field("check", kinds.INTEGER, always=True, read="checkid")
SCHEMA = Schema((CHECK, Field("published", kinds.BOOLEAN, default=False)))


def published(api: PingdomApi) -> dict[int, Row]:
    """The public reports by the ids of their checks."""
    found = reports.read(api, reports.PUBLIC_REPORTS)
    if not all(isinstance(row, dict) for row in found.every):
        raise UnexpectedAnswer("the list of public reports has an entry that is none", exchange=found.exchange)
    return {CHECK.of_answer(row, "public report"): row for row in found.every}


class Publications(Resource):
    """Public reports, found by their checks. A check without one has one that is not published."""

    def identity(self) -> Identity:
        """Which option says whose report is meant."""
        return Identity(self.word, options=("check",), ids=frozenset({"check"}))

    def task(self, params: Params, check_mode: bool) -> Task:
        """The options: a report is there or not."""
        given = {"published": params["state"] == "present"}
        return Task(Key(None, params.get("check")), given, params, check_mode)

    def nothing_known(self, params: Params) -> Row:
        """The return values of check mode where not even the check is known."""
        return self.result(None if params["state"] == "absent" else self.report(None, {}))

    def find(self, api: PingdomApi, task: Task) -> Found | None:
        """The report of the check, also one that is not published; None where the check is not known (yet)."""
        listed = published(api)
        try:
            check, _awaited = check_of(api, task.params["check"], listed, task.check_mode)
        except NotFound:
            if not task.is_absent:
                raise
            return None
        return None if check is None else self.seen_by_now(api, self._of(check, listed), task)

    def read(self, api: PingdomApi, thing_id: int, _task: Task) -> Found:
        """The report of a check as the list shows it."""
        return self._of(thing_id, published(api))

    def _of(self, check: int, listed: t.Mapping[int, Row]) -> Found:
        return Found(check, {"check": check, "published": check in listed}, listed.get(check, {}))

    def seen_by_now(self, api: PingdomApi, found: Found, task: Task) -> Found:
        """A report as it was told to be lately."""
        if api.recent.of(self.at(found.id)).deleted:
            return found._replace(state={**found.state, "published": False})
        return super().seen_by_now(api, found, task)

    def resolved(self, _api: PingdomApi, task: Task, found: Found | None) -> Task:
        """Nothing but the check may be missing, in check mode."""
        return task if found else task._replace(awaited=(called("check", task.params["check"]),))

    def new(self, _api: PingdomApi, _task: Task) -> Row:
        """What is going to be there for a check that is awaited."""
        return {"check": None, "published": True}

    def change(self, _api: PingdomApi, _task: Task, found: Found) -> Written:
        """Publish it."""
        names = frozenset[str]() if found.state["published"] else frozenset({"published"})
        return Written(found, {**found.state, "published": True}, {}, names)

    def removed(self, _api: PingdomApi, _task: Task, found: Found) -> Result | None:
        """Nothing is withdrawn that is not published."""
        return None if found.state["published"] else Result(values=self.result(None))

    def change_of(self, before: t.Any, after: t.Any) -> Change:
        """The difference, for results."""
        sides = [state if state and state["published"] else None for state in (before, after)]
        return Change(f"{self.label_of()} of check {(after or before)['check']}", *sides)

    def shown(self, _api: PingdomApi, before: Found | None, _wanted: t.Any, settled: Found | None) -> Row:
        """A report as results have it."""
        found = settled or before
        return self.report(found.id if found else None, found.answer if found else {})

    def report(self, check: int | None, row: Row) -> Row:
        """A report as results have it."""
        return {"kind": "public", "id": None, "name": row.get("checkname"), "check": check, "url": row.get("reporturl")}


PUBLICATION = Publications(
    path="/reports.public",
    one="report",
    word="public report",
    listing=reports.PUBLIC_REPORTS,
    schema=SCHEMA,
    named="check",
    refers_to="check",
)
