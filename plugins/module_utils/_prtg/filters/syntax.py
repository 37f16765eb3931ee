# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The grammar of filter expressions: text to tree, and tree to text.

Source: PRTG API v2 overview, "Filter" (notation, operators, precedence not > and > or). What the overview leaves open
is decided here: text escapes are ``\\"`` and ``\\\\`` (other clients write them, unverified), keywords and names are
taken in any case and rendered lower, numbers have a sign and a fraction, durations also come as ``5m``, ``1h`` and
``1d``, and ``not`` may stand before a comparison without parentheses.
"""

from __future__ import annotations

import dataclasses
import decimal
import functools
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import mistake, shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    BOOLEAN,
    DURATION,
    IDENTIFIER,
    NUMBER,
    TEXT,
)

#: Characters of an expression at most, and levels of parentheses and ``not``.
MAX_LENGTH = 100_000
MAX_DEPTH = 50

#: Digits of a number at most: what a double can tell apart.
MAX_DIGITS = 15

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
WORD_OPERATORS = ("in", "contains", "matches")
OPERATORS = COMPARISONS + WORD_OPERATORS
KEYWORDS = ("and", "or", "not", "true", "false", "nil", *WORD_OPERATORS)

#: The kind of a literal is the type of the fields that it is compared with, or this.
NIL = "nil"

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


#: How nodes hold their place in the source: it tells where a node was read, and is no part of what the node means.
_PLACE: t.Any = functools.partial(dataclasses.field, default=0, compare=False, repr=False)


@dataclasses.dataclass(frozen=True)
class Literal:
    """One value. ``value`` is str, int, float, bool or None; a duration is in seconds, an identifier lower case."""

    kind: str
    value: t.Any
    at: int = _PLACE()
    end: int = _PLACE()


@dataclasses.dataclass(frozen=True)
class List:
    """Values in brackets."""

    items: tuple[Literal, ...]
    at: int = _PLACE()
    end: int = _PLACE()


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Property, operator, value; the property in lower case. ``at`` is where it starts, ``middle`` its operator.

    ``word`` is the name of the property as it was written, where that is another; people are shown that.
    """

    property: str
    operator: str
    value: Literal | List
    at: int = _PLACE()
    middle: int = _PLACE()
    word: str = dataclasses.field(default="", compare=False, repr=False)


@dataclasses.dataclass(frozen=True)
class Not:
    """True where ``term`` is false."""

    term: Node


@dataclasses.dataclass(frozen=True)
class And:
    """True where all ``terms`` (two or more) are."""

    terms: tuple[Node, ...]


@dataclasses.dataclass(frozen=True)
class Or:
    """True where any of ``terms`` (two or more) is."""

    terms: tuple[Node, ...]


Node = t.Union[Comparison, Not, And, Or]


def parse(source: str) -> Node:
    """The tree of an expression. Linear in its length; raises FilterError and nothing else."""
    if len(source) > MAX_LENGTH:
        raise mistake(source, MAX_LENGTH, f"the expression is longer than {MAX_LENGTH} characters")
    if not source.strip():
        raise mistake(source, 0, "the expression is empty", _EXAMPLE)
    return _Parser(source).parse()


def render(node: Node) -> str:
    """The text of a tree, in the words in which it was written: reading it again gives an equal tree."""
    if isinstance(node, Comparison):
        return f"{node.word or node.property} {node.operator} {render_value(node.value)}"
    if isinstance(node, Not):
        return f"not({render(node.term)})"
    if isinstance(node, And):
        return " and ".join(_grouped(term, (And, Or)) for term in node.terms)
    return " or ".join(_grouped(term, Or) for term in node.terms)


def _grouped(node: Node, weaker: t.Any) -> str:
    return f"({render(node)})" if isinstance(node, weaker) else render(node)


def render_value(value: Literal | List) -> str:
    """The canonical text of a value or list."""
    if isinstance(value, List):
        return "[" + ", ".join(map(render_value, value.items)) + "]"
    return _WRITERS[value.kind](value.value)


