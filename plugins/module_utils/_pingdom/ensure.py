# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Bring one thing in Pingdom into the state that a playbook asks for, whatever resource it is of."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Change, Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    ConfigurationError,
    NotFound,
    RequestRefused,
    after_a_write,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._memory import Outdated, undisturbed
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.awaiting import tell
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.changing import delete
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Dialect, Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Found, Resource, Task, Written
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.proving import foretold, settle, told


def module_of(resource: Resource) -> dict[str, t.Any]:
    """What the ``Specification`` of a resource's module is made of."""
    run = undisturbed(functools.partial(ensure, resource))
    return {
        "service": "pingdom",
        "block": Block(resource.options(), resource.rules()),
        "run": identified(resource.identity(), resource.nothing_known)(run),
        "identity": resource.identity(),
        "parts": resource.parts,
        "secrets": resource.secrets_in,
    }


def ensure(resource: Resource, params: t.Mapping[str, t.Any], check_mode: bool) -> Result:
    """Create the thing, change what differs, remove it, or leave it alone."""
    task = resource.task(params, check_mode)
    with connect(params, resource.secrets_in(params)) as api:
        api.dialect.refuse_lacking(
            resource.path, *(f"{resource.one}.{name}" for name in params if params[name] is not None)
        )
        found = find(api, resource, task)
        result = (absent if task.is_absent else present)(api, resource, task, found)
        return api.told(_as_known(api.dialect, resource, result))


def _as_known(dialect: Dialect, resource: Resource, result: Result) -> Result:
    """``result`` without values of what this version of the API lacks."""
    lacking = dialect.lacking(resource.one)

    def known(side: Row | None) -> Row | None:
        return side and {name: value for name, value in side.items() if name not in lacking}

    if lacking:
        result.changes = [Change(one.label, known(one.before), known(one.after)) for one in result.changes]
        shown = result.values.get(resource.one)
        result.values = {**result.values, resource.one: shown and dialect.known(resource.one, shown)}
    return result


def find(api: PingdomApi, resource: Resource, task: Task) -> Found | None:
    """The thing that a task is about. What an earlier task has left open of it is waited for, for a minute at most."""
    found = None
    for _look in api.looks_for_a_minute():
        found = resource.find(api, task)
        if not (found.unclear if found else api.recent.is_open(resource.claim(task.key))):
            break
    return found


def present(api: PingdomApi, resource: Resource, task: Task, found: Found | None) -> Result:
    """Create the thing, or make it what it shall be."""
    if found is None and task.key.id is not None:
        raise resource.unknown_id(task)
    if found and resource.is_done(api, task, found):
        return told(api, resource, Written(found, found.state, {}))
    task = resource.resolved(api, task, found)
    if found:
        result = change(api, resource, task, found)
    elif missing := resource.missing(task):
        result = _without(api, resource, task, missing)
    else:
        result = create(api, resource, task)
    return _awaiting(resource, task, result)


def absent(api: PingdomApi, resource: Resource, task: Task, found: Found | None) -> Result:
    """Remove the thing. One that does not exist is no error."""
    if found is None:
        return Result(values=resource.result(None), warnings=resource.gone(api, task))
    if resource.stays(task):
        return change(api, resource, task, found)
    removed = resource.removed(api, task, found)
    if removed:
        return removed
    if not task.check_mode:
        delete(api, resource.at(found.id))
    return Result([resource.change_of(found.state, None)], resource.result(None))


def create(api: PingdomApi, resource: Resource, task: Task) -> Result:
    """Create the thing, unless somebody else does so at the same moment."""
    task = task._replace(now=api.now())
    wanted = resource.new(api, task)
    if task.check_mode:
        return foretold(api, resource, task, wanted)
    # delayed, since what exists is not created: 1 % of starting a module (bench imports)
    from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.creating import look_again, post

    others = resource.namesakes(api, wanted, task)
    try:
        thing_id = post(api, resource, task, wanted, others)
    except RequestRefused:
        again = resource.anew(api, task, wanted)
        if again is None:
            raise
        return create(api, resource, again)
    with after_a_write():
        rest = resource.rest(api, task, thing_id, wanted)
        if rest:
            _put(api, resource, rest)
        outcome = look_again(api, thing_id, lambda: resource.ids(api, task.key, as_listed=True))
        if outcome.older and (result := _give_way(api, resource, task, wanted, thing_id, outcome.older)):
            return result
        warnings = (*outcome.warnings(resource.word, thing_id), *resource.remarks(task, wanted))
        settled = settle(api, resource, task, None, thing_id, Written(None, wanted, {}))
        return told(api, resource, Written(None, wanted, {}, warnings=warnings), settled)


def change(api: PingdomApi, resource: Resource, task: Task, found: Found) -> Result:
    """Make a thing what it shall be."""
    replaced = resource.replaced(api, task, found)
    if replaced:
        return replaced
    task = task._replace(now=api.now())
    written = resource.change(api, task, found)
    if not (written.names or written.body) or task.check_mode:
        return told(api, resource, written)
    _put(api, resource, written)
    return told(api, resource, written, settle(api, resource, task, found, found.id, written))


def _put(api: PingdomApi, resource: Resource, written: Written) -> None:
    """Change a thing and remember it."""
    found = t.cast(Found, written.before)
    path = resource.at(found.id)
    write = resource.written(api, written)
    noting = api.recent.begun(path, unclear=resource.unclear) if resource.whole else api.recent.sending(write)
    try:
        with noting:
            resource.send(api, written)
            api.recent.changed(write)
    except NotFound:
        if not found.unseen:
            raise
        # created lately, deleted by somebody else since
        api.recent.deleted(path)
        raise Outdated(f"{resource.word} {found.id} has gone") from None


def _without(api: PingdomApi, resource: Resource, task: Task, missing: list[str]) -> Result:
    """A thing that does not exist and cannot be created: an error, but in check mode an earlier task may create it."""
    to_be_made = resource.to_be_made(api, task, missing)  # what else is wrong with the task is an error in both modes
    if not task.check_mode:
        raise ConfigurationError(resource.impossible(task, missing), details={"missing": missing})
    return to_be_made


def _give_way(api: PingdomApi, resource: Resource, task: Task, wanted: t.Any, ours: int, older: int) -> Result | None:
    """Take back what we made where somebody else made one just before, and go on with theirs.

    None if theirs cannot be read, so that it may have gone: then ours stays.
    """
    theirs = None
    for _look in api.looks():
        theirs = resource.known(api, older, task)
        if theirs:
            break
    if theirs is None:
        return None
    resource.take_back(api, task, ours, wanted)
    result = change(api, resource, task, theirs)
    result.warnings.append(resource.yielded(task, older, ours))
    return result


def _awaiting(resource: Resource, task: Task, result: Result) -> Result:
    """``result`` with what the task has to say, and with what check mode does not know yet: it makes a change."""
    result.warnings += task.warnings
    return tell(result, resource.refers_to, task.awaited)
