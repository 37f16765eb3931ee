# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The restore token: what a run did to each object, as plain data, and how little of it is believed.

A token comes back from playbooks, files and job templates, so that every member is checked before it counts.
"""

from __future__ import annotations

import functools
import operator
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

Params = dict[str, t.Any]
Run = t.Callable[[Params, bool], Result]


class Undone(t.Protocol):
    """What a token tells of one thing."""

    def as_data(self) -> Params:
        """As a member of a token."""


class Altered(ValueError):
    """What a token holds is not what a task can have written; its text says where."""


class RestoreToken(t.NamedTuple):
    """What one run did, as plain data that a playbook can carry from task to task and store.

    ``simulated`` tokens come from check mode: nothing was done, and only check mode may "undo" it.
    """

    server: str
    objects: tuple[t.Any, ...]
    simulated: bool = False


def written(token: RestoreToken, **made_by: t.Any) -> Params:
    """The token for a task's result. ``made_by`` are its version and, for what is ``Left``, its action."""
    objects = [undone.as_data() for undone in token.objects]
    return {**made_by, "server": token.server, "simulated": token.simulated, "objects": objects}


def read(
    data: t.Any,
    server: str,
    one: t.Callable[[t.Any], Undone],
    *,
    version: int,
    elsewhere: str,
    action: str | None = None,
    otherwise: str = "Undo it in another way.",
    key: t.Callable[[t.Any], t.Hashable] = operator.attrgetter("id"),
) -> RestoreToken:
    """The token that a task was given, an empty one for ``{}``; ``one`` reads what it tells of an object.

    ``ConfigurationError`` if it is none, was altered, or belongs to another server or action. ``elsewhere`` is what
    helps with one of another server, ``otherwise`` with one of another version. ``key`` tells objects apart.
    """
    if not data:
        return RestoreToken(server, ())
    _refuse_what_is_none(data, server, elsewhere)
    if data.get("action") != action:
        raise ConfigurationError(
            f"restore holds a restore token of {_maker(data.get('action'))}, and this task takes that of "
            f"{_maker(action)}",
            hint="Give the return value restore of an earlier task of this module.",
        )
    if data["version"] != version and data["objects"]:
        raise ConfigurationError(
            f"restore holds a restore token of version {data['version']}, and this collection knows {version}",
            hint=otherwise,
        )
    return RestoreToken(server, _objects(data["objects"], one, key), data["simulated"])


def _objects(
    data: list[t.Any], one: t.Callable[[t.Any], Undone], key: t.Callable[[t.Any], t.Hashable]
) -> tuple[Undone, ...]:
    try:
        objects = tuple(one(member) for member in data)
        if len({key(undone) for undone in objects}) < len(objects):
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        where = f": {error}" if isinstance(error, Altered) else ""
        raise ConfigurationError(
            f"restore holds a restore token that has been altered{where}",
            hint="Give it as the earlier task returned it.",
        ) from None
    return objects


def _refuse_what_is_none(data: t.Any, server: str, elsewhere: str) -> None:
    """``ConfigurationError`` for what is no token, or one of another server."""
    types = {"version": int, "server": str, "simulated": bool, "objects": list}
    if not isinstance(data, dict) or not all(isinstance(data.get(name), types[name]) for name in types):
        raise ConfigurationError(
            "restore holds no restore token",
            hint="Give the return value restore of an earlier task of this module, unchanged.",
        )
    if data["server"] != server:
        raise ConfigurationError(
            f"restore belongs to the server {data['server']}, and this task talks to {server}",
            hint=elsewhere,
        )


def _maker(action: t.Any) -> str:
    return "another module" if action is None else f"the action {quoted(action)}"


def refuse_simulated(token: RestoreToken, check_mode: bool) -> None:
    """``ConfigurationError`` for a token of check mode outside check mode."""
    if token.simulated and token.objects and not check_mode:
        raise ConfigurationError(
            "restore comes from check mode, where nothing was changed, so there is nothing to undo"
        )


def keeping_its_token(run: Run) -> Run:
    """``run`` that, whatever goes wrong, returns a token that was given unchanged, to be tried again."""

    @functools.wraps(run)
    def keeping(params: Params, check_mode: bool) -> Result:
        try:
            return run(params, check_mode)
        except MonitoringError as error:
            if params.get("restore") is not None:
                error.values = {**error.values, "restore": params["restore"]}
            raise

    return keeping
