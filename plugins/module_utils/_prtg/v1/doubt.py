# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""When an empty table of PRTG's API v1 is believed.

Servers answer "empty" though the data is there, for a while or for good, and list nothing to an account without rights
(findings of 2026-11-25, section 2.2). A working account sees a probe, a group and a device. It may have no sensor; and
a restricted one sees only part of the tree, so that a table of what is above that part may be empty (recorded: an
account that sees no probe, PRTG 18.2.41).
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import UnexpectedAnswer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import ROOT_ID
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import (
    MOMENT,
    NOTHING_TO_SEE,
    counted_sensors,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.columns import (
    CONTENTS,
    columns_for,
    read_summary,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.store import Store
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.v1.tables import Selection

#: The kinds of which a working account sees an object, and the kinds whose rows name these as their parents.
WITNESSES = {"probe": ("group", "device"), "group": ("group", "device"), "device": ("sensor",)}

#: How many objects are asked for by themselves where the table that should list them is empty.
ASKED_BY_THEMSELVES = 5


def ask_again(store: Store, kinds: t.Sequence[str], missing: t.Callable[[], t.Collection[str]]) -> None:
    """Ask once more for the tables of ``kinds`` that came empty, in vain, and judge what stays so.

    Where the server lists nothing at all of a kind, it is asked a moment later, and for all else that came empty as
    well. ``missing`` tells the ids that were looked for and not found. Raises ``UnexpectedAnswer``.
    """
    barren = [kind for kind in kinds if _lists_nothing(store, kind)]
    if barren:
        store.tables.sleep(MOMENT)
    for kind in [kind for kind in store.asked if not store.objects[kind]] if barren else kinds:
        store.read_table(kind, store.asked[kind])
    barren = [kind for kind in barren if not store.objects[kind] and _lists_nothing(store, kind)]
    if "sensor" in barren:
        _refuse_counted_sensors(store)
    unlisted = [kind for kind in WITNESSES if kind in barren]
    if unlisted and not _are_hidden(store, unlisted, missing()):
        _refuse(store, unlisted)


def _lists_nothing(store: Store, kind: str) -> bool:
    """Whether the server lists no object of a kind, whatever narrowed the table that came empty."""
    if store.asked[kind].is_whole:
        return True
    content = CONTENTS[kind]
    few = None if content.type_raw else 1  # before the first probe the core server may come
    rows = store.tables.first_page(Selection(content, columns_for(kind, (), False), page_size=few), store.query)
    return not any(map(content.holds, rows.values()))


def _refuse_counted_sensors(store: Store) -> None:
    """``UnexpectedAnswer`` if there is no device, or if the devices count sensors, of which the server lists none."""
    devices = Selection(CONTENTS["device"], columns_for("device", (), True))
    summaries = store.tables.whole(devices, store.query, lambda rows: list(map(read_summary, rows)))
    if not summaries:
        _refuse(store, ["device", "sensor"])
    counted = counted_sensors(summaries.values())
    if counted:
        _refuse(store, ["sensor"], f", and its devices count {counted}")


def _are_hidden(store: Store, kinds: t.Sequence[str], missing: t.Collection[str]) -> bool:
    """Whether the account may just not see any object of ``kinds``.

    It may if the server lists something else that was asked for, and does not know what its rows name as their parents,
    nor what was looked for by its id, when it is asked for just that.
    """
    if not set(store.need.kinds).difference(kinds):
        return False
    if any(store.tables.knows(one, store.query) and not _is_elsewhere(store, one) for one in _few(missing)):
        return False
    named = {ROOT_ID} if "group" in kinds else set()
    for kind in kinds:
        for witness in WITNESSES[kind]:
            if not store.objects[witness]:
                store.read_first(witness, ASKED_BY_THEMSELVES)
        if kind != "device":
            store.read_whole("group")
            store.read_whole("probe")
        elif not store.objects["sensor"]:
            return False
        named.update(_few(store.unseen_parents(WITNESSES[kind])))
    return not any(store.tables.knows(one, store.query) for one in sorted(named, key=int))


def _few(ids: t.Iterable[str]) -> list[str]:
    return sorted(ids, key=int)[:ASKED_BY_THEMSELVES]


def _is_elsewhere(store: Store, object_id: str) -> bool:
    """Whether an object that the server knows is of a kind that was not asked for."""
    others = [kind for kind in CONTENTS if kind not in store.need.kinds]
    selections = (store.selection(kind, filter_objid=(object_id,)) for kind in others)
    return any(object_id in store.tables.first_page(selection, store.query) for selection in selections)


def _refuse(store: Store, kinds: t.Sequence[str], more: str = "") -> t.NoReturn:
    raise UnexpectedAnswer(
        f"the server lists no {' and no '.join(kinds)} at all, also when asked again{more}",
        exchange=store.tables.exchange,
        hint=NOTHING_TO_SEE,
    )
