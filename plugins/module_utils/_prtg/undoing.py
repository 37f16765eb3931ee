# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What there is now of the objects of a restore token, behind the guards of a selection of the same."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    NotFound,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import guards
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ALWAYS_READ, PrtgObject, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    Selection,
    Selector,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    Need,
    PrtgServer,
    Query,
    Snapshot,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.token import Undone
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some
from ansible_collections.opswatch.monitoring.plugins.module_utils._token import RestoreToken, refuse_simulated

GONE = "does not exist any more"

Settle = t.Callable[[PrtgServer, t.Sequence[PrtgObject]], t.Sequence[PrtgObject]]


def _as_they_are(_server: PrtgServer, objects: t.Sequence[PrtgObject]) -> t.Sequence[PrtgObject]:
    return objects


class There(t.NamedTuple):
    """The objects of a token and those above in a ``tree``, the ids of those that are ``gone``, and the labels of those
    that PRTG neither shows nor says to be gone."""

    tree: Tree
    gone: frozenset[str] = frozenset()
    unproven: t.Sequence[str] = ()


def there_now(
    server: PrtgServer,
    token: RestoreToken,
    options: t.Mapping[str, t.Any],
    check_mode: bool,
    fields: t.Collection[str],
    *,
    settle: Settle = _as_they_are,
    renamed: str = "",
) -> There:
    """What is there of the objects that ``token`` tells of, with ``fields``. ``options`` are those of the guards.

    Refused before anything is written: what the guards of a selection refuse, objects of another kind or name (for
    which ``renamed`` is a hint), and with ``NotFound`` a token whose objects are all gone. An empty token asks nothing.
    """
    _refuse_what_no_task_could(token, options, check_mode)
    if not token.objects:
        return There(Tree(()))
    tree = _read(server, token, fields, settle, renamed)
    missing = [undone for undone in token.objects if undone.id not in tree]
    gone = server.gone([undone.id for undone in missing]) if missing else frozenset()
    unproven = [as_named(undone).label() for undone in missing if undone.id not in gone]
    if len(missing) == len(token.objects):
        guards.refuse_absent(unproven)
        _refuse_nothing_left(options)
    return There(tree, gone, unproven)


def as_named(undone: Undone) -> PrtgObject:
    """The object as the token tells of it."""
    return PrtgObject(undone.id, undone.kind, undone.name, None, (undone.name,))


def _refuse_what_no_task_could(token: RestoreToken, options: t.Mapping[str, t.Any], check_mode: bool) -> None:
    """A token is no way around the guards: it could come from anywhere."""
    refuse_simulated(token, check_mode)
    named = Selection([as_named(undone) for undone in token.objects], Snapshot([], Tree(()), Query()), ())
    selector = Selector(ids=tuple(undone.id for undone in token.objects))
    guards.refuse_what_was_not_meant(named, selector, {**options, "allow_empty": True})


def _read(server: PrtgServer, token: RestoreToken, fields: t.Collection[str], settle: Settle, renamed: str) -> Tree:
    """The objects of the token as they are now, and those above; ``SelectionRefused`` if they are not those."""
    ids = tuple(undone.id for undone in token.objects)
    snapshot = server.read(Need(ids=ids, fields=ALWAYS_READ | {"path", *fields}, tree=True))
    # what rows below tell of an object is not the object itself
    above = [one for one in snapshot.tree if one.id not in ids]
    tree = Tree([*above, *settle(server, snapshot.objects)])
    pairs = [(undone, tree.get(undone.id)) for undone in token.objects]
    others = [
        f"{as_named(undone).label()}, which is {found.label()} in PRTG"
        for undone, found in pairs
        if found is not None and (found.kind != undone.kind or _words(found.name) not in map(_words, undone.names))
    ]
    if others:
        hint = " ".join(filter(None, ("Nothing was changed.", renamed)))
        raise SelectionRefused(f"restore names {some(others)}", hint=hint)
    return tree


def _words(name: str) -> str:
    return " ".join(name.split())


def _refuse_nothing_left(options: t.Mapping[str, t.Any]) -> None:
    if not options.get("allow_empty"):
        raise NotFound(
            "none of the objects that restore names exists any more",
            hint="Check that this is the right server. allow_empty accepts it.",
        )
