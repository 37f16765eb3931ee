# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Actions that a part of an API does, object by object: what is there is read first, and read again as the proof.

Objects are read and written several at a time, each in requests of its own.
"""

from __future__ import annotations

import abc
import dataclasses
import threading
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    MonitoringError,
    NotFound,
    PermissionDenied,
    RequestRefused,
    ServerFault,
    after_a_write,
    may_be_done,
    never_left,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._parallel import in_parallel
from ansible_collections.opswatch.monitoring.plugins.module_utils._progress import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import Action, Done, J, Params, Plan
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer

#: How many objects are read or written at a time.
AT_ONCE = 4

#: After how many objects it is told at -v how many there are.
_MANY = 20

#: Failures that concern one object alone. After any other, the next request would fail just the same.
_OF_ONE = (ConfigurationError, Conflict, NotFound, PermissionDenied, RequestRefused, ServerFault)

#: After how many of those nothing more is begun.
_MOST = 3

R = t.TypeVar("R")


def each(read: t.Callable[[PrtgObject], R], objects: t.Sequence[PrtgObject]) -> dict[str, R]:
    """What ``read`` finds of each object, by their ids; the first is read alone, to fail once where all would."""
    if len(objects) >= _MANY:
        tell(f"reading the settings of {len(objects)} objects, a request each, {AT_ONCE} at a time")
    first, rest = objects[:1], objects[1:]
    found = [read(one) for one in first]
    if rest:
        found.extend(in_parallel(read, rest, AT_ONCE))
    return {one.id: made for one, made in zip(objects, found)}


@dataclasses.dataclass(eq=False, repr=False)
class OneByOne(Action[J], abc.ABC):
    """An action of the ``part`` of an API. ``sends`` writes for one object; ``judge`` is not asked, but ``judged``."""

    part: str = ""

    def refuse_lacking(self, server: PrtgServer, params: Params) -> None:
        """What lacks the part says so."""
        server.part(self.part)

    @abc.abstractmethod
    def judged(self, server: PrtgServer, objects: t.Sequence[PrtgObject], params: Params) -> list[J]:
        """What is to be done to each of some objects."""

    @abc.abstractmethod
    def sends(self, server: PrtgServer, one: J) -> None:
        """Write for one object, in one request."""

    def plan_chosen(self, server: PrtgServer, params: Params) -> Plan[J]:
        """With what is read of each object."""
        selection = self.chosen(server, params)
        judged = self.judged(server, selection.objects, params) if selection.objects else []
        return Plan(judged, selection.snapshot.tree)

    def do(self, server: PrtgServer, judged: t.Sequence[J]) -> Done[J]:
        """Write, and read until each object shows it."""
        writing = _Writing(self.sends, server, judged)
        writing.carry_out()
        by_id = {one.found.id: one for one in judged}
        shows = t.cast("t.Callable[[t.Any, J], bool]", self.shows)
        with after_a_write():
            seen, late = self._until(server, judged, shows)
            self.refuse_other(seen, late)
            doing.refuse_late(self.shown_in, late, len(judged), self.within, self.hint)
        return Done(seen, by_id, by_id)

    def refuse_other(self, seen: Seen, late: t.Sequence[J]) -> None:
        """Refuse what shows something else than was sent, where more can be said of it."""


class _Writing(t.Generic[J]):
    """Writes for several objects: what one object alone fails for does not keep the others from being written."""

    def __init__(self, send: t.Callable[[PrtgServer, J], None], server: PrtgServer, judged: t.Sequence[J]) -> None:
        self._send = send
        self._server = server
        self._judged = judged
        self._lock = threading.Lock()
        self._done = 0
        self._errors: dict[str, MonitoringError] = {}
        self._is_over = False

    def carry_out(self) -> None:
        """Write; the first failure is raised in the end, with how many objects were written."""
        if len(self._judged) >= _MANY:
            tell(f"writing {len(self._judged)} objects, a request each, {AT_ONCE} at a time")
        in_parallel(self._one, self._judged, AT_ONCE)
        failed = [one for one in self._judged if one.found.id in self._errors]
        if not failed:
            return
        error = self._errors[failed[0].found.id]
        left = len(self._judged) - self._done - len(failed)
        numbers = f"; of {len(self._judged)} objects {self._done} written, {len(failed)} failed, {left} not tried"
        error.message = f"{failed[0].found.label()}: {error.message}{numbers if len(self._judged) > 1 else ''}"
        error.details = {**error.details, "objects": [one.found.id for one in failed]}
        error.changed = error.changed or bool(self._done) or any(map(_may_be_done, self._errors.values()))
        error.asked_of = frozenset(self._errors)
        raise error

    def _one(self, one: J) -> None:
        if self._is_over:
            return
        try:
            self._send(self._server, one)
        except MonitoringError as error:
            with self._lock:
                self._errors[one.found.id] = error
                self._is_over = self._is_over or not isinstance(error, _OF_ONE) or len(self._errors) >= _MOST
            return
        with self._lock:
            self._done += 1


def _may_be_done(error: MonitoringError) -> bool:
    return may_be_done(error) and not never_left(error)
