# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The rows of a source: from its cache if they are young enough, else from the service, else old ones if so wished."""

from __future__ import annotations

import typing as t

from ansible.plugins.inventory import get_cache_plugin

from ansible_collections.opswatch.monitoring.plugins.module_utils import _errors
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._service import Rows, Service

#: Errors that say nothing against yesterday's rows.
_PASSING = (_errors.ConnectionFailed, _errors.ServerFault, _errors.RateLimited, _errors.UnexpectedAnswer)


class Cache:
    """The entry that Ansible's ``cache`` has of a source, whose name there is ``key``: the rows that were read last.

    Another server, account or question in the same file makes another source of it.
    """

    def __init__(self, cache: t.Any, key: str, service: Service, options: Configuration, report: Report) -> None:
        self._cache = cache
        self._key = f"{key}_{service.identity[:16]}"
        self._options = options
        self._service = service
        self._report = report

    def rows(self) -> Rows | None:
        """What is kept, also what the cache says has expired: its age is what its rows say."""
        return self._loaded(self._cache) or self.expired()

    def expired(self) -> Rows | None:
        """What is kept, whatever its age."""
        names = {"_uri": "cache_connection", "_prefix": "cache_prefix"}
        given = {name: self._options[option] for name, option in names.items() if self._options[option] is not None}
        return self._loaded(get_cache_plugin(self._options["cache_plugin"], _timeout=0, **given))

    def keep(self, rows: Rows) -> None:
        """Keep ``rows`` in place of what was kept."""
        self._cache[self._key] = self._service.dump(rows)

    def _loaded(self, cache: t.Any) -> Rows | None:
        """What is kept; nothing, with a warning, where a cache cannot be read: then the service is."""
        try:
            entry = cache.get(self._key)
        except Exception as error:  # noqa: BLE001 - a cache plugin may fail in any way on a damaged file
            self._report.warn(f"The cache of {self._report.name} cannot be read, and is made anew: {error}")
            return None
        return t.cast("Rows | None", self._service.load(entry))


class Reading:
    """Reads what a source asks for."""

    def __init__(self, service: Service, options: Configuration, report: Report) -> None:
        self._service = service
        self._options = options
        self._report = report

    def rows(self, cache: Cache | None, *, may_hit: bool) -> tuple[Rows, bool]:
        """The rows, and whether they are stale; only if ``may_hit`` does the cache come before the service."""
        if cache is None:
            return self._certain(*self._attempt()), False
        return self._beside(cache, may_hit)

    def _beside(self, cache: Cache, may_hit: bool) -> tuple[Rows, bool]:
        """The same with a cache."""
        cached = cache.rows() if may_hit else None
        lifetime = self._options["cache_timeout"]
        if cached is not None and (not lifetime or cached.age <= lifetime):
            age = f"{cached.age:.0f} s old"
            self._report.detail(f"{len(cached.objects)} objects from the cache, {age}, no request sent")
            return cached, False
        rows, error = self._attempt()
        if error is not None and self._options["stale_if_error"]:
            stale = cached or cache.expired()
            if stale is not None:
                name = self._service.profile.name
                self._report.warn(
                    f"Stale inventory: {name} was last read {stale.age:.0f} s ago, and now fails: {error}"
                )
                return stale, True
        rows = self._certain(rows, error)
        if rows.objects:
            cache.keep(rows)
        return rows, False

    def _attempt(self) -> tuple[Rows | None, _errors.MonitoringError | None]:
        """What the service delivers, and what speaks against it that may pass: it fails, or it shows nothing at all."""
        try:
            rows = self._service.read()
        except _PASSING as error:
            # that nothing came was not expected, and may be right
            may_be_empty = self._options["allow_empty"] and isinstance(error, _errors.UnexpectedAnswer)
            return self._service.counted_none() if may_be_empty else None, error
        if rows.objects:
            return rows, None
        if rows.visible == 0:
            return rows, self._service.shows_nothing()
        self._service.refuse_nothing(rows.visible)
        return rows, None

    def _certain(self, rows: Rows | None, error: _errors.MonitoringError | None) -> Rows:
        """``rows`` that nothing speaks against, or that are empty where ``allow_empty`` says that they may be."""
        if rows is None or (error is not None and not self._options["allow_empty"]):
            raise t.cast(_errors.MonitoringError, error)
        if error is not None:
            self._report.warn(error.message)
        return rows
