# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What a task that only reads refers to, by ids: they are taken as they are, only names are looked up.

Results and alerts may be about what was deleted since, so that an id has to be known to nobody.
"""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import reports
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_list import LISTED
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.naming import ids_of

#: Every number that an id can be.
_ANY_ID = range(1, 10**18)


def probes_by_name(api: PingdomApi) -> list[Row]:
    """The probes, each by its name and, unless a probe is called so, by its city."""
    rows = reports.read(api, reports.PROBES).rows
    names = {row.get("name") for row in rows}
    return [*rows, *({**row, "name": row["city"]} for row in rows if row.get("city") not in (None, *names))]


#: What options refer to: where that is looked up, and the word for one of it.
_REFERENCES: dict[str, tuple[t.Callable[[PingdomApi], list[Row]], str]] = {
    "check": (LISTED.rows, "check"),
    "checks": (LISTED.rows, "check"),
    "contacts": (lambda api: reports.read(api, reports.CONTACTS).rows, "contact"),
    "probe": (probes_by_name, "probe"),
    "probes": (probes_by_name, "probe"),
}
REFERENCES = tuple(_REFERENCES)


def ids_in(api: PingdomApi, option: str, references: t.Iterable[str]) -> list[int]:
    """The ids of what an option names; ``NotFound`` and ``AmbiguousName`` for names."""
    rows, word = _REFERENCES[option]
    return ids_of(references, lambda: rows(api), word, _ANY_ID)


def id_in(api: PingdomApi, option: str, reference: str) -> int:
    """The same for an option that names one."""
    return ids_in(api, option, [reference])[0]
