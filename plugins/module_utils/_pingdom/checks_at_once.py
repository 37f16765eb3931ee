# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Many checks in one task: what all of them need is read once, details side by side, within the request budget."""

from __future__ import annotations

import dataclasses
import itertools
import threading
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks, reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import READS_AT_A_TIME
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_rules import Checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Found, Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.hiding import Windows
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted

#: What the list, asked with ``LIST_QUERY``, shows of a check as the detail does. Not ``verify_certificate``, which is
#: shown for every type, and false there (recorded and pasted answers of API 3.1).
_LISTED = ("name", "host", "paused", "resolution", "tags", "ipv6", "probe_filters", "encryption")
#: Shown in the list only where a check has any (recorded and pasted answers of API 3.1).
_ONLY_IF_ANY = frozenset({"probe_filters"})
LIST_QUERY: Row = {"include_tags": "true", "showencryption": "true"}


class ChecksAtOnce(Checks):
    """Checks for one task about many of them, with what was read for it."""

    def __init__(self, like: Checks) -> None:
        super().__init__(**{field.name: getattr(like, field.name) for field in dataclasses.fields(like)})
        self._recipients: dict[str, list[Row]] = {}
        self._windows: Windows | None = None
        self._list = _Shared()

    # Read once

    def recipients(self, api: PingdomApi, endpoint: reports.Endpoint) -> list[Row]:
        """All contacts, or teams, of the account, as they were when the first of them was looked up."""
        if endpoint.path not in self._recipients:
            self._recipients[endpoint.path] = super().recipients(api, endpoint)
        return self._recipients[endpoint.path]

    def windows(self, api: PingdomApi) -> Windows:
        """The maintenance windows of the account, as they were when the first check was asked about."""
        self._windows = self._windows or super().windows(api)
        return self._windows

    def rows(self, api: PingdomApi, as_listed: bool = False, query: Row | None = None) -> list[Row]:
        """The list as it is by now; those who look for what they created share one that begins after that."""
        if as_listed:
            whole = {**LIST_QUERY, **(query or {})}
            return self._list.read(lambda: super(ChecksAtOnce, self).rows(api, as_listed, whole))
        return super().rows(api, as_listed, query)

    # What the list shows

    def listed(self, api: PingdomApi, row: Row, task: Task) -> Found | None:
        """A check as far as its row of the list shows it, by now; None if it shows no type that is known."""
        check_type = row.get("type")
        if not isinstance(check_type, str) or check_type not in checks.TYPES:
            return None
        fields = checks.schema_of(check_type).by_name
        shown = [fields[name] for name in _LISTED if name in fields]
        shown = [field for field in shown if field.member in row or field.name in _ONLY_IF_ANY]
        state: Comparable = {"type": check_type, **{field.name: field.of_answer(row, self.word) for field in shown}}
        return self.seen_by_now(api, Found(row["id"], state, row), task)

    def suffices(self, api: PingdomApi, task: Task, listed: Found | None) -> bool:
        """Whether a row of the list shows that a check is all that a task wants."""
        if listed is None or listed.unclear or task.params.get("type") not in (None, listed.state["type"]):
            return False
        fields = checks.schema_of(listed.state["type"]).by_name
        wanted = dict(task.given)
        if task.params.get("append_tags") and "tags" in wanted:
            wanted["tags"] = sorted({*wanted["tags"], *listed.state.get("tags", ())})
        same = all(
            name in listed.state and fields[name].kind.same(listed.state[name], value) for name, value in wanted.items()
        )
        doubtful = api.recent.of(self.at(listed.id)).doubtful.keys() & wanted.keys()
        return same and not doubtful and not (self.doubts_pause(task) and self.pause_hidden_by(api, listed))

    def doubts_pause(self, task: Task) -> bool:
        """As for one check, but where it shall be paused and shows so, that is enough: a set is applied again."""
        return task.given.get("paused") is False


def details(api: PingdomApi, resource: Checks, wanted: t.Sequence[tuple[int, Task]]) -> list[Found | None]:
    """The checks of some ids, each for its task, as they are by now; None for one that has gone meanwhile."""
    api.budget.afford(len(wanted), f"reading {counted(len(wanted), 'check')}")
    with api.recent.held():
        return in_parallel(lambda one: resource.known(api, *one), wanted, READS_AT_A_TIME)


class _Shared:
    """One reading for all that wait for one: it has to begin after they asked, as a reading of their own would."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tickets = itertools.count(1)
        self._served = 0
        self._rows: list[Row] = []

    def read(self, make: t.Callable[[], list[Row]]) -> list[Row]:
        mine = next(self._tickets)
        with self._lock:
            if self._served < mine:
                latest = next(self._tickets)
                self._rows = make()
                self._served = latest
            return self._rows
