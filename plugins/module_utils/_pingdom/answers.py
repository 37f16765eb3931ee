# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What the members of an answer tell, in our names and forms; any other shape is ``UnexpectedAnswer``.

The OpenAPI document 3.1 gives several numbers, times and truth values as texts, and answers of 2.1 have ids as texts.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import Reply
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import (
    TEXT,
    Comparable,
    Field,
    Kind,
    Schema,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import LATEST, iso, readable, unix_of


def _number(raw: t.Any) -> int | float:
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= 18:
        return int(raw)
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise TypeError
    return int(raw) if raw == int(raw) else raw


def _whole(raw: t.Any) -> int:
    number = _number(raw)
    if not isinstance(number, int):
        raise TypeError
    return number


def _time(raw: t.Any) -> int:
    seconds = readable(_number(raw))
    if seconds is None:
        raise ValueError
    return seconds


def _length(raw: t.Any) -> int | float:
    seconds = _number(raw)
    if not 0 <= seconds <= LATEST:
        raise ValueError
    return seconds


def _zoned(raw: t.Any) -> int:
    seconds = unix_of(raw) if isinstance(raw, str) else None
    if seconds is None:
        raise ValueError
    return seconds


def _kind(read: t.Callable[[t.Any], t.Any]) -> Kind:
    """A kind of value that is only read."""
    return Kind({"type": "raw"}, lambda value: value, read, lambda name, value: {name: value})


NUMBER, ID = _kind(_number), _kind(_whole)
#: A point in time: Unix seconds until it is shown.
TIME = _kind(_time)
#: The same in answers that have it in RFC 3339.
ZONED_TIME = _kind(_zoned)
#: Seconds that have been spent, which are no less than none, and no more than there are.
SECONDS = _kind(_length)


def columns(*fields: Field, **members: str) -> Schema:
    """The fields of a row: ``fields``, and texts by the members of the answer that hold them."""
    return Schema((*fields, *(Field(name, TEXT, read=member) for name, member in members.items())))


def objects_in(reply: Reply, rows: t.Any, what: str) -> list[Row]:
    """``rows`` if they are a list of objects."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise reply.unexpected(f"the answer has no list of {what}")
    return rows


def object_in(reply: Reply, source: t.Mapping[str, t.Any], name: str) -> Row:
    """The object ``name`` of an answer."""
    found = source.get(name)
    if not isinstance(found, dict):
        raise reply.unexpected(f"the answer has no object {name}")
    return found


def shown(schema: Schema, row: Comparable) -> Row:
    """A row that was read, as results have it."""
    return {
        one.name: iso(row[one.name]) if one.kind in (TIME, ZONED_TIME) and row[one.name] is not None else row[one.name]
        for one in schema.fields
    }


def covered(value: t.Any, redact: t.Callable[[str], str]) -> t.Any:
    """What an answer holds, with the secrets in its texts covered."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, list):
        return [covered(one, redact) for one in value]
    if isinstance(value, dict):
        return {redact(name): covered(one, redact) for name, one in value.items()}
    return value
