# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How the sensors that a task waits for stand at one look: how many are ready, which are not, and why."""

from __future__ import annotations

import collections
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import worse
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PAUSED, SUMMARY_FIELDS, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.readiness import (
    LEFT_ALONE,
    Wish,
    as_summed,
    scanned_at,
    state_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.watching import Sight, Watch
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown

Redact = t.Callable[[str], str]

#: So many of what is not ready are named in a message, and so much is repeated there of what a sensor says.
_NAMED, _SAID = 5, 120

#: Why something selected that is no sensor, or is not there, is not ready.
NO_SENSOR, NOT_SHOWN = "has no sensor", "is not shown any more"


class Lack(t.NamedTuple):
    """Something that is not ready, and why. ``is_old``: only because its result is."""

    one: PrtgObject
    why: str
    is_old: bool = False

    def told(self, redact: Redact) -> str:
        """It as messages name it: where it is, what it says, and the page of it."""
        said = shown(self.one.message or "", redact, _SAID)
        more = [self.why, *([f'"{said}"'] if said else []), *([self.one.url] if self.one.url else [])]
        return f"{shown(self.one.label(), redact)}: {', '.join(more)}"

    def record(self) -> dict[str, t.Any]:
        """It as a result has it."""
        record = self.one.record(("id", "kind", "name", "path", "status", "message"))
        return {**record, "last_check": scanned_at(self.one), "url": self.one.url or None, "why": self.why}


class Standing(t.NamedTuple):
    """What one look has seen: the sensors by their ids, what is ``lacking``, which objects are worse than before."""

    sensors: dict[str, PrtgObject]
    lacking: list[Lack]
    worse: list[dict[str, str]]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacking and not self.worse

    @property
    def is_only_old(self) -> bool:
        """Whether nothing is lacking but results that are new enough."""
        return bool(self.lacking) and all(lack.is_old for lack in self.lacking)

    def without(self, accepted: t.Collection[str]) -> Standing:
        """The same where these sensors, by their ids, count as ready after all."""
        return self._replace(lacking=[lack for lack in self.lacking if lack.one.id not in accepted])

    def advice(self, wish: Wish) -> str:
        """What the user can do about what is lacking."""
        whys = {lack.why for lack in self.lacking}
        said = ["What PRTG says of each stands in objects."]
        if "paused" in whys and wish.until not in ("paused", "as_before"):
            said.extend(self._advice_on_paused(wish))
        if any(lack.is_old for lack in self.lacking):
            said.append("What PRTG does not scan by itself is taken as it is with accept: [old].")
        if NO_SENSOR in whys:
            said.append("That something has no sensor is accepted with allow_empty.")
        return " ".join(said)

    def _advice_on_paused(self, wish: Wish) -> t.Iterator[str]:
        if any(lack.one.status == PAUSED.token for lack in self.lacking):
            yield "Over TEXTLIST nobody can tell what has paused a sensor, so that it is waited for: use another API."
        elif "paused" not in wish.accepted:
            yield "What is paused for good is left alone with accept: [paused]."

    def values(self) -> dict[str, t.Any]:
        """It as a result has it."""
        objects = [lack.record() for lack in self.lacking]
        sensors = counts(self.sensors, self.lacking)
        return {"ready": self.is_ready, "sensors": sensors, "objects": objects, "worse": self.worse}

    def summary(self, redact: Redact) -> str:
        """How many sensors are ready, and the first few that are not."""
        number = counts(self.sensors, self.lacking)
        said = f"{number['ready']} of {number['total']} sensors are ready"
        return said if self.is_ready else f"{said}: {self.told(redact)}"

    def told(self, redact: Redact) -> str:
        """What is lacking, as far as a message can hold it."""
        worse_now = [f"{shown(one['path'], redact)}: {one['before']} before, {one['now']} now" for one in self.worse]
        lines = [*worse_now[:_NAMED], *(lack.told(redact) for lack in self.lacking[:_NAMED])]
        more = max(0, len(worse_now) - _NAMED) + max(0, len(self.lacking) - _NAMED)
        return "; ".join([*lines, *([f"and {more} more"] if more else [])])


class LeftAlone:
    """Which paused sensors nobody has to wait for: what silences them is their own, or a schedule, or the license.

    PRTG shows the same status for what is silent because of an object above, and for a while after that was resumed. So
    it is asked why, at first and again before it counts.
    """

    def __init__(self) -> None:
        self._causes: dict[str, str | None] = {}

    def taken_out(self, watch: Watch, seen: Standing) -> Standing:
        """How everything stands without them."""
        silent = [lack.one for lack in seen.lacking if state_of(lack.one) == "paused" and lack.one.id in seen.sensors]
        decides = len(silent) == len(seen.lacking)
        asked = [one for one in silent if decides or one.id not in self._causes]
        if asked:
            self._causes.update({one.id: None for one in asked})
            self._causes.update(watch.causes(asked))
        return seen.without({one.id for one in silent if self._causes.get(one.id) in LEFT_ALONE})

    def among(self, sensors: t.Mapping[str, PrtgObject]) -> int:
        """How many of some sensors they are."""
        return sum(self._causes.get(one.id) in LEFT_ALONE and state_of(one) == "paused" for one in sensors.values())


def counts(sensors: t.Mapping[str, PrtgObject], lacking: t.Iterable[Lack]) -> dict[str, int]:
    """How many sensors there are, are ready, and are in which state."""
    found = collections.Counter(state_of(one) for one in sensors.values())
    unready = sum(lack.one.id in sensors for lack in lacking)
    states = {state: found[state] for state in SUMMARY_FIELDS}
    return {"total": len(sensors), "ready": len(sensors) - unready, **states}


def stand(watch: Watch, sight: Sight, wish: Wish, since: str | None, *, may_be_empty: bool = False) -> Standing:
    """How everything stands at a look, by what a task waits for. Results before ``since`` count for nothing."""
    lacks = [
        Lack(one._replace(path=watch.path(one)), why, is_old=is_old)
        for one in sorted(sight.sensors.values(), key=lambda found: int(found.id))
        for why, is_old in wish.shortcomings(one, since)
    ]
    missing = [Lack(one, NOT_SHOWN if one.kind == "sensor" else NO_SENSOR) for one in absent(watch, sight)]
    if wish.until != "as_before":
        kept = [lack for lack in missing if lack.why == NOT_SHOWN or not may_be_empty]
        return Standing(sight.sensors, [*kept, *lacks], [])
    return _compared(sight, wish, since, lacks)


def absent(watch: Watch, sight: Sight) -> list[PrtgObject]:
    """The selected objects of which a look has seen nothing: no sensor below them, or not themselves."""
    return [one for one in watch.selected.values() if not sight.of[one.id]]


def _compared(sight: Sight, wish: Wish, since: str | None, lacks: t.Sequence[Lack]) -> Standing:
    """How everything stands against what was before: a result that is too old counts as unknown."""
    by_id = {lack.one.id: lack for lack in lacks}
    now = []
    for owner, ids in sight.of.items():
        if ids or owner not in sight.sensors:
            old = {one for one in ids if one in by_id and by_id[one].is_old}
            states = ("unknown" if one in old else as_summed(sight.sensors[one], since) for one in ids)
            now.append({"id": owner, "status_summary": collections.Counter(states)})
    found = worse.worse(now, wish.before)
    concerned = {one for entry in found for one in sight.of.get(entry["id"], ())}
    return Standing(sight.sensors, [lack for lack in lacks if lack.one.id in concerned], found)
