# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fifteen object states of PRTG, in the spellings of each API.

The numbers are those of the API v1 manual; the v2 filter tokens in their order match 0 to 14 one by one. Response
tokens other than UP, DOWN, WARNING, UNKNOWN, UNUSUAL, DOWN_ACKNOWLEDGED, PAUSED_BY_USER and PAUSED_BY_DEPENDENCY were
not seen on a live server (unverified; prtg-v2-facts section 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Status(IntEnum):
    """``status_raw`` of API v1."""

    NONE = 0
    UNKNOWN = 1
    SCANNING = 2
    UP = 3
    WARNING = 4
    DOWN = 5
    NO_PROBE = 6
    PAUSED_BY_USER = 7
    PAUSED_BY_DEPENDENCY = 8
    PAUSED_BY_SCHEDULE = 9
    UNUSUAL = 10
    PAUSED_BY_LICENSE = 11
    PAUSED_UNTIL = 12
    DOWN_ACKNOWLEDGED = 13
    DOWN_PARTIAL = 14


@dataclass(frozen=True, slots=True)
class Spelling:
    """One state as each API writes it."""

    v1: str
    """English display text of v1; the trailing blank of some is real, and so are the two blanks of the paused ones."""
    v1_german: str
    word: str
    """The word in the sensor tree export and in getsensordetails."""
    v2_filter: str
    v2: str
    summary: str
    """The key of v2's sensor_status_summary."""


SPELLINGS: dict[Status, Spelling] = {
    Status.NONE: Spelling("None", "Keiner", "None", "none", "NONE", "none"),
    Status.UNKNOWN: Spelling("Unknown", "Unbekannt", "Unknown", "unknown", "UNKNOWN", "unknown"),
    Status.SCANNING: Spelling("Scanning", "Scan läuft", "Scanning", "collecting", "COLLECTING", "collecting"),
    Status.UP: Spelling("Up ", "OK ", "Up", "up", "UP", "up"),
    Status.WARNING: Spelling("Warning ", "Warnung ", "Warning", "warning", "WARNING", "warning"),
    Status.DOWN: Spelling("Down ", "Fehler (Ausfall)", "Down", "down", "DOWN", "down"),
    Status.NO_PROBE: Spelling("No Probe", "Keine Probe", "No Probe", "disconnected", "DISCONNECTED", "disconnected"),
    Status.PAUSED_BY_USER: Spelling(
        "Paused  (paused by user)",
        "Pausiert  (durch Benutzer)",
        "Paused",
        "pausedbyuser",
        "PAUSED_BY_USER",
        "paused_by_user",
    ),
    Status.PAUSED_BY_DEPENDENCY: Spelling(
        "Paused  (paused by dependency)",
        "Pausiert  (durch Abhängigkeit)",
        "Paused",
        "pausedbydependency",
        "PAUSED_BY_DEPENDENCY",
        "paused_by_dependency",
    ),
    Status.PAUSED_BY_SCHEDULE: Spelling(
        "Paused  (paused by schedule)",
        "Pausiert  (durch Zeitplan)",
        "Paused",
        "pausedbyschedule",
        "PAUSED_BY_SCHEDULE",
        "paused_by_schedule",
    ),
    Status.UNUSUAL: Spelling("Unusual ", "Ungewöhnlich ", "Unusual", "unusual", "UNUSUAL", "unusual"),
    Status.PAUSED_BY_LICENSE: Spelling(
        "Paused  (paused by license)",
        "Pausiert  (durch Lizenz)",
        "Paused",
        "pausedbylicense",
        "PAUSED_BY_LICENSE",
        "paused_by_license",
    ),
    Status.PAUSED_UNTIL: Spelling(
        "Paused  (paused until {until})",
        "Pausiert  (bis {until})",
        "Paused",
        "pausedbyuseruntil",
        "PAUSED_BY_USER_UNTIL",
        "paused_by_user_until",
    ),
    Status.DOWN_ACKNOWLEDGED: Spelling(
        "Down (Acknowledged) ",
        "Fehler (bestätigt) ",
        "Down (Acknowledged)",
        "acknowledged",
        "DOWN_ACKNOWLEDGED",
        "down_acknowledged",
    ),
    Status.DOWN_PARTIAL: Spelling(
        "Down (Partial) ", "Fehler (teilweise) ", "Down (Partial)", "partialdown", "DOWN_PARTIAL", "down_partial"
    ),
}

UP = frozenset({Status.UP, Status.WARNING, Status.UNUSUAL})
OUTAGE = frozenset({Status.DOWN, Status.DOWN_ACKNOWLEDGED, Status.DOWN_PARTIAL})
PAUSED = frozenset(
    {
        Status.PAUSED_BY_USER,
        Status.PAUSED_BY_DEPENDENCY,
        Status.PAUSED_BY_SCHEDULE,
        Status.PAUSED_BY_LICENSE,
        Status.PAUSED_UNTIL,
    }
)
