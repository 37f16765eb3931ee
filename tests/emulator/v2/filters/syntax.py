# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The syntax of v2 filters: text to tokens to a tree.

The vendor shows no formal grammar; this is the one of prtg-v2-facts section 6. Unverified there and taken here: a
sign and a fraction in numbers, ``30s`` beside ``30.0s``, ``\\"`` and ``\\\\`` in text, upper-case keywords. ``not``
needs parentheses, as in every example of the vendor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

MAX_DEPTH = 100
OPERATORS = ("=", "!=", "<", "<=", ">", ">=", "in", "contains", "matches")
KEYWORDS = frozenset({"and", "or", "not", "in", "contains", "matches", "nil", "true", "false"})
TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<duration>[-+]?\d+(?:\.\d+)?s\b)
      | (?P<number>[-+]?\d+(?:\.\d+)?)
      | (?P<word>[A-Za-z][A-Za-z0-9_.]*)
      | (?P<sign><=|>=|!=|[=<>()\[\],])
    )""",
    re.VERBOSE | re.DOTALL,
)


class FilterError(ValueError):
    """A filter that the server refuses; the text is the message of its INVALID_FILTER answer."""


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: ``kind`` is text, number, duration, boolean, identifier, nil or list."""

    kind: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``property operator value``."""

    name: str
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Junction:
    """``and`` or ``or`` of at least two expressions."""

    word: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """``not(...)``."""

    part: Expression


Expression = Comparison | Junction | Negation


class Token(NamedTuple):
    """A piece of the text; ``kind`` is a group of ``TOKEN``, ``keyword`` or ``end``."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> list[Token]:
    """The pieces of a filter, an end mark last."""
    found = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise FilterError(f"unexpected character at position {position}")
        piece = match.group(match.lastgroup)
        keyword = match.lastgroup == "word" and piece.lower() in KEYWORDS
        found.append(
            Token(
                "keyword" if keyword else match.lastgroup,
                piece.lower() if keyword else piece,
                match.start(match.lastgroup),
            )
        )
        position = match.end()
    return [*found, Token("end", "", end)]


def parse(text: str) -> Expression:
    """The tree of a filter; ``FilterError`` where it is not one."""
    return _Parser(tokens(text)).whole()


class _Parser:
    """Recursive descent: or, and, not, comparison."""

    def __init__(self, pieces: list[Token]) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._or()
        if self._now.kind != "end":
            raise self._unexpected()
        return expression

    @property
    def _now(self) -> Token:
        return self._pieces[self._at]

    def _next(self) -> Token:
        token = self._now
        self._at += 1
        return token

    def _take(self, text: str) -> bool:
        if self._now.kind in ("keyword", "sign") and self._now.text == text:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._unexpected(f"expected {text!r}")

    def _unexpected(self, wanted: str = "") -> FilterError:
        found = "end of filter" if self._now.kind == "end" else repr(self._now.text)
        return FilterError(f"unexpected {found} at position {self._now.position}{', ' if wanted else ''}{wanted}")

    def _or(self) -> Expression:
        return self._junction("or", lambda: self._junction("and", self._unary))

    def _junction(self, word: str, part: object) -> Expression:
        assert callable(part)
        parts = [part()]
        while self._take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Junction(word, tuple(parts))

    def _unary(self) -> Expression:
        if self._take("not"):
            self._expect("(")
            return Negation(self._inside())
        if self._take("("):
            return self._inside()
        return self._comparison()

    def _inside(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FilterError("the filter is nested too deeply")
        expression = self._or()
        self._expect(")")
        self._depth -= 1
        return expression

    def _comparison(self) -> Comparison:
        if self._now.kind != "word":
            raise self._unexpected("expected a property")
        name = self._next().text
        operator = self._now.text
        if self._now.kind not in ("sign", "keyword") or operator not in OPERATORS:
            raise self._unexpected("expected an operator")
        self._at += 1
        return Comparison(name, operator, self._value())

    def _value(self) -> Value:
        if self._take("["):
            values = [self._scalar()]
            while self._take(","):
                values.append(self._scalar())
            self._expect("]")
            return Value("list", tuple(values))
        return self._scalar()

    def _scalar(self) -> Value:
        token = self._next()
        if token.kind == "text":
            return Value("text", re.sub(r"\\(.)", r"\1", token.text[1:-1], flags=re.DOTALL))
        if token.kind == "number":
            return Value("number", float(token.text))
        if token.kind == "duration":
            return Value("duration", float(token.text[:-1]))
        if token.kind == "word":
            return Value("identifier", token.text)
        if token.kind == "keyword" and token.text in ("true", "false"):
            return Value("boolean", token.text == "true")
        if token.kind == "keyword" and token.text == "nil":
            return Value("nil")
        self._at -= 1
        raise self._unexpected("expected a value")
