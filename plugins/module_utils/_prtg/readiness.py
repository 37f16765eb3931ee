# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task waits for: when a sensor is ready, and when a status is too old to say so."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PAUSED, STATUS_BY_TOKEN, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.worse import TROUBLE, worse
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed

#: The states that a scan finds, the best first. What has none of them tells of no scan.
MEASURED = ("up", "unusual", "warning", "down_partial", "down_acknowledged", "down")

#: The words of the option ``until``.
UNTIL = ("up", "not_down", "health", "scanned", "paused", "resumed", "as_before")

#: The worst state that each of these words allows.
_WORST = {"up": "up", "not_down": "warning", "scanned": "down"}

#: What counts as ready besides, on request.
ACCEPTABLE = ("unusual", "warning", "down_partial", "down_acknowledged", "unknown", "paused", "old")

#: Why a sensor may be silent for good, as far as waiting goes. What is above it may be resumed, and what it depends on
#: is down.
LEFT_ALONE = ("user", "schedule", "license")

#: Statuses of what a user has paused, itself or something above, or may have: TEXTLIST never tells why.
_BY_USER = frozenset({"pausedbyuser", "pausedbyuseruntil", PAUSED.token})

#: The fields that tell when a sensor was scanned: what a scan finds is up or down at that moment.
TIMES = ("last_check", "last_up", "last_down")


class Wish(t.NamedTuple):
    """What a task waits for: a word of ``until``, the measured ``states`` that fit it, what is ``accepted`` besides.

    ``before`` is what objects are compared with.
    """

    until: str
    states: frozenset[str]
    accepted: frozenset[str]
    before: tuple[dict[str, t.Any], ...] = ()

    @classmethod
    def from_options(cls, options: t.Mapping[str, t.Any]) -> Wish:
        """The wish that a task's options describe; ``ConfigurationError`` for those that contradict each other."""
        until, accepted = options["until"], frozenset(options["accept"])
        _refuse_contradictions(options, until, accepted)
        worst = options["health"] if until == "health" else _WORST.get(until)
        states = MEASURED[: MEASURED.index(worst) + 1] if worst else ()
        before = ({**one, "id": str(one["id"])} for one in options["before"] or ())  # some sources have them as numbers
        return cls(until, frozenset(states), accepted, tuple(before))

    def refuse_others(self, selected: t.Collection[str]) -> None:
        """``ConfigurationError`` if ``before`` tells of none of the ids of selected objects."""
        if self.until == "as_before" and selected and not {one["id"] for one in self.before}.intersection(selected):
            raise ConfigurationError("before tells of none of the selected objects")

    @property
    def counts_results(self) -> bool:
        """Whether a result has to be new enough, where the task says what that is."""
        return self.until != "paused" and "old" not in self.accepted

    def shortcomings(self, sensor: PrtgObject, since: str | None) -> list[tuple[str, bool]]:
        """Why a sensor is not ready, if it is not, and whether only its result is too old: of before ``since``."""
        state = state_of(sensor)
        if self._fits(sensor, state) or (state in self.accepted and state != "paused"):
            old = too_old(sensor, since) if self.counts_results else None
            return [(old, True)] if old else []
        why = f"no result ({sensor.status or 'a status that is not known'})" if state == "unknown" else state
        return [(why.replace("_", " "), False)]

    def _fits(self, sensor: PrtgObject, state: str) -> bool:
        if self.until == "resumed":
            return sensor.status not in _BY_USER
        if self.until == "as_before":
            return state not in TROUBLE
        return state == "paused" if self.until == "paused" else state in self.states


def _refuse_contradictions(options: t.Mapping[str, t.Any], until: str, accepted: frozenset[str]) -> None:
    if (options["health"] is None) == (until == "health"):
        raise ConfigurationError("health is for until: health, and says the worst state that a sensor may have")
    if (options["before"] is None) == (until == "as_before"):
        raise ConfigurationError("before is for until: as_before, and says how the objects were")
    if until == "paused" and (options["scan"] or options["since"] is not None or accepted):
        raise ConfigurationError("until: paused goes with neither scan, since nor accept: PRTG scans nothing paused")
    if until == "as_before" and accepted - {"old"}:
        raise ConfigurationError(f"until: as_before accepts old alone, not {listed(sorted(accepted - {'old'}))}")
    try:
        worse(options["before"] or (), options["before"] or ())
    except (KeyError, TypeError, AttributeError):
        raise ConfigurationError(
            "before is no list of objects as prtg_object_info returns them, with id, path, status and status_summary"
        ) from None


def state_of(sensor: PrtgObject) -> str:
    """What a sensor's status says: as a summary counts it, but a first scan that is under way has no result yet."""
    known = STATUS_BY_TOKEN.get(sensor.status or "")
    return "unknown" if known is None or known.token == "collecting" else known.summary


def as_summed(sensor: PrtgObject, since: str | None) -> str:
    """The same as PRTG's own summaries count it, which take a first scan that is under way for up.

    What was to be scanned ``since`` then has no result yet unless it was.
    """
    if sensor.status == "collecting" and (since is None or (scanned_at(sensor) or "") >= since):
        return STATUS_BY_TOKEN["collecting"].summary
    return state_of(sensor)


def scanned_at(sensor: PrtgObject) -> str | None:
    """When a sensor was last scanned, ISO 8601, as far as any of its times tells."""
    return max((one for one in (getattr(sensor, name) for name in TIMES) if one), default=None)


def too_old(sensor: PrtgObject, since: str | None) -> str | None:
    """Why the result of a sensor does not count, None if it does. PRTG tells times in whole seconds."""
    at = scanned_at(sensor)
    if since is None or state_of(sensor) not in MEASURED or (at is not None and at >= since):
        return None
    told = "PRTG does not tell when it was scanned" if at is None else f"the last one is of {at}"
    return f"no result since {since}, {told}"
