# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Creating what must not be there twice: after a POST without an answer, and where two controllers do it at once.

Pingdom has no unique names, and controllers share no lock. So each looks again after it created something. Ids grow, so
that the lowest is the oldest, and all come to the same decision; each removes only what it made itself. Lists may lag,
but a list that shows our own shows what is older as well, so that each looks until it sees its own. Where it does not
see it within seconds, two may stay, which a warning tells.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    ServerFault,
    StateNotReached,
    UnexpectedAnswer,
    after_a_write,
    may_be_done,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, Reply, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Resource, Task

#: An id: a number, or of banners a text.
Id = t.TypeVar("Id", int, str)


def post(api: PingdomApi, resource: Resource, task: Task, wanted: t.Any, others: t.Container[int]) -> int:
    """Create a thing and remember it; ``others`` are not it where no answer comes."""
    body = api.dialect.first(resource.path, resource.creation(task, wanted))

    def come() -> list[int]:
        return [one for one in resource.come_into_being(api, task, wanted) if one not in others]

    claim = resource.claim(task.key)
    with api.recent.creating(claim):
        create = create_once if resource.numbered else create_unnumbered
        thing_id = create(api, resource.path, body, come)
        api.recent.created(resource.written_anew(api, thing_id, wanted, body), claim)
    return thing_id


def create_once(api: PingdomApi, path: str, body: Row, find: t.Callable[[], t.Iterable[int]]) -> int:
    """Create something and return its id.

    POST is never sent twice. When it ends without a usable answer, ``find`` is asked for the ids of what has come
    into being meanwhile, more than once if there is none: exactly one is the answer, otherwise the error says what
    is known.
    """
    try:
        return _created_id(api, path, api.post(path, body))
    except MonitoringError as error:
        if may_be_done(error) or isinstance(error, ServerFault):
            return _look_for(api, error, find)
        raise


def create_unnumbered(api: PingdomApi, path: str, body: Row, find: t.Callable[[], t.Iterable[Id]]) -> Id:
    """As ``create_once``, for what is created without a word about its id: the newest that ``find`` tells of.

    A list may be older than the creation, so that it is read for up to a minute.
    """
    try:
        reply = api.post(path, body)
    except MonitoringError as error:
        if may_be_done(error) or isinstance(error, ServerFault):
            return _look_for(api, error, find)
        raise
    with after_a_write():
        for _look in api.looks(lambda: True):
            found = list(find())
            if found:
                return max(found)
    raise StateNotReached(
        "Pingdom accepted the creation, but its list does not show what was created",
        exchange=reply.exchange,
        hint="Look in My Pingdom before you run this again.",
        changed=True,
    )


def _created_id(api: PingdomApi, path: str, reply: Reply) -> int:
    # POST answers {"check": {"id": 1, ...}} or {"maintenance": {"id": 1}}, and of a team in API 2.1 {"id": "1", ...}
    members = [api.dialect.told(path, member) for member in reply.content.values()]
    for created in (*members, reply.content):
        if isinstance(created, dict) and is_id(created.get("id")):
            return t.cast(int, created["id"])
    raise reply.unexpected("the answer to the creation names no id")


def _look_for(api: PingdomApi, error: MonitoringError, find: t.Callable[[], t.Iterable[Id]]) -> Id:
    """What came into being by a creation that ended with ``error``, which does not tell whether it was done."""
    found: list[Id] = []
    try:
        for _look in api.looks():
            found = list(find())
            if found:
                break
    except MonitoringError as second:
        raise type(error)(
            f"{error.message}. Whether it was created is not known, looking for it failed too: {second.message}",
            exchange=error.exchange,
            hint="Look in Pingdom before you run this again.",
            changed=True,
        ) from None
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(one) for one in found)
        raise type(error)(
            f"{error.message}. Meanwhile several of this name came into being, with the ids {ids}",
            exchange=error.exchange,
            hint="Delete the ones that are not wanted before you run this again.",
            details={"ids": found},
            changed=True,
        ) from None
    error.hint = "Nothing shows that it was created. Run the task again: it makes sure before it creates anything."
    # what answers is no refusal
    error.changed = error.changed or isinstance(error, UnexpectedAnswer)
    raise error


class Outcome(t.NamedTuple):
    """``older`` is what stays in place of ours; ``unseen`` says that the list did not show ours in time."""

    older: int | None
    unseen: bool

    def warnings(self, what: str, ours: int) -> list[str]:
        """What cannot be told, for the result."""
        if self.older is not None:
            return [
                f"{self.older} was made at the same moment as {what} {ours}, but cannot be read, so that both stay."
            ]
        if self.unseen:
            return [f"The list does not show {what} {ours} yet, so that one made at the same moment would not show."]
        return []


def look_again(api: PingdomApi, ours: int, listed: t.Callable[[], t.Iterable[int]]) -> Outcome:
    """Whether somebody else created the same before ``ours``; ``listed`` reads the ids that the list shows now."""
    for _look in api.looks():
        ids = list(listed())
        older = [one for one in ids if one < ours]
        if older:
            return Outcome(min(older), unseen=False)
        if ours in ids:
            return Outcome(None, unseen=False)
    return Outcome(None, unseen=True)
