# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What the restore token tells of what an action left, which is what it is undone by."""

from __future__ import annotations

import functools
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils import _token
from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import is_id
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Identified, Target
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import quoted
from ansible_collections.opswatch.monitoring.plugins.module_utils._token import Altered, Params

#: The version of tokens that hold what is ``Left``.
TOKEN_VERSION = 1

#: ``_token.read`` of a PRTG server, whose name users can give.
read = functools.partial(
    _token.read,
    elsewhere="Restore on the server where the objects were changed. If this is it, give it the server_name that it "
    "had then, or none.",
)


class Undone(_token.Undone, Identified, t.Protocol):
    """What a token tells of an object, and of which object: by its ``name`` then; ``names`` are those it may have."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it may have."""


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

    judge: t.Callable[[t.Any, Left, Params], t.Any]
    state: t.Mapping[str, tuple[type, ...]]

    def left(self, found: Target, before: Params, after: Params) -> Left:
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
