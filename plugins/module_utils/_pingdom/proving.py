# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What was written is read back until it shows, and told; in check mode it is foretold."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    NotFound,
    StateNotReached,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Found, Resource, Task, Written


def settle(
    api: PingdomApi, resource: Resource, task: Task, before: Found | None, thing_id: int, written: Written
) -> Found:
    """Read a written thing back until it shows what it was told, and fail honestly if it does not.

    What shows as it was ``before`` (None: it did not exist) may be an old answer, and is waited for longer. A new thing
    that Pingdom does not know yet is taken as it was told to be: its id came from Pingdom.
    """
    seen: list[Found] = []
    wrong = ["id"]
    is_new = before is None or before.unseen or api.recent.of(resource.at(thing_id)).created
    with after_a_write():
        for _look in api.looks(lambda: resource.shows_before(api, before, written.wanted, seen)):
            try:
                seen.append(resource.read(api, thing_id, task))
            except NotFound:
                if not is_new:
                    raise
                continue
            wrong = resource.not_taken(api, task, written.wanted, seen[-1], written.names)
            if not wrong:
                return resource.seen_by_now(api, seen[-1], task._replace(given=written.wanted))
    if not seen:
        return resource.unseen(thing_id, written.wanted)
    raise StateNotReached(
        f"Pingdom accepted the change of {resource.called(thing_id)}, but {resource.unlike}: {', '.join(wrong)}",
        hint=resource.unlike_hint,
        details={"options": wrong, "id": thing_id},
        changed=True,
    )


def told(api: PingdomApi, resource: Resource, written: Written, settled: Found | None = None) -> Result:
    """The result: as read back where there was a write, as it would be in check mode."""
    before, wanted = written.before, written.wanted
    return Result(
        [resource.change_of(before.state if before else None, wanted)],
        resource.result(resource.shown(api, before, wanted, settled)),
        [*written.warnings, *resource.notes(before, wanted, settled)],
    )


def foretold(api: PingdomApi, resource: Resource, task: Task, wanted: t.Any) -> Result:
    """The result of a creation, as it would be without check mode."""
    return told(api, resource, Written(None, wanted, {}, warnings=tuple(resource.remarks(task, wanted))))
