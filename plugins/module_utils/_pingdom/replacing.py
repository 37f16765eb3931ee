# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Replacing a check by one of another type, which no check can become."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    Conflict,
    MonitoringError,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import delete
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.creating import look_again, post
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import (
    Found,
    Key,
    Resource,
    Task,
    Written,
    named,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.fields import Comparable
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.proving import settle, told


def replace(
    api: PingdomApi, resource: Resource, task: Task, found: Found, pause_hidden_by: t.Callable[[], str | None]
) -> Result:
    """Replace a check by one of another type, with all that both types have. The new one is made first."""
    check_type = task.params["type"]
    given, wanted = _of_another_type(task, found, check_type)
    why = None if "paused" in task.given else pause_hidden_by()
    if why:
        raise Conflict(
            f"whether check {found.id} is paused itself cannot be told, since {why}",
            hint="Say with paused whether the new check shall be paused, or wait for the end of the window.",
        )
    warning = (
        f"Check {found.id} is replaced by a new one of type {check_type}: its history stays behind, and its id is gone."
    )
    written = Written(None, wanted, {}, warnings=(warning,))
    settled = None
    if not task.check_mode:
        anew = task._replace(key=task.key._replace(tag=None), given=given)
        namesakes = named(resource.rows(api), wanted["name"])
        with api.recent.claim(resource.at(found.id)):
            check_id = post(api, resource, anew, wanted, namesakes)
            _delete_old(api, resource, found.id, check_id)
        with after_a_write():
            others = namesakes if task.key.id is not None else [found.id]
            check_id, more = _the_only_new(api, resource, task, check_id, wanted["name"], others)
            settled = settle(api, resource, anew, None, check_id, written)
            written = written._replace(warnings=(warning, *more))
    result = told(api, resource, written, settled)
    result.changes = [resource.change_of(found.state, wanted)]
    return Result(result.changes, {**result.values, "recreated": True}, result.warnings)


def _delete_old(api: PingdomApi, resource: Resource, check_id: int, new: int) -> None:
    try:
        delete(api, resource.at(check_id))
    except MonitoringError as error:
        error.changed = True
        error.hint = f"The new check {new} exists, the old one {check_id} does as well. Delete one of them."
        error.details = {**error.details, "ids": [check_id, new]}
        raise


def _the_only_new(
    api: PingdomApi, resource: Resource, task: Task, ours: int, name: str, others: t.Container[int]
) -> tuple[int, list[str]]:
    """The check that replaces another one, where somebody else may have replaced it at the same moment.

    ``others`` are those that do not count. Where the old one was given by its id, the new one is known by its name.
    """
    known_by = task.key if task.key.id is None else Key(None, name)

    def listed() -> list[int]:
        return [one for one in resource.ids(api, known_by, as_listed=True) if one not in others]

    outcome = look_again(api, ours, listed)
    if outcome.older is None or resource.known(api, outcome.older, task._replace(given={})) is None:
        return ours, outcome.warnings(resource.word, ours)
    delete(api, resource.at(ours))
    text = f"Somebody else replaced it at the same moment, by check {outcome.older}, which stays; ours was deleted."
    return outcome.older, [text]


def _of_another_type(task: Task, found: Found, check_type: str) -> tuple[Comparable, Comparable]:
    """What the creation of a check that replaces another names, and the check that it makes. Refuses what cannot be."""
    if not task.params.get("recreate"):
        raise Conflict(
            f"the check {task.key.description} is of type {found.state['type']}, and the type of a check cannot change",
            hint=f"Set recreate to true to replace it by one of type {check_type}, which loses its history.",
            details={"id": found.id, "type": found.state["type"]},
        )
    carried = {field.name: found.state[field.name] for field in checks.COMMON}
    given = {**carried, **task.given}
    missing = checks.schema_of(check_type).missing(given)
    if missing:
        raise ConfigurationError(
            f"to recreate the check as {check_type} these options are missing: {', '.join(missing)}"
        )
    append = task.params.get("append_tags", False)
    if append or task.key.tag:
        given["tags"] = sorted({*given["tags"], *(carried["tags"] if append else ())})
    if "ipv6" not in task.given:
        del given["ipv6"]
    base = {**checks.defaults(check_type), "ipv6": carried["ipv6"]}
    wanted = checks.target(base, given)
    return {**given, "ipv6": wanted["ipv6"]}, wanted
