# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an object has to show before anything is decided, and when it shows what was done to its pause.

PRTG's flag flips at once as far as is known; status and message can lag behind it, for minutes after a resume
(PrtgAPI's integration tests).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import FIELDS, Step
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import shows_its_pause, silence_of

#: How long a change may take to show, in seconds: in the object's own flag, and in the message of what was paused
#: before.
FLAG_SHOWS_WITHIN = 30.0

#: How long to wait for the mark of a new pause, in seconds: the message can lag behind the flag. It only helps later
#: runs to recognize the pause, so that its absence is no failure.
MARK_SHOWS_WITHIN = 5.0

#: How long to wait, in seconds, until status or message tell of a pause that the flag says.
PAUSE_SHOWS_WITHIN = 10.0

#: Where the pause of an object shows, and what helps where it does not.
FLAG = "the pause"
HINT = "If it does not replace a pause that is in force, resume first."


def settled(server: PrtgServer, objects: t.Sequence[PrtgObject]) -> list[PrtgObject]:
    """The objects, those whose message cannot be of the pause that they have read again, for a while.

    A message that lags behind the flag does not tell who holds the pause, and deciding by it could lose a holder.
    """
    unclear = [Step(found, None) for found in objects if not shows_its_pause(found)]
    if not unclear:
        return list(objects)

    def is_unclear(found: PrtgObject | None, _step: Step) -> bool:
        return found is not None and not shows_its_pause(found)

    seen, _unclear = _poll(server, unclear, is_unclear, PAUSE_SHOWS_WITHIN)
    return [seen[found.id]._replace(path=found.path) if found.id in seen else found for found in objects]


def prove(server: PrtgServer, steps: t.Sequence[Step]) -> Seen:
    """Read until each object's own flag is what its step made it, and what was paused before shows the new marks.

    A server that does not replace a pause is found out by the latter. What others have written over meanwhile is not
    waited for: see ``is_overtaken``. ``StateNotReached`` for all else that does not show.
    """

    def unproven(found: PrtgObject | None, step: Step) -> bool:
        if found is None or is_overtaken(found, step):
            return found is None
        rewritten = step.did == "pause" and step.found.active is False
        return found.active is not step.active_after or (rewritten and not shows_marks(found, step))

    def unmarked(found: PrtgObject | None, step: Step) -> bool:
        if found is None or is_overtaken(found, step):
            return found is None
        return unproven(found, step) or (step.did == "pause" and not shows_marks(found, step))

    seen, waiting = _poll(server, steps, unmarked, MARK_SHOWS_WITHIN)
    if any(unproven(seen.get(step.found.id), step) for step in waiting):
        seen, waiting = _poll(server, steps, unproven, FLAG_SHOWS_WITHIN - MARK_SHOWS_WITHIN)
        doing.refuse_late(FLAG, waiting, len(steps), FLAG_SHOWS_WITHIN, HINT)
    return seen


def _poll(
    server: PrtgServer, steps: t.Sequence[Step], late: t.Callable[[t.Any, Step], bool], seconds: float
) -> tuple[Seen, list[Step]]:
    return doing.poll(lambda: doing.read_again(server, steps, FIELDS), steps, late, seconds)


def shows_marks(found: PrtgObject, step: Step) -> bool:
    """Whether an object's pause shows the leases that its step put on, and none of those that it took away."""
    names = silence_of(found).names
    return shows_its_pause(found) and step.added <= names and not step.removed & names


def has_moved_on(found: PrtgObject, step: Step) -> bool:
    """Whether others have come or gone since the step was planned."""
    there, before = silence_of(found), step.before
    return (there.names, there.theirs is None) != (before.names, before.theirs is None)


def is_overtaken(found: PrtgObject, step: Step) -> bool:
    """Whether somebody else's lease, unknown when the step was planned, stands there in place of what it wrote."""
    foreign = silence_of(found).names - step.before.names - step.after.names
    return bool(foreign) and (found.active is not step.active_after or not shows_marks(found, step))


def status_follows(found: PrtgObject | None, entry: t.Mapping[str, t.Any]) -> bool:
    """Whether the status of an object shows what its flag says, which PRTG computes later than the flag.

    What stays silent because of something above it need not show that it was resumed.
    """
    if found is None:
        return False
    status = found.status or ""
    if entry["after"]["active"]:
        return not status.startswith("pausedbyuser") or entry["inherited_from"] is not None
    return status.startswith("pausedby")
