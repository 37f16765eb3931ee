# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Reading kinds of their own over API v2: which lists to ask for, and what it means if nothing comes."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.accounts import Record
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kind_part import Wanted
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.kinds import LOOKUPDEFINITION, Kind, OwnRecord
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import UNREAD
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    IDS_PER_REQUEST,
    MOMENT,
    Query,
    in_batches,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import (
    INVALID_FILTER,
    is_not_activated,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.kinds import (
    MEMBERS,
    list_of,
    read_members,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import ALL_SECTIONS, Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import (
    OLDER,
    PATHS,
    Listing,
    Transport,
    any_of,
    filtered,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

if t.TYPE_CHECKING:
    from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.planning import Asking, Plan

#: Sensors whose channels are asked for by their ids; those of more are not worth it.
MOST_SENSORS = 10 * IDS_PER_REQUEST

_EMPTY = (
    "There is one at least on every PRTG. Accounts without administrative rights may not see any: use one that has "
    "them, or try again later."
)


class V2Kinds:
    """``KindsPart`` over API v2."""

    def __init__(self, client: Transport, warnings: list[str]) -> None:
        self._client = client
        self._warnings = warnings

    def asking(self, kind: Kind) -> Asking:
        """What the lists of a kind can be asked."""
        # delayed, since it brings the filter language along
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.kind_filters import ASKING

        return ASKING[kind.name]

    def read(self, wanted: Wanted, query: Query) -> list[OwnRecord]:
        """What is wanted; see ``KindsPart``."""
        return _Reading(self._client, self._warn, wanted, query).records()

    def _warn(self, text: str) -> None:
        if text not in self._warnings:
            self._warnings.append(text)


class _Reading:
    """One read; ``query`` counts what is asked, ``warn`` is told what users should know."""

    def __init__(self, client: Transport, warn: t.Callable[[str], None], wanted: Wanted, query: Query) -> None:
        self._client = client
        self._warn = warn
        self._kind = wanted.kind
        self._wanted = wanted
        self._query = query
        sectioned = any(one.sectioned for name, one in MEMBERS[wanted.kind.name].items() if name in wanted.fields)
        self._whole = Listing(
            list_of(wanted.kind),
            include=(ALL_SECTIONS,) if sectioned else (),
            # a traffic sensor's two totals may share an id: see ``V2Server.channels``
            identity=("id", "name") if wanted.kind.of_sensors else ("id",),
        )

    def records(self) -> list[OwnRecord]:
        """Do it."""
        found = {self._key(one): one for one in self._read() or self._asked_again()}
        lacking = [name for name in self._wanted.fields if all(one[name] is UNREAD for one in found.values())]
        if found and lacking:
            self._complete(found, lacking)
        return [OwnRecord(self._kind, values) for values in found.values()]

    def _key(self, values: Record) -> tuple[str, ...]:
        return tuple(str(values[name]) for name in self._whole.identity)

    def _read(self) -> list[Record]:
        how, sensors = self._wanted.how, self._wanted.sensors
        if how is not None and how.alone:
            return self._decided(how)
        if sensors is not None and len(sensors) <= MOST_SENSORS:
            return self._channels(sensors)
        if how is None:
            return self._listed(self._whole)
        kinds, other = (self._kind.name,), how.otherwise.server
        listing = self._whole._replace(condition=filtered(kinds, how.server), otherwise=lambda: filtered(kinds, other))
        try:
            return self._listed(listing)
        except RequestRefused as error:
            if error.code != INVALID_FILTER:
                raise
            self._warn("this PRTG refuses a filter that its documents allow; everything was read and filtered here")
            return self._listed(self._whole)

    def _of_sensors(self, listing: Listing, sensors: t.Sequence[str]) -> list[Record]:
        conditions = [any_of("parentid", batch) for batch in in_batches(sensors)]
        return [found for one in conditions for found in self._listed(listing._replace(condition=one))]

    def _channels(self, sensors: tuple[str, ...]) -> list[Record]:
        """The channels of some sensors, of which each has one at least, for its downtime."""
        found = self._of_sensors(self._whole, sensors)
        without = self._without(sensors, found)
        if not without or not self._wanted.seen:
            return found
        self._client.sleep(MOMENT)
        found += self._of_sensors(self._whole, without)
        without = self._without(sensors, found)
        if len(without) == len(sensors):
            raise UnexpectedAnswer(
                f"the server lists no channel of {len(sensors)} sensors, as of {some(without)}, also when asked again",
                exchange=self._client.http.exchange("GET", PATHS[self._whole.name][-1]),
                hint="Each has one at least, for its downtime. The server may not be ready: try again later.",
            )
        if without:
            self._warn(
                f"PRTG lists no channel of {len(without)} of {len(sensors)} sensors, as of {some(without)}, also when "
                "asked again"
            )
        return found

    @staticmethod
    def _without(sensors: tuple[str, ...], found: t.Iterable[Record]) -> tuple[str, ...]:
        there = {one["parent_id"] for one in found}
        return tuple(one for one in sensors if one not in there)

    def _decided(self, how: Plan) -> list[Record]:
        # delayed, since few tasks leave anything to the server
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.deciding import Deciding

        deciding = Deciding(self._client, self._query, self._warn, lambda _row, only: only, self._whole.identity)
        return [self._made(row) for row in deciding.rows((self._kind.name,), how, "", self._whole.include)]

    def _made(self, row: Row) -> Record:
        return read_members(row, self._kind)

    def _listed(self, listing: Listing) -> list[Record]:
        try:
            return self._client.made_of(listing, self._query, lambda rows: list(map(self._made, rows)))
        except ConfigurationError as error:
            if self._kind != LOOKUPDEFINITION or not is_not_activated(error):
                raise
            raise ConfigurationError(
                "this PRTG has no list of lookup definitions",
                exchange=error.exchange,
                hint="Its list is deprecated, and newer versions may lack it; where API v2 is not activated there is "
                f"none either. {error.hint or ''}".strip(),
            ) from None

    # What came empty

    def _asked_again(self) -> list[Record]:
        """Ask once more where nothing came: a moment later if the list has no entry at all."""
        if self._wanted.sensors == ():
            return []
        listed = self._lists_anything()
        if not listed:
            self._client.sleep(MOMENT)
        found = self._read()
        if not found and not listed and not self._lists_anything():
            self._refuse_empty()
        return found

    def _lists_anything(self) -> bool:
        return bool(self._client.first_rows(self._whole._replace(include=(), limit=1), self._query))

    def _refuse_empty(self) -> None:
        """``UnexpectedAnswer``, unless there are no channels because there are no sensors."""
        if self._kind.of_sensors and self._client.total(Listing("sensors", limit=1)) == 0:
            return
        raise UnexpectedAnswer(
            f"the server lists no {self._kind.plural} at all, also when asked again",
            exchange=self._client.http.exchange("GET", PATHS[self._whole.name][-1]),
            hint=_EMPTY,
        )

    # What the list does not tell

    def _complete(self, found: dict[tuple[str, ...], Record], lacking: list[str]) -> None:
        """What no row tells may be in the list of the other family, if this server has one."""
        decided = self._wanted.how is not None and bool(self._wanted.how.alone)
        name = self._whole.name if decided else f"{OLDER}{self._whole.name}"
        if name not in PATHS or (self._client.is_older(self._whole.name) and not decided):
            return
        listing = self._whole._replace(name=name, condition="", otherwise=None)
        sensors = sorted({one["parent_id"] for one in found.values()}, key=int) if self._kind.of_sensors else []
        try:
            narrow = 0 < len(sensors) <= MOST_SENSORS
            others = self._of_sensors(listing, sensors) if narrow else self._listed(listing)
        except ConfigurationError as error:
            if not is_not_activated(error):
                raise
            return
        for other in others:
            values = found.get(self._key(other))
            if values is not None:
                values.update((name, other[name]) for name in lacking)
