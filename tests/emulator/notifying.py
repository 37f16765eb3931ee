# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notification templates, and the triggers of objects that send them (fixtures notifications_default, triggers)."""

from __future__ import annotations

from dataclasses import dataclass

NOTIFICATIONS = {
    300: "Email and push notification to admin",
    301: "Email to all members of group PRTG Users Group",
    302: "Ticket Notification",
}
"""Those that every server has."""
NOBODY = -1
NODE_STATES = ("Down", "Warning", "Unusual", "Partial Down")
SUPPORTED = ("state", "speed", "volume", "threshold", "change")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of an object: on change, or on a state that lasts; latencies in seconds, the repetition in minutes.

    Notifications are ids of templates, ``NOBODY`` for none.
    """

    subid: int
    kind: str = "state"
    on: int = NOBODY
    off: int = NOBODY
    escalated: int = NOBODY
    state: int = 0
    latency: int = 60
    escalation_latency: int = 300
    repeat_every: int = 0


def template(number: int, none: str = "None") -> str:
    """A template as triggers name it."""
    return f"{number}|{NOTIFICATIONS.get(number, none)}"
