# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The restore token: what a run did to each object, as plain data, and how little of it is believed.

A token comes back from playbooks, files and job templates, so that every member is checked before it counts.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import PrtgObject, is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted

#: The version of tokens that hold what is ``Left``.
TOKEN_VERSION = 1

Params = dict[str, t.Any]


class Undone(t.Protocol):
    """What a token tells of an object, and of which object: ``names`` are those that it may have."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def name(self) -> str:
        """The name that it had."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it may have."""

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
    action: str | None = None,
    otherwise: str = "Undo it in another way.",
) -> RestoreToken:
    """The token that a task was given, an empty one for ``{}``; ``one`` reads what it tells of an object.

    ``ConfigurationError`` if it is none, was altered, or belongs to another server or action. ``otherwise`` is what
    helps with one of another version.
    """
    if not data:
        return RestoreToken(server, ())
    _refuse_what_is_none(data, server)
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
    return RestoreToken(server, _objects(data["objects"], one), data["simulated"])


def _objects(data: list[t.Any], one: t.Callable[[t.Any], Undone]) -> tuple[Undone, ...]:
    try:
        objects = tuple(one(member) for member in data)
        if len({undone.id for undone in objects}) < len(objects):
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        where = f": {error}" if isinstance(error, Altered) else ""
        raise ConfigurationError(
            f"restore holds a restore token that has been altered{where}",
            hint="Give it as the earlier task returned it.",
        ) from None
    return objects


def _refuse_what_is_none(data: t.Any, server: str) -> None:
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
            hint="Restore on the server where the objects were changed. If this is it, give it the server_name that "
            "it had then, or none.",
        )


def _maker(action: t.Any) -> str:
    return "another module" if action is None else f"the action {quoted(action)}"


class Left(t.NamedTuple):
    """How an action left an object: ``before`` and ``after`` are how it was shown."""

    id: str
    kind: str
    name: str
    before: Params
    after: Params

    @property
    def names(self) -> tuple[str, ...]:
        """The name that it had and, where names are what the action changes, those."""
        return (self.name, *(side["name"] for side in (self.before, self.after) if "name" in side))

    def as_data(self) -> Params:
        """As a member of a token."""
        return self._asdict()


class Undoing(t.NamedTuple):
    """How an action is undone.

    ``judge`` gets an object as it is now, how the action left it, and the options. It tells what makes it again what it
    was ``before``; without ``write`` where it is that, and where it is no longer as it was left, which a note says, or
    a refusal. ``state`` are the members of ``before`` and ``after`` that this needs, with their types: a token holds
    these, and whatever else comes with one was not written by a task.
    """

    judge: t.Callable[[PrtgObject, Left, Params], t.Any]
    state: t.Mapping[str, tuple[type, ...]]

    def left(self, found: PrtgObject, before: Params, after: Params) -> Left:
        """For a token, with what undoing needs; ``UnexpectedAnswer`` if that is not known of the object."""
        wrong = self._wrong(before) or self._wrong(after)
        if wrong:
            raise UnexpectedAnswer(
                f"{found.label()} could not be undone, since {wrong} is not known of it", hint="Nothing was changed."
            )
        kept = [{name: side[name] for name in self.state} for side in (before, after)]
        return Left(found.id, found.kind, found.name, *kept)

    def read(self, kinds: t.Collection[str], data: t.Any) -> Left:
        """What ``Left.as_data`` made of an object of ``kinds``; ``TypeError``, ``KeyError`` or ``Altered`` if none."""
        left = Left(**{**data, "id": str(data["id"])})
        about = f" of object {quoted(left.id)}"
        if not is_id(left.id):
            raise Altered(f"{quoted(left.id)} is no id")
        if left.kind not in kinds or not isinstance(left.name, str):
            raise Altered(f"kind or name{about}")
        for name, side in (("before", left.before), ("after", left.after)):
            if not isinstance(side, dict) or self._wrong(side) or set(side) != set(self.state):
                raise Altered(f"{name}{about}")
        if left.before == left.after:
            raise Altered(f"before and after{about} are the same")
        return left

    def _wrong(self, side: Params) -> str | None:
        """The first member that is not there, or of another type."""
        return next((name for name, types in self.state.items() if type(side.get(name, ...)) not in types), None)
