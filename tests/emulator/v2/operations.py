# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that the emulated application server has, after the vendor's list of 2026-03.

A path that is not here answers 404, another method 405, another query parameter 400.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiohttp import web

from .actions import ACTIONS
from .handlers import Handlers

Serve = Callable[[Handlers, web.Request], Awaitable[web.StreamResponse]]


class Operation(NamedTuple):
    """One operation; ``family`` is deprecated or current for the two generations of reading objects, else empty."""

    method: str
    path: str
    parameters: frozenset[str]
    handler: Serve
    family: str = ""


LIST = "offset limit filter"
TREE_KINDS = ("sensors", "devices", "groups", "probes")


def _operation(method: str, path: str, handler: Serve, parameters: str = "", family: str = "") -> Operation:
    return Operation(method, path, frozenset(parameters.split()), handler, family)


def operations() -> list[Operation]:
    """Every operation served; fixed paths come before those with an id."""
    found = [
        _operation("GET", "/health", Handlers.health),
        _operation("GET", "/settings/public", Handlers.public_settings),
        _operation("GET", "/version", Handlers.version),
        _operation("POST", "/session", Handlers.log_in),
        _operation("GET", "/session", Handlers.renew),
        _operation("DELETE", "/session", Handlers.log_out),
        _operation("GET", "/objects/count", Handlers.count),
        _operation("GET", "/objects", Handlers.list_deprecated, f"{LIST} sensor_status_summary", "deprecated"),
        _operation("GET", "/experimental/objects", Handlers.list_current, f"{LIST} include", "current"),
        _operation("POST", "/objects/{id}/move", Handlers.move),
        _operation("GET", "/sensor-status-summary", Handlers.summary),
        _operation("GET", "/sensor-status-summary/{id}", Handlers.summary),
        _operation(
            "GET", "/sensors/alarms", Handlers.list_alarms, f"{LIST} sort_by include_all_channels", "deprecated"
        ),
        _operation("GET", "/channels", Handlers.list_deprecated, f"{LIST} sort_by", "deprecated"),
        _operation("GET", "/experimental/channels", Handlers.list_current, f"{LIST} sort_by include", "current"),
        _operation("GET", "/channels/{id}/overview", Handlers.overview, family="deprecated"),
        _operation("GET", "/channels/{id}", Handlers.get_one, "include"),
        _operation("PATCH", "/devices/{id}", Handlers.patch),
        _operation("PATCH", "/experimental/groups/{id}", Handlers.patch),
        _operation("PATCH", "/experimental/sensor/{id}", Handlers.patch),
        *(_operation("DELETE", f"/experimental/{kind}/{{id}}", Handlers.delete) for kind in TREE_KINDS),
    ]
    own = {"sensors": "include_all_channels", "devices": "sensor_status_summary", "groups": "sensor_status_summary"}
    for kind in TREE_KINDS:
        more = own.get(kind, "sensor_status_summary")
        found += [
            _operation("GET", f"/{kind}", Handlers.list_deprecated, f"{LIST} sort_by {more}", "deprecated"),
            _operation("GET", f"/experimental/{kind}", Handlers.list_current, f"{LIST} include", "current"),
            _operation("GET", f"/{kind}/{{id}}/overview", Handlers.overview, family="deprecated"),
            _operation("GET", f"/{kind}/{{id}}", Handlers.get_one, "include"),
        ]
    for name, action in ACTIONS.items():
        for kind in action.kinds:
            found.append(_operation("POST", f"/{kind}/{name}", Handlers.act_bulk))
            found.append(_operation("POST", f"/{kind}/{{id}}/{name}", Handlers.act_one))
    return found
