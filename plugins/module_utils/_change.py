# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Desired against actual: one object that knows what differs, whether that is a change, and how to show it."""

from __future__ import annotations

import dataclasses
import typing as t


class Change(t.NamedTuple):
    """The difference of one thing: ``before`` and ``after`` as plain data, None for "does not exist".

    Both hold comparable values only (sets already as sorted lists), and no secrets: see ``mask``.
    """

    label: str
    before: dict[str, t.Any] | None
    after: dict[str, t.Any] | None

    @property
    def changed(self) -> bool:
        """Whether there is anything to do."""
        return self.before != self.after

    def keys(self) -> list[str]:
        """The keys whose values differ, sorted."""
        before, after = self.before or {}, self.after or {}
        return sorted(key for key in {*before, *after} if before.get(key) != after.get(key))


def diff(changes: t.Iterable[Change]) -> dict[str, t.Any]:
    """Ansible's ``diff`` for some changes: what stays the same is left out, one thing is shown without its label."""
    changed = [change for change in changes if change.changed]
    if len(changed) == 1:
        only = changed[0]
        return {
            "before": only.before or {},
            "after": only.after or {},
            "before_header": only.label,
            "after_header": only.label,
        }
    return {
        "before": {change.label: change.before or {} for change in changed},
        "after": {change.label: change.after or {} for change in changed},
    }


class Masked:
    """A secret in a ``Change``: compared by its value, shown as stars, told apart from another by its ordinal."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Masked) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "********"


def mask(change: Change) -> Change:
    """``change`` with every ``Masked`` value replaced by text that shows that it differs, and nothing else."""
    before, after = change.before, change.after
    if not any(isinstance(value, Masked) for side in (before, after) for value in (side or {}).values()):
        return change

    def shown(side: dict[str, t.Any] | None, other: dict[str, t.Any] | None, word: str) -> dict[str, t.Any] | None:
        if side is None:
            return None
        return {
            key: (f"******** ({word})" if (other or {}).get(key) != value else "********")
            if isinstance(value, Masked)
            else value
            for key, value in side.items()
        }

    return Change(change.label, shown(before, after, "before"), shown(after, before, "after"))


@dataclasses.dataclass(eq=False, repr=False)
class Result:
    """What a module found out or did: its changes, its return values, its warnings."""

    changes: list[Change] = dataclasses.field(default_factory=list)
    values: dict[str, t.Any] = dataclasses.field(default_factory=dict)
    warnings: list[str] = dataclasses.field(default_factory=list)
