# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From records to hosts: their names and their variables."""

from __future__ import annotations

import collections
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AmbiguousName
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._addresses import HIDDEN
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._profile import SHARED, Profile
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import TRUST_IS_TAGGED, as_data

_ordinary = re.compile(r"\w[\w.-]*(?: [\w.()-]+)*", re.ASCII).fullmatch
#: Of how many names a message tells who has them.
_EXAMPLES = 5

Shared = t.TypeVar("Shared")

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2800]+")


class Labelled(t.Protocol):
    """Something with an id that messages can name."""

    @property
    def id(self) -> t.Any:
        """Its id: a text or a number, as the service has it."""

    def label(self) -> str:
        """How a message names it."""


class Record(Labelled, t.Protocol):
    """An object of a service."""

    @property
    def kind(self) -> str:
        """What it is there."""


class Host(t.NamedTuple):
    """An object that becomes a host, with the host's ``name`` and its ``address`` (None: it has none to use)."""

    name: str
    object: Record
    address: str | None


def with_address(variables: dict[str, t.Any], address: str | None) -> dict[str, t.Any]:
    """``variables`` with the address, if there is one."""
    if address is not None:
        variables["ansible_host"] = address
    return variables


def clean_name(raw: str) -> str:
    """``raw`` as the name of a host; empty if nothing of it can be one.

    Runs of white space and control characters become one space, none at the ends. What nobody sees (format and
    bidirectional characters) is dropped, and so are hyphens at the beginning: programs would take the name for an
    option.
    """
    if _ordinary(raw):
        return raw
    return _BLANKS.sub(" ", HIDDEN.sub("", raw)).lstrip("- ").rstrip(" ")


class Variables:
    """Turns records into host variables: the ``fields``, each with ``prefix`` before its name, as data, not templates.

    Records are tuples of the fields of ``profile``; ``shared`` are the values of the ``SHARED`` fields.
    """

    def __init__(self, profile: Profile, fields: t.Iterable[str], prefix: str, shared: t.Mapping[str, str]) -> None:
        wanted = frozenset(fields)
        self._untold = profile.untold
        self._plan = [(f"{prefix}{field}", index) for index, field in enumerate(profile.fields) if field in wanted]
        self._shared = {f"{prefix}{field}": as_data(shared[field]) for field in SHARED if field in wanted}

    def of(self, one: t.Any) -> dict[str, t.Any]:
        """The variables of one record."""
        found: dict[str, t.Any] = self._shared.copy()
        untold = self._untold
        for name, index in self._plan:
            value = one[index]
            if value.__class__ is tuple:
                found[name] = list(value) if TRUST_IS_TAGGED else as_data(value)
            elif value is untold:
                found[name] = None
            else:
                found[name] = value if TRUST_IS_TAGGED else as_data(value)
        return found


def tell_apart(named: t.Sequence[tuple[str, Labelled]], duplicates: str) -> list[str]:
    """The final names of hosts, in the same order: no two alike.

    Objects that share a name are an ``AmbiguousName`` error, or, with ``duplicates`` set to ``id``, each gets its id
    appended (``web_2001``).
    """
    count = collections.Counter(name for name, _one in named)
    if len(count) == len(named):
        return [name for name, _one in named]
    if duplicates == "error":
        raise ambiguous(
            shared_names(named),
            "those of several objects",
            "Set duplicates to id to have the id appended to them, or choose other hostnames.",
        )
    taken = {name for name, times in count.items() if times == 1}
    names = []
    for name, one in named:
        final = name
        while count[name] > 1 and (final == name or final in taken or count[final] > 1):
            final = f"{final}_{one.id}"
        taken.add(final)
        names.append(final)
    return names


def shared_names(named: t.Iterable[tuple[str, Shared]]) -> dict[str, list[Shared]]:
    """The names that several have, with all who have them."""
    found: dict[str, list[Shared]] = collections.defaultdict(list)
    for name, one in named:
        found[name].append(one)
    return {name: sharing for name, sharing in found.items() if len(sharing) > 1}


def ambiguous(shared: t.Mapping[str, t.Sequence[Labelled]], what: str, hint: str) -> AmbiguousName:
    """The error that says of names ``what`` they are, and names who shares the first of them."""
    labels = {
        name: some([one.label().removesuffix(f" ({name})") for one in sharing])
        for name, sharing in list(shared.items())[:_EXAMPLES]
    }
    examples = some([f"{name!r} ({labels[name]})" if name in labels else repr(name) for name in shared])
    return AmbiguousName(f"{len(shared)} host names are {what}: {examples}", hint=hint)
