# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What can be paused in Pingdom: a table of kinds, how each shows it, and how it is told.

Sources: ``PUT /checks`` of the OpenAPI document 3.1 and "Modify Multiple Checks" of the 2.1 documentation, which ignore
ids that do not exist and, without ``checkids``, change every check; ``PUT /tms/check/{cid}`` of 3.1.
"""

from __future__ import annotations

import dataclasses
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports, transaction_list
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import READS_AT_A_TIME
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import patiently
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED, PAUSED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import (
    Chosen,
    Wanted,
    certainly_chosen,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Resource
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Field
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.hiding import Windows
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import Write

Hides = t.Callable[[PingdomApi, t.Collection[int]], dict[int, str]]


def _hidden_by_windows(api: PingdomApi, ids: t.Collection[int]) -> dict[int, str]:
    windows = Windows(api)
    return {one: why for one in ids if (why := windows.hiding(one))}


def _hides_nothing(_api: PingdomApi, _ids: t.Collection[int]) -> dict[int, str]:
    return {}


class Thing(t.NamedTuple):
    """Something that can be paused, as it is by now: ``paused`` itself, or None where nobody can tell, and ``why``."""

    kind: str
    id: int
    name: str
    paused: bool | None
    why: str | None = None

    def label(self) -> str:
        """How messages and diffs name it: names are not unique."""
        return f"{self.kind} {self.id} ({self.name})"


@dataclasses.dataclass(eq=False, repr=False)
class Pausable:
    """A kind of thing that can be paused.

    Its ``field`` has the value ``asleep`` while it is paused, and answers have it as one of the types ``told``.
    ``hides`` says of things that show as paused why nobody can tell whether they are paused themselves. ``most`` are
    told by one request, whose path and body ``request`` makes of their ids and the value.
    """

    resource: Resource
    field: Field
    asleep: bool
    told: tuple[type, ...]
    most: int
    request: t.Callable[[t.Sequence[int], bool], tuple[str, Row]]
    hides: Hides = _hides_nothing

    @property
    def kind(self) -> str:
        """What results and tokens call one of them."""
        return self.resource.one

    def shows_paused(self, row: Row) -> bool:
        """Whether a row of the list shows a thing as paused; ``UnexpectedAnswer`` if it does not tell."""
        if not isinstance(row.get(self.field.member), self.told):
            text = f"Pingdom did not tell whether {self.resource.word} {row['id']} is paused"
            raise UnexpectedAnswer(text, hint=f"Its {self.field.member} is missing, or of a shape that was never seen.")
        return bool(self.field.of_answer(row, self.resource.word) == self.asleep)

    def things(self, api: PingdomApi, rows: t.Iterable[Row]) -> list[Thing]:
        """The things of some rows of the list: what was told lately is as it was told, whatever its row shows.

        The row is older than that, or a window hides that a thing is awake.
        """
        written = api.recent.histories(self.resource.at(0)[:-1])
        last = {path: one.values[self.field.name][0] for path, one in written.items() if self.field.name in one.values}
        known = {path: value == self.asleep for path, value in last.items()}
        found = [Thing(self.kind, row["id"], str(row.get("name") or ""), self.shows_paused(row)) for row in rows]
        found = [one._replace(paused=known.get(self.resource.at(one.id), one.paused)) for one in found]
        doubtful = [one.id for one in found if one.paused and self.resource.at(one.id) not in known]
        why = self.hides(api, doubtful) if doubtful else {}
        told = [one._replace(paused=None, why=why[one.id]) if one.id in why else one for one in found]
        return sorted(told, key=lambda one: one.id)

    def wanted(self, api: PingdomApi, wanted: Wanted, allow_empty: bool, check_mode: bool) -> Chosen:
        """The rows that a task means, by one reading of the list; errors as ``certainly_chosen`` has them."""
        rows = self.resource.rows(api, query={"include_tags": "true"} if wanted.tags else None)
        return certainly_chosen(rows, wanted, self.resource.word, allow_empty, check_mode)

    def by_id(self, api: PingdomApi, ids: t.Collection[int]) -> list[Thing]:
        """Those things of the ids that are there: what the list does not show is asked for by itself."""
        rows = [row for row in self.resource.rows(api) if row["id"] in ids]
        rest = {*ids}.difference(row["id"] for row in rows)
        asked = in_parallel(lambda one: self.detail(api, one), sorted(rest), READS_AT_A_TIME)
        return self.things(api, [*rows, *(row for row in asked if row is not None)])

    def detail(self, api: PingdomApi, thing_id: int) -> Row | None:
        """A thing as its own address shows it, whatever the list does; None if it is gone."""
        path = self.resource.at(thing_id)
        if api.recent.of(path).deleted:
            return None
        try:
            reply = api.get(path)
        except NotFound:
            return None
        row = api.dialect.told(self.resource.path, self.resource.in_reply(reply.content))
        if not isinstance(row, dict) or row.get("id") != thing_id:
            raise reply.unexpected(f"the answer about {self.resource.word} {thing_id} is about something else")
        return row

    def seen(self, api: PingdomApi) -> dict[int, bool]:
        """Which things of the list show as paused now, whatever was written lately."""
        return {row["id"]: self.shows_paused(row) for row in reports.read(api, self.resource.listing).rows}

    def batches(self, ids: t.Iterable[int]) -> list[list[int]]:
        """The ids that one request each tells."""
        every = sorted(ids)
        return [every[start : start + self.most] for start in range(0, len(every), self.most)]

    def tell(self, api: PingdomApi, ids: t.Sequence[int], paused: bool) -> None:
        """Tell things to be paused, or not to be: never none, since that would be all of them."""
        first, *others = [self.resource.at(one) for one in ids]
        value = paused == self.asleep
        before, after = {self.field.name: not value}, {self.field.name: value}
        write = Write(first, {self.field.name: self.field}.get, before, after, {*after}, tuple(others))
        path, body = self.request(ids, value)
        with api.recent.sending(write):
            patiently(api, first, lambda: api.put(path, body))
            api.recent.changed(write)


def _bulk(ids: t.Sequence[int], value: bool) -> tuple[str, Row]:
    return LISTED.path, {"checkids": ",".join(str(one) for one in ids), "paused": value}


def _single(ids: t.Sequence[int], value: bool) -> tuple[str, Row]:
    return transaction_list.LISTED.at(ids[0]), {"active": value}


#: The kinds, in the order of results. A body of a thousand ids has about 10 kB, far below what any server refuses.
CHECK = Pausable(LISTED, PAUSED, True, (str,), 1000, _bulk, _hidden_by_windows)
TRANSACTION = Pausable(transaction_list.LISTED, transaction_list.ACTIVE, False, (bool, int), 1, _single)
PAUSABLE = {one.kind: one for one in (CHECK, TRANSACTION)}
