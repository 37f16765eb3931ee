# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What becomes a host: a check, or the target of several checks, as one kind of record."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import fields as kinds
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_record import RECORD, record
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row

CHECK, TARGET = "check", "target"

#: From good to bad. A paused check says nothing of its target, and a word that nobody knows as much as ``unknown``.
_STATUSES = ("paused", "up", "unknown", "unconfirmed_down", "down")

Record = dict[str, t.Any]


class Monitored(t.NamedTuple):
    """A check with the fields of its record, or a target with what its checks have in common; see ``target_of``."""

    id: int
    name: str | None
    host: str | None
    type: str | None
    status: str | None
    resolution: int | None
    tags: tuple[str, ...]
    auto_tags: tuple[str, ...]
    ipv6: bool | None
    probe_filters: tuple[str, ...]
    severity_level: str | None
    created: str | None
    lasttesttime: str | None
    lastresponsetime: int | None
    lasterrortime: str | None
    lastdownstart: str | None
    lastdownend: str | None
    check_ids: tuple[int, ...]
    checks: tuple[Record, ...]
    kind: str

    def label(self) -> str:
        """How a message names it."""
        if self.kind == CHECK:
            return f"check {self.id} ({self.name})"
        return f"target {self.host} of the checks {', '.join(str(one) for one in self.check_ids)}"


#: Those of the fields that can become variables, in their order.
FIELDS = Monitored._fields[:-1]
#: Those that are no texts or numbers.
NO_NAMES = frozenset({*RECORD.lists, "ipv6", "check_ids", "checks"})


def check_of(row: Row) -> Monitored:
    """A row of the list as a check; ``UnexpectedAnswer`` for a member of a shape that was never seen."""
    told = record(row)
    return Monitored(**{**_frozen(told), "check_ids": (told["id"],), "checks": (told,), "kind": CHECK})


def targets_of(checks: t.Iterable[Monitored]) -> list[Monitored]:
    """The targets of some checks, in the order of their first ones. A check without a host has a target of its own."""
    found: dict[t.Any, list[Record]] = {}
    for one in checks:
        found.setdefault(_place(one.host or "") or one.id, []).extend(one.checks)
    return [target_of(sharing) for sharing in found.values()]


def target_of(checks: t.Sequence[Record]) -> Monitored:
    """What several checks of one host tell of it.

    Its name is the host, as its first check spells it, and its id that of the check that was made first. Lists are
    those of all checks together, ``status`` is the worst, and whatever else they do not agree on is null.
    """
    every = sorted(checks, key=lambda one: one["id"])
    first = every[0]
    told = {name: _agreed([one[name] for one in every]) for name in first}
    more = {"id": first["id"], "name": first["host"], "host": first["host"], "status": _worst(every)}
    ids = tuple(one["id"] for one in every)
    return Monitored(**{**_frozen(told), **more, "check_ids": ids, "checks": tuple(every), "kind": TARGET})


def _frozen(told: Record) -> Record:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _agreed(values: t.Sequence[t.Any]) -> t.Any:
    if isinstance(values[0], list):
        return sorted({one for value in values for one in value})
    return values[0] if all(value == values[0] for value in values) else None


def _worst(checks: t.Iterable[Record]) -> str | None:
    def badness(status: str | None) -> tuple[int, str]:
        known = status if status in _STATUSES else "unknown"
        return _STATUSES.index(known), status or ""

    statuses: list[str | None] = [one["status"] for one in checks]
    return max(statuses, key=badness)


def _place(host: str) -> str:
    """A host as it is compared: names without case and the dot at their end, addresses however they are written."""
    return str(kinds.HOST.canonical(host.strip().casefold().rstrip(".")))
