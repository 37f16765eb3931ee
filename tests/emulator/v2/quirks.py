# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oddities of API v2, each with the place that reports it."""

from __future__ import annotations

from ..quirks import Quirk

V2_QUIRKS: list[Quirk] = [
    Quirk("v2_status_lags", "After an action the next two lists still show the old status.", "prtg-v2-facts section 5, asynchrony"),
]
