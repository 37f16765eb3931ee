# SPDX-FileCopyrightText: 2026 opswatch contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that the emulated application server has, after the vendor's list of 2026-03.

A path that is not here answers 404, another method 405, another query parameter 400.
"""

from __future__ import annotations

from typing import NamedTuple


class Operation(NamedTuple):
    """One operation; ``family`` is classic or current for the two generations of reading objects, else empty."""

    method: str
    path: str
    parameters: frozenset[str]
    handler: str
    family: str = ""


LIST = "offset limit filter"
TREE_KINDS = ("sensors", "devices", "groups", "probes")


def _operation(method: str, path: str, handler: str, parameters: str = "", family: str = "") -> Operation:
    return Operation(method, path, frozenset(parameters.split()), handler, family)


def operations() -> list[Operation]:
    """Every operation served; fixed paths come before those with an id."""
    found = [
        _operation("GET", "/health", "health"),
        _operation("GET", "/settings/public", "public_settings"),
        _operation("GET", "/version", "version"),
        _operation("POST", "/session", "log_in"),
        _operation("GET", "/session", "renew"),
        _operation("DELETE", "/session", "log_out"),
        _operation("GET", "/objects/count", "count"),
        _operation("GET", "/objects", "list_classic", f"{LIST} sensor_status_summary", "classic"),
        _operation("GET", "/experimental/objects", "list_current", f"{LIST} include", "current"),
        _operation("POST", "/objects/{id}/move", "move"),
        _operation("GET", "/sensor-status-summary", "summary"),
        _operation("GET", "/sensor-status-summary/{id}", "summary"),
        _operation("GET", "/sensors/alarms", "list_alarms", f"{LIST} sort_by include_all_channels", "classic"),
        _operation("POST", "/sensors/acknowledge", "act_bulk"),
        _operation("POST", "/sensors/{id}/acknowledge", "act_one"),
        _operation("GET", "/channels", "list_classic", f"{LIST} sort_by", "classic"),
        _operation("GET", "/experimental/channels", "list_current", f"{LIST} sort_by include", "current"),
        _operation("GET", "/channels/{id}/overview", "overview", family="classic"),
        _operation("GET", "/channels/{id}", "get_one", "include"),
        _operation("PATCH", "/devices/{id}", "patch"),
        _operation("PATCH", "/experimental/groups/{id}", "patch"),
        _operation("PATCH", "/experimental/sensor/{id}", "patch"),
        *(_operation("DELETE", f"/experimental/{kind}/{{id}}", "delete") for kind in TREE_KINDS),
    ]
    own = {"sensors": "include_all_channels", "devices": "sensor_status_summary", "groups": "sensor_status_summary"}
    for kind in TREE_KINDS:
        more = own.get(kind, "sensor_status_summary")
        found += [
            _operation("GET", f"/{kind}", "list_classic", f"{LIST} sort_by {more}", "classic"),
            _operation("GET", f"/experimental/{kind}", "list_current", f"{LIST} include", "current"),
            *(_operation("POST", f"/{kind}/{action}", "act_bulk") for action in ("pause", "resume", "scan")),
            *(_operation("POST", f"/{kind}/{{id}}/{action}", "act_one") for action in ("pause", "resume", "scan")),
            _operation("GET", f"/{kind}/{{id}}/overview", "overview", family="classic"),
            _operation("GET", f"/{kind}/{{id}}", "get_one", "include"),
        ]
    return found
