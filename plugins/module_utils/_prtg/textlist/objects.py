# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From the rows of a TEXTLIST reply to records: what it tells of each field, and of what only some kinds tell it."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import Exchange
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    HEALTH,
    ROOT_ID,
    STATUS_BY_TOKEN,
    SUMMARY_FIELDS,
    UNREAD,
    PrtgObject,
    health_of,
    web_page,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.lines import Reply
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.textlist.rows import Doubt, Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._time import iso

#: Seconds from 1899-12-30, from which TEXTLIST counts days (its note 2), to 1970-01-01.
_EPOCH = 25569 * 86400

#: Zones differ from UTC by quarters of an hour, from 12 hours behind to 14 ahead.
_QUARTER = 900
_ZONES = range(-12 * 3600, 14 * 3600 + 1)

#: Seconds by which the clock of a reply, whose fractions may be cut, may miss such a zone.
_INEXACT = 120

#: What a sensor's state is counted as, as far as TEXTLIST has a word for it.
_COUNTED = ("up", "down", "warning", "paused")

_IMAGE = re.compile(r"(?i)[^/\\]+\.(?:png|svg|gif|jpe?g|ico)")

GROUP, DEVICE, SENSOR = "group", "device", "sensor"


class Place(t.NamedTuple):
    """Where a reply comes from: PRTG's web interface (None if its pages are not known), and the seconds by which the
    account's time is ahead of UTC (None if nobody can tell)."""

    interface: str | None
    ahead: float | None


class Heard(t.NamedTuple):
    """A reply whose objects are not read yet, and the seconds by which the account's time is ahead of UTC (None if
    nobody can tell)."""

    reply: Reply
    ahead: float | None
    exchange: Exchange


class Listing(t.NamedTuple):
    """A reply that was read: the objects by their ids, the sensors that could not be read, and where it comes from."""

    reply: Reply
    rows: dict[str, Row]
    doubts: list[Doubt]
    place: Place
    exchange: Exchange


class Field(t.NamedTuple):
    """How a field of a record is read from a row, and the ``kinds`` of which it is told for certain."""

    kinds: tuple[str, ...]
    read: t.Callable[[Row, Place], t.Any]


def seconds_ahead(clock: float | None, date: float | None) -> float | None:
    """By how many seconds the account's time is ahead of UTC; None if that cannot be told.

    TEXTLIST does not name the zone. But the reply has the server's time in that zone, and the header ``Date`` of the
    same answer has it in UTC (inferred, unverified), so that an error of the server's clock does not matter. A time
    from before the last change to or from summer time is an hour off: nobody tells when that was.
    """
    if clock is None or date is None:
        return None
    exact = unix(clock, 0) - date
    ahead = round(exact / _QUARTER) * _QUARTER
    return ahead if ahead in _ZONES and abs(exact - ahead) <= _INEXACT else None


def unix(days: float, ahead: float) -> float:
    """Unix time of a time in TEXTLIST, to the second: the fractions of days are cut somewhere."""
    return round(days * 86400) - _EPOCH - ahead


def _status(row: Row, _place: Place) -> str:
    """The token. Of groups and servers it is told only whether they are paused."""
    if row.kind == SENSOR:
        return row.status
    return "paused" if row.paused else UNREAD


def _is_paused(row: Row) -> bool:
    """Whether it is silent, for whatever reason; ``UNREAD`` if its state is not known."""
    if row.kind != SENSOR:
        return row.paused
    unknown: bool = UNREAD
    return unknown if row.status is UNREAD else STATUS_BY_TOKEN[row.status].paused_by is not None


def _active(row: Row, _place: Place) -> bool:
    """The own flag: set if nothing silences the object; if something does, nobody tells what."""
    return True if _is_paused(row) is False else UNREAD


def _paused_by(row: Row, _place: Place) -> str | None:
    unknown: str | None = UNREAD
    return None if _is_paused(row) is False else unknown


