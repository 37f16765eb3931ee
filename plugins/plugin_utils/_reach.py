# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Where Ansible is to connect to, as a service and as expressions have it."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.plugin_utils._addresses import MISSING, reachable, refusal
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._configuration import Configuration
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._hosts import Record
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._report import Report
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._service import Service

#: An address, or why there is none to use; neither where none is wanted.
Reached = tuple[str | None, str | None]


class Reach:
    """Decides what may be an address, and tells what may not."""

    def __init__(self, service: Service, options: Configuration, report: Report) -> None:
        self._address_of = service.address
        self._wanted: bool = options["set_ansible_host"]
        self._allow_loopback: bool = options["allow_loopback"]
        self._report = report

    def of(self, objects: t.Sequence[Record]) -> list[Reached]:
        """What comes of the addresses that the service has."""
        if not self._wanted:
            return [(None, None)] * len(objects)
        return [reachable(self._address_of(one), allow_loopback=self._allow_loopback) for one in objects]

    def tell(self, objects: t.Sequence[Record], reached: t.Sequence[Reached]) -> None:
        """Count what is not used, and say why."""
        for one, (_found, reason) in zip(objects, reached, strict=True):
            if reason is not None:
                self._report.count(reason)
                if reason != MISSING and self._report.detailed:
                    self._report.detail(f"{one.label()}: host field {self._address_of(one)!r} is not used, {reason}")

    def accepts(self, host: str, variable: str, value: t.Any) -> bool:
        """Whether what an expression has made of an address is one; what is no text is the user's affair."""
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return True
        reason = refusal(str(value), allow_loopback=self._allow_loopback)
        if reason is not None and reason != MISSING:
            self._report.count(f"composed {reason}")
            self._report.detail(f"{host}: {variable} {value!r} is not set, {reason}")
        return reason is None
