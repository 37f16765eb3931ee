# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Filtering plain data: the records that modules return and inventories keep."""

from __future__ import annotations

import datetime
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import (
    compile_filter,
    fields_needed,
    needs_tree,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.properties import (
    PROPERTIES,
    PROPERTY_OF,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import comparisons, values
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    BOOLEAN,
    DURATION,
    FIELDS,
    ID,
    KINDS,
    NUMBER,
    PAUSED,
    RECORD,
    STATUSES,
    TEXTS,
    TIME,
    UNREAD,
    PrtgObject,
    Tree,
    time_stamp,
)

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.syntax import Node

Record = t.Mapping[str, t.Any]

#: What every object of the kinds that have it has: there null says that an API does not tell it.
_NEVER_NULL = (
    "path", "priority", "favorite", "tags", "parent_tags", "sensor_kind", "interval", "url", "sensor_kind_name",
)  # fmt: skip

#: The statuses of what is silent, each for a reason of its own.
_PAUSES = frozenset(status.token for status in STATUSES if status.paused_by is not None)

_FRACTION = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")


def select_records(expression: str, records: t.Iterable[Record]) -> list[Record]:
    """Those of ``records`` that fit, in their order.

    ``ancestors`` and ``descendants`` are looked up among the records themselves. Raises FilterError for a wrong
    expression, for what is no record, and where a record lacks what the expression asks for.
    """
    node = read(expression)
    names_pauses = any(part.property == "status" and not _PAUSES.isdisjoint(values(part)) for part in comparisons(node))
    if isinstance(records, (str, t.Mapping)) or not isinstance(records, t.Iterable):
        raise FilterError("Filter: these are no objects of PRTG", hint="Give a list of them.")
    listed, needed = list(records), fields_needed(node)
    objects = [as_object(record, needed, names_pauses) for record in listed]
    fits = compile_filter(node, Tree(objects) if needs_tree(node) else None)
    kept: list[Record] = []
    for record, found in zip(listed, objects):
        answer = fits(found)
        if answer is None:
            raise FilterError(
                f"Filter: it cannot be told whether {found.kind} {shown(found.id)} fits",
                hint=_lack(node, found, record),
            )
        if answer:
            kept.append(record)
    return kept


def _lack(node: Node, found: PrtgObject, record: Record) -> str:
    """What would tell whether an object fits."""
    untold = sorted(name for name in fields_needed(node) if getattr(found, name) is UNREAD)
    missing = [name for name in untold if name not in record]
    if missing:
        return f"Read it with {', '.join(missing)}."
    if "status" in untold and record["status"] is not None:
        return "It is silent, and nobody told why. What is silent for any reason has health = paused."
    if untold:
        return f"Nobody told its {', '.join(untold)}: another API, or a newer PRTG, may."
    if needs_tree(node):
        return "Give the objects above it as well."
    return "The record does not tell what the expression asks for."


def as_object(record: t.Any, needed: t.Collection[str] = (), names_pauses: bool = True) -> PrtgObject:
    """The object that a record tells of; what it has no key for is ``UNREAD``, and so is what cannot be null.

    TEXTLIST says of an object that it is silent and not why. So nobody knows its status where an expression
    ``names_pauses``; else it is none of those that it names. Raises FilterError for what is no record, and for a value
    of a field that is ``needed`` and cannot be one.
    """
    if not isinstance(record, t.Mapping) or record.get("kind") not in KINDS or record.get("id") in (None, ""):
        raise FilterError(
            "Filter: this is no object of PRTG",
            hint=f"An object is a mapping with id, and kind ({', '.join(KINDS)}), as prtg_object_info returns it.",
        )
    told = {name: _value(record[name]) for name in FIELDS if name in record}
    told.update([(name, UNREAD) for name in _untold(told, record["kind"])])
    silent = told.get("status") == PAUSED.token
    if silent and names_pauses:
        told["status"] = UNREAD
    for name in [one for one in needed if one != "status" or not silent]:
        if told.get(name, UNREAD) not in (None, UNREAD):
            try:
                told[name] = _reader(name)(told[name])
            except (KeyError, TypeError, ValueError):
                what = f"Filter: {name} of {record['kind']} {shown(str(record['id']))} is no value that it can have"
                raise FilterError(f"{what}: {shown(str(told[name]))}") from None
    told["id"] = str(record["id"])
    if told.get("parent_id"):
        told["parent_id"] = str(told["parent_id"])
    return PrtgObject(**told)


def _untold(told: t.Mapping[str, t.Any], kind: str) -> t.Iterator[str]:
    """The fields that are null because nobody told them."""
    for name in _NEVER_NULL:
        if RECORD[name].belongs_to(kind) and told.get(name, UNREAD) is None:
            yield name
    status = told.get("status")
    is_silent = status in (*_PAUSES, PAUSED.token) or (status is None and told.get("active", True) is None)
    if is_silent and told.get("paused_by", UNREAD) is None:
        yield "paused_by"


def _value(value: t.Any) -> t.Any:
    return tuple(value) if isinstance(value, list) else value


def _text(value: t.Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _identifier(value: t.Any) -> str:
    """An id; templates of older cores make numbers of them."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError
    return str(value)


def _number(value: t.Any) -> int | float:
    """A number; templates of older cores make texts of them."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError
    if not isinstance(value, str):
        return value
    return float(value) if _FRACTION.fullmatch(value) else int(value)


def _flag(value: t.Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in ("true", "false"):
        raise ValueError
    return value.lower() == "true"


def _texts(value: t.Any) -> tuple[str, ...]:
    if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
        raise TypeError
    return value


def _time(value: t.Any) -> str:
    """A time; YAML makes dates of times without quotes."""
    moment = time_stamp(value.isoformat() if isinstance(value, datetime.date) else value)
    if moment is None:
        raise ValueError
    return moment


def _word(name: str) -> t.Callable[[t.Any], str]:
    """What reads a word of the enumeration that a field is, in any of its spellings."""
    tokens = PROPERTIES[PROPERTY_OF[name]].tokens or {}

    def read_word(value: t.Any) -> str:
        return tokens[_text(value).lower()]

    return read_word


_BY_TYPE: dict[str, t.Callable[[t.Any], t.Any]] = {
    ID: _identifier,
    BOOLEAN: _flag,
    NUMBER: _number,
    DURATION: _number,
    TEXTS: _texts,
    TIME: _time,
}


def _reader(name: str) -> t.Callable[[t.Any], t.Any]:
    return _word(name) if RECORD[name].words else _BY_TYPE.get(RECORD[name].type, _text)
