# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pingdom as the service of an inventory: which checks become hosts, or whose targets, and their groups."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import Wanted, chosen_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialects import dialect_of, server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.grouping import Grouping
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.records import (
    FIELDS,
    NO_NAMES,
    TARGET,
    Monitored,
    targets_of,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.rows import (
    Rows,
    dump,
    identity,
    load,
    rows_of,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._pingdom.selecting import (
    EVERYTHING,
    SELECTORS,
    wanted_of,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._profile import Profile
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report, without
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._service import Service


class PingdomService(Service):
    """A Pingdom account, as one source asks it."""

    profile = Profile(
        key="pingdom",
        name="Pingdom",
        fields=FIELDS,
        no_names=NO_NAMES,
        untold=None,
        templates=frozenset({"url", "api_token", "username", "password", "app_key", "account_email", "proxy"}),
        libraries=frozenset(),
    )

    def __init__(self, options: Configuration, report: Report) -> None:
        self._options = options
        self._report = report
        self.kind: str = options["hosts_from"]
        self._narrowed_by = {name: options[name] for name in SELECTORS}
        self._wanted = wanted_of(self._narrowed_by)
        dialect_of(options.connection)  # refuses a version that nobody here speaks
        self.shared = {"server": server_of(options.connection)}

    @property
    def identity(self) -> str:
        """Which cached rows are meant: all of an account."""
        return identity(self._options.connection)

    def read(self) -> Rows:
        """Every check of the account with all that is told of it, by one reading of the list."""
        with connect(self._options.connection) as api:
            told = LISTED.rows(api, as_listed=True, query=EVERYTHING)
        self._report.detail(f"asked: GET {LISTED.path}; {len(told)} rows")
        return rows_of(told)

    def counted_none(self) -> None:
        """Nothing that was not expected is believed: the list itself tells how many checks there are."""

    def shows_nothing(self) -> _errors.MonitoringError:
        """The error for an account without any check."""
        return _errors.UnexpectedAnswer(
            "The inventory has no host: Pingdom shows this account no check at all",
            hint="Look whether the credentials are those of the account that is meant. Set allow_empty if there may "
            "be no host.",
        )

    def refuse_nothing(self, visible: int | None) -> None:
        """Refuse an inventory without hosts where none of the checks is wanted; a warning where that is allowed."""
        given = " and ".join(f"{name} {value}" for name, value in self._narrowed_by.items() if value is not None)
        told = f"The inventory has no host: no check of the {visible} that Pingdom shows fits {given}"
        if self._options["allow_empty"]:
            self._report.warn(told)
            return
        raise _errors.SelectionRefused(
            told,
            hint="Check these options; names, tags and statuses are compared exactly. Set allow_empty if there may be "
            "no host.",
        )

    def dump(self, rows: Rows) -> dict[str, t.Any]:
        """``rows`` for a cache."""
        return dump(rows)

    def load(self, kept: t.Any) -> Rows | None:
        """Rows from a cache."""
        return load(kept)

    def fitting(self, rows: Rows) -> list[Monitored]:
        """The checks that are wanted, or their targets."""
        found = chosen_of(rows.told, self._wanted)
        self._warn_of_unknown(found.unknown)
        ids = {row["id"] for row in found.rows}
        kept = [one for one in rows.objects if one.id in ids]
        self._report.left_out(without(rows.objects, kept), "not among the wanted checks", self._why_not)
        if rows.objects and not kept:
            self.refuse_nothing(rows.visible)
        return targets_of(kept) if self.kind == TARGET else kept

    def address(self, one: Monitored) -> str | None:
        """The host that is tested."""
        return one.host

    def grouping(self, _rows: Rows) -> Grouping:
        """What makes the groups of ``group_by``."""
        return Grouping(self._options["group_by"], self._options["group_prefix"])

    def _warn_of_unknown(self, unknown: list[str]) -> None:
        """What is wanted and not there makes the inventory smaller than somebody thinks."""
        if unknown:
            self._report.warn(f"Pingdom shows no check that has the {some(unknown)}")

    def _why_not(self, one: Monitored) -> str:
        """Which of the options leaves a check out."""
        row = {"id": one.id, "name": one.name, "tags": [*one.tags, *one.auto_tags]}
        if not self._wanted.names_one(row):
            return "neither ids nor names nor tags name it"
        narrowed = Wanted(types=self._wanted.types)
        return "not of the types" if not narrowed.fits({"type": one.type}) else "not of the statuses"
