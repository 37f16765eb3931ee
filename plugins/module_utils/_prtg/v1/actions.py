# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: BSD-2-Clause

# This is a private module of opswatch.monitoring: no other collection may rely on it.
"""The actions of PRTG's API v1, a request each (PRTG manual, "HTTP API: Object Manipulation")."""

from __future__ import annotations

import typing as t

from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.parts import Lack
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.sending import Arguments
from ansible_collections.opswatch.monitoring.plugins.module_utils._prtg.server import IDS_PER_REQUEST


class Request(t.NamedTuple):
    """Where an action is sent to, with which parameters besides the ids, and for how many objects ``at_once``."""

    path: str
    parameters: dict[str, str]
    at_once: int = IDS_PER_REQUEST


def _pause(arguments: Arguments) -> Request:
    """For some minutes (at least 1) or, with None, until it is lifted. The state can lag behind (facts, section 4)."""
    said = {"pausemsg": arguments["message"]} if arguments["message"] else {}
    if arguments["minutes"] is None:
        return Request("/api/pause.htm", {"action": "0", **said})
    return Request("/api/pauseobjectfor.htm", {"duration": str(arguments["minutes"]), **said})


def _resume(_arguments: Arguments) -> Request:
    """Lifts the own flag, of a pause with an end or without."""
    return Request("/api/pause.htm", {"action": "1"})


def _scan(_arguments: Arguments) -> Request:
    """Of an object that is no sensor it scans all sensors below."""
    return Request("/api/scannow.htm", {})


def _discover(_arguments: Arguments) -> Request:
    """Of a group it is of all devices in it, of a device of that; with the templates that its settings name."""
    return Request("/api/discovernow.htm", {}, at_once=1)


def _discover_by_templates(arguments: Arguments) -> Request:
    """Each name in quotes (manual, "Triggering Auto-Discovery"); several with commas between, as PrtgAPI sends them."""
    names = ",".join(f'"{name}"' for name in arguments["templates"])
    return Request("/api/discovernow.htm", {"template": names}, at_once=1)


def _acknowledge(arguments: Arguments) -> Request:
    """For some minutes or, with None, until the sensor is up again (manual, "Pausing/Resuming")."""
    minutes = arguments["minutes"]
    lasting = {} if minutes is None else {"duration": str(minutes)}
    return Request("/api/acknowledgealarm.htm", {"ackmsg": arguments["message"], **lasting})


def _simulate(_arguments: Arguments) -> Request:
    """Resuming ends it (manual, "Pausing/Resuming"; PrtgAPI)."""
    return Request("/api/simulate.htm", {"action": "1"})


ACTIONS: dict[str, t.Callable[[Arguments], Request]] = {
    "pause": _pause,
    "resume": _resume,
    "scan": _scan,
    "discover": _discover,
    "discover_by_templates": _discover_by_templates,
    "acknowledge": _acknowledge,
    "simulate": _simulate,
}

#: No document has a request that pauses an account (manual, "Pausing/Resuming").
NO_USERS = Lack("cannot pause users", "Set api to v2 and url to the application server.")

#: What API v1 cannot do, and what can.
LACKS: dict[str, Lack] = {"pause_user": NO_USERS, "resume_user": NO_USERS}
