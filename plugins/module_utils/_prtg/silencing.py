# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""Pausing, resuming and restoring as an action: what a task can ask for, and what of it is not as with any other."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._errors import ConfigurationError, MonitoringError
from ansible_collections.opswatch.monitoring.plugins.module_utils._options import Block
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import doing, guards, pausing, telling
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.action import (
    SELECTING,
    Action,
    Done,
    Params,
    Plan,
    Told,
)
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.connect import server_of
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.doing import Seen
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.lease import RestoreToken
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.model import KINDS, Tree
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.pausing import Step, Wish
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.proving import settled
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import PrtgServer
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.silence import refuse_mark, silence_of

BLOCK = Block(
    {
        "state": {"type": "str", "choices": ["paused", "resumed", "restored"], "default": "paused"},
        "kind": {"type": "list", "elements": "str", "choices": [*KINDS, "user"]},
        "duration": {"type": "str"},
        "reason": {"type": "str", "default": pausing.REASON},
        "renew": {"type": "bool", "default": False},
        "adopt": {"type": "bool", "default": False},
        "override": {"type": "bool", "default": False},
    },
    {
        "required_if": [
            ("state", "paused", SELECTING, True),
            ("state", "resumed", SELECTING, True),
            ("state", "restored", ("restore", *SELECTING), True),
        ]
    },
)


def minutes(params: Params) -> int | None:
    """How long objects are to be paused, as ``pausing.minutes_of`` tells it."""
    return pausing.minutes_of(pausing.DURATION if params["duration"] is None else params["duration"])


def check(params: Params) -> None:
    """``ConfigurationError`` for a duration that is none, a reason that holds a mark, a token beside a state."""
    minutes(params)
    refuse_mark(params["reason"])
    if params["restore"] is not None and params["state"] != "restored":
        raise ConfigurationError(f"restore is given with state {params['state']}", hint="Set state to restored.")


class Silencing(Action[Step]):
    """Holding objects silent: pauses have holders with leases, others may write them meanwhile, a token undoes it."""

    @property
    def restores(self) -> bool:
        """By a token of its own."""
        return True

    def meant(self, params: Params) -> Action[t.Any]:
        """Users are paused in another way."""
        restore = params["restore"]
        if "user" not in (params["kind"] or ()) and not (isinstance(restore, dict) and restore.get("action")):
            return self
        # delayed, since few tasks pause users: 2 % of starting a module
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg import pausing_users

        return pausing_users.PAUSE_USERS if pausing_users.is_meant(params) else self

    def plan_back(self, server: PrtgServer, params: Params, check_mode: bool) -> Plan[Step]:
        """Who holds an object besides decides, too."""
        # delayed, since few tasks undo something: 2 % of starting a module (bench imports)
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.restoring import plan_by_token

        token = RestoreToken.from_data(params["restore"], server_of(params))
        return plan_by_token(server, token, params, check_mode)

    def plan_chosen(self, server: PrtgServer, params: Params) -> Plan[Step]:
        """What the wish means for the objects that the selectors name."""
        selection = guards.chosen(server, params, self.fields)
        objects = settled(server, selection.objects)
        flags = (params["renew"], params["adopt"], params["override"])
        wish = Wish(params["state"], minutes(params), params["reason"], *flags)
        return Plan(pausing.plan(objects, wish, server.now()), selection.snapshot.tree)

    def ready(
        self, server: PrtgServer, host: str, judged: t.Sequence[Step]
    ) -> contextlib.AbstractContextManager[t.Sequence[Step]]:
        """Others pause the same objects."""
        # delayed here and below, since a task that finds all as it shall be needs none: 3 % of starting a module
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.rivals import ready

        return ready(server, host, judged)

    def do(self, server: PrtgServer, judged: t.Sequence[Step]) -> Done[Step]:
        """Until nobody has written over it."""
        from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.rivals import do

        return do(server, judged)

    def look_besides(self, server: PrtgServer, judged: t.Sequence[Step], tree: Tree) -> Seen:
        """What is awake now by what was done above it: that had hidden whether something else keeps it silent."""
        steps = telling.released(judged, tree)
        return doing.read_again(server, steps, self.fields) if steps else {}

    def has_acted(self, server: PrtgServer, judged: t.Sequence[Step], _refusal: MonitoringError) -> bool:
        """Whether the flag or the holders are others."""
        seen = self.look(server, judged)
        pairs = [(seen[step.found.id], step) for step in judged if step.found.id in seen]
        return any(
            found.active is not step.found.active or silence_of(found).names != step.before.names
            for found, step in pairs
        )

    def tell(self, judged: t.Sequence[Step], tree: Tree, seen: Seen) -> Told:
        """With what is above an object, which can keep it silent."""
        return telling.tell(judged, tree, seen)

    def values(
        self, host: str, judged: t.Sequence[Step], now: float, *, seen: Seen | None = None, simulated: bool = False
    ) -> Params:
        """The token that undoes it."""
        return {"restore": telling.token_of(host, judged, now, seen or {}, simulated=simulated).as_data()}
