# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates and lengths of time as PRTG writes them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

OLE_EPOCH_DAYS = 25569.0
"""Days from 1899-12-30 to 1970-01-01: OLE automation dates count from the former (prtg-v1-facts section 2.3)."""


def ole(at: float) -> float:
    """Unix seconds as an OLE automation date, in UTC, to the tenth decimal as servers print it."""
    return round(at / 86400.0 + OLE_EPOCH_DAYS, 10)


def from_ole(days: float) -> float | None:
    """An OLE automation date as Unix seconds; 0 stands for never."""
    return None if days <= 0 else (days - OLE_EPOCH_DAYS) * 86400.0


def us_date(at: float) -> str:
    """``2/5/2018 1:17:34 AM``."""
    t = time.gmtime(at)
    half = "AM" if t.tm_hour < 12 else "PM"
    return f"{t.tm_mon}/{t.tm_mday}/{t.tm_year} {t.tm_hour % 12 or 12}:{t.tm_min:02}:{t.tm_sec:02} {half}"


def german_date(at: float) -> str:
    """``06.03.2018 14:55:23``."""
    return time.strftime("%d.%m.%Y %H:%M:%S", time.gmtime(at))


def iso(at: float) -> str:
    """``2026-03-12T10:20:30Z``: UTC, as API v2 gives it."""
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def span(seconds: float) -> str:
    """A length of time in its two largest units: ``51 s``, ``1 h 37 m``, ``90 d``."""
    left = int(seconds)
    days, hours, minutes, rest = left // 86400, left // 3600 % 24, left // 60 % 60, left % 60
    if days >= 10:
        return f"{days} d"
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (minutes, "m"), (rest, "s")) if number]
    return " ".join(parts[:2]) or "0 s"
