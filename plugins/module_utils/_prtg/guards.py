# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What keeps tasks that write from more than they mean: guards of a selection, and of acting on absence.

That an object is not in an answer does not prove that it does not exist: whoever acts on absence asks for it.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import (
    MonitoringError,
    NotFound,
    SelectionRefused,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, ROOT_ID
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import (
    Selection,
    Selector,
    refuse_too_many,
    select,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

_WHY = (
    "An answer without them proves nothing: check that this account sees them, and that the server is ready, and try "
    "again."
)


def chosen(
    server: PrtgServer,
    options: t.Mapping[str, t.Any],
    fields: t.Collection[str],
    *,
    kinds: t.Collection[str] = KINDS,
    doing: str = "",
) -> Selection:
    """The objects that a task names for ``doing`` something that only these ``kinds`` know, behind all guards.

    With their paths, by which every message names them.
    """
    selector = Selector.from_options(options)
    selection = select(server, selector, {"path", *fields}, tree=True)
    others = [one.label() for one in selection.objects if one.kind not in kinds]
    if "group" not in kinds and ROOT_ID in (selector.ids or ()):
        others = ["the root"]  # which API v2 does not show
    if others:
        raise SelectionRefused(
            f"{doing} is for objects of the kind {' or '.join(kinds)}, and the selection holds {some(others)}",
            hint="Narrow the selection with kind. What is below an object is selected by under.",
        )
    refuse_what_was_not_meant(selection, selector, options)
    if not selection.objects:
        _refuse_nothing(server, selector, bool(options.get("allow_empty")))
    refuse_unproven(server, selector, selection.missing)
    return selection


def refuse_what_was_not_meant(selection: Selection, selector: Selector, options: t.Mapping[str, t.Any]) -> None:
    """The guards of modules that write.

    ``SelectionRefused`` if more than ``max_matched`` objects fit, for the root without ``allow_root``, and for probes
    that are not named by id; ``NotFound`` if a named object does not exist (without ``allow_empty``).
    """
    found = selection.objects
    named = frozenset(selector.ids or ())
    if ROOT_ID in named.union(one.id for one in found) and not options.get("allow_root"):
        raise SelectionRefused(
            "the selection holds the root, and with it everything that PRTG monitors",
            hint="Set allow_root if you mean it.",
        )
    refuse_too_many(found, options.get("max_matched"))
    if selection.missing and not options.get("allow_empty"):
        raise NotFound(
            f"PRTG has no object with {'ids' if selector.ids else 'names'} {some(selection.missing)} that fits "
            f"({selector.describe()})",
            hint="Check the selectors, and that this account sees the objects (API v2 may not show the root). "
            "allow_empty accepts their absence.",
        )
    for one in found:
        if one.kind == "probe" and one.id not in named and not options.get("allow_root"):
            raise SelectionRefused(
                f"the selection holds {one.label()}, and with it everything that this probe monitors",
                hint="Name probes by id, narrow with kind, or set allow_root.",
            )


def _refuse_nothing(server: PrtgServer, selector: Selector, allowed: bool) -> None:
    """``SelectionRefused`` where nothing fits, or if that is ``allowed`` and was left to a filter, a warning."""
    told = f"nothing matches ({selector.describe()})"
    if not allowed:
        counted = _counted(server, selector.kinds) if selector.filter is not None else ""
        raise SelectionRefused(told + counted, hint="Check the selectors, or set allow_empty if that is fine.")
    if selector.filter is not None:
        server.warnings.append(f"{told}: nothing is done, as allow_empty allows")


def _counted(server: PrtgServer, kinds: t.Iterable[str]) -> str:
    """How many objects there are that did not fit, as far as PRTG tells: no error hides behind another.

    API v1 counts the core server among the probes, and the root among the groups.
    """
    try:
        totals = {kind: server.total(kind) for kind in kinds if kind in ("device", "sensor")}
    except MonitoringError:
        return ""
    told = [f"{number} {kind}s" for kind, number in totals.items() if number is not None]
    return f"; PRTG shows this account {', '.join(told)}" if told else ""


def refuse_unproven(server: PrtgServer, selector: Selector, missing: t.Sequence[str]) -> None:
    """``NotFound`` for ids of a selector that are ``missing``, unless they are elsewhere or PRTG says they are gone."""
    if selector.ids is None or not missing:
        return
    unproven = list(missing)
    if selector.kinds != KINDS or selector.under is not None:
        elsewhere = {found.id for found in server.read(Need(ids=tuple(missing))).objects}
        unproven = [one for one in missing if one not in elsewhere]
    gone = server.gone(unproven) if unproven else frozenset()
    refuse_absent([one for one in unproven if one not in gone])


def refuse_absent(unproven: t.Sequence[str], *, changed: bool = False) -> None:
    """``NotFound`` for objects, named by id or label, that PRTG neither shows nor says to be gone."""
    if unproven:
        raise NotFound(
            f"PRTG does not show {some(unproven)}, and does not say either that there is no such object",
            hint=_WHY,
            details={"unproven": len(unproven)},
            changed=changed,
        )