def _last_check(row: Row, place: Place) -> str | None:
    unknown: str | None = UNREAD
    if not row.last:
        return row.last if row.last is UNREAD else None
    return unknown if place.ahead is None else iso(unix(row.last, place.ahead))


def _icon(row: Row, _place: Place) -> str | None:
    """The icon id, where it is the name of a file: IPCheck numbers icons."""
    return row.icon if not row.icon or _IMAGE.fullmatch(row.icon) else UNREAD


def _url(row: Row, place: Place) -> str:
    """The page of an object, which PRTG 7 has where later versions have it (unverified)."""
    return UNREAD if place.interface is None else web_page(place.interface, row.kind, row.id)


#: What TEXTLIST tells of a record. A field that is not here is null, and in no filter.
FIELDS: dict[str, Field] = {
    "status": Field((SENSOR,), _status),
    "active": Field((), _active),
    "paused_by": Field((), _paused_by),
    "message": Field((SENSOR,), lambda row, _place: row.message),
    "sensor_kind": Field((SENSOR,), lambda row, _place: row.type),
    "interval": Field((SENSOR,), lambda row, _place: row.interval),
    "last_check": Field((SENSOR,), _last_check),
    "icon": Field((DEVICE,), _icon),
    "url": Field((GROUP, DEVICE, SENSOR), _url),
}

#: Fields that belong to one kind, of which all others have none.
_OF_ONE_KIND = {"sensor_kind": SENSOR, "last_check": SENSOR, "icon": DEVICE}


class Counts:
    """How many sensors below the root and the servers of a reply are in which state.

    Of groups nobody can tell: which other groups are inside of them is not said. Nor can it be told how many sensors in
    which state there are where one could not be read.
    """

    def __init__(self, rows: t.Iterable[Row], doubts: t.Sequence[Doubt]) -> None:
        self._doubtful = {ROOT_ID, *(doubt.parent for doubt in doubts)} if doubts else frozenset()
        self._counts: dict[str, dict[str, int]] = {ROOT_ID: {}}
        for row in rows:
            if row.kind == DEVICE:
                self._counts[row.id] = {}
            elif row.kind == SENSOR:
                state = STATUS_BY_TOKEN[row.status].summary if row.status is not UNREAD else ""
                for above in {ROOT_ID, row.parent} & self._counts.keys():
                    self._counts[above][state] = self._counts[above].get(state, 0) + 1

    def summary(self, object_id: str) -> dict[str, int | None] | None:
        """The members of a status summary; those that TEXTLIST has no word for are None unless some came all the same.

        None for what is no server, and not the root, and where a sensor could not be read.
        """
        counts = self._counts.get(object_id)
        if counts is None or object_id in self._doubtful:
            return None
        return {state: counts.get(state, 0 if state in _COUNTED else None) for state in SUMMARY_FIELDS}

    def health(self, row: Row) -> str | None:
        """The worst state of the sensors below an object; ``UNREAD`` where a worse one may be among them."""
        unknown: str | None = UNREAD
        if row.kind == SENSOR:
            return health_of(row.kind, None if row.status is UNREAD else row.status, None)
        counts = self._counts.get(row.id)
        if counts is None:
            return unknown
        worst = next((state for state in HEALTH if counts.get(state)), None)
        is_whole = "" not in counts and row.id not in self._doubtful
        return worst if is_whole or worst == HEALTH[0] else unknown


def read_object(row: Row, fields: t.Collection[str], place: Place, counts: Counts) -> PrtgObject:
    """The record of a row, with those of ``fields`` that TEXTLIST can tell. Its path follows from the tree."""
    values: dict[str, t.Any] = {
        name: field.read(row, place) if _OF_ONE_KIND.get(name, row.kind) == row.kind else None
        for name, field in FIELDS.items()
        if name in fields
    }
    if "health" in fields:
        values["health"] = counts.health(row)
    parent = None if row.id == ROOT_ID else row.parent
    return PrtgObject(id=row.id, kind=row.kind, name=row.name, parent_id=parent, **values)
