# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one request to API v2 looks at."""

from __future__ import annotations

from dataclasses import dataclass

from ..channels import Channel
from ..emulation import Emulation
from ..tree import Node, Shown, Tree

KINDS = {"probes": "probe", "groups": "group", "devices": "device", "sensors": "sensor"}


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel with the sensor that it belongs to."""

    sensor: Node
    channel: Channel
    primary: bool

    @property
    def id(self) -> str:
        """``"<sensor>.<channel>"``; how negative ones look is unknown (prtg-v2-facts section 9)."""
        return f"{self.sensor.id}.{self.channel.id}"

    @property
    def name(self) -> str:
        """The channel's own name."""
        return self.channel.name

    @property
    def percent(self) -> float | None:
        """The value of a channel that measures in percent."""
        return self.channel.value if self.channel.unit == "%" else None


def channel_rows(tree: Tree, sensor: Node) -> list[ChannelRow]:
    """The channels of a sensor; the first that is not special is the primary one."""
    channels = tree.channels(sensor)
    primary = next((channel for channel in channels if channel.id >= 0), None)
    return [ChannelRow(sensor, channel, channel is primary) for channel in channels]


@dataclass(slots=True)
class View:
    """The state behind one answer."""

    tree: Tree
    old: dict[int, Shown]
    summed: bool
    root_is_group: bool
    display_texts: bool = False
    display_nulls: bool = False
    proven_only: bool = False

    @classmethod
    def of(cls, emulation: Emulation, listing: bool = False) -> View:
        """The present view; a listing may still show what was before the last action."""
        quirks = emulation.quirks
        old = emulation.lag.read("v2_status_lags") if listing else {}
        return cls(
            emulation.tree,
            old,
            quirks["v2_summed_info_status"],
            quirks["v2_root_is_group"],
            quirks["v2_display_value_text"],
            quirks["v2_display_value_null"],
            quirks["v2_unproven_members_left_out"],
        )

    def display(self, channel: Channel) -> float | str | None:
        """What a channel measured, in the unit that is shown."""
        if self.display_nulls or channel.value is None:
            return None
        return channel.display if self.display_texts else channel.number

    def shown(self, node: Node) -> Shown:
        """The status and message that this answer gives an object."""
        return self.old.get(node.id) or self.tree.shown(node)

    def node(self, kind: str, object_id: str) -> Node | None:
        """A visible object of a kind; the root is of no kind here unless a quirk makes it a group (unverified)."""
        node = self.tree.get(int(object_id)) if object_id.isdigit() else None
        if node is None or node.kind != kind or (node.parent is None and not self.root_is_group):
            return None
        return node

    def nodes(self, kind: str) -> list[Node]:
        """All visible objects of a kind, in the tree's order."""
        found = self.tree.by_kind[kind]
        return found if kind != "group" or self.root_is_group else [node for node in found if node.parent is not None]