def quote(text: str) -> str:
    """``text`` as a text value: nothing in it can end the value."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write_number(value: float) -> str:
    return str(value) if isinstance(value, int) else format(decimal.Decimal(repr(value)), "f")


def _write_duration(value: float) -> str:
    return _write_number(value) + ("s" if isinstance(value, float) else ".0s")


def comparisons(node: Node) -> t.Iterator[Comparison]:
    """Every comparison of a tree, from left to right."""
    if isinstance(node, Comparison):
        yield node
    elif isinstance(node, Not):
        yield from comparisons(node.term)
    else:
        for term in node.terms:
            yield from comparisons(term)


def values(node: Comparison) -> tuple[t.Any, ...]:
    """The plain values on the right of a comparison, one unless it is a list."""
    items = node.value.items if isinstance(node.value, List) else (node.value,)
    return tuple(item.value for item in items)


_EXAMPLE = 'A comparison is written: property operator value, such as status = down or name = "Router".'

_WRITERS: dict[str, t.Callable[[t.Any], str]] = {
    TEXT: quote,
    NUMBER: _write_number,
    DURATION: _write_duration,
    BOOLEAN: lambda value: "true" if value else "false",
    IDENTIFIER: str,
    NIL: lambda value: "nil",
}

_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
      (?P<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)
    | (?P<text>"[^"\\]*(?:\\.[^"\\]*)*")
    | (?P<number>[+-]?[0-9][A-Za-z0-9_.]*(?:[-:][A-Za-z0-9_.:+-]*)?)
    | (?P<wrong>==|<>|=~|=<|=>|&&?|\|\|?|'|;|~|!(?!=))
    | (?P<operator>!=|<=|>=|=|<|>)
    | (?P<sign>[()\[\],])
    | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?([smhd]?)\Z", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]*")

#: What people write who know other languages, and what it is here.
_INSTEAD = {
    "==": "=", "<>": "!=", "=~": "matches", "~": "matches", "=<": "<=", "=>": ">=", "&": "and", "&&": "and",
    "|": "or", "||": "or", ";": "and", "!": "not", "'": "double quotes",
}  # fmt: skip
_INSTEAD_WORDS = {
    "eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "is": "=", "like": "matches",
    "has": "contains",
    "contain": "contains", "includes": "contains", "match": "matches",
}  # fmt: skip


class _Token(t.NamedTuple):
    kind: str
    text: str
    at: int
    end: int


class _Frame:
    """What is open at one level of parentheses: finished alternatives, the conjunction being read, pending ``not``s.

    ``depth`` is what the level adds to the depth of the tree: nothing if it belongs to a ``not``.
    """

    __slots__ = ("alternatives", "at", "conjunction", "depth", "negations")

    def __init__(self, at: int, depth: int) -> None:
        self.at = at
        self.depth = depth
        self.alternatives: list[Node] = []
        self.conjunction: list[Node] = []
        self.negations = 0

    def add(self, node: Node) -> None:
        for _unused in range(self.negations):
            node = Not(node)
        self.negations = 0
        self.conjunction.append(node)

    def close_conjunction(self) -> None:
        terms = self.conjunction
        self.alternatives.append(terms[0] if len(terms) == 1 else And(tuple(terms)))
        self.conjunction = []

    def close(self) -> Node:
        self.close_conjunction()
        return self.alternatives[0] if len(self.alternatives) == 1 else Or(tuple(self.alternatives))


class _Parser:
    """Reads one expression from left to right with a stack of its own, so that depth costs no Python stack."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.token = self._scan()

    def parse(self) -> Node:
        frames = [_Frame(0, 0)]
        while True:
            self._operand(frames)
            node = self._joint(frames)
            if node is not None:
                return node

    def _operand(self, frames: list[_Frame]) -> None:
        """Read ``not`` and opening parentheses up to and including one comparison."""
        while True:
            token = self.token
            if token.text == "(" and token.kind == "sign":
                frames.append(_Frame(token.at, 0 if frames[-1].negations else 1))
            elif token.kind == "word" and token.text.lower() == "not":
                frames[-1].negations += 1
            else:
                frames[-1].add(self._comparison())
                return
            if sum(frame.depth + frame.negations for frame in frames) > MAX_DEPTH:
                raise mistake(self.source, token.at, f"more than {MAX_DEPTH} levels of parentheses and not")
            self._advance()

    def _joint(self, frames: list[_Frame]) -> Node | None:
        """Read closing parentheses up to and including ``and`` or ``or``; at the end, return the whole tree."""
        while True:
            token = self.token
            word = token.text.lower() if token.kind == "word" else token.text if token.kind == "sign" else None
            if word == "and":
                self._advance()
                return None
            if word == "or":
                frames[-1].close_conjunction()
                self._advance()
                return None
            if word == ")" and len(frames) > 1:
                self._advance()
                closed = frames.pop().close()
                frames[-1].add(closed)
            elif token.kind == "end":
                if len(frames) > 1:
                    raise mistake(self.source, frames[-1].at, "this parenthesis is never closed", "Add a ).")
                return frames[0].close()
            else:
                raise self._no_joint(token)

    def _no_joint(self, token: _Token) -> Exception:
        if token.text == ")":
            return self._mistake(token, "this parenthesis was never opened", "Remove it, or add a ( before.")
        if token.text.lower() in _SECONDS and self.source[token.at - 2 : token.at - 1].isdigit():
            return self._mistake(token, "a duration is written without a blank", f"Write for example 60{token.text}.")
        return self._mistake(
            token, f"and, or, or the end was expected, not {_named(token)}", "Put and or or between two comparisons."
        )

    def _comparison(self) -> Comparison:
        name = self.token
        if name.kind != "word" or name.text.lower() in KEYWORDS:
            raise self._mistake(name, f"the name of a property was expected, not {_named(name)}", _EXAMPLE)
        self._advance()
        operator = self.token
        word = operator.text.lower()
        if operator.kind != "operator" and (operator.kind != "word" or word not in WORD_OPERATORS):
            raise self._no_operator(name, operator)
        self._advance()
        value = self._list() if self.token.text == "[" and self.token.kind == "sign" else self._literal()
        return Comparison(name.text.lower(), word, value, name.at, operator.at)

    def _no_operator(self, name: _Token, token: _Token) -> Exception:
        instead = _INSTEAD_WORDS.get(token.text.lower()) if token.kind == "word" else None
        if instead:
            hint = f"Write {instead}."
        elif token.text.lower() == "not" and token.kind == "word":
            hint = f"Write not before the comparison: not({shown(name.text)} ...)."
        elif token.kind in ("end", "word"):
            hint = f"Write for example: {shown(name.text)} = true. Operators are {' '.join(OPERATORS)}."
        else:
            hint = f"Operators are {' '.join(OPERATORS)}."
        return self._mistake(token, f"an operator was expected, not {_named(token)}", hint)

    def _list(self) -> List:
        start = self.token.at
        self._advance()
        items: list[Literal] = []
        if self.token.text == "]" and self.token.kind == "sign":
            raise mistake(self.source, start, "this list is empty", "A list holds at least one value.", self.token.end)
        while True:
            items.append(self._literal())
            token = self.token
            if token.kind != "sign" or token.text not in (",", "]"):
                raise self._mistake(token, f", or ] was expected, not {_named(token)}")
            self._advance()
            if token.text == "]":
                return List(tuple(items), start, token.end)

    def _literal(self) -> Literal:
        token = self.token
        if token.kind == "text":
            literal = Literal(TEXT, self._unescaped(token), token.at, token.end)
        elif token.kind == "word":
            literal = self._word(token)
        elif token.kind == "number":
            literal = self._number(token)
        else:
            hint = "Lists are written in brackets: [1, 2]." if token.text == "(" else None
            raise self._mistake(token, f"a value was expected, not {_named(token)}", hint)
        self._advance()
        return literal

    def _word(self, token: _Token) -> Literal:
        word = token.text.lower()
        if word in ("true", "false"):
            return Literal(BOOLEAN, word == "true", token.at, token.end)
        if word == "nil":
            return Literal(NIL, None, token.at, token.end)
        if word in KEYWORDS:
            raise self._mistake(token, f"a value was expected, not {_named(token)}", "Put text in double quotes.")
        return Literal(IDENTIFIER, word, token.at, token.end)

    def _number(self, token: _Token) -> Literal:
        found = _NUMBER.match(token.text)
        if found is None:
            hint = (
                "Numbers look like 3, -1 or 2.5, durations like 30s, 30.0s, 5m, 1h or 1d; put text and times in double "
                "quotes."
            )
            raise self._mistake(token, f"{shown(token.text)} is neither a number nor a duration", hint)
        sign, whole, fraction, unit = found.groups()
        if len(whole) + len(fraction or "") > MAX_DIGITS:
            raise self._mistake(token, f"a number has at most {MAX_DIGITS} digits", "Put an id in double quotes.")
        if unit and sign == "-":
            raise self._mistake(token, "a duration cannot be negative")
        seconds = _SECONDS[unit.lower()] if unit else 1
        value = decimal.Decimal(f"{sign}{whole}.{fraction or 0}") * seconds
        exact: float = int(value) if value == int(value) else float(value)
        return Literal(DURATION if unit else NUMBER, exact, token.at, token.end)

    def _unescaped(self, token: _Token) -> str:
        inner = token.text[1:-1]
        if "\\" not in inner:
            return inner
        for escape in _ESCAPE.finditer(inner):
            if escape.group(1) not in '"\\':
                at = token.at + 1 + escape.start()
                hint = 'In text, write \\\\ for a backslash and \\" for a quotation mark.'
                raise mistake(self.source, at, f"unknown escape \\{shown(escape.group(1))}", hint, at + 2)
        return _ESCAPE.sub(r"\1", inner)

    def _advance(self) -> None:
        self.token = self._scan()

    def _scan(self) -> _Token:
        found = _TOKEN.match(self.source, self.place)
        kind = found.lastgroup if found else None
        if found is None or kind is None or kind == "wrong":
            raise self._stray()
        self.place = found.end()
        return _Token(kind, found[kind], found.start(kind), found.end())

    def _stray(self) -> Exception:
        at = _BLANK.match(self.source, self.place).end()  # type: ignore[union-attr]
        found = _TOKEN.match(self.source, at)
        if found is not None:
            wrong = found["wrong"]
            hint = f"Use {_INSTEAD[wrong]}."
            return mistake(self.source, at, f"{wrong} is not part of the language", hint, found.end())
        if self.source[at] == '"':
            hint = 'Close it with ". Inside, write \\" for a quotation mark and \\\\ for a backslash.'
            return mistake(self.source, at, "this text is never closed", hint)
        character = self.source[at]
        message = f"unexpected character {shown(character)} (U+{ord(character):04X})"
        return mistake(self.source, at, message, "Put text in double quotes.")

    def _mistake(self, token: _Token, message: str, hint: str | None = None) -> Exception:
        return mistake(self.source, token.at, message, hint, token.end)


def _named(token: _Token) -> str:
    return "the end" if token.kind == "end" else shown(token.text)
