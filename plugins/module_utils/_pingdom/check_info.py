# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Uptime checks for reading: as the list shows them, and with all of their options."""

from __future__ import annotations

import collections
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._change import Result
from ansible_collections.opswatch.monitoring.plugins.module_utils._identity import Identity, identified
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.api import PingdomApi, connect
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_config import config_of, secrets_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.check_record import record
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.checks_at_once import ChecksAtOnce, details
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.choosing import (
    NAMING,
    Chosen,
    chosen,
    told,
    wanted_of,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.dialect import Row
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.entry import Found, Key, Task
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.resources.check import CHECK

#: What a check can be (OpenAPI document 3.1, ``status`` of ``Check``; the 2.1 documentation has the same).
STATUSES = ("up", "down", "unconfirmed_down", "unknown", "paused")

_IDENTITY = Identity("check", options=NAMING, ids=frozenset({"ids"}), required=False, writes=False)

_OPTIONS: dict[str, dict[str, t.Any]] = {
    **{name: {"type": "list", "elements": "str"} for name in NAMING},
    "types": {"type": "list", "elements": "str", "choices": [*checks.TYPES]},
    "statuses": {"type": "list", "elements": "str", "choices": [*STATUSES]},
    "details": {"type": "bool", "default": False},
}
#: What details are read for.
_READ = Task(Key(None, None), {}, {}, check_mode=False)


def _nothing_known(_params: Row) -> Row:
    return {"checks": [], "unknown": []}


def _read(params: Row, _check_mode: bool) -> Result:
    """The checks that a task names, and in words what nothing is known by."""
    wanted = wanted_of(params)
    with connect(params) as api:
        found = chosen(api, wanted, {"include_severity": "true"})
        result = told({"checks": [record(row) for row in found.rows]}, found.rows, "check", found.unknown)
        if params["details"]:
            _add_details(api, found, result)
        return api.told(result)


def _add_details(api: PingdomApi, found: Chosen, result: Result) -> None:
    """All options of each check, and the entry for a set. One that has gone meanwhile is left out."""
    many = ChecksAtOnce(CHECK)
    names = collections.Counter(row.get("name") for row in found.every)
    detailed = []
    for shown, detail in zip(result.values["checks"], details(api, many, [(row["id"], _READ) for row in found.rows])):
        if detail is None:
            result.warnings.append(f"Check {shown['id']} ({shown['name']!r}) has gone while it was read.")
        else:
            is_one_of_several = names[detail.state["name"]] > 1
            more = api.dialect.known(many.one, many.shown(api, detail, detail.state, detail))
            detailed.append({**shown, **more, **_exported(api, many, detail, is_one_of_several, result.warnings)})
    result.values["checks"] = detailed


def _exported(api: PingdomApi, many: ChecksAtOnce, found: Found, by_id: bool, warnings: list[str]) -> Row:
    """A check as an entry of a set, and what that cannot have: secrets, and a pause that nobody can tell."""
    without = {name for name in found.state if f"{many.one}.{name}" in api.dialect.lacks}
    hidden = many.pause_hidden_by(api, found)
    if hidden:
        without.add("paused")
        warnings.append(
            f"Whether check {found.id} is paused itself cannot be told, since {hidden}: config leaves it out."
        )
    config = config_of(found.state, without)
    needs_id = by_id or "name" not in config
    return {"config": {**({"id": found.id} if needs_id else {}), **config}, "secrets": secrets_of(found.state)}


MODULE: dict[str, t.Any] = {
    "service": "pingdom",
    "block": Block(_OPTIONS),
    "run": identified(_IDENTITY, _nothing_known)(_read),
    "identity": _IDENTITY,
}
"""What the ``Specification`` of the module is made of."""
