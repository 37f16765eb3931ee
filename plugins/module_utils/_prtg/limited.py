# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Channels with their limits as a task sees them: the keys of a channel's record, whichever API tells them."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.limits import MESSAGES, NUMBERS

#: The key that says whether the limits are on, and the one for what shows words in place of numbers.
SWITCH, LOOKUP = "limits", "lookup"


def channel_record(
    channel: t.Mapping[str, t.Any],
    on: bool | None,
    numbers: t.Mapping[str, float | None],
    messages: t.Mapping[str, str | None],
    lookup: str | None,
) -> dict[str, t.Any]:
    """A channel as ``PrtgServer.channels`` tells it, with its limits; None for what is not told."""
    return {
        **channel,
        SWITCH: on,
        **{name: numbers.get(name) for name in NUMBERS},
        **{name: messages.get(name) or None for name in MESSAGES},
        LOOKUP: lookup,
    }
