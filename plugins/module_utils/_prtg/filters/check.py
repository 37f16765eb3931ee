# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Whether an expression makes sense: known properties, operators and values that fit their type, known tokens."""

from __future__ import annotations

import functools
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import mistake, nearest, shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    BY_NAME,
    EQUALITY,
    Property,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import (
    NIL,
    Comparison,
    List,
    Literal,
    Node,
    Not,
    parse,
    quote,
    render,
    render_value,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import OWN_KINDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    BOOLEAN,
    DURATION,
    IDENTIFIER,
    KINDS,
    NUMBER,
    STATUSES,
    TEXT,
    TEXTS,
    TIME,
    time_stamp,
)

_STATUS_TOKENS_BY_CODE = {status.code: status.token for status in STATUSES}

#: Names that are no properties, and the property that was meant.
_MEANT = {
    "tag": "tags", "ip": "host", "hostname": "host", "address": "host", "parent": "parent_id", "parent.id": "parent_id",
    "comments": "comment", "objid": "id", "paused": "active", "under": "path", "probe": "path", "group": "path",
    "device": "name", "sensor": "name", "state": "status",
}  # fmt: skip

#: Those that records have.
_OF_RECORDS = [name for name, row in BY_NAME.items() if row.fields]

#: Where the kinds of sensors are, which other clients of PRTG call kind, or type.
_SENSOR_KINDS = "The kind of a sensor, such as ping, is sensor_kind; "

_ONE_EACH = "Write one comparison for each value, with or between them."

#: Texts that would be a value of the type, were it not for their quotes.
_FORMS = {
    NUMBER: re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?"),
    DURATION: re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?[smhd]"),
    BOOLEAN: re.compile(r"(?i)true|false"),
    TEXT: re.compile(r"(?!)"),
}

_EXAMPLES = {
    TEXT: '"text"', NUMBER: "3", DURATION: "30s", BOOLEAN: "true or false", IDENTIFIER: "a word without quotes",
    TIME: '"2030-01-31T22:00:00Z"',
}  # fmt: skip


@functools.lru_cache(maxsize=128)
def read(source: str, kinds: tuple[str, ...] | None = None) -> Node:
    """The checked tree of an expression; raises FilterError. See ``check``."""
    return check(parse(source), source, kinds)


def check(node: Node, source: str | None = None, kinds: t.Collection[str] | None = None) -> Node:
    """The same tree with canonical names and tokens, once every comparison in it is known to make sense.

    ``source`` is the text that ``node`` was read from, for the caret (a tree made by hand has none). ``kinds`` are the
    object kinds that are selected from: a property that none of them has is an error (None: any kind). Raises
    FilterError.
    """
    if source is None:
        source = render(node)
        node = parse(source)
    return _Check(source, kinds).node(node)


def property_meant(name: str) -> str:
    """The hint for a name that is no property: which one was probably meant."""
    meant = _MEANT.get(name.lower()) or nearest(name, _OF_RECORDS) or nearest(name, BY_NAME)
    return f"Did you mean {meant}?" if meant else "The guide of the filter language lists all properties."


