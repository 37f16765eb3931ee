# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""What check mode returns about a thing whose id is not known yet, because only the real run makes that thing."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom import checks
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.maintenance import Wish
from ansible_collections.opswatch.monitoring.plugins.module_utils._pingdom.window import Window, values_of


def check(params: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The return values of ``pingdom_check``: what the task gives, and null for what nobody can tell.

    Contacts and teams, which a task may name and a result has as ids, are left out.
    """
    if params["state"] == "absent" and params["absent_mode"] == "delete":
        return {"check": None, "recreated": False}
    given = {"paused": True} if params["state"] == "absent" else checks.given_options(params)
    hidden = {name for name, option in checks.every_option().items() if option.secret} | {"contacts", "teams"}
    known = {"name": None, "type": params.get("type"), **{name: given[name] for name in given if name not in hidden}}
    return {"check": {"id": None, "status": None, "created": None, "lasttesttime": None, **known}, "recreated": False}


def window(params: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The return values of ``pingdom_maintenance``, whose times depend on what the window is now."""
    if params["state"] == "absent":
        return {"maintenance": None}
    Wish.from_params(params)
    return {"maintenance": values_of(Window.unknown(params["description"]), 0)}
