# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The channels of sensors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from .settings import LIMITS, Setting

UNIT_TYPES = ("CUSTOM", "PERCENT", "TIME_RESPONSE", "BYTES_BANDWIDTH", "SPEED_NET", "BYTES_MEMORY")
"""The types of units that the demonstration world has. API v2 filters them by number (overview, ``unittype``), and
which number is whose is not known: here it is the place in this list.
"""
UNIT_TYPE_OF = {"%": "PERCENT", "msec": "TIME_RESPONSE"}
"""The types of those units that sensors of one channel have."""
LEADING_NUMBER = re.compile(r"-?[0-9.]+")


@dataclass(slots=True)
class Channel:
    """One channel of a sensor; ``value`` is in the unit of ``display``, and v1 shows it ten times as large in raw
    form.
    """

    id: int
    name: str
    display: str
    value: float | None
    unit: str = "#"
    unit_type: str = "CUSTOM"
    settings: dict[str, Any] = field(default_factory=dict)
    """What was set of it beside its name."""
    lookup: str = ""
    """The id of the lookup that turns its values into words."""

    def own(self, setting: Setting) -> Any:
        """A setting's value, or its default."""
        return self.name if setting.name == "name" else self.settings.get(setting.name, setting.default)

    @property
    def number(self) -> float | None:
        """What it measured, in the unit that is shown, which is that of its limits."""
        found = LEADING_NUMBER.match(self.display)
        return self.value if found is None or self.value is None else float(found.group())

    def edited(self, name: str, value: Any) -> Channel:
        """The channel with another value of a setting."""
        return replace(self, name=value) if name == "name" else replace(self, settings={**self.settings, name: value})


DOWNTIME = Channel(-4, "Downtime", "", None, "%", "PERCENT")
"""What all sensors have."""


class Breach(NamedTuple):
    """A limit that a channel is beyond: an error limit puts the sensor down, a warning limit into warning."""

    is_error: bool
    message: str


def breach(channels: Iterable[Channel]) -> Breach | None:
    """The worst breach of the limits of some channels; those that are switched off do not count."""
    found = [one for channel in channels if channel.settings.get("limitmode") == "1" for one in _breaches(channel)]
    return max(found, key=lambda one: one.is_error, default=None)


def _breaches(channel: Channel) -> Iterable[Breach]:
    number = channel.number
    for name in LIMITS:
        limit = channel.settings.get(name)
        above = name.startswith("limitmax")
        if number is None or limit is None or not (number > limit if above else number < limit):
            continue
        severity = "error" if name.endswith("error") else "warning"
        more = channel.settings.get(f"limit{severity}msg", "")
        side, unit = "above" if above else "below", channel.unit
        message = f"{channel.display} ({channel.name}) is {side} the {severity} limit of {limit:g} {unit}"
        yield Breach(severity == "error", f"{message}. {more}" if more else message)
