# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task can include in the records of objects: an entry each, from which validation, costs and reading follow."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import SelectionRefused
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import dialects
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.details import Allow, DetailsPart
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selection, Selector
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import CONTAINERS, PrtgServer, Query
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import counted

SUMMARY = "status_summary"

_SENSOR = ("sensor",)

Told = t.Mapping[str, t.Any]


class _Asked(t.NamedTuple):
    """What is read with: the server, the part that tells it, what was selected, and the objects that it is about."""

    server: PrtgServer
    part: DetailsPart | None
    selection: Selection
    objects: list[PrtgObject]
    query: Query
    allow: Allow


def _summaries(asked: _Asked) -> Told:
    return asked.selection.snapshot.summaries


def _channels(asked: _Asked) -> Told:
    return asked.server.channels([one.id for one in asked.objects], asked.query)


def _details(asked: _Asked) -> Told:
    part = t.cast(DetailsPart, asked.part)
    return part.read(asked.objects, asked.query, asked.allow) if asked.objects else {}


class Include(t.NamedTuple):
    """Something that can be included: for objects of which ``kinds`` (others have None), and who reads it.

    With ``part`` it is a part of an API, whose ``Lack`` says why another has none; it then counts for
    ``max_requests``. Without, a server itself tells it, unless its dialect lacks it. ``key`` is where records have it,
    if not under its own name.
    """

    kinds: tuple[str, ...]
    read: t.Callable[[_Asked], Told] = _details
    part: str | None = None
    key: str | None = None


INCLUDES: dict[str, Include] = {
    SUMMARY: Include(CONTAINERS, _summaries),
    "channels": Include(_SENSOR, _channels),
    "limits": Include(_SENSOR, part="channel_limits", key="channels"),
    "settings": Include(KINDS, part="settings"),
    "triggers": Include(KINDS, part="triggers"),
    "history": Include(KINDS, part="changes"),
}


class _Allowance:
    """How many requests what is included may take in all, and how many it is known to take by now."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._needed = 0

    def take(self, requests: int, what: str) -> None:
        """``SelectionRefused`` if these are too many; ``what`` they are for."""
        self._needed += requests
        if self._needed > self._most:
            raise SelectionRefused(
                f"{what} takes {counted(self._needed, 'request')} at least, and max_requests is {self._most}",
                hint="Select fewer objects, set limit, or raise max_requests.",
                details={"requests": self._needed},
            )


class Including:
    """What a task includes, over a server. ``ConfigurationError`` for what its API lacks; nothing is sent for that."""

    def __init__(self, params: t.Mapping[str, t.Any], server: PrtgServer) -> None:
        names = dict.fromkeys(params["include"])
        if "limits" in names:
            names.pop("channels", None)  # it has them
        self._includes = {name: INCLUDES[name] for name in names}
        self._server = server
        self._most = params["max_requests"]
        self._parts: dict[str, DetailsPart] = {}
        for name, include in self._includes.items():
            if include.part is None:
                dialects.DIALECTS[server.api].refuse_lacking(name)
            else:
                self._parts[name] = server.part(include.part)

    @property
    def summary(self) -> bool:
        """Whether the objects have to be read with their summaries."""
        return SUMMARY in self._includes

    def refuse_many(self, selector: Selector, limit: int | None) -> None:
        """``SelectionRefused`` before anything is sent, where ids alone say that too many requests would be made."""
        if selector.ids is None or selector._replace(ids=None) != Selector(trusts=selector.trusts):
            return  # what else narrows may leave fewer
        count = len(selector.ids[:limit])
        allowance = _Allowance(self._most)
        for name, part in self._parts.items():
            if self._includes[name].kinds == KINDS:
                allowance.take(part.requests(count), f"Nothing was sent: include {name} of {counted(count, 'object')}")

    def add(self, selection: Selection, shown: list[PrtgObject], records: list[dict[str, t.Any]]) -> dict[str, int]:
        """Add to the ``records`` of the objects that are ``shown``; by names how many requests that took.

        What it takes at least is told before the first of them.
        """
        about = {name: [one for one in shown if one.kind in include.kinds] for name, include in self._includes.items()}
        allowance = _Allowance(self._most)
        for name, part in self._parts.items():
            what = f"include {name} of {counted(len(about[name]), 'object')}"
            allowance.take(part.requests(len(about[name])), what)
        requests = {}
        for name, include in self._includes.items():
            query = Query()
            told = include.read(self._asked(name, selection, about[name], query, allowance))
            for found, record in zip(shown, records):
                record[include.key or name] = told.get(found.id)
            selection.snapshot.query.add(query)
            requests[name] = len(query.sent)
        return requests

    def _asked(
        self, name: str, selection: Selection, about: list[PrtgObject], query: Query, allowance: _Allowance
    ) -> _Asked:
        def allow(requests: int) -> None:
            allowance.take(requests, f"include {name} of {counted(len(about), 'object')}")

        return _Asked(self._server, self._parts.get(name), selection, about, query, allow)
