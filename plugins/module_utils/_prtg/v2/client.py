# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""PRTG over its API v2: lists to read the state, actions to change it.

The claims about the server are from Paessler's overview and operation list and from other clients (API v2 facts);
nothing of it was tried against a live server here.
"""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    Conflict,
    Exchange,
    MonitoringError,
    NotFound,
    RequestRefused,
    UnexpectedAnswer,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import Answer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, ROOT_ID, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import part_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import (
    ID,
    Arguments,
    once,
    refuse_lacking,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    Need,
    Query,
    Snapshot,
    Target,
    Undecided,
    channels_of,
    in_batches,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.actions import ACTIONS, LACKS, Operation
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.answers import (
    WRONG_STATUS,
    action_failures,
    is_failure,
    is_refused_by_state,
    results_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.bodies import fitting
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.objects import path_above
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.parts import PARTS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.reading import Reading
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.transport import Listing, Transport, any_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._redaction import shown
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.module_utils._urls import HttpSettings
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import Sleep


class V2Server:
    """``PrtgServer`` over API v2.

    ``settings`` have the URL with the path of this API, ``credentials`` are those that authenticate: ``api_token``, or
    ``username`` with ``password``, and ``interface`` is where PRTG's web interface is. ``warnings`` collects what users
    should know about their server. ``client`` is what its parts ask with.
    """

    api = "v2"

    def __init__(
        self, settings: HttpSettings, credentials: t.Mapping[str, str], interface: str, *, sleep: Sleep | None = None
    ) -> None:
        self.client = Transport(settings, credentials, sleep)
        self.interface = interface
        self.warnings = self.client.http.clock.warnings

    def read(self, need: Need) -> Snapshot:
        """The objects that ``need`` describes; see ``PrtgServer``."""
        reading = Reading(self.client, self.interface, need, self._warn)
        try:
            return reading.snapshot()
        except Undecided as error:
            error.query = reading.query
            raise

    def total(self, kind: str) -> int | None:
        """How many entries the list of a kind has; see ``PrtgServer``."""
        return self.client.total(Listing(f"{kind}s", limit=1))

    def below(self, ancestor_id: str, objects: t.Sequence[PrtgObject], seen: bool, query: Query) -> dict[str, bool]:
        """Which objects have ``ancestor_id`` in their paths; see ``PrtgServer``.

        Where no path is told, or none has it that the account does not see, the deprecated lists are asked. Their
        answer is believed unless it lacks what is right below the ancestor.
        """
        ids = [one.id for one in objects]
        told = {row["id"]: path_above(row) for row in self.client.paths(ids, query)}
        found = {one for one in ids if any(above.id == ancestor_id for above in told.get(one) or ())}
        if found or (seen and all(told.get(one) is not None for one in ids)):
            return {one: one in found for one in ids}
        listed = self.client.in_filter(ancestor_id, ids, query)
        children = {one.id for one in objects if one.parent_id == ancestor_id}
        return {} if listed is None or children - listed else {one: one in listed for one in ids}

    def refuse_lacking(self, action: str, arguments: Arguments | None = None) -> None:
        """Refuse what API v2 cannot do, and what it takes no body for; see ``PrtgServer``."""
        refuse_lacking(self.api, LACKS, action)
        if arguments is not None:
            fitting(ACTIONS[action].body(arguments))

    def act(self, action: str, objects: t.Sequence[Target], arguments: Arguments) -> None:
        """Do an action, in as few requests as there are kinds and batches; see ``PrtgServer``."""
        operation = ACTIONS[action]
        by_kind: dict[str, list[str]] = {}
        for one in objects:
            by_kind.setdefault(one.kind, []).append(one.id)
        body, must_take = operation.body(arguments), operation.must_take(objects)
        at_once = fitting(body) if operation.many else 1
        requests = [(kind, batch) for kind, ids in by_kind.items() for batch in in_batches(ids, at_once)]
        refusals: list[Conflict] = []
        for number, (kind, batch) in enumerate(requests):
            try:
                with once(number, batch):
                    self._act_on(operation, kind, batch, body, must_take)
            except Conflict as refusal:
                if not operation.goes_on or refusal.code != WRONG_STATUS:
                    raise
                refusals.append(refusal)
        if refusals:
            raise _together(refusals, len(requests))

    def part(self, name: str) -> t.Any:
        """A part of API v2; see ``PrtgServer``."""
        return part_of(PARTS, name, self.api, self)

    def gone(self, ids: t.Sequence[str]) -> frozenset[str]:
        """The ids without an object; see ``PrtgServer``.

        An object is read by its kind only (facts, section 4), so that all four have to answer 404 with NOT_FOUND. A
        server that lacks these operations answers the same: one object that it lists must be found by them.
        """
        suspects = [one for one in ids if one != ROOT_ID and ID.fullmatch(one)]
        if not suspects or not self._finds_what_it_lists():
            return frozenset()
        return frozenset(one for one in suspects if all(self._is_there(kind, one) is False for kind in KINDS))

    def channels(
        self, sensor_ids: t.Sequence[str], query: Query | None = None
    ) -> dict[str, list[dict[str, t.Any]] | None]:
        """The channels of each sensor; see ``PrtgServer``.

        A traffic sensor's two totals, volume and speed, may share an id as they do in API v1 (facts of API v1, section
        2.1; API v2 was not seen doing so): the name tells them apart.
        """
        exchange = functools.partial(self.client.http.exchange, "GET", "/channels")
        read = functools.partial(self._channels, query or Query())
        return channels_of(sensor_ids, read, self.client.sleep, self.warnings, exchange)

    def _channels(self, query: Query, sensor_ids: t.Sequence[str]) -> dict[str, list[dict[str, t.Any]]]:
        # delayed, since few tasks ask for channels: 2 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v2.channels import read_channel

        found: dict[str, list[dict[str, t.Any]]] = {sensor_id: [] for sensor_id in sensor_ids}
        for batch in in_batches([sensor_id for sensor_id in found if ID.fullmatch(sensor_id)]):
            listing = Listing("channels", any_of("parentid", batch), identity=("id", "name"))
            for row in self.client.rows(listing, query):
                sensor_id, channel = read_channel(row)
                if sensor_id in found:
                    found[sensor_id].append(channel)
        return {sensor_id: sorted(channels, key=lambda one: int(one["id"])) for sensor_id, channels in found.items()}

    def now(self) -> float:
        """Unix time on the server."""
        return self.client.http.now()

    def earliest(self) -> float:
        """The same, not later than it is there."""
        return self.client.http.earliest()

    def close(self, log_out: bool = True) -> None:
        """Log out, if there was a log-in and unless told not to, and end the connection."""
        self.client.close(log_out)

    def _finds_what_it_lists(self) -> bool:
        listed = self.client.first_rows(Listing("devices", limit=1))
        return bool(listed) and self._is_there("device", listed[0]["id"]) is True

    def _is_there(self, kind: str, object_id: str) -> bool | None:
        """Whether the server finds an object; None if its answer is neither of the two."""
        return self.client.finds(f"/{kind}s/{object_id}")

    def _warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(shown(text, self.client.http.redact))

    def _act_on(
        self,
        operation: Operation,
        kind: str,
        ids: t.Sequence[str],
        body: dict[str, t.Any] | None,
        must_take: frozenset[str],
    ) -> None:
        """One request: for one object by its path, for several by a filter that names each of them, never wider."""
        wrong = [one for one in ids if not ID.fullmatch(one)]
        if wrong:
            raise UnexpectedAnswer(f"{wrong[0]!r} is no id of an object")
        try:
            answer = self._asked_to(operation, kind, ids, body)
        except MonitoringError as error:
            if error.code == WRONG_STATUS and must_take.isdisjoint(ids):
                return
            if isinstance(error, RequestRefused) or (isinstance(error, NotFound) and len(operation.one) > 1):
                error.hint = " ".join(filter(None, (error.hint, operation.unsure))) or None
            raise
        if operation.many is None or len(ids) == 1:
            return
        told = results_of(answer.json() if answer.body.strip() else None)
        self._refuse_results(operation, ids, must_take, told, answer.exchange)

    def _asked_to(self, operation: Operation, kind: str, ids: t.Sequence[str], body: dict[str, t.Any] | None) -> Answer:
        names = {"kind": kind, "id": ids[0], "name": operation.name}
        if operation.many is None or len(ids) == 1:
            finds = functools.partial(self._finds, kind, ids[0])
            return self.client.operate(operation.method, operation.one, names, body, finds)
        whole = {"filter": any_of("id", ids), **(body or {})}
        return self.client.operate(operation.method, operation.many, names, whole, lambda: True)

    def _finds(self, kind: str, object_id: str) -> bool:
        return self._is_there(kind, object_id) is True

    def _refuse_results(
        self,
        operation: Operation,
        ids: t.Sequence[str],
        must_take: frozenset[str],
        told: t.Sequence[dict[str, t.Any]],
        exchange: Exchange,
    ) -> None:
        """Raise what the answer to an action on several objects says about those that it failed for."""
        refused = [str(one.get("id", "?")) for one in told if is_refused_by_state(one)]
        # of a refusal that names none of the objects nobody can tell that it is about one that need not take it
        wrong = [one for one in refused if one in must_take or (one not in ids and not must_take.isdisjoint(ids))]
        failures = action_failures(told)
        named = sorted({*refused, *(str(one.get("id")) for one in told if is_failure(one))} & {*ids})
        details = {"objects": named} if named else None
        if wrong:
            raise Conflict(
                f"the present status of {some(wrong)} does not allow this action",
                exchange=exchange,
                code=WRONG_STATUS,
                details=details,
            )
        if failures:
            raise RequestRefused(
                f"{operation.name} failed for {len(failures)} of {len(ids)} objects: "
                + shown("; ".join(failures), self.client.http.redact),
                exchange=exchange,
                changed=len(failures) < len(ids) and len(named) < len(ids),
                details=details,
            )


def _together(refusals: t.Sequence[Conflict], of: int) -> Conflict:
    """One error for those of so many requests that were refused because of the status of objects."""
    error = refusals[0]
    if len(refusals) > 1:
        named = [refusal.details.get("objects") for refusal in refusals]
        ids = {one for refusal in refusals for one in refusal.details.get("objects", refusal.asked_of)}
        told = sorted(ids, key=int)
        error = Conflict(
            f"the present status of {some(told)} does not allow this action",
            exchange=error.exchange,
            code=WRONG_STATUS,
            details={"objects": told} if all(named) else None,
        )
        error.asked_of = frozenset().union(*(refusal.asked_of for refusal in refusals))
    error.changed = len(refusals) < of or any(refusal.changed for refusal in refusals)
    return error