class _Check:
    def __init__(self, source: str, kinds: t.Collection[str] | None) -> None:
        self.source = source
        self.kinds = kinds

    def node(self, node: Node) -> Node:
        if isinstance(node, Comparison):
            return self.comparison(node)
        if isinstance(node, Not):
            return Not(self.node(node.term))
        return type(node)(tuple(map(self.node, node.terms)))

    def comparison(self, node: Comparison) -> Comparison:
        row = self.property(node)
        self.operator(node, row)
        value = self.value(node, row)
        if row.name == node.property and value is node.value:
            return node
        return Comparison(row.name, node.operator, value, node.at, node.middle, node.property)

    def property(self, node: Comparison) -> Property:
        row = BY_NAME.get(node.property)
        end = node.at + len(node.property)
        if row is None:
            message = f"there is no property {shown(node.property)}"
            raise mistake(self.source, node.at, message, property_meant(node.property), end)
        if self.kinds is not None and not any(map(row.belongs_to, self.kinds)):
            having, selected = (_enumerated(map(_plural, kinds)) for kinds in (row.having, self.kinds))
            message = f"{node.property} exists only on {having}, and what is selected are {selected}"
            raise mistake(self.source, node.at, message, end=end)
        return row

    def operator(self, node: Comparison, row: Property) -> None:
        if node.operator in row.operators:
            return
        message = f"{node.property} is of type {row.type}, which {node.operator} does not compare"
        hint = f"It takes {_enumerated(row.operators)}."
        raise mistake(self.source, node.middle, message, hint, node.middle + len(node.operator))

    def value(self, node: Comparison, row: Property) -> Literal | List:
        value = node.value
        if node.operator != "in":
            if isinstance(value, List):
                hint = f"Write {node.property} in [...]." if "in" in row.operators else _ONE_EACH
                raise mistake(self.source, value.at, "a list can only follow in", hint, value.end)
            return self.literal(value, node, row)
        if not isinstance(value, List):
            hint = f"Write {node.property} in [{render_value(value)}]."
            raise mistake(self.source, value.at, "in takes a list", hint, value.end)
        items = tuple(self.literal(item, node, row) for item in value.items)
        other = next((item for item in value.items if item.kind != value.items[0].kind), None)
        if other is not None:
            message = f"the list mixes {value.items[0].kind} and {other.kind}"
            raise mistake(self.source, other.at, message, "Write all values of a list alike.", other.end)
        return value if items == value.items else List(items, value.at, value.end)

    def literal(self, value: Literal, node: Comparison, row: Property) -> Literal:
        kind = TEXT if row.type == TEXTS else row.type
        if value.kind == NIL:
            if node.operator in EQUALITY:
                return value
            message = f"nil cannot be used with {node.operator}"
            hint = "Use = nil or != nil." if "=" in row.operators else f"Write for example {_EXAMPLES[kind]}."
            raise mistake(self.source, value.at, message, hint, value.end)
        if kind == IDENTIFIER:
            return self.token(value, node, row)
        if kind == TIME:
            return self.time(value, node)
        if value.kind != kind:
            message = f"{node.property} is compared with {kind}, not with {value.kind}"
            raise mistake(self.source, value.at, message, self.rewritten(value, kind), value.end)
        return value

    def time(self, value: Literal, node: Comparison) -> Literal:
        """The text as records have it, so that the order of texts is that of times."""
        moment = time_stamp(value.value) if value.kind == TEXT else None
        if moment is None:
            wrong = quote(shown(value.value)) if value.kind == TEXT else value.kind
            message = f"{node.property} is compared with a time in ISO 8601, not with {wrong}"
            hint = f"Write for example {_EXAMPLES[TIME]}; without a zone it is UTC."
            raise mistake(self.source, value.at, message, hint, value.end)
        return value if moment == value.value else Literal(TEXT, moment, value.at, value.end)

    def token(self, value: Literal, node: Comparison, row: Property) -> Literal:
        if row.name == "status" and value.kind == NUMBER and value.value in _STATUS_TOKENS_BY_CODE:
            return Literal(IDENTIFIER, _STATUS_TOKENS_BY_CODE[value.value], value.at, value.end)
        word = str(value.value)
        if value.kind != IDENTIFIER:
            tokens = row.tokens or {}
            hint = f"Write {word.lower()} without quotes." if word.lower() in tokens else _choices(row, word.lower())
            message = f"{node.property} is compared with a word, not with {value.kind}"
            raise mistake(self.source, value.at, message, hint, value.end)
        if row.tokens is None:
            return value
        if word not in row.tokens or self.never_of(row, word):
            message = f"{node.property} is never {shown(word)}"
            raise mistake(self.source, value.at, message, _choices(row, word), value.end)
        token = row.tokens[word]
        return value if token == word else Literal(IDENTIFIER, token, value.at, value.end)

    def never_of(self, row: Property, word: str) -> bool:
        """Whether nothing is of the kind ``word`` where others are selected from."""
        return row.fields == ("kind",) and self.kinds is not None and word not in (*KINDS, *self.kinds)

    def rewritten(self, value: Literal, kind: str) -> str:
        """How the value should have been written for a property of type ``kind``."""
        if kind == TEXT:
            return f"Write {quote(shown(self.source[value.at : value.end]))}."
        if kind == DURATION and value.kind == NUMBER and value.value >= 0:
            return f"Write {render_value(value)}s for seconds."
        if kind == NUMBER and value.kind == DURATION:
            return f"Write {render_value(Literal(NUMBER, value.value))}."
        if value.kind == TEXT and _FORMS[kind].fullmatch(value.value):
            return f"Write {value.value.lower()} without quotes."
        return "Write true or false." if kind == BOOLEAN else f"Write for example {_EXAMPLES[kind]}."


def _choices(row: Property, word: str) -> str:
    tokens = sorted(set((row.tokens or {}).values()))
    if word == "paused" and row.name == "status":
        paused = [status.token for status in STATUSES if status.paused_by]
        return f"Write status in [{', '.join(paused)}]."
    meant = nearest(word, row.tokens or ())
    # the language has more kinds than objects are of
    if row.tokens and meant and (row.fields != ("kind",) or meant in KINDS):
        return f"Did you mean {row.tokens[meant]}?"
    if row.fields == ("kind",) and word in OWN_KINDS:
        return f"{_plural(word).capitalize()} are selected by the option kind of prtg_object_info, over API v2."
    if row.fields == ("kind",):
        return f"{_SENSOR_KINDS}this takes {_enumerated(KINDS)}."
    return f"It takes {_enumerated(tokens)}." if tokens else "Write it without quotes."


def _plural(kind: str) -> str:
    return OWN_KINDS[kind].plural if kind in OWN_KINDS else f"{kind}s"


def _enumerated(words: t.Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
