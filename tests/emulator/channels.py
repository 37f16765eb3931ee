# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The channels of sensors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from .settings import Setting


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

    def own(self, setting: Setting) -> Any:
        """A setting's value, or its default."""
        return self.name if setting.name == "name" else self.settings.get(setting.name, setting.default)

    def edited(self, name: str, value: Any) -> Channel:
        """The channel with another value of a setting."""
        return replace(self, name=value) if name == "name" else replace(self, settings={**self.settings, name: value})


DOWNTIME = Channel(-4, "Downtime", "", None, "%", "PERCENT")
"""What all sensors have."""
