# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Acknowledging alarms: what it means for a sensor as it is. Nothing is sent here.

PRTG acknowledges what is down, and shows in the sensor's message what was said (PrtgAPI's integration tests, its issue
#293). How exactly is not recorded; a pause is shown as ``[[ message (Paused at ...) ]]: ...``.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import (
    Action,
    Params,
    Plain,
    Told,
    together,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen, Write
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import minutes_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import plain

BLOCK = Block(
    {
        "reason": {"type": "str", "default": "Acknowledged by Ansible"},
        "duration": {"type": "str"},
    }
)

FIELDS = frozenset({"status", "message"})

DOWN, ACKNOWLEDGED, PARTLY_DOWN = "down", "acknowledged", "partialdown"

IN_OTHER_WORDS = "is acknowledged already, and its message does not show this reason: it was left as it is"
PARTLY = "is down on a part of a cluster only, which is not acknowledged"
WORDS_UNSHOWN = "is acknowledged, and its message does not show the reason"

_CLOSE = "]]"


def minutes(params: Params) -> int | None:
    """How long, in whole minutes; None until the sensor is up again. ``ConfigurationError`` for what is no duration."""
    return None if params["duration"] is None else minutes_of(params["duration"])


def check(params: Params) -> None:
    """``ConfigurationError`` for a duration that is none."""
    minutes(params)


def judge(found: PrtgObject, params: Params) -> Plain:
    """Only what is down is acknowledged; who has acknowledged it before keeps their words."""
    now = {"status": found.status}
    if found.status == DOWN:
        said = {"minutes": minutes(params), "message": params["reason"].strip()}
        return Plain(found, Write("acknowledge", said), now, {"status": ACKNOWLEDGED})
    note = PARTLY if found.status == PARTLY_DOWN else None
    if found.status == ACKNOWLEDGED and not says(found, params["reason"]):
        note = IN_OTHER_WORDS
    return Plain(found, None, now, now, note=note)


def shows(found: PrtgObject | None, _one: Plain) -> bool:
    """Whether a sensor is acknowledged, or its alarm has ended meanwhile."""
    return found is not None and found.status not in (DOWN, PARTLY_DOWN)


def says(found: PrtgObject, reason: str) -> bool:
    """Whether the message of a sensor holds a reason, however a server escapes it; or all that is shown of one, where
    it is cut."""
    message, wanted = plain(found.message or ""), plain(reason)
    return wanted in message or (
        bool(message) and _CLOSE not in message and wanted.startswith(message.rstrip(". \u2026"))
    )


class Acknowledging(Action[Plain]):
    """Acknowledging, where what PRTG shows in the end is told: a sensor may be up by then, or lack the reason."""

    def tell(self, judged: t.Sequence[Plain], tree: Tree, seen: Seen) -> Told:
        """What is seen counts, where something was done."""
        ended = [
            one._replace(after={"status": seen[one.found.id].status}) if one.write and one.found.id in seen else one
            for one in judged
        ]
        told = super().tell(ended, tree, seen)
        return told._replace(warnings=[*told.warnings, *together(_unshown(judged, seen))])


def _unshown(judged: t.Sequence[Plain], seen: Seen) -> t.Iterator[tuple[PrtgObject, str | None]]:
    for one in judged:
        now = seen.get(one.found.id)
        if one.write and now is not None and now.status == ACKNOWLEDGED:
            yield one.found, None if says(now, one.write.arguments["message"]) else WORDS_UNSHOWN
