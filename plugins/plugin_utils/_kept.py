# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The form in which a cache keeps what was read, whichever service it is from."""

from __future__ import annotations

import json
import time
import typing as t

#: Seconds by which the clocks of those who share a cache may differ; what is from later is damaged.
_CLOCKS_DIFFER = 60

#: What reading a damaged entry may raise, whatever it holds.
DAMAGED = (AttributeError, KeyError, TypeError, ValueError)


def kept(form: int, read_at: float, content: t.Any, **more: t.Any) -> dict[str, t.Any]:
    """An entry: numbers, what says by ``more`` how much it has, and one text, which no cache plugin takes apart.

    ``form`` changes with the form of ``content``, so that no version reads what another has written.
    """
    return {"form": form, "read_at": read_at, **more, "content": json.dumps(content, separators=(",", ":"))}


def is_readable(entry: t.Any, form: int) -> bool:
    """Whether an entry is of this form, and not from the future; one of the errors ``DAMAGED`` if it is no entry."""
    return bool(entry["form"] == form and 0 <= entry["read_at"] <= time.time() + _CLOCKS_DIFFER)


def content_of(entry: t.Any) -> t.Any:
    """What an entry holds."""
    return json.loads(entry["content"])
