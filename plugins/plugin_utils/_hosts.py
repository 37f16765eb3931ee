# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""From records to hosts: their names, their addresses, their variables."""

from __future__ import annotations

import collections
import re
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import AmbiguousName
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import FIELDS, UNREAD, PrtgObject
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import some
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._trust import as_data

#: Fields whose values repeat among objects, so that each value is converted once.
_REPEATING = frozenset({"kind", "parent_id", "status", "paused_by", "sensor_kind", "location"})

_NOT_PLAIN = re.compile(r"[\s:/?#\[\]@]")
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")


def clean_name(raw: str) -> str:
    """``raw`` as the name of a host: runs of white space and control characters become one space, none at the ends."""
    return raw if raw.isidentifier() else _CONTROL.sub(" ", raw).strip()


def address(host: str | None) -> str | None:
    """The address in PRTG's host field as Ansible can connect to it; None if there is none.

    White space around it, a scheme, user and password, a path, a query, a port and the brackets of an IPv6 address are
    taken off. The port is that of the monitored service and says nothing about SSH or WinRM.
    """
    if not host:
        return None
    if _NOT_PLAIN.search(host) is None:
        return host
    text = _SCHEME.sub("", host.strip(), count=1)
    text = re.split(r"[/?#]", text, maxsplit=1)[0].rpartition("@")[2].strip()
    bracketed = re.match(r"\[([^\]]*)\]", text)
    if bracketed:
        return bracketed.group(1).strip() or None
    if text.count(":") == 1:
        name, port = text.split(":")
        return (name if port.isdigit() or not port else text) or None
    return text or None


class Variables:
    """Turns records into host variables: the ``fields``, each with ``prefix`` before its name, as data, not templates.

    The texts in lists (tags, paths) repeat among objects as well, and are converted once.
    """

    def __init__(self, fields: t.Iterable[str], prefix: str) -> None:
        wanted = [field for field in FIELDS if field in set(fields)]
        self._plan = [(f"{prefix}{field}", FIELDS.index(field), field in _REPEATING) for field in wanted]
        self._known: dict[t.Any, t.Any] = {}

    def of(self, one: PrtgObject) -> dict[str, t.Any]:
        """The variables of one object."""
        known = self._known
        found: dict[str, t.Any] = {}
        for name, index, repeats in self._plan:
            value = one[index]
            if value.__class__ is str:
                if repeats:
                    found[name] = known[value] if value in known else self._learn(value)
                else:
                    found[name] = as_data(value)
            elif value.__class__ is tuple:
                found[name] = [known[item] if item in known else self._learn(item) for item in value]
            else:
                found[name] = None if value is UNREAD else value
        return found

    def _learn(self, text: str) -> t.Any:
        self._known[text] = as_data(text)
        return self._known[text]


def tell_apart(named: t.Sequence[tuple[str, PrtgObject]], duplicates: str) -> list[str]:
    """The final names of hosts, in the same order: no two alike.

    Objects that share a name are an ``AmbiguousName`` error, or, with ``duplicates`` set to ``id``, each gets its id
    appended (``web_2001``).
    """
    count = collections.Counter(name for name, _one in named)
    if len(count) == len(named):
        return [name for name, _one in named]
    if duplicates == "error":
        shared = [name for name, times in count.items() if times > 1]
        labels = {name: ", ".join(one.label() for other, one in named if other == name) for name in shared[:5]}
        examples = some([f"{name!r} ({labels[name]})" if name in labels else repr(name) for name in shared])
        raise AmbiguousName(
            f"{len(shared)} host names are those of several objects: {examples}",
            hint="Set duplicates to id to have the id appended to them, or choose other hostnames.",
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
