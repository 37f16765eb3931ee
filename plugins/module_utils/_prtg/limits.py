# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What an API of PRTG tells and takes of the limits of channels: the protocol of the part ``limits``."""

from __future__ import annotations

import math
import typing as t

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject

#: The limits of a channel, and what the sensor says beyond them, in PRTG's own words (PrtgAPI, ChannelProperty).
NUMBERS = ("limitmaxerror", "limitmaxwarning", "limitminwarning", "limitminerror")
MESSAGES = ("limiterrormsg", "limitwarningmsg")


class Limits(t.NamedTuple):
    """The limits of a channel: whether they are on, their numbers in the unit that PRTG shows them in (None: no limit),
    and the messages."""

    on: bool
    numbers: t.Mapping[str, float | None]
    messages: t.Mapping[str, str]


class LimitsPart(t.Protocol):
    """The part ``limits`` of an API. All methods may be called by several threads."""

    def read(self, sensor: PrtgObject, channel: str) -> Limits:
        """The limits of the channel with this id; ``PermissionDenied`` or ``UnexpectedAnswer`` where nothing shows
        them. What a channel does not have is left out."""

    def refuse(self, wanted: Limits) -> None:
        """``ConfigurationError`` for limits that this API cannot be sent, before anything is."""

    def write(self, sensor: PrtgObject, channel: str, has: Limits, wanted: Limits) -> None:
        """Give the channel these limits, where it ``has`` others. What PRTG says to it proves nothing."""


def same(one: Limits, other: Limits) -> bool:
    """Whether limits are the same: numbers as numbers, whatever a factor rounded."""
    return (
        one.on == other.on
        and one.numbers.keys() == other.numbers.keys()
        and all(_equal(number, other.numbers[name]) for name, number in one.numbers.items())
        and {name: text.strip() for name, text in one.messages.items()}
        == {name: text.strip() for name, text in other.messages.items()}
    )


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
