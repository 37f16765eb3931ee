# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Sending what is to be done to objects, and reading until it shows: the same for every action.

Nothing is believed because it was sent: neither API tells which of several objects an action failed for.
"""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConfigurationError,
    Conflict,
    MonitoringError,
    RateLimited,
    ServerFault,
    StateNotReached,
    after_a_write,
    may_be_done,
    never_left,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._http import TRANSIENT_STATUSES
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import Arguments
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, PrtgServer, Target
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.module_utils._wait import looks, within

#: What is read of objects to see what was done to them, by their ids.
Seen = dict[str, t.Any]

#: How long to wait, in seconds, for what was done by a request that was refused because of another of its objects.
REFUSED_SHOWS_WITHIN = 5.0


class Write(t.NamedTuple):
    """What is sent for an object: the name that it has in ``v1/actions.py`` and ``v2/actions.py``, and with what."""

    action: str
    arguments: Arguments = {}


class Deed(t.Protocol):
    """What an action means for an object, as far as doing it goes: without ``write`` there is nothing to do."""

    @property
    def found(self) -> Target:
        """The object as it was when this was decided."""

    @property
    def write(self) -> Write | None:
        """What is sent."""


D = t.TypeVar("D", bound=Deed)
Explain = t.Callable[[t.Sequence[Target], Conflict], Conflict]


def send(server: PrtgServer, deeds: t.Iterable[Deed], explain: Explain | None = None) -> None:
    """Send what the deeds need, in as few requests as there are different ones.

    ``explain`` makes an error for people of a server's refusal because of the state of some objects.
    """
    alike: dict[tuple[str, str], tuple[Write, list[Target]]] = {}
    for deed in deeds:
        if deed.write is not None:
            key = (deed.write.action, repr(sorted(deed.write.arguments.items())))
            alike.setdefault(key, (deed.write, []))[1].append(deed.found)
    for number, (write, objects) in enumerate(alike.values()):
        with after_writes(number):
            try:
                server.act(write.action, objects, write.arguments)
            except Conflict as error:
                if explain is None:
                    raise
                told = explain(objects, error)
                told.asked_of = error.asked_of
                raise told from error


def after_writes(number: int) -> contextlib.AbstractContextManager[None]:
    """Errors tell that something has been written, if it has."""
    return after_a_write() if number else contextlib.nullcontext()


def read_again(server: PrtgServer, deeds: t.Sequence[Deed], fields: frozenset[str]) -> Seen:
    """The objects of the deeds as they are now."""
    kinds = tuple(dict.fromkeys(deed.found.kind for deed in deeds))
    need = Need(kinds=kinds, ids=tuple(deed.found.id for deed in deeds), fields=ALWAYS_READ | fields - {"path"})
    return {found.id: found for found in server.read(need).objects}


def poll(
    look: t.Callable[[], Seen], deeds: t.Sequence[D], late: t.Callable[[t.Any, D], bool], seconds: float
) -> tuple[Seen, list[D]]:
    """What was last seen, and the deeds that are still ``late`` after so many seconds. What is not there is None."""
    seen: Seen = {}
    waiting = list(deeds)
    for _look in looks(within(seconds)):
        seen = look()
        waiting = [deed for deed in deeds if late(seen.get(deed.found.id), deed)]
        if not waiting:
            break
    return seen, waiting


def refuse_late(what: str, waiting: t.Sequence[Deed], of: int, seconds: float, hint: str = "") -> None:
    """``StateNotReached`` for what of some objects did not show."""
    if waiting:
        load = "Check that this account may change them, and the load of the PRTG core server."
        raise StateNotReached(
            f"{what} of {len(waiting)} of {of} objects did not change within {seconds:g} s: "
            f"{some([deed.found.label() for deed in waiting])}",
            hint=" ".join(filter(None, (load, hint))),
            details={"objects": [deed.found.id for deed in waiting]},
        )


@contextlib.contextmanager
def telling_what_was_done(has_acted: t.Callable[[MonitoringError], bool], values: dict[str, t.Any]) -> t.Iterator[None]:
    """Give every error of the block, which writes, ``changed`` and then ``values``, such as what undoes it.

    ``has_acted`` tells of a refusal whether something was done all the same.
    """
    try:
        yield
    except MonitoringError as error:
        error.changed = _may_have_acted(error, has_acted)
        error.values = values if error.changed else {}
        raise


def _may_have_acted(error: MonitoringError, has_acted: t.Callable[[MonitoringError], bool]) -> bool:
    """Whether a run that ended with ``error`` has changed something, or may have.

    A refusal says nothing about other objects of the same request. Without an answer that can be trusted everything may
    have happened, even later; unless it was the first write, and never left.
    """
    if never_left(error) and not error.changed:
        return False
    if error.changed or may_be_done(error) or isinstance(error, StateNotReached):
        return True
    try:
        return has_acted(error)
    except MonitoringError:
        return True


def is_refusal_of_all(error: MonitoringError, deeds: t.Collection[Deed]) -> bool:
    """Whether a server that ended the first request of ``deeds`` with ``error`` can have done none of them.

    It can if it did not get to the objects, or refused each by its id; and where there is but one, unless it failed.
    """
    if isinstance(error, (AuthenticationFailed, ConfigurationError, RateLimited)):
        return True
    status = error.exchange.status if error.exchange else None
    if isinstance(error, ServerFault) and (status is None or status in TRANSIENT_STATUSES):
        return False
    asked_of = error.asked_of or {deed.found.id for deed in deeds}
    return len(asked_of) == 1 or asked_of <= set(error.details.get("objects", ()))
