# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whom checks of any kind alert: contacts and teams, which a task may name in any way that they are known by."""

from __future__ import annotations

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ids_of

#: The field, where names are looked up, and the word for one.
_RECIPIENTS = (("contacts", reports.CONTACTS, "contact"), ("teams", reports.TEAMS, "team"))


def as_ids(api: PingdomApi, given: Comparable, actual: Comparable | None) -> Comparable:
    """``given`` with contacts and teams as ids; whom the ``actual`` check alerts already is not looked up by id."""
    result = dict(given)
    for name, endpoint, word in _RECIPIENTS:
        if given.get(name):

            def rows(endpoint: reports.Endpoint = endpoint) -> list[Row]:
                return reports.read(api, endpoint).rows

            result[name] = ids_of(given[name], rows, word, actual[name] if actual else ())
    return result


def without(given: Comparable) -> Comparable:
    """``given`` without them: a result has their ids, which are not known before they are looked up."""
    return {name: value for name, value in given.items() if name not in {one for one, *_more in _RECIPIENTS}}
