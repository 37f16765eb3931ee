# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The order of objects, by several keys, as in ``sort_by`` of API v2 (overview, "Sorting"), but alike on every API.

Only the deprecated lists of API v2 sort at all, by other names than they answer with, and in an order of their own; so
everything is sorted here, after it was read.
"""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    FIELDS,
    HEALTH,
    ID,
    RECORD,
    STATUS_BY_TOKEN,
    UNREAD,
    PrtgObject,
)

#: Names of the overview's table "Sorting" that are neither a field nor the property that one is in filters: those of
#: properties, and those of JSON.
_ALSO = {
    "info": "message", "lastup": "last_up", "lastdown": "last_down", "scanning_interval": "interval",
    "autodiscovery.active": "autodiscovery_active", "uptime_toal": "uptime_total",
}  # fmt: skip

#: Every name of a key, and the field that it is.
_FIELD_OF: dict[str, str] = {
    **{word: name for name, field in RECORD.items() for word in (field.property, field.also) if word},
    **_ALSO,
    **{name: name for name in FIELDS},
}

_KEY = re.compile(r"\s*([+-]?)\s*([^\s+-].*?)\s*", re.DOTALL)

#: Statuses by what they count as, the worst first, and among these by their numbers.
_STATUS_RANKS = {
    status.token: rank
    for rank, status in enumerate(
        sorted(STATUS_BY_TOKEN.values(), key=lambda one: (HEALTH.index(one.summary), one.code))
    )
}

#: Words that have an order, which is not that of their letters.
_RANKS: dict[str, dict[str, int]] = {
    **{name: {word: rank for rank, word in enumerate(field.words)} for name, field in RECORD.items() if field.words},
    "status": _STATUS_RANKS,
}


class SortKey(t.NamedTuple):
    """A field to sort by, and in which direction."""

    field: str
    descending: bool


def sort_keys(
    given: t.Sequence[str] | None, names: t.Mapping[str, str] = _FIELD_OF, fields: t.Iterable[str] = FIELDS
) -> tuple[SortKey, ...]:
    """The keys that a list (or a text, with commas) names, the most important first.

    ``names`` are those of the ``fields`` of the records. ``ConfigurationError`` for one that is none.
    """
    listed = given.split(",") if isinstance(given, str) else given or ()
    return tuple(_key(one, names, fields) for one in listed)


def _key(given: str, names: t.Mapping[str, str], fields: t.Iterable[str]) -> SortKey:
    found = _KEY.fullmatch(given)
    name = found.group(2) if found else given
    field = names.get(name.lower())
    if found is None or field is None:
        raise ConfigurationError(
            f"sort_by names {name!r}, which is no key of the records", hint=f"Take some of {', '.join(fields)}."
        )
    return SortKey(field, found.group(1) == "-")


Sorted = t.TypeVar("Sorted")


def in_order(objects: t.Sequence[PrtgObject], keys: t.Sequence[SortKey]) -> list[PrtgObject]:
    """``objects`` sorted by each of ``keys``; see ``in_order_of``."""
    return in_order_of(objects, keys, _has, _rank_of)


def in_order_of(
    records: t.Sequence[Sorted],
    keys: t.Sequence[SortKey],
    has: t.Callable[[Sorted, str], bool],
    rank_of: t.Callable[[str], t.Callable[[Sorted], t.Any]],
) -> list[Sorted]:
    """``records`` sorted by each of ``keys``; those that are equal keep their order.

    Whatever the direction of a key, records without a value for it come last: what ``has`` tells. ``rank_of`` makes
    what ranks the others by a field.
    """
    found = list(records)
    for key in reversed(keys):
        valued = [one for one in found if has(one, key.field)]
        without = [one for one in found if not has(one, key.field)]
        found = sorted(valued, key=rank_of(key.field), reverse=key.descending) + without
    return found


def useless(objects: t.Sequence[PrtgObject], keys: t.Sequence[SortKey]) -> list[str]:
    """Warnings of keys by which nothing was sorted, since no object has a value, though its kind could."""
    return [
        changes_nothing(key, "object")
        for key in keys
        if any(RECORD[key.field].belongs_to(one.kind) for one in objects)
        and not any(_has(one, key.field) for one in objects)
    ]


def changes_nothing(key: SortKey, what: str) -> str:
    """The warning of a key by which nothing was sorted."""
    return f"sort_by {key.field} changes nothing: PRTG tells it of no {what} that was found"


def _has(one: PrtgObject, field: str) -> bool:
    value = getattr(one, field)
    return value is not UNREAD and value not in (None, "", ())


def _rank_of(field: str) -> t.Callable[[PrtgObject], t.Any]:
    ranks, is_id = _RANKS.get(field), RECORD[field].type == ID

    def rank(one: PrtgObject) -> t.Any:
        value = getattr(one, field)
        if ranks is not None:
            return ranks[value]
        return int(value) if is_id else value

    return rank
