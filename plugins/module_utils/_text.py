# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How things are shown in messages: printable, not too long, not too many."""

from __future__ import annotations

import typing as t

#: How many things a message names before it says "and N more".
NAMED_IN_MESSAGES = 10
#: How many characters of a value a message repeats.
SHOWN_OF_A_VALUE = 60


def printable(text: str) -> str:
    """``text`` with control characters, bidirectional ones and line ends among them, shown as escapes."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def cut(text: str, most: int = SHOWN_OF_A_VALUE) -> str:
    """The first ``most`` characters of ``text``, and three points for what is left out."""
    return text if len(text) <= most else f"{text[:most]}..."


def quoted(value: object, most: int = SHOWN_OF_A_VALUE) -> str:
    """A value that a user gave, in quotes, with escapes for what cannot be printed, not longer than ``most``."""
    return cut(repr(str(value)), most)


def some(names: t.Collection[str], most: int = NAMED_IN_MESSAGES) -> str:
    """The first few names, and how many more there are: ``a, b and 7 more``."""
    rest = len(names) - most
    return ", ".join(list(names)[:most]) + (f" and {rest} more" if rest > 0 else "")


def counted(number: int, word: str) -> str:
    """A number of things, whose ``word`` has a plural in s: ``1 check``, ``0 checks``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def matching(number: int) -> str:
    """How many objects a task matches: ``1 object matches``, ``2 objects match``."""
    return f"{counted(number, 'object')} {'matches' if number == 1 else 'match'}"


def listed(words: t.Sequence[str], last: str = "and") -> str:
    """All of some words: ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
