# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an object has to show before anything is decided about its pause, and when its status follows its flag.

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
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import shows_its_pause

#: How long to wait, in seconds, until status or message tell of a pause that the flag says.
PAUSE_SHOWS_WITHIN = 10.0

#: What helps where a change does not show.
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

    seen, _unclear = poll(server, unclear, is_unclear, PAUSE_SHOWS_WITHIN)
    return [seen[found.id]._replace(path=found.path) if found.id in seen else found for found in objects]


def poll(
    server: PrtgServer, steps: t.Sequence[Step], late: t.Callable[[t.Any, Step], bool], seconds: float
) -> tuple[Seen, list[Step]]:
    """What was last seen of the objects, and the steps that are still ``late`` after so many seconds."""
    return doing.poll(lambda: doing.read_again(server, steps, FIELDS), steps, late, seconds)


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
