# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What was read from PRTG, and the form in which a cache keeps it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import (
    FIELDS,
    RECORD,
    TEXTS,
    UNREAD,
    PrtgObject,
    Tree,
    Unseen,
)
from ansible_collections.opswatch.monitoring.plugins.plugin_utils import _service
from ansible_collections.opswatch.monitoring.plugins.plugin_utils._kept import DAMAGED, content_of, is_readable, kept

FORM = 4
"""Of what is kept."""

#: What stands in a cache for a value that the server did not tell, which is not the same as none.
_UNTOLD = {"untold": True}

_TUPLES = frozenset(name for name, field in RECORD.items() if field.type == TEXTS)
_ABOVE = ("id", "kind", "name", "parent_id", "active", "tags")


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What the configuration needs: kinds, an ancestor, fields, whether the objects above, and what is included.

    ``known`` are ids of further objects that its filter names.
    """

    kinds: tuple[str, ...]
    under: str | None
    fields: frozenset[str]
    tree: bool
    include: frozenset[str]
    known: tuple[str, ...] = ()


@dataclasses.dataclass
class Rows(_service.Rows):
    """Objects as they were at ``read_at`` (Unix time), those above them, and what was included, by its name and id.

    ``visible`` is how many of their kind the server shows this account; None: nobody knows.
    """

    objects: list[PrtgObject]
    tree: Tree
    included: dict[str, dict[str, t.Any]]
    read_at: float = dataclasses.field(default_factory=time.time)
    visible: int | None = None

    def let_go(self) -> None:
        """Keep neither objects nor their tree."""
        self.objects, self.tree = [], Tree(())


def identity(options: t.Mapping[str, t.Any], wanted: Wanted) -> str:
    """Which cached rows these options mean: the server, its name, the account, and which objects, as a digest.

    The account goes in by name, or by a digest of its token; a password or passhash does not go in at all.
    """
    token = options.get("api_token")
    account = hashlib.sha256(token.encode()).hexdigest()[:16] if token else options.get("username")
    parts = [options.get("url"), options.get("api"), server_of(options), account, wanted.kinds, wanted.under]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def dump(rows: Rows, wanted: Wanted) -> dict[str, t.Any]:
    """``rows`` for a cache."""
    fields = tuple(field for field in FIELDS if field in wanted.fields)
    own = {one.id for one in rows.objects}
    unseen = rows.tree.unseen
    above = [one for one in rows.tree if one.id not in own and one.id not in unseen.parents]
    content = {
        "objects": [_row(one, fields) for one in rows.objects],
        "above": [_row(one, _ABOVE) for one in above],
        "absent": sorted(rows.tree.absent),
        "unseen": [[_row(one, _ABOVE) for one in unseen.parents.values()], unseen.loose, unseen.told, unseen.gaps],
        "included": rows.included,
    }
    more = {"fields": list(fields), "tree": wanted.tree, "include": sorted(wanted.include)}
    return kept(FORM, rows.read_at, content, **more)


def load(entry: t.Any, wanted: Wanted) -> Rows | None:
    """The rows of a cache entry; None if it holds less than is wanted or nothing, is damaged or is not of our form."""
    try:
        rows = _loaded(entry, wanted)
        return rows if rows is not None and rows.objects else None
    except DAMAGED:
        return None


def _loaded(entry: t.Any, wanted: Wanted) -> Rows | None:
    if not is_readable(entry, FORM):
        return None
    lacks_fields = wanted.fields - set(entry["fields"])
    if lacks_fields or wanted.tree > entry["tree"] or wanted.include - set(entry["include"]):
        return None
    content = content_of(entry)
    objects = _objects(content["objects"], entry["fields"])
    above = _objects(content["above"], _ABOVE)
    parents, loose, told, gaps = content["unseen"]
    unseen = Unseen({one.id: one for one in _objects(parents, _ABOVE)}, loose, told, gaps)
    tree = Tree([*above, *objects], content["absent"], unseen)
    if not all(one in tree or one in tree.absent for one in wanted.known):
        return None
    included = {name: dict(content["included"][name]) for name in wanted.include}
    return Rows(objects, tree, included, read_at=entry["read_at"])


def _row(one: PrtgObject, fields: t.Iterable[str]) -> list[t.Any]:
    values = [getattr(one, field) for field in fields]
    return [_UNTOLD if value is UNREAD else value for value in values]


def _objects(rows: t.Iterable[list[t.Any]], fields: t.Iterable[str]) -> list[PrtgObject]:
    names = [str(field) for field in fields]
    tuples = [index for index, name in enumerate(names) if name in _TUPLES]
    objects = []
    for told in rows:
        row = [UNREAD if value == _UNTOLD else value for value in told] if _UNTOLD in told else told
        for index in tuples:
            if row[index].__class__ is list:
                row[index] = tuple(row[index])
        objects.append(PrtgObject(**dict(zip(names, row, strict=True))))
    return objects
