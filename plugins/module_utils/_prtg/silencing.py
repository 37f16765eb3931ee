# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pausing, resuming and restoring as a task asks for them: what to decide by, and what is returned."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import acting, carrying_out, pausing, restoring
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.acting import Options, Params, seconds_to_wait
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import settled
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.selection import Selection
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import refuse_mark
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.telling import Outcome

OPTIONS: Options = {
    "state": {"type": "str", "choices": ["paused", "resumed", "restored"], "default": "paused"},
    "duration": {"type": "str", "default": "1h"},
    "reason": {"type": "str", "default": "Paused by Ansible"},
    "renew": {"type": "bool", "default": False},
    "adopt": {"type": "bool", "default": False},
    "override": {"type": "bool", "default": False},
}

RULES: dict[str, t.Any] = {
    "required_if": [
        ("state", "paused", acting.SELECTORS, True),
        ("state", "resumed", acting.SELECTORS, True),
        ("state", "restored", ("restore", *acting.SELECTORS), True),
    ],
    "mutually_exclusive": [("restore", selector) for selector in ("ids", "names", "filter", "kind", "under")],
}


def check(params: Params) -> None:
    """``ConfigurationError`` for a duration that is none, and for a reason that looks like our marks."""
    pausing.minutes_of(params["duration"])
    refuse_mark(params["reason"])


def silence(server: PrtgServer, selection: Selection, params: Params, check_mode: bool) -> acting.Outcome:
    """What is done to the objects that the selectors name."""
    selection = selection._replace(objects=settled(server, selection.objects))
    reason, override = params["reason"], params["override"]
    if params["state"] == "restored":
        steps = pausing.plan_release(selection, reason, server.now(), override=override)
    else:
        minutes = pausing.minutes_of(params["duration"])
        wish = pausing.Wish(params["state"], minutes, reason, params["renew"], params["adopt"], override)
        steps = pausing.plan(selection, wish, server.now())
    tree, host, wait = selection.snapshot.tree, server_of(params), seconds_to_wait(params)
    return _told(carrying_out.carry_out(server, steps, host, tree, check_mode=check_mode, wait=wait))


def restore(server: PrtgServer, params: Params, check_mode: bool) -> acting.Outcome:
    """What is done by a restore token."""
    token = RestoreToken.from_data(params["restore"], server_of(params))
    wait = seconds_to_wait(params)
    return _told(restoring.restore(server, token, params, check_mode=check_mode, wait=wait))


def no_token(server: str) -> Params:
    """What check mode returns as long as no object is known."""
    return {"restore": RestoreToken(server, (), simulated=True).as_data()}


def _told(outcome: Outcome) -> acting.Outcome:
    values = {"restore": outcome.restore.as_data()}
    return acting.Outcome(outcome.objects, outcome.changes, outcome.warnings, values)
