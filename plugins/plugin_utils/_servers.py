# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Several of our sources in one inventory: names that belong to one object of one server each.

Names are made from all sources together whenever one is added, so that they do not depend on the order of sources;
hosts of an earlier source may have to change theirs.
"""

from __future__ import annotations

import typing as t
import weakref

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AmbiguousName
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._hosts import (
    ambiguous,
    clean_name,
    shared_names,
    tell_apart,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._names import fingerprint

#: Whose object a host is: the server, the object's id, and the name that was wanted for it.
Key = tuple[str, str, str]


class Source(t.NamedTuple):
    """What one of our sources has brought into an inventory.

    ``named`` are the names that were wanted, each with the id of its object, ``joined`` the names of hosts that sources
    of other kinds had named before.
    """

    server: str
    kind: str
    duplicates: str
    named: t.Sequence[tuple[str, str]]
    joined: frozenset[str] = frozenset()


class Owner(t.NamedTuple):
    """An object and its server, as a message names them, and what its source does with shared names."""

    server: str
    kind: str
    id: str
    duplicates: str

    def label(self) -> str:
        """How a message names it."""
        return f"{self.kind} {self.id} of {self.server}"


class Beside(t.NamedTuple):
    """The ``names`` of the hosts of a source beside those of earlier ones.

    ``renamed`` are the names of theirs that change, old to new, ``others`` all that they have.
    """

    names: list[str]
    renamed: dict[str, str]
    others: frozenset[str]


_sources: weakref.WeakKeyDictionary[t.Any, list[Source]] = weakref.WeakKeyDictionary()


def sources_of(inventory: t.Any) -> t.Sequence[Source]:
    """Our sources that an inventory was made from so far."""
    return _sources.get(inventory, ())


def remember(inventory: t.Any, source: Source) -> None:
    """Keep for the next source what this one has brought."""
    _sources.setdefault(inventory, []).append(source)


def names_beside(earlier: t.Sequence[Source], source: Source) -> Beside:
    """What the hosts of ``source`` are called beside those of ``earlier``.

    The same object under the same wanted name is one host. ``AmbiguousName`` if one of the sources that share a name
    does not want ``duplicates`` to be told apart, or where a source of another kind has named one that would change.
    """
    before, after = _names(earlier), _names([*earlier, source])
    renamed = {name: after[key] for key, name in before.items() if after[key] != name}
    unclear = sorted(name for one in earlier for name in one.joined if name in renamed)
    if unclear:
        raise AmbiguousName(
            f"{len(unclear)} host names are those of several objects, and a source of another kind means one of "
            f"these: {some([repr(name) for name in unclear])}",
            hint=f"Name there the one that is meant, such as {renamed[unclear[0]]!r}.",
        )
    names = [after[source.server, number, wanted] for wanted, number in source.named]
    return Beside(names, renamed, frozenset(before.values()))


def _names(sources: t.Sequence[Source]) -> dict[Key, str]:
    """The name of each host of all these sources, whatever their order; no two alike."""
    owners = _owners(sources)
    names: dict[Key, str] = {}
    for server in sorted({source.server for source in sources}):
        keys = sorted([key for key in owners if key[0] == server], key=lambda key: (len(key[1]), key))
        named = [(key[2], owners[key]) for key in keys]
        _refuse_shared(shared_names(named), "those of several objects")
        names.update(zip(keys, tell_apart(named, "id"), strict=True))
    return _servers_apart(names, owners)


def _owners(sources: t.Sequence[Source]) -> dict[Key, Owner]:
    """Every object that is a host; where several sources have one, the strictest says what becomes of shared names."""
    owners: dict[Key, Owner] = {}
    for source in sources:
        for wanted, number in source.named:
            key = (source.server, number, wanted)
            if key not in owners or source.duplicates == "error":
                owners[key] = Owner(source.server, source.kind, number, source.duplicates)
    return owners


def _servers_apart(names: dict[Key, str], owners: t.Mapping[Key, Owner]) -> dict[Key, str]:
    """``names`` with the server appended to those that several servers have, and what else it takes."""
    final, levels = dict(names), dict.fromkeys(names, 0)
    while shared := shared_names([(name, key) for key, name in final.items()]):
        sharing = {name: [owners[key] for key in keys] for name, keys in shared.items()}
        _refuse_shared(sharing, "those of several servers")
        for key in [key for keys in shared.values() for key in keys]:
            levels[key] += 1
            final[key] = _longer(names[key], key, levels[key])
    return final


def _longer(name: str, key: Key, level: int) -> str:
    """``name`` with its server, then its id, then a checksum that no other has."""
    endings = [clean_name(key[0]), key[1], fingerprint(f"{level} {key}")]
    return "_".join([name, *endings[:level]])


def _refuse_shared(shared: t.Mapping[str, t.Sequence[Owner]], what: str) -> None:
    refused = {name: sharing for name, sharing in shared.items() if any(one.duplicates == "error" for one in sharing)}
    if refused:
        raise ambiguous(
            refused,
            what,
            "Set duplicates to id in all these sources to have what tells them apart (server or id) appended, or "
            "choose other hostnames, such as an expression of the variables of name and server.",
        )
