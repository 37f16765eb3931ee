# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""How a mistake in an expression is shown: what, where, with a caret under it, and what to write instead."""

from __future__ import annotations

import difflib
import typing as t
import unicodedata

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError

#: How many characters of a long expression are shown on either side of the mistake.
CONTEXT = 40

#: How many characters of one name or value a message repeats.
WORD = 40

_ELLIPSIS = "..."


def mistake(source: str, at: int, message: str, hint: str | None = None, end: int | None = None) -> FilterError:
    """The error for ``source[at:end]`` (one character without ``end``); ``details.position`` counts from 1."""
    excerpt, caret = _excerpt(source, at, max(at + 1, end or 0))
    advice = f" {hint}" if hint else ""
    text = f"Filter, character {at + 1}: {message}.{advice}\n  {excerpt}\n  {caret}"
    return FilterError(text, details={"position": at + 1})


def shown(text: str) -> str:
    """``text`` safe for a terminal and short: control, bidirectional and other invisible characters as escapes."""
    cut = text if len(text) <= WORD else text[:WORD] + _ELLIPSIS
    return "".join(map(_visible, cut))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def _width(text: str) -> int:
    """Columns that ``text`` takes on a terminal: two for wide characters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _excerpt(source: str, at: int, end: int) -> tuple[str, str]:
    start, stop = max(0, at - CONTEXT), min(len(source), at + CONTEXT)
    pieces = [source[start:at], source[at : min(end, stop)], source[min(end, stop) : stop]]
    before, marked, after = ("".join(map(_visible, piece)) for piece in pieces)
    before = (_ELLIPSIS if start else "") + before
    after += _ELLIPSIS if stop < len(source) else ""
    return before + marked + after, " " * _width(before) + "^" * max(1, _width(marked))


def nearest(word: str, known: t.Iterable[str]) -> str | None:
    """The one of ``known`` that ``word`` was probably meant to be, if any is near."""
    close = difflib.get_close_matches(word[:WORD].lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else None
