# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whether a maintenance window hides if a check is paused itself.

A window pauses the monitoring of its checks, too (SolarWinds documentation, "Maintenance Windows"); that ``status``
shows it is unverified.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound, PermissionDenied
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import PLAN, Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import is_number
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import cut, printable
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso, readable


class Windows:
    """The maintenance windows of an account, read when one is asked about for the first time."""

    def __init__(self, api: PingdomApi) -> None:
        self._api = api
        self._rows: list[tuple[Row, frozenset[t.Any]]] | None = None
        self._why = ""
        self._forces: dict[int, str | None] = {}

    def hiding(self, check_id: int) -> str | None:
        """Why nobody can tell whether a check that shows as paused is paused itself, None if one can: it is in none.

        Where windows may not be read for any other reason than a plan that has none, it may be in one.
        """
        if self._rows is None:
            self._rows = [(row, _ids_in(row)) for row in self._read()]
        in_force = [why for row, ids in self._rows if check_id in ids and (why := self._in_force(row))]
        return self._why or (f"it is in maintenance window {' and in '.join(in_force)}" if in_force else None)

    def _read(self) -> list[Row]:
        try:
            return reports.read(self._api, reports.WINDOWS).rows
        except (PermissionDenied, NotFound) as error:
            if error.details.get("cause") != PLAN:
                self._why = f"its maintenance windows cannot be read ({error.exchange}: {error.message})"
            return []

    def _in_force(self, row: Row) -> str | None:
        if row["id"] not in self._forces:
            self._forces[row["id"]] = _in_force(self._api, row)
        return self._forces[row["id"]]


def _ids_in(row: Row) -> frozenset[t.Any]:
    """The ids of the checks that a window is about, which may be texts."""
    connected = row.get("checks")
    ids = connected.get("uptime") if isinstance(connected, dict) else None
    told = [str(one) for one in ids if isinstance(one, (int, str))] if isinstance(ids, list) else []
    return frozenset(int(one) for one in told if is_number(one))


def _in_force(api: PingdomApi, row: Row) -> str | None:
    """Which window it is, and until when it is in force, of a recurring one an occurrence; None if it is not.

    What cannot be read may be in force.
    """
    window, now = Window.from_answer(row), api.now()
    called = f"{window.id} ({cut(printable(window.description))})" if window.description else str(window.id)
    status = window.status(now)
    if status is None:
        return f"{called}, which may be in force"
    if status != "running":
        return None
    ends = [window.until]
    if window.recurrence != "none":
        ends = [readable(one.get("to")) for one in reports.occurrences(api, row["id"]) if goes_on(one, now)]
    if not ends:
        return None
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return f"{called}, which may be in force"
    return f"{called}, which is in force until {iso(max(known))}"


def goes_on(occurrence: Row, now: int) -> bool:
    """Whether an occurrence is in force now; one that cannot be read may be."""
    can_be_read = is_id(occurrence.get("from")) and is_id(occurrence.get("to"))
    return not can_be_read or occurrence["from"] <= now < occurrence["to"]
