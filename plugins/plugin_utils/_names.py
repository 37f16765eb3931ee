# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Names of inventory groups: valid, and never one name for two things."""

from __future__ import annotations

import collections
import hashlib
import re
import typing as t

from ansible import constants

#: Names that Ansible itself gives to groups.
RESERVED = frozenset({"all", "ungrouped"})

#: Names that no group may have: those, and what means the controller in the plays that are run on it.
_NO_GROUPS = RESERVED | frozenset(constants.LOCALHOST)

_INVALID = re.compile(r"\W")


class Group:
    """A group to be made: ``candidates`` are its possible names, the more telling ones last, ``reason`` what makes it.

    ``faithful`` says that the first candidate is the raw name unchanged. ``name`` is decided by ``assign_names``.
    """

    __slots__ = ("candidates", "faithful", "name", "parent", "reason")

    def __init__(self, raw_names: t.Sequence[str], reason: str, parent: Group | None = None) -> None:
        self.candidates = [safe_name(raw) for raw in raw_names]
        self.faithful = self.candidates[0] == raw_names[0]
        self.reason = reason
        self.parent = parent
        self.name = self.candidates[0]


def value_group(prefix: str, start: str, field: str, value: str) -> Group:
    """The group of what has a ``value`` in a ``field``; groups of the field ``start`` like this."""
    raw = f"{prefix}{start}{value}"
    return Group([raw, f"{raw}_{fingerprint(value)}"], f"{field} {value!r}")


def safe_name(raw: str) -> str:
    """``raw`` as a valid group name: letters, digits and underscores of any script, not starting with a digit."""
    name = _INVALID.sub("_", raw)
    return f"_{name}" if not name or name[0].isdigit() else name


def fingerprint(raw: str) -> str:
    """Eight hexadecimal digits that tell ``raw`` from names that look like it once they are made safe."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def assign_names(groups: t.Sequence[Group], taken: t.Collection[str]) -> None:
    """Give each group the shortest of its candidates that is no other group's name and not ``taken``.

    Groups that meet in one name all move on to a longer one, except the only one whose raw name it is. The result does
    not depend on the order of ``groups``, except between groups that share all their candidates.
    """
    forbidden = _NO_GROUPS | frozenset(taken)
    levels = dict.fromkeys(groups, 0)
    moving = True
    while moving:
        moving = False
        for name, sharing in _by_name(groups).items():
            keeps = None if name in forbidden else _keeper(sharing, levels)
            for group in sharing:
                if group is not keeps:
                    levels[group] += 1
                    group.name = _candidate(group, levels[group])
                    moving = True


def _keeper(sharing: t.Sequence[Group], levels: t.Mapping[Group, int]) -> Group | None:
    """Which of the groups that meet in one name keeps it; None if all move on."""
    if len(sharing) == 1:
        return sharing[0]
    own = [group for group in sharing if group.faithful and levels[group] == 0]
    if len(own) == 1:
        return own[0]
    return next((group for group in sharing if levels[group] >= len(group.candidates)), None)


def _by_name(groups: t.Iterable[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = collections.defaultdict(list)
    for group in groups:
        found[group.name].append(group)
    return found


def _candidate(group: Group, level: int) -> str:
    beyond = level - len(group.candidates)
    return group.candidates[level] if beyond < 0 else f"{group.candidates[-1]}_{beyond + 2}"
