# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a source reads from PRTG: rows, what is included, and how much the server left out."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import connected
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.dialects import DIALECTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filtering import (
    add_known,
    add_places,
    matching,
    plan_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import Node, render
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selection, Selector, select
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._prtg.rows import Rows, Wanted
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report, without

#: What can be included, and for which hosts.
_INCLUDES = {
    "status_summary": ("device", "probe"),
    "channels": ("sensor",),
    "settings": ("device", "probe", "sensor"),
}


class Reader:
    """Reads what is ``wanted``, with the filter ``node`` by its ``plan``, from the server that ``connection`` names.

    ``filters_here`` says whether the filter is left to those who get the rows, and no part of it to the server: what is
    to be ``cached`` has to be whole, and about what the server leaves out nobody can tell why.
    """

    def __init__(
        self,
        connection: t.Mapping[str, t.Any],
        wanted: Wanted,
        node: Node | None,
        plan: Plan | None,
        report: Report,
        cached: bool,
    ) -> None:
        self._connection = connection
        self._wanted = wanted
        [self._kind] = wanted.kinds
        self._node = node
        self._report = report
        self._cached = cached
        self._reads_all = report.thorough or self._kind == "probe"  # probes are few anyway
        self.filters_here = cached or self._reads_all
        self._plan = None if self.filters_here else plan
        self._whole_plan = plan
        self._selector = Selector(
            kinds=wanted.kinds,
            under=wanted.under,
            filter=None if self.filters_here else node,
            filter_text=None if node is None else render(node),
        )

    def rows(self) -> Rows:
        """The rows, whole or as far as the server and the filter narrow them."""
        included = self._wanted.include
        with connected(self._connection) as server:
            self._refuse_includes(server)
            selection = self._select(server)
            channels = server.channels(self._asked_closer(selection)) if "channels" in included else {}
            total = self._total_if_narrowed(server, selection)
        for text in server.warnings:
            self._report.warn(text)
        self._tell_of_reading(selection, total)
        snapshot = selection.snapshot
        known: dict[str, t.Any] = {
            "status_summary": snapshot.summaries,
            "channels": channels,
            "settings": snapshot.settings,
        }
        visible = total if self._is_narrowed else len(snapshot.objects)
        more = {name: known[name] for name in sorted(included)}
        return Rows(selection.objects, snapshot.tree, more, visible=visible)

    def total(self) -> int | None:
        """How many objects of the kind there are, if that can be told."""
        with connected(self._connection) as server:
            return self._total(server)

    def _select(self, server: PrtgServer) -> Selection:
        wanted = self._wanted
        selection = select(
            server,
            self._selector,
            wanted.fields,
            tree=wanted.tree,
            summary="status_summary" in wanted.include,
            settings="settings" in wanted.include,
            narrow=not self._reads_all,
            plan=self._plan,
        )
        if self.filters_here and self._node is not None:
            if self._whole_plan is not None:
                plan_of(selection.snapshot, self._whole_plan)  # refuses what the lists that answered do not tell
            add_known(server, selection.snapshot, wanted.known)
            add_places(server, selection.snapshot, self._node)
        return selection

    def _asked_closer(self, selection: Selection) -> list[str]:
        """The objects that are worth a request of their own: all that are cached, else those that become hosts."""
        objects = selection.objects
        if self._node is not None and self.filters_here and not self._cached:
            objects = matching(self._node, objects, selection.snapshot.tree)
        return [one.id for one in objects]

    def _refuse_includes(self, server: PrtgServer) -> None:
        """Refuse what cannot be had, before anything is sent."""
        for name in sorted(self._wanted.include):
            kinds = _INCLUDES[name]
            if self._kind not in kinds:
                raise _errors.ConfigurationError(
                    f"include {name} needs hosts_from {' or '.join(kinds)}, not {self._kind}"
                )
            DIALECTS[server.api].refuse_lacking(name)

    @property
    def _is_narrowed(self) -> bool:
        """Whether the server may leave something out."""
        return not self._reads_all and (self._selector.under is not None or self._selector.filter is not None)

    def _total_if_narrowed(self, server: PrtgServer, selection: Selection) -> int | None:
        """How many objects there are, where some may have been left out and somebody wants to know."""
        asked = self._is_narrowed and (self._report.counting or not selection.objects)
        return self._total(server) if asked else None

    def _total(self, server: PrtgServer) -> int | None:
        """How many objects there are; no inventory fails for want of this number."""
        try:
            return server.total(self._kind)
        except _errors.MonitoringError as error:
            self._report.detail(f"what the server left out could not be counted: {error}")
            return None

    def _tell_of_reading(self, selection: Selection, total: int | None) -> None:
        """Report what was asked, and what was left out; ``total`` counts the objects on a server that left out some."""
        query = selection.snapshot.query
        for request in query.sent:
            self._report.detail(f"asked: {request}")
        self._report.detail(f"{query.rows_read} rows in {len(query.sent)} requests")
        reason = f"not among {self._selector.describe()}"
        if total is None:
            self._report.left_out(without(selection.snapshot.objects, selection.objects), reason)
        else:
            self._report.count(f"left out ({reason})", total - len(selection.objects))
