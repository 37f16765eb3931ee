# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whether objects are worse off than they were: how many of their sensors are in which kind of trouble."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import STATUS_BY_TOKEN

#: The members of a status summary that are not as they should be.
TROUBLE = ("down", "down_partial", "unknown", "paused")

#: What a sensor may become that was down and acknowledged before: PRTG forgets that when the sensor is paused.
ACKNOWLEDGED = "down_acknowledged"

#: An object as records have it: ``id``, ``path``, ``status`` and, unless it is a sensor, ``status_summary``.
Looked = t.Mapping[str, t.Any]


def troubles(found: Looked, kinds: tuple[str, ...] = TROUBLE) -> dict[str, int]:
    """How many sensors of an object (itself, if it is one) are in which kind of trouble."""
    summary = found.get("status_summary")
    if summary is None:
        status = STATUS_BY_TOKEN.get(found.get("status") or "none")
        summary = {status.summary: 1} if status else {"unknown": 1}
    return {kind: summary[kind] for kind in kinds if summary.get(kind)}


def worse(now: t.Iterable[Looked], before: t.Iterable[Looked]) -> list[dict[str, str]]:
    """The objects of ``before`` that are worse off now, or missing: ``id``, ``path``, what was wrong and what is.

    ``KeyError``, ``TypeError`` or ``AttributeError`` for what are no such objects.
    """
    there = {found["id"]: found for found in now}
    return [entry for one in before for entry in _compared(one, there.get(one["id"]))]


def _compared(before: Looked, now: Looked | None) -> t.Iterator[dict[str, str]]:
    was = troubles(before)
    entry = {"id": str(before["id"]), "path": "/".join(before["path"]), "before": _words(was)}
    if now is None:
        yield {**entry, "now": "missing"}
        return
    found = troubles(now)
    if sum(found.values()) > sum(was.values()) + _forgotten(before, now):
        yield {**entry, "now": _words(found)}


def _forgotten(before: Looked, now: Looked) -> int:
    """How many sensors are down as before, without the acknowledgement that they had."""
    gone = _count(before, ACKNOWLEDGED) - _count(now, ACKNOWLEDGED)
    more_down = sum(_count(now, kind) - _count(before, kind) for kind in ("down", "down_partial"))
    return max(0, min(gone, more_down))


def _count(found: Looked, kind: str) -> int:
    return troubles(found, (kind,)).get(kind, 0)


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in counts.items()) or "nothing"
