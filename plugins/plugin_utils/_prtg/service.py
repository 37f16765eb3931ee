# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG as the service of an inventory: what a source wants of it, what is no host, and the groups in PRTG's words."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import dialect_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import matching, misfit_of, plan_for
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read as read_filter
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    ALWAYS_READ,
    BOOLEAN,
    FIELDS,
    RECORD,
    TEXTS,
    UNREAD,
    PrtgObject,
    Tree,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._profile import SHARED, Profile
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.grouping import TREE_GROUPINGS, Grouping
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.reading import Reader
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.rows import Rows, Wanted, dump, identity, load
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report, without
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._service import Service

#: What it can mean that nothing is there, and what helps.
_NO_RIGHTS = (
    "Either the account has no rights in PRTG, or the server is not ready: log in to PRTG as this account, or try "
    "again later. Set allow_empty if there may be no host."
)


class PrtgService(Service):
    """A PRTG server, as one source asks it."""

    profile = Profile(
        key="prtg",
        name="PRTG",
        fields=FIELDS,
        no_names=frozenset(name for name, field in RECORD.items() if field.type in (TEXTS, BOOLEAN)),
        untold=UNREAD,
        templates=frozenset({"url", "api_token", "username", "password", "passhash", "proxy", "under", "filter"}),
        libraries=frozenset({"lxml"}),
    )

    def __init__(self, options: Configuration, report: Report) -> None:
        self._options = options
        self._report = report
        self.kind: str = options["hosts_from"]
        text = options.narrowing("filter")
        self._filter = None if text is None else read_filter(text, (self.kind,))
        self._narrowed_by = {"under": options.narrowing("under", nothing="/"), "filter": text}
        self._plan = self._planned(text)
        self._wanted = self._wanted_of(self._plan)
        self.shared = {"server": server_of(options.connection)}
        self._reader = Reader(options.connection, self._wanted, self._filter, self._plan, report, options["cache"])

    def _planned(self, text: str | None) -> Plan | None:
        """How to find what the filter, written as ``text``, selects."""
        if self._filter is None:
            return None
        return plan_for(dialect_of(self._options.connection), self._filter, (self.kind,), text)

    def _wanted_of(self, how: Plan | None) -> Wanted:
        """What the configuration uses, and so has to be read."""
        options = self._options
        group_by = options["group_by"]
        return Wanted(
            kinds=(self.kind,),
            under=self._narrowed_by["under"],
            fields=ALWAYS_READ
            | options.used.difference(SHARED)
            | (how.fields if how else frozenset())
            | {name for name in (*group_by, *options["hostnames"]) if name in FIELDS}
            | ({"host"} if options["set_ansible_host"] else set()),
            tree=any(name in TREE_GROUPINGS for name in group_by) or (how is not None and how.tree),
            include=frozenset(options["include"]),
            known=how.known if how else (),
        )

    @property
    def identity(self) -> str:
        """Which cached rows are meant."""
        return identity(self._options.connection, self._wanted)

    def read(self) -> Rows:
        """The rows from the server."""
        return self._reader.rows()

    def counted_none(self) -> Rows | None:
        """Empty rows if the server counts no object of the kind, None otherwise."""
        return Rows([], Tree([]), {}) if self._reader.total() == 0 else None

    def shows_nothing(self) -> _errors.MonitoringError:
        """The error for an account that sees none of the kind."""
        return _errors.UnexpectedAnswer(
            f"The inventory has no host: PRTG shows this account no {self.kind} at all", hint=_NO_RIGHTS
        )

    def refuse_nothing(self, visible: int | None) -> None:
        """Refuse an inventory without hosts where of the ``visible`` objects (None: nobody knows) none fits.

        Where that is allowed, it is a warning.
        """
        given = " and ".join(f"{name} {value!r}" for name, value in self._narrowed_by.items() if value is not None)
        every = f" (of {visible} that PRTG shows)" if visible else ""
        told = f"The inventory has no host: no {self.kind}{every} fits {given}"
        if self._options["allow_empty"]:
            self._report.warn(told)
            return
        raise _errors.SelectionRefused(
            told,
            hint="Check these options, and what the account may see; -vvv says of each object why it is left out. Set "
            "allow_empty if there may be no host.",
        )

    def dump(self, rows: Rows) -> dict[str, t.Any]:
        """``rows`` for a cache."""
        return dump(rows, self._wanted)

    def load(self, kept: t.Any) -> Rows | None:
        """Rows from a cache, if they hold what is wanted."""
        return load(kept, self._wanted)

    def fitting(self, rows: Rows) -> list[PrtgObject]:
        """What fits the filter of all that was cached or read; otherwise it was filtered while it was read."""
        every, node = rows.objects, self._filter
        self._warn_of_untold(every)
        if node is None or not self._reader.filters_here:
            return every
        kept = matching(node, every, rows.tree)
        self._report.left_out(without(every, kept), "does not fit the filter", misfit_of(node, rows.tree))
        if every and not kept:
            self.refuse_nothing(len(every))
        return kept

    def address(self, one: PrtgObject) -> str | None:
        """The host field."""
        return one.host

    def grouping(self, rows: Rows) -> Grouping:
        """What makes the groups of ``group_by``."""
        return Grouping(self._options["group_by"], rows.tree, self._options["group_prefix"])

    def _warn_of_untold(self, objects: t.Sequence[PrtgObject]) -> None:
        """Warn of groups that some hosts are in or not, and nobody can tell."""
        for field in self._options["group_by"]:
            if field in FIELDS:
                untold = sum(getattr(one, field) is UNREAD for one in objects)
                if untold:
                    self._report.warn(
                        f"PRTG does not tell the {field} of {untold} of {len(objects)} hosts over this API, so that "
                        "they are in no such group"
                    )
