# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a wish for the flag of an object means for the object as it is, whoever holds its pause. Nothing is sent here.

A pause by a lease of prtg_pause is left alone: it ends by itself, or whoever made it ends it. That is looked at when a
task is planned, and again right before the flag is written (``carrying.py``).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import Silence, silence_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import listed


class Decided(t.NamedTuple):
    """The flag that an object shall have in the end, and what its user is to be told of that."""

    flag: bool | None
    note: str | None = None


def decided(found: PrtgObject, wanted: bool, now: float) -> Decided:
    """What follows of a wanted flag for an object with its message, by the server's time ``now``."""
    held = silence_of(found).in_force(now)  # the mark of a lease that has ended may still stand there beside others
    if wanted is found.active:
        end = _end_of(held) if found.active is False else ""
        return Decided(wanted, f"is paused already, and not for good: {end}. It is left as it is." if end else None)
    if wanted and held.leases:
        return Decided(
            found.active,
            f"stays paused: it is held by {_holders(held)}. Such a pause is ended by prtg_pause, or by itself.",
        )
    return Decided(wanted)


def _end_of(silence: Silence) -> str:
    """How a pause is said to end by itself, or with the work that it is for; empty for one without an end, such as
    somebody else's that goes on beside leases.
    """
    if silence.theirs is not None:
        return "PRTG shows that it ends at a set time" if silence.theirs_ends else ""
    return f"it is held by {_holders(silence)}" if silence.leases else ""


def _holders(silence: Silence) -> str:
    return listed([lease.in_words() for lease in silence.leases])
