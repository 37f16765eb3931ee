# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What ``matches`` means in this collection, on every API.

The vendor's description is one sentence ("similar to the provided text"; PRTG API v2 overview, "Operators") and says
nothing of patterns, so no server is ever asked. Here: case is ignored, letter by letter (``ß`` is no ``ss``); without
wildcards the text occurs anywhere; with ``*`` (any characters) or ``?`` (one character) the whole value has to fit; a
backslash before ``*``, ``?`` or a backslash takes that character literally.
"""

from __future__ import annotations

import re
import typing as t

_TOKEN = re.compile(r"\\[*?\\]|.", re.DOTALL)


def similar_to(pattern: str) -> t.Callable[[str], bool]:
    """The test for one pattern. Its cost grows at most with the product of both lengths."""
    tokens = _TOKEN.findall(_folded(pattern))
    if "*" in tokens or "?" in tokens:
        return _wildcards(tokens)
    literal = "".join(token[-1] for token in tokens)
    return lambda text: literal in _folded(text)


def _folded(text: str) -> str:
    """``text`` without the difference of upper and lower case, each letter in its place: none becomes two."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(map(_folded_letter, text))


def _folded_letter(letter: str) -> str:
    return next((form for form in (letter.casefold(), letter.lower()) if len(form) == 1), letter)


def _wildcards(tokens: list[str]) -> t.Callable[[str], bool]:
    pieces = _pieces(tokens)
    if len(pieces) == 1:
        return lambda text: pieces[0].fullmatch(_folded(text)) is not None
    head, *middle, tail = pieces
    tail_length = len(tokens) - 1 - max(place for place, token in enumerate(tokens) if token == "*")

    def fits(text: str) -> bool:
        folded = _folded(text)
        found = head.match(folded)
        for piece in middle:
            found = piece.search(folded, found.end()) if found else None
        start = len(folded) - tail_length
        return found is not None and found.end() <= start and tail.match(folded, start) is not None

    return fits


def _pieces(tokens: list[str]) -> list[re.Pattern[str]]:
    """What is between the ``*``: patterns that take texts of one length only, so that none of them ever backtracks."""
    pieces = [""]
    for token in tokens:
        if token == "*":
            pieces.append("")
        else:
            pieces[-1] += "." if token == "?" else re.escape(token[-1])
    return [re.compile(piece, re.DOTALL) for piece in pieces]
