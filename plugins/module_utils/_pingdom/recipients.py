# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whom checks of any kind alert: contacts and teams, which a task may name in any way that they are known by."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import named
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable

#: What is awaited of checks, in words.
REFERS_TO = "contacts and teams"
#: The field, where names are looked up, and the word for one.
_RECIPIENTS = (("contacts", reports.CONTACTS, "contact"), ("teams", reports.TEAMS, "team"))


def everybody(api: PingdomApi, endpoint: reports.Endpoint) -> list[Row]:
    """All contacts, or teams, of the account, by what was written lately as well."""
    # delayed, since few tasks say whom to alert by name
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.contact import CONTACT
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.team import TEAM

    return (CONTACT if endpoint is reports.CONTACTS else TEAM).rows(api)


def as_ids(task: Task, actual: Comparable | None, everybody_of: t.Callable[[reports.Endpoint], list[Row]]) -> Task:
    """The task with contacts and teams as ids; whom the ``actual`` check alerts already is not looked up by id."""
    given = dict(task.given)
    awaited: list[str] = []
    for name, endpoint, word in _RECIPIENTS:
        if given.get(name):
            rows = functools.partial(everybody_of, endpoint)
            found = named(given[name], rows, word, actual[name] if actual else (), task.check_mode)
            given[name] = found.ids
            awaited += found.unknown
    return task._replace(given=given, awaited=tuple(awaited))


def of_awaited(awaited: t.Collection[str]) -> list[str]:
    """The options in which something is awaited."""
    return [name for name, _endpoint, word in _RECIPIENTS if any(one.startswith(f"{word} ") for one in awaited)]


def unknown(given: Comparable) -> Comparable:
    """``given`` with null for them: a result has their ids, which are not known before they are looked up."""
    return {**given, **{name: None for name, *_more in _RECIPIENTS if name in given}}
