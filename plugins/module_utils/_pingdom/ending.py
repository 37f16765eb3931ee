# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Windows that go: one that has not started is deleted, one that has is ended, as Pingdom deletes none that has."""

from __future__ import annotations

import contextlib
import math
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    NotFound,
    RequestRefused,
    UnexpectedAnswer,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.budget import FEW
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import (
    delete,
    delete_at_once,
    patiently,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    NO_TASK,
    Found,
    Resource,
    Task,
    Written,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.proving import settle, told
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.recent import UNCLEAR

#: Occurrences that one request deletes: their ids are part of its address, which servers bound to some 8 kB.
AT_ONCE = 100


def remove(api: PingdomApi, resource: Resource, task: Task, found: Found, whole: t.Callable[[], Found]) -> Result:
    """Delete a window that has not started, end one that has, leave one alone that is over.

    ``whole`` reads all of it, which may be more than what was ``found``.
    """
    status = found.state.status(api.now())
    if status == "ended":
        return told(api, resource, Written(found, found.state, {}))
    if found.state.start is not None and status != "future":
        return _end(api, resource, task, found, whole)
    if not task.check_mode:
        _afford(api, found.id)
        # one that has started meanwhile, as far as one can tell, is ended
        if not _deleted(api, resource, found):
            return _end(api, resource, task, found, whole)
    return Result([resource.change_of(found.state, None)], resource.result(None), found.state.warnings())


def take_back(api: PingdomApi, resource: Resource, ours: Found) -> None:
    """Remove a window that we opened."""
    if ours.state.status(api.now()) != "future" or not _deleted(api, resource, ours):
        _tell_the_end(api, resource, ours)
        _delete_the_rest(api, ours.id, "has ended")


def _deleted(api: PingdomApi, resource: Resource, found: Found) -> bool:
    """Delete a window, unless it has started meanwhile, as far as one can tell: Pingdom deletes none that has.

    Its occurrences go first, since the window is what the next run finds, where this one fails on the way. That they
    can is not sure, and keeps no window: what is left of them goes afterwards.
    """
    with contextlib.ExitStack() as written:
        try:
            _delete_occurrences(api, found.id, written)
        except (RequestRefused, UnexpectedAnswer) as error:
            if error.changed:
                written.enter_context(after_a_write())
        try:
            delete(api, resource.at(found.id))
        except RequestRefused:
            if found.state.start is not None and found.state.start > api.now():
                raise
            return False
    _delete_the_rest(api, found.id, "was deleted")
    return True


def _end(api: PingdomApi, resource: Resource, task: Task, found: Found, whole: t.Callable[[], Found]) -> Result:
    if found.state.odd_recurrence or not task.check_mode:
        found = whole()
    now = api.now()
    wanted = found.state._replace(end=now, until=now)
    if task.check_mode:
        return told(api, resource, Written(found, wanted, {}))
    _afford(api, found.id)
    _tell_the_end(api, resource, found)
    ended = settle(api, resource, task, found, found.id, Written(found, wanted, {}))
    _delete_the_rest(api, found.id, "has ended")
    if None not in (ended.state.end, ended.state.until):
        wanted = ended.state
    return told(api, resource, Written(found, wanted, {}), ended)


def _tell_the_end(api: PingdomApi, resource: Resource, found: Found) -> None:
    """End a window. A request whose answer is lost is repeated, and refused then because the window has ended.

    What Pingdom does not take back of what it shows must not keep a window in force: then the least is sent.
    """
    try:
        _put(api, resource, found, found.state.ending())
    except RequestRefused:
        with contextlib.suppress(MonitoringError):
            if resource.read(api, found.id, NO_TASK).state.status(api.now()) == "ended":
                return
        _put(api, resource, found, found.state.bare_ending())


def _put(api: PingdomApi, resource: Resource, found: Found, body: Row) -> None:
    path = resource.at(found.id)
    with api.recent.begun(path, unclear=(*UNCLEAR, RequestRefused)):
        patiently(api, path, lambda: api.put(path, body))
        api.recent.changed(resource.written(api, Written(found, found.state, body)))


def _delete_the_rest(api: PingdomApi, window_id: int, outcome: str) -> None:
    """Remove what is to come of a window, of which ``outcome`` says how it went."""
    try:
        with contextlib.ExitStack() as written:
            written.enter_context(after_a_write())
            _delete_occurrences(api, window_id, written)
    except MonitoringError as error:
        error.hint = " ".join(filter(None, (error.hint, _LEFT.format(window_id, outcome))))
        raise


def _delete_occurrences(api: PingdomApi, window_id: int, written: contextlib.ExitStack) -> None:
    """Remove what is to come: occurrences outlive their window (acceptance test of nordcloud/go-pingdom).

    Once one is removed, errors inside of ``written`` tell that.
    """
    with contextlib.suppress(NotFound):
        coming = _coming(api, window_id)
        ids = [row["id"] for row in coming if is_id(row.get("id"))]
        for number, occurrence_id in enumerate(_left_of(api, window_id, ids, written) if len(ids) > 1 else ids):
            delete(api, f"{reports.OCCURRENCES.path}/{occurrence_id}")
            if number == 0:
                written.enter_context(after_a_write())
        if len(ids) < len(coming):
            raise UnexpectedAnswer(
                f"an occurrence of maintenance window {window_id} that is to come has no numeric id, and stays",
                hint="Look at it in My Pingdom.",
            )


def _left_of(api: PingdomApi, window_id: int, ids: t.Sequence[int], written: contextlib.ExitStack) -> list[int]:
    """Delete occurrences in batches; those that are there all the same, as one that has begun keeps its batch."""
    taken: set[int] = set()
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        if delete_at_once(api, reports.OCCURRENCES.path, "occurrenceids", batch):
            if not taken:
                written.enter_context(after_a_write())
            taken.update(batch)
    there = {*ids}
    for _look in api.looks(lambda: there >= taken):
        there.intersection_update([row.get("id") for row in _coming(api, window_id)])
        if not there & taken:
            break
    return sorted(there)


def _coming(api: PingdomApi, window_id: int) -> list[Row]:
    """The occurrences of a window that have not begun."""
    now = api.now()
    return [
        row for row in reports.occurrences(api, window_id) if isinstance(row.get("from"), int) and row["from"] > now
    ]


def _afford(api: PingdomApi, window_id: int) -> None:
    """``RateLimited`` where few requests are left, and a window with what is to come of it takes more."""
    left = api.budget.left
    if left is not None and left < FEW:
        coming = len(_coming(api, window_id))
        # the window, a look at it, the list before and after
        api.budget.afford(4 + math.ceil(coming / AT_ONCE), f"removing a maintenance window with {coming} occurrences")


_LEFT = (
    "Maintenance window {0} {1}, but occurrences of it that are to come may be left, which another run does not "
    "look for. Cancel them by their ids with pingdom_maintenance_occurrence, or in My Pingdom."
)
