# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Lengths of time as people write them: ``30m``, ``2h``, ``1h30m``, ``1d``, or plain seconds."""

from __future__ import annotations

import re

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}

# The longest length that can be meant: 100 years, far below what dates can hold.
_LONGEST = 100 * 366 * SECONDS["d"]
_PART = r"[0-9]+\s*[a-z]"
_DURATION = re.compile(rf"(?:{_PART}\s*)+|[0-9]+", re.IGNORECASE | re.ASCII)


def parse_duration(text: str, option: str = "duration") -> int:
    """Seconds of ``text``: whole numbers with the units s, m, h, d, w (each at most once), or seconds without a unit.

    Raises ``ConfigurationError`` that names ``option`` for anything else, for zero and for more than 100 years.
    """
    wanted = str(text).strip()
    if not _DURATION.fullmatch(wanted):
        raise _wrong(text, option)
    if wanted.isdigit():
        seconds = _number(wanted)
    else:
        parts = [(_number(number), unit.lower()) for number, unit in re.findall(r"([0-9]+)\s*([a-zA-Z])", wanted)]
        units = [unit for _number_of, unit in parts]
        if len(set(units)) != len(units) or not set(units) <= set(SECONDS):
            raise _wrong(text, option)
        seconds = sum(number * SECONDS[unit] for number, unit in parts)
    if not 0 < seconds <= _LONGEST:
        raise ConfigurationError(f"{option} must be more than zero and at most 100 years, not {_short(text)}")
    return seconds


def format_duration(seconds: int) -> str:
    """``seconds`` as the shortest text that ``parse_duration`` reads: 5400 is ``1h30m``."""
    text = ""
    for unit in ("d", "h", "m", "s"):
        count, seconds = divmod(seconds, SECONDS[unit])
        text += f"{count}{unit}" if count else ""
    return text or "0s"


def _number(digits: str) -> int:
    # a number of 20 digits is too long in any unit, and int() refuses very long ones with an error of its own
    return int(digits[:20])


def _wrong(text: object, option: str) -> ConfigurationError:
    return ConfigurationError(
        f"{option} is {_short(text)}, which is not a length of time",
        hint="Write it as 30m, 2h, 1h30m, 1d or as a number of seconds.",
    )


def _short(text: object) -> str:
    shown = repr(str(text))
    return shown if len(shown) <= 60 else f"{shown[:60]}..."
