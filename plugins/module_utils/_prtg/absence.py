# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""That an object is not in an answer does not prove that it does not exist: whoever acts on absence asks for it."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import NotFound
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selector
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import Need, PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._text import some

_WHY = (
    "An answer without them proves nothing: check that this account sees them, and that the server is ready, and try "
    "again."
)


def refuse_unproven(server: PrtgServer, selector: Selector, missing: t.Sequence[str]) -> None:
    """``NotFound`` for ids of a selector that are ``missing``, unless they are elsewhere or PRTG says they are gone."""
    if selector.ids is None or not missing:
        return
    unproven = list(missing)
    if selector.kinds != KINDS or selector.under is not None:
        elsewhere = {found.id for found in server.read(Need(ids=tuple(missing))).objects}
        unproven = [one for one in missing if one not in elsewhere]
    gone = server.gone(unproven) if unproven else frozenset()
    refuse([one for one in unproven if one not in gone])


def refuse(unproven: t.Sequence[str], *, changed: bool = False) -> None:
    """``NotFound`` for objects, named by id or label, that PRTG neither shows nor says to be gone."""
    if unproven:
        raise NotFound(
            f"PRTG does not show {some(unproven)}, and does not say either that there is no such object",
            hint=_WHY,
            details={"unproven": len(unproven)},
            changed=changed,
        )
