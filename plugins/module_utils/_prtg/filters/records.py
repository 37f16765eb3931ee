# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Filtering plain data: the records that modules return and inventories keep."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import FilterError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters._mistake import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.check import read
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.filters.evaluate import (
    compile_filter,
    fields_needed,
    needs_tree,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    FIELDS,
    KINDS,
    UNREAD,
    PrtgObject,
    Tree,
)

Record = t.Mapping[str, t.Any]


def select_records(expression: str, records: t.Iterable[Record]) -> list[Record]:
    """Those of ``records`` that fit, in their order.

    ``ancestors`` and ``descendants`` are looked up among the records themselves. Raises FilterError for a wrong
    expression, for what is no record, and where a record lacks what the expression asks for.
    """
    node = read(expression)
    listed = list(records)
    objects = [as_object(record) for record in listed]
    fits = compile_filter(node, Tree(objects) if needs_tree(node) else None)
    kept: list[Record] = []
    for record, found in zip(listed, objects):
        answer = fits(found)
        if answer is None:
            missing = sorted(name for name in fields_needed(node) if getattr(found, name) is UNREAD)
            hint = f"Read it with {', '.join(missing)}." if missing else "Give the objects above it as well."
            raise FilterError(f"Filter: it cannot be told whether {found.kind} {shown(found.id)} fits", hint=hint)
        if answer:
            kept.append(record)
    return kept


def as_object(record: t.Any) -> PrtgObject:
    """The object that a record tells of; what it has no key for is ``UNREAD``."""
    if not isinstance(record, t.Mapping) or record.get("kind") not in KINDS or record.get("id") in (None, ""):
        raise FilterError(
            "Filter: this is no object of PRTG",
            hint=f"An object is a mapping with id, and kind ({', '.join(KINDS)}), as prtg_object_info returns it.",
        )
    values = {name: _value(record[name]) for name in FIELDS if name in record}
    values["id"] = str(record["id"])
    if values.get("parent_id"):
        values["parent_id"] = str(values["parent_id"])
    return PrtgObject(**values)


def _value(value: t.Any) -> t.Any:
    return tuple(value) if isinstance(value, list) else value
